"""What this is, which version, and whose work it stands on."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

import desktop
from desktop.i18n import _
from desktop.ui.icons import draw_logo
from desktop.vocabularies.edition import vocabularies_line

SIDE = 72
# Name and licence: neither is translated.
PARTS = (
    ("Python", "PSF"),
    ("Qt, PySide6", "LGPL 3"),
    ("SQLite", "Public Domain"),
    ("SQLAlchemy, Alembic", "MIT"),
    ("ReportLab", "BSD"),
    ("HarfBuzz, uharfbuzz", "MIT, Apache 2.0"),
    ("python-bidi", "LGPL 3"),
    ("python-calamine, platformdirs, charset-normalizer", "MIT"),
    ("Noto", "SIL OFL 1.1"),
)


class AboutDialog(QDialog):
    """Read only."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("About Focal Desk"))
        self.setModal(True)
        picture = QLabel(self)
        picture.setPixmap(_mark(self.devicePixelRatioF()))
        name = QLabel("Focal Desk", self)
        font = name.font()
        font.setPointSizeF(font.pointSizeF() * 1.8)
        font.setWeight(font.Weight.DemiBold)
        name.setFont(font)
        version = QLabel(_("Version {version}").format(version=desktop.VERSION) + "  ·  " + vocabularies_line(), self)
        version.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words = QLabel(
            _("For focal points and the secretariat of a network of cities. It works offline; data is "
              "exchanged as files."), self
        )  # fmt: skip
        parts = QLabel(
            _("Built with the work of others:") + "\n" + "\n".join(f"{part}  ·  {licence}" for part, licence in PARTS),
            self,
        )
        parts.setForegroundRole(parts.palette().ColorRole.PlaceholderText)
        for label in (words, parts):
            label.setWordWrap(True)
            label.setMinimumWidth(400)
        close = QPushButton(_("Close"), self)
        close.setDefault(True)
        close.clicked.connect(self.accept)
        titles = QVBoxLayout()
        titles.addStretch(1)
        titles.addWidget(name)
        titles.addWidget(version)
        titles.addStretch(1)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(picture)
        head.addLayout(titles, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addLayout(head)
        column.addWidget(words)
        column.addWidget(parts)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)


def _mark(ratio: float) -> QPixmap:
    picture = QPixmap(round(SIDE * ratio), round(SIDE * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    draw_logo(painter, QRectF(0, 0, SIDE, SIDE))
    painter.end()
    return picture
