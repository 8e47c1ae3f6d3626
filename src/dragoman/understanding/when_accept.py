"""Whether words that match a pattern of time are one: "March" may be a march, "2,014" a number, "fall" a fall."""

from __future__ import annotations

import re

from dragoman.model import Sentence, Token
from dragoman.understanding.when_words import time_words

_NUMBERS = ("MONEY", "QUANTITY", "PERCENT", "CARDINAL")


def acceptable(sentence: Sentence, rule: str, match: re.Match[str], first: int, last: int) -> bool:
    """False where the words around or the tags of the words speak against a time."""
    groups = match.groupdict()
    if rule == "year":
        return _is_year(sentence, groups, first, last)
    if rule == "calendar":
        return _is_calendar(sentence, groups, first, last)
    if rule == "season":
        return (
            groups.get("season", "").lower() != "fall"
            or sentence.tokens[_last_word(sentence, first, last)].pos != "VERB"
        )
    if rule in ("duration", "period", "anchored"):
        return _is_length(sentence, groups, first, last)
    if rule == "clock":
        return _is_clock(sentence, groups, first)
    if rule in ("stretch", "period") and any(t.lower == "last" and t.pos == "VERB" for t in sentence.tokens[first : last + 1]):
        return False  # "the truce will last ten days"
    if rule == "ordinal_day" and groups.get("lead"):  # not "on the 5th floor"
        after = _after(sentence, last)
        return after is None or after.pos not in ("NOUN", "PROPN", "ADJ", "NUM")
    if rule == "set" and groups.get("set_word"):
        return _is_set(sentence, first)
    if rule == "weekday":
        return sentence.tokens[last].ent not in ("PERSON", "WORK_OF_ART")
    if rule == "years":
        return _is_years(sentence, match, first)
    return True


def _before(sentence: Sentence, first: int) -> str:
    return sentence.tokens[first - 1].lower if first else ""


def _after(sentence: Sentence, last: int) -> Token | None:
    return sentence.tokens[last + 1] if last + 1 < len(sentence.tokens) else None


def _last_word(sentence: Sentence, first: int, last: int) -> int:
    return next((t.i for t in sentence.tokens[first : last + 1] if t.lower == "fall"), last)


def _is_set(sentence: Sentence, first: int) -> bool:
    """ "daily raids", "meets weekly"; not the paper that is called so: "Paris daily Le Monde"."""
    token = sentence.tokens[first]
    if token.pos not in ("ADJ", "ADV") or not token.text.islower():
        return False
    if token.lower not in time_words().grammar["papers"]:
        return True
    after = next((t for t in sentence.tokens[first + 1 :] if t.pos not in ("PROPN", "DET")), None)
    return after is None or after.i == first + 1 or after.pos in ("NOUN", "ADJ")


def _is_year(sentence: Sentence, groups: dict[str, str], first: int, last: int) -> bool:
    if groups.get("edge") or groups.get("glued"):
        return True
    token, before, after = sentence.tokens[last], _before(sentence, first), _after(sentence, last)
    if token.text.startswith("-") or (token.start != sentence.tokens[first].start):
        return True
    if before in ("$", "#", "no.", "about", "some", "nearly", "only", "least", "than", "almost"):
        return False
    counted = after is not None and after.tag == "NNS" and token.head == after.i
    if token.ent == "DATE":
        return not (counted and before not in time_words().grammar["year_before"])
    if token.ent in _NUMBERS and (counted or token.ent != "CARDINAL"):
        return False
    if before in time_words().grammar["year_before"]:
        return not counted
    return (
        token.dep in ("nummod", "npadvmod", "appos", "pobj", "ROOT")
        and not counted
        and before in ("the", "(", ",", "a", "")
    )


def _is_years(sentence: Sentence, match: re.Match[str], first: int) -> bool:
    """ "2019–21" and "from 2010 to 2014" are years; "1,500 to 2000 troops" and "in 2014 and 2015" are not a stretch."""
    text = match.group().lower()
    before = _before(sentence, first)
    if " and " in text:
        return text.startswith("between") or before == "between"
    if " to " in text or " until " in text or " through " in text:
        return text.startswith("from") or sentence.tokens[first].ent == "DATE"
    return sentence.tokens[first].ent in ("DATE", "", "CARDINAL")


def _is_calendar(sentence: Sentence, groups: dict[str, str], first: int, last: int) -> bool:
    after = _after(sentence, last)
    if groups.get("day"):
        # "in May 20 people died": the number counts people
        number = sentence.tokens[last]
        return not (
            not groups.get("year")
            and after is not None
            and after.tag == "NNS"
            and number.head == after.i
            and number.tag == "CD"
            and number.ent != "DATE"
        )
    if groups.get("year") or groups.get("edge") or groups.get("glued") or groups.get("which"):
        return True
    token = sentence.tokens[first]
    if groups["month"].title().rstrip(".") not in time_words().grammar["doubtful_months"]:
        return token.ent not in ("PERSON", "ORG") or _before(sentence, first) in (
            "in",
            "since",
            "last",
            "next",
            "this",
            "until",
        )
    return (
        token.pos in ("PROPN", "NOUN")
        and token.ent in ("DATE", "")
        and (_before(sentence, first) in time_words().grammar["month_before"] or token.ent == "DATE")
        and (after is None or after.pos not in ("PROPN",) or token.ent == "DATE")
    )


def _is_length(sentence: Sentence, groups: dict[str, str], first: int, last: int) -> bool:
    unit = (groups.get("unit_s") or groups.get("unit") or "").lower()
    if unit == "second" and groups.get("count"):  # "a second", "one second round"
        return False
    if unit == "quarter" and groups.get("count"):  # "a quarter of the troops", "three quarters"
        return False
    if unit.startswith("second") and groups.get("way"):  # "signed the second before lunch"
        return False
    if unit.startswith("quarter") and not groups.get("which"):
        return False
    before = _before(sentence, first)
    if (
        sentence.tokens[first].lower in ("a", "an")
        and last == first + 1
        and before not in time_words().grammar["length_before"]
        and not ((after := _after(sentence, last)) and after.lower in ("after", "before"))
    ):
        return False
    after = _after(sentence, last)
    if after is not None and after.lower in ("old", "olds", "-old"):
        return False
    return not (
        after is not None
        and after.text == "-"
        and last + 2 < len(sentence.tokens)
        and sentence.tokens[last + 2].lower.startswith("old")
    )


def _is_clock(sentence: Sentence, groups: dict[str, str], first: int) -> bool:
    if groups.get("half") or groups.get("zone") or groups.get("named_hour") or groups.get("form"):
        return True
    return _before(sentence, first) in (
        "at",
        "by",
        "around",
        "until",
        "from",
        "about",
        "before",
        "after",
        "between",
        "and",
    )
