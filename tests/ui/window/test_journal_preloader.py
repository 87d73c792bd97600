"""The journal is loaded when somebody is about to write: neither for who only looks, nor with the first letter."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop.ui.listing.search_line import SearchLine
from desktop.ui.main_window import MainWindow

ROOT = Path(__file__).resolve().parents[3]
LOOKED_AT = (
    "workspace_view", "editor", "visits", "visits.record.view", "visits.record.notes", "visits.record.budget",
    "visits.record.outcomes", "visits.record.preparation", "visits.views.board", "visits.views.calendar",
    "visits.views.timeline", "overview.page",
)  # fmt: skip


def test_what_only_shows_loads_neither_sqlalchemy_nor_the_journal() -> None:
    code = f"import sys, importlib\nfor name in {LOOKED_AT}: importlib.import_module('desktop.ui.' + name)\n"
    code += "print([name for name in ('sqlalchemy', 'asyncio', 'desktop.workspace.journal') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_journal_comes_with_the_keyboard_in_a_field(
    qtbot: QtBot, show: Callable[[Path | None], MainWindow], workspace_file: Path
) -> None:
    window = show(workspace_file)
    assert window.view is not None and window.desk is not None
    workspace, writer, busy = window.desk.workspace, window.desk.writer, list[bool]()
    writer.busy.connect(lambda: busy.append(True))
    page = window.view.activities
    qtbot.waitUntil(lambda: bool(page.model.loaded()))
    page.show_record(page.model.loaded()[0].id)
    qtbot.waitUntil(lambda: page.side.editor.form() is not None and bool(page.side.editor.record_id))
    page.findChild(SearchLine).setFocus()
    assert workspace._journal is None
    page.side.editor.go_to("title")
    qtbot.waitUntil(lambda: workspace._journal is not None)
    assert not busy and writer.waiting == 0
