//! Motifs: how often each small pattern of ties occurs.

use rayon::prelude::*;

use crate::View;
use crate::ties::Ties;

/// How many sets of three or four nodes are tied among themselves in just this way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Motifs {
    /// Three in a row: A knows B, B knows C, A does not know C.
    pub wedges: u128,
    /// Three who all know each other.
    pub triangles: u128,
    /// Four in a row.
    pub paths: u128,
    /// One who knows three others, none of whom know each other.
    pub stars: u128,
    /// Four in a ring.
    pub rings: u128,
    /// A triangle and one who hangs on it.
    pub paws: u128,
    /// Four who all know each other but for one pair.
    pub diamonds: u128,
    /// Four who all know each other.
    pub cliques: u128,
}

/// Counts the connected patterns of three and four nodes, each set of nodes as the one pattern that its ties make.
///
/// Of the simple undirected graph: direction, weights, repeats and loops make no difference. Isolated and hidden nodes are in
/// no pattern; components add up.
///
/// N. Ahmed, J. Neville, R. Rossi and N. Duffield, "Efficient graphlet counting for large networks", ICDM (2015): patterns with fewer ties are
/// counted with those that contain them, and these taken off. Four-cliques and rings by N. Chiba and T. Nishizeki,
/// "Arboricity and subgraph listing algorithms", SIAM Journal on Computing 14 (1985). Time O(a m) for rings and triangles and
/// O(a² m) for cliques, where a, at most √m, is the arboricity; memory O(n + m), and O(n) for each thread.
#[must_use]
pub fn motifs(view: &View<'_>) -> Motifs {
    let ties = Ties::of(view, false);
    let node_count = ties.node_count() as u32;
    let nodes: Vec<u32> = (0..node_count).collect();
    let rank = |node: u32| (ties.degree(node), node);
    // Each tie at its end of lower degree alone.
    let upward: Vec<Vec<u32>> = nodes
        .par_iter()
        .map(|&node| ties.neighbors(node).iter().copied().filter(|&other| rank(other) > rank(node)).collect())
        .collect();

    let counted = nodes
        .par_chunks(1024)
        .map_init(
            || (vec![0u32; node_count as usize], vec![false; node_count as usize]),
            |(met, is_shared), chunk| {
                let mut sums = Sums::default();
                for &node in chunk {
                    sums.at_node(&ties, node);
                    sums.rings += rings_from(&ties, node, &rank, met);
                    sums.cliques += cliques_from(&upward, node, is_shared);
                }
                sums
            },
        )
        .reduce(Sums::default, Sums::plus);
    counted.motifs()
}

/// Patterns counted with all that contain them.
#[derive(Clone, Copy, Default)]
struct Sums {
    wedges: u128,
    /// Three times the triangles.
    triangle_corners: u128,
    paths: u128,
    stars: u128,
    paws: u128,
    /// Twice the diamonds.
    diamond_sides: u128,
    rings: u128,
    cliques: u128,
}

impl Sums {
    fn plus(self, other: Sums) -> Sums {
        Sums {
            wedges: self.wedges + other.wedges,
            triangle_corners: self.triangle_corners + other.triangle_corners,
            paths: self.paths + other.paths,
            stars: self.stars + other.stars,
            paws: self.paws + other.paws,
            diamond_sides: self.diamond_sides + other.diamond_sides,
            rings: self.rings + other.rings,
            cliques: self.cliques + other.cliques,
        }
    }

    fn at_node(&mut self, ties: &Ties, node: u32) {
        let d = ties.degree(node) as u128;
        self.wedges += d * d.saturating_sub(1) / 2;
        self.stars += d * d.saturating_sub(1) * d.saturating_sub(2) / 6;
        let mut corners = 0u128;
        for &other in ties.neighbors(node) {
            let mut shared = 0u128;
            ties.for_each_common(node, other, |_, _, _| shared += 1);
            corners += shared;
            self.diamond_sides += shared * shared.saturating_sub(1) / 2;
            if other > node {
                self.paths += (d - 1) * (ties.degree(other) as u128 - 1);
            }
        }
        // Each triangle here was met over both of its ties.
        let corners = corners / 2;
        self.triangle_corners += corners;
        self.paws += corners * d.saturating_sub(2);
    }

    fn motifs(self) -> Motifs {
        let triangles = self.triangle_corners / 3;
        let cliques = self.cliques;
        let all_diamonds = self.diamond_sides / 2;
        let diamonds = all_diamonds - 6 * cliques;
        let rings = self.rings - diamonds - 3 * cliques;
        let paws = self.paws - 4 * diamonds - 12 * cliques;
        let stars = self.stars - paws - 2 * diamonds - 4 * cliques;
        let paths = self.paths - 3 * triangles - 4 * rings - 2 * paws - 6 * diamonds - 12 * cliques;
        Motifs { wedges: self.wedges - 3 * triangles, triangles, paths, stars, rings, paws, diamonds, cliques }
    }
}

/// The rings whose highest node is this, by pairs of two-step ways to the node across.
fn rings_from(ties: &Ties, node: u32, rank: &impl Fn(u32) -> (usize, u32), met: &mut [u32]) -> u128 {
    let own = rank(node);
    let mut rings = 0u128;
    let is_lower = |other: u32| rank(other) < own;
    let lower = || ties.neighbors(node).iter().copied().filter(|&through| is_lower(through));
    for through in lower() {
        for &across in ties.neighbors(through).iter().filter(|&&across| across != node && is_lower(across)) {
            rings += u128::from(met[across as usize]);
            met[across as usize] += 1;
        }
    }
    for through in lower() {
        ties.neighbors(through).iter().for_each(|&across| met[across as usize] = 0);
    }
    rings
}

/// The cliques of four whose lowest node is this.
fn cliques_from(upward: &[Vec<u32>], node: u32, is_shared: &mut [bool]) -> u128 {
    let mut cliques = 0u128;
    let row = &upward[node as usize];
    let mut shared = Vec::new();
    for &second in row {
        shared.clear();
        let mut from = 0;
        for &third in &upward[second as usize] {
            from += row[from..].partition_point(|&other| other < third);
            if row.get(from) == Some(&third) {
                shared.push(third);
            }
        }
        shared.iter().for_each(|&third| is_shared[third as usize] = true);
        for &third in &shared {
            cliques += upward[third as usize].iter().filter(|&&fourth| is_shared[fourth as usize]).count() as u128;
        }
        shared.iter().for_each(|&third| is_shared[third as usize] = false);
    }
    cliques
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Edge, Graph};

    fn count(node_count: u32, pairs: &[(u32, u32)]) -> Motifs {
        motifs(&Graph::undirected(node_count, pairs.iter().map(|&(a, b)| Edge::new(a, b))).unwrap().view())
    }

    #[test]
    fn each_pattern_is_itself_and_nothing_else() {
        let none = Motifs::default();
        assert_eq!(count(0, &[]), none);
        assert_eq!(count(4, &[(0, 1), (1, 2), (2, 3)]), Motifs { wedges: 2, paths: 1, ..none });
        assert_eq!(count(4, &[(0, 1), (0, 2), (0, 3)]), Motifs { wedges: 3, stars: 1, ..none });
        assert_eq!(count(4, &[(0, 1), (1, 2), (2, 3), (3, 0)]), Motifs { wedges: 4, rings: 1, ..none });
        let paw = [(0, 1), (1, 2), (2, 0), (2, 3)];
        assert_eq!(count(4, &paw), Motifs { wedges: 2, triangles: 1, paws: 1, ..none });
        let diamond = [(0, 1), (1, 2), (2, 0), (2, 3), (3, 0)];
        assert_eq!(count(4, &diamond), Motifs { wedges: 2, triangles: 2, diamonds: 1, ..none });
        let clique = [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)];
        assert_eq!(count(4, &clique), Motifs { triangles: 4, cliques: 1, ..none });
    }

    #[test]
    fn a_star_of_many_leaves_costs_no_more_than_its_leaves() {
        let graph = Graph::undirected(100_001, (1..=100_000).map(|leaf| Edge::new(0, leaf))).unwrap();
        assert_eq!(
            motifs(&graph.view()),
            Motifs { wedges: 4_999_950_000, stars: 166_661_666_700_000, ..Motifs::default() }
        );
    }
}
