"""According to whom: every content that the text gives as somebody's word, and the chain of sources it rests on."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from dragoman.model import Cast, Sentence, Source, Span, Statement, Story
from dragoman.understanding.clause import antecedent
from dragoman.understanding.quotes import Quotation, find_quotations
from dragoman.understanding.said_actual import is_actual
from dragoman.understanding.said_attitudes import find_attitudes, stands_within, with_attitudes
from dragoman.understanding.said_fuse import fused
from dragoman.understanding.said_labels import find_labelled, last_of_paragraph
from dragoman.understanding.said_links import find_links
from dragoman.understanding.said_pieces import Link
from dragoman.understanding.said_speakers import Speakers, source_of_link
from dragoman.understanding.said_words import cues, source_words
from dragoman.understanding.signals import Signals

Piece = tuple[int, int]
_QUOTE_WORDS = 4


@dataclass(frozen=True, slots=True)
class _Told:
    """A link with its source identified and its content as document offsets. `given` is a chain handed down whole."""

    link: Link
    source: Source
    key: int
    pieces: tuple[Piece, ...]
    given: tuple[Source, ...] | None = None

    @property
    def size(self) -> int:
        return sum(b - a for a, b in self.pieces)

    def covers(self, offset: int) -> bool:
        return any(a <= offset < b for a, b in self.pieces)


class _Web:
    """The links of a story, in order, found by their sentence and by the offsets that their contents cover.

    A long story has thousands: looking at all of them for each one would take minutes."""

    def __init__(self, story: Story, told: Iterable[_Told]) -> None:
        self._starts = [sentence.start for sentence in story.sentences]
        self._of: dict[int, list[_Told]] = {}
        self._over: dict[int, list[_Told]] = {}
        self.told: list[_Told] = []
        for one in told:
            self.add(one)

    def add(self, one: _Told) -> None:
        self.told.append(one)
        self._of.setdefault(one.link.sentence, []).append(one)
        for place in {k for a, b in one.pieces for k in range(self._place(a), self._place(b) + 1)}:
            self._over.setdefault(place, []).append(one)

    def _place(self, offset: int) -> int:
        return bisect_right(self._starts, offset)

    def of(self, sentence: int) -> list[_Told]:
        """The links whose cue stands in the sentence."""
        return self._of.get(sentence, [])

    def over(self, offset: int) -> list[_Told]:
        """The links whose content covers the offset."""
        return [one for one in self._over.get(self._place(offset), ()) if one.covers(offset)]


def find_statements(story: Story, cast: Cast, signals: tuple[Signals, ...]) -> tuple[Statement, ...]:
    """Every attributed content of the story, in order of the text; a content in two pieces gives two statements."""
    quotations = find_quotations(story)
    told = _identified(story, cast, signals, quotations)
    told = [_over_quotations(story, one, quotations) for one in _announced(story, told)]
    told += _labelled(story, cast, quotations, told)
    told += _unclaimed(story, told, quotations)
    web = _carried(story, told)
    web = _Web(story, [one for one in web.told if _is_told(story, one, web)])
    statements = [s for one in web.told for s in _statements(story, one, web, quotations)]
    return tuple(sorted(statements, key=lambda s: (s.span.start, -s.span.end, len(s.sources))))


def _is_told(story: Story, one: _Told, web: _Web) -> bool:
    """Whether the link stands: within another's word the writer has no view, and only clear attitudes are told of."""
    if _is_of_the_name(story, one):
        return False
    if not any(not one.covers(other.key) for other in web.over(one.key) if other is not one):
        return not one.link.within
    if one.link.report:
        return one.link.kind != "author"
    return one.link.attitude and stands_within(story.sentences[one.link.sentence], one.link)


def _is_of_the_name(story: Story, one: _Told) -> bool:
    """ "Asked not to be named": how a source wants to be called."""
    words = [story.span.text[a - story.span.start : b - story.span.start].lower() for a, b in one.pieces]
    return any(text.startswith(phrase) for text in words for phrase in source_words().withheld_phrases)


def sources_of(story: Story, statements: tuple[Statement, ...], sentence: int, token: int) -> tuple[Source, ...]:
    """The chain in whose content the word stands, outermost first; empty where the writer asserts it plainly."""
    offset = story.sentences[sentence].tokens[token].start
    around = [s for s in statements if s.report and s.span.start <= offset < s.span.end]
    if not around:
        return ()
    return min(around, key=lambda s: (s.span.end - s.span.start, -len(s.sources))).sources


# --- links with their sources --------------------------------------------------------------------------------------


def _identified(
    story: Story, cast: Cast, signals: tuple[Signals, ...], quotations: tuple[Quotation, ...]
) -> list[_Told]:
    told: list[_Told] = []
    speakers = Speakers(cast, quotations)
    for sentence in story.sentences:
        links, attitudes = find_links(sentence), find_attitudes(sentence)
        if signals:
            links = fused(sentence, links, attitudes, signals[sentence.index])
        links = with_attitudes(sentence, links, attitudes)
        for link, source in speakers.of(sentence, links):
            pieces = tuple((sentence.tokens[a].start, sentence.tokens[b].end) for a, b in link.pieces)
            told.append(_Told(link, source, sentence.tokens[link.key].start, pieces))
    return told


# --- quotations ----------------------------------------------------------------------------------------------------


def _over_quotations(story: Story, told: _Told, quotations: tuple[Quotation, ...]) -> _Told:
    """Content that touches a quotation which runs on beyond the sentence takes the whole quotation."""
    sentence = story.sentences[told.link.sentence]
    pieces = list(told.pieces)
    for quotation in quotations:
        runs_on = quotation.end > sentence.end or quotation.start < sentence.start
        inside = quotation.start <= told.key < quotation.end
        if not runs_on or inside:
            continue
        touched = [p for p in pieces if p[0] < quotation.end and quotation.start < p[1]]
        if touched:
            kept = [p for p in pieces if p not in touched]
            start, end = min(p[0] for p in touched), max(p[1] for p in touched)
            pieces = [*kept, (min(start, quotation.start), max(end, quotation.end))]
    return replace(told, pieces=tuple(sorted(pieces)))


def _announced(story: Story, told: list[_Told]) -> Iterator[_Told]:
    """ "The governor added:", with what was added in the paragraph below, in quotation marks or not."""
    for one in told:
        sentence = story.sentences[one.link.sentence]
        below = story.sentences[sentence.index + 1] if sentence.index + 1 < len(story.sentences) else None
        opens = sentence.tokens[-1].text == ":" and below is not None and below.lead is None
        if one.pieces or one.source.kind not in ("named", "anonymous") or not opens or below is None:
            yield one
        else:
            yield replace(one, pieces=((below.start, last_of_paragraph(story, below).end),))


def _labelled(story: Story, cast: Cast, quotations: tuple[Quotation, ...], told: list[_Told]) -> Iterator[_Told]:
    """Words that a speaker's label or a signature gives to somebody, where no verb of the same sentence does."""
    taken = {one.link.sentence for one in told}
    for link, piece in find_labelled(story, quotations):
        sentence = story.sentences[link.sentence]
        if link.sentence not in taken:
            source = source_of_link(sentence, link, cast)
            yield _Told(link, source, sentence.tokens[link.key].start, (piece,))


def _unclaimed(story: Story, told: list[_Told], quotations: tuple[Quotation, ...]) -> list[_Told]:
    """Quoted sentences without a cue of their own: of the one who says so next, or who spoke last."""
    found: list[_Told] = []
    for quotation in quotations:
        claimed = any(
            a < quotation.end and quotation.start < b
            for one in (*told, *found)
            for a, b in one.pieces
            if not quotation.start <= one.key < quotation.end
        )
        sentence = story.sentence_at(quotation.start)
        if claimed or sentence is None or quotation.words < _QUOTE_WORDS or not _alone(sentence, quotation):
            continue
        speaker = _speaker(story, told, quotation, quotations, sentence)
        if speaker is not None:
            found.append(replace(speaker, pieces=((quotation.start, quotation.end),), key=speaker.key))
    return found


def _alone(sentence: Sentence, quotation: Quotation) -> bool:
    """True when nothing that could be a clause of the writer's stands beside the quotation in its sentence."""
    outside = [t for t in sentence.tokens if not quotation.start <= t.start < quotation.end]
    return not any(t.pos in ("VERB", "AUX") for t in outside)


def _speaker(
    story: Story, told: list[_Told], quotation: Quotation, quotations: tuple[Quotation, ...], sentence: Sentence
) -> _Told | None:
    """Who says "…" in the same paragraph right behind it, or else who spoke last, one paragraph back at most."""
    speaking = [one for one in told if one.source.kind in ("named", "anonymous") and one.link.report]
    after = [
        one
        for one in speaking
        if quotation.end <= one.key
        and not one.pieces
        and story.sentences[one.link.sentence].paragraph == sentence.paragraph
    ]
    if after and after[0].key - quotation.end < 60:
        return after[0]
    before = [
        one for one in speaking if one.key < quotation.start and not any(q.start <= one.key < q.end for q in quotations)
    ]
    if not before:
        return None
    last = max(before, key=lambda one: (one.link.sentence, -one.key))
    return last if sentence.paragraph - story.sentences[last.link.sentence].paragraph <= 1 else None


# --- what goes on over sentences -----------------------------------------------------------------------------------


def _carried(story: Story, told: list[_Told]) -> _Web:
    """Sentences that go on with what the one before reports, and list items, stand under the same chain."""
    web = _Web(story, told)
    for sentence in story.sentences:
        if sentence.lead is not None:
            origin, at = story.sentences[sentence.lead], _last_word(story.sentences[sentence.lead])
        elif _goes_on(story, sentence):
            origin = story.sentences[sentence.index - 1]
            at = origin.root.start
        else:
            continue
        chain = _chain_at(story, web, at)
        if sentence.lead is None and not (chain and _withdrawn(chain)):
            continue
        if chain and not any(one.source.kind == "anonymous" for one in web.over(sentence.root.start)):
            link = Link(sentence.index, (0, 0), None, ((0, len(sentence.tokens) - 1),))
            web.add(_Told(link, chain[-1], sentence.start - 1, ((sentence.start, sentence.end),), chain))
    return web


def _withdrawn(chain: tuple[Source, ...]) -> bool:
    """A chain that a sentence may inherit without a word: one that ends in somebody who keeps the name back."""
    return chain[-1].kind == "anonymous" or (
        chain[-1].kind == "named" and chain[-1].cue is not None and chain[-1].cue.text.lower() == "according to"
    )


def _goes_on(story: Story, sentence: Sentence) -> bool:
    if sentence.index == 0 or story.sentences[sentence.index - 1].paragraph != sentence.paragraph:
        return False
    text = sentence.text.lower()
    return any(
        text.startswith(words) and not text[len(words) : len(words) + 1].isalpha() for words in cues().continuing
    )


def _last_word(sentence: Sentence) -> int:
    return next((t.start for t in reversed(sentence.tokens) if t.text[:1].isalnum()), sentence.start)


def _chain_at(story: Story, web: _Web, offset: int) -> tuple[Source, ...]:
    around = [one for one in web.over(offset) if one.link.report]
    if not around:
        # "…, which reportedly include:" ends in its cue; the list is its content
        around = [one for one in web.told if one.key == offset and one.link.report]
    return _chain(story, min(around, key=lambda one: (one.size, -one.key)), web) if around else ()


# --- chains --------------------------------------------------------------------------------------------------------


def _chain(story: Story, one: _Told, web: _Web, depth: int = 0) -> tuple[Source, ...]:
    if one.given is not None:
        return one.given
    parent = _parent(story, one, web) if depth < 8 else None
    return (*(_chain(story, parent, web, depth + 1) if parent is not None else ()), one.source)


def _parent(story: Story, one: _Told, web: _Web) -> _Told | None:
    """The link whose content this one's cue stands in, the closest of them."""
    if one.link.under is not None:
        beside = [p for p in web.of(one.link.sentence) if p.link.key == one.link.under]
        if beside:
            return beside[0]
    shared = [
        p
        for p in web.of(one.link.sentence)
        if p is not one
        and p.link.under is not None
        and _same_source(story, p.link, one.link)
    ]
    if shared:
        return _parent(story, shared[0], web)
    around = [p for p in web.over(one.key) if p is not one and not one.covers(p.key) and not _one_holder(p, one)]
    return min(around, key=lambda p: (p.size, -p.key), default=None)


def _one_holder(outer: _Told, inner: _Told) -> bool:
    """ "Warned of a raid, saying that …": two words of one and the same speaker do not stand one in the other."""
    same_word = (outer.link.sentence, outer.link.source) == (inner.link.sentence, inner.link.source)
    return outer.source is inner.source or (same_word and inner.link.source is not None)


def _same_source(story: Story, relied: Link, other: Link) -> bool:
    """ "citing two aides who said …": what the aides said stands beside the citing, not below it."""
    if relied.source is None or other.source is None:
        return False
    sentence = story.sentences[other.sentence]
    return antecedent(sentence, sentence.tokens[other.source]).i == relied.source


def _statements(story: Story, one: _Told, web: _Web, quotations: tuple[Quotation, ...]) -> Iterable[Statement]:
    chain = _chain(story, one, web)
    actual = one.given is not None or is_actual(story.sentences[one.link.sentence], one.link)
    for start, end in one.pieces:
        sentence = story.sentence_at(start)
        if sentence is None or end <= start:
            continue
        text = story.span.text[start - story.span.start : end - story.span.start]
        quote = _is_quote(start, end, len(text.split()), quotations)
        sources = (*chain[:-1], replace(chain[-1], quote=quote)) if one.given is None else chain
        yield Statement(Span(start, end, text), sentence.index, sources, quote, one.link.report, actual)


def _is_quote(start: int, end: int, words: int, quotations: tuple[Quotation, ...]) -> bool:
    """Four words between quotation marks, or half of what there is: fewer are the writer's distance, no quotation."""
    for quotation in quotations:
        first, last = max(start, quotation.start), min(end, quotation.end)
        if first < last:
            share = (last - first) / (end - start)
            if share >= 0.4 or quotation.words * (last - first) / (quotation.end - quotation.start) >= _QUOTE_WORDS:
                return words > 0
    return False
