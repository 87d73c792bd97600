"""`python -m tests.pictures [--only NAME] [--language xx] [--scheme light|dark] [--scale 1.5] [--size 1024x700] [--all]
FOLDER`, or `--check` in place of the folder.

Paints every page, dialog and PDF page to PNG, to be looked at one by one. `--all` makes three languages, both schemes
and 150 %, each in a folder of its own. What a program can see is said, and is all that `--check` does: words cut off,
access keys given twice in one window or menu, things without a name for the screen reader.
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
    """0 done, 1 a scene could not be painted or something in it is wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.pictures", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--check", action="store_true", help="paint nothing, say what is wrong")
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="scenes whose name holds this")
    parser.add_argument("--language", choices=LANGUAGES, default="en")
    parser.add_argument("--scheme", choices=SCHEMES, default="light")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--size", default="1280x720", metavar="WIDTHxHEIGHT")
    parser.add_argument("--all", action="store_true")
    asked = parser.parse_args(words)
    if (asked.folder is None) != asked.check:
        parser.error("either a folder or --check")
    if asked.all:
        return _all(asked.folder, asked.only)
    if asked.folder is not None:
        asked.folder.mkdir(parents=True, exist_ok=True)
    from tests.pictures.stage import Stage

    failed = 0
    width, height = (int(each) for each in asked.size.split("x"))
    with Stage(asked.language, asked.scheme, asked.scale, (width, height)) as stage:
        for name, make in scenes().items():
            if asked.only and not any(part in name for part in asked.only):
                continue
            try:
                target = None if asked.folder is None else asked.folder / f"{name}.png"
                for path in stage.grab(make, target):  # pyright: ignore[reportArgumentType]
                    print(path, flush=True)
                for fault in stage.faults:
                    failed += 1
                    print(f"{name}: {fault}", file=sys.stderr, flush=True)
            except Exception as error:  # noqa: BLE001 - the other pictures are wanted all the same
                failed += 1
                print(f"{name}: {type(error).__name__}: {error}", file=sys.stderr, flush=True)
            stage.fresh()
    return 1 if failed else 0


def _all(folder: Path | None, only: list[str]) -> int:
    """Each combination in a program of its own: Qt takes its scale once."""
    worst = 0
    for language, scheme, scale in itertools.product(COMPLETE_LANGUAGES, SCHEMES, SCALES):
        where = ["--check"] if folder is None else [str(folder / f"{language}-{scheme}-{round(scale * 100)}")]
        words = [
            f"--language={language}",
            f"--scheme={scheme}",
            f"--scale={scale}",
            *(f"--only={each}" for each in only),
        ]
        done = subprocess.run([sys.executable, "-m", "tests.pictures", *words, *where], check=False)
        worst = max(worst, done.returncode)
    return worst


if __name__ == "__main__":
    sys.exit(main())
