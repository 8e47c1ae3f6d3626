"""The event ontology: types, modes, and the words that tell of them, from `ontology/events/*.yaml`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from dragoman.errors import KnowledgeError
from dragoman.knowledge.load import ROOT, check_keys, read_yaml

_TYPE_KEYS = ("type", "quad", "intensity", "cameo", "definition", "is_not", "modes", "triggers", "examples")
_TRIGGER_KEYS = (
    "mode", "object", "subject", "prep", "complement", "complement_class", "weight", "note", "not_object", "negated",
)
_EXAMPLE_KEYS = ("mode", "status", "actor", "recipient", "factuality", "why")


@dataclass(frozen=True, slots=True)
class Mode:
    """A mode of an event type, with its CAMEO code and intensity where they differ from the type's."""

    name: str
    definition: str
    cameo: str | None = None
    intensity: float | None = None


@dataclass(frozen=True, slots=True)
class TriggerRule:
    """Words that tell of an event of `type`, and what must stand beside them for the words to count.

    `words` are lemmas in order, hyphens on their own as the parser has them; `head` is the one the parse is asked
    about: the last of a noun, the first of a verb ("call off"; "fire" in "test-fire at").
    """

    words: tuple[str, ...]
    pos: str
    type: str
    mode: str | None
    weight: float
    object: tuple[str, ...] = ()
    not_object: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    prep: tuple[str, ...] = ()
    complement: str | None = None
    complement_class: tuple[str, ...] = ()
    #: The words count only under a negation, which is then part of their meaning: "no willingness" is a refusal.
    negated: bool = False
    #: Which of `words` the parse is asked about.
    at: int = 0

    @property
    def head(self) -> str:
        return self.words[self.at]

    @property
    def name(self) -> str:
        """How a reading's `why` names this rule: "lexicon:call off"."""
        return "lexicon:" + " ".join(self.words)

    @property
    def demands(self) -> int:
        """How many conditions the rule makes: the more specific of two rules that fit wins."""
        conditions = (self.object, self.subject, self.prep, self.complement, self.complement_class, self.negated)
        return sum(map(bool, conditions))


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence of the ontology: documentation for people and a test for the program."""

    text: str
    trigger: str
    mode: str | None = None
    status: str | None = None
    actor: str | None = None
    recipient: str | None = None


@dataclass(frozen=True, slots=True)
class EventType:
    """One PLOVER event type."""

    name: str
    quad: int
    intensity: float
    cameo: str
    definition: str
    is_not: tuple[str, ...]
    modes: dict[str, Mode]
    rules: tuple[TriggerRule, ...] = field(repr=False)
    examples: tuple[Example, ...] = field(repr=False)

    def code(self, mode: str | None) -> str:
        """The CAMEO code of this type and mode."""
        known = self.modes.get(mode or "")
        return (known.cameo if known else None) or self.cameo


_WORD = re.compile(r"-|[^\s-]+")


def _listed(value: Any) -> tuple[str, ...]:
    if value is None or value == "":
        return ()
    return (value,) if isinstance(value, str) else tuple(map(str, value))


def _rule(where: str, type: str, modes: dict[str, Mode], entry: Any) -> TriggerRule:
    check_keys(where, entry, required=["lemma", "pos"], allowed=_TRIGGER_KEYS)
    mode = entry.get("mode") or None
    if mode and mode not in modes:
        raise KnowledgeError(f"{where}: {entry['lemma']}: {type} has no mode {mode}")
    lemma = str(entry["lemma"])
    words = tuple(_WORD.findall(lemma))
    at = len(words) - 1 if entry["pos"] == "noun" else len(_WORD.findall(lemma.split()[0])) - 1
    return TriggerRule(
        words=words, at=at, pos=entry["pos"], type=type, mode=mode,
        weight=float(entry.get("weight", 0.7)), object=_listed(entry.get("object")),
        not_object=_listed(entry.get("not_object")), subject=_listed(entry.get("subject")),
        prep=_listed(entry.get("prep")), complement=entry.get("complement"),
        complement_class=_listed(entry.get("complement_class")), negated=bool(entry.get("negated", False)),
    )


def _event_type(name: str) -> EventType:
    where = f"ontology/events/{name}"
    entry = check_keys(where, read_yaml(where), required=_TYPE_KEYS)
    modes = {}
    for mode, given in (entry["modes"] or {}).items():
        given = check_keys(f"{where} modes {mode}", given, required=["definition"], allowed=["cameo", "intensity"])
        cameo = given.get("cameo")
        modes[mode] = Mode(mode, given["definition"], str(cameo) if cameo else None, given.get("intensity"))
    rules = tuple(_rule(f"{where} triggers", entry["type"], modes, rule) for rule in entry["triggers"])
    examples = tuple(
        Example(e["text"], e["trigger"], *(e.get(k) or None for k in ("mode", "status", "actor", "recipient")))
        for e in (check_keys(f"{where} examples", x, required=["text", "trigger"], allowed=_EXAMPLE_KEYS)
                  for x in entry["examples"])
    )
    return EventType(
        entry["type"], int(entry["quad"]), float(entry["intensity"]), str(entry["cameo"]), entry["definition"].strip(),
        tuple(entry["is_not"]), modes, rules, examples,
    )


@cache
def event_types() -> dict[str, EventType]:
    """All event types by name."""
    names = sorted(path.name for path in (ROOT / "ontology" / "events").glob("*.yaml"))
    return {kind.name: kind for kind in map(_event_type, names)}


@cache
def rules_by_head() -> dict[str, tuple[TriggerRule, ...]]:
    """Trigger rules by the lemma of their head word."""
    index: dict[str, list[TriggerRule]] = {}
    for kind in event_types().values():
        for rule in kind.rules:
            index.setdefault(rule.head, []).append(rule)
    return {head: tuple(rules) for head, rules in index.items()}


@cache
def word_classes() -> dict[str, frozenset[str]]:
    """The classes of `lexicon/classes.yaml`: class → lemmas ("meeting" → {"summit", "talk", "phone call", ...})."""
    entries = read_yaml("lexicon/classes.yaml")
    classes = {}
    for name, entry in entries.items():
        entry = check_keys(f"lexicon/classes.yaml {name}", entry, required=["words"], allowed=["meaning", "note"])
        classes[name] = frozenset(map(str, entry["words"]))
    return classes


@cache
def _classes_by_word() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name, words in word_classes().items():
        for word in words:
            found.setdefault(word, set()).add(name)
    return {word: frozenset(names) for word, names in found.items()}


_NO_CLASS: frozenset[str] = frozenset()


def classes_of(lemma: str) -> frozenset[str]:
    """The names of the word classes that hold `lemma`."""
    return _classes_by_word().get(lemma, _NO_CLASS)


@cache
def decoys() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Fixed phrases that use the words of politics for something else ("heart attack"), by their first lemma."""
    index: dict[str, list[tuple[str, ...]]] = {}
    for group, entry in read_yaml("lexicon/decoys.yaml").items():
        entry = check_keys(f"lexicon/decoys.yaml {group}", entry, required=["words"], allowed=["meaning"])
        for phrase in entry["words"]:
            words = tuple(_WORD.findall(str(phrase)))
            index.setdefault(words[0], []).append(words)
    return {first: tuple(phrases) for first, phrases in index.items()}
