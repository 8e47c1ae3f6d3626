"""The encoder's scores line up with the words, repeat themselves, and survive odd input."""

from __future__ import annotations

import numpy as np
import pytest

from dragoman.understanding.signals import WEIGHTS, labels, pair_type, quoted_words, read_signals

pytestmark = pytest.mark.skipif(not (WEIGHTS / "encoder.onnx").exists(), reason="no weights")

SENTENCES = [
    ["Norway", "condemned", "the", "shelling", "of", "the", "port", "."],
    ["“", "We", "shall", "never", "sign", ","],
    ["nor", "shall", "our", "allies", "”", ",", "the", "envoy", "of", "Chad", "said", "."],
]


def test_rows_follow_words() -> None:
    names = labels()
    for words, signals in zip(SENTENCES, read_signals(SENTENCES), strict=True):
        assert signals.types.shape == (len(words), len(names["types"]))
        assert signals.statuses.shape == (len(words), len(names["statuses"]))
        assert signals.attribution.shape == (len(words), len(names["attribution"]))
        assert signals.factuality.shape == (len(words),)
        assert np.allclose(signals.types.sum(1), 1.0, atol=1e-4)


def test_same_story_same_scores() -> None:
    first, second = read_signals(SENTENCES), read_signals(SENTENCES)
    assert all(np.array_equal(a.types, b.types) for a, b in zip(first, second, strict=True))


def test_overlong_sentence_ends_in_zeros() -> None:
    signals = read_signals([["shelling"] * 400])[0]
    assert len(signals.types) == 400
    assert not signals.types[-1].any()
    assert signals.types[0].any()


def test_nothing_in_nothing_out() -> None:
    assert read_signals([]) == []
    assert [len(s.types) for s in read_signals([[], ["\u200b"], ["Chad"]])] == [0, 1, 1]


def test_pair_type_knows_a_plain_case() -> None:
    words = ["Norway", "condemned", "Sudan", "for", "shelling", "the", "port", "."]
    chances = pair_type(read_signals([words])[0], (0, 1), (2, 3))
    assert labels()["pair_types"][int(chances.argmax())] == "ACCUSE"
    assert chances.sum() == pytest.approx(1.0, abs=1e-4)


def test_quotation_runs_over_sentences() -> None:
    flags = quoted_words(SENTENCES)
    assert not any(flags[0])
    assert all(flags[1])
    assert flags[2] == [True] * 5 + [False] * 7
