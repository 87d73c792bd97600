"""Folders that a program keeps the same on several computers, by their names."""

from __future__ import annotations

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from desktop.system.synced_folders import sync_service


@pytest.mark.parametrize(
    ("path", "service"),
    [
        (PureWindowsPath(r"C:\Users\Ana\OneDrive\Documents\Desk.focal"), "OneDrive"),
        (PureWindowsPath(r"C:\Users\Ana\OneDrive - Ville de Rabat\Desk.focal"), "OneDrive"),
        (PurePosixPath("/Users/ana/Library/CloudStorage/OneDrive-UCLG/Desk.focal"), "OneDrive"),
        (PurePosixPath("/Users/ana/Library/Mobile Documents/com~apple~CloudDocs/Desk.focal"), "iCloud Drive"),
        (PureWindowsPath(r"D:\Dropbox (City)\Desk.focal"), "Dropbox"),
        (PurePosixPath("/home/ana/Nextcloud/Desk.focal"), "Nextcloud"),
        (PureWindowsPath(r"G:\My Drive\Desk.focal"), "Google Drive"),
        (PureWindowsPath(r"C:\Users\Ana\Documents\OneDrive.focal"), ""),
        (PurePosixPath("/home/ana/OneDriver/Desk.focal"), ""),
        (PurePosixPath("/home/ana/boxes/Desk.focal"), ""),
    ],
)
def test_where_a_workspace_lies(path: Path, service: str) -> None:
    assert sync_service(path, {}) == service


def test_windows_says_where_its_own_service_is(tmp_path: Path) -> None:
    folder = tmp_path / "Wolke"
    assert sync_service(folder / "in it" / "Desk.focal", {"OneDriveCommercial": str(folder)}) == "OneDrive"
    assert sync_service(tmp_path / "Desk.focal", {"OneDrive": str(folder), "OneDriveConsumer": ""}) == ""
