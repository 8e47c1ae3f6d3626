"""Dated events on a line of time: a day is a dot, an interval a bar; nothing without a date is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dragoman.present.dossier.dates import in_words
from dragoman.present.dossier.view import Dossier, Happening

_ROWS = 4


@dataclass(frozen=True, slots=True)
class Point:
    """An event on the line; `left` and `width` in percent, `row` counts from above."""

    id: str
    left: float
    width: float
    row: int
    certainty: str
    title: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """The line from `first` to `last`; `today` is where the report stands, in percent, or None."""

    points: tuple[Point, ...]
    first: str
    last: str
    today: float | None
    rows: int


def timeline_of(dossier: Dossier) -> Timeline | None:
    """The line of time, or None where fewer than three events have a date that tells a day apart from another."""
    dated = [(h, *days) for h in dossier.happenings if (days := _days(h))]
    published = dossier.reading.document.published
    if len(dated) < 3:
        return None
    edges = [day for _, first, last in dated for day in (first, last)] + ([published] if published else [])
    start, end = min(edges), max(edges)
    length = (end - start).days
    # A line over many years would press all that is new into one dot.
    if not 2 <= length <= 1500:
        return None
    points: list[Point] = []
    free = [-10.0] * _ROWS
    for happening, first, last in dated:
        left, right = 100 * (first - start).days / length, 100 * (last - start).days / length
        row = next((i for i, until in enumerate(free) if until + 2.5 < left), free.index(min(free)))
        free[row] = right
        points.append(Point(
            happening.ids[0], round(left, 2), round(right - left, 2), row, happening.certainty,
            f"{happening.moment}: {happening.says}",
        ))
    today = round(100 * (published - start).days / length, 2) if published else None
    rows = max(point.row for point in points) + 1
    return Timeline(tuple(points), in_words(start.isoformat()), in_words(end.isoformat()), today, rows)


def _days(happening: Happening) -> tuple[date, date] | None:
    first, last = happening.first, happening.last
    return (first, last) if first and last and first <= last else None
