"""Actors as the coding schemes write them."""

from __future__ import annotations

from dragoman.knowledge.actors import registry
from dragoman.model import Actor

#: PLOVER's sector → CAMEO's group. PLOVER reads MED as health and JRN as media, CAMEO MED as media and HLH as health.
_CAMEO = {"JRN": "MED", "MED": "HLH", "PRM": "UAF", "LEG": "LEG"}
_WORLD = {"EU": "IGOEEC", "NATO": "IGOWSTNAT"}
#: PLOVER's own code where ISO has none of its own.
_PLOVER_COUNTRY = {"XKX": "KOS"}
#: Sectors that in CAMEO stand in place of a country.
_INTERNATIONAL = ("IGO", "NGO")


def render_code(actor: Actor, dialect: str = "plover") -> str:
    """The actor's code: CAMEO "RUSGOV", "IGOUNO", "IGOUNOREF"; PLOVER "RUS GOV". Unknown parts are "---" and "UNK".

    Raises ValueError for a dialect that is neither "cameo" nor "plover"."""
    if dialect == "plover":
        if actor.country is None and actor.sector == "IGO":
            return "IGO"
        return f"{_PLOVER_COUNTRY.get(actor.country or '', actor.country) or '---'} {actor.sector or 'UNK'}"
    if dialect != "cameo":
        raise ValueError(f"{dialect}: unknown dialect; there are cameo and plover")
    sector = _CAMEO.get(actor.sector or "", actor.sector or "")
    if actor.country is None and actor.sector in _INTERNATIONAL:
        body = registry().body(actor.id) or (registry().body(actor.body) if actor.body else None)
        if body is None:
            return sector
        return _WORLD.get(body.id) or sector + "".join(_CAMEO.get(s, s) for s in body.subsectors)
    return f"{actor.country or '---'}{sector}"
