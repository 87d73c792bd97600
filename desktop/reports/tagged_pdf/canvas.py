# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
"""ReportLab's canvas, tagged: words belong to the element that is open, what is drawn outside of one is an artifact."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from typing import Any

import reportlab.pdfgen.canvas as _canvas
import reportlab.pdfgen.textobject as _textobject
from reportlab.pdfbase import pdfmetrics

from desktop.reports.tagged_pdf.binding import Attachment, Conformance, bind_document
from desktop.reports.tagged_pdf.metadata import Metadata
from desktop.reports.tagged_pdf.structure import (
    DECORATION,
    Annotation,
    Artifact,
    Element,
    PageContent,
    StructureError,
    StructureTree,
)
from desktop.reports.tagged_pdf.structure_objects import pdfdoc

_Canvas: Any = _canvas.Canvas
_TextObject: Any = _textobject.PDFTextObject
_PAINTING = frozenset(("f", "f*", "F", "S", "s", "B", "B*", "b", "b*", "Do", "Tj", "TJ", "'", "sh", "EI"))
"""Operators that leave something to see; others only set how it looks."""
NOTE_PLACE = "tagged-note-"
"""How the names of places begin that notes stand at: a link that leads to one is a reference."""
_Piece = tuple[Element | Artifact, int]
"""What the operators from a place in the page's code on belong to."""


class TaggedCanvas(_Canvas):
    """A canvas of which each page is tagged. `save` binds it as PDF/UA-1 and PDF/A-3.

    Words outside of any element are an error, as nobody would hear them: put running heads into `artifact`.
    """

    def __init__(
        self,
        filename: Any,
        *args: Any,
        about: Metadata,
        structure: StructureTree | None = None,
        profile: bytes | None = None,
        attachments: Sequence[Attachment] = (),
        conformance: Conformance | None = None,
        **others: Any,
    ) -> None:
        self.structure = structure or StructureTree()
        self.about = about
        self.pages: list[PageContent] = []
        self.links: list[tuple[Element, str]] = []
        """Links of the line that was just drawn and what they say, for the annotations that follow."""
        self.text_elements: list[Element] = []
        """Elements that the next pieces of text belong to, inside the one that is open: a bullet, then its text."""
        self.fonts_shown: set[str] = set()
        self.line_count = 0
        """How many lines the paragraph has that is drawn; each but the last ends with a space."""
        self._notes: dict[int, tuple[Any, list[Any]]] = {}
        """By the identity of a frame of this page: the frame, and the notes at its foot."""
        self._profile, self._attachments, self._conformance = profile, attachments, conformance
        self._content = PageContent()
        self._piece: _Piece = (DECORATION, 0)
        super().__init__(filename, *args, **{**others, "pdfVersion": (1, 7)})

    # What is drawn ---------------------------------------------------------------------------------------------------

    @contextmanager
    def element(self, role: str, **about: str) -> Generator[Element]:
        """What is drawn inside is one element: see `StructureTree.element`."""
        with self.structure.element(role, **about) as made:
            yield made
            self.switch(DECORATION)

    @contextmanager
    def inside(self, element: Element) -> Generator[Element]:
        """What is drawn inside belongs to an element that was there before."""
        with self.structure.inside(element):
            yield element
            self.switch(DECORATION)

    @contextmanager
    def artifact(self, kind: str = "", subtype: str = "") -> Generator[None]:
        """What is drawn inside is no part of the text: ("Pagination", "Header")."""
        with self.structure.artifact(kind, subtype):
            yield
            self.switch(DECORATION)

    @contextmanager
    def figure(self, alternative: str, width: float, height: float, *, language: str = "") -> Generator[Element]:
        """What is drawn inside, from the origin to width and height, is a figure; `alternative` says what it shows."""
        x, y = self.absolutePosition(0, 0)
        right, top = self.absolutePosition(width, height)
        with self.structure.figure(alternative, (x, y, right, top), language=language) as made:
            self.switch(made)
            yield made
            self.switch(DECORATION)

    def switch(self, owner: Element | Artifact) -> None:
        """The operators that come belong to this; those before, to what it was until now."""
        if owner is not self._piece[0]:
            self._end_piece(owner)

    def _end_piece(self, owner: Element | Artifact) -> None:
        """Mark what was drawn since the last piece ended; what comes belongs to `owner`."""
        before, start = self._piece
        code: list[str] = self._code
        if any(word in _PAINTING for part in code[start:] for word in str(part).split()):
            tree = self.structure
            begin = before.begin if isinstance(before, Artifact) else tree.mark(self._content, before)
            code.insert(start, begin.rstrip())
            code.append("EMC")
        self._piece = (owner, len(code))

    def drawText(self, aTextObject: Any) -> None:  # noqa: N802, N803 - ReportLab's own names
        """Draw a text object; its words belong to the element that is open."""
        owner = self.text_elements.pop(0) if self.text_elements else self.structure.text_owner
        if isinstance(aTextObject, TaggedText) and aTextObject.pieces:
            self._end_piece(DECORATION)
            self._draw_pieces(aTextObject, owner)
            return
        self.switch(owner)
        super().drawText(aTextObject)
        if isinstance(owner, Element) and owner.role != "Figure":
            self.switch(DECORATION)

    def setFont(self, psfontname: str, size: float, leading: Any = None) -> None:  # noqa: N802 - ReportLab's own name
        """The font of what follows. One that is not embedded may be set, as drawings do, but not be shown."""
        if _is_built_in(psfontname):
            self._fontname, self._fontsize = psfontname, size
            self._leading = size * 1.2 if leading is None else leading
        else:
            super().setFont(psfontname, size, leading)

    def beginText(self, x: float = 0, y: float = 0, direction: Any = None) -> Any:  # noqa: N802 - ReportLab's own name
        """A text object that knows where its links begin and end."""
        return TaggedText(self, x, y, direction=direction)

    def _draw_pieces(self, text: TaggedText, owner: Element | Artifact) -> None:
        """A text with links in it: what is between them is of the owner, each link an element in it."""
        tree, code = self.structure, text.code
        if isinstance(owner, Artifact):
            self.switch(owner)
            super().drawText(text)
            return
        marked: list[str] = [tree.mark(self._content, owner).rstrip()]
        place = 0
        for start, end, link, to in text.pieces:
            around = owner
            if to.startswith(NOTE_PLACE):
                tree.add(owner, around := Element("Reference"))
            tree.add(around, link)
            marked += [*code[place:start], "EMC", tree.mark(self._content, link).rstrip(), *code[start:end], "EMC"]
            marked.append(tree.mark(self._content, owner).rstrip())
            place = end
        text.code[:] = [*marked, *code[place:], "EMC"]
        super().drawText(text)
        self._piece = (DECORATION, len(self._code))

    # Notes -----------------------------------------------------------------------------------------------------------

    def notes_at(self, frame: Any) -> list[Any]:
        """The notes that this page has at the foot of a frame so far."""
        return self._notes.get(id(frame), (frame, []))[1]

    def add_note(self, frame: Any, note: Any, gap: float, rule: float) -> None:
        """Keep room for a note (a paragraph that was wrapped) at the foot of a frame; it is drawn when the page ends.

        Over the first one are `gap` points, and in them a line of `rule` points.
        """
        _frame, notes = self._notes.setdefault(id(frame), (frame, []))
        if not notes:
            frame._y1p += gap
            notes.append((gap, rule))
        notes.append(note)
        frame._y1p += note.height

    def _draw_notes(self) -> None:
        for frame, (first, *notes) in self._notes.values():
            gap, rule = first
            frame._y1p = frame._y1 + frame._bottomPadding  # the next page has all of its room again
            y = frame._y1p + sum(note.height for note in notes)
            x = frame._x1 + frame._leftPadding
            self.line(x, y + gap / 2, x + rule, y + gap / 2)
            for note in notes:
                y -= note.height
                note.drawOn(self, x, y)
        self._notes = {}

    # Links -----------------------------------------------------------------------------------------------------------

    def linkRect(  # noqa: N802 - ReportLab's own name
        self, contents: str, destinationname: str, Rect: Any = None, addtopage: int = 1, name: Any = None,  # noqa: N803
        relative: int = 0, **others: Any,
    ) -> None:  # fmt: skip
        """Lead from a rectangle to a place of the document."""
        entries = {
            "Type": pdfdoc.PDFName("Annot"),
            "Subtype": pdfdoc.PDFName("Link"),
            "Rect": pdfdoc.PDFArray(self._absRect(Rect, relative)),
            "Dest": self._bookmarkReference(destinationname),
            "Border": pdfdoc.PDFArray([0, 0, 0]),
        }
        if contents:
            entries["Contents"] = pdfdoc.PDFString(contents)
        self._addAnnotation(pdfdoc.PDFDictionary(entries), name, addtopage)

    def _addAnnotation(self, annotation: Any, name: Any = None, addtopage: int = 1) -> None:  # noqa: N802
        tree = self.structure
        if self.links:
            element, words = self.links.pop(0)
            made = Annotation(element)
            self._content.annotations.append(made)
            tree.add(element, made)
        else:
            if not isinstance(tree.current, Element) or tree.current.role != "Link":
                raise StructureError("a link is drawn inside an element Link")
            words = ""
            made = tree.link(self._content)
        made.object = annotation
        annotation["F"] = 4
        if "Contents" not in annotation.dict:
            annotation["Contents"] = pdfdoc.PDFString(words or _address(annotation) or "Link")
        super()._addAnnotation(annotation, name, addtopage)

    # The file --------------------------------------------------------------------------------------------------------

    def showPage(self) -> None:  # noqa: N802 - ReportLab's own name
        """Close the page."""
        self._draw_notes()
        self.switch(Artifact())
        super().showPage()
        self._content.page = self._doc.Pages.pages[-1]
        self.pages.append(self._content)
        self._content = PageContent()
        self._piece = (DECORATION, 0)

    def getpdfdata(self) -> bytes:
        """The file."""
        if self._code:
            self.showPage()
        if missing := sorted(filter(_is_built_in, self.fonts_shown)):
            raise StructureError(f"fonts that are not embedded: {', '.join(missing)}; register TrueType fonts instead")
        return bind_document(
            self._doc, self.structure, self.pages, self.about, profile=self._profile, attachments=self._attachments,
            conformance=self._conformance, canvas=self,
        )  # fmt: skip

    def save(self) -> None:
        """Write the file."""
        data = self.getpdfdata()
        if hasattr(self._filename, "write"):
            self._filename.write(data)
            return
        with open(self._filename, "wb") as file:  # noqa: PTH123 - whatever ReportLab takes for a name
            file.write(data)

    def _make_preamble(self) -> None:
        """Without ReportLab's first font, Helvetica, which is embedded nowhere."""
        super()._make_preamble()
        self._preamble = self._preamble.partition(" BT ")[0]
        self._doc.fontMapping.pop("Helvetica", None)


class TaggedText(_TextObject):
    """A text object that notes where links begin and end in it (`pieces`), and ends its lines with a space."""

    def __init__(self, canvas: Any, x: float = 0, y: float = 0, direction: Any = None) -> None:
        super().__init__(canvas, x, y, direction=direction)
        self.pieces: list[tuple[int, int, Element, str]] = []
        """(where it begins among the operators, where it ends, the link, the place it leads to)."""
        self._before = 0
        self._begun = 0
        self._words: list[str] = []
        self._lines = 0

    @property
    def code(self) -> list[str]:
        """The operators."""
        return self._code

    def _textOut(self, text: str, TStar: int = 0) -> None:  # noqa: N802, N803 - ReportLab's own names
        self._before = len(self._code)
        self._words.append(text)
        self._lines += bool(TStar)
        if TStar and self._lines < self._canvas.line_count and text and not text.endswith((" ", "-", "\u00ad")):
            text += " "  # where words end is to be read, not only to be seen
        super()._textOut(text, TStar)

    def _formatText(self, text: Any) -> Any:  # noqa: N802 - ReportLab's own name
        if text:
            self._canvas.fonts_shown.add(self._fontname)
        return super()._formatText(text)

    def _linkRecord(self, link: Any, what: str) -> None:  # noqa: N802 - ReportLab's own name
        """Called after the first words of a link, and when others follow its last ones."""
        if what == "start":
            self._begun = self._before
            del self._words[:-1]
        else:
            made = Element("Link")
            self.pieces.append((self._begun, len(self._code), made, _place_of(link)))
            self._canvas.links.append((made, "".join(self._words).strip()))


def _is_built_in(name: str) -> bool:
    font: Any = pdfmetrics.getFont(name)
    return not font._dynamicFont and bool(font.face.builtIn)


def _place_of(link: tuple[int, str]) -> str:
    """The place of this document that a link of ReportLab leads to; "" for one that leads out of it."""
    return link[1].removeprefix("#") if link[1].startswith("#") else ""


def _address(annotation: Any) -> str:
    action = annotation.dict.get("A")
    address = action.dict.get("URI") if action is not None else None
    return str(getattr(address, "s", "") or "")
