//! How sure a node's place in its community is.

use rayon::prelude::*;

use super::{Communities, CommunityOptions, communities};
use crate::random::Random;
use crate::{GraphError, NodeId, View};

/// How likely an edge is missing from a network like this one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Doubt<'a> {
    /// Each edge alike, at this rate in `0.0..1.0`; 0 leaves chance to the search alone.
    Alike(f64),
    /// One rate for each edge of the graph.
    Each(&'a [f64]),
}

/// How certainty is to be measured.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CertaintyOptions<'a> {
    /// How often the search is run again; at least 1. The error of a share is at most 1 / (2 √runs).
    pub runs: u32,
    /// Which edges each run leaves out.
    pub doubt: Doubt<'a>,
}

impl Default for CertaintyOptions<'_> {
    /// 100 runs, each without a tenth of the edges.
    fn default() -> CertaintyOptions<'static> {
        CertaintyOptions { runs: 100, doubt: Doubt::Alike(0.1) }
    }
}

/// How sure a division is, node by node and community by community.
#[derive(Clone, Debug, PartialEq)]
pub struct Certainty {
    /// For each node of the graph the share of the runs in which it stays with its community; 0 for hidden nodes.
    pub of_nodes: Vec<f64>,
    /// For each community how alike it comes out again: the mean over the runs of the largest Jaccard index with a
    /// community of the run. Below .5 it dissolves, from .75 on it is stable (Hennig).
    pub of_communities: Vec<f64>,
    /// How many runs were made.
    pub runs: u32,
}

/// Runs the search again under other seeds and with edges missing, and counts how often each node stays with its community.
///
/// In each run every community of `found` is matched to the community of the run with which it shares most relative to
/// the two together (Jaccard; of equal ones the first), and a node stays when it lies in the match of its community. A
/// community of one stays by definition, which its size tells.
///
/// Resampling ties as in M. Rosvall and C. Bergstrom, "Mapping change in large networks", PLoS ONE 5 (2010), there by weight,
/// here by leaving out; matching as in C. Hennig, "Cluster-wise assessment of cluster stability", Computational Statistics & Data
/// Analysis 52 (2007). The same for any number of threads. Time: `runs` times that of [`communities`], in parallel; memory O(n + m)
/// for each thread.
///
/// # Errors
/// [`GraphError::InvalidParameter`] and [`GraphError::WrongLength`] for options outside what they allow, or when
/// `found` is of another graph.
pub fn membership_certainty(
    view: &View<'_>,
    found: &Communities,
    options: &CommunityOptions,
    certainty: &CertaintyOptions<'_>,
) -> Result<Certainty, GraphError> {
    super::check(options)?;
    check(view, found, certainty)?;
    let node_count = view.graph().node_count();
    let runs: Vec<u32> = (0..certainty.runs).collect();
    // Counts and sums of one chunk of runs; chunks are fixed, so the sums don't depend on the threads.
    let chunk = runs.len().div_ceil(64).max(1);
    type Part = Result<(Vec<u32>, Vec<f64>), GraphError>;
    let parts: Vec<Part> = runs
        .par_chunks(chunk)
        .map(|runs| {
            let mut stays = vec![0u32; node_count];
            let mut likeness = vec![0.0; found.count()];
            for &run in runs {
                let mut random = Random::of_task(options.seed, u64::from(run) + 1);
                let seed = random.next();
                let sample = view.clone().keep_edges(|edge, _| {
                    let rate = match certainty.doubt {
                        Doubt::Alike(rate) => rate,
                        Doubt::Each(rates) => rates[edge.index()],
                    };
                    rate <= 0.0 || random.unit() >= rate
                });
                let again = communities(&sample, &CommunityOptions { seed, ..*options })?;
                let matches = matches(view, found, &again);
                for (sum, &(_, jaccard)) in likeness.iter_mut().zip(&matches) {
                    *sum += jaccard;
                }
                for node in view.nodes() {
                    if let (Some(before), Some(after)) = (found.of(node), again.of(node)) {
                        stays[node.index()] += u32::from(matches[before].0 == after);
                    }
                }
            }
            Ok((stays, likeness))
        })
        .collect();
    let mut stays = vec![0u32; node_count];
    let mut of_communities = vec![0.0; found.count()];
    for part in parts {
        let (counts, sums) = part?;
        stays.iter_mut().zip(counts).for_each(|(total, count)| *total += count);
        of_communities.iter_mut().zip(sums).for_each(|(total, sum)| *total += sum);
    }
    let runs = f64::from(certainty.runs);
    of_communities.iter_mut().for_each(|sum| *sum /= runs);
    let of_nodes = stays.into_iter().map(|count| f64::from(count) / runs).collect();
    Ok(Certainty { of_nodes, of_communities, runs: certainty.runs })
}

/// For each community of `found` the community of `again` that is most alike, and how alike it is.
fn matches(view: &View<'_>, found: &Communities, again: &Communities) -> Vec<(usize, f64)> {
    let mut pairs: Vec<(u32, u32)> =
        view.nodes().filter_map(|node: NodeId| Some((found.of(node)? as u32, again.of(node)? as u32))).collect();
    pairs.sort_unstable();
    let mut matches = vec![(usize::MAX, 0.0); found.count()];
    for shared in pairs.chunk_by(|a, b| a == b) {
        let (before, after) = (shared[0].0 as usize, shared[0].1 as usize);
        let together = (found.sizes()[before] + again.sizes()[after]) as usize - shared.len();
        let jaccard = shared.len() as f64 / together as f64;
        if jaccard > matches[before].1 {
            matches[before] = (after, jaccard);
        }
    }
    matches
}

fn check(view: &View<'_>, found: &Communities, certainty: &CertaintyOptions<'_>) -> Result<(), GraphError> {
    let graph = view.graph();
    if certainty.runs == 0 {
        return Err(GraphError::InvalidParameter { name: "runs", value: 0.0, range: "at least 1" });
    }
    let rates: &[f64] = match &certainty.doubt {
        Doubt::Alike(rate) => std::slice::from_ref(rate),
        Doubt::Each(rates) if rates.len() != graph.edge_count() => {
            let (value, range) = (rates.len() as f64, "one value for each edge of the graph");
            return Err(GraphError::InvalidParameter { name: "the number of rates", value, range });
        }
        Doubt::Each(rates) => rates,
    };
    if let Some(&value) = rates.iter().find(|rate| !(0.0..1.0).contains(*rate)) {
        return Err(GraphError::InvalidParameter { name: "rate", value, range: "at least 0 and below 1" });
    }
    if found.sizes().iter().sum::<u32>() as usize != view.node_count()
        || view.nodes().any(|node| found.of(node).is_none())
    {
        let (value, range) = (found.sizes().iter().sum::<u32>().into(), "as many as the view shows");
        return Err(GraphError::InvalidParameter { name: "the number of nodes in communities", value, range });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Edge, Graph};

    /// Two cliques of six, and a node with three ties to each.
    fn torn() -> Graph {
        let clique = |first: u32| (0..6).flat_map(move |a| (0..a).map(move |b| Edge::new(first + a, first + b)));
        let torn = [0, 1, 2, 6, 7, 8].map(|node| Edge::new(12, node));
        Graph::undirected(13, clique(0).chain(clique(6)).chain(torn)).unwrap()
    }

    #[test]
    fn a_node_between_two_groups_is_less_sure_than_those_within() {
        let graph = torn();
        let options = CommunityOptions::default();
        let found = communities(&graph.view(), &options).unwrap();
        assert_eq!(found.count(), 2);
        let sure = membership_certainty(&graph.view(), &found, &options, &CertaintyOptions::default()).unwrap();
        assert!((0..12).all(|node| sure.of_nodes[node] > 0.95), "{sure:?}");
        assert!((0.3..0.8).contains(&sure.of_nodes[12]), "{sure:?}");
        assert!(sure.of_communities.iter().all(|&likeness| likeness > 0.75));
        let never =
            CertaintyOptions { doubt: Doubt::Each(&vec![0.0; graph.edge_count()]), ..CertaintyOptions::default() };
        let sure = membership_certainty(&graph.view(), &found, &options, &never).unwrap();
        assert!((0..12).all(|node| sure.of_nodes[node] == 1.0), "{sure:?}");
    }

    #[test]
    fn doubt_out_of_range_is_refused() {
        let graph = torn();
        let options = CommunityOptions::default();
        let found = communities(&graph.view(), &options).unwrap();
        let refuse = |certainty: CertaintyOptions<'_>| {
            membership_certainty(&graph.view(), &found, &options, &certainty).unwrap_err().to_string()
        };
        let good = CertaintyOptions::default();
        assert!(refuse(CertaintyOptions { runs: 0, ..good }).starts_with("runs is 0"));
        assert!(refuse(CertaintyOptions { doubt: Doubt::Alike(1.0), ..good }).starts_with("rate is 1"));
        assert!(refuse(CertaintyOptions { doubt: Doubt::Alike(f64::NAN), ..good }).starts_with("rate is NaN"));
        assert!(refuse(CertaintyOptions { doubt: Doubt::Each(&[0.1]), ..good }).contains("one value for each edge"));
        let part = graph.view().keep_nodes(|node| node.0 < 5);
        assert!(membership_certainty(&part, &found, &options, &good).is_err());
    }
}
