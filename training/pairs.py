"""Draws pairs of a question-like text and a passage that should answer it."""
import numpy as np

QUERY_TOKENS, PASSAGE_TOKENS = 48, 160
ASKING = ["what is", "what are", "how does", "how do", "who", "which", "when did", "where is", "why", "how many", "how to", "what", "when"]


class Section:
    __slots__ = ("heading", "path", "paragraphs")

    def __init__(self, heading, path, paragraphs):
        self.heading, self.path, self.paragraphs = heading, path, paragraphs


class PairSource:
    """
    `paragraphs`: (section, number of the paragraph in it), in reading order. `glosses`: pairs of token lists from WordNet.
    `keep`: by token, how likely a word of a sentence gets into a question about it.
    """

    def __init__(self, sections, glosses, keep, asking, seed):
        self.sections, self.glosses, self.keep, self.asking = sections, glosses, keep, asking
        self.rng = np.random.default_rng(seed)
        self.paragraphs = [(i, j) for i, s in enumerate(sections) for j in range(len(s.paragraphs))]
        self.order = []

    def batch(self, size, gloss_share):
        """`size` pairs (question, passage, group): pairs of one group are not each other's wrong answers."""
        from_glosses = int(size * gloss_share)
        found = []
        for place in self.rng.integers(len(self.glosses), size=from_glosses):
            question, passage = self.glosses[place]
            found.append((question[:QUERY_TOKENS], passage[:PASSAGE_TOKENS], -1 - int(place)))
        while len(found) < size:
            if not self.order:
                self.order = self._shuffled()
            pair = self._pair(*self.order.pop())
            if pair:
                found.append(pair)
        return found

    def _shuffled(self):
        """Runs of neighbouring paragraphs, so that a batch holds passages that are hard to tell apart."""
        run = 8
        blocks = [self.paragraphs[at : at + run] for at in range(0, len(self.paragraphs), run)]
        return [one for place in self.rng.permutation(len(blocks)) for one in blocks[place]]

    def _pair(self, i, j):
        rng, section = self.rng, self.sections[i]
        sentences = section.paragraphs[j]
        body = [token for sentence in sentences for token in sentence]
        kind = rng.random()
        titled = section.path if rng.random() < 0.5 else []
        if kind < 0.2:
            return (section.path if rng.random() < 0.5 else section.heading)[:QUERY_TOKENS], body[:PASSAGE_TOKENS], i
        if kind < 0.3:
            if j + 1 < len(section.paragraphs):
                after = [token for sentence in section.paragraphs[j + 1] for token in sentence]
                return body[:QUERY_TOKENS], after[:PASSAGE_TOKENS], i
            return None
        at = int(rng.integers(len(sentences)))
        if len(sentences) > 1 and kind < 0.6:
            rest = [token for k, sentence in enumerate(sentences) if k != at for token in sentence]
            passage = (titled + rest)[:PASSAGE_TOKENS]
        else:
            passage = (titled + body)[:PASSAGE_TOKENS]
        question = self._question(sentences[at], kind)
        return (question, passage, -1) if question else None

    def _question(self, sentence, kind):
        """Some words of a sentence, the telling ones likelier, sometimes behind a question word."""
        rng = self.rng
        kept = rng.random(len(sentence)) < self.keep[sentence] * rng.uniform(0.5, 1.5)
        chosen = [token for token, taken in zip(sentence, kept) if taken][:QUERY_TOKENS]
        if len(chosen) < 2:
            return None
        if kind >= 0.5 and rng.random() < 0.6:
            chosen = self.asking[int(rng.integers(len(self.asking)))] + chosen
        return chosen
