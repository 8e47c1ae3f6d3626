"""Countries, seats of power and bodies as actors: whose a title or a noun is, and who a bare name means."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dragoman.knowledge.actors import Agent, Body
from dragoman.model import Actor
from dragoman.understanding.who.items import Item
from dragoman.understanding.who.memory import Memory

POOL_NAMES = {
    "GOV": "Government",
    "MIL": "Armed forces",
    "LEG": "Parliament",
    "COP": "Police",
    "JUD": "Judiciary",
    "SPY": "Intelligence service",
}


def pooled(memory: Memory, country: str, sector: str) -> Actor:
    """A country's government, armed forces, parliament, police, courts or secret service as one actor."""
    if sector == "GOV":
        return government(memory, country)
    known = memory.registry.country(country)
    name = f"{POOL_NAMES[sector]} of {known.name if known else country}"
    return memory.keep(Actor(f"{country}-{sector}", name, country, sector, "organisation"))


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a title or a noun is: a country, a body, or a kind of institution of one."""

    country: str | None = None
    body: Body | None = None
    actor: str | None = None
    agent: Agent | None = None
    title: str | None = None


def nation_of(memory: Memory, item: Item) -> tuple[str | None, str]:
    """The country that a name of one stands for, by the story where the name is shared, and why."""
    if (ref := item.nation) is not None:
        return ref, ""
    refs = list(dict.fromkeys(n.ref for n in item.names if n.kind in ("country", "adjective", "demonym", "capital")))
    refs = [r for r in refs if _stood(memory, r)] or refs
    if len(refs) == 1:
        return refs[0], "the one of that day"
    told = [r for r in refs if memory.nations[r]]
    if len(told) == 1:
        return told[0], f"of {', '.join(refs)} the one that the story names"
    usual = list(dict.fromkeys(n.ref for n in item.names if not n.weak and n.ref in refs))
    if len(usual) == 1:
        return usual[0], f"the usual sense among {', '.join(refs)}"
    return None, f"could be any of {', '.join(refs)}"


def _stood(memory: Memory, ref: str) -> bool:
    """Whether the state existed on the day of the report; without a day, whether it exists now."""
    start, end = memory.registry.lifetimes.get(ref, ("", ""))
    if memory.day is None:
        return not end
    day = memory.day.isoformat()
    return (not start or start <= day) and (not end or day <= end)


def owner_of(memory: Memory, items: tuple[Item, ...]) -> Owner:
    """What the owners in front of, or behind, a title or noun add up to."""
    owner = Owner()
    for item in items:
        seat = item.kind == "metonym" and not item.has("capital")
        if owner.country is None and item.kind in ("nation", "capital", "metonym") and not seat:
            owner = replace(owner, country=nation_of(memory, item)[0])
        elif item.kind == "metonym":
            actor = seat_of(memory, item)
            if actor is not None:
                owner = replace(owner, country=owner.country or actor.country, actor=actor.id)
        elif item.kind == "body":
            body = body_of(memory, item)
            if body is not None:
                owner = replace(owner, body=body, country=owner.country or body.country)
        elif item.kind == "agent":
            agent = memory.registry.agent(item.names[0].ref)
            fixed = fixed_country(agent)
            owner = replace(owner, agent=agent, country=owner.country or fixed)
        elif item.kind == "title" and item.title is not None and item.title.body:
            owner = replace(owner, title=item.title.portfolio)
    return owner


def fixed_country(agent: Agent | None) -> str | None:
    text = agent.country_from if agent else ""
    country = text.removeprefix("fixed:")
    return country if country != text and country != "EUR" else None


def government(memory: Memory, iso3: str) -> Actor:
    """The government of a country, kept in the story."""
    country = memory.registry.country(iso3)
    name = f"Government of {country.name}" if country else iso3
    return memory.keep(
        Actor(f"{iso3}-GOV", name, iso3, "GOV", "government", None, country.government if country else None)
    )


#: A shared seat is a country's where the story names the country at least as often: "Brussels" of Belgium.
_STORY = 2


def seat_of(memory: Memory, item: Item) -> Actor | None:
    """The actor behind a seat of power, on the day."""
    rows = [
        m
        for n in item.names
        if n.kind == "metonym"
        for m in memory.registry.metonyms.get(n.ref, ())
        if (memory.day is None and not m.end)
        or (
            memory.day is not None
            and ((not m.start or m.start <= memory.day.isoformat()) and (not m.end or memory.day.isoformat() <= m.end))
        )
    ]
    if not rows:
        return None
    ids = list(dict.fromkeys(m.actor for m in rows))
    if len(ids) > 1:
        near = [m.actor for m in rows if m.country and memory.named[m.country] >= _STORY]
        wide = [m.actor for m in rows if m.country is None]
        ids = list(dict.fromkeys(near or wide)) or ids
    chosen = ids[0]
    if chosen.endswith("-GOV") and len(chosen) == 7:
        return government(memory, chosen[:3])
    if len(chosen) == 3 and memory.registry.country(chosen):
        return government(memory, chosen)
    body = memory.registry.body(chosen)
    return body_actor(memory, body) if body is not None else None


def body_of(memory: Memory, item: Item) -> Body | None:
    """The body that a name means: a strong name, or a weak one that the story supports."""
    named = [n for n in item.names if n.kind == "body"]
    strong = [n for n in named if not n.weak]
    refs = dict.fromkeys(n.ref for n in (strong or named))
    bodies = [b for b in map(memory.registry.body, refs) if b is not None]
    if memory.day is not None:
        day = memory.day.isoformat()
        bodies = [b for b in bodies if (not b.start or b.start <= day) and (not b.end or b.end >= day)] or bodies
    if len(bodies) > 1:
        told = [b for b in bodies if b.id in memory.bodies or (b.country and memory.nations[b.country])]
        if len(told) != 1:
            return bodies[0] if memory.bare else None
        bodies = told
    if not bodies:
        return None
    body = bodies[0]
    if strong:
        memory.bodies.add(body.id)
        return body
    supported = (
        memory.bare or body.id in memory.bodies or (body.country is not None and memory.nations[body.country] > 0)
    )
    parent = body.parent in memory.bodies if body.parent else body.country is None
    parent = parent or (body.country is None and len(named[0].printed.split()) > 1)
    return body if supported or parent else None


_KINDS = {"armed_group": "group", "group": "group", "de_facto": "government"}


def body_actor(memory: Memory, body: Body) -> Actor:
    """The actor for a body. A country's whole military is `XXX-MIL`, whatever words name it."""
    if body.kind == "military" and body.country and _is_whole_military(memory, body):
        return pooled(memory, body.country, "MIL")
    members = tuple(f"{m}-GOV" if len(m) == 3 and memory.registry.country(m) else m for m in body.members)
    return memory.keep(
        Actor(
            body.id,
            body.name,
            body.country,
            body.sector,
            _KINDS.get(body.kind, "organisation"),
            None,
            body.wikidata,
            members if body.kind == "group" else (),
            body=body.parent,
        )
    )


def _is_whole_military(memory: Memory, body: Body) -> bool:
    country = memory.registry.country(body.country or "")
    adjective = country.adjective if country else None
    if adjective is None:
        return False
    return any(
        n.ref == body.id
        for noun in ("military", "army", "armed forces", "forces")
        for n in memory.registry.named(f"{adjective} {noun}")
    )
