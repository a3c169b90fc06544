"""Chooses the tokens: letters, pieces found by byte-pair merging, then whole words by how often they occur."""
import collections
import heapq

from tokens import SPECIAL

LONGEST_WORD = 24


def choose_tokens(counts, size, pieces):
    """
    `counts`: occurrences by word. `pieces`: how many merges to make for words that are not in the vocabulary.
    Returns exactly `size` tokens (fewer where the text has fewer), continuations marked with ##.
    """
    words = {w: c for w, c in counts.items() if c >= 2 and len(w) <= LONGEST_WORD and ord(w[0]) < 0x2100}
    letters = sorted({char for word, count in words.items() if count >= 20 for char in word})
    tokens = dict.fromkeys(SPECIAL + letters + ["##" + char for char in letters if char.isalnum()])
    plain = {w: c for w, c in words.items() if w.isalpha() and w.isascii()}
    tokens.update(dict.fromkeys(_merge(plain, pieces)))
    # Digits go by ones, twos and threes after their first group: years and section numbers stay whole by being words.
    tokens.update(dict.fromkeys(f"##{number:02d}" for number in range(100)))
    for word, _ in sorted(words.items(), key=lambda item: (-item[1], item[0])):
        if len(tokens) >= size:
            break
        if word.isdigit() and len(word) > 4:
            continue
        tokens.setdefault(word)
    return list(tokens)


def _merge(words, merges):
    """Byte-pair merging over distinct words, each counted by the root of its occurrences, so that rare words have their say."""
    pieces = [[w[0]] + ["##" + char for char in w[1:]] for w in words]
    weights = [count**0.5 for count in words.values()]
    pairs, where = collections.Counter(), collections.defaultdict(set)
    for i, word in enumerate(pieces):
        for pair in zip(word, word[1:]):
            pairs[pair] += weights[i]
            where[pair].add(i)
    heap = [(-count, pair) for pair, count in pairs.items()]
    heapq.heapify(heap)
    found = []
    while len(found) < merges and heap:
        count, pair = heapq.heappop(heap)
        if abs(pairs[pair] + count) > 1e-6 or pairs[pair] <= 1e-6:
            continue
        merged = pair[0] + pair[1][2:]
        found.append(merged)
        touched = set()
        for i in sorted(where[pair]):
            old, new, at = pieces[i], [], 0
            for beside in zip(old, old[1:]):
                pairs[beside] -= weights[i]
                touched.add(beside)
            while at < len(old):
                if at + 1 < len(old) and (old[at], old[at + 1]) == pair:
                    new.append(merged)
                    at += 2
                else:
                    new.append(old[at])
                    at += 1
            pieces[i] = new
            for beside in zip(new, new[1:]):
                pairs[beside] += weights[i]
                where[beside].add(i)
                touched.add(beside)
        pairs[pair] = 0
        for beside in sorted(touched):
            if pairs[beside] > 1e-6:
                heapq.heappush(heap, (-pairs[beside], beside))
    return found


def base_forms(tokens, counts, irregular):
    """For each token the number of the token that it is an inflected form of, or its own."""
    ids = {token: i for i, token in enumerate(tokens) if counts.get(token, 0) >= 2}
    return [ids.get(_base_of(token, ids, irregular), i) for i, token in enumerate(tokens)]


# Ending → what stands in its place in the base form, likeliest first.
_ENDINGS = (
    ("ies", ("y", "ie")),
    ("es", ("", "e")),
    ("s", ("",)),
    ("ied", ("y",)),
    ("ed", ("e", "")),
    ("ing", ("e", "")),
    ("ly", ("",)),
    ("ness", ("",)),
)


def _base_of(word, ids, irregular):
    if word in irregular:
        return irregular[word]
    if word.isalpha() and word.isascii() and not word.endswith(("ss", "us", "is")):
        for ending, replacements in _ENDINGS:
            stem = word[: -len(ending)]
            if word.endswith(ending) and len(stem) >= 3:
                undoubled = [stem[:-1]] if ending in ("ed", "ing") and stem[-1] == stem[-2] else []
                for base in [stem + replacement for replacement in replacements] + undoubled:
                    if len(base) >= 3 and base in ids:
                        return _base_of(base, ids, irregular)
    return word
