"""The page of commands is what the commands say of themselves. Write it anew with `python -m tests.test_docs`."""

from __future__ import annotations

from pathlib import Path

import typer

from dragoman.present.cli.app import app

PAGE = Path(__file__).parent.parent / "docs" / "commands.md"
HEAD = "# Commands\n\nWhat `dragoman --help` and each command's `--help` print.\n"


def commands() -> str:
    """The help of the program and of every command, as Markdown."""
    parts = [HEAD]

    def add(command: object, name: str, parent: object = None) -> None:
        # Typer carries click inside itself in newer versions; the context class is the command's own.
        settings = command.context_settings  # type: ignore[attr-defined]
        context = command.context_class(  # type: ignore[attr-defined]
            command, info_name=name, parent=parent, **{"terminal_width": 90, **settings}
        )
        parts.append(f"## `{context.command_path}`\n\n```text\n{command.get_help(context).strip()}\n```\n")  # type: ignore[attr-defined]
        for key, inner in getattr(command, "commands", {}).items():
            add(inner, key, context)

    add(typer.main.get_command(app), "dragoman")
    return "\n".join(parts)


def test_the_page_of_commands_is_true() -> None:
    assert PAGE.read_text("utf-8") == commands(), "run python -m tests.test_docs"


if __name__ == "__main__":
    PAGE.write_text(commands(), "utf-8")
