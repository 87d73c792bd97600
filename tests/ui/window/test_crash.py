"""A bug is a sentence and a report, one at a time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.errors import Cancelled, UserFacingError
from desktop.ui.crash import MOST_KEPT, CrashDialog, CrashWatch, FaultLog, write_report
from desktop.workspace.storage.home import REPORTS

ROOT = Path(__file__).resolve().parents[3]


def shown() -> list[CrashDialog]:
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, CrashDialog) and each.isVisible()]


def test_one_dialog_and_a_report_each(qtbot: QtBot, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    watch = CrashWatch(lambda: None, home=tmp_path)
    for number in range(3):
        watch.hear(RuntimeError(f"fault {number}"))
    qtbot.waitUntil(lambda: bool(shown()))
    (dialog,) = shown()
    reports = sorted((tmp_path / REPORTS).glob("*.txt"))
    assert len(reports) == 3 and "fault 0" in reports[0].read_text(encoding="utf-8")
    assert "fault 0" in capsys.readouterr().err
    assert dialog.details.isHidden()
    dialog.copy.click()
    assert "RuntimeError: fault 0" in QGuiApplication.clipboard().text()
    dialog.accept()
    watch.hear(RuntimeError("another"))
    qtbot.waitUntil(lambda: bool(shown()))
    shown()[0].accept()


def test_what_the_world_did_is_no_crash(qtbot: QtBot, tmp_path: Path) -> None:
    watch, failed = CrashWatch(lambda: None, home=tmp_path), []
    watch.failed.connect(failed.append)
    watch.hear(Cancelled())
    watch.hear(KeyboardInterrupt())
    watch.hear(UserFacingError("The stick is gone."))
    qtbot.waitUntil(lambda: bool(failed))
    assert str(failed[0]) == "The stick is gone." and not shown() and not (tmp_path / REPORTS).exists()


def test_old_reports_go_and_a_full_disk_is_no_second_crash(tmp_path: Path) -> None:
    for number in range(MOST_KEPT + 3):
        assert write_report(str(number), tmp_path) is not None
    assert len(list((tmp_path / REPORTS).iterdir())) == MOST_KEPT
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert write_report("no folder", tmp_path / "file" / "home") is None


def test_where_python_stood_when_a_library_failed_is_a_report_of_the_next_start(tmp_path: Path) -> None:
    program = (
        "import faulthandler, sys; from pathlib import Path; from desktop.ui.crash import FaultLog\n"
        "def in_a_slot(): faulthandler._sigsegv()\n"
        "FaultLog(Path(sys.argv[1])).begin(); in_a_slot()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], check=False, cwd=ROOT, stderr=subprocess.DEVNULL
    )
    assert done.returncode != 0
    log = FaultLog(tmp_path)
    log.begin()
    log.end()
    (report,) = (tmp_path / REPORTS).iterdir()
    assert report.suffix == ".txt" and "in_a_slot" in report.read_text("utf-8")
