"""Is an event told with 0.8 right eight times in ten? Reliability table, calibration error, and the plot of the docs.

    python -m benchmarks.calibration [--part exam|held] [--plot docs/calibration.svg]

Right as a whole: type, sentence, an actor and the status as annotated. The weights of confidence are fitted on the held
part; the exam is of another hand and was never fitted on.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

from training.confidence.fit import right

from benchmarks.stories import findings

BINS = 10
SIDE, EDGE = 320, 44


@dataclass(frozen=True)
class Bin:
    """Events told with a confidence between `low` and `low` + 0.1."""

    low: float
    count: int
    told: float
    held: float


def table(part: str) -> list[Bin]:
    """The bins that hold events, by confidence."""
    pairs = [
        (event.confidence, right(event, found["cast"], report))
        for report, found in findings(part)
        for event in found["events"]
    ]
    bins = []
    for number in range(BINS):
        inside = [p for p in pairs if number / BINS <= p[0] < (number + 1) / BINS]
        if inside:
            told, held = sum(c for c, _ in inside) / len(inside), sum(h for _, h in inside) / len(inside)
            bins.append(Bin(number / BINS, len(inside), told, held))
    return bins


def error(bins: list[Bin]) -> float:
    """Expected calibration error."""
    return sum(b.count * abs(b.told - b.held) for b in bins) / sum(b.count for b in bins)


def plot(bins: list[Bin]) -> str:
    """The reliability plot as SVG: a dot a bin, its area by the number of events, the diagonal for perfect."""
    most = max(b.count for b in bins)

    def x(value: float) -> float:
        return EDGE + value * SIDE

    def y(value: float) -> float:
        return 12 + SIDE - value * SIDE

    marks = "".join(
        f'<text x="{x(v):.0f}" y="{y(0) + 18:.0f}" text-anchor="middle">{v:.1f}</text>'
        f'<text x="{x(0) - 8:.0f}" y="{y(v) + 4:.0f}" text-anchor="end">{v:.1f}</text>'
        for v in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
    )
    dots = "".join(
        f'<circle cx="{x(b.told):.1f}" cy="{y(b.held):.1f}" r="{3 + 9 * (b.count / most) ** 0.5:.1f}" fill="#2b5d8a" '
        f'fill-opacity="0.75"><title>{b.count} events told {b.told:.2f}, right {b.held:.2f}</title></circle>'
        for b in bins
    )
    size = SIDE + EDGE + 16
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size + 8}" font-family="sans-serif" font-size="11">'
        f'<rect width="{size}" height="{size + 8}" fill="#fff"/>'
        f'<rect x="{x(0)}" y="{y(1)}" width="{SIDE}" height="{SIDE}" fill="none" stroke="#999"/>'
        f'<line x1="{x(0)}" y1="{y(0)}" x2="{x(1)}" y2="{y(1)}" stroke="#999" stroke-dasharray="4 4"/>{marks}{dots}'
        f'<text x="{x(0.5):.0f}" y="{y(0) + 38:.0f}" text-anchor="middle">confidence told</text>'
        f'<text x="12" y="{y(0.5):.0f}" text-anchor="middle" transform="rotate(-90 12 {y(0.5):.0f})">share right</text></svg>\n'
    )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--part", default="exam", choices=["exam", "held"])
    options.add_argument("--plot", type=Path)
    given = options.parse_args()
    bins = table(given.part)
    for one in bins:
        print(f"{one.low:.1f}-{one.low + 0.1:.1f}  {one.count:4} events  told {one.told:.2f}  right {one.held:.2f}")
    sure = [b for b in bins if b.low >= 0.8]
    count = sum(b.count for b in sure)
    held = sum(b.count * b.held for b in sure) / max(count, 1)
    print(f"calibration error {error(bins):.3f}   told at least 0.8: {count} events, {held:.3f} right")
    if given.plot:
        given.plot.write_text(plot(bins), encoding="utf-8")


if __name__ == "__main__":
    main()
