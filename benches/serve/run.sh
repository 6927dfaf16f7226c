#!/bin/sh
# Serves 1,000,000 made-up entities and asks 100 times a second for a minute who is meant.
# Usage: benches/serve/run.sh [COUNT [RATE [SECONDS]]]. Needs Python 3.
set -eu
cd "$(dirname "$0")/../.."
count=${1:-1000000}
rate=${2:-100}
seconds=${3:-60}
data=benches/data
entities=$data/entities-$count.json
mkdir -p "$data"
cargo build --release --quiet -p umbra --bin umbra
cargo build --release --quiet -p umbra-case --example generate_ftm
release=${CARGO_TARGET_DIR:-target}/release
if [ ! -f "$entities" ]; then
    "$release/examples/generate_ftm" "$count" "$entities.new"
    mv "$entities.new" "$entities"
fi
python3 benches/serve/load.py "$release/umbra" "$entities" "$rate" "$seconds"
