"""The dossier in a terminal: 80 columns, readable in a pipe and without colour."""

from __future__ import annotations

from dragoman.model import Reading
from dragoman.present.dossier import dossier_of
from dragoman.present.text.draw import Page
from dragoman.present.text.sections import draw_dossier
from dragoman.present.text.sources import draw_sources


def dossier(reading: Reading, *, width: int = 80, color: bool = False) -> str:
    """The dossier as text of at most `width` columns, with ANSI colours where wanted."""
    page = Page(width, color)
    draw_dossier(dossier_of(reading), page)
    return page.text()


def sources(reading: Reading, *, width: int = 80, color: bool = False) -> str:
    """Each source with its statements, and how much rests on it."""
    page = Page(width, color)
    draw_sources(dossier_of(reading), page)
    return page.text()
