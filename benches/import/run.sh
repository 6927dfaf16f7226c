#!/bin/sh
# Imports 1,000,000 made-up entities, and has FollowTheMoney's own Python tool validate the same file.
# Usage: benches/import/run.sh [COUNT]. Needs Python 3 and, once, the network: the tool goes into benches/.venv.
set -eu
cd "$(dirname "$0")/../.."
count=${1:-1000000}
venv=benches/.venv
data=benches/data
entities=$data/entities-$count.json
mkdir -p "$data"
if [ ! -x "$venv/bin/ftm" ]; then
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet followthemoney==4.11.2
fi
cargo build --release --quiet -p umbra-case --examples
examples=${CARGO_TARGET_DIR:-target}/release/examples
if [ ! -f "$entities" ]; then
    "$examples/generate_ftm" "$count" "$entities.new"
    mv "$entities.new" "$entities"
fi
BENCH_DIR=$data "$venv/bin/python" benches/import/compare.py "$entities" "$venv/bin/ftm" "$examples/import"
