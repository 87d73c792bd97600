"""The papers of a visit, made as PDF: which there are, and how one is written and saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.errors import Cancelled, ProgrammingError
from desktop.reports.carrying import embed
from desktop.reports.paper import PAGE_SIZES, About, Document, Page
from desktop.reports.running_head import head_and_foot
from desktop.reports.saving import save
from desktop.reports.text import clean
from desktop.reports.visits.dossier import Dossier, read_dossier
from desktop.reports.visits.writing import Writing
from desktop.words import N_, _, current_language, speaking
from desktop.workspace import Workspace

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

CARRYING = frozenset(("programme", "briefing", "budget", "note", "review", "follow-up"))
"""Papers that carry the data of their visit; the others are for a table, a wall or a folder."""

_WITHOUT_HEAD = frozenset(("badges", "certificates"))


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What a person wants to have."""

    document: str
    language: str = "en"
    page_size: str = "A4"
    author: str = ""
    package: Callable[[Sequence[str]], Path] | None = None
    """Makes a file with the data of the records told, to be carried by the PDF; None for a PDF without data."""


@dataclass(frozen=True)
class PaperResult:
    """What was made."""

    pages: int
    title: str
    """Of the visit."""
    missing: str = ""
    """Letters that no font of this computer had; a � stands for each of them."""
    carries: bool = False


def visit_paper(
    workspace: Workspace, id: str, target: Path, wanted: Paper, *, cancelled: Callable[[], bool] | None = None
) -> PaperResult:
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
        dossier = read_dossier(workspace, id)
        check()
        name = _(DOCUMENTS[wanted.document])
        author = wanted.author or workspace.author
        about = About(f"{name}: {clean(dossier.title)}", clean(author), clean(dossier.title), current_language())
        document = Document(PAGE_SIZES[wanted.page_size], about)
        writing = Writing(document, dossier, name)
        package = None
        if wanted.package is not None and wanted.document in CARRYING:
            package = wanted.package(_ids(dossier))
            writing.carries = True
        pages = _draw(writing, workspace, wanted)
        check()

        def foot(page: Page, over: Page, number: int, of: int) -> None:
            check()
            if wanted.document not in _WITHOUT_HEAD and page.sheet is document.sheet and not page.bare:
                head_and_foot(document, page, over, number, of, left=name)

        data = document.bind(pages, writing.entries, foot)
        if package is not None:
            data = embed(data, package)
        check()
        save(data, target)
        return PaperResult(
            len(pages), dossier.title, "".join(sorted(document.fonts.missing)), package is not None
        )  # fmt: skip


def _ids(dossier: Dossier) -> list[str]:
    """The visit and its parts."""
    return [dossier.visit.id, *(record.id for those in dossier.whole.part_records.values() for record in those)]


def _draw(writing: Writing, workspace: Workspace, wanted: Paper) -> list[Page]:
    match wanted.document:
        case "programme":
            from desktop.reports.visits.programme import draw_programme

            return draw_programme(writing)
        case "briefing":
            from desktop.reports.visits.people import draw_briefing

            return draw_briefing(writing)
        case "participants":
            from desktop.reports.visits.people import draw_participants

            return draw_participants(writing)
        case "badges":
            from desktop.reports.visits.badges import draw_badges

            return draw_badges(writing.document, writing.dossier, wanted.page_size)
        case "cards":
            from desktop.reports.visits.cards import draw_cards

            return draw_cards(writing)
        case "sheets":
            from desktop.reports.visits.sheets import draw_sheets

            return draw_sheets(writing)
        case "budget":
            from desktop.reports.visits.budget import draw_budget

            return draw_budget(writing)
        case "note":
            from desktop.reports.visits.learning import draw_note

            return draw_note(writing, workspace)
        case "review":
            from desktop.reports.visits.learning import draw_review

            return draw_review(writing)
        case "follow-up":
            from desktop.reports.visits.learning import draw_follow_up

            return draw_follow_up(writing)
        case _:
            from desktop.reports.visits.certificates import draw_certificates

            return draw_certificates(writing.document, writing.dossier)
