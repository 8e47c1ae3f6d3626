"""Who hands on what within one sentence: cue words, the source they name, and the words that are the source's.

Grammar alone; quotations that run over sentences and chains are put together in `said`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from dragoman.model import Sentence, Token
from dragoman.understanding.clause import antecedent, by_agents, is_passive, subject
from dragoman.understanding.said_words import cues, source_words

Range = tuple[int, int]
_TRIM = frozenset(",;:-–—()") | {"--", "and", "but", "that,", "..."}
_SUBJECTS = ("nsubj", "nsubjpass", "csubj")


@dataclass(frozen=True, slots=True)
class Link:
    """One attribution in a sentence; ranges are token numbers, both ends included.

    `source` is the head word of the source, or None; `kind` is set where the cue alone decides it (hearsay, author).
    `report` is False for what the source only feels or wants. A link without pieces still leads to those below it.
    """

    sentence: int
    cue: Range
    source: int | None
    pieces: tuple[Range, ...]
    kind: str | None = None
    report: bool = True
    #: The word that decides where the link stands: inside whose content it lies.
    key: int = -1
    #: For "citing two aides": the word whose content this link shares.
    under: int | None = None


def find_links(sentence: Sentence) -> list[Link]:
    """All attributions of the sentence, in order of their cues, each cue at most once."""
    found: dict[int, Link] = {}
    for token in sentence.tokens:
        for link in _of_token(sentence, token):
            found.setdefault(token.i, replace(link, key=token.i))
            break
    if not found:
        found.update({link.cue[0]: link for link in _colon(sentence)})
    return list(found.values())


def _of_token(sentence: Sentence, token: Token) -> Iterator[Link]:
    if token.lower == "according":
        yield from _according(sentence, token)
    elif token.lower in cues().adverbs:
        yield from _adverb(sentence, token)
    elif token.pos == "VERB" or (token.pos == "AUX" and token.dep not in ("aux", "auxpass")):
        yield from _verb(sentence, token)
    elif token.pos == "NOUN":
        yield from _noun(sentence, token)
    elif token.pos == "ADP":
        yield from _preposition(sentence, token)
    elif token.lower in cues().clear:
        yield from _clear(sentence, token)


# --- pieces --------------------------------------------------------------------------------------------------------


def ranges(sentence: Sentence, tokens: Iterable[int], without: Iterable[int] = ()) -> tuple[Range, ...]:
    """Runs of token numbers, their edges trimmed of commas and the like; a run without a word is dropped."""
    left = sorted(set(tokens) - set(without))
    runs: list[list[int]] = []
    for i in left:
        if runs and i == runs[-1][-1] + 1:
            runs[-1].append(i)
        else:
            runs.append([i])
    found = []
    for run in runs:
        while run and sentence.tokens[run[0]].lower in _TRIM:
            run.pop(0)
        while run and (sentence.tokens[run[-1]].lower in _TRIM or sentence.tokens[run[-1]].text == "."):
            run.pop()
        if any(sentence.tokens[i].text[:1].isalnum() for i in run):
            found.append((run[0], run[-1]))
    return tuple(found)


def _below(sentence: Sentence, *tokens: Token | None) -> set[int]:
    return {t.i for token in tokens if token is not None for t in sentence.subtree(token)}


def _cue(sentence: Sentence, verb: Token) -> Range:
    """The verb with its auxiliaries before and, for verbs of telling, its hearer behind."""
    first = last = verb.i
    helpers = {c.i for c in sentence.children(verb, "aux", "auxpass", "neg", "advmod") if c.lower not in cues().adverbs}
    while first - 1 in helpers:
        first -= 1
    if verb.lemma in cues().verbs["addressing"]:
        hearer = sentence.child(verb, "dobj", "dative")
        if hearer is not None and hearer.i > verb.i and min(_below(sentence, hearer)) == verb.i + 1:
            below = _below(sentence, hearer)
            if len(below) <= 4:
                last = max(below)
    elif last + 1 < len(sentence.tokens) and sentence.tokens[last + 1].dep == "prt":
        last += 1
    return first, last


def _quoted(sentence: Sentence) -> list[Range]:
    """Token ranges between quotation marks, marks included; open ends run to the edge of the sentence."""
    marks = [t.i for t in sentence.tokens if t.text in ('"', "''", "``")]
    found = [(a, b) for a, b in zip(marks[::2], marks[1::2], strict=False)]
    if len(marks) % 2:
        found.append((marks[-1], len(sentence.tokens) - 1))
    return found


# --- verbs ---------------------------------------------------------------------------------------------------------


def _verb(sentence: Sentence, verb: Token) -> Iterator[Link]:
    words = cues().verbs
    lemma = verb.lemma
    if lemma in words["seeming"]:
        yield from _seeming(sentence, verb)
    if lemma in words["unsourced"] and is_passive(sentence, verb) and not by_agents(sentence, verb):
        yield from _unsourced(sentence, verb)
    if lemma in words["citing"] and verb.tag == "VBG" and verb.dep in ("advcl", "pcomp", "acl", "prep"):
        yield from _citing(sentence, verb)
    source = _source(sentence, verb)
    if lemma in words["surmise"] and (source is None or _is_thing(sentence, source) or _is_aside(sentence, verb)):
        yield from _surmise(sentence, verb)
        return
    if source is None or source.dep == "expl":
        return
    if source_words().has("things", source.lower) and source.pos in ("NOUN", "PRON") and lemma not in ("say", "read", "state"):
        return
    pieces, report = _content(sentence, verb, source)
    if not report and source.lower in ("i", "you", "we", "it"):
        return
    if pieces:
        yield Link(sentence.index, _cue(sentence, verb), source.i, pieces, None, report)
    elif lemma in words["report_clause"] and lemma in words["speech"]:
        yield Link(sentence.index, _cue(sentence, verb), source.i, (), None, True)


def _source(sentence: Sentence, verb: Token) -> Token | None:
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
    return source_words().has("things", noun.lemma.lower()) or source_words().has("things", noun.lower)


def _is_aside(sentence: Sentence, verb: Token) -> bool:
    """ ", signalling a return": a participle after a comma says what the writer makes of the whole event."""
    if verb.tag != "VBG" or verb.dep != "advcl" or verb.i == 0 or verb.head > verb.i:
        return False
    return sentence.tokens[verb.i - 1].text == "," and verb.lemma not in cues().verbs["whole"] and verb.lemma not in (
        "confirm", "point", "reveal", "mark", "raise")


def _content(sentence: Sentence, verb: Token, source: Token) -> tuple[tuple[Range, ...], bool]:
    words, lemma = cues().verbs, verb.lemma
    if lemma in words["report_clause"] or lemma in words["stance_clause"]:
        pieces = _clause_content(sentence, verb, source)
        if pieces:
            return pieces, lemma in words["report_clause"]
    if lemma in words["stance_infinitive"]:
        below = [c for c in sentence.children(verb, "xcomp", "ccomp") if c.tag == "VB" and c.i > verb.i]
        if below:
            return ranges(sentence, _after(sentence, verb)), False
    if (lemma in words["report_object"] or lemma in words["stance_object"]) and lemma not in words["addressing"]:
        return _object_content(sentence, verb), lemma in words["report_object"]
    return (), True


def _after(sentence: Sentence, verb: Token) -> set[int]:
    """What hangs on the verb behind it, coordinated verbs and asides left out."""
    found: set[int] = set()
    for child in sentence.children(verb):
        if child.i > verb.i and child.dep not in ("conj", "cc", "punct", "prt", "parataxis", *_SUBJECTS):
            found |= _below(sentence, child)
    return found


def _clause_content(sentence: Sentence, verb: Token, source: Token) -> tuple[Range, ...]:
    skip = _below(sentence, sentence.child(verb, *_SUBJECTS)) | set(range(*_stop(_cue(sentence, verb))))
    clauses = [c for c in sentence.children(verb, "ccomp", "xcomp", "acl", "csubj", "attr", "oprd")
               if (c.pos in ("VERB", "AUX") or c.dep == "ccomp") and not (
                   c.dep == "xcomp" and (c.tag == "VB" or (c.tag == "VBG" and verb.lemma not in cues().verbs["report_object"])))]
    if verb.dep == "acl" and verb.tag != "VBG" and not clauses:
        return ()
    if clauses and verb.lemma in cues().verbs["stance_clause"] and all(c.dep == "xcomp" for c in clauses):
        return ()
    if clauses:
        inside = _below(sentence, *clauses)
        if verb.i in inside:
            inside -= _below(sentence, verb)
        pieces = ranges(sentence, inside, skip)
        return _with_quote(sentence, pieces, skip | {verb.i})
    if verb.dep in ("parataxis", "ccomp", "advcl", "relcl", "conj", "acl") and _inserted(sentence, verb):
        governor = sentence.head(verb)
        own = _below(sentence, verb)
        return ranges(sentence, _below(sentence, governor), own)
    if verb.lemma in cues().verbs["report_object"] and verb.lemma not in cues().verbs["addressing"] and (own := _object_content(sentence, verb)):
        return own
    if verb.lemma not in cues().verbs["speech"]:
        return ()
    outside = [(a, b) for a, b in _quoted(sentence) if not skip & set(range(a, b + 1)) and verb.i not in range(a, b + 1)]
    if outside:
        return ranges(sentence, (i for a, b in outside for i in range(a, b + 1)), skip)
    return ()


def _stop(span: Range) -> Range:
    return span[0], span[1] + 1


def _with_quote(sentence: Sentence, pieces: tuple[Range, ...], skip: set[int]) -> tuple[Range, ...]:
    """Widens a piece that reaches into quotation marks to the whole quotation, where the cue is not in it."""
    tokens = {i for a, b in pieces for i in range(a, b + 1)}
    for a, b in _quoted(sentence):
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
    if mark is not None and mark.lower not in cues().as_marks:
        return False
    if verb.dep in ("parataxis",) or mark is not None or any(
        c.lower in cues().as_marks for c in sentence.children(verb, "advmod", "prep")
    ):
        return True
    own = sorted(_below(sentence, verb))
    before = sentence.tokens[own[0] - 1] if own[0] else None
    return verb.dep in ("ccomp", "advcl") and before is not None and before.text in (",", '"', "-", "--", "–", "—")


def _object_content(sentence: Sentence, verb: Token) -> tuple[Range, ...]:
    if is_passive(sentence, verb):
        own = sentence.child(verb, "nsubjpass")
        return ranges(sentence, _below(sentence, own)) if own is not None else ()
    obj = sentence.child(verb, "dobj")
    if verb.lemma in cues().verbs["whole"]:
        after = _after(sentence, verb)
        return ranges(sentence, after) if after and (obj is not None or sentence.child(verb, "ccomp", "oprd")) else ()
    if obj is None or obj.i < verb.i or obj.pos == "PRON":
        return ()
    return ranges(sentence, _below(sentence, obj))


def _surmise(sentence: Sentence, verb: Token) -> Iterator[Link]:
    clause = sentence.child(verb, "ccomp") or sentence.child(verb, "dobj")
    if clause is not None and clause.i > verb.i and verb.lemma not in ("point", "mark", "raise", "highlight"):
        yield Link(sentence.index, _cue(sentence, verb), None, ranges(sentence, _below(sentence, clause)), "author")


def _seeming(sentence: Sentence, verb: Token) -> Iterator[Link]:
    clause = sentence.child(verb, "xcomp", "oprd", "ccomp", "acomp")
    if clause is None or clause.i < verb.i:
        return
    if verb.lemma == "look" and clause.dep not in ("xcomp", "ccomp"):
        return
    inside = _below(sentence, clause) | _below(sentence, sentence.child(verb, "nsubj"))
    yield Link(sentence.index, _cue(sentence, verb), None, ranges(sentence, inside), "author")


def _unsourced(sentence: Sentence, verb: Token) -> Iterator[Link]:
    clause = sentence.child(verb, "xcomp", "ccomp", "oprd")
    if clause is None or clause.i < verb.i or (verb.lemma in ("expect", "consider", "claim") and clause.dep == "oprd"):
        return
    own = sentence.child(verb, "nsubjpass", "nsubj")
    inside = _below(sentence, clause)
    if own is not None and own.lower != "it":
        inside |= _below(sentence, own)
    yield Link(sentence.index, _cue(sentence, verb), None, ranges(sentence, inside), "hearsay")


def _citing(sentence: Sentence, verb: Token) -> Iterator[Link]:
    """ "…, citing two aides": what the governing verb tells rests on them."""
    relied = sentence.child(verb, "dobj")
    governor = sentence.head(verb)
    if relied is None or governor.pos != "VERB":
        return
    clause = sentence.child(governor, "ccomp") or _that_clause(sentence, verb) or _that_clause(sentence, relied)
    inside = _below(sentence, clause) if clause is not None else _below(sentence, governor)
    if clause is None and governor.lemma in cues().verbs["report_clause"]:
        inside = set()
    yield Link(sentence.index, (verb.i, verb.i), relied.i, ranges(sentence, inside, _below(sentence, verb) - _below(sentence, clause)),
               under=governor.i)


def _that_clause(sentence: Sentence, word: Token) -> Token | None:
    """The clause with "that" which the parser may hang on the nearest word."""
    for child in sentence.children(word, "ccomp", "acl", "relcl", "advcl"):
        mark = sentence.child(child, "mark")
        if mark is not None and mark.lower == "that":
            return child
    return None


# --- other words ---------------------------------------------------------------------------------------------------


def _clause_head(sentence: Sentence, token: Token) -> Token:
    """The verb of the clause that the token stands in."""
    for above in sentence.ancestors(token):
        if above.pos in ("VERB", "AUX") or above.head == above.i:
            return above
    return token


def _according(sentence: Sentence, token: Token) -> Iterator[Link]:
    to = next((c for c in sentence.children(token, "prep") if c.lower == "to"), None)
    if to is None and token.i + 1 < len(sentence.tokens) and sentence.tokens[token.i + 1].lower == "to":
        to = sentence.tokens[token.i + 1]
    noun = sentence.child(to, "pobj") if to is not None else None
    if to is None or noun is None or noun.lemma in ("schedule", "plan", "law", "rule", "need"):
        return
    own = _below(sentence, token, to)
    above = _clause_head(sentence, token)
    if token.i == min(own) == 0:
        above = sentence.root
    yield Link(sentence.index, (token.i, to.i), noun.i, ranges(sentence, _below(sentence, above), own))


def _preposition(sentence: Sentence, token: Token) -> Iterator[Link]:
    noun = sentence.child(token, "pobj")
    if noun is None:
        return
    if token.lower == "per" and (noun.pos == "PROPN" or source_words().has("bodies", noun.lemma)):
        own = _below(sentence, token)
        yield Link(sentence.index, (token.i, token.i), noun.i,
                   ranges(sentence, _below(sentence, _clause_head(sentence, token)), own))
    elif token.lower in ("in", "by", "to") and noun.lemma in cues().of_phrases:
        owner = sentence.child(noun, "poss")
        of = next((c for c in sentence.children(noun, "prep") if c.lower == "of"), None)
        who = owner or (sentence.child(of, "pobj") if of is not None else None)
        if who is not None:
            last = of.i if owner is None and of is not None else noun.i
            yield Link(sentence.index, (token.i, last), who.i,
                       ranges(sentence, _below(sentence, _clause_head(sentence, token)), _below(sentence, token)))


def _adverb(sentence: Sentence, token: Token) -> Iterator[Link]:
    above = sentence.head(token)
    if above is token:
        return
    inside = _below(sentence, above)
    if above.pos in ("VERB", "AUX"):
        for child in sentence.children(above):
            if child.dep in ("conj", "cc", "parataxis") or (child.dep == "advcl" and child.i > above.i + 6):
                inside -= _below(sentence, child)
        owner = sentence.child(above, *_SUBJECTS)
        if owner is not None and owner.tag in ("WDT", "WP") and owner.i < token.i:
            inside = {i for i in inside if i > owner.i}
    kind = "author" if token.lower in cues().author_adverbs else "hearsay"
    yield Link(sentence.index, (token.i, token.i), None, ranges(sentence, inside, {token.i}), kind)


def _noun(sentence: Sentence, noun: Token) -> Iterator[Link]:
    words = cues().nouns
    if noun.lemma not in words["report"] and noun.lemma not in words["stance"] and noun.lemma not in words["hearsay"]:
        return
    clause = next((c for c in sentence.children(noun, "acl", "ccomp", "relcl")
                   if (m := sentence.child(c, "mark")) is not None and m.lower == "that"), None)
    if clause is None and noun.lemma in words["stance"]:
        clause = next((c for c in sentence.children(noun, "acl") if c.tag == "VB"), None)
    report = noun.lemma in words["report"] or noun.lemma in words["hearsay"]
    owner = _owner(sentence, noun)
    if clause is not None:
        pieces = ranges(sentence, _below(sentence, clause))
    elif noun.lemma in words["stance"] and owner is not None:
        pieces = _prepositional_content(sentence, noun)
    else:
        return
    if owner is not None:
        yield Link(sentence.index, (noun.i, noun.i), owner.i, pieces, None, report)
    elif noun.lemma in words["hearsay"] and pieces:
        yield Link(sentence.index, (noun.i, noun.i), None, pieces, "hearsay")


def _prepositional_content(sentence: Sentence, noun: Token) -> tuple[Range, ...]:
    for child in sentence.children(noun, "prep"):
        if child.lower in ("for", "of", "on", "about", "over", "against"):
            return ranges(sentence, _below(sentence, child) - {child.i})
    return ()


def _owner(sentence: Sentence, noun: Token) -> Token | None:
    """Whose claim it is: "Cairo's claim", "a claim by …", "Russian claims", "voiced concern" (the voicer's)."""
    owner = sentence.child(noun, "poss")
    if owner is not None:
        return owner
    for preposition in sentence.children(noun, "prep", "agent"):
        if preposition.lower in ("by", "from"):
            return sentence.child(preposition, "pobj")
    adjective = next((c for c in sentence.children(noun, "amod", "compound") if c.ent in ("NORP", "GPE", "ORG", "PERSON")), None)
    if adjective is not None:
        return adjective
    above = sentence.head(noun)
    if noun.dep == "dobj" and above.pos == "VERB":
        return _source(sentence, above)
    return None


def _clear(sentence: Sentence, token: Token) -> Iterator[Link]:
    """ "made it clear that …", "made clear that …"."""
    above = sentence.head(token)
    if above.lemma != "make":
        return
    clause = _that_clause(sentence, token) or _that_clause(sentence, above) or sentence.child(token, "ccomp", "xcomp")
    source = _source(sentence, above)
    if clause is not None and source is not None and clause.i > token.i and clause is not token:
        first = min(above.i, token.i)
        yield Link(sentence.index, (first, token.i), source.i, ranges(sentence, _below(sentence, clause)))


def _colon(sentence: Sentence) -> Iterator[Link]:
    """ "Guterres: no peace without justice": a headline's way of quoting."""
    colon = next((t.i for t in sentence.tokens[1:7] if t.text == ":"), None)
    if colon is None or len(sentence.tokens) - colon < 4:
        return
    before = sentence.tokens[:colon]
    if all(t.pos in ("PROPN", "ADJ", "NOUN", "ADP") for t in before) and any(t.pos == "PROPN" for t in before):
        end = len(sentence.tokens)
        yield Link(sentence.index, (colon, colon), before[-1].i, ranges(sentence, range(colon + 1, end)), key=colon)
