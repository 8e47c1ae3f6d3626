"""Popolo: one JSON object of persons, organizations, posts and memberships, read piece by piece; or a table."""

from __future__ import annotations

import json
import re
from codecs import getincrementaldecoder
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from dragoman.errors import InputError
from dragoman.knowledge.actors.found import Found, FoundPerson, FoundTerm, Problem
from dragoman.sources.actors.files import Store, opened
from dragoman.sources.actors.table import read_table

_CHUNK = 1 << 18
_KEY = re.compile(r'\s*,?\s*"((?:[^"\\]|\\.)*)"\s*:\s*')
_SECTIONS = ("persons", "organizations", "posts", "memberships", "areas")


def read_popolo(path: Path, _extra: Path | None = None) -> Iterator[Found]:
    """Persons with their memberships. A file that is no JSON object is read as a table of memberships."""
    with opened(path) as file:
        lead = file.read(64).removeprefix(b"\xef\xbb\xbf").lstrip()
    if not lead.startswith(b"{"):
        yield from read_table(path)
        return
    store = Store()
    try:
        with opened(path) as file:
            for section, entry in _pieces(file, path):
                if section == "memberships":
                    store.link(str(entry.get("person_id")), entry)
                elif section in _SECTIONS:
                    store.put(section, str(entry.get("id")), entry)
        for id, person in store.all("persons"):
            yield _person(id, person, store, path.name)
    finally:
        store.close()


def _pieces(file: IO[bytes], path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """(section, object) for every object in the arrays of the outermost object; holds one object at a time."""
    decode, parse = getincrementaldecoder("utf-8-sig")("replace").decode, json.JSONDecoder().raw_decode
    text, done, section = "", False, None

    def more() -> None:
        nonlocal text, done
        data = file.read(_CHUNK)
        done = not data
        text += decode(data, done)

    more()
    text = text.lstrip().removeprefix("{")
    while True:
        text = text.lstrip(" \t\r\n,")
        if section is not None and text.startswith("]"):
            section, text = None, text[1:]
            continue
        if not text.strip() or (section is None and text.startswith("}")):
            if done or text:
                return
            more()
            continue
        try:
            if section is None:
                found = _KEY.match(text)
                if not found or found.end() == len(text):
                    raise ValueError("expected a key")
                if text[found.end()] == "[":
                    section, text = found[1], text[found.end() + 1 :]
                    continue
                _, end = parse(text, found.end())
                entry: Any = None
            else:
                entry, end = parse(text)
            # A number may go on in the next piece of the file; an object or string has an end of its own.
            text = text[end:]
        except ValueError as error:
            if done:
                raise InputError(f"{path}: not JSON: {error}") from None
            more()
            continue
        if section is not None and isinstance(entry, dict):
            yield section, entry


def _person(id: str, person: dict[str, Any], store: Store, file: str) -> Found:
    name = person.get("name")
    if not isinstance(name, str) or not name.strip():
        return Problem(f"person {id}", "no name")
    others = [n.get("name") for n in person.get("other_names", ()) if isinstance(n, dict)]
    wikidata = next((str(i.get("identifier")) for i in person.get("identifiers", ())
                     if isinstance(i, dict) and i.get("scheme") == "wikidata"), "")
    terms = tuple(term for entry in store.links(id) if (term := _term(entry, store)))
    country = person.get("national_identity")
    return FoundPerson(
        wikidata or f"{file}:{id}", name, tuple(dict.fromkeys(n for n in others if n)), (),
        str(person.get("family_name") or ""), (country,) if isinstance(country, str) else (),
        str(person.get("gender") or "")[:1].lower(), wikidata, terms)


def _term(entry: dict[str, Any], store: Store) -> FoundTerm | None:
    post = store.get("posts", str(entry.get("post_id"))) or {}
    house = store.get("organizations", str(entry.get("organization_id") or post.get("organization_id"))) or {}
    period = store.get("organizations", str(entry.get("legislative_period_id"))) or {}
    role, name = entry.get("role") or post.get("role") or post.get("label"), house.get("name", "")
    title = " of ".join(part for part in (role or "member", name) if part)
    if not (role or name):
        return None
    start, end = (str(entry.get(k) or post.get(k) or period.get(k) or "")[:10] for k in ("start_date", "end_date"))
    area = store.get("areas", str(entry.get("area_id") or house.get("area_id"))) or {}
    sector = "LEG" if house.get("classification") in ("legislature", "chamber") else (
        "PTY" if house.get("classification") == "party" else "")
    return FoundTerm(title, (area["name"],) if area.get("name") else (), name, sector, start, end,
                     "stated" if end else "")
