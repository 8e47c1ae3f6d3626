"""Names of people → who they are, by the tables, by the story, or as strangers."""

from __future__ import annotations

from dataclasses import replace

from dragoman.knowledge.actors.keys import key
from dragoman.model import Sentence, Token
from dragoman.understanding.who import people
from dragoman.understanding.who.billing import billing_of
from dragoman.understanding.who.home import ARMED, DOMESTIC, INFERRED, home_of_title
from dragoman.understanding.who.items import Item
from dragoman.understanding.who.lexicon import titles
from dragoman.understanding.who.memory import Found, Memory
from dragoman.understanding.who.people import Billing
from dragoman.understanding.who.phrases import Phrase
from dragoman.understanding.who.towns import is_place

#: Parts of the text that the parser takes for something that cannot be a person.
_NO_NAME = frozenset(
    {
        "DATE",
        "TIME",
        "MONEY",
        "CARDINAL",
        "ORDINAL",
        "QUANTITY",
        "PERCENT",
        "FAC",
        "EVENT",
        "WORK_OF_ART",
        "LAW",
        "LANGUAGE",
    }
)


def find_person(memory: Memory, sentence: Sentence, phrase: Phrase, billed: Phrase) -> Found | None:
    item = phrase.name
    assert item is not None
    words = sentence.words(item.first, item.last).text
    billing = billing_of(memory, sentence, billed)
    form = "name"
    refs = [n.ref for n in item.names if n.kind == "person"]
    if refs:
        ref, why = people.choose(memory, refs, billing, False)
        if ref is not None:
            return Found(people.known(memory, ref, billing).id, form, why)
        return Found(people.stranger(memory, words, billing, why).id, form, why)
    if item.kind == "surname":
        return _surname(memory, sentence, phrase, billed, billing)
    if phrase.core is None and item.first == item.last and " " not in words:
        held = memory.by_surname.get(key(words), ())
        return Found(held[0], "surname", "named before") if len(held) == 1 else None
    if phrase.core is not None and item.first == item.last:
        held = [
            i
            for i in memory.by_surname.get(key(words), ())
            if not billing.country or memory.actors[i].country in (billing.country, None)
        ]
        if len(held) == 1:
            return Found(held[0], "surname", "named before")
    partial = _within_name(memory, words)
    if partial is not None:
        return Found(partial, form, "a fuller form of a name told before")
    if phrase.core is None and billed is phrase and is_place(words):
        return None
    why = "as the report names and bills them"
    home = None
    if billing.title is not None and not (billing.country or billing.body or _owned(sentence, billed)):
        usual = billing.title.of if billing.title.of and memory.registry.country(billing.title.of) else None
        home = usual or home_of_title(memory, sentence, billed)
    if home is not None and billing.sector in (*DOMESTIC, *ARMED):
        billing, why = replace(billing, country=home), f"{why}; {INFERRED}"
    return Found(people.stranger(memory, words, billing, why).id, form, "name")


def _owned(sentence: Sentence, billed: Phrase) -> bool:
    """True for "Ryanair's chief executive": of somebody named, though no table knows whom."""
    if billed.core is None:
        return False
    poss = sentence.child(sentence.tokens[billed.core.last], "poss")
    return poss is not None and poss.tag.startswith("NNP")


def _within_name(memory: Memory, words: str) -> str | None:
    """The person of the tables whose name these words hold with something more: "Joseph R. Biden Jr."."""
    parts = [p for p in key(words).split() if len(p) > 1 and p not in ("jr", "sr")]
    if len(parts) < 2 or len(parts) == len(key(words).split()):
        return None
    refs = {n.ref for n in memory.registry.named(" ".join(parts)) if n.kind == "person"}
    return people.known(memory, refs.pop(), Billing()).id if len(refs) == 1 else None


def _surname(
    memory: Memory,
    sentence: Sentence,
    phrase: Phrase,
    billed: Phrase,
    billing: Billing,
) -> Found | None:
    item = phrase.name
    assert item is not None
    words = sentence.words(item.first, item.last).text
    held = list(memory.by_surname.get(key(words), ()))
    if billing.country:
        held = [i for i in held if memory.actors[i].country in (billing.country, None)] or held
    if len(held) > 1 and billing.title:
        held = [i for i in held if billing.title.words in memory.figures[i].titles] or held
    if len(held) == 1:
        if billing.title and memory.figures[held[0]].table:
            people.known(memory, held[0], billing)
        return Found(held[0], "surname", "named before")
    if phrase.core is None and not _may_be_surname(sentence, item):
        return None
    refs = [n.ref for n in item.names if n.kind == "surname"]
    if held:
        refs = [r for r in refs if r in held]
    ref, why = people.choose(memory, refs, billing, True)
    if ref is not None:
        return Found(people.known(memory, ref, billing).id, "surname", why)
    if phrase.core is not None and billing.title is not None:
        return Found(people.stranger(memory, words, billing, "title and surname alone").id, "surname", why)
    return Found(None, "surname", why) if sentence.tokens[item.first].ent == "PERSON" else None


def _carries_on(sentence: Sentence, before: Token, token: Token) -> bool:
    """True where the word is a late part of somebody else's name: "Nawaf Al-Ahmad Al-Jaber"."""
    if before.text == "-" and before.i > 0:
        before = sentence.tokens[before.i - 1]
    if before.tag != "NNP" or before.ent in ("GPE", "NORP", "ORG", "DATE") or not before.text[:1].isupper():
        return False
    if before.lower.rstrip(".") in titles().honorifics:
        return False
    return before.head == token.i or token.head == before.i or before.head == token.head


def _may_be_surname(sentence: Sentence, item: Item) -> bool:
    """False for a month, a part of a longer name ("Ford Motor"), a common word that begins a sentence."""
    token, last = sentence.tokens[item.first], sentence.tokens[item.last]
    before = sentence.tokens[token.i - 1] if token.i else None
    if before is not None and before.lower.rstrip(".") in titles().honorifics:
        return True
    if before is not None and _carries_on(sentence, before, token):
        return False
    if before is not None and before.tag == "NNP" and before.ent == token.ent == "PERSON" and not token.ent_start:
        return False
    if token.ent in _NO_NAME or not token.tag.startswith("NNP"):
        return False
    if (
        token.i > 0
        and sentence.tokens[token.i - 1].tag in ("NNP", "NNPS")
        and sentence.tokens[token.i - 1].head in (last.i, last.head)
        and sentence.tokens[token.i - 1].dep == "compound"
    ):
        return False
    head = sentence.tokens[last.head]
    return not (last.dep == "compound" and head.tag.startswith("NNP") and head.i > last.i)
