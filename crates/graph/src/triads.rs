//! The triad census: how often each pattern of directed edges occurs among three nodes.

use rayon::prelude::*;

use crate::ties::Ties;
use crate::{Direction, View};

/// One of the sixteen ways in which edges can lie among three nodes, named by how many pairs are tied both ways, one way
/// and not at all, and, where these do not tell, by a letter: down, up, cyclic or transitive.
///
/// P. Holland and S. Leinhardt, "A method for detecting structure in sociometric data", American Journal of Sociology 76
/// (1970); drawn as igraph draws them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Triad {
    /// 003: no ties.
    Empty,
    /// 012: A → B, C.
    Single,
    /// 102: A ↔ B, C.
    Mutual,
    /// 021D: A ← B → C.
    Out,
    /// 021U: A → B ← C.
    In,
    /// 021C: A → B → C.
    Chain,
    /// 111D: A ↔ B ← C.
    MutualIn,
    /// 111U: A ↔ B → C.
    MutualOut,
    /// 030T: A → B → C, A → C.
    Transitive,
    /// 030C: A → B → C → A.
    Cycle,
    /// 201: A ↔ B ↔ C.
    TwoMutual,
    /// 120D: A ← B → C, A ↔ C.
    OutMutual,
    /// 120U: A → B ← C, A ↔ C.
    InMutual,
    /// 120C: A → B → C, A ↔ C.
    ChainMutual,
    /// 210: A → B ↔ C, A ↔ C.
    AlmostComplete,
    /// 300: all tied both ways.
    Complete,
}

impl Triad {
    /// All of them, in the order in which they are usually listed.
    pub const ALL: [Triad; 16] = [
        Triad::Empty,
        Triad::Single,
        Triad::Mutual,
        Triad::Out,
        Triad::In,
        Triad::Chain,
        Triad::MutualIn,
        Triad::MutualOut,
        Triad::Transitive,
        Triad::Cycle,
        Triad::TwoMutual,
        Triad::OutMutual,
        Triad::InMutual,
        Triad::ChainMutual,
        Triad::AlmostComplete,
        Triad::Complete,
    ];

    /// The name in the literature: "030T".
    #[must_use]
    pub const fn name(self) -> &'static str {
        const NAMES: [&str; 16] = [
            "003", "012", "102", "021D", "021U", "021C", "111D", "111U", "030T", "030C", "201", "120D", "120U", "120C",
            "210", "300",
        ];
        NAMES[self as usize]
    }

    /// The pattern of three nodes by the ties of its three pairs: first and second, first and third, second and third.
    fn of(pairs: [Tie; 3]) -> Triad {
        let [one_two, one_three, two_three] = pairs;
        let count = |tie: fn(&Tie) -> bool| pairs.iter().filter(|pair| tie(pair)).count();
        let (mutual, single) = (count(|tie| *tie == BOTH), count(|tie| matches!(*tie, FORTH | BACK)));
        // Single ties that leave each node.
        let leaves = |tie: Tie, way: Tie| usize::from(tie == way);
        let out = [
            leaves(one_two, FORTH) + leaves(one_three, FORTH),
            leaves(one_two, BACK) + leaves(two_three, FORTH),
            leaves(one_three, BACK) + leaves(two_three, BACK),
        ];
        let into = [
            leaves(one_two, BACK) + leaves(one_three, BACK),
            leaves(one_two, FORTH) + leaves(two_three, BACK),
            leaves(one_three, FORTH) + leaves(two_three, FORTH),
        ];
        match (mutual, single) {
            (0, 0) => Triad::Empty,
            (0, 1) => Triad::Single,
            (1, 0) => Triad::Mutual,
            (0, 2) if out.contains(&2) => Triad::Out,
            (0, 2) if into.contains(&2) => Triad::In,
            (0, 2) => Triad::Chain,
            (1, 1) => {
                // Who is in both the mutual tie and the single one.
                let amid = [one_two != NONE && one_three != NONE, one_two != NONE && two_three != NONE, true];
                let amid = amid.iter().position(|is_amid| *is_amid).unwrap_or(2);
                if into[amid] == 1 { Triad::MutualIn } else { Triad::MutualOut }
            }
            (0, _) if out == [1, 1, 1] => Triad::Cycle,
            (0, _) => Triad::Transitive,
            (2, 0) => Triad::TwoMutual,
            (1, _) if out.contains(&2) => Triad::OutMutual,
            (1, _) if into.contains(&2) => Triad::InMutual,
            (1, _) => Triad::ChainMutual,
            (2, _) => Triad::AlmostComplete,
            _ => Triad::Complete,
        }
    }

    /// How many pairs of its nodes are tied one way, and both ways: the name says so.
    fn ties(self) -> (i128, i128) {
        let digit = |at: usize| i128::from(self.name().as_bytes()[at] - b'0');
        (digit(1), digit(0))
    }
}

/// The tie of a pair, seen from one of the two: a bit for an edge to the other, and one for an edge from there.
type Tie = u8;
const NONE: Tie = 0;
const FORTH: Tie = 1;
const BACK: Tie = 2;
const BOTH: Tie = 3;

fn turned(tie: Tie) -> Tie {
    (tie >> 1) | ((tie & 1) << 1)
}

/// How many sets of three nodes are tied in each of the sixteen ways.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TriadCensus([u128; 16]);

impl TriadCensus {
    /// How many sets of three nodes are this pattern.
    #[must_use]
    pub const fn count(&self, triad: Triad) -> u128 {
        self.0[triad as usize]
    }
}

/// Counts the patterns of directed edges among every three nodes that are seen.
///
/// Of the simple directed graph: weights, repeats and loops make no difference; an undirected edge leads both ways. Isolated
/// nodes count, for they too are in triads.
///
/// The census is that of Holland and Leinhardt (see [`Triad`]). Its triangles are listed; what has two ties is counted by the
/// ties of the node in the middle, less those in triangles, and what has one by all ties, less those in what has more: as
/// for [`motifs`](crate::motifs()), a hub costs no more than its neighbours. Time O(a m) for the arboricity a, at most √m; memory O(n + m).
#[must_use]
pub fn triad_census(view: &View<'_>) -> TriadCensus {
    let ties = Ties::of(view, false);
    let out = view.rows(Direction::Out);
    let leads = |from: u32, to: u32| out.neighbors(from).binary_search(&to).is_ok();
    let tie = |one: u32, other: u32| (Tie::from(leads(one, other)) * FORTH) | (Tie::from(leads(other, one)) * BACK);
    let rank = |node: u32| (ties.degree(node), node);
    let nodes: Vec<u32> = (0..ties.node_count() as u32).collect();
    // Each tie at its end of lower degree alone.
    let upward: Vec<Vec<(u32, Tie)>> = nodes
        .par_iter()
        .map(|&node| {
            let higher = ties.neighbors(node).iter().copied().filter(|&other| rank(other) > rank(node));
            higher.map(|other| (other, tie(node, other))).collect()
        })
        .collect();
    // Ties of each node that lead out only, in only, and both ways.
    let mut degrees = vec![[0i128; 3]; nodes.len()];
    let (mut single, mut mutual) = (0i128, 0i128);
    for (&node, row) in nodes.iter().zip(&upward) {
        for &(other, tie) in row {
            degrees[node as usize][usize::from(tie) - 1] += 1;
            degrees[other as usize][usize::from(turned(tie)) - 1] += 1;
            if tie == BOTH { mutual += 1 } else { single += 1 }
        }
    }
    let listed = nodes
        .par_chunks(1024)
        .map(|chunk| {
            let mut counts = [0i128; 16];
            chunk.iter().for_each(|&node| triangles_from(&upward, node, &mut counts));
            counts
        })
        .reduce(|| [0; 16], |a, b| std::array::from_fn(|at| a[at] + b[at]));
    let mut counts = listed;
    for [forth, back, both] in degrees {
        let pairs = |count: i128| count * (count - 1) / 2;
        counts[Triad::Out as usize] += pairs(forth);
        counts[Triad::In as usize] += pairs(back);
        counts[Triad::Chain as usize] += forth * back;
        counts[Triad::MutualIn as usize] += back * both;
        counts[Triad::MutualOut as usize] += forth * both;
        counts[Triad::TwoMutual as usize] += pairs(both);
    }
    let n = view.node_count() as i128;
    let within = |which: fn((i128, i128)) -> i128, counts: &[i128; 16]| -> i128 {
        Triad::ALL.iter().map(|triad| which(triad.ties()) * counts[*triad as usize]).sum()
    };
    let beside = (n - 2).max(0);
    counts[Triad::Single as usize] = single * beside - within(|ties| ties.0, &counts);
    counts[Triad::Mutual as usize] = mutual * beside - within(|ties| ties.1, &counts);
    // Of three consecutive numbers one divides by three and one by two.
    counts[Triad::Empty as usize] = n * (n - 1) * (n - 2) / 6 - counts.iter().sum::<i128>();
    TriadCensus(counts.map(|count| u128::try_from(count).unwrap_or(0)))
}

/// Adds the triangles whose lowest node is this, and takes the pairs of ties at their corners off those that are counted by the
/// node in the middle.
fn triangles_from(upward: &[Vec<(u32, Tie)>], node: u32, counts: &mut [i128; 16]) {
    let row = &upward[node as usize];
    for &(second, to_second) in row {
        let mut from = 0;
        for &(third, onward) in &upward[second as usize] {
            from += row[from..].partition_point(|&(other, _)| other < third);
            let Some(&(_, to_third)) = row.get(from).filter(|(other, _)| *other == third) else { continue };
            counts[Triad::of([to_second, to_third, onward]) as usize] += 1;
            for (one, other) in [(to_second, to_third), (turned(to_second), onward), (turned(to_third), turned(onward))]
            {
                counts[Triad::of([one, other, NONE]) as usize] -= 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Edge, Graph};

    fn census(node_count: u32, pairs: &[(u32, u32)]) -> Vec<(&'static str, u128)> {
        let graph = Graph::directed(node_count, pairs.iter().map(|&(a, b)| Edge::new(a, b))).unwrap();
        let found = triad_census(&graph.view());
        let counted = Triad::ALL.iter().map(|triad| (triad.name(), found.count(*triad)));
        counted.filter(|(_, count)| *count > 0).collect()
    }

    #[test]
    fn each_pattern_is_called_by_its_name() {
        let patterns: [(&str, &[(u32, u32)]); 16] = [
            ("003", &[]),
            ("012", &[(0, 1)]),
            ("102", &[(0, 1), (1, 0)]),
            ("021D", &[(1, 0), (1, 2)]),
            ("021U", &[(0, 1), (2, 1)]),
            ("021C", &[(0, 1), (1, 2)]),
            ("111D", &[(0, 1), (1, 0), (2, 1)]),
            ("111U", &[(0, 1), (1, 0), (1, 2)]),
            ("030T", &[(0, 1), (1, 2), (0, 2)]),
            ("030C", &[(0, 1), (1, 2), (2, 0)]),
            ("201", &[(0, 1), (1, 0), (1, 2), (2, 1)]),
            ("120D", &[(1, 0), (1, 2), (0, 2), (2, 0)]),
            ("120U", &[(0, 1), (2, 1), (0, 2), (2, 0)]),
            ("120C", &[(0, 1), (1, 2), (0, 2), (2, 0)]),
            ("210", &[(0, 1), (1, 2), (2, 1), (0, 2), (2, 0)]),
            ("300", &[(0, 1), (1, 0), (1, 2), (2, 1), (0, 2), (2, 0)]),
        ];
        for (name, edges) in patterns {
            for turn in 0..3 {
                let turned: Vec<(u32, u32)> = edges.iter().map(|(a, b)| ((a + turn) % 3, (b + turn) % 3)).collect();
                assert_eq!(census(3, &turned), [(name, 1)]);
            }
        }
    }

    #[test]
    fn fewer_than_three_nodes_have_no_triads() {
        for nodes in 0..3 {
            assert_eq!(census(nodes, if nodes == 2 { &[(0, 1)] } else { &[] }), []);
        }
    }

    #[test]
    fn a_star_of_many_leaves_costs_no_more_than_its_leaves() {
        let graph = Graph::directed(100_001, (1..=100_000).map(|leaf| Edge::new(0, leaf))).unwrap();
        let found = triad_census(&graph.view());
        assert_eq!(found.count(Triad::Out), 100_000 * 99_999 / 2);
        assert_eq!(found.count(Triad::Single), 0);
    }
}
