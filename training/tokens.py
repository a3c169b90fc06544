"""Cuts text into WordPiece tokens exactly as llama.cpp does for `tokenizer.ggml.model = bert`."""
import functools
import re
import unicodedata

SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
UNKNOWN = 1


def _is_chinese(code):
    return 0x3400 <= code <= 0x4DBF or 0x4E00 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or 0x20000 <= code <= 0x2FA1F


@functools.lru_cache(maxsize=None)
def _kind(char):
    """' ' parts words, 'p' is a word of its own, '' is left out, 'w' belongs to a word."""
    category = unicodedata.category(char)
    if char.isspace() or category[0] == "Z":
        return " "
    if category == "Mn" or category[0] == "C" or char == "\ufffd":
        return ""
    if category[0] == "P" or (category[0] == "S" and ord(char) < 0x7F) or _is_chinese(ord(char)):
        return "p"
    return "w"


_PLAIN = re.compile(r"[\t-\r -~]*")
_PLAIN_WORD = re.compile(r"[a-z0-9]+|[^\sa-z0-9]")


def words_of(text):
    """Lower-cased words and single punctuation marks without accents, in order."""
    if _PLAIN.fullmatch(text):
        return _PLAIN_WORD.findall(text.lower())
    found, current = [], []
    for char in unicodedata.normalize("NFD", text.lower()):
        kind = _kind(char)
        if kind == "w":
            current.append(char)
        elif kind:
            if current:
                found.append("".join(current))
                current = []
            if kind == "p":
                found.append(char)
    if current:
        found.append("".join(current))
    return found


class Tokenizer:
    """Longest match from the left; a word with a part that is not in the vocabulary becomes [UNK]."""

    def __init__(self, vocabulary):
        self.vocabulary = vocabulary
        self.ids = {token: i for i, token in enumerate(vocabulary)}
        self.longest = max(map(len, vocabulary))
        self._known = {}

    def of_word(self, word):
        found = self._known.get(word)
        if found is None:
            found = self._known[word] = self._cut(word)
        return found

    def _cut(self, word):
        at, pieces = 0, []
        while at < len(word):
            for end in range(min(len(word), at + self.longest), at, -1):
                piece = self.ids.get(("##" if at else "") + word[at:end])
                if piece is not None:
                    break
            else:
                return [UNKNOWN]
            pieces.append(piece)
            at = end
        return pieces

    def __call__(self, text):
        return [piece for word in words_of(text) for piece in self.of_word(word)]
