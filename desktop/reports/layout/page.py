"""One page while it is drawn."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Generator
from contextlib import contextmanager
from functools import lru_cache

from desktop.reports.layout.page_sizes import PageSize
from desktop.reports.text import Line, line_operators
from desktop.reports.text.shaping import AnyFontFace


@lru_cache(maxsize=256)
def colour_operators(colour: str) -> str:
    """Operators that make a colour ("#0B6B8A") the one of text and areas."""
    parts = " ".join(f"{int(colour[at : at + 2], 16) / 255:.3g}" for at in (1, 3, 5))
    return f"{parts} rg {parts} RG\n"


class Page:
    """Text, areas and links of a page. `heading` is what its running head says."""

    def __init__(self, name_of: Callable[[AnyFontFace], str], heading: str, sheet: PageSize) -> None:
        self.heading = heading
        self.sheet = sheet
        self.bare = False
        """Does it stand without running head and page number?"""
        self.links: list[tuple[tuple[float, float, float, float], str]] = []
        """((left, bottom, right, top), the key of the place it leads to or an address)."""
        self.body = b""
        self._name_of = name_of
        self._said: list[str] = []
        self._colour = ""

    def text(self, line: Line, x: float, y: float) -> None:
        """A line with its left end on the base line at x, y."""
        if line.pieces:
            self._paint(line.style.colour)
            self._said.append(line_operators(line, x, y, self._name_of))

    def text_right(self, line: Line, x: float, y: float) -> None:
        """A line that ends at x."""
        self.text(line, x - line.width, y)

    def fill_rect(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """A filled rectangle, its lower left corner at x, y."""
        self._paint(colour)
        self._said.append(f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re f\n")

    def draw_rect(self, x: float, y: float, width: float, height: float, colour: str, thickness: float = 0.7) -> None:
        """The outline of a rectangle."""
        self._paint(colour)
        self._said.append(f"{thickness:g} w {x:.2f} {y:.2f} {width:.2f} {height:.2f} re S\n")

    def horizontal_line(self, x: float, y: float, width: float, colour: str, thickness: float = 0.5) -> None:
        """A line across."""
        self._paint(colour)
        self._said.append(f"{thickness:g} w {x:.2f} {y:.2f} m {x + width:.2f} {y:.2f} l S\n")

    def vertical_line(self, x: float, y: float, height: float, colour: str, thickness: float = 0.5) -> None:
        """A line upwards from x, y."""
        self._paint(colour)
        self._said.append(f"{thickness:g} w {x:.2f} {y:.2f} m {x:.2f} {y + height:.2f} l S\n")

    def dashed_line(self, from_x: float, from_y: float, to_x: float, to_y: float, colour: str) -> None:
        """A thin dashed line: where to cut or to fold."""
        self._paint(colour)
        self._said.append(f"q 0.4 w [3 3] 0 d {from_x:.2f} {from_y:.2f} m {to_x:.2f} {to_y:.2f} l S Q\n")

    def picture(self, name: str, x: float, y: float, width: float, height: float) -> None:
        """A picture of the document, its lower left corner at x, y."""
        self._said.append(f"q {width:.2f} 0 0 {height:.2f} {x:.2f} {y:.2f} cm /{name} Do Q\n")

    @contextmanager
    def upside_down(self, x: float, y: float) -> Generator[None]:
        """What is drawn inside stands on its head, turned about the point x, y. No links inside."""
        self._said.append(f"q -1 0 0 -1 {2 * x:.2f} {2 * y:.2f} cm\n")
        self._colour = ""
        yield
        self._said.append("Q\n")
        self._colour = ""

    def link(self, left: float, bottom: float, right: float, top: float, to: str) -> None:
        """Lead from this rectangle to a place of the document (by its key) or to an address."""
        self.links.append(((left, bottom, right, top), to))

    def checkpoint(self) -> tuple[int, int, str]:
        """How far it is drawn, for `rollback`."""
        return len(self._said), len(self.links), self._colour

    def rollback(self, here: tuple[int, int, str]) -> None:
        """Take back what was drawn since; only before it is closed."""
        said, links, self._colour = here
        del self._said[said:]
        del self.links[links:]

    def close(self) -> None:
        """Nothing more is drawn by the caller; what was drawn is packed until the document is bound."""
        self.body += zlib.compress("".join(self._said).encode("ascii"), 6)
        self._said.clear()

    def overlay(self) -> Page:
        """A page laid over this one for what is known only at the end."""
        return Page(self._name_of, self.heading, self.sheet)

    def content(self) -> bytes:
        """What was drawn and not yet packed."""
        return "".join(self._said).encode("ascii")

    def _paint(self, colour: str) -> None:
        if colour != self._colour:
            self._colour = colour
            self._said.append(colour_operators(colour))
