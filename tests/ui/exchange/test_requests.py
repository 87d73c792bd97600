"""Requests of others to erase, in the window: seen with what would go, counted, declined, granted, asked again."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QTreeWidgetItem

from desktop.exchange.consolidation import consolidate
from desktop.exchange.partners import find_partner
from desktop.exchange.pending_requests import read_requests
from desktop.ui.exchange.grant_erasure_dialog import GrantDialog
from desktop.ui.exchange.page import ExchangePage
from desktop.ui.exchange.request_words import MOST_RECORDS
from desktop.workspace.changes.erasure_decisions import ASKED, DECLINED
from tests.exchange.packages.build_packages import RECORD
from tests.exchange.trust.attackers import Desk, MakeDesk, Mallory
from tests.ui.exchange.conftest import MakePerson, Person

LONG = "Keeps the list of those who can be called at night, and trained the wardens of twelve districts over two days."


def _asked(amina: Person, anna: Desk) -> tuple[str, str]:
    """Anna asks Amina to erase a person and an activity whom Amina wrote."""
    journal = amina.workspace.journal
    someone = journal.create("person", {"name": "Lucia", "consent": "network"})
    journal.edit(someone, {"name": "Lucía Ramírez"})
    host = journal.create("organisation", {"name": "San José"})
    id = journal.create(
        "activity",
        {"title": "Hazard map", "summary": LONG, f"people/contact:{someone}": True, f"organisations/host:{host}": True},
    )  # fmt: skip
    anna.take(amina.send_everything("all.fdz"))
    for each in (someone, id):
        anna.journal.erase([each], {})
    anna.workspace.finish_erasing()
    amina.import_package(anna.send())
    return someone, id


def _opened(person: Person) -> ExchangePage:
    page = person.page()
    page.right.requests.click()
    assert page.requests.isVisible()
    return page


def _lines(item: QTreeWidgetItem) -> list[tuple[str, str]]:
    return [(item.child(at).text(0), item.child(at).text(1)) for at in range(item.childCount())]


def _select(page: ExchangePage, place: int, heading: int = 0) -> None:
    top = page.requests.list.topLevelItem(heading)
    assert top is not None
    page.requests.list.setCurrentItem(top.child(place))


def _counter(person: Person) -> int:
    return person.window.view.counters["exchange"].count


def test_what_would_go_is_seen_and_counted(person: MakePerson, desk: MakeDesk) -> None:
    amina, anna = person("Amina"), desk("Anna")
    _asked(amina, anna)
    amina.until(lambda: _counter(amina) == 2)
    button = amina.window.view._buttons["exchange"]
    assert button.accessibleName() == "Exchange: 2 requests wait"
    page = _opened(amina)
    assert page.right.requests.text() == "Re&quests: 2"
    top = page.requests.list.topLevelItem(0)
    assert top.text(0) == "2 requests to erase"
    first, second = top.child(0), top.child(1)
    assert first.text(0) == "Anna asks to erase values in 1 record" and first.text(1).startswith("Sent by Anna, ")
    assert first.child(0).text(0) == "It is signed by your partner Anna, whose verification code nobody compared yet."
    assert first.child(1).text(0) == "Lucía Ramírez (Person)"
    assert _lines(first.child(1)) == [
        ("Consent to share: Within the network", "Amina"), ("Name: “Lucia”", "Amina"), ("Name: “Lucía Ramírez”", "Amina"),
    ]  # fmt: skip
    values = dict(_lines(second.child(1)))
    assert "Organisations: San José (Host)" in values or any("San José" in each for each in values)
    assert any(LONG[:40] in each for each in values)
    assert page.requests.about.text() == "3 values would go, written by Amina."


def test_declined_undone_and_granted_later(person: MakePerson, desk: MakeDesk) -> None:
    amina, anna = person("Amina"), desk("Anna")
    someone, id = _asked(amina, anna)
    page = _opened(amina)
    _select(page, 0)
    page.requests.decline.click()
    amina.until(lambda: "1 request was declined: everything stays." in amina.window.message.words)
    amina.until(lambda: _counter(amina) == 1 and page.requests.list.topLevelItemCount() == 2)
    amina.window.message._act.click()
    amina.until(lambda: _counter(amina) == 2 and page.requests.list.topLevelItemCount() == 1)
    _select(page, 0)
    page.requests.decline.click()
    amina.until(lambda: page.requests.list.topLevelItemCount() == 2)
    amina.import_package(anna.send())  # the same does not ask again
    page = _opened(amina)
    assert _counter(amina) == 1
    top = page.requests.list.topLevelItem(1)
    assert top.text(0) == "1 declined request" and top.child(0).text(1).startswith("Declined, ")

    _select(page, 0, heading=1)
    assert not page.requests.decline.isEnabled() and not page.requests.decline_desk.isEnabled()
    page.requests.grant.click()
    dialog = amina.window.findChild(GrantDialog)
    assert dialog is not None
    assert not dialog.do.isEnabled() and dialog.tree.topLevelItem(0).text(0) == "Lucía Ramírez (Person)"
    dialog.tick.click()
    dialog.do.click()
    amina.until(lambda: dialog.said == "Permanently erased, here and in the backups.")
    dialog.reject()
    amina.rest()
    assert amina.record(someone).values == {} and amina.record(id).title == "Hazard map"
    amina.until(lambda: page.requests.list.topLevelItemCount() == 1)
    assert [each.state for each in read_requests(amina.workspace).erasures] == [ASKED]


def test_a_grant_that_is_cancelled_erases_nothing(person: MakePerson, desk: MakeDesk) -> None:
    amina, anna = person("Amina"), desk("Anna")
    someone, _id = _asked(amina, anna)
    page = _opened(amina)
    _select(page, 0)
    QTest.keyClick(page.requests.list, Qt.Key.Key_Return)  # the keyboard leads to the question, not to the deed
    dialog = amina.window.findChild(GrantDialog)
    assert dialog is not None
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    amina.rest()
    assert amina.record(someone).title == "Lucía Ramírez" and _counter(amina) == 2


def test_all_of_a_desk_declined_for_good_and_back(person: MakePerson, desk: MakeDesk) -> None:
    amina, anna = person("Amina"), desk("Anna")
    _asked(amina, anna)
    page = _opened(amina)
    page.requests.decline_desk.click()
    amina.until(lambda: "What Anna asks later is declined too." in amina.window.message.words)
    amina.until(lambda: _counter(amina) == 0)
    assert find_partner(amina.workspace, "Anna").erases == DECLINED
    amina.until(lambda: page.right.requests.text() == "Re&quests")
    amina.window.message._act.click()
    amina.until(lambda: _counter(amina) == 2)
    assert find_partner(amina.workspace, "Anna").erases == ASKED


def test_a_stranger_of_an_old_version_is_called_so_and_waiting_changes_are_taken_in(
    person: MakePerson, desk: MakeDesk, tmp_path: Path
) -> None:
    amina, mallory, bruno = person("Amina"), Mallory(tmp_path), Mallory(tmp_path, "Bruno")
    someone = amina.workspace.journal.create("person", {"name": "Lucía", "consent": "network"})
    amina.import_package(bruno.send(bruno.change(record=RECORD, values={"title": "Drill"})))
    forged = mallory.change(record=RECORD, replica=bruno.replica, seq=2, values={"title": "Drill 2"})
    amina.import_package(mallory.send(mallory.erasure(**{f"records/{someone}": True}), forged))
    amina.until(lambda: _counter(amina) == 2)
    page = _opened(amina)
    first = page.requests.list.topLevelItem(0).child(0)
    assert first.child(0).text(0) == "Nobody can prove who asks: it comes from a version before 3.0."
    _select(page, 0, heading=1)
    sentence = page.requests.list.currentItem().text(0)
    assert sentence.startswith("1 change in the name of Bruno") and page.requests.accept.isVisible()
    assert not page.requests.grant.isVisible()
    page.requests.accept.click()
    box = page.requests.findChild(QMessageBox)
    assert box is not None
    assert box.text() == "Did Bruno write these changes?"
    box.buttons()[0].click()
    amina.until(lambda: _counter(amina) == 1)
    assert "1 change imported." in amina.window.message.words


def test_a_request_for_very_many_records_stays_bearable(person: MakePerson, desk: MakeDesk) -> None:
    amina, anna = person("Amina"), desk("Anna")
    with amina.workspace.journal.group("import") as group:
        amina.workspace.journal.bulk(
            group, (("activity", f"00000000-0000-4000-8000-{at:012d}", {"title": f"Number {at}"}) for at in range(300))
        )
    anna.take(amina.send_everything("all.fdz"))
    anna.journal.erase([f"00000000-0000-4000-8000-{at:012d}" for at in range(300)], {})
    anna.workspace.finish_erasing()
    amina.import_package(anna.send())
    page = _opened(amina)
    item = page.requests.list.topLevelItem(0).child(0)
    assert item.text(0) == "Anna asks to erase values in 300 records"
    assert item.childCount() == 1 + MOST_RECORDS + 1
    assert item.child(item.childCount() - 1).text(0) == "100 more records"


@pytest.mark.new_desks_wait
def test_a_new_desk_that_a_folder_brought_is_accepted_and_back(person: MakePerson, desk: MakeDesk) -> None:
    amina, anna = person("Amina"), desk("Anna")
    anna.journal.create("activity", {"title": "Flood drills"})
    file = anna.send()
    consolidate(amina.workspace, [file])
    amina.window.desk.exchange_changed.emit()
    amina.until(lambda: _counter(amina) == 1)
    page = _opened(amina)
    assert page.requests.list.topLevelItem(0).text(0) == "1 new desk waits to be accepted"
    _select(page, 0)
    assert page.requests.list.currentItem().text(0).startswith("Anna, verification code ")
    page.requests.accept_desk.click()
    amina.until(lambda: _counter(amina) == 0)
    assert find_partner(amina.workspace, "Anna").seen_time == 0
    amina.window.message._act.click()
    amina.until(lambda: _counter(amina) == 1)
    page = _opened(amina)
    _select(page, 0)
    page.requests.accept_desk.click()
    amina.until(lambda: _counter(amina) == 0)
    amina.import_package(file)
    assert any("Flood drills" in row for row in amina.dump())
