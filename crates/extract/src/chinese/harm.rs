//! Violence told of the one who suffers it, and who ordered it: "何某被李某打伤", "李某受周某指使将何某打伤".

use std::ops::Range;

use super::reading::Reading;
use super::words::Tie;
use crate::attribution::AttributionNote;
use crate::extraction::Relation;
use crate::mention::MentionKind;

/// Small words by which a verb is suffered.
const SUFFERS: [&str; 2] = ["被", "遭"];

/// Verbs by which one has another do harm.
const ORDERS: [&str; 8] = ["指使", "授意", "唆使", "教唆", "雇佣", "雇用", "指派", "命令"];

impl Reading<'_> {
    /// Whether what the verb of a clause tells is suffered by those who stand before it.
    pub fn is_passive(&self, verb: &Range<usize>, clause: &Range<usize>) -> bool {
        self.suffering(verb, clause).is_some()
    }

    /// Where the last 被 or 遭 before a verb stands, where no 将 parts them.
    fn suffering(&self, verb: &Range<usize>, clause: &Range<usize>) -> Option<Range<usize>> {
        let page = &self.page;
        let other = |at: usize| ["被告", "被害", "被执行", "遭遇"].iter().any(|word| page.has(at, word));
        let small = |at: &usize| SUFFERS.iter().any(|word| page.has(*at, word)) && !other(*at);
        let at = (clause.start..verb.start).rev().find(small)?;
        let between = at + 1..verb.start;
        let parted = ["将", "把"].iter().any(|word| page.find(&between, word).is_some());
        (!parted).then_some(at..at + 1)
    }

    /// "何某被李某持刀砍伤": who stands between 被 and the verb did it.
    pub fn harmed(
        &self,
        tie: &Tie,
        verb: &Range<usize>,
        clause: &Range<usize>,
        notes: &[AttributionNote],
        found: &mut Vec<Relation>,
    ) {
        let Some(small) = self.suffering(verb, clause) else { return };
        if self.is_silent(verb.start) || self.is_denied(verb.start) {
            return;
        }
        let between = small.end..verb.start;
        let doer = self.within(&between).find(|(_, m)| {
            let opens = self.phrase_start(m) <= small.end;
            m.entity.is_some() && self.fits(m, &tie.from) && opens && !self.is_owner(m.tokens.end)
        });
        let Some((doer, _)) = doer else { return };
        let victims = self.sufferers(small.start, &tie.to);
        let Some(victim) = victims.last().copied() else { return };
        let doers = self.with_orderers(self.list_from(doer), verb.start);
        for doer in doers {
            let (from, to) = (&self.mentions[doer], &self.mentions[victim]);
            let Some(ends) = from.entity.zip(to.entity).filter(|(a, b)| a != b) else { continue };
            let parts = [from.tokens.clone(), to.tokens.clone(), verb.clone()];
            let mut relation = self.relation(&tie.kind, &tie.schema, ends, verb.clone(), &parts, notes);
            relation.ends = (tie.subject.clone(), tie.object.clone());
            relation.rule.clone_from(&tie.id);
            relation.properties = tie.set.iter().map(|(k, v)| (k.clone(), v.clone())).collect();
            relation.standing = tie.accuses.then(|| self.standing(verb.start, &self.notes_at(notes, verb.start)));
            found.push(relation);
        }
    }

    /// Whether what stands at a place makes the name before it the owner of another: "何某的手下".
    fn is_owner(&self, end: usize) -> bool {
        ["的", "手下", "旗下", "等人的"].iter().any(|word| self.page.has(end, word))
    }

    /// Those who did something, with those who had them do it: "周某指使李某将何某打伤", "李某受周某指使，…打伤".
    pub fn with_orderers(&self, doers: Vec<usize>, verb: usize) -> Vec<usize> {
        let page = &self.page;
        let person = ["person".to_owned()];
        let Some(sentence) = page.sentences.get(page.sentence_of(verb)) else { return doers };
        let mut all = doers;
        let range = sentence.range.start..verb;
        let Some((at, word)) = range.clone().rev().find_map(|at| {
            let word = ORDERS.iter().find(|word| page.has(at, word))?;
            Some((at, word))
        }) else {
            return all;
        };
        // "受周某指使", "在周某指使下".
        let near = at.saturating_sub(6)..at;
        let passive = self.within(&near).rfind(|(_, m)| {
            m.kind == MentionKind::Person
                && m.tokens.end + usize::from(page.has(m.tokens.end, "的")) == at
                && ["受", "在", "按"].iter().any(|small| page.ends(self.phrase_start(m), small))
        });
        let orderer = if let Some((orderer, _)) = passive {
            Some(orderer)
        } else {
            // Only where he has those do it who are named, or somebody who is not.
            let end = at + word.chars().count();
            let named = self.within(&(end..verb)).any(|(i, _)| all.contains(&i));
            let own = self.subjects(at, &person).last().copied();
            own.filter(|_| named)
        };
        if let Some(orderer) = orderer {
            let entity = self.mentions[orderer].entity;
            if !all.iter().any(|at| self.mentions[*at].entity == entity) && !all.is_empty() {
                all.push(orderer);
            }
        }
        all
    }

    /// Who is named behind a verb that describes him: "通风报信的原所长何某".
    pub fn doer_behind(&self, verb: usize, clause: &Range<usize>) -> Option<usize> {
        if !self.page.has(verb, "的") {
            return None;
        }
        let near = verb + 1..clause.end;
        let named = self
            .within(&near)
            .find(|(_, m)| m.kind == MentionKind::Person && m.entity.is_some() && self.phrase_start(m) <= verb + 1);
        named.map(|(at, _)| at)
    }

    /// From whom something is had: "从何某处领取", "从何某那里拿到".
    pub fn object_from(&self, verb: usize, types: &[String]) -> Option<usize> {
        let clause = self.page.clause_of(verb);
        let before = clause.start..verb;
        let found = self.within(&before).rfind(|(_, m)| {
            m.entity.is_some()
                && self.fits(m, types)
                && self.page.ends(self.phrase_start(m), "从")
                && ["处", "那里", "手中", "手上", "那儿"].iter().any(|word| self.page.has(m.tokens.end, word))
        });
        found.map(|(at, _)| at)
    }
}
