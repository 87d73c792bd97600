"""A visit that was just made for a day that is soon, and one that is on now as an idea."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtWidgets import QWidget

from desktop.ui.desk import Desk
from tests.pictures.scenes_importing import _until
from tests.pictures.scenes_window import desk_window


def _opened(desk: Desk, days: int) -> QWidget:
    from desktop.visits import new_visit

    id = new_visit(desk.workspace, "learning_exchange", {
        "title": "How Kisumu keeps its drains open", "start": (date.today() + timedelta(days=days)).isoformat(),
    })  # fmt: skip
    window = desk_window(desk)
    assert window.view is not None
    window.view.put_notice("sample", None)
    window.view.open_page("visits")
    page = window.view.page("visits")
    assert page is not None
    page.open_visit(id)
    window.show()
    _until(window, lambda: page.visit is not None and page.visit.suggestions.isVisible())
    return window


SCENES: dict[str, Callable[[Desk], QWidget]] = {
    "new-visit-tasks": lambda desk: _opened(desk, 20),
    "new-visit-on-now": lambda desk: _opened(desk, -1),
}
