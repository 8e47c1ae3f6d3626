"""When: every expression of time in a story, its EDTF value, and which of them an event happened at.

Values are resolved against the day of the report (given, or told by its dateline), never against the machine's clock;
without one the year stays open. `lexicon/times.yaml` holds the words, `when_rules.py` what each pattern means.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from dragoman.model import Sentence, Setting, Span, Story, Time
from dragoman.understanding.when_accept import acceptable
from dragoman.understanding.when_clock import clocks_of_scene
from dragoman.understanding.when_combine import combine
from dragoman.understanding.when_counted import goes_back, is_same_day
from dragoman.understanding.when_entries import entries, is_heading
from dragoman.understanding.when_frame import Frame
from dragoman.understanding.when_rules import RULES
from dragoman.understanding.when_scene import Scene
from dragoman.understanding.when_tense import direction, of_part
from dragoman.understanding.when_values import Value
from dragoman.understanding.when_words import Pattern, time_words

_PLAIN = str.maketrans({"’": "'", "‘": "'", "\n": " ", "\r": " ", "\t": " ", "\u00a0": " ", "*": " ", "_": " "})
_WORD = re.compile(r"[a-z]+(?:\.[a-z]\b)?|\d+")
_DATELINE = re.compile(r"^\W*[A-Z][A-Z .,'’/-]{2,}.{0,30}?[,(] ?(?=[A-Z][a-z]{2}|\d)")
_DATELINE_END = re.compile(r"[^.]{0,45}?(?:[-–—]|--)(?:\s|$)")
_LOWER_WORD = re.compile(r"\b[a-z]{3,}")
_DASHES = ("-", "–", "—", ":")
#: An opening that ends in a dash is a dateline up to this length.
_LINE = 90
#: Words of a town's name before the date of a release.
_TOWN = 3
#: A sentence that is no more than a date is no longer than this.
_HEADING = 40
#: Sentences over which a year told with a month carries to dates without one.
_CARRY = 2
#: Sentences over which "the day before" finds the date it counts from.
_ANCHOR = 3
#: Dates told before among which it is looked for.
_DATES = 8
#: Units that a date must be told in for others to be counted from it.
_COUNTED_FROM = ("D", "W", "E", "MO", "Y")
#: A dateline this many days before the page's date is the day the report counts from.
_DATELINE_LAG = 7


#: The story asked about last, with its times and what they tell: a story is asked about once an event.
_scenes: list[tuple[Story, tuple[Time, ...], Scene]] = []


@dataclass(frozen=True, slots=True)
class Found:
    """A match on its way to a `Time`: its pattern's rule, its words, and the tokens it covers."""

    rule: str
    start: int
    end: int
    match: re.Match[str]
    first: int
    last: int


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def _matches(text: str, words: frozenset[str]) -> list[tuple[int, Pattern, re.Match[str]]]:
    digits = _has_digit(text)
    words &= time_words().any_trigger
    if not digits and not words:
        return []
    masked = time_words().masks.sub(lambda m: "\x00" * len(m.group()), text)
    found: list[tuple[int, Pattern, re.Match[str]]] = []
    for rank, pattern in enumerate(time_words().patterns):
        if digits if not pattern.needs else not words.isdisjoint(pattern.needs):
            found.extend((rank, pattern, match) for match in pattern.expression.finditer(masked))
    return found


def _spans(sentence: Sentence) -> list[Found]:
    """The longest acceptable matches of a sentence that do not overlap, in order."""
    text = sentence.text.translate(_PLAIN)
    found = _matches(text, frozenset(_WORD.findall(text.lower())))
    found.sort(key=lambda f: (-(f[2].end() - f[2].start()), f[2].start(), f[0]))
    taken: list[Found] = []
    for _, pattern, match in found:
        start, end = match.end("lead") if match.groupdict().get("lead") else match.start(), match.end()
        while end > start and text[end - 1] in " ,":
            end -= 1
        if any(start < other.end and other.start < end for other in taken):
            continue
        begin, stop = sentence.start + start, sentence.start + end
        tokens = [t.i for t in sentence.tokens if t.end > begin and t.start < stop]
        if tokens and acceptable(sentence, pattern.rule, match, tokens[0], tokens[-1]):
            taken.append(Found(pattern.rule, start, end, match, tokens[0], tokens[-1]))
    return sorted(taken, key=lambda f: f.start)


def _outdone(story: Story, heading: Sentence, day: date) -> bool:
    """A later entry stands below: the text is a chronology, and this date not the day of the report."""
    for sentence in story.sentences[heading.index + 1 :]:
        if len(sentence.text) <= _HEADING and _has_digit(sentence.text):
            for found in _spans(sentence):
                value = RULES[found.rule](found.match.groupdict(), Frame(day, "near"))
                if is_heading(sentence, found.start, found.end) and value and value.lower and value.lower > day:
                    return True
    return False


def report_day(story: Story, setting: Setting) -> date | None:
    """The day that "today" means: the publication date or the dateline's, where it has one that fits."""
    for sentence in story.sentences[:3]:
        if not _has_digit(sentence.text):
            continue
        for found in _spans(sentence)[:2]:
            groups = found.match.groupdict()
            if found.rule not in ("calendar", "iso") or not (groups.get("day") or groups.get("d")):
                continue
            if not _heads_report(sentence, found):
                continue
            value = RULES[found.rule](groups, Frame(setting.published, "past"))
            if value is None or value.lower is None:
                continue
            if is_heading(sentence, found.start, found.end) and _outdone(story, sentence, value.lower):
                continue
            lag = (setting.published - value.lower).days if setting.published else 0
            if 0 <= lag <= _DATELINE_LAG:
                return value.lower
    return setting.published


def _heads_report(sentence: Sentence, found: Found) -> bool:
    """The date is part of a dateline ("NAIROBI, Feb 3 (Agency) –") or is all that the line says."""
    if found.end - found.start >= 0.6 * len(sentence.text):
        return True
    before, after = sentence.text[: found.start], sentence.text[found.end :]
    if sentence.text.rstrip().endswith(_DASHES) and len(sentence.text) < _LINE:
        return True
    if found.match.groupdict().get("year") and _labelled(sentence, found) and not _LOWER_WORD.search(after):
        return True
    return bool(
        len(before) < 60
        and _DATELINE.match(before + sentence.text[found.start : found.end])
        and _DATELINE_END.match(after)
    )


def _labelled(sentence: Sentence, found: Found) -> bool:
    """ "Press release, 4 February 2009"; "Helsinki, 4 February 2009": the date follows on a label or on a town alone."""
    words = [token for token in sentence.tokens[: found.first] if token.pos != "PUNCT"]
    if " ".join(token.lower for token in words) in time_words().grammar["report_labels"]:
        return True
    named = 0 < len(words) <= _TOWN and all(token.pos == "PROPN" for token in words)
    return named and sentence.tokens[found.first - 1].text == ","


class _Told:
    """What the text has told up to a time of it: the date that others are counted from, the year that carries on, the
    days of the entries of a chronology."""

    def __init__(self, today: date | None, under: dict[int, int]) -> None:
        self.today = today
        self.under = under
        self.heads = frozenset(under.values())
        self.days: dict[int, date] = {}
        self.years: dict[int, int] = {}
        self.last_entry: date | None = None
        self.dates: list[tuple[Value, int]] = []
        self.year: tuple[int, int, bool] | None = None
        self.no_date = True

    def day_of(self, sentence: Sentence) -> date | None:
        """The day that the sentence is told from: its entry's or the report's."""
        return self.days.get(self.under.get(sentence.index, -1), self.today)

    def value(self, sentence: Sentence, found: Found) -> Value | None:
        """What the words stand for where they stand."""
        entry = self.under.get(sentence.index) in self.days
        points = direction(sentence, found.first, found.last)
        frame = Frame(
            self.day_of(sentence),
            "near" if entry and points == "past" else points,
            self.anchor(sentence, found, points),
            self.years.get(self.under[sentence.index]) if entry else _carried(self.year, sentence.index, self.today),
            sentence.text[found.start : found.end],
            self.no_date,
        )
        if sentence.index in self.heads and self.last_entry is not None:
            return _next_entry(found, frame, self.last_entry)
        return RULES[found.rule](found.match.groupdict(), frame)

    def anchor(self, sentence: Sentence, found: Found, points: str) -> Value | None:
        """The date told shortly before that the words count from: no plan where they go back, a day where they are "that day"."""
        dates = [value for value, index in self.dates[-_DATES:] if sentence.index - index <= _ANCHOR]
        groups = found.match.groupdict()
        if goes_back(groups) and points == "past":
            dates = [value for value in dates if not _ahead(value, self.today)]
        elif is_same_day(groups):
            dates = [value for value in dates if value.grain == "D"] or dates
        return dates[-1] if dates else None

    def add(self, sentence: Sentence, found: Found, value: Value) -> None:
        """Takes note of a time for those that follow it."""
        heads = sentence.index in self.heads
        if heads and value.lower is not None:
            self.days[sentence.index] = self.last_entry = value.lower
            if value.grain == "Y":
                self.years[sentence.index] = value.lower.year
        if value.kind == "date":
            self.no_date = self.no_date and _ahead(value, self.today)
            if value.lower is not None and (heads or value.grain in _COUNTED_FROM):
                self.dates.append((value, sentence.index))
        year = found.match.groupdict().get("year")
        if year and found.rule in ("calendar", "year"):
            self.year = _told_year(sentence, found, int(year)) or self.year


def find_times(story: Story, setting: Setting) -> tuple[Time, ...]:
    """Every expression of time in the story, in order, with its EDTF value where one can be given."""
    spans = [_spans(sentence) for sentence in story.sentences]
    headings = {s.index for s in story.sentences for found in spans[s.index] if is_heading(s, found.start, found.end)}
    told = _Told(report_day(story, setting), entries(story, headings))
    times: list[Time] = []
    for sentence in story.sentences:
        resolved: list[tuple[Time, Value]] = []
        for found in spans[sentence.index]:
            value = told.value(sentence, found)
            if value is not None:
                told.add(sentence, found, value)
                resolved.append((_time(sentence, found, value), value))
        times.extend(combine(sentence, resolved, told.day_of(sentence)))
    return clocks_of_scene(story, tuple(times))


def _ahead(value: Value, today: date | None) -> bool:
    return today is not None and value.lower is not None and value.lower > today


def _next_entry(found: Found, frame: Frame, last: date) -> Value | None:
    """The day of an entry: without a year of its own, the next such day after the last entry that the report may know."""
    rule, groups = RULES[found.rule], found.match.groupdict()
    value = rule(groups, replace(frame, today=last, direction="future", year=None))
    ahead = value is not None and value.lower is not None and frame.today is not None and value.lower > frame.today
    return rule(groups, replace(frame, direction="past", year=None)) if ahead else value


def _carried(year: tuple[int, int, bool] | None, index: int, today: date | None) -> int | None:
    """The year told shortly before: with a month in the last sentences, alone only in this one."""
    if year is None or (today is not None and year[0] >= today.year):
        return year[0] if year is not None and today is None and index - year[1] <= 2 * _CARRY else None
    return year[0] if index - year[1] <= (_CARRY if year[2] else 0) else None


def _told_year(sentence: Sentence, found: Found, year: int) -> tuple[int, int, bool] | None:
    """A year that carries on, unless it only tells which thing is meant ("the 2015 deal") or since when."""
    token = sentence.tokens[found.last]
    before = sentence.tokens[found.first - 1].lower if found.first else ""
    if before == "since" or (before == "of" and not of_part(sentence, found.first, found.last)):
        return None  # "under the agreement of June 24, 1992"
    if found.rule == "year" and (token.dep in ("nummod", "compound", "amod") or before != "in" or found.first > 1):
        return None
    return year, sentence.index, found.rule == "calendar"


def _time(sentence: Sentence, found: Found, value: Value) -> Time:
    start, end = sentence.start + found.start, sentence.start + found.end
    span = Span(start, end, sentence.text[found.start : found.end])
    return Time(
        span, sentence.index, found.first, found.last, value.kind, value.edtf, value.lower, value.upper, value.why
    )


def time_of(story: Story, times: tuple[Time, ...], setting: Setting, sentence: int, token: int) -> Time | None:
    """The time that governs the event word, or None where the text ties none to it: nearness alone is no ground.

    It may stand in another sentence, where that one tells of the same event or this one goes on with its scene."""
    if not times:
        return None
    here = story.sentences[sentence]
    if _scenes and _scenes[0][0] is story and _scenes[0][1] is times:
        scene = _scenes[0][2]
    else:
        scene = Scene(story, times)
        _scenes[:] = [(story, times, scene)]
    return scene.of(here, here.tokens[token])
