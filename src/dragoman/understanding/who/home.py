"""Whose police, whose army, whose president, when a report does not say: those of the country it is set in there.

"Police fired tear gas" in a report on one country is about that country's police. The guess is made only where one
country stands out among those named near, and `why` tells that it is one.
"""

from __future__ import annotations

from collections import defaultdict

from dragoman.knowledge.actors import Agent
from dragoman.model import Sentence, Token
from dragoman.understanding.who.lexicon import references
from dragoman.understanding.who.memory import Memory
from dragoman.understanding.who.phrases import Phrase
from dragoman.understanding.who.towns import country_of

#: Sectors whose nameless members act at home.
DOMESTIC = frozenset(
    ("GOV", "LEG", "JUD", "COP", "SPY", "PTY", "OPP", "CVL", "LAB", "EDU", "MED", "REL", "AGR", "CRM", "SOC")
)
#: Those who fight on foreign ground too: their country must stand out more clearly.
ARMED = frozenset(("MIL", "REB", "UAF", "PRM"))
#: What a country named some sentences before still counts for this sentence; further off or later, `_FAR`.
_NEAR = (1.0, 0.8, 0.6, 0.45, 0.35)
_FAR = 0.3
_SHARE, _ARMED_SHARE = 0.34, 0.4
#: How much more than the next country it must count.
_LEAD = 1.2
#: Less evidence than two mentions near by tells nothing.
_LEAST = 1.0

INFERRED = "taken to be of the country that the report is about here"


def home_at(memory: Memory, sentence: Sentence, sector: str | None) -> str | None:
    """The country that the words around a sentence are about, where one stands out clearly enough for the sector."""
    if memory.bare or not memory.marks or (sector not in DOMESTIC and sector not in ARMED):
        return None
    scores: defaultdict[str, float] = defaultdict(float)
    for index, marks in memory.marks.items():
        back = sentence.index - index
        weight = _NEAR[back] if 0 <= back < len(_NEAR) else _FAR
        for country, count in marks.items():
            scores[country] += weight * count
    if not scores:
        return None
    ranked = sorted(scores.items(), key=lambda pair: -pair[1])
    (country, most), total = ranked[0], sum(scores.values())
    next_best = ranked[1][1] if len(ranked) > 1 else 0.0
    share = _ARMED_SHARE if sector in ARMED else _SHARE
    clear = most >= _LEAST and most >= share * total and most >= _LEAD * next_best
    return country if clear else None


def is_foreign(sentence: Sentence, first: int, last: int) -> bool:
    """True for "foreign soldiers", "soldiers of both countries", "other governments": words that point elsewhere."""
    words = references().elsewhere
    if _belongs_elsewhere(sentence, last):
        return True
    for token in sentence.tokens[first : last + 1]:
        if token.lower in words or any(
            t.lower in words for t in sentence.children(token, "amod", "det", "nummod", "compound", "nmod")
        ):
            return True
    return False


def _official(memory: Memory, sentence: Sentence, phrase: Phrase) -> bool:
    """ "The Prime Minister spoke with the President of Kenya": in a statement of a government the bare title in capitals
    is its own, and the country named most is as often the other's."""
    assert phrase.core is not None
    word = sentence.tokens[phrase.core.first]
    return word.text[:1].isupper() and phrase.name is None and phrase.core.first > 0 and len(memory.named) > 1


def _belongs_elsewhere(sentence: Sentence, last: int) -> bool:
    """True where "his", "whose" or "at the Court", "in Brooklyn" tells whose somebody is: home is no guess then."""
    tokens = sentence.tokens
    if any(t.tag in ("PRP$", "WP$") for t in sentence.children(tokens[last], "poss")):
        return True
    after = tokens[last + 1 : last + 4]
    if len(after) < 2 or after[0].lower not in ("at", "from", "in", "of", "for"):
        return False
    name = after[1] if after[1].lower != "the" else after[-1]
    return name.tag.startswith("NNP") and name.ent not in ("DATE", "TIME") and (after[0].lower != "in" or not _here(name))


def _here(name: Token) -> bool:
    """False for a town that the gazetteer knows: the town tells the country better."""
    return country_of(name.text) is None


def may_be_home(agent: Agent) -> bool:
    """Whether nameless actors of this kind are, as a rule, at home in the country of the report."""
    return agent.country_from != "none" and agent.phrase not in references().abroad


def home_of_title(memory: Memory, sentence: Sentence, phrase: Phrase) -> str | None:
    """The country of an office that is named without one, where the words around tell it."""
    title = phrase.core.title if phrase.core is not None else None
    if title is None or phrase.core is None or title.words in references().abroad or title.of:
        return None
    if is_foreign(sentence, phrase.core.first, phrase.core.last) or _official(memory, sentence, phrase):
        return None
    if title.words in references().elsewhere_titles and memory.nations["USA"]:
        return home_at(memory, sentence, title.sector) if home_at(memory, sentence, title.sector) == "USA" else None
    # Anybody's officials need as clear a country as anybody's soldiers.
    sector = "MIL" if title.words in references().servants else title.sector
    return home_at(memory, sentence, sector)
