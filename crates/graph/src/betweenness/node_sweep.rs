//! One breadth-first sweep for the betweenness of nodes.

use super::UNSEEN;
use super::folded::Folded;
use crate::GraphError;

/// The working memory of a sweep. No step of the inner loops depends on a comparison that the processor would have to guess: what may
/// be wanted is written in any case, and kept by moving the end of the list or not.
pub(super) struct NodeSweep {
    distance: Vec<u32>,
    /// How many shortest paths lead to the node.
    paths: Vec<f64>,
    /// (The node's mass + its dependency) / its paths: what it passes back along each path.
    share: Vec<f64>,
    /// The nodes by distance.
    order: Vec<u32>,
    /// The steps that lead one layer on, by the node that they leave, in order.
    steps: Vec<u32>,
    /// Where in `steps` those of each node of `order` end.
    ends: Vec<usize>,
}

impl NodeSweep {
    pub(super) fn new(node_count: usize) -> NodeSweep {
        NodeSweep {
            distance: vec![UNSEEN; node_count],
            paths: vec![0.0; node_count],
            share: vec![0.0; node_count],
            // One place more, since what may not be wanted is written as well.
            order: vec![0; node_count + 1],
            steps: Vec::new(),
            ends: Vec::with_capacity(node_count),
        }
    }

    pub(super) fn run(&mut self, graph: &Folded, source: u32, sums: &mut [f64]) -> Result<(), GraphError> {
        let class = graph.class(source);
        let source = class[0];
        self.steps.resize(graph.slot_count() + 1, 0);
        let seen = self.search(graph, source);
        let NodeSweep { distance, paths, share, order, steps, ends } = self;
        let order = &order[..seen];
        paths[source as usize] = 1.0;
        let mut first = 0;
        for (&node, &end) in order.iter().zip(&*ends) {
            let through = paths[node as usize];
            for &next in &steps[first..end] {
                paths[next as usize] += through;
            }
            first = end;
        }
        // From the far end back, along the same steps.
        let sources = class.len() as f64 * graph.mass(source);
        let mut overflowed = false;
        for (place, &node) in order.iter().enumerate().rev() {
            let first = if place == 0 { 0 } else { ends[place - 1] };
            let pulled: f64 = steps[first..ends[place]].iter().map(|&next| share[next as usize]).sum();
            let through = paths[node as usize];
            let dependency = through * pulled;
            share[node as usize] = (graph.mass(node) + dependency) / through;
            overflowed |= !through.is_finite();
            if node != source {
                sums[node as usize] += sources * dependency;
            }
        }
        // Each of the class lies between all others of it and the rest, but not between itself and anything.
        for &twin in &class[1..] {
            let dependency = share[twin as usize] * paths[twin as usize] - graph.mass(twin);
            sums[twin as usize] -= graph.mass(source) * dependency;
            if twin == class[1] {
                sums[source as usize] += (class.len() - 1) as f64 * graph.mass(source) * dependency;
            }
        }
        for &node in order {
            distance[node as usize] = UNSEEN;
            paths[node as usize] = 0.0;
        }
        if overflowed { Err(GraphError::TooManyPaths { node: graph.original(source) }) } else { Ok(()) }
    }

    /// Fills `distance`, `order`, `steps` and `ends`; says how many nodes were reached.
    fn search(&mut self, graph: &Folded, source: u32) -> usize {
        let NodeSweep { distance, order, steps, ends, .. } = self;
        ends.clear();
        distance[source as usize] = 0;
        order[0] = source;
        let (mut head, mut tail, mut step) = (0, 1, 0);
        while head < tail {
            let node = order[head];
            head += 1;
            let next_distance = distance[node as usize] + 1;
            for &next in graph.neighbors(node) {
                let known = &mut distance[next as usize];
                order[tail] = next;
                tail += usize::from(*known == UNSEEN);
                steps[step] = next;
                step += usize::from(*known >= next_distance);
                *known = next_distance.min(*known);
            }
            ends.push(step);
        }
        tail
    }
}
