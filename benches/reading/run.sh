#!/bin/sh
# Reads a folder of 10,000 documents into a case: speed, memory, stopping, going on, reading again; and tags the same text with a CRF.
# Usage: benches/reading/run.sh [DOCUMENTS [LABELLED.jsonl...]]. Needs Python 3 and, once, the network: python-crfsuite goes into
# benches/.venv. LABELLED: sentences a line, {"split", "tokens", "tags"} in BIO, to train the CRF on; without them it is left out.
set -eu
cd "$(dirname "$0")/../.."
count=${1:-10000}
[ $# -gt 0 ] && shift
venv=benches/.venv
mkdir -p benches/data
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
"$venv/bin/python" -c "import pycrfsuite" 2>/dev/null || "$venv/bin/pip" install --quiet python-crfsuite==0.9.12
cargo build --release --quiet
exec "$venv/bin/python" benches/reading/compare.py "${CARGO_TARGET_DIR:-target}/release/umbra" examples/marenport/documents "$count" "$@"
