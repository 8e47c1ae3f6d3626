"""Events → lines in the order of time, those that say the same on one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from dragoman.model import Event, Reading
from dragoman.present.dossier.certainty import of_event, told
from dragoman.present.dossier.dates import UNKNOWN, moment
from dragoman.present.dossier.names import Names
from dragoman.present.dossier.view import Happening
from dragoman.present.dossier.wording import Words, chain, quoted_of, sentence_of

#: Facts that are less likely right than wrong stand apart, at the end.
UNSURE = 0.5
_RANK = {"sure": 0, "doubt": 1, "open": 2, "off": 3}


def happenings_of(reading: Reading, events: Iterable[Event], names: Names, words: Words) -> list[Happening]:
    """The lines of these events in the order of time."""
    groups: dict[tuple[object, ...], list[Event]] = {}
    for event in events:
        groups.setdefault(_key(event), []).append(event)
    published = reading.document.published
    ordered = sorted(groups.values(), key=lambda group: _when(_best(group), published))
    return [_line(group, published, names, words) for group in ordered]


def _key(event: Event) -> tuple[object, ...]:
    """What makes two events one line: the same deed by the same in the same status, at no different times.

    A deed of nobody named is told apart by its words: two attacks without actors are not one."""
    parties = frozenset(event.actors), frozenset(event.recipients)
    own = () if event.actors else (event.anchor.text.lower(),)
    day = event.date.edtf if event.date else None
    return event.story, event.type, event.mode, parties, event.status, of_event(event), day, own


def _best(group: list[Event]) -> Event:
    return max(group, key=lambda e: (e.confidence, -e.anchor.start))


def _when(event: Event, published: date | None) -> tuple[int, date, int]:
    """Dated facts by their day; the undated past after them, as far as the day of the report; then what is to come."""
    to_come = of_event(event) == "open"
    time = event.date
    if time and (time.upper or time.lower):
        day = time.lower or time.upper or date.max
        return (1 if to_come and published and day > published else 0, day, event.anchor.start)
    return (2 if to_come else 0, published or date.max, event.anchor.start)


def _line(group: list[Event], published: date | None, names: Names, words: Words) -> Happening:
    event = _best(group)
    certainty = of_event(event)
    phrase = words.around(event.anchor, negated=certainty != "off")
    told_so = words.told(event, names)
    # What is not so is said as if it were, and marked: a negated sentence would be read twice.
    lead = "" if told_so or certainty == "off" else quoted_of(event, names)
    shown = Words.shown(words.cut(phrase), phrase.text)
    plain = replace(event, status="occurred") if certainty == "off" else event
    past = event.status in ("occurred", "ongoing") and certainty != "off"
    return Happening(
        ids=tuple(e.id for e in group), moment=moment(event.date, published, past=past) or UNKNOWN,
        says=told_so or (lead + shown if lead else sentence_of(plain, names)), words=shown,
        verbatim=bool(told_so or lead), type=event.type, mode=event.mode,
        status=event.status, factuality=event.factuality, certainty=certainty,
        told=told(event.sources, chain(event.sources, names)), place=event.place.place.name if event.place else "",
        spans=tuple(e.anchor for e in group), confidence=max(e.confidence for e in group),
        first=event.date.lower if event.date else None, last=event.date.upper if event.date else None,
    )
