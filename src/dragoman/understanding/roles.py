"""Who fills the parts of an event: actors and recipients of a word, through the grammar around it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from dragoman.knowledge.load import check_keys, read_yaml
from dragoman.model import Cast, Sentence, Token
from dragoman.understanding.clause import (
    agents,
    antecedent,
    by_agents,
    is_passive,
    looks_on,
    patients,
    prepositional,
)

_NOMINAL = ("NOUN", "PROPN", "PRON", "ADJ", "NUM", "DET")


@dataclass(frozen=True, slots=True)
class Parties:
    """Actor ids on the two sides of an event, each at most once, in order of the text."""

    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """How an event type fills its parts; see `lexicon/arguments.yaml`."""

    reciprocal: bool
    recipients: tuple[str, ...]
    partners: tuple[str, ...]
    of: str
    compound: str
    complement: bool


@cache
def frames() -> dict[str, Frame]:
    """The frame of each event type."""
    keys = ["reciprocal", "recipients", "partners", "of", "compound", "complement"]
    entries = read_yaml("lexicon/arguments.yaml")
    found = {}
    for name, entry in entries.items():
        check_keys(f"lexicon/arguments.yaml {name}", entry, required=keys)
        found[name] = Frame(
            entry["reciprocal"], tuple(entry["recipients"]), tuple(entry["partners"]), entry["of"], entry["compound"],
            entry["complement"],
        )
    return found


#: Prepositions whose noun tells whose a thing is, surest first.
_BELONGING = ("between", "by", "of", "from", "among", "against", "on", "in")


def _unique(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))


def named(sentence: Sentence, cast: Cast, token: Token) -> list[str]:
    """The actor that this very noun stands for; a group stands for its members when they are known."""
    token = antecedent(sentence, token)
    mention = cast.headed(sentence.index, token) or cast.at(sentence.index, token)
    if mention is None or mention.actor is None:
        return []
    if mention.form == "adjective" and mention.head != token.i:
        return []
    members = cast.actors[mention.actor].members
    # A body such as NATO has members too, but acts in its own name; "the two leaders" does not.
    told = members and mention.form != "name" and all(id in cast.actors for id in members)
    return list(members) if told else [mention.actor]


def parties_of(sentence: Sentence, cast: Cast, noun: Token, depth: int = 0) -> list[str]:
    """The actors a noun phrase stands for or belongs to: "Oman's demands", "Israeli strikes", "the head of the WHO"."""
    own = named(sentence, cast, noun)
    if own or depth > 2:
        return own
    noun = antecedent(sentence, noun)
    found: list[str] = []
    for child in sentence.children(noun, "poss", "amod", "compound", "nmod", "appos"):
        found.extend(named(sentence, cast, child))
    if found:
        return found
    phrases = list(prepositional(sentence, noun))
    for wanted in _BELONGING:
        found = [id for p, inner in phrases if p == wanted for id in parties_of(sentence, cast, inner, depth + 1)]
        if found:
            break
    return found


def _all(sentence: Sentence, cast: Cast, nouns: Iterable[Token]) -> list[str]:
    return [id for noun in nouns for id in parties_of(sentence, cast, noun)]


def parties(sentence: Sentence, cast: Cast, token: Token, type: str, mode: str | None) -> Parties:
    """The actors and recipients of the event that `token` tells of."""
    frame = frames()[type]
    if token.pos in ("VERB", "AUX") or (token.tag in ("VBN", "VBG") and token.dep != "compound"):
        found = _of_verb(sentence, cast, token, frame)
    elif token.dep in ("acomp", "oprd") and sentence.head(token).pos in ("VERB", "AUX"):
        # "Oslo is ready to …": the adjective is said of the verb's subject
        actors, recipients = _of_noun(sentence, cast, token, frame)
        found = (_all(sentence, cast, agents(sentence, sentence.head(token))) or actors, recipients)
    else:
        found = _of_noun(sentence, cast, token, frame)
    actors, recipients = found
    if frame.reciprocal and mode not in ("visit", "third-party"):
        actors, recipients = [*actors, *recipients], []
    actors_ = _unique(actors)
    recipients_ = [id for id in _unique(recipients) if id not in actors_]
    if type in _GIVEN:
        recipients_ = [id for id in recipients_ if not _same_country(cast, id, actors_)]
    return Parties(actors_, tuple(recipients_))


#: Help and praise go to others: "the U.S. commitment to support Kyiv" is not given to the United States.
_GIVEN = ("SUPPORT", "AID")


def _same_country(cast: Cast, id: str, actors: Iterable[str]) -> bool:
    """True for the government of a country that one of the actors is of."""
    actor = cast.actors[id]
    return actor.kind == "government" and any(cast.actors[a].country == actor.country for a in actors)


def _of_verb(sentence: Sentence, cast: Cast, verb: Token, frame: Frame) -> tuple[list[str], list[str]]:
    actors = _all(sentence, cast, agents(sentence, verb))
    phrases = list(prepositional(sentence, verb))
    actors += [id for p, noun in phrases if p in frame.partners for id in parties_of(sentence, cast, noun)]
    recipients: list[str] = []
    objects = patients(sentence, verb)
    recipients += _all(sentence, cast, [noun for noun in objects if not _own(sentence, cast, noun, actors)])
    recipients += _all(sentence, cast, sentence.children(verb, "dative"))
    if not recipients:
        for wanted in frame.recipients:
            recipients += [id for p, noun in phrases if p == wanted for id in parties_of(sentence, cast, noun)]
            if recipients:
                break
    if not recipients:
        # "lifted sanctions on Iran" hangs the name on the object
        for noun in objects:
            recipients += _of_phrases(sentence, cast, noun, frame.recipients)
    if not recipients and frame.complement:
        recipients += _complement(sentence, cast, verb)
    return actors, recipients


def _own(sentence: Sentence, cast: Cast, noun: Token, actors: list[str]) -> bool:
    """True for what is the actor's own: "recalled its envoy", "pulled his troops back" is not done to the envoy."""
    owners = [id for owner in sentence.children(noun, "poss") for id in named(sentence, cast, owner)]
    countries = {cast.actors[id].country for id in actors} - {None}
    return any(id in actors or cast.actors[id].country in countries for id in owners)


def _complement(sentence: Sentence, cast: Cast, word: Token) -> list[str]:
    """The subject of the clause that says what is demanded, feared or praised."""
    for clause in sentence.children(word, "ccomp", "xcomp", "acl", "advcl"):
        for noun in sentence.children(clause, "nsubj", "nsubjpass"):
            found = _all(sentence, cast, sentence.conjuncts(noun))
            if found:
                return found
    return []


def _of_phrases(sentence: Sentence, cast: Cast, noun: Token, wanted: Iterable[str]) -> list[str]:
    phrases = list(prepositional(sentence, noun))
    for preposition in wanted:
        found = [id for p, inner in phrases if p == preposition for id in parties_of(sentence, cast, inner)]
        if found:
            return found
    return []


def _of_noun(sentence: Sentence, cast: Cast, noun: Token, frame: Frame) -> tuple[list[str], list[str]]:
    actors: list[str] = []
    recipients: list[str] = []
    for child in sentence.children(noun, "poss", "amod", "nmod", "compound"):
        ids = [id for each in sentence.conjuncts(child) for id in parties_of(sentence, cast, each)]
        side = frame.compound if child.dep == "compound" and child.tag.startswith("NNP") else "actor"
        (actors if side == "actor" else recipients).extend(ids)
    if frame.reciprocal and not actors:
        actors += _shared_owner(sentence, cast, noun)
    phrases = list(prepositional(sentence, noun))
    actors += _all(sentence, cast, by_agents(sentence, noun))
    for preposition, inner in phrases:
        if preposition in frame.partners or preposition == "between":
            actors += parties_of(sentence, cast, inner)
        elif preposition == "of" and frame.of != "none":
            ids = parties_of(sentence, cast, inner)
            side = frame.of if frame.of != "either" else "recipient" if actors else "actor"
            (actors if side == "actor" else recipients).extend(ids)
    recipients += _of_phrases(sentence, cast, noun, [p for p in frame.recipients if p != "of"])
    _from_governor(sentence, cast, noun, frame, actors, recipients)
    # "weeks of protests": the noun stands for those who do it
    return actors or named(sentence, cast, noun), recipients


def _shared_owner(sentence: Sentence, cast: Cast, noun: Token) -> list[str]:
    """ "Modi's meeting with Xi and a call with Putin": the owner of the first noun is a party to the second."""
    while noun.dep == "conj":
        noun = sentence.head(noun)
        owners = sentence.children(noun, "poss")
        if owners:
            return _all(sentence, cast, owners)
    return []


def _from_governor(
    sentence: Sentence, cast: Cast, noun: Token, frame: Frame, actors: list[str], recipients: list[str]
) -> None:
    """Adds what the verb above the noun tells: "Kenya hosted talks", "sanctions were imposed by the EU on Belarus"."""
    top = noun
    while top.dep == "conj" and sentence.head(top).pos in _NOMINAL:
        top = sentence.head(top)
    verb = sentence.head(top)
    if top.dep == "pobj":
        # "took part in talks", "at a summit": only parties of a joint event come from the verb above
        verb = sentence.head(verb)
        if not frame.reciprocal or verb.pos not in ("VERB", "AUX"):
            return
        if actors and len(actors) > 1:
            return
    if verb.pos not in ("VERB", "AUX") or verb is noun or (top.dep != "nsubj" and looks_on(verb)):
        return
    if top.dep in ("dobj", "nsubjpass", "pobj", "attr"):
        by = by_agents(sentence, verb) if is_passive(sentence, verb) else agents(sentence, verb)
        ids = _all(sentence, cast, [t for t in by if t.i != noun.i])
        if not actors or frame.reciprocal:
            actors[:0] = ids
        phrases = list(prepositional(sentence, verb))
        partners = [inner for p, inner in phrases if p in frame.partners and p != "of"]
        actors += _all(sentence, cast, partners)
        if not recipients:
            for wanted in frame.recipients:
                found = [id for p, inner in phrases if p == wanted for id in named(sentence, cast, inner)]
                if found:
                    recipients += found
                    break
    elif top.dep == "nsubj" and not recipients:
        recipients += _all(sentence, cast, patients(sentence, verb))
