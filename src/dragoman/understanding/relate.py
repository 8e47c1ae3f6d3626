"""What one marked party does to another: the chance of each PLOVER type, asked of words that the user marks."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.model import Relation, Sentence, Story
from dragoman.understanding.signals import Floats, Signals, labels, pair_type

Offsets = tuple[int, int]
Pair = tuple[Offsets | None, Offsets | None]
#: CONCEDE and RETREAT, which the trained head takes as one.
_YIELD = ("CONCEDE", "RETREAT")


def relate_spans(story: Story, signals: Sequence[Signals], pairs: Sequence[Pair]) -> list[Relation | None]:
    """For each pair (actor, recipient) of document offsets what the first does to the second; None outside the story."""
    return [_relation(story, signals, pair) for pair in pairs]


def _relation(story: Story, signals: Sequence[Signals], pair: Pair) -> Relation | None:
    sentence = next((s for s in story.sentences if any(p and p[0] < s.end and s.start < p[1] for p in pair)), None)
    if sentence is None or not signals:
        return None
    hints = signals[sentence.index]
    chances = pair_type(hints, _words(sentence, pair[0]), _words(sentence, pair[1])).tolist()
    return Relation(_apart(dict(zip(labels()["pair_types"], chances, strict=True)), hints))


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
