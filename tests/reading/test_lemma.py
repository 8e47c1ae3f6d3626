"""The dictionary form of a word, on which every table of words rests."""

import pytest

from dragoman.reading.parse import lemma


@pytest.mark.parser
@pytest.mark.parametrize(
    ("word", "pos", "plural", "wanted"),
    [
        ("called", "VERB", False, "call"),
        ("Vowed", "VERB", False, "vow"),
        ("met", "VERB", False, "meet"),  # an exception of the dictionary
        ("sanctions", "NOUN", True, "sanction"),
        ("talks", "NOUN", True, "talk"),  # "talks" is a word of its own, but not where the tagger sees a plural
        ("worst", "ADJ", False, "bad"),
        ("Hamas", "PROPN", False, "Hamas"),
    ],
)
def test_lemma(word: str, pos: str, plural: bool, wanted: str) -> None:
    assert lemma(word, pos, plural) == wanted
