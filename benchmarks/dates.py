"""Scores times against MEANTIME (or another corpus in its CAT format): extent F1, value F1, and event–time ties.

    python -m benchmarks.dates PATH [--misses]

A found time counts as right where it overlaps a labelled one and their values agree; the day of the report is given.
Our EDTF is written as TIMEX3 for the comparison: a week is `2008-W05`, a quarter `2008-Q1`, "recently" PAST_REF.
"""

from __future__ import annotations

import argparse
import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from dragoman.model import Document, Setting, Story, Time
from dragoman.reading.parse import parse
from dragoman.reading.stories import split_stories
from dragoman.understanding.when import find_times, time_of

_CLOSE = {",", ".", "?", "!", ";", ":", "'s", "%", ")", "n't", "'"}


@dataclass(frozen=True)
class Gold:
    start: int
    end: int
    kind: str
    value: str


@dataclass(frozen=True)
class Article:
    name: str
    text: str
    published: date | None
    times: tuple[Gold, ...]
    #: Only the first sentences are labelled; this is where they end.
    labelled: int
    ties: tuple[tuple[int, Gold], ...]


def articles(folder: Path) -> Iterator[Article]:
    """The articles below `folder`, their tokens put together again as a text."""
    for path in sorted(folder.rglob("*.xml")):
        yield _article(path)


def _article(path: Path) -> Article:
    root = ET.parse(path).getroot()
    text, at, sentence = "", {}, -1
    for token in root.iter("token"):
        word = token.text or ""
        if int(token.get("sentence", 0)) != sentence:
            sentence = int(token.get("sentence", 0))
            text = text.rstrip() + ("\n\n" if text else "")
        elif word in _CLOSE:
            text = text.rstrip()
        at[token.get("t_id")] = (len(text), len(text) + len(word))
        text += word + ("" if word in ("(", "$") else " ")
    times, published, by_id, spans = [], None, {}, {}
    for element in root.iter("TIMEX3"):
        places = [at[a.get("t_id")] for a in element.iter("token_anchor")]
        value = element.get("value", "")
        if element.get("functionInDocument") == "CREATION_TIME":
            published = date.fromisoformat(value[:10])
        if places:
            gold = Gold(min(p[0] for p in places), max(p[1] for p in places), element.get("type", ""), value)
            by_id[element.get("m_id")] = gold
            if element.get("functionInDocument") != "CREATION_TIME":
                times.append(gold)
    marked: set[int] = set()
    for element in root.iter():
        places = [at[a.get("t_id")] for a in element.iter("token_anchor")]
        marked.update(p[0] for p in places if element.tag.endswith(("_MENTION", "TIMEX3")))
        if places and element.tag == "EVENT_MENTION":
            spans[element.get("m_id")] = min(p[0] for p in places)
    last = max((int(t.get("sentence", 0)) for t in root.iter("token") if at[t.get("t_id")][0] in marked), default=0)
    labelled = max(at[t.get("t_id")][1] for t in root.iter("token") if int(t.get("sentence", 0)) <= last)
    return Article(path.stem, text, published, tuple(times), labelled, tuple(_ties(root, by_id, spans)))


def _ties(root: ET.Element, times: dict[str | None, Gold], events: dict[str | None, int]) -> Iterator[tuple[int, Gold]]:
    for link in root.iter("TLINK"):
        source, target = link.find("source"), link.find("target")
        if source is None or target is None or link.get("reltype") not in ("SIMULTANEOUS", "IS_INCLUDED", "INCLUDES"):
            continue
        ids = source.get("m_id"), target.get("m_id")
        for event, time in (ids, ids[::-1]):
            if event in events and time in times and times[time].kind in ("DATE", "TIME"):
                yield events[event], times[time]


def timex(time: Time) -> set[str]:
    """The TIMEX3 values that say the same as this time."""
    edtf, why = time.edtf or "", time.why
    if why.startswith("present"):
        return {"PRESENT_REF"}
    if why.startswith("vague"):
        return {"PAST_REF" if "past" in why else "FUTURE_REF"}
    if why.startswith("stretch") and re.search(r"P\d", why):
        return {why.split()[-1], _span(time)}
    if why.startswith("duration of unknown"):
        return {"PX" + unit for unit in "DWMYE"} | {"PXDE"}
    values = {re.sub(r"[~?]|/\.\.|\.\./", "", edtf)}
    if why == "range":
        values.update(edtf.split("/"))
        if time.lower and time.upper and len(edtf) == 9:  # from 2009 to 2011: also annotated as its length
            values.add(f"P{time.upper.year - time.lower.year}Y")
    part = why in ("year", "part of the period", "end of the period", "period counted from the report")
    if part and time.lower and time.upper and time.lower.year == time.upper.year and "/" in edtf and _year_named(time):
        # TIMEX3 writes "early 2009" as 2009 with a modifier, which this format leaves out
        values.add(str(time.lower.year))
    if time.lower and time.upper:
        values.add(_span(time))
    if why.startswith("clock"):
        values.add(edtf[:16] + edtf[19:])
    if edtf[-2:] in ("21", "22", "23", "24") and why == "season":
        values.add(edtf[:5] + {"21": "SP", "22": "SU", "23": "FA", "24": "WI"}[edtf[-2:]])
    if "bound from" in why or "open" in why:
        last = time.upper or time.lower
        if last:
            values |= {last.isoformat(), f"{last:%Y-%m}", f"{last.year}"}
    if why == "fiscal year":
        values.add("FY" + edtf.rstrip("~"))
    if why.startswith("counted back") and edtf.endswith("~") and time.lower:
        middle = time.lower + timedelta(3)
        values.add(f"{middle.isocalendar().year}-W{middle.isocalendar().week:02d}")
    return {value for value in values if value}


def _year_named(time: Time) -> bool:
    return bool(re.search(r"\byear\b|\b\d{4}\b", time.span.text.lower()))


def _span(time: Time) -> str:
    if not (time.lower and time.upper):
        return ""
    lower, upper = time.lower, time.upper
    week = lower.isocalendar()
    if lower.weekday() == 0 and (upper - lower).days == 6:
        return f"{week.year}-W{week.week:02d}"
    if lower.weekday() == 5 and (upper - lower).days == 1:
        return f"{week.year}-W{week.week:02d}-WE"
    if lower.day == 1 and lower.month % 3 == 1 and 89 <= (upper - lower).days <= 91:
        return f"{lower.year}-Q{lower.month // 3 + 1}"
    if (upper - lower).days > 3600:
        return str(lower.year)[:3]
    if (upper - lower).days > 363:
        return str(lower.year)
    if 5 <= (upper - lower).days <= 31:
        return f"{lower.year}-{lower.month:02d}"
    return time.edtf or ""


def agrees(time: Time, gold: Gold) -> bool:
    value = re.sub(r"T(MO|AF|EV|NI|XX)$", "", gold.value)
    return any(value == v or value.removesuffix("Z") == v for v in timex(time))


def read(article: Article) -> tuple[Story, Setting, tuple[Time, ...]]:
    """The article as one story, however many its lines were taken for."""
    parts = split_stories(Document(article.text))
    stories = [replace(s, sentences=p) for (s, _), p in zip(parts, parse([x for _, x in parts]), strict=True)]
    sentences = [replace(x, index=i) for i, x in enumerate(x for s in stories for x in s.sentences)]
    story = replace(stories[0], sentences=tuple(sentences))
    setting = Setting(published=article.published)
    return story, setting, find_times(story, setting)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    count: Counter[str] = Counter()
    for article in articles(options.path):
        _score(article, count, show=options.misses)
    gold, found, hit, right = (count[k] for k in ("gold", "found", "hit", "right"))
    print(
        f"times: gold {gold}, found {found}; extent F1 {2 * hit / (gold + found):.3f}; value F1 {2 * right / (gold + found):.3f}"
    )
    print(f"values right of extents found: {right / max(hit, 1):.3f}")
    print(f"event-time ties in one sentence: {count['ties']}, found {count['tied']}, right {count['tie_right']}")


def _score(article: Article, count: Counter[str], *, show: bool) -> None:
    story, setting, times = read(article)
    made = article.published
    # The line that gives the report's own date is given to the system, and scored on neither side.
    times_scored = [
        t
        for t in times
        if t.span.start < article.labelled
        and not (t.lower == t.upper == made and len(story.sentences[t.sentence].tokens) <= 5)
    ]
    used: set[int] = set()
    for gold in article.times:
        count["gold"] += 1
        best = [t for t in times_scored if t.span.start < gold.end and gold.start < t.span.end]
        if best:
            count["hit"] += 1
            used.update(id(t) for t in best)
        if any(agrees(t, gold) for t in best):
            count["right"] += 1
        elif show:
            print(
                "MISS",
                article.name[:24],
                repr(article.text[max(0, gold.start - 50) : gold.end + 30]),
                gold.value,
                [(t.span.text, t.kind, t.edtf, t.why) for t in best],
            )
    count["found"] += len(times_scored)
    if show:
        for time in times_scored:
            if id(time) not in used:
                print("EXTRA", repr(story.sentences[time.sentence].text[:110]), time.span.text, time.kind, time.edtf)
    _score_ties(article, story, setting, times, count, show=show)


def _score_ties(
    article: Article, story: Story, setting: Setting, times: tuple[Time, ...], count: Counter[str], *, show: bool
) -> None:
    for event, gold in article.ties:
        sentence = story.sentence_at(event)
        token = sentence.token_at(event) if sentence else None
        if sentence is None or token is None or not sentence.start <= gold.start < sentence.end:
            continue
        count["ties"] += 1
        answer = time_of(story, times, setting, sentence.index, token.i)
        count["tied"] += answer is not None
        right = answer is not None and answer.span.start < gold.end and gold.start < answer.span.end
        count["tie_right"] += right
        if show and not right:
            print(
                "TIE",
                token.text,
                "gold",
                article.text[gold.start : gold.end],
                "ours",
                answer and answer.span.text,
                "|",
                sentence.text,
            )


if __name__ == "__main__":
    main()
