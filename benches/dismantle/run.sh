#!/bin/sh
# Finds plans for the networks of a folder, and holds them against what other methods reached there.
# Usage: benches/dismantle/run.sh [FOLDER]. The folder (../shared/data/networks unless said otherwise) holds `reference.csv` and, at
# any depth, a file NAME.edges or NAME.edges.gz for each graph of it. Needs Python 3. Exits with 1 when a bar is missed.
set -eu
cd "$(dirname "$0")/../.."
folder=${1:-../shared/data/networks}
if [ ! -f "$folder/reference.csv" ]; then
    echo "benches/dismantle: there is no $folder/reference.csv; name the folder of networks as the argument" >&2
    exit 2
fi
cargo build --release --quiet -p umbra-graph --example dismantle
exec python3 benches/dismantle/compare.py "${CARGO_TARGET_DIR:-target}/release/examples/dismantle" "$folder"
