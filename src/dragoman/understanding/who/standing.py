"""Does the name of a country or a city stand for those who govern there, or for the ground?"""

from __future__ import annotations

from dragoman.model import Sentence, Token
from dragoman.understanding.who.lexicon import standing_words

_ARGUMENTS = ("nsubj", "nsubjpass", "dobj", "pobj", "poss", "agent", "dative", "attr", "ROOT", "conj", "appos")
_PLACE_DEPS = ("npadvmod", "advmod", "meta")


def stands_for_actor(
    sentence: Sentence, first: int, last: int, city: bool, nations: frozenset[int] = frozenset(), depth: int = 0
) -> tuple[bool, str]:
    """Whether the name in tokens `first`..`last` is an actor here, and why. `city`: a capital, more often ground.

    `nations` are the numbers of the words of the sentence that belong to names of countries."""
    words = standing_words()
    token = outer(sentence, first, last)
    governor = sentence.head(token)
    dash = dateline_end(sentence)
    if last < dash:
        return False, "dateline"
    if heads_headline(sentence, first, last):
        return True, "subject of a headline"
    if token.dep in ("conj", "appos") and depth < 6 and governor.i != token.i:
        if governor.i < dash:
            return not city, "after a dateline"
        listed = city or governor.i in nations
        if token.dep == "appos" and not listed and any(t.text == "," for t in sentence.tokens[governor.i : token.i]):
            return stands_for_actor(sentence, governor.i, governor.i, True, nations, depth + 1)
        return stands_for_actor(sentence, governor.i, governor.i, city, nations, depth + 1)
    if token.dep in ("nsubj", "csubj"):
        if city and governor.lemma in words["befalls"]:
            return False, f"{governor.lemma}: befalls a place"
        if city and governor.lemma == "be" and _grounded(sentence, governor):
            return False, "is described as a place"
        return True, "subject"
    if token.dep == "nsubjpass":
        if city:
            return governor.lemma in words["acted_on"], f"subject of passive {governor.lemma}"
        return governor.lemma not in words["visits"], f"subject of passive {governor.lemma}"
    if token.dep in ("dobj", "dative", "obj", "iobj"):
        return _as_object(governor, city, words)
    if token.dep == "agent" or (token.dep == "pobj" and governor.dep == "agent"):
        return True, "by"
    if token.dep == "pobj" or governor.tag in ("IN", "TO"):
        return _after_preposition(sentence, governor, city, words)
    if token.dep == "poss":
        ground = _is_ground(sentence, governor, words)
        return not ground, f"possessor of {governor.lower}"
    if token.dep in _PLACE_DEPS:
        return False, "adverbial"
    if token.dep in ("compound", "nmod", "amod"):
        return False, f"modifies {governor.lower}"
    if token.i == governor.i:
        return not city and len(sentence.tokens) > 4, "head of the sentence"
    return not city, token.dep


def dateline_end(sentence: Sentence) -> int:
    """The number of the dash that ends a dateline, "TEHRAN, April 14 (Agency) –"; -1 where there is none."""
    tokens = sentence.tokens
    if not tokens or len(tokens[0].text) < 3 or not tokens[0].text.isupper():
        return -1
    for token in tokens[1:14]:
        if token.text in ("–", "—", "--", "-") and token.i + 1 < len(tokens) and tokens[token.i + 1].start > token.end:
            return token.i
        if token.tag.startswith("VB") and not token.text.isupper():
            return -1
    return -1


def suffix_after(sentence: Sentence, last: int) -> str:
    """ "led" for "Russian" in "Russian-led", where the parser splits the word; "" for none."""
    after = sentence.tokens[last + 1 : last + 3]
    return (
        after[1].lower
        if len(after) == 2 and after[0].text == "-" and after[1].tag in ("VBN", "VBD", "JJ", "NN")
        else ""
    )


def heads_headline(sentence: Sentence, first: int, last: int) -> bool:
    """As in "Beijing tightens grip": in a headline the parser often takes the verb for a noun."""
    tokens = sentence.tokens
    if first != 0 or last + 2 >= len(tokens) or tokens[-1].text in (".", "?", "!"):
        return False
    verb, after = tokens[last + 1], tokens[last + 2]
    noun = verb.tag == "NNS" and verb.text.islower() and tokens[last].dep in ("compound", "nmod", "amod")
    return noun and after.tag[:2] in ("NN", "JJ", "DT", "RP", "IN", "PR", "CD", "VB", "``")


def outer(sentence: Sentence, first: int, last: int) -> Token:
    """The token of the range whose head is outside it."""
    outward = [
        t
        for t in sentence.tokens[first : last + 1]
        if (not first <= t.head <= last or t.head == t.i) and t.dep not in ("punct", "case", "det")
    ]
    arguments = [t for t in outward if t.dep in _ARGUMENTS]
    if len(outward) > 1 and arguments and arguments[-1].dep == "poss":
        arguments = []
    return arguments[-1] if arguments else outward[-1] if outward else sentence.tokens[last]


def _grounded(sentence: Sentence, verb: Token) -> bool:
    """True for "is calm", "was home to": said of the ground. "is ready", "was not interested" is said of people."""
    words = standing_words()
    said = sentence.children(verb, "acomp", "attr", "oprd")
    if not said:
        return not any(t.pos == "VERB" for t in sentence.children(verb))
    return any(t.lemma in words["ground_states"] or t.lower in words["grounds"] for t in said)


def _as_object(governor: Token, city: bool, words: dict[str, frozenset[str]]) -> tuple[bool, str]:
    if city:
        return governor.lemma in words["acted_on"], f"object of {governor.lemma}"
    return governor.lemma not in words["visits"], f"object of {governor.lemma}"


def _is_ground(sentence: Sentence, noun: Token, words: dict[str, frozenset[str]]) -> bool:
    return noun.lower in words["grounds"] or noun.lemma in words["grounds"]


def _after_preposition(
    sentence: Sentence,
    preposition: Token,
    city: bool,
    words: dict[str, frozenset[str]],
) -> tuple[bool, str]:
    word = preposition.lower
    above = sentence.head(preposition)
    if above.tag in ("IN", "TO") and above.i != preposition.i:  # "from inside Russia", "out of Libya"
        return False, f"{above.lower} {word}"
    if word in words["place_prepositions"]:
        return False, f"{word}: a place"
    if word == "between":
        ground = above.lemma in words["between_grounds"]
        return not ground, f"{above.lower} between"
    near = {above.lemma, above.lower}
    if above.pos == "NOUN":  # "sent a message to", where the parser hangs "to" on the noun or on the verb
        near |= {t.lemma for t in sentence.children(above, "compound")}
    if word in ("to", "from", "for", "of", "on", "over", "out"):
        objects = {t.lemma for t in sentence.children(above, "dobj")} if above.pos == "VERB" else set()
        if above.pos == "VERB" and above.lemma in words["motion"] and city:
            return False, f"{above.lower} {word}"
        if (near | objects) & words["dealings"]:
            return True, f"{above.lower} {word}"
        if near & words["motion"] or _is_ground(sentence, above, words):
            return False, f"{above.lower} {word}"
        if word == "from" and above.tag.startswith("VB"):
            return False, "from: a place"
        return not city, f"{above.lower} {word}"
    if word in ("with", "by", "against", "without", "unlike", "like", "than", "including", "under", "about", "as"):
        return True, word
    return not city, word
