"""A field is added with its line in the record type and `add_field` in a migration: what the README promises."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from desktop.catalogue import ActivityList, parse
from desktop.workspace import Field, FieldKind, Value, Words, Workspace, check
from desktop.workspace.maintenance.migrate import create_all, migrate
from desktop.workspace.merge.dump import dump
from tests.contract.more_fields import described, keep_in_extra, migrated_by
from tests.workspace.test_migrate import RELEASED, _empty, _shape

K = FieldKind
FIELDS = (
    Field(name="cost", kind=K.DECIMAL, label="Cost", section="reach", unit="EUR", column=12, sortable=True),
    Field(name="approach", kind=K.LONG_TEXT, label="Approach", section="what", words=Words.TEXT, translated=True),
    Field(name="series", kind=K.TEXT, label="Series", section="what", words=Words.TITLE, sortable=True),
    Field(name="decided", kind=K.DATE, label="Decided", section="when", required=True),
    Field(name="crossing", kind=K.CODES, label="Crossing", section="targets", vocabulary="hazards", required=True),
    Field(name="original", kind=K.SOURCE, label="Original", section="source"),
    Field(name="visitors", kind=K.INTEGER, label="Visitors", section="reach"),
)
VALUES: dict[str, Value] = {
    "cost": "1234.50",
    "approach": "learning by tiptoeing",
    "approach/fr": "apprendre sur la pointe",
    "series": "Émeraude",
    "decided": "2020-05",
    "crossing/HIP:MH0600": True,
    "original": '{"a":"b"}',
    "visitors": 12,
}


@pytest.fixture(scope="module")
def revision(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with described(*FIELDS), migrated_by(tmp_path_factory.mktemp("more"), FIELDS) as made:
        yield made


def test_migrations_with_it_give_what_a_new_workspace_has(revision: str, tmp_path: Path) -> None:
    made, migrated = _empty(tmp_path / "made.focal"), _empty(tmp_path / "migrated.focal")
    with made.begin() as conn:
        create_all(conn)
    with migrated.begin() as conn:
        migrate(conn)
    assert _shape(migrated) == _shape(made)
    for engine in (made, migrated):
        engine.dispose()


@pytest.mark.parametrize("released", sorted(RELEASED.glob("*.focal")), ids=lambda path: path.stem)
def test_a_value_that_an_older_desk_kept_is_found_after_the_upgrade(
    revision: str, released: Path, tmp_path: Path
) -> None:
    path, home = tmp_path / "old.focal", tmp_path / "home"
    shutil.copyfile(released, path)
    id = keep_in_extra(path, {**VALUES, "visitors": "a dozen"})
    with closing(Workspace.open(path, home=home)) as desk:
        record = desk.record(id)
        assert record is not None
        assert {name: record.values[name] for name in VALUES} == {**VALUES, "visitors": "a dozen"}
        assert not {"decided", "crossing"} & set(record.missing)
        found = ActivityList(desk)
        for query in (
            "cost:1234.5",
            "cost:1000..2000",
            "tiptoeing",
            "pointe",
            "Emeraude",
            "decided:2020",
            "crossing:flood",
        ):
            assert found.ids_of(found.order(parse(query)).ids.tolist()) == [id], query
        for sort in ("cost", "series"):
            assert found.ids_of(found.order(parse(""), ((sort, False),)).ids.tolist())[0] == id
        with desk.reading() as conn:
            extra = conn.exec_driver_sql("SELECT extra FROM activity WHERE id = ?", (id,)).scalar()
            assert extra == '{"visitors":"a dozen"}', "what does not fit stays"
    assert check(path, home=home).problems == ()


@pytest.mark.parametrize("released", sorted(RELEASED.glob("*.focal")), ids=lambda path: path.stem)
def test_a_file_without_such_a_value_says_the_same_as_before(revision: str, released: Path, tmp_path: Path) -> None:
    path, home = tmp_path / "old.focal", tmp_path / "home"
    shutil.copyfile(released, path)
    with closing(Workspace.open(path, home=home)) as desk, desk.reading() as conn:
        assert "".join(f"{line}\n" for line in dump(conn)) == released.with_suffix(".jsonl").read_text("utf-8")
        missing = conn.exec_driver_sql("SELECT min(missing) FROM activity WHERE listed = 1").scalar()
        assert missing >= 2, "what is required now is missing"
    assert check(path, home=home).problems == ()
