#!/bin/sh
# Times the graph library beside igraph, NetworKit and rustworkx on the same files, and prints the ratios.
# Usage: benches/graph/run.sh [--quick] [FOLDER]. FOLDER holds com-dblp, soc-Epinions1, petster-hamster and internet-topology as
# NAME.edges or NAME.edges.gz, whose first line `# N M` announces nodes and edges. --quick leaves out exact betweenness on
# internet-topology, which takes the others minutes, and the generated graph of 10,000,000 edges.
# Needs Python 3 and, once, the network: the libraries go into benches/.venv.
set -eu
cd "$(dirname "$0")/../.."
quick=
if [ "${1:-}" = --quick ]; then
    quick=yes
    shift
fi
folder=${1:-../shared/data/networks/dismantling}
venv=benches/.venv
data=benches/data
mkdir -p "$data"
if [ ! -d "$venv" ]; then
    python3 -m venv "$venv"
fi
if ! "$venv/bin/python" -c "import igraph, networkit, rustworkx" 2>/dev/null; then
    "$venv/bin/pip" install --quiet igraph==1.0.0 networkit==11.3 rustworkx==0.18.1
fi
cargo build --release --quiet -p umbra-graph --example bench_graph
bench=${CARGO_TARGET_DIR:-target}/release/examples/bench_graph
for name in com-dblp soc-Epinions1 petster-hamster internet-topology; do
    if [ ! -f "$data/$name.edges" ]; then
        if [ -f "$folder/$name.edges.gz" ]; then
            gunzip -c "$folder/$name.edges.gz" > "$data/$name.edges.new"
        else
            cp "$folder/$name.edges" "$data/$name.edges.new"
        fi
        mv "$data/$name.edges.new" "$data/$name.edges"
    fi
done
fast=load,components,pagerank,cores
if [ -n "$quick" ]; then
    exact=
    generated=
else
    exact=betweenness,
    # A million nodes and ten million edges between ends drawn alike, from a fixed seed: see the example's `generate`.
    generated=$data/generated-10M.edges
    if [ ! -f "$generated" ]; then
        "$bench" "$generated.new" generate 1000000 10000000
        mv "$generated.new" "$generated"
    fi
    generated=$generated:$fast
fi
"$venv/bin/python" benches/graph/compare.py "$bench" \
    "$data/com-dblp.edges:$fast,leiden" \
    "$data/soc-Epinions1.edges:$fast,leiden" \
    "$data/petster-hamster.edges:$fast,leiden,betweenness,approximate" \
    "$data/internet-topology.edges:$fast,leiden,${exact}approximate" \
    $generated
