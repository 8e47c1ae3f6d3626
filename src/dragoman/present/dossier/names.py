"""Actors by the names that a reader would use: "Trump", "the United States", "a minister of Rwanda"."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from dragoman.knowledge.actors import registry
from dragoman.model import Actor, Reading
from dragoman.present.dossier.phrases import phrases

_GOVERNMENT = "Government of "
#: Sectors whose actors speak for their state.
_OFFICIAL = ("GOV", "MIL", "LEG", "COP", "SPY", "JUD")
#: A longer name gives way to the one that the report itself uses.
_LONG = 22


class Names:
    """The names of one reading's actors."""

    def __init__(self, reading: Reading) -> None:
        self._actors = {actor.id: actor for actor in reading.actors}
        self._printed: dict[str, Counter[str]] = {}
        for mention in reading.mentions:
            if mention.actor and mention.form in ("name", "surname"):
                words = re.sub(r"^(?:the|a|an)\s+", "", " ".join(mention.span.text.split()), flags=re.I)
                self._printed.setdefault(mention.actor, Counter())[words] += 1
        shorts = Counter(self._shortest(actor) for actor in reading.actors if actor.kind == "person")
        self._shared = {name for name, count in shorts.items() if count > 1}

    def actor(self, id: str) -> Actor | None:
        """The actor of this id, or None where the reading has none."""
        return self._actors.get(id)

    def short(self, id: str) -> str:
        """The name for tables and lists: "Trump", "United States", "M23"."""
        actor = self._actors.get(id)
        if actor is None:
            return _unlisted(id)
        if _spelled_out(actor):
            return joined([self.short(member) for member in actor.members])
        if actor.kind == "person":
            name = self._shortest(actor)
            return actor.name if name in self._shared else _holder(name)
        return self._body(actor)

    def inside(self, id: str) -> str:
        """The name as it stands inside a sentence: "the United States", "an envoy of Kenya"."""
        actor = self._actors.get(id)
        if actor is None:
            return _the(_unlisted(id))
        if _spelled_out(actor):
            return joined([self.inside(member) for member in actor.members])
        if actor.kind == "person":
            name = self._shortest(actor)
            if "," in name:
                noun, _, owner = name.partition(", ")
                return f"{_article(noun)} {noun} of {_the(owner)}"
            return f"{_article(name)} {name}" if actor.name[:1].islower() else self.short(id)
        name = self._body(actor)
        if name[:1].islower() and actor.kind != "people":
            return f"{_article(name)} {name}"
        return _the(name)

    def listed(self, ids: Iterable[str], inside: bool = True) -> str:
        """Several names joined for a sentence; beside its own army or minister a government is not named again."""
        given = [(id, self._actors.get(id)) for id in ids]
        others = {a.country for _, a in given if a and a.kind != "government" and a.sector in _OFFICIAL}
        kept = [id for id, a in given if a is None or a.kind != "government" or a.country not in others]
        return joined([self.inside(id) if inside else self.short(id) for id in kept])

    def many(self, ids: Sequence[str]) -> bool:
        """True where the actors take a plural verb."""
        actor = self._actors.get(ids[0])
        if len(ids) > 1 or actor is None:
            return len(ids) > 1
        ends = phrases().the_many
        return actor.kind == "people" or _spelled_out(actor) or actor.name.startswith(ends) or actor.name.endswith(ends)

    def party(self, id: str) -> tuple[str, str]:
        """The party that the actor speaks for, as (key, name): its country for officials, itself otherwise."""
        actor = self._actors.get(id)
        if actor is None:
            return id, _unlisted(id)
        official = actor.sector in _OFFICIAL and actor.kind != "people"
        if actor.country and (official or actor.kind in ("government", "country")):
            return actor.country, self.country(actor.country)
        return id, self.short(id)

    def country(self, code: str) -> str:
        """The country's name, as short as the report has it."""
        government = self._actors.get(f"{code}-GOV")
        if government:
            return self._body(government)
        known = registry().country(code)
        return known.name if known else code

    def described(self, id: str) -> str:
        """The name in full, with the office held: "Félix Tshisekedi, President"."""
        actor = self._actors[id]
        if actor.kind == "person":
            name = _holder(actor.name)
            office = actor.office if actor.office and actor.office.lower() not in actor.name.lower() else None
            return f"{name}, {office}" if office and "," not in actor.name else name
        return self.short(id)

    def _body(self, actor: Actor) -> str:
        name = actor.name.removeprefix(_GOVERNMENT) if actor.kind in ("government", "country") else actor.name
        printed = self._printed.get(actor.id, Counter())
        if actor.id in printed:
            return actor.id
        if len(name) <= _LONG and actor.kind in ("government", "country"):
            return name
        shorter = [(count, -len(words), words) for words, count in printed.items() if 1 < len(words) <= _LONG]
        return max(shorter)[2] if len(name) > _LONG and shorter else name

    def _shortest(self, actor: Actor) -> str:
        """The surname, which the id ends with; the whole name where the two do not agree."""
        words = actor.name.split()
        if "," in actor.name or actor.name[:1].islower() or len(words) < 2:
            return actor.name
        key = _slug(actor.id.removeprefix(f"{actor.country}-") if actor.country else actor.id)
        if _slug(actor.name) == key:
            # A stranger's id is the whole name; where the country leads the id, the name itself is one surname.
            return words[-1] if actor.country is None and len(words) == 2 else actor.name
        runs = [words[i:j] for i in range(len(words)) for j in range(len(words), i, -1)]
        tail = _slug(actor.id.rsplit("-", 1)[-1])
        return next((" ".join(run) for run in runs if _slug("".join(run)) in (key, tail)), actor.name)


def _spelled_out(actor: Actor) -> bool:
    """True for several actors that the report takes together; a body with members has a name of its own."""
    return bool(actor.members) and actor.sector != "IGO"


def _unlisted(id: str) -> str:
    """A name for an actor that only a group's members tell of: a government's country, else the id itself."""
    code, dash, rest = id.partition("-")
    known = registry().country(code) if dash and rest == "GOV" else None
    return known.name if known else id


def joined(names: list[str]) -> str:
    """ "A", "A and B", "A, B and C"."""
    names = list(dict.fromkeys(names))
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1]))) if names else ""


def _holder(name: str) -> str:
    """ "minister, Rwanda" → "minister of Rwanda"."""
    noun, comma, owner = name.partition(", ")
    return f"{noun} of {_the(owner)}" if comma else name


def _the(name: str) -> str:
    known = phrases()
    if name in known.the_never:
        return name
    takes = name in known.the_whole or any(re.match(rf"{re.escape(start)}\b", name) for start in known.the_begins)
    small = next((start for start in known.the_small if name.startswith(start)), "")
    if small:
        name = small.lower() + " " + _the(name[len(small) :].strip())
    return f"the {name}" if takes else name


def _article(noun: str) -> str:
    return "an" if noun[:1].lower() in "aeiou" else "a"


def _slug(text: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"[^A-Z0-9]+", "", plain.upper())
