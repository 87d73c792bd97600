"""The head of a record: what it is called, what it is, and whether all that was typed is saved."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from desktop.errors import UserFacingError
from desktop.i18n import _
from desktop.ui.icons import icon
from desktop.ui.style.colours import is_dark, mix
from desktop.ui.style.status_colours import status_colour
from desktop.ui.tooltips import plain_tip

_BACK = 48
_LONGEST = 140
"""Characters of a title shown here; the whole stands in its field."""


class RecordHead(QWidget):
    """Title, kind, status, state of saving, and the way back to the record whose link led here."""

    back_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code = ""
        self.back = QToolButton(self)
        self.back.setObjectName("besideLabel")
        self.back.setIcon(icon("back", QPalette.ColorRole.Link))
        self.back.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.back.setShortcut(QKeySequence(QKeySequence.StandardKey.Back))
        self.back.clicked.connect(self.back_wanted)
        self.back.hide()
        self.title = QLabel(self)
        self.title.setObjectName("recordTitle")
        self.title.setWordWrap(True)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.kind = QLabel(self)
        self.kind.setObjectName("recordKind")
        self.status = QLabel(self)
        self.status.setTextFormat(Qt.TextFormat.PlainText)
        self.status.setObjectName("statusPill")
        self.saved = QLabel(self)
        self.saved.setObjectName("savedState")
        self.saved.setTextFormat(Qt.TextFormat.PlainText)
        self.saved.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        self.saved.setAccessibleName(_("Save status"))
        self.trouble = QLabel(self)
        self.trouble.setObjectName("savingTrouble")
        self.trouble.setWordWrap(True)
        self.trouble.setTextFormat(Qt.TextFormat.PlainText)
        self.trouble.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.trouble.hide()
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.kind)
        line.addWidget(self.status)
        line.addWidget(self.saved, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self.title)
        column.addLayout(line)
        column.addWidget(self.trouble)

    def show_record(self, title: str, kind: str, status: str, code: str) -> None:
        """Say what is shown; "" as title stands for a record without a name yet. `status` in words, and its code."""
        words = title or _("Untitled")
        self.title.setText(words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…")
        self.title.setToolTip(plain_tip(words if len(words) > _LONGEST else ""))
        self.title.setAccessibleName(words)
        self.kind.setText(kind)
        self.status.setText(status)
        self.status.setVisible(bool(status))
        self._code = code
        self._colour()

    def changeEvent(self, event: QEvent) -> None:
        """Light or dark: other colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._colour()

    def _colour(self) -> None:
        palette = self.palette()
        colour, window = status_colour(self._code, palette), palette.color(QPalette.ColorRole.Window)
        words = mix(colour, palette.color(QPalette.ColorRole.WindowText), 0.72)
        ground = mix(colour, window, 0.22 if is_dark(palette) else 0.16)
        self.status.setStyleSheet(f"color: {words.name()}; background: {ground.name()};")

    def show_back(self, title: str) -> None:
        """Offer the way back to the record of this title; "" offers none."""
        words = _("Back to {title}").format(title=title if len(title) <= _BACK else f"{title[: _BACK - 1]}…")
        self.back.setText(words.replace("&", "&&"))
        self.back.setAccessibleName(words)
        self.back.setVisible(bool(title))

    def show_state(self, words: str) -> None:
        """All is well."""
        self.saved.setText(words)
        self.trouble.hide()

    def show_unsaved(self, error: BaseException) -> None:
        """What was typed is not in the file yet."""
        kept = _("Your text is kept here and will be saved as soon as possible.")
        self.show_trouble(f"{_what(error)} {kept}")

    def show_save_failure(self, error: BaseException) -> None:
        """Something else could not be done."""
        self.show_trouble(str(error) if isinstance(error, UserFacingError) else _what(error))

    def show_trouble(self, words: str) -> None:
        """Something is wrong."""
        self.saved.setText("")
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))


def _what(error: BaseException) -> str:
    """What happened, without the rest."""
    return error.what if isinstance(error, UserFacingError) else _("Something went wrong in the program.")
