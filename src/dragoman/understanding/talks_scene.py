"""What the finders of meetings look at: a mention of a meeting, the story around it, who is named beside a word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.model import Actor, Cast, PlaceMention, Sentence, Setting, Span, Story, Time, Token
from dragoman.model.meeting import MeetingKind
from dragoman.understanding.clause import prepositional
from dragoman.understanding.roles import named, parties_of
from dragoman.understanding.talks_steps import Sign
from dragoman.understanding.talks_words import words
from dragoman.understanding.when import time_of
from dragoman.understanding.where import place_of


@dataclass(frozen=True, slots=True)
class Telling:
    """One mention of a meeting. `definite`: it points to a meeting that the reader should know. `ordinals` tell
    rounds apart. `back` are the kinds that an anaphor may point to; empty for a noun of its own."""

    sentence: int
    token: int
    span: Span
    kind: MeetingKind
    parties: tuple[str, ...]
    mediators: tuple[str, ...]
    place: PlaceMention | None
    date: Time | None
    definite: bool
    ordinals: frozenset[str]
    signs: tuple[Sign, ...]
    verbal: bool = False
    back: tuple[MeetingKind, ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """What the finders of meetings look at."""

    story: Story
    setting: Setting
    cast: Cast
    times: tuple[Time, ...]
    places: tuple[PlaceMention, ...]
    #: The parties of the meeting told of last.
    latest: tuple[str, ...] = ()
    #: The sentence that told of it.
    since: int = 0

    def pair(self, sentence: int) -> tuple[str, ...]:
        """Where the text up to this sentence names two states and no more: their governments."""
        named = [m.actor for m in self.cast.mentions if m.sentence <= sentence and m.actor is not None]
        states = dict.fromkeys(c for id in named if (c := self.cast.actors[id].country) is not None)
        ids = tuple(f"{state}-GOV" for state in states)
        return ids if len(ids) == 2 and all(id in self.cast.actors for id in ids) else ()

    def when(self, sentence: Sentence, token: Token) -> Time | None:
        time = time_of(self.story, self.times, self.setting, sentence.index, token.i)
        return time if time is not None and time.kind == "date" else None

    def where(self, sentence: Sentence, token: Token) -> PlaceMention | None:
        return place_of(self.story, self.places, sentence.index, token.i)


def ids_of(scene: Scene, sentence: Sentence, nouns: Iterable[Token]) -> list[str]:
    found: list[str] = []
    for noun in nouns:
        own = named(sentence, scene.cast, noun)
        found += parties_of(sentence, scene.cast, noun)
        if all(
            scene.cast.actors[i].country is None and scene.cast.actors[i].kind in ("people", "unknown") for i in own
        ):
            # "negotiators from Iran and the United States"
            found += [
                i
                for p, n in prepositional(sentence, noun)
                if p in ("from", "of")
                for i in parties_of(sentence, scene.cast, n)
            ]
    return found


def doers_of(scene: Scene, sentence: Sentence, nouns: list[Token]) -> list[str]:
    """Those who do it; a series that the parse breaks ("A, B of X, and C met") is read on from its first name."""
    found = ids_of(scene, sentence, nouns)
    first = scene.cast.at(sentence.index, nouns[0]) if nouns else None
    series = run_after(scene, sentence, first.first) if first is not None else []
    return [*found, *(series if len(series) > 1 else [])]


def companions(scene: Scene, sentence: Sentence, word: Token, prepositions: Iterable[str]) -> list[str]:
    """Actor ids that "with", "between" and the like bring."""
    wanted = frozenset(prepositions)
    found = ids_of(
        scene, sentence, [noun for preposition, noun in prepositional(sentence, word) if preposition in wanted]
    )
    own = {p.i for p in sentence.children(word, "prep")}
    # "met today with the premier to thank her": the parse may hang "with" on the purpose
    near = {t.i for t in sentence.tokens[word.i + 1 : word.i + 4]} if word.pos == "VERB" else set()
    for i in sorted(own | near):
        if sentence.tokens[i].lower in wanted:
            found += run_after(scene, sentence, i + 1)
    return found


def run_after(scene: Scene, sentence: Sentence, start: int) -> list[str]:
    """Actors named one after another from token `start` on: "A of X, B of Y, and C". It asks the words and not the
    parse, which lets a purpose clause swallow its noun ("spoke with the premier to thank her"). A comma alone does
    not go on ("met with Xi, Putin said")."""
    found: list[str] = []
    pending: list[str] = []
    i, tokens = start, sentence.tokens
    while i < len(tokens):
        while i < len(tokens) and tokens[i].tag in ("DT", "PRP$"):
            i += 1
        mention = scene.cast.at(sentence.index, i) if i < len(tokens) else None
        if mention is None or mention.actor is None or mention.form in ("adjective", "pronoun"):
            break
        i = mention.last + 1
        if i < len(tokens) and tokens[i].tag == "POS":  # "North Korea's Kim Jong Un": the one after
            i += 1
            continue
        pending.append(mention.actor)
        joined = [t.lower for t in tokens[i : i + 2]]
        if joined[:1] == ["and"] or joined == [",", "and"]:
            found += pending
            pending = []
            i += len(joined) if joined[0] == "," else 1
        elif joined[:1] == [","]:
            i += 1
        else:
            break
    return found + (pending if found or len(pending) == 1 else pending[:1])


def fit(cast: Cast, ids: Iterable[str]) -> tuple[str, ...]:
    """Each id once, without those who only report; of a state's government and its person the person stays."""
    single = [m for i in ids for m in (cast.actors[i].members if "+" in i else ()) or (i,) if m in cast.actors]
    kept = [i for i in dict.fromkeys(single) if i not in words("never_parties") and _meets(cast.actors[i])]
    persons = {cast.actors[i].country for i in kept if cast.actors[i].kind == "person"}
    return tuple(
        i
        for i in kept
        if cast.actors[i].kind in ("person", "organisation", "group") or cast.actors[i].country not in persons
    )


def _meets(actor: Actor) -> bool:
    """False for reporters, and for mere descriptions of people of no known country."""
    return actor.sector != "JRN" and (
        actor.country is not None or actor.kind in ("person", "organisation", "group", "government")
    )
