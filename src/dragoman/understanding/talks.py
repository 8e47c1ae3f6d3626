"""Which meetings there were, are to be or came to nothing, and the negotiations they belong to."""

from __future__ import annotations

from dragoman.model import Cast, Event, Meeting, PlaceMention, Setting, Story, Time
from dragoman.understanding.talks_mentions import tellings
from dragoman.understanding.talks_merge import finish, gather
from dragoman.understanding.talks_negotiations import find_negotiations
from dragoman.understanding.talks_scene import Scene

__all__ = ["find_meetings", "find_negotiations"]


def find_meetings(
    story: Story,
    setting: Setting,
    cast: Cast,
    times: tuple[Time, ...],
    places: tuple[PlaceMention, ...],
    events: tuple[Event, ...],
) -> tuple[Meeting, ...]:
    """The meetings of a story with their life-lines, each once however often it is told of."""
    scene = Scene(story, setting, cast, times, places)
    found: list[Meeting] = []
    for draft in gather(tellings(scene, events), cast, story):
        meeting = finish(draft, len(found) + 1, story, cast, events)
        if meeting is not None:
            found.append(meeting)
    return tuple(found)
