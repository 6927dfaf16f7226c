//! Who is close to whom: "何志远的手下敖三", "马国强与何志远关系密切", "何志远的律师韦东".

use std::ops::Range;

use super::reading::Reading;
use crate::attribution::AttributionNote;
use crate::extraction::Relation;
use crate::mention::MentionKind;

/// Words for those who belong to somebody.
const FOLLOWERS: [&str; 16] = [
    "得力干将",
    "左膀右臂",
    "左右手",
    "手下",
    "旗下",
    "亲信",
    "心腹",
    "马仔",
    "小弟",
    "同伙",
    "党羽",
    "副手",
    "打手",
    "门生",
    "跟班",
    "同案犯",
];

/// Words for lawyers of somebody's own.
const LAWYERS: [&str; 7] = ["辩护律师", "代理律师", "委托律师", "辩护人", "代表律师", "律师", "委任律师"];

/// Words for those who work for a person.
const AIDES: [&str; 5] = ["司机", "秘书", "保镖", "助理", "管家"];

/// Words that say of two that they are close.
const CLOSE: [&str; 10] = [
    "关系密切",
    "关系匪浅",
    "交往密切",
    "来往密切",
    "往来密切",
    "过从甚密",
    "称兄道弟",
    "以兄弟相称",
    "私交甚笃",
    "狼狈为奸",
];

impl Reading<'_> {
    /// The followers, friends and lawyers that a clause names.
    pub fn company(&self, clause: &Range<usize>, notes: &[AttributionNote], found: &mut Vec<Relation>) {
        let page = &self.page;
        for (at, one) in self.within(clause).filter(|(_, m)| m.kind == MentionKind::Person && m.entity.is_some()) {
            let start = one.tokens.start;
            let sorts = [
                (FOLLOWERS.as_slice(), "associate_of"),
                (LAWYERS.as_slice(), "represents"),
                (AIDES.as_slice(), "employed_by"),
            ];
            for (words, kind) in sorts {
                let Some(word) = words.iter().find(|word| page.ends(start, word)) else { continue };
                let trigger = start - word.chars().count()..start;
                let mut end = trigger.start - usize::from(page.ends(trigger.start, "的"));
                end -= usize::from(page.ends(end, "方") && kind == "represents");
                let owner = self
                    .within(&(clause.start..end))
                    .rfind(|(_, m)| m.kind == MentionKind::Person && m.tokens.end == end);
                let Some(owner) = owner.map(|(at, _)| at).or_else(|| self.own(end, clause)) else { continue };
                let all = if kind == "associate_of" { self.list_from(at) } else { vec![at] };
                for one in all {
                    self.beside(one, owner, kind, &trigger, notes, found);
                }
            }
            // "李某与何某关系密切".
            let end = one.tokens.end;
            let Some(word) = CLOSE.iter().find(|word| page.has(end, word)) else { continue };
            let joint = start.checked_sub(1).filter(|at| matches!(page.letters[*at], '与' | '和' | '同' | '跟'));
            let Some(joint) = joint else { continue };
            let other_end = self.before_bracket(joint);
            let other = self
                .within(&(clause.start..other_end))
                .rfind(|(_, m)| m.kind == MentionKind::Person && m.tokens.end == other_end);
            if let Some((other, _)) = other.filter(|_| !self.is_silent(end)) {
                self.beside(other, at, "associate_of", &(end..end + word.chars().count()), notes, found);
            }
        }
    }

    /// "何某及其律师", "其司机": of whom the clause speaks; "其秘书李某、司机周某": of the same.
    fn own(&self, end: usize, clause: &Range<usize>) -> Option<usize> {
        let page = &self.page;
        let person = |end: usize| {
            self.within(&(clause.start..end)).rfind(|(_, m)| m.kind == MentionKind::Person && m.tokens.end == end)
        };
        if page.ends(end, "其") {
            let joined = end - 1;
            if let Some((at, _)) = person(joined - usize::from(page.ends(joined, "及") || page.ends(joined, "和"))) {
                return Some(at);
            }
            let found = self.subjects(end - 1, &["person".to_owned()]);
            let found = if found.is_empty() { self.spoken_of(page.sentence_of(end)) } else { found };
            return found.first().copied().filter(|_| found.len() == 1);
        }
        let joined = end.checked_sub(1).filter(|at| matches!(page.letters[*at], '、' | '和' | '及'))?;
        let (_, beside) = person(joined)?;
        let word = AIDES.iter().find(|word| page.ends(beside.tokens.start, word))?;
        let end = beside.tokens.start - word.chars().count();
        page.ends(end, "其").then(|| self.own(end, clause))?
    }

    fn beside(
        &self,
        one: usize,
        other: usize,
        kind: &str,
        trigger: &Range<usize>,
        notes: &[AttributionNote],
        found: &mut Vec<Relation>,
    ) {
        let (one, other) = (&self.mentions[one], &self.mentions[other]);
        let Some(ends) = one.entity.zip(other.entity).filter(|(a, b)| a != b) else { return };
        let parts = [one.tokens.clone(), other.tokens.clone(), trigger.clone()];
        let (schema, names, role) = match kind {
            "represents" => ("Representation", ("agent", "client"), "lawyer"),
            "employed_by" => ("Employment", ("employee", "employer"), "aide"),
            _ => ("Associate", ("person", "associate"), "associate"),
        };
        let mut relation = self.relation(kind, schema, ends, trigger.clone(), &parts, notes);
        relation.ends = (names.0.to_owned(), names.1.to_owned());
        relation.rule = format!("zh.{kind}");
        let property = if kind == "associate_of" { "relationship" } else { "role" };
        relation.properties = vec![(property.to_owned(), role.to_owned())];
        if kind == "associate_of" {
            let end = trigger.start;
            relation.standing = Some(self.standing_until(end, end, &self.notes_at(notes, end)));
        }
        found.push(relation);
    }
}
