"""`python -m tests.pictures.help_pictures`: paints the pictures of the help and the manual anew, in each language, and with
`--readme` those of the README, in English.

Run it when the window has changed, look at them, and commit them. They are small: few colours, of one size.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageOps

from desktop.help_texts import picture_path
from desktop.i18n import COMPLETE_LANGUAGES

SCENES = {
    "welcome": "window-welcome", "activities": "window-desk", "form": "window-record", "import": "import-columns",
    "visit": "visit-brief", "programme": "programme-3-days", "send": "exchange-send", "conflict": "conflicts-text",
}  # fmt: skip
"""The name of each picture of the help, and what is painted for it."""
README_SCENES = {
    "sendai": "learning-trainings", "localizer": "overview-blocks", "mooc": "learning-charts",
    "member": "network-organisations", "host": "needs-matches", "town-hall": "visit-chain", "advocate": "evidence",
    "secretariat": "exchange-page",
}  # fmt: skip
"""Who is spoken of in the README, and what is painted for them."""
README_FOLDER = Path(__file__).resolve().parents[2] / "resources" / "pictures"
FOLDER = picture_path("welcome", "en").parent
SIZE = (1120, 660)
_COLOURS = 48


def main(words: list[str] | None = None) -> int:
    """0 done, 1 where a picture could not be painted."""
    parser = argparse.ArgumentParser(prog="python -m tests.pictures.help_pictures", description=__doc__)
    parser.add_argument("--language", choices=COMPLETE_LANGUAGES, help="this one, in this program: Qt takes it once")
    parser.add_argument("--only", choices=SCENES, help="this picture alone")
    parser.add_argument("--readme", action="store_true", help="the pictures of the README")
    asked = parser.parse_args(words)
    if asked.readme:
        return _paint_readme()
    if asked.language:
        return _paint(asked.language, [asked.only] if asked.only else list(SCENES))
    only = ["--only", asked.only] if asked.only else []
    codes = [
        subprocess.run([sys.executable, "-m", "tests.pictures.help_pictures", "--language", each, *only], check=False)
        for each in COMPLETE_LANGUAGES
    ]  # fmt: skip
    print(f"{sum(path.stat().st_size for path in FOLDER.iterdir()) / 1000:.0f} kB in {FOLDER}")
    return max(each.returncode for each in codes)


def _paint(language: str, names: list[str]) -> int:
    from tests.pictures.__main__ import scenes
    from tests.pictures.stage import Stage

    known = scenes()
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, Stage(language, "light", 1.0, SIZE) as stage:
        for name in names:
            for at, path in enumerate(stage.grab(known[SCENES[name]], Path(folder) / f"{name}.png")):  # pyright: ignore[reportArgumentType]
                if at == 0:
                    save_small(path, FOLDER / f"{name}-{language}.png")
            stage.fresh()
    return 0


def _paint_readme() -> int:
    from tests.pictures.__main__ import scenes
    from tests.pictures.stage import Stage

    known = scenes()
    with tempfile.TemporaryDirectory() as folder, Stage("en", "light", 1.0, SIZE) as stage:
        for name, scene in README_SCENES.items():
            path = stage.grab(known[scene], Path(folder) / f"{name}.png")[0]  # pyright: ignore[reportArgumentType]
            with Image.open(path) as whole:
                whole.crop((0, 0, min(whole.width, SIZE[0]), min(whole.height, SIZE[1]))).save(path)
            save_small(path, README_FOLDER / f"for-{name}.png")
            stage.fresh()
    return 0


def save_small(path: Path, target: Path) -> None:
    """A picture in few colours and without transparency, in a thin frame, as PNG."""
    with Image.open(path) as picture:
        few = ImageOps.expand(picture.convert("RGB"), 1, "#B9C2C8").quantize(_COLOURS, dither=Image.Dither.NONE)
        few.save(target, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
