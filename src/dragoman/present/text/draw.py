"""A page of text: headings, paragraphs and hanging lines, through rich."""

from __future__ import annotations

import io
import re

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.text import Text

from dragoman.present.dossier.phrases import phrases

#: Certainty and sources in colour; the shapes say the same without it.
STYLES = {
    "sure": "green", "doubt": "magenta", "open": "yellow", "off": "red",
    "report": "", "author": "cyan", "named": "green", "anonymous": "magenta", "hearsay": "magenta",
}
#: Control and direction marks: a report must not steer the reader's terminal.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def words(text: str, style: str = "") -> Text:
    """Text of a report or of our own, with nothing in it that a terminal would obey."""
    return Text(_CONTROLS.sub("", text).encode("utf-8", "replace").decode("utf-8"), style=style)


def glyph(certainty: str) -> Text:
    """The shape of a certainty."""
    return Text(phrases().glyphs[certainty].say, style=STYLES[certainty])


class Page:
    """Collects what is drawn; `text` gives it with no blank at any line's end."""

    def __init__(self, width: int, color: bool) -> None:
        self.width = width
        self._buffer = io.StringIO()
        self._console = Console(
            file=self._buffer, width=width, force_terminal=color, color_system="standard" if color else None,
            highlight=False, markup=False, emoji=False, legacy_windows=False,
        )

    def text(self) -> str:
        """Everything drawn so far."""
        return "\n".join(line.rstrip() for line in self._buffer.getvalue().split("\n")).lstrip("\n")

    def draw(self, thing: RenderableType, indent: int = 0) -> None:
        """Any renderable, `indent` columns from the left."""
        self._console.print(Padding(thing, (0, 0, 0, indent)) if indent else thing)

    def heading(self, title: str, remark: str = "") -> None:
        """A heading with an empty line before it."""
        line = Text("\n").append(title.upper(), style="bold")
        self.draw(line.append(f"  {remark}", style="dim") if remark else line)

    def hanging(self, head: Text, rest: Text, column: int, indent: int = 2) -> None:
        """`head`, then `rest` wrapped at `column` so that its lines stand under each other."""
        lines = rest.wrap(self._console, self.width - column)
        first = Text(" " * indent).append_text(head)
        first.append(" " * max(1, column - first.cell_len))
        for number, line in enumerate(lines):
            line.rstrip()
            self.draw((first if not number else Text(" " * column)).append_text(line))
