"""Sections of a page of evidence on paper: each block as what it is, tagged."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from desktop.evidence.blocks import (
    Block,
    Cell,
    Chains,
    Names,
    Number,
    Numbers,
    Paragraph,
    Points,
    Rows,
    Saying,
    Section,
)
from desktop.evidence.chains import STEPS, Chain
from desktop.evidence.sections import missing_words
from desktop.i18n import _, pgettext
from desktop.reports import styles
from desktop.reports.layout import Cell as PaperCell
from desktop.reports.layout import Column, Table, height_of
from desktop.reports.report_writer import ReportWriter
from desktop.reports.text import fit, wrap

_INDENT = 14.0
_DOT = " · "


def draw_section(writer: ReportWriter, section: Section) -> None:
    """A heading and what stands below it."""
    writer.chapter(section.title, _room(writer, section.blocks[0]))
    for block in section.blocks:
        match block:
            case Paragraph(words, quiet):
                writer.text(words, grey=quiet)
            case Numbers(rows):
                _draw_numbers(writer, rows)
            case Rows():
                _draw_rows(writer, block)
            case Saying(words, by, _opens):
                _draw_saying(writer, words, by)
            case Chains(chains):
                for number, chain in enumerate(chains, 1):
                    _draw_chain(writer, chain, number)
            case Points(items):
                _draw_points(writer, items)
            case Names(words, items):
                writer.text(f"{words} {_DOT.join(each.text for each in items)}")


def _room(writer: ReportWriter, block: Block) -> float:
    """What stays with the heading."""
    if isinstance(block, Rows) and block.rows:
        own_heading = 60.0 if block.title else 0.0
        return min(_table_of(writer, block).height(*_cells(block)[0]) + own_heading, writer.flow.sheet.text_height / 2)
    return 90.0 if isinstance(block, Rows | Chains | Numbers | Saying) else 46.0


def _draw_numbers(writer: ReportWriter, rows: Sequence[Number]) -> None:
    """The numbers alone: what they count stands at the end (`draw_definitions`)."""
    table = writer.table(
        Column(_("Figure"), 4, names_row=True), Column(_("Number"), 2, right=True), Column(_("How far it is known"), 4)
    )
    for each in rows:
        table.row(each.label, each.value, each.known)


def draw_definitions(writer: ReportWriter, sections: Iterable[Section], note: str) -> None:
    """What the figures of these sections count."""
    rows = [
        each for section in sections for block in section.blocks if isinstance(block, Numbers) for each in block.rows
    ]
    if rows:
        writer.table_chapter(
            _("What the figures count"), [Column(_("Figure"), 2.4, names_row=True), Column(_("What it counts"), 7)],
            [(each.label, each.definition) for each in rows],
        )  # fmt: skip
        writer.flow.add_space(4)
        writer.text(note, grey=True)


def _table_of(writer: ReportWriter, block: Rows) -> Table:
    columns = [
        Column(heading, width, right=at in block.right, names_row=at == 0)
        for at, (heading, width) in enumerate(zip(block.headings, block.widths, strict=True))
    ]
    return writer.table(*columns)


def _cells(block: Rows) -> list[list[PaperCell]]:
    return [[PaperCell(each.text, more=each.more) for each in row] for row in block.rows]


def _draw_rows(writer: ReportWriter, block: Rows) -> None:
    table, cells = _table_of(writer, block), _cells(block)
    if block.title:
        writer.heading(block.title, min(table.height(*cells[0]) + 24, writer.flow.sheet.text_height / 2))
        writer.flow.add_space(3)
    for row in cells:
        table.row(*row)


def _draw_saying(writer: ReportWriter, words: str, by: str) -> None:
    flow, fonts = writer.flow, writer.document.fonts
    lines = wrap(fonts, _("“{words}”").format(words=words), styles.BODY, flow.sheet.text_width - _INDENT)
    below = wrap(fonts, by, styles.META, flow.sheet.text_width - _INDENT)
    flow.add_space(5)
    flow.ensure_height(height_of([*lines[:2], *below]))
    with writer.structure.element("BlockQuote"):
        flow.draw_lines(lines, flow.sheet.left + _INDENT, flow.sheet.text_width - _INDENT, role="P")
        flow.draw_lines(below, flow.sheet.left + _INDENT, flow.sheet.text_width - _INDENT, role="P")


def _draw_chain(writer: ReportWriter, chain: Chain, number: int) -> None:
    """Its steps below each other, what each is at the left."""
    writer.flow.add_space(4 if number > 1 else 0)
    writer.heading(pgettext("number and words", "{number}. {words}").format(number=number, words=chain.title), 60)
    pairs = [
        (_(label), "\n".join(_step_words(step.words, step.more) for step in chain.of(kind)))
        for kind, label in STEPS.items()
    ]
    writer.labelled_rows(pairs)
    if words := missing_words(chain):
        writer.text(words, grey=True)


def _step_words(words: str, more: str) -> str:
    return f"{words} ({more})" if more else words


def _draw_points(writer: ReportWriter, items: Iterable[Cell]) -> None:
    flow, fonts = writer.flow, writer.document.fonts
    with writer.structure.element("L"):
        for each in items:
            lines = wrap(fonts, each.text, styles.BODY, flow.sheet.text_width - 12)
            below = wrap(fonts, each.more, styles.META, flow.sheet.text_width - 12)
            with writer.structure.element("LI"):
                flow.add_space(2)
                flow.ensure_height(height_of([*lines[:2], *below[:1]]))
                with writer.structure.element("Lbl"):
                    flow.page.text(
                        fit(fonts, "–", styles.BODY, 10), flow.sheet.left,
                        flow.y - styles.BODY.leading * 0.5 - styles.BODY.size * 0.36,
                    )  # fmt: skip
                with writer.structure.element("LBody"):
                    role = "P" if below else ""
                    flow.draw_lines(lines, flow.sheet.left + 12, flow.sheet.text_width - 12, role=role)
                    flow.draw_lines(below, flow.sheet.left + 12, flow.sheet.text_width - 12, role=role)
