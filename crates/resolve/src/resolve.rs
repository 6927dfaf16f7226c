//! All records at once.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use serde::Serialize;
use umbra_model::{EntityId, SourceId};

use crate::candidates::{Candidates, Crowd};
use crate::cluster::{Settled, cluster};
use crate::context::{Agreements, Context};
use crate::error::Result;
use crate::frequency::Frequency;
use crate::judge::{Judge, Judged, common_kind};
use crate::name::Agreement;
use crate::proposal::{Proposal, Verdict};
use crate::record::Record;
use crate::watch::{Counted, Nobody, Step, Watch};
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
    /// Each record is compared with so many others at most, those that it shares most with.
    pub most_candidates: usize,
    /// So many pairs are compared at most, those that share most; all if `None`.
    pub most_pairs: Option<usize>,
    /// Whether what a word of a name tells is counted among the records, besides what is known of it beforehand.
    pub counts_words: bool,
    /// Whether pairs that are two for certain are among the proposals.
    pub tells_different: bool,
    /// Who published each document, where it is known.
    pub publishers: BTreeMap<SourceId, String>,
    /// Pairs that stay apart, the lesser id first: judged different before, or joined before and parted again.
    pub parted: BTreeSet<(EntityId, EntityId)>,
    /// Of the parted, those whose decision was taken back: they are not joined, and may be asked about again.
    pub reopened: BTreeSet<(EntityId, EntityId)>,
    /// Whether only records of different [collections](crate::Collector::begin_collection) are compared.
    pub across: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            weights: Weights::default(),
            within_source: false,
            most_sharing: 120,
            most_candidates: usize::MAX,
            most_pairs: None,
            counts_words: false,
            tells_different: true,
            publishers: BTreeMap::new(),
            parted: BTreeSet::new(),
            reopened: BTreeSet::new(),
            across: false,
        }
    }
}

impl Options {
    /// For a data set, whose records stand for themselves: any two may be one, and each is compared with those only that it
    /// shares most with.
    pub fn data() -> Self {
        Self {
            weights: Weights::data(),
            within_source: true,
            most_sharing: 60,
            most_candidates: 4,
            counts_words: true,
            tells_different: false,
            ..Self::default()
        }
    }

    /// Whether pairs are ranked by what they share, and only the best compared.
    pub(crate) fn ranks(&self) -> bool {
        self.most_candidates < usize::MAX || self.most_pairs.is_some()
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

/// Makes records ready to be compared: sorted by id, without those that name nobody outside their document, the words of
/// their names weighed. [`resolve`] does so itself; for [`candidates`](crate::candidates()) and
/// [`compare`](crate::compare()).
pub fn prepare(mut records: Vec<Record>, options: &Options) -> Vec<Record> {
    // "The gang" of one document is nobody's gang in the next.
    records.retain(|record| !record.schema.is_a("CriminalGroup") || record.is_named());
    records.iter_mut().for_each(Record::prepare);
    records.sort_by(|a, b| a.id.cmp(&b.id));
    if options.counts_words {
        Frequency::of(&records).apply(&mut records);
    }
    records
}

/// Judges which of some records mean one entity.
///
/// Deterministic, and independent of the records' order. Pairs are found through an inverted index, so the time grows with
/// the number of records and of those that share a key, not with the square of all.
pub fn resolve(records: Vec<Record>, options: &Options) -> Outcome {
    resolve_watched(records, options, &Nobody).expect("nobody watches who could stop it")
}

/// [`resolve`], with somebody who looks on and may stop it.
///
/// # Errors
/// [`ResolveError::Stopped`](crate::ResolveError::Stopped).
pub fn resolve_watched(records: Vec<Record>, options: &Options, watch: &dyn Watch) -> Result<Outcome> {
    let step = Counted::begin(watch, Step::Seek, 2 * records.len())?;
    let records = prepare(records, options);
    let candidates = Candidates::of(&records, options, &step);
    let candidates = step.end(candidates)?;
    let pairs = &candidates.pairs;
    let agree = |(left, right): &(u32, u32)| {
        let (one, other) = (&records[*left as usize], &records[*right as usize]);
        Agreement::of(one, other, common_kind(one, other)?, options.weights.least_name)
    };
    let step = Counted::begin(watch, Step::Compare, pairs.len())?;
    let found = pairs.par_iter().enumerate().map(|(at, pair)| step.at(at, || agree(pair))).collect();
    let agreements = step.end(Agreements { pairs, found })?;
    let context = Context::new(&records, &options.publishers, !options.within_source);
    let weights = options.weights.among(records.len());
    let judge = Judge { records: &records, agreements, context, weights: &weights };
    let step = Counted::begin(watch, Step::Weigh, pairs.len())?;
    let judged: Vec<Judged> =
        (0..pairs.len()).into_par_iter().filter_map(|pair| step.at(pair, || judge.judge(pair))).collect();
    let judged = step.end(judged)?;
    let step = Counted::begin(watch, Step::Group, 0)?;
    let (settled, groups) = step.end(cluster(&records, judged, options))?;
    let step = Counted::begin(watch, Step::Explain, settled.len())?;
    let told = |(_, (pair, _)): &(usize, Settled)| options.tells_different || pair.verdict != Verdict::Different;
    let proposals = settled
        .into_par_iter()
        .enumerate()
        .filter(told)
        .filter_map(|(at, (pair, later))| step.at(at, || judge.explain(&pair, later)))
        .collect();
    let proposals = step.end(proposals)?;
    Ok(Outcome { proposals, groups, records: records.len(), compared: pairs.len(), crowds: candidates.crowds })
}
