//! Structural holes: how much a node gains from standing between others who do not know each other.

use rayon::prelude::*;

use crate::ties::Ties;
use crate::{NodeId, View};

/// Burt's measures of each node's ego network.
#[derive(Clone, Debug, PartialEq)]
pub struct StructuralHoles {
    constraint: Vec<Option<f64>>,
    effective_size: Vec<Option<f64>>,
    degree: Vec<u32>,
}

impl StructuralHoles {
    /// How far the node's contacts are bound up with each other, so that it can't play one against another: low for a
    /// broker, 1 for a node with one contact, at most some 1.125. `None` for nodes without ties and hidden nodes.
    ///
    /// Of node i the sum over its contacts j of (p_ij + Σ p_iq p_qj)², where q runs over the contacts of both, and p_ij is the share that
    /// the tie to j has in the strength of all ties of i.
    #[must_use]
    pub fn constraint(&self, node: NodeId) -> Option<f64> {
        self.constraint.get(node.index()).copied().flatten()
    }

    /// How many contacts the node has that don't lead to the same people: its contacts less how far they are tied to each
    /// other. `None` as for the constraint.
    ///
    /// Of node i the sum over its contacts j of 1 - Σ p_iq m_jq, where m_jq is the strength of the tie from j to q relative to the strongest of j.
    #[must_use]
    pub fn effective_size(&self, node: NodeId) -> Option<f64> {
        self.effective_size.get(node.index()).copied().flatten()
    }

    /// The effective size as a share of the number of contacts, in `0.0..=1.0`. `None` as for the constraint.
    #[must_use]
    pub fn efficiency(&self, node: NodeId) -> Option<f64> {
        Some(self.effective_size(node)? / f64::from(self.degree[node.index()]))
    }
}

/// Burt's constraint, effective size and efficiency of every node.
///
/// Edges between the same two count as one tie of the sum of their weights (of strength 1 unless `weighted`), whatever their direction;
/// self-loops are left out. A tie of strength 0 is a contact without pull; a node all of whose ties weigh 0 has no
/// values. Each node's values rest on its component alone.
///
/// R. Burt, "Structural holes: the social structure of competition" (1992), chapter 2; constraint as in igraph. Every triangle is
/// met at each of its corners, in parallel: time O(m^1.5 log n), memory O(n + m). The same bits for any number of threads.
#[must_use]
pub fn structural_holes(view: &View<'_>, weighted: bool) -> StructuralHoles {
    let ties = Ties::of(view, weighted);
    let node_count = ties.node_count() as u32;
    let total: Vec<f64> = (0..node_count).map(|node| ties.strengths(node).iter().sum()).collect();
    let strongest: Vec<f64> =
        (0..node_count).map(|node| ties.strengths(node).iter().copied().fold(0.0, f64::max)).collect();
    let measure = |ego: u32| {
        let own = total[ego as usize];
        if own <= 0.0 {
            return (None, None);
        }
        let contacts = ties.neighbors(ego);
        // What leads to each contact: the tie itself, then the ways over others.
        let mut pull: Vec<f64> = ties.strengths(ego).iter().map(|strength| strength / own).collect();
        let mut redundancy = 0.0;
        for (through, strength) in ties.row(ego) {
            let share = strength / own;
            let out = total[through as usize];
            if out <= 0.0 {
                continue;
            }
            ties.for_each_common(ego, through, |contact, in_ego, in_through| {
                let onward = ties.strengths(through)[in_through];
                pull[in_ego] += share * onward / out;
                if strongest[contact as usize] > 0.0 {
                    redundancy += share * onward / strongest[contact as usize];
                }
            });
        }
        (Some(pull.iter().map(|pull| pull * pull).sum()), Some(contacts.len() as f64 - redundancy))
    };
    let (constraint, effective_size) = (0..node_count).into_par_iter().map(measure).unzip();
    let degree = (0..node_count).map(|node| ties.degree(node) as u32).collect();
    StructuralHoles { constraint, effective_size, degree }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Edge, Graph};

    fn near(found: Option<f64>, expected: f64) -> bool {
        found.is_some_and(|found| (found - expected).abs() < 1e-12)
    }

    #[test]
    fn the_hub_of_a_star_is_free_and_its_leaves_are_bound() {
        let graph = Graph::undirected(6, (1..5).map(|leaf| Edge::new(0, leaf))).unwrap();
        let found = structural_holes(&graph.view(), false);
        assert!(near(found.constraint(NodeId(0)), 4.0 / 16.0));
        assert!(near(found.effective_size(NodeId(0)), 4.0) && near(found.efficiency(NodeId(0)), 1.0));
        assert!(near(found.constraint(NodeId(1)), 1.0) && near(found.effective_size(NodeId(1)), 1.0));
        assert_eq!((found.constraint(NodeId(5)), found.efficiency(NodeId(5))), (None, None));
        assert_eq!(found.constraint(NodeId(6)), None);
    }

    #[test]
    fn in_a_triangle_by_hand() {
        let graph = Graph::undirected(3, [(0, 1), (1, 2), (2, 0)].map(|(a, b)| Edge::new(a, b))).unwrap();
        let found = structural_holes(&graph.view(), false);
        // Twice (1/2 + 1/2 * 1/2)².
        assert!(near(found.constraint(NodeId(0)), 1.125), "{found:?}");
        // Of two contacts each is tied to the other: 2 - 2 * 1/2.
        assert!(near(found.effective_size(NodeId(0)), 1.0), "{found:?}");
    }

    #[test]
    fn weights_and_zeros() {
        let edges = [Edge::new(0, 1).weighing(3.0), Edge::new(2, 0).weighing(1.0), Edge::new(3, 4).weighing(0.0)];
        let graph = Graph::directed(5, edges).unwrap();
        let found = structural_holes(&graph.view(), true);
        assert!(near(found.constraint(NodeId(0)), 0.75 * 0.75 + 0.25 * 0.25));
        assert_eq!(found.constraint(NodeId(3)), None);
        assert!(near(structural_holes(&graph.view(), false).constraint(NodeId(3)), 1.0));
    }
}
