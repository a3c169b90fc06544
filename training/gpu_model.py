"""What gpu_train.py trains: a vector for each token; and the share of a question's words that a passage has, which is not trained."""
import numpy as np
import torch
import torch.nn.functional as F

from carry_over import own_directions
from tokens import SPECIAL

BUCKETS = 8192
# Tokens of an average passage.
LENGTH = 60


class Words:
    """
    How much of a question's words a passage has, about as BM25 counts it, as a share of what its words are worth. Words fall into
    BUCKETS by number, so that a few are taken for others.
    """

    def __init__(self, base, counts, device):
        share = np.bincount(base, counts, len(base))[base] / counts.sum()
        worth = np.log(1 / np.clip(1 - np.exp(-LENGTH * share), 1e-5, 1))
        worth[: len(SPECIAL)] = 0
        self.worth = torch.as_tensor(worth, dtype=torch.float32, device=device)
        self.bucket = torch.as_tensor(base % BUCKETS, device=device)

    def _summed(self, tokens, there, values):
        return torch.zeros(len(tokens), BUCKETS, device=tokens.device).scatter_add_(1, self.bucket[tokens], values * there)

    def __call__(self, question, asked, passage, there):
        wanted = self._summed(question, asked, self.worth[question])
        wanted = wanted / wanted.sum(1, keepdim=True).clamp(min=1e-6)
        counts = self._summed(passage, there, torch.ones_like(passage, dtype=torch.float32))
        length = there.sum(1, keepdim=True).float()
        held = counts * 2.2 / (counts + 1.2 * (0.25 + 0.75 * length / length.mean()))
        return (wanted.bfloat16() @ held.bfloat16().T).float()


class Embeddings:
    """Vector of a token = its own part + the part that it shares with the other forms of the same word. The last `fixed` dimensions stay."""

    def __init__(self, start, base, fixed, device):
        inflected = (np.bincount(base, minlength=len(base)) > 1)[base][:, None]
        tensor = lambda values: torch.as_tensor(values, dtype=torch.float32, device=device)
        self.shared = tensor(inflected)
        self.base = torch.as_tensor(base.astype("i8"), device=device)
        self.own = tensor(np.where(inflected, 0.5, 1) * start).requires_grad_()
        self.common = tensor(np.where(inflected, 0.5 * start[base], 0)).requires_grad_()
        self.fixed = fixed

    def vectors(self):
        return self.own + self.shared * self.common[self.base]

    def hold(self):
        """After a slope was found: takes it away from the dimensions that stay."""
        if self.fixed:
            for part in (self.own, self.common):
                part.grad[:, -self.fixed :] = 0


def embed(vectors, tokens, there, drop):
    """Unit vectors of texts; each of their tokens is left out with the probability `drop`."""
    if drop:
        left = there & (torch.rand(tokens.shape, device=tokens.device) >= drop)
        there = torch.where(left.any(1, keepdim=True), left, there)
    lengths = there.sum(1)
    return F.normalize(F.embedding_bag(tokens[there], vectors, lengths.cumsum(0) - lengths, mode="sum"), dim=1, eps=1e-6)


def beginning(options, old, base, counts):
    """Vectors that training starts from: the old ones, random ones, either beside own directions."""
    width, size = options["width"], len(base)
    if options["random"]:
        parts = [np.random.default_rng(options["seed"]).standard_normal((size, width)).astype("f4") / np.sqrt(width)]
    else:
        parts = [old]
    if options["own"]:
        parts.append(options["scale"] * own_directions(base, counts, options["own"], options["seed"]))
    start = np.concatenate(parts, 1)
    start[: len(SPECIAL)] = 0
    return start


def beside_own(vectors, base, counts, scale, width=512):
    """The vectors beside a direction of its own for each token, `scale` times as long as the median vector: `width` dimensions in all."""
    length = vectors.norm(dim=1)
    own = torch.as_tensor(own_directions(base, counts, width - vectors.shape[1]), device=vectors.device)
    both = torch.cat([vectors, scale * length[length > 0].median() * own], 1)
    both[: len(SPECIAL)] = 0
    return both
