"""The page of trainings: who trained whom as a tree, and beside it reach, certificates and evaluations of what is selected."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.catalogue.trainings import (
    TRAINING_KINDS,
    Certificate,
    Training,
    Trainings,
    read_certificates,
    read_trainings,
)
from desktop.i18n import _
from desktop.learning.evaluation_records import CountedEvaluation, read_evaluations
from desktop.learning.reach_rows import (
    circle_sentences,
    dimension_label,
    reach_headings,
    reach_label,
    reach_rows,
    reach_words,
    trainings_counted,
)
from desktop.learning.trainer_tree import DIMENSIONS, TrainerTree, filtered, reach_of
from desktop.ui.current_time import today
from desktop.ui.icons import icon
from desktop.ui.learning.certificates_table import CertificatesView
from desktop.ui.learning.counts_table import CountsTable
from desktop.ui.learning.evaluation_view import EvaluationView
from desktop.ui.learning.list_switch import LearningSwitch
from desktop.ui.learning.trainer_tree_view import TrainerTreeView
from desktop.ui.learning.training_actions import TrainingActions
from desktop.ui.listing.empty_state import EmptyState
from desktop.ui.live_page import LivePage
from desktop.ui.page import TRAININGS
from desktop.ui.style.learning import learning_sheet
from desktop.ui.style.palette_changes import set_following_sheet
from desktop.ui.widgets.choice import StillBox
from desktop.ui.widgets.clear_button import add_clear_button
from desktop.ui.widgets.displayed_codes import term

if TYPE_CHECKING:
    from desktop.ui.desk import Desk

QUIET_MS = 200
_SOON_DAYS = 183
"""Certificates that run out within so many days are shown as such: half a year, as the search for them has it."""


@dataclass(frozen=True)
class _Found:
    trainings: Trainings
    certificates: list[Certificate]
    evaluations: list[CountedEvaluation]


class TrainingsPage(LivePage):
    """The tree at the left, what is known of the selected part of it at the right."""

    sample_wanted = Signal()
    people_wanted = Signal(str)  # a query for people

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "trainings", QUIET_MS, parent)
        self._found = Trainings()
        self._certificates: list[Certificate] = []
        self._evaluations: list[CountedEvaluation] = []
        self._tree = TrainerTree(())
        self.switch = LearningSwitch(TRAININGS, self)
        self.tree = TrainerTreeView(self)
        self.tree.itemSelectionChanged.connect(self._show_selected)
        self.tree.activated.connect(lambda _index: self.open_selected())
        self._build_actions()
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(_("Search trainers and trainings"))
        self.search.setAccessibleName(self.search.placeholderText())
        add_clear_button(self.search)
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
        self.title = QLabel(self)
        self.title.setObjectName("runTitle")
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setWordWrap(True)
        self.reach = CountsTable(self, name=_("Reach"), headings=(_("Reach"), *reach_headings()))
        self.reach.fit_numbers()
        self.certificates = CertificatesView(self)
        self.certificates.record_wanted.connect(desk.record_wanted)
        self.certificates.people_wanted.connect(self.people_wanted)
        self.evaluation = EvaluationView(self)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        for part, words in (
            (self.reach, _("Reach")), (self.certificates, _("Certificates")), (self.evaluation, _("Evaluation")),
        ):  # fmt: skip
            self.tabs.addTab(part, words)
        self.empty = EmptyState(self)
        self._stack = QStackedWidget(self)
        self._lay_out()
        set_following_sheet(self, learning_sheet)

    def _build_actions(self) -> None:
        self.jobs = TrainingActions(self._desk, self, self.tree.selected_training)
        self.open_it = QAction(_("&Open the record"), self)
        self.open_it.setEnabled(False)
        self.open_it.triggered.connect(self.open_selected)
        self.report = QAction(icon("report"), _("&Trainers as PDF…"), self)
        self.report.setEnabled(False)
        self.report.triggered.connect(lambda: self.jobs.write_report(self._wanted()))

    def _buttons(self) -> list[QPushButton]:
        found: list[QPushButton] = []
        for action in (self.open_it, self.jobs.give):
            button = QPushButton(action.icon(), action.text(), self)
            button.setEnabled(action.isEnabled())
            button.clicked.connect(action.trigger)
            action.enabledChanged.connect(button.setEnabled)
            found.append(button)
        for words, picture, actions in (
            (_("&Import"), "import", (self.jobs.sign_in, self.jobs.evaluate)),
            (_("Write"), "report", (self.jobs.form, self.jobs.later, self.report)),
        ):
            button = QPushButton(icon(picture), words, self)
            menu = QMenu(button)
            menu.addActions(actions)
            button.setMenu(menu)
            found.append(button)
        for button in found:
            button.setAutoDefault(False)
        return found

    def _lay_out(self) -> None:
        top, line = QHBoxLayout(), QHBoxLayout()
        top.setContentsMargins(14, 14, 14, 0)
        top.addWidget(self.switch)
        top.addStretch(1)
        for button in self._buttons():
            top.addWidget(button)
        line.addWidget(self.search, 2)
        for box in self.filters.values():
            line.addWidget(box, 1)
        left, right, full = QWidget(self), QWidget(self), QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(14, 0, 8, 14)
        column.addWidget(self.tree, 1)
        beside = QVBoxLayout(right)
        beside.setContentsMargins(8, 0, 14, 14)
        beside.addWidget(self.title)
        beside.addWidget(self.tabs, 1)
        split = QSplitter(self)
        split.addWidget(left)
        split.addWidget(right)
        split.setSizes([640, 540])
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setChildrenCollapsible(False)
        above = QVBoxLayout()
        above.setContentsMargins(14, 0, 14, 0)
        above.addLayout(line)
        above.addWidget(self.total)
        inner = QVBoxLayout(full)
        inner.setContentsMargins(0, 8, 0, 0)
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
        return {"view": self.switch.actions_for_menu(), "record": [self.open_it, *self.jobs.all, self.report]}

    def menu_title(self) -> str:
        """The menu of this page."""
        return _("&Training")

    def count_words(self) -> str:
        """How many trainings there are."""
        return trainings_counted(len(self._tree.trainings))

    # What is read ----------------------------------------------------------------------------------------------------

    def job(self) -> Callable[[], _Found]:
        """All trainings, certificates and evaluations."""
        workspace = self._desk.workspace
        return lambda: _Found(read_trainings(workspace), read_certificates(workspace), read_evaluations(workspace))

    def show_found(self, found: _Found) -> None:
        """Show them; filters and selection stay."""
        self._found, self._certificates, self._evaluations = found.trainings, found.certificates, found.evaluations
        self.jobs.show_found(found.trainings, found.certificates)
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
        self._stack.setCurrentIndex(0 if self._found.trainings else 1)
        self._filter()

    def _fill(self, name: str, box: StillBox) -> None:
        codes = {code for each in self._found.trainings for code in DIMENSIONS[name](each)}
        chosen = str(box.currentData() or "")
        sections = self._found.sections
        labels = sorted((reach_label(name, code, sections), code) for code in codes | ({chosen} if chosen else set()))
        if name == "year":
            labels.reverse()
        box.blockSignals(True)
        box.clear()
        box.addItem(_ALL[name](), "")
        for words, code in labels:
            box.addItem(words, code)
        box.setCurrentIndex(max(0, box.findData(chosen)))
        box.blockSignals(False)

    def _wanted(self) -> dict[str, str]:
        return {name: str(box.currentData() or "") for name, box in self.filters.items()}

    def _filter(self, *, anew: bool = False) -> None:
        self._tree = filtered(self._found, self._wanted())
        self.report.setEnabled(bool(self._tree.trainings))
        total = reach_words(reach_of(self._tree.trainings))
        self.total.setText("  ".join((total, *circle_sentences(self._tree, self._found.people))))
        self._show_tree(anew=anew)
        self.count_changed.emit(self.count_words())

    def _show_tree(self, *, anew: bool) -> None:
        self.tree.show_tree(self._tree, self._found.people, self.search.text(), anew=anew)
        self._show_selected()

    def _show_selected(self) -> None:
        found, words = self.tree.selected_trainings()
        trainings: list[Training] = list(self._tree.trainings) if found is None else found
        self.title.setText(words or _("All trainings"))
        self.open_it.setEnabled(bool(self.tree.selected_record()))
        self.jobs.show_state()
        self.reach.show_rows(reach_rows(trainings, self._found.sections))
        known = {each.id for each in trainings}
        day = today()
        self.certificates.show_certificates(
            [each for each in self._certificates if each.training in known],
            day.isoformat(), (day + timedelta(_SOON_DAYS)).isoformat(),
        )  # fmt: skip
        self.evaluation.show_evaluations([each for each in self._evaluations if each.training in known])

    def open_selected(self) -> None:
        """Show the training or the person in its form."""
        if id := self.tree.selected_record():
            self._desk.record_wanted.emit(id)


_ALL: dict[str, Callable[[], str]] = {
    "module": lambda: _("All modules"), "country": lambda: _("All countries"), "section": lambda: _("All sections"),
    "year": lambda: _("All years"),
}  # fmt: skip
