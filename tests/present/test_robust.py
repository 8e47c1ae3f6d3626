"""Whatever is handed in, the output is a valid reading, or one clear line."""

from __future__ import annotations

import json
import random
import time
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from dragoman import read
from dragoman.knowledge.load import ROOT
from dragoman.model import Reading
from dragoman.present.cli.app import run
from dragoman.present.page import render
from dragoman.present.text import dossier, sources

pytestmark = pytest.mark.parser
VALIDATOR = Draft202012Validator(json.loads((ROOT / "schema" / "reading.schema.json").read_text("utf-8")))
COUNTRIES = ("Kenya", "Ethiopia", "France", "Japan", "Brazil", "Iran", "Qatar", "Egypt", "Norway", "Chile", "Poland")
VERBS = ("urged", "met", "accused", "threatened", "sanctioned", "condemned", "praised")


def prose(words: int, seed: int = 3) -> str:
    """Varied plain reports of about so many words, in paragraphs."""
    dice = random.Random(seed)
    lines = [
        f"{dice.choice(COUNTRIES)} {dice.choice(VERBS)} {dice.choice(COUNTRIES)} over grain on Monday, according to "
        f"officials in week {dice.randrange(99_999)}."
        for _ in range(words // 13)
    ]
    return "\n\n".join(" ".join(lines[i : i + 6]) for i in range(0, len(lines), 6))


def sound(reading: Reading) -> None:
    """Valid against the schema, honest in its offsets, and drawn in every way."""
    given = reading.to_dict()
    assert not [e.message for e in VALIDATOR.iter_errors(given)]
    text = given["document"]["text"]

    def walk(node: object) -> None:
        if isinstance(node, dict):
            start, end, words = node.get("start"), node.get("end"), node.get("text")
            if isinstance(start, int) and isinstance(end, int):
                assert 0 <= start <= end <= len(text)
                if isinstance(words, str):
                    assert text[start:end] == words
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)

    walk(given)
    assert dossier(reading)
    assert sources(reading)
    assert render([reading]).startswith("<!doctype html>")


TEXTS = {
    "empty": "",
    "blank": " \n\t \n",
    "one word": "Budapest",
    "one letter": "x",
    "marks only": "… !!! ??? — “”",
    "emoji": "🇺🇸 and 🇷🇺 met 🤝 in Geneva 😀. The 👨‍👩‍👧 minister of Kenya 🎉 urged Sudan to accept a ceasefire 🕊️.",
    "nested quotes": "“He said ‘they told me “no deal” was done’ and left,” the minister said, “\"'\"” twice. " * 5,
    "open quote": "“We will never sign, the minister said. " * 20,
    "right to left": "התקיימה פגישה בקהיר. Egypt’s foreign minister met the envoy. التقى الرئيس الوزير.",
    "control": "Kenya\x00 met\x1b[2J Sudan\u202e in\u200b Nairobi\ufeff.",
    "combining": "Z\u0301u\u0308rich hosted talks between I\u0307ran and Fran\u0327ce.",
    "no spaces": "a" * 20_000,
    "line ends": "Kenya met Sudan.\r\nFrance left.\rIran stayed.\u2028Chad came.\u0085Peru went.",
    "upper case": "KENYA URGED SUDAN TO ACCEPT A CEASEFIRE ON MONDAY.",
    "brackets": "((((((((Kenya))))))) [[met]] {{Sudan}} <b>in</b> &amp; ]]>",
    "a table": "\n".join(f"{n}\t{n * n}\tKenya" for n in range(200)),
    "many newlines": "Kenya met Sudan." + "\n" * 5000 + "France left.",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_odd_texts(text: str) -> None:
    sound(read(text, date="2025-11-01"))
    sound(read(text))


def test_no_text_is_noted_and_no_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty.txt").write_text("")
    assert run(["read", str(tmp_path / "empty.txt"), "-f", "jsonl"]) == 0
    assert "empty" in [note["code"] for note in json.loads(capsys.readouterr().out)["notes"]]


@pytest.mark.parametrize("text", [
    "Le président français a rencontré le chancelier allemand à Berlin lundi pour discuter de la situation en Ukraine.",
    "التقى الرئيس المصري وزير الخارجية الأمريكي في القاهرة يوم الاثنين وبحث معه وقف إطلاق النار في غزة.",
    "Министр иностранных дел России встретился с послом Китая в Москве и обсудил санкции против компаний страны.",
    "中国外交部长星期一在北京会见了俄罗斯大使,双方讨论了停火问题和制裁问题,并同意下个月再次举行会谈以及相关事项。",
], ids=["fr", "ar", "ru", "zh"])
def test_another_language_gives_a_note_and_no_facts(text: str) -> None:
    reading = read(text)
    assert "language-unsupported" in [note.code for note in reading.notes]
    assert not reading.events
    assert not reading.positions
    sound(reading)


def test_menus_give_no_facts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    items = "".join(f'<li><a href="/p{n}">Kenya attacks news {n}</a></li>' for n in range(5000))
    path = tmp_path / "menus.html"
    path.write_text(f"<!doctype html><html><body><nav><ul>{items}</ul></nav></body></html>")
    assert path.stat().st_size > 200_000
    assert run(["read", str(path), "-f", "jsonl"]) == 0
    reading = json.loads(capsys.readouterr().out)
    assert "no-article" in [note["code"] for note in reading["notes"]]
    assert reading["events"] == []


def test_same_input_same_output() -> None:
    text = prose(400)
    one, other = (json.dumps(read(text, date="2025-11-01").to_dict()) for _ in range(2))
    assert one == other


def test_a_megabyte_in_one_line() -> None:
    text = ("The minister met the envoy in Geneva and urged a ceasefire. " * 18_000)[:1_000_000]
    reading = read(text)
    assert reading.document.text == text
    assert not [e.message for e in VALIDATOR.iter_errors(reading.to_dict())]


def test_time_grows_with_the_text_and_not_faster() -> None:
    read(prose(200))  # the models load
    spent = []
    for words in (4_000, 16_000):
        text = prose(words, seed=words)
        start = time.perf_counter()
        reading = read(text, date="2025-11-01")
        render([reading])
        dossier(reading)
        spent.append(time.perf_counter() - start)
    assert spent[1] < 4 * spent[0] * 2, f"four times the words took {spent[1] / spent[0]:.1f} times as long"
