"""Settings survive a restart, and a broken file does not keep the desk closed."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.errors import UserFacingError
from desktop.ui.settings import FILE_NAME, MOST_RECENT, Settings


def test_choices_are_there_at_the_next_start(tmp_path: Path) -> None:
    settings = Settings(tmp_path)
    settings.choose(language="fr", scheme="dark")
    settings.keep_layout({"window": "abc"})
    settings.keep_layout({"columns": "def"})
    again = Settings(tmp_path)
    assert (again.language, again.scheme) == ("fr", "dark")
    assert (again.layout("window"), again.layout("columns"), again.layout("none")) == ("abc", "def", "")
    assert [each.name for each in tmp_path.iterdir()] == [FILE_NAME]


def test_recent_workspaces_newest_first_each_once(tmp_path: Path) -> None:
    settings = Settings(tmp_path)
    for number in [*range(MOST_RECENT + 2), 5]:
        settings.opened(tmp_path / f"{number}.focal")
    names = [each.stem for each in Settings(tmp_path).recent]
    assert names[:3] == ["5", "9", "8"] and len(names) == len(set(names)) == MOST_RECENT


@pytest.mark.parametrize(
    "broken",
    [b"", b"\x00\xff", b"[1]", b'{"language": 3}', b'{"recent": {"a": 1}, "layout": []}', b"[" * 200_000],
)
def test_broken_file_counts_as_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: bytes) -> None:
    monkeypatch.setenv("LC_ALL", "es_ES.UTF-8")
    (tmp_path / FILE_NAME).write_bytes(broken)
    settings = Settings(tmp_path)
    assert (settings.language, settings.scheme, settings.recent, settings.layout("x")) == (
        "es",
        "system",
        [],
        "",
    )
    settings.keep_layout({"x": "1"})
    assert Settings(tmp_path).layout("x") == "1"


def test_what_cannot_be_written_is_said_and_holds_until_the_end(tmp_path: Path) -> None:
    settings = Settings(tmp_path)
    (tmp_path / FILE_NAME).mkdir()
    with pytest.raises(UserFacingError):
        settings.choose(language="fr")
    assert settings.language == "fr"
