//! Which pairs of records are worth comparing: an inverted index over keys of their names and numbers.

use std::collections::BTreeMap;

use serde::Serialize;
use umbra_names::{Kind, Name};

use crate::record::Record;

/// A key that more records share than are compared with each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Crowd {
    /// What they share.
    pub key: String,
    /// How many they are.
    pub records: usize,
}

/// The pairs to compare, and what was left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Candidates {
    /// By numbers of records, the lesser first; sorted, each once.
    pub pairs: Vec<(usize, usize)>,
    /// Groups whose members were compared only where they share something more.
    pub crowds: Vec<Crowd>,
}

impl Candidates {
    /// Finds the pairs that share a key. Where more than `most` records share one, those are compared that share a second
    /// thing too: a year of birth, a country, a neighbour, another key.
    ///
    /// O(k log k) for k keys, and at most `most` squared pairs a key.
    pub(crate) fn of(records: &[Record], most: usize, may_pair: impl Fn(&Record, &Record) -> bool) -> Self {
        let mut index: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (number, record) in records.iter().enumerate() {
            for key in keys(record) {
                index.entry(key).or_default().push(number);
            }
        }
        let mut out = Self::default();
        for (key, members) in &index {
            if members.len() <= most {
                out.pair(records, members, &may_pair);
                continue;
            }
            out.crowds.push(Crowd { key: key.clone(), records: members.len() });
            let mut parts: BTreeMap<String, Vec<usize>> = BTreeMap::new();
            for member in members {
                for second in second_keys(&records[*member]) {
                    parts.entry(second).or_default().push(*member);
                }
            }
            for part in parts.values().filter(|part| part.len() <= most) {
                out.pair(records, part, &may_pair);
            }
        }
        out.pairs.sort_unstable();
        out.pairs.dedup();
        out
    }

    fn pair(&mut self, records: &[Record], members: &[usize], may_pair: &impl Fn(&Record, &Record) -> bool) {
        for (at, one) in members.iter().enumerate() {
            for other in &members[at + 1..] {
                if may_pair(&records[*one], &records[*other]) {
                    self.pairs.push((*one.min(other), *one.max(other)));
                }
            }
        }
    }
}

/// The keys of a record. Keys of a single word are for names that have no more than one that tells: names that share two
/// words meet under both.
fn keys(record: &Record) -> Vec<String> {
    let mut out = Vec::new();
    let mut file = |name: &Name| {
        let words = name.tokens().iter().filter(|token| token.role() == umbra_names::Role::Proper).count();
        let is_person = name.kind() == Kind::Person;
        if is_person && !name.is_full() {
            return;
        }
        let space = if name.kind() == Kind::Place { "place" } else { "name" };
        let useful = |key: &String| !key.starts_with('1') || (!is_person && words < 3);
        out.extend(name.keys().into_iter().filter(useful).map(|key| format!("{space} {key}")));
    };
    record.names.iter().for_each(&mut file);
    record.personal.iter().for_each(&mut file);
    out.extend(record.identifiers.values().flatten().map(|number| format!("number {number}")));
    out.extend(record.contacts.iter().map(|contact| format!("contact {contact}")));
    out.sort_unstable();
    out.dedup();
    out
}

fn second_keys(record: &Record) -> Vec<String> {
    let mut out: Vec<String> = record.births.iter().map(|date| format!("born {}", date.year())).collect();
    out.extend(record.countries.iter().map(|country| format!("country {country}")));
    out.extend(record.neighbours.iter().map(|neighbour| format!("tie {}", neighbour.other)));
    out.extend(record.places.iter().flat_map(Name::keys).map(|key| format!("place {key}")));
    out.extend(record.offices.iter().flat_map(Name::keys).map(|key| format!("office {key}")));
    out.extend(record.names.iter().flat_map(Name::keys).filter(|key| !key.starts_with('1')));
    out.sort_unstable();
    out.dedup();
    out
}
