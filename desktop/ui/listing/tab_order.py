"""The way of the Tab key over a window with the page in it: as the eye goes, whatever was made later than what.

Qt goes by the order in which widgets were made, and the form of a record is made long after the page, and anew.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QScrollArea, QWidget


def step(window: QWidget, page: QWidget, parts: Sequence[QWidget], *, forward: bool) -> bool:
    """Put the keyboard where Tab leads: what stands beside and over the page, its parts, then what stands below it.

    False where the keyboard is not on this way; it stays where it is then.
    """
    here = QApplication.focusWidget()
    stops = [stop for part in parts for stop in stops_in(part)]
    outside = [each for each in stops_in(window) if not page.isAncestorOf(each)]
    bottom = page.mapTo(window, QPoint(0, page.height())).y()
    below = [each for each in outside if each.mapTo(window, QPoint(0, 0)).y() >= bottom]
    way = [*(each for each in outside if each not in below), *stops, *below]
    if here not in way:
        return False
    target = way[(way.index(here) + (1 if forward else -1)) % len(way)]
    target.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    above = target.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(target)
        above = above.parentWidget()
    return True


def stops_in(part: QWidget) -> list[QWidget]:
    """What Tab stops at in a part of the window, from top to bottom, in a line from left to right."""
    every: list[QWidget] = [part, *part.findChildren(QWidget)]
    return sorted((each for each in every if _is_stop(each, part)), key=lambda each: _place(each, part))


def _place(widget: QWidget, part: QWidget) -> tuple[tuple[int, int], ...]:
    """Where a widget stands in a part: what scrolls stands where its area does, then in that, scrolled or not."""
    within, area = part, widget
    while (above := area.parentWidget()) is not None and area is not part:
        if isinstance(above, QScrollArea) and above is not part:
            content = above.widget()
            within, area = content if content is not None and content.isAncestorOf(widget) else above, above
            break
        area = above
    way = -1 if part.layoutDirection() == Qt.LayoutDirection.RightToLeft else 1
    middle = widget.mapTo(within, QPoint(widget.width() // 2, min(widget.height() // 2, 14)))
    own = (middle.y() // 14, way * middle.x())
    return (own,) if within is part else (*_place(area, part), own)


def _is_stop(widget: QWidget, part: QWidget) -> bool:
    if (widget.focusPolicy() & Qt.FocusPolicy.TabFocus) != Qt.FocusPolicy.TabFocus:
        return False
    if not widget.isVisible() or not widget.isEnabled() or widget.focusProxy() is not None:
        return False
    each = widget
    while each is not part:
        above = each.parentWidget()
        if each.isWindow() or above is None or isinstance(above, QComboBox | QAbstractItemView):
            return False  # what stands in a combo or a list is reached by other keys
        each = above
    return True
