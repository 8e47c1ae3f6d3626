"""Names on the command line → readings; what fails is told at once, counted, and never stops the rest."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice

from dragoman.model import Document, Reading

#: Documents handed to the flow together: one batch of its parser.
_AT_ONCE = 16


@dataclass(frozen=True, slots=True)
class Given:
    """What the user says about the documents; wins over what a page or a line says of itself."""

    published: date | None = None
    title: str | None = None
    publisher: str | None = None

    def applied(self, document: Document) -> Document:
        """The document with these values in place of its own."""
        return replace(
            document, published=self.published or document.published,
            title=document.title if self.title is None else self.title,
            publisher=document.publisher if self.publisher is None else self.publisher,
        )


@dataclass(slots=True)
class Batch:
    """A run over many inputs: streams readings, remembers failures."""

    names: list[str]
    given: Given = field(default_factory=Given)
    follow: bool = False
    failures: list[str] = field(default_factory=list)
    done: int = 0

    def readings(self) -> Iterator[Reading]:
        """The readings in the order of the inputs."""
        waiting = self._documents()
        while documents := list(islice(waiting, _AT_ONCE)):
            for reading in self._read(documents):
                self.done += 1
                yield reading

    def code(self) -> int:
        """Ends the run: the exit status, after the last line on standard error where documents failed."""
        if not self.failures:
            return 0
        if self.done or len(self.failures) > 1:
            total = self.done + len(self.failures)
            names = ", ".join(failure.split(": ")[0] for failure in self.failures)
            print(f"dragoman: {len(self.failures)} of {total} documents failed: {names}", file=sys.stderr)
        return 1

    def _documents(self) -> Iterator[Document]:
        from dragoman.sources import Failure, load

        for name in self.names:
            for found in load(name, follow=self.follow):
                if isinstance(found, Failure):
                    self._fail(found.reason)
                else:
                    yield self.given.applied(found)

    def _read(self, documents: list[Document]) -> Iterable[Reading]:
        from dragoman import read_many
        from dragoman.errors import KnowledgeError, ModelError

        try:
            return list(read_many(documents))
        except (ModelError, KnowledgeError):
            raise
        # Whatever one document breaks, the others of its batch are still owed their readings.
        except Exception as error:
            if len(documents) == 1:
                self._fail(f"{documents[0].source or 'document'}: {_reason(error)}")
                return []
            return [reading for document in documents for reading in self._read([document])]

    def _fail(self, reason: str) -> None:
        self.failures.append(reason)
        print(f"dragoman: {reason}", file=sys.stderr)


def _reason(error: Exception) -> str:
    return f"cannot be read ({type(error).__name__}: {' '.join(str(error).split())[:200]})"
