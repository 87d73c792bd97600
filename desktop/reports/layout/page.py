"""One page while it is drawn."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache

from desktop.reports.layout.page_sizes import PageSize
from desktop.reports.tagged_pdf import Annotation, Artifact, Element, PageContent, StructureTree
from desktop.reports.text import Line, line_operators, run_operators, runs_of
from desktop.reports.text.font_faces import FontFace
from desktop.reports.text.languages import LIKELY_LANGUAGES


@lru_cache(maxsize=256)
def colour_operators(colour: str) -> str:
    """Operators that make a colour ("#0B6B8A") the one of text and areas."""
    parts = " ".join(f"{int(colour[at : at + 2], 16) / 255:.3g}" for at in (1, 3, 5))
    return f"{parts} rg {parts} RG\n"


def _fill_and_edge(colour: str, edge: str) -> str:
    """Operators for the colour of areas and that of lines."""
    filled, lined = (" ".join(f"{int(each[at : at + 2], 16) / 255:.3g}" for at in (1, 3, 5)) for each in (colour, edge))
    return f"{filled} rg {lined} RG"


@dataclass(frozen=True, slots=True)
class PageLink:
    """A rectangle (left, bottom, right, top) that leads to the key of a place or to an address, and what it is called."""

    rectangle: tuple[float, float, float, float]
    to: str
    description: str
    annotation: Annotation


Checkpoint = tuple[int, int, str, Element | Artifact | None, int]


class Page:
    """Text, areas and links of a page. `heading` is what its running head says.

    Words belong to the element that is open in the structure, areas and lines to the figure that is; else to none.
    """

    def __init__(
        self,
        name_of: Callable[[FontFace], str],
        heading: str,
        sheet: PageSize,
        structure: StructureTree,
        language: str,
    ) -> None:
        self.heading = heading
        self.sheet = sheet
        self.tags = PageContent()
        """Which element each piece of it belongs to."""
        self.bare = False
        """Does it stand without running head and page number?"""
        self.links: list[PageLink] = []
        self.body = b""
        self.other_letters: set[str] = set()
        """The letters of its lines that may hold others than Latin ones: some of them no font may have."""
        self._name_of = name_of
        self._structure = structure
        self._language = language
        self._said: list[str] = []
        self._colour = ""
        self._marked: Element | Artifact | None = None
        """What the piece belongs to that is being drawn."""

    def text(self, line: Line, x: float, y: float) -> None:
        """A line with its left end on the base line at x, y."""
        if not line.pieces:
            return
        owner = self._structure.text_owner
        self._paint(line.style.colour)
        if line.mixed:
            self.other_letters.update(line.text)
        if line.mixed and isinstance(owner, Element) and owner.role != "Figure":
            self._draw_runs(line, x, y, owner)
        else:
            self._mark(owner)
            self._said.append(line_operators(line, x, y, self._name_of))

    def _draw_runs(self, line: Line, x: float, y: float, owner: Element) -> None:
        """A line of several languages or directions: each run is a piece of its own, the structure has them as read."""
        whole = owner.language or self._language
        runs = runs_of(line, whole if whole in LIKELY_LANGUAGES else self._language)
        tree, begins = self._structure, list[str]()
        if not owner.kids and all(run.language == runs[0].language != whole for run in runs):
            whole = owner.language = runs[0].language
        for run in runs:
            if run.language == whole and not run.turned:
                begins.append(tree.mark(self.tags, owner))
                continue
            part = Element("Span", language=run.language if run.language != whole else "")
            part.actual_text = run.text if run.turned else ""
            tree.add(owner, part)
            begins.append(tree.mark(self.tags, part))
        self._end_piece()
        self._said.append(run_operators(line, runs, x, y, self._name_of, begins))

    def text_right(self, line: Line, x: float, y: float) -> None:
        """A line that ends at x."""
        self.text(line, x - line.width, y)

    def fill_rect(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """A filled rectangle, its lower left corner at x, y."""
        self._mark(self._structure.shape_owner)
        self._paint(colour)
        self._said.append(f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re f\n")

    def draw_rect(self, x: float, y: float, width: float, height: float, colour: str, thickness: float = 0.7) -> None:
        """The outline of a rectangle."""
        self._mark(self._structure.shape_owner)
        self._paint(colour)
        self._said.append(f"{thickness:g} w {x:.2f} {y:.2f} {width:.2f} {height:.2f} re S\n")

    def horizontal_line(self, x: float, y: float, width: float, colour: str, thickness: float = 0.5) -> None:
        """A line across."""
        self._mark(self._structure.shape_owner)
        self._paint(colour)
        self._said.append(f"{thickness:g} w {x:.2f} {y:.2f} m {x + width:.2f} {y:.2f} l S\n")

    def vertical_line(self, x: float, y: float, height: float, colour: str, thickness: float = 0.5) -> None:
        """A line upwards from x, y."""
        self._mark(self._structure.shape_owner)
        self._paint(colour)
        self._said.append(f"{thickness:g} w {x:.2f} {y:.2f} m {x:.2f} {y + height:.2f} l S\n")

    def dashed_line(self, from_x: float, from_y: float, to_x: float, to_y: float, colour: str) -> None:
        """A thin dashed line: where to cut or to fold."""
        self._mark(self._structure.shape_owner)
        self._paint(colour)
        self._said.append(f"q 0.4 w [3 3] 0 d {from_x:.2f} {from_y:.2f} m {to_x:.2f} {to_y:.2f} l S Q\n")

    def polyline(
        self, points: Sequence[tuple[float, float]], colour: str, thickness: float = 1.4, dashes: Sequence[float] = ()
    ) -> None:
        """A line through points, with round corners; nothing for fewer than two."""
        if len(points) < 2:
            return
        self._mark(self._structure.shape_owner)
        self._paint(colour)
        first, *others = (f"{x:.2f} {y:.2f}" for x, y in points)
        path = f"{first} m " + "".join(f"{point} l " for point in others)
        self._said.append(f"q {thickness:g} w 1 j [{' '.join(f'{each:g}' for each in dashes)}] 0 d {path}S Q\n")

    def shape(
        self, rings: Sequence[Sequence[tuple[float, float]]], colour: str, edge: str, thickness: float = 0.3
    ) -> None:
        """A filled shape of closed lines with an edge: what lies in two of them is a hole. Lines of one point are left out."""
        drawn = [ring for ring in rings if len(ring) > 1]
        if not drawn:
            return
        self._mark(self._structure.shape_owner)
        said = [_fill_and_edge(colour, edge), f"{thickness:g} w"]
        for (x, y), *others in drawn:
            said.append(f"{x:.1f} {y:.1f} m")
            said += [f"{x:.1f} {y:.1f} l" for x, y in others]
            said.append("h")
        self._said.append(f"q {' '.join(said)} B* Q\n")

    def circle(self, x: float, y: float, radius: float, colour: str, edge: str) -> None:
        """A filled circle around x, y with an edge."""
        self._mark(self._structure.shape_owner)
        bow = radius * 0.5523
        self._said.append(
            f"q {_fill_and_edge(colour, edge)} 0.6 w {x - radius:.2f} {y:.2f} m"
            f" {x - radius:.2f} {y + bow:.2f} {x - bow:.2f} {y + radius:.2f} {x:.2f} {y + radius:.2f} c"
            f" {x + bow:.2f} {y + radius:.2f} {x + radius:.2f} {y + bow:.2f} {x + radius:.2f} {y:.2f} c"
            f" {x + radius:.2f} {y - bow:.2f} {x + bow:.2f} {y - radius:.2f} {x:.2f} {y - radius:.2f} c"
            f" {x - bow:.2f} {y - radius:.2f} {x - radius:.2f} {y - bow:.2f} {x - radius:.2f} {y:.2f} c h B Q\n"
        )

    def picture(self, name: str, x: float, y: float, width: float, height: float) -> None:
        """A picture of the document, its lower left corner at x, y: a figure, or an artifact."""
        self._mark(self._structure.shape_owner)
        self._said.append(f"q {width:.2f} 0 0 {height:.2f} {x:.2f} {y:.2f} cm /{name} Do Q\n")

    @contextmanager
    def upside_down(self, x: float, y: float) -> Generator[None]:
        """What is drawn inside stands on its head, turned about the point x, y. No links inside."""
        self._end_piece()
        self._said.append(f"q -1 0 0 -1 {2 * x:.2f} {2 * y:.2f} cm\n")
        self._colour = ""
        yield
        self._end_piece()
        self._said.append("Q\n")
        self._colour = ""

    def link(self, rectangle: tuple[float, float, float, float], to: str, description: str) -> None:
        """Lead from a rectangle to a place of the document (by its key) or to an address.

        It belongs to the element that is open, a Link; `description` says to those who do not see it where it leads.
        """
        self.links.append(PageLink(rectangle, to, description, self._structure.link(self.tags)))

    def checkpoint(self) -> Checkpoint:
        """How far it is drawn, for `rollback`."""
        return len(self._said), len(self.links), self._colour, self._marked, len(self.tags.owners)

    def rollback(self, here: Checkpoint) -> None:
        """Take back what was drawn since; only before it is closed. The structure takes back its part itself."""
        said, links, self._colour, self._marked, owners = here
        del self._said[said:]
        del self.links[links:]
        del self.tags.annotations[links:]
        del self.tags.owners[owners:]

    def close(self) -> None:
        """Nothing more is drawn by the caller; what was drawn is packed until the document is bound."""
        self._end_piece()
        self.body += zlib.compress("".join(self._said).encode("ascii"), 6)
        self._said.clear()

    def overlay(self) -> Page:
        """A page laid over this one for what is known only at the end."""
        return Page(self._name_of, self.heading, self.sheet, self._structure, self._language)

    def content(self) -> bytes:
        """What was drawn and not yet packed."""
        self._end_piece()
        return "".join(self._said).encode("ascii")

    def _mark(self, owner: Element | Artifact) -> None:
        """What is drawn next belongs to this."""
        if owner is self._marked:
            return
        if self._marked is not None:
            self._said.append("EMC\n")
        self._marked = owner
        self._said.append(owner.begin if isinstance(owner, Artifact) else self._structure.mark(self.tags, owner))

    def _end_piece(self) -> None:
        if self._marked is not None:
            self._said.append("EMC\n")
            self._marked = None

    def _paint(self, colour: str) -> None:
        if colour != self._colour:
            self._colour = colour
            self._said.append(colour_operators(colour))
