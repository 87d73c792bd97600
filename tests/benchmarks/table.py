"""One line of the table, how a measure fills it, and how it is printed."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Line:
    """What was measured: ours beside the bare equivalent, in one unit, and what is allowed.

    `limit` is the greatest ratio, `most` the greatest figure of ours; None where there is none.
    """

    what: str
    ours: float
    bare: float | None = None
    unit: str = "ms"
    limit: float | None = None
    most: float | None = None

    @property
    def ratio(self) -> float | None:
        """How many times the bare equivalent."""
        return self.ours / self.bare if self.bare else None

    @property
    def missed(self) -> bool:
        """Is it over what is allowed?"""
        over = self.limit is not None and self.ratio is not None and self.ratio > self.limit
        return over or (self.most is not None and self.ours > self.most)


def limit_words(line: Line, *, judged: bool) -> str:
    """What is allowed, and, where it is to be judged, whether it was missed."""
    parts = [] if line.limit is None else [f"{line.limit:g} x"]
    parts += [] if line.most is None else [f"{line.most:g} {line.unit}"]
    return ", ".join(parts) + (" MISSED" if judged and line.missed else "")


def figure(value: float | None, unit: str) -> str:
    """A figure with its unit."""
    if value is None:
        return "-"
    return f"{value:,.0f} {unit}" if value >= 100 else f"{value:,.2f} {unit}"


def print_table(rows: Sequence[tuple[Line, str]], *, judged: bool) -> None:
    """The lines, each with the memory its measure took at most; the limits hold for 100,000 and are judged there."""
    head = ("what", "ours", "bare", "ratio", "limit", "memory")
    cells = [head] + [
        (
            line.what, figure(line.ours, line.unit), figure(line.bare, line.unit),
            "-" if line.ratio is None else f"{line.ratio:.2f}", limit_words(line, judged=judged) or "-", memory,
        )
        for line, memory in rows
    ]  # fmt: skip
    widths = [max(len(row[at]) for row in cells) for at in range(len(head))]
    for number, row in enumerate(cells):
        words = [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        print("  ".join(words).rstrip())
        if number == 0:
            print("  ".join("-" * width for width in widths))


def memory_mb() -> float | None:
    """The most memory that this process has held, in MB; None where the system does not tell."""
    if sys.platform == "win32":
        return None
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1_000_000 if sys.platform == "darwin" else 1_000)


def milliseconds(job: Callable[[], object]) -> float:
    """How long a job takes once."""
    began = time.perf_counter()
    job()
    return (time.perf_counter() - began) * 1000


def most_of(values: Sequence[float]) -> float:
    """The 95th percentile."""
    return sorted(values)[max(0, round(len(values) * 0.95) - 1)]


@dataclass(frozen=True)
class Setting:
    """What a measure gets: a folder of its own, the made-up workspace and its size, and whether haste is wanted."""

    folder: Path
    workspace: Path
    home: Path
    count: int
    small: bool
