"""What an import would do, or did: figures to choose from, and under them a list to read, search, copy and decide in."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop.i18n import _, ngettext
from desktop.ui.dialogs.step_dialog import plain_button, plain_label
from desktop.ui.importing.plan_text import Findings, Line
from desktop.ui.importing.result_lines import ResultLines
from desktop.ui.widgets.clear_button import add_clear_button
from desktop.ui.widgets.displayed_codes import fold
from desktop.ui.widgets.figure_buttons import figure_buttons
from desktop.ui.widgets.list_search import ListSearch
from desktop.ui.widgets.number_text import counted

NEW, CHANGED, UNCHANGED, REFUSED, DUPLICATES, CELLS, NOTES, OWN, GONE = (
    "new", "changed", "unchanged", "refused", "duplicates", "cells", "notes", "own", "gone",
)  # fmt: skip
_OF_EDITION = (OWN, GONE)
_SENTENCES = (REFUSED, NOTES)


class Outcome(QWidget):
    """Figures as buttons; the list below shows what the chosen one counts."""

    left_out = Signal(list, bool)  # ids, whether they are left out
    file_values_chosen = Signal(list, bool)  # "record:field", whether the file's value replaces what was edited here
    duplicates_left_out = Signal(bool)  # all of them
    join_wanted = Signal(bool)  # rows with the same title and dates
    places_wanted = Signal(bool)  # country and coordinates by the names of places
    fix_wanted = Signal(object, QModelIndex)  # CellLine, where it is said
    refused_wanted = Signal()  # as a file

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._findings = Findings(0, 0, 0, 0)
        self._left_out: Collection[str] = frozenset()
        self._file_values: Collection[str] = frozenset()
        self._done = False
        self._kind = NEW
        self._group = QButtonGroup(self)
        self.figures, figures = figure_buttons(
            (NEW, CHANGED, UNCHANGED, OWN, GONE, REFUSED, DUPLICATES, CELLS, NOTES), self
        )
        for kind, button in self.figures.items():
            button.toggled.connect(lambda on, kind=kind: self._pick(kind) if on else None)
            self._group.addButton(button)
        self._said = plain_label("importHint", "", self)
        self._hint = plain_label("importHint", "", self)
        self.search = ListSearch(self)
        self.search.setPlaceholderText(_("Search in this list"))
        add_clear_button(self.search)
        self.search.setTextMargins(3, 0, 3, 0)
        self.search.setAccessibleName(_("Search in this list"))
        self.search.textChanged.connect(self._show)
        self.leave_all_out = plain_button(self, _("Leave all out"), lambda: self.duplicates_left_out.emit(True))
        self.import_all = plain_button(self, _("Import all"), lambda: self.duplicates_left_out.emit(False))
        self.join_rows = plain_button(
            self, _("Join equal rows"), lambda: self.join_wanted.emit(self.join_rows.isChecked())
        )
        self.join_rows.setCheckable(True)
        self.join_rows.setToolTip(_("Rows with the same title and dates become one activity"))
        self.places = QCheckBox(_("&Fill in places"), self)
        self.places.setToolTip(_("Country and coordinates by the name of the place, where the row says which is meant"))
        self.places.clicked.connect(self.places_wanted)
        self.use_all_new = plain_button(self, _("Use all new values"), lambda: self._use_all(True))
        self.keep_all_own = plain_button(self, _("Keep all edits"), lambda: self._use_all(False))
        self.save_refused = plain_button(self, _("Save the refused rows…"), self.refused_wanted.emit)
        self.save_refused.setToolTip(_("As a table: correct it, and drop it on the window"))
        self.lines = ResultLines(self)
        self.lines.setAccessibleName(_("List"))
        self.lines.left_out.connect(self._tick)
        self.lines.fix_wanted.connect(self.fix_wanted)
        self._nothing = plain_label("importHint", "", self)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        beside = QHBoxLayout()
        beside.setSpacing(8)
        beside.addWidget(self._hint, 1)
        for button in (
            self.places,
            self.join_rows, self.leave_all_out, self.import_all, self.use_all_new, self.keep_all_own, self.save_refused,
        ):  # fmt: skip
            button.hide()  # each has its list; together they are wider than a small screen
            beside.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(figures)
        column.addWidget(self._said)
        column.addLayout(beside)
        column.addWidget(self.search)
        column.addWidget(self.lines, 1)
        column.addWidget(self._nothing, 1)

    def show_findings(
        self,
        findings: Findings,
        left_out: Collection[str],
        file_values: Collection[str] = (),
        *,
        done: bool = False,
        keep_place: bool = False,
    ) -> None:
        """Show the figures of a plan, or (`done`) of what was imported; `left_out`: ids that a person leaves out,
        `file_values`: "record:field" where the file's value replaces what was edited here. With `keep_place` the list stays
        that was shown.
        """
        self._file_values = file_values
        for kind in _OF_EDITION:
            self.figures[kind].setVisible(findings.edition)
        self._findings, self._left_out, self._done = findings, left_out, done
        unknown = sum(1 for each in findings.cells if not each.meaning)
        notes = len(findings.lists.get(NOTES, ()))
        for kind, count in (
            (NEW, findings.new), (CHANGED, findings.changed), (UNCHANGED, findings.unchanged),
            (REFUSED, findings.refused), (DUPLICATES, findings.duplicates), (CELLS, unknown), (NOTES, notes),
            (OWN, findings.own), (GONE, findings.gone),
        ):  # fmt: skip
            self.show_count(kind, count)
        if keep_place:
            at = self.lines.currentRow()
            self._show()
            self.lines.setCurrentCell(min(at, self.lines.rowCount() - 1), 0)
            return
        first = REFUSED if findings.refused else NEW if findings.new else CHANGED if findings.changed else UNCHANGED
        if findings.duplicates and first == NEW and not done:
            first = DUPLICATES
        if findings.own and not findings.refused and not done:
            first = OWN
        self.choose(first if not done else NEW if findings.new else first)

    def show_count(self, kind: str, count: int) -> None:
        """Another figure."""
        self.figures[kind].setText(f"{counted(count)}\n{_label(kind, count)}")
        self.figures[kind].setAccessibleName(f"{count} {_label(kind, count)}")
        if self.figures[kind].property("empty") != (count == 0):
            self.figures[kind].setProperty("empty", count == 0)
            self.figures[kind].style().unpolish(self.figures[kind])
            self.figures[kind].style().polish(self.figures[kind])

    def show_said(self, said: Sequence[str]) -> None:
        """Other words over the list: something was left out, or is imported after all."""
        self._findings = replace(self._findings, said=tuple(said))
        self._show_said(said)

    def refresh(self) -> None:
        """Show the list anew, with what is left out now."""
        self._show()

    def choose(self, kind: str) -> None:
        """Show the list behind a figure."""
        if self.figures[kind].isChecked():
            self._pick(kind)
        else:
            self.figures[kind].setChecked(True)

    @property
    def chosen(self) -> str:
        """The figure whose list is shown."""
        return self._kind

    def _tick(self, ids: list[str], out: bool) -> None:
        if self._kind == OWN:
            self.file_values_chosen.emit(ids, not out)
        else:
            self.left_out.emit(ids, out)

    def _use_all(self, on: bool) -> None:
        self.file_values_chosen.emit([each.id for each in self._findings.lists.get(OWN, ())], on)
        self._show()

    def _pick(self, kind: str) -> None:
        self._kind = kind
        self.search.clear()
        self._show()

    def _show(self) -> None:
        kind, findings = self._kind, self._findings
        words = fold(self.search.text()).split()
        deciding = not self._done
        if kind == CELLS:
            cells = [each for each in findings.cells if _holds(words, each.column, each.value, each.meaning)]
            whole, shown = len(findings.cells), len(cells)
            self.lines.show_cells(cells, choosing=deciding)
        else:
            lines = findings.lists.get(kind, [])
            if self._done:
                lines = [each for each in lines if each.id not in self._left_out]
            found: list[Line] = [each for each in lines if _holds(words, each.what, each.more, *each.cells)]
            whole, shown = len(lines), len(found)
            what = _("Reason") if kind in _SENTENCES else _("Activity")
            place = "" if kind == GONE else _("Line")
            out = self._left_out
            if kind == OWN:
                out = {each.id for each in found if each.id not in self._file_values}
            self.lines.show_lines(
                found, [place, what, *_more_headings(kind)], out, choosing=deciding, values=kind == OWN
            )
        self.lines.setVisible(shown > 0)
        self._nothing.setVisible(shown == 0)
        self._nothing.setText(self._empty_words(bool(words)))
        self.search.setVisible(whole > 8)
        self._show_said(findings.said)
        hint = self._hint_words() if whole else ""
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.leave_all_out.setVisible(kind == DUPLICATES and deciding and whole > 0)
        self.import_all.setVisible(kind == DUPLICATES and deciding and whole > 0)
        for button in (self.use_all_new, self.keep_all_own):
            button.setVisible(kind == OWN and deciding and whole > 0)
        may_join = kind == DUPLICATES and deciding and bool(findings.equal_rows or findings.join_rows)
        self.join_rows.setVisible(may_join)
        self.join_rows.setChecked(findings.join_rows)
        self.places.setVisible(findings.places and deciding)
        self.places.setChecked(not findings.no_places)
        if may_join and not whole:
            self._hint.setText(self.join_rows.toolTip())
            self._hint.show()
        self.save_refused.setVisible(kind == REFUSED and whole > 0)

    def _show_said(self, sentences: Sequence[str]) -> None:
        said = list(sentences)
        listed, count = len(self._findings.lists.get(self._kind, ())), self._count()
        if listed < count and self._kind not in (UNCHANGED, CELLS):
            said.append(_("The first {number} are listed.").format(number=counted(listed)))
        self._said.setText(" ".join(said))
        self._said.setVisible(bool(said))

    def _hint_words(self) -> str:
        if self._kind == REFUSED:
            return _("Refused rows are not imported. Saved as a table, they can be corrected and imported again.")
        if self._done:
            return ""
        if self._kind == CELLS:
            return _("What you choose holds for all rows that have the cell, and for the next list of this source.")
        if self._kind == DUPLICATES:
            return _("They have the title, date and place of another one. Only what is ticked is imported.")
        if self._kind in (NEW, CHANGED):
            return _("Only what is ticked is imported.")
        if self._kind == OWN:
            return _(
                "Somebody edited them here since the last list. What is ticked takes the new value; the rest stays."
            )
        if self._kind == GONE:
            return _("They stay on this desk. What is ticked is marked: no longer in the source.")
        return ""

    def _count(self) -> int:
        found = self._findings
        return {
            NEW: found.new, CHANGED: found.changed, UNCHANGED: found.unchanged, REFUSED: found.refused,
            DUPLICATES: found.duplicates, OWN: found.own, GONE: found.gone,
        }.get(self._kind, 0)  # fmt: skip

    def _empty_words(self, searched: bool) -> str:
        if searched:
            return _("No results in this list.")
        if self._kind == UNCHANGED and self._findings.unchanged:
            return _("These activities are the same here as in the file, or were edited here later.")
        if self._kind == CELLS:
            return _("Every cell was understood.")
        if self._kind == DUPLICATES:
            return _("No new activity has the title, date and place of another one.")
        if self._kind == OWN:
            return _("No field that was edited here says something else in this list.")
        if self._kind == GONE:
            return _("Every activity of the list before is in this one.")
        return _("None.")


def _more_headings(kind: str) -> list[str]:
    """Those of a list beyond its line and its activity or sentence."""
    if kind == OWN:
        return [_("Field"), _("List before"), _("Edited here"), _("New value")]
    if kind == GONE:
        return [_("Identifier")]
    return [] if kind in _SENTENCES else [_("Same as") if kind == DUPLICATES else _("What")]


def _holds(words: Sequence[str], *texts: str) -> bool:
    if not words:
        return True
    text = fold(" ".join(texts))
    return all(word in text for word in words)


def _label(kind: str, count: int) -> str:
    return {
        NEW: ngettext("new", "new", count), CHANGED: ngettext("changed", "changed", count),
        UNCHANGED: ngettext("unchanged", "unchanged", count), REFUSED: ngettext("refused", "refused", count),
        DUPLICATES: ngettext("duplicate", "duplicates", count),
        OWN: ngettext("to choose", "to choose", count), GONE: ngettext("gone", "gone", count),
        CELLS: ngettext("to check", "to check", count), NOTES: ngettext("note", "notes", count),
    }[kind]  # fmt: skip
