"""What is shown on a terminal is safe; an output that goes away ends nothing half way."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.system.terminal import safe_line

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[2Jb", "a\\x1b[2Jb"), ("a\x9b31mb", "a\\x9b31mb"), ("a\x07\x00\x7fb", "a\\x07\\x00\\x7fb"),
        ("a\r\nb\rc\nd\u2028e\x85f", "a↵b↵c↵d↵e↵f"), ("\u202eexe.pdf\u202c\u2066x\u2069\u200e\u200f", "exe.pdfx"),
        ("tab\tstays", "tab\tstays"), ("مرحبا 中文 é", "مرحبا 中文 é"), ("می‌خواهم", "می‌خواهم"), ("", ""),
    ],
)  # fmt: skip
def test_foreign_text(text: str, shown: str) -> None:
    assert safe_line(text) == shown


def run(code: str, stdout: int | io.IOBase, shell: str = "") -> subprocess.CompletedProcess[bytes]:
    """A program that shows things in a process of its own."""
    program = f"import sys; from desktop.system.terminal import *\nbegin_output()\n{code}"
    command = [sys.executable, "-c", program]
    if shell:
        command = ["sh", "-c", f'exec "$0" "$@" {shell}', *command]
    return subprocess.run(command, cwd=ROOT, stdout=stdout, stderr=subprocess.PIPE, check=False)


@pytest.mark.skipif(sys.platform == "win32", reason="no such shell")
@pytest.mark.parametrize("shell", [">&-", ">&- 2>&-", "2>&-"])
def test_streams_that_are_closed_from_the_beginning(shell: str) -> None:
    done = run(
        "print_line('x' * 9000); print_error('y'); sys.exit(3 if end_output() is None else 4)", subprocess.PIPE, shell
    )
    assert done.returncode == 3 and done.stderr in (b"", b"y\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
def test_a_full_disk_is_told_once_at_the_end() -> None:
    code = "[print_line('x' * 900) for _ in range(99)]; lost = end_output(); print_error(lost.strerror); sys.exit(5)"
    with Path("/dev/full").open("wb") as full:
        done = run(code, full)
    assert (done.returncode, len(done.stderr.splitlines())) == (5, 1)


def test_a_reader_that_left_is_no_fault() -> None:
    program = (
        "import sys; from desktop.system.terminal import *\nbegin_output(); print_line('first'); sys.stdout.flush()\n"
        "sys.stdin.read()\nfor each in range(9999): print_line('more')\n"
        "lost = end_output(); sys.exit(7 if lost is None and output_lost() else 8)"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program], cwd=ROOT,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout and process.stderr and process.stdin
    process.stdout.readline()
    process.stdout.close()
    process.stdin.close()
    error = process.stderr.read()
    process.stderr.close()
    assert (process.wait(), error) == (7, b"")
