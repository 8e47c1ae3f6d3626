"""`dragoman evaluate`: how well the readings agree with events that the user has coded."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

#: Problems named one by one; the rest is counted.
_NAMED = 20


class Shape(StrEnum):
    """What the figures are written as."""

    text = "text"
    json = "json"


class Rows(StrEnum):
    """What a row of the gold stands for."""

    complete = "complete"
    asked = "asked"


def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Coded events: PLOVER JSON Lines, CSV or TSV.")],
    format: Annotated[Shape, typer.Option("--format", "-f", help="What to write.")] = Shape.text,
    rows: Annotated[Rows | None, typer.Option(
        help="The rows code every event of their texts, or each asks of one event; by default asked where a table "
             "has the columns source and target.")] = None,
) -> None:
    """Score readings against your own coded events: types, actors, status.

    Rows that cannot be used are named on standard error, counted and left out; the exit status stays 0.
    """
    from dragoman import read_many
    from dragoman.model import Document
    from dragoman.present.evaluate import pair, read_gold, score
    from dragoman.present.evaluate.show import shown

    wanted = read_gold(gold)
    _tell(gold, wanted.problems)
    asked = wanted.asked if rows is None else rows is Rows.asked
    documents = (Document(t.text, source=f"{gold.name}: {t.id}", published=t.published) for t in wanted.texts)
    merged = wanted.merged
    read = [(reading, pair(reading, text.events, merged, asked=asked))
            for text, reading in zip(wanted.texts, read_many(documents), strict=True)]
    scores = score(read)
    if format is Shape.json:
        import json

        told = {"gold_file": gold.name, "rows": "asked" if asked else "complete", "skipped": wanted.problems}
        print(json.dumps(told | scores.to_dict(), ensure_ascii=False, indent=1))
    else:
        print(shown(scores, asked=asked))


def _tell(gold: Path, problems: list[str]) -> None:
    for problem in problems[:_NAMED]:
        print(f"dragoman: {gold}: {problem}", file=sys.stderr)
    if problems:
        more = f", {len(problems) - _NAMED} of them not named here" if len(problems) > _NAMED else ""
        print(f"dragoman: {gold}: {len(problems)} rows left out{more}", file=sys.stderr)
