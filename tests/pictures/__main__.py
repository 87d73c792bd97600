"""`python -m tests.pictures [--only NAME] [--language xx] [--scheme light|dark] [--scale 1.5] [--size 1024x700] [--all]
FOLDER`.

Paints every page, dialog and PDF page to PNG, to be looked at one by one. `--all` makes three languages, both schemes
and 150 %, each in a folder of its own.
"""

from __future__ import annotations

import argparse
import importlib
import itertools
import subprocess
import sys
from functools import partial
from pathlib import Path

from desktop.i18n import COMPLETE_LANGUAGES, LANGUAGES

SCHEMES, SCALES = ("light", "dark"), (1.0, 1.5)


def scenes() -> dict[str, object]:
    """Every scene by name: each page of the window's list, and what the `scenes_*.py` beside this file have."""
    from desktop.ui import pages
    from tests.pictures.scenes_window import page_window

    found: dict[str, object] = {
        f"page-{entry.name}": partial(page_window, entry.name) for entry in pages.PAGES if entry.title
    }
    for path in sorted(Path(__file__).parent.glob("scenes_*.py")):
        found.update(importlib.import_module(f"tests.pictures.{path.stem}").SCENES)
    return found


def main(words: list[str] | None = None) -> int:
    """0 done, 1 a scene could not be painted."""
    parser = argparse.ArgumentParser(prog="python -m tests.pictures", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="scenes whose name holds this")
    parser.add_argument("--language", choices=LANGUAGES, default="en")
    parser.add_argument("--scheme", choices=SCHEMES, default="light")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--size", default="1280x720", metavar="WIDTHxHEIGHT")
    parser.add_argument("--all", action="store_true")
    asked = parser.parse_args(words)
    if asked.all:
        return _all(asked.folder, asked.only)
    asked.folder.mkdir(parents=True, exist_ok=True)
    from tests.pictures.stage import Stage

    failed = 0
    width, height = (int(each) for each in asked.size.split("x"))
    with Stage(asked.language, asked.scheme, asked.scale, (width, height)) as stage:
        for name, make in scenes().items():
            if asked.only and not any(part in name for part in asked.only):
                continue
            try:
                for path in stage.grab(make, asked.folder / f"{name}.png"):  # pyright: ignore[reportArgumentType]
                    print(path, flush=True)
                stage.fresh()
            except Exception as error:  # noqa: BLE001 - the other pictures are wanted all the same
                failed += 1
                print(f"{name}: {type(error).__name__}: {error}", file=sys.stderr, flush=True)
    return 1 if failed else 0


def _all(folder: Path, only: list[str]) -> int:
    """Each combination in a program of its own: Qt takes its scale once."""
    worst = 0
    for language, scheme, scale in itertools.product(COMPLETE_LANGUAGES, SCHEMES, SCALES):
        target = folder / f"{language}-{scheme}-{round(scale * 100)}"
        words = [
            f"--language={language}",
            f"--scheme={scheme}",
            f"--scale={scale}",
            *(f"--only={each}" for each in only),
        ]
        done = subprocess.run([sys.executable, "-m", "tests.pictures", *words, str(target)], check=False)
        worst = max(worst, done.returncode)
    return worst


if __name__ == "__main__":
    sys.exit(main())
