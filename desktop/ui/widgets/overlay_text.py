"""A sentence about a widget, drawn over what stands below it: it comes and goes, and nothing moves."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QScrollArea, QWidget

_GAP = 2
_MARGIN = 14
_LEAST_WIDTH = 280
_MOVES = frozenset((QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide))


class OverlayText(QLabel):
    """Below its widget, or above it where there is no room. Clicks go through it to what it covers, and it makes way for
    the field that has the keyboard.
    """

    def __init__(self, about: QWidget, name: str = "overlayText") -> None:
        super().__init__(about)
        self._about = self._ground = about
        self._followed: list[QWidget] = []
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setMargin(4)
        self.hide()
        if isinstance(app := QApplication.instance(), QApplication):
            app.focusChanged.connect(self._keyboard_moved)

    def show_words(self, words: str, *, wrong: bool = False) -> None:
        """Show a sentence; "" shows none."""
        self.setText(words)
        if self.property("wrong") != wrong:
            self.setProperty("wrong", wrong)
            self.style().unpolish(self)
            self.style().polish(self)
        if words:
            self._follow()
            self._place()
        else:
            self._follow_no_more()
            self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What it speaks about, or something that this stands in, has moved."""
        if event.type() in _MOVES:
            self._place()
        return False

    def _follow(self) -> None:
        self._follow_no_more()
        self._ground = ground = _ground_of(self._about)
        self.setParent(ground)
        each: QWidget | None = self._about
        while each is not None:
            each.installEventFilter(self)
            self._followed.append(each)
            each = each.parentWidget() if each is not ground else None

    def _follow_no_more(self) -> None:
        for each in self._followed:
            each.removeEventFilter(self)
        self._followed = []

    def _place(self) -> None:
        ground, about = self._ground, self._about
        if not self.text() or not about.isVisibleTo(ground):
            self.hide()
            return
        corner = about.mapTo(ground, QPoint(0, 0))
        width = min(max(about.width(), _LEAST_WIDTH), ground.width() - 2 * _MARGIN)
        height = self.heightForWidth(width)
        left = max(_MARGIN, min(corner.x(), ground.width() - _MARGIN - width))
        below = corner.y() + about.height() + _GAP
        seen = ground.visibleRegion().boundingRect()
        limit = seen.bottom() if not seen.isEmpty() else ground.height()
        top = below if below + height <= limit or corner.y() < height else corner.y() - height - _GAP
        self.setGeometry(QRect(left, top, width, height))
        self.setVisible(not self._covers_keyboard(QApplication.focusWidget()))
        self.raise_()

    def _keyboard_moved(self, _before: QWidget | None, _now: QWidget | None) -> None:
        if self.text():
            self._place()

    def _covers_keyboard(self, here: QWidget | None) -> bool:
        ground = self._ground
        if here is None or isinstance(here, QAbstractItemView) or not ground.isAncestorOf(here):
            return False
        if self._about is here or self._about.isAncestorOf(here):
            return False
        return self.geometry().intersects(QRect(here.mapTo(ground, QPoint(0, 0)), here.size()))


def _ground_of(widget: QWidget) -> QWidget:
    """What scrolls with the widget, or else the part of the window that is styled as it is."""
    each = widget
    while (above := each.parentWidget()) is not None:
        if isinstance(area := above.parentWidget(), QScrollArea) and area.widget() is each:
            return each
        each = above
        if each.styleSheet():
            return each
    return each
