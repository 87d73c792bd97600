"""What is dropped on the window: signed or not, a PDF, a broken file; looked at first, cancelled without a trace."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest

from desktop.errors import Cancelled
from desktop.exchange.identity import own_key_pair, sign
from desktop.exchange.packages import export_package
from desktop.exchange.signed_packages import export_signed_package, package_for_pdf
from desktop.reports import SummaryOptions, write_summary
from desktop.ui.consolidation import ConsolidationDialog
from desktop.ui.dialogs.folder_question import FolderQuestion
from desktop.ui.dialogs.summary_dialog import SummaryDialog
from desktop.ui.exchange import package_import_job
from desktop.ui.exchange.package_import_dialog import FORESEEN, TROUBLE, PackageImportDialog
from desktop.ui.exchange.send_dialog import SendDialog
from desktop.ui.importing import ImportDialog
from desktop.workspace import Workspace, list_backups
from tests.ui.exchange.conftest import MakePerson, Person


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Workspace]:
    """A desk without a window."""
    workspace = Workspace.create(tmp_path / "elsewhere.focal", home=tmp_path / "another computer")
    workspace.journal.set_author("Ana")
    workspace.journal.create("activity", {"title": "Green roofs"})
    yield workspace
    workspace.close()


def _drop(person: Person, path: Path) -> None:
    """As the system does it."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    person.window.dropEvent(event)
    assert event.isAccepted()


def test_unsigned_needs_the_tick(person: MakePerson, elsewhere: Workspace, tmp_path: Path) -> None:
    amina = person("Amina")
    package = export_package(elsewhere, tmp_path / "unsigned.fdz").path
    dialog = amina.taking(package)
    assert "not signed" in dialog.verdict.text() and dialog.tick.isVisible() and not dialog.next.isEnabled()
    QTest.keyClick(dialog.tick, Qt.Key.Key_Space)
    assert dialog.next.isEnabled()
    amina.press(dialog)
    amina.close(dialog)
    assert len(amina.dump()) == 1
    assert not amina.page().exchange.partners and len(amina.page().exchange.arrivals) == 1


def test_changed_key_needs_the_tick(person: MakePerson, elsewhere: Workspace, tmp_path: Path) -> None:
    amina = person("Amina")
    amina.import_package(export_signed_package(elsewhere, tmp_path / "first.fdz").path)
    other = Workspace.create(tmp_path / "new computer.focal", home=tmp_path / "new computer")
    other.journal.set_author("Ana")
    other.journal.create("activity", {"title": "Cool roofs"})
    package = export_signed_package(other, tmp_path / "second.fdz").path
    other.close()
    dialog = amina.taking(package)
    assert "a different key" in dialog.verdict.text() and "Phone them" in dialog.advice.text()
    assert not dialog.next.isEnabled()
    dialog.tick.click()
    amina.press(dialog)
    amina.close(dialog)
    assert len(amina.dump()) == 2 and len(amina.page().exchange.partners) == 1


def test_bad_signature_is_refused(person: MakePerson, elsewhere: Workspace, tmp_path: Path) -> None:
    amina, key, replica = person("Amina"), own_key_pair(elsewhere), elsewhere.journal.replica
    path = tmp_path / "forged.fdz"
    export_package(elsewhere, path, sign=lambda manifest: sign(manifest + b" ", key, replica))
    dialog = amina.taking(path)
    assert dialog.step == TROUBLE and "changed after signing" in dialog.trouble.text()
    assert not dialog.tick.isVisible() and not dialog.undo.isVisible() and dialog.next.text() == "Close"
    amina.close(dialog)
    assert amina.dump() == [] and not amina.page().exchange.partners


def test_dropped_package_pdf_and_broken_file(person: MakePerson, elsewhere: Workspace, tmp_path: Path) -> None:
    amina = person("Amina")
    report = tmp_path / "report.pdf"
    write_summary(elsewhere, report, SummaryOptions(ids=None, package=package_for_pdf(elsewhere, tmp_path, "data.fdz")))
    _drop(amina, report)
    amina.until(lambda: amina.window.findChild(PackageImportDialog) is not None)
    dialog = amina.window.findChild(PackageImportDialog)
    assert dialog is not None
    amina.until(lambda: dialog.step == FORESEEN)
    assert dialog.title.text() == "report.pdf" and "Ana" in dialog.verdict.text()
    amina.press(dialog)
    amina.close(dialog)
    assert len(amina.dump()) == 1 and "import" in [each.reason for each in list_backups(amina.workspace.path)]

    before = amina.dump()
    plain, broken, none = tmp_path / "plain.pdf", tmp_path / "broken.fdz", tmp_path / "none.fdz"
    write_summary(elsewhere, plain, SummaryOptions(ids=None))
    data = bytearray(export_signed_package(elsewhere, broken).path.read_bytes())
    data[len(data) // 3] ^= 1
    broken.write_bytes(bytes(data))
    none.write_text("not a package", encoding="utf-8")
    for path in (plain, broken, none, tmp_path / "gone.fdz"):
        dialog = amina.taking(path)
        assert dialog.step == TROUBLE and path.name in dialog.trouble.text(), path
        assert dialog.words.text() == "" and not dialog.undo.isVisible()
        amina.close(dialog)
    assert amina.dump() == before and amina.window.status.state == "All saved"


def test_a_summary_made_in_the_window_is_taken_in(person: MakePerson, tmp_path: Path) -> None:
    amina, jose = person("Amina"), person("José")
    amina.workspace.journal.create("activity", {"title": "Flood drills", "private_note": "ask again"})
    amina.rest()
    amina.window.operations.tables.summary()
    dialog = amina.window.findChild(SummaryDialog)
    assert dialog is not None and dialog.with_data.isChecked()
    dialog.file.field.setText(str(tmp_path / "summary.pdf"))
    with amina.qtbot.waitSignal(dialog.made, timeout=20_000):
        dialog.do.click()
    jose.import_package(tmp_path / "summary.pdf")
    assert jose.dump() == amina.dump() and len(jose.dump()) == 1


def test_a_table_still_goes_to_the_import(person: MakePerson, tmp_path: Path) -> None:
    amina = person("Amina")
    table = tmp_path / "list.csv"
    table.write_text("Title,Country\nA flood drill,KE\n", encoding="utf-8")
    amina.window.take(table)
    dialog = amina.window.findChild(ImportDialog)
    assert dialog is not None and amina.window.findChild(PackageImportDialog) is None
    amina.rest()
    dialog.reject()


def test_a_folder_is_looked_into_tables_are_imported_packages_consolidated_and_both_are_asked_about(
    person: MakePerson, elsewhere: Workspace, tmp_path: Path
) -> None:
    amina = person("Amina")
    folder = tmp_path / "from the office"
    folder.mkdir()
    _drop(amina, folder)
    amina.until(lambda: "has no package and no table" in amina.window.message.words)

    (folder / "list.csv").write_text("Title,Country\nA flood drill,KE\n", encoding="utf-8")
    _drop(amina, folder)
    amina.until(lambda: amina.window.findChild(ImportDialog) is not None)
    dialog = amina.window.findChild(ImportDialog)
    amina.rest()
    assert dialog.columns.model.rowCount() == 2
    dialog.reject()
    amina.until(lambda: amina.window.findChild(ImportDialog) is None)

    export_signed_package(elsewhere, folder / "all.fdz")
    (folder / "read me.txt").write_text("Two files.", encoding="utf-8")
    _drop(amina, folder)
    amina.until(lambda: amina.window.findChild(FolderQuestion) is not None)
    question = amina.window.findChild(FolderQuestion)
    assert "1 table, 1 package" in question.informativeText()
    question.packages.click()
    amina.until(lambda: amina.window.findChild(ConsolidationDialog) is not None)
    consolidation = amina.window.findChild(ConsolidationDialog)
    amina.until(lambda: not consolidation.work.running)
    consolidation.reject()
    amina.rest()


def test_without_a_desk_one_is_offered(person: MakePerson, elsewhere: Workspace, tmp_path: Path) -> None:
    amina = person("Amina")
    package = export_signed_package(elsewhere, tmp_path / "all.fdz").path
    amina.window.close_workspace()
    amina.until(lambda: amina.window.desk is None)
    amina.window.take(package)
    assert "all.fdz" in amina.window.message.words
    amina.window.message._act.click()
    amina.until(lambda: amina.window.findChild(PackageImportDialog) is not None)
    dialog = amina.window.findChild(PackageImportDialog)
    assert dialog is not None
    amina.until(lambda: dialog.step == FORESEEN)
    dialog.reject()
    amina.rest()


def test_cancelled_while_taking_in_leaves_nothing(
    person: MakePerson, elsewhere: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    amina = person("Amina")
    package = export_signed_package(elsewhere, tmp_path / "all.fdz").path
    dialog = amina.taking(package)
    before, under_way, really = amina.dump(), threading.Event(), package_import_job.import_package_file

    def slow(*args: object, **options: object) -> object:
        under_way.set()
        cancelled = options["cancelled"]
        while not cancelled():  # type: ignore[operator]
            threading.Event().wait(0.01)
        return really(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(package_import_job, "import_package_file", slow)
    dialog.next.click()
    amina.until(under_way.is_set)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    amina.until(lambda: dialog.step == FORESEEN)
    assert "Cancelled" in dialog.words.text() and amina.dump() == before
    monkeypatch.setattr(package_import_job, "import_package_file", really)
    amina.press(dialog)
    assert len(amina.dump()) == 1

    dialog.accept()
    amina.rest()
    under_way.clear()
    monkeypatch.setattr(package_import_job, "import_package_file", slow)
    amina.window.take(package)
    second = amina.window.findChildren(PackageImportDialog)[-1]
    amina.until(under_way.is_set)
    second.close()  # while it still looks: it goes as soon as that has stopped
    amina.until(lambda: not amina.window.findChildren(PackageImportDialog))


def test_sending_cancelled_leaves_no_file(person: MakePerson, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from desktop.exchange import signed_packages

    amina = person("Amina")
    amina.workspace.journal.create("activity", {"title": "Flood drills"})
    under_way, ended = threading.Event(), threading.Event()
    really = signed_packages.export_signed_package

    def slow(*args: object, **options: object) -> object:
        under_way.set()
        cancelled = options["cancelled"]
        while not cancelled():  # type: ignore[operator]
            threading.Event().wait(0.01)
        try:
            really(*args, **options)  # type: ignore[arg-type]
        finally:
            ended.set()
        raise Cancelled

    monkeypatch.setattr(signed_packages, "export_signed_package", slow)
    amina.window.operations.packages.send_everything()
    dialog = amina.sending()
    target = tmp_path / "out" / "half.fdz"
    target.parent.mkdir()
    dialog.file.field.setText(str(target))
    dialog.do.click()
    amina.until(under_way.is_set)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible() and "Cancelled" in dialog.said and not dialog.running
    amina.until(ended.is_set)
    dialog.reject()
    amina.until(lambda: amina.window.findChild(SendDialog) is None)
    assert list(target.parent.iterdir()) == []
