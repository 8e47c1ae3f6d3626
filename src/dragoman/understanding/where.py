"""Where: the places a story names as places, which ones they are, and at which of them an event took place."""

from __future__ import annotations

from itertools import zip_longest

from dragoman.knowledge.places.gazetteer import Entry, fold
from dragoman.model import Cast, Place, PlaceMention, Setting, Story
from dragoman.understanding.where_event import event_place, here_words
from dragoman.understanding.where_names import Name, find_names
from dragoman.understanding.where_pick import pick
from dragoman.understanding.where_scene import carried_place
from dragoman.understanding.where_used import used_as_place
from dragoman.understanding.where_verdict import heads_line
from dragoman.understanding.where_words import place_words


def find_toponyms(story: Story, cast: Cast) -> list[tuple[Name, Entry | None]]:
    """Every place name of the story with the place meant, also where it stands for those who rule there."""
    persons = _surnames(story)
    found = [name for sentence in story.sentences for name in find_names(sentence, cast, persons)]
    sure = {fold(name.text) for name in found if name.sure and name.form == "name"}
    names = [name for name in found if name.sure or fold(name.text) in sure]
    picked = list(zip(names, pick(story, names), strict=True))
    return [pair for pair, after in zip_longest(picked, picked[1:]) if not _stands_abroad(story, pair, after)]


def _stands_abroad(story: Story, pair: tuple[Name, Entry | None], after: tuple[Name, Entry | None] | None) -> bool:
    """ "the Bogota hotel in Madrid": what is called as a town of one country is, and stands in another."""
    (name, entry), (other, town) = pair, after or (None, None)
    if entry is None or town is None or other is None or other.sentence != name.sentence:
        return False
    between = story.sentences[name.sentence].tokens[name.last + 1 : other.first]
    called = len(between) == 2 and between[0].lemma in place_words()["place_nouns"] and between[1].lower == "in"
    return called and None not in (entry.country, town.country) and entry.country != town.country


def find_places(story: Story, setting: Setting, cast: Cast) -> tuple[PlaceMention, ...]:
    """The places named as places, in order of the text; names that stand for a government are left to the cast."""
    found = []
    for name, entry in find_toponyms(story, cast):
        sentence = story.sentences[name.sentence]
        if name.form != "adjective" and used_as_place(sentence, name, entry, cast):
            span = sentence.words(name.first, name.last)
            why = f"gazetteer: {entry.feature}" if entry else f"name recogniser: {name.label}"
            found.append(PlaceMention(span, name.sentence, name.first, name.last, place_from(name, entry), why))
    return tuple(found)


def place_from(name: Name, entry: Entry | None) -> Place:
    """The place for the record; one that no gazetteer lists keeps its words and nothing else."""
    if entry is None:
        return Place(name.text)
    return Place(
        entry.name,
        entry.country,
        entry.latitude,
        entry.longitude,
        entry.geonames,
        entry.admin1,
        entry.feature,
        entry.claims,
    )


def _surnames(story: Story) -> frozenset[str]:
    """The last words of the story's full names of persons: "Lincoln" after "Blanche Lincoln"."""
    found = set()
    for sentence in story.sentences:
        for token in sentence.tokens:
            after = sentence.tokens[token.i + 1] if token.i + 1 < len(sentence.tokens) else None
            if (
                token.ent == "PERSON"
                and not token.ent_start
                and (after is None or after.ent != "PERSON" or after.ent_start)
            ):
                last = token if token.lower != "'s" else sentence.tokens[token.i - 1]
                found.add(fold(last.text))
    return frozenset(found)


def place_of(story: Story, places: tuple[PlaceMention, ...], sentence: int, token: int) -> PlaceMention | None:
    """Where the event told by this word took place, or None where the text does not tie a place to it."""
    told = story.sentences[sentence]
    here = [place for place in places if place.sentence == sentence]
    pointers = here_words(told)
    dateline = _dateline(story, places, sentence) if pointers else None
    if not here and dateline is None:
        return carried_place(story, places, sentence, token)
    return event_place(told, here, token, dict.fromkeys(pointers, dateline) if dateline is not None else {})


def _dateline(story: Story, places: tuple[PlaceMention, ...], sentence: int) -> PlaceMention | None:
    """The place in whose dateline the report, or its latest part up to this sentence, was written."""
    for place in reversed(places):
        if place.sentence <= sentence and place.first == 0 and heads_line(story.sentences[place.sentence], 0, place.last):
            return place
    return None
