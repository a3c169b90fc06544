"""
Vectors of an earlier starter embedder for the tokens of `train.py`, beside a direction of its own for each token.

  python3 carry_over.py OLD.gguf OUT_FOLDER     (OUT_FOLDER as `train.py … --steps 0` left it; writes OUT_FOLDER/carried.npz)

The old file tells what belongs together, the directions tell words apart. A word gets the sum of its old pieces, which averages to
what the old file gives; forms of one word lend one another their vectors.
"""
import itertools
import json
import os
import pickle
import sys

import numpy as np
import scipy.sparse as sp

import gguf
from tokens import SPECIAL, Tokenizer

WIDTH = 512
RARE = 1e-4
LENT = 0.6
COUNTED_UP_TO = 200


def carried(tokens, path):
    """The old vectors by new token, scaled so that the median token has length 1; without the two places that held norms constant."""
    old_tokens, old = gguf.read_vectors(path)
    tokenize = Tokenizer(old_tokens)
    old = old[:, old.any(0)]
    found = np.zeros((len(tokens), old.shape[1]), "f4")
    for i, token in enumerate(tokens):
        if i >= len(SPECIAL):
            pieces = _pieces(token, tokenize)
            found[i] = old[pieces].sum(0)
    length = np.linalg.norm(found, axis=1)
    return found / np.median(length[length > 0])


def _pieces(token, tokenize):
    if not token.startswith("##") or len(token) == 2:
        return tokenize.of_word(token)
    at, pieces = 2, []
    while at < len(token):
        ends = (end for end in range(len(token), at, -1) if "##" + token[at:end] in tokenize.ids)
        end = next(ends, None)
        if end is None:
            return []
        pieces.append(tokenize.ids["##" + token[at:end]])
        at = end
    return pieces


def lend(vectors, base, counts):
    """Mixes each vector with the average of the forms of its word, by how often they occur."""
    size = len(vectors)
    forms = sp.csr_matrix((np.minimum(counts, COUNTED_UP_TO) + 1.0, (base, np.arange(size))), shape=(size, size))
    family = (forms @ vectors / np.maximum(np.asarray(forms.sum(1)), 1e-9))[base]
    return np.where(_inflected(base), (1 - LENT) * vectors + LENT * family, vectors).astype("f4")


def share_of(base, counts):
    """How large a part of all tokens each token and its other forms are."""
    return np.bincount(base, counts, len(base))[base] / counts.sum()


def own_directions(base, counts, width, seed=1):
    """A random direction for each token, shared for the most part by the forms of a word; frequent words count less."""
    own = np.random.default_rng(seed).standard_normal((len(base), width)).astype("f4") / np.sqrt(width)
    mixed = np.where(_inflected(base), 0.87 * own[base] + 0.5 * own, own)
    return mixed * (RARE / (RARE + share_of(base, counts))).astype("f4")[:, None]


def _inflected(base):
    return (np.bincount(base, minlength=len(base)) > 1)[base][:, None]


def count_tokens(out):
    """The tokens that `train.py` chose, the base form of each, and how often each occurs."""
    with open(os.path.join(out, "prepared.pickle"), "rb") as file:
        tokens, sections, glosses, base = pickle.load(file)
    texts = [sentence for section in sections for paragraph in section.paragraphs for sentence in paragraph]
    texts += [part for pair in glosses for part in pair]
    counts = np.bincount(np.fromiter(itertools.chain.from_iterable(texts), "i4"), minlength=len(tokens)).astype("f8")
    return tokens, base, counts


def write_vocabulary(out, tokens):
    with open(os.path.join(out, "vocabulary.json"), "w", encoding="utf8") as file:
        json.dump(tokens, file, ensure_ascii=False)


def main():
    old, out = sys.argv[1:]
    tokens, base, counts = count_tokens(out)
    vectors = lend(carried(tokens, old), base, counts)
    vectors = np.concatenate([vectors, own_directions(base, counts, WIDTH - vectors.shape[1])], axis=1)
    vectors[: len(SPECIAL)] = 0
    np.savez(os.path.join(out, "carried.npz"), vectors=vectors)
    write_vocabulary(out, tokens)


if __name__ == "__main__":
    main()
