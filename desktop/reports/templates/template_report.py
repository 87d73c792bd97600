"""A report by template: its blocks, one after the other, in one PDF."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from desktop.catalogue.report_templates import PERIODS, ReportTemplate, check_query, translated
from desktop.errors import Cancelled
from desktop.figures import GROUPINGS, Period, read_period
from desktop.i18n import LANGUAGES, _, current_language, ngettext, speaking
from desktop.reports.cover import draw_cover
from desktop.reports.grouping import GROUPINGS as ACTIVITY_GROUPINGS
from desktop.reports.header_footer import draw_header_and_footer
from desktop.reports.layout import PAGE_SIZES, Bookmark, Document, Metadata, Page
from desktop.reports.layout.document import save_pdf
from desktop.reports.pdf_attachment import attach_package
from desktop.reports.report_writer import ReportWriter
from desktop.reports.table_of_contents import ContentsItem, TableOfContents
from desktop.reports.templates.blocks import BLOCKS
from desktop.reports.templates.report_context import ReportContext
from desktop.reports.text import clean
from desktop.values.dates import format_date
from desktop.values.numbers import format_number
from desktop.workspace import Workspace

Progress = Callable[[int, int], object]


@dataclass(frozen=True, kw_only=True)
class TemplateReportOptions:
    """What a person wants to have. `period` and `language`: in place of those of the template, "" for those.

    `day`: on which it is written, which decides what "last year" is. `most`: draw so many activities at most (a preview).
    """

    template: ReportTemplate
    period: str = ""
    language: str = ""
    page_size: str = "A4"
    author: str = ""
    day: date | None = None
    most: int | None = None
    package: Callable[[Sequence[str]], Path] | None = None
    """Makes a file with the data of the activities told, to be carried by the PDF; None for a PDF without data."""


@dataclass(frozen=True)
class TemplateReportResult:
    """What was made."""

    title: str
    pages: int
    activities: int
    unknown_blocks: tuple[str, ...] = ()
    """Blocks of the template that this version does not have: nothing stands in their place."""
    missing: str = ""
    """Letters that no font of this computer had."""
    activities_in_package: int = 0

    @property
    def unknown_note(self) -> str:
        """What is said of blocks of a newer version; "" where there are none."""
        return unknown_note(self.unknown_blocks)


def unknown_note(names: Sequence[str]) -> str:
    """What is said of blocks of a newer version; "" where there are none."""
    if not names:
        return ""
    return ngettext(
        "The template has a part that this version of Focal Desk does not know: {names}. The rest is in the report; the"
        " template keeps it.",
        "The template has parts that this version of Focal Desk does not know: {names}. The rest is in the report; the"
        " template keeps them.",
        len(names),
    ).format(names=", ".join(names))


def period_of(text: str, day: date) -> Period:
    """The period of a template on a day. Raises UserFacingError: it is none, or ends before it begins."""
    month = day.year * 12 + day.month - 1
    moving = {
        "this_year": f"{day.year:04}", "last_year": f"{day.year - 1:04}", "this_month": _month(month),
        "last_month": _month(month - 1),
    }  # fmt: skip
    return read_period(moving.get(text, text) if text in PERIODS else text)


def _month(number: int) -> str:
    return f"{number // 12:04}-{number % 12 + 1:02}"


def write_template_report(
    workspace: Workspace,
    target: Path,
    wanted: TemplateReportOptions,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> TemplateReportResult:
    """Write the report to `target`, whole or not at all.

    Raises UserFacingError where the period is none, the query of the template cannot be read or the file cannot be written;
    Cancelled where `cancelled()`.
    """
    template = wanted.template
    day = wanted.day or date.today()
    period = period_of(wanted.period or template.period, day)
    check_query(template.query)
    template = replace(
        template,
        group=template.group if template.group in ACTIVITY_GROUPINGS else "kind",
        split=template.split if template.split in GROUPINGS else "country",
    )
    language = wanted.language or template.language
    done = 0

    def check() -> None:
        if cancelled is not None and cancelled():
            raise Cancelled

    def step() -> None:
        nonlocal done
        done += 1
        if progress is not None and done % 10 == 0:
            progress(min(done, total), total)

    with speaking(language if language in LANGUAGES else current_language()):
        template = translated(template)
        title = _title(template.name, period)
        author = wanted.author or workspace.author
        about = Metadata(clean(title), clean(author), clean(period.label), current_language())
        document = Document(PAGE_SIZES[wanted.page_size], about)
        writer = ReportWriter(document, title)
        context = ReportContext(workspace, template, period, day.year, writer, check, wanted.most, step)
        total = 3 * len(context.ids[: wanted.most]) + 1
        package = wanted.package(context.ids) if wanted.package is not None and context.ids else None
        if package is not None:
            attach_package(document, package)
        rows = _cover_rows(context, author, len(context.ids) if package is not None else 0)
        unknown = tuple(name for name in template.blocks if name not in BLOCKS)
        with_cover = "cover" in template.blocks
        front = [draw_cover(document, title, rows)] if with_cover else []
        if not with_cover:
            writer.title(title)
            writer.labelled_rows(rows)
        for name in dict.fromkeys(template.blocks):
            check()
            block = BLOCKS.get(name)
            if block is not None and block.draw is not None:
                block.draw(context)
        if unknown:
            writer.flow.add_space(10)
            writer.text(unknown_note(unknown), grey=True)
        body = writer.close()
        contents: list[Page] = []
        if "contents" in template.blocks and writer.entries:
            contents = _contents(document, writer.entries, body, len(front))
        entries = [*([Bookmark(_("Contents"), "contents")] if contents else []), *writer.entries]
        pages = [*front, *contents, *body]

        def foot(page: Page, over: Page, number: int, of: int) -> None:
            check()
            if number > 1 or not with_cover:
                draw_header_and_footer(document, page, over, number, of, left=title)

        pdf = document.build_pdf(pages, entries, foot)
        check()
        save_pdf(pdf, target)
        return TemplateReportResult(
            title, len(pages), len(context.ids), unknown, document.missing_letters,
            len(context.ids) if package is not None else 0,
        )  # fmt: skip


def _title(name: str, period: Period) -> str:
    return _("{name}, {period}").format(name=name, period=period.label) if period.term else name


def _contents(document: Document, entries: Sequence[Bookmark], body: Sequence[Page], before: int) -> list[Page]:
    items = [ContentsItem(each.title, each.key, each.level) for each in entries if each.level < 2]
    table = TableOfContents(document, items)
    if len(table.sheets) > 2:
        table = TableOfContents(document, [each for each in items if each.level == 0])
    numbers = {id(page): number for number, page in enumerate(body, before + len(table.sheets) + 1)}
    return table.draw(lambda key: numbers[id(document.places[key][0])])


def _cover_rows(context: ReportContext, author: str, with_data: int) -> list[tuple[str, str]]:
    count = len(context.ids)
    earlier = context.before
    chosen = context.selection.parsed().describe() if context.template.query else []
    rows = [
        (_("From"), author),
        (_("Workspace"), context.workspace.path.stem),
        (_("Period"), context.period.label),
        (_("Compared with"), earlier.label if earlier else ""),
        (_("Activities"), format_number(count)),
        (_("Chosen by"), "\n".join(chosen)),
        (_("Created on"), format_date(date.today().isoformat())),
        (_("Data"), ngettext(
            "This PDF contains the data of its activity for Focal Desk.",
            "This PDF contains the data of its {count} activities for Focal Desk.", with_data,
        ).format(count=format_number(with_data)) if with_data else ""),
    ]  # fmt: skip
    return [(label, words) for label, words in rows if words]


__all__ = [
    "TemplateReportOptions", "TemplateReportResult", "period_of", "unknown_note", "write_template_report",
]  # fmt: skip
