"""The steps of a meeting's life that the words around one mention of it tell of."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.model import Sentence, Token
from dragoman.model.meeting import MeetingStatus
from dragoman.understanding.stance_sure import governor
from dragoman.understanding.talks_words import governors, step_of, step_of_verb, verbs_by_head, words

_AHEAD: tuple[MeetingStatus, ...] = ("proposed", "agreed", "scheduled")
_NEGATORS = ("not", "n't", "never", "no")


@dataclass(frozen=True, slots=True)
class Sign:
    """A step and the words that tell of it: first and last token, and the verb or noun that decides. `clear` is
    False where only grammar speaks for the step (a plain past tense, "after the talks")."""

    status: MeetingStatus
    first: int
    last: int
    clear: bool = True


def signs_of_verb(sentence: Sentence, verb: Token) -> list[Sign]:
    """Of a verb that itself tells of a meeting: "met", "will visit", "refused to meet"."""
    sign = reality(sentence, verb)
    return [sign] if sign is not None else []


def signs_of_noun(sentence: Sentence, noun: Token) -> list[Sign]:
    """Of a noun that stands for a meeting: its modifiers, the nouns and verbs over it, its relative clauses."""
    found: list[Sign] = []
    top = noun
    found += _modifiers(sentence, top)
    for _ in range(4):
        above = _noun_above(sentence, top)
        if above is None:
            break
        status = step_of("nouns", above.lemma.lower())
        if status is not None and not any(c.lower in _NEGATORS for c in sentence.children(above, "det", "neg")):
            found.append(Sign(status, above.i, above.i, status not in ("held", "proposed")))
        found += _modifiers(sentence, above)
        top = above
    for clause in sentence.children(noun, "relcl", "acl"):
        if clause.dep == "acl" and clause.tag in ("VB", "VBG"):
            continue
        if clause.dep == "relcl" and not _about_antecedent(sentence, clause):
            continue
        found += _by_verb(sentence, clause, "")
    found += _by_governor(sentence, top)
    return list(dict.fromkeys(found))


def _about_antecedent(sentence: Sentence, clause: Token) -> bool:
    """ "talks, which were cancelled", "a meeting that Kigali refused": not "a meeting where he proposed a truce"."""
    places = [clause, *sentence.children(clause, "xcomp")]
    return any(
        c.tag in ("WDT", "WP") or c.lower == "that"
        for p in places
        for c in sentence.children(p, "nsubj", "nsubjpass", "dobj")
    )


def _modifiers(sentence: Sentence, noun: Token) -> list[Sign]:
    found = []
    for child in sentence.children(noun, "amod", "compound", "advmod", "nmod"):
        status = step_of("modifiers", child.lower)
        if status is not None:
            found.append(Sign(status, child.i, child.i, status != "held"))
        found += [s for inner in sentence.children(child, "amod", "conj") for s in _one_modifier(inner)]
    return found


def _one_modifier(token: Token) -> list[Sign]:
    status = step_of("modifiers", token.lower)
    return [Sign(status, token.i, token.i, status != "held")] if status is not None else []


def _noun_above(sentence: Sentence, noun: Token) -> Token | None:
    """The noun that holds this one: "the cancellation of the summit", "the summit's cancellation"."""
    above = sentence.head(noun)
    if noun.dep in ("poss", "compound") and above.pos == "NOUN":
        known = step_of("nouns", above.lemma.lower()) is not None or above.lemma in words("containers")
        return above if known else None
    if noun.dep == "conj" and above.pos == "NOUN":
        return _noun_above(sentence, above)
    if noun.dep == "pobj" and above.lower in ("of", "for", "to", "on", "about", "with"):
        holder = sentence.head(above)
        known = step_of("nouns", holder.lemma.lower()) is not None or holder.lemma in words("containers")
        return holder if known and holder.pos == "NOUN" else None
    return None


def _by_governor(sentence: Sentence, top: Token) -> list[Sign]:
    while top.dep == "conj" and sentence.head(top).pos in ("NOUN", "PROPN"):
        top = sentence.head(top)
    above = sentence.head(top)
    if above is top:
        return _headline(sentence, top)
    if top.dep == "pobj" and above.pos in ("ADP", "SCONJ", "VERB", "ADV"):
        return _by_preposition(sentence, above)
    if top.dep in ("dobj", "nsubj", "nsubjpass", "attr", "oprd") and above.pos in ("VERB", "AUX"):
        return _by_verb(sentence, above, top.dep)
    return []


def _headline(sentence: Sentence, noun: Token) -> list[Sign]:
    """A title: "Talks cancelled", "Summit set for May"."""
    return [
        s
        for clause in sentence.children(noun, "acl", "relcl")
        if clause.tag == "VBN"
        for s in _by_verb(sentence, clause, "")
    ]


def _by_preposition(sentence: Sentence, preposition: Token) -> list[Sign]:
    verb = sentence.head(preposition)
    if preposition.dep == "prep" and verb.pos == "ADP":  # "ahead of", "prior to"
        preposition, verb = verb, sentence.head(verb)
    if verb.lower in ("ahead", "prior"):
        return [Sign("scheduled", verb.i, preposition.i, False)]
    if verb.pos == "VERB":
        known = step_of_verb(sentence, verb, preposition.lower)
        if known is not None and known[1] >= verb.i and step_of("verbs", f"{verb.lemma.lower()} {preposition.lower}"):
            return _judged(sentence, verb, known[0], preposition.i if preposition.i == verb.i + 1 else verb.i)
    if preposition.lower == "for" and verb.lemma in verbs_by_head():  # "flew to Doha for talks"
        real = reality(sentence, verb)
        return [Sign(real.status, real.first, real.last, False)] if real is not None else []
    status = step_of("prepositions", preposition.lower)
    if status is None:
        return []
    clear = False
    if status == "held" and preposition.lower in ("at", "in", "during", "over", "from"):
        # "will announce it at the summit": the clause is still to come, so is the meeting
        verb = next((t for t in (verb, *sentence.ancestors(verb)) if t.pos == "VERB"), verb)
        while verb.tag == "VB" and verb.dep == "xcomp" and sentence.head(verb).lemma not in governors():
            verb = sentence.head(verb)  # "failed to agree at a meeting"
        real = reality(sentence, verb) if verb.pos == "VERB" else None
        if real is not None and real.status in _AHEAD:
            status = "scheduled"
        elif real is not None and real.status != "held":
            return []
        clear = real is not None and real.clear and real.status == "held"
    return [Sign(status, preposition.i, preposition.i, clear)]


def _by_verb(sentence: Sentence, verb: Token, dep: str) -> list[Sign]:
    known = step_of_verb(sentence, verb)
    if verb.pos == "AUX" or verb.lemma == "be" or verb.lemma == "remain":
        return _by_copula(sentence, verb)
    if verb.lemma in words("collapsing") and any(
        t.lower == "before"
        for clause in sentence.children(verb, "advcl", "prep")
        for t in (clause, *sentence.children(clause, "mark"))
    ):
        return [Sign("cancelled", verb.i, verb.i)]
    if known is None:
        return []
    return _judged(sentence, verb, known[0], known[1])


def _by_copula(sentence: Sentence, verb: Token) -> list[Sign]:
    """ "the summit is off", "the talks are on hold", "the visit is due on Friday", "the meeting was a success"."""
    below = [c for c in sentence.children(verb, "acomp", "prep", "advmod", "attr", "prt", "xcomp") if c.i > verb.i]
    for word in below:
        inner = [c.lower for c in sentence.children(word, "pobj")]
        if word.lower == "off" and not inner:
            return [Sign("cancelled", verb.i, word.i)]
        if word.lower == "on" and "hold" in inner:
            return [Sign("postponed", verb.i, word.i)]
        if word.lower in ("due", "scheduled", "set", "planned", "expected", "likely"):
            return [Sign("scheduled", verb.i, word.i)]
        if word.tag == "VB" or any(c.lower == "to" for c in sentence.children(word, "aux")):
            return [Sign("scheduled", verb.i, word.i)]
        status = step_of("nouns", word.lemma.lower()) if word.dep == "attr" else step_of("modifiers", word.lower)
        if status is not None and not _negated(sentence, verb):
            return [Sign(status, verb.i, word.i, status != "held")]
    if verb.lower in ("was", "were") and below and not _negated(sentence, verb):
        return [Sign("held", verb.i, verb.i, False)]
    return []


def _judged(sentence: Sentence, verb: Token, status: MeetingStatus, last: int) -> list[Sign]:
    """The step, after what tense, mood and negation of its verb do to it."""
    real = reality(sentence, verb)
    negative = _negated(sentence, verb)
    above = governor(sentence, verb)
    if above is not None and above.lemma in words("denying"):
        return []
    if status == "held":
        if (
            negative
            and real is None
            and verb.lemma in ("take", "happen", "occur", "proceed", "go", "materialise", "materialize")
        ):
            return [Sign("cancelled", verb.i, last)]
        return (
            [
                Sign(
                    real.status,
                    min(real.first, verb.i),
                    max(real.last, last) if real.first == verb.i else real.last,
                    real.clear,
                )
            ]
            if real
            else []
        )
    if negative:
        return [Sign("refused", verb.i, last)] if status in ("agreed",) else []
    if status == "scheduled" or real is None:
        return [Sign(status, verb.i, last)] if status == "scheduled" or real is not None else []
    if real.status == "held":
        return [Sign(status, verb.i, last)]
    if status in ("proposed", "agreed"):
        return [Sign("proposed", verb.i, last)]
    return [Sign(status, verb.i, last)] if real.status == "scheduled" else []


# --- tense and mood ------------------------------------------------------------------------------------------------


def _negated(sentence: Sentence, verb: Token) -> bool:
    return any(c.dep == "neg" or c.lower in ("never", "nor") for c in sentence.children(verb)) or any(
        d.lower in ("no", "neither")
        for n in sentence.children(verb, "dobj", "nsubj", "nsubjpass")
        for d in sentence.children(n, "det", "preconj")
    )


def reality(sentence: Sentence, verb: Token) -> Sign | None:
    """Whether what the verb says is done, to come, wished or refused; None where it is denied or only supposed."""
    if any(c.lower in ("if", "unless", "whether") for c in sentence.children(verb, "mark")):
        return None
    if any(c.lower == "before" for c in sentence.children(verb, "mark")):
        return Sign("scheduled", verb.i, verb.i, False)
    auxiliaries = sentence.children(verb, "aux", "auxpass")
    negative = _negated(sentence, verb)
    modals = {a.lower: a for a in auxiliaries if a.tag == "MD"}
    if modals:
        return _by_modal(verb, modals, negative, any(a.lemma == "have" for a in auxiliaries))
    if any(a.lower == "to" for a in auxiliaries):
        return _by_infinitive(sentence, verb, negative)
    if negative:
        return None
    first = verb
    while first.dep == "conj" and sentence.head(first).pos == "VERB" and first.tag == "VB":
        first = sentence.head(first)
    if first is not verb:
        return reality(sentence, first)
    if verb.tag == "VBG" and verb.dep in ("pcomp", "xcomp", "ccomp"):
        return _by_gerund(sentence, verb)
    if _comes_later(sentence, verb):
        return Sign("scheduled", verb.i, verb.i)
    return Sign("held", verb.i, verb.i, verb.tag in ("VBD", "VBN"))


def _by_modal(verb: Token, modals: dict[str, Token], negative: bool, perfect: bool) -> Sign | None:
    word, modal = next(iter(modals.items()))
    if word in ("will", "wo", "'ll", "shall"):
        return Sign("refused" if negative else "scheduled", modal.i, verb.i)
    if word in ("would", "'d"):
        return Sign("refused" if negative else "scheduled", modal.i, verb.i)
    if negative or (word == "could" and perfect):
        return None
    return Sign("proposed", modal.i, verb.i)


def _by_infinitive(sentence: Sentence, verb: Token, negative: bool) -> Sign | None:
    above = governor(sentence, verb)
    if above is None and verb.dep in ("advcl", "relcl", "acl", "conj"):
        above = sentence.head(verb)
    if above is None or above is verb:
        return None if negative else Sign("scheduled", verb.i, verb.i)  # a headline: "Kenya to host talks"
    if above.lemma == "have" and any(c.lower == "yet" for c in (*sentence.children(above), *sentence.children(verb))):
        return Sign("scheduled", above.i, verb.i)
    status = (
        governors().get(above.lemma.lower()) or governors().get(above.lower) or step_of("nouns", above.lemma.lower())
    )
    if status is None:
        return Sign("scheduled", above.i, verb.i, False) if not negative and above.pos == "VERB" else None
    turned = (
        _negated(sentence, above) or _negated(sentence, sentence.head(above))
        if above.pos != "VERB"
        else _negated(sentence, above)
    )
    if turned:
        return Sign("refused", above.i, verb.i) if status in ("agreed", "proposed", "scheduled") else None
    if negative:
        return Sign("refused", above.i, verb.i) if status != "refused" else None
    if status == "held":
        return Sign("held", above.i, verb.i)
    outer = reality(sentence, above) if above.pos == "VERB" else None
    if status == "agreed" and outer is not None and outer.status != "held":
        status = "proposed"
    return Sign(status, above.i, verb.i)


def _by_gerund(sentence: Sentence, verb: Token) -> Sign | None:
    above = sentence.head(verb)
    if above.pos == "ADP":
        if above.lower in ("after", "since", "by", "in", "despite"):
            return Sign("held", verb.i, verb.i, False)
        if above.lower in ("before", "without"):
            return Sign("scheduled", above.i, verb.i) if above.lower == "before" else None
        above = sentence.head(above)
    status = governors().get(above.lemma.lower()) or step_of("verbs", above.lemma.lower())
    return Sign(status, above.i, verb.i) if status is not None else Sign("held", verb.i, verb.i, False)


def _comes_later(sentence: Sentence, verb: Token) -> bool:
    """ "Xi visits Hanoi next week", "the ministers are meeting tomorrow"."""
    if verb.tag not in ("VBZ", "VBP", "VBG"):
        return False
    later = ("tomorrow", "next", "upcoming", "later", "coming")
    below = sentence.children(verb, "npadvmod", "advmod", "prep", "tmod")
    return any(t.lower in later for child in below for t in sentence.subtree(child))
