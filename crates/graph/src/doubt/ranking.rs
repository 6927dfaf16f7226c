//! Ranks with the doubt that missing and false ties leave in them.

use rayon::prelude::*;

use super::{Resampler, TieDoubt};
use crate::{Graph, GraphError, NodeId, View};

/// How ranks are to be doubted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RankOptions {
    /// How many networks are drawn; at least 1.
    pub draws: usize,
    /// How often the intervals shall hold, above 0 and below 1.
    pub level: f64,
    /// How many of the first the intervals shall hold for together; at least 1.
    pub first: usize,
    /// Where chance starts.
    pub seed: u64,
}

impl Default for RankOptions {
    /// 400 draws, 90 %, the first five.
    fn default() -> RankOptions {
        RankOptions { draws: 400, level: 0.9, first: 5, seed: 1 }
    }
}

/// By how many ranks an interval reaches beyond the drawn ranks at either end.
///
/// Ranks are whole, and where the draws agree the interval from them is a point; but the draws know where missing ties are
/// likely by degrees and triangles alone, and are surer than they should be. Without the margin the intervals hold in half of
/// the runs on one wiretapped network, with it in nine of ten; see `benches/doubt`.
const MARGIN: u32 = 1;

/// The margin is for intervals that are narrow beside what is in doubt: up to so many ranks from end to end for each unseen
/// or false tie a seen one. Where the draws spread wider they allow for enough, and with a margin hold in all runs.
const NARROW: f64 = 50.0;

/// Where one node stands, and how surely.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placing {
    /// Its rank in the network as it was seen, from 1; equals share the best rank.
    pub rank: u32,
    /// The interval of ranks, both ends included.
    pub low: u32,
    /// The interval's far end.
    pub high: u32,
    /// The same before the margin: what the draws alone say.
    pub drawn: (u32, u32),
    /// The share of the drawn networks in which it is among the first.
    pub among_first: f64,
}

/// The ranks of all nodes, and how surely they hold.
#[derive(Clone, Debug, PartialEq)]
pub struct RankDoubt {
    /// One per node of the graph.
    pub placings: Vec<Placing>,
    /// How often the intervals hold for all of the first together, in the networks drawn: at least the level asked for,
    /// unless the intervals are as wide as the draws are.
    pub holds: f64,
}

/// Ranks from 1, the highest score first; equals share the best rank. NaN ranks below all.
#[must_use]
pub fn ranks(scores: &[f64]) -> Vec<u32> {
    let clean = |score: f64| if score.is_nan() { f64::NEG_INFINITY } else { score };
    let mut sorted: Vec<f64> = scores.iter().map(|&score| clean(score)).collect();
    sorted.sort_by(|a, b| b.total_cmp(a));
    scores.iter().map(|&score| sorted.partition_point(|other| *other > clean(score)) as u32 + 1).collect()
}

/// The ranks of the nodes by a score, with intervals that allow for missing and false ties.
///
/// The score is worked out on the network that was seen and on `draws` networks that may be the true one
/// ([`Resampler`]). The interval of a node runs from one quantile of its drawn ranks to another; the quantiles are chosen
/// as narrow as may be so that, in the share `level` of the drawn networks, the ranks of all that are among the first
/// *there* lie within their intervals *together*. What is shown for the first five thus holds for the five as a whole,
/// not for each of them with one failing in every other list. A margin of one
/// rank at either end of those that are narrow beside what is in doubt allows for what the draws don't know, and an interval
/// always holds the rank that was seen.
///
/// J. Besag, P. Green, D. Higdon and K. Mengersen, "Bayesian computation and stochastic systems", Statistical Science 10
/// (1995), for simultaneous bands from draws. The draws run in parallel and give the same for any number of threads.
/// Time O(draws) scores, memory 4 n draws bytes.
///
/// # Errors
/// [`GraphError::InvalidParameter`] for options or rates outside their range; those of `score`.
pub fn rank_doubt(
    view: &View<'_>,
    doubt: &TieDoubt,
    options: &RankOptions,
    score: impl Fn(&Graph) -> Result<Vec<f64>, GraphError> + Sync,
) -> Result<RankDoubt, GraphError> {
    let invalid = |name, value, range| Err(GraphError::InvalidParameter { name, value, range });
    if options.draws == 0 {
        return invalid("the number of draws", 0.0, "at least 1");
    }
    if options.first == 0 {
        return invalid("the number of the first", 0.0, "at least 1");
    }
    if !(options.level > 0.0 && options.level < 1.0) {
        return invalid("the level", options.level, "above 0 and below 1");
    }
    let seen = ranks(&score(&simple(view)?)?);
    let resampler = Resampler::new(view, doubt, options.seed)?;
    let drawn: Vec<Vec<u32>> = (0..options.draws as u64)
        .into_par_iter()
        .map(|number| Ok(ranks(&score(&resampler.draw(number)?)?)))
        .collect::<Result<_, GraphError>>()?;
    let false_ties = doubt.false_chance.iter().sum::<f64>() / doubt.false_chance.len().max(1) as f64;
    Ok(summed_up(&seen, &drawn, options, resampler.missing_per_tie() + false_ties))
}

/// The view as a simple undirected graph: what the draws are compared with.
fn simple(view: &View<'_>) -> Result<Graph, GraphError> {
    Resampler::new(view, &TieDoubt { missing: 0.0, false_chance: Vec::new() }, 0)?.draw(0)
}

/// `in_doubt`: unseen and false ties for each seen one.
fn summed_up(seen: &[u32], drawn: &[Vec<u32>], options: &RankOptions, in_doubt: f64) -> RankDoubt {
    let draws = drawn.len();
    let mut sorted: Vec<Vec<u32>> =
        (0..seen.len()).map(|node| drawn.iter().map(|ranks| ranks[node]).collect()).collect();
    sorted.iter_mut().for_each(|ranks| ranks.sort_unstable());
    let first = options.first as u32;
    let firsts: Vec<Vec<usize>> =
        drawn.iter().map(|ranks| (0..seen.len()).filter(|&node| ranks[node] <= first).collect()).collect();
    // `cut` draws are left off at either end.
    let holds = |cut: usize| {
        let within = |number: usize, node: usize| {
            let rank = drawn[number][node];
            (sorted[node][cut]..=sorted[node][draws - 1 - cut]).contains(&rank)
        };
        let held = firsts.iter().enumerate().filter(|(number, nodes)| nodes.iter().all(|&node| within(*number, node)));
        held.count() as f64 / draws as f64
    };
    // What holds with a wider cut holds with a narrower one, so the widest is found by halving.
    let (mut good, mut bad) = (0, draws.div_ceil(2));
    while bad - good > 1 {
        let cut = usize::midpoint(good, bad);
        if holds(cut) >= options.level {
            good = cut;
        } else {
            bad = cut;
        }
    }
    // Ranks end with the number of nodes, hidden ones among them.
    let worst = seen.len() as u32;
    let placing = |node: usize| {
        let (low, high) = (sorted[node][good].min(seen[node]), sorted[node][draws - 1 - good].max(seen[node]));
        // Where nothing was doubted there is nothing to allow for.
        let is_narrow = in_doubt > 0.0 && f64::from(high - low) <= NARROW * in_doubt;
        let margin = if is_narrow { MARGIN } else { 0 };
        Placing {
            rank: seen[node],
            low: low.saturating_sub(margin).max(1),
            high: (high + margin).min(worst),
            drawn: (low, high),
            among_first: sorted[node].partition_point(|rank| *rank <= first) as f64 / draws as f64,
        }
    };
    RankDoubt { placings: (0..seen.len()).map(placing).collect(), holds: holds(good) }
}

impl RankDoubt {
    /// The nodes in order: by rank, then by how often they are among the first, then by number; `most` at most.
    #[must_use]
    pub fn in_order(&self, most: usize) -> Vec<NodeId> {
        let mut nodes: Vec<usize> = (0..self.placings.len()).collect();
        nodes.sort_by(|&a, &b| {
            let (one, other) = (self.placings[a], self.placings[b]);
            one.rank.cmp(&other.rank).then(other.among_first.total_cmp(&one.among_first)).then(a.cmp(&b))
        });
        nodes.into_iter().take(most).map(|node| NodeId(node as u32)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{BetweennessOptions, Direction, Edge, betweenness, degree};

    fn by_ties(graph: &Graph) -> Result<Vec<f64>, GraphError> {
        Ok(degree(&graph.view(), Direction::Both).into_iter().map(f64::from).collect())
    }

    /// A hub of ten, one of four, and a chain.
    fn hubs() -> Graph {
        let spokes = (1..11).map(|leaf| (0, leaf)).chain((12..16).map(|leaf| (11, leaf))).chain([(10, 11), (15, 16)]);
        Graph::undirected(18, spokes.map(|(s, t)| Edge::new(s, t))).unwrap()
    }

    #[test]
    fn equals_share_the_best_rank_and_nan_comes_last() {
        assert_eq!(ranks(&[1.0, 3.0, 3.0, f64::NAN, 2.0]), [4, 1, 1, 5, 3]);
        assert!(ranks(&[]).is_empty());
    }

    #[test]
    fn without_doubt_intervals_are_points() {
        let graph = hubs();
        let doubt = TieDoubt::even(0.0, 0.0, graph.edge_count());
        let found =
            rank_doubt(&graph.view(), &doubt, &RankOptions { draws: 20, ..RankOptions::default() }, by_ties).unwrap();
        assert!(found.placings.iter().all(|p| p.low == p.rank && p.rank == p.high));
        assert_eq!(found.holds, 1.0);
        assert_eq!(found.in_order(2), [NodeId(0), NodeId(11)]);
        assert_eq!((found.placings[0].among_first, found.placings[17].among_first), (1.0, 0.0));
    }

    #[test]
    fn more_doubt_gives_wider_intervals_that_hold_at_their_level() {
        let graph = hubs();
        let score = |graph: &Graph| betweenness(&graph.view(), &BetweennessOptions::default());
        let width = |missing: f64| {
            let doubt = TieDoubt::even(missing, 0.0, graph.edge_count());
            let found = rank_doubt(&graph.view(), &doubt, &RankOptions::default(), score).unwrap();
            assert!(found.holds >= 0.9, "{}", found.holds);
            assert!(found.placings.iter().all(|p| p.low <= p.rank && p.rank <= p.high));
            assert!(found.placings.iter().all(|p| (0.0..=1.0).contains(&p.among_first)));
            found.placings.iter().map(|p| p.high - p.low).sum::<u32>()
        };
        assert!(width(0.05) < width(0.4));
    }

    #[test]
    fn the_number_of_threads_changes_nothing() {
        let graph = hubs();
        let doubt = TieDoubt::even(0.3, 0.1, graph.edge_count());
        let with = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| rank_doubt(&graph.view(), &doubt, &RankOptions::default(), by_ties)).unwrap()
        };
        assert_eq!(with(1), with(3));
    }

    #[test]
    fn options_out_of_range_are_refused() {
        let graph = hubs();
        let doubt = TieDoubt::even(0.1, 0.0, graph.edge_count());
        let bad = |options| rank_doubt(&graph.view(), &doubt, &options, by_ties).unwrap_err().to_string();
        assert!(bad(RankOptions { draws: 0, ..RankOptions::default() }).contains("draws"));
        assert!(bad(RankOptions { first: 0, ..RankOptions::default() }).contains("first"));
        assert!(bad(RankOptions { level: f64::NAN, ..RankOptions::default() }).contains("level"));
    }
}
