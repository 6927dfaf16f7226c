//! Looking a list up in a collection that doesn't fit into memory.
//!
//! The list is indexed, and the collection goes by record by record: memory is that of the list, and the collection is read
//! once.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use umbra_names::Name;

use crate::key::KeyRole;
use crate::rating::{Rating, rate};
use crate::record::Record;
use crate::weights::Weights;

/// A key that more queries than this share finds none of them: their other keys have to.
const MOST_SHARING: usize = 5_000;

/// Keys of less weight together are one word of names that have more: these are two names.
const ENOUGH: f32 = 1.5;

/// A list of queries, ready to be looked up.
///
/// ```
/// use umbra_model::{EntityId, Schema, SourceId};
/// use umbra_resolve::{Record, Screen, Weights};
///
/// let person = |id: &str, name: &str| -> Result<Record, Box<dyn std::error::Error>> {
///     let schema = Schema::get("Person").ok_or("no such schema")?;
///     let mut record = Record::new(EntityId::new(id)?, schema, SourceId::of(id.as_bytes())).ok_or("not compared")?;
///     record.state("name", name);
///     Ok(record)
/// };
/// let screen = Screen::new(vec![person("q1", "Viktor Hallström")?, person("q2", "马爱军")?], Weights::screening());
/// let known = person("known", "Ai-jun MA")?;
/// let hits = screen.look(&known);
/// assert_eq!(hits.len(), 1);
/// assert_eq!(hits[0].query, 1);
/// let rating = screen.explain(hits[0].query, &known).ok_or("no hit")?;
/// assert!(rating.shares[0].why.contains("met"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Screen {
    queries: Vec<Record>,
    /// Which queries have a key.
    index: FxHashMap<u64, SmallVec<[u32; 2]>>,
    /// Queries of which every key is shared by too many: they are compared with every record.
    crowded: Vec<u32>,
    weights: Weights,
}

/// A query that may mean a record.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    /// Its place in the list.
    pub query: usize,
    /// How likely it means the record: see [`rate`].
    pub score: f64,
}

impl Screen {
    /// Indexes a list. O(k) for its k keys, some 50 a query. Of more than 2^32 queries the rest is not looked up.
    pub fn new(queries: Vec<Record>, weights: Weights) -> Self {
        let mut index: FxHashMap<u64, SmallVec<[u32; 2]>> = FxHashMap::default();
        let keys = |query: &Record| query.keys().into_iter().filter(|key| key.role != KeyRole::Ranks);
        for (number, query) in (0..=u32::MAX).zip(&queries) {
            for key in keys(query) {
                index.entry(key.number).or_default().push(number);
            }
        }
        index.retain(|_, sharing| sharing.len() <= MOST_SHARING);
        let is_crowded = |query: &Record| {
            let mut found = keys(query).peekable();
            found.peek().is_some() && found.all(|key| !index.contains_key(&key.number))
        };
        let crowded = (0..=u32::MAX).zip(&queries).filter(|(_, query)| is_crowded(query)).map(|(at, _)| at).collect();
        Self { queries, index, crowded, weights }
    }

    /// The list.
    pub fn queries(&self) -> &[Record] {
        &self.queries
    }

    /// Whether some query states an address or a place of birth: else nobody need read those of the collection.
    pub fn has_places(&self) -> bool {
        self.queries.iter().any(Record::has_places)
    }

    /// The queries that may mean a record, each once, in the order of the list, without reasons. What has a score of 0 is no
    /// hit; of names of several words, one word in common is not enough, unless something beside it agrees.
    pub fn look(&self, record: &Record) -> Vec<Hit> {
        let mut met: Vec<(u32, f32)> = self.crowded.iter().map(|number| (*number, ENOUGH)).collect();
        for key in record.keys().iter().filter(|key| key.role != KeyRole::Ranks) {
            met.extend(self.index.get(&key.number).into_iter().flatten().map(|number| (*number, key.weight)));
        }
        met.sort_unstable_by_key(|(number, _)| *number);
        let is_long = is_long(record);
        let shares_enough = |run: &[(u32, f32)]| {
            let is_word = || is_long && is_long_query(&self.queries, run[0].0);
            run.iter().map(|(_, weight)| weight).sum::<f32>() >= ENOUGH || !is_word()
        };
        let met = met.chunk_by(|a, b| a.0 == b.0).filter(|run| shares_enough(run)).map(|run| run[0].0);
        let hit = |number: u32| {
            let query = number as usize;
            let score = rate(&self.queries[query], record, &self.weights, false)?.score;
            (score > 0.0).then_some(Hit { query, score })
        };
        met.filter_map(hit).collect()
    }

    /// How a query and a record agree, with the reasons. `None` where they can't be one, or there is no such query.
    pub fn explain(&self, query: usize, record: &Record) -> Option<Rating> {
        rate(self.queries.get(query)?, record, &self.weights, true)
    }
}

/// Whether all its names have two words or more that tell.
fn is_long(record: &Record) -> bool {
    record.names.iter().all(Name::is_full)
}

fn is_long_query(queries: &[Record], number: u32) -> bool {
    queries.get(number as usize).is_some_and(is_long)
}
