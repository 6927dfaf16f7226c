//! How frequent words of names are among the records at hand.

use rustc_hash::FxHashMap;
use umbra_names::{Kind, Name, Role, Token};

use crate::record::Record;

/// So many records outweigh what is known of a word beforehand.
const PRIOR_RECORDS: f64 = 4096.0;
/// No word tells less or more than this.
const BITS: std::ops::RangeInclusive<f64> = 1.0..=18.0;

/// Counts of words in the names, places and offices of records, by the kind of name.
#[derive(Debug, Default)]
pub(crate) struct Frequency {
    counts: FxHashMap<(Kind, u64), u32>,
    names: FxHashMap<Kind, u32>,
}

fn lists(record: &mut Record) -> [&mut Vec<Name>; 4] {
    [&mut record.names, &mut record.personal, &mut record.places, &mut record.offices]
}

fn tells(token: &&Token) -> bool {
    matches!(token.role(), Role::Proper | Role::Generic)
}

impl Frequency {
    /// Counts each word once a record.
    pub(crate) fn of(records: &[Record]) -> Self {
        let mut out = Self::default();
        let mut seen: Vec<(Kind, u64)> = Vec::new();
        for record in records {
            seen.clear();
            let [names, personal, places, offices] = [&record.names, &record.personal, &record.places, &record.offices];
            for name in names.iter().chain(personal).chain(places).chain(offices) {
                seen.extend(name.tokens().iter().filter(tells).map(|token| (name.kind(), token.key())));
            }
            seen.sort_unstable();
            seen.dedup();
            for word in &seen {
                *out.counts.entry(*word).or_insert(0) += 1;
            }
            let mut kinds: Vec<Kind> = seen.iter().map(|(kind, _)| *kind).collect();
            kinds.dedup();
            for kind in kinds {
                *out.names.entry(kind).or_insert(0) += 1;
            }
        }
        out
    }

    /// What a word tells, in bits: what is known of it beforehand, more and more outweighed by how often it occurs here.
    fn bits(&self, kind: Kind, token: &Token, before: f64) -> f64 {
        let of = |count: Option<&u32>| count.copied().map_or(0.0, f64::from);
        // The word at hand itself tells nothing of how many others have it.
        let others = (of(self.counts.get(&(kind, token.key()))) - 1.0).max(0.0);
        let share = (others + PRIOR_RECORDS * (-before).exp2()) / (of(self.names.get(&kind)) + PRIOR_RECORDS);
        (-share.log2()).clamp(*BITS.start(), *BITS.end())
    }

    /// Says so to the names of all records.
    pub(crate) fn apply(&self, records: &mut [Record]) {
        for record in records {
            for name in lists(record).into_iter().flatten() {
                let kind = name.kind();
                name.reweigh(|token| self.bits(kind, token, token.bits()));
            }
        }
    }
}
