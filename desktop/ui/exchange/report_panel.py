"""What an arrival does or did: figures to choose by, a search, and the records with their fields and ticks."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QTreeWidgetItem, QVBoxLayout, QWidget

from desktop.exchange.packages.incoming_records import CHANGED, DELETED, NEW
from desktop.i18n import _, ngettext, pgettext
from desktop.ui.dialogs.check_box import Tick
from desktop.ui.exchange.exchange_data import Figures, Report
from desktop.ui.exchange.record_changes import RecordChange
from desktop.ui.exchange.record_tree import WORDS, RecordTree
from desktop.ui.widgets.clear_button import add_clear_button
from desktop.ui.widgets.displayed_codes import fold
from desktop.ui.widgets.figure_buttons import figure_buttons
from desktop.ui.widgets.list_search import ListSearch
from desktop.ui.widgets.number_text import counted
from desktop.workspace.changes.deferred import MergeSelection

DISPUTED, WAITING = "disputed", "waiting"
_KINDS = (NEW, CHANGED, DELETED, DISPUTED, WAITING)
_SEARCHED = 6


class ReportPanel(QWidget):
    """`record_wanted` where somebody opens a record of the list; `chosen_changed` where a tick was set or taken."""

    record_wanted = Signal(str)
    chosen_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._records: tuple[RecordChange, ...] = ()
        self._figures = Figures(0, 0, 0, 0, True)
        self._ticks: dict[str, bool] | None = None
        self._rest = True
        """Do the records that are not listed come in too?"""
        self.figures, row = figure_buttons(_KINDS, self)
        for kind, button in self.figures.items():
            button.clicked.connect(lambda on, kind=kind: self._pick(kind if on else ""))
        self.said = QLabel(self)
        self.said.setObjectName("importHint")
        self.said.setWordWrap(True)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.all = Tick(parent=self)
        self.all.clicked.connect(self._tick_all)
        self.all.hide()
        self.search = ListSearch(self)
        self.search.setPlaceholderText(_("Search in these records"))
        self.search.setAccessibleName(_("Search in these records"))
        add_clear_button(self.search)
        self.search.textChanged.connect(self._show)
        across = QHBoxLayout()
        across.setSpacing(12)
        across.addWidget(self.all)
        across.addWidget(self.search, 1)
        self.tree = RecordTree(self)
        self.tree.itemActivated.connect(self._activate)
        self.tree.ticked.connect(self._tick)
        self._nothing = QLabel(self)
        self._nothing.setObjectName("importHint")
        self._nothing.setWordWrap(True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.said)
        column.addLayout(across)
        column.addWidget(self.tree, 1)
        column.addWidget(self._nothing, 1)

    def show_report(self, report: Report, *, done: bool = False, ticks: bool = False) -> None:
        """Show what an arrival would do, or (`done`) what it did; with `ticks` a person may choose what comes in."""
        self._figures, self._records = report.figures, report.records
        self._ticks = {each.id: not each.back for each in report.records} if ticks and report.records else None
        self._rest = True
        figures = report.figures
        waiting = sum(_fits(each, WAITING) for each in report.records)
        for kind, count in zip(
            _KINDS, (figures.new, figures.changed, figures.deleted, figures.disputed, waiting), strict=True
        ):
            button = self.figures[kind]
            button.setText(f"{counted(count)}\n{_label(kind, count, done=done)}")
            button.setAccessibleName(f"{count} {_label(kind, count, done=done)}")
            button.setProperty("empty", count == 0)
            button.setEnabled(count > 0)
            button.setVisible(count > 0 or kind != WAITING)
            button.setChecked(False)
            button.style().unpolish(button)
            button.style().polish(button)
        self.tree.setHeaderLabels(
            [
                _("Record"),
                pgettext("of an arrival", "What happened") if done else pgettext("of an arrival", "Description"),
            ]
        )
        said = list(report.said)
        if len(report.records) < self._every:
            said.append(_("The first {number} are listed.").format(number=counted(len(report.records))))
        self.said.setText("\n".join(said))
        self.said.setVisible(bool(said))
        self.search.clear()
        self.search.setVisible(len(report.records) > _SEARCHED)
        self.all.setVisible(self._ticks is not None)
        self._show()

    @property
    def _every(self) -> int:
        """How many records the arrival touches, those that are not listed too."""
        return max(self._figures.new + self._figures.changed + self._figures.deleted, len(self._records))

    # Choosing --------------------------------------------------------------------------------------------------------

    @property
    def coming(self) -> int:
        """How many records come in, as ticked."""
        ticks = self._ticks or {}
        return sum(ticks.values()) + ((self._every - len(ticks)) if self._rest else 0)

    @property
    def deferred(self) -> int:
        """How many do not."""
        return self._every - self.coming if self._ticks is not None else 0

    def choice(self) -> MergeSelection:
        """What the ticks say."""
        if self._ticks is None:
            return MergeSelection()
        on = frozenset(id for id, ticked in self._ticks.items() if ticked)
        if not self._rest:
            return MergeSelection(only=on)
        return MergeSelection(
            without=frozenset(self._ticks) - on, take=frozenset(each.id for each in self._records if each.back) & on
        )

    def _tick(self, id: str, on: bool) -> None:
        if self._ticks is None:
            return
        self._ticks[id] = on
        parents = {each.id: each.parent for each in self._records}
        if on:  # a part comes with what it is a part of ...
            above = parents.get(id, "")
            while above in self._ticks and not self._ticks[above]:
                self._ticks[above] = True
                above = parents.get(above, "")
        todo = [id]
        while todo:  # ... which is not left out, or taken, without its parts
            here = todo.pop()
            parts = [each for each, parent in parents.items() if parent == here]
            self._ticks.update(dict.fromkeys(parts, on))
            todo += parts
        self.tree.show_ticks(self._ticks)
        self._count()

    def _tick_all(self) -> None:
        if self._ticks is None:
            return
        shown = self._shown()
        on = not all(self._ticks[each.id] for each in shown)
        if len(shown) == len(self._records):
            self._rest = on
        for each in shown:
            self._ticks[each.id] = on
        self.tree.show_ticks(self._ticks)
        self._count()

    def _count(self) -> None:
        if self._ticks is None:
            return
        ticked = [self._ticks[each.id] for each in self._shown()]
        state = Qt.CheckState.Checked if all(ticked) else Qt.CheckState.Unchecked
        self.all.setTristate(any(ticked) and not all(ticked))
        self.all.setCheckState(Qt.CheckState.PartiallyChecked if self.all.isTristate() else state)
        words = _("{number} of {all} to import")
        self.all.setText(words.format(number=counted(self.coming), all=counted(self._every)))
        self.chosen_changed.emit()

    # Showing ---------------------------------------------------------------------------------------------------------

    @property
    def chosen(self) -> str:
        """The figure by which is chosen; "" for all."""
        return next((kind for kind, button in self.figures.items() if button.isChecked()), "")

    def _pick(self, kind: str) -> None:
        for each, button in self.figures.items():
            button.setChecked(each == kind)
        self._show()

    def _shown(self) -> list[RecordChange]:
        words, kind = fold(self.search.text()).split(), self.chosen
        return [each for each in self._records if _fits(each, kind) and all(word in each.searched for word in words)]

    def _show(self) -> None:
        found = self._shown()
        self.tree.show_records(found, self._ticks)
        self.tree.setVisible(bool(found))
        self._nothing.setVisible(not found)
        if self.search.text().strip() or self.chosen:
            self._nothing.setText(_("No record of this list has these words."))
        else:
            self._nothing.setText(_("It contains nothing that is not here already."))
        self._count()

    def _activate(self, item: QTreeWidgetItem) -> None:
        words = item.data(0, WORDS)
        if isinstance(words, RecordChange) and words.fate != DELETED:
            self.record_wanted.emit(words.id)


def _fits(each: RecordChange, kind: str) -> bool:
    if kind == WAITING:
        return bool(each.waits) or each.back
    return not kind or (each.disputed if kind == DISPUTED else each.fate == kind)


def _label(kind: str, count: int, *, done: bool) -> str:
    """`done`: a conflict that was found then may be resolved by now."""
    return {
        NEW: ngettext("new", "new", count), CHANGED: ngettext("changed", "changed", count),
        DELETED: ngettext("deleted", "deleted", count),
        DISPUTED: ngettext("conflict found", "conflicts found", count) if done
        else ngettext("in conflict", "in conflict", count),
        WAITING: ngettext("waiting", "waiting", count),
    }[kind]  # fmt: skip
