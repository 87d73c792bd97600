"""How the papers of a visit are written: the head of the first page, chapters, texts, rows and tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from desktop.i18n import _, pgettext
from desktop.reports import styles
from desktop.reports.formatting import join_names
from desktop.reports.labelled_rows import LABEL_WIDTH, LabelledRow, draw_labelled_rows
from desktop.reports.layout import Bookmark, Cell, Column, Document, Flow, Page, Table, height_of
from desktop.reports.text import clean, wrap
from desktop.reports.visits.visit_data import VisitData, code_label
from desktop.values.dates import format_period
from desktop.vocabularies import load
from desktop.workspace import Record

_STRIP = 6.0
_DOT = " · "
_MAX_LABEL_WIDTH = 130.0
"""Width that labels take at most, in points."""


class DocumentWriter:
    """One paper while it is written."""

    def __init__(self, document: Document, visit_data: VisitData, name: str) -> None:
        self.document = document
        self.structure = document.structure
        self.visit_data = visit_data
        self.name = name
        self.entries: list[Bookmark] = []
        self.with_data = False
        """Does the file carry the data of the visit?"""
        self.flow = Flow(document, clean(visit_data.title))
        self._label_room = LABEL_WIDTH

    def title_block(self, *more: tuple[str, str]) -> None:
        """What the paper is, of which visit, when, where, who and more: at the head of the first page."""
        flow, visit_data, sheet = self.flow, self.visit_data, self.flow.sheet
        fonts = self.document.fonts
        goals = load("sdg").children()
        step = sheet.text_width / max(len(goals), 1)
        for at, goal in enumerate(goals):
            flow.page.fill_rect(sheet.left + at * step, flow.y, step + 0.3, _STRIP, goal.colour)
        flow.y -= 10
        flow.draw_lines(wrap(fonts, self.name, styles.META, sheet.text_width), sheet.left, sheet.text_width)
        flow.y -= 2
        flow.draw_lines(
            wrap(fonts, visit_data.title, styles.CHAPTER, sheet.text_width), sheet.left, sheet.text_width, role="H1"
        )
        flow.y -= 2
        flow.draw_lines(
            wrap(fonts, visit_summary_line(visit_data), styles.META, sheet.text_width), sheet.left, sheet.text_width
        )
        flow.y -= 6
        self.labelled_rows(
            [
                (_("Hosts"), join_names(visit_data.organisations("host"))),
                (_("Visitors"), join_names(visit_data.organisations("visitor"))),
                (_("Organisers and partners"), join_names(visit_data.organisations("organiser", "partner", "funder"))),
                *more,
                (_("Data"), _("This PDF carries the data of its visit for Focal Desk.") if self.with_data else ""),
            ]
        )

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
        table = self.table(*columns)
        self.chapter(words, min(table.height(*rows[0]) + 4, self.flow.sheet.text_height / 2))
        for row in rows:
            table.row(*row)

    def questions(self) -> None:
        """The learning questions, by the numbers that the other papers call them by."""
        questions = self.visit_data.of("question")
        if not questions:
            return
        self.chapter(_("Learning questions"))
        self.numbered_list([
            (at, question.title, asker_and_reason(question)) for at, question in enumerate(questions, 1)
        ])  # fmt: skip

    def placeholder(self, words: str) -> None:
        """Say what the paper would hold, where there is nothing of it yet."""
        self.text(words, grey=True)

    def close(self) -> list[Page]:
        """All pages, closed."""
        return self.flow.close()


def asker_and_reason(question: Record) -> str:
    """Who asks, and what for."""
    said = [str(question.values.get(name) or "") for name in ("why", "asked_by")]
    return _DOT.join(each for each in said if each)


def visit_summary_line(visit_data: VisitData) -> str:
    """Approach, dates and place of a visit in one line. How far it is prepared is for those who prepare it, not for guests."""
    visit = visit_data.visit
    where = [str(visit.values.get("municipality") or ""), code_label(visit, "country")]
    said = [
        code_label(visit, "approach"),
        format_period(str(visit.values.get("start") or ""), str(visit.values.get("end") or "")),
        join_names(each for each in where if each),
    ]
    return _DOT.join(each for each in said if each) or _("Approach, dates and place not given")


def question_numbers_text(numbers: Sequence[int]) -> str:
    """The questions that a session serves: "Questions 1, 3"."""
    if not numbers:
        return ""
    said = [str(number) for number in numbers]
    if len(said) == 1:
        return _("Question {number}").format(number=said[0])
    return _("Questions {numbers}").format(numbers=join_names(said)).replace(" ", "\u00a0")
