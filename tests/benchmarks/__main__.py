"""`python -m tests.benchmarks [--small] [--only NAME]`: what takes how long, beside the bare equivalent, in one table.

Makes its own data in a temporary folder. Each measure runs in a process of its own, so that its memory is its own.
Ends with 1 where a measure broke, never for a figure: a busy machine is no fault of the program.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from tests.benchmarks.table import Line, Setting, memory_mb, print_table

_ROOT = Path(__file__).resolve().parent.parent.parent


def _start(setting: Setting) -> list[Line]:
    from tests.benchmarks.opening import start

    return start(setting)


def _memory(setting: Setting) -> list[Line]:
    from tests.benchmarks.opening import memory

    return memory(setting)


def _import(setting: Setting) -> list[Line]:
    from tests.benchmarks.importing import importing

    return importing(setting)


def _importing_window(setting: Setting) -> list[Line]:
    from tests.benchmarks.importing_window import importing_in_window

    return importing_in_window(setting)


def _search(setting: Setting) -> list[Line]:
    from tests.benchmarks.searching import search

    return search(setting)


def _pages(setting: Setting) -> list[Line]:
    from tests.benchmarks.searching import pages

    return pages(setting)


def _facets(setting: Setting) -> list[Line]:
    from tests.benchmarks.searching import counting

    return counting(setting)


def _needs(setting: Setting) -> list[Line]:
    from tests.benchmarks.needs import needs

    return needs(setting)


def _figures(setting: Setting) -> list[Line]:
    from tests.benchmarks.figures import figures

    return figures(setting)


def _pdf(setting: Setting) -> list[Line]:
    from tests.benchmarks import summary

    found = summary.measure(60 if setting.small else 2_000, setting.folder)
    what = f"PDF of {found.count:,} ({found.pages} pages, {found.words[0]:,} words; bare {found.words[1]:,})"
    annual = f"the annual report of {found.count:,} activities, against their text in ReportLab"
    return [
        Line(what, found.ours, found.bare, "s", summary.LIMIT),
        Line(annual, found.annual, found.bare, "s", summary.ANNUAL_LIMIT),
    ]


def _tagging(setting: Setting) -> list[Line]:
    from tests.benchmarks import tagging

    found = tagging.measure(60 if setting.small else 1_000, setting.folder)
    return [
        Line(f"PDF of {found.count:,}, tagged", found.seconds[0], found.seconds[1], "s", tagging.LIMIT),
        Line("the same, size", found.bytes[0] / 1_000, found.bytes[1] / 1_000, "kB", tagging.LIMIT),
    ]


def _consolidate(setting: Setting) -> list[Line]:
    from tests.benchmarks import consolidating

    return consolidating.measure(setting.folder, *((20, 20) if setting.small else (500, 200)))


def _programme(setting: Setting) -> list[Line]:
    from tests.benchmarks.programme import dragging

    return dragging(setting)


def _visits(setting: Setting) -> list[Line]:
    from tests.benchmarks.visits import measure

    return measure(setting)


def _seeing(setting: Setting) -> list[Line]:
    from tests.benchmarks.seeing_visits import seeing

    return seeing(setting)


def _merge(setting: Setting) -> list[Line]:
    from tests.benchmarks.merging import merge

    return merge(setting)


def _export(setting: Setting) -> list[Line]:
    from tests.benchmarks.merging import export

    return export(setting)


def _sizes(setting: Setting) -> list[Line]:
    from tests.benchmarks.sizes import sizes

    return sizes(setting)


def _trainings(setting: Setting) -> list[Line]:
    from tests.benchmarks.trainings import measure

    return measure(setting)


MEASURES: dict[str, Callable[[Setting], list[Line]]] = {
    "start": _start, "import": _import, "import-window": _importing_window,
    "search": _search, "pages": _pages, "facets": _facets, "needs": _needs, "figures": _figures, "pdf": _pdf,
    "trainings": _trainings,
    "tagging": _tagging,    "merge": _merge, "export": _export, "sizes": _sizes, "consolidate": _consolidate,
    "programme": _programme, "visits": _visits, "seeing": _seeing, "memory": _memory, "million": _pages,
}  # fmt: skip
WITHOUT_DATA = ("import", "import-window", "pdf", "tagging", "consolidate", "programme", "sizes", "visits", "seeing")
"""Measures that make what they need themselves."""


def main() -> int:
    """Run the measures asked for and print the table; 1 where one broke."""
    asked = _asked()
    if asked.child:
        return _child(asked.child, Path(asked.folder), asked.count, asked.small)
    names = [asked.only] if asked.only else [name for name in MEASURES if not (asked.small and name == "million")]
    count = asked.count or (2_000 if asked.small else 100_000)
    print(f"{count:,} activities; {os.cpu_count()} processors, {_load()}; Python {sys.version.split()[0]}", flush=True)
    rows: list[tuple[Line, str]] = []
    broken: list[str] = []
    with tempfile.TemporaryDirectory(prefix="focal-benchmarks-", ignore_cleanup_errors=True) as temporary:
        folder = Path(asked.folder or temporary).resolve()
        for name in names:
            size = 1_000_000 if name == "million" else count
            began = time.perf_counter()
            found = _apart(name, folder, size, asked.small)
            if found is None:
                broken.append(name)
            else:
                rows += found
            print(f"{name}: {time.perf_counter() - began:.0f} s", file=sys.stderr, flush=True)
    print_table(rows, judged=count >= 100_000)
    if broken:
        print(f"broken: {', '.join(broken)}", file=sys.stderr)
    return 1 if broken else 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--small", action="store_true", help="few records and turns: that all of it works")
    parser.add_argument("--only", choices=MEASURES, help="this measure alone")
    parser.add_argument("--count", type=int, help="so many activities (2,000 or 100,000)")
    parser.add_argument("--child", choices=[*MEASURES, "data"], help=argparse.SUPPRESS)
    parser.add_argument("--folder", help="make the data in this folder and leave it there, to be used again")
    return parser.parse_args()


def _load() -> str:
    return f"load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "load not known"


def _apart(name: str, folder: Path, count: int, small: bool) -> list[tuple[Line, str]] | None:
    """The lines of a measure that ran in a process of its own, each with that process's memory; None where it broke."""
    made = name in WITHOUT_DATA or (folder / f"{count}.focal").exists()
    if not made and _process("data", folder, count, small) is None:
        return None
    said = _process(name, folder, count, small)
    if said is None:
        return None
    data = json.loads(said.splitlines()[-1])
    memory = f"{data['memory']:.0f} MB" if data["memory"] else "-"
    lines = [Line(**each) for each in data["lines"]]
    return [(line, "" if name in ("start", "memory") else memory if line is lines[0] else "") for line in lines]


def _process(name: str, folder: Path, count: int, small: bool) -> str | None:
    words = ["--child", name, "--folder", str(folder), "--count", str(count), *(["--small"] if small else [])]
    environment = {**os.environ, "PYTHONPATH": str(_ROOT), "FOCAL_DESK_HOME": str(folder / "home")}
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks", *words], cwd=_ROOT, env=environment, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    if done.returncode:
        print(f"{name} broke:\n{done.stderr[-4000:]}", file=sys.stderr)
        return None
    return done.stdout


def _child(name: str, folder: Path, count: int, small: bool) -> int:
    path = folder / f"{count}.focal"
    if name == "data":
        from tests.benchmarks.data import make

        making = folder / f"{count}-making.focal"
        making.unlink(missing_ok=True)
        make(making, count, folder / "home", short=count >= 1_000_000).close()
        making.replace(path)
        return 0
    with tempfile.TemporaryDirectory(dir=folder, ignore_cleanup_errors=True) as own:
        lines = MEASURES[name](Setting(Path(own), path, folder / "home", count, small))
    print(json.dumps({"lines": [asdict(line) for line in lines], "memory": memory_mb()}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
