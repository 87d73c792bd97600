"""A list counted into a course run: undone, exchanged, closed, and nothing of a learner anywhere but in the hashes' folder."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from hashlib import md5, sha1, sha256
from io import BytesIO
from pathlib import Path
from shutil import copyfile, copytree
from zipfile import ZipFile

import pikepdf
import pytest

from desktop.catalogue import export_csv, list_of, parse
from desktop.errors import UserFacingError
from desktop.exchange.packages import export_package
from desktop.exchange.signed_packages import package_for_pdf
from desktop.learning.counts_text import read_counts
from desktop.learning.learner_import import (
    apply_import,
    close_run,
    delete_names,
    plan_import,
    read_named_learners,
    wrong_period,
)
from desktop.learning.seen_learners import learners_folder
from desktop.learning.suppression import SMALL
from desktop.reports import SummaryOptions, write_summary
from desktop.reports.courses import CourseReportOptions, write_course_report
from desktop.workspace import Record, Workspace
from desktop.workspace.changes.value_compression import unpack
from desktop.workspace.merge.dump import dump
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


@pytest.mark.parametrize("keep_names", [False, True])
def test_numbers_under_five_leave_as_such_and_no_learner_is_in_any_byte_but_where_names_are_kept(
    workspace: Workspace, run_id: str, tmp_path: Path, keep_names: bool
) -> None:
    """File, backup, package, PDFs, tables, dump: no name, address, user name or plain hash of one, nor the key."""
    lists = tmp_path / "lists"
    lists.mkdir()
    for name in ("openedx-profiles", "openedx-grades", "moodle-participants-fr"):
        path = write_shape(_BY_NAME[name], lists, people(12))
        assert apply_import(workspace, plan_import(workspace, run_id, path, _DAY, keep_names=keep_names or None))
    assert _numbers(workspace, run_id)[3] is None
    assert read_counts(str(_run(workspace, run_id).values["learner_counts"])).total[2:] == (6, SMALL)
    named = read_named_learners(workspace, _run(workspace, run_id))
    assert [each.name for each in named][:2] == (["Zoraida0 Quispe0x0", "Zoraida1 Quispe1x1"] if keep_names else [])
    kept = learners_folder(workspace.path)
    secret = next(kept.glob("*/key")).read_bytes()
    out = tmp_path / "out"
    out.mkdir()
    export_package(workspace, out / "all.fdz")
    activity = str(_run(workspace, run_id).values["parent"])
    wanted = CourseReportOptions(package=package_for_pdf(workspace, out, "run.fdz"))
    write_course_report(workspace, run_id, out / "course.pdf", wanted)
    write_summary(workspace, out / "summary.pdf", SummaryOptions())
    listing = list_of(workspace, "activity")
    export_csv(workspace, list(listing.order(parse("", "activity")).ids), out / "all.csv")
    with workspace.reading() as conn:
        (out / "dump.jsonl").write_text("\n".join(dump(conn)), "utf-8")
    backup = workspace.back_up("import")
    lists_kept = str(_run(workspace, run_id).values["learner_lists"])
    workspace.close()

    words = [word for each in people(12) for word in (each.first, each.last, each.email, each.user)]
    plain = [digest(word.encode()).hexdigest() for word in words for digest in (md5, sha1, sha256)]
    asked = [word.casefold().encode() for word in (*words, *plain)] + [secret, secret.hex().encode()]
    assert backup is not None and activity
    for path in [workspace.path, backup, *out.iterdir(), *_files(workspace.home)]:
        found = _unpacked(path)
        assert not [word for word in asked if word in found], path
    for path in _files(kept):
        found = _unpacked(path)
        assert any(word in found for word in asked[:-2]) == (path.suffix == ".names"), path
    assert bool(list(kept.glob("*/*.names"))) == keep_names
    assert lists_kept.split()[0].encode() not in _unpacked(out / "all.fdz"), (
        "which lists were counted stays on this desk"
    )
    assert b"learner_counts" in _unpacked(out / "all.fdz")


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_names_are_kept_on_deleted_one_by_one_and_all_and_gone_when_the_run_is_closed(
    workspace: Workspace, run_id: str, tmp_path: Path
) -> None:
    def named() -> list[str]:
        return [each.name for each in read_named_learners(workspace, _run(workspace, run_id))]

    _import(workspace, run_id, "openedx-profiles", tmp_path, 12)
    assert named() == []
    again = plan_import(workspace, run_id, tmp_path / "openedx-profiles.csv", _DAY, keep_names=True)
    assert again.changes, "the numbers are the same, and the names are new"
    assert apply_import(workspace, again) and len(named()) == 12
    _import(workspace, run_id, "coursera", tmp_path, 14)
    assert len(named()) == 14, "names of the next list are kept without being asked for again"
    workspace.journal.undo()
    assert len(named()) == 12
    workspace.journal.redo()
    one = read_named_learners(workspace, _run(workspace, run_id))[0]
    delete_names(workspace, run_id, one.keys)
    assert len(named()) == 13 and one.name not in named() and _numbers(workspace, run_id)[0] == 14
    delete_names(workspace, run_id)
    assert named() == []
    close_run(workspace, run_id)
    assert not _files(learners_folder(workspace.path))


def test_what_tells_learners_apart_moves_with_the_desk_and_not_with_its_file_alone(
    workspace: Workspace, run_id: str, tmp_path: Path
) -> None:
    _import(workspace, run_id, "openedx-profiles", tmp_path, 20)
    workspace.close()
    grades = write_shape(_BY_NAME["openedx-grades"], tmp_path, people(24))
    for name, whole in (("moved", True), ("file alone", False)):
        home = tmp_path / name
        home.mkdir()
        copyfile(workspace.path, home / "other.focal")
        if whole:
            copytree(learners_folder(workspace.path), home / "other.focal.learners")
        other = Workspace.open(home / "other.focal", home=home / "home")
        try:
            plan = plan_import(other, run_id, grades, _DAY)
            assert (plan.elsewhere, plan.counts.total[0]) == ((0, 24) if whole else (1, 24))
            assert (plan.counts.groups["country"].get("KE", (0,))[0] > 0) == whole, "the first list said the countries"
        finally:
            other.close()


def test_a_run_that_ends_before_it_begins_is_named_and_counted_all_the_same(
    workspace: Workspace, run_id: str, tmp_path: Path
) -> None:
    workspace.journal.edit(run_id, {"start": "2026-10", "end": "2026-09-30"}, type="run")
    plan = plan_import(workspace, run_id, write_shape(_BY_NAME["coursera"], tmp_path, people(9)), _DAY)
    assert "The run ends (30 September 2026) before it begins (October 2026)" in " ".join(plan.sentences())
    assert apply_import(workspace, plan) and _numbers(workspace, run_id)[0] == 9
    assert [wrong_period(*each) for each in (("2026", "2026-03"), ("2026-10-05", "2026"), ("", "2020"))] == ["", "", ""]


def _unpacked(path: Path) -> bytes:
    """The bytes of a file, and of what is packed in it: members of a ZIP, streams of a PDF, changes of a workspace."""
    data = path.read_bytes()
    if data[:4] == b"PK\3\4":
        with ZipFile(BytesIO(data)) as archive:
            return b"".join([data, *(archive.read(name) for name in archive.namelist())]).lower()
    if data[:4] == b"%PDF":
        found = [data]
        with pikepdf.open(path) as pdf:
            for each in pdf.objects:
                if isinstance(each, pikepdf.Stream):
                    content = each.read_bytes() if "/DCTDecode" not in str(each.get("/Filter")) else b""
                    found.append(content)
                    if content[:4] == b"PK\3\4":
                        with ZipFile(BytesIO(content)) as archive:
                            found += [archive.read(name) for name in archive.namelist()]
        return b"".join(found).lower()
    if data[:6] == b"SQLite":
        with closing(sqlite3.connect(path)) as conn:
            rows = conn.execute("SELECT data FROM change WHERE data IS NOT NULL").fetchall()
        return data.lower() + "\n".join(unpack(row[0]) for row in rows).lower().encode()
    return (data + (zlib.decompress(data) if data[:1] == b"\x78" else b"")).lower()


def test_a_closed_run_forgets_its_learners_and_takes_no_list(workspace: Workspace, run_id: str, tmp_path: Path) -> None:
    _import(workspace, run_id, "openedx-grades", tmp_path)
    close_run(workspace, run_id)
    assert not list(learners_folder(workspace.path).glob("*"))
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

    for path in learners_folder(workspace.path).glob("*/*"):
        path.unlink()
    plan = plan_import(workspace, run_id, grades, _DAY)
    assert plan.elsewhere == 1
    assert "1 earlier list was counted elsewhere" in " ".join(plan.sentences())
