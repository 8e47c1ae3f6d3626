"""What kind of source the words name: somebody named, somebody who keeps the name back, or nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.model import Cast, Mention, Sentence, Source, Span, Token
from dragoman.model.statement import SourceKind
from dragoman.understanding.clause import antecedent
from dragoman.understanding.said_words import cues, source_words
from dragoman.understanding.who.lexicon import titles


@dataclass(frozen=True, slots=True)
class Named:
    """What the words of a source tell of it."""

    kind: SourceKind
    actor: str | None
    span: Span
    anonymous_class: str | None = None
    country: str | None = None


def extent(sentence: Sentence, head: Token) -> tuple[int, int]:
    """First and last token of the source's words: the noun with what modifies it, relative clauses left out."""
    inside = {head.i}
    queue = [head]
    while queue:
        token = queue.pop()
        for child in sentence.children(token):
            if child.dep in ("relcl", "punct", "cc", "advcl", "parataxis", "ccomp") or (
                child.dep == "acl" and child.i > head.i + 3
            ):
                continue
            if child.dep == "appos" and child.i > token.i and token.pos == "PROPN":
                continue
            inside.add(child.i)
            queue.append(child)
    first = last = head.i
    while first - 1 in inside or (first - 2 in inside and sentence.tokens[first - 1].dep in ("punct", "cc")):
        first -= 1 if first - 1 in inside else 2
    while last + 1 in inside or (last + 2 in inside and sentence.tokens[last + 1].dep in ("cc", "punct")):
        last += 1 if last + 1 in inside else 2
    return first, last


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who spoke last, or was last the subject of a sentence.

    `back` counts the sentences since then, those inside a quotation left out; `plural` is the number of the words."""

    source: Source
    back: int
    plural: bool
    person: bool = False
    document: bool = False
    #: A body, a medium, a document: nobody whom "he" or "she" could mean.
    thing: bool = False


def identify(sentence: Sentence, head: Token, cast: Cast, spoke_before: Sequence[Speaker] = ()) -> Named:
    """The kind of source that `head` names; `spoke_before` are those whom a pronoun may mean, the likeliest first."""
    head = antecedent(sentence, head)
    first, last = extent(sentence, head)
    span = sentence.words(first, last)
    mention = cast.headed(sentence.index, head) or cast.at(sentence.index, head) or _of_apposition(sentence, head, cast)
    actor = mention.actor if mention else _by_surname(head, cast)
    if head.pos == "PRON" and head.lower in source_words().sets["pronouns"]:
        before = next((speaker for speaker in spoke_before if _agrees(head, cast, speaker)), None)
        if before is not None:
            spoke = before.source
            if actor is None or _speaks_on(sentence, head, before) or _goes_on(sentence, head, cast, before, actor):
                # "he" of whom the cast knows nothing is told by the words that he was told by before
                words = spoke.span if spoke.actor is None and spoke.span is not None else span
                return Named(spoke.kind, spoke.actor, words, spoke.anonymous_class, spoke.country)
        return Named("anonymous" if _is_of_a_kind(cast, actor) else "named", actor, span)
    if mention is not None and mention.form in ("name", "surname") and mention.head == head.i:
        return Named("named", actor, span)
    if _is_withheld(sentence, head, first, last):
        return _anonymous(sentence, head, cast, span, (first, last))
    return (
        Named("named", actor, span)
        if _is_named(sentence, head)
        else _unnamed(sentence, head, cast, span, (first, last), mention)
    )


def _of_apposition(sentence: Sentence, head: Token, cast: Cast) -> Mention | None:
    """ "A forensic accountant, Susan Leigh, said"."""
    named = next((c for c in sentence.children(head, "appos") if c.pos == "PROPN"), None)
    return cast.headed(sentence.index, named) if named is not None else None


def _is_of_a_kind(cast: Cast, actor: str | None) -> bool:
    """True where the text tells of the actor only what it is: "aid workers"; "they" are as nameless."""
    named = [m for m in cast.of(actor) if m.form != "pronoun"] if actor is not None else []
    last = [m.span.text.split()[-1].lower() for m in named if m.form == "generic"]
    return bool(named) and len(last) == len(named) and all(w.removesuffix("s") in source_words().anonymous for w in last)


def _by_surname(head: Token, cast: Cast) -> str | None:
    """The one actor of the text whose name ends in this name, where the cast has not found it here."""
    if head.pos != "PROPN" or len(head.text) < 3:
        return None
    found = [id for id, actor in cast.actors.items() if actor.name.split()[1:][-1:] == [head.text]]
    return found[0] if len(found) == 1 else None


#: How many sentences on a pronoun may still mean who spoke last.
_REACH = 3
_GENDERS = {"he": ("he", "him", "his"), "she": ("she", "her", "hers")}


def _agrees(head: Token, cast: Cast, before: Speaker) -> bool:
    """Whether the pronoun may mean who spoke last, by number, kind, gender and nearness."""
    word = head.lower
    if before.back > _REACH:
        return False
    if word in ("he", "she"):
        return not (before.thing or before.plural or _is_of_other_gender(word, cast, before.source))
    if word in ("they", "both"):
        return before.plural or not (before.person or before.document)
    return word == "it" and not before.person and not before.plural


def _is_of_other_gender(pronoun: str, cast: Cast, source: Source) -> bool:
    """What the text calls the source by, "Mrs", "his", tells that the pronoun is not for it."""
    spans = [m.span for m in cast.of(source.actor)] if source.actor else []
    words = {word.lower().strip(".,") for span in (*spans, source.span) if span for word in span.text.split()}
    titled = {titles().honorifics.get(word) for word in words} - {None}
    if titled:
        return titled.isdisjoint("m" if pronoun == "he" else "f")
    other = _GENDERS["she" if pronoun == "he" else "he"]
    return not words.isdisjoint(other) and words.isdisjoint(_GENDERS[pronoun])


def _speaks_on(sentence: Sentence, head: Token, before: Speaker) -> bool:
    """ "He said" in the sentence after a person's word, or the next: that person goes on; "they" after several, "it says"
    of a document."""
    if not (before.person or before.document) or before.source.kind != "named":
        return False
    speaks = head.dep == "nsubj" and sentence.head(head).lemma in cues().verbs["speech"]
    return speaks and 0 < before.back <= 2


def _goes_on(sentence: Sentence, head: Token, cast: Cast, before: Speaker, actor: str) -> bool:
    """A pronoun right after a nameless speaker of its number is that speaker, unless its own actor was named since."""
    if before.source.kind != "anonymous" or before.source.span is None or before.back > 1:
        return False
    if head.lower == "it" or before.plural != (head.lower in ("they", "both")):
        return False
    cue = before.source.cue
    since = max(before.source.span.end, cue.start if cue is not None else 0)
    return not any(since <= m.span.start < head.start and m.form != "pronoun" for m in cast.of(actor))


def _is_withheld(sentence: Sentence, head: Token, first: int, last: int) -> bool:
    """The name is kept back, in words: "who asked not to be named", "sources familiar with"."""
    if head.pos == "PROPN" and head.ent == "PERSON":
        return False
    words = source_words()
    near = sentence.text.lower() if head.pos != "PROPN" else sentence.words(first, last).text.lower()
    if head.lemma not in words.anonymous:
        return False
    return any(phrase in near for phrase in words.withheld_phrases) or any(
        t.lower in words.sets["withheld"] for t in sentence.subtree(head)
    )


def _is_named(sentence: Sentence, head: Token) -> bool:
    if head.pos == "PROPN" or head.ent in ("PERSON", "ORG", "GPE", "NORP"):
        return head.lower not in source_words().anonymous or head.ent == "PERSON" or not head.lower.endswith("s")
    for child in sentence.children(head):
        if child.dep == "appos" and child.pos == "PROPN":
            return True
        if child.dep in ("appos", "compound", "nmod") and child.ent == "PERSON":
            return True
        if child.dep == "acl" and child.lemma in source_words().sets["named_by"] and child.i > head.i:
            return any(t.pos == "PROPN" for t in sentence.subtree(child))
    return False


def _unnamed(
    sentence: Sentence, head: Token, cast: Cast, span: Span, bounds: tuple[int, int], mention: Mention | None
) -> Named:
    actor = mention.actor if mention is not None else None
    words, lemma = source_words(), head.lemma.lower()
    singular_the = head.tag == "NN" and any(
        c.dep == "poss" or not words.has("indefinite", c.lower) for c in sentence.children(head, "det", "poss")
    )
    indefinite = any(words.has("indefinite", c.lower) for c in sentence.children(head, "det", "nummod", "amod"))
    if lemma in words.sets["rumours"] and head.tag == "NNS" and not sentence.children(head, "poss"):
        return Named("hearsay", None, span)
    if lemma in words.sets["collectives"] and any(c.lower == "the" for c in sentence.children(head, "det")):
        return Named("named", actor, span)
    if lemma in words.sets["spokesmen"] or _are_principals(sentence, head, indefinite):
        return Named("named", actor, span)
    if lemma in words.sets["offices"] and head.tag == "NN" and not indefinite:
        return Named("named", actor, span)
    if lemma in words.anonymous and not (singular_the and mention is not None and actor and mention.form != "generic"):
        return _anonymous(sentence, head, cast, span, bounds)
    if not words.has("documents", lemma) and (indefinite or _is_bare_plural(sentence, head)):
        own = sentence.tokens[bounds[0] : bounds[1] + 1]
        named = any(t.pos == "PROPN" and t.ent not in ("GPE", "LOC", "NORP") for t in own)
        body = words.has("bodies", lemma) or words.has("media", lemma)
        if not (body and named) and not words.has("things", lemma):
            return _anonymous(sentence, head, cast, span, bounds)
    return Named("named", actor, span)


def _are_principals(sentence: Sentence, head: Token, indefinite: bool) -> bool:
    """ "The foreign ministers", "both leaders", "EU foreign ministers"."""
    if head.tag != "NNS" or indefinite or not source_words().has("principals", head.lemma.lower()):
        return False
    definite = any(c.lower in ("the", "both", "these") or c.dep == "poss" for c in sentence.children(head))
    return definite or any(c.ent == "ORG" for c in sentence.children(head))


def _is_bare_plural(sentence: Sentence, head: Token) -> bool:
    """ "Growers say": persons of whom the text tells no more than their kind; not "police", not "ECOWAS"."""
    lemma = head.lemma.lower()
    if head.text.isupper() or (head.lower == lemma and source_words().has("bodies", lemma)):
        return False
    return head.tag == "NNS" and not sentence.children(head, "det", "poss")


def _anonymous(sentence: Sentence, head: Token, cast: Cast, span: Span, bounds: tuple[int, int]) -> Named:
    words = source_words()
    kind = words.anonymous.get(head.lemma.lower(), "unknown")
    if kind in ("unknown", "government"):
        modifiers = [c.lemma.lower() for c in sentence.subtree(head) if c is not head and c.i <= bounds[1]]
        for lemma in modifiers:
            kind = words.class_hints.get(lemma, kind)
    country = None
    for mention in cast.within(sentence.index, *bounds):
        found = cast.actors.get(mention.actor or "")
        if found is not None and found.country:
            country = found.country
            break
    return Named("anonymous", None, span, kind, country)
