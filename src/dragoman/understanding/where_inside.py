"""What is named beside a place to tell which one is meant: "Paris, Texas", "Santiago, in the Dominican Republic"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dragoman.knowledge.places.gazetteer import Entry, fold, kilometres, lookup
from dragoman.model import Sentence, Story, Token
from dragoman.understanding.where_names import Name
from dragoman.understanding.where_words import adjectives, place_words

#: As far as a town may lie from the middle of its county.
_COUNTY_KM = 75.0


@dataclass(frozen=True, slots=True)
class Container:
    """A country or a division named right beside a place. `admin1` None: the country as a whole; `county`: that one."""

    country: str
    admin1: str | None
    county: Entry | None = None

    def holds(self, entry: Entry) -> bool:
        """Whether the place lies in it."""
        if entry.country != self.country:
            return False
        if self.county is not None:
            return kilometres(entry, self.county) <= _COUNTY_KM
        return self.admin1 is None or fold(self.admin1) in (fold(entry.admin1 or ""), fold(entry.name))


def containers(story: Story, name: Name) -> tuple[Container, ...]:
    """The countries and divisions named beside the name: "X, Y", "X (Y)", "X, in northern Y", "the Y city of X"."""
    sentence = story.sentences[name.sentence]
    return (*_behind(sentence, name), *_in_front(sentence, name))


def _behind(sentence: Sentence, name: Name) -> tuple[Container, ...]:
    tokens, i = sentence.tokens, name.last + 1
    comma = i < len(tokens) and tokens[i].text in (",", "(")
    i += comma
    inside = i < len(tokens) and (tokens[i].lower == "in" or (tokens[i].lower == "of" and _is_division(tokens[name.last])))
    if not comma and not inside:
        return ()
    i += inside
    while inside and i < len(tokens) and tokens[i].pos in ("DET", "ADJ", "NOUN") and tokens[i].text.islower():
        i += 1
    for j in (i + 2, i + 1, i):
        if j < len(tokens):
            found = _as_containers(sentence.words(i, j).text, fold(name.text))
            if found:
                return found
    return ()


def _is_division(word: Token) -> bool:
    """ "the North West province of ..."."""
    return word.text.islower() and word.text in place_words()["suffixes"]


def _in_front(sentence: Sentence, name: Name) -> tuple[Container, ...]:
    tokens, nouns = sentence.tokens, place_words()["place_nouns"]
    window = tokens[max(0, name.first - 5) : name.first]
    if not window or not (window[-1].lower in ("of", "'s") or window[-1].lemma in nouns):
        return ()
    if window[-1].lower == "of" and (len(window) < 2 or window[-2].lemma not in nouns):
        return ()
    found: list[Container] = []
    for token in window[:-1]:
        if adjectives().get(token.text, ("",))[0]:
            found.append(Container(adjectives()[token.text][0], None))
        elif token.ent == "GPE" and token.i >= name.first - 4:
            found.extend(_as_containers(token.text, fold(name.text)))
    return tuple(found)


@cache
def _as_containers(text: str, inner: str) -> tuple[Container, ...]:
    full = place_words()["us_states"].get(text, text)
    if not full[:1].isupper() or fold(full) == inner:
        return ()
    return tuple(_container(e) for e in lookup(full) if e.country and e.feature.startswith(("ADM", "PCL")))


def _container(entry: Entry) -> Container:
    country = entry.country or ""
    if entry.feature.startswith("PCL"):
        return Container(country, None)
    if entry.feature == "ADM2":
        return Container(country, entry.admin1, entry)
    return Container(country, entry.admin1 or entry.name)


def outer_of(entries: tuple[Entry, ...], inner: tuple[Entry, ...]) -> frozenset[Entry]:
    """Those of the divisions and countries that hold a place named right before: "Georgia" in "Atlanta, Georgia"."""
    wide = [e for e in entries if e.country and e.feature.startswith(("ADM", "PCL"))]
    return frozenset(e for e in wide if any(_container(e).holds(place) for place in inner))
