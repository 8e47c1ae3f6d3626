"""FollowTheMoney entities, a JSON object a line: Person ← Occupancy → Position, flat or nested."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dragoman.knowledge.actors.found import Found, FoundBody, FoundPerson, FoundTerm, Problem
from dragoman.knowledge.actors.offices import imports
from dragoman.sources.actors.files import Store, opened


def read_ftm(path: Path, _extra: Path | None = None) -> Iterator[Found]:
    """Persons with their positions, and organisations. Edges may stand before or after what they join."""
    store = Store()
    try:
        with opened(path) as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    try:
                        for entity in _flat(json.loads(line)):
                            _stage(entity, store)
                    except (ValueError, TypeError, AttributeError, KeyError, RecursionError) as error:
                        yield Problem(f"line {number}", f"not a FollowTheMoney entity: {error}")
        yield from _organisations(store)
        for id, person in store.all("Person"):
            if found := _person(id, person, store):
                yield found
    finally:
        store.close()


def _flat(entity: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The entity and those nested in it, each with ids where the others stood."""
    properties: dict[str, list[str]] = {}
    for name, values in entity["properties"].items():
        for value in values:
            if isinstance(value, dict):
                yield from _flat(value)
                value = value["id"]
            properties.setdefault(name, []).append(value)
    yield {"id": entity["id"], "schema": entity["schema"], "caption": entity.get("caption", ""),
           "properties": properties, "last_seen": entity.get("last_seen") or entity.get("last_change") or ""}


def _stage(entity: dict[str, Any], store: Store) -> None:
    schema, id = entity["schema"], entity["id"]
    if schema == "Occupancy":
        for holder in entity["properties"].get("holder", ()):
            store.link(holder, entity)
    elif schema in ("Person", "Position") or schema in imports()["organisations"]:
        # Nested copies of an entity are poorer than the entity itself.
        held = store.get(schema, id)
        if held is None or len(held["properties"]) <= len(entity["properties"]):
            store.put(schema, id, entity)


def _person(id: str, entity: dict[str, Any], store: Store) -> FoundPerson | None:
    given = entity["properties"]
    terms = [term for occupancy in store.links(id) for term in _terms(occupancy, store)]
    terms = list(dict.fromkeys(terms))
    if not terms:
        if not _of_interest(given, imports()["person_topics"]):
            return None
        # The text of a position is dated by nobody.
        terms = [FoundTerm(title, tuple(given.get("country", ()))) for title in given.get("position", ())[:1]]
    wikidata = _wikidata(id, given)
    names = _names(entity)
    return FoundPerson(
        wikidata or f"ftm:{id}", names[0], names[1:], tuple(given.get("weakAlias", ())),
        next(iter(given.get("lastName", ())), "") if len(given.get("lastName", ())) == 1 else "",
        (*given.get("nationality", ()), *given.get("citizenship", ()), *given.get("country", ())),
        next((g[0].lower() for g in given.get("gender", ()) if g[:1].lower() in "mf"), ""), wikidata, tuple(terms))


def _terms(occupancy: dict[str, Any], store: Store) -> Iterator[FoundTerm]:
    given = occupancy["properties"]

    def first(*names: str) -> str:
        return next((min(given[name])[:10] for name in names if given.get(name)), "")

    start, end = first("startDate", "periodStart", "electionDate"), first("endDate", "periodEnd")
    if "ended" in given.get("status", ()) and not end:
        # It has ended, nobody says when: only its first day is sure.
        if not start:
            return
        end, basis = start, "unknown"
    else:
        basis = "stated" if end else ""
    seen = occupancy["last_seen"][:10] if "current" in given.get("status", ()) else ""
    for post in given.get("post", ()):
        position = store.get("Position", post)
        if position is None:
            continue
        about = position["properties"]
        yield FoundTerm(
            _names(position)[0], tuple(about.get("country", ())), next(iter(about.get("organization", ())), ""), "",
            start, end, basis, seen, tuple(about.get("topics", ())))


def _organisations(store: Store) -> Iterator[FoundBody]:
    for schema, taken in imports()["organisations"].items():
        for id, entity in store.all(schema):
            given = entity["properties"]
            if "only" in taken and not _of_interest(given, taken["only"]):
                continue
            names, wikidata = _names(entity), _wikidata(id, given)
            yield FoundBody(
                wikidata or f"ftm:{id}", names[0], taken["kind"], taken["sector"], names[1:],
                tuple(given.get("weakAlias", ())), (*given.get("country", ()), *given.get("jurisdiction", ())),
                wikidata, next(iter(given.get("incorporationDate", ())), "")[:10],
                next(iter(given.get("dissolutionDate", ())), "")[:10])


def _names(entity: dict[str, Any]) -> tuple[str, ...]:
    """The caption first, then the other names, each once; names in other scripts are kept."""
    given = entity["properties"]
    names = (entity["caption"], *given.get("name", ()), *given.get("alias", ()), *given.get("previousName", ()))
    return tuple(dict.fromkeys(name for name in names if name)) or ("",)


def _wikidata(id: str, given: dict[str, list[str]]) -> str:
    found = next(iter(given.get("wikidataId", ())), id)
    return found if found[:1] == "Q" and found[1:].isdigit() else ""


def _of_interest(given: dict[str, list[str]], beginnings: list[str]) -> bool:
    return any(topic.startswith(beginning) for topic in given.get("topics", ()) for beginning in beginnings)
