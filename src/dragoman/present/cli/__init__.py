"""The command `dragoman`. Parsers and models are imported by the commands that need them, never by `--help`."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Runs the command line and ends the process: 0 done, 1 a document or the work failed, 2 wrong usage."""
    from dragoman.present.cli.app import run

    _speak_utf8()
    try:
        code = run(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader of our output went away ("| head"): nobody is left to tell, and the interpreter must not try.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 1
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)


def _speak_utf8() -> None:
    """Output is UTF-8 whatever the locale says: JSON is so by definition, and the dossier's glyphs need it."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
