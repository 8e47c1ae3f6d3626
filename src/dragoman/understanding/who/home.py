"""Whose police, whose army, whose parliament, when a report does not say: those of the country it is set in.

"Police fired tear gas" in a report on one country is about that country's police. The guess is made only where one
country stands out, and `why` tells that it is one.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from dragoman.model import Actor, Cast, Mention

#: Sectors whose nameless members act at home; armies, rebels and reporters of unnamed countries may be anybody's.
DOMESTIC = frozenset(
    (
        "GOV",
        "LEG",
        "JUD",
        "MIL",
        "COP",
        "SPY",
        "PTY",
        "OPP",
        "CVL",
        "LAB",
        "EDU",
        "MED",
        "REL",
        "AGR",
        "CRM",
        "REB",
        "UAF",
    )
)
_NAMELESS = ("generic", "title", "description")
_ENOUGH = 3
_SHARE = 0.5


def settle(cast: Cast) -> Cast:
    """The cast with nameless domestic actors given the country that the story is about, where one stands out."""
    home = home_of(cast)
    if home is None:
        return cast
    moved: dict[str, Actor] = {}
    for actor in cast.actors.values():
        if _may_move(actor, cast):
            why = f"{actor.why}; " if actor.why else ""
            moved[actor.id] = replace(
                actor, id=f"{home}-{actor.id}", country=home, why=f"{why}taken to be of the country the report is about"
            )
    if not moved:
        return cast
    actors = {moved[id].id if id in moved else id: moved.get(id, actor) for id, actor in cast.actors.items()}
    return Cast(actors, tuple(_moved(mention, moved) for mention in cast.mentions))


def home_of(cast: Cast) -> str | None:
    """The country that at least half of the mentions with a country belong to, three at the least."""
    counts = Counter(
        actor.country for m in cast.mentions if (actor := cast.actors.get(m.actor or "")) is not None and actor.country
    )
    if not counts:
        return None
    (country, most), total = counts.most_common(1)[0], counts.total()
    return country if most >= _ENOUGH and most >= _SHARE * total else None


def _may_move(actor: Actor, cast: Cast) -> bool:
    if actor.country is not None or actor.sector not in DOMESTIC or actor.kind not in ("people", "group", "person"):
        return False
    return all(mention.form in _NAMELESS for mention in cast.of(actor.id))


def _moved(mention: Mention, moved: dict[str, Actor]) -> Mention:
    actor = moved.get(mention.actor or "")
    return replace(mention, actor=actor.id) if actor is not None else mention
