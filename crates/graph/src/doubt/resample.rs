//! Drawing what the network may truly look like, from what of it was seen.

use std::collections::BTreeSet;

use crate::chance::{Chance, running_totals};
use crate::{Edge, Graph, GraphError, NodeId, View};

/// How far the ties of a network can be trusted.
#[derive(Clone, Debug, PartialEq)]
pub struct TieDoubt {
    /// The share of the true ties that nobody saw: at least 0, below 1.
    pub missing: f64,
    /// The chance that each edge of the graph is false, 0 to 1, by edge number. An edge without an entry is true.
    pub false_chance: Vec<f64>,
}

impl TieDoubt {
    /// That share of the true ties is missing, and each of the `edge_count` edges is false with the same chance.
    #[must_use]
    pub fn even(missing: f64, false_chance: f64, edge_count: usize) -> TieDoubt {
        TieDoubt { missing, false_chance: vec![false_chance; edge_count] }
    }

    pub(super) fn check(&self) -> Result<(), GraphError> {
        if !(0.0..1.0).contains(&self.missing) {
            let (name, value, range) = ("the rate of missing ties", self.missing, "at least 0 and below 1");
            return Err(GraphError::InvalidParameter { name, value, range });
        }
        match self.false_chance.iter().find(|chance| !(0.0..=1.0).contains(*chance)) {
            Some(&value) => {
                let (name, range) = ("the chance that a tie is false", "between 0 and 1");
                Err(GraphError::InvalidParameter { name, value, range })
            }
            None => Ok(()),
        }
    }
}

/// Draws networks that may be the true one behind the one that was seen.
///
/// Direction, repeats and loops are left aside: what is drawn is a simple undirected graph on the same nodes, in which
/// hidden nodes have no tie. Each draw does two things:
///
/// - **False ties go.** Each tie is dropped with the chance that it is false; of a pair with several edges, all of them
///   must be false, each for itself.
/// - **Missing ties come.** If a share q of the true ties went unseen, each for itself, then m seen ties stand for m plus
///   a negative binomial number of unseen ones, on average m q / (1 - q). They are laid where ties are likely: some of
///   them between two who share a neighbour, the rest between two nodes each drawn in proportion to its ties (one
///   without a tie counts as half a tie). How many close a triangle is read from the network itself, so that the drawn
///   ties lie in triangles as often as the seen ones do.
///
/// That a network with ties at random *removed* errs to the other side, and that the true one has more ties than the
/// one seen, is why dropping alone (the usual bootstrap) gives intervals that miss the truth.
///
/// T. Snijders and S. Borgatti, "Non-parametric standard errors and tests for network statistics" (1999), is the usual
/// bootstrap; A. Chandrasekhar and R. Lewis, "Econometrics of sampled networks" (2011), and M. Newman, "Network
/// structure from rich but noisy data" (2018), the idea of drawing from the posterior of the true network.
///
/// Making one takes O(n + m d) for a largest degree d, a draw O(n + m log m).
#[derive(Clone, Debug)]
pub struct Resampler {
    node_count: u32,
    /// Each pair once, the lower node first, with the chance that there is no tie.
    pairs: Vec<(u32, u32, f64)>,
    /// The same pairs, sorted, for looking up.
    seen: BTreeSet<(u32, u32)>,
    neighbors: Vec<Vec<u32>>,
    /// Running totals of what draws a node into a missing tie.
    drawn_by: Vec<f64>,
    /// Running totals of the pairs of neighbours that each node has.
    middles: Vec<f64>,
    closing: f64,
    missing: f64,
    seed: u64,
}

/// What draws a node without a tie into a missing one, counted in ties.
const WITHOUT_TIES: f64 = 0.5;
/// How often a draw may hit a pair that is tied already before it gives up: in a network where nearly all are tied.
const TRIES: usize = 64;
/// How many pairs are drawn to see how often chance alone closes a triangle.
const TRIALS: usize = 512;

impl Resampler {
    /// Prepares draws from what the view shows.
    ///
    /// # Errors
    /// [`GraphError::InvalidParameter`] for a rate outside its range.
    pub fn new(view: &View<'_>, doubt: &TieDoubt, seed: u64) -> Result<Resampler, GraphError> {
        doubt.check()?;
        let graph = view.graph();
        let mut chances: std::collections::BTreeMap<(u32, u32), f64> = std::collections::BTreeMap::new();
        for (id, edge) in view.edges().filter(|(_, edge)| edge.source != edge.target) {
            let pair = (edge.source.0.min(edge.target.0), edge.source.0.max(edge.target.0));
            *chances.entry(pair).or_insert(1.0) *= doubt.false_chance.get(id.index()).copied().unwrap_or(0.0);
        }
        let mut neighbors = vec![Vec::new(); graph.node_count()];
        for &(one, other) in chances.keys() {
            neighbors[one as usize].push(other);
            neighbors[other as usize].push(one);
        }
        neighbors.iter_mut().for_each(|others| others.sort_unstable());
        let ties = |node: NodeId| neighbors[node.index()].len() as f64;
        let pull = |node: NodeId| if view.has_node(node) { ties(node).max(WITHOUT_TIES) } else { 0.0 };
        let mut resampler = Resampler {
            node_count: graph.node_count,
            seen: chances.keys().copied().collect(),
            pairs: chances.iter().map(|(&(one, other), &chance)| (one, other, chance)).collect(),
            drawn_by: running_totals(graph.nodes().map(pull)),
            middles: running_totals(graph.nodes().map(|node| ties(node) * (ties(node) - 1.0).max(0.0) / 2.0)),
            neighbors,
            closing: 0.0,
            missing: doubt.missing,
            seed,
        };
        resampler.closing = resampler.closing();
        Ok(resampler)
    }

    /// The share of ties to lay on purpose between two who share a neighbour, so that with those that chance lays there the
    /// drawn ties lie in triangles as often as the seen ones.
    fn closing(&self) -> f64 {
        if self.pairs.is_empty() {
            return 0.0;
        }
        let share_neighbor =
            |one: u32, other: u32| meet(&self.neighbors[one as usize], &self.neighbors[other as usize]);
        let seen = self.pairs.iter().filter(|&&(one, other, _)| share_neighbor(one, other)).count() as f64;
        let seen = seen / self.pairs.len() as f64;
        let mut chance = Chance::stream(self.seed, u64::MAX);
        let (mut drawn, mut closed) = (0usize, 0usize);
        for (one, other) in (0..TRIALS).filter_map(|_| self.by_ties(&mut chance)) {
            if !self.seen.contains(&(one, other)) {
                drawn += 1;
                closed += usize::from(share_neighbor(one, other));
            }
        }
        let by_chance = if drawn == 0 { 0.0 } else { closed as f64 / drawn as f64 };
        if by_chance >= 1.0 { 0.0 } else { ((seen - by_chance) / (1.0 - by_chance)).clamp(0.0, 1.0) }
    }

    /// The draw of that number: the same for the same seed and number, whoever asks first.
    ///
    /// # Errors
    /// None that a network that was built can bring about; those of [`Graph::undirected`] otherwise.
    pub fn draw(&self, number: u64) -> Result<Graph, GraphError> {
        let mut chance = Chance::stream(self.seed, number);
        let mut ties: Vec<(u32, u32)> = Vec::with_capacity(self.pairs.len() * 5 / 4);
        for &(one, other, is_false) in &self.pairs {
            if is_false <= 0.0 || !chance.happens(is_false) {
                ties.push((one, other));
            }
        }
        let missing = if ties.is_empty() { 0 } else { chance.failures(ties.len() + 1, 1.0 - self.missing) };
        let mut added = BTreeSet::new();
        for _ in 0..missing {
            let free = (0..TRIES).find_map(|_| {
                let pair = self.likely_pair(&mut chance)?;
                (!self.seen.contains(&pair) && added.insert(pair)).then_some(pair)
            });
            match free {
                Some(pair) => ties.push(pair),
                None => break,
            }
        }
        Graph::undirected(self.node_count, ties.into_iter().map(|(one, other)| Edge::new(one, other)))
    }

    /// How many missing ties a draw adds on average for each tie that was seen.
    #[must_use]
    pub fn missing_per_tie(&self) -> f64 {
        self.missing / (1.0 - self.missing)
    }

    fn likely_pair(&self, chance: &mut Chance) -> Option<(u32, u32)> {
        if chance.happens(self.closing) { self.around_middle(chance) } else { self.by_ties(chance) }
    }

    fn by_ties(&self, chance: &mut Chance) -> Option<(u32, u32)> {
        let (one, other) = (chance.place(&self.drawn_by)? as u32, chance.place(&self.drawn_by)? as u32);
        (one != other).then(|| (one.min(other), one.max(other)))
    }

    fn around_middle(&self, chance: &mut Chance) -> Option<(u32, u32)> {
        let around = &self.neighbors[chance.place(&self.middles)?];
        let (first, second) = (chance.below(around.len()), chance.below(around.len() - 1));
        let (one, other) = (around[first], around[if second >= first { second + 1 } else { second }]);
        Some((one.min(other), one.max(other)))
    }
}

/// Whether two ascending lists share a number.
fn meet(one: &[u32], other: &[u32]) -> bool {
    let (mut a, mut b) = (0, 0);
    while let (Some(left), Some(right)) = (one.get(a), other.get(b)) {
        match left.cmp(right) {
            std::cmp::Ordering::Less => a += 1,
            std::cmp::Ordering::Greater => b += 1,
            std::cmp::Ordering::Equal => return true,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn ring(count: u32) -> Graph {
        Graph::undirected(count, (0..count).map(|node| Edge::new(node, (node + 1) % count))).unwrap()
    }

    fn ties(graph: &Graph) -> BTreeSet<(u32, u32)> {
        graph.edges().map(|(_, e)| (e.source.0.min(e.target.0), e.source.0.max(e.target.0))).collect()
    }

    #[test]
    fn missing_ties_come_in_their_proportion() {
        let graph = ring(60);
        let resampler = Resampler::new(&graph.view(), &TieDoubt::even(0.2, 0.0, 60), 1).unwrap();
        let mean = (0..300).map(|n| resampler.draw(n).unwrap().edge_count() as f64).sum::<f64>() / 300.0;
        // 60 of 75 were seen.
        assert!((mean - 75.0).abs() < 1.5, "{mean}");
        assert_eq!(resampler.missing_per_tie(), 0.25);
    }

    #[test]
    fn false_ties_go_in_their_proportion_and_repeats_stand_for_each_other() {
        let twice = Graph::undirected(3, [Edge::new(0, 1), Edge::new(1, 0), Edge::new(1, 2)]).unwrap();
        let resampler = Resampler::new(&twice.view(), &TieDoubt::even(0.0, 0.5, 3), 1).unwrap();
        let drawn: Vec<_> = (0..2000).map(|n| ties(&resampler.draw(n).unwrap())).collect();
        let share = |pair| drawn.iter().filter(|ties| ties.contains(&pair)).count() as f64 / 2000.0;
        assert!((share((0, 1)) - 0.75).abs() < 0.04 && (share((1, 2)) - 0.5).abs() < 0.04);
    }

    #[test]
    fn networks_of_triangles_gain_triangles() {
        // Twelve triangles that hang in a ring.
        let edges = (0..12u32).flat_map(|t| {
            let (a, next) = (3 * t, (3 * t + 3) % 36);
            [(a, a + 1), (a + 1, a + 2), (a, a + 2), (a + 2, next)].map(|(s, t)| Edge::new(s, t))
        });
        let clustered = Graph::undirected(36, edges).unwrap();
        let closed = |graph: &Graph| {
            let resampler = Resampler::new(&graph.view(), &TieDoubt::even(0.3, 0.0, graph.edge_count()), 1).unwrap();
            resampler.closing
        };
        assert!(closed(&clustered) > 0.4 && closed(&ring(36)) < 0.05);
    }

    #[test]
    fn rates_out_of_range_are_refused() {
        let graph = ring(3);
        let bad = |doubt| Resampler::new(&graph.view(), &doubt, 1).unwrap_err().to_string();
        assert!(bad(TieDoubt::even(1.0, 0.0, 3)).contains("missing"));
        assert!(bad(TieDoubt::even(f64::NAN, 0.0, 3)).contains("missing"));
        assert!(bad(TieDoubt::even(0.1, 1.5, 3)).contains("false"));
    }

    #[test]
    fn nothing_and_everything_tied_are_networks_too() {
        let empty = Graph::undirected(4, []).unwrap();
        let resampler = Resampler::new(&empty.view(), &TieDoubt::even(0.5, 0.0, 0), 1).unwrap();
        assert_eq!(resampler.draw(0).unwrap().edge_count(), 0);
        let all = Graph::undirected(3, [(0, 1), (0, 2), (1, 2)].map(|(s, t)| Edge::new(s, t))).unwrap();
        let resampler = Resampler::new(&all.view(), &TieDoubt::even(0.5, 0.0, 3), 1).unwrap();
        assert_eq!(resampler.draw(0).unwrap().edge_count(), 3);
    }

    proptest! {
        #[test]
        fn draws_are_simple_and_keep_what_is_sure(
            pairs in prop::collection::vec((0u32..15, 0u32..15), 0..40),
            missing in 0.0f64..0.9,
            hidden in 0u32..15,
            number in 0u64..50,
        ) {
            let graph = Graph::undirected(15, pairs.iter().map(|&(s, t)| Edge::new(s, t))).unwrap();
            let mut view = graph.view();
            view.hide(NodeId(hidden));
            let resampler = Resampler::new(&view, &TieDoubt::even(missing, 0.0, graph.edge_count()), 9).unwrap();
            let drawn = resampler.draw(number).unwrap();
            let found = ties(&drawn);
            prop_assert_eq!(found.len(), drawn.edge_count());
            prop_assert!(found.iter().all(|&(s, t)| s != t && s != hidden && t != hidden));
            for &(s, t) in pairs.iter().filter(|&&(s, t)| s != t && s != hidden && t != hidden) {
                prop_assert!(found.contains(&(s.min(t), s.max(t))));
            }
            prop_assert_eq!(found, ties(&resampler.draw(number).unwrap()));
        }
    }
}
