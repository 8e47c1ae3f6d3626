"""The words and patterns of time, compiled from `lexicon/times.yaml` once a process."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from dragoman.errors import KnowledgeError
from dragoman.knowledge.load import check_keys, read_yaml

_FILE = "lexicon/times.yaml"
#: Classes whose words keep their capitals: "may" and "march" are no months.
_CASED = frozenset({"month", "weekday", "holiday"})
_SLOT = re.compile(r"\{([a-z_]+)(\?)?(?::([a-z0-9_]+))?\}")
_FIXED = {
    "day": r"(?P<{0}>[0-3]?\d)(?:st|nd|rd|th)?",
    "year": r"(?P<{0}>(?:1[5-9]|20)\d\d)",
    "zone": r"(?P<{0}>(?-i:GMT|UTC|BST|EST|EDT|CET|CEST|EET|ET|IST|MSK|JST|KST|Z)\b|\(?local time\)?)",
    "week_after": r"(?P<{0}>last|next|this)",
    "ago_day": r"(?P<{0}>today|yesterday|this week|this month)",
    "unit_s": r"(?P<{0}>(?:second|minute|hour|day|night|week|weekend|fortnight|month|quarter|year|decade|centur)"
    r"(?:s|y|ies)?)",
}


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way to write a time. `needs` are words one of which must stand in the sentence; empty: always tried."""

    rule: str
    expression: re.Pattern[str]
    needs: frozenset[str]


@dataclass(frozen=True, slots=True)
class TimeWords:
    """All of `times.yaml`: classes with their values, patterns, what to mask, and the grammar around times."""

    classes: dict[str, Any]
    patterns: tuple[Pattern, ...]
    masks: re.Pattern[str]
    grammar: dict[str, frozenset[str]]
    any_trigger: frozenset[str]

    def value(self, name: str, word: str) -> Any:
        """The value of a word of a class, whatever its capitals and blanks; raises KeyError for unknown words."""
        return self.classes[name][" ".join(word.lower().split())]


def _alternatives(name: str, words: Any) -> str:
    ordered = sorted(words, key=lambda w: (-len(w), w))
    if name in _CASED:
        ordered += [word.upper() for word in ordered]
    forms = [re.escape(w).replace(r"\ ", " ") for w in ordered]
    if name == "month":
        forms = [form + _month_end(form, ordered) for form in forms]
    return f"(?-i:{'|'.join(forms)})" if name in _CASED else "|".join(forms)


def _month_end(word: str, months: Sequence[str]) -> str:
    """A full stop belongs to "Nov." and "Sept.", but not to "November"."""
    short = any(month != word and month.startswith(word) for month in months)
    return r"\b\.?" if short else r"\b"


def _slot(classes: dict[str, Any], found: re.Match[str], pattern: str) -> str:
    name, optional, group = found.group(1), found.group(2), found.group(3) or found.group(1)
    if name in _FIXED:
        return _FIXED[name].format(group)
    if name == "count":
        vague = _alternatives("vague_number", classes["vague_number"])
        exact = _alternatives("number", classes["number"])
        below = rf"(?:{exact})(?:-(?:one|two|three|four|five|six|seven|eight|nine))?"
        hundreds = rf"(?:{exact}) hundred(?: and {below})?"
        return rf"\b(?:(?P<vague_count>{vague})|(?P<count>\d+(?:\.\d+)?|{hundreds}|{below}))"
    if name == "month_full":
        full = [word for word in classes["month"] if len(word) > 3]
        return rf"\b(?P<month>{_alternatives('month', [*full, 'May'])})\b"
    if name not in classes:
        raise KnowledgeError(f"{_FILE}: pattern {pattern!r} names no class {name!r}")
    body = rf"\b(?P<{group}>{_alternatives(name, classes[name])})"
    return (
        rf"(?:{body}[- ]|(?P<glued>\bmid)-?)?" if optional and name == "edge" else f"(?:{body} )?" if optional else body
    )


def _compile(classes: dict[str, Any], raw: str) -> re.Pattern[str]:
    text = _SLOT.sub(lambda found: _slot(classes, found, raw), raw)
    text = re.sub(r" (?!\?)", r"\\s+", text).replace(" ?", r"\s*")
    try:
        return re.compile(rf"(?<![\w$€£]){text}", re.IGNORECASE)
    except re.error as error:
        raise KnowledgeError(f"{_FILE}: pattern {raw!r}: {error}") from None


def _folded(words: Any) -> Any:
    return {" ".join(w.lower().split()): v for w, v in words.items()} if isinstance(words, dict) else words


@cache
def time_words() -> TimeWords:
    """The compiled words. Raises KnowledgeError naming the pattern that is wrong."""
    raw = check_keys(_FILE, read_yaml(_FILE), required=["classes", "triggers", "masks", "patterns", "grammar"])
    triggers = {name: frozenset(map(str, words)) for name, words in raw["triggers"].items()}
    patterns = []
    for entry in raw["patterns"]:
        entry = check_keys(f"{_FILE} patterns", entry, required=["rule", "pattern"], allowed=["needs"])
        needs = triggers[entry["needs"]] if "needs" in entry else frozenset()
        patterns.append(Pattern(entry["rule"], _compile(raw["classes"], entry["pattern"]), needs))
    masks = re.compile(rf"\b(?:{'|'.join(raw['masks'])})\b", re.IGNORECASE)
    classes = {name: _folded(words) for name, words in raw["classes"].items()}
    grammar = {name: frozenset(map(str, words)) for name, words in raw["grammar"].items()}
    return TimeWords(classes, tuple(patterns), masks, grammar, frozenset().union(*triggers.values()))
