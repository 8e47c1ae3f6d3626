"""The dossier says what the facts say, in words, and no more."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from dragoman.knowledge.ontology import event_types
from dragoman.model import Actor, Document, Event, Reading, Source, Span
from dragoman.model.event import FACTUALITIES, STATUSES
from dragoman.model.meeting import MeetingStatus, NegotiationState
from dragoman.present.dossier import dossier_of
from dragoman.present.dossier.certainty import of_event, relied_on
from dragoman.present.dossier.dates import in_words
from dragoman.present.dossier.names import Names, joined
from dragoman.present.dossier.phrases import phrases
from dragoman.present.dossier.wording import chain, sentence_of
from dragoman.present.text import dossier, sources
from tests.build_reading import READINGS, empty, lagoon, tariffs

# --- words --------------------------------------------------------------------------------------------------------


def test_every_type_mode_and_status_has_its_words() -> None:
    known = phrases()
    assert set(known.events) == set(event_types())
    for name, kind in event_types().items():
        assert set(known.events[name]) <= {"", *kind.modes}, name
    assert set(known.statuses) == set(STATUSES)
    assert set(known.factualities) == set(FACTUALITIES)
    assert set(known.meetings) == set(get_args(MeetingStatus))
    assert set(known.states) == set(get_args(NegotiationState))


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("type", sorted(event_types()))
def test_every_event_can_be_put_in_words(type: str, status: str) -> None:
    reading = lagoon()
    names = Names(reading)
    for actors, recipients in (((), ()), (("EU",), ()), (("EU",), ("RWA-GOV",)), (("EU", "M23"), ()), ((), ("M23",))):
        for mode in (None, *event_types()[type].modes):
            event = replace(
                reading.events[0], type=type, mode=mode, status=status, actors=actors, recipients=recipients,  # type: ignore[arg-type]
            )
            said = sentence_of(event, names)
            assert said[0].isupper()
            assert "{" not in said
            assert "|" not in said
            assert "  " not in said


@pytest.mark.parametrize(("edtf", "wanted"), [
    ("2025-10-16", "16 Oct 2025"), ("2025-10", "Oct 2025"), ("2025", "2025"), ("XXXX-10-16", "16 Oct, year open"),
    ("2025-10-01/2025-10-15", "1–15 Oct 2025"), ("2025-09-28/2025-10-03", "28 Sep – 3 Oct 2025"),
    ("2024-12-30/2025-01-02", "30 Dec 2024 – 2 Jan 2025"), ("2025-10/2025-11", "Oct–Nov 2025"),
    ("2025-10-16/2025-10-16", "16 Oct 2025"), ("../2025-11-01", "by 1 Nov 2025"), ("2025-11-01/..", "from 1 Nov 2025"),
    ("2025-10-16~", "about 16 Oct 2025"), ("2025?", "2025?"), ("198X", "the 1980s"), ("2025-21", "spring 2025"),
    ("2025-10-16T09:30", "16 Oct 2025 09:30"), ("XXXX-XX-XX", "—"),
])
def test_dates_are_no_more_exact_than_they_are(edtf: str, wanted: str) -> None:
    assert in_words(edtf) == wanted


def test_joined() -> None:
    assert joined([]) == ""
    assert joined(["A"]) == "A"
    assert joined(["A", "B", "C"]) == "A, B and C"


@pytest.mark.parametrize(("actor", "inside"), [
    (Actor("USA-GOV", "Government of United States", "USA", "GOV", "government"), "the United States"),
    (Actor("FRA-GOV", "Government of France", "FRA", "GOV", "government"), "France"),
    (Actor("USA-TRUMP", "Donald Trump", "USA", "GOV", "person", "President"), "Trump"),
    (Actor("DEU-VONDERLEYEN", "Ursula von der Leyen", None, "IGO", "person"), "von der Leyen"),
    (Actor("CHN-XI", "Xi Jinping", "CHN", "GOV", "person"), "Xi"),
    (Actor("PRK-KIM-JONGUN", "Kim Jong Un", "PRK", "GOV", "person"), "Kim Jong Un"),
    (Actor("KEN-ENVOY", "envoy, Kenya", "KEN", "GOV", "person", "envoy"), "an envoy of Kenya"),
    (Actor("RWA-MIL", "Armed forces of Rwanda", "RWA", "MIL", "organisation"), "the armed forces of Rwanda"),
    (Actor("CIVILIANS", "civilians", None, "CVL", "people"), "civilians"),
    (Actor("ARMY", "army", None, "MIL", "group"), "an army"),
    (Actor("HRW", "Human Rights Watch", "USA", "NGO", "organisation"), "Human Rights Watch"),
])
def test_names_as_a_reader_would_use_them(actor: Actor, inside: str) -> None:
    assert Names(Reading(Document(""), actors=(actor,))).inside(actor.id) == inside


def test_a_government_gives_way_to_its_army_but_not_to_its_rebels() -> None:
    state = Actor("COD-GOV", "Government of Congo", "COD", "GOV", "government")
    army = Actor("COD-MIL", "Armed forces of Congo", "COD", "MIL", "organisation")
    rebels = Actor("M23", "M23", "COD", "REB", "group")
    names = Names(Reading(Document(""), actors=(state, army, rebels)))
    assert names.listed(["COD-GOV", "COD-MIL"]) == "the armed forces of Congo"
    assert names.listed(["COD-GOV", "M23"]) == "Congo and the M23"


# --- certainty ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("status", "factuality", "kinds", "wanted"), [
    ("occurred", "CT+", (), "sure"), ("occurred", "CT+", ("named",), "sure"), ("occurred", "PR+", (), "doubt"),
    ("occurred", "CT+", ("anonymous",), "doubt"), ("occurred", "CT+", ("hearsay", "named"), "doubt"),
    ("planned", "CT+", (), "open"), ("hypothetical", "PS+", (), "open"), ("cancelled", "CT+", (), "off"),
    ("denied", "CT-", (), "off"), ("occurred", "CT-", (), "off"), ("occurred", "U", (), "doubt"),
])
def test_certainty(status: str, factuality: str, kinds: tuple[str, ...], wanted: str) -> None:
    chain = tuple(Source(kind) for kind in kinds)  # type: ignore[arg-type]
    event: Event = replace(lagoon().events[0], status=status, factuality=factuality, sources=chain)  # type: ignore[arg-type]
    assert of_event(event) == wanted


def test_the_weakest_link_counts() -> None:
    assert relied_on(()) == "report"
    assert relied_on((Source("hearsay"), Source("named"))) == "hearsay"
    assert relied_on((Source("named"), Source("anonymous"))) == "anonymous"


def test_a_chain_in_words() -> None:
    reading = lagoon()
    assert chain((), Names(reading)) == "the report"
    assert chain(reading.events[3].sources, Names(reading)) == "unnamed (“Two diplomats”) → hearsay (“reportedly”)"


# --- the state of things ------------------------------------------------------------------------------------------


def test_the_state_of_things_rests_on_facts() -> None:
    made = dossier_of(lagoon())
    assert made.headline.startswith("The Abidjan talks between Congo and the M23 have been put off")
    assert "the talks have stalled" in made.headline
    assert "the European Union" in made.headline
    assert {piece.fact for piece in made.state if piece.fact} == {"m1", "n1", "e7"}


def test_what_is_only_reported_is_said_so() -> None:
    reading = lagoon()
    hedged = tuple(
        replace(e, sources=(Source("hearsay"),)) if e.id == "e7" else e for e in reading.events if e.id in ("e7", "e8")
    )
    made = dossier_of(replace(reading, events=hedged, meetings=(), negotiations=()))
    assert made.headline.startswith("Reportedly, the European Union")


def test_nothing_found_is_said() -> None:
    assert dossier_of(empty()).headline == "No political event was found in this text."


def test_what_is_denied_never_leads() -> None:
    reading = lagoon()
    only = tuple(e for e in reading.events if e.id in ("e5", "e8"))
    made = dossier_of(replace(reading, events=only, meetings=(), negotiations=(), positions=()))
    assert made.headline == "No diplomatic event stands out in this text."


# --- parts --------------------------------------------------------------------------------------------------------


def test_the_matrix_puts_officials_in_their_country() -> None:
    made = dossier_of(lagoon())
    assert made.issues == ("Prisoners and hostages", "Withdrawal of forces")
    (m23, congo) = made.matrix
    assert (m23.party, congo.party) == ("M23", "Congo")
    assert m23.cells[1] == ()
    assert congo.cells[1][0].speaker == "Wagner"
    assert m23.cells[0][0].certainty == "doubt"


def test_events_that_say_the_same_are_one_line() -> None:
    reading = lagoon()
    again = replace(reading.events[6], id="e10", anchor=Span(0, 5, reading.document.text[:5]))
    line = next(h for h in dossier_of(replace(reading, events=(*reading.events, again))).happenings if "e7" in h.ids)
    assert line.ids == ("e7", "e10")


def test_two_deeds_of_nobody_named_stay_two() -> None:
    reading = tariffs()
    other = replace(reading.events[2], id="e9", anchor=Span(0, 8, reading.document.text[:8]))
    lines = [h for h in dossier_of(replace(reading, events=(*reading.events, other))).happenings if h.type == "ASSAULT"]
    assert len(lines) == 2


def test_events_stand_in_the_order_of_time_and_dates_are_honest() -> None:
    made = dossier_of(lagoon())
    moments = [h.moment for h in made.happenings]
    assert moments[:3] == ["Feb 2025", "Feb 2025", "11 Mar 2025"]
    assert "by 12 Mar 2025" in moments
    assert "16" not in " ".join(moments), "no day is made up"


def test_what_is_less_sure_stands_apart() -> None:
    made = dossier_of(lagoon())
    assert [h.ids for h in made.unsure] == [("e9",)]


def test_a_denied_event_is_marked_as_such() -> None:
    line = next(h for h in dossier_of(lagoon()).happenings if h.ids == ("e8",))
    assert line.refuted == "said not to have happened"
    assert line.says == "Rwanda moved forces towards Congo"


def test_other_stories_are_told() -> None:
    (other,) = dossier_of(lagoon()).others
    assert other.words == "Striker signs for Paris club after record bid"


# --- in a terminal ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", READINGS)
@pytest.mark.parametrize("width", [60, 80, 100])
def test_text_fits_its_columns_without_colour(name: str, width: int) -> None:
    for draw in (dossier, sources):
        text = draw(READINGS[name](), width=width)
        assert "\x1b" not in text
        assert max(map(len, text.split("\n"))) <= width


def test_colour_adds_nothing_but_colour() -> None:
    import re

    colored = dossier(lagoon(), color=True)
    assert "\x1b[" in colored
    bare = "\n".join(line.rstrip() for line in re.sub(r"\x1b\[[\d;]*m", "", colored).split("\n"))
    assert bare == dossier(lagoon())


def test_the_sections_stand_in_the_order_of_reading() -> None:
    text = dossier(lagoon())
    order = ["The Abidjan talks", "PARTIES", "WHO WANTS WHAT", "MEETINGS", "WHAT HAPPENED", "LESS SURE", "RELIED ON",
             "ALSO IN THIS TEXT", "NOTES"]
    places = [text.index(word) for word in order]
    assert places == sorted(places)
    assert "no report" in text
    assert "said not to have happened: Rwanda moved forces" in text


def test_a_report_cannot_steer_the_terminal() -> None:
    reading = tariffs()
    evil = replace(reading, actors=tuple(replace(a, name=f"\x1b[2J{a.name}\x07\u202e") for a in reading.actors))
    assert not set("\x1b\x07\u202e") & set(dossier(evil))


def test_sources_with_what_they_say() -> None:
    text = sources(lagoon())
    assert "2 of 11 facts rest on unnamed or unknown sources." in text
    assert "“We will not negotiate under the threat of guns”" in text
    assert "Nobody is quoted" in sources(empty())
