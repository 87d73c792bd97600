"""The program from its start to painted rows, and the memory it holds, beside an empty window of PySide6."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from tests.benchmarks.table import Line, Setting

_ROOT = Path(__file__).resolve().parent.parent.parent
_EMPTY = """
import sys, time
{imports}
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, self.told)
    def told(self):
        print(f"{{time.time() - float(sys.argv[1]):.3f}}", flush=True)
        {then}
app = QApplication([])
window = Window()
window.show()
sys.exit(app.exec())
"""
_TOLD = "from tests.benchmarks.opening import rss_mb; print(f'memory {rss_mb():.1f}', flush=True); self.close()"


def start(setting: Setting) -> list[Line]:
    """Seconds until rows have been painted; the median of several starts, ours and the empty window's in turn."""
    ours: list[float] = []
    bare: list[float] = []
    empty = _EMPTY.format(imports="import sqlalchemy", then="self.close()")
    for turn in range(2 if setting.small else 10):
        empty_took = _seconds(["-c", empty, _now()], setting, {})
        words = ["main.py", str(setting.workspace)]
        took = _seconds(words, setting, {"FOCAL_DESK_SAY_WHEN_PAINTED": _now()})
        if turn:  # the first one compiles whatever has not been run before
            bare.append(empty_took)
            ours.append(took)
    return [Line("start to painted rows", median(ours) * 1000, median(bare) * 1000, limit=1.5)]


def memory(setting: Setting) -> list[Line]:
    """Memory with the list open, searched, scrolled, sorted and counted, then with an edit, beside that of an empty window."""
    bare, libraries = (
        _memory(_run(["-c", _EMPTY.format(imports=imports, then=_TOLD), _now()], setting, {}), "memory")
        for imports in ("", "import sqlalchemy")
    )
    said = _run(["-m", "tests.benchmarks.using", str(setting.workspace)], setting, {})
    ours, edited = _memory(said, "memory"), _memory(said, "edited")
    return [
        Line("memory in use, and an empty window's", ours, bare, "MB"),
        Line("memory over an empty window", ours - bare, unit="MB", most=60),
        Line("the same after a form and an edit", edited - bare, unit="MB", most=60),
        Line("the same, over an empty window and SQLAlchemy", edited - libraries, unit="MB", most=60),
    ]


def rss_mb() -> float:
    """The memory that this process holds now, in MB; where the system does not tell, the most it has held."""
    status = Path("/proc/self/statm")
    if status.exists():
        return int(status.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1_000_000
    from tests.benchmarks.table import memory_mb

    return memory_mb() or 0.0


def _now() -> str:
    return f"{time.time():.6f}"


def _seconds(words: list[str], setting: Setting, also: dict[str, str]) -> float:
    return float(_run(words, setting, also).split()[-1])


def _memory(said: str, name: str) -> float:
    return float(next(line.split()[1] for line in said.splitlines() if line.startswith(f"{name} ")))


def _run(words: list[str], setting: Setting, also: dict[str, str]) -> str:
    environment = {
        **os.environ, "PYTHONPATH": str(_ROOT), "FOCAL_DESK_HOME": str(setting.home),
        "PYTHONPYCACHEPREFIX": str(setting.folder / "compiled"),
        "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"), **also,
    }  # fmt: skip
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # a person's second start finds everything compiled
    done = subprocess.run(
        [sys.executable, *words], cwd=_ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    if done.returncode or not done.stdout.strip():
        raise RuntimeError(f"{words[:2]} ended with {done.returncode}: {done.stderr[-2000:]}")
    return done.stdout
