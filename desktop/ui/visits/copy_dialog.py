"""What comes along into the copy of a visit."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from desktop.i18n import _, ngettext
from desktop.ui.buttons import primary
from desktop.ui.dialogs.check_box import Tick


class CopyDialog(QDialog):
    """Everything is ticked at first; Enter makes the copies."""

    chosen = Signal(object)  # of `desktop.visits.ALONG`

    def __init__(self, count: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(ngettext("Duplicate the visit", "Duplicate {number} visits", count).format(number=count))
        explanation = QLabel(
            _("The copy has the stage Idea and the same description, without dates, results or participants."),
            self,
        )
        explanation.setWordWrap(True)
        explanation.setTextFormat(Qt.TextFormat.PlainText)
        self.ticks = {
            "programme": Tick(_("&Questions and programme"), self),
            "tasks": Tick(_("&Tasks and follow-ups, moved to the new dates"), self),
            "budget": Tick(_("&Budget as planned"), self),
            "roles": Tick(_("&Hosts, visitors and contacts with their roles"), self),
        }
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self.do = primary(
            buttons.addButton(_("&Duplicate"), QDialogButtonBox.ButtonRole.AcceptRole)  # pyright: ignore
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(10)
        column.addWidget(explanation)
        for tick in self.ticks.values():
            tick.setChecked(True)
            column.addWidget(tick)
        column.addSpacing(8)
        column.addWidget(buttons)
        self.setMinimumWidth(440)
        self.do.setFocus()

    def accept(self) -> None:
        """Tell what is ticked, in the order shown."""
        super().accept()
        self.chosen.emit([name for name, tick in self.ticks.items() if tick.isChecked()])
