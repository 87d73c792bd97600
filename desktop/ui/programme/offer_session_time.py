"""A session that has no time yet stands in no day: where the keyboard stands, one is offered."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from desktop.i18n import _
from desktop.ui.programme.programme_text import clock, weekday
from desktop.values.moments import write_moment

if TYPE_CHECKING:
    from desktop.ui.desk import Desk


def offer_time(desk: Desk, id: str, title: str, first: date | None, place: tuple[int, int]) -> None:
    """Say that it has no time, with a button that gives it this one (day, minute): one change, one undo."""
    workspace, (day, minute) = desk.workspace, place

    def put() -> None:
        at = write_moment(day, minute)
        desk.writer.run(lambda: workspace.journal.edit(id, {"at": at}, type="session"))

    when = f"{weekday(first, day)} {clock(minute)}"
    desk.show_message(
        _("“{title}” has no time yet.").format(title=title), _("Place it at {when}").format(when=when), put
    )  # fmt: skip
