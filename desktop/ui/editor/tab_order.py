"""The way of the Tab key through a form: as the eye goes, whatever was made, moved or taken away meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QComboBox, QWidget


def stops_in(part: QWidget) -> list[QWidget]:
    """What the keyboard can enter in a part of the form, from top to bottom, in a line from left to right."""
    found = [each for each in (part, *part.findChildren(QWidget)) if _is_stop(each, part)]
    right_to_left = part.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def place(widget: QWidget) -> tuple[int, int]:
        middle = (
            widget.mapTo(part, QPoint(widget.width() // 2, widget.height() // 2)) if widget is not part else QPoint()
        )
        return middle.y() // 12, -middle.x() if right_to_left else middle.x()

    return sorted(found, key=place)


def put_in_order(parts: Iterable[QWidget], before: Sequence[QWidget] = ()) -> list[QWidget]:
    """Lead the Tab key through these parts, one after another. Returns the stops; nothing is done where they are as
    `before`.
    """
    stops = [stop for part in parts for stop in stops_in(part)]
    if stops != list(before):
        for first, second in pairwise(stops):
            QWidget.setTabOrder(first, second)
    return stops


def _is_stop(widget: QWidget, part: QWidget) -> bool:
    if not widget.focusPolicy() & Qt.FocusPolicy.TabFocus or widget.focusProxy() is not None:
        return False
    if widget.window() is not part.window():
        return False  # in a window of its own, such as the calendar of a date
    if widget.isHidden():
        return False
    above = widget.parentWidget()
    while above is not None and widget is not part:
        if isinstance(above, (QComboBox, QAbstractScrollArea)) or (above.isHidden() and above is not part):
            return False  # the line of a combo, the view of a table, something folded away
        if above is part:
            break
        above = above.parentWidget()
    return True
