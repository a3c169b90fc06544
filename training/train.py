"""
Trains the starter embedder: one vector a token, averaged. See README.md.

  python3 train.py SECTIONS.jsonl WORDNET_DICT OUT_FOLDER [--exclude EVAL_FOLDER] [--dimensions N] …
"""
import argparse
import collections
import json
import os
import pickle
import time

import numpy as np
import scipy.sparse as sp

from cooccurrence import start_vectors
from corpus import SENTENCE_END, read_exceptions, read_sections, read_wordnet
from pairs import ASKING, PairSource, Section
from tokens import Tokenizer, words_of
from vocabulary import base_forms, choose_tokens


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("sections")
    parser.add_argument("wordnet")
    parser.add_argument("out")
    parser.add_argument("--exclude", help="folder of evaluation sets whose texts must not be trained on")
    parser.add_argument("--vocabulary", type=int, default=48000)
    parser.add_argument("--pieces", type=int, default=12000)
    parser.add_argument("--dimensions", type=int, default=512)
    parser.add_argument("--rank", type=int, default=320)
    parser.add_argument("--steps", type=int, default=1500)
    parser.add_argument("--batch", type=int, default=768)
    parser.add_argument("--rate", type=float, default=0.1)
    parser.add_argument("--temperature", type=float, default=0.05)
    parser.add_argument("--glosses", type=float, default=0.15)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tag", default="")
    return parser.parse_args()


def prepare(options):
    """Everything that does not depend on the model, kept in OUT_FOLDER for the next run."""
    sections, left_out = read_sections(options.sections, options.exclude)
    synsets = read_wordnet(options.wordnet)
    say(f"{len(sections)} sections, {left_out} left out, {len(synsets)} synsets")
    counts = collections.Counter()
    for section in sections:
        for text in section["h"] + section["p"]:
            counts.update(words_of(text))
    for synset in synsets:
        for text in [*synset.names, synset.gloss, *synset.examples]:
            counts.update(words_of(text))
    tokens = choose_tokens(counts, options.vocabulary, options.pieces)
    say(f"{len(counts)} distinct words, {len(tokens)} tokens")
    tokenize = Tokenizer(tokens)
    cut = []
    for section in sections:
        paragraphs = [[s for s in map(tokenize, SENTENCE_END.split(p)) if s] for p in section["p"]]
        paragraphs = [p for p in paragraphs if sum(map(len, p)) >= 12]
        if paragraphs:
            heading = tokenize(" ".join(section["h"][-2:]))[:24]
            cut.append(Section(heading or paragraphs[0][0][:12], tokenize(" ".join(section["h"]))[:40], paragraphs))
    glosses = []
    for synset in synsets:
        gloss = tokenize(synset.gloss)
        for name in synset.names[:3]:
            others = [n for n in synset.names if n != name] + synset.broader
            glosses.append((tokenize(name), tokenize("; ".join(others)) + gloss))
        for example in synset.examples[:1]:
            glosses.append((tokenize(example), tokenize("; ".join(synset.names)) + gloss))
    glosses = [(q, p) for q, p in glosses if q and len(p) >= 2]
    base = base_forms(tokens, counts, read_exceptions(options.wordnet))
    return tokens, cut, glosses, np.array(base)


def main():
    options = arguments()
    os.makedirs(options.out, exist_ok=True)
    tokens, sections, glosses, base = cached(options, "prepared", lambda: prepare(options))
    texts = [np.array([t for sentence in p for t in sentence], "i4") for s in sections for p in s.paragraphs]
    texts += [np.array(q + p, "i4") for q, p in glosses]
    counts = np.bincount(np.concatenate(texts), minlength=len(tokens)).astype("f8")
    say(f"{counts.sum():.0f} tokens, {(base != np.arange(len(base))).sum()} inflected forms")
    start = cached(
        options,
        f"start-{options.dimensions}-{options.rank}",
        lambda: start_vectors(texts, counts, options.dimensions, options.rank, options.seed),
    )
    say("start vectors")
    share = counts / counts.sum()
    weight = (1e-3 / (1e-3 + share)).astype("f4")
    weight[:5] = 0
    model = Embeddings(start, weight, base)
    tokenize = Tokenizer(tokens)
    keep = np.clip(0.25 + 0.6 * weight, 0, 1)
    source = PairSource(sections, glosses, keep, [tokenize(a) for a in ASKING], options.seed)
    save(options, tokens, model, "start")
    average = None
    for step in range(options.steps):
        batch = source.batch(options.batch, options.glosses)
        rate = options.rate * min(1, (step + 1) / 50) * (1 - step / options.steps)
        loss = model.step(batch, rate, options.temperature)
        average = loss if average is None else 0.98 * average + 0.02 * loss
        if step % 100 == 99:
            say(f"step {step + 1}, loss {average:.3f}")
    save(options, tokens, model, "trained")


def cached(options, name, make):
    """What `make` gives, kept in OUT_FOLDER under `name`; delete the file to have it made anew."""
    path = os.path.join(options.out, name + ".pickle")
    if not os.path.exists(path):
        with open(path, "wb") as file:
            pickle.dump(make(), file, protocol=5)
    with open(path, "rb") as file:
        return pickle.load(file)


class Embeddings:
    """Vector of a token = its own part + the part that it shares with the other forms of the same word."""

    def __init__(self, start, weight, base):
        size = len(start)
        inflected = np.bincount(base, minlength=size) > 1
        shared = inflected[base]
        self.base, self.shared, self.size = base, shared, size
        own, common = np.where(shared, 0.5, 1.0)[:, None], np.where(shared, 0.87, 0.0)[:, None]
        self.rows = np.concatenate([start * own * weight[:, None], start * weight[:, None] * common]).astype("f4")
        self.seen = np.zeros(len(self.rows), "f4")

    def vectors(self):
        return self.rows[: self.size] + np.where(self.shared[:, None], self.rows[self.size + self.base], 0)

    def _bags(self, texts):
        """Average of the tokens of each text, as a sparse matrix over rows."""
        lengths = np.array([len(t) for t in texts])
        token = np.concatenate([np.asarray(t, "i8") for t in texts])
        text = np.repeat(np.arange(len(texts)), lengths)
        value = np.repeat((1 / lengths).astype("f4"), lengths)
        shared = self.shared[token]
        row = np.concatenate([token, self.size + self.base[token[shared]]])
        return sp.csr_matrix(
            (np.concatenate([value, value[shared]]), (np.concatenate([text, text[shared]]), row)),
            shape=(len(texts), len(self.rows)),
        )

    def step(self, batch, rate, temperature):
        questions, passages = self._bags([q for q, _, _ in batch]), self._bags([p for _, p, _ in batch])
        group = np.array([g for _, _, g in batch])
        used, both = _compact(sp.vstack([questions, passages]).tocsr())
        rows = self.rows[used]
        sums = both @ rows
        norms = np.linalg.norm(sums, axis=1, keepdims=True) + 1e-6
        unit = sums / norms
        q, p = unit[: len(batch)], unit[len(batch) :]
        scores = q @ p.T / temperature
        same = (group[:, None] == group[None, :]) & (group[:, None] != -1)
        np.fill_diagonal(same, False)
        scores[same] = -1e9
        loss, slope = _contrast(scores)
        slope /= temperature
        upward = np.concatenate([slope @ p, slope.T @ q])
        inward = (upward - unit * (upward * unit).sum(1, keepdims=True)) / norms
        self._move(used, both.T @ inward, rate)
        return loss

    def _move(self, used, slope, rate):
        """
        Adagrad with one number a row, so that a step goes along the slope itself. Adam's are about as long in every coordinate, which for
        a rare token is mostly noise: 700 steps of it made the vectors worse than those that training started from.
        """
        self.seen[used] += (slope**2).sum(1)
        self.rows[used] -= (rate / (np.sqrt(self.seen[used]) + 1e-8))[:, None] * slope


def _compact(matrix):
    used, columns = np.unique(matrix.indices, return_inverse=True)
    return used, sp.csr_matrix((matrix.data, columns, matrix.indptr), shape=(matrix.shape[0], len(used)))


def _contrast(scores):
    """Cross-entropy of the diagonal, by rows and by columns; and its slope."""
    size = len(scores)
    loss, slope = 0, np.zeros_like(scores)
    for axis in (0, 1):
        e = np.exp(scores - scores.max(axis=axis, keepdims=True))
        share = e / e.sum(axis=axis, keepdims=True)
        loss -= np.log(np.diag(share) + 1e-12).mean() / 2
        slope += share
    slope[np.arange(size), np.arange(size)] -= 2
    return loss, slope / (2 * size)


def save(options, tokens, model, name):
    np.savez(os.path.join(options.out, f"{name}{options.tag}.npz"), vectors=model.vectors())
    with open(os.path.join(options.out, "vocabulary.json"), "w", encoding="utf8") as file:
        json.dump(tokens, file, ensure_ascii=False)


def say(text):
    print(f"{time.process_time():7.0f} s  {text}", flush=True)


if __name__ == "__main__":
    main()
