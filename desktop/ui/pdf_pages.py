"""Pages of a PDF as pictures, for a preview. For a thread."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QImage

from desktop.ui.printing import one_reader


def render_pages(path: Path, width: int, ratio: float, most: int) -> tuple[list[QImage], int]:
    """The first pages of a file, so many pixels of the window wide; and how many pages it has."""
    from pypdfium2 import PdfDocument

    images: list[QImage] = []
    with one_reader, PdfDocument(path) as pdf:
        for number in range(min(len(pdf), most)):
            page = pdf[number]
            bitmap = page.render(
                scale=width * ratio / page.get_width(),  # pyright: ignore[reportArgumentType] - any number
                rev_byteorder=True,
                prefer_bgrx=True,
            )
            shown = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888)
            image = shown.copy()
            image.setDevicePixelRatio(ratio)
            images.append(image)
            bitmap.close()
            page.close()
        return images, len(pdf)
