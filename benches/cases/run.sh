#!/bin/sh
# How long all findings of a made-up case take, and how much memory; then `umbra investigate` as a whole on the same case, as files of
# entities. Fails beyond 60 seconds or 2 GB of either.
# Usage: benches/cases/run.sh [PERSONS]   48,000 persons make 160,000 entities and 500,000 statements. Needs Python 3.
set -eu
cd "$(dirname "$0")/../.."
persons=${1:-48000}
cargo build --release --quiet --bin umbra
cargo build --release --quiet --manifest-path benches/cases/Cargo.toml
release=${CARGO_TARGET_DIR:-target}/release
"$release/time_findings" --persons "$persons" --most-seconds 60 --most-megabytes 2000
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$release/generate_case" "$folder/town" --persons "$persons"
umbra=$(cd "$release" && pwd)/umbra
cd "$folder"
python3 -c '
import resource, subprocess, sys, time
begun = time.monotonic()
subprocess.run([sys.argv[1], "--quiet", "investigate", "town"], check=True, stdout=subprocess.DEVNULL)
seconds, used = time.monotonic() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
megabytes = used.ru_maxrss / 1024
print(f"umbra investigate: {seconds:.1f} s, {used.ru_utime + used.ru_stime:.1f} of the processor, {megabytes:.0f} MB")
sys.exit(seconds > 60 or megabytes > 2000)
' "$umbra"
