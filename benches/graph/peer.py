"""Times igraph, NetworKit or rustworkx on a file and prints one JSON object a line, as the example `bench_graph` does.

    peer.py LIBRARY FILE TASK...

FILE is an edge list whose first line `# N M` announces its nodes, numbered from 0, and its edges. Tasks: load, components, pagerank,
cores, leiden, betweenness, approximate. A library that has no such algorithm says nothing. The error of approximate
betweenness is taken from the exact scores in FILE.exact, where there is such a file.
"""

import json
import os
import sys
import time

TOLERANCE = 1e-8
ERROR, FAILURE = 0.01, 0.1


def status(name):
    with open("/proc/self/status") as file:
        return next(int(line.split()[1]) for line in file if line.startswith(name))


def timed(task, times, run):
    best, result = None, None
    before = os.times()
    for _ in range(times):
        result = None
        start = time.monotonic()
        result = run()
        wall = time.monotonic() - start
        best = wall if best is None else min(best, wall)
    after = os.times()
    cpu = (after.user + after.system - before.user - before.system) / times
    return result, {"task": task, "wall": best, "cpu": cpu}


def say(line, **more):
    print(json.dumps(line | more), flush=True)


def headless(file):
    """igraph reads no comments."""
    copy = file + ".plain"
    if not os.path.exists(copy):
        with open(file, "rb") as source, open(copy + ".new", "wb") as target:
            source.readline()
            while block := source.read(1 << 20):
                target.write(block)
        os.rename(copy + ".new", copy)
    return copy


def modularity_of(labels, file):
    """Modularity of a division of a simple unweighted graph, worked out here for all libraries alike."""
    import numpy as np
    edges = np.loadtxt(file, dtype=np.int64, comments="#") if os.path.getsize(file) < 1 << 28 else None
    if edges is None:
        return None
    labels = np.asarray(labels)
    m = len(edges)
    degrees = np.bincount(edges.ravel(), minlength=len(labels))
    within = np.count_nonzero(labels[edges[:, 0]] == labels[edges[:, 1]])
    strengths = np.bincount(labels, weights=degrees)
    return float(within / m - (strengths / (2 * m)) @ (strengths / (2 * m)))


def with_igraph(file, tasks):
    import igraph
    plain = headless(file)
    base = status("VmRSS:")
    graph, line = timed("load", 1, lambda: igraph.Graph.Read_Edgelist(plain, directed=False))
    peak = status("VmHWM:")
    n = graph.vcount()
    if "load" in tasks:
        graph = None
        graph, line = timed("load", 3, lambda: igraph.Graph.Read_Edgelist(plain, directed=False))
    say(line, edges=graph.ecount())
    for task in tasks:
        if task == "components":
            # Once: igraph remembers whether a graph is connected and answers from that the next time.
            found, line = timed(task, 1, graph.connected_components)
            say(line, count=len(found), largest=max(found.sizes()))
        elif task == "pagerank":
            found, line = timed(task, 3, graph.pagerank)
            say(line, highest=max(found))
        elif task == "cores":
            found, line = timed(task, 3, graph.coreness)
            say(line, sum=sum(found))
        elif task == "leiden":
            found, line = timed(task, 1, lambda: graph.community_leiden("modularity", n_iterations=2))
            say(line, modularity=modularity_of(found.membership, file), count=len(found))
        elif task == "betweenness":
            found, line = timed(task, 1, lambda: graph.betweenness(directed=False))
            say(line, highest=max(found) / ((n - 1) * (n - 2) / 2))
    say({"task": "memory"}, peak_kb=peak, base_kb=base)


def with_networkit(file, tasks):
    import networkit
    networkit.setNumberOfThreads(os.cpu_count())
    reader = networkit.graphio.EdgeListReader(" ", 0, "#", continuous=True, directed=False)
    base = status("VmRSS:")
    graph, line = timed("load", 1, lambda: reader.read(file))
    peak = status("VmHWM:")
    n = graph.numberOfNodes()

    def run(algorithm):
        algorithm.run()
        return algorithm

    if "load" in tasks:
        graph = None
        graph, line = timed("load", 3, lambda: reader.read(file))
    say(line, edges=graph.numberOfEdges())
    for task in tasks:
        if task == "components":
            found, line = timed(task, 5, lambda: run(networkit.components.ConnectedComponents(graph)))
            say(line, count=found.numberOfComponents(), largest=max(found.getComponentSizes().values()))
        elif task == "pagerank":
            def ranked():
                ranks = networkit.centrality.PageRank(graph, 0.85, TOLERANCE)
                ranks.norm = networkit.centrality.Norm.l1norm
                return run(ranks)
            found, line = timed(task, 3, ranked)
            say(line, steps=found.numberOfIterations(), highest=max(found.scores()) / sum(found.scores()))
        elif task == "cores":
            found, line = timed(task, 3, lambda: run(networkit.centrality.CoreDecomposition(graph)))
            say(line, sum=int(sum(found.scores())))
        elif task == "leiden":
            found, line = timed(task, 1, lambda: run(networkit.community.ParallelLeiden(graph, iterations=3)))
            labels = found.getPartition()
            labels.compact()
            say(line, modularity=modularity_of(labels.getVector(), file), count=labels.numberOfSubsets())
        elif task == "betweenness":
            found, line = timed(task, 1, lambda: run(networkit.centrality.Betweenness(graph, normalized=True)))
            say(line, highest=max(found.scores()))
        elif task == "approximate":
            found, line = timed(task, 1, lambda: run(networkit.centrality.KadabraBetweenness(graph, ERROR, FAILURE)))
            scores = [0.0] * n
            # Undirected, NetworKit's comes to twice the share of the pairs; betweenness leaves out pairs that end at the node.
            for node, score in found.ranking():
                scores[node] = score / 2 * n / (n - 2)
            say(line, error=worst(scores, file), samples=found.getNumberOfIterations())
    say({"task": "memory"}, peak_kb=peak, base_kb=base)


def with_rustworkx(file, tasks):
    import rustworkx
    base = status("VmRSS:")
    read = lambda: rustworkx.PyGraph.read_edge_list(file, comment="#", deliminator=" ")
    graph, line = timed("load", 1, read)
    peak = status("VmHWM:")
    n = graph.num_nodes()
    say(line, edges=graph.num_edges())
    for task in tasks:
        if task == "components":
            found, line = timed(task, 1, lambda: rustworkx.connected_components(graph))
            say(line, count=len(found), largest=max(map(len, found)))
        elif task == "pagerank":
            directed = graph.to_directed()
            found, line = timed(task, 1, lambda: rustworkx.pagerank(directed, tol=TOLERANCE / n, max_iter=1000))
            say(line, highest=max(found.values()))
        elif task == "cores":
            found, line = timed(task, 1, lambda: rustworkx.core_number(graph))
            say(line, sum=sum(found.values()))
        elif task == "betweenness":
            found, line = timed(task, 1, lambda: rustworkx.betweenness_centrality(graph, normalized=True))
            say(line, highest=max(found.values()))
    say({"task": "memory"}, peak_kb=peak, base_kb=base)


def worst(scores, file):
    """The largest difference to the exact scores, where these have been written."""
    exact = file + ".exact"
    if not os.path.exists(exact):
        return None
    with open(exact) as lines:
        return max(abs(score - float(line)) for score, line in zip(scores, lines, strict=True))


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    library, file, *tasks = sys.argv[1:]
    {"igraph": with_igraph, "networkit": with_networkit, "rustworkx": with_rustworkx}[library](file, tasks)
