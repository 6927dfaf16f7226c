//! What is gathered while a search runs: the best hits, their number, and counts by facet.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BinaryHeap};

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

/// The order of results.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Sort {
    /// The best first.
    Score,
    /// As they stand in the file.
    Order,
    /// By a moment: `first_seen`, `last_seen` or `last_change`. Those without come last.
    Moment {
        /// The field.
        field: &'static str,
        /// Whether the latest come first.
        latest_first: bool,
    },
}

/// A hit and where it stands among the others: by rank, then by its place in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ranked {
    pub rank: u64,
    pub order: u64,
    pub address: DocAddress,
}

impl Ord for Ranked {
    /// The greater comes first in the results.
    fn cmp(&self, other: &Self) -> Ordering {
        self.rank.cmp(&other.rank).then_with(|| other.order.cmp(&self.order)).then_with(|| {
            let place = |ranked: &Self| (ranked.address.segment_ord, ranked.address.doc_id);
            place(other).cmp(&place(self))
        })
    }
}

impl PartialOrd for Ranked {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Gathers the best hits and how many there are.
pub(crate) struct Best {
    pub sort: Sort,
    pub keep: usize,
}

/// What [`Best`] gathered of one segment.
pub(crate) struct BestOfSegment {
    segment: SegmentOrdinal,
    keep: usize,
    moments: Option<(Column<u64>, bool)>,
    order: Column<u64>,
    total: usize,
    best: BinaryHeap<Reverse<Ranked>>,
}

impl Collector for Best {
    type Fruit = (usize, Vec<Ranked>);
    type Child = BestOfSegment;

    fn for_segment(&self, segment: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<BestOfSegment> {
        let moments = match &self.sort {
            Sort::Score | Sort::Order => None,
            Sort::Moment { field, latest_first } => Some((reader.fast_fields().u64(field)?, *latest_first)),
        };
        let order = reader.fast_fields().u64("order")?;
        let best = BinaryHeap::with_capacity(self.keep.min(1024) + 1);
        Ok(BestOfSegment { segment, keep: self.keep, moments, order, total: 0, best })
    }

    fn requires_scoring(&self) -> bool {
        self.sort == Sort::Score
    }

    fn merge_fruits(&self, segments: Vec<(usize, Vec<Ranked>)>) -> tantivy::Result<(usize, Vec<Ranked>)> {
        let total = segments.iter().map(|(total, _)| total).sum();
        let mut best: Vec<Ranked> = segments.into_iter().flat_map(|(_, best)| best).collect();
        best.sort_unstable_by(|a, b| b.cmp(a));
        best.truncate(self.keep);
        Ok((total, best))
    }
}

impl SegmentCollector for BestOfSegment {
    type Fruit = (usize, Vec<Ranked>);

    fn collect(&mut self, doc: DocId, score: Score) {
        self.total += 1;
        let rank = match &self.moments {
            // The bits of numbers not below zero are in the order of the numbers.
            None => u64::from(score.max(0.0).to_bits()),
            Some((moments, latest_first)) => match moments.first(doc) {
                None => 0,
                Some(moment) if *latest_first => moment,
                Some(moment) => u64::MAX - moment,
            },
        };
        if self.best.len() == self.keep && self.best.peek().is_none_or(|Reverse(least)| least.rank > rank) {
            return;
        }
        let order = self.order.first(doc).unwrap_or_default();
        self.best.push(Reverse(Ranked { rank, order, address: DocAddress::new(self.segment, doc) }));
        if self.best.len() > self.keep {
            self.best.pop();
        }
    }

    fn harvest(self) -> (usize, Vec<Ranked>) {
        (self.total, self.best.into_iter().map(|Reverse(ranked)| ranked).collect())
    }
}

/// How often each value occurs, by facet.
pub(crate) type Facets = BTreeMap<&'static str, BTreeMap<String, u64>>;

/// Counts values.
pub(crate) struct Count {
    pub facets: Vec<&'static str>,
}

/// What [`Count`] counted of one segment.
pub(crate) struct CountOfSegment {
    columns: Vec<(&'static str, StrColumn, Vec<u64>)>,
}

/// Of a facet's values, so many of each segment are looked at: the most frequent.
const MOST_VALUES: usize = 5_000;

impl Collector for Count {
    type Fruit = Facets;
    type Child = CountOfSegment;

    fn for_segment(&self, _: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<CountOfSegment> {
        let mut columns = Vec::new();
        for facet in &self.facets {
            if let Some(column) = reader.fast_fields().str(facet)? {
                let counts = vec![0; column.num_terms()];
                columns.push((*facet, column, counts));
            }
        }
        Ok(CountOfSegment { columns })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<Facets>) -> tantivy::Result<Facets> {
        let mut all: Facets = self.facets.iter().map(|facet| (*facet, BTreeMap::new())).collect();
        for (facet, values) in segments.into_iter().flatten() {
            let known = all.entry(facet).or_default();
            for (value, count) in values {
                *known.entry(value).or_default() += count;
            }
        }
        Ok(all)
    }
}

impl SegmentCollector for CountOfSegment {
    type Fruit = Facets;

    fn collect(&mut self, doc: DocId, _: Score) {
        for (_, column, counts) in &mut self.columns {
            for value in column.term_ords(doc) {
                // A number that the dictionary does not have is one of a damaged index.
                if let Some(count) = usize::try_from(value).ok().and_then(|value| counts.get_mut(value)) {
                    *count += 1;
                }
            }
        }
    }

    fn harvest(self) -> Facets {
        let mut all = Facets::new();
        for (facet, column, counts) in self.columns {
            let mut met: Vec<(u64, u64)> = (0..).zip(counts).filter(|(_, count)| *count > 0).collect();
            met.sort_unstable_by_key(|(value, count)| (Reverse(*count), *value));
            met.truncate(MOST_VALUES);
            let mut values = BTreeMap::new();
            for (value, count) in met {
                let mut text = String::new();
                if column.ord_to_str(value, &mut text).unwrap_or(false) {
                    values.insert(text, count);
                }
            }
            all.insert(facet, values);
        }
        all
    }
}
