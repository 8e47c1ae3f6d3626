"""A new holder of an office of one ends the term of the one before: said aloud, and written as a row of the user's."""

from __future__ import annotations

from dataclasses import asdict

from dragoman.knowledge.actors.found import FoundTerm
from dragoman.knowledge.actors.keys import key
from dragoman.knowledge.actors.offices import imports
from dragoman.knowledge.actors.registry import registry
from dragoman.knowledge.actors.rows import Term, first_day
from dragoman.knowledge.actors.write import Source, UserFile


def end_others(desk: UserFile, name: str, found: FoundTerm, source: Source) -> list[str]:
    """Ends the open terms of others in the same office on the first day of the new one; who that was, in words."""
    row = desk.term_row(found, source)
    if row["kind"] not in imports()["sole"] or any(
        shared["kind"] == row["kind"] and shared["country"] == row["country"] for shared in imports()["shared"]
    ):
        return []
    ended = []
    for term in _terms(row["kind"], row["country"], row["body"]):
        person = registry().person(term.person)
        before = not term.start or first_day(term.start) < first_day(row["start"])
        if term.end or not before or person is None or key(person.name) == key(name):
            continue
        plain = {k: v or "" for k, v in asdict(term).items()}
        desk.supersede(plain, row["start"], source)
        ended.append(f"{person.id}, {term.title}, on {row['start']}")
    return ended


def _terms(kind: str, country: str, body: str) -> list[Term]:
    """All terms in an office, as the registry has them with the user's rows."""
    desk = registry()
    people = desk._db.execute("SELECT DISTINCT person FROM term WHERE kind = ? AND country = ? AND body = ?",
                              (kind, country, body)).fetchall()
    return [term for (person,) in people for term in desk.terms(person)
            if (term.kind, term.country or "", term.body or "") == (kind, country, body)]
