"""Names in a story that may be of places: the spans, before anybody decides which place is meant."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.knowledge.places.gazetteer import Entry, fold, lookup
from dragoman.model import Cast, Sentence, Token
from dragoman.understanding.where_verdict import PLACE_ENTS, in_body_name, is_name, located
from dragoman.understanding.where_words import adjectives, place_words

_MAX_WORDS = 6
_DIVISIONS = ("ADM1", "ADM2", "RGN")


@dataclass(frozen=True, slots=True)
class Name:
    """A name that may be a place's, with the places that bear it (none where only the parser takes it for a place)."""

    sentence: int
    first: int
    last: int
    text: str
    entries: tuple[Entry, ...]
    label: str
    #: "name"; "part": of the name of a body ("Lagos Chamber of Commerce"); "adjective": of a country ("Peruvian").
    form: str = "name"
    #: False: a place only if another mention in the story makes sure that the name is one.
    sure: bool = True


def find_names(sentence: Sentence, cast: Cast, persons: frozenset[str]) -> list[Name]:
    """The names of a sentence that may be of places, left to right, the longest first; none overlap."""
    found: list[Name] = []
    i, tokens = 0, sentence.tokens
    while i < len(tokens):
        name = _name_at(sentence, i, cast, persons) if _may_begin(tokens, i) else None
        if name is None:
            i += 1
        else:
            found.append(name)
            i = name.last + 1
    return found


def _may_begin(tokens: tuple[Token, ...], i: int) -> bool:
    text = tokens[i].text
    if text[:1].isupper():
        return tokens[i].pos not in ("DET", "PRON", "AUX") or tokens[i].ent in PLACE_ENTS
    return (
        text in ("al", "el", "ar")
        and i + 2 < len(tokens)
        and tokens[i + 1].text == "-"
        and tokens[i + 2].text[:1].isupper()
    )


def _end(tokens: tuple[Token, ...], i: int) -> int:
    """The last word that a name beginning at `i` may reach."""
    j = last = i
    while j + 1 < len(tokens) and j + 1 - i < _MAX_WORDS:
        j += 1
        text = tokens[j].text
        if (
            text[:1].isupper() and text.replace(".", "").replace("-", "").replace("'", "").isalpha()
        ) or text.isdigit() or text.lower() in place_words()["suffixes"]:
            last = j
        elif text.lower() not in place_words()["joiners"]:
            break
    return last


def _name_at(sentence: Sentence, i: int, cast: Cast, persons: frozenset[str]) -> Name | None:
    tokens = sentence.tokens
    if tokens[i].text == "The" and tokens[i].ent not in PLACE_ENTS:
        return None
    for j in range(_end(tokens, i), i - 1, -1):
        text = sentence.words(i, j).text
        entries = _state(text) or _listed(tokens, i, j, sentence)
        verdict = is_name(sentence, i, j, entries, cast, persons) if entries else None
        if verdict is not None:
            form = "part" if in_body_name(sentence, i, j) else "name"
            return Name(sentence.index, i, j, text, entries, tokens[j].ent, form, verdict)
    return _adjective(sentence, i) or _unlisted(sentence, i, cast)


def _adjective(sentence: Sentence, i: int) -> Name | None:
    token = sentence.tokens[i]
    country = adjectives().get(token.text)
    if country is None or token.ent in ("PERSON", "LANGUAGE"):
        return None
    entries = tuple(
        e
        for e in lookup(country[1])
        if (e.country or "") == country[0] and e.feature.startswith(("PCL", "CONT", "RGN"))
    )
    return Name(sentence.index, i, i, token.text, entries, token.ent, "adjective") if entries else None


def _state(text: str) -> tuple[Entry, ...]:
    """ "Conn.": the state of the US."""
    full = place_words()["us_states"].get(text) if text.endswith(".") else None
    return tuple(e for e in lookup(full) if e.feature == "ADM1" and e.country == "USA") if full else ()


def _listed(tokens: tuple[Token, ...], i: int, j: int, sentence: Sentence) -> tuple[Entry, ...]:
    """The places called so; "Homs province" is the division called Homs as well, save where all of it is a place's own name."""
    whole = lookup(sentence.words(i, j).text)
    if any(not e.other_name for e in whole):
        return whole
    return (*whole, *(e for e in _with_suffix(tokens, i, j, sentence) if e not in whole))


def _with_suffix(tokens: tuple[Token, ...], i: int, j: int, sentence: Sentence) -> tuple[Entry, ...]:
    if j == i or tokens[j].lower not in place_words()["suffixes"]:
        return ()
    entries = lookup(sentence.words(i, j - 1).text)
    if tokens[j].lower in place_words()["towns"]:
        return tuple(e for e in entries if e.feature.startswith("PPL"))
    return tuple(e for e in entries if e.feature in _DIVISIONS)


def _unlisted(sentence: Sentence, i: int, cast: Cast) -> Name | None:
    """A place that the parser takes for one after a preposition of place, though the gazetteer lacks it."""
    tokens = sentence.tokens
    begins = tokens[i].ent_start or (i > 0 and tokens[i - 1].lower == "the" and tokens[i - 1].ent_start)
    if tokens[i].ent not in PLACE_ENTS or not begins:
        return None
    j = i
    while j + 1 < len(tokens) and tokens[j + 1].ent == tokens[i].ent and not tokens[j + 1].ent_start:
        j += 1
    if j > i and tokens[j].lower == "'s":
        j -= 1
    start = i + 1 if tokens[i].lower == "the" and j > i else i
    if not located(sentence, i, j) or tokens[j].pos not in ("PROPN", "NOUN") or not tokens[start].text[:1].isupper():
        return None
    if start == j and fold(tokens[j].text) in place_words()["features"] | place_words()["doubtful"]:
        if j + 1 == len(tokens) or not tokens[j + 1].text.isdigit():
            return None
        j += 1  # "Tower 22"
    mention = cast.at(sentence.index, start)
    if mention is not None and mention.first <= start and mention.last >= j and mention.actor is not None:
        return None
    return Name(sentence.index, start, j, sentence.words(start, j).text, (), tokens[j].ent)
