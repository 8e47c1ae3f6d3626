"""Puts the real output of the program into README.md: python docs/make_readme.py. A test keeps it true."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = "samples/lagoon-talks.txt"
DATE = "2025-03-12"
#: The first screen shows the beginning of both.
_REPORT_LINES, _DOSSIER_LINES = 6, 60


def blocks() -> dict[str, str]:
    """What stands between the markers of the README, made anew."""
    report = (ROOT / SAMPLE).read_text(encoding="utf-8").strip().split("\n")[:_REPORT_LINES]
    command = [sys.executable, "-m", "dragoman", "read", SAMPLE, "--date", DATE]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
    dossier = done.stdout.rstrip().split("\n")[:_DOSSIER_LINES]
    quoted = "\n".join(f"> {line}".rstrip() for line in report)
    return {"report": f"{quoted}\n> …", "dossier": "```text\n" + "\n".join(dossier) + "\n…\n```"}


def filled(readme: str) -> str:
    """The README with its blocks made anew."""
    for name, text in blocks().items():
        pattern = rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)"
        readme = re.sub(pattern, lambda m, text=text: f"{m[1]}{text}\n{m[2]}", readme, flags=re.S)
    return readme


if __name__ == "__main__":
    path = ROOT / "README.md"
    path.write_text(filled(path.read_text(encoding="utf-8")), encoding="utf-8")
