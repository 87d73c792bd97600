"""The file manager of each system is asked without a shell, whatever a file is called."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath

import pytest

from desktop.system.file_manager import select_command

NAMES = ("plain.pdf", "Été, à Conakry & Kindia; rm -rf $HOME `id` %PATH% 'x'.pdf", "-R.pdf")


@pytest.mark.parametrize("name", NAMES)
def test_windows(name: str) -> None:
    path = PureWindowsPath("C:/Users/Amina") / name
    command = select_command(path, "win32", {"SystemRoot": "D:\\Windows"})  # type: ignore[arg-type]
    assert command == f'"D:\\Windows\\explorer.exe" /select,"{path}"'
    assert isinstance(command, str) and command.count('"') == 4


def test_windows_never_gets_a_quotation_mark_within_a_path() -> None:
    assert select_command(PureWindowsPath('C:/a" /root,"C:/b.pdf'), "win32", {}) is None  # type: ignore[arg-type]


@pytest.mark.parametrize("name", NAMES)
def test_macos(name: str) -> None:
    path = PurePosixPath("/Users/amina") / name
    assert select_command(path, "darwin", {}) == ["/usr/bin/open", "-R", "--", str(path)]  # type: ignore[arg-type]


def test_linux_is_asked_over_its_bus() -> None:
    assert select_command(PurePosixPath("/home/amina/a.pdf"), "linux", {}) is None  # type: ignore[arg-type]
