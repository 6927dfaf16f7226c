//! Keys under which a record is found when somebody looks for it.

use std::collections::BTreeMap;

use umbra_model::PartialDate;
use umbra_names::KeyKind;

use crate::record::Record;

/// More identifiers than this of one record make no keys; likewise contacts.
const MOST_KEYED: usize = 64;
/// More dates or countries than this of one record make no keys.
const MOST_BESIDE: usize = 8;

/// What a record shares with those that may be one with it, as a number that an index can hold. The numbers are the same on all
/// machines, for a version of this crate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Key {
    /// The key itself.
    pub number: u64,
    /// How much it speaks for one entity that both have it.
    pub weight: f32,
    /// What it is for.
    pub role: KeyRole,
}

/// What a key is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum KeyRole {
    /// Brings two together.
    Finds,
    /// Brings two together of which one has a name with a slip of the pen. These keys are many.
    FindsSlips,
    /// Only ranks those that other keys have found: a year of birth, a country.
    Ranks,
}

/// The keys of a record while they are gathered, each once, with what it weighs most.
struct Keys(BTreeMap<u64, (f32, KeyRole)>);

impl Keys {
    fn add(&mut self, salt: u64, number: u64, weight: f32, role: KeyRole) {
        let entry = self.0.entry(scatter(number ^ scatter(salt + 1))).or_insert((weight, role));
        *entry = (entry.0.max(weight), entry.1.min(role));
    }
}

/// A number that looks like chance, for a number; no two give one.
fn scatter(number: u64) -> u64 {
    let mixed = (number ^ number >> 33).wrapping_mul(0xff51_afd7_ed55_8ccd);
    let mixed = (mixed ^ mixed >> 33).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    mixed ^ mixed >> 33
}

/// One number for a day; `None` for a date that is vaguer.
pub(crate) fn day_number(date: PartialDate) -> Option<u64> {
    let (month, day) = date.month().zip(date.day())?;
    let year = u64::from(date.year().unsigned_abs());
    Some(year << 16 | u64::from(month.unsigned_abs()) << 8 | u64::from(day.unsigned_abs()))
}

/// A number for a text: FNV-1a, the same on all machines.
pub(crate) fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}

impl Record {
    /// The keys under which it is filed, each once; those that tell most come first. Two records that may be one share at
    /// least one that finds.
    ///
    /// Keys of names find, together with those of numbers and contacts, and of a word of a name with a date of birth, which find
    /// a name that is misspelt beyond its own keys. A date of birth or founding and a country only rank.
    pub fn keys(&self) -> Vec<Key> {
        let mut keys = Keys(BTreeMap::new());
        let dates: Vec<(u64, Option<u64>)> = self
            .births
            .iter()
            .take(MOST_BESIDE)
            .map(|date| (u64::from(date.year().unsigned_abs()), day_number(*date)))
            .collect();
        for (_, number) in self.identifiers.iter().take(MOST_KEYED) {
            keys.add(0, hash(number), 10.0, KeyRole::Finds);
        }
        for contact in self.contacts.iter().take(MOST_KEYED) {
            keys.add(1, hash(contact), 6.0, KeyRole::Finds);
        }
        for name in self.names.iter().chain(&self.personal) {
            name.each_key(|kind, number| {
                let (weight, role) = match kind {
                    KeyKind::Whole => (5.0, KeyRole::Finds),
                    KeyKind::Words => (4.0, KeyRole::Finds),
                    KeyKind::Slip => (2.5, KeyRole::FindsSlips),
                    KeyKind::Acronym | KeyKind::Initial => (1.5, KeyRole::Finds),
                    KeyKind::Word => (1.0, KeyRole::Finds),
                };
                keys.add(2, number, weight, role);
                if kind == KeyKind::Word {
                    for (year, day) in &dates {
                        keys.add(3, number ^ scatter(*year), 1.0, KeyRole::Finds);
                        if let Some(day) = day {
                            keys.add(4, number ^ scatter(*day), 3.0, KeyRole::Finds);
                        }
                    }
                }
            });
        }
        for (year, day) in dates {
            keys.add(5, year, 1.5, KeyRole::Ranks);
            if let Some(day) = day {
                keys.add(6, day, 3.0, KeyRole::Ranks);
            }
        }
        for country in self.countries.iter().take(MOST_BESIDE) {
            keys.add(7, country.number(), 1.0, KeyRole::Ranks);
        }
        let mut keys: Vec<Key> =
            keys.0.into_iter().map(|(number, (weight, role))| Key { number, weight, role }).collect();
        keys.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.number.cmp(&b.number)));
        keys
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::record;

    fn meet(one: &Record, other: &Record, without: KeyRole) -> bool {
        let finding = |record: &Record| -> Vec<u64> {
            let finds = |key: &Key| key.role < KeyRole::Ranks && key.role < without;
            record.keys().into_iter().filter(finds).map(|key| key.number).collect()
        };
        let other = finding(other);
        finding(one).iter().any(|key| other.contains(key))
    }

    #[test]
    fn keys_meet_across_scripts_slips_and_kinds() {
        let person = |name: &str| record("Person", &[("name", name)]);
        assert!(meet(&person("马爱军"), &record("LegalEntity", &[("name", "Ai-jun MA")]), KeyRole::Ranks));
        assert!(meet(&person("A. Hallström"), &person("Anna Hallstrom"), KeyRole::FindsSlips));
        assert!(!meet(&person("Viktor Hallström"), &person("Olga Brandt"), KeyRole::Ranks));
        let firm = |number: &str| record("Company", &[("registrationNumber", number)]);
        assert!(meet(&firm("HRB 20417"), &firm("hrb-20417"), KeyRole::FindsSlips));
        let born = |day: &str| record("Person", &[("birthDate", day)]);
        assert!(!meet(&born("1961-03-05"), &born("1961-03-05"), KeyRole::Ranks), "a day alone only ranks");
    }

    #[test]
    fn each_key_comes_once_and_the_most_telling_first() {
        let known =
            record("Person", &[("name", "Viktor Hallström"), ("alias", "Viktor Hallstrom"), ("idNumber", "X12345")]);
        let keys = known.keys();
        assert!(keys.is_sorted_by(|a, b| a.weight >= b.weight));
        let mut numbers: Vec<u64> = keys.iter().map(|key| key.number).collect();
        numbers.sort_unstable();
        numbers.dedup();
        assert_eq!(numbers.len(), keys.len());
    }
}
