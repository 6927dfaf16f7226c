//! What two do with each other: "何某与周某勾结", "李某与何某在茶楼会面", "刘某与何某结为亲家".

use std::ops::Range;

use super::reading::Reading;
use crate::attribution::AttributionNote;
use crate::extraction::Relation;
use crate::mention::MentionKind;

/// Words that stand behind both, and the tie that they make.
const DEALINGS: [(&str, &str); 33] = [
    ("称兄道弟", "associate_of"),
    ("关系密切", "associate_of"),
    ("过从甚密", "associate_of"),
    ("来往密切", "associate_of"),
    ("勾结", "colludes_with"),
    ("里应外合", "colludes_with"),
    ("串通", "colludes_with"),
    ("沆瀣一气", "colludes_with"),
    ("利益输送", "colludes_with"),
    ("权钱交易", "colludes_with"),
    ("利益同盟", "colludes_with"),
    ("利益共同体", "colludes_with"),
    ("同流合污", "colludes_with"),
    ("会面", "met"),
    ("见面", "met"),
    ("会晤", "met"),
    ("碰面", "met"),
    ("碰头", "met"),
    ("密会", "met"),
    ("通电话", "called"),
    ("通话", "called"),
    ("合谋", "associate_of"),
    ("共谋", "associate_of"),
    ("密谋", "associate_of"),
    ("亲家", "family"),
    ("结为夫妻", "family"),
    ("系夫妻", "family"),
    ("是夫妻", "family"),
    ("系兄弟", "family"),
    ("是亲兄弟", "family"),
    ("系亲兄弟", "family"),
    ("系父子", "family"),
    ("是连襟", "family"),
];

/// How many characters may stand between the second of them and the word.
const GAP: usize = 10;

impl Reading<'_> {
    /// What a clause says that two do together.
    pub fn dealings(&self, clause: &Range<usize>, notes: &[AttributionNote], found: &mut Vec<Relation>) {
        let page = &self.page;
        for (word, kind) in DEALINGS {
            let Some(at) = page.find(clause, word) else { continue };
            let end = at + word.chars().count();
            let offence = ["罪", "投标", "案", "人"].iter().any(|word| page.has(end, word));
            let named = self.within(clause).any(|(_, m)| m.tokens.start < end && at < m.tokens.end);
            if offence || named || self.is_silent(at) || self.is_denied(at) {
                continue;
            }
            let Some((ones, others)) = self.pair_before(at, clause) else { continue };
            for (one, other) in ones.iter().flat_map(|one| others.iter().map(|other| (*one, *other))) {
                let (a, b) = (&self.mentions[one], &self.mentions[other]);
                let Some(ends) = a.entity.zip(b.entity).filter(|(a, b)| a != b) else { continue };
                let only_people = a.kind == MentionKind::Person && b.kind == MentionKind::Person;
                if !only_people && kind != "colludes_with" {
                    continue;
                }
                let (schema, names) = match kind {
                    "colludes_with" => ("Protection", ("protector", "protected")),
                    "associate_of" => ("Associate", ("person", "associate")),
                    "family" => ("Family", ("person", "relative")),
                    _ => ("UnknownLink", ("subject", "object")),
                };
                let parts = [a.tokens.clone(), b.tokens.clone(), at..end];
                let mut relation = self.relation(kind, schema, ends, at..end, &parts, notes);
                relation.ends = (names.0.to_owned(), names.1.to_owned());
                relation.rule = "zh.dealing".to_owned();
                let (property, value) = match kind {
                    "colludes_with" => ("conduct", "collusion"),
                    "associate_of" => ("relationship", "associate"),
                    "family" => ("relationship", word),
                    "met" => ("role", "meeting"),
                    _ => ("role", "telephoned"),
                };
                relation.properties = vec![(property.to_owned(), value.to_owned())];
                if matches!(kind, "colludes_with" | "associate_of") {
                    relation.standing = Some(self.standing(at, &self.notes_at(notes, at)));
                }
                found.push(relation);
            }
        }
    }

    /// "何某与周某、李某…": the two sides before a word.
    fn pair_before(&self, at: usize, clause: &Range<usize>) -> Option<(Vec<usize>, Vec<usize>)> {
        let page = &self.page;
        let sides = ["person".to_owned(), "group".to_owned(), "company".to_owned()];
        let before = clause.start..at;
        let (last, mention) = self.within(&before).rfind(|(_, m)| m.entity.is_some() && self.fits(m, &sides))?;
        if at - mention.tokens.end > GAP {
            return None;
        }
        let others = self.whole_list(last);
        let start = self.list_start(mention);
        let joint = start.checked_sub(1).filter(|at| matches!(page.letters[*at], '与' | '同' | '跟' | '和'));
        if let Some(joint) = joint {
            let beside = self
                .within(&(clause.start..joint))
                .rfind(|(_, m)| m.tokens.end == joint && m.entity.is_some() && self.fits(m, &sides));
            let ones =
                beside.map_or_else(|| self.subjects(joint, &["person".to_owned()]), |(at, _)| self.listed_with(at));
            let others = others.into_iter().filter(|at| !ones.contains(at)).collect();
            return Some((ones, others));
        }
        // "何某和周某会面": two in a row, and no more.
        (others.len() == 2).then(|| (vec![others[0]], vec![others[1]]))
    }
}
