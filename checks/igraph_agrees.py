"""The graph algorithms give what igraph gives, on random graphs with loops, repeated edges, weights and loose parts.

Usage: igraph_agrees.py MEASURES, the example `measures` of the crate `umbra-graph`."""

import json
import math
import pathlib
import random
import subprocess
import sys
import tempfile

import igraph

GRAPHS = 80
TRIADS = "003 012 102 021D 021U 021C 111D 111U 030T 030C 201 120D 120U 120C 210 300".split()
measures = pathlib.Path(sys.argv[1]).resolve()


def drawn(seed):
    """A graph: its number of nodes, whether it is directed, and its edges with weights."""
    chance = random.Random(seed)
    nodes = chance.randint(2, 40)
    is_directed = seed % 2 == 1
    # Every other pair of graphs is simple, for measures that loops and repeated edges leave undefined.
    is_simple = seed % 4 < 2
    edges = {}
    for number in range(chance.randint(0, 3 * nodes)):
        ends = chance.randrange(nodes), chance.randrange(nodes)
        if is_simple and ends[0] == ends[1]:
            continue
        key = tuple(ends if is_directed else sorted(ends)) if is_simple else number
        edges[key] = (*ends, chance.randint(1, 40) / 8)
    return nodes, is_directed, is_simple, list(edges.values())


def of_igraph(nodes, is_directed, is_simple, edges):
    graph = igraph.Graph(n=nodes, edges=[edge[:2] for edge in edges], directed=is_directed)
    weights = [edge[2] for edge in edges]
    found = {
        "weak_components": len(graph.connected_components(mode="weak")),
        "strong_components": len(graph.connected_components(mode="strong")),
        "degree": graph.degree(),
        "strength": graph.strength(weights=weights),
        "betweenness": graph.betweenness(),
        "betweenness_by_weight": graph.betweenness(weights=weights),
        "pagerank": graph.pagerank(weights=weights, implementation="prpack"),
        "distances": graph.distances(source=0, weights=weights, mode="out")[0],
        "cut": graph.maxflow_value(0, nodes - 1, capacity=weights),
        "closeness": graph.closeness(mode="out", normalized=True),
        "harmonic": graph.harmonic_centrality(mode="out", normalized=True),
    }
    if is_directed and is_simple:
        # igraph's order of the sixteen is another.
        census = graph.triad_census()
        found["triads"] = [getattr(census, f"t{name}") for name in TRIADS]
    if is_simple:
        found |= {"coreness": graph.coreness(mode="all"), "edge_betweenness": graph.edge_betweenness()}
    if is_simple and not is_directed:
        found |= {
            "articulation_points": sorted(graph.articulation_points()),
            "bridges": sorted(graph.bridges()),
            "blocks": len(graph.biconnected_components()),
            "triangles": [len([c for c in graph.cliques(3, 3) if node in c]) for node in range(nodes)],
            "constraint": graph.constraint(),
            "cliques": len(graph.maximal_cliques()),
            "motifs": motifs(graph),
            "adamic_adar": [graph.similarity_inverse_log_weighted(vertices=[0])[0][node] for node in range(1, nodes)],
        }
        largest = graph.connected_components().giant()
        if largest.vcount() == nodes and nodes > 2:
            found["eigenvector"] = graph.eigenvector_centrality(weights=weights, scale=True)
    return graph, found


def motifs(graph):
    """The seven kinds of three and four nodes that hang together, but for four who all know each other."""
    three = graph.motifs_randesu(3, cut_prob=[0, 0, 0])
    four = graph.motifs_randesu(4, cut_prob=[0, 0, 0, 0])
    # igraph numbers kinds by isomorphism class: of three nodes 2 and 3, of four 4 and 6 to 9 (10 is all six ties).
    return [three[2], three[3], four[6], four[4], four[8], four[7], four[9]]


def is_same(ours, theirs):
    if isinstance(ours, list):
        return len(ours) == len(theirs) and all(is_same(one, other) for one, other in zip(ours, theirs))
    if theirs is None or isinstance(theirs, float) and not math.isfinite(theirs):
        # What igraph has no number for is nothing here, or zero.
        return ours is None or ours == 0
    return ours is not None and math.isclose(ours, theirs, rel_tol=1e-6, abs_tol=1e-9)


compared = {}
with tempfile.TemporaryDirectory() as folder:
    file = pathlib.Path(folder) / "graph.txt"
    for seed in range(GRAPHS):
        nodes, is_directed, is_simple, edges = drawn(seed)
        lines = [f"{nodes} {'directed' if is_directed else 'undirected'}"]
        file.write_text("\n".join(lines + [f"{a} {b} {weight}" for a, b, weight in edges]) + "\n")
        ours = json.loads(subprocess.run([measures, file], check=True, capture_output=True, text=True).stdout)
        graph, theirs = of_igraph(nodes, is_directed, is_simple, edges)
        for name, value in theirs.items():
            assert is_same(ours[name], value), f"graph {seed}, {name}: {ours[name]} here, {value} there, of {lines[0]}, {edges}"
            compared[name] = compared.get(name, 0) + 1
        if not is_directed and is_simple and edges:
            best = max(graph.community_leiden("modularity", n_iterations=-1).modularity for _ in range(5))
            assert ours["modularity"] > best - 0.02, f"graph {seed}: modularity {ours['modularity']}, igraph {best}"
            compared["modularity"] = compared.get("modularity", 0) + 1
print(f"{GRAPHS} graphs: " + ", ".join(f"{name} {count}" for name, count in sorted(compared.items())))
