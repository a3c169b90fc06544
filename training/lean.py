"""
Writes the first starter embedder anew with a layer that costs as little as llama.cpp lets it; its vectors stay the same to the bit.

  python3 lean.py OLD.gguf starter-embedder.gguf

The layer's weights are all zero, so that how many heads share keys and values does not change what it adds: nothing. Of their types see `layer.py`.
"""
import os
import sys

import gguf
from gguf import ARRAY, BOOL, F32, I32, STRING, U32
from layer import EMPTY, FEED_FORWARD, dims_of_layer

HEADS = 4
KINDS = {0: "F32", 1: "F16"}


def lean(source, target):
    entries, tensors = gguf.read(source)
    width, context = entries["bert.embedding_length"], entries["bert.context_length"]
    kinds = {str: STRING, bool: BOOL, float: F32, int: U32}
    kept = [
        (key, *_typed(key, value, kinds)) for key, value in entries.items() if key not in ("bert.feed_forward_length", "bert.attention.head_count")
    ]
    layer = [
        ("bert.feed_forward_length", U32, FEED_FORWARD),
        ("bert.attention.head_count", U32, HEADS),
        ("bert.attention.head_count_kv", U32, 1),
    ]
    gguf.write(target, kept + layer, list(_tensors(tensors, width, context)))


def _typed(key, value, kinds):
    if isinstance(value, list):
        return (ARRAY, STRING if isinstance(value[0], str) else I32), value
    return (BOOL, bool(value)) if key == "bert.attention.causal" else (kinds[type(value)], value)


def _tensors(tensors, width, context):
    dims_of = dims_of_layer(width, width // HEADS)
    for name, (dims, kind, data) in tensors.items():
        layer, _, part = name.removeprefix("blk.0.").partition(".")
        if layer in dims_of or name == "position_embd.weight":
            assert not any(data), f"{name} is not zero"
        if name == "position_embd.weight":
            yield name, [width, context], "Q4_0", gguf.zeros([width, context], "Q4_0")
        elif layer not in dims_of:
            yield name, dims, KINDS[kind], data
        elif part == "weight":
            yield name, list(dims_of[layer]), EMPTY, gguf.zeros(dims_of[layer], EMPTY)
        else:
            yield name, [dims_of[layer][1]], "F32", gguf.zeros([dims_of[layer][1]], "F32")


if __name__ == "__main__":
    lean(*sys.argv[1:])
    print(f"{sys.argv[2]}: {os.path.getsize(sys.argv[2])} bytes")
