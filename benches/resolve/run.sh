#!/bin/sh
# Finds the duplicates among 100,000 made-up records beside nomenklatura, and scores fixed files of pairs.
# Usage: benches/resolve/run.sh [COUNT]. Needs Python 3 and, once, the network: nomenklatura goes into benches/.venv.
# Ours is the example `bench_resolve` of the crate `umbra-resolve`; without it nomenklatura's figures stand alone.
set -eu
cd "$(dirname "$0")/../.."
count=${1:-100000}
venv=benches/.venv
data=benches/data
mkdir -p "$data"
if [ ! -d "$venv" ]; then
    python3 -m venv "$venv"
fi
if ! "$venv/bin/python" -c "import nomenklatura" 2>/dev/null; then
    "$venv/bin/pip" install --quiet nomenklatura==4.17.4
fi
cargo build --release --quiet -p umbra-generator
target=${CARGO_TARGET_DIR:-target}/release
generate=$target/generate_records
# Made anew each time, which takes seconds: records of an older generator would be others.
# How hard it is to tell them is set so that the other program fares as it does on records of the kind that the field has.
"$generate" "$count" "$data/records-$count.ftm.json" --truth "$data/records-$count.tsv" --seed 1 \
    --cross-script .18 --careful .85 --detail .85 --namesakes .01
"$generate" pairs 20200 "$data/pairs-1.jsonl" --seed 2
"$generate" pairs 3200 "$data/pairs-9.jsonl" --names 9 --seed 3
bench=
if [ -f crates/resolve/examples/bench_resolve.rs ]; then
    cargo build --release --quiet -p umbra-resolve --example bench_resolve
    bench=$target/examples/bench_resolve
fi
exec "$venv/bin/python" benches/resolve/compare.py "$data/records-$count.ftm.json" "$data/records-$count.tsv" \
    "$data/pairs-1.jsonl" "$data/pairs-9.jsonl" $bench
