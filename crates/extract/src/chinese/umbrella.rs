//! The word itself: "充当涉黑团伙的“保护伞”", "成为刘大勇的保护伞", "刘大勇的保护伞马国强", "结交马国强作为保护伞".

use std::ops::Range;

use super::reading::Reading;
use crate::attribution::AttributionNote;
use crate::extraction::Relation;
use crate::mention::MentionKind;

/// Verbs by which one becomes somebody's umbrella.
const BECOMES: [&str; 12] = ["充当", "成为", "沦为", "甘当", "甘做", "担当", "当起", "当", "做", "系", "是", "为"];

/// Verbs by which one finds oneself an umbrella.
const FINDS: [&str; 8] = ["结交", "拉拢", "收买", "腐蚀", "寻求", "寻找", "结识", "发展"];

/// Words for criminal groups in general: nobody's umbrella in particular.
const GENERAL: [&str; 6] = ["黑恶势力", "恶势力", "黑社会", "黑帮", "帮派", "帮会"];

impl Reading<'_> {
    /// Who is called whose umbrella.
    pub fn umbrellas(&self, notes: &[AttributionNote], found: &mut Vec<Relation>) {
        let page = &self.page;
        for sentence in page.sentences.iter().filter(|s| !s.is_question && !s.is_heading) {
            for clause in &sentence.clauses {
                let mut at = clause.start;
                while let Some(word) = page.find(&(at..clause.end), "保护伞") {
                    at = word + 3;
                    self.umbrella(word, clause, notes, found);
                }
            }
        }
    }

    /// Whether a mention speaks of criminal groups in general: 黑恶势力.
    pub fn is_general(&self, mention: usize) -> bool {
        GENERAL.contains(&self.page.simple(&self.mentions[mention].tokens).as_str())
    }

    fn umbrella(&self, word: usize, clause: &Range<usize>, notes: &[AttributionNote], found: &mut Vec<Relation>) {
        let page = &self.page;
        let start = word - usize::from(page.ends(word, "“"));
        let end = word + 3 + usize::from(page.has(word + 3, "”"));
        let to = ["group".to_owned(), "person".to_owned(), "company".to_owned()];
        let from = ["person".to_owned()];
        let mut owner_end = start;
        for tail in ["的", "等人", "等", "犯罪"] {
            if page.ends(owner_end, tail) {
                owner_end -= tail.chars().count();
            }
        }
        let owner = self
            .within(&(clause.start..owner_end))
            .filter(|(_, m)| m.tokens.end == owner_end && m.entity.is_some() && self.fits(m, &to))
            .map(|(at, _)| at)
            .next();
        let (protectors, protected, trigger) = if let Some(owner) = owner {
            let opening = self.phrase_start(&self.mentions[owner]);
            // "当G的保护伞", "当了G的保护伞".
            let opening = opening - usize::from(page.ends(opening, "了") || page.ends(opening, "起"));
            let verb = BECOMES.iter().find(|verb| page.ends(opening, verb));
            if let Some(verb) = verb {
                let verb = opening - verb.chars().count();
                (self.subjects(verb, &from), vec![owner], word..word + 3)
            } else {
                // "刘大勇的“保护伞”马国强", "刘大勇的“保护伞”是马国强".
                let name = end + usize::from(page.has(end, "是") || page.has(end, "系") || page.has(end, "、"));
                let named = self.within(&(name..clause.end)).find(|(_, m)| {
                    m.kind == MentionKind::Person
                        && m.entity.is_some()
                        && (m.tokens.start == name || self.phrase_start(m) == name)
                });
                (named.map(|(at, _)| self.list_from(at)).unwrap_or_default(), vec![owner], word..word + 3)
            }
        } else {
            // "结交副局长马国强、所长尤峰作为靠山、“保护伞”".
            let told = clause.start..start;
            // "打掉局长陈某等“保护伞”": of the one group that the text is about.
            let tail = ["等人", "等", "这一", "这个"].iter().find(|word| page.ends(start, word));
            let caught =
                ["打掉", "挖出", "查处", "揪出", "铲除", "深挖"].iter().any(|word| page.find(&told, word).is_some());
            if let (Some(tail), true, Some(group)) = (tail, caught, self.only_group()) {
                let end = start - tail.chars().count();
                let last = self
                    .within(&(clause.start..end))
                    .rfind(|(_, m)| m.kind == MentionKind::Person && m.tokens.end == end);
                let list = last.map(|(at, _)| self.listed_with(at)).unwrap_or_default();
                self.shelter(&list, &[group], word..word + 3, notes, found);
                return;
            }
            let Some(find) = FINDS.iter().filter_map(|verb| page.find(&told, verb)).max() else { return };
            let as_one = ["作为", "充当", "为其充当", "当作", "做其", "当其"]
                .iter()
                .filter_map(|w| page.find(&(find..start), w))
                .min();
            let Some(as_one) = as_one.filter(|at| start - at <= 8) else { return };
            let first = self.within(&(find..as_one)).find(|(_, m)| m.kind == MentionKind::Person && m.entity.is_some());
            let Some((first, _)) = first else { return };
            (self.list_from(first), self.subjects(find, &from), word..word + 3)
        };
        if self.is_silent(trigger.start) || self.is_silent(start.saturating_sub(2).max(clause.start)) {
            return;
        }
        self.shelter(&protectors, &protected, trigger, notes, found);
    }

    fn shelter(
        &self,
        protectors: &[usize],
        protected: &[usize],
        trigger: Range<usize>,
        notes: &[AttributionNote],
        found: &mut Vec<Relation>,
    ) {
        for (protector, protected) in protectors.iter().flat_map(|a| protected.iter().map(|b| (*a, *b))) {
            let general = self.is_general(protected);
            let (a, b) = (self.mentions[protector].entity, self.mentions[protected].entity);
            let Some(ends) = a.zip(b).filter(|(a, b)| a != b && !general) else { continue };
            let parts =
                [self.mentions[protector].tokens.clone(), trigger.clone(), self.mentions[protected].tokens.clone()];
            let mut relation = self.relation("shelters", "Protection", ends, trigger.clone(), &parts, notes);
            relation.ends = ("protector".to_owned(), "protected".to_owned());
            relation.rule = "zh.umbrella_noun".to_owned();
            relation.properties = vec![("conduct".to_owned(), "sheltering".to_owned())];
            relation.standing = Some(self.standing(trigger.start, &self.notes_at(notes, trigger.start)));
            found.push(relation);
        }
    }
}
