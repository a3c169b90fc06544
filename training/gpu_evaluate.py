"""evaluate.py on a GPU: the same figures, in a fraction of a second, so that training can look at them as it goes."""
import multiprocessing
import os

import numpy as np
import torch

from evaluate import ENGLISH, bm25, passage_of, read_set
from tokens import Tokenizer

WEIGHTS = (0.0, 0.03, 0.05, 0.08, 0.12, 0.16, 0.2)


def _prepare(job):
    folder, name, tokens, most = job
    documents, queries, relevant = read_set(os.path.join(folder, name))
    step = max(1, -(-len(queries) // most) | 1)
    queries = queries[::step]
    tokenize = Tokenizer(tokens)
    places = {d["id"]: i for i, d in enumerate(documents)}
    asked = [q["text"] for q in queries]
    keyword = bm25([d["title"] + " " + d["text"] for d in documents], asked).astype("f4")
    allowed = None
    if name == "policyqa":
        site = np.array([d["meta"]["site"] for d in documents])
        allowed = np.stack([site == q["meta"]["site"] for q in queries])
        keyword = np.where(allowed, keyword, 0)
    gains = np.zeros(keyword.shape, "f4")
    for i, query in enumerate(queries):
        for document, gain in relevant[query["id"]].items():
            if document in places:
                gains[i, places[document]] = gain
    ideal = [sorted(relevant[q["id"]].values(), reverse=True)[:10] for q in queries]
    best = np.array([sum(g / np.log2(k + 2) for k, g in enumerate(row)) for row in ideal], "f4")
    cut = lambda texts: [np.array(tokenize(t)[:2040] or [0], "i4") for t in texts]
    return name, cut([passage_of(d) for d in documents]), cut(asked), keyword, gains, best, allowed


class Evaluation:
    """Reads the sets in processes of their own; make it before anything touches the GPU."""

    def __init__(self, folder, tokens, most=1000):
        with multiprocessing.Pool(min(len(ENGLISH), os.cpu_count())) as pool:
            self.sets = pool.map(_prepare, [(folder, name, tokens, most) for name in ENGLISH], 1)

    def to(self, device):
        ready = []
        for name, documents, queries, keyword, gains, best, allowed in self.sets:
            tensor = lambda x: None if x is None else torch.as_tensor(x, device=device)
            share = keyword / np.maximum(keyword.max(1, keepdims=True), 1e-9)
            ready.append((name, _bags(documents, device), _bags(queries, device), tensor(share), tensor(gains), tensor(best), tensor(allowed)))
        self.sets = ready
        return self

    @torch.no_grad()
    def __call__(self, vectors, half=None):
        """Rows by set: vector alone, then each weight of WEIGHTS. `half`: 1 takes the odd questions, 0 the even ones."""
        rows = []
        for _, documents, queries, share, gains, best, allowed in self.sets:
            unit = lambda bags: torch.nn.functional.normalize(torch.nn.functional.embedding_bag(bags[0], vectors, bags[1], mode="sum"), dim=1)
            cosine = unit(queries) @ unit(documents).T
            shown = cosine if allowed is None else cosine.masked_fill(~allowed, -1e9)
            depth = min(200, cosine.shape[1])
            kept = (cosine >= cosine.topk(depth, 1).values[:, -1:]) | (share > 0)
            number = kept.sum(1, keepdim=True)
            mean = (cosine * kept).sum(1, keepdim=True) / number
            spread = (((cosine - mean) ** 2 * kept).sum(1, keepdim=True) / number).sqrt() + 1e-6
            z = torch.where(kept, (cosine - mean) / spread, 0)
            scores = [shown] + [share + w * z if allowed is None else (share + w * z).masked_fill(~allowed, -1e9) for w in WEIGHTS]
            pick = slice(None) if half is None else slice(half, None, 2)
            rows.append([_ndcg(s, gains, best)[pick].mean().item() for s in scores])
        return np.array(rows)


def _bags(lists, device):
    starts = np.cumsum([0] + [len(one) for one in lists[:-1]])
    return torch.as_tensor(np.concatenate(lists).astype("i8"), device=device), torch.as_tensor(starts, device=device)


def _ndcg(scores, gains, best):
    top = scores.topk(10, 1).indices
    return (gains.gather(1, top) / torch.log2(torch.arange(10, device=scores.device) + 2.0)).sum(1) / best


def worth(rows):
    """What chooses between candidates: the mean gain at the best weight, less half of what the worst set loses by it."""
    gain = rows[:, 2:] - rows[:, 1:2]
    return (gain.mean(0) + 0.5 * np.minimum(gain.min(0), 0)).max()


def summary(rows):
    """One line: alone (mean, cranfield, squad1-dev, xquad-en), then by weight the mean gain / the worst, in thousandths."""
    at = {name: i for i, name in enumerate(ENGLISH)}
    alone = [rows[:, 0].mean()] + [rows[at[name], 0] for name in ("cranfield", "squad1-dev", "xquad-en")]
    gain = rows[:, 2:] - rows[:, 1:2]
    return " ".join(f"{a:.3f}" for a in alone) + " | " + " ".join(f"{w}: {1000 * m:+.1f}/{1000 * l:+.1f}" for w, m, l in zip(WEIGHTS[1:], gain.mean(0), gain.min(0)))
