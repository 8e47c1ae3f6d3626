"""The sources of a report: who says what, and what rests on whom."""

from __future__ import annotations

from rich.text import Text

from dragoman.present.dossier.phrases import phrases
from dragoman.present.dossier.view import Dossier
from dragoman.present.dossier.wording import Words
from dragoman.present.text.draw import STYLES, Page, words


def draw_sources(dossier: Dossier, page: Page) -> None:
    """Each source with its statements, named ones first."""
    total = sum(count for _, count in dossier.relied)
    alone = sum(count for kind, count in dossier.relied if kind in ("anonymous", "hearsay"))
    page.draw(words(dossier.headline, "bold"))
    if not dossier.speakers:
        page.draw(words("\nNobody is quoted or named as a source; every fact is the report's own word.", "dim"))
        return
    page.draw(words(f"{alone} of {total} fact{'s' * (total != 1)} rest on unnamed or unknown sources.", "dim"))
    cut = Words(dossier.reading)
    known = phrases().sources
    for kind in dict.fromkeys(speaker.kind for speaker in dossier.speakers):
        page.heading(known[kind].meaning)
        for speaker in dossier.speakers:
            if speaker.kind != kind:
                continue
            one = speaker.facts == 1
            rests = f"  {speaker.facts} fact{'' if one else 's'} rest{'s' if one else ''} on this" if speaker.facts else ""
            page.hanging(Text("–"), words(speaker.name, f"bold {STYLES[kind]}").append(rests, style="dim"), 4)
            for span in speaker.says:
                page.hanging(Text(), words(f"“{Words.shown(cut.cut(span), span.text)}”"), 6)
