"""Where around a cue stands what is wanted, who wants it and of whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.model import Cast, Sentence, Span, Token
from dragoman.understanding.clause import agents, antecedent, is_passive, patients, subject
from dragoman.understanding.roles import named, parties_of
from dragoman.understanding.stance_words import Cue, Topic, cues_by_head, stance_words, topics

_CLAUSES = ("ccomp", "xcomp")
_VERBAL = ("VERB", "AUX")
#: Below a clause's verb these belong to the frame around it, not to what is wanted.
_FRAME = ("advcl", "punct", "cc", "conj", "mark", "parataxis")


@dataclass(frozen=True, slots=True)
class Part:
    """One thing wanted: its head word, its own words, and the issues they tell of, best first."""

    head: Token
    zone: tuple[Token, ...]
    topics: tuple[Topic, ...]

    def span(self, sentence: Sentence) -> Span:
        return sentence.words(self.zone[0].i, self.zone[-1].i)


# --- which cue -----------------------------------------------------------------------------------------------------


_KINDS: dict[str, tuple[str, ...]] = {"VERB": ("verb",), "NOUN": ("noun",), "ADJ": ("adj",)}


def cue_at(sentence: Sentence, token: Token) -> Cue | None:
    """The cue whose head is this token, or None."""
    kinds = _KINDS.get(token.pos, ())
    if token.tag == "VBN" and token.dep == "acomp":
        kinds = ("adj", "verb")
    for kind in kinds:
        for lemma in dict.fromkeys((token.lower if kind == "adj" else token.lemma.lower(), token.lower)):
            for cue in cues_by_head().get((lemma, kind), ()):
                if _whole(sentence, token, cue):
                    return cue
    return None


def _whole(sentence: Sentence, token: Token, cue: Cue) -> bool:
    rest = cue.words[:-1] if cue.kind == "noun" else cue.words[1:]
    if not rest:
        return True
    if cue.kind == "noun":
        before = sentence.tokens[max(0, token.i - len(rest)) : token.i]
        return [t.lower for t in before] == list(rest)
    after = sentence.tokens[token.i + 1].lower if token.i + 1 < len(sentence.tokens) else ""
    return after == rest[0] or any(c.lower == rest[0] for c in sentence.children(token, "prt", "prep", "advmod"))


# --- what is wanted ------------------------------------------------------------------------------------------------


def own_words(sentence: Sentence, head: Token) -> tuple[Token, ...]:
    """The words of `head` without what is coordinated with it or frames it."""
    found = [head]
    for child in sentence.children(head):
        framing = child.dep in _FRAME or (child.dep == "appos" and sentence.child(child, "conj") is not None)
        if framing and not (child.dep == "advcl" and child.tag == "VB" and not sentence.child(child, "mark")):
            continue
        if child.dep in ("nsubj", "nsubjpass") and child.tag in ("WDT", "WP"):
            continue
        found.extend(sentence.subtree(child))
    found = _without_exchange(sentence, head, found)
    stop = next((t.i for t in sentence.tokens[head.i :] if t.text == ";"), len(sentence.tokens))
    ordered = sorted((t for t in found if t.i < stop), key=lambda t: t.i)
    while len(ordered) > 1 and ordered[-1].pos in ("PUNCT", "CCONJ"):
        ordered.pop()
    return tuple(ordered)


def exchanges(sentence: Sentence, head: Token) -> list[Token]:
    """Nouns below `head` that bring what is given for it: of "in exchange for", "on condition that"."""
    words = stance_words()["condition_preps"]
    return [t for t in sentence.subtree(head) if t.dep == "pobj" and t.lower in words and sentence.head(t).lower in ("in", "on")]


def _without_exchange(sentence: Sentence, head: Token, words: list[Token]) -> list[Token]:
    for noun in exchanges(sentence, head):
        if noun.i != head.i and sentence.head(noun).i != head.i:
            below = {t.i for t in sentence.subtree(sentence.head(noun))}
            words = [t for t in words if t.i not in below]
    return words


def split(sentence: Sentence, head: Token, beside: tuple[Token, ...]) -> Iterator[Part]:
    """The things wanted under `head`, one for each coordinated phrase that tells of an issue of its own."""
    for each in _series(sentence, head):
        zone = own_words(sentence, each)
        objects = sentence.children(each, "dobj", "nsubjpass") if each.pos in _VERBAL else []
        series = [o for noun in objects for o in _series(sentence, noun)]
        if len(series) > 1:
            beside_ = (*beside, each, *sentence.children(each))
            parts = [_part(sentence, noun, own_words(sentence, noun), beside_) for noun in series]
            if len({p.topics[0].issue for p in parts if p.topics}) > 1:
                yield from parts
                continue
        yield _part(sentence, each, zone, beside)


def _part(sentence: Sentence, head: Token, zone: tuple[Token, ...], beside: tuple[Token, ...]) -> Part:
    return Part(head, zone, tuple(topics(sentence, head, zone, beside)))


def _series(sentence: Sentence, head: Token) -> list[Token]:
    """`head` and what is coordinated with it; a series may hang by apposition ("the release, the lifting and ...")."""
    found = [t for t in sentence.conjuncts(head) if t is head or not outside(sentence, t)]
    for appositive in sentence.children(head, "appos"):
        if sentence.child(appositive, "conj") is not None:
            found.extend(sentence.conjuncts(appositive))
    return found


def outside(sentence: Sentence, verb: Token) -> bool:
    """True for a finite verb that the parse coordinates with an infinitive: "vowed to fight and refused"."""
    above = sentence.head(verb)
    return verb.dep == "conj" and verb.tag in ("VBD", "VBZ") and above.tag == "VB"


def heads_of_content(sentence: Sentence, token: Token, cue: Cue, cast: Cast) -> list[Token]:
    """Head words of what the cue says is wanted, in order of the text."""
    if cue.kind == "noun":
        return _of_noun(sentence, token, cue)
    found: list[Token] = []
    if cue.infinitive and not any(named(sentence, cast, n) for n in patients(sentence, token)):
        return []  # "ordered the release": an act, not a wish
    if cue.kind == "verb" and cue.object and not cue.infinitive:
        found += [n for n in patients(sentence, token) if not (cue.person and named(sentence, cast, n))]
    if cue.subject:
        noun = subject(sentence, token) or subject(sentence, sentence.head(token))
        found += [noun] if noun is not None else []
    if token.dep == "csubj" and sentence.head(token).lemma == "be":  # "what we want is a withdrawal"
        found += sentence.children(sentence.head(token), "attr", "xcomp", "ccomp")
    if cue.clause:
        found += _clauses(sentence, token, cue)
    found += _after(sentence, token, cue.via)
    return sorted({t.i: t for t in found}.values(), key=lambda t: t.i)


def _clauses(sentence: Sentence, token: Token, cue: Cue) -> list[Token]:
    found = [c for c in sentence.children(token, *_CLAUSES) if c.i > token.i]
    # "urged Kigali to withdraw": the parse may hang the infinitive as adverbial or on the noun
    loose = sentence.children(token, "advcl", "acl", "relcl")
    for noun in sentence.children(token, "dobj", "dative"):
        if cue.person:
            loose += sentence.children(noun, "acl", "relcl")
    if cue.person or cue.to:
        for preposition in sentence.children(token, "prep"):
            loose += [v for noun in sentence.children(preposition, "pobj") for v in sentence.children(noun, "acl", "relcl")]
    found += [c for c in loose if c.tag == "VB" and any(t.lower == "to" for t in sentence.children(c, "aux"))]
    if cue.infinitive:
        found = [c for c in found if c.tag == "VB"]
    if cue.wish:
        found = [c for c in found if _wishes(sentence, c)]
    return [c for c in found if not any(m.lower in stance_words()["hypothetical"] for m in sentence.children(c, "mark"))]


def _wishes(sentence: Sentence, verb: Token) -> bool:
    """ "insisted that Kigali withdraw", "must withdraw"; not "insisted that it had withdrawn"."""
    finite = [c.tag for c in sentence.children(verb, "aux", "auxpass") if c.tag != "TO"]
    if "MD" in finite:
        return any(c.lower in stance_words()["obligation"] for c in sentence.children(verb, "aux"))
    return "VB" in finite or (not finite and verb.tag in ("VB", "VBP"))


def _after(sentence: Sentence, token: Token, via: tuple[str, ...]) -> list[Token]:
    found = []
    for preposition in sentence.children(token, "prep", "prt", "dative", "advmod"):
        if preposition.lower in via:
            found += sentence.children(preposition, "pobj", "pcomp", "amod")
    return found


def _of_noun(sentence: Sentence, token: Token, cue: Cue) -> list[Token]:
    named_by = [c for c in sentence.children(token, "compound") if any(topics(sentence, c, [c]))]
    if named_by:
        return named_by  # "its autonomy plan for the province"
    found = _after(sentence, token, cue.via)
    for noun in list(found):  # "its call for the parties to protect civilians"
        verbs = [v for v in sentence.children(noun, "acl", "relcl") if v.tag == "VB"]
        verbs += [v for v in sentence.children(token, "acl", "advcl") if v.tag == "VB" and v.i > noun.i]
        if verbs and sentence.tokens[noun.i + 1].lower == "to":
            found = verbs
    if not found and token.dep == "dobj":
        # the parse may hang the phrase on the verb: "supports the claim | to sovereignty over the islands"
        loose = [
            p for p in sentence.children(sentence.head(token), "prep", "dative") if p.i == token.i + 1 and p.lower in cue.via
        ]
        found = [n for p in loose for n in sentence.children(p, "pobj", "pcomp")]
    clauses = [c for c in sentence.children(token, "acl", "ccomp") if c.tag != "VBN" and c.tag != "VBG"]
    found += [c for c in clauses if cue.clause or sentence.child(c, "mark") is None]
    found += [c for c in sentence.children(token, "relcl") if sentence.child(c, "mark") is not None]
    found += [  # "its call for the parties to protect civilians"
        c
        for c in sentence.children(token, "advcl")
        if c.tag == "VB" and any(m.lower == "for" for m in sentence.children(c, "mark"))
    ]
    for preposition in sentence.children(token, "prep"):  # "demands, including the release of ..."
        if preposition.lower in ("including", "such"):
            found += [
                *sentence.children(preposition, "pobj", "pcomp"),
                *(p for inner in sentence.children(preposition, "prep") for p in sentence.children(inner, "pobj")),
            ]
    above = sentence.head(token)
    equations = [above] if token.dep == "nsubj" and above.lemma in stance_words()["equations"] else []
    equations += [r for r in sentence.children(token, "relcl") if r.lemma in stance_words()["equations"]]
    for verb in equations:
        found += sentence.children(verb, "dobj", "attr", "ccomp", "xcomp", "pcomp", "acomp")
    if not found:
        found = [c for c in sentence.children(token, "amod", "compound", "nmod", "acl") if c.tag not in ("VBN", "VBD")]
    return [antecedent(sentence, f) for f in found]


# --- who wants it, and of whom -------------------------------------------------------------------------------------


def owners(sentence: Sentence, token: Token, cue: Cue, cast: Cast) -> list[str]:
    """Actor ids of those whose stance the cue tells, in order of the text."""
    nouns: list[Token] = []
    if cue.kind == "verb":
        nouns = agents(sentence, _matrix(sentence, token))
        if any(c.lower in stance_words()["drafts"] for n in nouns for c in sentence.children(n, "amod", "compound")):
            return []
    elif cue.kind == "adj":
        nouns = _who_is(sentence, token, cue)
    else:
        return _owners_of_noun(sentence, token, cue, cast)
    return _ids(sentence, cast, nouns)


def _matrix(sentence: Sentence, verb: Token) -> Token:
    """The verb whose subject this one shares."""
    if not outside(sentence, verb):
        return verb
    above = sentence.head(verb)
    while above.dep in ("xcomp", "ccomp", "conj") and above.tag == "VB":
        above = sentence.head(above)
    return above


def holders(cast: Cast, ids: list[str]) -> list[str]:
    """Those of the actors who can hold a position: a pair stands for its members, and people of whom nothing is known
    but a word ("presidents", "a party") for nobody."""
    found: list[str] = []
    for id in ids:
        actor = cast.actors[id]
        for each in actor.members if "+" in id and all(m in cast.actors for m in actor.members) and actor.members else (id,):
            held = cast.actors[each]
            known = held.kind in ("organisation", "group", "government") or (held.kind == "person" and held.sector is not None)
            if held.country is not None or known:
                found.append(each)
    return list(dict.fromkeys(found))


def _ids(sentence: Sentence, cast: Cast, nouns: list[Token]) -> list[str]:
    return list(dict.fromkeys(id for noun in nouns for id in parties_of(sentence, cast, noun)))


def _who_is(sentence: Sentence, token: Token, cue: Cue) -> list[Token]:
    above = sentence.head(token)
    if token.dep == "ccomp" and sentence.child(token, "nsubj") is not None and above.pos == "VERB":
        return agents(sentence, above)  # "made relief conditional on ..."
    if cue.subject or token.dep == "oprd":
        return []
    if above.pos in _VERBAL and token.dep in ("acomp", "oprd", "attr", "xcomp", "conj", "advcl"):
        return agents(sentence, above)
    if token.dep in ("amod", "appos", "relcl", "acl") and above.pos in ("NOUN", "PROPN"):
        return [above]
    return []


def _owners_of_noun(sentence: Sentence, token: Token, cue: Cue, cast: Cast) -> list[str]:
    for deps in (("poss",), ("amod", "compound", "nmod")):
        nouns = [n for child in sentence.children(token, *deps) for n in sentence.conjuncts(child)]
        found = [
            id
            for noun in nouns
            for id in (parties_of(sentence, cast, noun) if deps == ("poss",) else named(sentence, cast, noun))
        ]
        if found:
            return list(dict.fromkeys(found))
    for preposition in sentence.children(token, "prep", "agent"):
        # "of" and "from" name the owner only where they do not bring what is wanted or of whom
        if preposition.lower == "by" or (preposition.lower in ("from", "of") and preposition.lower not in (*cue.via, *cue.to)):
            found = _ids(sentence, cast, [n for p in sentence.children(preposition, "pobj") for n in sentence.conjuncts(p)])
            if found:
                return found
    for verb in sentence.children(token, "acl"):
        if verb.tag == "VBN" and (found := _ids(sentence, cast, agents(sentence, verb))):
            return found
    return _owners_by_verb(sentence, token, cast)


def _owners_by_verb(sentence: Sentence, token: Token, cast: Cast, depth: int = 0) -> list[str]:
    top = token
    while top.dep == "conj" and sentence.head(top).pos == "NOUN":
        top = sentence.head(top)
    verb = sentence.head(top)
    if top.dep == "pobj" and verb.pos == "ADP" and sentence.head(verb).pos == "NOUN" and depth < 3:
        return _owners_by_verb(sentence, sentence.head(verb), cast, depth + 1)  # "sent a letter with three conditions"
    if top.dep == "pobj" and verb.pos == "ADP":
        verb = sentence.head(verb)
        if verb.lemma not in ("come", "respond", "stick", "insist"):
            return []
    elif top.dep not in ("dobj", "nsubjpass", "attr"):
        return []
    if verb.pos != "VERB" or not (verb.lemma in stance_words()["carriers"] or verb.lemma in ("stick", "insist", "come")):
        return []
    doers = agents(sentence, verb)
    found = _ids(sentence, cast, doers)
    if not found and doers and doers[0].pos == "NOUN" and depth < 3:  # "Moscow sent a memo outlining its demands"
        return _owners_by_verb(sentence, doers[0], cast, depth + 1)
    return found


def directed(sentence: Sentence, token: Token, cue: Cue, part: Part, cast: Cast, owner: str) -> tuple[str, ...]:
    """Actor ids of whom or about whom it is wanted; never the owner's own side where another is named."""
    found: list[str] = []
    if cue.person and not is_passive(sentence, token):
        found += [id for noun in patients(sentence, token) for id in named(sentence, cast, noun)]
        found += _ids(sentence, cast, sentence.children(token, "dative"))
    for preposition in sentence.children(token, "prep", "dative", "agent"):
        if preposition.lower in cue.to:
            found += _ids(sentence, cast, [n for p in sentence.children(preposition, "pobj") for n in sentence.conjuncts(p)])
    found += within(sentence, part, cast)
    country = cast.actors[owner].country
    found = [each for id in found for each in (cast.actors[id].members if "+" in id else (id,)) if each in cast.actors]
    others = [
        id for id in found if id != owner and _answers(cast, id) and (country is None or cast.actors[id].country != country)
    ]
    return tuple(dict.fromkeys(others))


def _answers(cast: Cast, id: str) -> bool:
    """False for people that things are done to, such as prisoners: nothing is wanted of them."""
    return cast.actors[id].kind != "people" or cast.actors[id].sector in ("GOV", "MIL", "LEG", "COP", "REB", "UAF")


def within(sentence: Sentence, part: Part, cast: Cast) -> list[str]:
    """Actors in the words of what is wanted: the one who shall do it first, bodies only where nobody else is named."""
    first, last = part.zone[0].i, part.zone[-1].i
    inside = {t.i for t in part.zone}
    subjects = [c for c in sentence.children(part.head) if c.dep in ("nsubj", "nsubjpass")]
    found = _ids(sentence, cast, subjects)
    mentions = [m for m in cast.within(sentence.index, first, last) if m.actor is not None and m.head in inside]
    states = [m.actor for m in mentions if m.actor and cast.actors[m.actor].country is not None]
    bodies = [m.actor for m in mentions if m.actor and cast.actors[m.actor].country is None]
    return list(dict.fromkeys([*found, *states])) or list(dict.fromkeys(bodies))
