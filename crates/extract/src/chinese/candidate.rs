//! Candidates: sentences of crime that show two names and a word that ties know, or one and a word of the courts, without
//! saying in so many words who did what.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::page::Sentence;
use super::reading::Reading;
use super::words::Tie;
use crate::attribution::AttributionNote;
use crate::extraction::{Candidate, Event, Relation};
use crate::mention::MentionKind;

/// Somebody in a sentence, by the first mention there.
#[derive(Clone, Copy)]
struct Party {
    entity: usize,
    mention: usize,
}

/// Those of a sentence that are looked at.
const PARTIES: usize = 10;

/// Readings of one sentence, at most.
const MOST_OF_A_SENTENCE: usize = 16;

/// Of one word, at most: the pairs nearest to it.
const MOST_OF_A_WORD: usize = 3;

/// Of those of the sentence before, at most.
const TAKEN_UP: usize = 3;

/// Of a word about several who are not named again, at most.
const PLURAL: usize = 4;

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
        let of_crime = self.is_of_crime();
        let mut last_end = 0;
        for sentence in &self.page.sentences {
            let present = self.parties(&sentence.range);
            // Another text, or another part of it, begins behind a heading.
            if sentence.is_heading {
                before.clear();
            }
            if !sentence.is_question && (of_crime || self.is_near_crime(sentence.range.start)) {
                let start = found.len();
                let parties = self.with_those_before(sentence, &present, &before, last_end);
                self.pairs(sentence, &parties, &known, notes, &mut found);
                let near = if present.iter().any(|p| self.is_person(*p)) { &present } else { &before };
                self.loose_proceedings(sentence, (near, &before), &told, notes, &mut found);
                found[start..].sort_by_key(|c| (c.trigger.start, c.subject, c.object));
                found.truncate(start + MOST_OF_A_SENTENCE);
            }
            if !present.is_empty() {
                before = present;
            }
            last_end = sentence.range.end;
        }
        found
    }

    /// Whether much of a text speaks of crime: then each of its sentences may tell of it without a word for it.
    fn is_of_crime(&self) -> bool {
        self.of_crime.iter().filter(|of_crime| **of_crime).count() * 3 >= self.of_crime.len()
    }

    /// The parties of a sentence, with those whom it goes on about: the ones of the sentence before, and the one group of the
    /// text where a rank is told without it.
    fn with_those_before(
        &self,
        sentence: &Sentence,
        present: &[Party],
        before: &[Party],
        last_end: usize,
    ) -> Vec<Party> {
        let page = &self.page;
        let mut parties = present.to_vec();
        let persons = present.iter().filter(|p| self.is_person(**p)).count();
        let apart = page.letters.get(last_end..sentence.range.start).is_some_and(|l| l.contains(&'\n'));
        if persons < 2 && !apart {
            let others = before.iter().filter(|b| !present.iter().any(|p| p.entity == b.entity)).take(TAKEN_UP);
            parties.extend(others.copied());
        }
        let ranked =
            ["骨干", "头目", "组织者", "领导者", "参加者", "成员", "打手", "马仔", "手下", "老大", "负责", "为首"]
                .iter()
                .any(|word| page.find(&sentence.range, word).is_some());
        if let Some(group) = self.only_group().filter(|_| ranked)
            && let Some(entity) = self.mentions[group].entity
            && !parties.iter().any(|p| p.entity == entity)
        {
            parties.push(Party { entity, mention: group });
        }
        parties
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
        let mut offered: BTreeSet<(usize, usize, &str)> = BTreeSet::new();
        for tie in self.words.ties.iter().chain(&self.words.hints) {
            let mut at = sentence.range.start;
            while at < sentence.range.end {
                let Some((_, length)) = page.longest(at, &tie.verbs).filter(|(_, l)| at + l <= sentence.range.end)
                else {
                    at += 1;
                    continue;
                };
                let word = at..at + length;
                at = word.end;
                if self.is_out(&word) {
                    continue;
                }
                for (subject, object) in self.nearest(tie, &word, present) {
                    let pair = if tie.swap { (object, subject) } else { (subject, object) };
                    let key = (pair.0.entity, pair.1.entity, tie.kind.as_str());
                    let turned = (pair.1.entity, pair.0.entity, tie.kind.as_str());
                    if known.contains(&key) || known.contains(&turned) || !offered.insert(key) {
                        continue;
                    }
                    let of = self.loose(&word, sentence, notes);
                    found.push(Candidate {
                        kind: tie.kind.clone(),
                        schema: tie.schema.clone(),
                        subject: pair.0.entity,
                        object: Some(pair.1.entity),
                        ends: (tie.subject.clone(), tie.object.clone()),
                        standing: of.standing.filter(|_| tie.accuses),
                        rule: tie.id.clone(),
                        likely: None,
                        ..of
                    });
                }
            }
        }
    }

    /// The pairs that a word may tie, the nearest first: who stands first is taken for the one who does it, but for "甲的靠山是乙".
    fn nearest(&self, tie: &Tie, word: &Range<usize>, present: &[Party]) -> Vec<(Party, Party)> {
        let away = |party: Party| {
            let tokens = &self.mentions[party.mention].tokens;
            if tokens.end <= word.start { word.start - tokens.end } else { tokens.start.saturating_sub(word.end) }
        };
        let owned = self.page.ends(word.start, "的");
        let mut pairs: Vec<(usize, Party, Party)> = Vec::new();
        for subject in present.iter().filter(|p| self.fits(&self.mentions[p.mention], &tie.from)) {
            for object in present.iter().filter(|p| self.fits(&self.mentions[p.mention], &tie.to)) {
                let later = self.mentions[subject.mention].tokens.start > self.mentions[object.mention].tokens.start;
                let turned = later != owned;
                let both = self.fits(&self.mentions[object.mention], &tie.from)
                    && self.fits(&self.mentions[subject.mention], &tie.to);
                if subject.entity != object.entity && !(turned && both) {
                    pairs.push((away(*subject) + away(*object), *subject, *object));
                }
            }
        }
        pairs.sort_by_key(|(away, subject, object)| (*away, subject.mention, object.mention));
        pairs.into_iter().take(MOST_OF_A_WORD).map(|(_, subject, object)| (subject, object)).collect()
    }

    /// What every candidate has of the word that calls it up; what it reads is still to be filled in.
    fn loose(&self, word: &Range<usize>, sentence: &Sentence, notes: &[AttributionNote]) -> Candidate {
        Candidate {
            kind: String::new(),
            schema: String::new(),
            subject: 0,
            object: None,
            ends: (String::new(), String::new()),
            trigger: self.page.bytes(word),
            word: self.page.words(word).to_owned(),
            evidence: self.page.bytes(&sentence.range),
            standing: Some(self.standing(word.start, &self.notes_at(notes, word.start))),
            attribution: Self::voices(notes, word.start),
            rule: String::new(),
            likely: None,
        }
    }

    /// Proceedings that a sentence tells of, without saying of whom in a way that is sure.
    fn loose_proceedings(
        &self,
        sentence: &Sentence,
        (near, before): (&[Party], &[Party]),
        told: &BTreeMap<usize, Vec<&str>>,
        notes: &[AttributionNote],
        found: &mut Vec<Candidate>,
    ) {
        let page = &self.page;
        let mut offered: BTreeSet<(usize, &str)> = BTreeSet::new();
        for proceeding in self.words.proceedings.iter().chain(&self.words.offers) {
            let word = sentence.range.clone().find_map(|at| {
                let (_, length) = page.longest(at, &proceeding.words)?;
                let word = at..at + length;
                (word.end <= sentence.range.end && !self.is_out(&word)).then_some(word)
            });
            let Some(word) = word else { continue };
            let rest = word.end..sentence.range.end;
            if !proceeding.needs.is_empty() && !proceeding.needs.iter().any(|w| page.find(&rest, w).is_some()) {
                continue;
            }
            // "他们…罪名成立": those of whom the sentence before speaks.
            let plural = ["他们", "上述人员", "二人", "三人", "上述被告"]
                .iter()
                .any(|word| page.find(&sentence.range, word).is_some());
            let (near, most) = if plural { (before, PLURAL) } else { (near, MOST_OF_A_WORD) };
            let away = |party: &Party| {
                let tokens = &self.mentions[party.mention].tokens;
                (tokens.start > word.start, tokens.start.abs_diff(word.start))
            };
            let mut persons: Vec<&Party> = near.iter().filter(|p| self.is_person(**p)).collect();
            persons.sort_by_key(|party| away(party));
            for party in persons.into_iter().take(most) {
                let kind = proceeding.kind.as_str();
                let is_told = told.get(&party.entity).is_some_and(|kinds| kinds.contains(&kind));
                if is_told || !offered.insert((party.entity, kind)) {
                    continue;
                }
                let of = self.loose(&word, sentence, notes);
                found.push(Candidate {
                    kind: kind.to_owned(),
                    schema: "Proceeding".to_owned(),
                    subject: party.entity,
                    ends: ("defendant".to_owned(), String::new()),
                    standing: proceeding.stage.or(of.standing),
                    ..of
                });
            }
        }
    }
}
