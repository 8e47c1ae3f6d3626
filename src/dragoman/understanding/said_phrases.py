"""What else hands on content: "according to", "reportedly", "the claim that", "made clear that", a headline's colon."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.model import Sentence, Token
from dragoman.understanding.said_pieces import SUBJECTS, Link, Range, below, ranges
from dragoman.understanding.said_verbs import source_of, that_clause
from dragoman.understanding.said_words import cues, source_words


def _clause_head(sentence: Sentence, token: Token) -> Token:
    """The verb of the clause that the token stands in."""
    for above in sentence.ancestors(token):
        if above.pos in ("VERB", "AUX") or above.head == above.i:
            return above
    return token


def of_according(sentence: Sentence, token: Token) -> Iterator[Link]:
    to = next((c for c in sentence.children(token, "prep") if c.lower == "to"), None)
    if to is None and token.i + 1 < len(sentence.tokens) and sentence.tokens[token.i + 1].lower == "to":
        to = sentence.tokens[token.i + 1]
    noun = sentence.child(to, "pobj") if to is not None else None
    if to is None or noun is None or noun.lemma in cues().no_sources:
        return
    own = below(sentence, token, to)
    above = _clause_head(sentence, token)
    if token.i == min(own) == 0:
        above = sentence.root
    yield Link(sentence.index, (token.i, to.i), noun.i, ranges(sentence, below(sentence, above), own))


def of_preposition(sentence: Sentence, token: Token) -> Iterator[Link]:
    noun = sentence.child(token, "pobj")
    if noun is None:
        return
    per = token.lower == "per" and (noun.pos == "PROPN" or source_words().may_speak(noun.lemma))
    per = per and noun.lemma not in cues().no_sources and (noun.tag != "NN" or sentence.child(noun, "det") is not None)
    if per or (token.lower in ("to", "for") and _opens_opinion(sentence, token, noun)):
        own = below(sentence, token)
        yield Link(
            sentence.index,
            (token.i, token.i),
            noun.i,
            ranges(sentence, below(sentence, _clause_head(sentence, token)), own),
        )
    elif token.lower in ("in", "by", "to") and noun.lemma in cues().of_phrases:
        owner = sentence.child(noun, "poss")
        of = next((c for c in sentence.children(noun, "prep") if c.lower == "of"), None)
        who = owner or (sentence.child(of, "pobj") if of is not None else None)
        if who is not None:
            last = of.i if owner is None and of is not None else noun.i
            yield Link(
                sentence.index,
                (token.i, last),
                who.i,
                ranges(sentence, below(sentence, _clause_head(sentence, token)), below(sentence, token)),
            )


def _opens_opinion(sentence: Sentence, token: Token, noun: Token) -> bool:
    """ "To Mahathir, the fund …", "For many economists, the loan …": whose view it is, at the head of the sentence."""
    last = max(below(sentence, token))
    apart = last + 1 < len(sentence.tokens) and sentence.tokens[last + 1].text == ","
    person = noun.ent == "PERSON" or noun.lemma in source_words().anonymous
    return token.i == 0 and apart and person and bool(sentence.children(sentence.root, "nsubj"))


def of_adverb(sentence: Sentence, token: Token) -> Iterator[Link]:
    above = sentence.head(token)
    if above is token:
        return
    inside = below(sentence, above)
    if above.pos in ("VERB", "AUX"):
        for child in sentence.children(above):
            if child.dep in ("conj", "cc", "parataxis") or (child.dep == "advcl" and child.i > above.i + 6):
                inside -= below(sentence, child)
        owner = sentence.child(above, *SUBJECTS)
        if owner is not None and owner.tag in ("WDT", "WP") and owner.i < token.i:
            inside = {i for i in inside if i > owner.i}
    kind = "author" if token.lower in cues().author_adverbs else "hearsay"
    yield Link(sentence.index, (token.i, token.i), None, ranges(sentence, inside, {token.i}), kind)


def of_noun(sentence: Sentence, noun: Token) -> Iterator[Link]:
    words = cues().nouns
    if noun.lemma not in words["report"] and noun.lemma not in words["stance"] and noun.lemma not in words["hearsay"]:
        return
    clause = next(
        (
            c
            for c in sentence.children(noun, "acl", "ccomp", "relcl")
            if (m := sentence.child(c, "mark")) is not None and m.lower == "that" and not _lacks_an_object(sentence, c)
        ),
        None,
    )
    if clause is None and noun.lemma in words["stance"]:
        clause = next((c for c in sentence.children(noun, "acl") if c.tag == "VB"), None)
    if clause is None:
        clause = _copular(sentence, noun)
    report = noun.lemma in words["report"] or noun.lemma in words["hearsay"]
    owner = owner_of(sentence, noun)
    if report and _is_of_another(sentence, noun, owner):
        owner = None
    if clause is not None:
        pieces = ranges(sentence, below(sentence, clause))
    elif noun.lemma in words["stance"] and owner is not None:
        pieces = _prepositional_content(sentence, noun, owner)
    elif (owner is None and noun.lemma in words["going_round"] and noun.tag == "NNS") or (
        owner is not None and noun.lemma in words["matter"]
    ):
        pieces = _matter(sentence, noun)
    else:
        return
    if owner is not None:
        yield Link(sentence.index, (noun.i, noun.i), owner.i, pieces, None, report)
    elif noun.lemma in words["hearsay"] and pieces:
        yield Link(sentence.index, (noun.i, noun.i), None, pieces, "hearsay")


def _lacks_an_object(sentence: Sentence, verb: Token) -> bool:
    """ "A claim that Bogota rejects": the noun itself is what is rejected, so the clause does not tell the claim."""
    judged = verb.lemma in cues().verbs["stance_object"] or verb.lemma in cues().verbs["report_object"]
    return judged and sentence.child(verb, "dobj", "ccomp", "xcomp", "oprd", "nsubjpass") is None


def _copular(sentence: Sentence, noun: Token) -> Token | None:
    """ "The rumour in the bazaar is that …"."""
    above = sentence.head(noun)
    if noun.dep != "nsubj" or above.lemma != "be":
        return None
    return that_clause(sentence, above)


def of_sign(sentence: Sentence, noun: Token) -> Iterator[Link]:
    """ "The delay is a sign that …", "the chairs were a hint of …": the writer's own reading."""
    above = sentence.head(noun)
    if noun.lemma not in cues().nouns["signs"] or noun.dep != "attr" or sentence.child(above, "expl"):
        return
    clause = that_clause(sentence, noun) or that_clause(sentence, above)
    pieces = ranges(sentence, below(sentence, clause)) if clause is not None else _matter(sentence, noun)
    if pieces:
        yield Link(sentence.index, (noun.i, noun.i), None, pieces, "author")


def of_saying(sentence: Sentence, token: Token) -> Iterator[Link]:
    """ "By all accounts", "no doubt": phrases that hand on what everybody says, or what the writer supposes."""
    for phrase, kind in cues().phrases:
        if token.lower != phrase[0]:
            continue
        last = token.i + len(phrase) - 1
        if tuple(t.lower for t in sentence.tokens[token.i : last + 1]) == phrase:
            cue = range(token.i, last + 1)
            inside = below(sentence, _clause_head(sentence, token)) | below(sentence, sentence.root)
            yield Link(sentence.index, (token.i, last), None, ranges(sentence, inside, cue), kind)


def _matter(sentence: Sentence, noun: Token) -> tuple[Range, ...]:
    """ "Reports of an explosion", "rumours about the king": nobody is named whose they are."""
    for child in sentence.children(noun, "prep"):
        matter = sentence.child(child, "pobj", "pcomp")
        if child.lower in ("of", "about") and matter is not None and matter.ent not in ("PERSON", "ORG", "DATE"):
            return ranges(sentence, below(sentence, matter))
    return ()


def _is_of_another(sentence: Sentence, noun: Token, owner: Token | None) -> bool:
    """ "Denied reports that": the subject of the verb above does not own the noun, as it does in "issued a warning that"."""
    above = sentence.head(noun)
    if noun.dep != "dobj" or above.pos != "VERB" or above.lemma in cues().voicing:
        return False
    return owner is source_of(sentence, above)


def _prepositional_content(sentence: Sentence, noun: Token, owner: Token) -> tuple[Range, ...]:
    for child in sentence.children(noun, "prep"):
        if child.lower in ("for", "of", "on", "about", "over", "against") and owner.head != child.i:
            return ranges(sentence, below(sentence, child) - {child.i})
    return ()


def owner_of(sentence: Sentence, noun: Token) -> Token | None:
    """Whose claim it is: "Cairo's claim", "a claim by …", "Russian claims", "voiced concern" (the voicer's)."""
    owner = sentence.child(noun, "poss")
    if owner is not None and owner.ent not in ("DATE", "TIME"):
        return owner
    for preposition in sentence.children(noun, "prep", "agent"):
        if preposition.lower in ("by", "from"):
            return sentence.child(preposition, "pobj")
    adjective = next(
        (c for c in sentence.children(noun, "amod", "compound") if c.ent in ("NORP", "GPE", "ORG", "PERSON")), None
    )
    if adjective is not None:
        return adjective
    above = sentence.head(noun)
    if noun.dep != "dobj" or above.pos != "VERB":
        return None
    of = next((c for c in sentence.children(noun, "prep") if c.lower == "of"), None)
    if above.lemma in cues().receiving and of is not None:
        return sentence.child(of, "pobj")
    return source_of(sentence, above)


def of_clear(sentence: Sentence, token: Token) -> Iterator[Link]:
    """ "made it clear that …", "made clear that …"."""
    above = sentence.head(token)
    if above.lemma != "make":
        return
    clause = that_clause(sentence, token) or that_clause(sentence, above) or sentence.child(token, "ccomp", "xcomp")
    source = source_of(sentence, above)
    if clause is not None and source is not None and clause.i > token.i and clause is not token:
        first = min(above.i, token.i)
        yield Link(sentence.index, (first, token.i), source.i, ranges(sentence, below(sentence, clause)))


def of_colon(sentence: Sentence) -> Iterator[Link]:
    """ "Guterres: no peace without justice": a headline's way of quoting."""
    colon = next((t.i for t in sentence.tokens[1:7] if t.text == ":"), None)
    if colon is None or len(sentence.tokens) - colon < 4:
        return
    before = sentence.tokens[:colon]
    if all(t.pos in ("PROPN", "ADJ", "NOUN", "ADP") for t in before) and any(t.pos == "PROPN" for t in before):
        end = len(sentence.tokens)
        yield Link(sentence.index, (colon, colon), before[-1].i, ranges(sentence, range(colon + 1, end)), key=colon)
