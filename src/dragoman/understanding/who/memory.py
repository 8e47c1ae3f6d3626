"""What a story has told so far: its actors, its people by surname, the countries it speaks of."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from dragoman.knowledge.actors import Registry
from dragoman.knowledge.actors.keys import key
from dragoman.model import Actor


class Found(NamedTuple):
    """`actor` is an id, or None where the words stand for somebody unknown. `form` is that of `Mention`."""

    actor: str | None
    form: str
    why: str
    #: The last token of the mention, where it goes on beyond the phrase: "Norwegian whalers".
    last: int | None = None


@dataclass(slots=True)
class Figure:
    """A person of the story. `titles` are keys of titles the text gives; `table`: the tables know the person."""

    id: str
    surname: str
    gender: str | None = None
    titles: set[str] = field(default_factory=set)
    holders: set[str] = field(default_factory=set)
    table: bool = False
    #: Ids of the bodies that the person serves.
    bodies: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Memory:
    """Filled while a story is read, from its first sentence to its last."""

    registry: Registry
    day: date | None
    actors: dict[str, Actor] = field(default_factory=dict)
    figures: dict[str, Figure] = field(default_factory=dict)
    by_surname: dict[str, list[str]] = field(default_factory=dict)
    #: How often the story names each country, by whatever name.
    nations: Counter[str] = field(default_factory=Counter)
    #: Bodies named by a strong name.
    bodies: set[str] = field(default_factory=set)
    #: Only a phrase is looked at, without a story around it: weak names are all there is.
    bare: bool = False
    #: Pronouns resolved so far: sentence and token → actor.
    pronouns: dict[tuple[int, int], str] = field(default_factory=dict)
    #: By sentence the words that belong to names of countries.
    nation_words: dict[int, frozenset[int]] = field(default_factory=dict)
    #: For a sentence that begins "In Beijing, ...": that country.
    opening: dict[int, str] = field(default_factory=dict)
    #: The actor of each mention so far by sentence and head token.
    heads: dict[tuple[int, int], str] = field(default_factory=dict)
    last_person: str | None = None
    #: Countries named by name or adjective, not by their capital.
    named: Counter[str] = field(default_factory=Counter)
    #: For a sentence that names one country as a place: that country.
    grounds: dict[int, str] = field(default_factory=dict)
    #: By sentence how often it names each country, by name, town, body or person: what `home_at` weighs.
    marks: dict[int, Counter[str]] = field(default_factory=dict)

    #: How often the story has spoken of each actor so far.
    spoken: Counter[str] = field(default_factory=Counter)

    def mark(self, sentence: int, country: str) -> None:
        """Notes that a sentence names a country."""
        self.marks.setdefault(sentence, Counter())[country] += 1

    def keep(self, actor: Actor) -> Actor:
        """The actor as kept in the story: the fuller of two of one id."""
        held = self.actors.get(actor.id)
        if held is None or _fullness(actor) > _fullness(held):
            self.actors[actor.id] = actor
        return self.actors[actor.id]

    def introduce(self, figure: Figure, *names: str) -> Figure:
        """Makes a person known by the surnames given; a second introduction adds titles."""
        held = self.figures.setdefault(figure.id, figure)
        held.titles |= figure.titles
        held.holders |= figure.holders
        held.bodies |= figure.bodies
        held.gender = held.gender or figure.gender
        for name in {figure.surname, *names}:
            known = self.by_surname.setdefault(key(name), [])
            if figure.id not in known:
                known.append(figure.id)
        return held


def _fullness(actor: Actor) -> int:
    return sum(v is not None for v in (actor.country, actor.sector, actor.office, actor.wikidata))
