"""A tick per record before a package comes in: what is not ticked waits, is shown, and comes in later."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QStyle, QStyleOptionViewItem, QTreeWidgetItem, QWidget

from desktop.exchange.packages.incoming_records import CHANGED
from desktop.ui.exchange.package_import_dialog import DONE, FORESEEN, PackageImportDialog
from desktop.ui.exchange.record_tree import RecordTree
from desktop.ui.exchange.report_panel import WAITING
from desktop.ui.exchange.send_dialog import SendDialog
from tests.ui.exchange.conftest import MakePerson, Person
from tests.ui.exchange.test_two_desks import _met

LONG = (
    "Twelve municipalities of the coast trained their own trainers in reading a hazard map, over two days in the hall."
)


def row(tree: RecordTree, title: str) -> QTreeWidgetItem:
    found = [tree.topLevelItem(at) for at in range(tree.topLevelItemCount())]
    return next(each for each in found if each is not None and each.text(0) == title)


def click_tick(person: Person, tree: RecordTree, title: str) -> None:
    """Press the box itself."""
    item = row(tree, title)
    tree.scrollToItem(item)
    option = QStyleOptionViewItem()
    option.initFrom(tree)
    option.rect = tree.visualItemRect(item)
    option.features = QStyleOptionViewItem.ViewItemFeature.HasCheckIndicator
    box = tree.style().subElementRect(QStyle.SubElement.SE_ItemViewItemCheckIndicator, option, tree)
    before = item.checkState(0)
    person.qtbot.mouseClick(
        tree.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(box.center().x(), option.rect.center().y())
    )
    assert item.checkState(0) is not before


def dialog_of(person: Person) -> PackageImportDialog:
    person.until(lambda: person.window.findChild(PackageImportDialog) is not None)
    found = person.window.findChild(PackageImportDialog)
    assert found is not None
    person.until(lambda: not found.work.running and found.step == FORESEEN)
    return found


def test_not_this_one_now(person: MakePerson) -> None:
    amina, jose = person("Amina"), person("José")
    ids = {
        title: amina.workspace.journal.create("activity", {"title": title}) for title in ("Bells", "Drills", "Wells")
    }
    run = amina.workspace.journal.create("run", {"parent": ids["Wells"], "name": "Evening course"})
    taking = jose.taking(amina.send_everything("all.fdz"))
    tree = taking.report.tree
    assert taking.report.all.text() == "4 of 4 to import" and taking.next.text() == "&Import"
    click_tick(jose, tree, "Drills")
    click_tick(jose, tree, "Wells")
    assert row(tree, "Evening course").checkState(0) is Qt.CheckState.Unchecked  # a part goes with its whole
    assert taking.next.text() == "&Import 1" and taking.words.text().startswith("3 records stay on the Exchange page")
    tree.setCurrentItem(row(tree, "Drills"))
    QTest.keyClick(tree, Qt.Key.Key_Space)
    assert taking.report.all.text() == "2 of 4 to import"
    jose.press(taking)
    assert taking.step == DONE and "2 records were set aside." in taking.report.said.text()
    assert " import.focal" in taking.report.said.text()
    jose.close(taking)
    assert {each.title for each in jose.workspace.records("activity", list(ids.values()))} == {"Bells", "Drills"}

    page = jose.page()
    assert page.right.waiting.isVisible() and page.right.waiting.text().replace("&", "") == "Waiting: 2"
    jose.qtbot.mouseClick(page.right.waiting, Qt.MouseButton.LeftButton)
    assert page.waiting.isVisible()
    group = page.waiting.list.topLevelItem(0)
    assert group.text(0) == "2 set aside" and {group.child(at).text(0) for at in range(2)} == {
        "Wells",
        "Evening course",
    }
    assert "From Amina, all.fdz" in group.child(0).text(1) and not page.waiting.take.isEnabled()
    page.waiting.list.setCurrentItem(group)
    jose.qtbot.mouseClick(page.waiting.take, Qt.MouseButton.LeftButton)
    taking = dialog_of(jose)
    assert taking.title.text() == "Set aside earlier" and not taking._signed.isVisible()
    assert row(taking.report.tree, "Wells").text(1) == "New"
    jose.press(taking)
    assert taking.step == DONE and jose.dump() == amina.dump()
    assert jose.workspace.record(run) is not None
    jose.qtbot.mouseClick(taking.undo, Qt.MouseButton.LeftButton)
    jose.until(lambda: taking.words.text().startswith("Undone"))
    jose.close(taking)
    assert not jose.record(ids["Wells"]).listed
    page = jose.page()
    assert not page.right.waiting.isVisible() and page.arrivals.isVisible()
    page.arrivals.list.setCurrentItem(page.arrivals.list.topLevelItem(1))
    jose.until(lambda: "Backup made before" in page.arrivals.report.said.text())


def test_searched_filtered_and_ticked_at_once(person: MakePerson) -> None:
    amina, jose = person("Amina"), person("José")
    kept = _met(amina, jose)
    for number in range(8):
        amina.workspace.journal.create("activity", {"title": f"Heat plan {number}"})
    amina.workspace.journal.edit(kept, {"summary": LONG})
    jose.import_package(amina.send_everything("more.fdz"))
    amina.workspace.journal.edit(kept, {"summary": LONG.replace("two days in the hall", "a night on the streets")})
    amina.workspace.journal.create("activity", {"title": "Green roofs"})
    taking = jose.taking(amina.send_everything("again.fdz"))
    panel = taking.report
    panel.figures[CHANGED].click()
    (item,) = [panel.tree.topLevelItem(at) for at in range(panel.tree.topLevelItemCount())]
    child = item.child(0)
    words = child.data(0, Qt.ItemDataRole.UserRole)
    assert [run.text for run in words.runs[1] if run.differs] == ["a night on", "streets"]
    height = panel.tree.visualItemRect(child).height()
    assert height > 2 * panel.tree.fontMetrics().height()  # told whole, in lines
    jose.qtbot.mouseClick(panel.all, Qt.MouseButton.LeftButton, pos=QPoint(8, panel.all.height() // 2))
    assert item.checkState(0) is Qt.CheckState.Unchecked and taking.next.text() == "&Import 1"
    panel.figures[CHANGED].click()
    jose.press(taking)
    jose.close(taking)
    assert jose.record(kept).values["summary"] == LONG and jose.window.view is not None

    taking = jose.taking(amina.send_everything("third.fdz"))  # it stays aside until somebody says so
    assert row(taking.report.tree, "Flood drills").checkState(0) is Qt.CheckState.Unchecked
    assert "set aside before" in row(taking.report.tree, "Flood drills").text(1)
    taking.report.figures[WAITING].click()
    click_tick(jose, taking.report.tree, "Flood drills")
    assert taking.next.text() == "&Import"
    jose.press(taking)
    jose.close(taking)
    assert jose.dump() == amina.dump()


def test_all_of_it_set_aside(person: MakePerson) -> None:
    amina, jose = person("Amina"), person("José")
    amina.workspace.journal.create("activity", {"title": "Bells"})
    taking = jose.taking(amina.send_everything("all.fdz"))
    click_tick(jose, taking.report.tree, "Bells")
    assert taking.next.text() == "Set &aside"
    jose.press(taking)
    assert taking.step == DONE and not taking.undo.isVisible()
    jose.close(taking)
    page = jose.page()
    assert page.arrivals.list.topLevelItemCount() == 0 and page.right.waiting.text().endswith(": 1")


def test_what_has_not_come_is_seen_in_list_and_form(person: MakePerson, tmp_path: Path) -> None:
    amina, jose = person("Amina"), person("José")
    id = _met(amina, jose)
    (tmp_path / "plan.txt").write_text("the plan", encoding="utf-8")
    host = amina.workspace.journal.create("organisation", {"name": "Mombasa"})
    amina.window.operations.packages.send()
    lost = amina.sent(amina.sending(), "lost.fdz")
    sha256 = amina.workspace.attachments.add(tmp_path / "plan.txt")
    amina.workspace.journal.edit(id, {f"organisations/host:{host}": True, f"attachments/{sha256}": "plan.txt"})
    from desktop.exchange.packages import manifest_of
    from desktop.exchange.signed_packages import export_signed_package

    later = tmp_path / "later.fdz"
    export_signed_package(amina.workspace, later, known=manifest_of(lost).holds, with_files=False)
    taking = jose.taking(later)
    assert "1 attachment follows later (8 bytes)" in taking.about.text()
    assert row(taking.report.tree, "Flood drills").text(1).endswith(", waiting")
    child = row(taking.report.tree, "Flood drills").child(0)
    assert child.text(0) == "Organisations: not received yet; it is in change no. 2 of Amina. Request it."
    taking.tick.setChecked(True)
    jose.press(taking)
    jose.close(taking)

    page = jose.page()
    jose.qtbot.mouseClick(page.right.waiting, Qt.MouseButton.LeftButton)
    tops = [page.waiting.list.topLevelItem(at) for at in range(page.waiting.list.topLevelItemCount())]
    assert [top.text(0) for top in tops] == [
        "1 record that refers to something not received yet", "Changes of 1 desk", "1 attachment expected",
    ]  # fmt: skip
    assert "change no. 2 of Amina" in tops[0].child(0).child(0).text(0)
    assert tops[1].child(0).text(0).startswith("Change no. 2 of Amina is missing")
    assert tops[2].child(0).text(1) == "plan.txt"
    jose.window.view.activities.show_record(id)
    editor = jose.window.view.activities.side.editor
    jose.until(lambda: any("change no. 2 of Amina" in words for words in editor.notices.words))
    jose.until(lambda: "plan.txt (not received yet)" in _labels(editor))

    page = jose.page()
    jose.qtbot.mouseClick(page.right.waiting, Qt.MouseButton.LeftButton)
    jose.qtbot.mouseClick(page.waiting.ask, Qt.MouseButton.LeftButton)
    asking = jose.sending()
    assert asking.partner is not None and asking.partner.name == "Amina"
    asked = jose.sent(asking, "please.fdz")
    amina.import_package(asked)
    amina.window.operations.packages.send()
    answer = amina.sending()
    assert answer.files.isVisible() and "1 file, 8 bytes" in answer.files.text()
    answer.files.setChecked(False)
    assert "1 file, 8 bytes: later." in answer.remaining.text()
    answer.files.setChecked(True)
    assert "later" not in answer.remaining.text()
    jose.import_package(amina.sent(answer, "answer.fdz"))
    assert jose.workspace.attachments.verify(sha256) and jose.dump() == amina.dump()
    assert not jose.page().right.waiting.isVisible()
    jose.window.view.activities.show_record(id)
    jose.until(lambda: not any("not received yet" in words for words in editor.notices.words))
    jose.until(lambda: "plan.txt (not received yet)" not in _labels(editor))
    assert jose.window.findChild(SendDialog) is None


def _labels(widget: QWidget) -> list[str]:
    return [each.text() for each in widget.findChildren(QLabel)]
