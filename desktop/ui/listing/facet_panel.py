"""The facets at the left: groups of counts that narrow the search by a click or by Space."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QTreeView, QWidget

from desktop.i18n import _
from desktop.ui.listing.facet_delegate import COUNT_WORDS, ENTRY, MORE, FacetDelegate
from desktop.ui.listing.facet_labels import Counted, Entry, entry
from desktop.ui.listing.list_spec import ListSpec
from desktop.ui.tooltips import plain_tip
from desktop.values.numbers import format_number

SEEN = 8
"""Values of a group before "more…"."""
SEEN_OF_TREE = 12
"""The same of a tree: its first roots, and what is used most below them."""
_NAME = Qt.ItemDataRole.UserRole + 10


class FacetPanel(QTreeView):
    """Arrows go through the groups, Left and Right fold them, Space or Enter chooses, Esc goes to the list."""

    toggled = Signal(str, str)  # facet, code
    folded = Signal()  # another group is open or folded
    left = Signal()

    def __init__(self, listed: ListSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._listed = listed
        self._facets = QStandardItemModel(self)
        self.setModel(self._facets)
        self._drawer = FacetDelegate(self)
        self.setItemDelegate(self._drawer)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setMouseTracking(True)
        self.setExpandsOnDoubleClick(False)
        self.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QTreeView.SelectionMode.NoSelection)
        self.setAccessibleName(_("Filters"))
        self.setAccessibleDescription(_("Arrow keys move through the filters, Space applies one."))
        self._groups: dict[str, QStandardItem] = {}
        self._whole: set[str] = set()  # groups of which more than the first few are shown
        self._counts: dict[str, Sequence[Counted]] = {}
        self._seen: dict[str, frozenset[str]] = {}  # codes shown, by group
        self._keeps_places = False
        self._ticking = False
        for name in listed.facets:
            item = QStandardItem(listed.facet_label(name))
            item.setData(name, _NAME)
            self._facets.appendRow(item)
            self._groups[name] = item
            self.setExpanded(item.index(), name not in listed.folded_facets)
        self.clicked.connect(self._clicked)
        self.expanded.connect(lambda _index: self.folded.emit())
        self.collapsed.connect(lambda _index: self.folded.emit())
        self._apply_style()

    @property
    def open_groups(self) -> list[str]:
        """Names of the groups that are not folded."""
        return [name for name, item in self._groups.items() if self.isExpanded(item.index())]

    @property
    def stale(self) -> bool:
        """Do the counts belong to an older query?"""
        return self._drawer.stale

    def open_only(self, names: Iterable[str]) -> None:
        """Fold all groups but these."""
        wanted = set(names)
        for name, item in self._groups.items():
            self.setExpanded(item.index(), name in wanted)

    def mark_stale(self, *, keep_places: bool = False) -> None:
        """Another query is shown: the counts stand back until their own are here. `keep_places`: it is the same query, or one
        that a tick made: every value stays where it is, so that the second click hits what was aimed at.
        """
        self._keeps_places = keep_places or self._ticking
        if self._counts and not self._drawer.stale:
            self._drawer.stale = True
            self.viewport().update()

    def show_counts(self, counts: Mapping[str, Sequence[Counted]]) -> None:
        """Show the counts of the query that is shown now; the line that has the keyboard keeps it."""
        self._drawer.stale = False
        if self._keeps_places:
            counts = {name: in_their_places(self._counts.get(name, ()), new) for name, new in counts.items()}
        self._counts = dict(counts)
        current = self._key(self.currentIndex())
        for name in self._groups:
            self._fill(name)
        self._go_to(current)
        self.viewport().update()

    def entries(self, name: str) -> list[Entry]:
        """What a group shows."""
        item = self._groups[name]
        found = [item.child(row).data(ENTRY) for row in range(item.rowCount())]
        return [each for each in found if isinstance(each, Entry)]

    # Keyboard and mouse -------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space or Enter choose, or fold a group; Esc leaves."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._clicked(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event) -> None:
        """The keyboard has a place from the start."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._facets.rowCount():
            self.setCurrentIndex(self._facets.index(0, 0))

    def changeEvent(self, event: QEvent) -> None:
        """Light or dark: the panel stands on the window's ground."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.ApplicationPaletteChange):
            self._apply_style()

    def _apply_style(self) -> None:
        viewport = self.viewport()
        viewport.setAutoFillBackground(True)
        viewport.setBackgroundRole(QPalette.ColorRole.Window)

    def _clicked(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        if not index.parent().isValid():
            self.setExpanded(index, not self.isExpanded(index))
            return
        name = index.parent().data(_NAME)
        found = index.data(ENTRY)
        if isinstance(found, Entry):
            self._ticking = True
            self.toggled.emit(name, found.code)
            self._ticking = False
        elif index.data(MORE):
            self._whole.symmetric_difference_update({name})
            self._seen.pop(name, None)
            self._fill(name)

    # Lines --------------------------------------------------------------------------------------------------------

    def _fill(self, name: str) -> None:
        item = self._groups[name]
        every = [entry(self._listed, name, each) for each in self._counts.get(name, ())]
        whole = name in self._whole
        before = self._seen.get(name) if self._keeps_places else None
        if whole:
            seen = every
        elif before is not None:
            seen = [each for each in every if each.code in before or each.chosen]
        else:
            seen = first_seen(every)
        self._seen[name] = frozenset(each.code for each in seen)
        rest = len(every) - len(seen)
        more = _("Fewer") if whole and len(every) > SEEN else _("{number} more…").format(number=rest) if rest else ""
        lines = len(seen) + bool(more)
        item.setRowCount(lines)
        for row, each in enumerate(seen):
            line = item.child(row) or QStandardItem()
            if line.parent() is None:
                item.setChild(row, line)
            words = format_number(each.count)
            line.setText(each.label)
            line.setData(each, ENTRY)
            line.setData(words, COUNT_WORDS)
            line.setData(None, MORE)
            line.setToolTip(plain_tip(f"{each.square}  {each.label}" if each.square else each.label))
            line.setData(
                _("{label}, {number}").format(label=each.label, number=words), Qt.ItemDataRole.AccessibleTextRole
            )
            line.setData(
                Qt.CheckState.Checked if each.chosen else Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole
            )
        if more:
            line = QStandardItem(more)
            line.setData(True, MORE)
            item.setChild(len(seen), line)
        self.setRowHidden(item.row(), QModelIndex(), not every)

    def _key(self, index: QModelIndex) -> tuple[str, str] | None:
        if not index.isValid():
            return None
        if not index.parent().isValid():
            return index.data(_NAME), ""
        found = index.data(ENTRY)
        return index.parent().data(_NAME), found.code if isinstance(found, Entry) else "…"

    def _go_to(self, key: tuple[str, str] | None) -> None:
        if key is None or self._key(self.currentIndex()) == key:
            return
        item = self._groups.get(key[0])
        if item is None:
            return
        for row in range(item.rowCount()):
            if self._key(item.child(row).index()) == key:
                self.setCurrentIndex(item.child(row).index())
                return
        self.setCurrentIndex(item.index())


@dataclass(frozen=True)
class _Nothing:
    """A value that the query of the moment does not find."""

    code: str
    label_hint: str
    level: int
    count: int = 0
    chosen: bool = False


def in_their_places(before: Sequence[Counted], now: Sequence[Counted]) -> list[Counted]:
    """The counts of now in the order of before: what is not found any more stays as nothing, what is new comes after all
    others, in a tree after its neighbour.
    """
    found = {each.code: each for each in now}
    known = {each.code for each in before}
    placed: list[Counted] = [
        found.get(each.code) or _Nothing(each.code, each.label_hint, each.level) for each in before
    ]
    tree = any(each.level for each in now)
    for place, each in enumerate(now):
        if each.code in known:
            continue
        at = len(placed)
        if tree and place:
            at = next(number for number, other in enumerate(placed) if other.code == now[place - 1].code) + 1
        placed.insert(at, each)
        known.add(each.code)
    return placed


def first_seen(every: Sequence[Entry]) -> list[Entry]:
    """What a group shows before "more…", in the order of the group; of a tree, what is used most stands below its root."""
    if not any(each.level for each in every):
        return [each for place, each in enumerate(every) if place < SEEN or each.chosen]
    roots: list[int] = []
    root_of: dict[int, int] = {}
    for place, each in enumerate(every):
        if not each.level:
            roots.append(place)
        root_of[place] = roots[-1] if roots else place
    seen = {place for place, each in enumerate(every) if each.chosen}
    seen.update(root_of[place] for place in set(seen))
    seen.update(roots[:SEEN])
    below = sorted((place for place, each in enumerate(every) if each.level), key=lambda place: -every[place].count)
    for place in below:
        if len(seen | {place, root_of[place]}) > SEEN_OF_TREE:
            break
        seen.update((place, root_of[place]))
    return [every[place] for place in sorted(seen)]
