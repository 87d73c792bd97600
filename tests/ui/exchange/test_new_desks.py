"""A package of a desk that is not known here, at the window: its code is shown, and a person accepts the desk first."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.exchange.partners import read_partners
from desktop.ui.consolidation.dialog import DONE as ALL_DONE
from desktop.ui.exchange.package_import_dialog import DONE, FORESEEN
from tests.ui.consolidation.test_consolidation import _dialog, _drop, _press, _rows
from tests.ui.exchange.conftest import MakePerson, Person

pytestmark = pytest.mark.new_desks_wait


def _partners(who: Person) -> list[str]:
    with who.workspace.reading() as conn:
        return [each.name for each in read_partners(conn)]


def test_the_preview_asks_before_a_new_desk_is_accepted(person: MakePerson) -> None:
    amina, jose = person("Amina"), person("José")
    amina.workspace.journal.create("activity", {"title": "Flood drills"})
    package = amina.send_everything("all.fdz")
    taking = jose.taking(package)
    assert taking.step == FORESEEN and taking.tick.isVisible() and not taking.next.isEnabled()
    assert taking.tick.text().replace("&", "").startswith("Accept this desk") and taking.tick.hasFocus()
    with jose.workspace.reading() as conn:
        assert read_partners(conn) == []
    assert amina.page().partners._own.text().rpartition(": ")[2] in taking.advice.text()
    QTest.keyClick(taking.tick, Qt.Key.Key_Space)
    assert taking.next.isEnabled()
    jose.press(taking)
    assert taking.step == DONE and _partners(jose) == ["Amina"]
    jose.close(taking)
    amina.workspace.journal.create("activity", {"title": "Heat plans"})
    taking = jose.taking(amina.send_everything("more.fdz"))
    assert not taking.tick.isVisible() and taking.next.isEnabled(), "accepted once"
    jose.close(taking)


def test_a_new_desk_in_a_folder_waits_and_is_ticked(person: MakePerson, tmp_path: Path) -> None:
    amina, office = person("Amina"), person("Office")
    amina.workspace.journal.create("activity", {"title": "Flood drills"})
    folder = tmp_path / "sent"
    folder.mkdir()
    amina.send_everything("all.fdz").rename(folder / "Amina.fdz")
    _drop(office, folder)
    dialog = _dialog(office)
    assert "of a desk that is not known here yet" in dialog.plan.text()
    _press(office, dialog, dialog.next)
    assert dialog.step == ALL_DONE and _partners(office) == []
    assert "1 new desk waits to be accepted: Amina." in dialog.report.words.text()
    ((name, _who, _made, outcome, why),) = _rows(dialog.report.files)
    assert (name, outcome) == ("Amina.fdz", "waiting") and "compare this verification code" in why
    dialog.report.files.setFocus()
    dialog.report.files.setCurrentIndex(dialog.report.files.model().index(0, 0))
    QTest.keyClick(dialog.report.files, Qt.Key.Key_Space)
    _press(office, dialog, dialog.admit)
    assert _partners(office) == ["Amina"] and _rows(dialog.report.files)[0][3] == "imported"


@pytest.mark.parametrize("known", [True, False])
def test_more_than_usual_is_asked_about(person: MakePerson, monkeypatch: pytest.MonkeyPatch, known: bool) -> None:
    from desktop.exchange.partners import unconfirmed_desk_limits

    amina, jose = person("Amina"), person("José")
    if known:
        taking = jose.taking(amina.send_everything("first.fdz"))
        QTest.keyClick(taking.tick, Qt.Key.Key_Space)
        jose.press(taking)
        jose.close(taking)
    monkeypatch.setattr(unconfirmed_desk_limits, "MOST_CHANGES", 1)
    for title in ("Flood drills", "Heat plans"):
        amina.workspace.journal.create("activity", {"title": title})
    taking = jose.taking(amina.send_everything("all.fdz"))
    assert "Amina is not confirmed, and it brings more than usual: 2 changes." in taking.advice.text()
    assert taking.tick.isVisible() and not taking.next.isEnabled()
    assert taking.tick.text().startswith("I e&xpect that" if known else "Accept this &desk")
    QTest.keyClick(taking.tick, Qt.Key.Key_Space)
    jose.press(taking)
    assert taking.step == DONE and len(jose.dump()) == 2
    jose.close(taking)


def test_a_partner_whose_name_looks_like_anothers_is_marked_in_the_list(person: MakePerson) -> None:
    amina, other, office = person("Amina"), person("\u0410mina"), person("Office")
    for each in (amina, other):
        taking = office.taking(each.send_everything(f"{ord(each.workspace.author[0])}.fdz"))
        QTest.keyClick(taking.tick, Qt.Key.Key_Space)
        office.press(taking)
        office.close(taking)
    names = office.page().partners.list
    shown = {names.topLevelItem(at).text(0) for at in range(names.topLevelItemCount())}  # type: ignore[union-attr]
    assert shown == {"Amina", "\u0410mina (not Amina: another desk with a name like theirs)"}
