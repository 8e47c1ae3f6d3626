"""A story: a stretch of a document about one thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from dragoman.model.sentence import Sentence
from dragoman.model.span import Span

StoryKind = Literal["article", "headline", "boilerplate"]


@dataclass(frozen=True, slots=True)
class Story:
    """`repeats` is the id of the story that this one says again, word for word; sentences of such a story and of
    boilerplate are not read for facts."""

    id: str
    span: Span
    kind: StoryKind
    repeats: str | None = None
    sentences: tuple[Sentence, ...] = ()

    @property
    def readable(self) -> bool:
        return self.kind != "boilerplate" and self.repeats is None

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that covers the document offset, or None."""
        return next((s for s in self.sentences if s.start <= offset < s.end), None)

    def to_dict(self) -> dict[str, Any]:
        return {
            "id": self.id, "start": self.span.start, "end": self.span.end, "kind": self.kind, "repeats": self.repeats,
        }
