"""One fact with everything that led to it, for `dragoman explain`."""

from __future__ import annotations

from dragoman.model import Event, Meeting, Negotiation, PlaceMention, Position, Reading, Source, Time
from dragoman.present.dossier.matrix import issue_name
from dragoman.present.dossier.names import Names
from dragoman.present.dossier.phrases import phrases
from dragoman.present.dossier.wording import chain, sentence_of

Explained = tuple[str, list[tuple[str, str]]]


def explained(reading: Reading, fact: Event | Position | Meeting | Negotiation) -> Explained:
    """The fact in a line, then its parts as (label, value)."""
    names = Names(reading)
    if isinstance(fact, Event):
        return _event(fact, names, reading)
    if isinstance(fact, Position):
        return _position(fact, names)
    return _meeting(fact, names) if isinstance(fact, Meeting) else _negotiation(fact, names)


def _quoted(text: str) -> str:
    return f"“{' '.join(text.split())}”"


def _why(why: tuple[str, ...]) -> list[tuple[str, str]]:
    return [("because" if not number else "", reason) for number, reason in enumerate(why)]


def _event(event: Event, names: Names, reading: Reading) -> Explained:
    known = phrases()
    kind = f"{event.type} {event.mode}" if event.mode else event.type
    parts = [
        ("words", f"{_quoted(event.anchor.text)} at {event.anchor.start}–{event.anchor.end}"),
        ("sentence", _quoted(event.sentence.text)),
        ("type", f"{kind}, CAMEO {event.cameo}"),
        ("actors", _actors(event.actors, names)),
        ("recipients", _actors(event.recipients, names)),
        ("status", f"{event.status}: {known.statuses[event.status].meaning}"),
        ("factuality", f"{event.factuality}: {known.factualities[event.factuality].meaning}"),
        ("date", _date(event.date)),
        ("place", _place(event.place)),
        *_sources(event.sources, names),
        ("confidence", f"{event.confidence:.2f}"),
    ]
    return f"{event.id}  {sentence_of(event, names)}", [*parts, *_why(event.why)]


def _date(time: Time | None) -> str:
    return f"{time.edtf or 'open'} from {_quoted(time.span.text)}" if time else "none told"


def _place(mention: PlaceMention | None) -> str:
    if mention is None:
        return "none told"
    return f"{mention.place.name} ({mention.place.country or '?'}) from {_quoted(mention.span.text)}"


def _actors(ids: tuple[str, ...], names: Names) -> str:
    said = []
    for id in ids:
        actor = names.actor(id)
        said.append(f"{id} ({actor.name}{f'; {actor.why}' if actor.why else ''})" if actor else id)
    return ", ".join(said) or "nobody named"


def _sources(sources: tuple[Source, ...], names: Names) -> list[tuple[str, str]]:
    rows = [("said by", chain(sources, names))]
    for source in sources:
        words = _quoted(source.span.text) if source.span else "no words"
        cue = f", cue {_quoted(source.cue.text)}" if source.cue else ""
        rows.append(("", f"{source.kind}: {words}{cue}{', in direct quotation' if source.quote else ''}"))
    return rows


def _position(position: Position, names: Names) -> Explained:
    toward = f" of {names.listed(position.toward)}" if position.toward else ""
    issue = issue_name(position.issue).lower()
    head = f"{position.id}  {names.short(position.actor)} {position.stance}: {issue}{toward}"
    return head, [
        ("words", f"{_quoted(position.span.text)} at {position.span.start}–{position.span.end}"),
        ("sentence", _quoted(position.sentence.text)),
        ("factuality", f"{position.factuality}: {phrases().factualities[position.factuality].meaning}"),
        *_sources(position.sources, names),
        ("confidence", f"{position.confidence:.2f}"), *_why(position.why),
    ]


def _meeting(meeting: Meeting, names: Names) -> Explained:
    place = f", {meeting.place.place.name}" if meeting.place else ""
    who = " – ".join(names.short(p) for p in meeting.parties)
    steps = [
        ("" if number else "life-line",
         f"{step.status}: {_quoted(step.span.text)}" + (f" ({step.event})" if step.event else ""))
        for number, step in enumerate(meeting.history)
    ]
    return f"{meeting.id}  {meeting.kind.capitalize()}{place}: {who} – {meeting.status}", [
        ("words", f"{_quoted(meeting.span.text)} at {meeting.span.start}–{meeting.span.end}"),
        ("date", _date(meeting.date)),
        *steps, ("confidence", f"{meeting.confidence:.2f}"), *_why(meeting.why),
    ]


def _negotiation(talks: Negotiation, names: Names) -> Explained:
    who = " – ".join(names.short(p) for p in talks.parties)
    return f"{talks.id}  Negotiation: {who} – {talks.state}", [
        ("state", phrases().states[talks.state].meaning),
        ("words", _quoted(talks.span.text) if talks.span else "from its meetings and events"),
        ("rests on", ", ".join((*talks.meetings, *talks.positions, *talks.events)) or "nothing else"),
        *_why(talks.why),
    ]
