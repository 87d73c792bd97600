"""How the program is started: the window without a command, the command line with one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

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


def test_a_command_loads_no_qt(tmp_path: Path) -> None:
    code = "import sys; sys.argv = ['main.py', 'vocabulary', 'statuses']; import main; main.start();"
    code += " sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    env = {**os.environ, "FOCAL_DESK_HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "completed" in done.stdout
