"""Tokens and sentences: the parse as plain frozen data, so that no step depends on a parser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import attrgetter

from dragoman.model.span import Span

_number = attrgetter("i")


@dataclass(frozen=True, slots=True)
class Token:
    """One word. `i` and `head` count within the sentence; the root's head is itself; offsets are the document's.

    `tag` is Penn Treebank, `pos` Universal POS, `dep` the ClearNLP label (nsubj, dobj, pobj, ...); `ent` is the
    OntoNotes type of the name it belongs to ("" for none) and `ent_start` whether it begins that name.
    """

    i: int
    start: int
    end: int
    text: str
    lemma: str
    tag: str
    pos: str
    dep: str
    head: int
    ent: str = ""
    ent_start: bool = False
    lower: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "lower", self.text.lower())


@dataclass(frozen=True, slots=True)
class Sentence:
    """A parsed sentence. `index` counts within the story; `lead` is the index of the sentence that introduces it,
    for an item of a list, and None otherwise; `paragraph` counts the blocks of text of the story."""

    index: int
    span: Span
    tokens: tuple[Token, ...]
    paragraph: int = 0
    lead: int | None = None
    _children: tuple[tuple[Token, ...], ...] = field(default=(), repr=False, compare=False)

    def __post_init__(self) -> None:
        below: list[list[Token]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.i:
                below[token.head].append(token)
        object.__setattr__(self, "_children", tuple(map(tuple, below)))

    @property
    def start(self) -> int:
        return self.span.start

    @property
    def end(self) -> int:
        return self.span.end

    @property
    def text(self) -> str:
        return self.span.text

    @property
    def root(self) -> Token:
        """The first token that is its own head."""
        return next(token for token in self.tokens if token.head == token.i)

    def head(self, token: Token) -> Token:
        return self.tokens[token.head]

    def children(self, token: Token, *deps: str) -> list[Token]:
        """Direct dependents in order of the text; only those with one of `deps` where given."""
        below = self._children[token.i]
        if deps:
            return [child for child in below if child.dep in deps]
        return list(below)

    def child(self, token: Token, *deps: str) -> Token | None:
        """The first dependent with one of `deps`, or None."""
        for child in self._children[token.i]:
            if not deps or child.dep in deps:
                return child
        return None

    def ancestors(self, token: Token) -> Iterator[Token]:
        """From the head of `token` up to the root."""
        while token.head != token.i:
            token = self.tokens[token.head]
            yield token

    def subtree(self, token: Token) -> list[Token]:
        """`token` and everything below it, in order of the text."""
        found = [token]
        for above in found:
            found.extend(self._children[above.i])
        return sorted(found, key=_number)

    def conjuncts(self, token: Token) -> list[Token]:
        """`token` and what is coordinated below it: "Egypt, Qatar and Turkey" from "Egypt"."""
        found = [token]
        for child in self.children(token, "conj"):
            found.extend(self.conjuncts(child))
        return found

    def words(self, first: int, last: int) -> Span:
        """The text from token `first` to token `last`, both included."""
        start, end = self.tokens[first].start, self.tokens[last].end
        return Span(start, end, self.span.text[start - self.span.start : end - self.span.start])

    def token_at(self, offset: int) -> Token | None:
        """The token that covers the document offset, or None."""
        return next((token for token in self.tokens if token.start <= offset < token.end), None)
