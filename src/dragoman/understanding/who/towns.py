"""Towns and provinces that tell a country: "Shanghai police", "rebels took Goma"."""

from __future__ import annotations

from functools import lru_cache

from dragoman.knowledge.places.gazetteer import lookup
from dragoman.model import Sentence, Token

#: A town is taken for the one everybody knows where it has this many people, and this many times any namesake's.
_KNOWN, _TIMES = 100_000, 8


@lru_cache(maxsize=20_000)
def country_of(name: str) -> str | None:
    """The country of the one well-known town or province of that name; None where there is none or several."""
    entries = [e for e in lookup(name) if e.country is not None]
    if not entries:
        return None
    countries = {e.country for e in entries}
    if len(countries) == 1:
        return entries[0].country
    best = max(entries, key=lambda e: e.population)
    rival = max((e.population for e in entries if e.country != best.country), default=0)
    return best.country if best.population >= max(_KNOWN, _TIMES * rival) else None


def is_place(name: str) -> bool:
    """Whether the gazetteer has the whole name, of two words or more, or of one that many people live in."""
    entries = lookup(name)
    return bool(entries) and (" " in name or max(e.population for e in entries) >= _KNOWN)


def _is_name(token: Token) -> bool:
    return token.tag == "NNP" and token.text[:1].isupper()


def town_before(sentence: Sentence, first: int) -> str | None:
    """The country of the town whose name stands right before token `first`: "Kano State", "Kharkiv's"."""
    end = first
    if end > 0 and sentence.tokens[end - 1].tag == "POS":
        end -= 1
    start = end
    while (
        start > 0
        and end - start < 3
        and sentence.tokens[start - 1].tag == "NNP"
        and sentence.tokens[start - 1].text[:1].isupper()
    ):
        start -= 1
    for a in range(start, end):
        for b in range(end, a, -1):
            country = country_of(sentence.words(a, b - 1).text)
            if country is not None:
                return country
    return None


def towns_of(sentence: Sentence) -> set[str]:
    """The countries of the towns and provinces that the parser marks as places in the sentence."""
    found: set[str] = set()
    i = 0
    tokens = sentence.tokens
    while i < len(tokens):
        if tokens[i].ent not in ("GPE", "LOC"):
            i += 1
            continue
        j = i
        while j + 1 < len(tokens) and tokens[j + 1].ent == tokens[i].ent and not tokens[j + 1].ent_start:
            j += 1
        country = country_of(sentence.words(i, j).text)
        if country is not None:
            found.add(country)
        i = j + 1
    return found
