"""Draws pairs of a question-like text and a passage that should answer it, thousands at a time, on a GPU."""
import torch

QUESTION, PASSAGE, TITLE = 48, 192, 40
HEADING, NEXT, REST, WHOLE = 0, 1, 2, 3
RUN = 8
# Words are told apart by their number modulo this, less one: a few are taken for another.
SHELVES = 1 << 14


class Spans:
    """Lists of tokens, one after the other, on the device."""

    def __init__(self, tokens, starts, device):
        self.tokens = torch.as_tensor(tokens.astype("i4"), device=device)
        self.starts = torch.as_tensor(starts.astype("i8"), device=device)

    def take(self, start, end, width):
        """Tokens from `start` to `end`, at most `width`; which of them there are; and where in the whole they stand."""
        place = start[:, None] + torch.arange(width, device=start.device)
        there = place < end[:, None]
        return self.tokens[place.clamp(max=len(self.tokens) - 1)].long(), there, place

    def rows(self, which, width):
        return self.take(self.starts[which], self.starts[which + 1], width)


class PairSource:
    """
    `texts`: what flatten.py wrote. `keep`: by token, how likely a word of a sentence gets into a question about it.
    `options`: shares of the kinds of pairs and of words that are hidden.
    """

    def __init__(self, texts, keep, asking, options, device):
        self.device, self.options, self.keep = device, options, keep
        self.spans = {name: Spans(texts[name], texts[name + "_at"], device) for name in ("sentence", "heading", "path", "asked", "meaning")}
        self.section = torch.as_tensor(texts["section"].astype("i8"), device=device)
        self.sentences_of = torch.as_tensor(texts["sentences_of"].astype("i8"), device=device)
        self.base = torch.as_tensor(texts["base"].astype("i8"), device=device)
        self.asking = asking

    def batch(self, size):
        """(question tokens, which there are, passage tokens, which there are, group): of one group, pairs aren't each other's wrong answers."""
        glosses = int(size * self.options["glosses"])
        q, qm, p, pm, group = self._paragraphs(size - glosses)
        if glosses:
            which = torch.randperm(len(self.spans["asked"].starts) - 1, device=self.device)[:glosses]
            gq, gqm, _ = self.spans["asked"].rows(which, q.shape[1])
            gp, gpm, _ = self.spans["meaning"].rows(which, p.shape[1])
            q, qm, p, pm = torch.cat([q, gq]), torch.cat([qm, gqm]), torch.cat([p, gp]), torch.cat([pm, gpm])
            group = torch.cat([group, torch.full((glosses,), -1, device=self.device)])
        qm = self._hide_shared(q, qm, p, pm)
        return q, qm, p, pm, group

    def _paragraphs(self, size):
        device, spans, at = self.device, self.spans["sentence"], self.sentences_of
        total = len(self.section)
        shift = int(torch.randint(RUN, ()))
        blocks = torch.randperm((total - shift) // RUN, device=device)[: -(-size // RUN)]
        which = (shift + blocks[:, None] * RUN + torch.arange(RUN, device=device)).reshape(-1)[:size]
        section = self.section[which]
        after = (which + 1).clamp(max=total - 1)
        kind = self._kinds(len(which), self.section[after] == section)
        begin, end = spans.starts[at[which]], spans.starts[at[which + 1]]
        count = at[which + 1] - at[which]
        chosen = at[which] + (torch.rand(len(which), device=device) * count).long().clamp(max=count - 1)
        from_, to = spans.starts[chosen], spans.starts[chosen + 1]
        q, qm = self._questions(kind, section, from_, to, begin, end)
        begin = torch.where(kind == NEXT, spans.starts[at[after]], begin)
        end = torch.where(kind == NEXT, spans.starts[at[after + 1]], end)
        # A passage longer than what is taken of it begins somewhere before the sentence.
        late = (torch.rand(len(which), device=device) * (end - begin - PASSAGE).clamp(min=0)).long()
        begin = torch.where((kind == HEADING) | (kind == NEXT), begin + late, torch.minimum(begin + late, from_))
        p, pm, place = spans.take(begin, end, PASSAGE)
        inside = (place >= from_[:, None]) & (place < to[:, None])
        alone = (count < 2)[:, None]
        pm &= ~(inside & (kind == REST)[:, None] & ~alone)
        title, tm, _ = self.spans["path"].rows(section, TITLE)
        tm &= ((torch.rand(len(which), device=device) < 0.5) & (kind >= REST))[:, None]
        group = torch.where((kind == HEADING) | (kind == NEXT), section, -1)
        return q, qm, torch.cat([title, p], 1), torch.cat([tm, pm], 1), group

    def _kinds(self, size, has_next):
        share = torch.tensor(self.options["kinds"], device=self.device).cumsum(0)
        kind = (torch.rand(size, device=self.device)[:, None] > share[:-1]).sum(1)
        return torch.where((kind == NEXT) & ~has_next, HEADING, kind)

    def _questions(self, kind, section, from_, to, begin, end):
        device, spans, size = self.device, self.spans["sentence"], len(kind)
        words, there, _ = spans.take(torch.where(kind == NEXT, begin, from_), torch.where(kind == NEXT, end, to), QUESTION)
        rate = self.keep[words] * (0.4 + 1.2 * torch.rand(size, 1, device=device))
        taken = there & (torch.rand(words.shape, device=device) < rate)
        taken = torch.where((taken.sum(1) < 2)[:, None] | (kind == NEXT)[:, None], there, taken)
        path = torch.rand(size, device=device) < 0.5
        for name, use in (("heading", kind == HEADING), ("path", (kind == HEADING) & path)):
            row, rm, _ = self.spans[name].rows(section, QUESTION)
            words, taken = torch.where(use[:, None], row, words), torch.where(use[:, None], rm, taken)
        asking = self.asking[torch.randint(len(self.asking), (size,), device=device)]
        am = (asking > 0) & ((kind >= REST) & (torch.rand(size, device=device) < 0.4))[:, None]
        return torch.cat([asking, words], 1)[:, :QUESTION], torch.cat([am, taken], 1)[:, :QUESTION]

    def _hide_shared(self, q, qm, p, pm):
        """Leaves out of some questions a part of the words that their passage has too, so that other words must lead there."""
        if not self.options["hide"]:
            return qm
        held = torch.zeros(len(p), SHELVES, dtype=torch.bool, device=self.device)
        held.scatter_(1, torch.where(pm, self.base[p] % (SHELVES - 1) + 1, 0), True)
        shared = held.gather(1, self.base[q] % (SHELVES - 1) + 1)
        strength = torch.rand(len(q), 1, device=self.device)
        strength = torch.where(torch.rand(len(q), 1, device=self.device) < self.options["hide"], strength.sqrt(), torch.zeros_like(strength))
        left = qm & ~(shared & (torch.rand(q.shape, device=self.device) < strength))
        return torch.where((left.sum(1) < 1)[:, None], qm, left)
