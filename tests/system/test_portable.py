"""A portable program keeps everything beside it; an installer on a stick is looked at, never started."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from desktop.errors import UserFacingError
from desktop.system import portable
from desktop.system.installer import check_installer
from desktop.workspace.storage.home import ENVIRONMENT, desk_home


def test_beside_the_program_where_the_mark_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from desktop.cli.parser import WORKSPACE_VARIABLE, default_workspace
    from desktop.ui.welcome import usual_path

    monkeypatch.delenv(ENVIRONMENT, raising=False)
    monkeypatch.delenv(WORKSPACE_VARIABLE, raising=False)
    monkeypatch.setattr(portable, "program_folder", lambda: tmp_path)
    assert portable.portable_folder() is None
    (tmp_path / "portable").touch()
    beside = tmp_path / "focal-desk-data"
    assert desk_home() == beside
    assert default_workspace().parent == usual_path().parent == beside
    monkeypatch.setattr(portable.tempfile, "tempdir", None)
    portable.keep_temporary_files_beside()
    assert Path(portable.tempfile.gettempdir()) == beside / "temporary"


def test_an_installer_is_compared_with_its_note(tmp_path: Path) -> None:
    new, old = tmp_path / "focal-desk-9.1.0-setup.exe", tmp_path / "focal-desk-0.0.9-setup.exe"
    new.write_bytes(b"new")
    old.write_bytes(b"old")
    found = check_installer(tmp_path)
    assert (found.path, found.version, found.newer, found.noted) == (new, "9.1.0", True, None)
    assert not check_installer(old).newer
    (tmp_path / "SHA256SUMS").write_text(
        f"{hashlib.sha256(b'new').hexdigest()}  {new.name}\n{'0' * 64}  {old.name}\n", "utf-8"
    )
    assert check_installer(new).noted is True
    assert check_installer(old).noted is False
    assert "NOT" in check_installer(old).sentences[1]
    with pytest.raises(UserFacingError, match="no installer"):
        check_installer(tmp_path / "SHA256SUMS")
