"""The issues that positions are about, from `issues.yaml`, and an index of the words that tell of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from dragoman.errors import KnowledgeError
from dragoman.knowledge.load import check_keys, read_yaml


@dataclass(frozen=True, slots=True)
class IssueWord:
    """A lemma or phrase that tells of an issue; it counts only beside one of the lemmas of `beside`, if any."""

    issue: str
    words: tuple[str, ...]
    beside: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Issue:
    """What positions can be about."""

    id: str
    name: str
    definition: str
    words: tuple[IssueWord, ...]
    examples: tuple[str, ...]


@cache
def issues() -> dict[str, Issue]:
    """All issues by id, in the order of the file. Raises KnowledgeError where an entry is not as it must be."""
    found: dict[str, Issue] = {}
    for number, entry in enumerate(read_yaml("issues.yaml"), 1):
        where = f"issues.yaml entry {number}"
        entry = check_keys(where, entry, required=["id", "name", "definition", "words", "examples"])
        if entry["id"] in found:
            raise KnowledgeError(f"{where}: {entry['id']} stands twice")
        words = tuple(_word(f"{where} ({entry['id']})", entry["id"], word) for word in entry["words"])
        found[entry["id"]] = Issue(entry["id"], entry["name"], entry["definition"], words, tuple(entry["examples"]))
    return found


def _word(where: str, issue: str, word: Any) -> IssueWord:
    if isinstance(word, str):
        return IssueWord(issue, _lowered(word))
    entry = check_keys(where, word, required=["phrase", "with"])
    return IssueWord(issue, _lowered(entry["phrase"]), frozenset(str(w).lower() for w in entry["with"]))


def _lowered(phrase: str) -> tuple[str, ...]:
    return tuple(phrase.lower().replace("'s", " 's").replace("-", " - ").split())


@cache
def words_by_first() -> dict[str, tuple[IssueWord, ...]]:
    """First word of a phrase → the issue words that begin with it."""
    table: dict[str, list[IssueWord]] = {}
    for words in (issue.words for issue in issues().values()):
        for word in words:
            table.setdefault(word.words[0], []).append(word)
    return {first: tuple(words) for first, words in table.items()}
