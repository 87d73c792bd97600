"""A new forum, topic, round or call: what it is called, and the few things it cannot do without."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.ui.buttons import primary
from desktop.ui.current_time import today
from desktop.ui.widgets.choice import StillBox
from desktop.ui.widgets.line_edit import TypedLine
from desktop.values.dates import format_date, parse_date, parse_period, read_span
from desktop.vocabularies import load
from desktop.workspace import Value


class NewRecordDialog(QDialog):
    """A title and the fields of a subclass; Enter makes it."""

    made = Signal(dict)  # the values

    def __init__(self, title: str, label: str, button: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(460)
        self.title = TypedLine(self)
        self.title.textChanged.connect(lambda _text: self._show_state())
        self.form = QFormLayout()
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self.form.addRow(label, self.title)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.do = primary(buttons.addButton(button, QDialogButtonBox.ButtonRole.AcceptRole))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(12)
        column.addLayout(self.form)
        column.addWidget(buttons)
        self._show_state()

    def values(self) -> dict[str, Value]:
        """What the record begins with."""
        return {"title": self.title.text().strip()}

    def is_complete(self) -> bool:
        """May it be made?"""
        return bool(self.title.text().strip())

    def _show_state(self) -> None:
        self.do.setEnabled(self.is_complete())

    def accept(self) -> None:
        """Make it."""
        if self.is_complete():
            self.made.emit(self.values())
            super().accept()


class NewForumDialog(NewRecordDialog):
    """A forum: a congress, a meeting, or one by correspondence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("New forum"), _("&Title:"), _("&Make the forum"), parent)
        self.title.setPlaceholderText(_("Learning Forum at the congress"))


class NewTopicDialog(NewRecordDialog):
    """A topic with who would bring what."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Propose a topic"), _("&Title:"), _("&Propose it"), parent)
        self.brings = TypedLine(self)
        self.brings.setPlaceholderText(_("Kisumu: how its drains stay open"))
        self.form.addRow(_("&Who would bring what:"), self.brings)

    def values(self) -> dict[str, Value]:
        """Title, and what is brought."""
        return {**super().values(), "brings": self.brings.text().strip() or None, "state": "proposed"}


class NewRoundDialog(NewRecordDialog):
    """A round of votes: how it is counted, whether ballots are secret, until when."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.until = TypedLine()
        super().__init__(_("New round of votes"), _("&Name:"), _("&Make the round"), parent)
        self.title.setText(_("First round"))
        self.method = _choice("voting_methods", self)
        self.points = QSpinBox(self)
        self.points.setRange(0, 1000)
        self.ballots = _choice("ballot_kinds", self)
        self.until.setParent(self)
        self.until.setPlaceholderText(_("3 May 2027"))
        self.until.textChanged.connect(lambda _text: self._show_state())
        self.remark = QLabel(self)
        self.remark.setWordWrap(True)
        self.remark.setObjectName("fieldRemark")
        self.form.addRow(_("&How votes are counted:"), self.method)
        self.form.addRow(_("&Points:"), self.points)
        self.form.addRow(_("&Ballots:"), self.ballots)
        self.form.addRow(_("&Last day, if there is one:"), self.until)
        self.form.addRow("", self.remark)
        self.method.currentIndexChanged.connect(lambda _place: self._show_usual())
        self.points.valueChanged.connect(lambda _number: self._show_state())
        self._show_usual()

    def values(self) -> dict[str, Value]:
        """All of the round."""
        return {
            "name": self.title.text().strip(), "method": str(self.method.currentData()),
            "points": self.points.value() or None, "ballots": str(self.ballots.currentData()), "end": self._day(),
        }  # fmt: skip

    def is_complete(self) -> bool:
        """A day that is not understood, or is over, is not passed over."""
        return super().is_complete() and (not self.until.text().strip() or self._is_ahead())

    def _is_ahead(self) -> bool:
        span = read_span(self._day() or "")
        return span is not None and span[1] >= today()

    def _day(self) -> str | None:
        return parse_date(self.until.text().strip()) if self.until.text().strip() else None

    def _show_usual(self) -> None:
        from desktop.learning.forum.rounds import rules_of

        self.points.setValue(rules_of(str(self.method.currentData()), None).limit)
        self._show_state()

    def _show_state(self) -> None:
        super()._show_state()
        if not hasattr(self, "remark"):
            return
        from desktop.learning.forum.rounds import rules_of

        said = rules_of(str(self.method.currentData()), self.points.value()).sentence()
        if (day := self._day()) is not None:
            said = _("{sentence} Open until {day}.").format(sentence=said, day=format_date(day))
            if not self._is_ahead():
                said += " " + _("That day is over: nobody could vote any more.")
        self.remark.setText(said)


class NewCallDialog(NewRecordDialog):
    """A call: what is asked for, of which period, until when. Which fields is said in its form."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("New call"), _("&Title:"), _("&Make the call"), parent)
        self.title.setPlaceholderText(_("Figures of 2026"))
        self.subject = _choice("call_subjects", self)
        self.subject.setCurrentIndex(self.subject.findData("activities"))
        self.fields, self.period, self.until = TypedLine(self), TypedLine(self), TypedLine(self)
        self.fields.setPlaceholderText(_("Participants, Results"))
        self.period.setPlaceholderText("2026")
        self.until.setPlaceholderText(_("3 May 2027"))
        for line in (self.period, self.until):
            line.textChanged.connect(lambda _text: self._show_state())
        self.form.addRow(_("&Asks for:"), self.subject)
        self.form.addRow(_("&Fields, if not all that are required:"), self.fields)
        self.form.addRow(_("&Period:"), self.period)
        self.form.addRow(_("&Until:"), self.until)

    def values(self) -> dict[str, Value]:
        """All of the call."""
        period = parse_period(self.period.text().strip()) if self.period.text().strip() else None
        return {
            **super().values(), "asks_for": str(self.subject.currentData()), "fields": self.fields.text().strip() or None,
            "start": period.start if period else None, "end": period.last if period else None,
            "due": parse_date(self.until.text().strip()) if self.until.text().strip() else None,
        }  # fmt: skip

    def is_complete(self) -> bool:
        """Days that are not understood are not passed over."""
        if not hasattr(self, "until"):
            return False
        period, until = self.period.text().strip(), self.until.text().strip()
        fits = (not period or parse_period(period) is not None) and (not until or parse_date(until) is not None)
        return super().is_complete() and fits


def _choice(vocabulary: str, parent: QWidget) -> StillBox:
    box = StillBox(parent)
    for each in load(vocabulary):
        box.addItem(each.label(), each.code)
    return box
