"""The state of things in one sentence, each part of it resting on a fact."""

from __future__ import annotations

from dragoman.model import Event, Meeting, Negotiation, Reading
from dragoman.present.dossier.certainty import of_event, of_meeting, shaky
from dragoman.present.dossier.lanes import weight
from dragoman.present.dossier.names import Names, joined
from dragoman.present.dossier.phrases import phrases
from dragoman.present.dossier.view import Piece
from dragoman.present.dossier.wording import Words, quoted_of, sentence_of

#: Kinds of event that are pressure, the plainest first.
_PRESSURE = ("SANCTION", "ASSAULT", "COERCE", "MOBILIZE", "THREATEN")
#: Kinds of event that say something as soon as it is told to whom they are addressed.
_ASKING = ("REQUEST", "REJECT")
#: Kinds of meeting that by themselves are seldom the matter of a report.
_MINOR = ("call", "visit", "meeting")
_NOTHING = "No political event was found in this text."
_TRIVIAL = "No diplomatic event stands out in this text."
#: The opening sentence is read by those who read no further: what it says must be likelier right than the rest.
_SURE = 0.65


def state_of(reading: Reading, main: frozenset[str], names: Names, words: Words) -> tuple[Piece, ...]:
    """The sentence, from the facts of the main stories: the most important meeting, the talks, the latest pressure."""
    events = [e for e in reading.events if e.story in main]
    meetings = sorted((m for m in reading.meetings if m.story in main and m.confidence >= _SURE), key=weight, reverse=True)
    talks = _main_talks([n for n in reading.negotiations if n.story in main], meetings[:1])
    fit = [e for e in events if _fit(e, names, words)]
    clauses: list[list[Piece]] = []
    used: set[str] = set()
    if meetings:
        used = {step.event for step in meetings[0].history if step.event}
        # A call that took place is seldom what a report is about: what it tells first goes before.
        if meetings[0].status == "held" and meetings[0].kind in _MINOR and (lead := _lead(fit, used)):
            clauses.append([_said(lead, names, words)])
            used.add(lead.id)
        clauses.append(_meeting(meetings[0], reading, names))
    if talks and (talks.state != "active" or not (meetings or fit)):
        clauses.append(_talks(talks, bool(meetings) and _same(talks, meetings[0]), names))
    if pressure := _pressure([e for e in fit if e.id not in used]):
        clauses.append([_said(pressure, names, words)])
    if not clauses and fit:
        first = max(fit, key=lambda e: (of_event(e) != "off", -e.anchor.start))
        clauses.append([_said(first, names, words)])
    if not clauses:
        return (Piece(_TRIVIAL if events else _NOTHING),)
    return _joined(clauses)


def _fit(event: Event, names: Names, words: Words) -> bool:
    """True for what may open a dossier: by somebody, likely read right, and sayable in a sentence that says something."""
    said = words.told(event, names) or not quoted_of(event, names)
    said = said or (event.type in _ASKING and any(r not in event.actors for r in event.recipients))
    return bool(event.actors) and event.confidence >= _SURE and bool(said)


def _lead(events: list[Event], used: set[str]) -> Event | None:
    """The first sure event that the report tells, by somebody and likely read right."""
    told = sorted(events, key=lambda e: e.anchor.start)
    sure = (e for e in told if of_event(e) == "sure" and e.actors and e.confidence >= 0.5 and e.id not in used)
    return next(sure, None)


def _joined(clauses: list[list[Piece]]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    for number, clause in enumerate(clauses):
        if number:
            pieces.append(Piece(", and " if number == len(clauses) - 1 and len(clauses) == 2 else "; "))
        pieces.extend(clause)
    first = pieces[0]
    pieces[0] = Piece(first.text[:1].upper() + first.text[1:], first.fact)
    return (*pieces, Piece("."))


def _meeting(meeting: Meeting, reading: Reading, names: Names) -> list[Piece]:
    """ "the Budapest summit between Trump and Putin" + "is called off"."""
    place = meeting.place.place.name if meeting.place else ""
    noun = {"call": "phone call", "talks": "talks"}.get(meeting.kind, meeting.kind)
    who = list(dict.fromkeys(names.inside(p) for p in meeting.parties))
    named = f"the {place} {noun}" if place and len(place) <= 20 and meeting.kind != "call" else f"the {noun}"
    if meeting.kind == "visit" and who:
        to = place or joined(who[1:])
        named = f"the visit by {who[0]} to {to}" if to else f"the visit by {who[0]}"
    elif len(who) > 1:
        named += f" between {joined(who)}"
    elif who:
        named += f" with {who[0]}"
    said = phrases().meetings[meeting.status].say
    if meeting.kind == "talks":
        said = f"have{said.removeprefix('has')}" if said.startswith("has") else f"are{said.removeprefix('is')}"
    doubt = of_meeting(meeting, {e.id: e for e in reading.events}) == "doubt"
    return [Piece(f"{named} "), Piece(f"reportedly {said}" if doubt else said, meeting.id)]


def _main_talks(found: list[Negotiation], meetings: list[Meeting]) -> Negotiation | None:
    """The negotiation that the meeting is part of; else the first that stands otherwise than going on."""
    held = [n for n in found if meetings and _same(n, meetings[0])]
    return next(iter([*held, *(n for n in found if n.state != "active"), *found]), None)


def _same(talks: Negotiation, meeting: Meeting) -> bool:
    return meeting.id in talks.meetings or set(meeting.parties) <= set(talks.parties)


def _talks(talks: Negotiation, after: bool, names: Names) -> list[Piece]:
    who = list(dict.fromkeys(names.party(p)[1] for p in talks.parties))
    between = f" between {joined(who)}" if not after and len(who) > 1 else ""
    matter = f" on {talks.matter}" if talks.matter and not after else ""
    return [Piece(f"the talks{between}{matter} "), Piece(phrases().states[talks.state].say, talks.id)]


def _pressure(events: list[Event]) -> Event | None:
    """The pressure that has happened, by somebody: the surest, of the plainest kind, the latest."""
    # Forces are moved against somebody; money and helpers are "mobilised" too.
    likely = [e for e in events if e.type in _PRESSURE and (e.type != "MOBILIZE" or e.recipients)]
    found = [e for e in likely if e.actors and of_event(e) in ("sure", "doubt")]

    def rank(event: Event) -> tuple[bool, bool, int, str, int]:
        day = event.date.lower.isoformat() if event.date and event.date.lower else ""
        sure, kind = of_event(event) == "sure", -_PRESSURE.index(event.type)
        # A report leads with what weighs most: of the rest, the first that it tells.
        return sure, bool(event.recipients), kind, day, -event.anchor.start

    return max(found, key=rank, default=None)


def _hedged(event: Event) -> str:
    return "reportedly, " if shaky(event.sources) or event.factuality in ("PR+", "PS+", "U") else ""


def _said(event: Event, names: Names, words: Words) -> Piece:
    """The event as a clause inside another sentence: "The" becomes "the", names keep their capitals."""
    sentence = words.told(event, names) or sentence_of(event, names)
    head = sentence.split(" ", 1)[0]
    small = head in ("The", "A", "An") or not event.actors
    clause = sentence[:1].lower() + sentence[1:] if small else sentence
    return Piece(_hedged(event) + clause, event.id)
