"""Scores files of labelled pairs with nomenklatura: F1 at a score of 0.7, and the best F1 of all thresholds.

    labelled.py [--algorithm logic-v2] [--scores OUT.jsonl] FILE...

A line is `{"schema", "query": {...}, "candidate": {...}, "is_match"}`, as the generator's `pairs` writes it. It fetches
nothing. `--scores` writes each line with its score, for whoever wants to look at the errors.
"""

import argparse
import json

from nomenklatura.matching import ScoringConfig, get_algorithm
from peer import read_pairs

MATCH = 0.7


def f1(scored, threshold):
    """Precision, recall and F1 when what scores that much or more is a match."""
    said = [is_match for score, is_match in scored if score >= threshold]
    right, matches = sum(said), sum(is_match for _, is_match in scored)
    precision = right / len(said) if said else 1.0
    recall = right / matches if matches else 1.0
    return precision, recall, 2 * right / (len(said) + matches) if matches else 0.0


def best_f1(scored):
    """The best F1 over all thresholds, and the threshold."""
    right = said = 0
    matches = sum(is_match for _, is_match in scored)
    best = (0.0, 1.0)
    ranked = sorted(scored, reverse=True)
    for place, (score, is_match) in enumerate(ranked):
        said += 1
        right += is_match
        # Pairs of one score are decided together.
        if place + 1 == len(ranked) or ranked[place + 1][0] != score:
            best = max(best, (2 * right / (said + matches), score))
    return best


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument("--algorithm", default="logic-v2")
    parser.add_argument("--scores")
    arguments = parser.parse_args()
    algorithm = get_algorithm(arguments.algorithm)
    if algorithm is None:
        parser.error(f"nomenklatura has no algorithm {arguments.algorithm}")
    config = ScoringConfig.defaults()
    out = open(arguments.scores, "w", encoding="utf-8") if arguments.scores else None
    print(f"{'file':<28}{'pairs':>8}{'precision':>11}{'recall':>8}{'F1 at .7':>10}{'best F1':>9}{'at':>6}")
    for file in arguments.files:
        scored = []
        for left, right, is_match in read_pairs(file):
            score = algorithm.compare(left, right, config).score
            scored.append((score, bool(is_match)))
            if out:
                said = {"query": left.to_dict()["properties"], "candidate": right.to_dict()["properties"]}
                out.write(json.dumps({"schema": left.schema.name, **said, "is_match": is_match, "score": score}) + "\n")
        precision, recall, at_match = f1(scored, MATCH)
        best, threshold = best_f1(scored)
        name = file.rsplit("/", 1)[-1]
        print(f"{name:<28}{len(scored):>8,}{precision:>11.3f}{recall:>8.3f}{at_match:>10.3f}{best:>9.3f}{threshold:>6.2f}")
    if out:
        out.close()


if __name__ == "__main__":
    main()
