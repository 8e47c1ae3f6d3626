"""The words of `lexicon/meetings.yaml` and `lexicon/negotiation.yaml`, strictly loaded and indexed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from dragoman.errors import KnowledgeError
from dragoman.knowledge.load import check_keys, read_yaml
from dragoman.model import Sentence, Token
from dragoman.model.meeting import MeetingKind, MeetingStatus

FILE = "lexicon/meetings.yaml"
_LISTS = (
    "not_meetings",
    "partners",
    "phone_words",
    "hosting",
    "hosting_nouns",
    "containers",
    "collapsing",
    "ordinals",
    "never_parties",
    "fixing",
    "attending",
    "both",
    "denying",
)


@dataclass(frozen=True, slots=True)
class MeetingNoun:
    kind: MeetingKind
    words: tuple[str, ...]
    needs: str | None = None


@dataclass(frozen=True, slots=True)
class MeetingVerb:
    kind: MeetingKind
    words: tuple[str, ...]
    object: bool = False
    partners: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    #: Prepositions of which one must stand beside it: "welcomed the chancellor to the palace".
    needs: tuple[str, ...] = ()


def _texts(where: str, words: Any) -> tuple[str, ...]:
    if not isinstance(words, list) or any(not isinstance(word, str) for word in words):
        raise KnowledgeError(f'{where}: expected a list of words (quote "on", "off", "no")')
    return tuple(words)


@cache
def _data() -> dict[str, Any]:
    return check_keys(FILE, read_yaml(FILE), required=["nouns", "anaphors", "verbs", "steps", "governors", *_LISTS])


@cache
def words(name: str) -> frozenset[str]:
    """One of the plain lists of the data file."""
    return frozenset(_texts(f"{FILE} {name}", _data()[name]))


@cache
def anaphors() -> dict[str, tuple[MeetingKind, ...]]:
    """Nouns that point back → the kinds of meeting they may point to."""
    return {noun: tuple(kinds) for noun, kinds in _data()["anaphors"].items()}


@cache
def nouns_by_head() -> dict[str, tuple[MeetingNoun, ...]]:
    """Last word of a noun → its entries, longest first."""
    table: dict[str, list[MeetingNoun]] = {}
    for kind, entries in _data()["nouns"].items():
        for entry in entries:
            check_keys(f"{FILE} nouns {kind}", entry, required=["lemma"], allowed=["needs"])
            noun = MeetingNoun(kind, tuple(entry["lemma"].split()), entry.get("needs"))
            table.setdefault(noun.words[-1], []).append(noun)
    return {head: tuple(sorted(nouns, key=lambda n: -len(n.words))) for head, nouns in table.items()}


@cache
def verbs_by_head() -> dict[str, tuple[MeetingVerb, ...]]:
    """First word of a verb → its entries, longest first."""
    table: dict[str, list[MeetingVerb]] = {}
    for kind, entries in _data()["verbs"].items():
        for entry in entries:
            where = f"{FILE} verbs {kind}"
            check_keys(where, entry, required=["lemma"], allowed=["object", "partners", "place", "needs"])
            partners, place, needs = (_texts(where, entry.get(key, [])) for key in ("partners", "place", "needs"))
            verb = MeetingVerb(
                kind,
                tuple(entry["lemma"].split()),
                bool(entry.get("object", False)),
                partners,
                place,
                needs,
            )
            table.setdefault(verb.words[0], []).append(verb)
    return {head: tuple(sorted(verbs, key=lambda v: -len(v.words))) for head, verbs in table.items()}


@cache
def _steps() -> dict[str, dict[str, MeetingStatus]]:
    """ "modifiers" | "verbs" | "nouns" | "prepositions" → word or phrase → the step it tells of."""
    tables: dict[str, dict[str, MeetingStatus]] = {"modifiers": {}, "verbs": {}, "nouns": {}, "prepositions": {}}
    for status, entry in _data()["steps"].items():
        check_keys(f"{FILE} steps {status}", entry, allowed=tables)
        for kind, phrases in entry.items():
            for phrase in _texts(f"{FILE} steps {status} {kind}", phrases):
                tables[kind].setdefault(phrase, status)
    return tables


def step_of(kind: str, phrase: str) -> MeetingStatus | None:
    """The step that a word of this kind tells of, or None."""
    return _steps()[kind].get(phrase)


def step_of_verb(sentence: Sentence, verb: Token, preposition: str = "") -> tuple[MeetingStatus, int] | None:
    """The step that the verb with its particle or preposition tells of, and the number of its last word."""
    table = _steps()["verbs"]
    lemma = verb.lemma.lower()
    beside = [c for c in sentence.children(verb, "prt", "prep", "advmod", "acomp", "dobj", "aux") if c.i > verb.i]
    for child in beside:
        inner = [g.lower for g in sentence.children(child, "prep", "pobj", "pcomp")]
        for phrase in (*(f"{lemma} {child.lower} {g}" for g in inner), f"{lemma} {child.lower}"):
            if phrase in table and (child.dep != "prep" or preposition in ("", child.lower) or inner):
                if child.dep == "prep" and not inner and preposition != child.lower:
                    continue
                return table[phrase], child.i if child.i == verb.i + 1 else verb.i
    if preposition and f"{lemma} {preposition}" in table:
        return table[f"{lemma} {preposition}"], verb.i
    found = table.get(lemma)
    return (found, verb.i) if found is not None else None


@cache
def governors() -> dict[str, MeetingStatus]:
    """Verbs and adjectives over an infinitive → the step they make of it."""
    found: dict[str, MeetingStatus] = {}
    for status, listed in _data()["governors"].items():
        for word in _texts(f"{FILE} governors {status}", listed):
            found.setdefault(word, status)
    return found


# --- negotiations --------------------------------------------------------------------------------------------------

NEGOTIATION = "lexicon/negotiation.yaml"
_NEGOTIATION_LISTS = (
    "about",
    "matter_prepositions",
    "matter_verbs",
    "strife",
    "strife_prepositions",
    "no_matter",
    "pressure",
    "averting",
    "deal_verbs",
    "deal_objects",
)


@dataclass(frozen=True, slots=True)
class StateWords:
    """The words that tell of one state of a negotiation."""

    nouns: frozenset[str]
    verbs: frozenset[str]
    adjectives: frozenset[str]
    #: First word → the phrases that begin with it.
    phrases: dict[str, tuple[tuple[str, ...], ...]]
    #: All of them: a sentence without any tells nothing of the state.
    first: frozenset[str]


@cache
def _negotiation() -> dict[str, Any]:
    return check_keys(NEGOTIATION, read_yaml(NEGOTIATION), required=["states", *_NEGOTIATION_LISTS])


@cache
def negotiation_words(name: str) -> frozenset[str]:
    """One of the plain lists of the data file on negotiations."""
    return frozenset(_texts(f"{NEGOTIATION} {name}", _negotiation()[name]))


@cache
def state_words() -> dict[str, StateWords]:
    """State → its words, in the order in which a state overrules the ones after it."""
    found = {}
    for state, entry in _negotiation()["states"].items():
        where = f"{NEGOTIATION} states {state}"
        check_keys(where, entry, required=["nouns", "verbs", "adjectives", "phrases"])
        nouns, verbs, adjectives, phrases = (
            _texts(where, entry[k]) for k in ("nouns", "verbs", "adjectives", "phrases")
        )
        by_first: dict[str, tuple[tuple[str, ...], ...]] = {}
        for phrase in (tuple(p.split()) for p in phrases):
            by_first[phrase[0]] = (*by_first.get(phrase[0], ()), phrase)
        first = frozenset((*nouns, *verbs, *adjectives, *by_first))
        found[state] = StateWords(frozenset(nouns), frozenset(verbs), frozenset(adjectives), by_first, first)
    return found
