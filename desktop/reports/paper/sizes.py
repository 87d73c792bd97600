"""Sizes of paper and their margins, in points."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Sheet:
    """A sheet of paper: what is printed stays inside its margins, y grows upwards."""

    width: float
    height: float
    left: float = 56
    right: float = 56
    top: float = 72
    bottom: float = 62

    @property
    def room(self) -> float:
        """Width between the margins."""
        return self.width - self.left - self.right

    @property
    def upper(self) -> float:
        """Where text begins."""
        return self.height - self.top

    @property
    def depth(self) -> float:
        """Height between the margins."""
        return self.height - self.top - self.bottom

    def across(self) -> Sheet:
        """The same sheet laid on its long side, with narrow margins: for what hangs on a wall."""
        return Sheet(self.height, self.width, left=36, right=36, top=44, bottom=36)


PAGE_SIZES = {"A4": Sheet(595.28, 841.89), "Letter": Sheet(612, 792)}
