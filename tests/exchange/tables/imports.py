"""Tables imported as they are guessed, and what came of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from desktop.exchange import ColumnMapping, ImportReport, Table, apply_import, guess_mapping, open_table, plan_import
from desktop.workspace import Record, Workspace


def imported(desk: Workspace, path: Path) -> ImportReport:
    table = open_table(path)
    return apply_import(desk, plan_import(desk, table, guess_mapping(table)))


def as_the_file_says(table: Table) -> ColumnMapping:
    """How a table is guessed to be read, with nothing filled in by the names of places."""
    return replace(guess_mapping(table), no_places=True)


def activities(desk: Workspace) -> dict[str, Record]:
    """By title."""
    with desk.reading() as conn:
        ids = [row[0] for row in conn.exec_driver_sql("SELECT id FROM activity WHERE listed = 1 ORDER BY no")]
    return {each.title: each for each in desk.records("activity", ids)}
