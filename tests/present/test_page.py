"""The page: whole, safe, offline, and linked both ways."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser

import pytest

from dragoman.model import Document, Reading
from dragoman.present.page import render
from tests.build_reading import LAGOON, READINGS, empty, lagoon, tariffs


class Page(HTMLParser):
    """What a browser would see: ids, links, elements, and the report's text."""

    VOID = frozenset(("meta", "use", "path", "circle", "line", "rect", "br"))

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: Counter[str] = Counter()
        self.open: list[str] = []
        self.report: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self._reader = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        self.tags[tag] += 1
        self.attributes.extend((key, value or "") for key, value in attrs)
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "a":
            self.links.append(given.get("href", ""))
        if tag not in self.VOID:
            self.open.append(tag)
            if self._reader or given.get("class") == "text":
                self._reader += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in self.VOID:
            return
        assert self.open.pop() == tag
        self._reader = max(0, self._reader - 1)

    def handle_data(self, data: str) -> None:
        if self._reader:
            self.report.append(data)


def words(text: str) -> list[str]:
    return text.split()


@pytest.mark.parametrize("name", READINGS)
def test_it_is_well_formed_and_every_link_has_its_end(name: str) -> None:
    page = Page(render([READINGS[name]()]))
    assert page.open == []
    assert not [id for id, count in Counter(page.ids).items() if count > 1]
    assert not [link for link in page.links if link[1:] not in page.ids]


def test_several_reports_share_a_page() -> None:
    page = Page(render([lagoon(), tariffs(), lagoon(), empty()]))
    assert not [id for id, count in Counter(page.ids).items() if count > 1]
    assert not [link for link in page.links if link[1:] not in page.ids]
    assert page.tags["article"] == 4


def test_the_report_stands_there_word_for_word() -> None:
    assert words("".join(Page(render([lagoon()])).report)) == words(LAGOON)


def test_every_fact_has_its_place_and_its_words() -> None:
    reading = lagoon()
    page = Page(render([reading]))
    for fact in (*reading.events, *reading.positions, *reading.meetings, *reading.negotiations):
        assert fact.id in page.ids  # type: ignore[attr-defined]
        assert f"w-{fact.id}-0" in page.ids  # type: ignore[attr-defined]


def test_nothing_of_a_report_becomes_markup() -> None:
    html = render([tariffs()])
    page = Page(html)
    assert page.tags["script"] == 1
    assert "<ottawa" not in html.lower()
    assert "&lt;Ottawa&gt;" in html
    assert "alert(1)" not in re.sub(r"&lt;script&gt;alert\(1\)&lt;/script&gt;", "", html)


@pytest.mark.parametrize("evil", ["</script><script>x()</script>", '" onclick="x()', "{{ 7*7 }}", "</style>", "]]>"])
def test_hostile_words_stay_words(evil: str) -> None:
    document = Document(f"A {evil} b", source=evil, title=evil, publisher=evil, url="javascript:x()")
    page = Page(render([Reading(document)]))
    assert page.tags["script"] == 1
    assert page.tags["style"] == 1
    assert not [key for key, _ in page.attributes if key.startswith("on")]
    assert evil in "".join(page.report)
    assert not [link for link in page.links if not link.startswith("#")]


def test_nothing_is_loaded_from_elsewhere() -> None:
    html = render([lagoon()])
    assert "default-src 'none'" in html
    assert not re.findall(r"""(?:src|href)=["']?(?:https?:)?//""", html)
    assert not re.findall(r"url\(|@import", html)


def test_it_speaks_to_screen_readers_and_both_themes() -> None:
    html = render([lagoon()])
    assert '<html lang="en">' in html
    assert 'aria-label="stated or confirmed"' in html
    assert 'scope="row"' in html
    assert 'scope="col"' in html
    for media in ("prefers-color-scheme:dark", "print", "prefers-reduced-motion"):
        assert media in html
    assert ":focus-visible" in html


def test_what_no_file_can_hold_does_not_break_the_page() -> None:
    html = render([Reading(Document("a\ud800b\x00c"))])
    html.encode("utf-8")
    assert "\x00" not in html


def _luminance(color: str) -> float:
    parts = [int(color[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_every_colour_of_text_has_contrast_enough(theme: int) -> None:
    root = re.findall(r":root\{([^}]*)\}", render([empty()]))[theme]
    colors = dict(re.findall(r"--(\w+):#([0-9a-f]{6})", root))
    for ground in ("paper", "card", "hl"):
        for ink in ("ink", "soft", "accent", "sure", "open", "off", "doubt"):
            one, other = sorted((_luminance(colors[ground]), _luminance(colors[ink])))
            assert (other + 0.05) / (one + 0.05) >= 4.5, f"{ink} on {ground}"
