"""The page of trainings: who trained whom as a tree, and what that reached by module, country, section and year."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.catalogue.trainings import TRAINING_KINDS, Training, Trainings, read_trainings
from desktop.i18n import _, ngettext
from desktop.learning.count_rows import CountRow
from desktop.learning.trainer_tree import DIMENSIONS, Reach, TrainerTree, filtered, reach_by, reach_of
from desktop.ui.learning.counts_table import CountsTable
from desktop.ui.learning.list_switch import LearningSwitch
from desktop.ui.learning.trainer_tree_view import TrainerTreeView, reach_headings
from desktop.ui.listing.empty_state import EmptyState
from desktop.ui.live_page import LivePage
from desktop.ui.page import TRAININGS
from desktop.ui.style.learning import learning_sheet
from desktop.ui.style.palette_changes import set_following_sheet
from desktop.ui.widgets.choice import StillBox
from desktop.ui.widgets.displayed_codes import term
from desktop.values.numbers import format_number

if TYPE_CHECKING:
    from desktop.ui.desk import Desk

QUIET_MS = 200


class TrainingsPage(LivePage):
    """The tree of trainers with its reach."""

    sample_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "trainings", QUIET_MS, parent)
        self._found = Trainings()
        self._tree = TrainerTree(())
        self.switch = LearningSwitch(TRAININGS, self)
        self.open_it = QAction(_("&Open the record"), self)
        self.open_it.setEnabled(False)
        self.open_it.triggered.connect(self.open_selected)
        open_button = QPushButton(self.open_it.text(), self)
        open_button.setAutoDefault(False)
        open_button.setEnabled(False)
        open_button.clicked.connect(self.open_it.trigger)
        self.open_it.enabledChanged.connect(open_button.setEnabled)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(_("Search trainers and trainings"))
        self.search.setAccessibleName(self.search.placeholderText())
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _text: self._show_tree(anew=True))
        self.filters = {name: StillBox(self) for name in DIMENSIONS}
        for name, box in self.filters.items():
            box.setAccessibleName(dimension_label(name))
            box.setMinimumContentsLength(12)
            box.setSizeAdjustPolicy(StillBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.currentIndexChanged.connect(lambda _place: self._filter(anew=True))
        self.total = QLabel(self)
        self.total.setObjectName("quiet")
        self.total.setWordWrap(True)
        self.tree = TrainerTreeView(self)
        self.tree.itemSelectionChanged.connect(self._show_selected)
        self.tree.activated.connect(lambda _index: self.open_selected())
        self.title = QLabel(self)
        self.title.setObjectName("runTitle")
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setWordWrap(True)
        self.reach = CountsTable(self, name=_("Reach"), headings=(_("Reach"), *reach_headings()))
        header = self.reach.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.empty = EmptyState(self)
        self._stack = QStackedWidget(self)
        self._lay_out(open_button)
        set_following_sheet(self, learning_sheet)

    def _lay_out(self, button: QPushButton) -> None:
        top, line = QHBoxLayout(), QHBoxLayout()
        top.setContentsMargins(14, 14, 14, 0)
        top.addWidget(self.switch)
        top.addStretch(1)
        top.addWidget(button)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.search, 2)
        for box in self.filters.values():
            line.addWidget(box, 1)
        left, right = QWidget(self), QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(14, 0, 8, 14)
        column.addWidget(self.tree, 1)
        beside = QVBoxLayout(right)
        beside.setContentsMargins(8, 0, 14, 14)
        beside.addWidget(self.title)
        beside.addWidget(self.reach, 1)
        split = QSplitter(self)
        split.addWidget(left)
        split.addWidget(right)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setChildrenCollapsible(False)
        full = QWidget(self)
        inner = QVBoxLayout(full)
        inner.setContentsMargins(0, 8, 0, 0)
        above = QVBoxLayout()
        above.setContentsMargins(14, 0, 14, 0)
        above.addLayout(line)
        above.addWidget(self.total)
        inner.addLayout(above)
        inner.addWidget(split, 1)
        self._stack.addWidget(full)
        self._stack.addWidget(self.empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(top)
        whole.addWidget(self._stack, 1)

    # The window ------------------------------------------------------------------------------------------------------

    def enter(self) -> None:
        """The keyboard into the tree."""
        (self.tree if self._found.trainings else self.empty).setFocus(Qt.FocusReason.OtherFocusReason)

    def actions_for_menu(self) -> dict[str, list[QAction]]:
        """What can be done with a training, and the ways to the other lists."""
        return {"view": self.switch.actions_for_menu(), "record": [self.open_it]}

    def menu_title(self) -> str:
        """The menu of this page."""
        return _("&Training")

    def count_words(self) -> str:
        """How many trainings there are."""
        return trainings_counted(len(self._tree.trainings))

    # What is read ----------------------------------------------------------------------------------------------------

    def job(self) -> Callable[[], Trainings]:
        """All trainings."""
        workspace = self._desk.workspace
        return lambda: read_trainings(workspace)

    def show_found(self, found: Trainings) -> None:
        """Show them; filters and selection stay."""
        self._found = found
        for name, box in self.filters.items():
            self._fill(name, box)
        kinds = " / ".join(term("kinds", each).label for each in TRAINING_KINDS)
        self.empty.show_words(
            "learning", _("No trainings yet"),
            _("A training is an activity of one of the kinds {kinds}; its people have the role trainer or participant.").format(
                kinds=kinds
            ),
            [(_("Load the sample"), self.sample_wanted.emit)] if self._desk.writable else [],
        )  # fmt: skip
        self._stack.setCurrentIndex(0 if found.trainings else 1)
        self._filter()

    def _fill(self, name: str, box: StillBox) -> None:
        codes = {code for each in self._found.trainings for code in DIMENSIONS[name](each)}
        chosen = str(box.currentData() or "")
        labels = sorted((self.label(name, code), code) for code in codes | ({chosen} if chosen else set()))
        if name == "year":
            labels.reverse()
        box.blockSignals(True)
        box.clear()
        box.addItem(_ALL[name](), "")
        for words, code in labels:
            box.addItem(words, code)
        box.setCurrentIndex(max(0, box.findData(chosen)))
        box.blockSignals(False)

    def label(self, dimension: str, code: str) -> str:
        """The name of a module, country, section or year."""
        if not code:
            return _("Not given")
        if dimension == "section":
            return self._found.sections.get(code) or _("Untitled")
        vocabulary = {"module": "modules", "country": "countries"}.get(dimension)
        return term(vocabulary, code).label if vocabulary else code

    def _filter(self, *, anew: bool = False) -> None:
        wanted = {name: str(box.currentData() or "") for name, box in self.filters.items()}
        self._tree = filtered(self._found, wanted)
        total = reach_words(reach_of(self._tree.trainings))
        self.total.setText(" ".join((total, *circle_sentences(self._tree, self._found.people))))
        self._show_tree(anew=anew)
        self.count_changed.emit(self.count_words())

    def _show_tree(self, *, anew: bool) -> None:
        self.tree.show_tree(self._tree, self._found.people, self.search.text(), anew=anew)
        self._show_selected()

    def _show_selected(self) -> None:
        trainings, words = self.tree.selected_trainings()
        self.title.setText(words or _("All trainings"))
        self.open_it.setEnabled(bool(self.tree.selected_record()))
        self.reach.show_rows(self._rows(self._tree.trainings if trainings is None else trainings))

    def _rows(self, trainings: Sequence[Training]) -> list[CountRow]:
        rows = [CountRow("", _("Together"), _cells(reach_of(trainings)))]
        for name in DIMENSIONS:
            for code, reach in reach_by(trainings, name).items():
                rows.append(CountRow(_BY[name](), self.label(name, code), _cells(reach)))
        return rows

    def open_selected(self) -> None:
        """Show the training or the person in its form."""
        if id := self.tree.selected_record():
            self._desk.record_wanted.emit(id)


_ALL: dict[str, Callable[[], str]] = {
    "module": lambda: _("All modules"), "country": lambda: _("All countries"), "section": lambda: _("All sections"),
    "year": lambda: _("All years"),
}  # fmt: skip
_BY: dict[str, Callable[[], str]] = {
    "module": lambda: _("By module"), "country": lambda: _("By country"), "section": lambda: _("By section"),
    "year": lambda: _("By year"),
}  # fmt: skip


def dimension_label(name: str) -> str:
    """What reach is told by."""
    return {"module": _("Module"), "country": _("Country"), "section": _("Section"), "year": _("Year")}[name]


def _cells(reach: Reach) -> tuple[int, int, int, int]:
    return reach.trainers, reach.trainings, reach.local_governments, reach.people


def trainings_counted(count: int) -> str:
    """ "12 trainings"."""
    return ngettext("{number} training", "{number} trainings", count).format(number=format_number(count))


def reach_words(reach: Reach) -> str:
    """The reach in a line."""
    parts = (
        ngettext("{number} trainer trained", "{number} trainers trained", reach.trainers).format(
            number=format_number(reach.trainers)
        ),
        ngettext("{number} training given", "{number} trainings given", reach.trainings).format(
            number=format_number(reach.trainings)
        ),
        ngettext("{number} local government", "{number} local governments", reach.local_governments).format(
            number=format_number(reach.local_governments)
        ),
        ngettext("{number} person", "{number} people", reach.people).format(number=format_number(reach.people)),
    )
    return " · ".join(parts)


def circle_sentences(tree: TrainerTree, names: Mapping[str, str]) -> list[str]:
    """A sentence for each group of people who trained each other."""
    return [
        _("{names} trained each other in a circle: each is counted once.").format(
            names=", ".join(names.get(each) or _("Untitled") for each in group)
        )
        for group in tree.circles
    ]
