"""The papers of a visit, made as PDF: which there are, and how one is written and saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.errors import Cancelled, ProgrammingError
from desktop.i18n import N_, _, current_language, ngettext, speaking
from desktop.reports.formatting import titled
from desktop.reports.header_footer import draw_header_and_footer
from desktop.reports.layout import PAGE_SIZES, Document, Metadata, Page
from desktop.reports.layout.document import save_pdf
from desktop.reports.pdf_attachment import attach_package
from desktop.reports.text import clean
from desktop.reports.visits.document_writer import DocumentWriter
from desktop.reports.visits.visit_data import VisitData, read_visit_data
from desktop.values.numbers import format_number
from desktop.workspace import Workspace
from desktop.workspace.privacy.gate import may_be_named

DOCUMENTS = {
    "programme": N_("Programme"),
    "briefing": N_("Briefing for the host"),
    "participants": N_("Participants"),
    "badges": N_("Badges and table signs"),
    "cards": N_("Method cards"),
    "sheets": N_("Sheets to fill in by hand"),
    "budget": N_("Budget statement"),
    "note": N_("Peer-Learning Note"),
    "review": N_("Peer-review report"),
    "follow-up": N_("Follow-up report"),
    "certificates": N_("Certificates of participation"),
}
"""The papers by their name on the command line, in the order of a visit's life."""

DOCUMENTS_WITH_DATA = frozenset(("programme", "briefing", "budget", "note", "review", "follow-up"))
"""Papers that carry the data of their visit; the others are for a table, a wall or a folder."""

FOR_THE_NAMED = frozenset(("badges", "certificates"))
"""Documents that are given to the people they name, and so name also those who did not agree to be named to others."""


@dataclass(frozen=True, kw_only=True)
class DocumentOptions:
    """What a person wants to have."""

    document: str
    language: str = "en"
    page_size: str = "A4"
    author: str = ""
    package: Callable[[Sequence[str]], Path] | None = None
    """Makes a file with the data of the records told, to be carried by the PDF; None for a PDF without data."""


@dataclass(frozen=True)
class DocumentResult:
    """What was made."""

    pages: int
    title: str
    """Of the visit."""
    missing: str = ""
    """Letters that no font of this computer had; a � stands for each of them."""
    with_data: bool = False
    not_agreed: int = 0
    """How many of those it names did not agree to be named to others."""

    @property
    def not_agreed_note(self) -> str:
        """What whoever gives it away should know of that, in words; "" where all have agreed."""
        if not self.not_agreed:
            return ""
        return ngettext(
            "{count} person named in it did not agree to be named to others: give their page only to them.",
            "{count} people named in it did not agree to be named to others: give their pages only to them.",
            self.not_agreed,
        ).format(count=format_number(self.not_agreed))


def write_visit_document(
    workspace: Workspace, id: str, target: Path, wanted: DocumentOptions, *, cancelled: Callable[[], bool] | None = None
) -> DocumentResult:
    """Write one paper of a visit to `target`, in place of what had its name.

    Raises UserFacingError where there is no such visit or the file cannot be written, Cancelled where `cancelled()`
    says so; either way nothing is left behind.
    """
    if wanted.document not in DOCUMENTS or wanted.page_size not in PAGE_SIZES:
        raise ProgrammingError(f"no {wanted.document!r} of a visit on {wanted.page_size!r}")

    def check() -> None:
        if cancelled is not None and cancelled():
            raise Cancelled

    with speaking(wanted.language):
        visit_data = read_visit_data(workspace, id)
        check()
        name = _(DOCUMENTS[wanted.document])
        author = wanted.author or workspace.author
        title = clean(visit_data.title)
        about = Metadata(titled(name, title), clean(author), title, current_language())
        document = Document(PAGE_SIZES[wanted.page_size], about)
        writer = DocumentWriter(document, visit_data, name)
        package = None
        if wanted.package is not None and wanted.document in DOCUMENTS_WITH_DATA:
            package = wanted.package(_ids(visit_data))
            attach_package(document, package)
            writer.with_data = True
        pages = _draw_document(writer, workspace, wanted)
        check()

        def foot(page: Page, over: Page, number: int, of: int) -> None:
            check()
            if wanted.document not in FOR_THE_NAMED and page.sheet is document.sheet and not page.bare:
                draw_header_and_footer(document, page, over, number, of, left=name)

        data = document.build_pdf(pages, writer.entries, foot)
        check()
        save_pdf(data, target)
        not_agreed = _not_agreed(visit_data) if wanted.document in FOR_THE_NAMED else 0
        return DocumentResult(
            len(pages), visit_data.title, document.missing_letters, package is not None, not_agreed
        )  # fmt: skip


def _not_agreed(visit_data: VisitData) -> int:
    return sum(not may_be_named(each, visit_data.people) for each in visit_data.of("participant"))


def _ids(visit_data: VisitData) -> list[str]:
    """The visit and its parts."""
    return [visit_data.visit.id, *(record.id for those in visit_data.whole.part_records.values() for record in those)]


def _draw_document(writer: DocumentWriter, workspace: Workspace, wanted: DocumentOptions) -> list[Page]:
    match wanted.document:
        case "programme":
            from desktop.reports.visits.programme import draw_programme

            return draw_programme(writer)
        case "briefing":
            from desktop.reports.visits.briefing import draw_briefing

            return draw_briefing(writer)
        case "participants":
            from desktop.reports.visits.participants import draw_participants

            return draw_participants(writer)
        case "badges":
            from desktop.reports.visits.badges import draw_badges

            return draw_badges(writer.document, writer.visit_data, wanted.page_size)
        case "cards":
            from desktop.reports.visits.printed_method_cards import draw_cards

            return draw_cards(writer)
        case "sheets":
            from desktop.reports.visits.blank_forms import draw_blank_forms

            return draw_blank_forms(writer)
        case "budget":
            from desktop.reports.visits.budget_statement import draw_budget

            return draw_budget(writer)
        case "note":
            from desktop.reports.visits.learning_reports import draw_note

            return draw_note(writer, workspace)
        case "review":
            from desktop.reports.visits.learning_reports import draw_review

            return draw_review(writer)
        case "follow-up":
            from desktop.reports.visits.learning_reports import draw_follow_up

            return draw_follow_up(writer)
        case _:
            from desktop.reports.visits.certificates import draw_certificates

            return draw_certificates(writer.document, writer.visit_data)
