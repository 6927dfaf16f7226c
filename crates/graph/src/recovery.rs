//! What a network does after nodes were taken out: those who lost a tie look for a new one.

use rayon::prelude::*;

use crate::chance::{Chance, running_totals};
use crate::{Direction, GraphError, NodeId, View};

/// Whom those who lost a tie turn to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Recruiting {
    /// Whoever is nearest to them in what is left: people take those whom they can trust. Within one distance all are
    /// alike; someone twice as far is half as likely.
    Trusted,
    /// One of those who knew the node that went, who takes over all its ties: the deputy steps up. The more ties to others
    /// who knew it, the likelier.
    Near,
    /// Whoever has the same role, and among them whoever has the most ties: known names draw business. Where no roles are
    /// given, all have the same.
    Role,
}

impl Recruiting {
    /// All rules.
    pub const ALL: [Recruiting; 3] = [Recruiting::Trusted, Recruiting::Near, Recruiting::Role];
}

/// How recovery is to be simulated.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RecoveryOptions<'a> {
    /// Whom those who lost a tie turn to.
    pub recruiting: Recruiting,
    /// The share of the lost ties that are replaced, 0 to 1.
    pub replaced: f64,
    /// A number per node that says its role; for [`Recruiting::Role`].
    pub roles: Option<&'a [u32]>,
    /// How many runs; at least 1.
    pub runs: usize,
    /// The share of runs that the interval holds, above 0 and below 1.
    pub level: f64,
    /// Where chance starts.
    pub seed: u64,
}

impl Default for RecoveryOptions<'_> {
    /// By trust, all lost ties replaced, 100 runs, 90 %.
    fn default() -> RecoveryOptions<'static> {
        let recruiting = Recruiting::Trusted;
        RecoveryOptions { recruiting, replaced: 1.0, roles: None, runs: 100, level: 0.9, seed: 1 }
    }
}

/// A value over several runs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// The interval's lower end.
    pub low: f64,
    /// The middle run.
    pub median: f64,
    /// The interval's upper end.
    pub high: f64,
}

/// What became of the network, removal by removal.
#[derive(Clone, Debug, PartialEq)]
pub struct Recovery {
    /// The efficiency after 0, 1, 2, ... removals, each followed by its recovery; see [`recovery`].
    pub efficiency: Vec<Spread>,
    /// The efficiency after the same removals if nobody replaced anything.
    pub without: Vec<f64>,
}

/// Simulates what a network does while nodes are taken out one after the other.
///
/// After each removal every node that lost a tie looks, with the chance `replaced`, for a new one, by the rule. Nobody ties
/// twice to the same node, and who finds nobody stays as it is. Direction, weights, repeats and loops make no difference.
///
/// The efficiency is the mean over all pairs of nodes *of the network before the first removal* of one over their
/// distance, 0 where no path joins them or one of them was taken out: V. Latora and M. Marchiori, "Efficient behavior of
/// small-world networks", Physical Review Letters 87 (2001). So it falls with every node that is gone, and what the
/// recovery gives back can be read beside [`Recovery::without`].
///
/// After P. Duijn, V. Kashirin and P. Sloot, "The relative ineffectiveness of criminal network disruption", Scientific
/// Reports 4:4238 (2014), where replacement goes by distance, by degree among those of one role in the business, or by
/// chance. The heir among those who knew the removed one is our reading of what they tell of recruiting in the
/// neighbourhood, not a rule of theirs.
///
/// Runs go in parallel and give the same for any number of threads. Time O(runs × removals × n m): for small networks.
///
/// # Errors
/// [`GraphError::InvalidParameter`], [`GraphError::WrongLength`] for options outside their range,
/// [`GraphError::UnknownNode`] for a removal that does not exist.
pub fn recovery(view: &View<'_>, removals: &[NodeId], options: &RecoveryOptions<'_>) -> Result<Recovery, GraphError> {
    check(view, removals, options)?;
    let start = Web::of(view);
    let run = |number: u64, replaced: f64| {
        let mut web = start.clone();
        let mut chance = Chance::stream(options.seed, number);
        let mut course = vec![web.efficiency(start.present_count())];
        for &node in removals {
            let orphans = web.remove(node.index());
            web.replace(&orphans, options, replaced, &mut chance);
            course.push(web.efficiency(start.present_count()));
        }
        course
    };
    let courses: Vec<Vec<f64>> =
        (0..options.runs as u64).into_par_iter().map(|number| run(number, options.replaced)).collect();
    let spread = |step: usize| {
        let mut values: Vec<f64> = courses.iter().map(|course| course[step]).collect();
        values.sort_by(f64::total_cmp);
        let at = |share: f64| values[((values.len() - 1) as f64 * share).round() as usize];
        let tail = (1.0 - options.level) / 2.0;
        Spread { low: at(tail), median: at(0.5), high: at(1.0 - tail) }
    };
    Ok(Recovery { efficiency: (0..=removals.len()).map(spread).collect(), without: run(0, 0.0) })
}

fn check(view: &View<'_>, removals: &[NodeId], options: &RecoveryOptions<'_>) -> Result<(), GraphError> {
    let invalid = |name, value, range| Err(GraphError::InvalidParameter { name, value, range });
    if options.runs == 0 {
        return invalid("the number of runs", 0.0, "at least 1");
    }
    if !(0.0..=1.0).contains(&options.replaced) {
        return invalid("the share of ties replaced", options.replaced, "between 0 and 1");
    }
    if !(options.level > 0.0 && options.level < 1.0) {
        return invalid("the level", options.level, "above 0 and below 1");
    }
    let node_count = view.graph().node_count;
    if let Some(roles) = options.roles.filter(|roles| roles.len() != node_count as usize) {
        return Err(GraphError::WrongLength { name: "roles", len: roles.len(), node_count });
    }
    view.check_nodes(removals)
}

/// A simple undirected network that changes.
#[derive(Clone, Debug)]
struct Web {
    /// Ascending.
    neighbors: Vec<Vec<u32>>,
    present: Vec<bool>,
}

impl Web {
    fn of(view: &View<'_>) -> Web {
        let row = |node: NodeId| {
            let mut row: Vec<u32> = view
                .neighbors(node, Direction::Both)
                .map(|next| next.node.0)
                .filter(|other| *other != node.0)
                .collect();
            row.sort_unstable();
            row.dedup();
            row
        };
        let graph = view.graph();
        Web {
            neighbors: graph.nodes().map(row).collect(),
            present: graph.nodes().map(|node| view.has_node(node)).collect(),
        }
    }

    fn present_count(&self) -> usize {
        self.present.iter().filter(|present| **present).count()
    }

    /// Takes a node out; gives those who lost a tie by it.
    fn remove(&mut self, node: usize) -> Vec<u32> {
        self.present[node] = false;
        let orphans = std::mem::take(&mut self.neighbors[node]);
        for &orphan in &orphans {
            self.neighbors[orphan as usize].retain(|other| *other as usize != node);
        }
        orphans
    }

    fn join(&mut self, one: u32, other: u32) {
        for (from, to) in [(one, other), (other, one)] {
            let row = &mut self.neighbors[from as usize];
            if let Err(place) = row.binary_search(&to) {
                row.insert(place, to);
            }
        }
    }

    fn are_tied(&self, one: u32, other: u32) -> bool {
        self.neighbors[one as usize].binary_search(&other).is_ok()
    }

    fn replace(&mut self, orphans: &[u32], options: &RecoveryOptions<'_>, replaced: f64, chance: &mut Chance) {
        // Whom each turns to is settled before any new tie stands, so that the order of the orphans decides nothing.
        let heir = if options.recruiting == Recruiting::Near { self.heir(orphans, chance) } else { None };
        let mut ties = Vec::new();
        for &orphan in orphans {
            if !chance.happens(replaced) {
                continue;
            }
            let found = match options.recruiting {
                Recruiting::Near => heir.filter(|heir| *heir != orphan && !self.are_tied(orphan, *heir)),
                Recruiting::Trusted => self.trusted(orphan, chance),
                Recruiting::Role => self.renowned(orphan, options.roles, chance),
            };
            ties.extend(found.map(|other| (orphan, other)));
        }
        for (one, other) in ties {
            self.join(one, other);
        }
    }

    /// One of those who knew the removed node.
    fn heir(&self, orphans: &[u32], chance: &mut Chance) -> Option<u32> {
        let shared = |one: &u32| orphans.iter().filter(|other| self.are_tied(*one, **other)).count() as f64;
        let place = chance.place(&running_totals(orphans.iter().map(|one| 1.0 + shared(one))))?;
        Some(orphans[place])
    }

    fn trusted(&self, orphan: u32, chance: &mut Chance) -> Option<u32> {
        let distances = self.distances(orphan);
        let weight =
            |distance: &u32| if *distance >= 2 && *distance != FAR { 1.0 / f64::from(distance - 1) } else { 0.0 };
        let place = chance.place(&running_totals(distances.iter().map(weight)))?;
        Some(place as u32)
    }

    fn renowned(&self, orphan: u32, roles: Option<&[u32]>, chance: &mut Chance) -> Option<u32> {
        let role = |node: usize| roles.map_or(0, |roles| roles[node]);
        let weight = |other: usize| {
            let fits = self.present[other] && other != orphan as usize && role(other) == role(orphan as usize);
            if fits && !self.are_tied(orphan, other as u32) { self.neighbors[other].len() as f64 } else { 0.0 }
        };
        let place = chance.place(&running_totals((0..self.present.len()).map(weight)))?;
        Some(place as u32)
    }

    /// The hops to every node; [`FAR`] where no path leads.
    fn distances(&self, from: u32) -> Vec<u32> {
        let mut distances = vec![FAR; self.present.len()];
        distances[from as usize] = 0;
        let mut queue = vec![from];
        let mut head = 0;
        while let Some(&node) = queue.get(head) {
            head += 1;
            for &next in &self.neighbors[node as usize] {
                if distances[next as usize] == FAR {
                    distances[next as usize] = distances[node as usize] + 1;
                    queue.push(next);
                }
            }
        }
        distances
    }

    /// See [`recovery`]; `count` is the number of nodes before the first removal.
    fn efficiency(&self, count: usize) -> f64 {
        if count < 2 {
            return 0.0;
        }
        let reach = |node: usize| -> f64 {
            let distances = self.distances(node as u32);
            distances
                .iter()
                .filter(|distance| !matches!(**distance, 0 | FAR))
                .map(|distance| 1.0 / f64::from(*distance))
                .sum()
        };
        let sum: f64 = (0..self.present.len()).filter(|node| self.present[*node]).map(reach).sum();
        sum / (count as f64 * (count as f64 - 1.0))
    }
}

const FAR: u32 = u32::MAX;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{Edge, Graph};

    fn graph(count: u32, ties: &[(u32, u32)]) -> Graph {
        Graph::undirected(count, ties.iter().map(|&(one, other)| Edge::new(one, other))).unwrap()
    }

    fn of(graph: &Graph, removals: &[u32], recruiting: Recruiting) -> Recovery {
        let removals: Vec<NodeId> = removals.iter().map(|&node| NodeId(node)).collect();
        let options = RecoveryOptions { recruiting, runs: 40, ..RecoveryOptions::default() };
        recovery(&graph.view(), &removals, &options).unwrap()
    }

    #[test]
    fn a_star_without_its_hub_is_dust_unless_somebody_steps_up() {
        let star = graph(5, &[(0, 1), (0, 2), (0, 3), (0, 4)]);
        let near = of(&star, &[0], Recruiting::Near);
        // 4 of 10 pairs are tied and 6 at two steps; without the hub none; with an heir a star of four.
        assert!((near.without[0] - 0.7).abs() < 1e-12, "{near:?}");
        assert_eq!(near.without[1], 0.0);
        assert!((near.efficiency[1].median - 0.45).abs() < 1e-12, "{near:?}");
        // Nobody is in reach, so trust finds nobody; nobody has a tie, so no name draws any.
        assert_eq!(of(&star, &[0], Recruiting::Trusted).efficiency[1].high, 0.0);
        assert_eq!(of(&star, &[0], Recruiting::Role).efficiency[1].high, 0.0);
    }

    #[test]
    fn trust_closes_a_broken_ring_and_roles_keep_to_their_own() {
        let ring = graph(6, &[(0, 1), (1, 2), (2, 3), (3, 4), (4, 5), (5, 0)]);
        let trusted = of(&ring, &[0], Recruiting::Trusted);
        assert!(trusted.efficiency[1].low > trusted.without[1], "{trusted:?}");
        let roles = [0, 1, 2, 3, 4, 5];
        let alone = RecoveryOptions { recruiting: Recruiting::Role, roles: Some(&roles), ..RecoveryOptions::default() };
        let alone = recovery(&ring.view(), &[NodeId(0)], &alone).unwrap();
        assert_eq!(alone.efficiency[1].high, alone.without[1], "nobody has the role of anybody");
    }

    #[test]
    fn options_out_of_range_are_refused() {
        let pair = graph(2, &[(0, 1)]);
        let bad =
            |options: RecoveryOptions<'_>| recovery(&pair.view(), &[NodeId(0)], &options).unwrap_err().to_string();
        assert!(bad(RecoveryOptions { runs: 0, ..RecoveryOptions::default() }).contains("runs"));
        assert!(bad(RecoveryOptions { replaced: f64::NAN, ..RecoveryOptions::default() }).contains("replaced"));
        assert!(bad(RecoveryOptions { level: 1.0, ..RecoveryOptions::default() }).contains("level"));
        assert!(bad(RecoveryOptions { roles: Some(&[1]), ..RecoveryOptions::default() }).contains("roles"));
        let unknown = recovery(&pair.view(), &[NodeId(7)], &RecoveryOptions::default());
        assert!(matches!(unknown, Err(GraphError::UnknownNode { .. })));
    }

    proptest! {
        #[test]
        fn recovery_never_makes_a_network_worse_and_repeats_itself(
            ties in prop::collection::vec((0u32..12, 0u32..12), 0..40),
            removals in prop::collection::btree_set(0u32..12, 0..5),
            rule in 0usize..3,
        ) {
            let graph = graph(12, &ties);
            let removals: Vec<u32> = removals.into_iter().collect();
            let found = of(&graph, &removals, Recruiting::ALL[rule]);
            prop_assert_eq!(found.efficiency.len(), removals.len() + 1);
            for (spread, without) in found.efficiency.iter().zip(&found.without) {
                prop_assert!(spread.low <= spread.median && spread.median <= spread.high);
                prop_assert!(*without <= spread.low + 1e-12, "{} < {}", spread.low, without);
                prop_assert!((0.0..=1.0 + 1e-12).contains(&spread.high));
            }
            prop_assert_eq!(&found, &of(&graph, &removals, Recruiting::ALL[rule]));
        }
    }
}
