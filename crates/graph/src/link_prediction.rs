//! Link prediction: which ties that are not seen are likely to be there, or to come.
//!
//! A score is a ranking, not a probability, and a pair that scores high is a lead: nothing here says that the two know each
//! other. How well each index does depends on what a tie is; where ties are co-presence they do well, on telephone calls little better than
//! chance.

mod local;
mod walks;

use std::cmp::Ordering;

use rayon::prelude::*;

use crate::ties::Ties;
use crate::{GraphError, NodeId, View};
use walks::Walks;

/// What the score of a pair is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum LinkIndex {
    /// How many neighbours they share (M. Newman, Physical Review E 64, 2001).
    CommonNeighbors,
    /// The sum over shared neighbours of 1 / ln(degree) (L. Adamic and E. Adar, Social Networks 25, 2003).
    AdamicAdar,
    /// The sum over shared neighbours of 1 / degree (T. Zhou, L. Lü and Y.-C. Zhang, European Physical Journal B 71, 2009).
    ResourceAllocation,
    /// How many neighbours they share, times how many ties these have among themselves: the local community paradigm
    /// (C. Cannistraci, G. Alanis-Lobato and T. Ravasi, Scientific Reports 3, 2013).
    CommunityNeighbors,
    /// The sum over shared neighbours of their ties to other shared neighbours / degree: resource allocation in the local
    /// community paradigm, from the same paper.
    CommunityAllocation,
    /// The product of their degrees (A.-L. Barabási and R. Albert, Science 286, 1999).
    Degrees,
    /// The walks between them, one of each length l up to the longest counting attenuation^l times the strengths of its ties
    /// (L. Katz, Psychometrika 18, 1953).
    Katz {
        /// How much less each further step counts; above 0, finite. Below one over the largest eigenvalue longer walks fade.
        attenuation: f64,
        /// The longest walk, `1..=64`.
        longest: u32,
    },
    /// How often a walker from either who now and then goes back to the start is at the other, both ways added
    /// (H. Tong, C. Faloutsos and J.-Y. Pan, ICDM 2006). Steps follow ties by their strength.
    RandomWalk {
        /// The chance to go back to the start at each step; above 0, at most 1.
        restart: f64,
    },
}

/// A pair and its score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Link {
    /// The node of the lower number.
    pub a: NodeId,
    /// The node of the higher number.
    pub b: NodeId,
    /// The higher, the likelier relative to other pairs.
    pub score: f64,
}

/// At most so many pairs are looked at by [`predict_links`].
const MOST_PAIRS: u64 = 1_000_000_000;

/// The score of each of these pairs, in their order, tied or not.
///
/// Of the simple undirected graph: direction, repeats and loops make no difference, and weights only for [`LinkIndex::Katz`]
/// and [`LinkIndex::RandomWalk`], as strengths, if `weighted`. A pair of a node with itself, or with a hidden one, scores 0, as do
/// pairs of different components except by degrees.
///
/// Time O(d log D) a pair for degrees d and D (O(d² log D) for the two of the local community paradigm); for walks one sweep of the
/// graph a step for each different first node. The same bits for any number of threads.
///
/// # Errors
/// [`GraphError::UnknownNode`]; [`GraphError::InvalidParameter`] for an index whose parameters are out of range.
pub fn link_scores(
    view: &View<'_>,
    pairs: &[(NodeId, NodeId)],
    index: LinkIndex,
    weighted: bool,
) -> Result<Vec<f64>, GraphError> {
    check(index)?;
    pairs.iter().try_for_each(|&(a, b)| view.check_nodes(&[a, b]))?;
    let ties = Ties::of(view, weighted && is_walk(index));
    let counts = |&(a, b): &(NodeId, NodeId)| a != b && view.has_node(a) && view.has_node(b);
    if !is_walk(index) {
        let score =
            |pair: &(NodeId, NodeId)| if counts(pair) { local::score(&ties, pair.0.0, pair.1.0, index) } else { 0.0 };
        return Ok(pairs.par_iter().map(score).collect());
    }
    let walks = Walks::new(&ties);
    let mut places: Vec<usize> = (0..pairs.len()).filter(|&place| counts(&pairs[place])).collect();
    // The lower node first, so that a pair and its mirror score alike to the last bit.
    let low = |place: usize| pairs[place].0.min(pairs[place].1).0;
    let high = |place: usize| pairs[place].0.max(pairs[place].1).0;
    places.sort_by_key(|&place| low(place));
    let groups: Vec<&[usize]> = places.chunk_by(|&a, &b| low(a) == low(b)).collect();
    let scored: Vec<Vec<(usize, f64)>> = groups
        .par_iter()
        .map(|group| {
            let from = walks.from(low(group[0]), index);
            group.iter().map(|&place| (place, walks.score(&from, low(place), high(place), index))).collect()
        })
        .collect();
    let mut scores = vec![0.0; pairs.len()];
    for (place, score) in scored.into_iter().flatten() {
        scores[place] = score;
    }
    Ok(scores)
}

/// The `count` pairs that score highest of those that are not tied and score above 0, highest first, then by number.
///
/// For the rest as [`link_scores`]. Pairs of nodes with a common neighbour are looked at, for walks and degrees all pairs; time O(Σ d²)
/// times that of a pair, for walks O(n) sweeps; memory O(n + m + count) and O(n) for each thread.
///
/// # Errors
/// As [`link_scores`], and [`GraphError::InvalidParameter`] when there are more than 10^9 pairs to look at: choose
/// pairs of interest and use [`link_scores`], or hide hubs.
pub fn predict_links(view: &View<'_>, index: LinkIndex, weighted: bool, count: usize) -> Result<Vec<Link>, GraphError> {
    check(index)?;
    let ties = Ties::of(view, weighted && is_walk(index));
    let nodes: Vec<u32> = view.nodes().map(|node| node.0).collect();
    let is_global = is_walk(index) || index == LinkIndex::Degrees;
    let looked_at: u64 = if is_global {
        (nodes.len() as u64).pow(2) / 2
    } else {
        nodes.iter().map(|&node| (ties.degree(node) as u64).saturating_pow(2)).fold(0, u64::saturating_add)
    };
    if looked_at > MOST_PAIRS {
        let (name, value) = ("the number of pairs to look at", looked_at as f64);
        return Err(GraphError::InvalidParameter {
            name,
            value,
            range: "at most 10^9; score chosen pairs or hide hubs",
        });
    }
    let walks = Walks::new(&ties);
    let chunk = nodes.len().div_ceil(256).max(1);
    let best: Vec<Vec<Link>> = nodes
        .par_chunks(chunk)
        .map(|sources| {
            let mut best = Best { links: Vec::new(), count };
            let mut others = Vec::new();
            for &a in sources {
                others.clear();
                if is_global {
                    others.extend(nodes.iter().copied().filter(|&b| b > a));
                } else {
                    let second = ties.neighbors(a).iter().flat_map(|&through| ties.neighbors(through));
                    others.extend(second.copied().filter(|&b| b > a));
                    others.sort_unstable();
                    others.dedup();
                }
                others.retain(|&b| ties.neighbors(a).binary_search(&b).is_err());
                let from = is_walk(index).then(|| walks.from(a, index));
                for &b in &others {
                    let score = match &from {
                        Some(from) => walks.score(from, a, b, index),
                        None => local::score(&ties, a, b, index),
                    };
                    if score > 0.0 {
                        best.add(Link { a: NodeId(a), b: NodeId(b), score });
                    }
                }
            }
            best.finish()
        })
        .collect();
    Ok(Best { links: best.into_iter().flatten().collect(), count }.finish())
}

fn is_walk(index: LinkIndex) -> bool {
    matches!(index, LinkIndex::Katz { .. } | LinkIndex::RandomWalk { .. })
}

fn check(index: LinkIndex) -> Result<(), GraphError> {
    let refuse = |name, value, range| Err(GraphError::InvalidParameter { name, value, range });
    match index {
        LinkIndex::Katz { attenuation, .. } if !attenuation.is_finite() || attenuation <= 0.0 => {
            refuse("attenuation", attenuation, "finite and above 0")
        }
        LinkIndex::Katz { longest, .. } if !(1..=64).contains(&longest) => {
            refuse("longest", f64::from(longest), "1 to 64")
        }
        LinkIndex::RandomWalk { restart } if restart.is_nan() || restart <= 0.0 || restart > 1.0 => {
            refuse("restart", restart, "above 0 and at most 1")
        }
        _ => Ok(()),
    }
}

/// The best links so far: twice as many as are wanted are kept before the rest is let go.
struct Best {
    links: Vec<Link>,
    count: usize,
}

impl Best {
    fn add(&mut self, link: Link) {
        self.links.push(link);
        if self.links.len() >= self.count.saturating_mul(2).saturating_add(64) {
            self.trim();
        }
    }

    fn trim(&mut self) {
        self.links.sort_unstable_by(by_score);
        self.links.truncate(self.count);
    }

    fn finish(mut self) -> Vec<Link> {
        self.trim();
        self.links
    }
}

fn by_score(x: &Link, y: &Link) -> Ordering {
    y.score.total_cmp(&x.score).then(x.a.cmp(&y.a)).then(x.b.cmp(&y.b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Edge, Graph};

    /// 0 and 1 share 2, 3 and 4, of whom 2 and 3 are tied; 5 hangs on 4, and 6 on nobody.
    fn graph() -> Graph {
        let edges = [(0, 2), (0, 3), (0, 4), (1, 2), (1, 3), (1, 4), (2, 3), (4, 5)];
        Graph::undirected(7, edges.map(|(a, b)| Edge::new(a, b))).unwrap()
    }

    fn score(index: LinkIndex) -> f64 {
        link_scores(&graph().view(), &[(NodeId(1), NodeId(0))], index, false).unwrap()[0]
    }

    #[test]
    fn indices_by_hand() {
        assert_eq!(score(LinkIndex::CommonNeighbors), 3.0);
        assert_eq!(score(LinkIndex::AdamicAdar), 3.0 / 3f64.ln());
        assert_eq!(score(LinkIndex::ResourceAllocation), 1.0);
        assert_eq!(score(LinkIndex::CommunityNeighbors), 3.0);
        assert!((score(LinkIndex::CommunityAllocation) - 2.0 / 3.0).abs() < 1e-15);
        assert_eq!(score(LinkIndex::Degrees), 9.0);
        // Three walks of two steps, two of three (over 2 and 3, either way), and so on.
        assert_eq!(score(LinkIndex::Katz { attenuation: 0.5, longest: 1 }), 0.0);
        assert_eq!(score(LinkIndex::Katz { attenuation: 0.5, longest: 3 }), 3.0 * 0.25 + 2.0 * 0.125);
        assert_eq!(score(LinkIndex::RandomWalk { restart: 1.0 }), 0.0);
    }

    #[test]
    fn the_likeliest_pairs_come_first_and_none_is_tied() {
        let view = graph();
        let view = view.view();
        for index in [
            LinkIndex::AdamicAdar,
            LinkIndex::CommunityNeighbors,
            LinkIndex::Katz { attenuation: 0.1, longest: 8 },
            LinkIndex::RandomWalk { restart: 0.3 },
        ] {
            let found = predict_links(&view, index, true, 3).unwrap();
            assert_eq!((found[0].a, found[0].b), (NodeId(0), NodeId(1)), "{index:?}");
            assert!(found.is_sorted_by(|x, y| x.score >= y.score) && found.len() <= 3);
            assert!(found.iter().all(|link| view.graph().edges_between(link.a, link.b).count() == 0));
            let pairs: Vec<_> = found.iter().map(|link| (link.b, link.a)).collect();
            let again = link_scores(&view, &pairs, index, true).unwrap();
            assert!(found.iter().zip(again).all(|(link, score)| link.score == score));
        }
    }

    #[test]
    fn who_is_nowhere_has_no_score() {
        let graph = graph();
        let view = graph.view().keep_nodes(|node| node.0 != 4);
        let pairs = [(0, 0), (0, 4), (0, 6), (0, 5)].map(|(a, b)| (NodeId(a), NodeId(b)));
        for index in [LinkIndex::AdamicAdar, LinkIndex::RandomWalk { restart: 0.2 }] {
            assert_eq!(link_scores(&view, &pairs, index, false).unwrap(), [0.0; 4]);
        }
        assert!(link_scores(&view, &[(NodeId(0), NodeId(7))], LinkIndex::AdamicAdar, false).is_err());
        assert!(predict_links(&view, LinkIndex::Katz { attenuation: f64::NAN, longest: 2 }, false, 1).is_err());
        assert!(predict_links(&view, LinkIndex::Katz { attenuation: 0.1, longest: 65 }, false, 1).is_err());
        assert!(predict_links(&view, LinkIndex::RandomWalk { restart: 0.0 }, false, 1).is_err());
    }

    #[test]
    fn a_hub_that_makes_too_many_pairs_is_refused() {
        let star = Graph::undirected(40_000, (1..40_000).map(|leaf| Edge::new(0, leaf))).unwrap();
        let error = predict_links(&star.view(), LinkIndex::AdamicAdar, false, 10).unwrap_err();
        assert!(error.to_string().contains("hide hubs"), "{error}");
    }
}
