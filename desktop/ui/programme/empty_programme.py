"""What an empty programme says: how to begin, over the days in which one can draw at once."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.ui.buttons import primary
from desktop.ui.style.colours import hairline


class EmptyProgramme(QFrame):
    """Stands in the middle of the canvas while it has no session; goes with the first one."""

    template_wanted = Signal()
    line_wanted = Signal()
    new_wanted = Signal()

    def __init__(self, canvas: QWidget, *, writable: bool) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.setObjectName("emptyProgramme")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        heading = QLabel(_("This programme is still empty"), self)
        font = heading.font()
        font.setPointSizeF(font.pointSizeF() * 1.25)
        font.setWeight(font.Weight.DemiBold)
        heading.setFont(font)
        words = QLabel(
            _(
                "Draw a session with the mouse, or press N to add one at the selected time. Or type it "
                "in the line below: 9:00-10:30 Welcome @Town hall. You can also paste rows of a table."
            ),
            self,
        )
        words.setWordWrap(True)
        self.template = primary(QPushButton(_("From a &template…"), self))
        self.write = QPushButton(_("&Type a session"), self)
        self.new = QPushButton(_("Fi&rst session"), self)
        self.template.clicked.connect(self.template_wanted)
        self.write.clicked.connect(self.line_wanted)
        self.new.clicked.connect(self.new_wanted)
        across = QHBoxLayout()
        for button in (self.template, self.write, self.new):
            across.addWidget(button)
        across.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(heading)
        column.addWidget(words)
        column.addLayout(across)
        for part in (words, self.template, self.write, self.new):
            part.setVisible(writable)
        canvas.installEventFilter(self)
        self._apply_style()
        self.hide()

    def show_for(self, nothing: bool) -> None:
        """Is there nothing yet?"""
        if nothing != self.isVisible():
            self.setVisible(nothing)
            if nothing:
                self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the middle."""
        if event.type() is QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        """Light or dark."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._apply_style()

    def _apply_style(self) -> None:
        sheet = (
            f"#emptyProgramme {{ background: {self.palette().window().color().name()};"
            f" border: 1px solid {hairline(self.palette()).name()}; border-radius: 8px; }}"
        )
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)

    def _place(self) -> None:
        width = min(520, self._canvas.width() - 80)
        self.setFixedWidth(max(width, 280))
        self.adjustSize()
        self.move((self._canvas.width() - self.width()) // 2 + 20, (self._canvas.height() - self.height()) // 2 + 20)
