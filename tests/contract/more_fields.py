"""Activities with more fields than this version has: as if each had its line in the record type, and its migration."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from functools import cached_property
from pathlib import Path

import pytest
from sqlalchemy import Table

from desktop.workspace import ACTIVITY, Field, Value
from desktop.workspace.changes.value_compression import decode, encode, to_json
from desktop.workspace.maintenance import migrate
from desktop.workspace.records import tables
from desktop.workspace.records.record_description import RecordType
from desktop.workspace.search_index.full_text import INDEXES, words_columns
from desktop.workspace.storage import file_format

_MIGRATION = '''"""More fields."""

from desktop.workspace.maintenance.new_fields import add_field
from desktop.workspace.records.record_description import FieldKind

revision = "{revision}"
down_revision = "{before}"
branch_labels = None
depends_on = None


def upgrade() -> None:
{lines}
'''


@contextmanager
def described(*fields: Field) -> Iterator[None]:
    """Activities have these fields too: all that follows from the description follows."""
    before, words = ACTIVITY.fields, INDEXES["activity"].words
    those = tables.TABLES["activity"]
    with ExitStack() as undo:
        undo.callback(_forget)
        undo.callback(_describe, before, words, those.record)
        _describe((*before, *fields), words, those.record)
        more = words_columns(ACTIVITY)
        tables.metadata.remove(those.record)
        undo.callback(_describe_table, those.record)
        undo.callback(lambda: tables.metadata.remove(those.record))
        _set(those, "record", tables._record_table(ACTIVITY))
        _set(INDEXES["activity"], "words", more)
        _forget()
        yield


def _describe(fields: tuple[Field, ...], words: Mapping[str, tuple[str, ...]], table: Table) -> None:
    _set(ACTIVITY, "fields", fields)
    for name, each in vars(RecordType).items():
        if isinstance(each, cached_property):
            vars(ACTIVITY).pop(name, None)
    _set(INDEXES["activity"], "words", words)


def _describe_table(table: Table) -> None:
    """The table as it was, in the one list of all."""
    tables.metadata._add_table(table.name, None, table)
    _set(tables.TABLES["activity"], "record", table)


def _set(frozen: object, name: str, value: object) -> None:
    object.__setattr__(frozen, name, value)


def _forget() -> None:
    """What was worked out once from the description is worked out again."""
    for name, module in list(sys.modules.items()):
        if name.startswith("desktop."):
            for each in list(vars(module).values()):
                if callable(clear := getattr(each, "cache_clear", None)):
                    clear()


@contextmanager
def migrated_by(folder: Path, fields: Sequence[Field]) -> Iterator[str]:
    """One more migration adds these fields; gives its revision."""
    revision, script = f"{int(file_format.HEAD) + 1:04}", folder / "migrations"
    shutil.copytree(file_format.MIGRATIONS, script)
    lines = [
        f'    add_field("activity", "{each.name}", FieldKind.{each.kind.name}, sortable={each.sortable})'
        for each in fields
    ]
    text = _MIGRATION.format(revision=revision, before=file_format.HEAD, lines="\n".join(lines) or "    pass")
    (script / "versions" / f"{revision}_more.py").write_text(text, "utf-8")
    version = file_format.VERSION + 1
    with pytest.MonkeyPatch.context() as patch:
        for module in (file_format, migrate):
            patch.setattr(module, "MIGRATIONS", script)
            patch.setattr(module, "HEAD", revision)
            patch.setattr(module, "VERSION", version)
        yield revision


def keep_in_extra(path: Path, values: Mapping[str, Value]) -> str:
    """A released file with values of fields that its version did not know, in its first activity: as a package of a newer
    desk brought them. Gives the id of the record.
    """
    with closing(sqlite3.connect(path)) as conn, conn:
        no, id, data = conn.execute(
            "SELECT no, record_id, data FROM change WHERE type = 'activity' ORDER BY no"
        ).fetchone()
        stored = encode({**decode(data), **values}) if isinstance(data, bytes) else to_json({**decode(data), **values})
        of_now = conn.execute("SELECT 1 FROM sqlite_master WHERE name = 'stored_change'").fetchone()
        changes = "stored_change" if of_now else "change"  # a view since 0009
        conn.execute(f"UPDATE {changes} SET data = ? WHERE no = ?", (stored, no))
        conn.execute("UPDATE activity SET extra = ? WHERE id = ?", (to_json(dict(values)), id))
    return str(id)


__all__ = ["described", "keep_in_extra", "migrated_by"]
