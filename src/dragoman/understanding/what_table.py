"""What the table says: trigger words of the ontology, with what must stand beside them."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.knowledge.ontology import TriggerRule, classes_of, decoys, rules_by_head
from dragoman.model import Cast, Sentence, Token
from dragoman.understanding.clause import agents, contents, patients, phrase, prepositional
from dragoman.understanding.roles import parties_of


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that may tell of an event: its own number and extent in the sentence, what it would tell, and why."""

    token: Token
    first: int
    last: int
    type: str
    mode: str | None
    score: float
    why: tuple[str, ...]
    negated: bool = False


def candidates_of(sentence: Sentence, cast: Cast, blocked: set[int]) -> dict[int, list[Candidate]]:
    """What the table makes of each word, by token; several rules may fit one word. `blocked` words tell of nothing."""
    found: dict[int, list[Candidate]] = {}
    index = rules_by_head()
    for token in sentence.tokens:
        if token.i in blocked or token.pos not in _HEADS:
            continue
        for key in dict.fromkeys((token.lemma.lower(), token.lower)):
            for rule in index.get(key, ()):
                span = _extent(rule, sentence, token)
                if span is None or not _fits(rule, sentence, token, cast):
                    continue
                score = min(0.99, rule.weight + 0.03 * rule.demands)
                found.setdefault(token.i, []).append(
                    Candidate(
                        token, *span, rule.type, rule.mode, score, (f"{rule.name} {rule.weight:g}",), rule.negated
                    )
                )
    return found


def decoy_words(sentence: Sentence) -> set[int]:
    """The words that stand in a fixed phrase about something else, such as "heart attack"."""
    found: set[int] = set()
    index = decoys()
    for token in sentence.tokens:
        for phrase_words in index.get(token.lemma.lower(), ()) + index.get(token.lower, ()):
            window = sentence.tokens[token.i : token.i + len(phrase_words)]
            if len(window) == len(phrase_words) and all(map(_is, phrase_words, window)):
                found.update(t.i for t in window)
    return found


_NOUN_PREPOSITIONS = ("of", "on", "against", "for", "from", "in", "to")
_POS = {"verb": ("VERB",), "noun": ("NOUN", "PROPN"), "adj": ("ADJ", "VERB")}
#: What the head word of a rule can be.
_HEADS = frozenset(pos for each in _POS.values() for pos in each)


def _extent(rule: TriggerRule, sentence: Sentence, token: Token) -> tuple[int, int] | None:
    """First and last token of the rule's words around its head word, or None where they do not all stand there."""
    if token.pos not in _POS.get(rule.pos, ()) or (rule.pos == "verb" and token.dep in ("aux", "auxpass")):
        return None
    first = token.i - rule.at
    if first < 0 or not all(_is(w, sentence.tokens[first + k]) for k, w in enumerate(rule.words[: rule.at])):
        return None
    last = token.i
    for word in rule.words[rule.at + 1 :]:
        follower = _follower(sentence, token, last, word)
        if follower is None:
            return None
        last = follower.i if follower.i == last + 1 else last
    return first, last


def _is(word: str, token: Token) -> bool:
    return word in (token.lemma.lower(), token.lower)


def _follower(sentence: Sentence, token: Token, last: int, word: str) -> Token | None:
    """The next word of a phrasal verb: right after it, or hanging on it ("called the talks off")."""
    if last + 1 < len(sentence.tokens):
        after = sentence.tokens[last + 1]
        if word in (after.lower, after.lemma.lower()):
            return after
    below = sentence.children(token, "prt", "prep", "advmod", "dobj", "acomp", "dative", "agent")
    return next((c for c in below if c.i > token.i and word in (c.lower, c.lemma.lower())), None)


def _fits(rule: TriggerRule, sentence: Sentence, token: Token, cast: Cast) -> bool:
    if rule.negated and not _negated(sentence, token):
        return False
    if rule.prep and not any(p in rule.prep for p in _prepositions(sentence, token)):
        return False
    if rule.subject and not _subject_fits(rule, sentence, token, cast):
        return False
    if rule.complement and not _complement_fits(rule.complement, sentence, token):
        return False
    if rule.complement_class and not _complement_class_fits(rule, sentence, token):
        return False
    if not rule.object and not rule.not_object:
        return True
    objects = _objects(rule, sentence, token)
    if rule.not_object and any(_in_class(rule.not_object, sentence, o, cast) for o in objects):
        return False
    return not rule.object or any(_in_class(rule.object, sentence, o, cast) for o in objects)


def _negated(sentence: Sentence, token: Token) -> bool:
    """True for "no willingness", "not interested", "showed no interest", "will not negotiate", "never agreed"."""
    chain = [token]
    while chain[-1].dep in ("dobj", "acomp", "attr", "xcomp", "pobj", "prep") and len(chain) < 4:
        chain.append(sentence.head(chain[-1]))
    for word in chain:
        if sentence.child(word, "neg") or any(d.lower in ("no", "neither") for d in sentence.children(word, "det")):
            return True
        if word is not token and "absence" in classes_of(word.lemma.lower()):
            return True
    return False


def _prepositions(sentence: Sentence, token: Token) -> set[str]:
    found = {c.lower for c in sentence.children(token, "prep", "prt", "agent", "dative", "mark")}
    for child in sentence.children(token, "xcomp", "ccomp", "advcl"):
        found |= {c.lower for c in sentence.children(child, "mark", "aux") if c.i == token.i + 1}
    for noun in sentence.children(token, "dobj"):
        found |= {c.lower for c in sentence.children(noun, "prep")}
    if token.i + 1 < len(sentence.tokens):
        after = sentence.tokens[token.i + 1]
        if after.pos in ("ADP", "PART", "SCONJ"):
            found.add(after.lower)
    return found


def _subject_fits(rule: TriggerRule, sentence: Sentence, token: Token, cast: Cast) -> bool:
    nouns = agents(sentence, token) if token.pos == "VERB" else sentence.children(token, "poss", "amod", "compound")
    for noun in nouns:
        if "political" in rule.subject and parties_of(sentence, cast, noun):
            return True
        if classes_of(noun.lemma.lower()) & set(rule.subject):
            return True
    return False


def _complement_fits(kind: str, sentence: Sentence, token: Token) -> bool:
    if kind == "infinitive":
        below = sentence.children(token, "xcomp", "acl", "ccomp", "advcl")
        return any(c.tag == "VB" and any(a.lower == "to" for a in sentence.children(c, "aux")) for c in below)
    return bool(sentence.children(token, "ccomp", "acl")) or any(
        c.dep == "xcomp" for c in sentence.children(token)
    )


def _complement_class_fits(rule: TriggerRule, sentence: Sentence, token: Token) -> bool:
    heads = sentence.children(token, "xcomp", "ccomp", "acl", "advcl", "dobj")
    for preposition in sentence.children(token, "prep"):
        heads.extend(sentence.children(preposition, "pcomp", "pobj"))
    heads.extend(conjunct for head in list(heads) for conjunct in sentence.children(head, "xcomp"))
    return any(classes_of(h.lemma.lower()) & set(rule.complement_class) for h in heads)


def _objects(rule: TriggerRule, sentence: Sentence, token: Token) -> list[Token]:
    if token.pos == "VERB":
        nouns = patients(sentence, token)
        if token.dep == "amod":
            nouns = [sentence.head(token)]
        nouns += [n for p, n in prepositional(sentence, token) if not rule.prep or p in rule.prep]
    else:
        nouns = [n for p, n in prepositional(sentence, token) if p in _NOUN_PREPOSITIONS]
        nouns += sentence.children(token, "compound", "amod", "poss")
    return [inner for noun in nouns for inner in contents(sentence, noun)]


def _in_class(wanted: tuple[str, ...], sentence: Sentence, noun: Token, cast: Cast) -> bool:
    if "political" in wanted and parties_of(sentence, cast, noun):
        return True
    if "place" in wanted and noun.ent in ("GPE", "LOC", "FAC"):
        return True
    if "person" in wanted and (noun.ent == "PERSON" or noun.pos == "PRON"):
        return True
    held = classes_of(noun.lemma.lower()) | classes_of(phrase(sentence, noun))
    return bool(held & set(wanted))
