"""An activity that is a study visit becomes a visit, as one action, and the visit is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.i18n import _

if TYPE_CHECKING:
    from desktop.ui.desk import Desk


def plan_visit(desk: Desk, activity: str, title: str) -> None:
    """Make the visit and put the activity into the bin; say so, with the way back."""
    from desktop.visits import plan_as_visit

    journal = desk.workspace.journal

    def job() -> tuple[str, str]:
        with journal.group("create") as group:
            return plan_as_visit(desk.workspace, activity), group.id

    def undo(group: str) -> None:
        desk.writer.run(lambda: journal.undo_group(group), lambda report: desk.show_message(report.sentence()))

    def done(made: tuple[str, str]) -> None:
        visit, group = made
        desk.record_wanted.emit(visit)
        words = _("“{title}” is a visit now; the activity is in the bin.").format(title=title)
        desk.show_message(words, _("Undo"), lambda: undo(group))

    desk.writer.run(job, done)
