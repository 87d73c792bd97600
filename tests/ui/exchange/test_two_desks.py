"""Two desks exchange through their windows: everything there, a delta back, and what came in taken back."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog, QMessageBox, QTreeWidgetItem
from shiboken6 import isValid

from desktop.exchange.packages import manifest_of
from desktop.exchange.packages.incoming_records import CHANGED, NEW
from desktop.exchange.partners import find_partner, read_partners
from desktop.ui.background import READERS
from desktop.ui.conflicts.page import ConflictsPage
from desktop.ui.exchange.package_import_dialog import DONE, FORESEEN
from desktop.ui.exchange.report_panel import DISPUTED
from desktop.ui.exchange.send_dialog import SendDialog
from tests.ui.exchange.conftest import MakePerson, Person


def _item(tree: object, at: int) -> QTreeWidgetItem:
    found = tree.topLevelItem(at)  # type: ignore[attr-defined]
    assert found is not None
    return found


def _titles(panel: object) -> list[tuple[str, str]]:
    tree = panel.tree  # type: ignore[attr-defined]
    return [(tree.topLevelItem(at).text(0), tree.topLevelItem(at).text(1)) for at in range(tree.topLevelItemCount())]


def _met(amina: Person, jose: Person) -> str:
    """José has everything of Amina's, and she knows that; the id of the one activity."""
    id = amina.workspace.journal.create("activity", {"title": "Flood drills", "status": "planned"})
    jose.import_package(amina.send_everything("all.fdz"))
    jose.window.operations.packages.send()
    amina.import_package(jose.sent(jose.sending(), "greeting.fdz"))
    return id


def test_everything_there_and_a_delta_back(person: MakePerson, outside: list[str]) -> None:
    amina, jose = person("Amina"), person("José")
    assert amina.page().empty.isVisible() and len(amina.page().empty.buttons) == 4
    id = amina.workspace.journal.create("activity", {"title": "Flood drills", "status": "planned"})
    amina.workspace.journal.create("person", {"name": "Wanjiru", "consent": "none"})
    amina.workspace.journal.create("note", {"said_by": "Wanjiru"})

    amina.page().empty.buttons[0].click()
    dialog = amina.sending()
    assert dialog.partner is None and dialog.full.isChecked() and not dialog.delta.isEnabled()
    assert "1 change " in dialog.figures.text() and "1 person" in dialog.remaining.text()
    assert "1 name in a learning note" in dialog.remaining.text()
    package = amina.sent(dialog, "all.fdz")
    amina.window.message._act.click()
    assert outside == [str(package.parent)]

    before = jose.dump()
    taking = jose.taking(package)
    assert taking.step == FORESEEN and jose.dump() == before
    assert "Amina" in taking.about.text() and "an unknown desk" in taking.verdict.text()
    assert "Phone them" in taking.advice.text() and not taking.tick.isVisible()
    assert _titles(taking.report) == [("Flood drills", "New")]
    assert taking.report.figures[NEW].text() == "1\nnew"
    jose.press(taking)
    assert taking.step == DONE and taking.undo.isVisible()
    jose.close(taking)
    assert jose.record(id).title == "Flood drills" and jose.dump() == amina.dump()

    page = jose.page()
    assert page.partners.chosen is not None and page.partners.chosen.name == "Amina"
    assert page.partners.waiting.text() == "0 edits to send"
    jose.workspace.journal.edit(id, {"title": "Flood drills with schools"})
    jose.until(lambda: page.partners.waiting.text() == "1 edit to send")
    page.partners.send.click()
    dialog = jose.sending()
    assert (
        dialog.partner is not None and dialog.delta.isChecked() and "1 change (Activities: 1)" in dialog.figures.text()
    )
    delta = jose.sent(dialog, "back.fdz")
    assert manifest_of(delta).changes == 1 and manifest_of(delta).addressee == "Amina"
    jose.until(lambda: page.partners.sent.text() != "Never")

    amina.workspace.journal.edit(id, {"title": "Flood drills for all"})
    taking = amina.taking(delta)
    ((title, what),) = _titles(taking.report)
    assert "in conflict" in what and title in ("Flood drills with schools", "Flood drills for all")
    field = _item(taking.report.tree, 0).child(0).text(0)
    assert "Flood drills with schools" in field and "Flood drills for all" in field and field.startswith("Title")
    taking.report.figures[DISPUTED].click()
    assert len(_titles(taking.report)) == 1
    amina.press(taking)
    assert taking.resolve.isVisible()
    taking.undo.click()
    amina.until(lambda: taking.words.text().startswith("Undone"))
    amina.close(taking)
    assert amina.record(id).title == "Flood drills for all" and not amina.record(id).conflicts


def test_page_tells_again_and_takes_back(person: MakePerson) -> None:
    amina, jose = person("Amina"), person("José")
    id = _met(amina, jose)
    amina.workspace.journal.edit(id, {"status": "completed", "title": "Flood drills, done"})
    gone = amina.workspace.journal.create("activity", {"title": "Heat plans"})
    amina.window.operations.packages.send()
    jose.import_package(amina.sent(amina.sending(), "later.fdz"))

    page = jose.page()
    arrivals = page.arrivals
    assert arrivals.list.topLevelItemCount() == 2
    row = [_item(arrivals.list, 0).text(column) for column in range(1, 4)]
    assert row == ["Amina", "later.fdz", "1 new, 1 changed"]
    assert sorted(_titles(arrivals.report)) == [
        ("Flood drills, done", "Changed: Title, Status"), ("Heat plans", "New"),
    ]  # fmt: skip
    arrivals.report.figures[CHANGED].click()
    fields = _item(arrivals.report.tree, 0)
    assert [fields.child(at).text(0) for at in range(fields.childCount())] == [
        "Title: “Flood drills” → “Flood drills, done”", "Status: Planned → Completed",
    ]  # fmt: skip
    with jose.qtbot.waitSignal(jose.window.desk.record_wanted):
        QTest.keyClick(arrivals.report.tree, Qt.Key.Key_Return)
    jose.until(jose.window.view.activities.isVisible)

    page = jose.page()
    arrivals.undo.click()
    jose.until(lambda: "Undone" in jose.window.message.words)
    jose.until(lambda: arrivals.undone.isVisible() and not arrivals.undo.isEnabled())
    assert "undone" in _item(arrivals.list, 0).text(3)
    assert jose.record(id).title == "Flood drills"
    assert not jose.workspace.records("activity", [gone]) or jose.record(gone).values.get("title") is None


def test_partner_renamed_given_a_role_and_forgotten(person: MakePerson, monkeypatch: pytest.MonkeyPatch) -> None:
    amina, jose = person("Amina"), person("José")
    _met(amina, jose)
    page = jose.page()
    partners = page.partners
    assert page.partner.code.text().replace("\n", " ") == find_partner(jose.workspace, "Amina").fingerprint
    own = amina.page().exchange.own_digits
    assert own == page.partner.code.text().replace("\n", " ")

    partners.rename.click()
    dialog = partners.findChild(QInputDialog)
    assert dialog is not None
    dialog.setTextValue("Mombasa")
    dialog.accept()
    jose.until(lambda: _item(partners.list, 0).text(0) == "Mombasa")

    assert not page.secretariat.isVisible()
    partners.role.setCurrentIndex(partners.role.findData("secretariat"))
    partners.role.activated.emit(partners.role.currentIndex())
    jose.until(page.secretariat.isVisible)
    page.secretariat.click()
    sending = jose.sending()
    assert sending.partner is not None and sending.partner.name == "Mombasa" and sending.delta.isChecked()
    sending.reject()

    partners.forget.click()
    box = partners.findChild(QMessageBox)
    assert box is not None
    box.buttons()[0].click()
    jose.until(lambda: page.exchange is not None and not page.exchange.partners)
    with jose.workspace.reading() as conn:
        assert read_partners(conn) == []


def test_from_what_came_in_to_its_conflicts(person: MakePerson) -> None:
    amina, jose = person("Amina"), person("José")
    id = _met(amina, jose)
    jose.workspace.journal.edit(id, {"title": "Flood drills with schools"})
    amina.workspace.journal.edit(id, {"title": "Flood drills for all"})
    jose.window.operations.packages.send()
    taking = amina.taking(jose.sent(jose.sending(), "apart.fdz"))
    amina.press(taking)
    taking.resolve.click()
    amina.rest()
    assert amina.window.menus.pages["conflicts"].isChecked() and isinstance(
        amina.window.view.pages.currentWidget(), ConflictsPage
    )


def test_gone_before_the_answer_comes(person: MakePerson) -> None:
    """The language changes, or the dialog is closed, while figures are still read: nobody is told what nobody sees."""
    amina = person("Amina")
    desk, held = amina.window.desk, threading.Event()
    amina.page()
    blocked = [desk.background.run(held.wait) for _each in range(READERS)]
    amina.window.operations.packages.send_everything()
    dialog = amina.window.findChild(SendDialog)
    amina.window.view.page("exchange").read()
    dialog.reject()
    amina.until(lambda: not isValid(dialog))
    amina.window.set_language("fr")
    amina.qtbot.wait(1)
    held.set()
    amina.until(lambda: not set(blocked) & desk.background._running)
    amina.rest()
    amina.window.set_language("en")
    amina.rest()


def test_by_keyboard_alone(person: MakePerson) -> None:
    amina, jose = person("Amina"), person("José")
    _met(amina, jose)
    jose.window.activateWindow()
    jose.until(jose.window.isActiveWindow)
    assert jose.window.menus.pages["exchange"].shortcut().toString().startswith("Ctrl+")
    jose.window.menus.pages["exchange"].trigger()
    jose.rest()
    page = jose.window.view.page("exchange")
    jose.until(lambda: QApplication.focusWidget() is page.partners.list)
    seen = []
    for _step in range(12):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    partners, arrivals = page.partners, page.arrivals
    assert seen[:5] == [partners.role, partners.send, partners.details, partners.rename, partners.forget]
    assert seen.index(page.right.arrived) < seen.index(arrivals.list)
    assert arrivals.report.tree in seen and arrivals.undo in seen
    QTest.keyClick(partners.list, Qt.Key.Key_Return)
    assert jose.sending().partner.name == "Amina"
    QTest.keyClick(jose.sending(), Qt.Key.Key_Escape)


def test_keys_of_the_activities_rest_on_this_page(person: MakePerson) -> None:
    amina = person("Amina")
    id = amina.workspace.journal.create("activity", {"title": "Flood drills"})
    amina.until(lambda: amina.window.view.activities.model.rowCount() == 1)
    amina.window.view.activities.view.selectAll()
    amina.page()
    QTest.keyClick(amina.window, Qt.Key.Key_Delete)
    amina.rest()
    assert amina.record(id).title == "Flood drills"
    assert [
        each.isChecked() for each in (amina.window.menus.pages["exchange"], amina.window.menus.pages["activities"])
    ] == [True, False]
    QTest.keyClick(amina.window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    amina.window.menus.pages["activities"].trigger()
    assert amina.window.view.activities.isVisible()
