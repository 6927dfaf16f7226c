"""Times the import of a file of entities beside FollowTheMoney's own `ftm validate` on the same file, in one run.

    compare.py ENTITIES FTM IMPORT

ENTITIES is the file, FTM the `ftm` program, IMPORT the example `import` of the crate `umbra-case`, which runs twice before the
other and twice after it. Prints what each took, ours on average, and the ratio, and fails if the two count different numbers of entities.
"""

import glob
import json
import os
import shutil
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


def main(entities, ftm, importer):
    # Both read from the page cache.
    total = lines_in(entities)
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as folder:
        case = os.path.join(folder, "bench.umbra")
        validated = os.path.join(folder, "validated.json")
        # A machine that does other things on the side does more of them at one time than at another: so ours before,
        # and after.
        imports = []
        for moment in range(4):
            if moment == 2:
                ftm_wall, ftm_cpu, _ = times([ftm, "validate", "-i", entities, "-o", validated])
                theirs = lines_in(validated)
            for made in glob.glob(f"{case}*"):
                shutil.rmtree(made) if os.path.isdir(made) else os.remove(made)
            imports.append(times([importer, entities, case, "--json"]))
        wall, cpu = (statistics.mean(run[which] for run in imports) for which in (0, 1))
        ours = json.loads(imports[-1][2])
        size = os.path.getsize(case)
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
