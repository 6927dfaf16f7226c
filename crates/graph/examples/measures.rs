//! What the algorithms find in a small graph, as JSON; `checks/igraph_agrees.py` sets it beside igraph.
//!
//! Usage: `measures FILE`. The first line of FILE holds the number of nodes and `directed` or `undirected`; each other line
//! the two nodes of an edge and its weight.

use serde_json::{Value, json};
use umbra_graph::*;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let file = std::env::args().nth(1).ok_or("usage: measures FILE")?;
    let text = std::fs::read_to_string(file)?;
    let mut lines = text.lines();
    let head: Vec<&str> = lines.next().unwrap_or_default().split_whitespace().collect();
    let [count, directedness] = head[..] else { return Err("the first line holds no number of nodes".into()) };
    let mut edges = Vec::new();
    for line in lines {
        let [source, target, weight] = line.split_whitespace().collect::<Vec<_>>()[..] else {
            return Err(format!("not an edge: {line}").into());
        };
        edges.push(Edge::new(source.parse::<u32>()?, target.parse::<u32>()?).weighing(weight.parse()?));
    }
    let graph = match directedness {
        "directed" => Graph::directed(count.parse()?, edges)?,
        _ => Graph::undirected(count.parse()?, edges)?,
    };
    println!("{}", measures(&graph)?);
    Ok(())
}

fn measures(graph: &Graph) -> Result<Value, GraphError> {
    let view = graph.view();
    let options = |length| BetweennessOptions { length, ..BetweennessOptions::default() };
    let pagerank =
        pagerank(&view, &PageRankOptions { tolerance: 1e-13, max_steps: 10_000, ..PageRankOptions::default() })?;
    let mut all = json!({
        "weak_components": weak_components(&view).count(),
        "strong_components": strong_components(&view).count(),
        "coreness": coreness(&view, Direction::Both),
        "degree": degree(&view, Direction::Both),
        "strength": strength(&view, Direction::Both),
        "betweenness": betweenness(&view, &options(Length::Hops))?,
        "betweenness_by_weight": betweenness(&view, &options(Length::Weight))?,
        "edge_betweenness": edge_betweenness(&view, &options(Length::Hops))?,
        "closeness": closeness(&view, Direction::Out, Length::Hops, Closeness::Reached),
        "harmonic": harmonic(&view, Direction::Out, Length::Hops),
        "pagerank": pagerank.scores,
        "distances": distances(graph)?,
        "cut": cut(graph)?,
        "triads": Triad::ALL.map(|triad| triad_census(&view).count(triad) as f64),
    });
    if !graph.is_directed() {
        let blocks = biconnected(&view);
        let holes = structural_holes(&view, false);
        let motifs = motifs(&view);
        let pairs: Vec<(NodeId, NodeId)> =
            graph.nodes().map(|node| (NodeId(0), node)).filter(|(a, b)| a != b).collect();
        let cliques = maximal_cliques(&view, &GroupOptions { min_size: 1, ..GroupOptions::default() })?;
        let counts =
            [motifs.wedges, motifs.triangles, motifs.paths, motifs.stars, motifs.rings, motifs.paws, motifs.diamonds];
        let more = json!({
            "articulation_points": blocks.articulation_points().iter().map(|node| node.0).collect::<Vec<_>>(),
            "bridges": blocks.bridges().iter().map(|edge| edge.0).collect::<Vec<_>>(),
            "blocks": blocks.block_count(),
            "triangles": clustering(&view).triangles(),
            "constraint": graph.nodes().map(|node| holes.constraint(node)).collect::<Vec<_>>(),
            "cliques": cliques.groups.len(),
            "motifs": counts.map(|count| count as f64),
            "adamic_adar": link_scores(&view, &pairs, LinkIndex::AdamicAdar, false)?,
            "modularity": communities(&view, &CommunityOptions { weighted: false, ..CommunityOptions::default() })?.quality(),
            "eigenvector": eigenvector(&view, &EigenvectorOptions::default())?.scores,
        });
        if let (Value::Object(all), Value::Object(more)) = (&mut all, more) {
            all.extend(more);
        }
    }
    Ok(all)
}

/// From the first node to each, by weight; nothing where there is no way.
fn distances(graph: &Graph) -> Result<Vec<Option<f64>>, GraphError> {
    let found = shortest_paths(&graph.view(), &[NodeId(0)], Direction::Out, Length::Weight)?;
    Ok(graph.nodes().map(|node| found.distance(node)).collect())
}

/// What it takes to cut the first node off the last, in weights of edges.
fn cut(graph: &Graph) -> Result<f64, GraphError> {
    let last = NodeId(graph.node_count() as u32 - 1);
    Ok(minimum_cut(&graph.view(), &[NodeId(0)], &[last], Capacity::Weights)?.value)
}
