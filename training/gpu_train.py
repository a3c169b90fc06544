"""
Trains token vectors by contrast on a GPU: batches of 8,192 pairs, several runs one after the other. See README.md.

  python3 gpu_train.py OUT_FOLDER OLD.gguf EVAL_FOLDER PLAN.json RESULTS_FOLDER [--limit SECONDS]

OUT_FOLDER as flatten.py left it. PLAN.json: a list of runs, each of them options beside DEFAULTS. The odd questions of the evaluation sets choose
which moment of a run is kept; nothing of them is trained on. The best vectors are written to RESULTS_FOLDER/best.npz, for pack.py.
"""
import argparse
import json
import os
import shutil
import time

import numpy as np
import torch
import torch.nn.functional as F

from carry_over import carried, lend
from gpu_evaluate import Evaluation, summary, worth
from gpu_model import Embeddings, Words, beginning, beside_own, embed
from gpu_pairs import PairSource
from pairs import ASKING
from tokens import SPECIAL, Tokenizer

DEFAULTS = {
    "steps": 1800,
    "batch": 8192,
    "rate": 0.001,
    "temperature": 0.05,
    # Dimensions of a random start; own directions beside the start, and their length; whether those stay as they are.
    "random": False,
    "width": 254,
    "own": 0,
    "scale": 1.0,
    "fixed": False,
    # Shares of the pairs: heading and paragraph, paragraph and the next, words of a sentence and the rest of its paragraph or the whole.
    "kinds": [0.4, 0.2, 0.4, 0.0],
    "glosses": 0.0,
    # How much the words that question and passage share count beside the cosine / 1; share of the questions that lose such words.
    "words": 0.0,
    "hide": 0.0,
    "drop": 0.1,
    # How strongly vectors are drawn back to where they began.
    "pull": 0.0,
    "seed": 1,
}
LOOKS = (0.08, 0.2, 0.4, 0.7, 1.0)
OWN_LENGTHS = (0.25, 0.5, 0.7, 1.0)
begun = time.time()


def say(text):
    print(f"{time.time() - begun:6.1f} s  {text}", flush=True)


def loss_of(model, origin, words, batch, options):
    question, asked, passage, there, group = batch
    vectors = model.vectors()
    scores = embed(vectors, question, asked, options["drop"]) @ embed(vectors, passage, there, options["drop"]).T / options["temperature"]
    if options["words"]:
        scores = scores + options["words"] * words(question, asked, passage, there)
    same = (group[:, None] == group[None, :]) & (group[:, None] != -1)
    scores = scores.masked_fill(same.fill_diagonal_(False), -1e9)
    right = torch.arange(len(scores), device=scores.device)
    loss = (F.cross_entropy(scores, right) + F.cross_entropy(scores.T, right)) / 2
    return loss + options["pull"] * ((vectors - origin) ** 2).sum(1).mean() if options["pull"] else loss


def train(options, start, source, words, base, evaluation, deadline):
    """The vectors of the moment at which the odd questions were answered best."""
    model = Embeddings(start, base, options["own"] if options["fixed"] else 0, source.device)
    origin = model.vectors().detach().clone()
    adam = torch.optim.Adam([model.own, model.common], lr=options["rate"], betas=(0.9, 0.98))
    looks = {max(1, round(options["steps"] * share)) for share in LOOKS}
    best, kept = -1, origin
    say(f"{options['name']}, start: {summary(evaluation(origin, 1))}")
    for step in range(1, options["steps"] + 1):
        for group in adam.param_groups:
            group["lr"] = options["rate"] * min(1, step / 100) * (1 - (step - 1) / options["steps"])
        adam.zero_grad(set_to_none=True)
        loss = loss_of(model, origin, words, source.batch(options["batch"]), options)
        loss.backward()
        model.hold()
        adam.step()
        if step in looks:
            rows = evaluation(model.vectors().detach(), 1)
            say(f"{options['name']}, step {step}, loss {loss.item():.3f}: {summary(rows)}")
            if worth(rows) > best:
                best, kept = worth(rows), model.vectors().detach().clone()
            if time.time() > deadline:
                break
    kept[: len(SPECIAL)] = 0
    return kept


class Workshop:
    """Everything that the runs share."""

    def __init__(self, options):
        self.device = options.device
        self.texts = dict(np.load(os.path.join(options.out, "texts.npz")))
        with open(os.path.join(options.out, "vocabulary.json"), encoding="utf8") as file:
            self.tokens = json.load(file)
        self.evaluation = Evaluation(options.eval, self.tokens, options.most).to(self.device)
        self.base = self.texts["base"].astype("i8")
        kinds = ("sentence", "heading", "asked", "meaning")
        self.counts = sum(np.bincount(self.texts[kind], minlength=len(self.tokens)) for kind in kinds).astype("f8")
        self.old = lend(carried(self.tokens, options.old), self.base, self.counts).astype("f4")
        self.words = Words(self.base, self.counts, self.device)
        weight = 1e-3 / (1e-3 + self.counts / self.counts.sum())
        self.keep = torch.as_tensor(np.clip(0.25 + 0.6 * weight, 0, 1), dtype=torch.float32, device=self.device)
        asked = [Tokenizer(self.tokens)(question) for question in ASKING]
        self.asking = torch.tensor([a + [0] * (max(map(len, asked)) - len(a)) for a in asked], device=self.device)

    def run(self, options, deadline):
        """Pairs (name, vectors): what was learned, and that beside own directions of several lengths."""
        torch.manual_seed(options["seed"])
        source = PairSource(self.texts, self.keep, self.asking, options, self.device)
        start = beginning(options, self.old, self.base, self.counts)
        vectors = train(options, start, source, self.words, self.base, self.evaluation, deadline)
        found = [(options["name"], vectors)]
        if vectors.shape[1] < 400:
            found += [(f"{options['name']} beside {s}", beside_own(vectors, self.base, self.counts, s)) for s in OWN_LENGTHS]
        return found


def main():
    parser = argparse.ArgumentParser()
    for name in ("out", "old", "eval", "plan", "results"):
        parser.add_argument(name)
    parser.add_argument("--limit", type=float, default=3600, help="seconds after which no run begins, and one ends at its next look")
    parser.add_argument("--device", default="cuda")
    parser.add_argument("--most", type=int, default=1000, help="questions a set")
    options = parser.parse_args()
    torch.set_float32_matmul_precision("high")
    shop = Workshop(options)
    say(f"ready; the old vectors: {summary(shop.evaluation(torch.as_tensor(shop.old, device=shop.device), 1))}")
    os.makedirs(options.results, exist_ok=True)
    shutil.copy(os.path.join(options.out, "vocabulary.json"), options.results)
    with open(options.plan, encoding="utf8") as file:
        plan = [{**DEFAULTS, **run} for run in json.load(file)]
    best = -1
    for run in plan:
        if time.time() - begun > options.limit:
            break
        for name, vectors in shop.run(run, begun + options.limit):
            odd = shop.evaluation(vectors, 1)
            say(f"{name}, odd:  {summary(odd)}")
            say(f"{name}, even: {summary(shop.evaluation(vectors, 0))}")
            if worth(odd) > best:
                best = worth(odd)
                np.savez(os.path.join(options.results, "best.npz"), vectors=vectors.cpu().numpy())


if __name__ == "__main__":
    main()
