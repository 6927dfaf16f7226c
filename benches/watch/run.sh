#!/bin/sh
# Foretells each next phase of a network from those before it.
# Usage: benches/watch/run.sh PHASE1 PHASE2...   each file a list of ties: source, target, weight
set -eu
cd "$(dirname "$0")/../.."
if [ $# -lt 2 ]; then
    echo "give the files of two phases or more, in order" >&2
    exit 2
fi
exec cargo run --release --quiet -p umbra-graph --example watch -- "$@"
