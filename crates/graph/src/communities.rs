//! Communities: groups of nodes that are tied among themselves more than their ties would give by chance.

mod certainty;
mod grouping;
mod level;
mod moving;
mod quality;
mod refining;

pub use certainty::{Certainty, CertaintyOptions, Doubt, membership_certainty};

use crate::random::Random;
use crate::{Components, Direction, EdgeId, GraphError, NodeId, View};
use level::{Coarse, Level};

/// What makes a division into communities a good one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Quality {
    /// The share of the ties' weight within communities less what a network of the same strengths would have there by
    /// chance, times the resolution (M. Newman and M. Girvan, Physical Review E 69, 2004; J. Reichardt and
    /// S. Bornholdt, Physical Review E 74, 2006). Below a size that grows with the network, groups are merged.
    #[default]
    Modularity,
    /// The constant Potts model: the weight within communities less the resolution for each pair of their nodes. The
    /// resolution is a density, in the weights' unit: communities are denser, ties between them sparser. It knows no
    /// limit of size (V. Traag, P. Van Dooren and Y. Nesterov, Physical Review E 84, 2011).
    ConstantPotts,
}

/// How communities are to be found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CommunityOptions {
    /// What is made as large as can be.
    pub quality: Quality,
    /// Higher values give more and smaller communities; finite and above 0.
    pub resolution: f64,
    /// Read weights as strengths of ties, rather than count each edge as 1.
    pub weighted: bool,
    /// Where chance begins: another seed may give another, about equally good division.
    pub seed: u64,
    /// How often the whole search starts again from its result, unless it finds nothing to better; at least 1.
    pub max_rounds: u32,
}

impl Default for CommunityOptions {
    /// Modularity at resolution 1, by weight, seed 0, at most three rounds.
    fn default() -> CommunityOptions {
        CommunityOptions { quality: Quality::Modularity, resolution: 1.0, weighted: true, seed: 0, max_rounds: 3 }
    }
}

/// A division of the nodes into communities, each of them connected.
#[derive(Clone, Debug, PartialEq)]
pub struct Communities {
    groups: Components,
    quality: f64,
    rounds: u32,
}

impl Communities {
    /// How many communities there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.groups.count()
    }

    /// The community of a node, `0..count`; `None` for a hidden or unknown node.
    #[must_use]
    pub fn of(&self, node: NodeId) -> Option<usize> {
        self.groups.of(node)
    }

    /// How many nodes each community has.
    #[must_use]
    pub fn sizes(&self) -> &[u32] {
        self.groups.sizes()
    }

    /// The nodes of each community, ascending.
    #[must_use]
    pub fn members(&self) -> Vec<Vec<NodeId>> {
        self.groups.members()
    }

    /// The quality of the division: modularity, at most 1; for the constant Potts model in the weights' unit. 0 without ties.
    #[must_use]
    pub fn quality(&self) -> f64 {
        self.quality
    }

    /// How many rounds were run.
    #[must_use]
    pub fn rounds(&self) -> u32 {
        self.rounds
    }
}

/// Divides the nodes into communities with Leiden's method.
///
/// Direction makes no difference; repeated edges add up; a self-loop adds twice its weight to its node's strength, as in
/// [`crate::strength`]. Nodes without ties are communities of their own, as are those of different components; hidden nodes are in
/// none. Communities are connected, and numbered by their lowest node. The division is a local optimum, not the best there is: how
/// far a node's place in it can be trusted is what [`membership_certainty`] tells.
///
/// V. Traag, L. Waltman and N. van Eck, "From Louvain to Leiden: guaranteeing well-connected communities", Scientific
/// Reports 9 (2019); where they refine by chance, the best merge is taken, as in S. Sahu, "GVE-Leiden" (2023), and nodes may move
/// again on the way down from the communities, as in R. Rotta and A. Noack, "Multilevel local search algorithms for
/// modularity clustering", ACM Journal of Experimental Algorithmics 16 (2011). The same division for a seed,
/// whatever the number of threads. Time O(n + m) a pass, some tens of passes; memory O(n + m).
///
/// # Errors
/// [`GraphError::InvalidParameter`] for a resolution that is not above 0 or no rounds at all.
pub fn communities(view: &View<'_>, options: &CommunityOptions) -> Result<Communities, GraphError> {
    check(options)?;
    let rows = view.rows(Direction::Both);
    let weigh = |edge: u32| view.graph().weight(EdgeId(edge));
    let weights = (options.weighted && view.graph().is_weighted()).then(|| rows.per_slot(weigh));
    let level = Level::of_rows(&rows, weights.as_deref());
    let (labels, rounds) = divide(&level, options);
    let labels = (0..labels.len() as u32).map(|node| view.has_node(NodeId(node)).then(|| labels[node as usize]));
    let groups = Components::of_labels(labels.collect());
    let quality = quality::quality(&level, &groups, options);
    Ok(Communities { groups, quality, rounds })
}

fn check(options: &CommunityOptions) -> Result<(), GraphError> {
    if !options.resolution.is_finite() || options.resolution <= 0.0 {
        let (name, value) = ("resolution", options.resolution);
        return Err(GraphError::InvalidParameter { name, value, range: "finite and above 0" });
    }
    if options.max_rounds == 0 {
        return Err(GraphError::InvalidParameter { name: "max_rounds", value: 0.0, range: "at least 1" });
    }
    Ok(())
}

/// A label for each node, and how many rounds it took.
fn divide(bottom: &Level<'_>, options: &CommunityOptions) -> (Vec<u32>, u32) {
    let mut random = Random::new(options.seed);
    let node_count = bottom.node_count();
    let mut labels: Vec<u32> = (0..node_count as u32).collect();
    let Some(penalty) = bottom.penalty(options) else { return (labels, 0) };
    let mut rounds = 0;
    let mut is_moved = true;
    while is_moved && rounds < options.max_rounds {
        rounds += 1;
        is_moved = round(bottom, penalty, options, &mut labels, &mut random);
    }
    // Moving may leave a community in two pieces that nothing ties, which are better apart.
    (level::pieces(bottom, &labels), rounds)
}

/// One climb from the nodes to communities of communities, and the way back down. Says whether anything moved.
fn round(
    bottom: &Level<'_>,
    penalty: f64,
    options: &CommunityOptions,
    labels: &mut Vec<u32>,
    random: &mut Random,
) -> bool {
    let mass = bottom.mass(options.quality);
    let mut is_moved = false;
    let mut climbed: Vec<Step> = Vec::new();
    loop {
        let top = climbed.last();
        let (level, mass) = top.map_or((*bottom, &mass[..]), |step| (step.level.view(), step.level.mass()));
        is_moved |= moving::move_nodes(&level, mass, penalty, labels, random);
        let refined = refining::refine(&level, mass, penalty, labels, random);
        let (places, merged, merged_labels) = level::merge(&level, mass, &refined, labels);
        if merged.node_count() == level.node_count() {
            break;
        }
        *labels = merged_labels;
        climbed.push(Step { places, level: merged });
    }
    // On the way down nodes that were moved as one may move alone.
    while let Some(step) = climbed.pop() {
        *labels = step.places.iter().map(|&place| labels[place as usize]).collect();
        let top = climbed.last();
        let (level, mass) = top.map_or((*bottom, &mass[..]), |step| (step.level.view(), step.level.mass()));
        is_moved |= moving::move_nodes(&level, mass, penalty, labels, random);
    }
    is_moved
}

/// A level of the climb, and where in it each node of the level below lies.
struct Step {
    places: Vec<u32>,
    level: Coarse,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Edge, Graph};

    /// Rings of cliques of five, each tied to the next by one edge.
    fn ring_of_cliques(cliques: u32) -> Graph {
        let inner = (0..cliques).flat_map(|clique| {
            (0..5).flat_map(move |a| (0..a).map(move |b| Edge::new(5 * clique + a, 5 * clique + b)))
        });
        let outer = (0..cliques).map(|clique| Edge::new(5 * clique, (5 * clique + 6) % (5 * cliques)));
        Graph::undirected(5 * cliques, inner.chain(outer)).unwrap()
    }

    #[test]
    fn cliques_in_a_ring_are_communities() {
        let graph = ring_of_cliques(8);
        for quality in [Quality::Modularity, Quality::ConstantPotts] {
            let options = CommunityOptions {
                quality,
                resolution: if quality == Quality::Modularity { 1.0 } else { 0.5 },
                ..CommunityOptions::default()
            };
            let found = communities(&graph.view(), &options).unwrap();
            assert_eq!(found.sizes(), [5; 8], "{quality:?}");
            assert!((0..40).all(|node| found.of(NodeId(node)) == Some(node as usize / 5)));
        }
    }

    #[test]
    fn the_resolution_says_how_fine_communities_are() {
        let graph = ring_of_cliques(30);
        let count = |resolution| {
            communities(&graph.view(), &CommunityOptions { resolution, ..CommunityOptions::default() }).unwrap().count()
        };
        assert!(count(0.05) < count(1.0));
        assert!(count(1.0) < count(100.0));
        assert_eq!(count(1e6), 150, "nodes alone");
    }

    #[test]
    fn without_ties_everybody_is_alone_and_the_hidden_are_nowhere() {
        let graph = Graph::undirected(4, [Edge::new(0, 0), Edge::new(1, 2).weighing(0.0)]).unwrap();
        let found = communities(&graph.view(), &CommunityOptions::default()).unwrap();
        assert_eq!((found.count(), found.of(NodeId(4))), (4, None));
        let view = graph.view().keep_nodes(|node| node.0 == 3);
        let found = communities(&view, &CommunityOptions::default()).unwrap();
        assert_eq!((found.count(), found.quality(), found.of(NodeId(0))), (1, 0.0, None));
        let empty = Graph::undirected(0, []).unwrap();
        assert_eq!(communities(&empty.view(), &CommunityOptions::default()).unwrap().count(), 0);
    }

    #[test]
    fn options_out_of_range_are_refused() {
        let graph = ring_of_cliques(2);
        let refuse = |options: CommunityOptions| communities(&graph.view(), &options).unwrap_err().to_string();
        let good = CommunityOptions::default();
        for resolution in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert!(refuse(CommunityOptions { resolution, ..good }).starts_with("resolution is"));
        }
        assert!(refuse(CommunityOptions { max_rounds: 0, ..good }).starts_with("max_rounds is 0"));
    }
}
