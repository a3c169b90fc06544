"""Writes the vectors as a GGUF file that llama.cpp loads as a BERT of one layer that does nothing; and reads them back."""
import struct

import numpy as np

U32, I32, F32, BOOL, STRING, ARRAY = 4, 5, 6, 7, 8, 9
TYPES = {"F32": 0, "F16": 1, "Q4_0": 2, "Q8_0": 8, "IQ4_NL": 20}
ALIGNMENT = 32


def q8_0(values):
    """Blocks of 32: one half-precision scale, 32 signed bytes."""
    blocks = np.asarray(values, "f4").reshape(-1, 32)
    scale = (np.abs(blocks).max(1) / 127).astype("f2")
    inverse = np.where(scale > 0, 1 / np.maximum(scale.astype("f4"), 1e-12), 0)
    packed = np.zeros(len(blocks), np.dtype([("scale", "<f2"), ("values", "i1", 32)]))
    packed["scale"] = scale
    packed["values"] = np.clip(np.rint(blocks * inverse[:, None]), -127, 127)
    return packed.tobytes()


def from_q8_0(data, shape):
    packed = np.frombuffer(data, np.dtype([("scale", "<f2"), ("values", "i1", 32)]))
    return (packed["values"].astype("f4") * packed["scale"].astype("f4")[:, None]).reshape(shape)


def zeros(dims, kind):
    size = int(np.prod(dims))
    return bytes(size * 4 if kind == "F32" else size * 2 if kind == "F16" else size // 32 * (34 if kind == "Q8_0" else 18))


def _string(text):
    data = text.encode("utf8")
    return struct.pack("<Q", len(data)) + data


def _value(kind, value):
    if kind == STRING:
        return _string(value)
    return struct.pack({U32: "<I", I32: "<i", F32: "<f", BOOL: "<?"}[kind], value)


def _entry(key, kind, value):
    if isinstance(kind, tuple):
        items = b"".join(_value(kind[1], item) for item in value)
        return _string(key) + struct.pack("<IIQ", ARRAY, kind[1], len(value)) + items
    return _string(key) + struct.pack("<I", kind) + _value(kind, value)


def write(path, entries, tensors):
    """`entries`: (key, kind, value); `tensors`: (name, dims with the fastest first, type name, bytes)."""
    head = b"GGUF" + struct.pack("<IQQ", 3, len(tensors), len(entries))
    head += b"".join(_entry(*entry) for entry in entries)
    offset = 0
    for name, dims, kind, data in tensors:
        head += _string(name) + struct.pack(f"<I{len(dims)}QIQ", len(dims), *dims, TYPES[kind], offset)
        offset += -(-len(data) // ALIGNMENT) * ALIGNMENT
    with open(path, "wb") as file:
        file.write(head + bytes(-len(head) % ALIGNMENT))
        for _, _, _, data in tensors:
            file.write(data + bytes(-len(data) % ALIGNMENT))


def read(path):
    """(entries by key, {tensor: (dims, type number, bytes)}) of a file of one part."""
    data = open(path, "rb").read()
    at = 24
    tensors, entries = struct.unpack_from("<QQ", data, 8)

    def take(form):
        nonlocal at
        found = struct.unpack_from(form, data, at)
        at += struct.calcsize(form)
        return found if len(found) > 1 else found[0]

    def text():
        nonlocal at
        size = take("<Q")
        at += size
        return data[at - size : at].decode("utf8")

    def value(kind):
        if kind == STRING:
            return text()
        if kind == ARRAY:
            inner, count = take("<IQ")
            return [value(inner) for _ in range(count)]
        return take({0: "<B", 1: "<b", 2: "<H", 3: "<h", U32: "<I", I32: "<i", F32: "<f", BOOL: "<?", 10: "<Q", 11: "<q", 12: "<d"}[kind])

    found = {}
    for _ in range(entries):
        key = text()
        found[key] = value(take("<I"))
    listed = []
    for _ in range(tensors):
        name, count = text(), take("<I")
        dims = [take("<Q") for _ in range(count)]
        listed.append((name, dims, take("<I"), take("<Q")))
    start = -(-at // ALIGNMENT) * ALIGNMENT
    ends = sorted([offset for *_, offset in listed] + [len(data) - start])
    return found, {n: (d, k, data[start + o : start + ends[ends.index(o) + 1]]) for n, d, k, o in listed}


def read_vectors(path):
    """(tokens with ## for continuations, vectors by token) of a static file, the old F16 and the new Q8_0 kind."""
    entries, tensors = read(path)
    dims, kind, data = tensors["token_embd.weight"]
    shape = (dims[1], dims[0])
    if kind == TYPES["F16"]:
        vectors = np.frombuffer(data, "<f2", dims[0] * dims[1]).reshape(shape).astype("f4")
        vectors = vectors * np.frombuffer(tensors["blk.0.layer_output_norm.weight"][2], "<f4", dims[0])
    else:
        vectors = from_q8_0(data[: dims[0] * dims[1] // 32 * 34], shape)
    tokens = entries["tokenizer.ggml.tokens"]
    return [t if i < 5 else t[1:] if t[0] == "\u2581" else "##" + t for i, t in enumerate(tokens)], vectors
