"""The secretariat at its window: a folder dropped, its report, what is let in and taken back, the merge shared."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from shiboken6 import isValid

from desktop.exchange.packages import export_package, manifest_of
from desktop.exchange.signed_packages import import_package_file
from desktop.ui.conflicts.page import ConflictsPage
from desktop.ui.consolidation import ConsolidationDialog, ShareDialog
from desktop.ui.consolidation.dialog import DONE, FOUND, TAKING, TROUBLE
from desktop.ui.consolidation.report_view import FILES, PARTNERS
from tests.ui.consolidation.conftest import MakeOffices
from tests.ui.exchange.conftest import MakePerson, Person


def _drop(who: Person, *paths: Path) -> None:
    """Files dragged from the system's window onto this one."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(QPoint(50, 50)), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    who.window.dropEvent(event)
    assert event.isAccepted()


def _dialog(who: Person) -> ConsolidationDialog:
    who.until(lambda: who.window.findChild(ConsolidationDialog) is not None)
    dialog = who.window.findChild(ConsolidationDialog)
    assert dialog is not None
    who.until(lambda: not dialog.work.running)
    return dialog


def _press(who: Person, dialog: ConsolidationDialog, button: object) -> None:
    assert button.isVisible() and button.isEnabled()  # type: ignore[attr-defined]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)  # type: ignore[call-overload]
    who.until(lambda: not isValid(dialog) or not dialog.work.running)


def _close(who: Person, dialog: ConsolidationDialog) -> None:
    dialog.next.click()
    who.until(lambda: who.window.findChild(ConsolidationDialog) is None)
    who.rest()


def _rows(table: object) -> list[tuple[str, ...]]:
    model = table.model()  # type: ignore[attr-defined]
    return [
        tuple(str(model.index(row, column).data()) for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]


def _titles(who: Person) -> set[str]:
    with who.workspace.reading() as conn:
        return {str(row[0]) for row in conn.exec_driver_sql("SELECT title FROM activity WHERE listed = 1")}


def test_a_folder_is_dropped_taken_in_and_taken_back(
    person: MakePerson,
    offices: MakeOffices,
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    here = person("Secretariat")
    awa, bo, nobody, absent = offices("Awa", "Bo", "Nobody", "Zoé")
    import_package_file(here.workspace, absent.send(tmp_path / "earlier.fdz"))
    awa.add("Flood drills")
    bo.add("Heat plans")
    nobody.add("of nobody")
    awa.send(folder / "Awa.fdz")
    (folder / "late").mkdir()
    bo.send(folder / "late" / "Bo.fdz")
    export_package(nobody.workspace, folder / "unsigned.fdz")
    (folder / "broken.fdz").write_bytes(b"PK\x03\x04 changes.jsonl")
    (folder / "notes.txt").write_text("x", encoding="utf-8")

    _drop(here, folder)
    dialog = _dialog(here)
    assert dialog.step == FOUND and dialog.title.text() == "Reports of November"
    assert "4 packages" in dialog.plan.text() and "1 other file is ignored" in dialog.plan.text()
    assert _titles(here) == set()
    _press(here, dialog, dialog.next)
    assert dialog.step == DONE and _titles(here) == {"Flood drills", "Heat plans"}
    assert [row[:3] for row in _rows(dialog.report.partners)] == [
        ("Zoé", "Peer", "missing"), ("Awa", "Peer", "sent, new here"), ("Bo", "Peer", "sent, new here"),
    ]  # fmt: skip
    assert "No package received; last contact" in _rows(dialog.report.partners)[0][5]

    dialog.report.tabs.setCurrentIndex(FILES)
    assert [(row[0], row[3]) for row in _rows(dialog.report.files)] == [
        ("broken.fdz", "refused"), ("unsigned.fdz", "refused"), ("Awa.fdz", "imported"), ("late/Bo.fdz", "imported"),
        ("notes.txt", "no package"),
    ]  # fmt: skip
    dialog.report.files.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert _rows(dialog.report.files)[0][0] == "unsigned.fdz"
    QTest.keyClicks(dialog.report.search, "bo late")
    assert [row[0] for row in _rows(dialog.report.files)] == ["late/Bo.fdz"]
    dialog.report.search.clear()
    QTest.mouseClick(dialog.report.figures["refused"], Qt.MouseButton.LeftButton)
    assert {row[0] for row in _rows(dialog.report.files)} == {"broken.fdz", "unsigned.fdz"}
    QTest.mouseClick(dialog.report.copy, Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text()
    assert "unsigned.fdz\trefused" in copied and "Awa.fdz" not in copied
    target = tmp_path / "report.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(target), ""))
    QTest.mouseClick(dialog.report.save, Qt.MouseButton.LeftButton)
    here.until(lambda: "report.csv was saved" in dialog.words.text())
    with target.open(encoding="utf-8-sig", newline="") as file:
        assert {row[0] for row in list(csv.reader(file))[1:]} == {"broken.fdz", "unsigned.fdz"}

    at = next(at for at, row in enumerate(_rows(dialog.report.files)) if row[0] == "unsigned.fdz")
    assert not dialog.admit.isVisible()
    dialog.report.files.setFocus()
    dialog.report.files.setCurrentIndex(dialog.report.files.model().index(at, 0))
    QTest.keyClick(dialog.report.files, Qt.Key.Key_Space)
    assert dialog.admit.text() == "Import the selec&ted file"
    _press(here, dialog, dialog.admit)
    assert dialog.step == DONE and _titles(here) == {"Flood drills", "Heat plans", "of nobody"}
    assert not dialog.admit.isVisible() and "broken.fdz" in str(_rows(dialog.report.files))

    QTest.mouseClick(dialog.report.figures["refused"], Qt.MouseButton.LeftButton)
    at = next(at for at, row in enumerate(_rows(dialog.report.files)) if row[0] == "late/Bo.fdz")
    dialog.report.files.selectRow(at)
    _press(here, dialog, dialog.undo_one)
    assert _titles(here) == {"Flood drills", "of nobody"} and "Undone" in dialog.words.text()
    assert "1 new (undone)" in [row[4] for row in _rows(dialog.report.files)]
    _press(here, dialog, dialog.undo)
    assert _titles(here) == set() and not dialog.undo.isVisible()
    _close(here, dialog)

    page = here.page()
    top = page.arrivals.list.topLevelItem(0)
    assert top is not None and top.text(2) == "Reports of November" and top.childCount() == 3
    assert "imported: 3" in top.text(3) and page.arrivals.consolidation_panel.isVisible()
    QTest.mouseClick(page.arrivals.consolidation_panel.open, Qt.MouseButton.LeftButton)
    again = _dialog(here)
    assert again.step == DONE and len(_rows(again.report.files)) == 5, "the report is kept"
    _close(here, again)


def test_cancelled_it_goes_on_where_it_was(person: MakePerson, offices: MakeOffices, folder: Path) -> None:
    here = person("Secretariat")
    for number, office in enumerate(offices("Awa", "Bo", "Cy", "Di")):
        office.add(*(f"{office.name} {place}" for place in range(30)))
        office.send(folder / f"{number}.fdz")
    here.window.operations.packages.consolidate([folder])
    dialog = _dialog(here)
    stopped: list[str] = []

    def stop(step: object) -> None:
        if step.number == 3 and not stopped:  # type: ignore[attr-defined]
            stopped.append(dialog.busy.words.text())
            dialog.reject()

    dialog.work.progressed.connect(stop)
    dialog.next.click()
    assert dialog.step == TAKING
    here.until(lambda: not dialog.work.running)
    assert dialog.step == DONE and stopped == ["3 of 4: 2.fdz"]
    assert "Stopped. Data already imported is kept." in dialog.words.text()
    assert "not checked" in dialog.report.words.text()
    assert {title[:2] for title in _titles(here)} >= {"Aw", "Bo"} and len(_titles(here)) in (60, 90)
    _close(here, dialog)
    here.window.operations.packages.consolidate([folder])
    dialog = _dialog(here)
    _press(here, dialog, dialog.next)
    assert len(_titles(here)) == 120 and not dialog.report.words.isVisible()
    assert dialog.report.tabs.currentIndex() == PARTNERS
    _close(here, dialog)


def test_several_packages_at_once_and_what_is_none(
    person: MakePerson,
    offices: MakeOffices,
    folder: Path,
) -> None:
    here = person("Secretariat")
    awa, bo = offices("Awa", "Bo")
    awa.add("Flood drills")
    bo.add("Heat plans")
    first, second = awa.send(folder / "Awa.fdz"), bo.send(folder / "Bo.fdz")
    shutil.copy(first, folder / "left alone.fdz")
    _drop(here, first, second)
    dialog = _dialog(here)
    _press(here, dialog, dialog.next)
    assert {row[0] for row in _rows(dialog.report.files)} == {"Awa.fdz", "Bo.fdz"}
    _close(here, dialog)
    empty = folder / "nothing"
    empty.mkdir()
    here.window.operations.packages.consolidate([empty])
    dialog = _dialog(here)
    assert dialog.step == TROUBLE and "no package here" in dialog.trouble.text()
    _close(here, dialog)


def test_from_conflicts_to_sharing_the_merge(
    person: MakePerson,
    offices: MakeOffices,
    folder: Path,
    tmp_path: Path,
    outside: list[str],
) -> None:
    here = person("Secretariat")
    awa, bo = offices("Awa", "Bo")
    (id,) = awa.add("Flood drills")
    import_package_file(bo.workspace, awa.send(tmp_path / "first.fdz"))
    awa.journal.edit(id, {"title": "of Awa"})
    bo.journal.edit(id, {"title": "of Bo"})
    awa.send(folder / "Awa.fdz")
    bo.send(folder / "Bo.fdz")
    here.window.operations.packages.consolidate([folder])
    dialog = _dialog(here)
    _press(here, dialog, dialog.next)
    assert "1 record is in conflict (Title 1)." in dialog.report.words.text()
    QTest.mouseClick(dialog.resolve, Qt.MouseButton.LeftButton)
    here.until(lambda: here.window.findChild(ConflictsPage) is not None)
    here.until(lambda: here.window.findChild(ConflictsPage).isVisible())
    here.rest()
    here.workspace.journal.edit(id, {"title": "of all"})

    page = here.page()
    QTest.mouseClick(page.partners.share, Qt.MouseButton.LeftButton)
    sharing = here.window.findChild(ShareDialog)
    assert sharing is not None
    here.until(lambda: len(sharing.chosen) == 2)
    texts = [sharing.list.topLevelItem(at).text(3) for at in range(2)]
    assert texts == ["2 edits new to them", "2 edits new to them"]
    out = tmp_path / "to be sent"
    sharing.folder.setText(str(out))
    QTest.mouseClick(sharing.do, Qt.MouseButton.LeftButton)
    assert "was not found" in sharing.said and not sharing.running
    out.mkdir()
    sharing.list.topLevelItem(1).setCheckState(0, Qt.CheckState.Unchecked)
    sharing.full.click()
    here.until(lambda: sharing.list.topLevelItem(0).text(3) == "Everything" and len(sharing.chosen) == 1)
    sharing.list.topLevelItem(1).setCheckState(0, Qt.CheckState.Checked)
    with here.qtbot.waitSignal(sharing.made, timeout=20_000):
        QTest.mouseClick(sharing.do, Qt.MouseButton.LeftButton)
    here.until(lambda: "2 packages are in to be sent" in here.window.message.words)
    here.window.message._act.click()
    assert outside == [str(out)]
    assert sorted(manifest_of(path).addressee for path in out.iterdir()) == ["Awa", "Bo"]
    for office in (awa, bo):
        (package,) = [path for path in out.iterdir() if manifest_of(path).addressee == office.name]
        import_package_file(office.workspace, package)
        assert office.titles() == ["of all"] and office.dump() == here.dump()
    here.rest()
    assert here.page().partners.sent.text() != "Never"
