"""A desk that nobody knows sends a first package that asks to erase; what a person does from there, by mouse and telephone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from desktop.exchange.partners import find_partner
from desktop.exchange.partners.standing import read_standing
from desktop.ui.exchange.compare_codes_dialog import CompareCodesDialog
from desktop.ui.exchange.grant_erasure_dialog import GrantDialog
from desktop.ui.exchange.page import ExchangePage
from tests.exchange.trust.attackers import Desk as Elsewhere
from tests.exchange.trust.attackers import clone_of
from tests.journeys.test_exchange import Worker
from tests.ui.exchange.conftest import MakePerson, faults, outside, person, show  # noqa: F401 - fixtures

pytestmark = pytest.mark.new_desks_wait


@pytest.fixture
def anna(tmp_path: Path) -> Iterator[Elsewhere]:
    """Somebody's desk on another computer."""
    desk = Elsewhere(tmp_path, "Anna")
    yield desk
    desk.close()


def _waiting(amina: Worker) -> int:
    return amina.window.view.counters["exchange"].count


def _requests(amina: Worker, page: ExchangePage, heading: str) -> None:
    """Go to the requests, and click the first under a heading."""
    amina.click(page.right.requests)
    view = page.requests.list
    amina.until(lambda: any(view.topLevelItem(at).text(0) == heading for at in range(view.topLevelItemCount())))
    tops = [view.topLevelItem(at) for at in range(view.topLevelItemCount())]
    item = next(each for each in tops if each.text(0) == heading).child(0)
    view.scrollToItem(item)
    amina.click(view.viewport(), view.visualItemRect(item).center())
    amina.until(lambda: page.requests.selected is not None)


def test_accepted_compared_declined_granted_then_another_laptop_and_a_copy(
    qtbot: QtBot,
    person: MakePerson,  # noqa: F811
    anna: Elsewhere,
    tmp_path: Path,
) -> None:
    amina = Worker(qtbot, person("Amina"))
    journal = amina.desk.workspace.journal
    someone = journal.create("person", {"name": "Lucía Ramírez", "consent": "network"})
    journal.create("activity", {"title": "Hazard map"})
    anna.take(amina.desk.send_everything("everything.fdz"), accept_new=True)
    drill = anna.journal.create("activity", {"title": "Flood drills"})
    anna.journal.erase([someone], {})
    anna.workspace.finish_erasing()
    own_code = find_partner(anna.workspace, "Amina").fingerprint

    # The first package: named with its code, and not taken in without a yes.
    dialog = amina.drop_and_look(anna.send())
    code = dialog._arriving.verdict.fingerprint
    assert code in dialog.advice.text() and not dialog.next.isEnabled()
    amina.click(dialog.tick, QPoint(8, dialog.tick.height() // 2))
    amina.take(dialog)
    amina.close(dialog)
    assert amina.record(drill).title == "Flood drills" and amina.record(someone).title == "Lucía Ramírez"
    amina.until(lambda: _waiting(amina) == 1)

    # On the telephone: both codes, then the confirmation.
    page = amina.exchange()
    amina.choose_partner(page, "Anna")
    amina.press("Details", page.partners)
    assert page.partner.code.text().split() == code.split() and not page.partner.erases.isEnabled()
    amina.press("Compare the codes…", page.partner)
    comparing = amina.dialog()
    assert isinstance(comparing, CompareCodesDialog)
    assert comparing.theirs.text().split() == code.split() and comparing.own.text().split() == own_code.split()
    amina.click(comparing.tick, QPoint(8, comparing.tick.height() // 2))
    amina.press("Confirm", comparing)
    amina.until(lambda: page.partner.state.text() == "Code compared by phone")
    amina.back_at_window()
    assert page.partner.erases.isEnabled()

    # The request: seen, declined, and granted a while later.
    _requests(amina, page, "1 request to erase")
    assert page.requests.selected.records[0].title == "Lucía Ramírez (Person)"
    amina.press("Decline", page.requests)
    amina.until(lambda: _waiting(amina) == 0)
    amina.desk.rest()
    assert amina.record(someone).title == "Lucía Ramírez"
    _requests(amina, page, "1 declined request")
    amina.press("Grant…", page.requests)
    granting = amina.dialog()
    assert isinstance(granting, GrantDialog)
    amina.click(granting.tick, QPoint(8, granting.tick.height() // 2))
    amina.press("Erase permanently", granting)
    amina.until(lambda: granting.said.startswith("Permanently erased"))
    amina.press("Close", granting)
    amina.back_at_window()
    assert amina.record(someone).values == {} and not any("Lucía" in row for row in amina.desk.dump())

    # A copy of Anna's machine is worked with: both versions are kept, and the page says whom to ask.
    copy = clone_of(anna, tmp_path / "image")
    try:
        anna.journal.edit(drill, {"title": "Flood drills with schools"})
        copy.journal.edit(drill, {"title": "Flood drills at night"})
        copy._sent = 50
        for each in (anna.send(), copy.send()):
            dialog = amina.drop_and_look(each)
            amina.take(dialog)
            amina.close(dialog)
    finally:
        copy.close()
    page = amina.exchange()
    amina.choose_partner(page, "Anna")
    amina.click(page.right.partner)
    amina.until(lambda: page.partner.forks.text().endswith("Ask Anna who works with the copy."))
    assert {each for conflict in amina.record(drill).conflicts for each in conflict.choices} == {
        "Flood drills with schools", "Flood drills at night",
    }  # fmt: skip

    # Another laptop, another key: it says so, and nothing of the confirmation is carried over.
    anna.close()
    anna.open(tmp_path / "new laptop")
    dialog = amina.drop_and_look(anna.send())
    assert "a different key" in dialog.verdict.text() and not dialog.next.isEnabled()
    amina.click(dialog.tick, QPoint(8, dialog.tick.height() // 2))
    amina.take(dialog)
    amina.close(dialog)
    page = amina.exchange()
    amina.choose_partner(page, "Anna")
    amina.click(page.right.partner)
    amina.until(lambda: page.partner.state.text() == "Code not compared yet")
    assert page.partner.code.text().split() != code.split() and not page.partner.erases.isEnabled()
    with amina.desk.workspace.reading() as conn:
        assert not read_standing(conn, find_partner(amina.desk.workspace, "Anna").key).confirmed
