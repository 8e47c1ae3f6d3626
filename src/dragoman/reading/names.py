"""Known names of several words, made one familiar word for the parser.

The small parser is at its worst on long and foreign names: "between President A B C and Minister D E F" comes out as
one tangle. A person whom the tables know is shown to it under a plain surname instead; the words as printed are put
back when its answer is taken over, so offsets and mentions are those of the text.
"""

from __future__ import annotations

from typing import Any

from dragoman.knowledge.actors.registry import registry

#: Surnames that the parser knows as such; taken in turn, so that two people do not look like one.
_STAND_INS = ("Smith", "Jones", "Brown", "Miller", "Johnson")
_LONGEST = 6
#: A line of more words than this is no headline.
_HEADLINE = 20

#: One word of the parse as printed: its parts, each (offset, text).
Printed = list[tuple[int, str]]


def _name_length(words: list[str], i: int) -> int:
    """How many words from `i` on are a known person's full name; 0 where none is."""
    if not words[i][:1].isupper():
        return 0
    for length in range(min(_LONGEST, len(words) - i), 1, -1):
        last = words[i + length - 1]
        if last[:1].isupper() and any(n.kind == "person" for n in registry().named(" ".join(words[i : i + length]))):
            return length
    return 0


def _headline_comma(texts: list[str]) -> int:
    """The number of the comma that joins the names heading a headline, "Chad, Niger recall envoys"; -1 for none."""
    at = 1
    while at + 2 < len(texts) and texts[at] == "," and _is_name(texts[at - 1]) and _is_name(texts[at + 1]):
        if texts[at + 2] != ",":
            return at if texts[at + 2].isalpha() and texts[at + 2].islower() and _is_headline(texts) else -1
        at += 2
    return -1


def _is_name(word: str) -> bool:
    return word[:1].isupper() and word.isalpha()


def _is_headline(texts: list[str]) -> bool:
    return len(texts) <= _HEADLINE and texts[-1] not in (".", "!", '"', "'", ":")


def familiar(doc: Any) -> tuple[Any, list[Printed]]:
    """A spaCy `Doc`, tokenised only → one with known names as one word each and the comma between the heads of a headline
    as "and", and the words as printed of every token."""
    from spacy.tokens import Doc

    texts = [token.text for token in doc]
    joined = _headline_comma(texts)
    words: list[str] = []
    spaces: list[bool] = []
    printed: list[Printed] = []
    i = count = 0
    while i < len(texts):
        length = _name_length(texts, i) or 1
        parts = [(doc[k].idx, texts[k]) for k in range(i, i + length)]
        words.append(_STAND_INS[count % len(_STAND_INS)] if length > 1 else "and" if i == joined else texts[i])
        count += length > 1
        spaces.append(bool(doc[i + length - 1].whitespace_))
        printed.append(parts)
        i += length
    return (doc if not count and joined < 0 else Doc(doc.vocab, words=words, spaces=spaces)), printed
