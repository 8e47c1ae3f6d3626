"""Names as keys: two spellings of one name meet in one key."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Letters that have no decomposition into a plain letter and a mark.
_LETTERS = str.maketrans(
    {
        "ı": "i",
        "ø": "o",
        "đ": "d",
        "ł": "l",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ð": "d",
        "þ": "th",
        "ə": "a",
        "ħ": "h",
    }
)
_DROPPED = re.compile(r"['’‘ʼʻ`´ʿʾ.\"“”]")
_POSSESSIVE = re.compile(r"['’]s$")  # "People's": a token of its own to the parser
_BREAKS = re.compile(r"[^\w&+]+|_")
# "Lavrov, Sergei/Sergey", "Zelensky/-skyy/-skiy": one ending for the Slavic -iy/-yy/-ii/-ij and -ey/-ei.
_ENDINGS = re.compile(r"(?<=[a-z]{2})(?:iy|yy|yi|ii|ij)$")
_EI = re.compile(r"(?<=[a-z]{3})ei$")


@lru_cache(maxsize=50_000)
def word_key(word: str) -> str:
    """The key of one word or token: no marks, no case, no apostrophes or dots; "" for punctuation."""
    if word.isascii() and word.isalpha():
        plain = word.lower()
    else:
        folded = word.casefold().translate(_LETTERS)
        marks = unicodedata.normalize("NFKD", folded)
        plain = "".join(c for c in marks if not unicodedata.combining(c))
        plain = _BREAKS.sub(" ", _DROPPED.sub("", _POSSESSIVE.sub("", plain))).strip()
    if len(plain) < 5:
        return plain
    return _EI.sub("ey", _ENDINGS.sub("y", plain))


def key(text: str) -> str:
    """The key of a name of any number of words: "Volodymyr Zelenskyy" → "volodymyr zelensky"."""
    parts = (word_key(part) for part in re.split(r"[\s\-‐‑–/]+", text))
    return " ".join(part for part in parts if part)
