"""What the words around a name say of its bearer: title, country, body, sector."""

from __future__ import annotations

from dataclasses import replace

from dragoman.knowledge.actors.keys import key
from dragoman.model import Sentence
from dragoman.understanding.who.lexicon import titles
from dragoman.understanding.who.memory import Memory
from dragoman.understanding.who.owners import Owner, fixed_country, owner_of
from dragoman.understanding.who.people import Billing
from dragoman.understanding.who.phrases import Phrase
from dragoman.understanding.who.standing import outer
from dragoman.understanding.who.towns import town_before


def billing_of(memory: Memory, sentence: Sentence, phrase: Phrase) -> Billing:
    """What title, country and sector the phrase gives."""
    core = phrase.core
    owner = owner_here(memory, sentence, phrase)
    if core is None:
        return Billing(country=owner.country)
    country = owner.country or possessor_country(memory, sentence, phrase)
    if country is None and owner.body is None:
        country = town_before(sentence, core.first)
    text = sentence.words(core.first, core.last).text
    prefix = _rank_prefix(sentence, phrase)
    if core.title is None:
        agent = memory.registry.agent(core.names[0].ref)
        sector = _sector(agent.sector if agent else None, owner)
        return Billing(
            country or fixed_country(agent),
            sector,
            None,
            text,
            phrase.former,
            phrase.lower,
            owner.body.id if owner.body else None,
        )
    sector = _title_sector(core.title.sector, owner)
    if sector is None and country is not None and core.title.sector in ("owner", "EUR"):
        sector = "GOV"  # "Trump's envoy"
    if owner.title:  # "foreign ministry spokesman"
        text = f"{titles().portfolios[owner.title]['title']} Ministry {text}".strip()
    elif owner.agent is not None and phrase.name is not None and owner.agent.kind == "institution":
        text = f"{owner.agent.phrase} {text}"
    if phrase.elect:
        text += "-elect"
    return Billing(
        country,
        sector,
        core.title,
        f"{prefix}{text}",
        phrase.former,
        phrase.lower,
        owner.body.id if owner.body else None,
    )


def _rank_prefix(sentence: Sentence, phrase: Phrase) -> str:
    assert phrase.core is not None
    words = titles().lower | {"acting", "interim", "chief", "senior", "caretaker", "first"}
    found = [t.text for t in sentence.tokens[phrase.first : phrase.core.first] if t.lower in words]
    return "".join(f"{word} " for word in found)


def _title_sector(sector: str, owner: Owner) -> str | None:
    if owner.body is not None and owner.body.kind in ("armed_group", "party", "company", "media", "ngo", "movement"):
        return owner.body.sector
    if sector in ("owner", "EUR"):
        if owner.body is not None:
            return owner.body.sector
        if owner.agent is not None:
            return owner.agent.sector
        return "GOV" if owner.country or sector == "EUR" else None
    if sector == "GOV" and owner.agent is not None and owner.agent.sector in ("REB", "MIL", "OPP", "COP"):
        return owner.agent.sector
    if owner.body is not None and owner.body.sector == "IGO":
        return "IGO"
    return sector


def _sector(sector: str | None, owner: Owner) -> str | None:
    if owner.body is not None and (sector in (None, "GOV", "CVL") or owner.body.sector == "REB"):
        return owner.body.sector
    return sector


def owner_here(memory: Memory, sentence: Sentence, phrase: Phrase) -> Owner:
    """Whose a title or noun is: by the names in the phrase, else by a possessor told before, "the group's", "its"."""
    owner = owner_of(memory, phrase.owners)
    if owner.country is not None or owner.body is not None or phrase.core is None:
        return owner
    actor = possessor(memory, sentence, phrase)
    body = memory.registry.body(actor) if actor is not None else None
    return owner if body is None else replace(owner, body=body, country=body.country)


def possessor(memory: Memory, sentence: Sentence, phrase: Phrase) -> str | None:
    """The actor that possesses what the phrase names, where it was told before."""
    poss = sentence.child(outer(sentence, phrase.first, phrase.core.last if phrase.core else phrase.last), "poss")
    if poss is None:
        return None
    if (actor := memory.pronouns.get((sentence.index, poss.i))) is not None:
        return actor
    held = memory.by_surname.get(key(poss.text), ())
    return held[0] if len(held) == 1 and held[0] in memory.actors else None


def possessor_country(memory: Memory, sentence: Sentence, phrase: Phrase) -> str | None:
    """For "Zelensky's chief of staff": the country of the possessor, where it is a person told before."""
    actor = possessor(memory, sentence, phrase)
    return memory.actors[actor].country if actor is not None else None
