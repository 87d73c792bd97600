"""What is imported behind PySide is not read once more as text."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parents[2]
_CODE = """
import linecache, sys
from desktop.ui.pyside_source_search import stop_source_search
from PySide6.QtCore import QObject
if sys.argv[1] == "stopped":
    stop_source_search()
import desktop.ui.main_window
print(sum("desktop" in name for name in linecache.cache))
"""


@pytest.mark.parametrize("how", ["stopped", "as it is"])
def test_no_source_stays_in_memory(how: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _CODE, how], cwd=_ROOT, capture_output=True, text=True, check=True, timeout=120
    )
    assert (int(done.stdout) == 0) == (how == "stopped")
