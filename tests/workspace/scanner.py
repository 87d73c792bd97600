"""A program that holds files for moments, as virus scanners and search indexes do on Windows.

python -m tests.workspace.scanner FOLDER SEED     until its input ends
"""

from __future__ import annotations

import random
import subprocess
import sys
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LONGEST_S = 0.4
ALONE = 0.1
"""The share of times that it lets nobody else have the file meanwhile; else others read and write, and delete nothing."""


@contextmanager
def scanning(folder: Path, seed: str) -> Generator[None]:
    """The scanner runs, in a process of its own."""
    arguments = [sys.executable, "-m", "tests.workspace.scanner", str(folder), seed]
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, cwd=ROOT) as running:
        assert running.stdin is not None
        try:
            yield
        finally:
            running.stdin.close()


def scan(folder: Path, seed: str, ended: threading.Event) -> None:
    """Open one file after the other, at random."""
    rng = random.Random(seed)
    while not ended.is_set():
        with suppress(OSError):
            files = [each for each in folder.rglob("*") if each.is_file()]
            for path in rng.sample(files, min(len(files), 20)):
                with suppress(OSError):
                    _hold(path, rng.uniform(0, LONGEST_S), alone=rng.random() < ALONE)
                if ended.is_set():
                    break
        time.sleep(0.01)


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    _kernel.CreateFileW.restype = wintypes.HANDLE
    _kernel.CloseHandle.argtypes = (wintypes.HANDLE,)

    def _hold(path: Path, seconds: float, *, alone: bool) -> None:
        handle = _kernel.CreateFileW(str(path), 0x80000000, 0 if alone else 3, None, 3, 0, None)
        if handle != wintypes.HANDLE(-1).value:
            time.sleep(seconds)
            _kernel.CloseHandle(handle)

else:

    def _hold(path: Path, seconds: float, *, alone: bool) -> None:
        """Elsewhere nobody is kept from anything by it."""
        with path.open("rb"):
            time.sleep(seconds)


def _wait_for_end(ended: threading.Event) -> None:
    sys.stdin.read()
    ended.set()


if __name__ == "__main__":
    over = threading.Event()
    threading.Thread(target=_wait_for_end, args=(over,), daemon=True).start()
    scan(Path(sys.argv[1]), sys.argv[2], over)
