"""Nouns whose members follow: "Russia's largest oil companies, Rosneft and Lukoil"."""

from __future__ import annotations

from dataclasses import replace

from dragoman.model import Mention, Sentence, Token
from dragoman.understanding.who.home import INFERRED, home_at
from dragoman.understanding.who.lexicon import references
from dragoman.understanding.who.memory import Found
from dragoman.understanding.who.nouns import people_of
from dragoman.understanding.who.phrases import Phrase
from dragoman.understanding.who.refer import Trail, grouped

_OPENERS = (",", ":", "(", "-", "–", "—")
_LINKS = (",", "and", "&", "or", "as", "well", "the")


def enumerate_members(trail: Trail, sentence: Sentence, phrases: list[Phrase]) -> None:
    """Gives a plural noun the members that the text lists right after it."""
    for phrase in phrases:
        if not phrase.plural or phrase.name is not None:
            continue
        at = next(
            (
                k
                for k, m in enumerate(trail.mentions)
                if m.sentence == sentence.index and m.first == phrase.first and m.last == phrase.last
            ),
            None,
        )
        members = _listed(trail, sentence, phrase)
        if at is None or len(members) < 2:
            continue
        group = grouped(
            trail.memory, [m.actor for m in members if m.actor], sentence.words(phrase.first, phrase.last).text
        )
        trail.mentions[at] = replace(trail.mentions[at], actor=group.id, form="description", why="its members follow")


def crowd_of(trail: Trail, sentence: Sentence, token: Token) -> Found | None:
    """ "Tens of thousands rallied": people of the country where the sentence is set or the report is at home."""
    if token.pos == "NOUN" and token.lemma.lower() in references().crowd_deeds:
        return _protesters(trail, sentence, token)
    if token.lower not in references().crowds or token.dep not in ("nsubj", "nsubjpass", "conj", "pobj"):
        return None
    if token.dep == "pobj" and sentence.head(sentence.head(token)).lower not in references().crowds:
        return None
    inner = [n for p in sentence.children(token, "prep") if p.lower == "of" for n in sentence.children(p, "pobj")]
    if inner or sentence.child(token, "compound", "amod", "poss") is not None:
        return None
    memory = trail.memory
    country = memory.grounds.get(sentence.index) or home_at(memory, sentence, "CVL")
    if country is None:
        return None
    return Found(people_of(memory, country, "people", "CVL").id, "generic", INFERRED)


def _protesters(trail: Trail, sentence: Sentence, deed: Token) -> Found | None:
    """Those behind "weeks of protests", where the words name nobody."""
    told = [t.lower for t in sentence.children(deed, "prep", "agent")]
    if "by" in told or "of" in told or sentence.child(deed, "poss", "amod", "compound", "nmod") is not None:
        return None
    if deed.dep in ("compound", "amod", "nmod"):
        return None
    memory = trail.memory
    country = memory.grounds.get(sentence.index) or home_at(memory, sentence, "CVL")
    if country is None:
        return None
    return Found(people_of(memory, country, "protesters", "CVL").id, "generic", INFERRED)


def _listed(trail: Trail, sentence: Sentence, phrase: Phrase) -> list[Mention]:
    """The named mentions after the noun, as long as nothing but commas and "and" stands between."""
    tokens = sentence.tokens
    i = phrase.last + 1
    if i >= len(tokens) or tokens[i].text not in _OPENERS:
        return []
    starts = {m.first: m for m in trail.mentions if m.sentence == sentence.index and m.form == "name"}
    found: list[Mention] = []
    joined = False
    while i < len(tokens):
        mention = starts.get(i)
        if mention is not None and mention.actor is not None:
            found.append(mention)
            i = mention.last + 1
        elif tokens[i].lower in (*_LINKS, *_OPENERS):
            joined = joined or tokens[i].lower == "and"
            i += 1
        else:
            break
    heads = {t.dep for m in found for t in tokens[m.first : m.last + 1]}
    return found if joined and not (heads & {"nsubj"}) else []
