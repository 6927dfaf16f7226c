//! All records at once.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use umbra_model::{EntityId, SourceId};

use crate::candidates::{Candidates, Crowd};
use crate::cluster::cluster;
use crate::context::{Agreements, Context};
use crate::judge::{common_kind, judge};
use crate::name::Agreement;
use crate::proposal::Proposal;
use crate::record::Record;
use crate::weights::Weights;

/// How records are resolved.
#[derive(Debug, Clone)]
pub struct Options {
    /// The numbers that the judgement turns on.
    pub weights: Weights,
    /// Whether records of one document may be one. They may not by default: whoever wrote it knew whom they meant.
    pub within_source: bool,
    /// Of so many records that share a key all pairs are compared; of more, those that share something else too.
    pub most_sharing: usize,
    /// Who published each document, where it is known.
    pub publishers: BTreeMap<SourceId, String>,
    /// Pairs that stay apart, the lesser id first: judged different before, or joined before and parted again.
    pub parted: BTreeSet<(EntityId, EntityId)>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            weights: Weights::default(),
            within_source: false,
            most_sharing: 120,
            publishers: BTreeMap::new(),
            parted: BTreeSet::new(),
        }
    }
}

/// What resolving came to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Outcome {
    /// The judgements, the surest first. Pairs that follow from others are not among them.
    pub proposals: Vec<Proposal>,
    /// The records that mean one entity, in groups of two and more; sorted.
    pub groups: Vec<Vec<EntityId>>,
    /// How many records were looked at.
    pub records: usize,
    /// How many pairs were compared.
    pub compared: usize,
    /// What more records share than were all compared with each other.
    pub crowds: Vec<Crowd>,
}

/// Judges which of some records mean one entity.
///
/// Deterministic, and independent of the records' order. Pairs are found through an inverted index, so the time grows with
/// the number of records and of those that share a key, not with the square of all.
pub fn resolve(mut records: Vec<Record>, options: &Options) -> Outcome {
    // "The gang" of one document is nobody's gang in the next.
    records.retain(|record| !record.schema.is_a("CriminalGroup") || record.is_named());
    records.iter_mut().for_each(Record::prepare);
    records.sort_by(|a, b| a.id.cmp(&b.id));
    let may_pair = |one: &Record, other: &Record| {
        (options.within_source || one.sources.is_disjoint(&other.sources)) && common_kind(one, other).is_some()
    };
    let candidates = Candidates::of(&records, options.most_sharing, may_pair);
    let mut agreements = Agreements::new();
    for (left, right) in &candidates.pairs {
        let (one, other) = (&records[*left], &records[*right]);
        let found = common_kind(one, other).and_then(|kind| Agreement::of(one, other, kind));
        agreements.extend(found.map(|found| ((*left, *right), found)));
    }
    let context = Context::new(&records, &options.publishers);
    let judged =
        candidates.pairs.iter().filter_map(|pair| judge(*pair, &records, &agreements, &context, &options.weights));
    let mut proposals: Vec<Proposal> = judged.collect();
    let groups = cluster(&records, &mut proposals, &options.parted, options.within_source);
    Outcome { proposals, groups, records: records.len(), compared: candidates.pairs.len(), crowds: candidates.crowds }
}
