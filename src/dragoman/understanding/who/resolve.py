"""A phrase → the actor it stands for, with the form of the words and the reason."""

from __future__ import annotations

import re

from dragoman.knowledge.actors.keys import key
from dragoman.model import Actor, Sentence, Token
from dragoman.understanding.who.items import Item
from dragoman.understanding.who.lexicon import references, standing_words, titles
from dragoman.understanding.who.memory import Found, Memory
from dragoman.understanding.who.naming import find_person
from dragoman.understanding.who.nouns import of_agent, of_title, people_of
from dragoman.understanding.who.owners import POOL_NAMES, body_actor, body_of, government, nation_of, pooled, seat_of
from dragoman.understanding.who.people import Billing, choose, known, slug
from dragoman.understanding.who.phrases import Phrase
from dragoman.understanding.who.standing import heads_headline, outer, stands_for_actor, suffix_after
from dragoman.understanding.who.towns import country_of, is_place


def resolve(memory: Memory, sentence: Sentence, phrase: Phrase, all_phrases: list[Phrase]) -> Found | None:
    """The actor of a phrase, or None where its words stand for no actor at all."""
    twin = all_phrases[phrase.twin] if phrase.twin is not None else None
    if phrase.name is not None:
        billed = twin if twin is not None and phrase.core is None else phrase
        return find_person(memory, sentence, phrase, billed)
    if twin is not None and twin.name is not None and phrase.core is not None:
        found = find_person(memory, sentence, twin, phrase)
        if found is not None:
            return Found(found.actor, "title", "in apposition")
    if phrase.core is not None:
        return (
            of_title(memory, sentence, phrase, all_phrases)
            if phrase.core.title
            else of_agent(memory, sentence, phrase, all_phrases)
        )
    item = phrase.sole
    return _bare(memory, sentence, item, phrase) if item is not None else None


# --- bare names -------------------------------------------------------------------------------------------------


def _bare(memory: Memory, sentence: Sentence, item: Item, phrase: Phrase) -> Found | None:
    if item.kind in ("nation", "capital"):
        return _country(memory, sentence, item)
    if item.kind == "metonym":
        return _seat(memory, sentence, item)
    if item.kind == "body":
        body = body_of(memory, item)
        if body is None:
            return None
        return Found(body_actor(memory, body).id, "name", "known by name")
    words = sentence.words(item.first, item.last).text
    if item.kind == "firm":
        return _firm(memory, sentence, item, words)
    if item.kind == "people":
        if sentence.tokens[item.last].dep in ("amod", "compound"):
            return None
        actor = memory.keep(Actor(slug(words), words, None, None, "people", why="a group that no table has"))
        return Found(actor.id, "name", "a group that no table has")
    return None


def _firm(memory: Memory, sentence: Sentence, item: Item, words: str) -> Found | None:
    tokens = sentence.tokens[item.first : item.last + 1]
    if not tokens[-1].tag.startswith("NN") or (len(tokens) == 1 and not tokens[0].tag.startswith("NNP")):
        return None
    if tokens[-1].dep in ("compound", "amod", "nmod") and len(tokens) == 1:
        return None
    held = memory.by_surname.get(key(words), ())
    if len(held) == 1:
        return Found(held[0], "surname", "named before")
    sector = None
    for token in (tokens[-1], tokens[0]):
        agents = [memory.registry.agent(n.ref) for n in memory.registry.named(token.text) if n.kind == "agent"]
        institution = next((a for a in agents if a and a.kind in ("institution", "group")), None)
        if institution is not None:
            sector = institution.sector
            break
    household = _household(memory, tokens)
    if household is not None:
        return household
    if sector is None and (not _acts(sentence, item) or tokens[-1].lower in standing_words()["not_bodies"]):
        return None
    if sector is None and is_place(words):
        return None
    country = country_of(tokens[0].text) if sector in POOL_NAMES and len(tokens) > 1 else None
    name = words.removeprefix("the ").removeprefix("The ")
    actor = memory.keep(
        Actor(slug(name), name, country, sector, "organisation", why="an organisation that no table has")
    )
    return Found(actor.id, "name", "an organisation that no table has")


def _household(memory: Memory, tokens: tuple[Token, ...]) -> Found | None:
    """ "Biden-Harris administration": the government of the country of the first of them."""
    if tokens[-1].lower not in titles().households or len(tokens) < 2:
        return None
    for word in re.split(r"[\s-]", " ".join(t.text for t in tokens[:-1])):
        refs = [n.ref for n in memory.registry.named(word) if n.kind == "surname"]
        ref = (
            next(iter(memory.by_surname.get(key(word), ())), None) or choose(memory, refs, Billing(), True)[0]
            if word
            else None
        )
        if ref is not None:
            country = memory.actors[ref].country if ref in memory.actors else known(memory, ref, Billing()).country
            if country is not None:
                return Found(government(memory, country).id, "name", f"the government of {word}")
    return None


def _acts(sentence: Sentence, item: Item) -> bool:
    """False for an unknown name that does nothing and is after "in", "from", "over": more likely no body at all."""
    token = outer(sentence, item.first, item.last)
    if token.dep == "pobj":
        return sentence.head(token).lower in ("by", "with", "against", "between", "including")
    return token.dep in ("nsubj", "nsubjpass", "poss", "dobj", "dative", "agent", "conj", "appos")


def _country(memory: Memory, sentence: Sentence, item: Item) -> Found | None:
    words = sentence.words(item.first, item.last).text
    held = memory.by_surname.get(key(words), ())
    if len(held) == 1 and memory.spoken[held[0]] and not item.has("adjective") and sentence.tokens[item.last].ent != "GPE":
        return Found(held[0], "surname", "a person named before")
    ref, why = nation_of(memory, item)
    country = memory.registry.country(ref) if ref is not None else None
    if ref is None or country is None or not country.inhabited:
        return None
    suffix = item.suffix or suffix_after(sentence, item.last)
    if suffix:
        acts = suffix in standing_words()["acting_suffixes"]
        return Found(government(memory, ref).id, "adjective", f"{suffix} by") if acts else None
    token = outer(sentence, item.first, item.last)
    if (
        token.dep in ("amod", "compound", "nmod")
        and item.kind == "nation"
        and not heads_headline(sentence, item.first, item.last)
    ):
        return _deed(memory, sentence, item, ref)
    if item.has("adjective") and token.tag.startswith("JJ") and token.dep == "conj":
        return _deed(memory, sentence, item, ref)  # "a Russian and Chinese resolution"
    if item.kind == "nation" and not item.has("country") and (token.tag in ("NNS", "NNPS") or item.has("demonym")):
        return _people(memory, sentence, item, ref, words)
    city = item.kind == "capital"
    acts, reason = (
        (True, "alone")
        if memory.bare
        else stands_for_actor(
            sentence, item.first, item.last, city, memory.nation_words.get(sentence.index, frozenset())
        )
    )
    if not acts:
        return None
    return Found(government(memory, ref).id, "metonym" if city else "name", "; ".join(filter(None, (why, reason))))


def _people(memory: Memory, sentence: Sentence, item: Item, ref: str, words: str) -> Found | None:
    if sentence.tokens[item.last].tag.startswith("JJ") and not memory.bare:
        return None
    country = memory.registry.country(ref)
    adjective = country.adjective if country and country.adjective else words
    actor = memory.keep(Actor(f"{ref}-PEOPLE", f"{adjective} people", ref, "CVL", "people"))
    return Found(actor.id, "generic", "people of the country")


def _deed(memory: Memory, sentence: Sentence, item: Item, ref: str) -> Found | None:
    """ "Israeli strikes": whose doing the noun is."""
    words = standing_words()
    token = outer(sentence, item.first, item.last)
    while token.dep == "conj" and token.head != token.i:
        token = sentence.head(token)
    noun = sentence.head(token)
    if item.has("country") and not item.has("adjective"):
        return None  # "Ukraine talks", "Russia sanctions" name the matter, not who acts
    near = {noun.lemma, noun.lower} | {t.lower for t in sentence.children(noun, "compound")}
    if near & words["military_deeds"] or noun.lemma in words["military_deeds"]:
        if noun.lower in ("airspace", "base"):
            return None
        return Found(pooled(memory, ref, "MIL").id, "adjective", f"{noun.lemma}: a deed of the military")
    if near & words["deeds"]:
        return Found(government(memory, ref).id, "adjective", f"{noun.lemma}: a deed of the government")
    return _people_named(memory, sentence, item, noun, ref)


def _people_named(memory: Memory, sentence: Sentence, item: Item, noun: Token, ref: str) -> Found | None:
    """ "Norwegian whalers": people of a kind that no table has, told by the ending and by what they do."""
    known = references()
    if noun.tag not in ("NNS", "NN") or noun.lower in known.things or not 0 < noun.i - item.last <= 2:
        return None
    if noun.dep not in ("nsubj", "nsubjpass", "pobj", "dobj", "conj", "ROOT"):
        return None
    if noun.lower in known.equipment or noun.lemma.lower() in known.equipment:
        return Found(pooled(memory, ref, "MIL").id, "generic", f"{noun.lower} of the military", noun.i)
    if noun.tag != "NNS" or not noun.lower.endswith(known.people_endings):
        return None
    return Found(people_of(memory, ref, noun.lower, "CVL").id, "generic", "people of the country", noun.i)


def _seat(memory: Memory, sentence: Sentence, item: Item) -> Found | None:
    needs = any(
        m.needs_agency for n in item.names if n.kind == "metonym" for m in memory.registry.metonyms.get(n.ref, ())
    )
    token = outer(sentence, item.first, item.last)
    if (
        token.dep in ("compound", "amod", "nmod")
        and not memory.bare
        and not heads_headline(sentence, item.first, item.last)
    ):
        return None
    acts, why = (
        (True, "alone")
        if memory.bare
        else stands_for_actor(
            sentence, item.first, item.last, needs, memory.nation_words.get(sentence.index, frozenset())
        )
    )
    if not acts:
        return None
    actor = seat_of(memory, item)
    return Found(actor.id, "metonym", f"seat of power, {why}") if actor is not None else None
