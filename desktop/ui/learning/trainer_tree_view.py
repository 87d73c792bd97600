"""The tree of trainers: below each the trainings they gave, below each training the trainers who came out of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from desktop.catalogue.trainings import Training
from desktop.i18n import _
from desktop.learning.reach_rows import cells_of, reach_headings
from desktop.learning.trainer_tree import Reach, TrainerTree
from desktop.ui.icons import icon
from desktop.ui.tooltips import plain_tip
from desktop.values.dates import format_period
from desktop.values.numbers import format_number
from desktop.vocabularies import fold

_KEY = Qt.ItemDataRole.UserRole
_BUILT = Qt.ItemDataRole.UserRole + 1
_OPEN_AT_FIRST = 40
_YEAR = 1
"""The column of the year."""

Item = QTreeWidgetItem


class TrainerTreeView(QTreeWidget):
    """Rows are made when they are first opened: with several trainers for a training a tree of all ways would be endless."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tree = TrainerTree(())
        self._names: Mapping[str, str] = {}
        self._people: frozenset[str] | None = None  # those that a search leaves, with whoever is above them
        self._trainings: frozenset[str] | None = None
        self._by_id: dict[str, Training] = {}
        self.setAccessibleName(_("Who trained whom"))
        self.setHeaderLabels([_("Trainer or training"), _("Year"), *reach_headings()])
        for column, words in ((1, _("Trainers")), (3, _("Local governments"))):
            self.headerItem().setToolTip(_YEAR + column, plain_tip(words))
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(56)
        self.setUniformRowHeights(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.itemExpanded.connect(self._build_below)

    def show_tree(self, tree: TrainerTree, names: Mapping[str, str], search: str, *, anew: bool) -> None:
        """Show a tree, or what of it leads to the words searched for. What was selected stays so, and what was open, unless
        it is shown `anew`: then as many levels are open as fit.
        """
        anew = anew or not self.topLevelItemCount()
        opened, chosen = set() if anew else self._open_paths(), self._path(self.currentItem())
        self._tree, self._names = tree, names
        self._by_id = {each.id: each for each in tree.trainings}
        self._people, self._trainings = self._found(fold(search).split())
        self.blockSignals(True)
        self.clear()
        for person in tree.first_trainers:
            if self._people is None or person in self._people:
                self._add_person(self.invisibleRootItem(), person)
        for training in tree.trainings:
            if not training.trainers and (self._trainings is None or training.id in self._trainings):
                self._add_training(self.invisibleRootItem(), training)
        if anew:
            self._open_first()
        self._open_again(self.invisibleRootItem(), opened)
        self._select_again(chosen)
        self.blockSignals(False)

    def _found(self, words: Sequence[str]) -> tuple[frozenset[str] | None, frozenset[str] | None]:
        """The people and trainings whose names have all these words, and all above them; None where there are no words."""
        if not words:
            return None, None

        def matches(text: str) -> bool:
            folded = fold(text)
            return all(word in folded for word in words)

        people = {id for id, name in self._names.items() if matches(name)}
        trainings = {each.id for each in self._tree.trainings if matches(each.title)}
        todo = [self._by_id[id] for id in trainings]
        todo += [each for each in self._tree.trainings if not people.isdisjoint(each.trained)]
        above: set[str] = set()
        while todo:
            training = todo.pop()
            if training.id not in above:
                above.add(training.id)
                for person in training.trainers:
                    people.add(person)
                    todo += self._tree.trained_in(person)
        return frozenset(people), frozenset(trainings | above)

    # Rows --------------------------------------------------------------------------------------------------------------

    def _add_person(self, above: Item, person: str) -> Item:
        name = self._names.get(person) or _("Untitled")
        circle = ("person", person) in self._keys_above(above)
        given = () if circle else self._tree.given_by(person)
        words = _("{name} (see above)").format(name=name) if circle else name
        item = self._add(above, ("person", person), words, None if circle else self._tree.reach_of(person), bool(given))
        item.setIcon(0, icon("person"))
        return item

    def _add_training(self, above: Item, training: Training) -> Item:
        title = training.title or _("Untitled")
        words = " · ".join((title,) if training.given else (title, _("not given yet")))
        item = self._add(
            above, ("training", training.id), words, self._tree.reach_below(training), bool(training.trained)
        )
        item.setText(_YEAR, training.year)
        if training.start:
            when = f"{words} · {format_period(training.start, training.end)}"
            item.setToolTip(0, plain_tip(when))
            said = str(item.data(0, Qt.ItemDataRole.AccessibleTextRole)).removeprefix(words)
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{when}{said}")
        return item

    def _add(self, above: Item, key: tuple[str, str], words: str, reach: Reach | None, more: bool) -> Item:
        item = Item(above, [words])
        item.setData(0, _KEY, key)
        item.setToolTip(0, plain_tip(words))
        if reach is not None:
            cells = cells_of(reach)
            described = [words]
            for column, (number, heading) in enumerate(zip(cells, reach_headings(), strict=True), _YEAR + 1):
                item.setText(column, format_number(number) if number else "")
                item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                if number:
                    described.append(_("{label}: {number}").format(label=heading, number=format_number(number)))
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, ", ".join(described))
        if more:
            item.setChildIndicatorPolicy(Item.ChildIndicatorPolicy.ShowIndicator)
        return item

    def _build_below(self, item: Item) -> None:
        if item.data(0, _BUILT):
            return
        item.setData(0, _BUILT, True)
        kind, id = item.data(0, _KEY)
        if kind == "person":
            for training in self._tree.given_by(id):
                if self._trainings is None or training.id in self._trainings:
                    self._add_training(item, training)
        else:
            for person in sorted(self._by_id[id].trained, key=lambda person: fold(self._names.get(person, ""))):
                if self._people is None or person in self._people:
                    self._add_person(item, person)

    def _open(self, item: Item) -> None:
        self._build_below(item)
        item.setExpanded(True)

    def _open_first(self) -> None:
        """As many levels as fit."""
        level = _below(self.invisibleRootItem())
        room = _OPEN_AT_FIRST - len(level)
        while level and room > 0:
            following: list[Item] = []
            for item in level:
                if room > 0:
                    self._open(item)
                    following += _below(item)
                    room -= item.childCount()
            level = following

    # What was open and selected ----------------------------------------------------------------------------------------

    def _keys_above(self, item: Item | None) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = []
        while item is not None and item.data(0, _KEY):
            found.append(tuple(item.data(0, _KEY)))
            item = item.parent()
        return found

    def _path(self, item: Item | None) -> tuple[tuple[str, str], ...]:
        return tuple(reversed(self._keys_above(item)))

    def _open_paths(self) -> set[tuple[tuple[str, str], ...]]:
        found: set[tuple[tuple[str, str], ...]] = set()
        todo = _below(self.invisibleRootItem())
        while todo:
            item = todo.pop()
            if item.isExpanded():
                found.add(self._path(item))
                todo += _below(item)
        return found

    def _open_again(self, above: Item, opened: set[tuple[tuple[str, str], ...]]) -> None:
        for item in _below(above):
            if item.isExpanded() or self._path(item) in opened:
                self._open(item)
                self._open_again(item, opened)

    def _select_again(self, path: tuple[tuple[str, str], ...]) -> None:
        here: Item = self.invisibleRootItem()
        for key in path:
            found = next((each for each in _below(here) if tuple(each.data(0, _KEY)) == key), None)
            if found is None:
                return
            here = found
        if path:
            self.setCurrentItem(here)

    # What is selected --------------------------------------------------------------------------------------------------

    def _selected_key(self) -> tuple[str, str]:
        items = self.selectedItems()
        return tuple(items[0].data(0, _KEY)) if items else ("", "")

    def selected_record(self) -> str:
        """The id of the training or person that is selected; "" where none is."""
        return self._selected_key()[1]

    def selected_training(self) -> Training | None:
        """The training that is selected; None where it is a person, or nothing."""
        kind, id = self._selected_key()
        return self._by_id.get(id) if kind == "training" else None

    def selected_trainings(self) -> tuple[list[Training] | None, str]:
        """The trainings of the selected row and of all below it, and its words; None where nothing is selected."""
        kind, id = self._selected_key()
        if not kind:
            return None, ""
        if kind == "person":
            return self._tree.all_below([id]), self._names.get(id) or _("Untitled")
        training = self._by_id[id]
        those = [training, *(each for each in self._tree.all_below(training.trained) if each.id != id)]
        return those, training.title or _("Untitled")


def _below(item: Item) -> list[Item]:
    return [child for place in range(item.childCount()) if (child := item.child(place)) is not None]
