"""What one marked party does to another: the chance of each PLOVER type, asked of words that the user marks."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from dragoman.model import Cast, Relation, Sentence, Story
from dragoman.understanding.signals import Floats, Signals, labels, pair_type
from dragoman.understanding.what_table import candidates_of, decoy_words

Offsets = tuple[int, int]
Pair = tuple[Offsets | None, Offsets | None]
#: CONCEDE and RETREAT, which the trained head takes as one.
_YIELD = ("CONCEDE", "RETREAT")
#: What counts for a type that no word of the sentence speaks for.
_UNSPOKEN = 0.1


def relate_spans(story: Story, cast: Cast, signals: Sequence[Signals], pairs: Sequence[Pair]) -> list[Relation | None]:
    """For each pair (actor, recipient) of document offsets what the first does to the second; None outside the story.

    The encoder's chances are weighed by the words of the ontology that the sentence holds: together they err less."""
    return [_relation(story, cast, signals, pair) for pair in pairs]


def _relation(story: Story, cast: Cast, signals: Sequence[Signals], pair: Pair) -> Relation | None:
    sentence = next((s for s in story.sentences if any(p and p[0] < s.end and s.start < p[1] for p in pair)), None)
    if sentence is None or not signals:
        return None
    hints = signals[sentence.index]
    chances = pair_type(hints, _words(sentence, pair[0]), _words(sentence, pair[1])).tolist()
    spoken = _spoken(sentence, cast)
    names = labels()["pair_types"]
    weighed = [chance * sqrt(_UNSPOKEN + spoken.get(name, 0.0)) for name, chance in zip(names, chances, strict=True)]
    total = sum(weighed)
    return Relation(_apart({name: weight / total for name, weight in zip(names, weighed, strict=True)}, hints))


def _spoken(sentence: Sentence, cast: Cast) -> dict[str, float]:
    """The weight of the surest word of the ontology for each type, CONCEDE and RETREAT as one."""
    best: dict[str, float] = {}
    for candidates in candidates_of(sentence, cast, decoy_words(sentence)).values():
        for candidate in candidates:
            name = "YIELD" if candidate.type in _YIELD else candidate.type
            best[name] = max(best.get(name, 0.0), candidate.score)
    return best


def _words(sentence: Sentence, part: Offsets | None) -> Offsets | None:
    inside = [t.i for t in sentence.tokens if part and t.start < part[1] and part[0] < t.end]
    return (inside[0], inside[-1] + 1) if inside else None


def _apart(chances: dict[str, float], hints: Signals) -> dict[str, float]:
    """YIELD parted into CONCEDE and RETREAT by the surest words of each."""
    best: Floats = hints.types.max(0)
    shares = {name: float(best[labels()["types"].index(name)]) + 1e-6 for name in _YIELD}
    total = chances.pop("YIELD")
    for name in _YIELD:
        chances[name] = total * shares[name] / sum(shares.values())
    return dict(sorted(chances.items(), key=lambda item: (-item[1], item[0])))
