"""Times `umbra ftm validate` beside FollowTheMoney's own `ftm validate` on the same file, in one run, and measures the
peak memory of `umbra ftm gexf` on files of different sizes.

    compare.py UMBRA FTM ENTITIES SMALL LARGE

Ours runs three times before the other and three times after it. Prints entities per second of processor time, ours by the
median, and the ratio. Fails if the two write different numbers of entities, if the ratio is below 20, or if the larger
drawing takes a quarter more memory than the smaller.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time

BAR = 20
GROWTH = 1.25


def times(command):
    """Runs a command; gives wall and processor seconds and its peak memory in bytes."""
    start = time.monotonic()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.monotonic() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"{command} ended with {child.returncode}")
    unit = 1 if sys.platform == "darwin" else 1024
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit


def lines_in(path):
    with open(path, "rb") as file:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(1 << 20), b""))


def main(umbra, ftm, entities, small, large):
    # Both read from the page cache.
    total = lines_in(entities)
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as folder:
        ours_out, theirs_out = os.path.join(folder, "ours.json"), os.path.join(folder, "theirs.json")
        run = lambda: times([umbra, "ftm", "validate", entities, "-o", ours_out])
        ours = [run() for _ in range(3)]
        their_wall, their_cpu, their_peak = times([ftm, "validate", "-i", entities, "-o", theirs_out])
        ours += [run() for _ in range(3)]
        wall, cpu, peak = (statistics.median(each[which] for each in ours) for which in range(3))
        written = lines_in(ours_out), lines_in(theirs_out)
        ratio = their_cpu / cpu
        print(f"file                {total:>10,} entities, {os.path.getsize(entities) / 1e6:,.0f} MB, {os.cpu_count()} cores")
        print(f"umbra ftm validate  {total / cpu:10,.0f} entities per s of processor  {cpu:8.2f} s  wall {wall:.2f} s  peak {peak / 1e6:,.0f} MB")
        print(f"ftm validate        {total / their_cpu:10,.0f} entities per s of processor  {their_cpu:8.2f} s  wall {their_wall:.2f} s  peak {their_peak / 1e6:,.0f} MB")
        print(f"ratio               {ratio:10.1f}   (by run: {', '.join(f'{their_cpu / each[1]:.1f}' for each in ours)})")
        peaks = []
        for file in (small, large):
            wall, cpu, peak = times([umbra, "ftm", "gexf", file, "-o", os.path.join(folder, "net.gexf")])
            peaks.append(peak)
            print(f"umbra ftm gexf      {lines_in(file):>10,} entities  {cpu:8.2f} s  peak {peak / 1e6:,.1f} MB")
        for command in ("aggregate", "statements"):
            wall, cpu, peak = times([umbra, "ftm", command, large, "-o", os.path.join(folder, "out")])
            print(f"umbra ftm {command:<10}{lines_in(large):>10,} entities  {cpu:8.2f} s  peak {peak / 1e6:,.1f} MB")
    if not written[0] == written[1] == total:
        sys.exit(f"the counts differ: {total} lines, {written[0]} by umbra, {written[1]} by ftm")
    if ratio < BAR:
        sys.exit(f"the bar is missed: {ratio:.1f} times, not {BAR}")
    if peaks[1] > peaks[0] * GROWTH:
        sys.exit(f"the drawing's memory grows with the file: {peaks[0]} and {peaks[1]} bytes")


if __name__ == "__main__":
    if len(sys.argv) != 6:
        sys.exit(__doc__)
    main(*sys.argv[1:])
