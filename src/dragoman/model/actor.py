"""Actors, the words that stand for them, and the cast of a story."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from dragoman.model.sentence import Token
from dragoman.model.span import Span


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts or is acted on. Country is ISO 3166-1 alpha-3, sector PLOVER's; None where the text does not tell.

    `kind`: government person organisation group country people unknown. `office` is the one held on the date of
    the report. `members` are actor ids, for a group whose membership is certain ("the E3").
    """

    id: str
    name: str
    country: str | None = None
    sector: str | None = None
    kind: str = "unknown"
    office: str | None = None
    wikidata: str | None = None
    members: tuple[str, ...] = ()
    why: str = ""
    #: Id of the body that a person serves or an organ is part of: UN for its Secretary-General and its councils.
    body: str | None = None

    def to_dict(self, mentions: tuple[Mention, ...] = ()) -> dict[str, Any]:
        return {
            "id": self.id, "name": self.name, "country": self.country, "sector": self.sector, "kind": self.kind,
            "office": self.office, "body": self.body, "wikidata": self.wikidata, "members": list(self.members),
            "why": self.why,
            "mentions": [m.span.to_dict() for m in mentions],
        }


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that stand for an actor. Token numbers count within the sentence, both ends included.

    `actor` is an id in the cast, or None where the words stand for somebody who could not be resolved. `form`:
    name, surname, title, pronoun, description, adjective, metonym, generic; place for ground and towns that act or are
    acted on.
    """

    span: Span
    sentence: int
    first: int
    last: int
    head: int
    actor: str | None
    form: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Cast:
    """The actors of a story, by id, and their mentions in order of the text."""

    actors: dict[str, Actor] = field(default_factory=dict)
    mentions: tuple[Mention, ...] = ()
    _at: dict[tuple[int, int], Mention] = field(default_factory=dict, init=False, repr=False, compare=False)
    _by_head: dict[tuple[int, int], Mention] = field(default_factory=dict, init=False, repr=False, compare=False)
    _by_sentence: dict[int, list[Mention]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _by_actor: dict[str, list[Mention]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for mention in self.mentions:
            self._by_sentence.setdefault(mention.sentence, []).append(mention)
            if mention.actor is not None:
                self._by_actor.setdefault(mention.actor, []).append(mention)
            headed = self._by_head.get((mention.sentence, mention.head))
            if headed is None or headed.last - headed.first < mention.last - mention.first:
                self._by_head[mention.sentence, mention.head] = mention
            for i in range(mention.first, mention.last + 1):
                # The longer mention wins a shared token: "Russia's foreign ministry" over "Russia".
                held = self._at.get((mention.sentence, i))
                if held is None or held.last - held.first < mention.last - mention.first:
                    self._at[mention.sentence, i] = mention

    def at(self, sentence: int, token: Token | int) -> Mention | None:
        """The longest mention that covers this token, or None."""
        return self._at.get((sentence, token if isinstance(token, int) else token.i))

    def headed(self, sentence: int, token: Token | int) -> Mention | None:
        """The longest mention whose head word is this token: the way to ask who fills an argument."""
        return self._by_head.get((sentence, token if isinstance(token, int) else token.i))

    def within(self, sentence: int, first: int, last: int) -> list[Mention]:
        """Mentions wholly inside the token range, both ends included."""
        return [m for m in self._by_sentence.get(sentence, ()) if first <= m.first and m.last <= last]

    def of(self, actor: str) -> tuple[Mention, ...]:
        return tuple(self._by_actor.get(actor, ()))
