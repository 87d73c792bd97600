"""What a visit suggests by its days: tasks that were due before it was made, a stage that its days have reached."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.i18n import _, ngettext
from desktop.ui.current_time import today
from desktop.ui.notice_bar import NoticeBar
from desktop.ui.widgets.displayed_codes import term
from desktop.visits.past_tasks import count_tasks_from, past_tasks, remove_tasks
from desktop.visits.stages import stage_by_dates
from desktop.visits.visit import Visit

if TYPE_CHECKING:
    from desktop.ui.desk import Desk

_TASKS, _STAGE = "tasks", "stage"


class VisitSuggestions(QWidget):
    """At most a line for each, below the pages of the visit; one that was closed does not come back while the window lives."""

    def __init__(self, desk: Desk, choose_stage: Callable[[str], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._choose_stage = desk, choose_stage
        self._closed: set[tuple[str, str]] = set()
        self._visit = ""
        self._shown: dict[str, tuple[object, NoticeBar]] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.hide()

    def bar(self, name: str) -> NoticeBar | None:
        """The line about "tasks" or the "stage"; None where there is none."""
        found = self._shown.get(name)
        return found[1] if found is not None else None

    def show_visit(self, visit: Visit | None) -> None:
        """Suggest what its days suggest; nothing for None."""
        self._visit = visit.id if visit is not None else ""
        tasks = tuple(each.id for each in past_tasks(visit, today())) if visit is not None else ()
        stage = stage_by_dates(visit, today()) if visit is not None else ""
        self._put(_TASKS, tasks, lambda: self._tasks_bar(tasks))
        self._put(_STAGE, stage, lambda: self._stage_bar(stage))
        self.setVisible(bool(self._shown))

    def _put(self, name: str, about: tuple[str, ...] | str, make: Callable[[], NoticeBar]) -> None:
        wanted = (self._visit, about) if about and (self._visit, name) not in self._closed else None
        found = self._shown.get(name)
        if found is not None and found[0] == wanted:
            return
        if found is not None:
            del self._shown[name]
            found[1].hide()
            found[1].deleteLater()
        if wanted is not None:
            bar = make()
            bar.add_close(lambda: self._close(name))
            self._column.addWidget(bar)
            self._shown[name] = (wanted, bar)

    def _close(self, name: str) -> None:
        self._closed.add((self._visit, name))
        self._put(name, "", lambda: NoticeBar("info", "", self))
        self.setVisible(bool(self._shown))

    def _tasks_bar(self, ids: tuple[str, ...]) -> NoticeBar:
        words = ngettext(
            "{count} task was due before this visit was made.", "{count} tasks were due before this visit was made.",
            len(ids),
        )  # fmt: skip
        bar = NoticeBar("info", words.format(count=len(ids)), self)
        remove = bar.add_button(_("&Remove these tasks"), lambda: self._remove(ids))
        count = bar.add_button(_("&Count from today"), lambda: self._count_from_today(ids))
        count.setToolTip(_("They are due today, whatever they were counted from"))
        for button in (remove, count):
            button.setEnabled(self._desk.writable)
        return bar

    def _stage_bar(self, stage: str) -> NoticeBar:
        label = term("visit_stages", stage).label
        words = (
            _("By its dates, the visit is on now.")
            if stage == "under_way"
            else _("The last day of the visit has passed.")
        )
        bar = NoticeBar("info", words, self)
        button = bar.add_button(_("Set the stage to “{stage}”").format(stage=label), lambda: self._choose_stage(stage))
        button.setEnabled(self._desk.writable)
        return bar

    def _remove(self, ids: tuple[str, ...]) -> None:
        words = ngettext("{count} task is in the bin.", "{count} tasks are in the bin.", len(ids))
        workspace = self._desk.workspace
        self._write(lambda: remove_tasks(workspace, ids), words.format(count=len(ids)))

    def _count_from_today(self, ids: tuple[str, ...]) -> None:
        words = ngettext("{count} task is due today.", "{count} tasks are due today.", len(ids))
        workspace = self._desk.workspace
        self._write(lambda: count_tasks_from(workspace, ids, today()), words.format(count=len(ids)))

    def _write(self, job: Callable[[], str], words: str) -> None:
        workspace = self._desk.workspace

        def undo(group: str) -> None:
            self._desk.writer.run(
                lambda: workspace.journal.undo_group(group), lambda report: self._desk.show_message(report.sentence())
            )

        self._desk.writer.run(job, lambda group: self._desk.show_message(words, _("Undo"), lambda: undo(group)))
