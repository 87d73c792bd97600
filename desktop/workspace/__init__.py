"""One SQLite file and all that keeps it safe; the records, and the journal through which alone they are written.

What is not needed to open a workspace and to show its first rows is imported when it is first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from desktop.workspace.projection.record_reader import Conflict, Record, find_ids, untitled
from desktop.workspace.records.record_description import (
    PARENT,
    Field,
    FieldKind,
    RecordType,
    Section,
    Value,
    Words,
    member,
    split_member,
)
from desktop.workspace.records.record_ids import record_id_from
from desktop.workspace.records.record_types import ACTIVITY, RECORD_TYPES
from desktop.workspace.storage.lock import HeldElsewhere, WorkspaceLock
from desktop.workspace.workspace import Workspace

if TYPE_CHECKING:
    from desktop.workspace.editing.edit_session import EditSession
    from desktop.workspace.editing.history import FieldChange, HistoryEntry
    from desktop.workspace.editing.undo import GroupInfo, UndoReport
    from desktop.workspace.journal import Changed, Journal
    from desktop.workspace.maintenance.backup import (
        REASONS,
        Backup,
        back_up,
        backups_kept_here,
        keep_backups_here,
        list_backups,
        restore,
    )
    from desktop.workspace.maintenance.checking import CheckReport, Problem, check

__all__ = [
    "ACTIVITY",
    "PARENT",
    "REASONS",
    "RECORD_TYPES",
    "Backup",
    "Changed",
    "CheckReport",
    "Conflict",
    "EditSession",
    "Field",
    "FieldChange",
    "FieldKind",
    "GroupInfo",
    "HeldElsewhere",
    "HistoryEntry",
    "Journal",
    "Problem",
    "Record",
    "RecordType",
    "Section",
    "UndoReport",
    "Value",
    "Words",
    "Workspace",
    "WorkspaceLock",
    "back_up",
    "backups_kept_here",
    "check",
    "find_ids",
    "keep_backups_here",
    "list_backups",
    "member",
    "record_id_from",
    "restore",
    "split_member",
    "untitled",
]

_LATER = {
    "maintenance.backup": (
        "REASONS",
        "Backup",
        "back_up",
        "backups_kept_here",
        "keep_backups_here",
        "list_backups",
        "restore",
    ),
    "maintenance.checking": ("CheckReport", "Problem", "check"),
    "editing.history": ("FieldChange", "HistoryEntry"),
    "journal": ("Changed", "Journal"),
    "editing.edit_session": ("EditSession",),
    "editing.undo": ("GroupInfo", "UndoReport"),
}


def __getattr__(name: str) -> Any:
    for module, names in _LATER.items():
        if name in names:
            found = getattr(import_module(f"desktop.workspace.{module}"), name)
            globals()[name] = found
            return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
