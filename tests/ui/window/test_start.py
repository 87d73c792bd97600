"""How the program is started: the window without a command, the command line with one."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.exchange.packages import export_package
from desktop.file_formats import are_files
from desktop.ui.exchange.package_import_dialog import PackageImportDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.second_start import FirstWindow, hand_over
from desktop.workspace import Workspace

Show = Callable[[Path | None], MainWindow]
ROOT = Path(__file__).resolve().parents[3]


def run(*words: str, home: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Start main.py as a person would."""
    env = {
        **os.environ,
        "FOCAL_DESK_HOME": str(home),
        "QT_QPA_PLATFORM": "offscreen",
        "LC_ALL": "C.UTF-8",
        **environment,
    }
    return subprocess.run(
        [sys.executable, "main.py", *words], cwd=ROOT, env=env, capture_output=True, text=True, timeout=60, check=False
    )


def test_a_workspace_alone_opens_the_window_and_paints_its_rows(workspace_file: Path, tmp_path: Path) -> None:
    done = run(str(workspace_file), home=tmp_path, FOCAL_DESK_SAY_WHEN_PAINTED="1")
    assert done.returncode == 0, done.stderr
    assert float(done.stdout) > 0
    assert not list(tmp_path.glob(".~*.owner"))


def test_a_file_alone_is_for_the_window() -> None:
    for words in (["a.fdz"], ["list.CSV"], ["a.ics", "b.vcf"], ["desk.focal"], ["report.pdf"]):
        assert are_files(words)
    for words in ([], ["check"], ["inspect", "a.fdz"], ["import", "list.csv"], ["--help"]):
        assert not are_files(words)


def test_a_double_click_on_a_package_shows_what_it_would_bring(
    qtbot: QtBot, show: Show, workspace_file: Path, tmp_path: Path
) -> None:
    package = tmp_path / "from Bo.fdz"
    other = Workspace.create(tmp_path / "bo.focal", home=tmp_path / "home of Bo")
    other.journal.create("activity", {"title": "Wells"})
    export_package(other, package)
    other.close()
    window = show(None)
    window.bring_files([package])  # as `app.run` does, before a workspace is open
    window.open(workspace_file)
    qtbot.waitUntil(lambda: any(each.isVisible() for each in window.findChildren(PackageImportDialog)), timeout=20_000)
    dialog = window.findChildren(PackageImportDialog)[0]
    assert package.name in dialog.windowTitle() or package.name in dialog.title.text()
    dialog.close()


def test_a_second_start_brings_the_first_window_forward(qtbot: QtBot, show: Show, workspace_file: Path) -> None:
    window = show(workspace_file)
    first, heard = FirstWindow(parent=window), []
    first.wanted.connect(heard.append)
    first.listen(workspace_file)
    with ThreadPoolExecutor(1) as pool:  # the second program
        answer = pool.submit(hand_over, workspace_file, [Path("brought.csv")])
        qtbot.waitUntil(lambda: bool(heard))
        assert answer.result(10)
    assert [[each.name for each in paths] for paths in heard] == [["brought.csv"]]
    second = show(None)
    second.hand_over = lambda path: path == window.desk.workspace.path
    second.open(workspace_file)
    qtbot.waitUntil(lambda: not second.isVisible())
    assert second.desk is None
    first.stop()
    assert not hand_over(workspace_file, [])  # nobody is there: at once


def test_nobody_answers_and_the_request_goes(qtbot: QtBot, workspace_file: Path) -> None:
    first = FirstWindow()
    first.listen(workspace_file)  # hangs: its events are not handled
    assert not hand_over(workspace_file, [], patience=0.1)
    QApplication.processEvents()
    first.stop()


@pytest.mark.skipif(os.name == "nt", reason="a program without a console has other streams there")
def test_closed_streams_are_no_place_for_a_file(tmp_path: Path) -> None:
    inner = tmp_path / "inner.py"
    inner.write_text(
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        "from desktop.system.terminal import fill_closed_streams\n"
        "fill_closed_streams()\n"
        f"with open({str(tmp_path / 'told')!r}, 'w') as file: file.write(str(file.fileno() > 2))\n"
    )
    closed = f'"{sys.executable}" "{inner}" <&- >&- 2>&-'
    subprocess.run(["sh", "-c", closed], check=True, timeout=60)
    assert (tmp_path / "told").read_text() == "True"


def test_a_command_loads_no_qt(tmp_path: Path) -> None:
    code = "import sys; sys.argv = ['main.py', 'vocabulary', 'statuses']; import main; main.start();"
    code += " sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    env = {**os.environ, "FOCAL_DESK_HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "completed" in done.stdout
