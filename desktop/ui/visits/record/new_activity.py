"""A note or a commitment becomes an activity of the catalogue, linked both ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.i18n import _
from desktop.ui.editor.context import RecordContext

if TYPE_CHECKING:
    from desktop.ui.desk import Desk


def create_activity(desk: Desk, context: RecordContext, part: str) -> None:
    """Make the activity, as one action; say so, with the way to it."""
    from desktop.visits import outcomes

    workspace = context.workspace
    context.saver.end_all()
    desk.writer.run(
        lambda: outcomes.create_activity(workspace, part),
        lambda made: desk.show_message(
            _("It is an activity of the catalogue now, linked with this visit."), _("Open it"),
            lambda: desk.record_wanted.emit(made),
        ),
    )  # fmt: skip
