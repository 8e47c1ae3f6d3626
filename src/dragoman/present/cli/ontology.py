"""`dragoman ontology`: types, modes, issues, statuses and contexts, read from the data files."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.errors import DragomanError


def ontology(
    topic: Annotated[
        str | None,
        typer.Argument(metavar="[TYPE|issues|statuses|contexts]", help="An event type such as REJECT, or a list."),
    ] = None,
) -> None:
    """Show the event types; or one with its modes, words and examples; or issues, statuses, contexts."""
    lists = {"issues": _issues, "statuses": _statuses, "contexts": _contexts}
    if topic is None:
        _types()
    elif topic.lower() in lists:
        lists[topic.lower()]()
    else:
        _type(topic.upper())


def _types() -> None:
    from dragoman.knowledge.ontology import event_types
    from dragoman.present.cli.tables import table

    rows = [(k.name, k.cameo, ", ".join(k.modes) or "–", k.definition) for k in event_types().values()]
    print(table(("type", "CAMEO", "modes", "definition"), rows))
    print("\ndragoman ontology TYPE shows one with its words and examples; also: issues, statuses, contexts.")


def _type(name: str) -> None:
    from dragoman.knowledge.ontology import event_types
    from dragoman.present.cli.tables import paragraph, table

    types = event_types()
    if name not in types:
        raise typer.BadParameter(f"{name}: no such event type; there are {', '.join(types)}", param_hint="TYPE")
    kind = types[name]
    print(f"{kind.name}   CAMEO {kind.cameo}   intensity {kind.intensity:+g}\n")
    print(paragraph(kind.definition))
    print("\nIt is not")
    print("\n".join(paragraph(f"– {line}", "  ") for line in kind.is_not))
    if kind.modes:
        print("\nModes")
        rows = [(mode.name, mode.cameo or kind.cameo, mode.definition) for mode in kind.modes.values()]
        print(table(("mode", "CAMEO", "definition"), rows))
    words = sorted({" ".join(rule.words) for rule in kind.rules})
    print(f"\nWords that tell of it ({len(words)})")
    print(paragraph(", ".join(words), "  "))
    print(f"\nExamples ({len(kind.examples)})")
    for example in kind.examples:
        tags = " ".join(filter(None, (example.mode, example.status)))
        print(paragraph(f"{example.text}" + (f"  [{tags}]" if tags else ""), "  "))


def _issues() -> None:
    from dragoman.knowledge.issues import issues
    from dragoman.present.cli.tables import table

    rows = [(issue.id, f"{issue.definition} – {issue.examples[0]}") for issue in issues().values()]
    print(table(("issue", "what it is about – an example"), rows))


def _statuses() -> None:
    from dragoman.present.cli.tables import table
    from dragoman.present.dossier.phrases import phrases

    known = phrases()
    for title, entries in (("status of an event", known.statuses), ("factuality", known.factualities),
                           ("status of a meeting", known.meetings), ("state of a negotiation", known.states)):
        print(table((title, "meaning"), [(name, entry.meaning) for name, entry in entries.items()]) + "\n")


def _contexts() -> None:
    from dragoman.knowledge.load import read_yaml
    from dragoman.present.cli.tables import table

    entries = read_yaml("contexts.yaml")
    if not isinstance(entries, dict):
        raise DragomanError("contexts.yaml: expected a mapping")
    rows = [(name, str(entry.get("meaning", ""))) for name, entry in entries.items()]
    print(table(("context", "what it is about"), rows))
