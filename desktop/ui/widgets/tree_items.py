"""The items of a tree, wherever in it they stand."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QTreeWidgetItemIterator


def tree_items(tree: QTreeWidget) -> Iterator[QTreeWidgetItem]:
    """All of them, from the top, each before those below it."""
    each = QTreeWidgetItemIterator(tree)
    while (item := each.value()) is not None:
        yield item
        each += 1


def tree_lines(tree: QTreeWidget) -> list[str]:
    """What stands in the first column, each line indented by two spaces a step."""
    found: list[str] = []
    for item in tree_items(tree):
        depth, above = 0, item.parent()
        while above is not None:
            depth, above = depth + 1, above.parent()
        found.append("  " * depth + item.text(0))
    return found
