"""The dossier as one self-contained page: the facts beside the report, each linked to its words.

Everything is escaped, nothing is loaded from elsewhere, and it reads without scripts.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import escape

from dragoman.model import Reading
from dragoman.present.dossier import dossier_of
from dragoman.present.dossier.phrases import phrases
from dragoman.present.page.marks import marked
from dragoman.present.page.timeline import timeline_of

_FOLDER = Path(__file__).parent


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html.j2")


@cache
def _part(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


def framed(reading: Reading) -> str:
    """The page inside a frame of its own, for a notebook: its styles must not reach the notebook, nor be lost in it."""
    page = escape(render([reading]))
    style = "width:100%;height:44rem;border:1px solid #8884"
    return f'<iframe title="Dossier" style="{style}" sandbox="allow-scripts" srcdoc="{page}"></iframe>'


def render(readings: Sequence[Reading]) -> str:
    """The page of these readings, one after the other."""
    sheets = []
    for number, reading in enumerate(readings, 1):
        dossier = dossier_of(reading)
        prefix = f"d{number}-" if len(readings) > 1 else ""
        sheets.append({"d": dossier, "p": prefix, "text": marked(dossier, prefix), "timeline": timeline_of(dossier)})
    page = _template().render(sheets=sheets, known=phrases(), css=_part("page.css"), js=_part("page.js"))
    # What no file can hold (lone surrogates) or no page may hold (NUL) is shown as what it is: unreadable.
    return page.encode("utf-8", "replace").decode("utf-8").replace("\x00", "\ufffd")
