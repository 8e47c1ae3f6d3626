"""The words of certainty, from `lexicon/certainty.yaml`, as tables."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from dragoman.errors import KnowledgeError
from dragoman.knowledge.load import check_keys, read_yaml

FILE = "lexicon/certainty.yaml"
_KEYS = (
    "operators",
    "predicates",
    "modals",
    "negations",
    "negative_subjects",
    "adverbs",
    "adjectives",
    "prepositions",
    "conjunctions",
    "condition_phrases",
    "future_words",
    "purposes",
    "speech_acts",
    "unmoved",
    "continuing",
    "fusion",
    "usual",
    "phrasal",
    "lapsing",
    "denials",
)


@dataclass(frozen=True, slots=True)
class Operator:
    """What a word does to the event in its scope: sets `status`, lowers to `degree`, turns the polarity."""

    name: str
    status: str | None = None
    degree: str | None = None
    flip: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """Tables of the file; `predicates` are by lemma and what it takes the event as."""

    operators: dict[str, Operator]
    predicates: dict[tuple[str, str], Operator]
    modals: dict[str, str]
    negations: frozenset[str]
    negative_subjects: frozenset[str]
    adverbs: dict[str, Operator]
    adjectives: dict[str, Operator]
    prepositions: dict[str, Operator]
    conjunctions: dict[str, Operator]
    condition_phrases: tuple[str, ...]
    future_words: frozenset[str]
    purposes: frozenset[str]
    speech_acts: frozenset[str]
    unmoved: frozenset[str]
    continuing: frozenset[str]
    fusion: dict[str, float]
    usual: dict[str, str]
    phrasal: frozenset[str]
    lapsing: frozenset[str]
    denials: frozenset[str]
    #: As `predicates`, for events that a definite noun names ("the talks", "its offer"): asked first.
    of_definite: dict[tuple[str, str], Operator]

    def governed(self, lemma: str, *takes: str, definite: bool = False) -> Operator | None:
        """What the word does to an event it takes in one of these ways, the first that the file knows."""
        tables = (self.of_definite, self.predicates) if definite else (self.predicates, self.of_definite)
        for table in tables:
            for way in takes:
                if (lemma, way) in table:
                    return table[lemma, way]
        return None


@cache
def words() -> Words:
    entry = check_keys(FILE, read_yaml(FILE), required=_KEYS)
    operators = {
        name: Operator(name, **check_keys(f"{FILE} operators {name}", given, allowed=("status", "degree", "flip")))
        for name, given in entry["operators"].items()
    }

    def by_word(section: str) -> dict[str, Operator]:
        table: dict[str, Operator] = {}
        for name, listed in entry[section].items():
            for word in listed:
                table.setdefault(str(word), _operator(operators, name, section))
        return table

    return Words(
        operators=operators,
        predicates=_predicates(operators, entry["predicates"], False),
        modals={str(k): str(v) for k, v in entry["modals"].items()},
        negations=frozenset(map(str, entry["negations"])),
        negative_subjects=frozenset(entry["negative_subjects"]),
        adverbs=by_word("adverbs"),
        adjectives=by_word("adjectives"),
        prepositions=by_word("prepositions"),
        conjunctions=by_word("conjunctions"),
        condition_phrases=tuple(entry["condition_phrases"]),
        speech_acts=frozenset(entry["speech_acts"]),
        unmoved=frozenset(entry["unmoved"]),
        continuing=frozenset(entry["continuing"]),
        fusion=_fusion(entry["fusion"]),
        usual=dict(entry["usual"]),
        phrasal=frozenset(entry["phrasal"]),
        lapsing=frozenset(entry["lapsing"]),
        denials=frozenset(entry["denials"]),
        of_definite=_predicates(operators, entry["predicates"], True),
        future_words=frozenset(entry["future_words"]),
        purposes=frozenset(entry["purposes"]),
    )


def _fusion(entry: Any) -> dict[str, float]:
    keys = ("rules", "share", "certain", "turn")
    return {k: float(v) for k, v in check_keys(f"{FILE} fusion", entry, required=keys).items()}


def _operator(operators: dict[str, Operator], name: str, where: str) -> Operator:
    if name not in operators:
        raise KnowledgeError(f"{FILE} {where}: no operator {name}")
    return operators[name]


def _predicates(operators: dict[str, Operator], entries: list[Any], definite: bool) -> dict[tuple[str, str], Operator]:
    """By lemma and way of taking; where two entries know both, the earlier counts. Entries marked `definite` speak of
    events that a definite noun names."""
    table: dict[tuple[str, str], Operator] = {}
    for entry in entries:
        entry = check_keys(f"{FILE} predicates", entry, required=("op", "takes", "words"), allowed=("definite",))
        if bool(entry.get("definite")) != definite:
            continue
        operator = _operator(operators, entry["op"], "predicates")
        for word in entry["words"]:
            for way in entry["takes"]:
                # YAML reads a bare `on` as true
                table.setdefault((str(word), "on" if way is True else str(way)), operator)
    return table
