"""Times the import of a file of entities beside FollowTheMoney's own `ftm validate` on the same file, in one run.

    compare.py ENTITIES FTM IMPORT

ENTITIES is the file, FTM the `ftm` program, IMPORT the example `import` of the crate `umbra-case`. Prints what each took
and the ratio, and fails if the two count different numbers of entities.
"""

import json
import os
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
        wall, cpu, out = times([importer, entities, case, "--json"])
        ours = json.loads(out)
        size = os.path.getsize(case)
        validated = os.path.join(folder, "validated.json")
        ftm_wall, ftm_cpu, _ = times([ftm, "validate", "-i", entities, "-o", validated])
        theirs = lines_in(validated)
    print(f"file           {total:>12,} entities, {os.path.getsize(entities) / 1e6:,.0f} MB, {os.cpu_count()} cores")
    print(f"umbra import   {wall:12.2f} s   {total / wall:12,.0f} entities/s   {cpu:8.2f} s of processor")
    print(f"               {ours['peak_bytes'] / 1e6:12,.0f} MB peak memory, case file {size / 1e6:,.0f} MB")
    print(f"ftm validate   {ftm_wall:12.2f} s   {total / ftm_wall:12,.0f} entities/s   {ftm_cpu:8.2f} s of processor")
    print(f"ratio          {ftm_wall / wall:12.1f}")
    if not ours["entities"] == theirs == total:
        sys.exit(f"the counts differ: {total} lines, {ours['entities']} imported, {theirs} validated")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
