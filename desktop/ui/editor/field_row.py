"""One field in the form: label, widget, and a line for what has to be said about it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import _
from desktop.ui.icons import IconLabel
from desktop.ui.style.colours import private
from desktop.ui.tooltips import plain_tip
from desktop.ui.widgets.field_widget import FieldWidget
from desktop.ui.widgets.overlay_text import OverlayText
from desktop.workspace import FieldKind, Value

_CHOICE_LENGTH = 60


class FieldRow(QWidget):
    """The label leads the keyboard into the widget; the private field looks private."""

    chosen = Signal(dict)  # a conflict settled: {journal name: value}

    def __init__(self, widget: FieldWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.widget = widget
        field = widget.field
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._label = QLabel(field.heading, self)
        self._label.setObjectName("fieldLabel")
        self._label.setBuddy(widget.entry())
        self._label.setWordWrap(True)
        self._help = QLabel(self)
        self._help.setObjectName("fieldRemark")
        self._help.setWordWrap(True)
        self._help.setTextFormat(Qt.TextFormat.PlainText)
        # The date field's placeholder says it already.
        self._help.setText("" if field.kind is FieldKind.DATE else _(field.help))
        self._help.setVisible(bool(self._help.text()))
        self._remark = OverlayText(widget, "fieldOverlay")
        self._conflict = QWidget(self)
        self._conflict.setObjectName("conflict")
        self._conflict.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._choices = QVBoxLayout(self._conflict)
        self._choices.setContentsMargins(8, 6, 8, 6)
        self._conflict.hide()
        heading = QHBoxLayout()
        heading.setSpacing(4)
        if field.private:
            self.setObjectName("privateRow")
            self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
            heading.addWidget(IconLabel("lock", self.fontMetrics().height(), self, private))
            self._label.setText(_("{label} — stays on this desk").format(label=field.heading))
        heading.addWidget(self._label, 1)
        if (beside := widget.beside_label()) is not None:
            heading.addWidget(beside)
        layout = QVBoxLayout(self)
        margin = 8 if field.private else 0
        layout.setContentsMargins(margin, margin, margin, margin)
        layout.setSpacing(3)
        layout.addLayout(heading)
        layout.addWidget(widget)
        layout.addWidget(self._help)
        layout.addWidget(self._conflict)
        layout.addStretch(0)
        self._column = layout
        widget.remark.connect(self.show_remark)

    def add_below(self, widget: QWidget) -> None:
        """Something right below the field's own widget."""
        self._column.insertWidget(self._column.indexOf(self.widget) + 1, widget)

    def show_remark(self, words: str, wrong: bool) -> None:
        """Say something about what was typed, over what stands below; "" when there is nothing to say."""
        self._remark.show_words(words, wrong=wrong)

    def set_read_only(self, on: bool) -> None:
        """Nothing to write, nothing to choose."""
        self.widget.set_read_only(on)
        self._conflict.setEnabled(not on)

    @property
    def remark(self) -> str:
        """What stands under the widget."""
        return self._remark.text() or self._help.text()

    def forget(self) -> None:
        """Another record comes."""
        self.widget.forget()
        self._conflict.setMinimumHeight(0)
        self._conflict.hide()

    def show_conflicts(self, conflicts: Mapping[str, Mapping[str, Value]]) -> None:
        """Offer the values written apart: {journal name: {words: value}}. What was decided leaves its place, so that no
        field moves under the pointer.
        """
        if not conflicts and self._conflict.isHidden():
            return
        if not conflicts:
            self._conflict.setMinimumHeight(self._conflict.height())
        while (item := self._choices.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for name, choices in conflicts.items():
            words = QLabel(_("Written differently on two desks. Which one is correct?"), self._conflict)
            words.setWordWrap(True)
            self._choices.addWidget(words)
            for text, value in choices.items():
                short = text if len(text) <= _CHOICE_LENGTH else f"{text[: _CHOICE_LENGTH - 1]}…"
                button = QPushButton(short.replace("&", "&&"), self._conflict)
                button.setToolTip(plain_tip(text))
                button.setAccessibleName(_("Keep {value}").format(value=text))
                button.clicked.connect(lambda _checked=False, name=name, value=value: self.chosen.emit({name: value}))
                self._choices.addWidget(button)
        if not conflicts:
            self._choices.addWidget(QLabel(_("Decided."), self._conflict))
        self._conflict.show()
