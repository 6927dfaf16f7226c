//! The entities that share most with a query, by the matcher's keys.
//!
//! A key counts for as much as the matcher says, less the more entities have it. The rarest keys are taken first, until so many
//! entities are found that more would cost time and hardly change who is best; the other keys, and those that only
//! rank, then add to what has been found.

use std::collections::BinaryHeap;

use tantivy::postings::{SegmentPostings, TermInfo};
use tantivy::query::{EnableScoring, Query};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocId, DocSet, Searcher, TERMINATED, Term};
use umbra_model::SchemaRef;

use super::Result;
use super::collect::Ranked;
use super::fields::Fields;
use super::number::key;
use crate::matcher::{Key, KeyRole};

/// Once so many entities are found, no further key is used to find more.
const MOST_POOLED: usize = 20_000;

/// A key with how many entities of the whole index have it.
struct Weighed {
    number: u64,
    weight: f32,
    finds: bool,
    frequency: usize,
    /// Where each segment lists those that have it.
    lists: Vec<Option<TermInfo>>,
}

/// Finds the candidates for some keys: at most `keep`, best first, of one of the schemata and under the filter.
pub(super) fn candidates(
    searcher: &Searcher,
    fields: &Fields,
    keys: &[Key],
    schemata: &[SchemaRef],
    filter: Option<&dyn Query>,
    keep: usize,
) -> Result<Vec<DocAddress>> {
    let (mut finding, mut ranking) = weigh(searcher, fields, keys)?;
    let mut pooled = 0;
    let used = finding.iter().take_while(|weighed| {
        let is_used = pooled == 0 || pooled + weighed.frequency <= MOST_POOLED;
        pooled += weighed.frequency;
        is_used
    });
    let used = used.count();
    ranking.extend(finding.drain(used..));
    let weight = filter.map(|filter| filter.weight(EnableScoring::disabled_from_searcher(searcher))).transpose()?;
    let mut best: BinaryHeap<std::cmp::Reverse<Ranked>> = BinaryHeap::with_capacity(keep + 1);
    for (segment, reader) in (0..).zip(searcher.segment_readers()) {
        let inverted = reader.inverted_index(fields.keys)?;
        let postings = |weighed: &Weighed| -> Result<Option<SegmentPostings>> {
            let list = weighed.lists.get(segment as usize).and_then(Option::as_ref);
            let read = |list| inverted.read_postings_from_terminfo(list, IndexRecordOption::Basic);
            Ok(list.map(read).transpose()?)
        };
        let mut met: Vec<(DocId, f32)> = Vec::new();
        for weighed in &finding {
            let Some(mut docs) = postings(weighed)? else { continue };
            while docs.doc() != TERMINATED {
                met.push((docs.doc(), weighed.weight));
                docs.advance();
            }
        }
        let mut found = summed(met);
        if found.is_empty() {
            continue;
        }
        let column = reader.fast_fields().str("schema")?;
        let wanted: Vec<u64> = match &column {
            None => Vec::new(),
            Some(column) => {
                let ordinals = schemata.iter().map(|schema| column.dictionary().term_ord(schema.name().as_bytes()));
                ordinals.filter_map(std::io::Result::transpose).collect::<std::io::Result<_>>()?
            }
        };
        found.retain(|(doc, _)| {
            let of_schema = || {
                let ordinal = column.as_ref().and_then(|column| column.ords().first(*doc));
                ordinal.is_some_and(|ordinal| wanted.contains(&ordinal))
            };
            !reader.is_deleted(*doc) && of_schema()
        });
        if let Some(weight) = &weight {
            let mut docs = weight.scorer(reader, 1.0)?;
            found.retain(|(doc, _)| docs.doc() <= *doc && (docs.doc() == *doc || docs.seek(*doc) == *doc));
        }
        if pooled > keep {
            keep_hopeful(&mut found, keep, ranking.iter().map(|weighed| weighed.weight).sum());
        }
        for weighed in ranking.iter().filter(|_| pooled > keep) {
            let Some(mut docs) = postings(weighed)? else { continue };
            for (doc, sum) in &mut found {
                if docs.doc() < *doc {
                    docs.seek(*doc);
                }
                if docs.doc() == *doc {
                    *sum += weighed.weight;
                }
            }
        }
        let order = reader.fast_fields().u64("order")?;
        for (doc, sum) in found {
            let rank = u64::from(sum.max(0.0).to_bits());
            if best.len() == keep && best.peek().is_none_or(|least| least.0.rank > rank) {
                continue;
            }
            let order = order.first(doc).unwrap_or_default();
            best.push(std::cmp::Reverse(Ranked { rank, order, address: DocAddress::new(segment, doc) }));
            if best.len() > keep {
                best.pop();
            }
        }
    }
    let mut best: Vec<Ranked> = best.into_iter().map(|ranked| ranked.0).collect();
    best.sort_unstable_by(|a, b| b.cmp(a));
    Ok(best.into_iter().map(|ranked| ranked.address).collect())
}

/// The keys that find, rarest first, and those that rank; without those that nothing has.
fn weigh(searcher: &Searcher, fields: &Fields, keys: &[Key]) -> Result<(Vec<Weighed>, Vec<Weighed>)> {
    let all = searcher.num_docs() as f32;
    let segments = searcher.segment_readers().iter().map(|reader| reader.inverted_index(fields.keys));
    let segments = segments.collect::<Result<Vec<_>>>()?;
    let mut weighed = Vec::with_capacity(keys.len());
    for matched in keys {
        let number = key(matched.number);
        let term = Term::from_field_u64(fields.keys, number);
        let lists = segments.iter().map(|segment| segment.get_term_info(&term));
        let lists = lists.collect::<std::io::Result<Vec<_>>>()?;
        let frequency = lists.iter().flatten().map(|list| list.doc_freq as usize).sum::<usize>();
        if frequency > 0 {
            let rarity = (1.0 + all / frequency as f32).ln() / (1.0 + all).ln();
            let finds = matched.role != KeyRole::Ranks;
            weighed.push(Weighed { number, weight: matched.weight * rarity, finds, frequency, lists });
        }
    }
    weighed.sort_by_key(|weighed| (weighed.frequency, weighed.number));
    Ok(weighed.into_iter().partition(|weighed| weighed.finds))
}

/// Leaves out the documents that can't be among the best `keep`, though they had all that `more` keys would add. What is left
/// stays in order.
fn keep_hopeful(found: &mut Vec<(DocId, f32)>, keep: usize, more: f32) {
    if found.len() <= keep || keep == 0 {
        return;
    }
    let mut sums: Vec<f32> = found.iter().map(|(_, sum)| *sum).collect();
    let (_, least, _) = sums.select_nth_unstable_by(keep - 1, |a, b| b.total_cmp(a));
    // A little less, for what rounding may take.
    let least = *least - more - 1e-3;
    found.retain(|(_, sum)| *sum >= least);
}

/// The weights of each document summed up; documents in order.
fn summed(mut met: Vec<(DocId, f32)>) -> Vec<(DocId, f32)> {
    // A stable sort, so that the weights of a document are added up in the order of the keys, whatever the segment.
    met.sort_by_key(|(doc, _)| *doc);
    let mut sums: Vec<(DocId, f32)> = Vec::with_capacity(met.len());
    for (doc, weight) in met {
        match sums.last_mut() {
            Some((last, sum)) if *last == doc => *sum += weight,
            _ => sums.push((doc, weight)),
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_hopeless_are_left_out() {
        let all = [(1, 5.0), (2, 1.0), (3, 4.0), (4, 3.5), (9, 0.0)];
        let kept = |keep: usize, more: f32| {
            let mut found = all.to_vec();
            keep_hopeful(&mut found, keep, more);
            found.iter().map(|(doc, _)| *doc).collect::<Vec<_>>()
        };
        assert_eq!(kept(2, 0.5), [1, 3, 4]);
        assert_eq!(kept(2, 0.0), [1, 3]);
        assert_eq!(kept(5, 0.0).len(), 5);
        assert_eq!(kept(1, 9.0).len(), 5);
    }
}
