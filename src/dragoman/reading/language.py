"""Which language a text is in, when nobody says."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

_LETTERS = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+")
#: Shorter texts are too short to tell apart; they are read as English when they are in Latin script.
_ENOUGH = 40
_SAMPLE = 4000
#: A text with this share of English function words is English: the identifier, slow to load, need not be asked.
_FUNCTION_WORDS = 0.3
#: Below this probability a Latin-script text is given the benefit of the doubt.
_SURE = 0.9


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _english_share(text: str) -> float:
    from spacy.lang.en.stop_words import STOP_WORDS

    words = _WORD.findall(text.lower())
    return sum(word in STOP_WORDS for word in words) / max(len(words), 1)


def language_of(text: str) -> str | None:
    """ISO 639-1 code of the main language of `text`, or None where there are not letters enough to tell."""
    letters = _LETTERS.findall(text[: 4 * _SAMPLE])
    if not letters:
        return None
    latin = sum(1 for letter in letters if letter < "ɐ") / len(letters)
    if len(letters) < _ENOUGH and latin > 0.9:
        return None
    sample = text[:_SAMPLE] if len(text) <= 2 * _SAMPLE else text[: _SAMPLE // 2] + text[len(text) // 2 :][: _SAMPLE // 2]
    if _english_share(sample) >= _FUNCTION_WORDS:
        return "en"
    language, probability = _identifier().classify(sample)
    if language != "en" and latin > 0.9 and probability < _SURE:
        return None
    return str(language)
