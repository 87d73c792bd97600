"""What leaves the pages of the network: the directory, contacts of those who agreed, and what is held about one person."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QWidget

from desktop.catalogue import people_left_out
from desktop.i18n import _, current_language, ngettext
from desktop.system.safe_names import safe_name
from desktop.ui import file_dialogs
from desktop.ui.icons import icon
from desktop.ui.listing.progress_box import ProgressBox, ReportProgress

if TYPE_CHECKING:
    from desktop.catalogue import Query, RecordList
    from desktop.ui.desk import Desk

_PDF = "PDF (*.pdf)"


class NetworkActions:
    """Each asks where its file goes, writes it beside the work, and says who is not in it."""

    def __init__(self, desk: Desk, type: str, listing: RecordList, page: QWidget) -> None:
        self._desk = desk
        self._type = type
        self._listing = listing
        self._page = page

    def write_directory(self, nos: array[int], query: Query, *, all_listed: bool) -> None:
        """Who is who, of these records: a PDF, or a table where the name ends in .csv."""
        filters = ";;".join((_PDF, _("Table for Excel and others (*.csv)")))
        target = self._ask(_("Who is who"), _("Who is who") + ".pdf", filters)
        if target is None:
            return
        workspace, type = self._desk.workspace, self._type
        said = query.describe() if all_listed else []

        def job(report_progress: ReportProgress, box: ProgressBox) -> str:
            from desktop.reports.network import DirectoryOptions, write_directory

            ids = self._listing.ids_of(nos)
            wanted = DirectoryOptions(
                organisations=ids if type == "organisation" else None, people=ids if type == "person" else None,
                language=current_language(), author=workspace.author, query=said,
            )  # fmt: skip
            made = write_directory(
                workspace, target, wanted, progress=lambda done, _of: report_progress(done),
                cancelled=lambda: box.cancelled,
            )  # fmt: skip
            return made.sentence(target.name)

        self._write(target, len(nos), job)

    def write_person_report(self, id: str, name: str) -> None:
        """What is held about this person."""
        target = self._ask(_("What is held about this person"), safe_name(name, ".pdf", fallback=_("Person")), _PDF)
        if target is None:
            return
        workspace = self._desk.workspace

        def job(_report: ReportProgress, box: ProgressBox) -> str:
            from desktop.reports.network import PersonReportOptions, write_person_report

            wanted = PersonReportOptions(language=current_language(), author=workspace.author)
            write_person_report(workspace, id, target, wanted, cancelled=lambda: box.cancelled)
            return _("{name} holds what is known here of the person: hand it to nobody else.").format(name=target.name)

        self._write(target, 1, job)

    def write_member_report(self, id: str, name: str) -> None:
        """What an organisation did with the network: a PDF, or a table where the name ends in .csv."""
        filters = ";;".join((_PDF, _("Table for Excel and others (*.csv)")))
        target = self._ask(
            _("Record of this organisation"), safe_name(name, ".pdf", fallback=_("Organisation")), filters
        )
        if target is None:
            return
        workspace = self._desk.workspace

        def job(_report: ReportProgress, box: ProgressBox) -> str:
            from desktop.reports.network import MemberReportOptions, write_member_report

            wanted = MemberReportOptions(language=current_language(), author=workspace.author)
            made = write_member_report(workspace, id, target, wanted, cancelled=lambda: box.cancelled)
            words = ngettext("{name} is made: {count} line.", "{name} is made: {count} lines.", made.lines)
            return words.format(name=target.name, count=made.lines)

        self._write(target, 1, job)

    def save_contacts(self, nos: array[int]) -> None:
        """Contacts of these people as vCard, of those who agreed."""
        target = self._ask(_("Save contacts"), _("Contacts") + ".vcf", _("Contacts (*.vcf)"))
        if target is None:
            return
        workspace = self._desk.workspace

        def job(_report: ReportProgress, _box: ProgressBox) -> str:
            from desktop.visits.calendars import export_contacts

            count = export_contacts(workspace, target, people=self._listing.ids_of(nos))
            words = ngettext("{count} person in {file}.", "{count} people in {file}.", count)
            return _with_left_out(words.format(count=count, file=target.name), len(nos) - count)

        self._write(target, len(nos), job)

    def copy_contacts(self, nos: array[int]) -> None:
        """Names and addresses of these people for a mail program, of those who agreed."""
        workspace = self._desk.workspace

        def read() -> Sequence[str]:
            from desktop.visits.calendars import contact_lines

            return contact_lines(workspace, self._listing.ids_of(nos))

        def copied(lines: Sequence[str]) -> None:
            if lines:
                QGuiApplication.clipboard().setText("\n".join(lines))
            words = ngettext("{count} contact copied.", "{count} contacts copied.", len(lines)).format(count=len(lines))
            self._desk.show_message(_with_left_out(words, len(nos) - len(lines)))

        self._desk.background.run(read, copied, topic="people: contacts")

    def _ask(self, title: str, name: str, filters: str) -> Path | None:
        chosen = file_dialogs.ask_target(
            self._page, self._desk.settings, file_dialogs.DOCUMENTS, title, name, filters
        )  # fmt: skip
        return chosen.with_suffix(Path(name).suffix) if chosen is not None and not chosen.suffix else chosen

    def _write(self, target: Path, total: int, job: Callable[[ReportProgress, ProgressBox], str]) -> None:
        box = ProgressBox(_("Writing {name}…").format(name=target.name), total, self._page)
        box.read(
            self._desk, lambda report_progress: job(report_progress, box),
            lambda words: self._desk.show_file(target, words),
        )  # fmt: skip


def _with_left_out(words: str, left_out: int) -> str:
    return f"{words} {people_left_out(left_out)}" if left_out else words


def person_actions(
    page: QWidget, held: Callable[[], object], save: Callable[[], object], copy: Callable[[], object]
) -> list[QAction]:
    """For the menu of people: what is held about one, contacts saved and copied."""
    found: list[QAction] = []
    for words, picture, keys, then in (
        (_("What is &held about this person…"), "lock", "", held),
        (_("Save as &vCard…"), "person", "", save),
        (_("Copy contact&s"), "copy", "Ctrl+Shift+C", copy),
    ):
        action = QAction(icon(picture), words, page)
        if keys:
            action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _checked=False, then=then: then())
        page.addAction(action)
        found.append(action)
    return found
