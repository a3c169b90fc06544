"""
nDCG@10 of vectors alone on sets of `corpus.jsonl`, `queries.jsonl`, `qrels.tsv`; and of BM25 blended with them at some weights.

  python3 evaluate.py EVAL_FOLDER MODEL.gguf|MODEL.npz [SET …] [--half odd|even] [--blend]
"""
import argparse
import collections
import json
import os

import numpy as np
import scipy.sparse as sp

import gguf
from tokens import Tokenizer, words_of

ENGLISH = (
    "cranfield cacm musique-100 multihop-rag-facts chroma-chunking codebase-chunks xquad-en squad1-dev policyqa"
    " anchors-18f-handbook anchors-sourcegraph-handbook"
).split()
WEIGHTS = (0.03, 0.05, 0.08, 0.12, 0.16, 0.2)
STOP = set(
    "a an and are as at be but by for if in into is it no not of on or such that the their then there these they this to was will with".split()
)


def load(path):
    if path.endswith(".gguf"):
        tokens, vectors = gguf.read_vectors(path)
    else:
        vectors = np.load(path)["vectors"]
        with open(os.path.join(os.path.dirname(path), "vocabulary.json"), encoding="utf8") as file:
            tokens = json.load(file)
    return Tokenizer(tokens), vectors


def embed(model, texts):
    tokenize, vectors = model
    cut = [np.array(tokenize(text)[:2040] or [0]) for text in texts]
    rows = np.repeat(np.arange(len(cut)), [len(c) for c in cut])
    bags = sp.csr_matrix((np.ones(len(rows), "f4"), (rows, np.concatenate(cut))), shape=(len(cut), len(vectors)))
    sums = bags @ vectors
    return sums / (np.linalg.norm(sums, axis=1, keepdims=True) + 1e-9)


def passage_of(document):
    """As the service embeds a passage: its title before it, unless it begins with that."""
    title, text = document["title"].replace("\n", " "), document["text"].strip() or document["title"]
    title = title if len(title) <= 160 else title[:159].rstrip() + "…"
    return text if not title or text.startswith(title) else f"{title}\n{text}"


def stem(word):
    for ending in ("ies", "ing", "ed", "es", "ly", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def bm25(documents, queries):
    """Scores by query and document, k1 1.2 and b 0.75; a light stemming stands in for the service's."""
    ids = {}
    cut = [[ids.setdefault(stem(w), len(ids)) for w in words_of(d) if w not in STOP and w[0].isalnum()] for d in documents]
    rows = np.repeat(np.arange(len(cut)), [len(c) for c in cut])
    counts = sp.csr_matrix((np.ones(len(rows), "f4"), (rows, np.concatenate([np.array(c, int) for c in cut]))), shape=(len(cut), len(ids)))
    counts.sum_duplicates()
    length = np.array([len(c) for c in cut])
    share = 1.2 * (0.25 + 0.75 * length / length.mean())
    frequency = np.bincount(counts.indices, minlength=len(ids))
    idf = np.log(1 + (len(cut) - frequency + 0.5) / (frequency + 0.5))
    row = np.repeat(np.arange(len(cut)), np.diff(counts.indptr))
    weights = sp.csr_matrix((idf[counts.indices] * counts.data / (counts.data + share[row]), counts.indices, counts.indptr), shape=counts.shape)
    asked = [[ids[stem(w)] for w in words_of(q) if stem(w) in ids and w not in STOP] for q in queries]
    rows = np.repeat(np.arange(len(asked)), [len(a) for a in asked])
    q = sp.csr_matrix((np.ones(len(rows), "f4"), (rows, np.concatenate([np.array(a, int) for a in asked]))), shape=(len(asked), len(ids)))
    return (q @ weights.T).toarray()


def read_set(folder):
    relevant = collections.defaultdict(dict)
    with open(os.path.join(folder, "qrels.tsv"), encoding="utf8") as lines:
        for line in list(lines)[1:]:
            query, document, gain = line.rstrip("\n").split("\t")
            if float(gain) > 0:
                relevant[query][document] = float(gain)
    read = lambda name: [json.loads(line) for line in open(os.path.join(folder, name), encoding="utf8") if line.strip()]
    return read("corpus.jsonl"), [q for q in read("queries.jsonl") if q["id"] in relevant], relevant


def ndcg(scores, ids, queries, relevant, allowed):
    values = []
    for i, query in enumerate(queries):
        row = np.where(allowed(query), scores[i], -1e9) if allowed else scores[i]
        top = np.argpartition(-row, min(10, len(row) - 1))[:10]
        top = top[np.argsort(-row[top], kind="stable")]
        gains = [relevant[query["id"]].get(ids[k], 0) for k in top]
        ideal = sorted(relevant[query["id"]].values(), reverse=True)[:10]
        discount = 1 / np.log2(np.arange(10) + 2)
        values.append((gains * discount[: len(gains)]).sum() / (ideal * discount[: len(ideal)]).sum())
    return np.array(values)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("model")
    parser.add_argument("sets", nargs="*")
    parser.add_argument("--half", choices=["odd", "even"])
    parser.add_argument("--blend", action="store_true")
    parser.add_argument("--plain", action="store_true", help="title and text one after the other, also where the text begins with it")
    parser.add_argument("--queries", type=int, default=1000000)
    options = parser.parse_args()
    model = load(options.model)
    rows = []
    for name in options.sets or ENGLISH:
        documents, queries, relevant = read_set(os.path.join(options.folder, name))
        step = max(1, -(-len(queries) // options.queries) | 1)
        queries = queries[::step]
        if options.half:
            queries = queries[1 if options.half == "odd" else 0 :: 2]
        ids = np.array([d["id"] for d in documents])
        texts = [f"{d['title']} {d['text']}" if options.plain else passage_of(d) for d in documents]
        asked = [q["text"] for q in queries]
        allowed = None
        if name == "policyqa":
            site = np.array([d["meta"]["site"] for d in documents])
            allowed = lambda query: site == query["meta"]["site"]
        cosine = embed(model, asked) @ embed(model, texts).T
        figures = [ndcg(cosine, ids, queries, relevant, allowed).mean()]
        if options.blend:
            keyword = bm25([d["title"] + " " + d["text"] for d in documents], asked)
            if allowed:
                keyword = np.where(np.stack([allowed(q) for q in queries]), keyword, 0)
            share = keyword / np.maximum(keyword.max(1, keepdims=True), 1e-9)
            depth = min(200, cosine.shape[1])
            kept = (cosine >= -np.sort(-cosine, axis=1)[:, depth - 1 : depth]) | (keyword > 0)
            mean = np.nanmean(np.where(kept, cosine, np.nan), 1, keepdims=True)
            spread = np.nanstd(np.where(kept, cosine, np.nan), 1, keepdims=True) + 1e-6
            z = np.where(kept, (cosine - mean) / spread, 0)
            figures += [ndcg(share + w * z, ids, queries, relevant, allowed).mean() for w in (0, *WEIGHTS)]
        rows.append(figures)
        print(f"{name:30s}" + " ".join(f"{f:.4f}" for f in figures), flush=True)
    print(f"{'mean':30s}" + " ".join(f"{f:.4f}" for f in np.mean(rows, 0)))
    if options.blend:
        gains = np.array(rows)[:, 2:] - np.array(rows)[:, 1:2]
        print(f"{'gain, mean / worst':30s}              " + " ".join(f"{g:+.4f}" for g in gains.mean(0)) + " / " + " ".join(f"{g:+.4f}" for g in gains.min(0)))


if __name__ == "__main__":
    main()
