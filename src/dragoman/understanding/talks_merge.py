"""Which mentions tell of one meeting, and what its life-line is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from dragoman.model import Cast, Event, Meeting, MeetingStep, Sentence, Story
from dragoman.model.meeting import MeetingKind, MeetingStatus
from dragoman.understanding.stance_sure import unreal
from dragoman.understanding.talks_scene import Telling
from dragoman.understanding.talks_steps import Sign

_LIFE: tuple[MeetingStatus, ...] = ("proposed", "agreed", "scheduled", "postponed", "held", "refused", "cancelled")
_CALLED_OFF = frozenset({"cancelled", "refused", "postponed"})
#: Kinds of mention → kinds of meeting they may tell of again.
_SAME: dict[MeetingKind, frozenset[MeetingKind]] = {
    "summit": frozenset({"summit", "meeting", "talks"}),
    "meeting": frozenset({"summit", "meeting", "talks", "visit"}),
    "talks": frozenset({"summit", "meeting", "talks"}),
    "visit": frozenset({"visit", "meeting"}),
    "call": frozenset({"call"}),
}


@dataclass(slots=True)
class Draft:
    """A meeting while its mentions are gathered."""

    tellings: list[Telling] = field(default_factory=list)
    parties: tuple[str, ...] = ()

    @property
    def kind(self) -> MeetingKind:
        kinds = [t.kind for t in self.tellings if not t.back]
        return "summit" if "summit" in kinds else kinds[0] if kinds else self.tellings[0].kind

    @property
    def statuses(self) -> set[MeetingStatus]:
        return {s.status for t in self.tellings for s in t.signs}

    @property
    def ordinals(self) -> frozenset[str]:
        return frozenset().union(*(t.ordinals for t in self.tellings))


#: How many meetings back a mention may point: keeps long texts linear.
_REACH = 60


def gather(tellings: Iterable[Telling], cast: Cast, story: Story) -> list[Draft]:
    """The meetings that the mentions tell of, in order of their first mention."""
    drafts: list[Draft] = []
    for telling in tellings:
        fitting = [(d, _likeness(d, telling, cast)) for d in drafts[-_REACH:]]
        fitting = [(d, score) for d, score in fitting if score > 0]
        if fitting:
            # the likest; of equals the one told of last
            best, _ = max(
                fitting, key=lambda pair: (pair[1], pair[0].tellings[-1].sentence, pair[0].tellings[-1].token)
            )
            best.tellings.append(telling)
            best.parties = _joined(best.parties, telling.parties, cast)
        elif _stands_alone(telling):
            drafts.append(Draft([telling], telling.parties))
        elif (last := _round_before(drafts, telling)) is not None:
            drafts.append(Draft([replace(telling, back=(), parties=last.parties)], last.parties))
    return drafts


def _round_before(drafts: list[Draft], telling: Telling) -> Draft | None:
    """The meeting whose parties "the next round", "a second meeting" has too, where it names nobody itself."""
    if not telling.ordinals or telling.parties or not telling.signs:
        return None
    kinds = telling.back or (telling.kind,)
    return next((d for d in reversed(drafts) if d.kind in kinds and len(d.parties) > 1), None)


def _stands_alone(telling: Telling) -> bool:
    if telling.back:
        return False
    return bool(telling.parties or ((telling.place or telling.date) and telling.signs))


#: Sectors of those who stand against their own state: each is a side of its own.
_APART = frozenset({"REB", "UAF", "OPP", "SEP", "INS", "PRM"})


def side_of(cast: Cast, id: str) -> str:
    """The state the actor belongs to, or its own id where it belongs to none or stands against its own."""
    actor = cast.actors[id]
    return id if actor.country is None or actor.sector in _APART else actor.country


def sides(cast: Cast, ids: Iterable[str]) -> frozenset[str]:
    """The states, or the bodies of no state, that the actors belong to."""
    return frozenset(side_of(cast, i) for i in ids)


def _joined(held: tuple[str, ...], more: tuple[str, ...], cast: Cast) -> tuple[str, ...]:
    """Both lists; for a state's government the person who speaks for it stands, where one is named."""
    both = dict.fromkeys((*held, *more))
    named = {
        cast.actors[i].country for i in both if cast.actors[i].sector in _APART and cast.actors[i].kind != "people"
    }
    both = {
        i: None
        for i in both
        if cast.actors[i].kind != "people" or cast.actors[i].sector not in _APART or cast.actors[i].country not in named
    }
    persons = {side_of(cast, i) for i in both if cast.actors[i].kind == "person"}
    return tuple(i for i in both if cast.actors[i].kind == "person" or side_of(cast, i) not in persons)


def _likeness(draft: Draft, telling: Telling, cast: Cast) -> float:
    """How well the mention fits the meeting; 0 where it tells of another one."""
    kinds = {draft.kind, *(t.kind for t in draft.tellings)}
    wanted = frozenset(telling.back) if telling.back else _SAME[telling.kind]
    if not kinds & wanted or ((telling.kind == "call") != (draft.kind == "call") and not telling.back):
        return 0.0
    if (telling.kind == "visit") != ("visit" in kinds) and not telling.definite:
        return 0.0
    agreement = _parties_agree(draft.parties, telling.parties, cast)
    if agreement is None or not _settings_agree(draft, telling) or not _lives_agree(draft, telling):
        return 0.0
    if (
        telling.ordinals - {"upcoming", "latest", "new"}
        and not telling.ordinals & draft.ordinals
        and not _near(draft, telling)
    ):
        return 0.0
    if (
        agreement == 0
        and not telling.definite
        and not (telling.kind in kinds and _near(draft, telling) and not telling.parties)
    ):
        return 0.0
    if agreement < 1 and not telling.definite and not (_near(draft, telling) and telling.kind in kinds):
        return 0.0
    alike = bool(draft.statuses) and ("held" in draft.statuses) == any(s.status == "held" for s in telling.signs)
    return 1.0 + agreement + 0.4 * alike + 0.5 * (telling.kind in kinds) + 0.3 * _near(draft, telling)


def _near(draft: Draft, telling: Telling) -> bool:
    return telling.sentence - draft.tellings[-1].sentence <= 1


def _parties_agree(one: tuple[str, ...], other: tuple[str, ...], cast: Cast) -> float | None:
    """1 where both name the same sides, 0.5 where one names some of the other's, 0 where one names nobody; None where
    they name different parties."""
    mine, theirs = sides(cast, one), sides(cast, other)
    mine, theirs = _specified(cast, mine, theirs), _specified(cast, theirs, mine)
    if not mine or not theirs:
        return 0.0
    if not (mine <= theirs or theirs <= mine):
        return None
    for side in mine & theirs:
        a, b = (
            {i for i in ids if side_of(cast, i) == side and cast.actors[i].kind == "person"} for ids in (one, other)
        )
        if a and b and not a & b:
            return None
    return 1.0 if mine == theirs else 0.5


def _specified(cast: Cast, mine: frozenset[str], theirs: frozenset[str]) -> frozenset[str]:
    """ "Rebels" of a country are the group of that country that the other mention names."""
    found = set()
    for side in mine:
        actor = cast.actors.get(side)
        named = [
            s
            for s in theirs - mine
            if actor is not None
            and actor.kind == "people"
            and s in cast.actors
            and cast.actors[s].country == actor.country
            and cast.actors[s].kind != "people"
        ]
        found.add(named[0] if named else side)
    return frozenset(found)


def _settings_agree(draft: Draft, telling: Telling) -> bool:
    """False where place or date show two meetings."""
    for held in draft.tellings:
        if telling.date and held.date and telling.date.edtf and held.date.edtf and not _dates_meet(telling, held):
            return False
        if telling.place and held.place and telling.place.place.country != held.place.place.country:
            return False
        if (
            telling.place
            and held.place
            and telling.place.place.name != held.place.place.name
            and _both_towns(telling, held)
        ):
            return False
    return True


def _both_towns(one: Telling, other: Telling) -> bool:
    return all(
        t.place is not None and t.place.place.name != t.place.place.country and t.place.place.admin1
        for t in (one, other)
    )


def _dates_meet(one: Telling, other: Telling) -> bool:
    a, b = one.date, other.date
    if a is None or b is None or a.edtf == b.edtf:
        return True
    if a.lower and a.upper and b.lower and b.upper:
        return a.lower <= b.upper and b.lower <= a.upper
    return False


def _lives_agree(draft: Draft, telling: Telling) -> bool:
    """A meeting that was held is not one that lies ahead, unless the mention points back to it."""
    mine = {s.status for s in telling.signs if s.clear} or {s.status for s in telling.signs}
    held = draft.statuses
    if "held" in mine and held & _CALLED_OFF and "held" not in held:
        return False
    if mine & _CALLED_OFF and "held" in held and not held & _CALLED_OFF:
        return (
            telling.definite
            and "postponed" not in mine
            and not any(s.clear and s.status == "held" for t in draft.tellings for s in t.signs)
            and _near(draft, telling)
        )
    if telling.definite or not mine or not held:
        return True
    ahead_mine, ahead_held = "held" not in mine, "held" not in held
    return ahead_mine == ahead_held


# --- the finished meeting ------------------------------------------------------------------------------------------


def finish(draft: Draft, number: int, story: Story, cast: Cast, events: tuple[Event, ...]) -> Meeting | None:
    """The meeting with its life-line; None where too little is known of it to be one."""
    history = _history(draft, story, events)
    mediators = tuple(dict.fromkeys(i for t in draft.tellings for i in t.mediators))
    parties = draft.parties
    others = tuple(i for i in parties if i not in mediators)
    if len(sides(cast, others)) >= 2 or (len(others) >= 2 and mediators):
        parties = others
    mediators = tuple(i for i in mediators if i not in parties)
    place = next((t.place for t in draft.tellings if t.place), None)
    date = next((t.date for t in draft.tellings if t.date and t.date.edtf), None) or next(
        (t.date for t in draft.tellings if t.date), None
    )
    alone = len(parties) == 1 and not (place or date)
    if not history or not parties or (alone and not _gathers(cast, parties[0])):
        return None
    why = tuple(dict.fromkeys(f"{'verb' if t.verbal else 'noun'}:{t.span.text.lower()}" for t in draft.tellings))
    confidence = (
        0.5
        + 0.12 * (len(parties) >= 2)
        + 0.08 * bool(place or date)
        + 0.1 * any(s.clear for t in draft.tellings for s in t.signs)
    )
    return Meeting(
        id=f"{story.id}m{number}",
        story=story.id,
        kind=draft.kind,
        parties=parties,
        place=place,
        date=date,
        status=history[-1].status,
        history=history,
        span=draft.tellings[0].span,
        mediators=mediators,
        confidence=round(confidence, 2),
        why=why,
    )


def _gathers(cast: Cast, id: str) -> bool:
    """True for bodies whose members meet among themselves."""
    actor = cast.actors[id]
    return actor.sector == "IGO" and actor.kind in ("organisation", "group")


def _history(draft: Draft, story: Story, events: tuple[Event, ...]) -> tuple[MeetingStep, ...]:
    """Each step once, with the words that tell it best, in the order of a meeting's life."""
    best: dict[MeetingStatus, tuple[Telling, Sign]] = {}
    for telling in draft.tellings:
        for sign in telling.signs:
            held = best.get(sign.status)
            if held is None or (sign.clear and not held[1].clear):
                best[sign.status] = (telling, sign)
    if not best:
        return _by_events(draft, story, events)
    called_off = best.keys() & {"cancelled", "refused"}
    if called_off and "held" in best and not best["held"][1].clear:
        del best["held"]  # "after the cancelled talks": nothing was held
    ahead = any(best[s][1].clear for s in ("agreed", "scheduled", "postponed") if s in best)
    if ahead and "held" in best and not best["held"][1].clear:
        del best["held"]  # "will welcome the premier ...; the visit comes as": still to come
    if "refused" in best and best.keys() & {"held", "postponed"}:
        # What took place or was put off had been accepted; the refusal is of something else.
        del best["refused"]
    steps = []
    for status in sorted(best, key=_LIFE.index):
        telling, sign = best[status]
        sentence = story.sentences[telling.sentence]
        event = _event_at(sentence, sign, telling, events)
        steps.append(
            MeetingStep(
                status,
                sentence.words(sign.first, sign.last),
                event.id if event else None,
                event.date if event else None,
            )
        )
    return tuple(steps)


def _event_at(sentence: Sentence, sign: Sign, telling: Telling, events: tuple[Event, ...]) -> Event | None:
    """The event whose words are the sign's, else the one of the mention itself."""
    for i in (*range(sign.last, sign.first - 1, -1), telling.token):
        token = sentence.tokens[i]
        for event in events:
            if event.anchor.start <= token.start < event.anchor.end:
                return event
    return None


_OF_EVENT: dict[str, MeetingStatus] = {
    "occurred": "held",
    "ongoing": "held",
    "planned": "scheduled",
    "proposed": "proposed",
    "conditional": "proposed",
    "cancelled": "cancelled",
    "hypothetical": "proposed",
}


def _by_events(draft: Draft, story: Story, events: tuple[Event, ...]) -> tuple[MeetingStep, ...]:
    """Where no word around a mention tells of a step: what the event at its words is said to be."""
    for telling in draft.tellings:
        sentence = story.sentences[telling.sentence]
        token = sentence.tokens[telling.token]
        for event in events:
            if (
                event.anchor.start <= token.start < event.anchor.end
                and event.type == "CONSULT"
                and event.status in _OF_EVENT
            ):
                status = "proposed" if unreal(sentence, token) else _OF_EVENT[event.status]
                return (MeetingStep(status, event.anchor, event.id, event.date),)
    return ()
