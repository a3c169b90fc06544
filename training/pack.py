"""
Packs trained vectors as a GGUF file.

  python3 pack.py OUT_FOLDER/trained.npz starter-embedder.gguf
"""
import json
import os
import sys

import numpy as np

import gguf
from gguf import ARRAY, BOOL, F32, I32, STRING, U32
from layer import EMPTY, FEED_FORWARD, dims_of_layer

CONTEXT, HEADS = 2048, 8
# Far above the variance of any token: each layer norm then divides all tokens by the same number, and its weight takes that back.
EPSILON = 1000.0


def without_mean(vectors):
    """
    Layer norms take the mean of a vector away. Turns the space so that the direction that says least is the one of equal numbers,
    and drops it: inner products stay as good as they were.
    """
    used = vectors.astype("f4")
    _, directions = np.linalg.eigh((used.T @ used).astype("f8"))
    size = vectors.shape[1]
    difference = (directions[:, 0] - 1 / np.sqrt(size)).astype("f4")
    length = np.linalg.norm(difference)
    if length > 1e-9:
        difference /= length
        used = used - 2 * np.outer(used @ difference, difference)
    return (used - used.mean(1, keepdims=True)).astype("f4")


def pack(vectors, tokens, path):
    vectors = without_mean(vectors)
    vectors[[0, 2, 3, 4]] = 0
    size, width = vectors.shape
    shared = width // HEADS
    entries = [
        ("general.architecture", STRING, "bert"),
        ("general.name", STRING, "chancery starter embedder 2 (English, static)"),
        ("general.file_type", U32, 7),
        ("general.license", STRING, "apache-2.0"),
        ("general.languages", (ARRAY, STRING), ["en"]),
        ("bert.block_count", U32, 1),
        ("bert.context_length", U32, CONTEXT),
        ("bert.embedding_length", U32, width),
        ("bert.feed_forward_length", U32, FEED_FORWARD),
        ("bert.attention.head_count", U32, HEADS),
        ("bert.attention.head_count_kv", U32, 1),
        ("bert.attention.layer_norm_epsilon", F32, EPSILON),
        ("bert.attention.causal", BOOL, False),
        ("bert.pooling_type", U32, 1),
        ("tokenizer.ggml.model", STRING, "bert"),
        ("tokenizer.ggml.pre", STRING, "default"),
        ("tokenizer.ggml.token_type_count", U32, 2),
        ("tokenizer.ggml.tokens", (ARRAY, STRING), [_stored(i, token) for i, token in enumerate(tokens)]),
        ("tokenizer.ggml.token_type", (ARRAY, I32), [3 if i < 5 else 1 for i in range(size)]),
        ("tokenizer.ggml.padding_token_id", U32, 0),
        ("tokenizer.ggml.unknown_token_id", U32, 1),
        ("tokenizer.ggml.bos_token_id", U32, 2),
        ("tokenizer.ggml.cls_token_id", U32, 2),
        ("tokenizer.ggml.seperator_token_id", U32, 3),
        ("tokenizer.ggml.mask_token_id", U32, 4),
    ]
    gguf.write(path, entries, list(_tensors(vectors, width, shared)))


def _stored(place, token):
    return token if place < 5 else token[2:] if token.startswith("##") and len(token) > 2 else "\u2581" + token


def _tensors(vectors, width, shared):
    undo = np.full(width, np.sqrt(EPSILON), "<f4").tobytes()
    zeros = gguf.zeros
    yield "token_embd.weight", [width, len(vectors)], "Q8_0", gguf.q8_0(vectors)
    yield "token_types.weight", [width, 2], "F32", zeros([width, 2], "F32")
    yield "position_embd.weight", [width, CONTEXT], "Q4_0", zeros([width, CONTEXT], "Q4_0")
    for norm in ("token_embd_norm", "blk.0.attn_output_norm", "blk.0.layer_output_norm"):
        yield f"{norm}.weight", [width], "F32", undo
        yield f"{norm}.bias", [width], "F32", zeros([width], "F32")
    for name, dims in dims_of_layer(width, shared).items():
        yield f"blk.0.{name}.weight", list(dims), EMPTY, zeros(dims, EMPTY)
        yield f"blk.0.{name}.bias", [dims[1]], "F32", zeros([dims[1]], "F32")


if __name__ == "__main__":
    source, target = sys.argv[1:]
    with open(os.path.join(os.path.dirname(source), "vocabulary.json"), encoding="utf8") as file:
        pack(np.load(source)["vectors"], json.load(file), target)
    print(f"{target}: {os.path.getsize(target)} bytes")
