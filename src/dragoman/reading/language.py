"""Which language a text is in, when nobody says."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

_LETTERS = re.compile(r"[^\W\d_]")
#: Shorter texts are too short to tell apart; they are read as English when they are in Latin script.
_ENOUGH = 40
_SAMPLE = 4000
#: Below this probability a Latin-script text is given the benefit of the doubt.
_SURE = 0.9


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def language_of(text: str) -> str | None:
    """ISO 639-1 code of the main language of `text`, or None where there are not letters enough to tell."""
    letters = _LETTERS.findall(text[: 4 * _SAMPLE])
    if not letters:
        return None
    latin = sum(1 for letter in letters if letter < "ɐ") / len(letters)
    if len(letters) < _ENOUGH and latin > 0.9:
        return None
    sample = text[:_SAMPLE] if len(text) <= 2 * _SAMPLE else text[: _SAMPLE // 2] + text[len(text) // 2 :][: _SAMPLE // 2]
    language, probability = _identifier().classify(sample)
    if language != "en" and latin > 0.9 and probability < _SURE:
        return None
    return str(language)
