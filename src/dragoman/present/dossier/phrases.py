"""The words of dossiers, from `knowledge/phrases.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from dragoman.errors import KnowledgeError
from dragoman.knowledge.load import check_keys, read_yaml

_FILE = "phrases.yaml"


@dataclass(frozen=True, slots=True)
class Wording:
    """How one event type or mode is put; each verb phrase is (base, past, -ing)."""

    say: tuple[str, str, str]
    alone: tuple[str, str, str]
    both: tuple[str, str, str]
    passive: str | None
    noun: str


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the fixed lists with its meaning and how it is said, as far as the list has them."""

    meaning: str
    say: str = ""
    active: str = ""
    passive: str = ""
    noun: str = ""


@dataclass(frozen=True, slots=True)
class Phrases:
    """The whole file."""

    events: dict[str, dict[str, Wording]]
    statuses: dict[str, Term]
    factualities: dict[str, Term]
    meetings: dict[str, Term]
    states: dict[str, Term]
    glyphs: dict[str, Term]
    sources: dict[str, Term]
    the_begins: tuple[str, ...]
    the_whole: frozenset[str]
    the_small: tuple[str, ...]
    the_many: tuple[str, ...]
    the_never: frozenset[str]
    vague: frozenset[str]
    nobody: str
    pronouns: frozenset[str]

    def wording(self, type: str, mode: str | None) -> Wording:
        """The wording of a mode, or of its type where the mode has none."""
        modes = self.events[type]
        return modes.get(mode or "") or modes[""]


@cache
def phrases() -> Phrases:
    """The phrases. Raises KnowledgeError where the file breaks its form."""
    keys = ("events", "statuses", "factualities", "meetings", "states", "glyphs", "sources", "the", "plain")
    entries = check_keys(_FILE, read_yaml(_FILE), required=keys)
    the = check_keys(f"{_FILE} the", entries["the"], required=["begins", "whole", "small", "many", "never"])
    plain = check_keys(f"{_FILE} plain", entries["plain"], required=["vague", "nobody", "pronouns"])
    events = {
        type: {mode: _wording(f"{_FILE} {type} {mode}", entry) for mode, entry in modes.items()}
        for type, modes in entries["events"].items()
    }
    return Phrases(
        events, _terms(entries, "statuses"), _terms(entries, "factualities"), _terms(entries, "meetings", "state"),
        _terms(entries, "states", "state"), _terms(entries, "glyphs", "glyph"), _terms(entries, "sources"),
        tuple(the["begins"]), frozenset(the["whole"]), tuple(the["small"]), tuple(the["many"]), frozenset(the["never"]),
        frozenset(plain["vague"]), plain["nobody"], frozenset(plain["pronouns"]),
    )


def _wording(where: str, entry: Any) -> Wording:
    check_keys(where, entry, required=["say", "noun"], allowed=["alone", "both", "passive"])
    say = _forms(where, entry["say"])
    bare = tuple(form.replace(" {r}", "") for form in say)
    alone = _forms(where, entry["alone"]) if "alone" in entry else (bare[0], bare[1], bare[2])
    both = _forms(where, entry["both"]) if "both" in entry else alone
    return Wording(say, alone, both, entry.get("passive"), entry["noun"])


def _forms(where: str, text: str) -> tuple[str, str, str]:
    """ "base|past|-ing form the rest" → the three whole verb phrases."""
    parts = text.split("|")
    if len(parts) != 3:
        raise KnowledgeError(f"{where}: {text!r}: expected base|past|-ing form and the rest")
    ing, _, rest = parts[2].partition(" ")
    tail = f" {rest}" if rest else ""
    return parts[0] + tail, parts[1] + tail, ing + tail


def _terms(entries: dict[str, Any], name: str, say: str = "say") -> dict[str, Term]:
    found = {}
    for key, entry in entries[name].items():
        allowed = [say, "active", "passive", "noun"]
        entry = check_keys(f"{_FILE} {name} {key}", entry, required=["meaning"], allowed=allowed)
        rest = {part: entry[part] for part in ("active", "passive", "noun") if part in entry}
        found[str(key)] = Term(entry["meaning"], entry.get(say, ""), **rest)
    return found
