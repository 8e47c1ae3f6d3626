"""One phrase on its own, without a parser: what `dragoman actors find` asks."""

from __future__ import annotations

from datetime import date

from dragoman.knowledge.actors import registry
from dragoman.model import Actor
from dragoman.understanding.who.items import find_items
from dragoman.understanding.who.memory import Found, Memory
from dragoman.understanding.who.owners import body_actor, government
from dragoman.understanding.who.people import Billing, known, slug
from dragoman.understanding.who.phrases import Phrase, find_phrases
from dragoman.understanding.who.plain import hear, plain_sentence
from dragoman.understanding.who.resolve import resolve
from dragoman.understanding.who.towns import country_of


def resolve_phrase(text: str, context: str | None = None, on: date | None = None) -> Actor | None:
    """The actor that a phrase names on a day, or None. `context` is text that may tell shared names apart."""
    memory = Memory(registry(), on, bare=True)
    if context:
        hear(memory, context)
    sentence = plain_sentence(text)
    phrases = find_phrases(sentence, find_items(sentence, memory.registry))
    found = [
        (p, f) for p in phrases if (f := resolve(memory, sentence, p, phrases)) is not None and f.actor is not None
    ]
    if not found:
        country = country_of(text.strip())
        why = "a town or province of the country"
        return Actor(f"{country}-{slug(text)}", text.strip(), country, "CVL", "people", why=why) if country else None
    chosen = max(found, key=_weight)[1].actor
    return memory.actors[chosen] if chosen is not None else None


def find_by_id(id: str, on: date | None = None) -> Actor | None:
    """The actor of an id of the tables, with the office of the day; None where there is none of that id."""
    memory = Memory(registry(), on, bare=True)
    if memory.registry.person(id) is not None:
        return known(memory, id, Billing())
    if (body := memory.registry.body(id)) is not None:
        return body_actor(memory, body)
    iso3 = id.removesuffix("-GOV")
    return government(memory, iso3) if memory.registry.country(iso3) is not None else None


def _weight(entry: tuple[Phrase, Found]) -> tuple[bool, bool, int]:
    """A person before what stands beside it; then the phrase that comes first, as heads of names do."""
    phrase, _found = entry
    return phrase.name is not None, phrase.core is not None, -phrase.first
