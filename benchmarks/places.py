"""Scores places: toponyms found and resolved on LGL and GeoWebNews, and which place is the event's.

    python -m benchmarks.places LGL.xml [--misses]        (or GWN.xml)
    python -m benchmarks.places event_location.jsonl.gz   (rows of verb and LOCATION spans)

End to end: the share of labelled toponyms with coordinates that are found (overlapping words) and put within 161 km.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import random
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter
from typing import Any

from dragoman.knowledge.places.gazetteer import Entry
from dragoman.model import Document, Setting, Span, Story
from dragoman.reading.parse import Passage, parse
from dragoman.reading.stories import split_stories
from dragoman.understanding.where import find_places, find_toponyms, place_of
from dragoman.understanding.where_names import Name
from dragoman.understanding.who import find_cast

_NEAR_KM = 161.0
#: GeoWebNews labels more than toponyms; these are the kinds that name a place, literally or not.
_LITERAL = ("Literal", "Literal_Modifier", "Mixed", "Coercion", "Embedded_Literal")
_NAMED = (*_LITERAL, "Metonymic", "Embedded_Non_Lit", "Non_Literal_Modifier", "Homonym")


@dataclass(frozen=True)
class Toponym:
    start: int
    end: int
    text: str
    kind: str
    point: tuple[float, float] | None


@dataclass(frozen=True)
class Article:
    text: str
    toponyms: tuple[Toponym, ...]


def articles(path: Path) -> Iterator[Article]:
    for article in ET.parse(path).getroot().iter("article"):
        text = article.findtext("text") or ""
        yield Article(text, tuple(_toponym(t) for t in article.iter("toponym")))


def _toponym(element: ET.Element) -> Toponym:
    gaz = element.find("gaztag")
    lat = (gaz.findtext("lat") if gaz is not None else element.findtext("latitude")) or ""
    lon = (gaz.findtext("lon") if gaz is not None else element.findtext("longitude")) or ""
    point = (float(lat), float(lon)) if lat and lon else None
    text = element.findtext("phrase") or element.findtext("extractedName") or ""
    return Toponym(
        int(element.findtext("start") or 0),
        int(element.findtext("end") or 0),
        text,
        element.findtext("type") or "Literal",
        point,
    )


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance."""
    p, q = math.radians(a[0]), math.radians(b[0])
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(b[1] - a[1]) / 2) ** 2
    return 2 * 6371 * math.asin(math.sqrt(h))


def whole_story(text: str) -> Story:
    """The text as one story, however many its lines were taken for."""
    parts = split_stories(Document(text))
    stories = [replace(s, sentences=p) for (s, _), p in zip(parts, parse([x for _, x in parts]), strict=True)]
    sentences = [replace(x, index=i) for i, x in enumerate(x for s in stories for x in s.sentences)]
    return replace(stories[0], sentences=tuple(sentences))


def score_toponyms(path: Path, *, show: bool, limit: int | None) -> None:
    count: Counter[str] = Counter()
    spent = 0.0
    for article in list(articles(path))[:limit]:
        story = whole_story(article.text)
        cast = find_cast(story, Setting())
        start = perf_counter()
        found = find_toponyms(story, cast)
        used = find_places(story, Setting(), cast)
        spent += perf_counter() - start
        count["words"] += len(article.text.split())
        _compare(article, story, found, count, show=show)
        _compare_used(article, [p.span for p in used], count)
    gold, all_found = count["gold"], count["found"]
    print(
        f"toponyms {gold}, found {all_found}: P {count['right'] / max(all_found, 1):.3f} R {count['hit'] / max(gold, 1):.3f} "
        f"F1 {2 * count['hit'] / max(gold + all_found - count['right'] + count['hit'], 1):.3f}"
    )
    print(
        f"with coordinates {count['placed']}: within {_NEAR_KM:.0f} km, end to end {count['near'] / max(count['placed'], 1):.3f}; "  # noqa: E501
        f"of those found {count['near'] / max(count['placed_hit'], 1):.3f}"
    )
    print(
        f"named as places: {count['used']}, of which labelled literal {count['used_literal']}, "
        f"other labels {count['used_other']}; literal ones named so {count['literal_used']} of {count['literal']}"
    )
    print(f"{1000 * spent / max(count['words'] / 400, 1):.1f} ms a 400-word report (both passes)")


def _compare(
    article: Article, story: Story, found: list[tuple[Name, Entry | None]], count: Counter[str], *, show: bool
) -> None:
    gold = [t for t in article.toponyms if t.kind in _NAMED]
    spans = [(story.sentences[n.sentence].words(n.first, n.last), n, e) for n, e in found]
    count["gold"] += len(gold)
    count["found"] += len(spans)
    for span, name, entry in spans:
        matched = any(t.start < span.end and span.start < t.end for t in gold)
        count["right"] += matched
        if show and not matched:
            sentence = story.sentences[name.sentence]
            print(
                "EXTRA",
                repr(span.text),
                name.label,
                entry and entry.feature,
                "|",
                sentence.text[max(0, span.start - sentence.start - 40) :][:100],
            )
    for t in gold:
        hits = [(s, e) for s, _n, e in spans if t.start < s.end and s.start < t.end]
        count["hit"] += bool(hits)
        count["placed"] += t.point is not None
        if t.point is None:
            continue
        count["placed_hit"] += bool(hits)
        near = any(e and kilometres((e.latitude, e.longitude), t.point) <= _NEAR_KM for _s, e in hits)
        count["near"] += near
        if show and not near:
            kind = "FAR" if hits else "MISSED"
            print(
                kind,
                repr(t.text),
                t.kind,
                t.point,
                [(e.name, e.country, e.admin1, e.feature) for _s, e in hits if e],
                "|",
                repr(article.text[max(0, t.start - 40) : t.end + 30]),
            )


def _compare_used(article: Article, spans: list[Span], count: Counter[str]) -> None:
    for span in spans:
        over = [t for t in article.toponyms if t.start < span.end and span.start < t.end]
        count["used"] += 1
        count["used_literal"] += any(t.kind in _LITERAL for t in over)
        count["used_other"] += bool(over) and not any(t.kind in _LITERAL for t in over)
    for t in article.toponyms:
        if t.kind in _LITERAL:
            count["literal"] += 1
            count["literal_used"] += any(t.start < s.end and s.start < t.end for s in spans)


def score_events(path: Path, *, show: bool, limit: int | None) -> None:
    """Rows with one verb: is the place found among the labelled ones, and is none given where none is labelled?"""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows: list[dict[str, Any]] = json.load(file)
    random.Random(7).shuffle(rows)
    rows = rows[: limit or 3000]
    count: Counter[str] = Counter()
    parsed = parse([[Passage(0, row["text"], 0)] for row in rows])
    for row, sentences in zip(rows, parsed, strict=True):
        verbs = [s for s in (row.get("spans") or []) if s["label"] == "VERB"]
        gold = [s for s in (row.get("spans") or []) if s["label"] == "LOCATION"]
        story = Story("s1", Span(0, len(row["text"]), row["text"]), "article", None, sentences)
        sentence = story.sentence_at(verbs[0]["start"]) if verbs else None
        token = sentence.token_at(verbs[0]["start"]) if sentence else None
        if sentence is None or token is None or any(g["start"] == g["end"] for g in gold):
            continue
        if not gold and row.get("answer") != "accept":
            continue  # not looked at by the labellers
        places = find_places(story, Setting(), find_cast(story, Setting()))
        answer = place_of(story, places, sentence.index, token.i)
        right = answer is not None and any(g["start"] < answer.span.end and answer.span.start < g["end"] for g in gold)
        count["rows"] += 1
        count["gold"] += bool(gold)
        count["given"] += answer is not None
        count["right"] += right
        if show and (right != bool(gold) or (answer is not None and not right)):
            print(
                token.text,
                "gold",
                [row["text"][g["start"] : g["end"]] for g in gold],
                "ours",
                answer and answer.span.text,
                "places",
                [p.span.text for p in places],
                "|",
                row["text"][:260].strip(),
            )
    precision, recall = count["right"] / max(count["given"], 1), count["right"] / max(count["gold"], 1)
    print(
        f"rows {count['rows']}, with a place {count['gold']}, given {count['given']}: P {precision:.3f} R {recall:.3f} "
        f"F1 {2 * precision * recall / max(precision + recall, 1e-9):.3f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--limit", type=int)
    options = parser.parse_args()
    score = score_events if options.path.name.endswith(".gz") else score_toponyms
    score(options.path, show=options.misses, limit=options.limit)


if __name__ == "__main__":
    main()
