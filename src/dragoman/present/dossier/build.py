"""The dossier of a reading, put together."""

from __future__ import annotations

from collections import Counter

from dragoman.model import Event, Position, Reading, Story
from dragoman.present.dossier.dates import in_words
from dragoman.present.dossier.happenings import UNSURE, happenings_of
from dragoman.present.dossier.lanes import lanes_of, talks_of
from dragoman.present.dossier.matrix import matrix_of
from dragoman.present.dossier.names import Names
from dragoman.present.dossier.reliance import relied_of, speakers_of
from dragoman.present.dossier.state import state_of
from dragoman.present.dossier.view import Dossier, Other, Party
from dragoman.present.dossier.wording import Words

_MOST_PARTIES = 8


def dossier_of(reading: Reading) -> Dossier:
    """Everything that text and page show of a reading."""
    names, words = Names(reading), Words(reading)
    main = _main(reading)
    events = [e for e in reading.events if e.story in main]
    lines = happenings_of(reading, events, names, words)
    issues, matrix = matrix_of((p for p in reading.positions if p.story in main), names, words)
    facts: list[Event | Position] = [*events, *(p for p in reading.positions if p.story in main)]
    return Dossier(
        reading=reading, state=state_of(reading, main, names, words), meta=_meta(reading, main),
        parties=_parties(reading, main, names),
        issues=issues, matrix=matrix, lanes=tuple(lanes_of(reading, names)), talks=tuple(talks_of(reading, names)),
        happenings=tuple(line for line in lines if line.confidence >= UNSURE),
        unsure=tuple(line for line in lines if line.confidence < UNSURE),
        relied=relied_of(facts), speakers=speakers_of(reading, facts, names),
        others=_others(reading, main, names, words), notes=tuple(note.message for note in reading.notes),
    )


def _main(reading: Reading) -> frozenset[str]:
    """The stories the dossier is about: the articles, or all where the text has none."""
    readable = [story for story in reading.stories if story.readable]
    articles = [story.id for story in readable if story.kind == "article"]
    return frozenset(articles or [story.id for story in readable])


def _meta(reading: Reading, main: frozenset[str]) -> tuple[str, ...]:
    """Publisher, day, and how much was found."""
    document = reading.document
    day = in_words(document.published.isoformat()) if document.published else "day of publication not known"
    counts = [
        ("event", sum(e.story in main for e in reading.events)),
        ("position", sum(p.story in main for p in reading.positions)),
        ("meeting", len(reading.meetings)),
    ]
    parts = [document.publisher or "", day, *(f"{n} {noun}{'s' * (n != 1)}" for noun, n in counts)]
    return tuple(filter(None, parts))


def _parties(reading: Reading, main: frozenset[str], names: Names) -> tuple[Party, ...]:
    """Those who act, are acted on, want something or meet, the most involved first."""
    counts: Counter[str] = Counter()
    for event in reading.events:
        if event.story in main and event.confidence >= UNSURE:
            counts.update(event.actors)
            counts.update(event.recipients)
    for position in reading.positions:
        if position.story in main:
            counts.update([position.actor])
    for meeting in reading.meetings:
        counts.update(meeting.parties)
    involved: Counter[str] = Counter()
    titles: dict[str, str] = {}
    people: dict[str, list[str]] = {}
    for id, count in counts.items():
        actor = names.actor(id)
        if actor is None or actor.members or (actor.kind == "people" and count < 2):
            continue
        key, title = names.party(id)
        titles[key] = title
        involved[key] += count
        if actor.kind == "person" and key != id and "," not in actor.name:
            people.setdefault(key, []).append(names.described(id))
        elif actor.kind == "person" and key == id:
            titles[key] = names.described(id)
    keys = [key for key, _ in involved.most_common(_MOST_PARTIES)]
    return tuple(Party(titles[key], tuple(dict.fromkeys(people.get(key, ())))) for key in keys)


def _others(reading: Reading, main: frozenset[str], names: Names, words: Words) -> tuple[Other, ...]:
    """Stories beside the main ones, each once, with how often it stands in the text."""
    repeats = Counter(story.repeats for story in reading.stories if story.repeats)
    return tuple(
        Other(story.id, _shown(story), 1 + repeats[story.id],
              tuple(happenings_of(reading, (e for e in reading.events if e.story == story.id), names, words)))
        for story in reading.stories
        if story.readable and story.id not in main
    )


def _shown(story: Story) -> str:
    text = " ".join(story.span.text.split())
    return text if len(text) <= 140 else text[:140].rsplit(" ", 1)[0] + " …"
