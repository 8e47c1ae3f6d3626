"""Whose words they are by the form of the page: a speaker's label before them, a signature behind them."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.model import Sentence, Story, Token
from dragoman.understanding.quotes import Quotation
from dragoman.understanding.said_pieces import Link
from dragoman.understanding.said_words import cues

_DASHES = ("―", "—", "–", "--", "-")
_LONGEST = 9
#: Characters between a quotation and the dash of its signature.
_GAP = 3

_PLACES_AND_DAYS = ("GPE", "LOC", "FAC", "DATE", "TIME")

Piece = tuple[int, int]


def find_labelled(story: Story, quotations: tuple[Quotation, ...]) -> Iterator[tuple[Link, Piece]]:
    """Each label ("MR. PRICE: …") and signature ("…" – Mary Robinson) with the offsets of the words it tells the source of."""
    for sentence in story.sentences:
        if (named := _label(sentence)) is not None:
            after = _rest_of_paragraph(story, sentence)
            if after is not None:
                yield _link(sentence, sentence.tokens[-1], named), after
        elif (signed := _signature(sentence)) is not None:
            quotation = next((q for q in quotations if 0 <= sentence.start - q.end <= _GAP), None)
            if quotation is not None:
                yield _link(sentence, sentence.tokens[0], signed), (quotation.start, quotation.end)


def _link(sentence: Sentence, cue: Token, named: Token) -> Link:
    return Link(sentence.index, (cue.i, cue.i), named.i, (), key=cue.i)


def _rest_of_paragraph(story: Story, sentence: Sentence) -> Piece | None:
    last = last_of_paragraph(story, sentence)
    return (story.sentences[sentence.index + 1].start, last.end) if last is not sentence else None


def last_of_paragraph(story: Story, sentence: Sentence) -> Sentence:
    """The last sentence of the paragraph that the sentence stands in."""
    last = sentence
    while last.index + 1 < len(story.sentences) and story.sentences[last.index + 1].paragraph == sentence.paragraph:
        last = story.sentences[last.index + 1]
    return last


def _label(sentence: Sentence) -> Token | None:
    """The last word of a name that a colon ends, where the sentence holds nothing else."""
    *words, last = sentence.tokens
    if last.text != ":" or not words or len(words) > _LONGEST or not _is_name(words):
        return None
    return words[-1]


def _signature(sentence: Sentence) -> Token | None:
    """The last word of the name that stands behind a dash, up to a comma."""
    first, *words = sentence.tokens
    if first.text not in _DASHES or not words:
        return None
    end = next((k for k, word in enumerate(words) if word.text in (",", "(")), len(words))
    name = words[:end]
    return name[-1] if name and len(name) <= _LONGEST and _is_name(name) else None


def _is_name(words: list[Token]) -> bool:
    """Every word begins with a capital but for small ones inside; and it is the name of somebody, not of a kind of text."""
    if any(word.text.isdigit() or word.ent in _PLACES_AND_DAYS for word in words):
        return False  # "Moscow, 24 March:" heads a report
    spelt = [word for word in words if word.text[:1].isalpha()]
    loud = [word for word in spelt if word.text[:1].isupper()]
    small = all(word.pos in ("ADP", "DET", "CCONJ", "PART") for word in spelt if word not in loud)
    return small and words[-1].text[:1].isupper() and not any(word.lower in cues().no_labels for word in words)
