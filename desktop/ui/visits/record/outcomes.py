"""What a visit leaves behind: commitments, findings with the host's answer, follow-ups, and the chain between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton

from desktop.i18n import N_, _
from desktop.ui.current_time import today
from desktop.ui.editor.context import RecordContext
from desktop.ui.editor.part_grid import Further, Tick
from desktop.ui.editor.parts_page import PartsPage
from desktop.ui.editor.record_data import RecordData
from desktop.ui.visits.record.chain import ChainPage
from desktop.ui.visits.record.new_activity import create_activity
from desktop.ui.visits.record.sub_pages import SubPages
from desktop.values.dates import format_date
from desktop.visits.due_dates import FOLLOW_UP_MONTHS, follow_up_due, follow_up_title, is_overdue
from desktop.workspace import PARENT, Record, Value

if TYPE_CHECKING:
    from desktop.ui.desk import Desk

COMMITMENTS, FINDINGS, FOLLOW_UPS, CHAIN = N_("Commitments"), N_("Findings"), N_("Follow-ups"), N_("Learning chain")


class HarvestPart(SubPages):
    """Four pages; what is overdue is marked."""

    def __init__(self, desk: Desk, context: RecordContext) -> None:
        self._visit: dict[str, Value] = {}
        self._visit_id = ""
        self._context = context
        self.commitments = PartsPage(
            context,
            "commitment",
            columns=("what", "who", "due", "state"),
            further=(Further(N_("Overdue"), self._late_words("commitment"), self._late("commitment")),),
            defaults={"state": "open"},
            empty=_("No commitment yet. Who does what, and by when?"),
        )
        self.activity = QPushButton(_("Convert to &activity"), self.commitments)
        self.activity.setToolTip(
            _("A practice or a lesson of the catalogue, linked with this commitment and this visit")
        )
        self.activity.clicked.connect(self._to_activity)
        self.commitments.parts.buttons.insertWidget(2, self.activity)
        self.commitments.parts.selected.connect(lambda _id: self._enable())
        self._desk = desk
        self.findings = PartsPage(
            context,
            "finding",
            columns=("finding", "kind", "recommendation", "answer_state"),
            empty=_("No finding yet. A peer review records its findings and recommendations, and the host’s answers."),
        )
        self.follow_ups = PartsPage(
            context,
            "follow_up",
            columns=("title", "after_months", "side", "happened", "done"),
            headings={"after_months": N_("Months")},
            further=(Further(N_("Due"), self._due, self._late("follow_up")),),
            tick=Tick("done", "", lambda: {"done": today().isoformat()}, lambda: {"done": None}),
            empty=_(
                "No follow-up yet. Ask both sides after 3, 6 and 12 months: did it happen, what changed, what shows it?"
            ),
        )
        self.plan = QPushButton(_("&Schedule at 3, 6 and 12 months"), self.follow_ups)
        self.plan.clicked.connect(self._plan)
        self.follow_ups.parts.buttons.insertWidget(2, self.plan)
        self.chain = ChainPage(desk)
        super().__init__(
            {
                COMMITMENTS: self.commitments,
                FINDINGS: self.findings,
                FOLLOW_UPS: self.follow_ups,
                CHAIN: self.chain,
            }
        )
        self.chain.wanted.connect(self._open)

    def show_reading(self, record_id: str, reading: RecordData, *, read_only: bool) -> None:
        """Show it, with how much there is of each."""
        self._visit = dict(reading.record.values) if reading.record is not None else {}
        self._visit_id = record_id
        super().show_reading(record_id, reading, read_only=read_only)
        counts = {name: 0 for name in (COMMITMENTS, FINDINGS, FOLLOW_UPS)}
        names = {"commitment": COMMITMENTS, "finding": FINDINGS, "follow_up": FOLLOW_UPS}
        for part in reading.parts:
            if part.type in names:
                counts[names[part.type]] += 1
        for name, count in counts.items():
            self.count(name, str(count) if count else "")
        self.plan.setEnabled(True)
        self.plan.setVisible(not read_only and not counts[FOLLOW_UPS])
        self._enable()

    def _enable(self) -> None:
        part = self.commitments.parts.part(self.commitments.parts.current)
        became = str(part.values.get("activity") or "") if part is not None else ""
        self.activity.setEnabled(part is not None)
        self.activity.setText(_("&Open the activity") if became else _("Convert to &activity"))

    def _to_activity(self) -> None:
        part = self.commitments.parts.part(self.commitments.parts.current)
        if part is None:
            return
        if became := str(part.values.get("activity") or ""):
            self._desk.record_wanted.emit(became)
        else:
            create_activity(self._desk, self._context, part.id)

    def _plan(self) -> None:
        """Three follow-ups for both sides, as one action."""
        workspace, visit = self._context.workspace, self._visit_id
        self.plan.setEnabled(False)  # a second click would plan them twice

        def job() -> None:
            with workspace.journal.group("create"):
                for months in FOLLOW_UP_MONTHS:
                    values: dict[str, Value] = {
                        "title": follow_up_title(months),
                        "after_months": months,
                        "side": "both",
                    }
                    workspace.journal.create("follow_up", {PARENT: visit, **values})

        self._context.desk.act(job)

    def _open(self, type: str, id: str) -> None:
        """Where a record of the chain is: on a page beside it, or anywhere else on the desk."""
        if type in ("commitment", "finding", "follow_up"):
            self.go_to(type, id)
        else:
            self._desk.record_wanted.emit(id)

    def _due(self, follow_up: Record) -> str:
        due = follow_up_due(self._visit, follow_up.values)
        return format_date(due.isoformat()) if due is not None else ""

    def _late(self, type: str):
        return lambda part: is_overdue(type, self._visit, part.values, today())

    def _late_words(self, type: str):
        late = self._late(type)
        return lambda part: _("Overdue") if late(part) else ""
