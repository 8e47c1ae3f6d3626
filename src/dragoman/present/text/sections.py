"""The sections of a dossier, in the order in which they are read."""

from __future__ import annotations

from rich.box import Box
from rich.table import Table
from rich.text import Text

from dragoman.present.dossier.phrases import phrases
from dragoman.present.dossier.view import Dossier, Happening, Lane, Told, Want
from dragoman.present.text.draw import STYLES, Page, glyph, words

#: Columns of issues that 80 columns of text hold beside the party's name.
_ISSUES = 3
_LINES = Box("    \n    \n -- \n    \n -- \n -- \n    \n    \n")
_DATE = 17
#: What is shown of the facts that are likelier wrong than right.
_MOST_UNSURE, _HOPELESS = 6, 0.15


def draw_dossier(dossier: Dossier, page: Page) -> None:
    """The whole dossier."""
    page.draw(words(dossier.headline, "bold"))
    page.draw(words(" · ".join(dossier.meta), "dim"))
    if dossier.happenings or dossier.matrix or dossier.lanes:
        _legend(page)
    for section in (_parties, _matrix, _lanes, _events, _relied, _others, _notes):
        section(dossier, page)


def _legend(page: Page) -> None:
    line = Text()
    for key, term in phrases().glyphs.items():
        line.append_text(glyph(key)).append(f" {term.meaning}   ", style="dim")
    page.draw(line)


def _parties(dossier: Dossier, page: Page) -> None:
    if not dossier.parties:
        return
    page.heading("Parties")
    for party in dossier.parties:
        if party.people:
            page.hanging(words(party.name, "bold"), words("; ".join(party.people)), 24)
    alone = [party.name for party in dossier.parties if not party.people]
    if alone:
        page.hanging(Text(), words(" · ".join(alone), "bold"), 2, indent=1)


def _matrix(dossier: Dossier, page: Page) -> None:
    if not dossier.matrix:
        return
    page.heading("Who wants what", "an empty cell means no report, not “no”")
    for start in range(0, len(dossier.issues), _ISSUES):
        part = slice(start, start + _ISSUES)
        table = Table(box=_LINES, expand=True, padding=(0, 1), show_edge=False, show_lines=True)
        table.add_column("", style="bold", width=13, overflow="fold")
        for issue in dossier.issues[part]:
            table.add_column(words(issue), ratio=1, overflow="fold")
        for row in dossier.matrix:
            if any(row.cells[part]):
                table.add_row(words(row.party), *(_cell(wants) for wants in row.cells[part]))
        page.draw(table, indent=1)


def _cell(wants: tuple[Want, ...]) -> Text:
    if not wants:
        return words("no report", "dim")
    cell = Text()
    for number, want in enumerate(wants):
        cell.append("\n" if number else "").append_text(glyph(want.certainty))
        cell.append(f" {want.stance}", style="bold")
        cell.append(f" of {want.toward}" if want.toward and want.stance == "demands" else "")
        cell.append_text(words(f" “{want.words}”"))
        who = ", ".join(filter(None, (want.speaker, _teller(want.told, want.speaker))))
        if who:
            cell.append_text(words(f" – {who}", f"dim {STYLES[want.told.kind]}"))
    return cell


def _teller(told: Told, speaker: str = "") -> str:
    """Who says so, where it is not the report itself nor the one whose position it is."""
    return "" if told.kind == "report" or told.words == speaker else told.words


def _lanes(dossier: Dossier, page: Page) -> None:
    if not dossier.lanes and not dossier.talks:
        return
    page.heading("Meetings")
    for talks in (t for t in dossier.talks if not t.doubled):
        line = words(talks.parties).append_text(words(f" on {talks.matter}" if talks.matter else ""))
        line.append(f"  {talks.state}", style="bold")
        line.append_text(words(f"  “{talks.words}”" if talks.words else "", "italic"))
        page.hanging(Text(), words("Talks  ", "bold").append_text(line), 4)
    for lane in dossier.lanes:
        style = "dim" if lane.confidence < 0.5 else ""
        title = words(lane.title, "bold").append_text(words(f"  {lane.parties}", style))
        if lane.mediators:
            title.append_text(words(f", through {lane.mediators}", "dim"))
        title.append_text(words(f"  {'' if lane.moment == '—' else lane.moment + '  '}"))
        title.append(lane.status, style=f"bold {STYLES[lane.certainty]}")
        page.hanging(glyph(lane.certainty), title, 4)
        if len(lane.marks) > 1:
            page.hanging(Text(), _line(lane), 4)


def _line(lane: Lane) -> Text:
    line = Text()
    for number, mark in enumerate(lane.marks):
        line.append(" ─── " if number else "", style="dim").append_text(glyph(mark.certainty))
        line.append_text(words(f" {mark.status}{f' {mark.moment}' if mark.moment else ''}"))
    return line


def _events(dossier: Dossier, page: Page) -> None:
    if dossier.happenings:
        page.heading("What happened")
        for happening in dossier.happenings:
            draw_happening(happening, page)
    if dossier.unsure:
        page.heading("Less sure", "read with care: more likely misread than the rest")
        for happening in _worth(dossier.unsure):
            draw_happening(happening, page, short=True)
        if left := len(dossier.unsure) - len(_worth(dossier.unsure)):
            page.hanging(Text(), words(f"and {left} less likely still: see --format html or jsonl", "dim"), _DATE)


def _worth(lines: tuple[Happening, ...]) -> list[Happening]:
    """The likeliest of the lines that are likelier wrong than right, in their order; a list of doubts helps nobody."""
    worth = sorted((line for line in lines if line.confidence >= _HOPELESS), key=lambda line: -line.confidence)
    kept = {line.ids for line in worth[:_MOST_UNSURE]}
    return [line for line in lines if line.ids in kept]


def draw_happening(happening: Happening, page: Page, short: bool = False) -> None:
    """An event on a line or two: when, how sure, what, and the words with who says so."""
    line = Text().append_text(glyph(happening.certainty)).append(" ")
    if happening.refuted:
        line.append(f"{happening.refuted}: ", style=STYLES["off"])
    line.append_text(words(happening.says, "dim" if short else ""))
    kind = happening.type + (f" {happening.mode}" if happening.mode else "")
    shown = happening.status not in ("occurred", "denied", "cancelled")
    times = f"×{len(happening.ids)}" if len(happening.ids) > 1 else ""
    tags = filter(None, (kind, happening.status if shown else "", times))
    line.append(f"  {' · '.join(tags)}", style="dim")
    page.hanging(words(happening.moment, "dim"), line, _DATE)
    said = words("" if happening.verbatim else f"“{happening.words}”", "italic")
    if teller := _teller(happening.told):
        said.append_text(words(f"{' ' if said else ''}– {teller}", STYLES[happening.told.kind]))
    if said and not short:
        page.hanging(Text(), said, _DATE + 2)


def _relied(dossier: Dossier, page: Page) -> None:
    total = sum(count for _, count in dossier.relied)
    if not total:
        return
    page.heading("Relied on", f"for {total} fact{'s' * (total != 1)}; the weakest link counts")
    known = phrases().sources
    for kind, count in dossier.relied:
        names = [s.name for s in dossier.speakers if s.kind == kind and s.facts]
        listed = f": {', '.join(names[:5])}{' …' if len(names) > 5 else ''}" if names else ""
        bar = Text("■" * max(1, round(20 * count / total)), style=STYLES[kind])
        page.hanging(bar, words(f"{count:>2}  {known[kind].meaning}{listed}"), 25)


def _others(dossier: Dossier, page: Page) -> None:
    if not dossier.others:
        return
    page.heading("Also in this text")
    for other in dossier.others:
        times = f"  (stands {'twice' if other.times == 2 else f'{other.times} times'})" if other.times > 1 else ""
        page.hanging(Text("–"), words(f"“{other.words}”{times}"), 4)
        for happening in other.happenings:
            draw_happening(happening, page, short=True)


def _notes(dossier: Dossier, page: Page) -> None:
    if not dossier.notes:
        return
    page.heading("Notes")
    for note in dossier.notes:
        page.hanging(Text("–"), words(note), 4)
