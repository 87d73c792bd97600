"""Many records at once: all that a table is made of is there afterwards, however they came."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from desktop.errors import Cancelled, ProgrammingError
from desktop.workspace import Value, Workspace, check, record_id_from
from desktop.workspace.changes.proof_log import keys_of_replicas
from desktop.workspace.changes.proofs import public_key_of, signature_fits
from desktop.workspace.changes.shared_change import read_shared

Made = tuple[str, str, dict[str, Value]]


def _objects(desk: Workspace) -> set[tuple[str, str]]:
    with desk.reading_directly() as conn:
        return set(conn.execute("SELECT name, coalesce(sql, '') FROM sqlite_master"))


def _records(count: int) -> Iterator[Made]:
    """Activities, an organisation that they name in their middle, and the first activity once more."""
    town = record_id_from("town")
    for number in range(count):
        if number == count // 2:
            yield "organisation", town, {"name": "Town"}
        yield "activity", record_id_from(str(number)), {"title": f"Drill {number}", f"organisations/lead:{town}": True}
    yield "activity", record_id_from("0"), {"title": "Drill again"}


@pytest.mark.parametrize("count", [30, 1_300])
def test_a_large_import_leaves_the_same_indexes(tmp_path: Path, count: int) -> None:
    with closing(Workspace.create(tmp_path / "city.focal", home=tmp_path / "home")) as desk:
        before = _objects(desk)
        with desk.journal.group("import", "list.csv") as group:
            assert desk.journal.bulk(group, _records(count)) == count + 2
        assert _objects(desk) == before
        with desk.reading_directly() as conn:
            assert conn.execute(
                "SELECT count(*), count(organisation_words) FROM activity INDEXED BY ix_activity_by_title WHERE listed = 1"
            ).fetchone() == (count, count)
        assert check(desk.path, home=desk.home).problems == ()


def test_a_large_import_given_up_leaves_all_as_it_was(tmp_path: Path) -> None:
    def give_up(done: int) -> None:
        if done > 1_000:
            raise Cancelled

    with closing(Workspace.create(tmp_path / "city.focal", home=tmp_path / "home")) as desk:
        before = _objects(desk)
        with pytest.raises(Cancelled), desk.journal.group("import", "list.csv") as group:
            desk.journal.bulk(group, _records(1_300), progress=give_up)
        assert _objects(desk) == before
        assert check(desk.path, home=desk.home).problems == ()


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"country": "KE", "title": 5}, "5 does not fit activity.title"),
        ({"title": "Drill", "deleted": True}, "True does not fit activity.deleted"),
        ({"title": "Drill", "of_a_newer_version": "kept"}, ""),
    ],
)
def test_what_fits_no_field_is_refused_and_what_a_newer_version_has_is_kept(
    tmp_path: Path, values: dict[str, Value], named: str
) -> None:
    id = record_id_from("odd")
    with closing(Workspace.create(tmp_path / "city.focal", home=tmp_path / "home")) as desk:
        if named:
            with pytest.raises(ProgrammingError, match=named), desk.journal.group("import", "list.csv") as group:
                desk.journal.bulk(group, [("activity", id, values)])
            assert desk.record(id) is None
        else:
            with desk.journal.group("import", "list.csv") as group:
                desk.journal.bulk(group, [("activity", id, values)])
            record = desk.record(id)
            assert record is not None and record.values == values


def test_a_part_that_comes_in_bulk_brings_its_whole_back_from_the_bin(tmp_path: Path) -> None:
    with closing(Workspace.create(tmp_path / "city.focal", home=tmp_path / "home")) as desk:
        course = desk.journal.create("activity", {"title": "Open course"})
        desk.journal.delete([course])
        with desk.journal.group("import", "list.csv") as group:
            desk.journal.bulk(group, [("run", record_id_from("run"), {"parent": course, "name": "First"})])
        record = desk.record(course)
        assert record is not None and record.listed
        assert check(desk.path, home=desk.home).problems == ()


def test_each_change_of_a_large_import_has_its_own_signature(tmp_path: Path) -> None:
    """Also those behind one that stays on this desk, which has none."""

    def records() -> Iterator[Made]:
        for number in range(1_050):
            note: dict[str, Value] = {"private_note": "Ask again"} if number % 7 == 3 else {}
            yield "activity", record_id_from(str(number)), {"title": f"Drill {number}", **note}

    with closing(Workspace.create(tmp_path / "city.focal", home=tmp_path / "home")) as desk:
        with desk.journal.group("import", "list.csv") as group:
            desk.journal.bulk(group, records())
        with desk.reading() as conn:
            keys = keys_of_replicas(conn)
            changes = list(read_shared(conn))
            (unsigned,) = conn.exec_driver_sql(
                "SELECT count(*) FROM proof p JOIN change c ON c.no = p.change_no WHERE c.private AND p.signature = x''"
            ).fetchone() or (0,)
        assert len(changes) == 1_050 and unsigned == 150
        key = public_key_of(keys[changes[0].replica][0])
        assert key is not None
        for change in changes:
            proof = change.proof
            assert proof is not None and proof.digest == change.digest()
            assert signature_fits(key, proof.digest, proof.signature), change.seq
