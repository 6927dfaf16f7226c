#!/bin/sh
# Measures how often the rank intervals of `umbra break` hold when ties are missing.
# Usage: benches/doubt/run.sh FILE.edges...   each file a list of ties, two node numbers a line
set -eu
cd "$(dirname "$0")/../.."
if [ $# -eq 0 ]; then
    echo "give the files of one or more networks: lists of ties, two node numbers a line" >&2
    exit 2
fi
exec cargo run --release --quiet -p umbra-graph --example doubt -- "$@"
