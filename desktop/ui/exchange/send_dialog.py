"""What leaves this desk, for whom, and where the file goes: all of it said before it is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QRadioButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.catalogue import ActivityList, parse
from desktop.exchange.packages import SUFFIX, ExportPreview, preview_export
from desktop.exchange.partners import ROLES, Partner, read_partners
from desktop.i18n import _, ngettext, pgettext
from desktop.ui.background import Task
from desktop.ui.dialogs.activity_scope import ALL, LISTED, WhichActivities
from desktop.ui.dialogs.check_box import Tick
from desktop.ui.dialogs.file_choice import FileChoice, free_file
from desktop.ui.dialogs.job_dialog import JobDialog
from desktop.ui.exchange.temporary_key_warning import add_key_warning
from desktop.ui.file_dialogs import PACKAGES, start_folder
from desktop.ui.style.colours import warning
from desktop.ui.widgets.choice import StillBox
from desktop.ui.widgets.number_text import counted
from desktop.ui.widgets.time_text import megabytes
from desktop.vocabularies import load
from desktop.workspace import RECORD_TYPES

if TYPE_CHECKING:
    from desktop.catalogue import Query
    from desktop.ui.desk import Desk

TOPIC = "send: what leaves"


def consent_words(leaving: ExportPreview) -> list[str]:
    """With whose consent people go along: one sentence, or none."""
    if not leaving.agreed:
        return []
    consents = load("consents")
    said = [_figure(consents.label(code), number) for code, number in sorted(leaving.agreed.items())]
    return [_("People who agreed: {consents}").format(consents=", ".join(said))]


def _figure(what: str, number: int) -> str:
    return pgettext("field: value", "{field}: {value}").format(field=what, value=counted(number))


_LISTED = 5
"""Records that are named one by one."""


class SendDialog(JobDialog):
    """Writes a package on a thread; closed by success, with `made`.

    `partner`: the number of the one it is for; 0: the secretariat where there is one, -1: nobody who is known.
    `query` and `selected`: what the list of activities finds and what is selected there, to be sent without the rest.
    """

    made = Signal(object, str)
    """The file's path, and a sentence."""

    def __init__(
        self,
        desk: Desk,
        partner: int = 0,
        *,
        full: bool = False,
        query: Query | None = None,
        selected: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Send"), desk.background, _("&Create the package"), parent)
        self._desk = desk
        self._wanted = partner
        self._partners: dict[int, Partner] = {}
        self._leaving: ExportPreview | None = None
        self._named = ""
        self.whom = StillBox(self)
        self.whom.setAccessibleName(_("For"))
        self.whom.setMinimumWidth(320)
        self.whom.currentIndexChanged.connect(self._choose)
        self.delta = QRadioButton(_("&Only what is missing there"), self)
        self.full = QRadioButton(_("&Everything: needs no earlier package and closes every gap"), self)
        self.full.setChecked(full)
        self.delta.setChecked(not full)
        self.delta.toggled.connect(self._count)
        self.files = Tick(parent=self)
        self.files.setChecked(True)
        self.files.toggled.connect(self._show_remaining)
        self.files.hide()
        self.mentions = Tick(_("Leave out records that &name people who did not agree"), self)
        self.mentions.setChecked(True)
        self.mentions.toggled.connect(self._show_remaining)
        self.mentions.hide()
        self.which = WhichActivities(desk, query or parse(""), selected, self)
        self.which.choose(ALL)
        self.which.setVisible(bool(selected) or (query is not None and not query.empty))
        self.which.changed.connect(self._count)
        self.figures, self.remaining = QLabel(self), QLabel(self)
        for label in (self.figures, self.remaining):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setMinimumWidth(460)
        self.untitled = QLabel(self)
        self.untitled.setTextFormat(Qt.TextFormat.PlainText)
        self.untitled.setWordWrap(True)
        self.untitled.hide()
        self.remaining.setForegroundRole(self.remaining.palette().ColorRole.PlaceholderText)
        self.file = FileChoice(desk.settings, PACKAGES, self._place(""), _("Save the file as"), SUFFIX, self)
        how = QVBoxLayout()
        how.setSpacing(2)
        for widget in (self.delta, self.full, self.files, self.mentions):
            how.addWidget(widget)
        rows = QFormLayout()
        rows.setHorizontalSpacing(16)
        rows.setVerticalSpacing(10)
        rows.addRow(_("&For"), self.whom)
        rows.addRow(_("What"), how)
        if not self.which.isHidden():
            rows.addRow("", self.which)
        leaving = QVBoxLayout()
        leaving.setSpacing(4)
        leaving.addWidget(self.figures)
        leaving.addWidget(self.untitled)
        rows.addRow(_("Goes out"), leaving)
        rows.addRow(_("Stays on this desk"), self.remaining)
        rows.addRow(_("F&ile"), self.file)
        self.form.addLayout(rows)
        add_key_warning(self.form, desk.workspace)
        self.do.clicked.connect(self._send)
        self.do.setEnabled(False)
        self._read()

    # What there is to choose -----------------------------------------------------------------------------------------

    def _read(self) -> None:
        workspace = self._desk.workspace

        def job() -> list[Partner]:
            with workspace.reading() as conn:
                return read_partners(conn)

        self._ask(job, self._show_partners, "send: partners")

    def _ask(self, job: Callable[[], object], then: Callable[..., object], topic: str) -> None:
        asked = self._desk.background.run(job, lambda found: then(found) if isValid(self) else None, topic=topic)
        self.finished.connect(lambda _result: asked.cancel())

    def _show_partners(self, partners: list[Partner]) -> None:
        order = list(ROLES)
        partners = sorted(partners, key=lambda each: order.index(each.role) if each.role in order else len(order))
        self._partners = {each.no: each for each in partners}
        self.whom.blockSignals(True)
        self.whom.clear()
        for each in partners:
            self.whom.addItem(
                _("{name} ({role})").format(name=each.name, role=_(ROLES.get(each.role, each.role))), each.no
            )
        self.whom.addItem(_("Somebody else, or several people"), -1)
        wanted = self._wanted or next((each.no for each in partners if each.role == "secretariat"), 0)
        at = self.whom.findData(wanted)
        self.whom.setCurrentIndex(max(at, 0))
        self.whom.blockSignals(False)
        self._choose()
        self.do.setFocus()

    @property
    def partner(self) -> Partner | None:
        """For whom; None for somebody who is not known here."""
        return self._partners.get(self.whom.currentData() or -1)

    def _choose(self) -> None:
        partner = self.partner
        self.delta.setEnabled(partner is not None)
        if partner is None:
            self.full.setChecked(True)
        name = "" if partner is None else partner.name
        if self._named != name and self.file.path.parent == self._place(self._named).parent:
            self.file.field.setText(str(self._place(name)))
        self._named = name
        self._count()

    def _place(self, name: str) -> Path:
        workspace = self._desk.workspace.path
        today = date.today().isoformat()
        if name:
            stem = _("{desk}, for {name}, {day}").format(desk=workspace.stem, name=name, day=today)
        else:
            stem = _("{desk}, {day}").format(desk=workspace.stem, day=today)
        plain = "".join("-" if sign in '<>:"/\\|?*' or not sign.isprintable() else sign for sign in stem)
        return free_file(start_folder(self._desk.settings, PACKAGES, workspace.parent), plain[:150], SUFFIX)

    # What leaves -----------------------------------------------------------------------------------------------------

    def _count(self) -> None:
        workspace, partner = self._desk.workspace, self.partner
        known, asked = (None, ()) if partner is None or self.full.isChecked() else (partner.seen, partner.lacks)
        self._leaving = None
        self.figures.setText(_("Counting…"))
        ids = self._ids()
        self._ask(lambda: preview_export(workspace, known, asked, ids()), self._show_leaving, TOPIC)

    def _ids(self) -> Callable[[], Sequence[str] | None]:
        """Gives the ids of the activities to be sent, None for all; asks the workspace, so call it on a thread."""
        workspace, query, chosen = self._desk.workspace, self.which.query, self.which.ids
        if self.which.choice != LISTED:
            return lambda: chosen

        def listed() -> Sequence[str]:
            found = ActivityList(workspace)
            return found.ids_of(list(found.order(query, ()).ids))

        return listed

    def _show_leaving(self, leaving: ExportPreview) -> None:
        self._leaving = leaving
        words = ngettext("{count} change", "{count} changes", leaving.changes).format(count=counted(leaving.changes))
        records = [_figure(_(RECORD_TYPES[type].plural), count) for type, count in leaving.records.items()]
        if records:
            words = _("{changes} ({records})").format(changes=words, records=", ".join(records))
        if not leaving.changes:
            words = _("Nothing new: they already have everything that may be sent.")
        said = [words, *consent_words(leaving)]
        if leaving.erasures:
            said.append(
                ngettext("{count} erasure.", "{count} erasures.", leaving.erasures).format(
                    count=counted(leaving.erasures)
                )
            )
        self.figures.setText("\n".join(said))
        self._show_untitled(leaving.untitled)
        self.files.setVisible(leaving.files > 0)
        words = ngettext(
            "With the &attachments ({count} file, {size})", "With the &attachments ({count} files, {size})", leaving.files
        )  # fmt: skip
        self.files.setText(words.format(count=counted(leaving.files), size=megabytes(leaving.size)))
        self.mentions.setVisible(bool(leaving.mentions))
        self._show_remaining()
        if not self.running:
            self.do.setEnabled(True)

    def _show_untitled(self, untitled: Mapping[str, int]) -> None:
        figures = ", ".join(_figure(_(RECORD_TYPES[type].plural), count) for type, count in untitled.items())
        words = _("⚠ Without a title: {records}. Others will see “Untitled”.").format(records=figures)
        self.untitled.setText(words if untitled else "")
        self.untitled.setStyleSheet(f"color: {warning(self.palette()).name()};")
        self.untitled.setVisible(bool(untitled))

    def _show_remaining(self) -> None:
        if (leaving := self._leaving) is None:
            return
        remaining = [_("Private notes, always.")]
        if leaving.files and not self.files.isChecked():
            words = ngettext("{count} file, {size}: later.", "{count} files, {size}: later.", leaving.files)
            remaining.append(words.format(count=counted(leaving.files), size=megabytes(leaving.size)))
        if leaving.people:
            remaining.append(
                ngettext(
                    "{count} person who did not agree to share their details.",
                    "{count} people who did not agree to share their details.",
                    leaving.people,
                ).format(count=counted(leaving.people))
            )
        if leaving.requested:
            words = ngettext(
                "{count} person whom a partner asks to erase: “Requests” waits for your answer.",
                "{count} people whom a partner asks to erase: “Requests” waits for your answer.",
                leaving.requested,
            )
            remaining.append(words.format(count=counted(leaving.requested)))
        if leaving.names:
            remaining.append(
                ngettext(
                    "{count} name in a learning note, of someone who did not agree to be named.",
                    "{count} names in learning notes, of people who did not agree to be named.",
                    leaving.names,
                ).format(count=counted(leaving.names))
            )
        if leaving.mentions and self.mentions.isChecked():
            titles = "; ".join(f"{each.title} ({', '.join(each.names)})" for each in leaving.mentions[:_LISTED])
            more = "; …" if len(leaving.mentions) > _LISTED else ""
            remaining.append(
                _("Records that name people who did not agree: {titles}.").format(titles=f"{titles}{more}")
            )
        if leaving.unchosen:
            remaining.append(
                ngettext(
                    "{count} change of records that are not chosen.",
                    "{count} changes of records that are not chosen.",
                    leaving.unchosen,
                ).format(count=counted(leaving.unchosen))
            )
        self.remaining.setText(" ".join(remaining))

    def _send(self) -> None:
        target = self.target_of(self.file, _("Choose where to save the file."))
        if target is None:
            return
        desk, partner = self._desk, self.partner
        full, with_files, ids = self.full.isChecked(), self.files.isChecked(), self._ids()
        with_mentions = self.mentions.isVisible() and not self.mentions.isChecked()

        def job(task: Task) -> tuple[Path, int]:
            from desktop.exchange.signed_packages import export_signed_package

            desk.writer.flush()  # what was just typed goes along
            made = export_signed_package(
                desk.workspace, target, partner=partner, full=full, ids=ids(), with_files=with_files,
                with_mentions=with_mentions, progress=task.progress, cancelled=lambda: task.cancelled,
            )  # fmt: skip
            return made.path, made.size

        def done(made: tuple[Path, int]) -> None:
            path, size = made
            words = _("{name} is ready to be sent ({size}).").format(name=path.name, size=megabytes(size))
            self.accept()
            self.made.emit(path, words)

        self.start(job, done)
