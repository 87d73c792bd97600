"""A page of evidence as PDF or Markdown: what was done, what changed, who took it up, what is missing. Nobody is named but who
agreed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desktop.errors import Cancelled
from desktop.evidence.blocks import Block, Cell, Chains, Names, Numbers, Paragraph, Points, Rows, Saying, Section
from desktop.evidence.chains import STEPS
from desktop.evidence.reading import read_evidence
from desktop.evidence.sections import about_words, evidence_sections, missing_words
from desktop.evidence.subject import Subject, subject_of
from desktop.figures import ALL_TIMES, NOTE, Period
from desktop.i18n import _, current_language, speaking
from desktop.reports.evidence.drawn_sections import draw_definitions, draw_section
from desktop.reports.layout import PAGE_SIZES, Document, Metadata
from desktop.reports.report_writer import ReportWriter
from desktop.reports.text import clean
from desktop.system.errors import writing_error
from desktop.system.files import write_whole
from desktop.workspace import Workspace


@dataclass(frozen=True, kw_only=True)
class EvidenceOptions:
    """What a person wants to have."""

    subject: Subject
    period: Period = ALL_TIMES
    language: str = "en"
    page_size: str = "A4"
    author: str = ""


@dataclass(frozen=True)
class EvidenceResult:
    """What was made. `records`: activities and visits that count in it; `pages` is 0 for Markdown."""

    title: str
    records: int
    pages: int = 0
    missing: str = ""


def write_evidence(
    workspace: Workspace,
    target: Path,
    wanted: EvidenceOptions,
    *,
    today: date | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> EvidenceResult:
    """Write it to `target`: Markdown where its name ends in .md, else a PDF. It appears whole or not at all; raises
    UserFacingError where it cannot be written, Cancelled where `cancelled()`.
    """
    day = today or date.today()

    def check() -> None:
        if cancelled is not None and cancelled():
            raise Cancelled

    with speaking(wanted.language):
        subject = subject_of(workspace, wanted.subject.kind, wanted.subject.code)
        found = read_evidence(workspace, subject, wanted.period, day, check=check)
        subject, sections = found.subject, evidence_sections(found)
        records = found.count("activities") + found.count("visits")
        about = about_words(subject, wanted.period, day)
        check()
        if target.suffix.lower() == ".md":
            try:
                write_whole(target, "\n".join(_markdown(subject.title, about, sections)).encode())
            except OSError as error:
                raise writing_error(error, target) from error
            return EvidenceResult(subject.title, records)
        title = _("Evidence: {subject}").format(subject=subject.title)
        metadata = Metadata(clean(title), clean(wanted.author or workspace.author), clean(title), current_language())
        document = Document(PAGE_SIZES[wanted.page_size], metadata)
        writer = ReportWriter(document, title)
        writer.title(subject.title, about)
        for each in sections:
            check()
            draw_section(writer, each)
        draw_definitions(writer, sections, _(NOTE))
        pages = writer.save(target, title, check)
        return EvidenceResult(subject.title, records, pages, document.missing_letters)


# Markdown --------------------------------------------------------------------------------------------------------------


def _markdown(title: str, about: str, sections: Sequence[Section]) -> Iterator[str]:
    yield f"# {markdown_text(title)}"
    yield ""
    yield markdown_text(about)
    for section in sections:
        yield from ("", f"## {markdown_text(section.title)}", "")
        for block in section.blocks:
            yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(words, _quiet):
            yield from (markdown_text(words), "")
        case Numbers(rows):
            yield from markdown_table(
                (_("Figure"), _("Number"), _("What it counts")),
                [(each.label, " ".join(part for part in (each.value, each.known) if part), each.definition) for each in rows],
            )  # fmt: skip
        case Rows():
            if block.title:
                yield from (f"### {markdown_text(block.title)}", "")
            yield from markdown_table(block.headings, [[_cell(each) for each in row] for row in block.rows])
        case Saying(words, by, _opens):
            yield from (f"> {markdown_text(words)}", ">", f"> – {markdown_text(by)}", "")
        case Chains(chains):
            for number, chain in enumerate(chains, 1):
                yield f"{number}. {markdown_text(chain.title)}"
                for kind, label in STEPS.items():
                    for step in chain.of(kind):
                        more = f" ({markdown_text(step.more)})" if step.more else ""
                        yield f"   - **{markdown_text(_(label))}**: {markdown_text(step.words)}{more}"
                if words := missing_words(chain):
                    yield f"   - {markdown_text(words)}"
                yield ""
        case Points(items):
            yield from (f"- {markdown_text(_cell(each))}" for each in items)
            yield ""
        case Names(words, items):
            yield from (markdown_text(f"{words} {' · '.join(each.text for each in items)}"), "")


def _cell(cell: Cell) -> str:
    return " – ".join(part for part in (cell.text, cell.more) if part)


def markdown_table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """A table, and an empty line below it."""
    yield f"| {' | '.join(markdown_text(each) for each in headings)} |"
    yield f"|{' --- |' * len(headings)}"
    for row in rows:
        yield f"| {' | '.join(markdown_text(each) for each in row)} |"
    yield ""


def markdown_text(words: str) -> str:
    """One line of plain words: nothing in it is read as a mark, a link or HTML."""
    line = " ".join(words.split())
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>|#" else sign for sign in line)
