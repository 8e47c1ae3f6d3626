"""Grammar that several questions share: the subject a verb is meant to have, its objects, what its prepositions name.

All functions work on one `Sentence` and its tokens; none knows actors or events.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from dragoman.knowledge.load import check_keys, read_yaml
from dragoman.model import Sentence, Token

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
_MAY_BE_BARE = ("acl", "advcl", "amod", "relcl", "ROOT", "ccomp", "xcomp")
RELATIVES = ("WDT", "WP", "WP$")


@cache
def _control() -> dict[str, frozenset[str]]:
    entries = check_keys(
        "lexicon/control.yaml", read_yaml("lexicon/control.yaml"),
        required=[
            "object_control", "object_prepositions", "containers", "speaking", "against", "onlookers", "feelings", "negators",
        ],
    )
    return {name: frozenset(words) for name, words in entries.items()}


def is_passive(sentence: Sentence, verb: Token) -> bool:
    """True for "was scrapped", "sanctions imposed by ...", and the second verb of "was seized and burned"."""
    if verb.tag != "VBN":
        return False
    if sentence.child(verb, "auxpass", "nsubjpass"):
        return True
    if sentence.child(verb, "aux"):  # "has imposed"
        return False
    if sentence.child(verb, "nsubj"):  # "Envoys, absent from the dinner, applauded": a past tense that is tagged wrong
        return False
    if verb.dep == "conj":
        return is_passive(sentence, sentence.head(verb))
    if _mistaken(sentence, verb) is not None:
        return False
    return verb.dep in _MAY_BE_BARE and sentence.child(verb, "dobj") is None


def _mistaken(sentence: Sentence, verb: Token) -> Token | None:
    """The word that tells the subject of a past tense which the parse takes for a participle: the head of the sentence
    in "Oslo's envoy, for his part, called on both ...", the verb above in "closed ports and suspended trade"."""
    noun = sentence.head(verb)
    if sentence.children(verb, "agent"):
        return None
    top = sentence.root
    if verb.dep == "acl" and top.pos in ("NOUN", "PROPN") and sentence.tokens[-1].text in (".", "!", ";", '"'):
        apart = verb.i > top.i and sentence.tokens[verb.i - 1].text == ","
        others = any(t.tag in _FINITE for t in sentence.tokens if t.i > verb.i and t.head in (top.i, verb.i))
        return top if apart and not others else None
    joined = verb.i > 0 and sentence.tokens[verb.i - 1].lower in ("and", "but")
    bare = sentence.child(noun, "det", "poss", "nummod") is None
    if verb.dep == "amod" and noun.dep == "conj" and joined and bare:
        return next((above for above in sentence.ancestors(noun) if above.tag == "VBD"), None)
    return None


def is_negated(sentence: Sentence, word: Token) -> bool:
    """True for "did not say", "neither confirmed nor denied", "no interest", "is not afraid"."""
    above = sentence.head(word)
    if word.dep in ("acomp", "attr") and sentence.child(above, "neg"):
        return True
    joined = word.dep == "conj" and any(c.lower == "nor" for c in sentence.children(above, "cc"))
    return joined or any(c.dep == "neg" or c.lower in _control()["negators"] for c in sentence.children(word))


def sets_against(word: Token) -> bool:
    """True for "while", "although": the clause it opens sets another word against the one before."""
    return word.lower in _control()["against"]


def antecedent(sentence: Sentence, token: Token) -> Token:
    """The noun that a relative pronoun stands for; any other token is its own antecedent."""
    if token.tag not in RELATIVES and not (token.lower == "that" and token.dep in (*SUBJECTS, "dobj")):
        return token
    for above in sentence.ancestors(token):
        if above.dep == "relcl":
            return sentence.head(above)
    return token


def subject(sentence: Sentence, verb: Token, depth: int = 0) -> Token | None:
    """The noun that the verb is said of, through control, raising, coordination and relative clauses.

    For a passive verb this is what undergoes it. None where the clause names nobody.
    """
    if depth > 8:
        return None
    own = _own_subject(sentence, verb)
    governor = sentence.head(verb)
    if own is not None and not _is_addressee(sentence, verb, governor):
        return antecedent(sentence, own)
    if governor is verb or (verb.dep != "conj" and _is_finite(sentence, verb)):
        stray = _stray_subject(sentence, verb)
        if stray is not None or governor is verb:
            return stray
    if verb.tag == "VBN" and (meant := _mistaken(sentence, verb)) is not None:
        return meant if meant.pos != "VERB" else subject(sentence, meant, depth + 1)
    if verb.dep == "conj":
        return subject(sentence, _coordinate(sentence, verb, governor), depth + 1)
    if verb.dep in ("acl", "relcl"):
        return _of_modified(sentence, verb, governor, depth)
    if verb.dep in ("xcomp", "ccomp", "oprd"):
        return _controlled(sentence, governor, depth)
    if verb.dep == "advcl":
        return subject(sentence, governor, depth + 1)
    if verb.dep == "pcomp":
        return _after_preposition(sentence, governor, depth)
    return None


def _own_subject(sentence: Sentence, verb: Token) -> Token | None:
    """The subject that hangs on the verb; "it has itself brought" has two, of which the pronoun for emphasis is none."""
    found = sentence.children(verb, *SUBJECTS)
    return next((t for t in found if not t.lower.endswith(("self", "selves"))), found[0] if found else None)


def _is_finite(sentence: Sentence, verb: Token) -> bool:
    return verb.tag in _FINITE or bool(sentence.children(verb, "aux", "auxpass"))


def _stray_subject(sentence: Sentence, verb: Token) -> Token | None:
    """The subject of a finite verb that the parse hangs elsewhere: on the auxiliary ("Peru has on earlier occasions
    refused"), on the first of verbs in a row ("Quito cuts tariffs, lifts the ban"), or that it takes for an adverb."""
    if not _is_finite(sentence, verb):
        return None
    for above in sentence.children(verb, "aux", "auxpass", "ccomp", "advcl"):
        joined = above.dep in ("aux", "auxpass") or (above.tag != "VB" and sentence.child(above, "mark") is None)
        found = _own_subject(sentence, above) if joined and above.i < verb.i else None
        if found is not None and found.pos in ("NOUN", "PROPN", "PRON"):
            return found
    strays = [t for t in sentence.children(verb, *_STRAYS) if t.i < verb.i and t.pos == "PROPN" and t.ent != "DATE"]
    return strays[0] if strays else _swallowed(sentence, verb)


def _swallowed(sentence: Sentence, verb: Token) -> Token | None:
    """The names right before the verb that the parse takes into a phrase before them: "After years of calm Togo and
    Benin agreed", "On Sunday Togo agreed"."""
    noun = sentence.tokens[verb.i - 1] if verb.i else verb
    found = None
    while noun.pos in ("PROPN", "NOUN") and noun.i < verb.i:
        before = sentence.child(noun, "compound")
        if noun.pos == "PROPN" and (sentence.child(noun, "conj") or (before is not None and before.ent == "DATE")):
            found = noun
        above = sentence.head(noun)
        noun = sentence.head(above) if noun.dep == "pobj" else above if noun.dep == "conj" else verb
    return found


#: What the parser takes a subject for when it goes wrong.
_STRAYS = ("npadvmod", "dep", "nmod", "compound", "dobj", "meta")


def _is_addressee(sentence: Sentence, verb: Token, governor: Token) -> bool:
    """ "Sent a memo to Ankara outlining …": the parse takes Ankara for the one who outlines."""
    after_to = verb.tag == "VBG" and verb.dep == "pcomp" and governor.lower == "to"
    return after_to and sentence.head(governor).pos == "VERB"


_FINITE = ("VBD", "VBZ", "VBP")


def _coordinate(sentence: Sentence, verb: Token, governor: Token) -> Token:
    """The verb that this one is coordinated with: a finite verb is no fellow of a bare one inside its clause
    ("demanded that Kigali withdraw and urged …" hangs "urged" on "withdraw")."""
    if verb.tag in _FINITE and governor.tag == "VB":
        for above in sentence.ancestors(governor):
            if above.tag in _FINITE:
                return above
    told = sentence.head(governor)
    if (
        governor.dep == "ccomp"
        and verb.lemma in _control()["speaking"]
        and told.lemma in _control()["speaking"]
        and told.i < governor.i
        and told.tag == verb.tag
        and governor.lemma not in _control()["speaking"]
    ):
        return told  # "denied that the deal was dead, and accused ...": who denies also accuses
    return governor


def _of_modified(sentence: Sentence, verb: Token, noun: Token, depth: int) -> Token | None:
    """ "Troops deployed …", "a memo outlining …": the noun. "Its plan to strike": who has the plan."""
    if verb.tag == "VB":
        owner = sentence.child(noun, "poss")
        if owner is not None:
            return owner
        above = sentence.head(noun)
        return subject(sentence, above, depth + 1) if above.pos == "VERB" and above is not noun else None
    return noun


def told_beside(sentence: Sentence, holder: Token) -> set[int]:
    """The words that `holder`, the subject of a verb of speaking, says: "Peru will win, he said", "Peru, he said, will win"."""
    verb = sentence.head(holder)
    if holder.dep not in SUBJECTS or verb.lemma not in _control()["speaking"]:
        return set()
    told = sentence.child(verb, "ccomp")
    if told is not None:
        return {t.i for t in sentence.subtree(told)}
    if verb.dep not in ("parataxis", "ccomp"):
        return set()
    return {t.i for t in sentence.subtree(sentence.head(verb))} - {t.i for t in sentence.subtree(verb)}


def is_controlled(governor: Token) -> bool:
    """True for "urged Kigali to …": the object is who is to do what the infinitive says."""
    return governor.lemma in _control()["object_control"]


def _controlled(sentence: Sentence, governor: Token, depth: int) -> Token | None:
    if is_controlled(governor):
        if is_passive(sentence, governor):
            return subject(sentence, governor, depth + 1)
        # "urged Kigali to withdraw": the parse hangs Kigali on either verb
        obj = sentence.child(governor, "dobj", "dative")
        if obj is not None:
            return obj
        for preposition in sentence.children(governor, "prep"):
            if preposition.lower in ("on", "for", "upon"):
                return sentence.child(preposition, "pobj")
    if governor.pos in ("VERB", "AUX"):
        return subject(sentence, governor, depth + 1)
    return None


def _after_preposition(sentence: Sentence, preposition: Token, depth: int) -> Token | None:
    """ "accused Iran of arming …": Iran. "by seizing …": the subject of the clause."""
    above = sentence.head(preposition)
    if above.pos not in ("VERB", "AUX"):
        if above is preposition:
            return None
        owner = sentence.child(above, "poss")
        verbs = (a for a in sentence.ancestors(above) if a.pos == "VERB")
        return owner or next((subject(sentence, a, depth + 1) for a in verbs), None)
    if preposition.lower in _control()["object_prepositions"]:
        if is_passive(sentence, above):
            return subject(sentence, above, depth + 1)
        obj = sentence.child(above, "dobj")
        if obj is not None:
            return obj
    return subject(sentence, above, depth + 1)


def by_agents(sentence: Sentence, word: Token) -> list[Token]:
    """The nouns of its by-phrase, coordinated ones included."""
    found = []
    for preposition in sentence.children(word, "agent", "prep"):
        if preposition.lower == "by":
            for noun in sentence.children(preposition, "pobj"):
                found.extend(sentence.conjuncts(noun))
    return found


def agents(sentence: Sentence, verb: Token) -> list[Token]:
    """The nouns that do what the verb says, coordinated ones included; empty for a passive without a by-phrase."""
    if is_passive(sentence, verb) and verb.lemma not in _control()["feelings"]:
        return by_agents(sentence, verb)
    found = subject(sentence, verb)
    return sentence.conjuncts(found) if found is not None else []


def looks_on(verb: Token) -> bool:
    """True for "condemned", "mediated": whoever does it has no part in the deed that is the object."""
    return verb.lemma in _control()["onlookers"]


def patients(sentence: Sentence, verb: Token) -> list[Token]:
    """The nouns that undergo it: the direct object, or the subject of a passive, coordinated ones included."""
    if is_passive(sentence, verb) and verb.lemma in _control()["feelings"]:
        return by_agents(sentence, verb)
    if is_passive(sentence, verb):
        if verb.dep == "amod":
            return [sentence.head(verb)]
        found = subject(sentence, verb)
        return sentence.conjuncts(found) if found is not None else []
    nouns = sentence.children(verb, "dobj")
    if not nouns and verb.dep == "conj" and not sentence.children(verb, "prep", "ccomp", "xcomp"):
        nouns = sentence.children(sentence.head(verb), "dobj")  # "planned and carried out the raid"
        nouns = [noun for noun in nouns if noun.i > verb.i]
    own = [antecedent(sentence, noun) for noun in nouns]
    if not own and verb.dep == "relcl":
        # "the town that rebels seized": the object gap is filled by what the clause modifies
        gap = sentence.child(verb, "nsubj")
        if gap is not None and antecedent(sentence, gap) is gap and sentence.child(verb, "prep") is None:
            own = [sentence.head(verb)]
    return [token for noun in own for token in sentence.conjuncts(noun)]


def prepositional(sentence: Sentence, word: Token) -> Iterator[tuple[str, Token]]:
    """(preposition, noun) for what hangs on the word, one level of nested prepositions included ("in talks with")."""
    for preposition in sentence.children(word, "prep", "agent", "dative"):
        if preposition.dep == "dative" and preposition.pos != "ADP":
            yield "to", preposition
            continue
        for noun in sentence.children(preposition, "pobj"):
            for each in sentence.conjuncts(noun):
                yield preposition.lower, each
        for inner in sentence.children(preposition, "prep"):
            for noun in sentence.children(inner, "pobj"):
                for each in sentence.conjuncts(noun):
                    yield inner.lower, each


def contents(sentence: Sentence, noun: Token) -> list[Token]:
    """The noun itself, or what it contains where it is a mere container: "a series of attacks" → attacks."""
    if noun.lemma in _control()["containers"]:
        inner = [n for preposition, n in prepositional(sentence, noun) if preposition == "of"]
        if inner:
            return [noun, *inner]
    return [noun]


def phrase(sentence: Sentence, noun: Token) -> str:
    """Lemma of the noun with the word right before it when that is part of its name: "phone call"."""
    before = sentence.tokens[noun.i - 1] if noun.i else None
    if before is not None and before.head == noun.i and before.dep in ("compound", "amod", "nmod"):
        return f"{before.lemma.lower()} {noun.lemma.lower()}"
    return noun.lemma.lower()
