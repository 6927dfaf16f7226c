//! Slow, plain versions of the algorithms, written from their definitions: matrices, exhaustion, repetition.

#![allow(dead_code, reason = "each test uses a part")]
#![allow(clippy::unwrap_used, reason = "a test that stops there has failed, and says where")]

pub mod sample;

use umbra_graph::*;

pub const UNREACHED: f64 = f64::INFINITY;

/// All distances and all numbers of shortest paths, by Floyd and Warshall's triple loop.
pub struct Plain {
    nodes: Vec<NodeId>,
    pub distance: Vec<Vec<f64>>,
    paths: Vec<Vec<f64>>,
    /// From, to, edge, length: one entry for each way that an edge can be followed, loops left out.
    steps: Vec<(usize, usize, EdgeId, f64)>,
    edge_count: usize,
    is_undirected: bool,
}

impl Plain {
    pub fn of(view: &View<'_>, direction: Direction, length: Length) -> Plain {
        let graph = view.graph();
        let n = graph.node_count();
        let is_undirected = !graph.is_directed() || direction == Direction::Both;
        let mut steps = Vec::new();
        for (id, edge) in view.edges().filter(|(_, edge)| edge.source != edge.target) {
            let long = if length == Length::Hops { 1.0 } else { edge.weight };
            let (s, t) = (edge.source.index(), edge.target.index());
            if is_undirected || direction == Direction::Out {
                steps.push((s, t, id, long));
            }
            if is_undirected || direction == Direction::In {
                steps.push((t, s, id, long));
            }
        }
        let mut distance = vec![vec![UNREACHED; n]; n];
        for node in view.nodes() {
            distance[node.index()][node.index()] = 0.0;
        }
        for &(s, t, _, long) in &steps {
            distance[s][t] = distance[s][t].min(long);
        }
        for k in 0..n {
            for i in 0..n {
                for j in 0..n {
                    distance[i][j] = distance[i][j].min(distance[i][k] + distance[k][j]);
                }
            }
        }
        // Paths to j by the distance of j: each ends with a step from a node that is nearer by just that step.
        let mut paths = vec![vec![0.0; n]; n];
        for node in view.nodes() {
            let i = node.index();
            paths[i][i] = 1.0;
            let mut order: Vec<usize> = (0..n).filter(|&j| j != i && distance[i][j] != UNREACHED).collect();
            order.sort_by(|&a, &b| distance[i][a].total_cmp(&distance[i][b]));
            for j in order {
                let last = steps.iter().filter(|step| step.1 == j && distance[i][step.0] + step.3 == distance[i][j]);
                paths[i][j] = last.map(|step| paths[i][step.0]).sum();
            }
        }
        let nodes = view.nodes().collect();
        Plain { nodes, distance, paths, steps, edge_count: graph.edge_count(), is_undirected }
    }

    pub fn reaches(&self, a: NodeId, b: NodeId) -> bool {
        self.distance[a.index()][b.index()] != UNREACHED
    }

    /// From the definition: for each pair, the share of paths through each node and edge. Weights must be above 0.
    pub fn betweenness(&self) -> (Vec<f64>, Vec<f64>) {
        let (d, paths) = (&self.distance, &self.paths);
        let mut of_nodes = vec![0.0; d.len()];
        let mut of_edges = vec![0.0; self.edge_count];
        for s in self.nodes.iter().map(|node| node.index()) {
            for t in self.nodes.iter().map(|node| node.index()) {
                if s == t || d[s][t] == UNREACHED {
                    continue;
                }
                for v in self.nodes.iter().map(|node| node.index()).filter(|&v| v != s && v != t) {
                    if d[s][v] + d[v][t] == d[s][t] {
                        of_nodes[v] += paths[s][v] * paths[v][t] / paths[s][t];
                    }
                }
                for &(u, v, edge, long) in &self.steps {
                    if d[s][u] + long + d[v][t] == d[s][t] {
                        of_edges[edge.index()] += paths[s][u] * paths[v][t] / paths[s][t];
                    }
                }
            }
        }
        if self.is_undirected {
            of_nodes.iter_mut().chain(&mut of_edges).for_each(|value| *value /= 2.0);
        }
        (of_nodes, of_edges)
    }

    /// Closeness over the reached, corrected for the rest, and harmonic.
    pub fn closeness(&self) -> (Vec<f64>, Vec<f64>, Vec<f64>) {
        let n = self.distance.len();
        let (mut reached, mut corrected, mut harmonic) = (vec![0.0; n], vec![0.0; n], vec![0.0; n]);
        let others = self.nodes.len() as f64 - 1.0;
        for &node in &self.nodes {
            let far: Vec<f64> = self
                .nodes
                .iter()
                .filter(|&&other| other != node && self.reaches(node, other))
                .map(|other| self.distance[node.index()][other.index()])
                .collect();
            if !far.is_empty() {
                let count = far.len() as f64;
                reached[node.index()] = 1.0 / (far.iter().sum::<f64>() / count);
                corrected[node.index()] = reached[node.index()] * count / others;
                harmonic[node.index()] = far.iter().map(|distance| 1.0 / distance).sum::<f64>() / others;
            }
        }
        (reached, corrected, harmonic)
    }
}

pub fn is_loop(graph: &Graph, edge: EdgeId) -> bool {
    graph.edge(edge).source == graph.edge(edge).target
}

/// Whether two edges hang together whichever node is taken out; one that ends there lives on at its other end.
pub fn share_block(view: &View<'_>, a: EdgeId, b: EdgeId) -> bool {
    let ends = |edge| {
        let edge = view.graph().edge(edge);
        [edge.source, edge.target]
    };
    a == b
        || view.nodes().all(|removed| {
            let mut without = view.clone();
            without.hide(removed);
            let components = weak_components(&without);
            ends(a).iter().any(|&p| ends(b).iter().any(|&q| components.joins(p, q)))
        })
}

/// Peels nodes until every one left has k edges, for each k.
pub fn coreness(view: &View<'_>, direction: Direction) -> Vec<u32> {
    let mut core = vec![0; view.graph().node_count()];
    let mut left = view.clone();
    for k in 1.. {
        loop {
            let weak = left
                .nodes()
                .find(|&node| (left.neighbors(node, direction).filter(|next| next.node != node).count() as u32) < k);
            match weak {
                Some(node) => left.hide(node),
                None => break,
            };
        }
        if left.node_count() == 0 {
            break;
        }
        left.nodes().for_each(|node| core[node.index()] = k);
    }
    core
}

fn tied(view: &View<'_>, a: NodeId, b: NodeId) -> bool {
    view.edges().any(|(_, e)| (e.source, e.target) == (a, b) || (e.source, e.target) == (b, a))
}

/// The tied pairs among a node's neighbours, and all pairs.
pub fn triangles(view: &View<'_>, node: NodeId) -> (u64, u64) {
    let others: Vec<NodeId> = view.nodes().filter(|&other| other != node && tied(view, node, other)).collect();
    let mut found = (0, 0);
    for (place, &a) in others.iter().enumerate() {
        for &b in &others[..place] {
            found.0 += u64::from(tied(view, a, b));
            found.1 += 1;
        }
    }
    found
}

/// The stationary distribution, by solving the linear equations with Gauss's elimination.
pub fn pagerank(view: &View<'_>, damping: f64, weighted: bool) -> Vec<f64> {
    let nodes: Vec<NodeId> = view.nodes().collect();
    let n = nodes.len();
    let mut flow = vec![vec![0.0; n]; n];
    for (_, edge) in view.edges() {
        let place = |node| nodes.iter().position(|&other| other == node);
        let (Some(s), Some(t)) = (place(edge.source), place(edge.target)) else {
            continue;
        };
        let weight = if weighted { edge.weight } else { 1.0 };
        flow[s][t] += weight;
        if !view.graph().is_directed() {
            flow[t][s] += weight;
        }
    }
    // x = damping * M x + (1 - damping) / n, with rows of M the shares received.
    let mut system = vec![vec![0.0; n + 1]; n];
    for s in 0..n {
        let out: f64 = flow[s].iter().sum();
        for t in 0..n {
            let share = if out > 0.0 { flow[s][t] / out } else { 1.0 / n as f64 };
            system[t][s] = f64::from(u8::from(s == t)) - damping * share;
        }
        system[s][n] = (1.0 - damping) / n as f64;
    }
    for pivot in 0..n {
        for row in 0..n {
            if row != pivot {
                let factor = system[row][pivot] / system[pivot][pivot];
                let above = system[pivot].clone();
                for (entry, above) in system[row].iter_mut().zip(above) {
                    *entry -= factor * above;
                }
            }
        }
    }
    let mut scores = vec![0.0; view.graph().node_count()];
    for (place, node) in nodes.iter().enumerate() {
        scores[node.index()] = system[place][n] / system[place][place];
    }
    scores
}

/// Degree, strength and number of other neighbours, from the list of edges.
pub fn degrees(view: &View<'_>, direction: Direction) -> (Vec<u32>, Vec<f64>, Vec<u32>) {
    let n = view.graph().node_count();
    let (mut counts, mut sums) = (vec![0; n], vec![0.0; n]);
    let mut others = vec![std::collections::BTreeSet::new(); n];
    let both = !view.graph().is_directed() || direction == Direction::Both;
    for (_, edge) in view.edges() {
        let mut add = |at: NodeId, other: NodeId| {
            counts[at.index()] += 1;
            sums[at.index()] += edge.weight;
            if at != other {
                others[at.index()].insert(other);
            }
        };
        if both || direction == Direction::Out {
            add(edge.source, edge.target);
        }
        if both || direction == Direction::In {
            add(edge.target, edge.source);
        }
    }
    (counts, sums, others.iter().map(|set| set.len() as u32).collect())
}

/// All chains, by growing every simple path and keeping those that qualify in the end.
pub fn chains(
    view: &View<'_>,
    from: &[NodeId],
    to: &[NodeId],
    options: &ChainOptions,
) -> Vec<(Vec<NodeId>, Vec<EdgeId>)> {
    let starts: std::collections::BTreeSet<NodeId> = from.iter().copied().filter(|&node| view.has_node(node)).collect();
    let mut paths: Vec<(Vec<NodeId>, Vec<EdgeId>)> = starts.iter().map(|&node| (vec![node], vec![])).collect();
    let mut found = Vec::new();
    for _ in 0..options.max_edges {
        let mut longer = Vec::new();
        for (nodes, edges) in &paths {
            for next in view.neighbors(nodes[nodes.len() - 1], options.direction) {
                if !nodes.contains(&next.node) {
                    let (mut nodes, mut edges) = (nodes.clone(), edges.clone());
                    nodes.push(next.node);
                    edges.push(next.edge);
                    longer.push((nodes, edges));
                }
            }
        }
        found.extend(longer.iter().cloned());
        paths = longer;
    }
    found.retain(|(nodes, edges)| {
        let inner = &nodes[1..nodes.len() - 1];
        let crosses = inner.iter().any(|node| to.contains(node) || from.contains(node));
        let agrees = (-1..20).any(|day| edges.iter().all(|&edge| view.graph().validity(edge).contains(day)));
        to.contains(&nodes[nodes.len() - 1])
            && (options.may_cross_ends || !crosses)
            && (!options.is_time_aware || agrees)
    });
    found
}
