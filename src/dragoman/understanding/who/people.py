"""Persons: which one bears a name, what office on the day, and what the text alone teaches of a stranger."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from dragoman.knowledge.actors import Person, Term
from dragoman.knowledge.actors.keys import key
from dragoman.knowledge.actors.registry import TOP
from dragoman.model import Actor
from dragoman.understanding.who.lexicon import Title, titles
from dragoman.understanding.who.memory import Figure, Memory


@dataclass(frozen=True, slots=True)
class Billing:
    """What the words around a name say of its bearer."""

    country: str | None = None
    sector: str | None = None
    title: Title | None = None
    #: The title as printed: "deputy defence minister".
    office: str | None = None
    former: bool = False
    lower: bool = False
    body: str | None = None

    @property
    def holders(self) -> tuple[str, ...]:
        return self.title.holders if self.title and not self.lower and not self.title.body else ()


def slug(text: str) -> str:
    """Words as an id: "Jorge Amaral" → "JORGE-AMARAL"."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"[^A-Z0-9]+", "-", plain.replace("'", "").replace("’", "").upper()).strip("-")


def choose(memory: Memory, refs: list[str], billing: Billing, surname_only: bool) -> tuple[str | None, str]:
    """The one person of the tables that the name means, and why; None where it is nobody for sure."""
    refs = list(dict.fromkeys(refs))
    told = [ref for ref in refs if ref in memory.figures]
    if len(told) == 1 and not surname_only:
        return told[0], "named before"
    if billing.country and len(refs) > 1:
        refs = [r for r in refs if _country(memory, r) == billing.country] or refs
    if billing.country and surname_only:
        refs = [r for r in refs if _country(memory, r) == billing.country]
    if not surname_only and len(refs) == 1:
        return refs[0], "full name"
    kinds = billing.holders
    serving = [r for r in refs if _holds(memory, r, kinds or TOP)]
    if not kinds and len(serving) > 1:
        serving = _highest(memory, serving)
    rank = billing.title is not None and billing.title.sector == "MIL" and not billing.title.holders
    if len(serving) == 1 and (kinds or billing.country or rank or not billing.title):
        return serving[0], "holds the office on the day" if memory.day else "holds the office as last known"
    if serving:
        return None, f"{len(serving)} people bear the name"
    if kinds:
        past = [r for r in refs if any(t.kind in kinds for t in memory.registry.terms(r))]
        if len(past) == 1 and (not surname_only or billing.former or memory.day is None):
            return past[0], "held the office"
    if surname_only and not billing.title and not billing.country:
        return _by_fame(memory, refs)
    if not surname_only and refs:
        ranked = [r for r in refs if memory.registry.terms(r)]
        return (ranked[0], "full name") if len(ranked) == 1 else (None, f"{len(refs)} people bear the name")
    return None, "no such holder"


def _by_fame(memory: Memory, refs: list[str]) -> tuple[str | None, str]:
    """Someone who once held a top office, and alone of that surname in the tables."""
    top = [r for r in refs if any(t.kind in TOP for t in memory.registry.terms(r))]
    if len(refs) == 1 and len(top) == 1:
        return top[0], "the only one of that surname who held a top office"
    return None, "not unique"


def _country(memory: Memory, ref: str) -> str | None:
    person = memory.registry.person(ref)
    return person.country if person else None


def _terms_now(memory: Memory, ref: str) -> list[Term]:
    terms = memory.registry.terms(ref)
    if memory.day is None:
        return [t for t in terms if not t.end]
    return [t for t in terms if t.covers(memory.day)]


def _holds(memory: Memory, ref: str, kinds: tuple[str, ...] | frozenset[str]) -> bool:
    return any(term.kind in kinds for term in _terms_now(memory, ref))


def _highest(memory: Memory, refs: list[str]) -> list[str]:
    """Of several serving people of a surname those whose country the story names, else heads of state of the day."""
    near = [r for r in refs if memory.nations[_country(memory, r) or ""]]
    return near if len(near) == 1 else refs


def known(memory: Memory, ref: str, billing: Billing) -> Actor:
    """The actor for a person of the tables, with the office of the day."""
    person = memory.registry.person(ref)
    assert person is not None
    office, sector, country, why = _office(memory, person, billing)
    surname = person.surname or person.name.split()[-1]
    holders = set(billing.holders) | {t.kind for t in _terms_now(memory, ref)}
    bodies = {t.body for t in _terms_now(memory, ref) if t.body} | ({billing.body} if billing.body else set())
    memory.introduce(
        Figure(ref, surname, person.gender, {billing.title.words} if billing.title else set(), holders, True, bodies),
        person.name.split()[-1],
        *person.nicknames,
    )
    body = _served(memory, ref, billing)
    return memory.keep(Actor(ref, person.name, country, sector, "person", office, person.wikidata, (), why, body))


def _served(memory: Memory, ref: str, billing: Billing) -> str | None:
    """The body whose office the person holds on the day, or is said to hold."""
    term = memory.registry.office_on(ref, memory.day) if memory.day else memory.registry.latest_office(ref)
    return (term.body if term is not None else None) or billing.body


def _office(memory: Memory, person: Person, billing: Billing) -> tuple[str | None, str | None, str | None, str]:
    """Office, sector, country and why, of a person of the tables on the day of the report."""
    registry, country = memory.registry, person.country
    if memory.day is not None:
        term = registry.office_on(person.id, memory.day)
        if term is not None:
            doubt = term.doubt(memory.day)
            # An office tells the state it was held in: the Soviet Union for who is of Russia or of Georgia now.
            country = None if term.body and not term.country and term.sector == "IGO" else term.country or country
            return term.title, term.sector, country, f"office on {memory.day}" + (f", {doubt}" if doubt else "")
        past = [t for t in registry.terms(person.id) if t.end]
        fresh = billing.title and not billing.former and not any(t.kind in billing.holders for t in past)
        if fresh and billing.office:
            return billing.office, billing.sector, country, "office as the report gives it"
        sector = (
            past[-1].sector
            if past and past[-1].sector in ("REB", "PTY", "UAF", "NGO", "REL")
            else "ELI"
            if past
            else None
            if billing.former
            else billing.sector
        )
        return (
            None,
            sector,
            country,
            "held office before, none known on the day" if past else "no office known on the day",
        )
    term = registry.latest_office(person.id)
    if billing.former:
        return None, "ELI", country, "former, says the report"
    if billing.office and billing.title and billing.title.holders:
        fitting = [t for t in registry.terms(person.id) if t.kind in billing.holders]
        # Of several offices the one whose very title the report gives, the latest of them.
        worded = [t for t in fitting if billing.title.words in key(t.title)]
        same = max(worded or fitting, key=lambda t: (not t.end, t.end or t.start), default=None)
        sector = same.sector if same else billing.sector
        return (
            (same.title if same else billing.office),
            sector,
            country,
            "office as the report gives it; no date is known",
        )
    if term is None:
        return billing.office, billing.sector, country, "no office known"
    return term.title, term.sector, country, "latest known office; the report has no date"


def stranger(memory: Memory, words: str, billing: Billing, why: str) -> Actor:
    """The actor for a person no table has, as the text bills them."""
    parts = [p for p in words.split() if p.lower().rstrip(".") not in titles().honorifics] or words.split()
    name = " ".join(parts)
    last = parts[-2] if parts[-1].lower().rstrip(".") in ("jr", "sr", "ii", "iii") and len(parts) > 1 else parts[-1]
    known_ids = [i for i in memory.by_surname.get(key(last), ()) if not memory.figures[i].table]
    same = [i for i in known_ids if memory.actors[i].name == name or len(parts) == 1]
    if len(same) == 1:
        held = memory.actors[same[0]]
        ref = held.id
        country = held.country or billing.country
        actor = Actor(
            ref,
            held.name,
            country,
            held.sector or billing.sector,
            "person",
            held.office or (None if billing.former or held.sector == "ELI" else billing.office),
            None,
            (),
            held.why,
            held.body or billing.body,
        )
        memory.actors[ref] = actor
    else:
        ref = f"{billing.country}-{slug(last)}" if billing.country else slug(name)
        if ref in memory.figures and memory.actors[ref].name != name:
            ref = f"{billing.country}-{slug(name)}" if billing.country else slug(name)
        sector = "ELI" if billing.former and billing.sector in ("GOV", "MIL", "LEG") else billing.sector
        office = None if billing.former else billing.office
        actor = memory.keep(
            Actor(ref, name, billing.country, sector, "person", office, None, (), why, None if billing.former else billing.body)
        )
    gender = billing.title.gender if billing.title else None
    honorific = words.split()[0].lower().rstrip(".")
    gender = gender or titles().honorifics.get(honorific)
    figure = Figure(ref, last, gender, {billing.title.words} if billing.title else set(), set(billing.holders))
    if billing.body:
        figure.bodies.add(billing.body)
    memory.introduce(figure)
    return memory.actors.get(ref, actor)
