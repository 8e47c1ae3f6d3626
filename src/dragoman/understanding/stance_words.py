"""The words of `lexicon/stances.yaml`, and which issue a stretch of a sentence is about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from dragoman.errors import KnowledgeError
from dragoman.knowledge.issues import IssueWord, words_by_first
from dragoman.knowledge.load import check_keys, read_yaml
from dragoman.model import Sentence, Token
from dragoman.model.position import Stance

FILE = "lexicon/stances.yaml"
_LISTS = (
    "carriers",
    "equations",
    "yielding",
    "obligation",
    "obligation_verbs",
    "condition_marks",
    "condition_preps",
    "hypothetical",
    "drops",
    "circumstances",
    "anaphors",
    "drafts",
    "uncarried",
    "due_nouns",
    "carried_via",
)
_OPTIONS = ("via", "to", "object", "clause", "person", "infinitive", "subject", "list", "issues", "wish")


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that tells of a stance, and where around it stands what is wanted; see the head of the data file."""

    stance: Stance
    kind: str
    words: tuple[str, ...]
    via: tuple[str, ...]
    to: tuple[str, ...] = ()
    object: bool = True
    clause: bool = True
    person: bool = False
    infinitive: bool = False
    subject: bool = False
    list: bool = False
    wish: bool = False
    issues: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """How a reading's `why` names this cue."""
        return "stance:" + " ".join(self.words)


@cache
def stance_words() -> dict[str, Any]:
    """The plain lists of the data file as frozen sets, `hedges` and `lowering` as mappings to a factuality."""
    data = check_keys(
        FILE,
        read_yaml(FILE),
        required=["verbs", "adjectives", "nouns", *_LISTS, "hedges", "lowering", "carried"],
    )
    found: dict[str, Any] = {name: frozenset(data[name]) for name in _LISTS}
    return found | {"hedges": dict(data["hedges"]), "lowering": dict(data["lowering"])}


@cache
def carried() -> dict[str, Stance]:
    """Type of event → the stance it tells of."""
    return dict(read_yaml(FILE)["carried"])


@cache
def cues_by_head() -> dict[tuple[str, str], tuple[Cue, ...]]:
    """(lemma, "verb" | "adj" | "noun") → the cues with that word as their head."""
    data = read_yaml(FILE)
    table: dict[tuple[str, str], list[Cue]] = {}
    for section, kind in (("verbs", "verb"), ("adjectives", "adj"), ("nouns", "noun")):
        for stance, entries in data[section].items():
            for entry in entries:
                cue = _cue(stance, kind, entry)
                table.setdefault((cue.words[-1 if kind == "noun" else 0], kind), []).append(cue)
    # Longer cues first: "rule out" before a bare "rule".
    return {key: tuple(sorted(cues, key=lambda c: -len(c.words))) for key, cues in table.items()}


def _cue(stance: Stance, kind: str, entry: Any) -> Cue:
    entry = check_keys(f"{FILE} {kind} of {stance}", entry, required=["lemma"], allowed=_OPTIONS)
    for option in ("via", "to", "issues"):
        if any(not isinstance(word, str) for word in entry.get(option, ())):
            raise KnowledgeError(f'{FILE} {entry["lemma"]}: {option} holds what is no text (quote "on")')
    options: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in entry.items() if k not in ("lemma", "via")}
    if not isinstance(entry["lemma"], str):
        raise KnowledgeError(f"{FILE} {kind} of {stance}: lemma is no text")
    return Cue(stance, kind, tuple(entry["lemma"].split()), via=tuple(entry.get("via", ())), **options)


# --- issues --------------------------------------------------------------------------------------------------------

#: Endings that a verb's stem takes on where a noun is made of it: "withdraw" is kin to "withdrawal".
_ENDINGS = frozenset(
    {"", "e", "s", "d", "ed", "ing", "al", "ation", "ion", "tion", "sion", "ment", "ance", "ning", "ping", "ting"}
)
_SKIPPED = ("DT", "PRP$", "PDT", "POS")


@cache
def _kin(word: str) -> frozenset[str]:
    """The word itself and what its stem can become."""
    stem = word.removesuffix("e")
    return frozenset({word, *(stem + ending for ending in _ENDINGS if len(stem) > 2)})


def _reads(token: Token, word: str) -> bool:
    return word in (token.lower, token.lemma.lower())


@dataclass(frozen=True, slots=True)
class Topic:
    """An issue that a stretch of a sentence is about; token numbers of the telling words, both ends included."""

    issue: str
    first: int
    last: int
    score: float


def topics(sentence: Sentence, head: Token, zone: Iterable[Token], beside: Iterable[Token] = ()) -> list[Topic]:
    """The issues told of in `zone`, best first: long phrases and words near `head` come before short and remote ones.

    `beside` are further words of the clause that may stand beside an issue's word.
    """
    inside = {token.i for token in zone}
    near = [*(sentence.tokens[i] for i in inside), *beside]
    around = {w for token in near for w in (token.lower, token.lemma.lower(), f"ent:{token.ent.lower()}")}
    table = words_by_first()
    found: dict[str, Topic] = {}
    for i in inside:
        token = sentence.tokens[i]
        for key in dict.fromkeys((token.lower, token.lemma.lower())):
            for word in table.get(key, ()):
                last = _extent(sentence, inside, i, word)
                if last is None or (word.beside and not _stands_beside(word, around)):
                    continue
                depth = _depth(sentence, head, sentence.tokens[last])
                if depth is None:
                    continue
                score = len(word.words) + 0.8 * bool(word.beside) - 0.6 * depth
                if score < _LEAST or (word.issue in found and found[word.issue].score >= score):
                    continue
                found[word.issue] = Topic(word.issue, i, last, score)
    return sorted(found.values(), key=lambda t: (-t.score, t.first))


def _stands_beside(word: IssueWord, around: set[str]) -> bool:
    return any(not around.isdisjoint(_kin(other)) for other in word.beside)


def _extent(sentence: Sentence, inside: set[int], first: int, word: IssueWord) -> int | None:
    """Number of the last token of the phrase that begins at `first`; articles and possessives may stand between."""
    i = first
    for wanted in word.words[1:]:
        i += 1
        while i in inside and sentence.tokens[i].tag in _SKIPPED and not _reads(sentence.tokens[i], wanted):
            i += 1
        if i not in inside or not _reads(sentence.tokens[i], wanted):
            return None
    return i


#: Below this a word stands too far from what is wanted to tell what it is about.
_LEAST = -0.6


def _depth(sentence: Sentence, head: Token, token: Token) -> int | None:
    """Steps in the parse from `head` down to `token`; None where the way leads out of what is wanted: into a relative
    clause, or into a mere circumstance ("before the summit")."""
    steps = 0
    for above in (token, *sentence.ancestors(token)):
        if above.i == head.i:
            return min(steps, 8)
        steps += above.pos != "ADP"
        if above.dep == "relcl" or (above.dep == "prep" and above.lower in stance_words()["circumstances"]):
            return None
    return 3
