//! PageRank.

mod head_start;

use rayon::prelude::*;

use crate::rows::Rows;
use crate::{Direction, EdgeId, GraphError, View};

/// How PageRank is to be computed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PageRankOptions<'a> {
    /// The chance of following an edge rather than jumping, in `0.0..1.0`.
    pub damping: f64,
    /// Stop when the scores change by no more than this in total from one step to the next; above 0.
    pub tolerance: f64,
    /// Stop after this many steps even so; at least 1.
    pub max_steps: u32,
    /// Follow edges in proportion to their weight rather than each alike.
    pub weighted: bool,
    /// Where jumps land, in proportion: one finite value per node, none negative, not all 0 among the nodes seen.
    /// `None`: anywhere alike.
    pub restart: Option<&'a [f64]>,
}

impl Default for PageRankOptions<'_> {
    /// Damping 0.85, tolerance 1e-10, at most 1000 steps, by weight, jumps anywhere.
    fn default() -> PageRankOptions<'static> {
        PageRankOptions { damping: 0.85, tolerance: 1e-10, max_steps: 1000, weighted: true, restart: None }
    }
}

/// The scores and how far they can be trusted.
#[derive(Clone, Debug, PartialEq)]
pub struct PageRank {
    /// The chance of being at each node; they sum to 1. 0 for hidden nodes.
    pub scores: Vec<f64>,
    /// How many steps were taken.
    pub steps: u32,
    /// How much the last step changed, in total.
    pub residual: f64,
    /// Whether the residual came down to the tolerance.
    pub has_converged: bool,
}

/// The PageRank of every node: how often a walker is there who follows edges and now and then jumps.
///
/// Edges of a directed graph are followed along their direction, undirected ones both ways. From a node without a way
/// out, or whose ways out all weigh 0, the walker jumps. Isolated nodes are reached by jumps alone; disconnected graphs need no special care.
/// Repeated edges add up, and a self-loop leads back (an undirected one counts twice, as in [`crate::degree`]).
///
/// L. Page, S. Brin, R. Motwani and T. Winograd, "The PageRank citation ranking" (1999), by power iteration; where the graph is
/// undirected, conjugate gradients come first, which need a third of the steps or so. The same to the
/// last bit for any number of threads. Time O(n + m) a step, and at most ln(tolerance) / ln(damping) steps or so; memory
/// O(n), O(n + m) under a filter.
///
/// # Errors
/// [`GraphError::InvalidParameter`] and [`GraphError::WrongLength`] for options outside what they allow.
pub fn pagerank(view: &View<'_>, options: &PageRankOptions<'_>) -> Result<PageRank, GraphError> {
    let graph = view.graph();
    let node_count = graph.node_count();
    check(options, view)?;
    if view.node_count() == 0 {
        return Ok(PageRank { scores: vec![0.0; node_count], steps: 0, residual: 0.0, has_converged: true });
    }
    let weigh = |edge: u32| graph.weight(EdgeId(edge));
    let weights = (options.weighted && graph.is_weighted()).then_some(&weigh as &(dyn Fn(u32) -> f64 + Sync));
    let jump = jump(view, options.restart);
    let inward = view.rows(Direction::In);
    let outward = view.rows(Direction::Out);
    let out_strength: Vec<f64> = (0..node_count as u32)
        .map(|node| match weights {
            None => outward.neighbors(node).len() as f64,
            Some(weigh) => outward.edges(node).iter().map(|&edge| weigh(edge)).fold(0.0, |sum, w| sum + w),
        })
        .collect();
    drop(outward);
    let inflow = Inflow { rows: &inward, weights };

    let (mut scores, steps) =
        if graph.is_directed() { (jump.clone(), 0) } else { head_start::solve(&inflow, &out_strength, &jump, options) };
    let mut sent = vec![0.0; node_count];
    let mut result = PageRank { scores: Vec::new(), steps, residual: f64::INFINITY, has_converged: false };
    while !result.has_converged && result.steps < options.max_steps {
        let mut stuck = 0.0;
        for ((sent, &score), &out) in sent.iter_mut().zip(&scores).zip(&out_strength) {
            if out > 0.0 {
                *sent = score / out;
            } else {
                *sent = 0.0;
                stuck += score;
            }
        }
        let jumping = 1.0 - options.damping + options.damping * stuck;
        let changes: Vec<f64> = scores
            .par_chunks_mut(BLOCK)
            .enumerate()
            .map(|(block, scores)| {
                let first = block * BLOCK;
                let mut change = 0.0;
                for (place, score) in scores.iter_mut().enumerate() {
                    let node = first + place;
                    let new = jumping * jump[node] + options.damping * inflow.of(node, &sent);
                    change += (new - *score).abs();
                    *score = new;
                }
                change
            })
            .collect();
        result.residual = changes.iter().sum();
        result.steps += 1;
        result.has_converged = result.residual <= options.tolerance;
    }
    result.scores = scores;
    Ok(result)
}

/// Nodes are worked on in blocks of this size, so that sums come out the same however the threads share them.
const BLOCK: usize = 4096;

/// What reaches a node along its edges.
struct Inflow<'a> {
    rows: &'a Rows,
    /// The weight of an edge; `None`: each weighs 1.
    weights: Option<&'a (dyn Fn(u32) -> f64 + Sync)>,
}

impl Inflow<'_> {
    #[inline]
    fn of(&self, node: usize, sent: &[f64]) -> f64 {
        match self.weights {
            None => self.rows.neighbors(node as u32).iter().map(|&from| sent[from as usize]).sum(),
            Some(weigh) => self.rows.row(node as u32).map(|(from, edge)| sent[from as usize] * weigh(edge)).sum(),
        }
    }
}

/// Where jumps land: shares that sum to 1.
fn jump(view: &View<'_>, restart: Option<&[f64]>) -> Vec<f64> {
    let mut jump = vec![0.0; view.graph().node_count()];
    for node in view.nodes() {
        jump[node.index()] = restart.map_or(1.0, |restart| restart[node.index()]);
    }
    // Divided by the largest first: the sum of very large values would overflow.
    let largest = jump.iter().copied().fold(0.0, f64::max);
    jump.iter_mut().for_each(|share| *share /= largest);
    let total: f64 = jump.iter().sum();
    jump.iter_mut().for_each(|share| *share /= total);
    jump
}

fn check(options: &PageRankOptions<'_>, view: &View<'_>) -> Result<(), GraphError> {
    let invalid = |name, value, range| Err(GraphError::InvalidParameter { name, value, range });
    if !(0.0..1.0).contains(&options.damping) {
        return invalid("damping", options.damping, "at least 0 and below 1");
    }
    if options.tolerance.is_nan() || options.tolerance <= 0.0 {
        return invalid("tolerance", options.tolerance, "above 0");
    }
    if options.max_steps == 0 {
        return invalid("max_steps", 0.0, "at least 1");
    }
    let Some(restart) = options.restart else {
        return Ok(());
    };
    if restart.len() != view.graph().node_count() {
        let node_count = view.graph().node_count;
        return Err(GraphError::WrongLength { name: "restart", len: restart.len(), node_count });
    }
    if let Some(&value) = restart.iter().find(|value| !value.is_finite() || **value < 0.0) {
        return invalid("restart", value, "finite and not negative");
    }
    if view.node_count() > 0 && view.nodes().all(|node| restart[node.index()] == 0.0) {
        return invalid("restart", 0.0, "above 0 for a node that is seen");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Edge, Graph, NodeId};

    fn scores(graph: &Graph, options: &PageRankOptions<'_>) -> Vec<f64> {
        let ranked = pagerank(&graph.view(), options).unwrap();
        assert!(ranked.has_converged);
        assert!((ranked.scores.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        ranked.scores
    }

    #[test]
    fn a_cycle_ranks_all_alike() {
        let graph = Graph::directed(4, (0..4).map(|node| Edge::new(node, (node + 1) % 4))).unwrap();
        for score in scores(&graph, &PageRankOptions::default()) {
            assert!((score - 0.25).abs() < 1e-9);
        }
    }

    #[test]
    fn a_dead_end_is_solved_by_hand() {
        // x = (1 - d)/2 + d y/2, y = x + d x: from the definition with jumps from node 1.
        let graph = Graph::directed(2, [Edge::new(0, 1)]).unwrap();
        let x = 1.0 / (2.0 + 0.85);
        let found = scores(&graph, &PageRankOptions::default());
        assert!((found[0] - x).abs() < 1e-9 && (found[1] - 1.85 * x).abs() < 1e-9, "{found:?}");
    }

    #[test]
    fn weights_draw_the_walker_unless_ignored() {
        let graph = Graph::directed(3, [Edge::new(0, 1).weighing(3.0), Edge::new(0, 2).weighing(1.0)]).unwrap();
        let weighted = scores(&graph, &PageRankOptions::default());
        assert!(weighted[1] > weighted[2]);
        let plain = scores(&graph, &PageRankOptions { weighted: false, ..PageRankOptions::default() });
        assert_eq!(plain[1], plain[2]);
    }

    #[test]
    fn jumps_land_where_they_are_told_and_never_on_hidden_nodes() {
        let graph = Graph::undirected(3, [Edge::new(0, 1), Edge::new(1, 2)]).unwrap();
        let restart = [0.0, 0.0, f64::MAX];
        let near = scores(&graph, &PageRankOptions { restart: Some(&restart), ..PageRankOptions::default() });
        assert!(near[2] > near[0]);
        let view = graph.view().keep_nodes(|node| node != NodeId(2));
        let ranked = pagerank(&view, &PageRankOptions::default()).unwrap();
        assert_eq!(ranked.scores[2], 0.0);
        assert_eq!(ranked.scores[0], ranked.scores[1]);
        let hidden = PageRankOptions { restart: Some(&restart), ..PageRankOptions::default() };
        assert!(pagerank(&view, &hidden).is_err());
    }

    #[test]
    fn options_out_of_range_are_refused() {
        let graph = Graph::undirected(2, [Edge::new(0, 1)]).unwrap();
        let bad = |options: PageRankOptions<'_>| pagerank(&graph.view(), &options).unwrap_err().to_string();
        let good = PageRankOptions::default();
        assert!(bad(PageRankOptions { damping: 1.0, ..good }).contains("damping is 1"));
        assert!(bad(PageRankOptions { damping: f64::NAN, ..good }).contains("damping"));
        assert!(bad(PageRankOptions { tolerance: 0.0, ..good }).contains("tolerance"));
        assert!(bad(PageRankOptions { max_steps: 0, ..good }).contains("max_steps"));
        assert!(bad(PageRankOptions { restart: Some(&[1.0]), ..good }).contains("1 entries"));
        assert!(bad(PageRankOptions { restart: Some(&[1.0, -1.0]), ..good }).contains("-1"));
    }

    #[test]
    fn too_few_steps_are_owned_up_to() {
        let graph = Graph::directed(3, [Edge::new(0, 1), Edge::new(1, 2)]).unwrap();
        let ranked = pagerank(&graph.view(), &PageRankOptions { max_steps: 1, ..PageRankOptions::default() }).unwrap();
        assert!(!ranked.has_converged);
        assert_eq!(ranked.steps, 1);
    }
}
