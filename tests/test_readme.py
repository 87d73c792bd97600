"""What the README tells a newcomer to type works, in its order."""

from __future__ import annotations

import re
import shlex
import shutil
import sys
from pathlib import Path

import pytest

from desktop.cli import main
from tests import versions

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "README.md").read_text("utf-8")
START = "uv run main.py "


def test_every_command_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    blocks = re.findall(r"^```sh\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    assert len(lines) >= 8 and all(line.startswith(START) for line in lines)
    shutil.copytree(ROOT / "tests" / "data" / "tables", tmp_path / "tests" / "data" / "tables")
    monkeypatch.chdir(tmp_path)
    for line in lines:
        assert main(shlex.split(line.removeprefix(START))) == 0, (line, capsys.readouterr().err)
    assert (tmp_path / "summary.pdf").read_bytes().startswith(b"%PDF")


def test_every_command_named_exists(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    shown = capsys.readouterr().out
    named = re.findall(r"`([a-z-]+)`", re.findall(r"names the others:(.*?)\. A record", TEXT, re.DOTALL)[0])
    assert named and all(re.search(rf"^ +{name}\b", shown, re.MULTILINE) for name in named)


def test_every_path_and_picture_named_is_there() -> None:
    paths = set(re.findall(r"`((?:desktop|tests|resources)/[\w/.-]+)`", TEXT)) | set(
        re.findall(r"\]\((resources[^)]+)\)", TEXT)
    )
    assert paths and [path for path in sorted(paths) if not (ROOT / path).exists()] == []


def test_every_path_that_the_architecture_names_is_there() -> None:
    text = (ROOT / "desktop" / "ARCHITECTURE.md").read_text("utf-8")
    named = re.findall(r"`((?:[a-z_]+/)+[\w.]*|[a-z_]+\.py)`", text) + re.findall(r"\]\(([^)]+)\)", text)
    paths = [name if name.startswith(("tests/", "resources/")) else f"desktop/{name}" for name in named]
    assert len(paths) > 15 and [path for path in paths if not (ROOT / path).exists()] == []
    rooms = {path.name for path in (ROOT / "desktop" / "workspace").iterdir() if (path / "__init__.py").exists()}
    assert rooms - {"migrations"} == {name for name in rooms if f"`{name}`" in text}


def test_documents_that_code_cites_are_in_the_project() -> None:
    cited = {
        (path, name)
        for path in (ROOT / "desktop").rglob("*.py")
        for name in re.findall(r"`([A-Z]+\.md)`|\bsee ([A-Z]+\.md)", path.read_text("utf-8"))
    }
    known = {path.name for path in ROOT.rglob("*.md") if ".venv" not in path.parts}
    assert cited and [(path.name, names) for path, names in cited if not known & set(names)] == []


def test_every_module_named_can_be_run() -> None:
    names = re.findall(r"python -m (tests\.\w+)", TEXT)
    assert names
    for name in names:
        place = ROOT.joinpath(*name.split("."))
        assert place.with_suffix(".py").exists() or (place / "__main__.py").exists(), name


@pytest.mark.parametrize(
    ("groups", "sentence"), [(("test",), r"first run downloads about"), ((), r"and downloads about")]
)
def test_the_size_of_the_download_is_what_it_says(groups: tuple[str, ...], sentence: str) -> None:
    lock = ROOT / "uv.lock"
    if sys.platform != "linux" or not lock.exists():
        pytest.skip("measured on Linux, by the sizes that uv writes down")
    wanted = versions.groups_of((ROOT / "pyproject.toml").read_text("utf-8"), *groups)
    try:
        size = versions.download_size(lock.read_text("utf-8"), wanted)
    except KeyError:
        pytest.skip("other versions run than those in uv.lock")
    (said,) = re.findall(rf"{sentence} (\d+) MB", TEXT)
    assert int(said) == pytest.approx(size / 1e6, rel=0.03)
