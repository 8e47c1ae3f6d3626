"""PDF → text, page by page, through pypdf."""

from __future__ import annotations

import io
import logging

from dragoman.errors import InputError
from dragoman.model import Document, Note


def read_pdf(data: bytes, name: str) -> Document:
    """The text layer of a PDF. Raises InputError for a damaged or locked file."""
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data))
        text = "\n\n".join(page.extract_text() or "" for page in reader.pages)
        title = reader.metadata.title if reader.metadata else None
    # A damaged file can fail anywhere inside the parser, with any exception: the file is to blame, not the program.
    except Exception as error:
        reason = str(error).split("\n")[0] or type(error).__name__
        raise InputError(f"{name}: not a readable PDF: {reason}") from None
    text = text.encode("utf-8", "replace").decode("utf-8")
    notes = () if text.strip() else (Note("no-article", "the PDF holds no text layer, only pictures"),)
    return Document(text, source=name, title=title or None, notes=notes)
