"""Decisions between Umbra and nomenklatura's resolver: what one writes the other takes, and both come to the same clusters.

Usage: resolver_lines.py UMBRA CASE. CASE is the example's, joined by `umbra investigate`; it is copied, not changed."""

import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

from nomenklatura.db import make_session
from nomenklatura.judgement import Judgement
from nomenklatura.resolver import Resolver

umbra, example = (pathlib.Path(path).resolve() for path in sys.argv[1:3])


def run(*arguments):
    ended = subprocess.run([umbra, *arguments], capture_output=True, text=True)
    assert ended.returncode == 0, f"{arguments} ended with {ended.returncode}: {ended.stdout}{ended.stderr}"
    return ended.stdout


def lines(case):
    return [json.loads(line) for line in run("--quiet", "resolve", case, "--export", "-").splitlines()]


def judgements(rows):
    """What is judged of each pair, without the names that are given to clusters."""
    return {(frozenset(row[:2]), row[2]) for row in rows if not any(end.startswith("NK-") for end in row[:2])}


def take(case, rows, scratch):
    file = scratch / "rows.json"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return run("resolve", case, "--import", file, "--as", "other")


with tempfile.TemporaryDirectory() as folder:
    folder = pathlib.Path(folder)
    case, bare = folder / "case.umbra", folder / "bare.umbra"
    for copy in (case, bare):
        shutil.copy(example, copy)
    joined = [row for row in lines(case) if row[2] == "positive" and not row[0].startswith("NK-")]
    assert len(joined) > 5, f"the example joins only {len(joined)} pairs"
    # Persons of whom nobody has judged yet: one pair that is two, one that is unsure.
    known = {end for row in lines(case) for end in row[:2]}
    people = [json.loads(line) for line in run("--quiet", "export", "ftm", case).splitlines()]
    people = sorted(entity["id"] for entity in people if entity["schema"] == "Person" and entity["id"] not in known)
    one, two, three, four = people[:4]
    take(case, [[one, two, "negative", None, "other", "2026-03-01"], [three, four, "unsure", 0.5, "other", "2026-03-01"]], folder)

    written = folder / "decisions.json"
    run("--quiet", "resolve", case, "--export", written)
    with make_session("sqlite://") as session:
        resolver = Resolver(session, create=True)
        resolver.load(written)
        ours = lines(case)
        for source, target, judgement, *_ in ours:
            found = resolver.get_judgement(source, target)
            assert found == Judgement(judgement), f"{source} and {target}: {judgement} here, {found} there"
            if judgement == "positive":
                assert resolver.get_canonical(source) == resolver.get_canonical(target)
                assert resolver.get_canonical(source).startswith("NK-"), "the cluster has no name of its own there"
        # A decision of theirs, and all of it back into a case that knows ours but not the two that were added.
        five, six = people[4:6]
        resolver.decide(five, six, Judgement.POSITIVE, user="other")
        back = folder / "back.json"
        resolver.dump(back)
    rows = [json.loads(line) for line in back.read_text().splitlines()]
    take(bare, rows, folder)
    expected = judgements(ours) | {(frozenset((five, six)), "positive")}
    missing = expected - judgements(lines(bare))
    assert not missing, f"lost on the way back: {missing}"
    print(f"{len(ours)} lines went to nomenklatura and back; {len(joined)} pairs are one there as here")
