"""Verbs that hand on content: saying, telling, citing, seeming; their sources, and the words that are the source's."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.model import Sentence, Token
from dragoman.understanding.clause import antecedent, by_agents, is_passive, subject
from dragoman.understanding.said_pieces import (
    SUBJECTS,
    Link,
    Range,
    after,
    below,
    cue_range,
    end_of_word,
    is_another_verb,
    misjoined,
    quoted,
    ranges,
)
from dragoman.understanding.said_words import cues, source_words

#: How a clause that stands aside, ", he said,", may hang on the clause around it.
_ASIDES = ("parataxis", "ccomp", "advcl", "relcl", "conj", "acl")


def of_verb(sentence: Sentence, verb: Token) -> Iterator[Link]:
    words = cues().verbs
    lemma = verb.lemma
    if is_another_verb(sentence, verb):
        return
    if lemma in words["seeming"]:
        yield from _seeming(sentence, verb)
    if sentence.child(verb, "auxpass") and is_passive(sentence, verb) and not by_agents(sentence, verb):
        yield from _unsourced(sentence, verb)
    if lemma in words["citing"] and verb.tag == "VBG" and verb.dep in ("advcl", "pcomp", "acl", "prep"):
        yield from _citing(sentence, verb)
    source = source_of(sentence, verb)
    if lemma in words["hearing"] and source is not None and source_words().has("hearers", source.lemma.lower()):
        clause = sentence.child(verb, "ccomp")
        if clause is not None:
            yield Link(sentence.index, cue_range(sentence, verb), None, ranges(sentence, below(sentence, clause)), "hearsay")
        return
    if lemma in words["surmise"] and (source is None or _is_thing(sentence, source) or _is_aside(sentence, verb)):
        yield from _surmise(sentence, verb)
        return
    if source is None or source.dep == "expl" or is_nobody(sentence, source):
        return
    if source_words().has("things", source.lower) and source.pos in ("NOUN", "PRON") and lemma not in words["speech"]:
        return
    pieces, report = _content(sentence, verb, source)
    if not report and source.lower in ("i", "you", "we", "it"):
        return
    if pieces:
        yield Link(sentence.index, cue_range(sentence, verb), source.i, pieces, None, report)
    elif lemma in words["report_clause"] and lemma in words["speech"]:
        yield Link(sentence.index, cue_range(sentence, verb), source.i, (), None, True)


def source_of(sentence: Sentence, verb: Token) -> Token | None:
    if is_passive(sentence, verb):
        named = by_agents(sentence, verb)
        return named[0] if named else None
    own = sentence.child(verb, "nsubj")
    if own is not None:
        return own if own.tag in ("WP", "WDT") else antecedent(sentence, own)
    if verb.tag == "VB" and verb.dep in ("ROOT",):
        return None
    return subject(sentence, verb)


def _is_thing(sentence: Sentence, noun: Token) -> bool:
    if noun.ent in ("PERSON", "ORG", "NORP") or noun.pos == "PROPN":
        return False
    words = source_words()
    if noun.pos == "NOUN" and not words.may_speak(noun.lemma.lower()):
        return True
    return words.has("things", noun.lemma.lower()) or words.has("things", noun.lower)


def _is_aside(sentence: Sentence, verb: Token) -> bool:
    """ ", signalling a return": a participle after a comma says what the writer makes of the whole event."""
    if verb.tag != "VBG" or verb.dep != "advcl" or verb.i == 0 or verb.head > verb.i:
        return False
    above = sentence.head(verb)
    if above.lemma in cues().verbs["speech"] and (sentence.child(above, "ccomp") or quoted(sentence)):
        return False  # "…, he told reporters, suggesting that": he goes on
    return sentence.tokens[verb.i - 1].text == "," and verb.lemma not in cues().verbs["whole"]


def _content(sentence: Sentence, verb: Token, source: Token) -> tuple[tuple[Range, ...], bool]:
    words, lemma = cues().verbs, verb.lemma
    if lemma in words["report_clause"] or lemma in words["stance_clause"]:
        pieces = _clause_content(sentence, verb, source)
        if pieces:
            return pieces, lemma in words["report_clause"]
    if lemma in words["stance_infinitive"]:
        below = [c for c in sentence.children(verb, "xcomp", "ccomp") if c.tag == "VB" and c.i > verb.i]
        if below and not (lemma in words["refusing"] and below[0].lemma in words["speech"]):
            return ranges(sentence, after(sentence, verb)), False
    if lemma in cues().counting and (figure := _figure(sentence, verb)):
        return figure, True
    if lemma in words["naming"] and not _is_named_so(sentence, verb):
        return (), True
    if lemma in words["surmise"] and source.tag in ("PRP", "NNP"):
        return (), True  # "she showed judgment": of a person no reading of the writer's, and no word either
    if (lemma in words["report_object"] or lemma in words["stance_object"]) and lemma not in words["addressing"]:
        own = _object_content(sentence, verb)
        if own:
            return own, lemma in words["report_object"]
    return _matter(sentence, verb), True


def _is_named_so(sentence: Sentence, verb: Token) -> bool:
    second = sentence.child(verb, "oprd", "ccomp", "xcomp", "acomp", "attr")
    objects = sentence.children(verb, "dobj", "dative")
    return second is not None or len(objects) > 1 or any(c.lower in ("as", "for", "on") for c in sentence.children(verb, "prep"))


def _matter(sentence: Sentence, verb: Token) -> tuple[Range, ...]:
    """ "Spoke of nine dead", "warned of famine"."""
    after = cues().matters.get(verb.lemma, frozenset())
    heads = [c for c in sentence.children(verb, "prep") if c.lower in after and c.i > verb.i]
    return ranges(sentence, below(sentence, *heads) - {c.i for c in heads})


def _figure(sentence: Sentence, verb: Token) -> tuple[Range, ...]:
    """ "Puts the dead at 40", "counted 82 dead"."""
    counted = sentence.child(verb, "dobj")
    if counted is None or is_passive(sentence, verb):
        return ()
    wanted = cues().counting[verb.lemma]
    if wanted and not any(c.lower == wanted for c in sentence.children(verb, "prep")):
        return ()
    inside = after(sentence, verb)
    return ranges(sentence, inside) if any(sentence.tokens[i].tag == "CD" for i in inside) else ()


def _clause_content(sentence: Sentence, verb: Token, source: Token) -> tuple[Range, ...]:
    skip = below(sentence, sentence.child(verb, *SUBJECTS)) | set(range(*_stop(cue_range(sentence, verb))))
    clauses = [
        c
        for c in sentence.children(verb, "ccomp", "xcomp", "acl", "csubj", "attr", "oprd")
        if (c.pos in ("VERB", "AUX") or c.dep == "ccomp")
        and not (
            c.dep == "xcomp" and (c.tag == "VB" or (c.tag == "VBG" and verb.lemma not in cues().verbs["report_object"]))
        )
        and not _stands_apart(sentence, c, source)
    ]
    if verb.dep == "acl" and verb.tag != "VBG" and not clauses:
        return ()
    if clauses and verb.lemma in cues().verbs["stance_clause"] and all(c.dep == "xcomp" for c in clauses):
        return ()
    if clauses:
        inside = below(sentence, *clauses) - below(sentence, *(j for c in clauses for j in misjoined(sentence, verb, c)))
        if verb.i in inside:
            inside -= below(sentence, verb)
        if clauses[0].i < verb.i:
            inside -= _before_a_colon(sentence, clauses[0].i)
        pieces = ranges(sentence, {i for i in inside if i < end_of_word(sentence, max(verb.i, clauses[0].i))}, skip)
        return _with_quote(sentence, pieces, skip | {verb.i})
    if verb.dep in _ASIDES and not _is_thing(sentence, source) and _inserted(sentence, verb):
        governor = sentence.head(verb)
        apart = _before_a_colon(sentence, min(governor.i, verb.i))
        return ranges(sentence, below(sentence, governor), below(sentence, verb) | apart)
    if (
        verb.lemma in cues().verbs["report_object"]
        and verb.lemma not in cues().verbs["addressing"]
        and (own := _object_content(sentence, verb))
    ):
        return own
    if verb.lemma not in cues().verbs["speech"]:
        return ()
    outside = [(a, b) for a, b in quoted(sentence) if not skip & set(range(a, b + 1)) and verb.i not in range(a, b + 1)]
    if outside:
        return ranges(sentence, (i for a, b in outside for i in range(a, b + 1)), skip)
    return ()


def _before_a_colon(sentence: Sentence, place: int) -> set[int]:
    """ "Fighters were less sure: they will believe it, they said": what a colon or semicolon parts from the cue's clause."""
    last = max((t.i for t in sentence.tokens[:place] if t.text in (":", ";")), default=-1)
    return set(range(last + 1))


def _stands_apart(sentence: Sentence, clause: Token, source: Token) -> bool:
    """ "Chad shelled the town; Niger said it would …": what a semicolon parts from the source before it is not its word."""
    first = min(below(sentence, source))
    return clause.i < first and first > 0 and sentence.tokens[first - 1].text == ";"


def _stop(span: Range) -> Range:
    return span[0], span[1] + 1


def _with_quote(sentence: Sentence, pieces: tuple[Range, ...], skip: set[int]) -> tuple[Range, ...]:
    """Widens a piece that reaches into quotation marks to the whole quotation, where the cue is not in it."""
    tokens = {i for a, b in pieces for i in range(a, b + 1)}
    for a, b in quoted(sentence):
        region = set(range(a, b + 1))
        if tokens & region and not skip & region:
            tokens |= region
    return ranges(sentence, tokens, skip)


def _inserted(sentence: Sentence, verb: Token) -> bool:
    """ "The talks, he said, had failed": the cue stands between commas, or ends the sentence behind one."""
    governor = sentence.head(verb)
    if governor.pos not in ("VERB", "AUX", "NOUN", "ADJ"):
        return False
    mark = sentence.child(verb, "mark")
    if mark is not None and any(below.pos != "PRON" for below in sentence.children(verb, "dobj", "ccomp")):
        return False  # "Chad shuts its embassy as Niger denies a plot", not "as the minister put it"
    if mark is not None and (mark.lower not in cues().as_marks or sentence.tokens[mark.i - 1].lower in ("even", "just")):
        return False
    if (
        verb.dep in ("parataxis",)
        or mark is not None
        or any(c.lower in cues().as_marks for c in sentence.children(verb, "advmod", "prep"))
    ):
        return True
    own = sorted(below(sentence, verb))
    before = sentence.tokens[own[0] - 1] if own[0] else None
    return verb.dep in ("ccomp", "advcl") and before is not None and before.text in (",", '"', "-", "--", "–", "—")


def _object_content(sentence: Sentence, verb: Token) -> tuple[Range, ...]:
    if is_passive(sentence, verb):
        own = sentence.child(verb, "nsubjpass")
        return ranges(sentence, below(sentence, own)) if own is not None else ()
    obj = sentence.child(verb, "dobj")
    if obj is not None and obj.i < verb.i and (meant := antecedent(sentence, obj)) is not obj:
        return ranges(sentence, below(sentence, meant) - below(sentence, verb))
    if verb.lemma in cues().verbs["whole"]:
        behind = after(sentence, verb)
        return ranges(sentence, behind) if behind and (obj is not None or sentence.child(verb, "ccomp", "oprd")) else ()
    if obj is None or obj.i < verb.i or obj.pos == "PRON":
        return ()
    return ranges(sentence, below(sentence, obj))


def _surmise(sentence: Sentence, verb: Token) -> Iterator[Link]:
    clause = sentence.child(verb, "ccomp") or sentence.child(verb, "dobj") or _toward(sentence, verb)
    if clause is not None and clause.i > verb.i:
        yield Link(sentence.index, cue_range(sentence, verb), None, ranges(sentence, below(sentence, clause)), "author")


def _toward(sentence: Sentence, verb: Token) -> Token | None:
    """ "Points to a rift", "hints at a mandate"."""
    to = next((c for c in sentence.children(verb, "prep") if c.lower in ("to", "at", "towards", "toward")), None)
    return sentence.child(to, "pobj") if to is not None else None


def _seeming(sentence: Sentence, verb: Token) -> Iterator[Link]:
    if _is_aside_of_it(sentence, verb):
        yield _told_around(sentence, verb, "author")
        return
    clause = sentence.child(verb, "xcomp", "oprd", "ccomp", "acomp")
    if verb.lemma == "look" and (clause is None or clause.dep not in ("xcomp", "ccomp")):
        clause = next((c for c in sentence.children(verb, "prep") if c.lower == "like"), None)
    if clause is None or clause.i < verb.i:
        return
    inside = below(sentence, clause) | below(sentence, sentence.child(verb, "nsubj"))
    yield Link(sentence.index, cue_range(sentence, verb), None, ranges(sentence, inside), "author")


def _is_aside_of_it(sentence: Sentence, verb: Token) -> bool:
    """ "The fleet, it seems, had sailed", "the fleet, it is believed, has sailed"."""
    own = sentence.child(verb, "nsubj", "nsubjpass")
    alone = sentence.child(verb, "ccomp", "xcomp", "acomp", "oprd") is None
    return own is not None and own.lower == "it" and alone and verb.dep in ("parataxis", "ccomp") and _inserted(sentence, verb)


def _told_around(sentence: Sentence, verb: Token, kind: str) -> Link:
    around = below(sentence, sentence.head(verb))
    return Link(sentence.index, cue_range(sentence, verb), None, ranges(sentence, around, below(sentence, verb)), kind)


def _unsourced(sentence: Sentence, verb: Token) -> Iterator[Link]:
    """ "Is said to have fled", "it was announced that", "has been accused of fraud": the text does not tell who says so."""
    words, lemma = cues().verbs, verb.lemma
    own = sentence.child(verb, "nsubjpass", "nsubj")
    if any(c.tag == "MD" for c in sentence.children(verb, "aux")):
        return
    if lemma in words["unsourced"] and _is_aside_of_it(sentence, verb):
        yield _told_around(sentence, verb, "hearsay")
        return
    widely = any(c.lower in cues().widely for c in sentence.children(verb, "advmod"))
    if widely and lemma in words["widely_held"]:
        inside = after(sentence, verb)
    elif lemma in words["accused"]:
        inside = below(sentence, *(c for c in sentence.children(verb, "prep") if c.i > verb.i and c.lower in cues().of_charges))
    elif lemma in words["unsourced"] or lemma in words["report_clause"]:
        raised = ("xcomp", "oprd") if lemma in words["unsourced"] else ()
        clause = sentence.child(verb, "ccomp", *raised)
        if clause is None or clause.i < verb.i:
            return
        inside = below(sentence, clause)
        if lemma not in words["unsourced"]:
            own = None
    else:
        return
    if own is not None and own.lower != "it" and inside:
        inside |= below(sentence, antecedent(sentence, own))
    yield Link(sentence.index, cue_range(sentence, verb), None, ranges(sentence, inside), "hearsay")


def _citing(sentence: Sentence, verb: Token) -> Iterator[Link]:
    """ "…, citing two aides": what the governing verb tells rests on them."""
    relied = sentence.child(verb, "dobj")
    governor = sentence.head(verb)
    if relied is None or governor.pos != "VERB":
        return
    clause = sentence.child(governor, "ccomp") or that_clause(sentence, verb) or that_clause(sentence, relied)
    inside = below(sentence, clause) if clause is not None else below(sentence, governor)
    if clause is None and governor.lemma in cues().verbs["report_clause"]:
        inside = set()
    yield Link(
        sentence.index,
        (verb.i, verb.i),
        relied.i,
        ranges(sentence, inside, below(sentence, verb) - below(sentence, clause)),
        under=governor.i,
    )


def that_clause(sentence: Sentence, word: Token) -> Token | None:
    """The clause with "that" which the parser may hang on the nearest word."""
    for child in sentence.children(word, "ccomp", "acl", "relcl", "advcl"):
        mark = sentence.child(child, "mark")
        if mark is not None and mark.lower == "that":
            return child
    return None


def is_nobody(sentence: Sentence, noun: Token) -> bool:
    """ "Nobody said", "no minister said": nobody stands behind it."""
    return source_words().has("nobody", noun.lower) or any(c.lower == "no" for c in sentence.children(noun))
