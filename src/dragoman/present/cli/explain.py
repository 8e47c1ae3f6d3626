"""`dragoman explain`: why each fact was found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from dragoman.model import Event, Meeting, Negotiation, Position, Reading

    Fact = Event | Position | Meeting | Negotiation


def explain(
    file: Annotated[str, typer.Argument(metavar="FILE|URL|-")],
    event: Annotated[str | None, typer.Option(metavar="ID", help="Only this fact: e3, p1, m2, n1 ...")] = None,
    date: Annotated[str | None, typer.Option(metavar="DAY", help="Day of publication.")] = None,
) -> None:
    """Show why each fact was found: its words, rules, scores, status and sources."""
    from dragoman.present.cli.inputs import Batch, Given
    from dragoman.present.cli.read import parse_day

    batch = Batch([file], Given(parse_day(date, "--date")))
    found = 0
    for reading in batch.readings():
        facts: list[Fact] = [*reading.events, *reading.positions, *reading.meetings, *reading.negotiations]
        for fact in facts:
            if event is None or fact.id == event:
                print(_explained(reading, fact) + "\n")
                found += 1
        if not found and event is None:
            print("\n".join(note.message for note in reading.notes) or "nothing was found")
    if code := batch.code():
        raise typer.Exit(code)
    if event is not None and not found:
        raise typer.BadParameter(f"{event}: no such fact in this reading", param_hint="--event")


def _explained(reading: Reading, fact: Fact) -> str:
    from dragoman.present.dossier.facts import explained

    head, parts = explained(reading, fact)
    width = max(len(label) for label, _ in parts)
    return "\n".join([head, *(f"  {label.ljust(width)}  {value}" for label, value in parts)])
