"""How reports that are made of chapters, texts, rows and tables are written; each is tagged as it is drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from desktop.i18n import pgettext
from desktop.reports import styles
from desktop.reports.header_footer import draw_header_and_footer
from desktop.reports.labelled_rows import LABEL_WIDTH, LabelledRow, draw_labelled_rows
from desktop.reports.layout import Bookmark, Cell, Column, Document, Flow, Page, Table, height_of
from desktop.reports.layout.document import save_pdf
from desktop.reports.missing_letters import missing_letters_note
from desktop.reports.text import clean, wrap

_MAX_LABEL_WIDTH = 130.0
"""Width that labels take at most, in points."""


class ReportWriter:
    """One report while it is written."""

    def __init__(self, document: Document, title: str) -> None:
        self.document = document
        self.structure = document.structure
        self.entries: list[Bookmark] = []
        self.flow = Flow(document, clean(title))
        self._label_room = LABEL_WIDTH

    def title(self, words: str, below: str = "") -> None:
        """What the report is, at the head of the first page."""
        flow, fonts, sheet = self.flow, self.document.fonts, self.flow.sheet
        flow.draw_lines(wrap(fonts, words, styles.CHAPTER, sheet.text_width), sheet.left, sheet.text_width, role="H1")
        if below:
            flow.y -= 2
            flow.draw_lines(wrap(fonts, below, styles.META, sheet.text_width), sheet.left, sheet.text_width)
        flow.y -= 6

    def chapter(self, words: str, room: float = 46.0) -> None:
        """A heading, on a new page where less than `room` points would be left below it."""
        flow = self.flow
        lines = wrap(self.document.fonts, words, styles.GROUP, flow.sheet.text_width)
        flow.add_space(14)
        flow.ensure_height(height_of(lines) + room)
        key = f"c{len(self.entries)}"
        self.document.mark_place(key, flow.page, flow.y + 8)
        self.entries.append(Bookmark(clean(words), key))
        flow.draw_lines(lines, flow.sheet.left, flow.sheet.text_width, role="H2")
        flow.y -= 3

    def heading(self, words: str, room: float = 46.0) -> None:
        """A smaller heading."""
        flow = self.flow
        lines = wrap(self.document.fonts, words, styles.TITLE, flow.sheet.text_width)
        flow.add_space(8)
        flow.ensure_height(height_of(lines) + room)
        flow.draw_lines(lines, flow.sheet.left, flow.sheet.text_width, role="H3")
        flow.y -= 1

    def text(self, words: str, *, grey: bool = False, indent: float = 0, role: str = "") -> None:
        """A text in paragraphs, or one element of that role."""
        sheet = self.flow.sheet
        style = styles.META if grey else styles.BODY
        lines = wrap(self.document.fonts, words, style, sheet.text_width - indent)
        if lines:
            self.flow.add_space(2)
            self.flow.draw_lines(lines, sheet.left + indent, sheet.text_width - indent, role=role)

    def summary(self, words: str) -> None:
        """What the visit is about, under its head; nothing where that is not written."""
        if words:
            self.flow.add_space(5)
            self.text(words)

    def section(self, words: str, text: str) -> None:
        """A chapter of a text; nothing where there is none."""
        if text:
            lines = wrap(self.document.fonts, text, styles.BODY, self.flow.sheet.text_width)
            self.chapter(words, min(height_of(lines), 40) + 5)
            self.text(text)

    def labelled_rows(self, pairs: Iterable[tuple[str, str]], *, prose: bool = False) -> None:
        """Labels with what they stand for; those without are left out."""
        fonts, given = self.document.fonts, [(label, said) for label, said in pairs if said]
        names = [wrap(fonts, label, styles.LABEL, _MAX_LABEL_WIDTH) for label, _said in given]
        widest = max((line.width for lines in names for line in lines), default=0)
        room = self._label_room = max(self._label_room, widest + 9)
        style = styles.BODY if prose else styles.ROW
        width = self.flow.sheet.text_width - room
        draw_labelled_rows(
            self.flow, [LabelledRow(label, wrap(fonts, said, style, width)) for label, said in given], room
        )

    def rows_to_fill_in(self, *labels: str) -> None:
        """Labels with a dotted line beside each, to write on."""
        width = self.flow.sheet.text_width - self._label_room
        dots = [wrap(self.document.fonts, "." * 60, styles.ROW, width)[:1] for _label in labels]
        draw_labelled_rows(
            self.flow,
            [LabelledRow(label, lines, blank=True) for label, lines in zip(labels, dots, strict=True)],
            self._label_room,
        )

    def numbered_list(self, items: Sequence[tuple[int, str, str]]) -> None:
        """Lines with their number before them, and more in small letters below."""
        with self.structure.element("L", attributes="<</O/List/ListNumbering/Decimal>>"):
            for number, words, more in items:
                with self.structure.element("LI"):
                    self._draw_item(number, words, more)

    def _draw_item(self, number: int, words: str, more: str) -> None:
        sheet, fonts = self.flow.sheet, self.document.fonts
        lines = wrap(fonts, words, styles.BODY, sheet.text_width - 22)
        below = wrap(fonts, more, styles.META, sheet.text_width - 22)
        self.flow.add_space(3)
        self.flow.ensure_height(height_of([*lines[:2], *below[:1]]))
        mark = wrap(fonts, pgettext("number of a list", "{number}.").format(number=number), styles.BODY.bolder(), 22)
        base = self.flow.y - styles.BODY.leading * 0.5 - styles.BODY.size * 0.36
        with self.structure.element("Lbl"):
            self.flow.page.text(mark[0], sheet.left, base)
        with self.structure.element("LBody"):
            role = "P" if below else ""
            self.flow.draw_lines(lines, sheet.left + 22, sheet.text_width - 22, role=role)
            self.flow.draw_lines(below, sheet.left + 22, sheet.text_width - 22, role=role)

    def table(self, *columns: Column, lowest: float = 0, ruled: bool = False) -> Table:
        """A table that rows are then given to."""
        return Table(self.flow, columns, lowest=lowest, ruled=ruled)

    def table_chapter(self, words: str, columns: Sequence[Column], rows: Sequence[Sequence[str | Cell]]) -> None:
        """A chapter that is a table: the heading stays with the first row."""
        table = Table(self.flow, columns, title=words)
        self.chapter(words, min(table.height(*rows[0]) + 4, self.flow.sheet.text_height / 2))
        for row in rows:
            table.row(*row)

    def placeholder(self, words: str) -> None:
        """Say what the paper would hold, where there is nothing of it yet."""
        self.text(words, grey=True)

    def save(self, target: Path, title: str, check: Callable[[], object]) -> int:
        """Close it, with its title and the number of the page on each, and write the file; returns how many pages it has.
        `check` is called before each page and before the file is written, and may raise.
        """
        pages = self.close()

        def foot(page: Page, over: Page, number: int, of: int) -> None:
            check()
            draw_header_and_footer(self.document, page, over, number, of, left=title)

        pdf = self.document.build_pdf(pages, self.entries, foot)
        check()
        save_pdf(pdf, target)
        return len(pages)

    def close(self) -> list[Page]:
        """All pages, closed; at the end what is to be said of letters that no font has."""
        if note := missing_letters_note(self.document.fonts.missing):
            self.flow.add_space(10)
            self.text(note, grey=True)
        return self.flow.close()
