"""What an organisation or a person has done with the network, beside its form: numbers that open to the records behind them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import _, pgettext
from desktop.learning.members import ListedCourse, read_listed_courses
from desktop.ui.editor.context import RecordContext, RecordPart
from desktop.ui.editor.record_data import RecordData
from desktop.ui.learning.counts_table import stage_labels
from desktop.ui.tooltips import plain_tip
from desktop.ui.widgets.displayed_codes import term
from desktop.ui.widgets.tree_items import tree_items, tree_lines
from desktop.values.numbers import format_number
from desktop.visits.network_record import (
    Commitment,
    Entry,
    NetworkRecord,
    Relation,
    read_network_record,
)
from desktop.visits.relation_words import relation_words

_ID = Qt.ItemDataRole.UserRole
Item = QTreeWidgetItem


class OverviewPage(RecordPart):
    """A tree: Right opens a number, Enter or a click on a record goes there, Esc back to the list."""

    def __init__(self, context: RecordContext, type: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._type = type
        self._record_id = ""
        self.tree = QTreeWidget(self)
        self.tree.setHeaderHidden(True)
        self.tree.setFrameShape(QFrame.Shape.NoFrame)
        self.tree.setWordWrap(True)
        self.tree.setUniformRowHeights(False)
        self.tree.setAccessibleName(_("What was done together"))
        self.tree.itemActivated.connect(self._go)
        self.tree.itemClicked.connect(self._go)
        self.none = QLabel(
            _(
                "Nothing yet. The activities, visits, people and commitments that name this record will be listed and"
                " counted here."
            ),
            self,
        )
        self.none.setWordWrap(True)
        self.none.setContentsMargins(14, 14, 14, 14)
        self.none.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(self.none)
        column.addWidget(self.tree, 1)

    def show_reading(self, record_id: str, reading: RecordData, *, read_only: bool) -> None:
        """Count again."""
        workspace, type = self._context.workspace, self._type
        if record_id != self._record_id:
            self.tree.clear()
        self._record_id = record_id
        self._context.desk.read(
            lambda: (
                record_id,
                read_network_record(workspace, type, record_id),
                read_listed_courses(workspace, record_id) if type == "organisation" else [],
            ),
            self._show,
            topic="editor: overview",
        )

    def enter(self) -> None:
        """The tree."""
        self.tree.setFocus()

    def lines(self) -> list[str]:
        """What stands there, each line indented by two spaces a step."""
        return tree_lines(self.tree)

    def _show(self, found: tuple[str, NetworkRecord, list[ListedCourse]]) -> None:
        record_id, record, listed = found
        if record_id != self._record_id:
            return
        opened = {item.text(0) for item in tree_items(self.tree) if item.isExpanded()}
        first = self.tree.topLevelItemCount() == 0
        self.tree.clear()
        self._fill(record, listed)
        for item in tree_items(self.tree):
            item.setExpanded(item.text(0) in opened or (first and item.parent() is None and item.childCount() <= 8))
        empty = record.empty and not listed
        self.none.setVisible(empty)
        self.tree.setVisible(not empty)

    def _fill(self, record: NetworkRecord, listed: list[ListedCourse]) -> None:
        self._section(_("People"), record.people, _person_words, _("People of this organisation."))
        if record.activities:
            roles = "organisation_roles" if self._type == "organisation" else "person_roles"
            number = len({entry.id for _role, entry in record.activities})
            top = self._top(_("Activities by role and year"), number, _("Each activity once for each role."))
            for role, years in record.by_role_and_year().items():
                below = _number(top, term(roles, role).label, sum(map(len, years.values())))
                for year, entries in years.items():
                    self._entries(_number(below, year or _("Without a date"), len(entries)), entries, _activity_words)
        self._section(_("Visits hosted"), record.given, _visit_words, _("It was the host."))
        self._section(_("Visits made"), record.received, _visit_words, _("It was the visitor of another host."))
        others = [each for role, each in record.visits if role not in ("host", "visitor")]
        self._section(_("Other visits"), others, _visit_words, _("Another role, or one of its people took part."))
        self._section(
            _("Courses taught"), record.taught, _activity_words,
            _("Trainings and courses in which one of its people was trainer, facilitator or speaker."),
        )  # fmt: skip
        self._section(
            _("Courses supported"),
            record.supported,
            _activity_words,
            _("Trainings and courses in which it has a role."),
        )
        self._section(
            _("Courses enrolled in"), record.enrolled, _activity_words,
            _("Trainings and courses in which one of its people is noted as participant."),
        )  # fmt: skip
        if listed:
            top = self._top(
                _("Courses enrolled in, by lists of learners"), len(listed),
                _("Course runs whose lists name it; named are organisations of at least five learners."),
            )  # fmt: skip
            for each in listed:
                title = " – ".join((each.title or _("Untitled"), each.run)) if each.run else each.title
                item = self._entry(top, Entry("activity", each.activity, ""), title)
                for label, number in zip(stage_labels(), each.numbers, strict=True):
                    if number:
                        Item(item, [pgettext("field: value", "{field}: {value}").format(field=label, value=number)])
        self._commitments(record.commitments)
        self._relations(record.relations)

    def _commitments(self, commitments: Sequence[Commitment]) -> None:
        if not commitments:
            return
        top = self._top(
            _("Commitments"), len(commitments), _("What it promised to do in visits, and what became of it.")
        )
        by_state: dict[str, list[Commitment]] = {}
        for each in commitments:
            by_state.setdefault(each.entry.state, []).append(each)
        for state, those in by_state.items():
            below = _number(top, term("commitment_states", state).label, len(those))
            for each in those:
                item = self._entry(
                    below, each.entry, _joined(each.entry.title or _("Untitled"), _commitment_words(each))
                )
                if each.changed:
                    Item(item, [_("What changed: {words}").format(words=" ".join(each.changed.split()))])
                if each.activity:
                    self._entry(item, Entry("activity", each.activity, ""), _("The activity that it became"))
                self._entry(item, each.visit, _("Visit: {title}").format(title=each.visit.title or _("Untitled")))

    def _relations(self, relations: Sequence[Relation]) -> None:
        if not relations:
            return
        others = {each.other for each in relations}
        top = self._top(
            _("Relations"), len(others),
            _("Other organisations, as visits, activities and commitments show them. Cancelled ones do not count."),
        )  # fmt: skip
        words = relation_words()
        by_kind: dict[str, list[Relation]] = {}
        for each in relations:
            by_kind.setdefault(each.kind, []).append(each)
        for kind, those in by_kind.items():
            below = _number(top, words[kind], len(those))
            for each in those:
                item = _number(below, each.name or _("Untitled"), len(each.entries))
                item.setData(0, _ID, each.other)
                self._entries(item, each.entries, _dated_words)

    def _section(self, words: str, entries: Sequence[Entry], said: Callable[[Entry], str], definition: str) -> None:
        if entries:
            self._entries(self._top(words, len(entries), definition), entries, said)

    def _top(self, words: str, count: int, definition: str) -> Item:
        item = Item(self.tree, [_("{title} ({number})").format(title=words, number=format_number(count))])
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        item.setFont(0, font)
        item.setToolTip(0, plain_tip(definition))
        return item

    def _entries(self, above: Item, entries: Iterable[Entry], said: Callable[[Entry], str]) -> None:
        for each in entries:
            self._entry(above, each, said(each))

    def _entry(self, above: Item, entry: Entry, words: str) -> Item:
        item = Item(above, [words])
        item.setData(0, _ID, entry.id)
        item.setToolTip(0, plain_tip(words))
        return item

    def _go(self, item: Item, _column: int = 0) -> None:
        if id := item.data(0, _ID):
            self._context.desk.open_record(str(id))
        elif item.childCount():
            item.setExpanded(not item.isExpanded())


def _number(above: Item, words: str, count: int) -> Item:
    return Item(above, [_("{title} ({number})").format(title=words, number=format_number(count))])


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _person_words(entry: Entry) -> str:
    agreed = "" if entry.state in ("network", "public") else term("consents", "none").label
    return _joined(entry.title or _("Untitled"), entry.more, agreed)


def _activity_words(entry: Entry) -> str:
    kind = term("kinds", entry.kind).label if entry.kind else ""
    return _joined(entry.title or _("Untitled"), kind, term("statuses", entry.state).label if entry.state else "")


def _visit_words(entry: Entry) -> str:
    stage = term("visit_stages", entry.state).label if entry.state else ""
    return _joined(entry.title or _("Untitled"), entry.day, stage)


def _dated_words(entry: Entry) -> str:
    return _joined(entry.title or _("Untitled"), entry.day[:4])


def _commitment_words(each: Commitment) -> str:
    return _("by {day}").format(day=each.due) if each.due else _("no date")
