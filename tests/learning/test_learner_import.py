"""A list counted into a course run: undone, exchanged, closed, and nothing of a learner anywhere but in the hashes' folder."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop.errors import UserFacingError
from desktop.exchange.packages import export_package
from desktop.learning.counts_text import read_counts
from desktop.learning.learner_import import apply_import, close_run, plan_import
from desktop.learning.suppression import SMALL
from desktop.workspace import Record, Workspace
from tests.learning.populations import SHAPES, people, write_shape

_BY_NAME = {shape.name: shape for shape in SHAPES}
_DAY = date(2026, 11, 2)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = Workspace.create(tmp_path / "desk.focal")
    yield made
    made.close()


@pytest.fixture
def run_id(workspace: Workspace) -> str:
    activity = workspace.journal.create("activity", {"title": "MOOC on resilience", "kind": "mooc"})
    return workspace.journal.create("run", {"parent": activity, "name": "2026"})


def _run(workspace: Workspace, id: str) -> Record:
    run = workspace.record(id, "run")
    assert run is not None
    return run


def _numbers(workspace: Workspace, id: str) -> list[object]:
    return [_run(workspace, id).values.get(name) for name in ("enrolled", "active", "completed", "certified")]


def _import(workspace: Workspace, run_id: str, name: str, folder: Path, count: int = 60) -> bool:
    path = write_shape(_BY_NAME[name], folder, people(count))
    return apply_import(workspace, plan_import(workspace, run_id, path, _DAY))


def test_lists_add_up_and_each_import_is_undone_and_redone_as_one(
    workspace: Workspace, run_id: str, tmp_path: Path
) -> None:
    assert _import(workspace, run_id, "openedx-profiles", tmp_path)
    assert _numbers(workspace, run_id) == [60, 0, 0, 0]
    assert _import(workspace, run_id, "openedx-grades", tmp_path)
    assert _numbers(workspace, run_id) == [60, 45, 30, 15]
    assert not _import(workspace, run_id, "openedx-grades", tmp_path), "nothing new: nothing is written"
    assert read_counts(str(_run(workspace, run_id).values["learner_counts"])).groups["country"]["KE"][0] == 24

    workspace.journal.undo()
    assert _numbers(workspace, run_id) == [60, 0, 0, 0]
    assert _import(workspace, run_id, "moodle-participants-en", tmp_path, 8), "the undone list does not count any more"
    assert _numbers(workspace, run_id) == [60, 6, 0, 0]
    workspace.journal.undo()
    workspace.journal.undo()
    assert _numbers(workspace, run_id) == [None, None, None, None]
    workspace.journal.redo()
    assert _numbers(workspace, run_id) == [60, 0, 0, 0]
    assert not _import(workspace, run_id, "openedx-profiles", tmp_path)


def test_numbers_under_five_leave_as_such_and_nothing_of_a_learner_is_in_file_package_or_backup(
    workspace: Workspace, run_id: str, tmp_path: Path
) -> None:
    lists = tmp_path / "lists"
    lists.mkdir()
    _import(workspace, run_id, "openedx-profiles", lists, 12)
    _import(workspace, run_id, "openedx-grades", lists, 12)
    assert _numbers(workspace, run_id) == [12, 9, 6, None]
    assert read_counts(str(_run(workspace, run_id).values["learner_counts"])).total == (12, 9, 6, SMALL)

    package = tmp_path / "out.fdz"
    export_package(workspace, package)
    backup = workspace.back_up("import")
    lists_kept = str(_run(workspace, run_id).values["learner_lists"])
    workspace.close()
    secret = next(workspace.home.glob("keys/*.learners")).read_bytes()
    hashes = [path for path in workspace.home.glob("learners/**/*") if path.is_file()]
    assert len(hashes) == 2

    words = [word.casefold().encode() for each in people(12) for word in (each.first, each.last, each.email, each.user)]
    assert backup is not None
    for path in [*tmp_path.glob("desk.focal*"), package, backup, *hashes]:
        found = _unpacked(path)
        assert not any(word in found for word in words), path
        assert secret not in path.read_bytes()
    assert lists_kept.split()[0].encode() not in _unpacked(package), "which lists were counted stays on this desk"
    assert b"learner_counts" in _unpacked(package)


def _unpacked(path: Path) -> bytes:
    """The bytes of a file, and of what is compressed in it."""
    import zipfile
    import zlib

    data = path.read_bytes()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            data += b"".join(archive.read(name) for name in archive.namelist())
    elif data[:1] == b"\x78":
        data += zlib.decompress(data)
    return data.lower()


def test_a_closed_run_forgets_its_learners_and_takes_no_list(workspace: Workspace, run_id: str, tmp_path: Path) -> None:
    _import(workspace, run_id, "openedx-grades", tmp_path)
    close_run(workspace, run_id)
    assert not list(workspace.home.glob("learners/*/*"))
    assert _numbers(workspace, run_id) == [60, 45, 30, 15]
    with pytest.raises(UserFacingError, match="is closed"):
        _import(workspace, run_id, "openedx-grades", tmp_path)


def test_lists_of_another_computer_are_named_and_one_counted_meanwhile_is_not_lost(
    workspace: Workspace, run_id: str, tmp_path: Path
) -> None:
    grades = write_shape(_BY_NAME["openedx-grades"], tmp_path, people(20))
    early = plan_import(workspace, run_id, grades, _DAY)
    _import(workspace, run_id, "openedx-profiles", tmp_path)
    with pytest.raises(UserFacingError, match="meanwhile"):
        apply_import(workspace, early)
    assert _numbers(workspace, run_id) == [60, 0, 0, 0]

    for path in workspace.home.glob("learners/*/*/*"):
        path.unlink()
    plan = plan_import(workspace, run_id, grades, _DAY)
    assert plan.elsewhere == 1
    assert "1 earlier list was counted on another computer" in " ".join(plan.sentences())
