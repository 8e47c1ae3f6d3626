"""Runs every benchmark, prints its figures, and fails where one sinks below its floor in `floors.json`.

    python -m benchmarks.run [NAME ...] [--data FOLDER]     (make bench)

`floors.json` names for each figure the command that prints it, the pattern that finds it, and the floor. The data sets
are other people's and are not part of this project: figures that need them are skipped, and named, where FOLDER (or
the variable DRAGOMAN_DATA) does not hold them.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

FLOORS = Path(__file__).with_name("floors.json")


def output(command: str, data: Path | None, seen: dict[str, str]) -> str | None:
    """What the command prints; None where it needs data that are not there. Each command runs once."""
    if "{data}" in command:
        if data is None or not data.is_dir():
            return None
        command = command.replace("{data}", shlex.quote(str(data)))
    if command not in seen:
        done = subprocess.run([sys.executable, "-m", *shlex.split(command)], capture_output=True, text=True)
        seen[command] = done.stdout if done.returncode == 0 else ""
        if done.returncode:
            print(f"{command}: failed: {done.stderr.strip().splitlines()[-1:]}", file=sys.stderr)
    return seen[command]


def measure(figure: dict[str, Any], printed: str) -> float | None:
    """The figure in what was printed, or None where the pattern does not find it."""
    found = re.search(figure["pattern"], printed, re.M | re.S)
    return float(found.group(1)) if found else None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help="only figures whose name begins so")
    parser.add_argument("--data", type=Path, default=os.environ.get("DRAGOMAN_DATA"))
    options = parser.parse_args()
    data = Path(options.data).resolve() if options.data else None
    seen: dict[str, str] = {}
    sunk, skipped = [], []
    for figure in json.loads(FLOORS.read_text(encoding="utf-8")):
        name, floor = figure["name"], figure["floor"]
        if options.names and not name.startswith(tuple(options.names)):
            continue
        printed = output(figure["command"], data, seen)
        if printed is None:
            skipped.append(name)
            continue
        value = measure(figure, printed)
        below = value is None or (value > floor if figure.get("lower_is_better") else value < floor)
        shown = "no figure" if value is None else f"{value:.3f}"
        print(f"{'BELOW' if below else 'ok':6} {name:52} {shown:>9}  floor {floor}", flush=True)
        if below:
            sunk.append(name)
    if skipped:
        print(f"skipped, their data are not here: {', '.join(skipped)}")
    if sunk:
        print(f"below the floor: {', '.join(sunk)}")
    return 1 if sunk else 0


if __name__ == "__main__":
    raise SystemExit(main())
