//! Candidates: sentences of crime that show two names and a word that ties know, or one and a word of the courts, without
//! saying in so many words who did what.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::page::Sentence;
use super::reading::Reading;
use crate::attribution::AttributionNote;
use crate::extraction::{Candidate, Event, Relation};
use crate::mention::MentionKind;

/// Somebody in a sentence, by the first mention there.
#[derive(Clone, Copy)]
struct Party {
    entity: usize,
    mention: usize,
}

/// A word that ties or hints know, and how it reads.
struct Loose<'w> {
    kind: &'w str,
    schema: &'w str,
    ends: (&'w str, &'w str),
    from: &'w [String],
    to: &'w [String],
    /// Whether the one who stands first is the second end.
    swap: bool,
    accuses: bool,
    rule: &'w str,
}

/// Those of a sentence that are looked at.
const PARTIES: usize = 10;

/// Readings of one sentence, at most.
const MOST_OF_A_SENTENCE: usize = 8;

/// Of one word, at most: the pairs nearest to it.
const MOST_OF_A_WORD: usize = 2;

impl Reading<'_> {
    /// What ties and proceedings left, in the text's order.
    pub fn candidates(&self, notes: &[AttributionNote], relations: &[Relation], events: &[Event]) -> Vec<Candidate> {
        let mut found = Vec::new();
        let known: BTreeSet<(usize, usize, &str)> =
            relations.iter().map(|r| (r.subject, r.object, r.kind.as_str())).collect();
        let mut told: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
        for event in events {
            for (_, entity) in &event.roles {
                told.entry(*entity).or_default().push(&event.kind);
            }
        }
        let mut before: Vec<Party> = Vec::new();
        for sentence in &self.page.sentences {
            let present = self.parties(&sentence.range);
            if !sentence.is_question && self.speaks_of_crime(sentence.range.start) {
                let start = found.len();
                self.pairs(sentence, &present, &known, notes, &mut found);
                let near = if present.iter().any(|p| self.is_person(*p)) { &present } else { &before };
                self.loose_proceedings(sentence, near, &told, notes, &mut found);
                found[start..].sort_by_key(|c| (c.trigger.start, c.subject, c.object));
                found.truncate(start + MOST_OF_A_SENTENCE);
            }
            before = present;
        }
        found
    }

    fn is_person(&self, party: Party) -> bool {
        self.mentions[party.mention].kind == MentionKind::Person
    }

    fn parties(&self, range: &Range<usize>) -> Vec<Party> {
        let mut present: Vec<Party> = Vec::new();
        // "何志远犯罪集团" is the group, and nobody beside it.
        let mut end = range.start;
        for (mention, m) in self.within(range) {
            let inside = m.tokens.end <= end;
            end = end.max(m.tokens.end);
            let Some(entity) = m.entity.filter(|_| !inside) else { continue };
            let is_party = matches!(m.kind, MentionKind::Person | MentionKind::Organisation);
            if is_party && present.len() < PARTIES && !present.iter().any(|p| p.entity == entity) {
                present.push(Party { entity, mention });
            }
        }
        present
    }

    /// Whether what stands at a place is denied or part of a name.
    fn is_out(&self, word: &Range<usize>) -> bool {
        let is_named = self
            .within(&self.page.clause_of(word.start))
            .any(|(_, m)| m.tokens.start < word.end && word.start < m.tokens.end);
        is_named || self.is_silent(word.start) && !self.is_open(word.start)
    }

    fn pairs(
        &self,
        sentence: &Sentence,
        present: &[Party],
        known: &BTreeSet<(usize, usize, &str)>,
        notes: &[AttributionNote],
        found: &mut Vec<Candidate>,
    ) {
        if present.len() < 2 {
            return;
        }
        let page = &self.page;
        let ties = self.words.ties.iter().map(|tie| {
            let loose = Loose {
                kind: &tie.kind,
                schema: &tie.schema,
                ends: (&tie.subject, &tie.object),
                from: &tie.from,
                to: &tie.to,
                swap: tie.swap,
                accuses: tie.accuses,
                rule: &tie.id,
            };
            (loose, &tie.verbs)
        });
        let hints = self.words.hints.iter().map(|hint| {
            let loose = Loose {
                kind: &hint.kind,
                schema: &hint.schema,
                ends: (&hint.subject, &hint.object),
                from: &hint.from,
                to: &hint.to,
                swap: false,
                accuses: hint.accuses,
                rule: "",
            };
            (loose, &hint.words)
        });
        let mut offered: BTreeSet<(usize, usize, &str)> = BTreeSet::new();
        for (loose, words) in ties.chain(hints) {
            let mut at = sentence.range.start;
            while at < sentence.range.end {
                let Some((_, length)) = page.longest(at, words).filter(|(_, l)| at + l <= sentence.range.end) else {
                    at += 1;
                    continue;
                };
                let word = at..at + length;
                at = word.end;
                if self.is_out(&word) {
                    continue;
                }
                for (subject, object) in self.nearest(&loose, &word, present) {
                    let pair = if loose.swap { (object, subject) } else { (subject, object) };
                    let key = (pair.0.entity, pair.1.entity, loose.kind);
                    let turned = (pair.1.entity, pair.0.entity, loose.kind);
                    if known.contains(&key) || known.contains(&turned) || !offered.insert(key) {
                        continue;
                    }
                    let ends = (pair.0.entity, Some(pair.1.entity));
                    found.push(self.loose(&loose, ends, &word, sentence, notes));
                }
            }
        }
    }

    /// The pairs that a word may tie, the nearest first: who stands first is taken for the one who does it, but for "甲的靠山是乙".
    fn nearest(&self, loose: &Loose, word: &Range<usize>, present: &[Party]) -> Vec<(Party, Party)> {
        let away = |party: Party| {
            let tokens = &self.mentions[party.mention].tokens;
            if tokens.end <= word.start { word.start - tokens.end } else { tokens.start.saturating_sub(word.end) }
        };
        let owned = self.page.ends(word.start, "的");
        let mut pairs: Vec<(usize, Party, Party)> = Vec::new();
        for subject in present.iter().filter(|p| self.fits(&self.mentions[p.mention], loose.from)) {
            for object in present.iter().filter(|p| self.fits(&self.mentions[p.mention], loose.to)) {
                let later = self.mentions[subject.mention].tokens.start > self.mentions[object.mention].tokens.start;
                let turned = later != owned;
                let both = self.fits(&self.mentions[object.mention], loose.from)
                    && self.fits(&self.mentions[subject.mention], loose.to);
                if subject.entity != object.entity && !(turned && both) {
                    pairs.push((away(*subject) + away(*object), *subject, *object));
                }
            }
        }
        pairs.sort_by_key(|(away, subject, object)| (*away, subject.mention, object.mention));
        pairs.into_iter().take(MOST_OF_A_WORD).map(|(_, subject, object)| (subject, object)).collect()
    }

    fn loose(
        &self,
        loose: &Loose,
        (subject, object): (usize, Option<usize>),
        word: &Range<usize>,
        sentence: &Sentence,
        notes: &[AttributionNote],
    ) -> Candidate {
        Candidate {
            kind: loose.kind.to_owned(),
            schema: loose.schema.to_owned(),
            subject,
            object,
            ends: (loose.ends.0.to_owned(), loose.ends.1.to_owned()),
            trigger: self.page.bytes(word),
            word: self.page.words(word).to_owned(),
            evidence: self.page.bytes(&sentence.range),
            standing: loose.accuses.then(|| self.standing(word.start, &self.notes_at(notes, word.start))),
            attribution: Self::voices(notes, word.start),
            rule: loose.rule.to_owned(),
        }
    }

    /// Proceedings that a sentence tells of, without saying of whom in a way that is sure.
    fn loose_proceedings(
        &self,
        sentence: &Sentence,
        near: &[Party],
        told: &BTreeMap<usize, Vec<&str>>,
        notes: &[AttributionNote],
        found: &mut Vec<Candidate>,
    ) {
        let page = &self.page;
        for proceeding in &self.words.proceedings {
            let word = sentence.range.clone().find_map(|at| {
                let (_, length) = page.longest(at, &proceeding.words)?;
                (at + length <= sentence.range.end).then_some(at..at + length)
            });
            let Some(word) = word.filter(|word| !self.is_out(word)) else { continue };
            let rest = word.end..sentence.range.end;
            if !proceeding.needs.is_empty() && !proceeding.needs.iter().any(|w| page.find(&rest, w).is_some()) {
                continue;
            }
            let away = |party: &Party| {
                let tokens = &self.mentions[party.mention].tokens;
                (tokens.start > word.start, tokens.start.abs_diff(word.start))
            };
            let mut persons: Vec<&Party> = near.iter().filter(|p| self.is_person(**p)).collect();
            persons.sort_by_key(|party| away(party));
            for party in persons.into_iter().take(MOST_OF_A_WORD) {
                let kind = proceeding.kind.as_str();
                let is_told = told.get(&party.entity).is_some_and(|kinds| kinds.contains(&kind));
                let is_offered = found.iter().any(|c| {
                    c.subject == party.entity && c.kind == kind && c.evidence.start == page.bytes(&sentence.range).start
                });
                if is_told || is_offered {
                    continue;
                }
                let loose = Loose {
                    kind,
                    schema: "Proceeding",
                    ends: ("defendant", ""),
                    from: &[],
                    to: &[],
                    swap: false,
                    accuses: true,
                    rule: "",
                };
                let mut candidate = self.loose(&loose, (party.entity, None), &word, sentence, notes);
                candidate.standing = proceeding.stage.or(candidate.standing);
                found.push(candidate);
            }
        }
    }
}
