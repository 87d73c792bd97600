"""A chart in the window: by keyboard and pointer it opens what it counts, and turns to its table."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from pytestqt.qtbot import QtBot

from desktop.charts import Chart, ChartKind, ChartValue, Series
from desktop.ui.charts import ChartPanel


def test_a_chart_opens_its_values_by_keyboard_and_pointer_and_turns_to_a_table(qtbot: QtBot) -> None:
    values = (ChartValue("Kenya", 4, query="country:KE"), ChartValue("Peru", 9, query="country:PE"))
    panel = ChartPanel()
    qtbot.addWidget(panel)
    panel.resize(400, 200)
    panel.show_chart(Chart(ChartKind.COLUMNS, "By country", (Series("", values),), axis="Country", unit="Activities"))
    opened: list[str] = []
    panel.opened.connect(opened.append)
    panel.show()
    view = panel.view
    assert view.accessibleDescription() == "Kenya: 4; Peru: 9"
    view.current = 1
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.accessibleDescription() == "Kenya: 4", "after the last comes the first"
    qtbot.keyClick(view, Qt.Key.Key_Return)
    _mark, left, top, right, bottom = view.drawing().marks[1]
    middle = QPointF((left + right) / 2, (top + bottom) / 2)
    assert view.words(view.mark_at(middle)) == "Peru: 9"
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=middle.toPoint())
    assert opened == ["country:KE", "country:PE"]
    panel.button.click()
    cells = [[panel.table.item(row, column).text() for column in range(2)] for row in range(2)]
    assert panel.table.isVisible() and cells == [["Kenya", "4"], ["Peru", "9"]]
    panel.show_chart(Chart(ChartKind.LINES, "Weeks", (), empty="Nothing yet."))
    assert view.isVisible() and not panel.button.isEnabled() and view.accessibleDescription() == "Nothing yet."
