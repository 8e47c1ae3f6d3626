"""`dragoman actors`: ask the tables who bears a name, and what is known of an actor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.present.cli import actors_change

if TYPE_CHECKING:
    from datetime import date

    from dragoman.knowledge.actors import Named, Registry

_Codes = Annotated[
    str | None,
    typer.Option("--codes", metavar="cameo|plover", help="The code of the actor in this scheme, too."),
]
app = typer.Typer(help="Ask the tables of actors, and add your own.", no_args_is_help=True, rich_markup_mode=None)
app.command("import")(actors_change.import_)
app.command()(actors_change.add)
app.command()(actors_change.check)


@app.command()
def find(
    name: Annotated[str, typer.Argument(help="A name as a report would print it.")],
    on: Annotated[str | None, typer.Option(metavar="DAY", help="The day that offices are asked for.")] = None,
    context: Annotated[
        str | None, typer.Option(metavar="TEXT", help="A sentence that holds the name: who is meant there?")
    ] = None,
    codes: _Codes = None,
) -> None:
    """Show everybody who bears a name; with --context, whom a sentence means by it."""
    from dragoman.knowledge.actors import registry
    from dragoman.present.cli.read import parse_day
    from dragoman.present.cli.tables import table

    day = parse_day(on, "--on")
    _check_scheme(codes)
    if context is not None:
        print(_meant(name, context, day, codes))
        return
    desk = registry()
    rows = list(dict.fromkeys(_row(desk, named, day) for named in desk.named(name)))
    if not rows:
        raise _unknown(f"{name}: nobody of this name in the tables")
    if codes is None:
        print(table(("id", "name", "what"), rows))
    else:
        print(table(("id", codes, "name", "what"), [(row[0], _code(row[0], codes, day), *row[1:]) for row in rows]))


@app.command()
def show(
    id: Annotated[str, typer.Argument(help="An actor id such as RUS-LAVROV, NATO or KEN.")],
    on: Annotated[str | None, typer.Option(
        metavar="DAY", help="The day of the code; by default today.")] = None,
    codes: _Codes = None,
) -> None:
    """Show what the tables know of one actor."""
    from dragoman.knowledge.actors import registry
    from dragoman.present.cli.read import parse_day
    from dragoman.present.cli.tables import table

    _check_scheme(codes)
    day, desk, id = parse_day(on, "--on"), registry(), id.upper()
    if person := desk.person(id):
        print(f"{person.id}   {person.name}   {person.country or ''}   {person.wikidata or ''}".rstrip())
        rows = [(t.start or "?", t.end or "–", t.title) for t in desk.terms(id)]
        if rows:
            print("\n" + table(("from", "to", "office"), rows))
    elif body := desk.body(id):
        print(f"{body.id}   {body.name}   {body.kind}   {body.country or ''}   {body.wikidata or ''}".rstrip())
        if body.members:
            print("\nmembers: " + ", ".join(body.members))
    elif country := desk.country(id.removesuffix("-GOV")):
        print(f"{country.iso3}   {country.name}   {country.status}   {country.wikidata or ''}".rstrip())
    else:
        raise _unknown(f"{id}: no such actor in the tables")
    if codes is not None:
        print(f"\n{codes}: {_code(id, codes, day) or 'no code'}")


def _check_scheme(codes: str | None) -> None:
    if codes not in (None, "cameo", "plover"):
        raise typer.BadParameter(f"{codes}: no such scheme; there are cameo and plover", param_hint="--codes")


def _code(id: str, codes: str, day: date | None) -> str:
    """The code of an actor of the tables on a day; "" for a name that is no actor."""
    from datetime import date as calendar

    from dragoman.understanding.who import find_by_id, render_code

    actor = find_by_id(id, day or calendar.today())
    return render_code(actor, codes) if actor is not None else ""


def _row(desk: Registry, named: Named, day: date | None) -> tuple[str, str, str]:
    if named.kind in ("person", "surname") and (person := desk.person(named.ref)):
        term = desk.office_on(named.ref, day) if day else desk.latest_office(named.ref)
        return person.id, person.name, f"{term.title} ({term.start or '?'} – {term.end or 'now'})" if term else "person"
    if named.kind == "body" and (body := desk.body(named.ref)):
        return body.id, body.name, body.kind
    if country := desk.country(named.ref):
        return f"{country.iso3}-GOV", country.name, named.kind
    if named.kind == "metonym":
        held = ", ".join(f"{m.actor} {m.start}–{m.end}".rstrip(" –") for m in desk.metonyms.get(named.ref, ()))
        return held or named.ref, named.printed, "a seat of power"
    return named.ref, named.printed, named.kind


def _meant(name: str, context: str, day: date | None, codes: str | None) -> str:
    """Whom the sentence means by the name: id, name, office, and why."""
    from dragoman import read
    from dragoman.understanding.who import render_code

    reading = read(context, date=day)
    for mention in reading.mentions:
        if mention.actor and (name.lower() in mention.span.text.lower() or mention.span.text.lower() in name.lower()):
            actor = reading.actor(mention.actor)
            code = render_code(actor, codes) if codes is not None else ""
            parts = [actor.id, code, actor.name, actor.office or actor.kind, mention.why or actor.why]
            return "   ".join(filter(None, parts))
    raise _unknown(f"{name}: nobody found by this name in the sentence")


def _unknown(message: str) -> Exception:
    from dragoman.errors import DragomanError

    return DragomanError(message)
