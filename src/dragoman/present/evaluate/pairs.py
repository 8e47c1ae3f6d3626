"""Gold events and found events of one text, brought together; each found event answers for one gold event."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.model import Event, Reading
from dragoman.present.evaluate.gold import GoldEvent, Party

#: Shorter words ("of", "US" aside) tell parties apart badly.
_WORD = re.compile(r"\w{3,}")


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold event and the found one that answers for it; either may be missing."""

    gold: GoldEvent | None
    found: Event | None
    #: Types under the names they are scored by; "NONE" where that side is missing.
    wanted: str
    given: str


def pair(reading: Reading, events: Sequence[GoldEvent], merged: dict[str, str], *, asked: bool) -> list[Pair]:
    """The pairs of one text.

    Where the gold codes the whole text, events of one type are paired first, by shared parties and then by nearness;
    what is left is paired by shared parties and words of the event; the rest stands alone. Where each row `asked` of
    one event, it gets the surest found event that shares a party's word with it, else the surest; found events that
    nobody asked of are left out, and no type is peeped at.
    """
    if asked:
        return [_made(gold, _answer(reading, gold), merged) for gold in events]
    left, waiting, pairs = list(reading.events), list(events), []
    for same_type in (True, False):
        rivals = sorted(
            ((_closeness(reading, gold, found), i, j) for i, gold in enumerate(waiting) for j, found in enumerate(left)
             if _fits(reading, gold, found, merged, same_type)),
            key=lambda rival: (tuple(-value for value in rival[0]), rival[1:]))
        golds: set[int] = set()
        founds: set[int] = set()
        for _, i, j in rivals:
            if i not in golds and j not in founds:
                golds.add(i)
                founds.add(j)
                pairs.append(_made(waiting[i], left[j], merged))
        waiting = [gold for i, gold in enumerate(waiting) if i not in golds]
        left = [found for j, found in enumerate(left) if j not in founds]
    return [*pairs, *(_made(gold, None, merged) for gold in waiting), *(_made(None, found, merged) for found in left)]


def shares(reading: Reading, ids: Sequence[str], parties: Sequence[Party]) -> bool:
    """True when one of the actors `ids` is one of the gold's parties: by code, or by a word of three letters."""
    wanted_codes = {party.code.upper() for party in parties if party.code}
    codes = {id.upper() for id in ids}
    codes |= {actor.country for actor in reading.actors if actor.id in ids and actor.country}
    return bool(wanted_codes & codes) or bool(_spoken(parties) & _named(reading, ids))


def _made(gold: GoldEvent | None, found: Event | None, merged: dict[str, str]) -> Pair:
    def name(event: GoldEvent | Event | None) -> str:
        return merged.get(event.type, event.type) if event else "NONE"

    return Pair(gold, found, name(gold), name(found))


def _answer(reading: Reading, gold: GoldEvent) -> Event | None:
    parties = (*gold.actors, *gold.recipients)
    return max(
        reading.events, default=None,
        key=lambda event: (shares(reading, (*event.actors, *event.recipients), parties), event.confidence))


def _fits(reading: Reading, gold: GoldEvent, found: Event, merged: dict[str, str], same_type: bool) -> bool:
    if same_type:
        return merged.get(gold.type, gold.type) == merged.get(found.type, found.type)
    parties = (*gold.actors, *gold.recipients)
    return _overlaps(gold, found) or shares(reading, (*found.actors, *found.recipients), parties)


def _closeness(reading: Reading, gold: GoldEvent, found: Event) -> tuple[float, float, float, float]:
    """The greater the better: same words, same actors, same recipients, nearness."""
    near = -abs(found.anchor.start - gold.start) if gold.start is not None else 0.0
    return (float(_overlaps(gold, found)), float(shares(reading, found.actors, gold.actors)),
            float(shares(reading, found.recipients, gold.recipients)), near)


def _overlaps(gold: GoldEvent, found: Event) -> bool:
    """True when the gold's words of the event hold the found anchor's, at the same place where the gold tells it."""
    if not gold.words:
        return False
    if gold.start is None:
        return found.anchor.text.lower() in gold.words.lower()
    return gold.start < found.anchor.end and found.anchor.start < gold.start + len(gold.words)


def _spoken(parties: Sequence[Party]) -> set[str]:
    return {word.lower() for party in parties for word in _WORD.findall(party.words)}


def _named(reading: Reading, ids: Sequence[str]) -> set[str]:
    """The words that stand for these actors in the text, and those of their names."""
    names = [mention.span.text for mention in reading.mentions if mention.actor in ids]
    names += [actor.name for actor in reading.actors if actor.id in ids]
    return {word.lower() for name in names for word in _WORD.findall(name)}
