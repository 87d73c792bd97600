"""Moments are shown in one way all over the window."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest

from desktop.i18n import set_language
from desktop.ui.conflicts import conflict_text
from desktop.ui.widgets.time_text import moment, wall_time
from desktop.workspace.conflicts.resolving import Choice

UI = Path(__file__).resolve().parents[3] / "desktop" / "ui"
WHEN = datetime(2026, 11, 30, 6, 11)


@pytest.mark.parametrize(
    ("language", "shown"), [("en", "30 Nov 2026 06:11"), ("fr", "30 nov. 2026 06:11"), ("es", "30 nov 2026 06:11")]
)
def test_a_conflict_and_a_backup_say_when_as_all_else_does(language: str, shown: str) -> None:
    set_language(language)
    ms = round(WHEN.timestamp() * 1000)
    choice = Choice(value="A", author="José", time=ms, mine=False)
    assert [conflict_text.when(choice), moment(ms), wall_time(WHEN)] == [shown, shown, shown]


def test_nobody_else_writes_moments() -> None:
    """Names of files, and what is stored, have forms of their own."""
    of_its_own = {"time_text.py", "crash.py", "notes.py"}
    found = [
        path.relative_to(UI).as_posix()
        for path in sorted(UI.rglob("*.py"))
        if path.name not in of_its_own
        and re.search(
            r"%H:%M|%Y-%m-%d %H|toString\([^)]*\.time\(\), QLocale|toString\(moment,", path.read_text("utf-8")
        )
    ]
    assert found == []
