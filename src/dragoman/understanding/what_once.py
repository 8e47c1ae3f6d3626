"""Each event of a sentence once: the content of a demand, a light verb beside its noun, words inside a longer trigger."""

from __future__ import annotations

from functools import cache

from dragoman.knowledge.load import read_yaml
from dragoman.knowledge.ontology import classes_of
from dragoman.model import Sentence
from dragoman.understanding.what_table import Candidate


def once(sentence: Sentence, candidates: list[Candidate]) -> list[Candidate]:
    """Drops what tells the same event twice: a light verb beside its noun, words inside a longer trigger."""
    kept: list[Candidate] = []
    for candidate in candidates:
        rivals = [c for c in candidates if c is not candidate]
        if any(_covers(sentence, r, candidate) for r in rivals):
            continue
        if not any(_inside(candidate, r) for r in rivals) and not any(_same(sentence, candidate, r) for r in rivals):
            kept.append(candidate)
    return kept


#: What is demanded, promised, refused, threatened or given up is the content of that act, not an event beside it.
COVERING = ("REQUEST", "THREATEN", "CONCEDE", "REJECT", "AGREE")
CONTENT_NOUNS = frozenset(("demand", "proposal", "request", "offer"))
_CONTENT = ("dobj", "pobj", "prep", "xcomp", "ccomp", "acl", "pcomp", "conj", "nsubjpass", "dative", "oprd", "appos")


def _covers(sentence: Sentence, above: Candidate, below: Candidate) -> bool:
    """True when `below` is the content of `above`: "called for a ceasefire", "agreed to meet", "lifted the curfew"."""
    if above.type not in COVERING or above.type == below.type or above.token.i == below.token.i:
        return False
    if "denial" in classes_of(above.token.lemma.lower()):  # what is denied is told as denied
        return False
    if above.token.dep == "amod" and above.token.head == below.token.i:  # "the cancelled talks"
        return True
    token = below.token
    for _ in range(6):
        if token.dep not in _CONTENT or (token.dep == "conj" and token.tag in _FINITE_TAGS):
            return False
        token = sentence.head(token)
        if token.i == above.token.i:
            return True
    return False


_FINITE_TAGS = ("VBD", "VBZ", "VBP")


def _inside(one: Candidate, other: Candidate) -> bool:
    """True when the words of `one` are some, not all, of the words of `other`."""
    within = other.first <= one.first and one.last <= other.last
    return within and other.last - other.first > one.last - one.first


def _same(sentence: Sentence, one: Candidate, other: Candidate) -> bool:
    """True when `one` says again what `other` says better: same type, and one is the other's argument.

    Of a light verb and its noun the noun is told ("imposed sanctions"), else the surer of the two."""
    if one.type != other.type:
        return False
    above, below = (one, other) if other.token.head == one.token.i else (other, one)
    if below.token.head != above.token.i or below.token.dep not in _ARGUMENTS:
        return False
    if below.token.dep in ("dobj", "nsubjpass") and above.token.lemma.lower() in _light_verbs():
        return one is above
    return (one.score, -one.token.i) < (other.score, -other.token.i)


_ARGUMENTS = ("dobj", "nsubjpass", "nsubj", "pobj", "xcomp", "compound")


@cache
def _light_verbs() -> frozenset[str]:
    """The verbs that carry a nominal event, by their first word."""
    return frozenset(str(verb).split()[0] for verb in read_yaml("lexicon/light_verbs.yaml"))
