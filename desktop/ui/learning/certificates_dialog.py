"""Certificates for the trainers of a training: who gets one, for which module, until when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QDateEdit, QGridLayout, QLabel, QLineEdit, QListWidget, QListWidgetItem, QWidget
from shiboken6 import isValid

from desktop.catalogue.trainings import Training
from desktop.errors import UserFacingError
from desktop.i18n import _, ngettext
from desktop.learning.certificates import CertificateOptions, give_certificates
from desktop.ui.current_time import today
from desktop.ui.dialogs.job_dialog import JobDialog
from desktop.ui.widgets.choice import StillBox
from desktop.ui.widgets.displayed_codes import term, terms
from desktop.values.dates import parse_date
from desktop.values.numbers import format_number

if TYPE_CHECKING:
    from desktop.ui.desk import Desk

_YEARS = 3
"""For so long a certificate is valid where nobody says otherwise."""
_ID = Qt.ItemDataRole.UserRole


class CertificatesDialog(JobDialog):
    """Nothing is written before the button says so; all certificates are one action."""

    def __init__(
        self, desk: Desk, training: Training, people: Mapping[str, str], certified: frozenset[str],
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """`people`: names by id of those who may get one; `certified`: who has one of this training already."""
        super().__init__(_("Give certificates"), desk.background, _("&Give"), parent)
        self._desk = desk
        self._training = training
        self.form.addWidget(self.paragraph(training.title or _("Untitled")))
        self.people = QListWidget(self)
        self.people.setAccessibleName(_("Who gets a certificate"))
        for id, name in people.items():
            item = QListWidgetItem(name or _("Untitled"), self.people)
            item.setData(_ID, id)
            item.setCheckState(Qt.CheckState.Unchecked if id in certified else Qt.CheckState.Checked)
        self.people.setMinimumHeight(140)
        self.people.itemChanged.connect(lambda _item: self._enable())
        if self.people.count():
            self.people.setCurrentRow(0)
        else:
            self.form.addWidget(self.paragraph(_("Nobody is named as a participant of this training yet."), quiet=True))
        self.module = StillBox(self)
        self.module.setSizeAdjustPolicy(StillBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.module.addItem(_("No module"), "")
        modules = [term("modules", code) for code in training.modules]
        for each in (*modules, *(each for each in terms("modules") if each.code not in training.modules)):
            self.module.addItem(each.label, each.code)
        self.module.setCurrentIndex(1 if modules else 0)
        self.issued = _day_edit(self, _first_day(training))
        self.until = _day_edit(self, self.issued.date().addYears(_YEARS))
        self.name = QLineEdit(self)
        self.name.setPlaceholderText(_("Optional, such as a number"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(1, 1)
        for row, (words, widget) in enumerate(
            (
                (_("&Who"), self.people), (_("&Module"), self.module), (_("&Issued"), self.issued),
                (_("Valid &until"), self.until), (_("&Certificate"), self.name),
            )
        ):  # fmt: skip
            label = QLabel(words, self)
            label.setBuddy(widget)
            label.setAlignment(Qt.AlignmentFlag.AlignTop if widget is self.people else Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(label, row, 0)
            grid.addWidget(widget, row, 1)
        self.form.addLayout(grid)
        self.do.clicked.connect(self._give)
        self._enable()
        self.people.setFocus()

    def _chosen(self) -> list[str]:
        items = [self.people.item(row) for row in range(self.people.count())]
        return [str(item.data(_ID)) for item in items if item.checkState() == Qt.CheckState.Checked]

    def _enable(self) -> None:
        self.do.setEnabled(bool(self._chosen()))

    def _give(self) -> None:
        people = self._chosen()
        wanted = CertificateOptions(
            str(self.module.currentData() or ""), self.issued.date().toString("yyyy-MM-dd"),
            self.until.date().toString("yyyy-MM-dd"), self.name.text(),
        )  # fmt: skip
        workspace, training = self._desk.workspace, self._training.id
        words = ngettext("{number} certificate is given.", "{number} certificates are given.", len(people))

        def done(_ids: list[str]) -> None:
            self._desk.show_message(words.format(number=format_number(len(people))))
            if isValid(self):
                self.accept()

        def failed(error: BaseException) -> None:
            if isValid(self):
                self.show_message(str(error), grave=True)
            if not isinstance(error, UserFacingError):
                self._desk.show_error(error)

        self._desk.writer.run(lambda: give_certificates(workspace, training, people, wanted), done, failed)


def _first_day(training: Training) -> QDate:
    """The last day of the training, where it is known and not to come; else today."""
    day = parse_date(training.end or training.start) or ""
    known = date.fromisoformat(day) if len(day) == 10 else today()
    return QDate(*min(known, today()).timetuple()[:3])


def _day_edit(parent: QWidget, day: QDate) -> QDateEdit:
    found = QDateEdit(day, parent)
    found.setDisplayFormat("yyyy-MM-dd")
    found.setCalendarPopup(True)
    found.setMinimumHeight(30)
    return found
