"""Runs nomenklatura on the files of the comparison, and prints one line of JSON.

    peer.py records FILE TRUTH [--algorithm NAME] [--threshold T] [--pairs-per-duplicate N]
    peer.py pairs FILE [--algorithm NAME]

`records` does what its `xref` does, without the database in which that keeps its decisions: the blocker's index over all
entities, the best N pairs for each true pair of duplicates, each scored by the algorithm; pairs above the threshold are joined.
Precision, recall and F1 count pairs of records: of those that the joined sets put together, and of those that the truth does.
`best_f1` is what the best of all thresholds would have given.

`pairs` scores each pair of a file of labelled pairs once. Reading the file and the first 200 pairs, in which tables are
loaded, aren't counted.
"""

import argparse
import collections
import json
import logging
import pathlib
import resource
import tempfile
import time

from followthemoney import model
from nomenklatura.blocker import Index
from nomenklatura.db import make_session
from nomenklatura.matching import ScoringConfig, get_algorithm
from nomenklatura.resolver import Resolver
from nomenklatura.store import load_entity_file_store

WARM_UP = 200


class Sets:
    """Disjoint sets of record ids."""

    def __init__(self):
        self.parent = {}

    def find(self, item):
        root = item
        while (above := self.parent.get(root, root)) != root:
            root = above
        while (above := self.parent.get(item, item)) != root:
            self.parent[item] = root
            item = above
        return root

    def join(self, one, other):
        self.parent[self.find(one)] = self.find(other)

    def members(self):
        members = collections.defaultdict(list)
        for item in self.parent:
            members[self.find(item)].append(item)
        return members.values()


def pairs_in(count):
    return count * (count - 1) // 2


def quality(decided, truth, true_pairs):
    """Precision, recall and F1 over pairs of records, once all pairs decided have been joined."""
    sets = Sets()
    for one, other in decided:
        sets.parent.setdefault(one, one)
        sets.parent.setdefault(other, other)
        sets.join(one, other)
    said = right = 0
    for members in sets.members():
        said += pairs_in(len(members))
        entities = collections.Counter(truth[member] for member in members)
        right += sum(pairs_in(count) for count in entities.values())
    precision = right / said if said else 1.0
    recall = right / true_pairs if true_pairs else 1.0
    return precision, recall, 2 * precision * recall / (precision + recall) if right else 0.0


def records(file, truth_file, algorithm, threshold, per_duplicate):
    with open(truth_file, encoding="utf-8") as lines:
        truth = dict(line.rstrip("\n").split("\t") for line in lines)
    true_pairs = sum(pairs_in(count) for count in collections.Counter(truth.values()).values())
    config = ScoringConfig.defaults()
    parts = {}
    wall, cpu = time.monotonic(), time.process_time()

    def lap(part):
        parts[part] = round(time.process_time() - cpu - sum(parts.values()), 2)

    with tempfile.TemporaryDirectory() as folder, make_session(f"sqlite:///{folder}/resolver.db") as session:
        store = load_entity_file_store(pathlib.Path(file), resolver=Resolver(session, create=True))
        view = store.default_view(external=True)
        lap("load")
        index = Index(view, pathlib.Path(folder) / "index")
        index.build()
        lap("index")
        pairs = [(one.id, other.id) for (one, other), _ in index.pairs(max_pairs=per_duplicate * true_pairs)]
        lap("block")
        scored = []
        for one, other in pairs:
            left, right = view.get_entity(one), view.get_entity(other)
            if left.schema.can_match(right.schema):
                scored.append((algorithm.compare(left, right, config).score, one, other))
        lap("score")
        index.close()
    cpu, wall = time.process_time() - cpu, time.monotonic() - wall
    precision, recall, f1 = quality(((one, other) for score, one, other in scored if score > threshold), truth, true_pairs)
    best = max(
        (quality(((one, other) for score, one, other in scored if score > at / 100), truth, true_pairs)[2], at / 100)
        for at in range(30, 100, 2)
    )
    return {
        "records": len(truth),
        "true_pairs": true_pairs,
        "pairs": len(pairs),
        "blocking_recall": sum(truth[one] == truth[other] for one, other in pairs) / true_pairs,
        "precision": precision,
        "recall": recall,
        "f1": f1,
        "best_f1": best[0],
        "best_threshold": best[1],
        "cpu": cpu,
        "cpu_parts": parts,
        "wall": wall,
        "peak_kb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
        "pairs_per_cpu_second": len(scored) / max(parts["score"], 0.01),
    }


def entity(number, schema, said):
    """An entity of a file of pairs, whose properties have one value or a list of them."""
    properties = {name: values if isinstance(values, list) else [values] for name, values in said.items()}
    return model.get_proxy({"id": f"{number}", "schema": schema, "properties": properties})


def read_pairs(file):
    with open(file, encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            pair = json.loads(line)
            left = entity(f"q{number}", pair["schema"], pair["query"])
            yield left, entity(f"c{number}", pair["schema"], pair["candidate"]), pair["is_match"]


def pairs(file, algorithm):
    config = ScoringConfig.defaults()
    every = list(read_pairs(file))
    for left, right, _ in every[:WARM_UP]:
        algorithm.compare(left, right, config)
    counted = every[WARM_UP:]
    wall, cpu = time.monotonic(), time.process_time()
    for left, right, _ in counted:
        algorithm.compare(left, right, config)
    cpu, wall = time.process_time() - cpu, time.monotonic() - wall
    return {
        "pairs": len(counted),
        "cpu": cpu,
        "wall": wall,
        "peak_kb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
        "pairs_per_cpu_second": len(counted) / cpu,
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["records", "pairs"])
    parser.add_argument("files", nargs="+")
    parser.add_argument("--algorithm", default="logic-v2")
    parser.add_argument("--threshold", type=float, default=0.7)
    parser.add_argument("--pairs-per-duplicate", type=int, default=10)
    arguments = parser.parse_args()
    logging.disable(logging.WARNING)
    algorithm = get_algorithm(arguments.algorithm)
    if algorithm is None:
        parser.error(f"nomenklatura has no algorithm {arguments.algorithm}")
    if arguments.what == "records":
        figures = records(*arguments.files, algorithm, arguments.threshold, arguments.pairs_per_duplicate)
    else:
        figures = pairs(*arguments.files, algorithm)
    print(json.dumps({"algorithm": arguments.algorithm, **figures}))


if __name__ == "__main__":
    main()
