"""The commands, put together."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from dragoman import __version__
from dragoman.errors import DragomanError
from dragoman.present.cli import actors, evaluate, explain, ontology, read, schema, steps

# Rich's panels would cost start-up time and break errors over several lines.
app = typer.Typer(
    name="dragoman", add_completion=False, rich_markup_mode=None, no_args_is_help=True,
    pretty_exceptions_enable=False, context_settings={"help_option_names": ["-h", "--help"]},
)
for _command in (read.read, explain.explain, steps.steps, ontology.ontology, schema.schema, evaluate.evaluate):
    app.command()(_command)
app.add_typer(actors.app, name="actors")

#: The root of typer's usage errors, which it does not export: BadParameter → UsageError → ClickException.
_ClickError: type[Exception] = typer.BadParameter.__mro__[2]


def _version(asked: bool) -> None:
    if asked:
        print(f"dragoman {__version__}")
        raise typer.Exit


@app.callback()
def _about(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Reads news reports into a structured, sourced, queryable record of diplomacy."""


def run(arguments: list[str]) -> int:
    """Runs one command line; the exit status. Every error is one line on standard error."""
    try:
        code = typer.main.get_command(app).main(arguments, prog_name="dragoman", standalone_mode=False)
    except _ClickError as error:
        return _usage(error)
    except typer.Abort:
        return 130
    except DragomanError as error:
        print(f"dragoman: {error}", file=sys.stderr)
        return 1
    return code if isinstance(code, int) else 0


def _usage(error: Exception) -> int:
    message = " ".join(str(getattr(error, "format_message", lambda: str(error))()).split())
    if not message or type(error).__name__ == "NoArgsIsHelpError":
        context = getattr(error, "ctx", None)
        print(context.get_help() if context else str(error), file=sys.stderr)
    else:
        print(f"dragoman: {message}", file=sys.stderr)
    return 2
