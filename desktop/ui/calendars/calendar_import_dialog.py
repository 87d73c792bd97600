"""A calendar that came back: which sessions it moves, changes, adds and cancels, each to be ticked; then one action."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from desktop.i18n import _, ngettext, pgettext
from desktop.ui.background import Task
from desktop.ui.calendars.import_dialog import ArrivedDialog
from desktop.ui.calendars.ticked_table import Row, TickedTable
from desktop.ui.widgets.number_text import counted

if TYPE_CHECKING:
    from desktop.ui.desk import Desk
    from desktop.visits.calendars import CalendarFile, CalendarPlan, SessionChange

_FIELDS = ("title", "place", "address", "summary")


@dataclass(frozen=True)
class _Found:
    """What the file is, for which visits it may be, and what it would change in the one that it names."""

    read: CalendarFile
    visits: list[tuple[str, str]]
    """(id, title): those that it names, else all."""
    plan: CalendarPlan | None
    """None where it has to be asked to which visit it belongs."""


class CalendarDialog(ArrivedDialog):
    """Its table is what can be ticked."""

    def __init__(self, desk: Desk, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(desk, path, _("Import a calendar"), parent)
        self.resize(860, 500)
        self._read: CalendarFile | None = None
        self.plan: CalendarPlan | None = None
        self.visit = QComboBox(self)
        self.visit.setAccessibleName(_("Visit"))
        self.visit.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.visit.setMinimumContentsLength(30)
        self.visit.activated.connect(lambda _row: self._plan())
        words = QLabel(_("&Visit"), self)
        words.setBuddy(self.visit)
        which = QHBoxLayout()
        which.addWidget(words)
        which.addWidget(self.visit, 1)
        self.table = TickedTable(
            _("What would change"), (_("Session"), _("What"), _("As it stands"), _("After the import")), self
        )  # fmt: skip
        self.table.ticked.connect(self._count)
        self.rest = QLabel(self)
        self.rest.setWordWrap(True)
        self.form.addLayout(which)
        self.form.addWidget(self.table, 1)
        self.form.addWidget(self.rest)
        self.form.addWidget(self.problems)
        self._which = (words, self.visit)
        self.do.clicked.connect(self._take)
        self._show_nothing()
        self._look()

    # Looking ---------------------------------------------------------------------------------------------------------

    def _look(self) -> None:
        workspace, path, writer = self._desk.workspace, self._path, self._desk.writer

        def job(_task: Task) -> _Found:
            from desktop.catalogue.record_names import names_of
            from desktop.visits.calendars import all_visits, plan_calendar, read_calendar, visits_in_calendar

            writer.flush()  # what was just typed is compared too
            read = read_calendar(path)
            named = visits_in_calendar(workspace, read)
            ids = named or all_visits(workspace)
            names = names_of(workspace, "visit", ids)
            plan = plan_calendar(workspace, read, named[0]) if len(named) == 1 else None
            return _Found(read, [(id, names.get(id) or _("Untitled")) for id in ids], plan)

        self.look(job, self._show_found)

    def _show_found(self, found: _Found) -> None:
        self._read = found.read
        self.visit.clear()
        for id, title in found.visits:
            self.visit.addItem(title, id)
        self.visit.setCurrentIndex(-1 if found.plan is None else 0)
        for widget in self._which:
            widget.setVisible(len(found.visits) > 1 or found.plan is None)
        if found.plan is not None:
            self._show_plan(found.plan)
        elif not found.visits:
            self.intro.setText(_("There is no visit yet to which {name} could belong.").format(name=self._path.name))
        else:
            self.intro.setText(_("{name} does not say to which one visit it belongs.").format(name=self._path.name))
            self.show_message(_("Choose the visit."))
            self.visit.setFocus()

    def _plan(self) -> None:
        workspace, read, id = self._desk.workspace, self._read, str(self.visit.currentData() or "")
        if read is None or not id:
            return
        self._show_nothing()

        def job(_task: Task) -> CalendarPlan:
            from desktop.visits.calendars import plan_calendar

            return plan_calendar(workspace, read, id)

        self.start(job, self._show_plan)

    def _show_nothing(self) -> None:
        self.plan = None
        self.table.show_rows([])
        self.rest.hide()
        self.show_problems([])

    def _show_plan(self, plan: CalendarPlan) -> None:
        self.plan = plan
        self.intro.setText(
            _("What {name} would change in “{title}”:").format(name=self._path.name, title=plan.visit.record.title)
            if plan.changes
            else _("{name} changes nothing in “{title}”.").format(name=self._path.name, title=plan.visit.record.title)
        )
        self.table.show_rows([_row(each) for each in plan.changes])
        self.table.setVisible(bool(plan.changes))
        self.rest.setText(_rest_words(plan))
        self.rest.setVisible(bool(self.rest.text()))
        self.show_problems(plan.problems)
        (self.table if plan.changes else self.cancel).setFocus()

    def chosen_count(self) -> int:
        """How many changes are ticked; none before it is known of which visit."""
        return len(self.table.chosen()) if self.plan is not None else 0

    # Taking ----------------------------------------------------------------------------------------------------------

    def _take(self) -> None:
        shown, read, ids = self.plan, self._read, self.table.chosen()
        if shown is None or read is None or not ids:
            return
        workspace, label = self._desk.workspace, self._path.name
        wanted = [_key(each) for each in shown.changes if each.id in ids]
        self.body.setEnabled(False)
        self.do.setEnabled(False)

        def job() -> CalendarPlan | int:
            from desktop.visits.calendars import apply_plan, plan_calendar

            now = plan_calendar(workspace, read, shown.visit.id)
            if any(each not in [_key(change) for change in now.changes] for each in wanted):
                return now
            return apply_plan(workspace, now, label, ids)

        def done(result: CalendarPlan | int) -> None:
            self._rest()
            if not isinstance(result, int):
                self._show_plan(result)
                self.show_message(
                    _("The programme has changed in the meantime. This is what the calendar would change now.")
                )
                return
            words = ngettext(
                "{count} session of “{title}” changed.", "{count} sessions of “{title}” changed.", result
            )  # fmt: skip
            self.accept()
            self.made.emit(words.format(count=counted(result), title=shown.visit.record.title))

        self._desk.writer.run(job, done, self._failed)


def _key(change: SessionChange) -> tuple[object, ...]:
    return change.id, change.action, change.values, change.before, change.after


def _row(change: SessionChange) -> Row:
    actions = {
        "moved": pgettext("of a session", "Moved"), "changed": pgettext("of a session", "Changed"),
        "new": pgettext("of a session", "New"), "cancelled": pgettext("of a session", "Cancelled"),
    }  # fmt: skip
    before, after = _sides(change)
    title = change.session.title if change.session is not None else change.title
    return Row(change.id, (title, actions[change.action], before, after))


def _sides(change: SessionChange) -> tuple[str, str]:
    """What stands, and what would: the time, then each text that changes."""
    held = change.session.values if change.session is not None else {}
    before, after = [], []
    if change.before != change.after or change.action == "cancelled":
        before.append(change.before)
        after.append(change.after)
    for name in _FIELDS:
        if name in change.values and not (change.session is None and name in ("title", "summary")):
            before.append(str(held.get(name) or ""))
            after.append(str(change.values[name] or _("empty")))
    return " · ".join(filter(None, before)), " · ".join(filter(None, after))


def _rest_words(plan: CalendarPlan) -> str:
    said = []
    if plan.unchanged:
        words = ngettext("{count} session is as it was.", "{count} sessions are as they were.", plan.unchanged)
        said.append(words.format(count=counted(plan.unchanged)))
    if plan.absent:
        words = ngettext(
            "{count} session is not in the file and is kept.", "{count} sessions are not in the file and are kept.",
            plan.absent,
        )  # fmt: skip
        said.append(words.format(count=counted(plan.absent)))
    return " ".join(said)
