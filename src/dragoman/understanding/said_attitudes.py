"""Who feels, judges or wants: "thanked the crews", "its hopes for a truce", "wary of the plan", whatever the object."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dragoman.model import Sentence, Token
from dragoman.understanding.clause import antecedent, is_passive, patients, subject
from dragoman.understanding.said_phrases import owner_of
from dragoman.understanding.said_pieces import Link, after, below, cue_range, is_another_verb, ranges
from dragoman.understanding.said_sources import extent
from dragoman.understanding.said_verbs import is_nobody, source_of
from dragoman.understanding.said_words import attitudes, source_words


def find_attitudes(sentence: Sentence) -> list[Link]:
    """The attitudes of the sentence, in order of their words."""
    return [replace(link, key=token.i) for token in sentence.tokens for link in _of_token(sentence, token)]


def with_attitudes(sentence: Sentence, links: list[Link], fresh: list[Link]) -> list[Link]:
    """The links and, of the attitudes found, those that none of them tells already, in order of their cues."""
    cued = {i for link in links if link.pieces for i in range(link.cue[0], link.cue[1] + 1)}
    found = [_widened(sentence, link, fresh) for link in links]
    for link in fresh:
        if link.key not in cued and not any(_holds(other, link) for other in found):
            found.append(replace(link, within=_is_first_person(sentence, link)))
    return sorted(found, key=lambda link: link.cue)


def _is_first_person(sentence: Sentence, link: Link) -> bool:
    return link.source is not None and sentence.tokens[link.source].lower in attitudes()["first_person"]


def stands_within(sentence: Sentence, link: Link) -> bool:
    """True for an attitude that is worth telling of inside somebody's word: "he said Togo fears …", not "I want …"."""
    if link.source is None:
        return False
    holder, lemma = sentence.tokens[link.source], sentence.tokens[link.key].lemma.lower()
    if holder.ent in ("GPE", "ORG") or holder.tag == "NNS" or holder.lower in attitudes()["groups"]:
        return True
    if any(source_words().has(name, holder.lemma.lower()) for name in ("bodies", "collectives")):
        return True
    return holder.lower not in attitudes()["singles"] and lemma not in attitudes()["passing"]


def _widened(sentence: Sentence, link: Link, found: list[Link]) -> Link:
    """ "Voiced opposition to the strike": the parse may hang the strike on the voicing; it belongs to the content."""
    same = next((one for one in found if one.key == link.key and one.source == link.source), None)
    if same is None or (link.report and sentence.child(sentence.tokens[link.key], "ccomp")):
        return link
    inside = {i for a, b in (*link.pieces, *same.pieces) for i in range(a, b + 1)}
    return replace(link, pieces=ranges(sentence, inside), attitude=not link.report)


def _holds(outer: Link, inner: Link) -> bool:
    """ "Expressed concern over the raid", "wants to try to win": one attitude of one holder, told in two words."""
    return outer.source == inner.source and any(a <= inner.key <= b for a, b in outer.pieces)


def _of_token(sentence: Sentence, token: Token) -> Iterator[Link]:
    holder: Token | None = None
    towards: set[int] = set()
    lemma = token.lemma.lower()
    if token.pos in ("ADJ", "VERB") and token.lower in attitudes()["adjectives"] and token.tag not in ("VBD", "VBG"):
        holder, towards = _of_adjective(sentence, token), after(sentence, token)
    elif token.pos == "VERB" and lemma in attitudes()["verbs"] and not is_another_verb(sentence, token):
        holder, towards = _of_verb(sentence, token)
    elif token.pos == "NOUN" and lemma in attitudes()["nouns"]:
        holder = owner_of(sentence, token)
        towards = _behind(sentence, token, holder)
    if holder is None or not towards or not _may_hold(sentence, holder):
        return
    cue = cue_range(sentence, token) if token.pos == "VERB" else (token.i, token.i)
    pieces = ranges(sentence, towards, {token.i, holder.i})
    if pieces:
        yield Link(sentence.index, cue, holder.i, pieces, None, False, attitude=True)


def _of_verb(sentence: Sentence, verb: Token) -> tuple[Token | None, set[int]]:
    holder = source_of(sentence, verb)
    inside = _towards(sentence, verb)
    for noun in patients(sentence, verb):
        if noun.i < verb.i and noun is not holder:
            first, last = extent(sentence, noun)
            inside |= set(range(first, last + 1))
    return holder, inside


def _towards(sentence: Sentence, verb: Token) -> set[int]:
    """What follows the verb, without the one who feels it and the day."""
    found = after(sentence, verb)
    for child in sentence.children(verb, "npadvmod", "agent", "prep"):
        dated = any(noun.ent in ("DATE", "TIME") for noun in sentence.children(child, "pobj"))
        if child.dep != "prep" or dated:
            found -= below(sentence, child)
    return found


def _behind(sentence: Sentence, noun: Token, holder: Token | None) -> set[int]:
    """What the noun has behind it, the one who holds the attitude left out."""
    inside = [c for c in sentence.children(noun, "prep", "acl") if c.i > noun.i and c.lower not in ("by", "from")]
    return below(sentence, *(c for c in inside if holder is None or holder.head != c.i))


def _of_adjective(sentence: Sentence, adjective: Token) -> Token | None:
    above = sentence.head(adjective)
    if adjective.dep in ("acomp", "oprd", "attr", "ccomp") and above.pos in ("AUX", "VERB"):
        return subject(sentence, above)
    if adjective.pos == "VERB" and is_passive(sentence, adjective):
        return subject(sentence, adjective)
    if adjective.dep == "amod":
        return above
    return subject(sentence, adjective)


def _may_hold(sentence: Sentence, holder: Token) -> bool:
    """Whether it may be somebody; "it" may be, and who else knows the cast says who."""
    named = antecedent(sentence, holder)
    if named.dep == "expl" or is_nobody(sentence, named) or named.lower == "you":
        return False
    return named.lower == "it" or not (source_words().has("things", named.lower) and named.pos in ("NOUN", "PRON"))
