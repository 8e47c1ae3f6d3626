"""Who else took part in a meeting of which a mention names one party or none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from dragoman.model import Actor, Sentence
from dragoman.understanding.talks_scene import Scene, Telling, fit

#: Sectors whose members meet for a state or a body.
_POLITICAL = frozenset({"GOV", "MIL", "LEG", "IGO", "SPY", "REB", "UAF", "OPP", "SEP", "PTY"})
#: How many sentences back those who met last may stand.
_REACH = 3
#: Share of the mentions that the two main sides of a story must have.
_LEAD = 0.6


def with_partners(scene: Scene, sentence: Sentence, telling: Telling, told: bool) -> Telling:
    """The mention with the parties that the text around it lets one expect; unchanged where it names two sides or
    the text leaves it open. `told`: the event step, too, holds it for a meeting."""
    sides = {_side(scene.cast.actors[i]) for i in telling.parties}
    if len(sides) >= 2 or (telling.kind == "visit" and not telling.parties) or not (told or telling.definite):
        return telling
    if telling.kind == "visit" and telling.place is not None and (land := telling.place.place.country) is not None:
        found = _of_country(scene, land) if land not in sides else []
    elif _of_body(scene, telling):
        found = []
    else:
        found = _expected(scene, sentence, telling, sides, told)
    if len(sides | {_side(scene.cast.actors[i]) for i in found}) < 2:
        return telling
    return replace(telling, parties=fit(scene.cast, (*telling.parties, *found)))


def _of_body(scene: Scene, telling: Telling) -> bool:
    """A meeting of one body has one party: "the Security Council met"."""
    return any(
        scene.cast.actors[i].kind in ("organisation", "group")
        and scene.cast.actors[i].country is None
        and scene.cast.actors[i].sector == "IGO"
        for i in telling.parties
    )


def _expected(scene: Scene, sentence: Sentence, telling: Telling, sides: set[str], told: bool) -> list[str]:
    """As many actors as are wanted: the only others of the sentence, those who met last, the story's main ones."""
    shut = sides | {_side(scene.cast.actors[i]) for i in telling.mediators}
    wanted = 2 - len(sides)
    latest = scene.latest if sentence.index - scene.since <= _REACH else ()
    beside = [m.actor for m in scene.cast.within(sentence.index, 0, len(sentence.tokens)) if m.actor is not None]
    sources: list[Iterable[str]] = [beside] if told else []
    if not sides or sides & {_side(scene.cast.actors[i]) for i in latest}:
        sources.append(latest)
    if not sides and telling.definite:
        sources.reverse()  # "the talks" are those told of before
    if told:
        sources.append(_main(scene))
    for ids in sources:
        others = _one_a_side(scene, ids, shut)
        if len(others) == wanted:
            return others
    return []


def _one_a_side(scene: Scene, ids: Iterable[str], shut: set[str]) -> list[str]:
    found: dict[str, str] = {}
    for id in ids:
        actor = scene.cast.actors[id]
        if actor.sector in _POLITICAL and _side(actor) not in shut and fit(scene.cast, [id]):
            found.setdefault(_side(actor), id)
    return list(found.values())


def _main(scene: Scene) -> list[str]:
    """Of each of the two sides the story speaks of most, the actor it names most."""
    counts: Counter[str] = Counter()
    sides: Counter[str] = Counter()
    for mention in scene.cast.mentions:
        if mention.actor is not None and (actor := scene.cast.actors[mention.actor]).sector in _POLITICAL:
            counts[mention.actor] += 1
            sides[_side(actor)] += 1
    first = sides.most_common(2)
    if sum(n for _, n in first) < _LEAD * sides.total():
        return []  # a digest, or a story of many
    top = {side for side, _ in first}
    return [id for id, _ in counts.most_common() if _side(scene.cast.actors[id]) in top]


def _side(actor: Actor) -> str:
    return actor.id if actor.country is None or actor.sector in ("REB", "UAF", "OPP", "SEP") else actor.country


def _of_country(scene: Scene, country: str) -> list[str]:
    """The government of the country, else one who speaks for it."""
    ids = [i for i, a in scene.cast.actors.items() if a.country == country and a.sector in _POLITICAL]
    ids.sort(key=lambda i: (i != f"{country}-GOV", scene.cast.actors[i].kind != "person"))
    return ids[:1]
