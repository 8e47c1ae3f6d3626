"""Readings built by hand for the tests of `present`: two conflicts, every kind of fact, no parser."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from dragoman.model import (
    Actor,
    Document,
    Event,
    Meeting,
    MeetingStep,
    Mention,
    Negotiation,
    Note,
    Place,
    PlaceMention,
    Position,
    Reading,
    Source,
    Span,
    Statement,
    Story,
    Time,
)


class Builder:
    """Makes facts of a text by the words they stand on."""

    def __init__(self, text: str) -> None:
        self.text = text

    def span(self, words: str, after: str = "") -> Span:
        """The first stretch of the text that reads `words`, after the words `after`."""
        start = self.text.index(words, self.text.index(after) if after else 0)
        return Span(start, start + len(words), words)

    def sentence(self, span: Span) -> Span:
        """The line that holds the span."""
        start = self.text.rfind("\n", 0, span.start) + 1
        end = self.text.find("\n", span.end)
        end = len(self.text) if end < 0 else end
        return Span(start, end, self.text[start:end])

    def time(self, words: str, edtf: str, lower: date | None = None, upper: date | None = None) -> Time:
        return Time(self.span(words), 0, 0, 0, "date", edtf, lower, upper or lower)

    def place(self, words: str, name: str, country: str, lat: float, lon: float, geonames: int) -> PlaceMention:
        return PlaceMention(self.span(words), 0, 0, 0, Place(name, country, lat, lon, geonames))

    def mention(self, actor: str, words: str, form: str = "name") -> Mention:
        return Mention(self.span(words), 0, 0, 0, 0, actor, form)

    def event(
        self, id: str, type: str, mode: str | None, words: str, actors: str = "", recipients: str = "", **rest: Any
    ) -> Event:
        span = self.span(words, rest.pop("after", ""))
        made = Event(
            id,
            "s1",
            type,
            mode,
            ("diplomatic",),
            "100",
            tuple(actors.split()),
            tuple(recipients.split()),
            span,
            self.sentence(span),
            None,
            None,
            "occurred",
            "CT+",
            (),
            0.9,
            (f"lexicon:{words}",),
        )
        return replace(made, **rest)

    def position(
        self, id: str, actor: str, issue: str, stance: str, words: str, toward: str = "", **rest: Any
    ) -> Position:
        span = self.span(words)
        made = Position(
            id,
            "s1",
            actor,
            tuple(toward.split()),
            issue,
            stance,
            span,
            self.sentence(span),
            "CT+",
            (),
            0.8,
            ("rule:stance",),  # type: ignore[arg-type]
        )
        return replace(made, **rest)


LAGOON = (
    "Peace talks between Congo and the M23 rebel group, due to open in Abidjan on Monday, have been "
    "postponed, Ivory Coast said.\n"
    "The talks were agreed last month after President João Lourenço met Rwandan President Paul Kagame in "
    "Luanda.\n"
    "Two diplomats said the M23 sent mediators a letter which reportedly demands the release of more than "
    "700 prisoners.\n"
    '"We will not negotiate under the threat of guns," Foreign Minister Thérèse Kayikwamba Wagner told '
    "reporters. She demanded that Rwanda withdraw its forces from North Kivu.\n"
    "On 11 March the European Union suspended defence consultations with Kigali. Rwanda has denied "
    "sending troops across the border.\n"
    "Kagame could close the frontier. For now the process is stalled.\n"
    "\n"
    "Striker signs for Paris club after record bid"
)


def lagoon() -> Reading:
    """The postponed talks on Congo: a mediated meeting, a list of demands from unnamed diplomats, a denial."""
    b = Builder(LAGOON)
    diplomats = Source("anonymous", None, b.span("Two diplomats"), b.span("said", "Two diplomats"))
    hearsay = Source("hearsay", None, None, b.span("reportedly"))
    wagner = Source("named", "COD-WAGNER", b.span("Thérèse Kayikwamba Wagner"), b.span("told"), quote=True)
    host = Source("named", "CIV-GOV", b.span("Ivory Coast"), b.span("said", "Ivory Coast"))
    abidjan = b.place("Abidjan", "Abidjan", "CIV", 5.35, -4.0, 2293538)
    monday = b.time("Monday", "2025-03-17", date(2025, 3, 17))
    day = b.time("11 March", "2025-03-11", date(2025, 3, 11))
    month = b.time("last month", "2025-02", date(2025, 2, 1), date(2025, 2, 28))
    events = (
        b.event("e1", "REJECT", "meet", "postponed", "COD-GOV M23", sources=(host,), place=abidjan),
        b.event("e2", "AGREE", None, "agreed", "COD-GOV M23", date=month, confidence=0.8),
        b.event("e3", "CONSULT", None, "met", "AGO-LOURENCO RWA-KAGAME", date=month),
        b.event("e4", "REQUEST", "yield", "demands", "M23", "COD-GOV", factuality="PR+", sources=(diplomats, hearsay)),
        b.event("e5", "REJECT", "meet", "will not negotiate", "COD-WAGNER", sources=(wagner,)),
        b.event("e6", "REQUEST", "yield", "demanded", "COD-WAGNER", "RWA-GOV", sources=(wagner,)),
        b.event("e7", "SANCTION", "discontinue", "suspended", "EU", "RWA-GOV", date=day),
        b.event("e8", "MOBILIZE", "troops", "sending troops", "RWA-GOV", "COD-GOV", status="denied", factuality="CT-"),
        b.event(
            "e9",
            "COERCE",
            "restrict",
            "close the frontier",
            "RWA-KAGAME",
            status="hypothetical",
            factuality="PS+",
            confidence=0.4,
        ),
    )
    release = b.span("demands the release of more than 700 prisoners")
    stray = b.span("Striker signs for Paris club after record bid")
    return Reading(
        Document(
            LAGOON,
            source="lagoon.txt",
            title="Lagoon talks put off",
            publisher="The Example",
            published=date(2025, 3, 12),
            language="en",
        ),
        stories=(
            Story("s1", Span(0, stray.start - 2, LAGOON[: stray.start - 2]), "article"),
            Story("s2", stray, "headline"),
        ),
        actors=(
            Actor("COD-GOV", "Government of Congo", "COD", "GOV", "government"),
            Actor("M23", "March 23 Movement", "COD", "REB", "group"),
            Actor("RWA-GOV", "Government of Rwanda", "RWA", "GOV", "government"),
            Actor("CIV-GOV", "Government of Ivory Coast", "CIV", "GOV", "government"),
            Actor("EU", "European Union", None, "IGO", "organisation", wikidata="Q458"),
            Actor("COD-WAGNER", "Thérèse Kayikwamba Wagner", "COD", "GOV", "person", "Foreign Minister"),
            Actor("RWA-KAGAME", "Paul Kagame", "RWA", "GOV", "person", "President"),
            Actor("AGO-LOURENCO", "João Lourenço", "AGO", "GOV", "person", "President"),
        ),
        mentions=(
            b.mention("COD-GOV", "Congo"),
            b.mention("M23", "M23"),
            b.mention("RWA-KAGAME", "Paul Kagame"),
            b.mention("RWA-GOV", "Kigali", "metonym"),
        ),
        events=events,
        positions=(
            b.position(
                "p1",
                "M23",
                "prisoners",
                "demands",
                "release of more than 700 prisoners",
                "COD-GOV",
                factuality="PR+",
                sources=(diplomats, hearsay),
            ),
            b.position(
                "p2",
                "COD-WAGNER",
                "withdrawal",
                "demands",
                "withdraw its forces from North Kivu",
                "RWA-GOV",
                sources=(wagner,),
            ),
        ),
        meetings=(
            Meeting(
                "m1",
                "s1",
                "talks",
                ("COD-GOV", "M23"),
                abidjan,
                monday,
                "postponed",
                (
                    MeetingStep("agreed", b.span("agreed"), "e2", month),
                    MeetingStep("postponed", b.span("postponed"), "e1"),
                ),
                b.span("Peace talks"),
                ("CIV-GOV",),
                0.85,
            ),
            Meeting(
                "m2",
                "s1",
                "meeting",
                ("AGO-LOURENCO", "RWA-KAGAME"),
                None,
                month,
                "held",
                (MeetingStep("held", b.span("met"), "e3", month),),
                b.span("met"),
                (),
                0.7,
            ),
        ),
        negotiations=(
            Negotiation(
                "n1",
                "s1",
                ("COD-GOV", "M23"),
                "eastern Congo",
                "stalled",
                ("m1",),
                ("p1", "p2"),
                ("e1",),
                b.span("stalled"),
            ),
        ),
        statements=(
            Statement(release, 2, (diplomats, hearsay)),
            Statement(b.span("We will not negotiate under the threat of guns"), 3, (wagner,), True),
        ),
        times=(monday, day, month),
        places=(abidjan,),
        notes=(Note("other-story", "1 short text of another story found beside the article"),),
    )


TARIFFS = (
    "Brasília on Friday threatened Washington with duties. "
    'A trade minister might visit <Ottawa> & "talk"; police were attacked.'
)


def tariffs() -> Reading:
    """A quarrel over duties: no publication date, nobody named in one event, words that a page must escape."""
    b = Builder(TARIFFS)
    friday = Time(b.span("Friday"), 0, 0, 0, "date", "XXXX-XX-XX")
    return Reading(
        Document(TARIFFS, source="<script>alert(1)</script>", title="A & B <b>"),
        stories=(Story("s1", Span(0, len(TARIFFS), TARIFFS), "article"),),
        actors=(
            Actor("BRA-GOV", "Government of Brazil", "BRA", "GOV", "government"),
            Actor("USA-GOV", "Government of United States", "USA", "GOV", "government"),
            Actor("TRADE-MINISTER", "trade minister", None, "GOV", "person", "trade minister"),
            Actor("POLICE", "police", None, "COP", "people"),
        ),
        events=(
            b.event("e1", "THREATEN", "restrict", "threatened", "BRA-GOV", "USA-GOV", date=friday),
            b.event(
                "e2",
                "CONSULT",
                "visit",
                "visit",
                "TRADE-MINISTER",
                status="hypothetical",
                factuality="PS+",
                sources=(Source("author", None, None, b.span("might")),),
            ),
            b.event("e3", "ASSAULT", None, "attacked", "", "POLICE"),
        ),
        notes=(Note("no-publication-date", "no publication date is known"),),
        times=(friday,),
    )


def empty() -> Reading:
    """A document without a word."""
    return Reading(Document(""), notes=(Note("empty", "the document holds no text"),))


READINGS = {"lagoon": lagoon, "tariffs": tariffs, "empty": empty}
