"""Sizes of paper and their margins, in points."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PageSize:
    """A sheet of paper: what is printed stays inside its margins, y grows upwards."""

    width: float
    height: float
    left: float = 56
    right: float = 56
    top: float = 72
    bottom: float = 62

    @property
    def text_width(self) -> float:
        """Width between the margins."""
        return self.width - self.left - self.right

    @property
    def text_top(self) -> float:
        """Where text begins."""
        return self.height - self.top

    @property
    def text_height(self) -> float:
        """Height between the margins."""
        return self.height - self.top - self.bottom

    def landscape(self) -> PageSize:
        """The same sheet laid on its long side, with narrow margins: for what hangs on a wall."""
        return PageSize(self.height, self.width, left=36, right=36, top=44, bottom=36)


PAGE_SIZES = {"A4": PageSize(595.28, 841.89), "Letter": PageSize(612, 792)}
