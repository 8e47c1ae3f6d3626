"""Positions → a matrix, party × issue."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.knowledge.issues import issues
from dragoman.model import Position
from dragoman.present.dossier.certainty import of_position, told
from dragoman.present.dossier.names import Names, joined
from dragoman.present.dossier.view import Row, Want
from dragoman.present.dossier.wording import Words, chain

#: Letters that a cell of the matrix holds and still reads at a glance.
_CELL = 72


def matrix_of(positions: Iterable[Position], names: Names, words: Words) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    """The names of the issues and a row a party: the most spoken-of first, in the order of the text where equal."""
    columns: dict[str, int] = {}
    rows: dict[str, dict[str, list[Want]]] = {}
    titles: dict[str, str] = {}
    for position in positions:
        key, title = names.party(position.actor)
        titles[key] = title
        columns[position.issue] = columns.get(position.issue, 0) + 1
        cell = rows.setdefault(key, {}).setdefault(position.issue, [])
        want = _want(position, names, words)
        if not any((w.stance, w.words) == (want.stance, want.words) for w in cell):
            cell.append(want)
    ordered = sorted(columns, key=lambda issue: -columns[issue])
    table = [Row(titles[key], tuple(tuple(cells.get(i, ())) for i in ordered)) for key, cells in rows.items()]
    table.sort(key=lambda row: -sum(map(len, row.cells)))
    return tuple(map(issue_name, ordered)), tuple(table)


def issue_name(id: str) -> str:
    """The issue's name for people, from the list of issues."""
    known = issues().get(id)
    return known.name if known else id.replace("_", " ").replace("-", " ").capitalize()


def _own(position: Position) -> bool:
    """True where nobody but the actor says so: its own word needs no source beside it."""
    return bool(position.sources) and all(s.actor == position.actor for s in position.sources)


def _want(position: Position, names: Names, words: Words) -> Want:
    party = names.party(position.actor)[1]
    speaker = names.short(position.actor)
    return Want(
        position.id, position.stance, Words.shown(words.cut(position.span, _CELL), position.span.text),
        joined([name for t in position.toward if (name := names.party(t)[1]) != party]),
        "" if speaker == party else speaker, of_position(position),
        told(() if _own(position) else position.sources, chain(position.sources, names)), position.span, position.confidence,
    )
