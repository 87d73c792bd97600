"""Below a field of codes: what title and summary suggest for it, each to be accepted or dismissed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from desktop.catalogue.suggestions import Suggestion
from desktop.i18n import _
from desktop.ui.tooltips import marked_tip
from desktop.ui.widgets.displayed_codes import term
from desktop.ui.widgets.flow_layout import FlowLayout
from desktop.workspace import Field

_LONGEST_LABEL = 44


class SuggestionLine(QWidget):
    """A click, Space or Enter accepts; Delete, or the menu of the chip, dismisses for this record."""

    accepted = Signal(list)  # of suggestions
    dismissed = Signal(str)  # a code

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self._shown: tuple[Suggestion, ...] = ()
        self._text = ""
        self.chips: list[SuggestionChip] = []
        self._heading = QLabel(_("Suggested from title and summary:"), self)
        self._heading.setObjectName("fieldRemark")
        self._heading.setWordWrap(True)
        self._flow = QWidget(self)
        self._places = FlowLayout(self._flow, 6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 0)
        column.setSpacing(3)
        column.addWidget(self._heading)
        column.addWidget(self._flow)
        self.hide()

    def show_suggestions(self, suggestions: Sequence[Suggestion], text: str) -> None:
        """Show these chips; none hides the line. `text`: title and summary, in which the reasons are marked."""
        if tuple(suggestions) == self._shown and text == self._text:
            return
        had_focus = any(chip.hasFocus() for chip in self.chips)
        self._shown, self._text = tuple(suggestions), text
        while (item := self._places.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.chips = []
        for each in suggestions:
            chip = SuggestionChip(self.field, each, text, self._flow)
            chip.clicked.connect(self._accept(each))
            chip.dismissed.connect(self.dismissed)
            self._places.addWidget(chip)
            self.chips.append(chip)
        self.setVisible(bool(self.chips))
        if had_focus and self.chips:
            self.chips[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _accept(self, suggestion: Suggestion) -> Callable[[], None]:
        return lambda: self.accepted.emit([suggestion])


class SuggestionChip(QPushButton):
    """One suggestion: a dashed chip with its code, label and confidence; its reason on hover and for screen readers."""

    dismissed = Signal(str)

    def __init__(self, field: Field, suggestion: Suggestion, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.suggestion = suggestion
        known = term(field.vocabulary, suggestion.code)
        name = f"{known.shown_code} {known.label}".strip()
        short = name if len(name) <= _LONGEST_LABEL else f"{name[: _LONGEST_LABEL - 1]}…"
        self.setObjectName("suggestionChip")
        self.setText(f"+ {short}".replace("&", "&&"))
        self.setAccessibleName(_("Suggested: {name}").format(name=name))
        keys = _("Space accepts, Delete dismisses.")
        self.setAccessibleDescription(f"{reason(suggestion)} {keys}")
        self.setToolTip(marked_tip(name, text, suggestion.spans, (reason(suggestion), keys)))
        self.setAutoDefault(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete dismisses, Enter accepts as Space does."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.dismissed.emit(self.suggestion.code)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Accept or dismiss."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("&Accept"), self.click)
        menu.addAction(_("&Dismiss"), lambda: self.dismissed.emit(self.suggestion.code))
        menu.popup(event.globalPos())


def reason(suggestion: Suggestion) -> str:
    """Why it is suggested, as one sentence."""
    words = ", ".join(f"“{word}”" for word in suggestion.words)
    sentence = _("Confidence {percent} %, because of {words}.").format(percent=suggestion.confidence, words=words)
    before = _("You accepted it for similar texts before.")
    return f"{sentence} {before}" if suggestion.learnt else sentence
