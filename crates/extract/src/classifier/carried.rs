//! What is told over several sentences: "Brandt runs the Rook gang. Its books are kept by a cousin, Jonas Pell."

use std::collections::BTreeMap;

use super::input::{EncodedSentence, Spoken};

/// How many sentences back a party may have been spoken of last.
const REACH: usize = 3;

/// Parties that a sentence takes over, and parties of its own that they are held against.
const MOST_EARLIER: usize = 16;
const MOST_OWN: usize = 8;

/// A party that was spoken of earlier but not in a sentence, and one of the sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    /// Where the first was spoken of last, as a position in the list of sentences.
    pub earlier: usize,
    /// How far back that is: 0 for the sentence before, up to 3 for four sentences or more.
    pub gap: usize,
    /// The one spoken of earlier.
    pub left: Spoken,
    /// The one of the sentence.
    pub right: Spoken,
}

/// For each sentence of a document whom it may speak of without saying so, with whom: those of the three sentences before it,
/// the gang told last, and the person and the body told most.
pub fn carried(sentences: &[EncodedSentence]) -> Vec<Vec<Carried>> {
    let mut last: BTreeMap<usize, (usize, &Spoken)> = BTreeMap::new();
    let mut told: BTreeMap<usize, usize> = BTreeMap::new();
    // The gang told last, the person told most, the body told most.
    let mut main: [Option<usize>; 3] = [None; 3];
    let mut all = Vec::with_capacity(sentences.len());
    for (at, sentence) in sentences.iter().enumerate() {
        let mut own: Vec<&Spoken> = Vec::new();
        for party in &sentence.parties {
            if own.iter().all(|p| p.entity != party.entity) {
                own.push(party);
            }
        }
        let is_new = |entity: usize| own.iter().all(|p| p.entity != entity);
        let back = |other: &EncodedSentence| sentence.sentence.saturating_sub(other.sentence);
        let near = sentences[..at].iter().rev().take_while(|s| back(s) <= REACH).flat_map(|s| s.parties.iter().rev());
        let mut earlier: Vec<usize> = Vec::new();
        for entity in near.map(|p| p.entity).chain(main.iter().flatten().copied()) {
            if is_new(entity) && !earlier.contains(&entity) {
                earlier.push(entity);
            }
        }
        // The main ones come last and stay.
        if earlier.len() > MOST_EARLIER {
            earlier.drain(MOST_EARLIER - main.len()..earlier.len() - main.len());
        }
        let pairs = earlier.iter().filter_map(|entity| last.get(entity)).flat_map(|(earlier, left)| {
            let gap = back(&sentences[*earlier]).clamp(1, 4) - 1;
            own.iter().take(MOST_OWN).map(move |right| Carried {
                earlier: *earlier,
                gap,
                left: (*left).clone(),
                right: (*right).clone(),
            })
        });
        all.push(pairs.collect());
        for party in &sentence.parties {
            last.insert(party.entity, (at, party));
        }
        for party in &own {
            let count = told.entry(party.entity).or_default();
            *count += 1;
            let count = *count;
            if party.is_group() {
                main[0] = Some(party.entity);
            }
            let place = &mut main[if party.is_person() { 1 } else { 2 }];
            if place.is_none_or(|most| told.get(&most).is_none_or(|c| *c < count)) {
                *place = Some(party.entity);
            }
        }
    }
    all
}
