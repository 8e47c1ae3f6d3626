"""Triggers and judgements → events: each with its date, place, sources, contexts, CAMEO code and confidence."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise

from dragoman.knowledge.load import check_keys, read_yaml
from dragoman.knowledge.ontology import classes_of, event_types
from dragoman.model import (
    Cast,
    Event,
    Judgement,
    PlaceMention,
    Sentence,
    Setting,
    Statement,
    Story,
    Time,
    Trigger,
)
from dragoman.understanding.confidence import event_confidence
from dragoman.understanding.said import sources_of
from dragoman.understanding.when import time_of
from dragoman.understanding.where import place_of


@cache
def _context_words() -> dict[str, tuple[str, ...]]:
    """Lemma → the PLOVER contexts it tells of."""
    found: dict[str, list[str]] = {}
    for name, entry in read_yaml("contexts.yaml").items():
        entry = check_keys(f"contexts.yaml {name}", entry, required=["words"], allowed=["meaning", "examples"])
        for word in entry["words"]:
            found.setdefault(str(word).lower(), []).append(name)
    return {word: tuple(names) for word, names in found.items()}


def contexts_of(sentence: Sentence) -> tuple[str, ...]:
    """The PLOVER contexts whose words stand in the sentence, in alphabetical order."""
    table = _context_words()
    lemmas = [token.lemma.lower() for token in sentence.tokens]
    pairs = [f"{a} {b}" for a, b in pairwise(lemmas)]
    return tuple(sorted({name for word in (*lemmas, *pairs) for name in table.get(word, ())}))


def _promised(trigger: Trigger, judgement: Judgement) -> Trigger:
    """A meeting still to come is an agreement to meet, as PLOVER has it."""
    if trigger.type != "CONSULT" or judgement.status != "planned":
        return trigger
    return replace(trigger, type="AGREE", mode=None, why=(*trigger.why, "type:a meeting to come is AGREE"))


def _unnegated(judgement: Judgement) -> Judgement:
    """A negation that is part of the event's own words does not deny it: a refusal, a denial took place."""
    if judgement.status != "denied":
        return judgement
    factuality = judgement.factuality.replace("-", "+")
    why = (*judgement.why, "status:the negation is the refusal")
    return replace(judgement, status="occurred", factuality=factuality, why=why)  # type: ignore[arg-type]


def find_events(
    story: Story,
    setting: Setting,
    cast: Cast,
    times: tuple[Time, ...],
    places: tuple[PlaceMention, ...],
    statements: tuple[Statement, ...],
    triggers: tuple[Trigger, ...],
    judgements: tuple[Judgement, ...],
) -> tuple[Event, ...]:
    """One event a trigger, in order of the text. Ids are numbered by the flow, over the whole document."""
    events: list[Event] = []
    contexts = {number: contexts_of(story.sentences[number]) for number in {trigger.sentence for trigger in triggers}}
    for trigger, judgement in zip(triggers, judgements, strict=True):
        sentence = story.sentences[trigger.sentence]
        trigger = _promised(trigger, judgement)
        kind = event_types()[trigger.type]
        denial = "denial" in classes_of(sentence.tokens[trigger.token].lemma.lower())
        judgement = _unnegated(judgement) if trigger.negated or denial else judgement
        events.append(
            Event(
                id=f"{story.id}e{len(events) + 1}",
                story=story.id,
                type=trigger.type,
                mode=trigger.mode,
                contexts=contexts[trigger.sentence],
                cameo=kind.code(trigger.mode),
                actors=trigger.actors,
                recipients=trigger.recipients,
                anchor=trigger.span,
                sentence=sentence.span,
                date=time_of(story, times, setting, trigger.sentence, trigger.token),
                place=place_of(story, places, trigger.sentence, trigger.token),
                status=judgement.status,
                factuality=judgement.factuality,
                sources=sources_of(story, statements, trigger.sentence, trigger.token),
                confidence=event_confidence(trigger, judgement, cast),
                why=(*trigger.why, *judgement.why),
            )
        )
    return tuple(events)
