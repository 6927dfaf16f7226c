#!/usr/bin/env python3
"""Trains the classifier of ties from annotated sentences.

usage: train.py ENCODER MODEL SENTENCES... [--judge SENTENCES]... [--layers N] [--epochs N] [--seed N]

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

TIES, EVENTS, MARKS = 27, 20, 10
DIRECTED = 22
HEADS, EPSILON = 12, 1e-12
PAIR_WIDTH, PARTY_WIDTH = 256, 128
SHAPES = [(length, 1536 // length) for length in (16, 24, 32, 40, 48, 64, 88, 128)]  # pieces, sentences of a batch
PAIRS, PARTIES = 160, 128


def read(paths):
    sentences = []
    for path in paths:
        with open(path, encoding="utf-8") as file:
            sentences += [json.loads(line) for line in file]
    for s in sentences:
        for pair in s["pairs"]:
            for labels in pair[2:4]:
                # What says the same from either end has one label.
                labels[:] = sorted({label & ~1 if label >= 2 * DIRECTED else label for label in labels})
    return sentences


def batches(sentences, shuffle):
    order = list(range(len(sentences)))
    if shuffle:
        shuffle.shuffle(order)
    held = {length: [] for length, _ in SHAPES}
    full = []
    for at in order:
        s = sentences[at]
        length, most = next((l, b) for l, b in SHAPES if len(s["pieces"]) <= l)
        batch = held[length]
        pairs = sum(len(sentences[o]["pairs"]) for o in batch) + len(s["pairs"])
        parties = sum(len(sentences[o]["parties"]) for o in batch) + len(s["parties"])
        if batch and (len(batch) == most or pairs > PAIRS or parties > PARTIES):
            full.append((length, most, batch))
            held[length] = batch = []
        batch.append(at)
    full += [(l, b, held[l]) for l, b in SHAPES if held[l]]
    if shuffle:
        shuffle.shuffle(full)
    for length, most, batch in full:
        yield arrays([sentences[at] for at in batch], length, most), batch


def arrays(batch, length, most):
    pieces = np.zeros((most, length), np.int32)
    marks = np.zeros((most, length), np.int32)
    pair_at = np.zeros((PAIRS, 5), np.int32)
    pair_labels = np.zeros((PAIRS, 2 * TIES), np.float32)
    pair_weights = np.zeros((PAIRS, 2 * TIES), np.float32)
    party_at = np.zeros((PARTIES, 3), np.int32)
    party_labels = np.zeros((PARTIES, EVENTS), np.float32)
    party_weights = np.zeros((PARTIES, EVENTS), np.float32)
    p = q = 0
    for row, s in enumerate(batch):
        pieces[row, : len(s["pieces"])] = s["pieces"]
        marks[row, : len(s["marks"])] = s["marks"]
        for (a, b, right, masked) in s["pairs"]:
            if p == PAIRS:
                break
            pair_at[p] = row, *a, *b
            pair_labels[p, right] = 1
            pair_weights[p] = 1
            pair_weights[p, [m for m in masked if m not in right]] = 0
            p += 1
        for (at, _, right, masked) in s["parties"]:
            if q == PARTIES:
                break
            party_at[q] = row, *at
            party_labels[q, right] = 1
            party_weights[q] = 1
            party_weights[q, [m for m in masked if m not in right]] = 0
            q += 1
    return dict(pieces=pieces, marks=marks, pair_at=pair_at, pair_labels=pair_labels, pair_weights=pair_weights,
                party_at=party_at, party_labels=party_labels, party_weights=party_weights), (p, q)


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
    learned["pair1"] = dense(4 * width, PAIR_WIDTH)
    learned["pair2"] = dense(PAIR_WIDTH, 2 * TIES)
    learned["pair2"][1][:] = -4
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


def encode(fixed, learned, pieces, marks, key, rate):
    keys = iter(jax.random.split(key, 2 * len(learned["layers"]) + 1)) if key is not None else iter([None] * 99)
    x = fixed["words"][pieces] + fixed["places"][: pieces.shape[1]] + learned["marks"][marks]
    x = dropped(normed(x, learned["norm"]), next(keys), rate)
    blocked = jnp.where(pieces == 0, -1e9, 0.0)[:, None, None, :]
    batch, length, width = x.shape
    for layer in learned["layers"]:
        qkv = (x @ layer["qkv"][0] + layer["qkv"][1]).reshape(batch, length, 3, HEADS, width // HEADS)
        q, k, v = (qkv[:, :, i].transpose(0, 2, 1, 3) for i in range(3))
        weights = jax.nn.softmax(q @ k.transpose(0, 1, 3, 2) / math.sqrt(width // HEADS) + blocked, -1)
        seen = (weights @ v).transpose(0, 2, 1, 3).reshape(batch, length, width)
        x = normed(x + dropped(seen @ layer["out"][0] + layer["out"][1], next(keys), rate), layer["norm1"])
        up = jax.nn.gelu(x @ layer["up"][0] + layer["up"][1], approximate=False)
        x = normed(x + dropped(up @ layer["down"][0] + layer["down"][1], next(keys), rate), layer["norm2"])
    return x


def pooled(x, rows, starts, ends):
    """The highest of each number over some pieces; nothing where there are none."""
    at = jnp.arange(x.shape[1])
    inside = (at >= starts[:, None]) & (at < ends[:, None])
    best = jnp.where(inside[:, :, None], x[rows], -1e9).max(1)
    return jnp.where(inside.any(1)[:, None], best, 0)


def heads(learned, x, pair_at, party_at, key, rate):
    keys = jax.random.split(key, 2) if key is not None else (None, None)
    row, a0, a1, b0, b1 = (pair_at[:, i] for i in range(5))
    pair = jnp.concatenate([pooled(x, row, a0, a1), pooled(x, row, b0, b1), pooled(x, row, a1, b0), x[row, 0]], 1)
    pair = jax.nn.gelu(dropped(pair, keys[0], rate) @ learned["pair1"][0] + learned["pair1"][1], approximate=False)
    row, a0, a1 = (party_at[:, i] for i in range(3))
    party = jnp.concatenate([pooled(x, row, a0, a1), x[row, 0]], 1)
    party = jax.nn.gelu(dropped(party, keys[1], rate) @ learned["party1"][0] + learned["party1"][1], approximate=False)
    return (pair @ learned["pair2"][0] + learned["pair2"][1], party @ learned["party2"][0] + learned["party2"][1])


def cross_entropy(logits, labels, weights):
    each = jnp.maximum(logits, 0) - logits * labels + jnp.log1p(jnp.exp(-jnp.abs(logits)))
    return (each * weights).sum()


def loss(learned, fixed, batch, key, rate):
    first, second = jax.random.split(key)
    x = encode(fixed, learned, batch["pieces"], batch["marks"], first, rate)
    pairs, parties = heads(learned, x, batch["pair_at"], batch["party_at"], second, rate)
    return (cross_entropy(pairs, batch["pair_labels"], batch["pair_weights"])
            + 0.5 * cross_entropy(parties, batch["party_labels"], batch["party_weights"])) / 32


@jax.jit
def predict(learned, fixed, batch):
    x = encode(fixed, learned, batch["pieces"], batch["marks"], None, 0)
    pairs, parties = heads(learned, x, batch["pair_at"], batch["party_at"], None, 0)
    return jax.nn.sigmoid(pairs), jax.nn.sigmoid(parties)


def is_head(path):
    return any(getattr(p, "key", "") in ("pair1", "pair2", "party1", "party2", "marks") for p in path)


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


def judged(learned, fixed, sentences, name):
    scores, events = [], []
    missed = 0
    for (batch, (p, q)), _ in batches(sentences, None):
        pairs, parties = predict(learned, fixed, batch)
        for got, found, at, labels, weights, into in ((pairs, p, "pair", None, None, scores), (parties, q, "party", None, None, events)):
            got, labels, weights = np.array(got)[:found], batch[at + "_labels"][:found], batch[at + "_weights"][:found]
            into += list(zip(got[weights > 0].tolist(), labels[weights > 0].tolist()))
    line = []
    for what, into in (("ties", scores), ("events", events)):
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

    number(1, TIES, EVENTS, len(learned["layers"]))
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
    for name in ("pair1", "pair2", "party1", "party2"):
        dense(learned[name])
    with open(path, "wb") as file:
        file.write(b"".join(out))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("encoder")
    parser.add_argument("model")
    parser.add_argument("sentences", nargs="+")
    parser.add_argument("--judge", action="append", default=[])
    parser.add_argument("--layers", type=int, default=4)
    parser.add_argument("--epochs", type=int, default=7)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    fixed, learned = encoder(asked.encoder, asked.layers)
    learned = jax.tree.map(jnp.asarray, begin(learned, asked.seed))
    fixed = jax.tree.map(jnp.asarray, fixed)
    every = read(asked.sentences)
    is_kept = lambda s: not s["name"].startswith("rule ") and zlib.crc32(s["name"].encode()) % 10 == 0
    train, kept = [s for s in every if not is_kept(s)], [s for s in every if is_kept(s)]
    sets = [("kept out", kept)] + [(os.path.basename(path), read([path])) for path in asked.judge]
    print(len(train), "sentences to learn from,", len(kept), "kept out", flush=True)
    shuffle = random.Random(asked.seed)
    # Sentences of which nothing is to be learned but that nothing is told: a few of them do.
    tells = lambda s: s["pairs"] or any(party[2] for party in s["parties"])
    train = [s for s in train if tells(s) or shuffle.random() < 0.3]
    per_epoch = sum(1 for _ in batches(train, random.Random(0)))
    steps = per_epoch * asked.epochs
    zeros = jax.tree.map(jnp.zeros_like, learned)
    first, second = zeros, zeros
    number, key = 0, jax.random.PRNGKey(asked.seed)
    for epoch in range(asked.epochs):
        start = time.time()
        for (batch, _), _ in batches(train, shuffle):
            number += 1
            rate = asked.rate * min(number / (0.1 * steps), max(0.02, (steps - number) / (0.9 * steps)))
            key, own = jax.random.split(key)
            learned, first, second = step(learned, first, second, fixed, batch, own, number, rate)
        print(f"epoch {epoch + 1}: {time.time() - start:.0f} s", flush=True)
        if epoch % 3 == 2 or epoch + 1 == asked.epochs:
            for name, sentences in sets:
                judged(learned, fixed, sentences, name)
    save(asked.model, fixed, learned)


if __name__ == "__main__":
    main()
