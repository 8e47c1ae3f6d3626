"""The mentions of meetings of a story, in order of its text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dragoman.model import Event, Span
from dragoman.understanding.talks_events import carries, of_events, of_meeting
from dragoman.understanding.talks_nouns import of_noun
from dragoman.understanding.talks_partners import with_partners
from dragoman.understanding.talks_scene import Scene, Telling
from dragoman.understanding.talks_verbs import of_verb
from dragoman.understanding.what_table import decoy_words


def tellings(scene: Scene, events: tuple[Event, ...]) -> Iterator[Telling]:
    """All mentions of meetings in order of the text."""
    by_sentence: dict[Span, list[Event]] = {}
    for event in events:
        by_sentence.setdefault(event.sentence, []).append(event)
    for sentence in scene.story.sentences:
        found: list[Telling] = []
        for token in sentence.tokens:
            if token.pos in ("NOUN", "PROPN"):
                found += of_noun(scene, sentence, token)
            elif token.pos == "VERB" and (tells := of_verb(scene, sentence, token)) and token.i not in decoy_words(sentence):
                found += tells
        here = by_sentence.get(sentence.span, [])
        for each in of_events(scene, sentence, here, found):
            told = any(carries(each, sentence, event) for event in here if of_meeting(sentence, event))
            telling = with_partners(scene, sentence, _completed(scene, each), told)
            if len(telling.parties) == 2:
                scene = replace(scene, latest=telling.parties, since=sentence.index)
            yield telling


def _completed(scene: Scene, telling: Telling) -> Telling:
    """ "Maduro proposed a summit, but Petro declined": the other of the two who met last, named beside."""
    if len(telling.parties) != 1 or telling.kind == "visit" or len(scene.latest) != 2:
        return telling
    cast = scene.cast
    countries = {cast.actors[i].country: i for i in scene.latest}
    mine = cast.actors[telling.parties[0]].country
    if mine not in countries or len(countries) != 2:
        return telling
    other = next(c for c in countries if c != mine)
    named = (m.actor for m in cast.mentions if m.sentence == telling.sentence and m.actor is not None)
    found = next((id for id in named if cast.actors[id].country == other), None)
    return telling if found is None else replace(telling, parties=(*telling.parties, found))
