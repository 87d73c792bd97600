"""Two people on the telephone, each with both verification codes before them: only who sees the same may confirm."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.exchange.partners import Partner
from desktop.i18n import _
from desktop.ui.buttons import primary
from desktop.ui.dialogs.check_box import Tick
from desktop.ui.style.exchange import exchange_sheet

_GROUPS_IN_LINE = 3
_WIDTH = 560


def code_lines(code: str) -> str:
    """A verification code as it is read out: three groups of digits in a line."""
    groups = code.split()
    lines = [" ".join(groups[at : at + _GROUPS_IN_LINE]) for at in range(0, len(groups), _GROUPS_IN_LINE)]
    return "\n".join(lines)


class CodeLabel(QLabel):
    """Large digits of one width, to be read out and copied."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(max(self.font().pointSizeF(), 8.0) * 1.25)
        self.setFont(font)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAccessibleName(name)
        self.setObjectName("verificationCode")
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )

    def show_code(self, code: str) -> None:
        """Thirty digits in groups of five."""
        self.setText(code_lines(code))
        self.setAccessibleDescription(code)


class CompareCodesDialog(QDialog):
    """Accepted: the person says that the codes are the same. `differs`: they said the opposite."""

    def __init__(self, partner: Partner, own_code: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Compare the verification codes"))
        self.setModal(True)
        self.differs = False
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(14)
        column.addWidget(
            self._text(
                _(
                    "Ring {name} on a number that you know from elsewhere, not from the package. They read out the code of"
                    " their own desk, which stands at the foot of their Exchange page. Then read yours out, so that they can"
                    " compare it too."
                ).format(name=partner.name)
            )
        )
        codes = QHBoxLayout()
        codes.setSpacing(14)
        self.theirs, self.own = CodeLabel(_("Their code"), self), CodeLabel(_("Your code"), self)
        self.theirs.show_code(partner.fingerprint)
        self.own.show_code(own_code)
        for heading, label in (
            (_("{name} reads out").format(name=partner.name), self.theirs), (_("You read out"), self.own),
        ):  # fmt: skip
            codes.addWidget(self._card(heading, label), 1)
        column.addLayout(codes)
        self.tick = Tick(_("&All thirty digits that they read out are the same as here"), self)
        self.tick.toggled.connect(lambda on: self.ok.setEnabled(on))
        column.addWidget(self.tick)
        column.addWidget(
            self._text(
                _(
                    "If they differ, somebody else signed the packages that came under this name. Do not confirm then:"
                    " freeze the partner, so that nothing more comes in, and ask where the file came from."
                ),
                quiet=True,
            )
        )
        self.differ = QPushButton(_("They &differ: freeze"), self)
        self.differ.setAutoDefault(False)
        self.differ.clicked.connect(self._differ)
        self.cancel = QPushButton(_("Cancel"), self)
        self.cancel.setAutoDefault(False)
        self.cancel.clicked.connect(self.reject)
        self.ok = primary(QPushButton(_("&Confirm"), self))
        self.ok.setEnabled(False)
        self.ok.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.differ)
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.ok)
        column.addLayout(foot)
        self.tick.setFocus()
        self._apply_style()

    def _text(self, words: str, *, quiet: bool = False) -> QLabel:
        label = QLabel(words, self)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setMinimumWidth(_WIDTH)
        label.setObjectName("sideHint" if quiet else "")
        return label

    def _card(self, heading: str, code: CodeLabel) -> QWidget:
        card = QWidget(self)
        card.setObjectName("codeCard")
        above = QLabel(heading, card)
        above.setTextFormat(Qt.TextFormat.PlainText)
        above.setWordWrap(True)
        above.setObjectName("sideHeading")
        column = QVBoxLayout(card)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(6)
        column.addWidget(above)
        column.addWidget(code)
        return card

    def _differ(self) -> None:
        self.differs = True
        self.reject()

    def changeEvent(self, event: QEvent) -> None:
        """Light or dark."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._apply_style()

    def _apply_style(self) -> None:
        sheet = exchange_sheet(self.palette(), self.font())
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)
