"""The report with its facts' words marked: overlapping spans are split, so that every stretch knows all its facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from dragoman.model import Span
from dragoman.present.dossier.view import Dossier, Happening

#: Whole statements are shown when their source is chosen; as links they would cover half the report.
_SAID = "said"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the report. `facts` are element ids, the fact of the shortest span first; `anchors` the ids of the
    spans that begin here; `link` is the first fact that has a place of its own on the page, with its `certainty` and
    `title`; `day` is the EDTF value of an expression of time."""

    text: str
    facts: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()
    link: str = ""
    certainty: str = ""
    title: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True)
class _Claim:
    fact: str
    number: int
    span: Span
    certainty: str
    title: str


def marked(dossier: Dossier, prefix: str) -> list[list[Stretch]]:
    """The paragraphs of the report as stretches. Ids carry `prefix`, so that several reports fit one page."""
    text = dossier.reading.document.text
    claims = [c for c in _claims(dossier) if 0 <= c.span.start < c.span.end <= len(text)]
    times = sorted((t.span.start, t.span.end, t.edtf or t.kind) for t in dossier.reading.times)
    cuts = {0, len(text)} | {c.span.start for c in claims} | {c.span.end for c in claims}
    cuts |= {edge for start, end, _ in times for edge in (start, end) if 0 <= edge <= len(text)}
    now = 0
    paragraphs: list[list[Stretch]] = [[]]
    for start, end, here in _swept(sorted(cuts), claims):
        while now < len(times) and times[now][1] <= start:
            now += 1
        day = times[now][2] if now < len(times) and times[now][0] <= start else ""
        anchors = tuple(f"w-{prefix}{c.fact}-{c.number}" for c in here if c.span.start == start)
        facts = tuple(dict.fromkeys(prefix + c.fact for c in here))
        for number, line in enumerate(text[start:end].split("\n")):
            if number:
                paragraphs.append([])
            if line or anchors:
                first = next((c for c in here if c.certainty != _SAID), None)
                known = (prefix + first.fact, first.certainty, first.title) if first else ("", "", "")
                paragraphs[-1].append(Stretch(line, facts, anchors, *known, day))
                anchors = ()
    return [p for p in paragraphs if any(s.text.strip() for s in p)]


def _swept(cuts: list[int], claims: list[_Claim]) -> Iterator[tuple[int, int, list[_Claim]]]:
    """Each stretch between two cuts with the claims that cover it, the shortest first. One pass over the text."""
    waiting = sorted(claims, key=lambda c: c.span.start)
    open_: list[_Claim] = []
    at = 0
    for start, end in pairwise(cuts):
        open_ = [c for c in open_ if c.span.end > start]
        while at < len(waiting) and waiting[at].span.start <= start:
            open_.append(waiting[at])
            at += 1
        yield start, end, sorted(open_, key=lambda c: (c.span.end - c.span.start, c.fact))


def _claims(dossier: Dossier) -> Iterator[_Claim]:
    lines = [*dossier.happenings, *dossier.unsure, *(h for other in dossier.others for h in other.happenings)]
    for line in lines:
        for number, span in enumerate(line.spans):
            yield _Claim(line.ids[0], number, span, line.certainty, _title(line))
    for row in dossier.matrix:
        for want in (w for cell in row.cells for w in cell):
            yield _Claim(want.id, 0, want.span, want.certainty, f"{row.party} {want.stance}")
    for lane in dossier.lanes:
        yield _Claim(lane.id, 0, lane.span, lane.certainty, f"{lane.title}: {lane.status}")
        for number, mark in enumerate(lane.marks, 1):
            yield _Claim(lane.id, number, mark.span, mark.certainty, f"{lane.title}: {mark.status}")
    for talks in dossier.talks:
        if talks.span:
            yield _Claim(talks.id, 0, talks.span, "sure", f"Talks {talks.parties}: {talks.state}")
    for number, speaker in enumerate(dossier.speakers):
        for said, span in enumerate(speaker.says):
            yield _Claim(f"q{number}", said, span, _SAID, f"Said by {speaker.name}")


def _title(line: Happening) -> str:
    kind = f"{line.type} {line.mode}" if line.mode else line.type
    return f"{line.says} ({kind}, {line.status})"
