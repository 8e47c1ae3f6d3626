"""Who each link of a story names as its source, with an eye on who spoke before: "he", "the diplomat", "they"."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.model import Cast, Sentence, Source, Token
from dragoman.understanding.clause import SUBJECTS
from dragoman.understanding.quotes import Quotation
from dragoman.understanding.said_pieces import Link
from dragoman.understanding.said_sources import Speaker, identify
from dragoman.understanding.said_words import attitudes, source_words


class Speakers:
    """Goes through a story sentence by sentence and remembers who spoke, and who stood in front."""

    def __init__(self, cast: Cast, quotations: tuple[Quotation, ...]) -> None:
        self._cast = cast
        self._quotations = quotations
        self._starts = [q.start for q in quotations]
        #: Whom a pronoun may mean: who spoke or stood in front last, then the last of several who held a view.
        self._before: Speaker | None = None
        self._many: Speaker | None = None
        #: By actor, and by noun, the nameless sources so far.
        self._nameless: dict[str, Source] = {}
        self._introduced: dict[str, Source] = {}

    def of(self, sentence: Sentence, links: list[Link]) -> Iterator[tuple[Link, Source]]:
        """The links of the sentence that somebody stands behind, each with its source."""
        if not self._is_quoted(sentence.start, sentence.end):
            self._before, self._many = _further(self._before), _further(self._many)
        spoken, held = False, None
        for link in links:
            if link.attitude and _is_a_thing(sentence, link, self._cast):
                continue
            source = self._again(sentence, link, self._as_before(sentence, link, self._source(sentence, link)))
            yield link, source
            if source.kind not in ("named", "anonymous") or link.source is None:
                continue
            speaker = _speaker(sentence, sentence.tokens[link.source], source, self._cast)
            if speaker.plural and sentence.tokens[link.source].pos != "PRON":
                self._many = speaker
            if _speaks_out(link, links):
                self._before, spoken = speaker, True
            elif speaker.person:
                held = held or speaker
        if not spoken:
            self._before = self._in_front(sentence) or held or self._before

    def _is_quoted(self, start: int, end: int) -> bool:
        place = bisect_right(self._starts, start) - 1
        return place >= 0 and self._quotations[place].end >= end

    def _source(self, sentence: Sentence, link: Link) -> Source:
        before = [s for s in (self._before_colon(sentence, link), self._before, self._many) if s is not None]
        source = source_of_link(sentence, link, self._cast, before)
        if link.source is None or source.actor is not None:
            return source
        own = sentence.tokens[link.source]
        first_person = own.lower in attitudes()["first_person"] and own.lower in attitudes()["singles"]
        if first_person and not self._is_quoted(own.start, own.end) and not any(t.text in ('"', "''") for t in sentence.tokens):
            return replace(source, kind="author")  # "I think", in nobody's quotation
        return source

    def _before_colon(self, sentence: Sentence, link: Link) -> Speaker | None:
        """ "An official gave another account: the guerrillas, he said, …", "my mother stayed; she wanted …"."""
        pronoun = sentence.tokens[link.source] if link.source is not None else None
        colon = next((t.i for t in sentence.tokens if t.text in (":", ";")), None)
        if pronoun is None or pronoun.pos != "PRON" or colon is None or colon > pronoun.i:
            return None
        return self._stands(sentence, next((t for t in sentence.tokens[:colon] if t.dep in SUBJECTS), None))

    def _in_front(self, sentence: Sentence) -> Speaker | None:
        """ "A diplomat was more cautious.", "The letter was leaked.": the subject, whom a pronoun may mean next."""
        return self._stands(sentence, sentence.child(sentence.root, *SUBJECTS))

    def _stands(self, sentence: Sentence, noun: Token | None) -> Speaker | None:
        if noun is None or noun.pos not in ("NOUN", "PROPN") or self._is_quoted(noun.start, noun.end):
            return None
        named = identify(sentence, noun, self._cast)
        source = Source(named.kind, named.actor, named.span, anonymous_class=named.anonymous_class, country=named.country)
        speaker = _speaker(sentence, noun, source, self._cast)
        return speaker if speaker.person or speaker.document else None

    def _as_before(self, sentence: Sentence, link: Link, source: Source) -> Source:
        """ "She added": as nameless as the official she stands for."""
        mention = self._cast.headed(sentence.index, link.source) if link.source is not None else None
        if mention is None or mention.actor is None:
            return source
        if source.kind == "anonymous":
            self._nameless[mention.actor] = source
        elif mention.form == "pronoun" and mention.actor in self._nameless:
            held = self._nameless[mention.actor]
            return replace(held, cue=source.cue, quote=source.quote)
        return source

    def _again(self, sentence: Sentence, link: Link, source: Source) -> Source:
        """ "The diplomat said", after "a Kazakh diplomat said": the same nameless one."""
        if link.source is None or source.actor is not None:
            return source
        noun = sentence.tokens[link.source]
        if source.kind == "anonymous":
            self._introduced[noun.lemma] = source
        elif noun.lemma in self._introduced and noun.tag == "NN" and any(c.lower == "the" for c in sentence.children(noun)):
            held = self._introduced[noun.lemma]
            return replace(source, kind="anonymous", anonymous_class=held.anonymous_class, country=held.country)
        return source


def _further(speaker: Speaker | None) -> Speaker | None:
    return replace(speaker, back=speaker.back + 1) if speaker is not None else None


def source_of_link(sentence: Sentence, link: Link, cast: Cast, before: Sequence[Speaker] = ()) -> Source:
    """The source that the words of the link name; `before` are those whom a pronoun may mean."""
    cue = sentence.words(*link.cue)
    if link.source is None or link.kind in ("hearsay", "author"):
        return Source("author" if link.kind == "author" else "hearsay", None, None, cue)
    named = identify(sentence, sentence.tokens[link.source], cast, before)
    return Source(named.kind, named.actor, named.span, cue, anonymous_class=named.anonymous_class, country=named.country)


def _is_a_thing(sentence: Sentence, link: Link, cast: Cast) -> bool:
    """An "it" that stands for nobody of the cast feels nothing."""
    if link.source is None or sentence.tokens[link.source].lower != "it":
        return False
    mention = cast.headed(sentence.index, link.source)
    return mention is None or mention.actor is None


def _speaks_out(link: Link, links: list[Link]) -> bool:
    """True for who hands on a word that no other word in the sentence holds."""
    return link.report and not any(
        a <= link.key <= b for other in links if other.report and other is not link for a, b in other.pieces
    )


def _speaker(sentence: Sentence, noun: Token, source: Source, cast: Cast) -> Speaker:
    words, lemma = source_words(), noun.lemma.lower()
    actor = cast.actors.get(source.actor or "")
    document = words.has("documents", lemma)
    thing = document or words.has("media", lemma) or words.has("bodies", lemma)
    thing = thing or (actor is not None and actor.kind != "person")
    person = _is_person(sentence, noun, source, cast)
    return Speaker(source, 0, _is_plural(sentence, noun), person, document, thing and not person)


def _is_person(sentence: Sentence, token: Token, source: Source, cast: Cast) -> bool:
    actor = cast.actors.get(source.actor or "")
    if token.lower in ("he", "she") or token.ent == "PERSON" or (actor is not None and actor.kind == "person"):
        return True
    words, lemma = source_words(), token.lemma.lower()
    surname = token.tag == "NNP" and not token.ent and actor is None
    return surname or words.has("offices", lemma) or words.has("spokesmen", lemma) or lemma in words.anonymous


def _is_plural(sentence: Sentence, token: Token) -> bool:
    return token.tag in ("NNS", "NNPS", "CD") or token.lower in ("they", "both") or bool(sentence.children(token, "conj"))
