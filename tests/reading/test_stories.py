"""Document → stories: the article, stray headlines, boilerplate, repeats."""

from __future__ import annotations

from dragoman.knowledge.load import read_yaml
from dragoman.model import Document
from dragoman.reading.stories import is_boilerplate, split_stories

ARTICLE = (
    "Peru recalled its ambassador from Bolivia on Monday. The government in Lima said the step was a protest.\n"
    "Bolivia's foreign minister regretted the decision and offered talks.\n"
)


def stories(text: str) -> list[tuple[str, str | None, str]]:
    return [(s.kind, s.repeats, s.span.text) for s, _passages in split_stories(Document(text))]


def test_a_headline_about_something_else_is_a_story_of_its_own() -> None:
    found = stories(ARTICLE + "Tennis champion hurt in car crash near Melbourne\n")
    assert [kind for kind, *_ in found] == ["article", "headline"]


def test_the_same_headline_again_repeats_the_first() -> None:
    found = stories(ARTICLE + "Watch: tennis champion hurt in car crash\nTennis champion hurt in car crash\n")
    assert [repeats for _kind, repeats, _text in found] == [None, None, "s2"]


def test_the_headline_of_the_article_itself_belongs_to_it() -> None:
    found = stories("Peru recalls ambassador from Bolivia\n\n" + ARTICLE)
    assert [kind for kind, *_ in found] == ["article"]


def test_a_crosshead_inside_the_article_is_no_other_story() -> None:
    found = stories(ARTICLE + "Years of quarrels\n" + "The two countries have quarrelled over water since 2009.\n")
    assert [kind for kind, *_ in found] == ["article"]


def test_boilerplate_is_kept_apart_unread() -> None:
    found = split_stories(Document(ARTICLE + "Read more: the best beaches of Peru\nSign up for our newsletter\n"))
    assert [(s.kind, s.readable) for s, _ in found] == [("article", True), ("boilerplate", False)]
    assert found[1][1] == ()


def test_lines_of_news_are_no_boilerplate() -> None:
    assert not is_boilerplate("Sign of thaw: Peru and Bolivia sign a treaty on Lake Titicaca.")
    assert is_boilerplate("© 2024 The Daily Courier. All rights reserved.")


def test_an_empty_document_has_no_story() -> None:
    assert stories("") == []
    assert stories(" \n\t\n") == []


def test_a_dateline_is_no_part_of_the_sentence() -> None:
    parts = split_stories(Document("MANAGUA, Feb 9 (Agency) – Nicaragua released 91 opponents on Monday.\n"))
    assert [p.text for p in parts[0][1]] == ["MANAGUA, Feb 9 (Agency) – ", "Nicaragua released 91 opponents on Monday."]


def test_the_examples_of_openings_are_cut() -> None:
    for entry in read_yaml("reading/openings.yaml"):
        passages = split_stories(Document(entry["example"]))[0][1]
        assert len(passages) == 2, entry["name"]


def test_the_date_of_an_entry_is_no_part_of_its_sentence() -> None:
    for entry in read_yaml("reading/headings.yaml")["dates"]:
        parts = split_stories(Document(f"{entry['example']}: Troops enter Nicosia."))
        assert [p.text for p in parts[0][1]] == [f"{entry['example']}: ", "Troops enter Nicosia."], entry["name"]
    for text in ("2019: Friday, March 3 - Chad shelled Abeche.", "Friday, March 3 - Chad shelled Abeche."):
        assert len(split_stories(Document(text))[0][1]) == 2
    assert len(split_stories(Document("2,014 men left. May 3 be kind: go."))[0][1]) == 1


def test_a_date_over_a_report_belongs_to_it() -> None:
    assert [kind for kind, *_ in stories("Thursday 15 March 2018\n\n" + ARTICLE)] == ["article"]


def test_an_acronym_at_the_start_is_no_dateline() -> None:
    for text in ("NATO will meet in May.", "EU-China talks failed on Monday.", "UN - a history.", "US and EU agreed."):
        joined = [p.text for p in split_stories(Document(text))[0][1]]
        assert "".join(joined) == text


def test_a_day_at_the_start_is_no_dateline() -> None:
    for text in ("Friday - Chad shelled Abeche.", "On May 5, 1968: Paris woke.", "Hamas (a group) - once big - fell."):
        joined = [p.text for p in split_stories(Document(text))[0][1]]
        assert joined[0] == text
