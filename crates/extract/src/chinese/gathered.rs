//! How groups come about and who does their work: "纠集李某、周某，形成犯罪集团", "该团伙由何某组织，李某负责洗钱".

use std::ops::Range;

use super::reading::Reading;
use crate::attribution::AttributionNote;
use crate::extraction::Relation;
use crate::lexicon::Sort;
use crate::mention::{Mention, MentionKind};

/// Verbs by which a leader brings people together.
const GATHERS: [&str; 7] = ["纠集", "网罗", "吸收", "招募", "笼络", "召集", "拉拢"];

/// Verbs by which a group comes about.
const FORMS: [&str; 9] = ["形成", "组成", "成立", "组建", "建立", "结成", "共组", "发展成", "发展为"];

/// What somebody who leads a group does with it: "该团伙由何某组织".
const RUNS: [&str; 12] =
    ["组织", "领导", "控制", "操控", "操纵", "掌控", "把持", "带领", "纠集", "牵头", "主导", "实际控制"];

/// Work that is done for a group.
const WORKS: [&str; 8] = ["负责", "专门负责", "主要负责", "掌管", "充当", "充任", "担任", "则负责"];

/// Posts that only a group gives.
const POSTS: [&str; 12] =
    ["打手", "马仔", "会计", "财务", "账房", "军师", "骨干", "保镖", "小弟", "车手", "取款人", "中间人"];

/// What police officers are in charge of.
const CASES: [&str; 9] = ["侦办", "办理", "调查", "侦查", "抓捕", "案件", "审理", "督办", "审讯"];

impl Reading<'_> {
    /// Who brought a group together, who runs it and who does its work.
    pub fn gathered(&self, notes: &[AttributionNote], found: &mut Vec<Relation>) {
        for sentence in self.page.sentences.iter().filter(|s| !s.is_question) {
            let groups: Vec<&Mention> = self
                .within(&sentence.range)
                .map(|(_, m)| m)
                .filter(|m| m.sort == Sort::Group && m.entity.is_some() && m.kind == MentionKind::Organisation)
                .collect();
            for group in groups {
                self.brought_together(group, &sentence.range, notes, found);
                self.run_by(group, &sentence.range, notes, found);
                self.works_for(group, &sentence.range, notes, found);
            }
        }
    }

    /// "何某纠集李某、周某等人，逐步形成…犯罪集团".
    fn brought_together(
        &self,
        group: &Mention,
        sentence: &Range<usize>,
        notes: &[AttributionNote],
        found: &mut Vec<Relation>,
    ) {
        let page = &self.page;
        let before = sentence.start..group.tokens.start;
        let Some(form) = FORMS.iter().filter_map(|word| page.find(&before, word)).max() else { return };
        let told = sentence.start..form;
        let verb = told.clone().rev().find_map(|at| {
            let word = GATHERS.iter().find(|word| page.has(at, word))?;
            Some(at..at + word.chars().count())
        });
        let Some(verb) = verb else { return };
        let leaders = self.subjects(verb.start, &["person".to_owned()]);
        let near = verb.end..form.min(verb.end + 14);
        let first = self.within(&near).find(|(_, m)| m.kind == MentionKind::Person && m.entity.is_some());
        let members = first.map(|(at, _)| self.list_from(at)).unwrap_or_default();
        for at in leaders {
            self.in_group(at, group, "leads", &verb, sentence, notes, found);
        }
        for at in members {
            self.in_group(at, group, "member_of", &verb, sentence, notes, found);
        }
    }

    /// "该团伙由何某组织".
    fn run_by(&self, group: &Mention, sentence: &Range<usize>, notes: &[AttributionNote], found: &mut Vec<Relation>) {
        let page = &self.page;
        let end = group.tokens.end;
        let clause = page.clause_of(end.saturating_sub(1));
        let by = (end..clause.end.min(end + 3)).find(|at| page.has(*at, "由") || page.has(*at, "受"));
        let Some(by) = by else { return };
        let near = by + 1..clause.end;
        let first = self.within(&near).find(|(_, m)| m.kind == MentionKind::Person && self.phrase_start(m) <= by + 1);
        let Some((first, _)) = first else { return };
        let list = self.list_from(first);
        let last = list.last().map_or(end, |at| self.mentions[*at].tokens.end);
        let Some(at) = (last..clause.end.min(last + 4)).find(|at| RUNS.iter().any(|word| page.has(*at, word))) else {
            return;
        };
        for holder in list {
            self.in_group(holder, group, "leads", &(at..at + 2), sentence, notes, found);
        }
    }

    /// "李某负责洗钱", "周某充当打手", in a sentence about the group.
    fn works_for(
        &self,
        group: &Mention,
        sentence: &Range<usize>,
        notes: &[AttributionNote],
        found: &mut Vec<Relation>,
    ) {
        let page = &self.page;
        let after = group.tokens.end..sentence.end;
        for (at, person) in self.within(&after).filter(|(_, m)| m.kind == MentionKind::Person) {
            let mut end = person.tokens.end;
            end += ["等人", "等"].iter().find(|word| page.has(end, word)).map_or(0, |word| word.chars().count());
            let Some(word) = WORKS.iter().find(|word| page.has(end, word)) else { continue };
            let work = end + word.chars().count();
            let post = POSTS.iter().any(|post| page.has(work, post));
            let case = CASES.iter().any(|case| page.find(&(work..(work + 8).min(sentence.end)), case).is_some());
            let in_charge = word.ends_with("负责") || *word == "掌管";
            let official = page.longest_before(person.tokens.start, &self.words.offices).is_some();
            if case || official || !(in_charge || post) {
                continue;
            }
            for holder in self.listed_with(at) {
                self.in_group(holder, group, "member_of", &(end..work), sentence, notes, found);
            }
        }
    }

    /// What somebody is in a group, where the sentence has not told it in other words.
    #[expect(clippy::too_many_arguments, reason = "the parts of one tie and where it is told")]
    fn in_group(
        &self,
        holder: usize,
        group: &Mention,
        kind: &'static str,
        trigger: &Range<usize>,
        sentence: &Range<usize>,
        notes: &[AttributionNote],
        found: &mut Vec<Relation>,
    ) {
        let Some(ends) = self.mentions[holder].entity.zip(group.entity) else { return };
        let here = self.page.bytes(sentence);
        // Whoever leads it belongs to it.
        let told = found.iter().any(|r| {
            r.schema == "Membership"
                && (r.subject, r.object) == ends
                && (here.contains(&r.trigger.start) || r.kind == "leads" && kind == "member_of")
        });
        if !told {
            self.in_rank(holder, group, kind, trigger.clone(), notes, found);
        }
    }
}
