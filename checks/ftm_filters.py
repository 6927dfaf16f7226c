"""`umbra ftm` must make of a file what FollowTheMoney's own program makes of it, save what docs/ftm.md lists.

    ftm_filters.py UMBRA FTM ENTITIES

ENTITIES is a file of clean entities. A second file is made here, of values and lines that are not clean.
"""

import csv
import io
import json
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

umbra, ftm, clean = sys.argv[1:4]

MIXED = [
    {"id": "p1", "schema": "Person", "properties": {"name": [" Ana  Brandt ", "\"Ana B.\""], "nationality": ["Malta", "xx"],
     "birthDate": ["1975-4-3", "soon", "1975-04-03"], "email": ["ANA@Example.ORG"], "phone": ["+49 30 1234567"], "nome": ["x"]}},
    {"id": "c1", "schema": "Company", "properties": {"name": ["Quay\u200b Haulage"], "website": ["example.org"], "capital": [5, True]},
     "datasets": ["register"], "caption": "Quay", "first_seen": "2021-01-01"},
    {"id": "o1", "schema": "Ownership", "properties": {"owner": ["p1"], "asset": [{"id": "c1"}], "startDate": ["2015-00-00"]}},
    {"id": "a1", "schema": "Address", "properties": {"full": ["1 Quay\n Street, Marenport"], "country": ["GERMANY"]}},
    {"id": "p2", "schema": "Person", "properties": {"name": ["王毅"], "addressEntity": ["a1"], "topics": ["Sanction", "no-topic"]}},
    # What docs/ftm.md lists as read otherwise.
    {"id": "p3", "schema": "Person", "properties": {"birthDate": ["1975/04/03"], "modifiedAt": ["2021-02-16T21:48:52Z"], "height": [1.5]}},
]
OTHERWISE = {("p3", "birthDate"): ["1975-04-03"], ("p3", "modifiedAt"): ["2021-02-16T21:48:52"], ("p3", "height"): ["1.5"]}


def run(command, **options):
    return subprocess.run(command, check=True, capture_output=True, text=True, **options).stdout


def entities(text):
    """Entities by id. Lists of properties are compared as sets; FollowTheMoney writes empty lists of datasets and referents."""
    out = {}
    for entity in map(json.loads, text.splitlines()):
        assert entity["id"] not in out, f"{entity['id']} comes twice"
        entity["properties"] = {name: sorted(values) for name, values in entity["properties"].items()}
        for name in ("datasets", "referents", "origin"):
            if name in entity:
                entity[name] = sorted(entity[name])
            if entity.get(name) == []:
                del entity[name]
        out[entity["id"]] = entity
    return out


def same(what, ours, theirs, otherwise=()):
    assert ours.keys() == theirs.keys(), f"{what}: {sorted(ours.keys() ^ theirs.keys())[:5]} are not in both"
    for key, theirs_one in theirs.items():
        ours_one = ours[key]
        for (entity, name), values in dict(otherwise).items():
            if entity == key:
                assert ours_one["properties"].pop(name) == values, f"{what} {key} {name}"
                assert theirs_one["properties"].pop(name, None) != values, f"{what} {key} {name} is read alike by now"
        assert ours_one == theirs_one, f"{what} {key}:\n  ours {ours_one}\ntheirs {theirs_one}"
    print(f"{what}: {len(theirs)} alike")


def drawn(text):
    """Ids, schemata and labels of nodes, and what edges tie."""
    root = ElementTree.fromstring(text)
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    titles = {kind.get("class"): {each.get("id"): each.get("title") for each in kind} for kind in root.iter("attributes")}

    def said(element, kind):
        values = {titles[kind][each.get("for")]: each.get("value") for each in element.iter("attvalue")}
        values.pop("networkx_key", None), values.pop("entity", None), values.pop("weight", None)
        return {title: value for title, value in values.items() if value}

    plain = lambda name: name.removeprefix("entity:")
    nodes = {plain(node.get("id")): (node.get("label"), said(node, "node")) for node in root.iter("node")}
    edges = [(plain(edge.get("source")), plain(edge.get("target")), sorted(said(edge, "edge").items())) for edge in root.iter("edge")]
    return nodes, sorted(edges)


with tempfile.TemporaryDirectory() as folder:
    mixed = Path(folder, "mixed.json")
    mixed.write_text("".join(json.dumps(entity) + "\n" for entity in MIXED))
    valid = Path(folder, "valid.json")
    for path, otherwise in ((clean, {}), (mixed, OTHERWISE)):
        ours = run([umbra, "--quiet", "ftm", "validate", path])
        same(f"validate {path}", entities(ours), entities(run([ftm, "validate", "-i", path])), otherwise)
        valid.write_text(ours)

        rows = {}
        for program, command in (
            ("umbra", [umbra, "--quiet", "ftm", "statements", valid, "-d", "register"]),
            ("ftm", [ftm, "statements", valid, "-d", "register"]),
        ):
            written = run(command)
            rows[program] = sorted(map(tuple, csv.reader(io.StringIO(written))))
            Path(folder, f"{program}.csv").write_text(written)
        assert rows["umbra"] == rows["ftm"], "statements differ"
        print(f"statements: {len(rows['ftm']) - 1} alike, with their ids")

        # Theirs takes sorted rows only; what an entity is called is chosen among equals by chance there.
        whole = entities(run([umbra, "--quiet", "ftm", "aggregate", Path(folder, "umbra.csv")]))
        theirs = entities(run([ftm, "aggregate-statements", "-i", Path(folder, "umbra.csv")]))
        for entity in (*whole.values(), *theirs.values()):
            del entity["caption"]
        same("aggregate of statements", whole, theirs)

        twice = Path(folder, "twice.json")
        twice.write_text(valid.read_text() * 2)
        ours, theirs = (entities(run(command)) for command in (
            [umbra, "--quiet", "ftm", "aggregate", twice], [ftm, "aggregate", "-i", twice]))
        # Theirs takes what stands behind the last dot of an id for a signature and cuts it off.
        dotted = {key for key in ours if "." in key or "_" in key}
        same("aggregate", {key: one for key, one in ours.items() if key not in dotted},
             {key: one for key, one in theirs.items() if key in ours})

        ours = drawn(run([umbra, "--quiet", "ftm", "gexf", valid]))
        theirs = drawn(run([ftm, "export-gexf", "-i", valid]))
        bare = {key for key, (label, said) in ours[0].items() if label == key}
        assert ours[0].keys() == theirs[0].keys(), f"nodes differ: {sorted(ours[0].keys() ^ theirs[0].keys())[:5]}"
        for key, node in theirs[0].items():
            # Several values are parted by signs that differ; which of several names labels a node, too.
            titles = lambda one: {title: sorted(value.replace(" / ", "; ").split("; ")) for title, value in one[1].items()}
            assert key in bare or titles(ours[0][key]) == titles(node), f"{key}: {ours[0][key]} and {node}"
        ends = lambda edges: [(source, target) for source, target, _ in edges]
        assert ends(ours[1]) == ends(theirs[1]), "edges differ"
        print(f"gexf: {len(theirs[0])} nodes and {len(theirs[1])} edges alike")
