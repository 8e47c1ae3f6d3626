"""Times of day whose day another sentence tells: "A bomb went off in Lima on Thursday. It killed nine at about 9 p.m." """

from __future__ import annotations

from dragoman.model import Sentence, Story, Time
from dragoman.understanding.when_combine import at_day
from dragoman.understanding.when_governs import governor
from dragoman.understanding.when_scene import Scene
from dragoman.understanding.when_tense import mode
from dragoman.understanding.when_words import time_words

_NOON = 12


def clocks_of_scene(story: Story, times: tuple[Time, ...]) -> tuple[Time, ...]:
    """The times, those of day with the day of the scene that they go on in, where the text told it before."""
    if not any(_dayless(time) for time in times):
        return times
    scene = Scene(story, times)
    return tuple(_on_its_day(story.sentences[time.sentence], scene, time) if _dayless(time) else time for time in times)


def _dayless(time: Time) -> bool:
    return time.kind == "time" and time.lower is None


def _on_its_day(sentence: Sentence, scene: Scene, time: Time) -> Time:
    verb = governor(sentence, time)
    if verb.pos != "VERB" or mode(sentence, verb) != "past":
        return time
    day = scene.of(sentence, verb)
    if day is None or day.kind != "date" or day.sentence > time.sentence or day.lower is None or day.lower != day.upper:
        return time
    if day.edtf != day.lower.isoformat() or _past_midnight(time, day):
        return time
    return at_day(time, day)


def _past_midnight(time: Time, day: Time) -> bool:
    """ "Thursday night ... at 2 a.m.": the small hours may be of the day after."""
    if time_words().grammar["nights"].isdisjoint(day.span.text.lower().split()):
        return False
    hour = time.why.removeprefix("clock ")[:2]
    return not (hour.isdigit() and int(hour) >= _NOON)
