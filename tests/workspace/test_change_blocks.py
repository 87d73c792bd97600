"""The changes of an import, which stand in blocks: each is read, and rewritten, as if it stood alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.workspace import Value, Workspace, check, record_id_from
from desktop.workspace.changes.change_blocks import store_together
from desktop.workspace.changes.value_compression import MOST_IN_BLOCK, decode
from desktop.workspace.storage.sqlite import DamagedData

_TEXTS = st.lists(
    st.text(max_size=50).map(lambda text: json.dumps({"title": text * 40}, ensure_ascii=False)), max_size=90
)


@given(_TEXTS, st.integers(1, 1_000))
@settings(max_examples=50, deadline=None)
def test_what_stands_in_blocks_is_given_back(texts: list[str], first: int) -> None:
    stored, blocks = store_together(first, texts)
    data = dict(blocks)
    for no, (text, its) in enumerate(zip(texts, stored, strict=True), first):
        given = bytes([32 + its]) + data[no - its] if isinstance(its, int) else its  # as the view `change` does
        assert decode(given) == json.loads(text)


@pytest.mark.parametrize("place", [3, MOST_IN_BLOCK - 1])
def test_a_place_that_a_block_does_not_have_is_damage(place: int) -> None:
    (_first, block), *_more = store_together(1, ['{"title":"a"}'] * 3)[1]
    with pytest.raises(DamagedData):
        decode(bytes([32 + place]) + block)


def _records() -> Iterator[tuple[str, str, dict[str, Value]]]:
    for number in range(70):
        values: dict[str, Value] = {"title": f"Drill {number}", "summary": f"The city trains. {number} " * 20}
        yield "activity", record_id_from(str(number)), values | {"targets/SDG:11.5": "principal"}


def test_an_import_is_kept_in_blocks_and_read_edited_and_checked_as_any_other(tmp_path: Path) -> None:
    with closing(Workspace.create(tmp_path / "city.focal", home=tmp_path / "home")) as desk:
        with desk.journal.group("import", "list.csv") as group:
            desk.journal.bulk(group, _records())
        with desk.reading_directly() as conn:
            assert conn.execute("SELECT count(*) FROM change_block").fetchone()[0] < 10
            assert conn.execute("SELECT count(*) FROM stored_change WHERE typeof(data) <> 'integer'").fetchone()[0] == 0
        id = record_id_from("33")
        desk.journal.edit(id, {"title": "Another", "targets/SDG:11.5": None})
        entries = desk.journal.history(id)
        assert [each.kind for each in entries] == ["edit", "import"] or [each.kind for each in entries] == [
            "import",
            "edit",
        ]
        desk.journal.undo()
        record = desk.record(id)
        assert record is not None and dict(record.values) == next(each[2] for each in _records() if each[1] == id)
    assert check(tmp_path / "city.focal", home=tmp_path / "home").problems == ()


def test_a_block_that_is_gone_is_told_as_damage(tmp_path: Path) -> None:
    path = tmp_path / "city.focal"
    with closing(Workspace.create(path, home=tmp_path / "home")) as desk:
        with desk.journal.group("import", "list.csv") as group:
            desk.journal.bulk(group, _records())
        desk.journal.beside(lambda conn: conn.exec_driver_sql("DELETE FROM change_block WHERE first = 1"))
    problems = check(path, home=tmp_path / "home").problems
    assert any(each.kind == "journal" and not each.repairable for each in problems)
