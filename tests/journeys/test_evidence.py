"""An advocate asks what came of work on a target, and for one town; the town hall asks after twelve months."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.ui.dialogs.report_dialog import ReportDialog
from desktop.ui.evidence import EvidencePage
from desktop.ui.main_window import MainWindow
from desktop.ui.visits.record.outcomes import CHAIN, HarvestPart
from desktop.ui.visits.record.pages import HARVEST
from tests.evidence.towns import write_towns
from tests.journeys.person import Person
from tests.pdf_checker import check_pdf
from tests.reports.read_pdf import Pdf

Key, Ctrl = Qt.Key, Qt.KeyboardModifier.ControlModifier


def begun(qtbot: QtBot, window: MainWindow) -> tuple[Person, dict[str, str]]:
    person = Person(qtbot, window)
    person.press("Start with an empty file")
    person.until(lambda: window.view is not None)
    assert window.desk is not None
    return person, write_towns(window.desk.workspace)


def test_an_advocate_saves_the_evidence_on_a_target_and_on_a_town(
    qtbot: QtBot, window: MainWindow, documents: Path
) -> None:
    person, _ids = begun(qtbot, window)
    person.key(Key.Key_1, Ctrl)
    assert window.view is not None
    person.press("Evidence")
    page = window.view.page("evidence")
    assert isinstance(page, EvidencePage)
    person.until(lambda: page.found is not None and page.choice.hasFocus())

    # 11.5, though no line of the list says just that.
    person.replace_text(_line(page), "11.5")
    person.key(Key.Key_Return)
    person.until(lambda: page.found and page.found.subject and page.found.subject.code == "SDG:11.5")
    assert "Mama Ndiaye" in page.text.toPlainText() and "Rosa" not in page.text.toPlainText()
    said = _saved(person, page, documents / "11.5.pdf")
    assert "What is missing, and what is only claimed" in said and "Mama Ndiaye" in said and "Rosa" not in said

    # One town. Enter on the first link of the text opens what stands behind its first number.
    page.kind.setFocus()
    person.key(Key.Key_Down)
    person.until(lambda: page.found and page.found.kind == "place")
    person.replace_text(_line(page), "Dara")
    person.key(Key.Key_Return)
    person.until(lambda: page.found and page.found.subject and page.found.subject.label == "Dara, Senegal")
    assert "Drains of Dara" in _saved(person, page, documents / "Dara.pdf")
    page.text.setFocus()
    person.key(Key.Key_Tab)
    person.key(Key.Key_Return)
    person.until(lambda: window.view is not None and window.view.is_shown("activities") and person.listed == 1)
    assert person.titles() == ["Drains of Dara"]


def _line(page: EvidencePage) -> QLineEdit:
    line = page.choice.lineEdit()
    assert line is not None
    line.setFocus()
    return line


def _saved(person: Person, page: EvidencePage, path: Path) -> str:
    """Save the page, and read the file."""
    person.press("Save as PDF…", page)
    dialog = person.dialog()
    assert isinstance(dialog, ReportDialog)
    dialog.file.field.setText(str(path))
    person.press("Create the file", dialog)
    person.until(path.exists)
    person.back_at_window()
    assert check_pdf(path.read_bytes()) == []
    with Pdf(path) as pdf:
        return " ".join(pdf.whole_text().split())


def test_the_town_hall_reads_after_twelve_months_what_became_of_a_need(qtbot: QtBot, window: MainWindow) -> None:
    person, ids = begun(qtbot, window)
    assert window.view is not None and window.desk is not None
    pages = window.view
    pages.show_record(ids["visit"])
    person.until(lambda: pages.page("visits") is not None and pages.page("visits").visit is not None)
    view = pages.page("visits").visit
    view.turn_to(HARVEST)
    person.until(lambda: isinstance(view.editor.part(HARVEST), HarvestPart))
    part = view.editor.part(HARVEST)
    assert isinstance(part, HarvestPart)
    part.turn_to(CHAIN)
    shown = "Shown in a visit · February 2025 · Closed: Foza in Ebo"
    person.until(lambda: shown in [line.strip() for line in part.chain.lines()])
    assert part.chain.lines()[:9] == [
        "Need: Who clears drains? · Town of Ebo",
        "Who pays?",
        "  Note: Pay by the metre",
        "    Commitment: A crew (Kept)",
        "      What changed: Rosa Silva says: two crews",
        "      Activity: Drains of Ebo",
        f"        {shown}",
        "      Follow-up: Not yet",
        "      Follow-up: Yes – Drains are clear",
    ]

    # Each line opens its record: the visit in which others saw it.
    tree = part.chain.tree
    tree.setFocus()
    item = tree.findItems("Foza in Ebo", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive)[0]
    tree.setCurrentItem(item)
    person.key(Key.Key_Return)
    person.until(lambda: pages.page("visits").opened == ids["again"])
