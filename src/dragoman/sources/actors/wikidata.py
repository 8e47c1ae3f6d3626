"""Wikidata: a dump (one entity a line, plain or packed), JSON Lines, or the answer of wbgetentities.

Persons are taken first and wait in a temporary file; the names of their posts come from a second pass over the file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from dragoman.knowledge.actors.found import Found, FoundBody, FoundPerson, FoundTerm, Problem
from dragoman.knowledge.actors.offices import imports
from dragoman.sources.actors.files import Store, opened

#: The web service answers for fifty entities at most.
_ANSWER = 256 << 20
_ID = re.compile(rb'"id"\s*:\s*"(Q\d+)"')
_HUMAN, _CLASS, _POST, _COUNTRY, _RULES, _CITIZEN = "Q5", "P31", "P39", "P17", "P1001", "P27"
_START, _END, _GENDER, _FOUNDED, _DISSOLVED = "P580", "P582", "P21", "P571", "P576"
_GENDERS = {"Q6581097": "m", "Q6581072": "f"}
_LANGUAGES = ("en", "mul")


def read_wikidata(path: Path, posts: Path | None = None) -> Iterator[Found]:
    """Persons with offices, and bodies of the known classes. `posts` is a second file that has the posts' names."""
    store, wanted = Store(), set()
    try:
        for where, entity in _entities(path, b'"P39"', *(f'"{name}"'.encode() for name in imports()["classes"])):
            if isinstance(entity, Problem):
                yield entity
            elif _POST in entity["claims"] and _HUMAN in _ids(entity, _CLASS):
                store.put("person", entity["id"], _trimmed(entity))
                wanted |= set(_ids(entity, _POST))
            elif kinds := [c for c in _ids(entity, _CLASS) if c in imports()["classes"]]:
                yield _body(entity, imports()["classes"][kinds[0]], where)
        for file in (path, *((posts,) if posts else ())):
            for _, entity in _entities(file, wanted=wanted):
                if not isinstance(entity, Problem):
                    store.put("post", entity["id"], {
                        "label": _label(entity), "countries": [*_ids(entity, _COUNTRY), *_ids(entity, _RULES)]})
        for id, person in store.all("person"):
            yield from _person(id, person, store)
    finally:
        store.close()


def _entities(path: Path, *marks: bytes, wanted: set[str] | None = None) -> Iterator[tuple[str, Any]]:
    """(where, entity) of lines that hold one of the marks, or whose entity is wanted; a Problem for a broken line."""
    with opened(path) as file:
        for number, line in enumerate(_lines(file), 1):
            line = line.strip().removeprefix(b"\xef\xbb\xbf").rstrip(b",")
            if not line.startswith(b"{") or not (wanted is not None or any(mark in line for mark in marks)):
                continue
            # The id of the entity itself stands before its claims, but the ids of values may stand before it.
            if wanted is not None and not any(found.decode() in wanted for found in _ID.findall(line)):
                continue
            try:
                found = json.loads(line)
                entities = found["entities"].values() if isinstance(found.get("entities"), dict) else [found]
                for entity in entities:
                    entity.setdefault("claims", {})
                    if wanted is None or entity.get("id") in wanted:
                        yield f"line {number}", entity
            except (ValueError, AttributeError, TypeError, RecursionError) as error:
                if wanted is None:
                    yield f"line {number}", Problem(f"line {number}", f"not a Wikidata entity: {error}")


def _lines(file: IO[bytes]) -> Iterator[bytes]:
    """The lines; a small answer of the web service that was laid out over many lines is one."""
    first = file.readline()
    if first.strip() == b"{":
        yield first + file.read(_ANSWER)
    yield first
    yield from file


def _claims(entity: dict[str, Any], property: str) -> list[dict[str, Any]]:
    """The claims that stand, the preferred first."""
    claims = [c for c in entity["claims"].get(property, ()) if c.get("rank") != "deprecated"]
    return sorted(claims, key=lambda c: c.get("rank") != "preferred")


def _value(snak: dict[str, Any]) -> Any:
    return snak["datavalue"]["value"] if snak.get("snaktype") == "value" and "datavalue" in snak else None


def _ids(entity: dict[str, Any], property: str) -> list[str]:
    values = (_value(claim["mainsnak"]) for claim in _claims(entity, property))
    return [str(value["id"]) for value in values if isinstance(value, dict) and "id" in value]


def _label(entity: dict[str, Any]) -> str:
    labels = entity.get("labels") or {}
    label: dict[str, str] = next((labels[c] for c in _LANGUAGES if c in labels), next(iter(labels.values()), {}))
    return str(label.get("value", ""))


def _aliases(entity: dict[str, Any]) -> tuple[str, ...]:
    """English names beside the label."""
    given = entity.get("aliases") or {}
    return tuple(dict.fromkeys(str(alias["value"]) for code in _LANGUAGES for alias in given.get(code, ())))


def _day(snak: dict[str, Any]) -> str:
    """The time of a snak as an ISO date of its own precision; "" where it has none or lies before our era."""
    value = _value(snak)
    if not isinstance(value, dict) or not str(value.get("time", "")).startswith("+"):
        return ""
    date, precision = str(value["time"])[1:11], value.get("precision", 0)
    return {9: date[:4], 10: date[:7], 11: date}.get(precision, "")


def _trimmed(entity: dict[str, Any]) -> dict[str, Any]:
    """What the second pass needs of a person."""
    return {"label": _label(entity), "aliases": _aliases(entity), "countries": _ids(entity, _CITIZEN),
            "gender": next((_GENDERS[g] for g in _ids(entity, _GENDER) if g in _GENDERS), ""),
            "modified": str(entity.get("modified", ""))[:10], "posts": [_held(c) for c in _claims(entity, _POST)]}


def _held(claim: dict[str, Any]) -> dict[str, Any]:
    value, qualifiers = _value(claim["mainsnak"]), claim.get("qualifiers", {})
    ends = qualifiers.get(_END, ())
    return {
        "post": value["id"] if isinstance(value, dict) else None,
        "start": next((day for snak in qualifiers.get(_START, ()) if (day := _day(snak))), ""),
        "end": next((day for snak in ends if (day := _day(snak))), ""),
        "still": any(snak.get("snaktype") == "novalue" for snak in ends),
        "over": any(snak.get("snaktype") == "somevalue" for snak in ends),
    }


def _person(id: str, person: dict[str, Any], store: Store) -> Iterator[Found]:
    terms = []
    for held in person["posts"]:
        if held["post"] is None:
            continue
        post = store.get("post", held["post"])
        if post is None or not post["label"]:
            yield Problem(id, f"{held['post']}: the post's name is not in the file; give it with --posts")
        elif held["over"] and not held["end"] and not held["start"]:
            yield Problem(id, f"{post['label']}: over, but neither start nor end is known")
        else:
            terms.append(_term(held, post, person["modified"]))
    if terms:
        yield FoundPerson(id, person["label"], tuple(person["aliases"]), (), "", tuple(person["countries"]),
                          person["gender"], id, tuple(terms))


def _term(held: dict[str, Any], post: dict[str, Any], modified: str) -> FoundTerm:
    """No end given does not mean still held: then the office was last seen on its first day."""
    end, basis = held["end"], "stated" if held["end"] else ""
    if held["over"] and not end:
        end, basis = held["start"], "unknown"
    return FoundTerm(post["label"], tuple(post["countries"]), "", "", held["start"], end, basis,
                     modified if held["still"] else "")


def _body(entity: dict[str, Any], taken: dict[str, str], where: str) -> Found:
    name = _label(entity)
    if not name:
        return Problem(where, "an entity without a name")
    days = [next((day for c in _claims(entity, p) if (day := _day(c["mainsnak"]))), "") for p in (_FOUNDED, _DISSOLVED)]
    aliases = _aliases(entity)
    # Short names ("the Front", "PAN") mean too much else.
    weak = tuple(alias for alias in aliases if " " not in alias)
    strong = tuple(alias for alias in aliases if " " in alias)
    return FoundBody(entity["id"], name, taken["kind"], taken["sector"], strong, weak,
                     tuple(_ids(entity, _COUNTRY)), entity["id"], *days)
