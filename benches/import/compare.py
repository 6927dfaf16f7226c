"""Times the import of a file of entities beside FollowTheMoney's own `ftm validate` on the same file, in one run.

    compare.py ENTITIES FTM IMPORT

ENTITIES is the file, FTM the `ftm` program, IMPORT the example `import` of the crate `umbra-case`, which runs twice
before the other and twice after it. Prints what each took, ours on average, and the ratio, and fails if the two count
different numbers of entities.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time


def times(command, **options):
    """Runs a command; gives wall seconds, processor seconds and its standard output."""
    before = os.times()
    start = time.monotonic()
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, **options)
    wall = time.monotonic() - start
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return wall, cpu, done.stdout


def lines_in(path):
    with open(path, "rb") as file:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(1 << 20), b""))


def imported(importer, entities):
    """Imports into a case of its own; gives wall and processor seconds, what the importer says, and the case file's size."""
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as folder:
        case = os.path.join(folder, "bench.umbra")
        wall, cpu, out = times([importer, entities, case, "--json"])
        return wall, cpu, json.loads(out), os.path.getsize(case)


def main(entities, ftm, importer):
    # Both read from the page cache.
    total = lines_in(entities)
    # A machine that does other things on the side does more of them at one time than at another: so ours before and after.
    imports = [imported(importer, entities) for _ in range(2)]
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as folder:
        validated = os.path.join(folder, "validated.json")
        ftm_wall, ftm_cpu, _ = times([ftm, "validate", "-i", entities, "-o", validated])
        theirs = lines_in(validated)
    imports += [imported(importer, entities) for _ in range(2)]
    wall, cpu = (statistics.mean(run[which] for run in imports) for which in (0, 1))
    _, _, ours, size = imports[-1]
    print(f"file           {total:>12,} entities, {os.path.getsize(entities) / 1e6:,.0f} MB, {os.cpu_count()} cores")
    print(f"umbra import   {wall:12.2f} s   {total / wall:12,.0f} entities/s   {cpu:8.2f} s of processor")
    print(f"               {ours['peak_bytes'] / 1e6:12,.0f} MB peak memory, case file {size / 1e6:,.0f} MB")
    print(f"ftm validate   {ftm_wall:12.2f} s   {total / ftm_wall:12,.0f} entities/s   {ftm_cpu:8.2f} s of processor")
    each = ", ".join(f"{ftm_wall / run[0]:.1f}" for run in imports)
    print(f"ratio          {ftm_wall / wall:12.1f}   (by import: {each})")
    if not ours["entities"] == theirs == total:
        sys.exit(f"the counts differ: {total} lines, {ours['entities']} imported, {theirs} validated")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
