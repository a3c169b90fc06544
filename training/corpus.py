"""The training text: sections of books and documentation, and WordNet's synsets."""
import collections
import glob
import json
import os
import re

from tokens import words_of

SHINGLE = 12
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")


def shingles_of(words):
    return (hash(tuple(words[i : i + SHINGLE])) for i in range(len(words) - SHINGLE + 1))


def read_sections(file, excluded):
    """
    Sections `{"h": heading path, "p": paragraphs}`, one a line.
    `excluded`: a folder of evaluation sets (*/corpus.jsonl), or None: a section that shares any run of twelve words with one of
    their documents is left out. Returns the sections kept and how many were left out.
    """
    seen = set()
    for path in sorted(glob.glob(os.path.join(excluded, "*", "corpus.jsonl"))) if excluded else []:
        with open(path, encoding="utf8") as lines:
            for line in lines:
                seen.update(shingles_of(words_of(json.loads(line)["text"])))
    kept, left_out = [], 0
    with open(file, encoding="utf8") as lines:
        for line in lines:
            section = json.loads(line)
            if seen and any(s in seen for p in section["p"] for s in shingles_of(words_of(p))):
                left_out += 1
            else:
                kept.append(section)
    return kept, left_out


Synset = collections.namedtuple("Synset", "names gloss examples broader")


def read_wordnet(folder):
    """Every synset of WordNet's data.{noun,verb,adj,adv}: its words, gloss, examples and the words of what it is a kind of."""
    lines = {}
    for part in ("noun", "verb", "adj", "adv"):
        with open(os.path.join(folder, f"data.{part}"), encoding="utf8") as data:
            for line in data:
                if not line.startswith("  "):
                    fields, _, gloss = line.partition(" | ")
                    fields = fields.split()
                    lines["s" if part == "adj" else part[0], fields[0]] = (fields, gloss.strip())

    def names_of(fields):
        count = int(fields[3], 16)
        return [re.sub(r"\(.*\)$", "", fields[4 + 2 * i]).replace("_", " ") for i in range(count)]

    synsets = []
    for fields, gloss in lines.values():
        at = 4 + 2 * int(fields[3], 16)
        broader = []
        for i in range(int(fields[at])):
            kind, offset, part = fields[at + 1 + 4 * i : at + 4 + 4 * i]
            target = lines.get(("r" if part == "r" else "s" if part in "as" else part, offset))
            if kind in ("@", "@i", "&", "+") and target:
                broader += names_of(target[0])[:2]
        parts = [p.strip(' ";') for p in gloss.split(";")]
        examples = [p.strip(' ";') for p in re.findall(r'"[^"]*"', gloss)]
        meaning = "; ".join(p for p in parts if p and p not in examples)
        synsets.append(Synset(names_of(fields), meaning, examples, list(dict.fromkeys(broader))[:4]))
    return synsets


def read_exceptions(folder):
    """Irregular forms by WordNet's *.exc files: {'children': 'child', 'ran': 'run', …}."""
    found = {}
    for part in ("noun", "verb", "adj"):
        path = os.path.join(folder, f"{part}.exc")
        if os.path.exists(path):
            with open(path, encoding="utf8") as lines:
                for line in lines:
                    irregular, base = line.split()[:2]
                    if "_" not in irregular and "-" not in irregular:
                        found.setdefault(irregular, base)
    return found
