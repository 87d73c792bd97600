"""Photos made ready for paper: turned upright, made small, and without what a camera writes beside them (where, when).

What cannot be read as a picture is left out by whoever asks.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

MAX_PIXELS = 1400
"""Of the longer side: on paper about 250 a hand's width."""
_MAX_PIXELS_READ = 120_000_000
"""Pixels of a picture that is read at all; more than any camera takes."""


@dataclass(frozen=True)
class Picture:
    """A JPEG in RGB; lengths in pixels."""

    data: bytes
    width: int
    height: int


def load_picture(path: Path) -> Picture | None:
    """The picture in a file; None where it is none, is broken, or is larger than any camera's."""
    from PIL import Image, ImageOps

    try:
        with Image.open(path, formats=("JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP")) as opened:
            if opened.width * opened.height > _MAX_PIXELS_READ:
                return None
            opened.draft("RGB", (MAX_PIXELS, MAX_PIXELS))
            image = ImageOps.exif_transpose(opened)
            image.thumbnail((MAX_PIXELS, MAX_PIXELS))
            if image.mode not in ("RGB", "L"):  # what is transparent is on white paper
                seen = image.convert("RGBA")
                image = Image.new("RGB", seen.size, "white")
                image.paste(seen, mask=seen.getchannel("A"))
            made = io.BytesIO()
            image.convert("RGB").save(made, "JPEG", quality=84)
            return Picture(made.getvalue(), image.width, image.height)
    except (
        OSError,
        ValueError,
        SyntaxError,
        EOFError,
        Image.DecompressionBombError,
    ):  # all that Pillow says of bad files
        return None
