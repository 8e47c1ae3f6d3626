"""Files of people and offices in the true shapes of their makers, with people who do not exist."""

from __future__ import annotations

import bz2
import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from dragoman.errors import InputError
from dragoman.knowledge.actors.found import FoundBody, FoundPerson, FoundTerm, Problem
from dragoman.sources.actors import FORMATS
from dragoman.sources.actors.popolo import _CHUNK


def item(id: str) -> dict[str, Any]:
    return {"snaktype": "value", "datavalue": {"value": {"id": id}, "type": "wikibase-entityid"}}


def time(day: str, precision: int) -> dict[str, Any]:
    return {"snaktype": "value", "datavalue": {"value": {"time": f"+{day}T00:00:00Z", "precision": precision}}}


def claim(snak: dict[str, Any], rank: str = "normal", **qualifiers: dict[str, Any]) -> dict[str, Any]:
    return {"mainsnak": snak, "rank": rank, "qualifiers": {name: [value] for name, value in qualifiers.items()}}


def entity(id: str, label: str, claims: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "item", "id": id, "labels": {"en": {"language": "en", "value": label}}, "claims": claims, **more}


HUMAN = {"P31": [claim(item("Q5"))]}
POST = entity("Q900", "Minister of Foreign Affairs of Kenya", {"P17": [claim(item("Q114"))]})
PERSON = entity("Q901", "Wanjiru Otieno", {
    **HUMAN, "P27": [claim(item("Q114"))], "P21": [claim(item("Q6581072"))],
    "P39": [
        claim(item("Q900"), P580=time("2011-00-00", 9), P582=time("2013-05-00", 10)),
        claim(item("Q900"), "preferred", P580=time("2024-03-02", 11), P582={"snaktype": "novalue"}),
        claim(item("Q900"), P580=time("1995-01-01", 9), P582={"snaktype": "somevalue"}),
        claim(item("Q900"), "deprecated", P580=time("1990-01-01", 9)),
        claim({"snaktype": "novalue"}), claim(item("Q902")),
    ]}, aliases={"en": [{"language": "en", "value": "W. Otieno"}]}, modified="2026-02-01T10:00:00Z")
FICTION = entity("Q903", "Selina Storm", {"P39": [claim(item("Q900"))]})
UNION = entity("Q904", "Lakes Union", {"P31": [claim(item("Q484652"))], "P571": [claim(time("1999-00-00", 9))]},
               aliases={"en": [{"value": "LU"}, {"value": "Union of the Lakes"}]})


@pytest.mark.parametrize("packed", ["plain", "gz", "bz2", "lines", "service", "laid out"])
def test_wikidata(packed: str, tmp_path: Path) -> None:
    lines = [json.dumps(e) for e in (PERSON, FICTION, UNION, POST)]
    dump = "[\n" + ",\n".join(lines) + "\n]\n"
    answer = {"entities": {e["id"]: e for e in (PERSON, FICTION, UNION, POST)}}
    text = {"lines": "\n".join(lines), "service": json.dumps(answer), "laid out": json.dumps(answer, indent=2)}
    data = text.get(packed, dump).encode()
    path = tmp_path / "dump"
    path.write_bytes({"gz": gzip.compress, "bz2": bz2.compress}.get(packed, bytes)(data))
    found = list(FORMATS["wikidata"](path, None))
    (person,) = [f for f in found if isinstance(f, FoundPerson)]
    assert (person.name, person.aliases, person.countries, person.gender) == (
        "Wanjiru Otieno", ("W. Otieno",), ("Q114",), "f")
    assert {(t.start, t.end, t.end_basis, t.last_seen) for t in person.terms} == {
        ("2024-03-02", "", "", "2026-02-01"), ("2011", "2013-05", "stated", ""), ("1995", "1995", "unknown", "")}
    assert {t.title for t in person.terms} == {"Minister of Foreign Affairs of Kenya"}
    assert [str(f) for f in found if isinstance(f, Problem)] == [
        "Q901: Q902: the post's name is not in the file; give it with --posts"]
    bodies = [f for f in found if isinstance(f, FoundBody)]
    assert bodies == [
        FoundBody("Q904", "Lakes Union", "igo", "IGO", ("Union of the Lakes",), ("LU",), (), "Q904", "1999", "")]


def test_wikidata_with_the_posts_apart(tmp_path: Path) -> None:
    people, posts = tmp_path / "people.json", tmp_path / "posts.jsonl"
    people.write_text(json.dumps(PERSON) + "\n{broken \"P39\"\n")
    posts.write_text("\n".join(json.dumps(e) for e in (POST, entity("Q902", "Treasurer", {}))))
    found = list(FORMATS["wikidata"](people, posts))
    assert [str(f).split(":")[0] for f in found if isinstance(f, Problem)] == ["line 2"]
    (person,) = [f for f in found if isinstance(f, FoundPerson)]
    assert FoundTerm("Treasurer") in person.terms


def ftm(id: str, schema: str, **properties: Any) -> dict[str, Any]:
    return {"id": id, "schema": schema, "caption": properties.get("name", [""])[0], "last_seen": "2026-03-04T00:00:00",
            "properties": properties}


OCCUPANCY = {"startDate": ["2023-04"], "status": ["current"]}
MINISTER = ftm("pos-1", "Position", name=["Minister of Defence"], country=["ke"], topics=["gov.national", "gov.executive"])
BARASA = ftm("p-1", "Person", name=["Amani Barasa"], alias=["A. Barasa"], weakAlias=["Simba"], citizenship=["ke"])


def test_ftm_flat_in_any_order(tmp_path: Path) -> None:
    path = tmp_path / "entities.ftm.json"
    held = ftm("o-1", "Occupancy", holder=["p-1"], post=["pos-1"], **OCCUPANCY)
    over = ftm("o-2", "Occupancy", holder=["p-1"], post=["pos-1"], status=["ended"])
    nobody = ftm("p-2", "Person", name=["Some Trader"])
    path.write_text("\n".join(map(json.dumps, (held, over, BARASA, MINISTER, nobody))) + "\n[]\n")
    found = list(FORMATS["ftm"](path, None))
    assert found[1:] == [FoundPerson(
        "ftm:p-1", "Amani Barasa", ("A. Barasa",), ("Simba",), "", ("ke",), "", "",
        (FoundTerm("Minister of Defence", ("ke",), "", "", "2023-04", "", "", "2026-03-04",
                   ("gov.national", "gov.executive")),))]
    assert isinstance(found[0], Problem)
    assert found[0].where == "line 6"


def test_ftm_nested_says_the_same(tmp_path: Path) -> None:
    path = tmp_path / "targets.nested.json"
    held = ftm("o-1", "Occupancy", holder=["p-1"], post=[MINISTER], **OCCUPANCY)
    nested = {**BARASA, "properties": {**BARASA["properties"], "positionOccupancies": [held]}}
    firm = ftm("c-1", "Company", name=["Lake Oil"], topics=["sanction"], jurisdiction=["ug"])
    plain = ftm("c-2", "Company", name=["Corner Shop"])
    path.write_text("\n".join(map(json.dumps, (nested, firm, plain))))
    body, person = FORMATS["ftm"](path, None)
    assert isinstance(person, FoundPerson)
    assert [t.start for t in person.terms] == ["2023-04"]
    assert body == FoundBody("ftm:c-1", "Lake Oil", "company", "BUS", (), (), ("ug",), "", "", "")


@pytest.mark.parametrize("padding", [0, _CHUNK])
def test_popolo(padding: int, tmp_path: Path) -> None:
    path = tmp_path / "popolo.json"
    path.write_text(json.dumps({
        "meta": {"sources": ["x" * padding, "]}"]},
        "persons": [{"id": "7", "name": "Amani Barasa", "family_name": "Barasa", "gender": "male",
                     "identifiers": [{"scheme": "wikidata", "identifier": "Q905"}]}, {"id": "8"}],
        "organizations": [{"id": "h", "name": "National Assembly", "classification": "legislature"},
                          {"id": "t/2", "start_date": "2022-08-01", "end_date": "2027"}],
        "memberships": [{"person_id": "7", "organization_id": "h", "role": "member", "legislative_period_id": "t/2",
                         "start_date": "2023-01-05"}], "count": 12}))
    found = list(FORMATS["popolo"](path, None))
    assert found == [
        FoundPerson("Q905", "Amani Barasa", (), (), "Barasa", (), "m", "Q905",
                    (FoundTerm("member of National Assembly", (), "National Assembly", "LEG", "2023-01-05", "2027",
                               "stated"),)),
        Problem("person 8", "no name")]


def test_popolo_memberships_as_a_table(tmp_path: Path) -> None:
    path = tmp_path / "memberships.csv"
    path.write_text("person_id,person,organization_id,role,start_date,end_date\n7,Amani Barasa,h,Speaker,2022,2024-05\n")
    (person,) = FORMATS["popolo"](path, None)
    assert isinstance(person, FoundPerson)
    assert person.terms == (FoundTerm("Speaker", (), "h", "", "2022", "2024-05", "stated"),)


def test_csv(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text(
        "name,aliases,type,country,sector,role,start,end,qid,source\n"
        "Amani Barasa,A. Barasa|~Simba,person,KEN,GOV,Minister of Defence,2023-04,,Q905,gazette\n"
        "Lakes Front,LF,armed_group,UGA,REB,,2001,,,\nNobody,,ghost,,,,,,,\n,,,,,,,,,\nShort\n")
    person, group, ghost, nameless, short = FORMATS["csv"](path, None)
    assert isinstance(person, FoundPerson)
    assert (person.aliases, person.weak, person.wikidata) == (("A. Barasa",), ("Simba",), "Q905")
    assert isinstance(group, FoundBody)
    assert (group.kind, group.sector, group.start) == ("armed_group", "REB", "2001")
    assert [str(p).split(":")[0] for p in (ghost, nameless, short)] == ["line 4", "line 5", "line 6"]


@pytest.mark.parametrize("format", FORMATS)
def test_what_cannot_be_read_is_one_error(format: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        list(FORMATS[format](tmp_path / "none", None))
    broken = tmp_path / "broken.gz"
    broken.write_bytes(gzip.compress(b'{"id": "x"}\n' * 5000)[:40])
    with pytest.raises(InputError):
        list(FORMATS[format](broken, None))


def test_a_broken_popolo_file_is_one_error(tmp_path: Path) -> None:
    path = tmp_path / "popolo.json"
    path.write_text('{"persons": [{"id": "7"')
    with pytest.raises(InputError, match="not JSON"):
        list(FORMATS["popolo"](path, None))
