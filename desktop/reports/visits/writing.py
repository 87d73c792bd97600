"""How the papers of a visit are written: the head of the first page, chapters, texts, rows and tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from desktop.reports import look
from desktop.reports.labelled_rows import LABEL_ROOM, Row, draw_rows
from desktop.reports.paper import Cell, Column, Document, Entry, Flow, Page, Table, height_of
from desktop.reports.text import clean, wrap
from desktop.reports.visits.dossier import Dossier, code_label
from desktop.reports.wording import listed
from desktop.values.dates import format_period
from desktop.vocabularies import load
from desktop.words import _, pgettext
from desktop.workspace import Record

_STRIP = 6.0
_DOT = " · "
_LABELS_MOST = 130.0
"""Width that labels take at most, in points."""


class Writing:
    """One paper while it is written."""

    def __init__(self, document: Document, dossier: Dossier, name: str) -> None:
        self.document = document
        self.dossier = dossier
        self.name = name
        self.entries: list[Entry] = []
        self.carries = False
        """Does the file carry the data of the visit?"""
        self.flow = Flow(document, clean(dossier.title))
        self._label_room = LABEL_ROOM

    def opening(self, *more: tuple[str, str]) -> None:
        """What the paper is, of which visit, when, where, who and more: at the head of the first page."""
        flow, dossier, sheet = self.flow, self.dossier, self.flow.sheet
        fonts = self.document.fonts
        goals = load("sdg").children()
        step = sheet.room / max(len(goals), 1)
        for at, goal in enumerate(goals):
            flow.page.area(sheet.left + at * step, flow.y, step + 0.3, _STRIP, goal.colour)
        flow.y -= 10
        flow.lines(wrap(fonts, self.name, look.META, sheet.room), sheet.left, sheet.room)
        flow.y -= 2
        flow.lines(wrap(fonts, dossier.title, look.CHAPTER, sheet.room), sheet.left, sheet.room)
        flow.y -= 2
        flow.lines(wrap(fonts, meta_of(dossier), look.META, sheet.room), sheet.left, sheet.room)
        flow.y -= 6
        self.rows(
            [
                (_("Hosts"), listed(dossier.organisations("host"))),
                (_("Visitors"), listed(dossier.organisations("visitor"))),
                (_("Organisers and partners"), listed(dossier.organisations("organiser", "partner", "funder"))),
                *more,
                (_("Data"), _("This PDF carries the data of its visit for Focal Desk.") if self.carries else ""),
            ]
        )

    def chapter(self, words: str, room: float = 46.0) -> None:
        """A heading, on a new page where less than `room` points would be left below it."""
        flow = self.flow
        lines = wrap(self.document.fonts, words, look.GROUP, flow.sheet.room)
        flow.space(14)
        flow.need(height_of(lines) + room)
        key = f"c{len(self.entries)}"
        self.document.mark(key, flow.page, flow.y + 8)
        self.entries.append(Entry(clean(words), key))
        flow.lines(lines, flow.sheet.left, flow.sheet.room)
        flow.y -= 3

    def heading(self, words: str, room: float = 46.0) -> None:
        """A smaller heading."""
        flow = self.flow
        lines = wrap(self.document.fonts, words, look.TITLE, flow.sheet.room)
        flow.space(8)
        flow.need(height_of(lines) + room)
        flow.lines(lines, flow.sheet.left, flow.sheet.room)
        flow.y -= 1

    def text(self, words: str, *, grey: bool = False, indent: float = 0) -> None:
        """A text in paragraphs."""
        sheet = self.flow.sheet
        style = look.META if grey else look.BODY
        lines = wrap(self.document.fonts, words, style, sheet.room - indent)
        if lines:
            self.flow.space(2)
            self.flow.lines(lines, sheet.left + indent, sheet.room - indent)

    def summary(self, words: str) -> None:
        """What the visit is about, under its head; nothing where that is not written."""
        if words:
            self.flow.space(5)
            self.text(words)

    def section(self, words: str, text: str) -> None:
        """A chapter of a text; nothing where there is none."""
        if text:
            lines = wrap(self.document.fonts, text, look.BODY, self.flow.sheet.room)
            self.chapter(words, min(height_of(lines), 40) + 5)
            self.text(text)

    def rows(self, pairs: Iterable[tuple[str, str]], *, prose: bool = False) -> None:
        """Labels with what they stand for; those without are left out."""
        fonts, told = self.document.fonts, [(label, said) for label, said in pairs if said]
        names = [wrap(fonts, label, look.LABEL, _LABELS_MOST) for label, _said in told]
        widest = max((line.width for lines in names for line in lines), default=0)
        room = self._label_room = max(self._label_room, widest + 9)
        style = look.BODY if prose else look.ROW
        width = self.flow.sheet.room - room
        draw_rows(self.flow, [Row(label, wrap(fonts, said, style, width)) for label, said in told], room)

    def numbered(self, items: Sequence[tuple[int, str, str]]) -> None:
        """Lines with their number before them, and more in small letters below."""
        sheet, fonts = self.flow.sheet, self.document.fonts
        for number, words, more in items:
            lines = wrap(fonts, words, look.BODY, sheet.room - 22)
            below = wrap(fonts, more, look.META, sheet.room - 22)
            self.flow.space(3)
            self.flow.need(height_of([*lines[:2], *below[:1]]))
            mark = wrap(fonts, pgettext("number of a list", "{number}.").format(number=number), look.BODY.bolder(), 22)
            base = self.flow.y - look.BODY.leading * 0.5 - look.BODY.size * 0.36
            self.flow.page.text(mark[0], sheet.left, base)
            self.flow.lines(lines, sheet.left + 22, sheet.room - 22)
            self.flow.lines(below, sheet.left + 22, sheet.room - 22)

    def table(self, *columns: Column, lowest: float = 0, ruled: bool = False) -> Table:
        """A table that rows are then given to."""
        return Table(self.flow, columns, lowest=lowest, ruled=ruled)

    def listing(self, words: str, columns: Sequence[Column], rows: Sequence[Sequence[str | Cell]]) -> None:
        """A chapter that is a table: the heading stays with the first row."""
        table = self.table(*columns)
        self.chapter(words, min(table.height(*rows[0]) + 4, self.flow.sheet.depth / 2))
        for row in rows:
            table.row(*row)

    def questions(self) -> None:
        """The learning questions, by the numbers that the other papers call them by."""
        questions = self.dossier.of("question")
        if not questions:
            return
        self.chapter(_("Learning questions"))
        self.numbered([
            (at, question.title, asked(question)) for at, question in enumerate(questions, 1)
        ])  # fmt: skip

    def nothing(self, words: str) -> None:
        """Say what the paper would hold, where there is nothing of it yet."""
        self.text(words, grey=True)

    def close(self) -> list[Page]:
        """All pages, closed."""
        return self.flow.close()


def asked(question: Record) -> str:
    """Who asks, and what for."""
    said = [str(question.values.get(name) or "") for name in ("why", "asked_by")]
    return _DOT.join(each for each in said if each)


def meta_of(dossier: Dossier) -> str:
    """Approach, dates, place and stage of a visit in one line."""
    visit = dossier.visit
    where = [str(visit.values.get("municipality") or ""), code_label(visit, "country")]
    said = [
        code_label(visit, "approach"),
        format_period(str(visit.values.get("start") or ""), str(visit.values.get("end") or "")),
        listed(each for each in where if each),
        code_label(visit, "stage"),
    ]
    return _DOT.join(each for each in said if each) or _("Approach, dates and place not given")


def question_marks(numbers: Sequence[int]) -> str:
    """The questions that a session serves: "Questions 1, 3"."""
    if not numbers:
        return ""
    said = [str(number) for number in numbers]
    if len(said) == 1:
        return _("Question {number}").format(number=said[0])
    return _("Questions {numbers}").format(numbers=listed(said)).replace(" ", "\u00a0")
