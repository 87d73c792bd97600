"""A focal point and the secretariat exchange their work as people do: they type, send, drop, choose, and share the merge."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidget
from pytestqt.qtbot import QtBot

from desktop.ui.conflicts.page import ConflictsPage
from desktop.ui.dialogs.summary_dialog import SummaryDialog
from desktop.ui.exchange.package_import_dialog import DONE, FORESEEN, PackageImportDialog
from desktop.ui.exchange.page import ExchangePage
from desktop.ui.exchange.send_dialog import SendDialog
from desktop.workspace import Record
from tests.journeys.person import Person
from tests.ui.exchange.conftest import MakePerson, faults, outside, person, show  # noqa: F401 - fixtures
from tests.ui.exchange.conftest import Person as Desk


class Worker(Person):
    """A person at one of two windows."""

    def __init__(self, qtbot: QtBot, desk: Desk) -> None:
        super().__init__(qtbot, desk.window)
        self.desk = desk

    def sit_down(self) -> None:
        self.window.activateWindow()
        self.until(self.window.isActiveWindow)

    def write_title(self, row: str, title: str) -> None:
        """Open the activity of this title, and write another one over it."""
        self.press("Activities")
        self.until(lambda: row in self.titles())
        self.click_row(self.page.view, self.titles().index(row))
        self.until(lambda: self.editor.form() is not None and self.editor._record_id)
        self.until(lambda: row in self._written())
        field = self.title_field()
        self.click(field)
        self.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.type(title, field)
        self.until(lambda: self.saved() and title in self.titles())

    def _written(self) -> str:
        field = self.title_field()
        return str(getattr(field, "text", getattr(field, "toPlainText", str))())

    def exchange(self) -> ExchangePage:
        self.press("Exchange")
        self.until(lambda: self.window.view is not None and self.window.view.page("exchange") is not None)
        page = self.window.view.page("exchange")
        assert page is not None
        self.until(page.isVisible)
        page.read()
        self.desk.rest()
        return page

    def choose_partner(self, page: ExchangePage, name: str) -> None:
        view = page.partners.list
        names = [view.topLevelItem(at).text(0) for at in range(view.topLevelItemCount())]
        self.click_row(view, names.index(name))
        self.until(lambda: page.partners.chosen is not None and page.partners.chosen.name == name)

    def make_package(self, path: Path) -> Path:
        """In the dialog that is open: say where it goes, and make it."""
        dialog = self.dialog()
        assert isinstance(dialog, SendDialog)
        self.until(lambda: dialog._leaving is not None)
        self.click(dialog.file.field)
        self.replace_text(dialog.file.field, str(path))
        self.press("Create the package", dialog)
        self.until(path.exists)
        self.until(lambda: path.name in self.window.message.words)
        self.sit_down()
        return path

    def drop_and_look(self, path: Path) -> PackageImportDialog:
        self.sit_down()
        self.drop(path)
        dialog = self.dialog()
        assert isinstance(dialog, PackageImportDialog)
        self.until(lambda: dialog.step == FORESEEN and not dialog.work.running)
        return dialog

    def take(self, dialog: PackageImportDialog) -> None:
        self.press("Import", dialog)
        self.until(lambda: dialog.step == DONE)

    def close(self, dialog: PackageImportDialog) -> None:
        self.press("Close", dialog)
        self.until(lambda: self.window.findChild(PackageImportDialog) is None)
        self.desk.rest()
        self.sit_down()

    def conflicts(self) -> ConflictsPage:
        self.until(lambda: self.window.menus.pages["conflicts"].isVisible())
        self.press("Conflicts")
        page = self.window.view.page("conflicts")
        assert page is not None
        self.until(lambda: page.isVisible() and page.listed)
        self.desk.rest()
        return page

    def settle(self, page: ConflictsPage, field: str, words: str) -> None:
        """Choose the conflict of a field, and press what holds from now on."""
        found = next(each for each in page.listed if each.disputed.field == field)
        page.list.select({found.key})
        self.until(lambda: page.detail.listed == found and page.side.currentWidget() is page.detail)
        before = len(page.listed)
        self.press(words, page.detail)
        self.until(lambda: len(page.listed) < before)
        self.desk.rest()

    def record(self, id: str) -> Record:
        return self.desk.record(id)


def rows(view: QTreeWidget) -> list[tuple[str, str]]:
    found = [view.topLevelItem(at) for at in range(view.topLevelItemCount())]
    return [(each.text(0), each.text(1)) for each in found if each is not None]


@pytest.fixture
def two(qtbot: QtBot, person: MakePerson) -> tuple[Worker, Worker, dict[str, str]]:  # noqa: F811
    """A focal point and the secretariat, who know each other; both hold the same three activities."""
    jose, uclg = person("José"), person("UCLG")
    journal = uclg.workspace.journal
    ids = {
        title: journal.create("activity", {"title": title, "status": "planned", "targets/SDG:11.5": "principal"})
        for title in ("Flood drills", "Heat plans", "Green roofs")
    }
    jose.import_package(uclg.send_everything("first.fdz"))
    uclg.import_package(jose.send_everything("greeting.fdz"))
    page = jose.page()
    page.partners.role.setCurrentIndex(page.partners.role.findData("secretariat"))
    page.partners.role.activated.emit(page.partners.role.currentIndex())
    jose.until(page.secretariat.isVisible)
    return Worker(qtbot, jose), Worker(qtbot, uclg), ids


def test_sent_twice_dropped_in_the_wrong_order_settled_and_shared(
    two: tuple[Worker, Worker, dict[str, str]], tmp_path: Path
) -> None:
    jose, uclg, ids = two
    id = ids["Flood drills"]

    # The focal point works for weeks, and sends twice: two clicks each.
    jose.sit_down()
    jose.write_title("Flood drills", "Flood drills with schools")
    jose.exchange()
    jose.press("Send to the secretariat…")
    first = jose.make_package(tmp_path / "from La Paz, 1.fdz")
    jose.write_title("Heat plans", "Heat plans with market women")
    jose.exchange()
    jose.press("Send to the secretariat…")
    second = jose.make_package(tmp_path / "from La Paz, 2.fdz")

    # Meanwhile the secretariat wrote in the same field. It gets the second first, then the first.
    uclg.sit_down()
    uclg.write_title("Flood drills", "Flood drills for all")
    dialog = uclg.drop_and_look(second)
    assert uclg.record(id).title == "Flood drills for all"  # nothing is written yet
    assert sorted(title for title, _what in rows(dialog.report.tree)) == sorted(
        ["Flood drills with schools", "Heat plans with market women"]
    ) or "Flood drills for all" in [title for title, _what in rows(dialog.report.tree)]
    assert [what for _title, what in rows(dialog.report.tree)] == ["Changed: Title, in conflict", "Changed: Title"]
    uclg.take(dialog)
    uclg.close(dialog)
    dialog = uclg.drop_and_look(first)
    assert dialog.words.text().startswith("It contains nothing new")
    uclg.take(dialog)
    uclg.close(dialog)
    assert uclg.record(ids["Heat plans"]).title == "Heat plans with market women"
    assert {choice for conflict in uclg.record(id).conflicts for choice in conflict.choices} == {
        "Flood drills for all", "Flood drills with schools",
    }  # fmt: skip

    # It settles the conflict, and shares the merge.
    page = uclg.conflicts()
    assert page.count.text() == "1 conflict in 1 record"
    uclg.settle(page, "title", "Keep theirs")
    assert uclg.record(id).title == "Flood drills with schools" and not uclg.record(id).conflicts
    exchange = uclg.exchange()
    uclg.choose_partner(exchange, "José")
    uclg.press("Send…", exchange.partners)
    merged = uclg.make_package(tmp_path / "UCLG, merged.fdz")

    # The focal point takes it back, and both have the same.
    dialog = jose.drop_and_look(merged)
    jose.take(dialog)
    jose.close(dialog)
    assert jose.desk.dump() == uclg.desk.dump()
    assert not jose.record(id).conflicts and not jose.window.menus.pages["conflicts"].isVisible()
    jose.press("Activities")
    jose.until(lambda: set(jose.titles()) == {
        "Flood drills with schools", "Heat plans with market women", "Green roofs",
    })  # fmt: skip
    texts = [change.new for entry in jose.desk.workspace.journal.history(id) for change in entry.fields]
    assert "Flood drills for all" in texts  # what was not taken stays in the history


def test_a_pdf_one_way_and_a_package_the_other(two: tuple[Worker, Worker, dict[str, str]], tmp_path: Path) -> None:
    jose, uclg, ids = two
    drills, heat, roofs = ids["Flood drills"], ids["Heat plans"], ids["Green roofs"]
    here, there = jose.desk.workspace.journal, uclg.desk.workspace.journal
    here.edit(drills, {"title": "of José"})
    there.edit(drills, {"title": "of UCLG"})
    here.edit(heat, {"summary": "Water for market women."})
    there.delete([heat])
    here.edit(roofs, {"targets/SDG:11.5": "significant"})
    there.edit(roofs, {"targets/SDG:11.5": None})
    jose.desk.rest()

    # The summary that the secretariat reads is also what it drops on its desk.
    jose.sit_down()
    jose.press("Summary")
    made = jose.dialog()
    assert isinstance(made, SummaryDialog) and made.with_data.isChecked()
    pdf = tmp_path / "Summary of La Paz.pdf"
    jose.click(made.file.field)
    jose.replace_text(made.file.field, str(pdf))
    jose.press("Create the PDF", made)
    jose.until(pdf.exists)
    jose.until(lambda: pdf.name in jose.window.message.words)
    dialog = uclg.drop_and_look(pdf)
    assert sorted(what for _title, what in rows(dialog.report.tree)) == sorted(
        [
            "Changed: Title, in conflict",
            "Restored from the bin, changed: Summary, in conflict",
            "Changed: Targets, in conflict",
        ]
    )
    uclg.take(dialog)
    uclg.close(dialog)
    exchange = uclg.exchange()
    uclg.choose_partner(exchange, "José")
    uclg.press("Send…", exchange.partners)
    back = uclg.make_package(tmp_path / "UCLG, merged.fdz")
    dialog = jose.drop_and_look(back)
    jose.take(dialog)
    jose.close(dialog)

    # The same conflicts stand on both desks.
    assert jose.desk.dump() == uclg.desk.dump()
    kinds = {"title": "Written differently", "deleted": "Edited on one desk, deleted on another",
             "targets/SDG:11.5": "Kept on one desk, removed on another"}  # fmt: skip
    pages = [each.conflicts() for each in (jose, uclg)]
    for page in pages:
        assert {each.disputed.field: each.kind for each in page.listed} == kinds
    jose.sit_down()
    jose.settle(pages[0], "title", "Keep mine")
    jose.settle(pages[0], "deleted", "Keep it")
    jose.settle(pages[0], "targets/SDG:11.5", "Remove it")

    # Settled on one desk, they are gone on the other after the next exchange.
    jose.exchange()
    jose.press("Send to the secretariat…")
    last = jose.make_package(tmp_path / "from La Paz, settled.fdz")
    assert len(pages[1].listed) == 3
    dialog = uclg.drop_and_look(last)
    uclg.take(dialog)
    assert not dialog.resolve.isVisible()
    uclg.close(dialog)
    assert jose.desk.dump() == uclg.desk.dump()
    uclg.until(lambda: not uclg.window.view.counters["conflicts"].count)
    record = uclg.record(roofs)
    assert uclg.record(drills).title == "of José" and uclg.record(heat).listed and not record.members("targets")
