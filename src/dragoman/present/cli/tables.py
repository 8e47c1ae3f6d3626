"""Plain tables: aligned columns, the last one wrapped, readable in any pipe."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

_WIDTH = 80
_WIDEST = 30


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The rows under their head. Cells wrap inside their column; nothing is cut."""
    all_rows = [tuple(head), *map(tuple, rows)]
    widths = [min(_WIDEST, max(len(row[i]) for row in all_rows)) for i in range(len(head) - 1)]
    widths.append(max(20, _WIDTH - sum(widths) - 2 * len(widths)))
    lines = [_line(row, widths) for row in all_rows]
    return "\n".join([lines[0].rstrip(), "  ".join("─" * w for w in widths), *lines[1:]])


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = [wrap(cell, width) or [""] for cell, width in zip(row, widths, strict=True)]
    height = max(map(len, cells))
    rows = [[cell[i] if i < len(cell) else "" for cell in cells] for i in range(height)]
    return "\n".join("  ".join(c.ljust(w) for c, w in zip(r, widths, strict=True)).rstrip() for r in rows)


def paragraph(text: str, indent: str = "") -> str:
    """`text` wrapped to 80 columns behind `indent`."""
    return "\n".join(wrap(" ".join(text.split()), _WIDTH, initial_indent=indent, subsequent_indent=indent))
