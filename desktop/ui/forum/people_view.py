"""Who takes part in a forum, and groups of them drawn fairly."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSpinBox, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.i18n import _, ngettext
from desktop.learning.forum.groups import Drawing, draw_groups
from desktop.learning.forum.participants import Participant
from desktop.ui.buttons import action_button
from desktop.ui.forum.forum_data import ForumData
from desktop.ui.forum.rows_table import Row, RowsTable
from desktop.ui.forum.view_parts import quiet_text
from desktop.vocabularies import load

if TYPE_CHECKING:
    from desktop.ui.desk import Desk


class PeopleView(QWidget):
    """The number of groups and the seed are chosen above; the table shows who is in which."""

    def __init__(self, desk: Desk, actions: Sequence[QAction], parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._people: Sequence[Participant] = ()
        self.count, self.seed = QSpinBox(self), QSpinBox(self)
        self.count.setRange(1, 500)
        self.count.setValue(4)
        self.seed.setRange(1, 999_999)
        self.seed.setToolTip(_("The same people and number give the same groups on every desk"))
        self.again = QPushButton(_("Draw a&gain"), self)
        self.again.setAutoDefault(False)
        self.again.clicked.connect(lambda: self.seed.setValue(self.seed.value() + 1))
        top = QHBoxLayout()
        for text, field in ((_("Group&s:"), self.count), (_("Draw num&ber:"), self.seed)):
            label = QLabel(text, self)
            label.setBuddy(field)
            top.addWidget(label)
            top.addWidget(field)
            field.valueChanged.connect(lambda _number: self._draw())
        top.addWidget(self.again)
        top.addStretch(1)
        for action in actions:
            top.addWidget(action_button(action, self))
        self.table = RowsTable(
            [_("Group"), _("Name"), _("Organisation"), _("Languages"), _("Sex"), _("Part")], _("People who take part"), self,
            wide=1, numbers=(0,),
        )  # fmt: skip
        self.note = quiet_text(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 14, 12)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        column.addWidget(self.note)

    def show_data(self, data: ForumData) -> None:
        """Show those of a forum, in the groups that are drawn."""
        self._people = data.people
        self._draw()

    def _draw(self) -> None:
        people = self._people
        for widget in (self.count, self.seed, self.again):
            widget.setEnabled(bool(people))
        if not people:
            self.table.show_rows([])
            self.note.setText(_("Nobody takes part yet. Add people in the details of the forum."))
            return
        count, seed = min(self.count.value(), len(people)), self.seed.value()
        self._desk.background.run(
            lambda: draw_groups(people, count, seed),
            lambda found: self._show(found) if isValid(self) else None,
            topic="forum: groups",
        )

    def _show(self, drawing: Drawing) -> None:
        languages, sexes, parts = load("languages"), load("sexes"), load("forum_roles")
        self.table.show_rows(
            [
                Row(
                    each.id,
                    (
                        str(number), each.name, each.organisation, ", ".join(languages.label(code) for code in each.languages),
                        sexes.label(each.sex) if each.sex else "", parts.label(each.part) if each.part else "",
                    ),
                )
                for number, group in enumerate(drawing.groups, 1)
                for each in group
            ]
        )  # fmt: skip
        said = _(
            "Between two groups no language differs by more than {language}, no region by more than {region}, no sex by more"
            " than {sex}."
        ).format(**drawing.spread)
        if count := sum(not each.named for each in self._people):
            words = ngettext(
                "{count} person has not agreed to be named, and stands on no paper.",
                "{count} people have not agreed to be named, and stand on no paper.", count,
            )  # fmt: skip
            said = f"{said} {words.format(count=count)}"
        self.note.setText(said)
