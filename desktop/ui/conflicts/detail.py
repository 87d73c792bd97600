"""One conflict: what happened, its sides beside each other, what they started from, and how to settle it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import _, ngettext
from desktop.ui.conflicts import conflict_text
from desktop.ui.conflicts.conflict_data import ConflictRow
from desktop.ui.conflicts.conflict_text import rule_text
from desktop.ui.conflicts.sides import Side, base_words, sides_of
from desktop.ui.style.colours import mark_colours
from desktop.ui.widgets.differences import Run, as_html, marked_words
from desktop.ui.widgets.flow_layout import FlowLayout
from desktop.workspace.conflicts.bulk_resolution import BOTH, by_rule, resolved_by, rules_for
from desktop.workspace.records.kinds.field import Storage


class ConflictDetail(QWidget):
    """Shows one conflict; says what the person decided."""

    decided = Signal(list)  # of Decision
    another_wanted = Signal(object)  # Listed: write a third value
    record_wanted = Signal(str)
    left = Signal()  # back to the list

    def __init__(self, parent: QWidget | None = None, *, writable: bool = True) -> None:
        super().__init__(parent)
        self._writable = writable
        self.listed: ConflictRow | None = None
        self.sides: list[Side] = []
        self.takes: list[QPushButton] = []
        self._same: tuple[ConflictRow, ...] = ()
        self._title, self._field, self._what = QLabel(self), QLabel(self), QLabel(self)
        for label, name in ((self._title, "conflictTitle"), (self._field, "conflictField"), (self._what, "quiet")):
            label.setObjectName(name)
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.both = QPushButton(_("Keep &both, one after the other"), self)
        self.both.clicked.connect(self._take_both)
        self.another = QPushButton(_("&Enter another value…"), self)
        self.another.clicked.connect(lambda: self.another_wanted.emit(self.listed))
        self.same = QPushButton(self)
        self.same_menu = QMenu(self.same)
        self.same_menu.aboutToShow.connect(self._fill_same)
        self.same.setMenu(self.same_menu)
        self.record = QPushButton(_("&Show the record"), self)
        self.record.clicked.connect(lambda: self.listed and self.record_wanted.emit(self.listed.disputed.id))
        buttons = FlowLayout(gap=8)
        for button in (self.both, self.another, self.same, self.record):
            buttons.addWidget(button)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._scroll.setAccessibleName(_("The values"))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 12, 12)
        column.setSpacing(6)
        for widget in (self._title, self._field, self._what):
            column.addWidget(widget)
        column.addSpacing(4)
        column.addLayout(buttons)
        column.addSpacing(4)
        column.addWidget(self._scroll, 1)

    def show_conflict(self, listed: ConflictRow, sides: Sequence[Side], same: Sequence[ConflictRow]) -> None:
        """Show it with its sides (`sides_of`); `same` are all of its field, itself among them."""
        self._same = tuple(same)
        self._name_same()
        if listed == self.listed:
            return
        self.listed, self.sides = listed, list(sides)
        disputed, field = listed.disputed, conflict_text.field_of(listed.disputed)
        self._title.setText(listed.title)
        self._field.setText(_("{part} – {whole}").format(part=listed.field, whole=listed.kind))
        self._what.setText(conflict_text.explanation(disputed))
        two_texts = field is not None and not field.is_set and by_rule(disputed, BOTH) is not None
        self.both.setVisible(self._writable and disputed.kind == "values" and two_texts)
        may_write = (
            field is not None and field.rules.storage in (Storage.TEXT, Storage.WHOLE) and disputed.kind == "values"
        )
        self.another.setVisible(self._writable and may_write)
        self._show_sides()

    def enter(self) -> None:
        """The keyboard to the first side."""
        if self.takes:
            self.takes[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        """Light or dark: the marks in other colours."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and self.listed is not None:
            self._show_sides()

    def _show_sides(self) -> None:
        ground = QWidget()
        ground.setObjectName("sidesGround")
        grid = QGridLayout(ground)
        grid.setContentsMargins(0, 0, 8, 8)
        grid.setSpacing(12)
        self.takes = []
        columns = 2 if len(self.sides) > 1 else 1
        for place, side in enumerate(self.sides):
            grid.addWidget(self._card(side, ground), place // columns, place % columns)
        for place in range(columns):
            grid.setColumnStretch(place, 1)
        row = (len(self.sides) + columns - 1) // columns
        if self.listed is not None:
            heading, words = base_words(self.listed)
            if heading:
                grid.addWidget(_base(heading, words, ground), row, 0, 1, columns)
        grid.setRowStretch(row + 1, 1)
        self._scroll.setWidget(ground)
        if QApplication.focusWidget() is self._scroll:
            self.enter()

    def _card(self, side: Side, parent: QWidget) -> QFrame:
        card = QFrame(parent)
        card.setObjectName("side")
        card.setProperty("shown", side.shown)
        heading = QLabel(side.heading, card)
        heading.setObjectName("sideHeading")
        heading.setTextFormat(Qt.TextFormat.PlainText)
        heading.setWordWrap(True)
        take = QPushButton(side.take, card)
        plain = side.take.replace("&", "")
        take.setAccessibleName(_("{take}: {value}").format(take=plain, value=side.words[:200]))
        if marks := marked_words(side.runs):
            take.setAccessibleDescription(_("Differing words: {words}").format(words=marks[:200]))
        take.clicked.connect(lambda: self.decided.emit([side.decision]))
        take.setVisible(self._writable)
        self.takes.append(take)
        top = QHBoxLayout()
        top.addWidget(heading, 1)
        chip = QLabel(_("Shown now"), card)
        chip.setObjectName("shownNow")
        keep = chip.sizePolicy()
        keep.setRetainSizeWhenHidden(True)  # so that the buttons of all sides stand in a line
        chip.setSizePolicy(keep)
        chip.setVisible(side.shown)
        top.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(card)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(_quiet(side.by or " ", card))
        column.addWidget(take, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(_value(side.runs, card))
        column.addStretch(1)
        return card

    # All of the same field -------------------------------------------------------------------------------------------

    def _name_same(self) -> None:
        number = len(self._same)
        self.same.setVisible(self._writable and number > 1)
        if self._same:
            words = _("The same for &all {number} of “{field}”")
            self.same.setText(words.format(number=number, field=self._same[0].group.replace("&", "&&")))

    def _fill_same(self) -> None:
        self.same_menu.clear()
        disputed = [each.disputed for each in self._same]
        for rule in rules_for(disputed):
            decisions = resolved_by(disputed, rule)
            action = self.same_menu.addAction(rule_text(rule, len(decisions), len(disputed)))
            action.setData(rule)
            action.triggered.connect(lambda _checked=False, these=decisions: self.decided.emit(these))
        if self.same_menu.isEmpty():
            self.same_menu.addAction(_("These must be resolved one by one")).setEnabled(False)

    def _take_both(self) -> None:
        if self.listed is not None and (decision := by_rule(self.listed.disputed, BOTH)) is not None:
            self.decided.emit([decision])


def _base(heading: str, words: str, parent: QWidget) -> QFrame:
    card = QFrame(parent)
    card.setObjectName("base")
    column = QVBoxLayout(card)
    column.setContentsMargins(14, 10, 14, 12)
    column.addWidget(_quiet(heading, card))
    column.addWidget(_value((Run(words, False),), card))
    return card


def _quiet(words: str, parent: QWidget) -> QLabel:
    label = QLabel(words, parent)
    label.setObjectName("quiet")
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def _value(runs: Sequence[Run], parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    words = "".join(run.text for run in runs)
    if any(run.differs for run in runs):
        label.setTextFormat(Qt.TextFormat.RichText)
        label.setText(as_html(runs, *mark_colours(QApplication.palette())))
    else:
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setText(words)
    label.setAccessibleName(words)
    return label


def resolved_text(number: int) -> str:
    """What the message says."""
    return ngettext(
        "Conflict resolved. The other values stay in the history.",
        "{number} conflicts resolved. The other values stay in the history.",
        number,
    ).format(number=number)


__all__ = ["ConflictDetail", "resolved_text", "sides_of"]
