#!/bin/sh
# Validates made-up entities with `umbra ftm validate` and with FollowTheMoney's own `ftm validate`, and measures the memory
# that the drawing of 100,000 and of 1,000,000 entities takes.
# Usage: benches/ftm/run.sh [COUNT]. Needs Python 3 and, once, the network: the tool goes into benches/.venv.
set -eu
cd "$(dirname "$0")/../.."
count=${1:-200000}
venv=benches/.venv
data=benches/data
mkdir -p "$data"
if [ ! -x "$venv/bin/ftm" ]; then
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet followthemoney==4.11.2
fi
cargo build --release --quiet -p umbra
cargo build --release --quiet -p umbra-case --example generate_ftm
target=${CARGO_TARGET_DIR:-target}/release
for size in "$count" 100000 1000000; do
    entities=$data/entities-$size.json
    if [ ! -f "$entities" ]; then
        "$target/examples/generate_ftm" "$size" "$entities.new"
        mv "$entities.new" "$entities"
    fi
done
BENCH_DIR=$data "$venv/bin/python" benches/ftm/compare.py "$target/umbra" "$venv/bin/ftm" "$data/entities-$count.json" \
    "$data/entities-100000.json" "$data/entities-1000000.json"
