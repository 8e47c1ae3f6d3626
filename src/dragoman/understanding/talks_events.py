"""Meetings that the event step tells of: "Berlin broke off consultations", "she rang her colleague in Oslo"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dragoman.knowledge.ontology import classes_of
from dragoman.model import Event, Sentence, Token
from dragoman.model.meeting import MeetingKind, MeetingStatus
from dragoman.understanding.stance_sure import unreal
from dragoman.understanding.talks_scene import Scene, Telling, fit
from dragoman.understanding.talks_steps import Sign
from dragoman.understanding.talks_words import anaphors, nouns_by_head, step_of, step_of_verb, verbs_by_head

_BY_MODE: dict[str | None, MeetingKind] = {"visit": "visit", "phone": "call", "third-party": "talks"}
_BY_STATUS: dict[str, MeetingStatus] = {
    "occurred": "held",
    "ongoing": "held",
    "planned": "scheduled",
    "proposed": "proposed",
    "cancelled": "cancelled",
}


def of_events(scene: Scene, sentence: Sentence, events: Iterable[Event], tellings: list[Telling]) -> list[Telling]:
    """The mentions of a sentence: those found already, with the parties that its events add, and those that only an
    event tells of; in order of the text."""
    found = list(tellings)
    denied: set[int] = set()
    for event in events:
        token = anchor_of(sentence, event)
        kind = _kind(sentence, token, event) if token is not None else None
        if token is None or kind is None:
            continue
        carriers = [k for k, t in enumerate(found) if carries(t, sentence, event)]
        for k in carriers:
            found[k] = _enriched(scene, found[k], event)
            judged = _as_judged(found[k], event)
            if found[k].signs and not judged.signs:
                denied.add(k)
            found[k] = judged
        sign = _sign(sentence, token, event)
        if not carriers and sign is not None:
            found.append(_telling(scene, sentence, token, event, kind, sign))
    return sorted((t for k, t in enumerate(found) if k not in denied), key=lambda t: t.token)


def _as_judged(telling: Telling, event: Event) -> Telling:
    """A meeting told as held by its grammar alone is what the event was judged to be; a denied one is none."""
    if event.type != "CONSULT" or event.status in ("occurred", "ongoing"):
        return telling
    status = _BY_STATUS.get(event.status)
    signs = []
    for sign in telling.signs:
        if sign.status != "held" or (sign.clear and event.status != "denied"):
            signs.append(sign)
        elif status is not None:
            signs.append(replace(sign, status=status))
    return replace(telling, signs=tuple(signs))


def anchor_of(sentence: Sentence, event: Event) -> Token | None:
    """The head word of the event's anchor; None where the event belongs to another sentence."""
    inside = [t for t in sentence.tokens if event.anchor.start <= t.start < event.anchor.end]
    numbers = {t.i for t in inside}
    return next((t for t in inside if t.head not in numbers or t.head == t.i), None)


def of_meeting(sentence: Sentence, event: Event) -> bool:
    """True for events that tell of a meeting."""
    token = anchor_of(sentence, event)
    return token is not None and _kind(sentence, token, event) is not None


def carries(telling: Telling, sentence: Sentence, event: Event) -> bool:
    """True where the mention stands in the event's words, or the event's words decide its step."""
    numbers = [telling.token, *(i for s in telling.signs for i in (s.first, s.last))]
    return any(event.anchor.start <= sentence.tokens[i].start < event.anchor.end for i in numbers)


def _enriched(scene: Scene, telling: Telling, event: Event) -> Telling:
    who, mediators = _parties(scene, event)
    if event.type == "REQUEST" and event.recipients:
        who = telling.parties or who  # who asks for a meeting of others takes no part
    if len(telling.parties) >= 2 or not who:
        return telling
    return replace(
        telling,
        parties=fit(scene.cast, (*telling.parties, *who)),
        mediators=telling.mediators or mediators,
    )


def _parties(scene: Scene, event: Event) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if event.mode == "third-party":
        if event.recipients:
            return fit(scene.cast, event.recipients), fit(scene.cast, event.actors)
        return (), fit(scene.cast, event.actors)
    return fit(scene.cast, (*event.actors, *event.recipients)), ()


def _telling(scene: Scene, sentence: Sentence, token: Token, event: Event, kind: MeetingKind, sign: Sign) -> Telling:
    who, mediators = _parties(scene, event)
    return Telling(
        sentence.index,
        token.i,
        event.anchor,
        kind,
        who,
        mediators,
        event.place,
        event.date if sign.status == "held" and event.date is not None and event.date.kind == "date" else None,
        False,
        frozenset(),
        (sign,),
        verbal=token.pos == "VERB",
    )


def _sign(sentence: Sentence, token: Token, event: Event) -> Sign | None:
    if event.type == "CONSULT":
        status = _BY_STATUS.get(event.status)
        if status == "held" and unreal(sentence, token):
            return None
    elif event.status not in ("occurred", "ongoing"):
        return None
    elif event.type == "REQUEST":
        status = "proposed"
    else:
        status = _off(sentence, token)
    return Sign(status, token.i, token.i) if status is not None else None


def _off(sentence: Sentence, token: Token) -> MeetingStatus:
    """What became of the meeting that a refusal is about."""
    if token.pos == "VERB":
        known = step_of_verb(sentence, token)
        status = known[0] if known is not None else None
    else:
        status = step_of("nouns", token.lemma.lower())
    return status if status in ("cancelled", "postponed", "refused") else "refused"


def _kind(sentence: Sentence, token: Token, event: Event) -> MeetingKind | None:
    """The kind of meeting that the event tells of; None for events of other things."""
    if event.type == "CONSULT":
        if sentence.child(token, "oprd") is not None:
            return None  # "called the premier a friend"
        if event.mode in _BY_MODE:
            return _BY_MODE[event.mode]
    elif event.mode != "meet" or "denial" in classes_of(token.lemma.lower()):
        return None  # who denies that a meeting was agreed calls none off
    near = [token, *sentence.subtree(token)]
    for word in near:
        if word.pos in ("NOUN", "PROPN"):
            for noun in nouns_by_head().get(word.lemma.lower(), ()):
                return noun.kind
            if word.lemma.lower() in anaphors():
                return anaphors()[word.lemma.lower()][0]
    for word in near:
        if word.pos == "VERB":
            for verb in verbs_by_head().get(word.lemma.lower(), ()):
                return verb.kind
    objects = sentence.children(token, "dobj") if event.type != "CONSULT" and token.pos == "VERB" else []
    return None if any(o.pos == "NOUN" for o in objects) else "meeting"  # "postponed the vote" is none
