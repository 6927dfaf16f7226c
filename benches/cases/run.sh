#!/bin/sh
# How long all findings of a made-up case take, and how much memory; fails beyond 60 seconds or 2 GB.
# Usage: benches/cases/run.sh [PERSONS]   48,000 persons make 160,000 entities and 500,000 statements
set -eu
cd "$(dirname "$0")/../.."
exec cargo run --release --quiet --manifest-path benches/cases/Cargo.toml --bin time_findings -- \
    --persons "${1:-48000}" --most-seconds 60 --most-megabytes 2000
