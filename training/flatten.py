"""
The prepared texts as flat arrays, for a machine with a GPU.

  python3 flatten.py OUT_FOLDER     (as `train.py … --steps 0` left it; writes OUT_FOLDER/texts.npz and vocabulary.json)
"""
import json
import os
import pickle
import sys

import numpy as np


def flat(lists):
    """All lists one after the other, and where each begins (one more than there are lists)."""
    starts = np.zeros(len(lists) + 1, "i4")
    np.cumsum([len(one) for one in lists], out=starts[1:])
    return np.fromiter((token for one in lists for token in one), "u2", starts[-1]), starts


def main():
    out = sys.argv[1]
    with open(os.path.join(out, "prepared.pickle"), "rb") as file:
        tokens, sections, glosses, base = pickle.load(file)
    arrays = {"base": base.astype("u2")}
    paragraphs = [p for s in sections for p in s.paragraphs]
    arrays["section"] = np.repeat(np.arange(len(sections)), [len(s.paragraphs) for s in sections]).astype("i4")
    arrays["sentences_of"] = np.concatenate([[0], np.cumsum([len(p) for p in paragraphs])]).astype("i4")
    for name, lists in {
        "sentence": [sentence for p in paragraphs for sentence in p],
        "heading": [s.heading for s in sections],
        "path": [s.path for s in sections],
        "asked": [q[:48] for q, _ in glosses],
        "meaning": [m[:160] for _, m in glosses],
    }.items():
        arrays[name], arrays[name + "_at"] = flat(lists)
    np.savez_compressed(os.path.join(out, "texts.npz"), **arrays)
    with open(os.path.join(out, "vocabulary.json"), "w", encoding="utf8") as file:
        json.dump(tokens, file, ensure_ascii=False)


if __name__ == "__main__":
    main()
