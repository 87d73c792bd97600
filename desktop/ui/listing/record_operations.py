"""What is done to the selected records: each deed is one action, says what it did, and can be taken back."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop import catalogue
from desktop.catalogue import RecordList
from desktop.catalogue.exporting.table_formats import CSV, EXCEL_CSV, TableFormat, format_of_name, table_formats
from desktop.i18n import _, ngettext
from desktop.ui.dialogs.publisher_dialog import with_publisher
from desktop.ui.file_dialogs import TABLES, ask_target
from desktop.ui.listing.list_spec import ListSpec, number
from desktop.ui.listing.progress_box import ProgressBox, ReportProgress
from desktop.workspace import Value, untitled

if TYPE_CHECKING:
    from desktop.ui.desk import Desk

PART = 100
"""So many records are written between two looks at whether the person cancelled."""


class RecordOperations:
    """Reads ids on the background, writes on the writer, with progress and cancel where it lasts."""

    def __init__(self, desk: Desk, listed: ListSpec, listing: RecordList, parent: QWidget) -> None:
        self._desk = desk
        self._listed = listed
        self._listing = listing
        self._parent = parent

    def delete(self, nos: array[int]) -> None:
        """Put records into the bin."""
        type, done_text = self._listed.type, self._named("delete")
        self._write(nos, _("Deleting…"), "delete", lambda ids: self._journal.delete(ids, type), done_text)

    def restore(self, nos: array[int]) -> None:
        """Give records back from the bin."""
        type, done_text = self._listed.type, self._named("restore")
        self._write(nos, _("Restoring…"), "restore", lambda ids: self._journal.restore(ids, type), done_text)

    def duplicate(
        self, nos: array[int], then: Callable[[list[str]], object],
        copy: Callable[[Sequence[str]], list[str]] | None = None,
    ) -> None:  # fmt: skip
        """Make copies, by `copy` where a record has parts that come along; `then` gets their ids."""
        made: list[str] = []

        def copied(ids: Sequence[str]) -> list[str]:
            return copy(ids) if copy is not None else self._journal.duplicate(ids, self._listed.type)

        def done_text(count: int, title: str) -> str:
            if count == 1 and title:
                return _("“{title}” was copied.").format(title=title)
            return ngettext("{number} copy created.", "{number} copies created.", count).format(number=number(count))

        self._write(
            nos, _("Copying…"), "duplicate", lambda ids: made.extend(copied(ids)), done_text, lambda: then(made),
        )  # fmt: skip

    def change(
        self, nos: array[int], values: dict[str, Value], to_make: dict[str, tuple[str, str]], label: str
    ) -> None:
        """One edit of many, with the records that it links made first."""

        def before() -> None:
            for id, (type, name) in to_make.items():
                self._journal.create(type, {catalogue.title_field(type): name}, id=id)

        self._write(
            nos, _("Changing…"), "bulk",
            lambda ids: self._journal.edit_many(ids, values, label=label, type=self._listed.type),
            lambda count, _title: self._listed.done_words("change", count, label), before=before,
        )  # fmt: skip

    def export(self, nos: array[int], name: str) -> None:
        """Ask where and in which format, then write a table."""
        offered = [each for each in table_formats(self._listed.type) if each is not EXCEL_CSV]
        filters = ";;".join(f"{_(each.label)} (*{each.suffix})" for each in offered)
        chosen = ask_target(self._parent, self._desk.settings, TABLES, _("Export"), name, filters)
        if chosen is None:
            return
        form = format_of_name(chosen)
        if form not in offered:
            chosen, form = chosen.with_name(f"{chosen.name}{CSV.suffix}"), CSV
        path, wanted = chosen, form
        with_publisher(self._desk, wanted, self._parent, lambda: self._write_table(nos, path, wanted))

    def _write_table(self, nos: array[int], path: Path, form: TableFormat) -> None:
        workspace = self._desk.workspace
        box = ProgressBox(_("Writing {name}…").format(name=path.name), len(nos), self._parent)

        def job(report_progress: ReportProgress) -> int:
            return self._listed.export(
                workspace,
                nos,
                path,
                form,
                progress=lambda done, _total: report_progress(done),
                cancelled=lambda: box.cancelled,
            )

        def done(count: int) -> None:
            self._desk.show_file(path, self._listed.exported_words(count, len(nos), path.name))

        box.read(self._desk, job, done)

    def _named(self, operation: str) -> Callable[[int, str], str]:
        """What was done, with the title of the one to which it was done."""
        return lambda count, title: self._listed.done_words(operation, count, title)

    @property
    def _journal(self):
        return self._desk.workspace.journal

    def _write(
        self,
        nos: array[int],
        words: str,
        kind: str,
        write: Callable[[Sequence[str]], object],
        done_text: Callable[[int, str], str],
        then: Callable[[], object] = lambda: None,
        before: Callable[[], object] = lambda: None,
    ) -> None:
        """One group for all of them: cancelled or failed, none of it stays."""
        if not nos:
            return
        box = ProgressBox(words, len(nos), self._parent)

        def job(report_progress: ReportProgress) -> tuple[str, int, str]:
            ids = self._listing.ids_of(nos)
            done = 0
            with self._journal.group(kind) as group:
                before()
                for part in _parts(ids):
                    write(part)
                    done += len(part)
                    report_progress(done)
            record = self._desk.workspace.record(ids[0], self._listed.type) if len(ids) == 1 else None
            title = "" if record is None else record.title or untitled(record.kind)
            return group.id, len(ids), title

        def finished(found: tuple[str, int, str]) -> None:
            group, count, title = found
            self._desk.show_message(done_text(count, title), _("Undo"), lambda: self._undo(group))
            then()

        box.write(self._desk, job, finished)

    def _undo(self, group: str) -> None:
        self._desk.writer.run(
            lambda: self._journal.undo_group(group), lambda report: self._desk.show_message(report.sentence())
        )  # fmt: skip


def _parts(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), PART):
        yield ids[start : start + PART]
