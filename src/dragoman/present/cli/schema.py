"""`dragoman schema`: the JSON Schema of a reading, as shipped."""

from __future__ import annotations


def schema() -> None:
    """Print the JSON Schema (draft 2020-12) that every reading validates against."""
    from dragoman.knowledge.load import ROOT

    print((ROOT / "schema" / "reading.schema.json").read_text(encoding="utf-8"), end="")
