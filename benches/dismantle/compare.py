"""Holds our plans against the reference rows: for each network two plans, one for the smallest R and one for the fewest removals.

Prints ours beside the best row of any method and beside the best of the authors' own codes, processor seconds and peak memory, then the
geometric means. A bar is missed when a plan is worse than the best row, or a mean, a time or the memory is over its limit.
"""

import collections
import csv
import gzip
import math
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

MOST_R_TO_AUTHORS = 0.78
MOST_REMOVALS_TO_AUTHORS = 0.92
MOST_MIB = 1024


def seconds_allowed(nodes):
    return 10 if nodes <= 35_000 else 120


def run(program, arguments):
    """The last line that the program prints, its processor seconds and its peak memory in MiB."""
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen([program, *arguments], stdout=output)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            sys.exit(f"{program} {' '.join(arguments)} failed")
        output.seek(0)
        line = output.read().decode().splitlines()[-1].split("\t")
    return line, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def unpacked(folder, name, scratch):
    for path in sorted(folder.rglob(f"{name}.edges*")):
        if path.suffix == ".edges":
            return str(path)
        if path.name == f"{name}.edges.gz":
            plain = scratch / f"{name}.edges"
            with gzip.open(path) as packed, open(plain, "wb") as out:
                shutil.copyfileobj(packed, out)
            return str(plain)
    return None


def mean(ratios):
    return math.exp(sum(map(math.log, ratios)) / len(ratios))


def main():
    program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    rows = collections.defaultdict(list)
    with open(folder / "reference.csv", newline="") as file:
        for row in csv.DictReader(file):
            rows[row["graph"]].append(row)
    missed = []
    to_authors = {"R": [], "removals": []}
    to_best = {"R": [], "removals": []}
    print(f"{'network':24} {'nodes':>7} {'ties':>8}  {'aim':8} {'ours':>9} {'best row':>9} {'ratio':>6} {'authors':>9} {'ratio':>6}"
          f" {'bound':>6} {'cpu s':>6} {'MiB':>5}  found by")
    with tempfile.TemporaryDirectory() as scratch:
        for name in sorted(rows, key=lambda name: (int(rows[name][0]["m"]), name)):
            path = unpacked(folder, name, pathlib.Path(scratch))
            if path is None:
                print(f"{name:24} no file of that name in {folder}")
                continue
            for aim, objective in (("R", "area"), ("removals", "removals")):
                line, seconds, mebibytes = run(program, ["--objective", objective, path])
                nodes, ties, method, removals, area, bound, proven = int(line[1]), int(line[2]), line[3], int(line[4]), float(line[5]), line[6], line[7]
                ours = area if aim == "R" else removals
                best = min(float(row[aim]) for row in rows[name])
                authors = min((float(row[aim]) for row in rows[name] if "(authors)" in row["method"]), default=best)
                to_best[aim].append(ours / best)
                to_authors[aim].append(ours / authors)
                flags = []
                # The reference is rounded to six places.
                if ours > best + (5e-7 if aim == "R" else 0):
                    flags.append("worse than the best row")
                if seconds > seconds_allowed(nodes):
                    flags.append(f"over {seconds_allowed(nodes)} s")
                if mebibytes > MOST_MIB:
                    flags.append(f"over {MOST_MIB} MiB")
                if flags:
                    missed.append(f"{name}, {aim}: {', '.join(flags)}")
                limit = "=" if proven == "true" else bound
                print(f"{name:24} {nodes:7} {ties:8}  {aim:8} {ours:9.6g} {best:9.6g} {ours / best:6.3f} {authors:9.6g} {ours / authors:6.3f}"
                      f" {limit:>6} {seconds:6.2f} {mebibytes:5.0f}  {method}{'  MISSED' if flags else ''}", flush=True)
    for aim, most in (("R", MOST_R_TO_AUTHORS), ("removals", MOST_REMOVALS_TO_AUTHORS)):
        ratio = mean(to_authors[aim])
        print(f"{aim}: geometric mean to the best of the authors' codes {ratio:.4f} (bar {most}), to the best row {mean(to_best[aim]):.4f}")
        if ratio > most:
            missed.append(f"geometric mean of {aim} {ratio:.4f} over {most}")
    for miss in missed:
        print(f"missed: {miss}")
    return 1 if missed else 0


sys.exit(main())
