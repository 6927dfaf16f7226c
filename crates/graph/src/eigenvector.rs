//! Eigenvector centrality.

use rayon::prelude::*;

use crate::{Direction, EdgeId, GraphError, View};

/// How eigenvector centrality is to be computed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EigenvectorOptions {
    /// Weigh neighbours by the edges' weights rather than each alike.
    pub weighted: bool,
    /// Which neighbours lend a node their importance: with [`Direction::In`] those that point to it.
    pub direction: Direction,
    /// Stop when no score changes by more than this from one step to the next, the highest being 1; above 0.
    pub tolerance: f64,
    /// Stop after this many steps even so; at least 1.
    pub max_steps: u32,
}

impl Default for EigenvectorOptions {
    /// By weight, from those that point to a node, to 1e-10, at most 10,000 steps.
    fn default() -> EigenvectorOptions {
        EigenvectorOptions { weighted: true, direction: Direction::In, tolerance: 1e-10, max_steps: 10_000 }
    }
}

/// The scores and how far they can be trusted.
#[derive(Clone, Debug, PartialEq)]
pub struct Eigenvector {
    /// The score of each node, the highest being 1; 0 for hidden nodes. All 0 where there is no cycle to feed them.
    pub scores: Vec<f64>,
    /// The eigenvalue that goes with them: the growth of the number of walks.
    pub eigenvalue: f64,
    /// How many steps were taken.
    pub steps: u32,
    /// Whether the scores came to rest. Two components (or layers of strong components) of equal growth may keep them from it.
    pub has_converged: bool,
}

/// The eigenvector centrality of every node: a node's score is proportional to the sum of the scores of its neighbours.
///
/// On disconnected graphs the component with the largest eigenvalue takes all and the rest goes to 0: look at one component
/// at a time, or use [`crate::pagerank`]. Isolated and hidden nodes get 0. Repeated edges add up; an undirected self-loop
/// counts twice. In a directed graph without cycles every score is 0, as in igraph.
///
/// P. Bonacich, "Factoring and weighting approaches to status scores and clique identification", Journal of Mathematical
/// Sociology 2 (1972), by power iteration on A + I, which comes to rest on bipartite graphs as well. The same bits for any number of
/// threads. Time O(n + m) a step; memory O(n), O(n + m) under a filter.
///
/// # Errors
/// [`GraphError::InvalidParameter`] for options outside what they allow.
pub fn eigenvector(view: &View<'_>, options: &EigenvectorOptions) -> Result<Eigenvector, GraphError> {
    if options.tolerance.is_nan() || options.tolerance <= 0.0 {
        let (name, value) = ("tolerance", options.tolerance);
        return Err(GraphError::InvalidParameter { name, value, range: "above 0" });
    }
    if options.max_steps == 0 {
        return Err(GraphError::InvalidParameter { name: "max_steps", value: 0.0, range: "at least 1" });
    }
    let graph = view.graph();
    let rows = view.rows(options.direction);
    let is_plain = !options.weighted || !graph.is_weighted();
    let mut scores = vec![0.0; graph.node_count()];
    view.nodes().for_each(|node| scores[node.index()] = 1.0);
    let mut result = Eigenvector { scores: Vec::new(), eigenvalue: 0.0, steps: 0, has_converged: false };
    while !result.has_converged && result.steps < options.max_steps {
        let received: Vec<f64> = (0..graph.node_count() as u32)
            .into_par_iter()
            .map(|node| {
                if is_plain {
                    rows.neighbors(node).iter().map(|&from| scores[from as usize]).sum()
                } else {
                    rows.row(node).map(|(from, edge)| scores[from as usize] * graph.weight(EdgeId(edge))).sum()
                }
            })
            .collect();
        // The unit of A + I: the mean strength would do as well, 1 would be too little where weights are large.
        let highest = received.iter().copied().fold(0.0, f64::max);
        result.steps += 1;
        if highest <= 0.0 {
            scores.fill(0.0);
            (result.eigenvalue, result.has_converged) = (0.0, true);
            break;
        }
        let shift = highest / 2.0;
        // What nothing feeds would fall to 0 in the limit only.
        let step = |(&received, &own): (&f64, &f64)| if received > 0.0 { received + shift * own } else { 0.0 };
        let mut new: Vec<f64> = received.iter().zip(&scores).map(step).collect();
        let largest = new.iter().copied().fold(0.0, f64::max);
        new.iter_mut().for_each(|score| *score /= largest);
        let change = new.iter().zip(&scores).map(|(new, old)| (new - old).abs()).fold(0.0, f64::max);
        scores = new;
        result.eigenvalue = largest - shift;
        result.has_converged = change <= options.tolerance;
    }
    result.scores = scores;
    Ok(result)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Edge, Graph, NodeId};

    fn scores(graph: &Graph) -> Eigenvector {
        eigenvector(&graph.view(), &EigenvectorOptions::default()).unwrap()
    }

    #[test]
    fn a_star_by_hand() {
        // The hub to each of four leaves as 2 to 1, and the eigenvalue 2; bipartite, so plain iteration would swing for ever.
        let graph = Graph::undirected(6, (1..5).map(|leaf| Edge::new(0, leaf))).unwrap();
        let found = scores(&graph);
        assert!(found.has_converged && (found.eigenvalue - 2.0).abs() < 1e-8, "{found:?}");
        let expected = [1.0, 0.5, 0.5, 0.5, 0.5, 0.0];
        assert!(
            found.scores.iter().zip(expected).all(|(found, expected)| (found - expected).abs() < 1e-8),
            "{found:?}"
        );
    }

    #[test]
    fn weights_draw_and_the_hidden_have_none() {
        let edges = [Edge::new(0, 1).weighing(3.0), Edge::new(1, 2).weighing(1.0), Edge::new(2, 0).weighing(1.0)];
        let graph = Graph::undirected(4, edges).unwrap();
        let found = scores(&graph);
        assert!((found.scores[0] - found.scores[1]).abs() < 1e-9 && found.scores[2] < 0.8, "{found:?}");
        let view = graph.view().keep_nodes(|node| node != NodeId(2));
        let found = eigenvector(&view, &EigenvectorOptions::default()).unwrap();
        assert_eq!((found.scores[2], found.scores[3]), (0.0, 0.0));
        assert!((found.eigenvalue - 3.0).abs() < 1e-8);
    }

    #[test]
    fn without_edges_or_cycles_nobody_is_central() {
        let chain = Graph::directed(4, [(0, 1), (1, 2), (2, 3)].map(|(a, b)| Edge::new(a, b))).unwrap();
        assert_eq!(scores(&chain).scores, [0.0; 4]);
        assert_eq!(scores(&Graph::undirected(2, []).unwrap()).scores, [0.0, 0.0]);
        assert!(scores(&Graph::undirected(0, []).unwrap()).has_converged);
    }

    #[test]
    fn options_out_of_range_are_refused() {
        let graph = Graph::undirected(1, []).unwrap();
        let good = EigenvectorOptions::default();
        for bad in [
            EigenvectorOptions { tolerance: f64::NAN, ..good },
            EigenvectorOptions { tolerance: 0.0, ..good },
            EigenvectorOptions { max_steps: 0, ..good },
        ] {
            assert!(eigenvector(&graph.view(), &bad).is_err());
        }
    }
}
