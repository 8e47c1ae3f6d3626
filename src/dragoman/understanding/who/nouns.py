"""Titles without a name, and nouns for kinds of actors: "the foreign minister", "Iranian forces", "rebels"."""

from __future__ import annotations

from dataclasses import replace

from dragoman.knowledge.actors import Agent
from dragoman.knowledge.actors.keys import key
from dragoman.knowledge.actors.registry import RANK
from dragoman.model import Actor, Sentence, Token
from dragoman.understanding.who.billing import billing_of, owner_here, possessor, possessor_country
from dragoman.understanding.who.home import ARMED, DOMESTIC, INFERRED, home_at, home_of_title, is_foreign, may_be_home
from dragoman.understanding.who.lexicon import Title, plural_of, references, titles
from dragoman.understanding.who.memory import Figure, Found, Memory
from dragoman.understanding.who.naming import find_person
from dragoman.understanding.who.owners import (
    POOL_NAMES,
    Owner,
    body_actor,
    fixed_country,
    government,
    nation_of,
    owner_of,
    pooled,
)
from dragoman.understanding.who.people import Billing, known, slug
from dragoman.understanding.who.phrases import Phrase
from dragoman.understanding.who.standing import outer
from dragoman.understanding.who.towns import country_of, town_before

# --- titles -----------------------------------------------------------------------------------------------------


def of_title(memory: Memory, sentence: Sentence, phrase: Phrase, all_phrases: list[Phrase]) -> Found | None:
    """The holder of an office that is named without its holder."""
    core = phrase.core
    assert core is not None
    assert core.title is not None
    title = core.title
    whole = next((b for b in (owner_of(memory, phrase.owners).body,) if b is not None), None)
    if whole is not None and whole.country and body_actor(memory, whole).id == f"{whole.country}-MIL":
        heads = {"igo_head", "military_chief"} & set(title.holders)
        chief = titles().commander if heads and not title.plural else None
        if chief is not None:  # "Pakistan's army chief", where the army is a body of the tables
            holder, why = _by_office(memory, chief, whole.country, None)
            if holder is not None:
                return Found(holder, "title", why)
    owner = _usual_owner(memory, title, owner_here(memory, sentence, phrase))
    if title.body and owner.country is None and (opening := memory.opening.get(sentence.index)) is not None:
        owner = Owner(country=opening)
    billing = billing_of(memory, sentence, phrase)
    home = None if owner.country or owner.body or billing.country else home_of_title(memory, sentence, phrase)
    if home is not None and _contradicts(memory, title, home):
        home = None
    if title.body:
        if owner.country is None and (place := _placed(memory, sentence, phrase, all_phrases, ("in",))) is not None:
            owner = Owner(country=place)
        return _ministry(memory, phrase, title, owner, home)
    if phrase.plural:
        billing_home = billing.country or _placed(memory, sentence, phrase, all_phrases)
        return _many(memory, sentence, phrase, billing, billing_home or home)
    if not _stands_alone(sentence, phrase):
        return None
    if owner == Owner() and title.holders and _is_of_another(sentence, phrase):
        return Found(None, "title", "an office of something that the tables do not know")
    holder, why = _holder(memory, sentence, title, phrase, owner, billing, home)
    if holder is not None:
        return Found(holder, "title", why)
    if home is not None and title.words not in COUNTERPARTS and (billing.sector != "owner"):
        sector = "GOV" if title.words in references().servants else billing.sector
        if sector in (*DOMESTIC, *ARMED):
            settled = replace(billing, country=home, sector=sector)
            return _guessed(_nameless(memory, phrase, title, Owner(country=home), settled))
    if title.words in COUNTERPARTS and owner.country is None:
        return Found(None, "title", "counterpart of whom, the words do not say")
    if not billing.country and owner.body is None:
        if (
            billing.sector
            and billing.sector not in ("GOV", "LEG", "PTY", "IGO", "EUR", "owner")
            and not phrase.definite
        ):
            return _nameless(memory, phrase, title, owner, billing)
        if billing.sector in (None, "owner", "EUR") or title.words in COUNTERPARTS:
            return Found(None, "title", "nobody of that title is known from the story")
    return _nameless(memory, phrase, title, owner, billing)


def _guessed(found: Found) -> Found:
    """The same finding, told to be a guess about the country."""
    return found._replace(why=INFERRED)


def _usual_owner(memory: Memory, title: Title, owner: Owner) -> Owner:
    """The pope is of the Holy See; "the Secretary-General", where nobody else is told of, of the United Nations."""
    if owner.country or owner.body or not title.of:
        return owner
    body = memory.registry.body(title.of)
    if body is None:
        return Owner(country=title.of)
    others = {
        b
        for b in memory.bodies
        if b != body.id and (o := memory.registry.body(b)) and o.kind == "igo" and o.parent != body.id
    }
    if len(others) == 1 and body.id not in memory.bodies:
        return Owner(body=memory.registry.body(others.pop()))
    return owner if others and body.id not in memory.bodies else Owner(body=body)


def _stands_alone(sentence: Sentence, phrase: Phrase) -> bool:
    """False for "justice" and "general" as plain words: a person is owned, pointed at, or printed as a title."""
    if phrase.owners or phrase.definite or phrase.core is None or phrase.first == 0:
        return True
    token = sentence.tokens[phrase.core.last]
    pointed = any(t.dep in ("det", "poss", "nummod") for t in sentence.children(token))
    return pointed or sentence.tokens[phrase.core.first].text[:1].isupper() or len(sentence.tokens) < 4


def _ministry(memory: Memory, phrase: Phrase, title: Title, owner: Owner, home: str | None) -> Found | None:
    why = "ministry of the country"
    if owner.country is None:
        told = [a for a in memory.actors.values() if a.id.endswith(f"-{title.portfolio}")]
        if len(told) == 1:
            return Found(told[0].id, "description", "the ministry named before")
        if home is None:
            return Found(None, "generic", "a ministry of no known country")
        owner, why = Owner(country=home), INFERRED
    entry = titles().portfolios[title.portfolio or "MIN"]
    country = memory.registry.country(owner.country)
    label = entry["title"] or title.words.title()
    name = f"{label} Ministry of {country.name if country else owner.country}"
    suffix = title.portfolio if title.portfolio != "MIN" else slug(title.words)
    actor = memory.keep(Actor(f"{owner.country}-{suffix}", name, owner.country, title.sector, "organisation"))
    return Found(actor.id, "name", why)


def _holder(
    memory: Memory,
    sentence: Sentence,
    title: Title,
    phrase: Phrase,
    owner: Owner,
    billing: Billing,
    home: str | None,
) -> tuple[str | None, str]:
    """The person who is meant: one told of in the story, else the holder on the day, where that is one person."""
    country, body = billing.country or owner.country, owner.body.id if owner.body else None
    if phrase.former and phrase.definite:
        return _once(memory, title, country, body)
    if phrase.former or phrase.elect:
        return None, ""
    if title.words in COUNTERPARTS:
        return _counterpart(memory, owner.country)
    told = [f for f in memory.figures.values() if _told(memory, f, title, phrase, country, body)]
    if len(told) == 1:
        return told[0].id, "the one of that title in the story"
    if told:
        near = [f.id for f in told if home is not None and memory.actors[f.id].country == home]
        if len(near) == 1:
            return near[0], "of those of that title the one of the country that the report is about here"
        ranked = sorted((f.id for f in told), key=lambda id: -memory.spoken[id])
        if memory.spoken[ranked[0]] >= _LEAD * max(1, memory.spoken[ranked[1]]):
            return ranked[0], "of those of that title the one the report speaks of most"
    if memory.last_person in {f.id for f in told}:
        return memory.last_person, "of those of that title the one named last"
    if not body and phrase.definite and not told and not phrase.plural:
        serving = _serving(memory, sentence, title, phrase, country)
        if serving is not None and _rival(memory, title, phrase, home) in (None, serving):
            return serving, "the one in the story who holds such an office"
    if phrase.lower or not title.holders:
        return None, ""
    if told and not country:
        return None, ""
    if not country and not body and home is not None and phrase.definite:
        holder, why = _by_office(memory, title, home, None)
        return holder, f"{INFERRED}; {why}"
    return _by_office(memory, title, country, body)


def _is_of_another(sentence: Sentence, phrase: Phrase) -> bool:
    """ "The president of a large steel company": not of a country or a body that the text tells of."""
    core = phrase.core
    assert core is not None
    for preposition in sentence.children(sentence.tokens[core.last], "prep"):
        owner = sentence.child(preposition, "pobj")
        if preposition.lower == "of" and owner is not None and owner.i > core.last:
            return owner.pos in ("NOUN", "PROPN") and owner.lower not in references().country_nouns
    return False


def _serving(
    memory: Memory, sentence: Sentence, title: Title, phrase: Phrase, country: str | None
) -> str | None:
    """The one person named so far whose office of the day has the words of the title, or is of its kind."""
    core = phrase.core
    assert core is not None
    if sentence.tokens[core.last].text[:1].isupper():
        return None  # in a statement "the Prime Minister" is the issuer's
    lower = [t.text for t in sentence.tokens[phrase.first : core.first] if t.lower in titles().lower]
    words = set(key(" ".join([*lower, sentence.words(core.first, core.last).text])).split())
    here = [i for i in memory.figures if memory.spoken[i] and (not country or memory.actors[i].country == country)]
    held = [i for i in here if _fits(memory, memory.figures[i], title, words)]
    if len(held) > 1 and memory.last_person in held and not set(title.holders) & set(_HEADS):
        return memory.last_person
    return held[0] if len(held) == 1 else None


def _fits(memory: Memory, figure: Figure, title: Title, words: set[str]) -> bool:
    below = titles().lower
    if not figure.table:
        office = set(key(memory.actors[figure.id].office or "").split())
        return bool(office) and words <= office and office & below <= words
    for term in memory.registry.terms(figure.id) if memory.day is not None else ():
        if memory.day is None or not term.covers(memory.day) or (title.sector == "MIL" and term.sector != "MIL"):
            continue
        office = set(key(term.title).split())
        if office & below - words or (term.kind in _HEADS and term.kind not in title.holders):
            continue
        kin = term.kind in title.holders and not words & below
        if words <= office or (kin and (term.kind not in _TITLED or _same_title(memory, figure.id, title, term.kind))):
            return True
    return False


#: Their titles hold the words of lesser ones: "prime minister", "vice president".
_HEADS = ("head_of_state", "head_of_government", "deputy_head")


def _rival(memory: Memory, title: Title, phrase: Phrase, home: str | None) -> str | None:
    """Who holds the very office in the country that the report is about here."""
    return None if home is None or phrase.lower else holder_by_title(memory, title, home)


def holder_by_title(memory: Memory, title: Title, country: str) -> str | None:
    """Who holds the office of that title in the country on the day, where it is one person."""
    for kind in title.holders if memory.day is not None else ():
        ref = memory.registry.holder_of(country, kind, memory.day, title.words) if kind in _SOLE and memory.day else None
        if ref is None or (kind == "head_of_state" and title.words == "leader" and _figurehead(memory, country, ref)):
            continue
        if kind not in _TITLED or _same_title(memory, ref, title, kind):
            return ref
    return None


def _contradicts(memory: Memory, title: Title, home: str) -> bool:
    """Whether the tables know that the country has no such office: no chancellor of Russia, no president of Japan."""
    known_kinds = [k for k in title.holders if k in _TITLED]
    if memory.day is None or not known_kinds:
        return False
    held = [(k, memory.registry.holder_of(home, k, memory.day)) for k in known_kinds]
    return any(ref for _k, ref in held) and not any(ref and _same_title(memory, ref, title, k) for k, ref in held)


def _once(memory: Memory, title: Title, country: str | None, body: str | None) -> tuple[str | None, str]:
    """ "The former president": the one person named so far who held such an office before the day and not on it."""
    day, found = memory.day, []
    for id, figure in memory.figures.items():
        person = memory.registry.person(id) if figure.table else None
        own = person.country if person is not None else memory.actors[id].country
        if not memory.spoken[id] or (country and not body and own != country):
            continue
        if not figure.table:
            if title.words in figure.titles and memory.actors[id].office is None:
                found.append(id)
            continue
        terms = [t for t in memory.registry.terms(id) if set(title.words.split()) <= set(key(t.title).split())]
        if body or title.words in titles().general:
            terms = [t for t in memory.registry.terms(id) if t.kind in title.holders and t.body == body]
        if day is not None and any(t.end for t in terms) and not any(t.covers(day) for t in terms):
            found.append(id)
    return (found[0], "the one in the story who held the office before") if len(found) == 1 else (None, "")


#: How much more often than anybody else of the title a report speaks of the one it calls by the title alone.
_LEAD = 2


#: Offices of which a state or a body has one at a time.
_SOLE = frozenset(
    {
        "head_of_state",
        "head_of_government",
        "igo_head",
        "foreign_minister",
        "defence_minister",
        "finance_minister",
        "interior_minister",
        "trade_minister",
        "group_leader",
        "party_leader",
        "security_adviser",
        "military_chief",
        "intelligence_chief",
        "central_bank",
    }
)
COUNTERPARTS = ("counterpart", "opposite number")


def _counterpart(memory: Memory, country: str | None) -> tuple[str | None, str]:
    """ "his Turkish counterpart": who holds in that country the office of the person named last."""
    last = memory.figures.get(memory.last_person or "")
    if last is None or country is None or memory.day is None:
        return None, ""
    for kind in sorted(last.holders, key=lambda k: RANK.index(k) if k in RANK else len(RANK)):
        ref = memory.registry.holder_of(country, kind, memory.day)
        if ref is not None:
            known(memory, ref, Billing(country=country))
            return ref, f"counterpart of {memory.actors[last.id].name}"
    return None, ""


def _told(
    memory: Memory,
    figure: Figure,
    title: Title,
    phrase: Phrase,
    country: str | None,
    body: str | None,
) -> bool:
    """Whether a person of the story fits the title and its owner."""
    if body is not None:
        serves = body in figure.bodies
        return serves and (title.words in figure.titles or bool(set(title.holders) & figure.holders & _SOLE))
    home = memory.actors[figure.id].country
    if country is not None and home != country and (home is not None or figure.table):
        return False
    if title.words in figure.titles:
        return country is not None or phrase.definite
    return country is not None and home is not None and not phrase.lower and bool(set(title.holders) & figure.holders & _SOLE)


def _by_office(memory: Memory, title: Title, country: str | None, body: str | None) -> tuple[str | None, str]:
    if memory.day is None or not (country or body):
        return None, ""
    for kind in title.holders:
        if kind not in _SOLE:
            if not body and (ref := memory.registry.sole_by_title(country or "", kind, memory.day, title.words)):
                known(memory, ref, Billing(country=country, title=title))
                return ref, f"alone bears the title on {memory.day}"
            continue
        if body:
            ref = memory.registry.head_of(body, kind, memory.day, title.words)
            if ref is None and country and kind == "intelligence_chief":
                ref = memory.registry.holder_of(country, kind, memory.day, title.words)
        else:
            ref = memory.registry.holder_of(country or "", kind, memory.day, title.words)
            if ref and kind == "head_of_state" and title.words == "leader" and _figurehead(memory, country or "", ref):
                continue
        if ref is None:
            continue
        term = memory.registry.office_on(ref, memory.day)
        if kind in _TITLED and not _same_title(memory, ref, title, kind):
            continue
        doubt = term.doubt(memory.day) if term else ""
        known(memory, ref, Billing(country=country, title=title))
        return ref, f"holds the office on {memory.day}" + (f", {doubt}" if doubt else "")
    return None, ""


#: Kinds of office where the title has to be the holder's own.
_TITLED = ("head_of_state", "head_of_government", "foreign_minister")


def _same_title(memory: Memory, ref: str, title: Title, kind: str) -> bool:
    """ "the Belgian president" is nobody, though Belgium has a head of state."""
    if kind == "foreign_minister" and title.words not in ("foreign secretary", "secretary of state"):
        return True  # "top diplomat", "external affairs minister"; but India's foreign secretary is no minister
    if title.words in titles().general:
        return True
    assert memory.day is not None
    held = [t.title.lower() for t in memory.registry.terms(ref) if t.kind == kind and t.covers(memory.day)]
    return any(title.words in text or text in title.words for text in held)


def _figurehead(memory: Memory, country: str, ref: str) -> bool:
    """A monarch or ceremonial president beside a prime minister is not "the leader"."""
    assert memory.day is not None
    other = memory.registry.holder_of(country, "head_of_government", memory.day)
    if other is None or other == ref:
        return False
    held = [t.title.lower() for t in memory.registry.terms(ref) if t.kind == "head_of_state" and t.covers(memory.day)]
    return any(word in text for text in held for word in ("king", "queen", "emperor"))


def _nameless(memory: Memory, phrase: Phrase, title: Title, owner: Owner, billing: Billing) -> Found:
    """A person known by title alone, as an actor of its own: "the Turkish president" where nobody knows the name."""
    label = billing.office or title.words
    front = billing.country or ""
    if owner.body is not None:
        front = owner.body.id
    if phrase.former:
        label = f"former {label}"
    ref = slug(f"{front} {label}")
    sector = "ELI" if phrase.former and billing.sector in ("GOV", "MIL", "LEG", "JUD", "SPY", "COP") else billing.sector
    whose = owner.body.name if owner.body else None
    if whose is None and billing.country and (nation := memory.registry.country(billing.country)):
        whose = nation.name
    name = f"{label}, {whose}" if whose else label
    actor = memory.keep(
        Actor(
            ref,
            name,
            billing.country,
            sector,
            "person",
            None if phrase.former else label,
            why="known by title alone",
            body=owner.body.id if owner.body is not None and not phrase.former else None,
        )
    )
    return Found(actor.id, "title", "known by title alone")


def _many(
    memory: Memory, sentence: Sentence, phrase: Phrase, billing: Billing, home: str | None
) -> Found | None:
    """ "the presidents of Egypt and Turkey", "U.S. and Iranian officials", "British ministers"."""
    core = phrase.core
    assert core is not None
    assert core.title is not None
    words = core.title.words
    if phrase.former:
        return _many_once(memory, sentence, phrase, core.title, home)
    countries = _owner_actors(memory, phrase, words, core.title)
    if len(countries) > 1:
        return _group(memory, sentence, phrase, countries)
    if len(countries) == 1:
        return Found(countries[0].id, "generic", "people of one owner")
    if not countries and core.title.sector in references().own_people:
        body = owner_here(memory, sentence, phrase).body
        if body is not None:
            return Found(body_actor(memory, body).id, "generic", "people of one owner")
    if home is not None and (core.title.sector in (*DOMESTIC, *ARMED) or words in references().servants):
        sector = "GOV" if words in references().servants else core.title.sector
        return Found(people_of(memory, home, plural_of(words), sector).id, "generic", INFERRED)
    if billing.sector in (None, "owner", "EUR"):
        return Found(None, "generic", "nobody in particular")
    many = plural_of(words)
    actor = memory.keep(Actor(slug(many), many, None, billing.sector, "people"))
    return Found(actor.id, "generic", "people of a kind")


def _many_once(memory: Memory, sentence: Sentence, phrase: Phrase, title: Title, home: str | None) -> Found:
    """ "Former Thai lawmakers": people who hold no office now."""
    words = f"former {plural_of(title.words)}"
    owners = [owner_of(memory, (item,)) for item in phrase.owners]
    countries = list(dict.fromkeys(o.country for o in owners if o.country)) or ([home] if home is not None else [])
    people = [people_of(memory, country, words, "ELI") for country in countries]
    if len(people) > 1:
        return _group(memory, sentence, phrase, people)
    actor = people[0] if people else memory.keep(Actor(slug(words), words, None, "ELI", "people"))
    return Found(actor.id, "generic", "people who held such an office")


def _owner_actors(memory: Memory, phrase: Phrase, words: str, title: Title) -> list[Actor]:
    found: list[Actor] = []
    for item in phrase.owners:
        owner = owner_of(memory, (item,))
        if owner.body is not None:
            found.append(body_actor(memory, owner.body))
        elif owner.country is not None:
            found.append(_holder_or_people(memory, owner.country, words, title))
    return list({a.id: a for a in found}.values())


def _holder_or_people(memory: Memory, country: str, words: str, title: Title) -> Actor:
    kinds = title.holders if title.sector == "GOV" else ()
    for kind in kinds:
        ref = memory.registry.holder_of(country, kind, memory.day, title.words) if memory.day else None
        if ref is not None and (kind not in TOP_TITLED or _same_title(memory, ref, title, kind)):
            return known(memory, ref, Billing(country=country))
    sector = title.sector if title.sector not in ("owner", "EUR") else "GOV"
    return people_of(memory, country, plural_of(words), sector)


TOP_TITLED = ("head_of_state", "head_of_government")


def people_of(memory: Memory, country: str, plural: str, sector: str | None) -> Actor:
    """Unnamed people of a country: "Iranian officials" → IRN-OFFICIALS."""
    nation = memory.registry.country(country)
    adjective = nation.adjective if nation and nation.adjective else country
    return memory.keep(Actor(f"{country}-{slug(plural)}", f"{adjective} {plural}", country, sector, "people"))


def _group(memory: Memory, sentence: Sentence, phrase: Phrase, members: list[Actor]) -> Found:
    ids = tuple(dict.fromkeys(a.id for a in members))
    name = sentence.words(phrase.first, phrase.last).text
    actor = memory.keep(
        Actor("+".join(ids), name, None, _common(members), "group", members=ids, why="members are named")
    )
    return Found(actor.id, "description", "members are named")


def _common(members: list[Actor]) -> str | None:
    sectors = {a.sector for a in members}
    return sectors.pop() if len(sectors) == 1 else None


# --- nouns ------------------------------------------------------------------------------------------------------


def of_agent(memory: Memory, sentence: Sentence, phrase: Phrase, all_phrases: list[Phrase]) -> Found | None:
    """A noun for a kind of actor with whoever owns it."""
    core = phrase.core
    assert core is not None
    agent = memory.registry.agent(core.names[0].ref)
    if agent is None or agent.kind == "document" or _hyphened(sentence, core.last):
        return None
    part = _part_of(memory, phrase, agent)
    if part is not None:
        return part
    if agent.phrase in references().relations and not agent.country_from.startswith("fixed"):
        return Found(None, "generic", "named by what they are to somebody") if phrase.owners else None
    first = agent.phrase.split(" ", 1)[0]
    if first[:1].isupper() and not phrase.owners:
        named = next((n for n in memory.registry.named(first) if n.kind == "body" and not n.weak), None)
        body = memory.registry.body(named.ref) if named else None
        if body is not None:
            return Found(body_actor(memory, body).id, "generic", f"of {body.name}")
    owned = _household(memory, sentence, phrase, agent)
    if owned is not None:
        return owned
    nations = [i for i in phrase.owners if i.kind in ("nation", "capital", "body", "metonym")]
    if len(nations) > 1:
        members = [a for i in nations if (a := _of_owner(memory, agent, owner_of(memory, (i,)))) is not None]
        if len({a.id for a in members}) > 1:
            return _group(memory, sentence, phrase, members)
    owner = owner_of(memory, phrase.owners)
    if owner.country is None and owner.body is None and agent.sector in references().own_people:
        owner = owner_here(memory, sentence, phrase)
    if owner.agent is not None and owner.country is None and agent.phrase in references().equipment:
        agent = owner.agent  # "army jets", "rebel helicopters"
    actor = _of_owner(memory, agent, owner)
    if actor is not None:
        form = (
            "name"
            if agent.kind == "institution" or (agent.sector in ("GOV", "MIL") and agent.kind == "group")
            else "generic"
        )
        return Found(actor.id, form, f"{agent.phrase} of {actor.country or actor.name}")
    return _ownerless(memory, sentence, phrase, agent, all_phrases)


def _hyphened(sentence: Sentence, last: int) -> bool:
    """ "man-made", where the parser splits the word."""
    after = sentence.tokens[last + 1 : last + 3]
    return len(after) == 2 and after[0].text == "-" and sentence.tokens[last].end == after[0].start == after[1].start - 1


def _part_of(memory: Memory, phrase: Phrase, agent: Agent) -> Found | None:
    """ "The Swedish side" is the government of Sweden, "Council members" the council."""
    if agent.phrase not in references().sides | references().parts or len(phrase.owners) != 1:
        return None
    owner = owner_of(memory, phrase.owners)
    if owner.body is not None and (phrase.plural or agent.phrase in references().sides):
        return Found(body_actor(memory, owner.body).id, "generic", f"{agent.phrase} of {owner.body.name}")
    if owner.country is not None and owner.body is None and agent.phrase in references().sides:
        return Found(government(memory, owner.country).id, "generic", f"{agent.phrase} of the country")
    return None


def _household(memory: Memory, sentence: Sentence, phrase: Phrase, agent: Agent) -> Found | None:
    """ "the Trump administration", "Netanyahu's government"."""
    person = next((i for i in phrase.owners if i.kind in ("person", "surname", "stranger")), None)
    if person is None:
        return None
    words = sentence.words(person.first, person.last).text
    found = find_person(memory, sentence, *(Phrase(person.first, person.last, name=person),) * 2)
    country = memory.actors[found.actor].country if found and found.actor else None
    if country is None:
        return None
    return Found(pooled(memory, country, "GOV").id, "name", f"the government of {words}")


def _of_owner(memory: Memory, agent: Agent, owner: Owner) -> Actor | None:
    if owner.body is not None:
        return body_actor(memory, owner.body)
    if owner.actor is not None and agent.kind != "person":
        return memory.actors[owner.actor]
    country = owner.country
    if country is None:
        return None
    sector = agent.sector
    if owner.agent is not None and owner.agent.sector and agent.sector in (None, "GOV", "CVL"):
        sector = owner.agent.sector
    if sector == "MIL" or (sector in POOL_NAMES and agent.kind != "person"):
        return pooled(memory, country, sector)
    if agent.kind == "person" or sector is None or agent.sector == "CVL":
        return people_of(memory, country, agent.many, sector)
    nation = memory.registry.country(country)
    adjective = nation.adjective if nation and nation.adjective else country
    kind = "group" if agent.kind == "group" else "organisation"
    return memory.keep(Actor(f"{country}-{slug(agent.phrase)}", f"{adjective} {agent.phrase}", country, sector, kind))


def _located(
    memory: Memory,
    sentence: Sentence,
    phrase: Phrase,
    agent: Agent,
    all_phrases: list[Phrase],
) -> str | None:
    """The country of "protesters in Tbilisi", "soldiers from Chad"."""
    wanted = ("from",) if agent.sector == "MIL" else ("from", "in", "across", "of", "throughout")
    return _placed(memory, sentence, phrase, all_phrases, wanted)


def _placed(
    memory: Memory,
    sentence: Sentence,
    phrase: Phrase,
    all_phrases: list[Phrase],
    wanted: tuple[str, ...] = ("from", "in"),
) -> str | None:
    """The country that a phrase right after this one names, behind one of the prepositions wanted."""
    if (town := _town_after(sentence, phrase.last, wanted)) is not None:
        return town
    after = next((p for p in all_phrases if p.first > phrase.last), None)
    item = after.sole if after is not None else None
    if item is None or item.kind not in ("nation", "capital", "metonym"):
        return None
    between = sentence.tokens[phrase.last + 1 : item.first]
    if not between or any(t.tag not in ("IN", "DT", "JJ", "HYPH") for t in between):
        return None
    return nation_of(memory, item)[0] if between[0].lower in wanted else None


def _town_after(sentence: Sentence, last: int, wanted: tuple[str, ...]) -> str | None:
    """ "Prosecutors in Brooklyn": the country of the town."""
    after = sentence.tokens[last + 1 : last + 3]
    if len(after) < 2 or after[0].lower not in wanted or after[0].lower == "of" or after[1].tag != "NNP":
        return None
    end = after[1].i
    while end + 1 < len(sentence.tokens) and sentence.tokens[end + 1].tag == "NNP" and end - after[1].i < 2:
        end += 1
    return country_of(sentence.words(after[1].i, end).text)


def _core_last(phrase: Phrase) -> int:
    return phrase.core.last if phrase.core is not None else phrase.last


def _known_rebels(memory: Memory, phrase: Phrase, agent: Agent) -> Actor | None:
    """ "The rebels", "the guerrillas", where the story names one armed group and no more."""
    if (agent.sector != "REB" and agent.phrase not in references().fighters) or not phrase.definite or phrase.owners:
        return None
    named = [b for b in map(memory.registry.body, memory.bodies) if b is not None]
    bodies = [b for b in named if b.kind == "armed_group" and b.sector != "PRM"]
    return body_actor(memory, bodies[0]) if len(bodies) == 1 else None


def _says_what(sentence: Sentence, phrase: Phrase, agent: Agent) -> bool:
    """ "lives in exile", "called him a criminal": a word that tells what, not who."""
    noun = outer(sentence, phrase.first, phrase.last)
    if phrase.plural or len(sentence.tokens) < 4 or noun.lower in references().plurals:
        return False
    bare = noun.tag == "NN" and not sentence.children(noun, "det", "poss", "amod", "compound", "nummod", "nmod")
    if agent.kind == "group":
        return bare and noun.dep in ("pobj", "dobj")
    return agent.kind == "person" and (noun.dep == "oprd" or (bare and noun.dep == "pobj"))


def _town(memory: Memory, sentence: Sentence, phrase: Phrase) -> str | None:
    """The country of a town right before; none where that word is somebody told before: "Bush's father"."""
    if possessor(memory, sentence, phrase) is not None:
        return None
    return town_before(sentence, phrase.core.first if phrase.core else phrase.first)


def _sender(memory: Memory, sentence: Sentence, phrase: Phrase, agent: Agent) -> Actor | None:
    """ "accused Kigali of sending troops": the forces of whoever sends or withdraws them, where that is one country."""
    noun = outer(sentence, phrase.first, phrase.last)
    verb = sentence.head(noun)
    if agent.sector != "MIL" or noun.dep != "dobj" or verb.lemma not in references().posts:
        return None
    subject = _sends(sentence, verb)
    if subject is None or is_foreign(sentence, phrase.first, _core_last(phrase)):
        return None
    heads = {t.i for t in sentence.conjuncts(subject)}
    senders = {a for i in heads if (a := memory.heads.get((sentence.index, i))) is not None}
    countries = {memory.actors[a].country for a in senders if memory.actors[a].sector in ("GOV", "MIL")}
    if len(heads) != len(senders) or len(countries) != len(heads) or None in countries:
        return None
    armies = [pooled(memory, c, "MIL") for c in countries if c]
    if len(armies) == 1:
        return armies[0]
    ids = tuple(sorted(a.id for a in armies))
    names = ", ".join(memory.actors[i].name for i in ids)
    return memory.keep(Actor("+".join(ids), names, None, "MIL", "group", members=ids, why="sent by several"))


def _sends(sentence: Sentence, verb: Token) -> Token | None:
    """The subject of a verb, by its own clause or by the one that governs it: "urged Oslo to send", "agreed to send"."""
    for _step in range(4):
        subject = sentence.child(verb, "nsubj")
        if subject is not None:
            return subject
        above = sentence.head(verb)
        if verb.dep == "pcomp" and above.dep == "prep":
            above = sentence.head(above)
        elif verb.dep not in ("xcomp", "conj"):
            return None
        ruled = sentence.child(above, "dobj", "dative") if verb.dep != "conj" else None
        if ruled is not None:
            return ruled if above.pos == "VERB" else None
        verb = above
    return None


def _ownerless(
    memory: Memory,
    sentence: Sentence,
    phrase: Phrase,
    agent: Agent,
    all_phrases: list[Phrase],
) -> Found | None:
    """ "rebels": of the country in whose territory the sentence puts them, else of none."""
    modifies = phrase.core is not None and sentence.tokens[phrase.core.last].dep in ("compound", "amod", "nmod")
    if modifies and not (memory.bare and _located(memory, sentence, phrase, agent, all_phrases)):
        return None
    if _says_what(sentence, phrase, agent):
        return None
    acts = outer(sentence, phrase.first, phrase.last).dep in ("nsubj", "poss", "agent", "conj")
    if agent.kind == "institution" and agent.sector not in POOL_NAMES and not acts:
        return None  # a school that is hit is a building, one that protests an actor
    rebels = _known_rebels(memory, phrase, agent)
    if rebels is not None:
        return Found(rebels.id, "description", "the one armed group that the story names")
    sender = _sender(memory, sentence, phrase, agent)
    if sender is not None:
        return Found(sender.id, "generic", "sent by who is the subject")
    # Armies fight on foreign ground.
    grounds = memory.grounds.get(sentence.index) if agent.sector not in ("MIL", "GOV") else None
    country = (
        fixed_country(agent)
        or _town(memory, sentence, phrase)
        or (memory.opening.get(sentence.index) if agent.sector in POOL_NAMES else None)
        or _located(memory, sentence, phrase, agent, all_phrases)
        or possessor_country(memory, sentence, phrase)
        or grounds
    )
    if country is None and may_be_home(agent) and not is_foreign(sentence, phrase.first, _core_last(phrase)):
        home = home_at(memory, sentence, agent.sector)
        actor = _of_owner(memory, agent, Owner(home)) if home is not None else None
        if actor is not None and agent.phrase not in references().equipment:
            return Found(actor.id, "generic", INFERRED)
    if country is not None and agent.country_from != "none":
        actor = _of_owner(memory, agent, Owner(country))
        return Found(actor.id, "generic", "country from whose they are or where the sentence is set") if actor else None
    if agent.phrase in references().equipment or (agent.sector is None and agent.country_from == "none"):
        return None
    if (
        country is None
        and agent.sector in POOL_NAMES
        and agent.kind != "person"
        and phrase.definite
        and len(memory.named) == 1
        and not sentence.children(
            sentence.tokens[phrase.core.last if phrase.core else phrase.last], "amod", "compound", "poss"
        )
    ):
        actor = _of_owner(memory, agent, Owner(next(iter(memory.named))))
        return Found(actor.id, "description", "of the one country that the story names") if actor else None
    if agent.sector is None and agent.kind != "person":
        return Found(None, "generic", "of no known country")
    plural = agent.many if agent.kind == "person" else agent.phrase
    same = [a for a in memory.actors.values() if a.country and a.id == f"{a.country}-{slug(plural)}"]
    told = phrase.definite and len(same) == 1 and memory.spoken[same[0].id]
    if told and not is_foreign(sentence, phrase.first, _core_last(phrase)):
        return Found(same[0].id, "description", "the ones named before")
    kind = "people" if agent.kind == "person" else "group"
    actor = memory.keep(Actor(slug(plural), plural, None, agent.sector, kind))
    return Found(actor.id, "generic", "a kind of actor, of no known country")
