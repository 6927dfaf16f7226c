//! Ranks with the doubt that missing and false ties leave in them.

use rayon::prelude::*;

use super::{Resampler, TieDoubt};
use crate::chance::Chance;
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
    /// In how many trials the width of the intervals is tried on the network itself; 0 for a width that suits most.
    pub trials: usize,
    /// Where chance starts.
    pub seed: u64,
}

impl Default for RankOptions {
    /// 400 draws, 90 %, the first five, 24 trials.
    fn default() -> RankOptions {
        RankOptions { draws: 400, level: 0.9, first: 5, trials: 24, seed: 1 }
    }
}

/// How far the drawn scores may be spread about their means before they are ranked, on a logarithmic scale, and where the
/// search for the right spread begins.
const SPREADS: [f64; 11] = [1.0, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1.8, 1.9, 2.0];
/// The spread without trials: what suited most of the criminal networks that it was tried on.
const UNTRIED: f64 = 1.2;
/// How many networks are drawn in each trial.
const TRIAL_DRAWS: usize = 60;
/// Sets the chance of trials apart from that of draws.
const TRIALS: u64 = 0x7472_6961_6c73;

/// Where one node stands, and how surely.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placing {
    /// Its rank in the network as it was seen, from 1; equals share the best rank.
    pub rank: u32,
    /// The interval of ranks, both ends included.
    pub low: u32,
    /// The interval's far end.
    pub high: u32,
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
    /// By how much the drawn scores were spread, as the trials asked for.
    pub spread: f64,
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
/// not for each of them with one failing in every other list. An interval always holds the rank that was seen.
///
/// **The width is tried on the network itself.** The draws know where missing ties are likely by degrees and triangles alone;
/// the truth is less tidy, and intervals straight from the draws hold too seldom (in half of the runs on one wiretapped
/// network). So each trial takes ties out of the network that was seen, at the rate at which ties are missing, works the
/// intervals out from what is left, and looks whether the ranks that were seen lie within them; the drawn scores are then spread
/// about their means by the least factor of 1.0, 1.1, ... 2.0 with which the intervals held in the share `level` of the
/// trials (R. Beran, "Prepivoting to reduce level error of confidence sets", Biometrika 74 (1987), for the idea).
///
/// Scores must not be negative; NaN counts as 0.
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
    let whole = simple(view)?;
    let seen = ranks(&score(&whole)?);
    let resampler = Resampler::new(view, doubt, options.seed)?;
    let spread = fitting_spread(&whole, &seen, doubt.missing, options, &score)?;
    let drawn = drawn(&resampler, options.draws, &score)?;
    Ok(summed_up(&seen, &spread_out(&drawn, spread), options, spread))
}

/// The drawn scores, on a scale where the doubt of large and small ones compares; the ranks are the same.
fn drawn(
    resampler: &Resampler,
    draws: usize,
    score: &(impl Fn(&Graph) -> Result<Vec<f64>, GraphError> + Sync),
) -> Result<Vec<Vec<f64>>, GraphError> {
    let logarithm = |score: f64| if score > 0.0 { score.ln_1p() } else { 0.0 };
    (0..draws as u64)
        .into_par_iter()
        .map(|number| Ok(score(&resampler.draw(number)?)?.into_iter().map(logarithm).collect()))
        .collect()
}

/// The least spread with which the intervals held on the network itself; see [`rank_doubt`].
fn fitting_spread(
    whole: &Graph,
    seen: &[u32],
    missing: f64,
    options: &RankOptions,
    score: &(impl Fn(&Graph) -> Result<Vec<f64>, GraphError> + Sync),
) -> Result<f64, GraphError> {
    if options.trials == 0 || missing <= 0.0 {
        return Ok(if missing > 0.0 { UNTRIED } else { SPREADS[0] });
    }
    let first: Vec<usize> = (0..seen.len()).filter(|&node| seen[node] <= options.first as u32).collect();
    let held: Vec<[bool; SPREADS.len()]> = (0..options.trials as u64)
        .into_par_iter()
        .map(|trial| {
            let mut chance = Chance::stream(options.seed ^ TRIALS, trial);
            let thin = whole.view().keep_edges(|_, _| !chance.happens(missing));
            let doubt = TieDoubt { missing, false_chance: Vec::new() };
            let resampler = Resampler::new(&thin, &doubt, options.seed.wrapping_add(trial))?;
            let left = ranks(&score(&simple(&thin)?)?);
            let drawn = drawn(&resampler, TRIAL_DRAWS, score)?;
            Ok(SPREADS.map(|spread| {
                let found = summed_up(&left, &spread_out(&drawn, spread), options, spread);
                first.iter().all(|&node| (found.placings[node].low..=found.placings[node].high).contains(&seen[node]))
            }))
        })
        .collect::<Result<_, GraphError>>()?;
    let share = |place: usize| held.iter().filter(|trial| trial[place]).count() as f64 / held.len() as f64;
    let fits = (0..SPREADS.len()).find(|&place| share(place) >= options.level);
    Ok(SPREADS[fits.unwrap_or(SPREADS.len() - 1)])
}

/// The view as a simple undirected graph: what the draws are compared with.
fn simple(view: &View<'_>) -> Result<Graph, GraphError> {
    Resampler::new(view, &TieDoubt { missing: 0.0, false_chance: Vec::new() }, 0)?.draw(0)
}

/// The drawn ranks, after each score was moved away from its mean over the draws.
fn spread_out(drawn: &[Vec<f64>], spread: f64) -> Vec<Vec<u32>> {
    let mut mean = vec![0.0; drawn.first().map_or(0, Vec::len)];
    for scores in drawn {
        mean.iter_mut().zip(scores).for_each(|(mean, score)| *mean += score / drawn.len() as f64);
    }
    let moved = |scores: &Vec<f64>| -> Vec<u32> {
        ranks(&scores.iter().zip(&mean).map(|(score, mean)| mean + spread * (score - mean)).collect::<Vec<_>>())
    };
    drawn.iter().map(moved).collect()
}

fn summed_up(seen: &[u32], drawn: &[Vec<u32>], options: &RankOptions, spread: f64) -> RankDoubt {
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
    let placing = |node: usize| Placing {
        rank: seen[node],
        low: sorted[node][good].min(seen[node]),
        high: sorted[node][draws - 1 - good].max(seen[node]),
        among_first: sorted[node].partition_point(|rank| *rank <= first) as f64 / draws as f64,
    };
    RankDoubt { placings: (0..seen.len()).map(placing).collect(), holds: holds(good), spread }
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
