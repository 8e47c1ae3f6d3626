"""Place or actor: "in Hungary" and "flew to Hungary" name a place, "Hungary vetoed" and "told Hungary" do not."""

from __future__ import annotations

from dragoman.knowledge.places.gazetteer import Entry
from dragoman.model import Cast, Sentence, Token
from dragoman.understanding.when_tense import top
from dragoman.understanding.where_names import Name
from dragoman.understanding.where_verdict import before
from dragoman.understanding.where_words import place_words
from dragoman.understanding.who.standing import dateline_end, stands_for_actor

#: Places by these features can act in a report; other places are places however they stand.
_ACTING = ("PCLI", "PCLD", "PCLH", "PPLC", "BLDG", "RGN")


def used_as_place(sentence: Sentence, name: Name, entry: Entry | None, cast: Cast) -> bool:
    """False where the name stands for those who govern the place."""
    words, preposition = place_words(), before(sentence, name.first)
    head = top(sentence, name.first, name.last)
    governor = sentence.head(head)
    if _modifies(sentence, head, governor, entry) or _speaks(sentence, head):
        return False
    if preposition in words["locative"] and preposition not in ("on", "over", "under", "past"):
        return True
    if head.dep in ("appos", "npadvmod") and preposition == ",":
        return True
    mention = cast.headed(sentence.index, head)
    exact = (
        mention is not None
        and mention.form != "place"
        and mention.first >= name.first - 1
        and mention.last <= name.last
        and mention.actor is not None
    )
    acting = entry is None or entry.feature in _ACTING
    if not _country(entry) and head.dep in ("dobj", "nsubjpass") and governor.lemma in words["town_objects"]:
        return True
    if name.form == "part":
        return not acting
    if not acting:
        return not exact or _place_argument(sentence, head, governor)
    if _dateline(sentence, name) or _place_argument(sentence, head, governor):
        return True
    if _country(entry) and head.dep in ("compound", "amod", "nmod"):
        return False
    return not exact and not stands_for_actor(sentence, name.first, name.last, not _country(entry))[0]


def _modifies(sentence: Sentence, head: Token, governor: Token, entry: Entry | None) -> bool:
    """ "the Geneva agreement", "a US warship", "Georgia's secretary of state": whose or which, not where."""
    words = place_words()
    if head.dep not in ("compound", "amod", "nmod", "poss") or governor.i < head.i or governor.lemma in words["place_nouns"]:
        return False
    if governor.lemma in words["instruments"] or (head.dep == "poss" and governor.lemma in words["wills"]):
        return True
    wide = entry is not None and (entry.feature.startswith(("PCL", "CONT", "SEA")) or _of_many_countries(entry))
    if head.dep != "poss":
        return wide and governor.text.islower()
    return sentence.child(governor, "prep") is not None and entry is not None and entry.feature == "ADM1"


def _speaks(sentence: Sentence, head: Token) -> bool:
    """ "Tokyo, which protested": what says and demands is a government."""
    for clause in sentence.children(head, "relcl"):
        subject = sentence.child(clause, "nsubj")
        if subject is not None and subject.lower in ("which", "who") and clause.lemma in place_words()["elsewhere"]:
            return True
    return False


def _country(entry: Entry | None) -> bool:
    return entry is not None and entry.feature.startswith("PCL")


def _of_many_countries(entry: Entry) -> bool:
    """A union or a region wider than a country, and in no dispute: "a European Union envoy"."""
    return entry.feature == "RGN" and entry.country is None and not entry.claims


def _dateline(sentence: Sentence, name: Name) -> bool:
    tokens = sentence.tokens
    if name.last < dateline_end(sentence):
        return True
    return name.first <= 1 and name.last + 1 < len(tokens) and tokens[name.last + 1].text in ("(", "--", "–", "—", "-")


def _place_argument(sentence: Sentence, head: Token, governor: Token) -> bool:
    words = place_words()
    if head.dep == "conj" and governor is not head:
        return _place_argument(sentence, governor, sentence.head(governor))
    if head.dep == "pobj":
        above = sentence.head(governor)
        if governor.lower in words["locative"] and governor.lower not in ("on", "over", "under", "past"):
            return True
        if governor.lower == "of":
            return above.lemma in words["place_nouns"] or above.lemma in words["struck_nouns"]
        if governor.lower == "over" and above.lemma in words["contests"]:
            return True
        if governor.lower == "with" and sentence.tokens[governor.i - 1].lemma in words["edges"]:
            return True
        if governor.lower in ("to", "from", "toward", "towards", "for", "between", "through", "over"):
            return above.lemma in words["motion"] or (
                above.lower in ("from", "to", "away", "back", "home", "up", "out")
                and sentence.head(above).lemma in words["motion"]
            ) or (governor.lower == "from" and above.dep == "dobj" and sentence.head(above).lemma in words["motion"])
        return False
    if head.dep in ("dobj", "nsubjpass") or (head.dep == "obj"):
        return governor.lemma in words["place_objects"]
    if head.dep in ("poss", "compound", "nmod", "amod"):
        return governor.lemma in words["place_nouns"] and governor.pos != "PROPN"
    return False
