#!/usr/bin/env python3
"""Trains the classifier of ties from annotated sentences.

usage: train.py ENCODER MODEL SENTENCES... [--judge SENTENCES]... [--layers N] [--inner N] [--epochs N] [--seed N]

ENCODER is the folder of a BERT encoder in safetensors, SENTENCES what `cargo run --example classifier` writes. Every tenth
text is kept out of training and judged with those of --judge. Needs numpy, jax and safetensors; README.md says more.
"""
import argparse
import json
import math
import os
import random
import time
import zlib

import jax
import jax.numpy as jnp
import numpy as np
from safetensors.numpy import load_file

TIES, EVENTS, MARKS = 27, 20, 14
DIRECTED = 22
GAPS = 4
HEADS, EPSILON = 12, 1e-12
PAIR_WIDTH, PARTY_WIDTH = 256, 128
LENGTH, ROWS = 192, 8  # pieces of a row, in which sentences stand side by side, and rows of a batch
PARTIES, PAIRS, CARRIED = 288, 320, 1024  # of a batch
LONGEST, BETWEEN = 12, 32  # pieces of a party, and between two, that are looked at


def read(paths):
    sentences = []
    for path in paths:
        with open(path, encoding="utf-8") as file:
            sentences += [json.loads(line) for line in file]
    for s in sentences:
        for told in s["pairs"] + s["carried"]:
            for labels in told[-2:]:
                # What says the same from either end has one label.
                labels[:] = sorted({label & ~1 if label >= 2 * DIRECTED else label for label in labels})
    return sentences


def texts(sentences):
    """The sentences of each text, in its order."""
    held = []
    for s in sentences:
        if not held or held[-1][0]["name"] != s["name"]:
            held.append([])
        held[-1].append(s)
    return held


class Batch:
    """Sentences side by side in rows. Pieces are counted through all rows; a sentence lies in one."""

    def __init__(self):
        self.pieces = np.zeros(ROWS * LENGTH, np.int32)
        self.marks = np.zeros(ROWS * LENGTH, np.int32)
        self.places = np.zeros(ROWS * LENGTH, np.int32)
        self.sentence = np.zeros(ROWS * LENGTH, np.int32)
        self.party_at = np.zeros((PARTIES, 3), np.int32)  # first piece, pieces, first piece of the sentence
        self.pair_at = np.zeros((PAIRS, 5), np.int32)  # two parties, first piece between, pieces, first piece of the sentence
        self.carried_at = np.zeros((CARRIED, 5), np.int32)  # two parties, the first pieces of their sentences, the gap
        self.labels = {at: (np.zeros((most, kinds), np.float32), np.zeros((most, kinds), np.float32))
                       for at, most, kinds in (("pair", PAIRS, 2 * TIES), ("carried", CARRIED, 2 * TIES), ("party", PARTIES, EVENTS))}
        self.used = {"pair": 0, "carried": 0, "party": 0}
        self.next = self.count = 0

    def take(self, text, at, where):
        """Whether a sentence of a text still went in. `where` tells of those before it in this batch where they lie."""
        s = text[at]
        size = len(s["pieces"])
        start = self.next if self.next % LENGTH + size <= LENGTH else (self.next // LENGTH + 1) * LENGTH
        carried = [c for c in s["carried"] if at - c[0] in where]
        if (start + size > ROWS * LENGTH or self.used["party"] + len(s["parties"]) > PARTIES
                or self.used["pair"] + len(s["pairs"]) > PAIRS or self.used["carried"] + len(carried) > CARRIED):
            return False
        self.count += 1
        own = slice(start, start + size)
        self.pieces[own], self.marks[own], self.places[own] = s["pieces"], s["marks"], np.arange(size)
        self.sentence[own] = self.count
        self.next = start + size
        parties = {}
        for (span, _, right, masked) in s["parties"]:
            parties[tuple(span)] = self.used["party"]
            self.party_at[self.used["party"]] = start + span[0], span[1] - span[0], start
            self.label("party", right, masked)
        for (a, b, right, masked) in s["pairs"]:
            self.pair_at[self.used["pair"]] = parties[tuple(a)], parties[tuple(b)], start + a[1], max(b[0] - a[1], 0), start
            self.label("pair", right, masked)
        for (back, gap, a, b, right, masked) in carried:
            first, others = where[at - back]
            self.carried_at[self.used["carried"]] = others[tuple(a)], parties[tuple(b)], first, start, gap
            self.label("carried", right, masked)
        where[at] = start, parties
        return True

    def label(self, at, right, masked):
        labels, weights = self.labels[at]
        row = self.used[at]
        labels[row, right] = 1
        weights[row] = 1
        weights[row, [m for m in masked if m not in right]] = 0
        self.used[at] += 1

    def arrays(self):
        shape = lambda x: x.reshape(ROWS, LENGTH)
        return {"pieces": shape(self.pieces), "marks": shape(self.marks), "places": shape(self.places), "sentence": shape(self.sentence),
                "party_at": self.party_at, "pair_at": self.pair_at, "carried_at": self.carried_at, **self.labels}


def batches(of_texts, shuffle):
    order = list(range(len(of_texts)))
    if shuffle:
        shuffle.shuffle(order)
    batch = Batch()
    for text in (of_texts[at] for at in order):
        where = {}
        for at in range(len(text)):
            if not batch.take(text, at, where):
                yield batch
                batch, where = Batch(), {}
                batch.take(text, at, where)
    if batch.count:
        yield batch


def encoder(folder, layers):
    tensors = load_file(os.path.join(folder, "model.safetensors"))
    tensors = {name.removeprefix("bert."): t.astype(np.float32) for name, t in tensors.items() if t.dtype != np.int64}
    fixed = {"words": tensors["embeddings.word_embeddings.weight"],
             "places": tensors["embeddings.position_embeddings.weight"][:128]
             + tensors["embeddings.token_type_embeddings.weight"][0]}
    learned = {"norm": (tensors["embeddings.LayerNorm.weight"], tensors["embeddings.LayerNorm.bias"]), "layers": []}
    for n in range(layers):
        t = lambda name: tensors[f"encoder.layer.{n}.{name}"]
        dense = lambda name: (t(name + ".weight").T.copy(), t(name + ".bias"))
        norm = lambda name: (t(name + ".weight"), t(name + ".bias"))
        qkv = [dense(f"attention.self.{x}") for x in ("query", "key", "value")]
        learned["layers"].append({
            "qkv": (np.concatenate([w for w, _ in qkv], 1), np.concatenate([b for _, b in qkv])),
            "out": dense("attention.output.dense"), "norm1": norm("attention.output.LayerNorm"),
            "up": dense("intermediate.dense"), "down": dense("output.dense"), "norm2": norm("output.LayerNorm")})
    return fixed, learned


def begin(learned, seed):
    draw = np.random.default_rng(seed)
    width = learned["norm"][0].shape[0]
    dense = lambda rows, columns: ((draw.normal(size=(rows, columns)) * math.sqrt(2 / (rows + columns))).astype(np.float32),
                                   np.zeros(columns, np.float32))
    learned["marks"] = (draw.normal(size=(MARKS, width)) * 0.02).astype(np.float32)
    for pair in ("pair", "carried"):
        learned[pair + "1"] = dense(4 * width, PAIR_WIDTH)
        learned[pair + "2"] = dense(PAIR_WIDTH, 2 * TIES)
        learned[pair + "2"][1][:] = -4
    learned["gaps"] = (draw.normal(size=(GAPS, PAIR_WIDTH)) * 0.02).astype(np.float32)
    learned["party1"] = dense(2 * width, PARTY_WIDTH)
    learned["party2"] = dense(PARTY_WIDTH, EVENTS)
    learned["party2"][1][:] = -4
    return learned


def normed(x, norm):
    mean = x.mean(-1, keepdims=True)
    variance = ((x - mean) ** 2).mean(-1, keepdims=True)
    return (x - mean) * jax.lax.rsqrt(variance + EPSILON) * norm[0] + norm[1]


def dropped(x, key, rate):
    if key is None or rate == 0:
        return x
    return jnp.where(jax.random.bernoulli(key, 1 - rate, x.shape), x / (1 - rate), 0)


def encode(fixed, learned, batch, key, rate, used=None):
    keys = iter(jax.random.split(key, 2 * len(learned["layers"]) + 1)) if key is not None else iter([None] * 99)
    x = fixed["words"][batch["pieces"]] + fixed["places"][batch["places"]] + learned["marks"][batch["marks"]]
    x = dropped(normed(x, learned["norm"]), next(keys), rate)
    # Each sentence sees itself alone.
    apart = batch["sentence"][:, :, None] != batch["sentence"][:, None, :]
    blocked = jnp.where(apart, -1e9, 0.0)[:, None, :, :]
    rows, length, width = x.shape
    for layer in learned["layers"]:
        qkv = (x @ layer["qkv"][0] + layer["qkv"][1]).reshape(rows, length, 3, HEADS, width // HEADS)
        q, k, v = (qkv[:, :, i].transpose(0, 2, 1, 3) for i in range(3))
        weights = jax.nn.softmax(q @ k.transpose(0, 1, 3, 2) / math.sqrt(width // HEADS) + blocked, -1)
        seen = (weights @ v).transpose(0, 2, 1, 3).reshape(rows, length, width)
        x = normed(x + dropped(seen @ layer["out"][0] + layer["out"][1], next(keys), rate), layer["norm1"])
        up = jax.nn.gelu(x @ layer["up"][0] + layer["up"][1], approximate=False)
        if used is not None:
            used.append(jnp.abs(up).mean((0, 1)))
        x = normed(x + dropped(up @ layer["down"][0] + layer["down"][1], next(keys), rate), layer["norm2"])
    return x.reshape(rows * length, width)


def pruned(fixed, learned, of_texts, width):
    """Of each layer's inner units the ones that move the most of its output, measured on some of the texts: the rest cost time."""
    some = [batch for batch, _ in zip(batches(of_texts, random.Random(0)), range(16))]
    used = [0] * len(learned["layers"])
    for batch in some:
        of_batch = []
        encode(fixed, learned, batch.arrays(), None, 0, of_batch)
        used = [x + np.asarray(y) for x, y in zip(used, of_batch)]
    for layer, moved in zip(learned["layers"], used):
        kept = np.sort(np.argsort(-moved * np.linalg.norm(layer["down"][0], axis=1))[:width])
        layer["up"] = layer["up"][0][:, kept], layer["up"][1][kept]
        layer["down"] = layer["down"][0][kept], layer["down"][1]


def highest(x, starts, sizes, most):
    """The highest of each number over some pieces; nothing where there are none."""
    at = jnp.arange(most)
    inside = at < sizes[:, None]
    best = jnp.where(inside[:, :, None], x[jnp.minimum(starts[:, None] + at, x.shape[0] - 1)], -1e9).max(1)
    return jnp.where(inside.any(1)[:, None], best, 0)


def heads(learned, x, batch, key, rate):
    keys = jax.random.split(key, 3) if key is not None else (None, None, None)
    parties = highest(x, batch["party_at"][:, 0], batch["party_at"][:, 1], LONGEST)

    def judge(name, parts, key, more=0):
        hidden = dropped(jnp.concatenate(parts, 1), key, rate) @ learned[name + "1"][0] + learned[name + "1"][1] + more
        return jax.nn.gelu(hidden, approximate=False) @ learned[name + "2"][0] + learned[name + "2"][1]

    a, b, start, size, first = batch["pair_at"].T
    pair = judge("pair", [parties[a], parties[b], highest(x, start, size, BETWEEN), x[first]], keys[0])
    party = judge("party", [parties, x[batch["party_at"][:, 2]]], keys[1])
    a, b, one, other, gap = batch["carried_at"].T
    carried = judge("carried", [parties[a], parties[b], x[one], x[other]], keys[2], learned["gaps"][gap])
    return {"pair": pair, "party": party, "carried": carried}


def cross_entropy(logits, labels, weights):
    each = jnp.maximum(logits, 0) - logits * labels + jnp.log1p(jnp.exp(-jnp.abs(logits)))
    return (each * weights).sum()


def loss(learned, fixed, batch, key, rate):
    first, second = jax.random.split(key)
    found = heads(learned, encode(fixed, learned, batch, first, rate), batch, second, rate)
    by = {"pair": 1.0, "carried": 1.0, "party": 0.5}
    return sum(by[at] * cross_entropy(found[at], *batch[at]) for at in by) / 32


@jax.jit
def predict(learned, fixed, batch):
    return jax.tree.map(jax.nn.sigmoid, heads(learned, encode(fixed, learned, batch, None, 0), batch, None, 0))


def is_head(path):
    return any(getattr(p, "key", "") in ("pair1", "pair2", "party1", "party2", "carried1", "carried2", "gaps", "marks") for p in path)


@jax.jit
def step(learned, first, second, fixed, batch, key, number, rate, dropout=0.1):
    grown = jax.grad(loss)(learned, fixed, batch, key, dropout)
    size = jnp.sqrt(sum((g ** 2).sum() for g in jax.tree.leaves(grown)))
    scale = jnp.minimum(1, 1 / (size + 1e-6))
    grown = jax.tree.map(lambda g: g * scale, grown)
    first = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, first, grown)
    second = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, second, grown)

    def moved(path, p, m, v):
        own = rate * (10.0 if is_head(path) else 1.0)
        m, v = m / (1 - 0.9 ** number), v / (1 - 0.999 ** number)
        decay = 0.01 if p.ndim > 1 else 0.0
        return p - own * (m / (jnp.sqrt(v) + 1e-6) + decay * p)

    return jax.tree_util.tree_map_with_path(moved, learned, first, second), first, second


def judged(learned, fixed, of_texts, name):
    judgements = {"pair": [], "carried": [], "party": []}
    for batch in batches(of_texts, None):
        found = predict(learned, fixed, batch.arrays())
        for at, into in judgements.items():
            count, (labels, weights) = batch.used[at], batch.labels[at]
            got, labels, weights = np.array(found[at])[:count], labels[:count], weights[:count]
            into += list(zip(got[weights > 0].tolist(), labels[weights > 0].tolist()))
    line = []
    for what, into in judgements.items():
        into.sort(reverse=True)
        total = sum(l for _, l in into)
        right, best, at95, at90 = 0, (0, 0, 0, 0), 0, 0
        for n, (s, l) in enumerate(into, 1):
            right += l
            f = 2 * right / (n + total)
            if f > best[0]:
                best = (f, right / n, right / total, s)
            if n >= 20 and right / n >= 0.95:
                at95 = right / total
            if n >= 20 and right / n >= 0.90:
                at90 = right / total
        line.append(f"{what} {int(total)}: F {best[0]:.3f} (P {best[1]:.2f} R {best[2]:.2f} at {best[3]:.2f}), R at P.90 {at90:.2f}, at P.95 {at95:.2f}")
    print(f"   {name}: " + "; ".join(line), flush=True)


def save(path, fixed, learned):
    """The form that src/classifier/file.rs reads: weights a byte each, with a scale for each column, or of words each row."""
    out = [b"UMC1"]
    number = lambda *numbers: out.append(np.array(numbers, "<u4").tobytes())
    vector = lambda x: (number(len(x)), out.append(np.asarray(x, "<f4").tobytes()))

    def matrix(x, axis):
        x = np.asarray(x)
        scale = np.maximum(np.abs(x).max(axis, keepdims=True), 1e-9) / 127
        number(*x.shape)
        out.append(np.round(x / scale).astype(np.int8).tobytes())
        out.append(scale.astype("<f4").tobytes())

    def dense(x):
        matrix(x[0], 0)
        vector(x[1])

    number(2, TIES, EVENTS, len(learned["layers"]))
    matrix(fixed["words"], 1)
    matrix(fixed["places"], 0)
    matrix(learned["marks"], 0)
    vector(learned["norm"][0])
    vector(learned["norm"][1])
    for layer in learned["layers"]:
        for name in ("qkv", "out", "norm1", "up", "down", "norm2"):
            if name.startswith("norm"):
                vector(layer[name][0])
                vector(layer[name][1])
            else:
                dense(layer[name])
    for name in ("pair1", "pair2", "party1", "party2", "carried1", "carried2"):
        dense(learned[name])
    matrix(learned["gaps"], 0)
    with open(path, "wb") as file:
        file.write(b"".join(out))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("encoder")
    parser.add_argument("model")
    parser.add_argument("sentences", nargs="+")
    parser.add_argument("--judge", action="append", default=[])
    parser.add_argument("--layers", type=int, default=4)
    parser.add_argument("--inner", type=int, default=1024, help="inner units of a layer that are kept of 1536")
    parser.add_argument("--epochs", type=int, default=7)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    every = read(asked.sentences)
    is_kept = lambda s: not s["name"].startswith("rule ") and zlib.crc32(s["name"].encode()) % 10 == 0
    train = texts([s for s in every if not is_kept(s)])
    kept = texts([s for s in every if is_kept(s)])
    sets = [("kept out", kept)] + [(os.path.basename(path), texts(read([path]))) for path in asked.judge]
    print(len(train), "texts to learn from,", len(kept), "kept out", flush=True)
    fixed, learned = encoder(asked.encoder, asked.layers)
    fixed, learned = jax.tree.map(jnp.asarray, fixed), begin(learned, asked.seed)
    pruned(fixed, learned, train, asked.inner)
    learned = jax.tree.map(jnp.asarray, learned)
    shuffle = random.Random(asked.seed)
    steps = asked.epochs * sum(1 for _ in batches(train, random.Random(0)))
    zeros = jax.tree.map(jnp.zeros_like, learned)
    first, second = zeros, zeros
    number, key = 0, jax.random.PRNGKey(asked.seed)
    for epoch in range(asked.epochs):
        start = time.time()
        for batch in batches(train, shuffle):
            number += 1
            rate = asked.rate * min(number / (0.1 * steps), max(0.02, (steps - number) / (0.9 * steps)))
            key, own = jax.random.split(key)
            learned, first, second = step(learned, first, second, fixed, batch.arrays(), own, number, rate)
        print(f"epoch {epoch + 1}: {time.time() - start:.0f} s", flush=True)
        if epoch % 3 == 2 or epoch + 1 == asked.epochs:
            for name, of_texts in sets:
                judged(learned, fixed, of_texts, name)
    save(asked.model, fixed, learned)


if __name__ == "__main__":
    main()
