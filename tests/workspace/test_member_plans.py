"""How SQLite finds members: of a record from the record, of a code from the code, never by all codes of a field."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from desktop.catalogue.read_connection import reading
from desktop.catalogue.rows import read_rows
from desktop.workspace import Workspace
from desktop.workspace.search_index.full_text import INDEXES

_OF_RECORD = "SEARCH h USING PRIMARY KEY (record_no=?)"


def _plan(folder: Path, sql: str) -> list[str]:
    desk = Workspace.create(folder / "city.focal", home=folder / "home")
    with closing(desk), desk.reading_directly() as conn:
        return [str(row[3]) for row in conn.execute(f"EXPLAIN QUERY PLAN {sql}")]


@pytest.mark.parametrize("kind", sorted(kind for kind, index in INDEXES.items() if index.coded_members))
def test_the_words_of_a_record_are_found_from_the_record(tmp_path: Path, kind: str) -> None:
    plan = _plan(tmp_path, f"SELECT * FROM {kind}_document WHERE no = 1")
    assert _OF_RECORD in plan, plan


@pytest.mark.parametrize(
    ("sql", "first"),
    [
        ("SELECT field, code, value FROM activity_member WHERE record_no IN (1, 2, 3)", _OF_RECORD),
        ("SELECT record_no, field, code, value FROM activity_member WHERE record_no IN (1, 2, 3) AND +field IN"
         " ('targets', 'organisations') ORDER BY record_no, field, code", _OF_RECORD),
        ("SELECT 1 FROM activity t WHERE EXISTS (SELECT 1 FROM activity_member m WHERE m.record_no = t.no AND"
         " +m.field = 'people' AND +m.code >= 'a')", _OF_RECORD),
        ("SELECT code, group_concat(record_no) FROM activity_member WHERE field = 'targets' GROUP BY code",
         "SEARCH h USING COVERING INDEX ix_activity_has_code (code_no=?)"),
        ("SELECT record_no FROM activity_member WHERE field = 'targets' AND code IN ('SDG:1', 'SDG:2')",
         "SEARCH h USING COVERING INDEX ix_activity_has_code (code_no=?)"),
    ],
)  # fmt: skip
def test_members_are_found_from_the_record_or_from_the_code(tmp_path: Path, sql: str, first: str) -> None:
    plan = _plan(tmp_path, sql)
    assert first in plan, plan
    assert not any("(field=?)" in line and "c USING" in line for line in plan if first is _OF_RECORD), plan


def test_a_page_of_a_list_finds_members_from_its_records(tmp_path: Path) -> None:
    desk = Workspace.create(tmp_path / "city.focal", home=tmp_path / "home")
    with closing(desk), reading(desk) as conn:
        asked: list[str] = []
        conn.set_trace_callback(asked.append)
        read_rows(conn, range(1, 101), ("title", "targets", "organisations"), ())
        conn.set_trace_callback(None)
        (sql,) = [each for each in asked if "activity_member" in each]
        assert _OF_RECORD in [str(row[3]) for row in conn.execute(f"EXPLAIN QUERY PLAN {sql}")]
