"""The page of a partner: codes compared, rights that need it, frozen, blocked and allowed again, each with its way back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog, QMessageBox

from desktop.exchange.identity import fingerprint, own_key_pair
from desktop.exchange.partners import find_partner, read_partners
from desktop.exchange.partners.introduced import ask_for_introduction, introduce, read_introductions
from desktop.exchange.partners.standing import BLOCK, FREEZE, NONE, Standing, confirm, read_standing
from desktop.exchange.signed_packages import import_package_file
from desktop.i18n import COMPLETE_LANGUAGES
from desktop.ui import file_dialogs
from desktop.ui.exchange.block_dialog import BlockDialog
from desktop.ui.exchange.compare_codes_dialog import CompareCodesDialog, code_lines
from desktop.ui.exchange.new_computer_dialog import NewComputerDialog
from desktop.ui.exchange.page import ExchangePage
from desktop.workspace import list_backups
from desktop.workspace.changes.erasure_decisions import ASKED, DECIDED, DECLINED
from desktop.workspace.merge.incoming import takes_proven_only
from tests.access_keys import clashes
from tests.exchange.trust.attackers import Desk, MakeDesk, clone_of
from tests.ui.exchange.conftest import MakePerson, Person


def _standing(person: Person, name: str) -> Standing:
    with person.workspace.reading() as conn:
        return read_standing(conn, find_partner(person.workspace, name).key)


def _opened(person: Person) -> ExchangePage:
    page = person.page()
    page.partners.details.click()
    assert page.partner.isVisible()
    return page


def _undo(person: Person, words: str) -> None:
    """Press what the message below offers, and wait until it says that all is as before."""
    person.until(lambda: words in person.window.message.words)
    person.window.message._act.click()
    person.until(lambda: person.window.message.words == "It is as it was before.")
    person.rest()


def _compare(person: Person, page: ExchangePage) -> CompareCodesDialog:
    page.partner.compare.click()
    dialog = person.window.findChild(CompareCodesDialog)
    assert dialog is not None
    return dialog


def _block(person: Person, page: ExchangePage, *, relayed: bool = False) -> None:
    page.partner.block.click()
    dialog = person.window.findChild(BlockDialog)
    assert dialog is not None and dialog.relayed.isVisible() == relayed
    if relayed:
        dialog.relayed.click()
    dialog.do.click()
    person.until(lambda: person.window.findChild(BlockDialog) is None)


def _met(amina: Person, anna: Desk) -> None:
    anna.journal.create("activity", {"title": "Flood drills"})
    amina.workspace.journal.create("activity", {"title": "Bells"})
    anna.take(amina.send_everything("from Amina.fdz"))
    amina.import_package(anna.send())


def test_who_it_is_and_where_they_were_seen(person: MakePerson, desk: MakeDesk) -> None:
    amina, anna, zora = person("Amina"), desk("Anna"), desk("Zora")
    zora.journal.create("activity", {"title": "Heat plans"})
    anna.take(zora.send())
    _met(amina, anna)
    page = _opened(amina)
    shown = page.partner
    assert shown.name.text() == "Anna" and shown.state.text() == page.partners.trust.text() == "Code not compared yet"
    assert shown.code.text().split() == find_partner(amina.workspace, "Anna").fingerprint.split()
    assert shown.code.text().count("\n") == 1  # two lines, to be read out
    assert shown.first.text().endswith(", in Anna 1.fdz") and shown.last.text().endswith(", in Anna 1.fdz")
    assert shown.relayed.text() == "1 other desk: Zora" and not shown.claimed.isVisible()
    assert shown.confirmed.text() == "Not yet: nobody compared the codes by telephone."
    anna.journal.create("activity", {"title": "Green roofs"})
    amina.import_package(anna.send("Amina"))
    page = amina.page()
    assert shown.first.text().endswith(", in Anna 1.fdz") and shown.last.text().endswith(", in Anna 2.fdz")


def test_codes_are_compared_and_rights_given(person: MakePerson, desk: MakeDesk) -> None:
    amina, anna = person("Amina"), desk("Anna")
    _met(amina, anna)
    page = _opened(amina)
    shown = page.partner
    assert not shown.erases.isEnabled() and not shown.old.isEnabled() and shown.rights_hint.isVisible()

    dialog = _compare(amina, page)
    assert dialog.theirs.text() == shown.code.text()
    assert page.exchange is not None and dialog.own.text().split() == page.exchange.own_digits.split()
    assert not dialog.ok.isEnabled()
    dialog.tick.click()
    dialog.ok.click()
    amina.until(lambda: shown.state.text() == "Code compared by phone")
    assert _standing(amina, "Anna").confirmed_by == "Amina" and shown.confirmed.text().endswith(", by Amina")
    assert not shown.rights_hint.isVisible() and not shown.compare.isVisible()
    _undo(amina, "Anna is confirmed.")
    assert not _standing(amina, "Anna").confirmed and shown.compare.isVisible()

    dialog = _compare(amina, page)
    dialog.tick.click()
    dialog.ok.click()
    amina.until(shown.erases.isEnabled)
    shown.erases.click()
    amina.until(lambda: find_partner(amina.workspace, "Anna").erases == DECIDED)
    _undo(amina, "What Anna asks to erase about people goes at once")
    assert find_partner(amina.workspace, "Anna").erases == ASKED and not shown.erases.isChecked()
    shown.old.click()
    amina.until(lambda: find_partner(amina.workspace, "Anna").brings_old)
    shown.old.click()
    amina.until(lambda: not find_partner(amina.workspace, "Anna").brings_old)

    shown.erases.click()
    amina.until(lambda: find_partner(amina.workspace, "Anna").erases == DECIDED)
    amina.rest()
    shown.unconfirm.click()
    amina.until(lambda: shown.compare.isVisible() and not shown.erases.isChecked())
    assert not shown.erases.isEnabled() and not _standing(amina, "Anna").confirmed
    _undo(amina, "Anna is not confirmed any more")
    assert _standing(amina, "Anna").confirmed_by == "Amina" and shown.erases.isChecked()


def test_codes_that_differ_freeze(person: MakePerson, desk: MakeDesk) -> None:
    amina, anna = person("Amina"), desk("Anna")
    _met(amina, anna)
    page = _opened(amina)
    dialog = _compare(amina, page)
    dialog.differ.click()
    amina.until(lambda: _standing(amina, "Anna").state == FREEZE)
    assert not _standing(amina, "Anna").confirmed
    dialog = _compare(amina, page)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    amina.rest()
    assert not _standing(amina, "Anna").confirmed


def test_frozen_blocked_and_allowed(person: MakePerson, desk: MakeDesk) -> None:
    amina, anna = person("Amina"), desk("Anna")
    _met(amina, anna)
    page = _opened(amina)
    shown = page.partner
    shown.freeze.click()
    amina.until(lambda: shown.state.text().startswith("Frozen"))
    assert not shown.freeze.isVisible() and shown.allow.isVisible() and shown.block.isVisible()
    _undo(amina, "Anna is frozen")
    assert _standing(amina, "Anna").state == NONE and not shown.allow.isVisible()
    shown.freeze.click()
    amina.until(lambda: _standing(amina, "Anna").state == FREEZE)
    anna.journal.create("activity", {"title": "after it was stolen"})
    amina.import_package(anna.send("Amina"))
    titles = [row for row in amina.dump() if "after it was stolen" in row]
    assert titles == []
    page = amina.page()
    assert page.right.requests.text() == "Re&quests"  # shown, but nobody waits for an answer
    amina.page().right.show_requests()
    (line,) = [top.child(0).text(0) for top in [page.requests.list.topLevelItem(0)]]
    assert line.startswith("1 change of Anna") and not page.requests.accept.isVisible()
    page.right.show_partner()
    _block(amina, page)
    amina.until(lambda: shown.state.text().startswith("Blocked"))
    assert not any("Flood drills" in row for row in amina.dump())  # as if it had never come
    taking = amina.taking(anna.send("Amina"))
    assert "Anna is blocked on this desk" in taking.trouble.text()
    amina.close(taking)
    shown.allow.click()
    amina.until(lambda: any("after it was stolen" in row for row in amina.dump()))
    amina.until(lambda: "2 waiting changes imported." in amina.window.message.words)
    assert any("Flood drills" in row for row in amina.dump())
    assert _standing(amina, "Anna").state == NONE
    _undo(amina, "Anna is allowed again.")
    assert _standing(amina, "Anna").state == BLOCK


def test_blocked_with_those_known_through_them_after_a_backup(person: MakePerson, desk: MakeDesk) -> None:
    amina, anna, zora = person("Amina"), desk("Anna"), desk("Zora")
    zora.journal.create("activity", {"title": "Heat plans"})
    anna.take(zora.send())
    _met(amina, anna)
    before = amina.dump()
    page = _opened(amina)
    page.partner.block.click()
    dialog = amina.window.findChild(BlockDialog)
    assert dialog is not None
    dialog.start(lambda task: task.progress(0, 1), lambda _none: None)  # given up: nothing is changed
    dialog.cancel.click()
    assert "Nothing was changed" in dialog.said and not clashes(dialog)
    dialog.reject()
    amina.until(lambda: amina.window.findChild(BlockDialog) is None)
    assert amina.dump() == before and not _standing(amina, "Anna").state
    _block(amina, page, relayed=True)
    amina.until(lambda: page.partner.state.text().startswith("Blocked"))
    assert [row for row in amina.dump() if "Heat plans" in row or "Flood drills" in row] == []
    assert [each.reason for each in list_backups(amina.workspace.path)].count("block") == 1
    _undo(amina, "Anna is blocked")
    assert amina.dump() == before


def test_a_new_computer_is_introduced_and_linked(
    person: MakePerson, desk: MakeDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Amina is the one who goes on with another computer first, then the partner of one who does."""
    amina, anna, laptop = person("Amina"), desk("Anna"), desk("Anna Laptop")
    _met(amina, anna)
    laptop.take(amina.send_everything("more.fdz"))
    laptop.take(anna.send())
    file = tmp_path / "new computer.json"
    monkeypatch.setattr(file_dialogs, "ask_target", lambda *_told, **_named: file)
    monkeypatch.setattr(file_dialogs, "ask_file", lambda *_told, **_named: file)
    page = _opened(amina)
    page.partner.myself.click()
    dialog = amina.window.findChild(NewComputerDialog)
    assert dialog is not None and dialog.former.currentText() == "Anna" and not clashes(dialog)
    dialog.write.click()
    amina.until(dialog.code.isVisible)
    assert page.exchange is not None and dialog.code.text().split() == page.exchange.own_digits.split()
    dialog.open_file.click()
    amina.until(lambda: "has not signed" in dialog.said.text())
    introduce(anna.workspace, file)
    dialog.open_file.click()
    amina.until(lambda: "your packages tell partners" in dialog.said.text())
    dialog.reject()
    with amina.workspace.reading() as conn:
        assert len(read_introductions(conn)) == 1
    amina.until(lambda: "your packages tell partners" in amina.window.message.words)
    amina.window.message._act.click()
    amina.until(lambda: "do not say so any more" in amina.window.message.words)
    with amina.workspace.reading() as conn:
        assert read_introductions(conn) == []

    # The old computer signs what a new one asks for, once its code was compared.
    ask_for_introduction(laptop.workspace, file, find_partner(laptop.workspace, "Amina"))
    page.partners.new_computer.click()
    dialog = amina.window.findChild(NewComputerDialog)
    assert dialog is not None
    dialog.open_file.click()
    amina.until(lambda: dialog.findChild(QMessageBox) is not None)
    box = dialog.findChild(QMessageBox)
    assert box is not None and code_lines(fingerprint(own_key_pair(laptop.workspace).public)) in box.text()
    box.buttons()[0].click()
    amina.until(lambda: "is signed" in dialog.said.text())
    dialog.reject()
    assert introduce(laptop.workspace, file).fits()

    # Another one: Anna goes on with the laptop, and Amina links the two, once the code was compared.
    ask_for_introduction(laptop.workspace, file, find_partner(laptop.workspace, "Anna"))
    introduce(anna.workspace, file)
    introduce(laptop.workspace, file)
    laptop.journal.create("activity", {"title": "on the new one"})
    import_package_file(amina.workspace, laptop.send(), accept_new=True)
    page = amina.page()
    shown, view = page.partner, page.partners.list
    assert shown.former.text() == "Says that they now use a new computer, as Anna Laptop: see that partner."
    view.setCurrentItem(next(view.topLevelItem(at) for at in range(2) if "Laptop" in view.topLevelItem(at).text(0)))
    assert shown.former.text().startswith("Anna and this desk both say") and not shown.link.isEnabled()
    confirm(amina.workspace, find_partner(amina.workspace, "Anna Laptop"))
    amina.page()
    shown.link.click()
    question = shown.findChild(QMessageBox)
    assert question is not None
    question.buttons()[0].click()
    amina.until(lambda: shown.former.text().startswith("The same person as Anna, linked by Amina"))
    _undo(amina, "is linked with Anna")
    assert shown.link.isVisible() and not shown.unlink.isVisible()


def test_only_what_is_proven_is_a_switch_with_the_way_back(person: MakePerson, desk: MakeDesk) -> None:
    amina, anna = person("Amina"), desk("Anna")
    _met(amina, anna)
    page = _opened(amina)
    switch = page.partners.only_proven
    assert not switch.isChecked()
    switch.click()
    amina.until(lambda: "only changes whose author is proven are imported" in amina.window.message.words)
    with amina.workspace.reading() as conn:
        assert takes_proven_only(conn)
    amina.page()
    assert switch.isChecked()
    _undo(amina, "only changes whose author is proven")
    assert not switch.isChecked()


def test_renamed_and_forgotten_with_the_way_back(person: MakePerson, desk: MakeDesk) -> None:
    amina, anna = person("Amina"), desk("Anna")
    _met(amina, anna)
    page = _opened(amina)
    partners = page.partners
    partners.rename.click()
    dialog = partners.findChild(QInputDialog)
    assert dialog is not None
    dialog.setTextValue("Mombasa")
    dialog.accept()
    amina.until(lambda: page.partner.name.text() == "Mombasa")
    assert page.partner.claimed.text() == "Anna"
    _undo(amina, "Anna is called Mombasa now.")
    assert page.partner.name.text() == "Anna"
    partners.role.setCurrentIndex(partners.role.findData("section"))
    partners.role.activated.emit(partners.role.currentIndex())
    _undo(amina, "The role of Anna was changed.")
    assert find_partner(amina.workspace, "Anna").role == "peer"
    partners.forget.click()
    box = partners.findChild(QMessageBox)
    assert box is not None
    box.buttons()[0].click()
    _undo(amina, "Anna was taken off the list")
    with amina.workspace.reading() as conn:
        assert [each.name for each in read_partners(conn)] == ["Anna"]


def test_a_partner_whose_requests_are_all_declined_may_ask_again(person: MakePerson, desk: MakeDesk) -> None:
    amina, anna = person("Amina"), desk("Anna")
    _met(amina, anna)
    page = _opened(amina)
    assert not page.partner.ask_again.isVisible()
    page.partner._actions.let_erase(find_partner(amina.workspace, "Anna"), "never")
    amina.until(page.partner.ask_again.isVisible)
    assert find_partner(amina.workspace, "Anna").erases == DECLINED
    page.partner.ask_again.click()
    amina.until(lambda: find_partner(amina.workspace, "Anna").erases == ASKED)
    amina.until(lambda: not page.partner.ask_again.isVisible())


def test_a_copied_workspace_is_named_with_whom_to_ask(person: MakePerson, desk: MakeDesk, tmp_path: Path) -> None:
    amina, anna = person("Amina"), desk("Anna")
    _met(amina, anna)
    id = anna.journal.create("activity", {"title": "Drill"})
    clone = clone_of(anna, tmp_path / "image")
    try:
        anna.journal.edit(id, {"title": "of the first"})
        clone.journal.edit(id, {"title": "of the second"})
        clone._sent = 10
        amina.import_package(anna.send())
        amina.import_package(clone.send())
    finally:
        clone.close()
    page = _opened(amina)
    assert page.partner.forks.text().endswith(
        "their workspace was copied. Both are kept. Ask Anna who works with the copy."
    )
    amina.page().right.show_requests()
    top = page.requests.list.topLevelItem(0)
    assert top.text(0) == "1 workspace was copied" and top.child(0).text(0) == page.partner.forks.text()
    assert top.child(0).child(0).text(0) in ("of the first", "of the second")
    with amina.qtbot.waitSignal(amina.window.desk.record_wanted) as wanted:
        page.requests.list.setCurrentItem(top.child(0).child(0))
        QTest.keyClick(page.requests.list, Qt.Key.Key_Return)
    assert wanted.args == [id]


def test_by_keyboard(person: MakePerson, desk: MakeDesk) -> None:
    amina, anna = person("Amina"), desk("Anna")
    _met(amina, anna)
    amina.window.activateWindow()
    amina.until(amina.window.isActiveWindow)
    page = _opened(amina)
    shown = page.partner
    page.partners.new_computer.setFocus()
    seen = []
    for _step in range(6):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    assert seen[0] is page.right.partner and shown.compare in seen
    assert seen.index(shown.compare) < seen.index(shown.freeze) < seen.index(shown.block)
    for widget in (shown.code, shown.confirmed, shown.first, shown.last):
        assert widget.accessibleName()
    assert "stolen" in shown.freeze.accessibleDescription()
    page.right.partner.setFocus()
    QTest.keyClick(page.right.partner, Qt.Key.Key_Right)  # the arrow keys go to the other sides
    assert page.arrivals.isVisible() and QApplication.focusWidget() is page.right.arrived


@pytest.mark.parametrize("language", COMPLETE_LANGUAGES)
def test_no_access_key_is_given_twice_on_any_side_of_the_page(
    person: MakePerson, desk: MakeDesk, tmp_path: Path, language: str
) -> None:
    amina, anna = person("Amina"), desk("Anna")
    _met(amina, anna)
    someone = amina.workspace.journal.create("person", {"name": "Lucía", "consent": "network"})
    anna.take(amina.send_everything("more.fdz"))
    anna.journal.erase([someone], {})
    anna.workspace.finish_erasing()
    anna.journal.create("activity", {"title": "set aside"})
    taking = amina.taking(anna.send())
    taking.report.tree.topLevelItem(0).setCheckState(0, Qt.CheckState.Unchecked)
    amina.press(taking)
    amina.close(taking)
    from desktop.exchange.partners import set_partner_role

    set_partner_role(amina.workspace, find_partner(amina.workspace, "Anna"), "secretariat")
    if language != "en":
        amina.window.set_language(language)
        amina.window.menus.pages["exchange"].trigger()
        amina.until(lambda: amina.window.view.page("exchange").isVisible())
    page = amina.page()
    assert page.right.waiting.isVisible() and page.right.requests.isVisible() and page.secretariat.isVisible()
    found: list[str] = []
    for button in (page.right.partner, page.right.arrived, page.right.waiting, page.right.requests):
        button.click()
        found += clashes(amina.window)
    page.right.partner.click()
    page.partner.compare.click()
    dialog = amina.window.findChild(CompareCodesDialog)
    assert dialog is not None
    found += clashes(dialog)
    dialog.reject()
    if language != "en":
        amina.window.set_language("en")
    assert list(dict.fromkeys(found)) == []
