"""Runs ours and nomenklatura on the same records and pairs, and prints both and the ratios.

    compare.py RECORDS TRUTH PAIRS... [BENCH]

BENCH is the example `bench_resolve` of the crate `umbra-resolve`. It is called as `BENCH records RECORDS TRUTH` and as
`BENCH pairs PAIRS`, and prints one line of JSON: for records blocking_recall, precision, recall, f1, cpu, wall, peak_kb
and, if it can tell, pairs_per_cpu_second; for pairs cpu and pairs_per_cpu_second.
"""

import json
import pathlib
import subprocess
import sys

PEER = [sys.executable, str(pathlib.Path(__file__).with_name("peer.py"))]
# What is printed of a run over records: key, words, and whether less is better, so that a ratio above 1 is in our favour.
COSTS = [("cpu", "processor seconds"), ("wall", "seconds"), ("peak_kb", "peak memory, KB")]
SHARES = [
    ("blocking_recall", "blocking recall"),
    ("precision", "precision"),
    ("recall", "recall"),
    ("f1", "F1"),
    ("best_f1", "F1, best threshold"),
]


def said(command):
    """Runs a command and gives the object that its last line holds."""
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.strip().splitlines()[-1])


def row(words, ours, theirs, ratio):
    cells = [f"{value:>14}" for value in (ours, theirs)]
    print(f"{words:<34}{''.join(cells)}{ratio:>10}")


def figure(figures, key, form):
    return format(figures[key], form) if figures and key in figures else "-"


def compare_records(records, truth, bench):
    theirs = said([*PEER, "records", records, truth])
    ours = said([bench, "records", records, truth]) if bench else None
    row(f"{theirs['records']:,} records", "umbra", "nomenklatura", "")
    for key, words in SHARES:
        difference = f"{ours[key] - theirs[key]:+.3f}" if ours and key in ours else ""
        row(words, figure(ours, key, ".3f"), figure(theirs, key, ".3f"), difference)
    for key, words in COSTS:
        ratio = f"{theirs[key] / ours[key]:.1f}" if ours and ours.get(key) else ""
        row(words, figure(ours, key, ",.1f"), figure(theirs, key, ",.1f"), ratio)


def compare_pairs(file, bench):
    theirs = said([*PEER, "pairs", file])
    ours = said([bench, "pairs", file]) if bench else None
    key = "pairs_per_cpu_second"
    ratio = f"{ours[key] / theirs[key]:.1f}" if ours else ""
    row(f"{pathlib.Path(file).stem}: pairs a processor second", figure(ours, key, ",.0f"), figure(theirs, key, ",.0f"), ratio)


def main(records, truth, *files):
    pairs = [file for file in files if file.endswith(".jsonl")]
    bench = next((file for file in files if not file.endswith(".jsonl")), None)
    if bench is None:
        print("the crate `umbra-resolve` has no example `bench_resolve` yet: nomenklatura's figures alone")
    compare_records(records, truth, bench)
    for file in pairs:
        compare_pairs(file, bench)


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
