"""Names in a story that may be of places: the spans, before anybody decides which place is meant."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from dragoman.knowledge.load import check_keys, read_csv, read_yaml, split
from dragoman.knowledge.places.gazetteer import Entry, fold, lookup
from dragoman.model import Cast, Sentence, Token

_FILE = "places/words.yaml"
_PLACE_ENTS = ("GPE", "LOC", "FAC")
_OTHER_ENTS = ("PERSON", "ORG", "NORP", "WORK_OF_ART", "PRODUCT", "EVENT", "LAW", "LANGUAGE", "DATE", "TIME")
_JOINERS = frozenset(
    [
        "of",
        "the",
        "de",
        "del",
        "da",
        "do",
        "dos",
        "la",
        "le",
        "el",
        "al",
        "ar",
        "as",
        "ash",
        "an",
        "az",
        "ez",
        "es",
        "ed-din",
        "and",
        "upon",
        "on",
        "sur",
        "en",
        "bin",
        "abu",
        "di",
        "du",
        "y",
        "e",
        "-",
        "'",
        "'s",
    ]
)
_MAX_WORDS = 6
#: Features whose names are often other things' names too.
_COMMON = ("PPL", "PPLC", "PPLX", "ADM1", "ADM2", "BLDG")
#: A name borne by a place of this many people is taken for the place with less ado.
_LARGE = 100_000
_DIVISIONS = ("ADM1", "ADM2", "RGN")


@cache
def place_words() -> dict[str, Any]:
    """The lists of `places/words.yaml` as frozen sets; `us_states` as a mapping."""
    names = [
        "locative",
        "directional",
        "motion",
        "place_objects",
        "place_nouns",
        "not_before",
        "titles",
        "suffixes",
        "doubtful",
        "us_states",
        "carriers",
        "elsewhere",
        "prefixes",
        "wide_adjectives",
    ]
    raw = check_keys(_FILE, read_yaml(_FILE), required=names)
    return {name: words if isinstance(words, dict) else frozenset(map(str, words)) for name, words in raw.items()}


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
        return tokens[i].pos not in ("DET", "PRON", "AUX") or tokens[i].ent in _PLACE_ENTS
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
        ) or text.lower() in place_words()["suffixes"]:
            last = j
        elif text.lower() not in _JOINERS:
            break
    return last


def _name_at(sentence: Sentence, i: int, cast: Cast, persons: frozenset[str]) -> Name | None:
    tokens = sentence.tokens
    if tokens[i].text == "The" and tokens[i].ent not in _PLACE_ENTS:
        return None
    for j in range(_end(tokens, i), i - 1, -1):
        text = sentence.words(i, j).text
        entries = _state(text) or lookup(text) or _with_suffix(tokens, i, j, sentence)
        verdict = _is_name(sentence, i, j, entries, cast, persons) if entries else None
        if verdict is not None:
            form = "part" if _in_body_name(sentence, i, j) else "name"
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


@cache
def adjectives() -> dict[str, tuple[str, str]]:
    """Adjectives and names of peoples → ISO 3166-1 alpha-3 code and name of the country."""
    columns = [
        "iso3",
        "iso2",
        "name",
        "aliases",
        "demonyms",
        "adjectives",
        "capital",
        "capital_aliases",
        "latitude",
        "longitude",
        "status",
        "sovereign",
        "wikidata",
        "government_wikidata",
        "source",
        "source_date",
        "ambiguous",
    ]
    table: dict[str, tuple[str, str]] = {}
    for row in read_csv("actors/countries.csv", columns):
        for word in (*split(row["adjectives"]), *split(row["demonyms"])):
            table.setdefault(word, (row["iso3"], row["name"]))
    return {word: ("", name) for word, name in place_words()["wide_adjectives"].items()} | table


def _in_body_name(sentence: Sentence, first: int, last: int) -> bool:
    tokens = sentence.tokens
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    if after is not None and after.text[:1].isupper() and after.pos == "PROPN" and tokens[last].head > last:
        return True
    return tokens[first].ent == "ORG" and (
        not tokens[first].ent_start or (after is not None and after.ent == "ORG" and not after.ent_start)
    )


def _state(text: str) -> tuple[Entry, ...]:
    """ "Conn.": the state of the US."""
    full = place_words()["us_states"].get(text) if text.endswith(".") else None
    return tuple(e for e in lookup(full) if e.feature == "ADM1" and e.country == "USA") if full else ()


def _with_suffix(tokens: tuple[Token, ...], i: int, j: int, sentence: Sentence) -> tuple[Entry, ...]:
    """ "Homs province": the division called Homs."""
    if j == i or tokens[j].lower not in place_words()["suffixes"]:
        return ()
    entries = lookup(sentence.words(i, j - 1).text)
    if tokens[j].lower in ("city", "town", "village"):
        return tuple(e for e in entries if e.feature.startswith("PPL"))
    return tuple(e for e in entries if e.feature in _DIVISIONS)


def _unlisted(sentence: Sentence, i: int, cast: Cast) -> Name | None:
    """A place that the parser takes for one after a preposition of place, though the gazetteer lacks it."""
    tokens = sentence.tokens
    if tokens[i].ent not in ("GPE", "LOC", "FAC") or not tokens[i].ent_start:
        return None
    j = i
    while j + 1 < len(tokens) and tokens[j + 1].ent == tokens[i].ent and not tokens[j + 1].ent_start:
        j += 1
    if j > i and tokens[j].lower == "'s":
        j -= 1
    start = i + 1 if tokens[i].lower == "the" and j > i else i
    if not located(sentence, i, j) or tokens[j].pos not in ("PROPN", "NOUN") or not tokens[start].text[:1].isupper():
        return None
    mention = cast.at(sentence.index, start)
    if mention is not None and mention.first <= start and mention.last >= j and mention.actor is not None:
        return None
    return Name(sentence.index, start, j, sentence.words(start, j).text, (), tokens[j].ent)


def before(sentence: Sentence, first: int) -> str:
    """The word before, an article and words like "northern" left out."""
    i = first - 1
    while i >= 0 and (
        sentence.tokens[i].pos in ("DET", "ADJ") or sentence.tokens[i].lower in ("central", "downtown", "the")
    ):
        i -= 1
    return sentence.tokens[i].lower if i >= 0 else ""


def located(sentence: Sentence, first: int, last: int) -> bool:
    """The name stands as one of a place does: "in X", "X, Y", "X (Agency) –", "the city of X"."""
    tokens, word = sentence.tokens, before(sentence, first)
    if word in place_words()["locative"] or word in ("to", "from", "toward", "towards", "between"):
        return True
    if word == "of" and first >= 2:
        return any(t.lemma in place_words()["place_nouns"] for t in tokens[max(0, first - 4) : first])
    if _heads_line(sentence, first, last):
        return True
    if first >= 2 and tokens[first - 1].text == "," and tokens[first - 2].ent in _PLACE_ENTS:
        return True
    return (
        last + 2 < len(tokens)
        and tokens[last + 1].text == ","
        and tokens[last + 2].ent == "GPE"
        and tokens[last].ent in _PLACE_ENTS
    )


def _is_name(
    sentence: Sentence, first: int, last: int, entries: tuple[Entry, ...], cast: Cast, persons: frozenset[str]
) -> bool | None:
    """True: a place's name. False: one if the story uses it as one elsewhere. None: something else."""
    tokens, words = sentence.tokens, place_words()
    labels = {t.ent for t in tokens[first : last + 1]}
    if _part_of_longer(sentence, first, last, labels) or _is_person(sentence, first, last, cast):
        return None
    if first and tokens[first - 1].lower.rstrip(".") in words["titles"] and first == last:
        return None
    as_place, mapped = located(sentence, first, last), labels <= {"GPE", "LOC"}
    key = fold(sentence.words(first, last).text)
    if key in persons and not (mapped and as_place):
        return None
    if labels & {"NORP", "LANGUAGE", "DATE", "TIME", "CARDINAL", "MONEY", "ORDINAL"}:
        return None
    if tokens[last].pos not in ("PROPN", "NOUN", "ADJ", "X") and not mapped:
        return None
    if last > first and all(e.feature not in _COMMON for e in entries):
        return True  # "Diego Garcia", whatever the name recogniser makes of it
    large = any(e.population >= _LARGE or e.feature not in ("PPL", "ADM2", "ADM1") for e in entries)
    if first == last and key in words["doubtful"] and not (large and mapped):
        return True if (as_place and labels <= {"GPE", "LOC", "FAC"}) else None
    if labels <= {"GPE", "LOC", "FAC"}:
        return True
    if as_place and (
        before(sentence, first) in words["locative"]
        or _heads_line(sentence, first, last)
        or _lists(tokens, first, last)
    ):
        return large or len(entries) < 3 or last > first or "" in labels
    if labels & {"WORK_OF_ART", "PRODUCT", "EVENT", "LAW"}:
        return None
    if labels & {"PERSON", "ORG"}:
        return "ORG" in labels and large and _in_body_name(sentence, first, last) and tokens[first].ent_start
    if last > first:
        return True
    return as_place or (tokens[last].tag in ("NNP", "NNPS") and large and first > 0)


def _heads_line(sentence: Sentence, first: int, last: int) -> bool:
    """A dateline: "BEIRUT (Agency) –", "GENEVA —", "LIMA:"."""
    tokens = sentence.tokens
    if first > 1 or last + 1 >= len(tokens):
        return False
    after = tokens[last + 1].text
    return after in ("(", "--", "–", "—") or (tokens[first].text.isupper() and after in (":", ",", "-", "_"))


def _lists(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """ "X, Texas" and "Texas" in it."""
    after = last + 2 < len(tokens) and tokens[last + 1].text == "," and tokens[last + 2].ent == "GPE"
    return bool(after) or (first >= 2 and tokens[first - 1].text == "," and tokens[first - 2].ent == "GPE")


def _part_of_longer(sentence: Sentence, first: int, last: int, labels: set[str]) -> bool:
    """ "Washington Post", "Paris Saint-Germain", "Alexandria Police Department": the name of something else."""
    tokens = sentence.tokens
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    if after is not None and after.text[:1].isupper() and after.lower.rstrip(".") in place_words()["not_before"]:
        return True
    if (
        after is not None
        and (after.text[:1].isupper() or after.text == "-")
        and fold(sentence.words(first, last).text) in place_words()["prefixes"]
    ):
        return True
    if after is not None and after.ent == "PERSON" and tokens[last].ent == "PERSON" and not after.ent_start:
        return after.text[:1].isupper()
    previous = tokens[first - 1] if first else None
    if previous is not None and previous.ent and previous.ent == tokens[first].ent and not tokens[first].ent_start:
        return previous.text[:1].isupper() and previous.pos == "PROPN" and previous.ent in (*_OTHER_ENTS, "FAC", "GPE")
    if (
        previous is not None
        and previous.pos == "PROPN"
        and previous.head in range(first, last + 1)
        and previous.dep == "compound"
    ):
        return previous.ent not in _PLACE_ENTS and not labels & {"GPE"}
    return False


def _is_person(sentence: Sentence, first: int, last: int, cast: Cast) -> bool:
    mention = cast.at(sentence.index, last)
    if mention is None or mention.actor is None or mention.first < first - 3:
        return False
    actor = cast.actors.get(mention.actor)
    return actor is not None and actor.kind == "person" and mention.form in ("name", "surname") and mention.head == last
