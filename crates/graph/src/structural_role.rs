//! What part a node plays in the structure.

use crate::{BetweennessOptions, Direction, GraphError, NodeId, View, betweenness, coreness, structural_holes};

/// A position in the structure. It says where somebody stands, never what they do or decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StructuralRole {
    /// Its ties are spread over several groups: a connector, hub or not, in the cartography of Guimerà and Amaral.
    Bridge,
    /// Others reach each other through it, and its neighbours have few ways around it.
    Broker,
    /// It lies in the innermost core: among those who are all tied to many of each other.
    Core,
    /// One tie holds it, or its few ties all lead into one group.
    Periphery,
}

/// What the roles of a node are read from.
#[derive(Clone, Debug, PartialEq)]
pub struct Position {
    /// Its roles, [`StructuralRole::Bridge`] first; none where it stands in between.
    pub roles: Vec<StructuralRole>,
    /// How many others it is tied to.
    pub ties: u32,
    /// Its betweenness, not normalised.
    pub betweenness: f64,
    /// Burt's constraint: how far its neighbours are tied to each other, so that it has no gap to bridge. `None` without ties.
    pub constraint: Option<f64>,
    /// Its coreness.
    pub coreness: u32,
    /// How evenly its ties spread over the groups, 0 (all in one) to nearly 1.
    pub participation: f64,
    /// Its ties within its own group, in standard deviations above that group's mean.
    pub within: f64,
}

/// Above this z-score of ties within its group a node is a hub (Guimerà and Amaral).
const HUB: f64 = 2.5;
/// Above this participation a node that is no hub is a connector (Guimerà and Amaral).
const CONNECTOR: f64 = 0.62;
/// Above this participation a hub is a connector hub (Guimerà and Amaral).
const CONNECTOR_HUB: f64 = 0.30;
/// Up to this participation a node is ultra-peripheral (Guimerà and Amaral).
const ULTRA_PERIPHERAL: f64 = 0.05;
/// Brokers are among this share of the nodes by betweenness. Ours: the papers name no threshold.
const BROKERS: f64 = 0.10;

/// The position of every node, given the group of each (`None`: in no group, such as hidden nodes).
///
/// | role | read from |
/// |---|---|
/// | bridge between groups | participation above 0.62; for hubs (z-score of ties within the group of 2.5 and more) above 0.30 |
/// | broker | betweenness above 0 and among the highest tenth (at least one node), and constraint at most the median of those with two ties or more |
/// | core | the highest coreness of the network, if that is at least 2 |
/// | periphery | none of these, and one tie at most, or participation up to 0.05 and coreness at most half the highest |
///
/// R. Guimerà and L. Amaral, "Functional cartography of complex metabolic networks", Nature 433 (2005), for participation,
/// z-score and their thresholds; R. Burt, "Structural holes" (1992), for the constraint; S. Seidman, "Network structure and
/// minimum degree", Social Networks 5 (1983), for cores. Direction, weights, repeats and loops make no difference.
/// Time O(n m), from the betweenness; memory O(n + m).
///
/// # Errors
/// [`GraphError::WrongLength`] where `groups` has not one entry per node; as [`betweenness`].
pub fn positions(view: &View<'_>, groups: &[Option<u32>]) -> Result<Vec<Position>, GraphError> {
    let graph = view.graph();
    if groups.len() != graph.node_count() {
        return Err(GraphError::WrongLength { name: "groups", len: groups.len(), node_count: graph.node_count });
    }
    let mut is_first = vec![false; graph.edge_count()];
    let rows: Vec<Vec<u32>> = graph
        .nodes()
        .map(|node| {
            let mut row: Vec<(u32, u32)> = view
                .neighbors(node, Direction::Both)
                .filter(|next| next.node != node)
                .map(|next| (next.node.0, next.edge.0))
                .collect();
            row.sort_unstable();
            row.dedup_by_key(|(other, _)| *other);
            row.iter().for_each(|&(other, edge)| is_first[edge as usize] |= node.0 < other);
            row.into_iter().map(|(other, _)| other).collect()
        })
        .collect();
    let simple = view.clone().keep_edges(|edge, _| is_first[edge.index()]);
    let options = BetweennessOptions { direction: Direction::Both, ..BetweennessOptions::default() };
    let between = betweenness(&simple, &options)?;
    let cores = coreness(&simple, Direction::Both);
    let holes = structural_holes(&simple, false);
    let within = within(&rows, groups);
    let mut found: Vec<Position> = (0..rows.len())
        .map(|node| Position {
            roles: Vec::new(),
            ties: rows[node].len() as u32,
            betweenness: between[node],
            constraint: holes.constraint(NodeId(node as u32)),
            coreness: cores[node],
            participation: participation(&rows[node], groups),
            within: within[node],
        })
        .collect();
    name(view, &mut found);
    Ok(found)
}

fn name(view: &View<'_>, found: &mut [Position]) {
    let highest = found.iter().map(|position| position.coreness).max().unwrap_or(0);
    let mut between: Vec<f64> = view.nodes().map(|node: NodeId| found[node.index()].betweenness).collect();
    between.sort_by(|a, b| b.total_cmp(a));
    let brokers = ((between.len() as f64 * BROKERS).floor() as usize).max(1);
    let least_between = between.get(brokers - 1).copied().unwrap_or(f64::INFINITY);
    let mut constraints: Vec<f64> =
        found.iter().filter(|position| position.ties >= 2).filter_map(|position| position.constraint).collect();
    constraints.sort_by(f64::total_cmp);
    let median = constraints.get(constraints.len().saturating_sub(1) / 2).copied().unwrap_or(0.0);
    for position in found {
        let threshold = if position.within >= HUB { CONNECTOR_HUB } else { CONNECTOR };
        if position.participation > threshold {
            position.roles.push(StructuralRole::Bridge);
        }
        let is_open = position.ties >= 2 && position.constraint.is_some_and(|constraint| constraint <= median);
        if is_open && position.betweenness > 0.0 && position.betweenness >= least_between {
            position.roles.push(StructuralRole::Broker);
        }
        if highest >= 2 && position.coreness == highest {
            position.roles.push(StructuralRole::Core);
        }
        let is_outer =
            position.ties <= 1 || (position.participation <= ULTRA_PERIPHERAL && 2 * position.coreness <= highest);
        if position.roles.is_empty() && is_outer {
            position.roles.push(StructuralRole::Periphery);
        }
    }
}

/// One less the sum, over the groups, of the squared share of a node's ties that lead there; 0 without ties. Neighbours in
/// no group count as one each.
fn participation(row: &[u32], groups: &[Option<u32>]) -> f64 {
    let mut of: Vec<u32> = row.iter().filter_map(|&other| groups[other as usize]).collect();
    of.sort_unstable();
    let squares: usize = of.chunk_by(|a, b| a == b).map(|run| run.len() * run.len()).sum();
    let ungrouped = row.len() - of.len();
    if row.is_empty() { 0.0 } else { 1.0 - (squares + ungrouped) as f64 / (row.len() * row.len()) as f64 }
}

/// Ties within the own group as z-scores; 0 where a group's nodes all have the same number, and for nodes in no group.
fn within(rows: &[Vec<u32>], groups: &[Option<u32>]) -> Vec<f64> {
    let own = |node: usize| {
        groups[node]
            .map_or(0, |group| rows[node].iter().filter(|other| groups[**other as usize] == Some(group)).count())
    };
    let counts: Vec<f64> = (0..rows.len()).map(|node| own(node) as f64).collect();
    let mut sums: std::collections::BTreeMap<u32, (f64, f64, f64)> = std::collections::BTreeMap::new();
    for (group, count) in groups.iter().zip(&counts) {
        if let Some(group) = group {
            let (nodes, sum, squares) = sums.entry(*group).or_default();
            (*nodes, *sum, *squares) = (*nodes + 1.0, *sum + count, *squares + count * count);
        }
    }
    let score = |node: usize| {
        let (nodes, sum, squares) = groups[node].and_then(|group| sums.get(&group).copied())?;
        let (mean, variance) = (sum / nodes, squares / nodes - (sum / nodes) * (sum / nodes));
        (variance > 1e-12).then(|| (counts[node] - mean) / variance.sqrt())
    };
    (0..rows.len()).map(|node| score(node).unwrap_or(0.0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Edge, Graph};

    fn found(count: u32, ties: &[(u32, u32)], groups: &[u32]) -> Vec<Position> {
        let graph = Graph::undirected(count, ties.iter().map(|&(s, t)| Edge::new(s, t))).unwrap();
        let groups: Vec<Option<u32>> = groups.iter().map(|&group| Some(group)).collect();
        positions(&graph.view(), &groups).unwrap()
    }

    #[test]
    fn who_joins_three_cliques_is_bridge_and_broker() {
        // Node 0 has one tie into each of three triangles of 1-3, 4-6 and 7-9; node 10 hangs on 1, tied to nobody else.
        let mut ties = vec![(0, 1), (0, 4), (0, 7), (1, 10)];
        for first in [1, 4, 7] {
            ties.extend([(first, first + 1), (first + 1, first + 2), (first, first + 2)]);
        }
        let found = found(11, &ties, &[0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 0]);
        assert_eq!(found[0].roles, [StructuralRole::Bridge, StructuralRole::Broker, StructuralRole::Core]);
        assert!((found[0].participation - 2.0 / 3.0).abs() < 1e-12);
        assert!((found[0].constraint.unwrap() - 1.0 / 3.0).abs() < 1e-12);
        assert_eq!(found[2].roles, [StructuralRole::Core], "a triangle is a 2-core, and 2 is the highest");
        assert_eq!(found[10].roles, [StructuralRole::Periphery]);
    }

    #[test]
    fn constraint_is_worked_out_by_hand() {
        // A triangle: half the ties directly, a quarter through the other: 2 × (3/4)².
        let found = found(4, &[(0, 1), (1, 2), (0, 2)], &[0, 0, 0, 0]);
        assert!((found[0].constraint.unwrap() - 2.0 * 0.75 * 0.75).abs() < 1e-12);
        assert_eq!(found[3].constraint, None);
    }

    #[test]
    fn repeats_and_loops_change_nothing() {
        let ties = [(0, 1), (1, 2), (2, 3), (1, 3)];
        let more = [(0, 1), (1, 0), (1, 2), (2, 2), (2, 3), (1, 3), (3, 1)];
        assert_eq!(found(4, &ties, &[0, 0, 1, 1]), found(4, &more, &[0, 0, 1, 1]));
    }

    #[test]
    fn nothing_has_no_position_and_groups_must_fit() {
        assert!(found(0, &[], &[]).is_empty());
        let graph = Graph::undirected(2, []).unwrap();
        assert!(positions(&graph.view(), &[None]).is_err());
        let alone = positions(&graph.view(), &[None, None]).unwrap();
        assert_eq!(alone[0].roles, [StructuralRole::Periphery]);
    }
}
