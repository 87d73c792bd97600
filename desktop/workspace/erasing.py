"""Erasing as a person asks for it: what would go is told first; then it goes, here and wherever the erasure comes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.workspace.erasure.erasable import (
    Mention,
    Written,
    left_desk,
    mentions,
    named_by,
    naming_words,
    same_person,
    signed_with,
    to_blank,
    values_written,
)

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.workspace.workspace import Workspace

Progress = Callable[[int, int], object]


@dataclass(frozen=True, slots=True)
class ErasurePlan:
    """What would go of a person, and what would stay for people to mend."""

    ids: tuple[str, ...]  # their record, duplicates merged with it, and what visits hold of them
    written: tuple[Written, ...]
    mentions: tuple[Mention, ...]  # texts of other records that name them
    signed: tuple[str, ...]  # changes are written under their name: signatures stay
    shared: bool  # may others hold something of them?


@dataclass(frozen=True, slots=True)
class Erased:
    """What went. `left`: files of this desk that could not be rewritten yet, and may hold the values still."""

    changes: int
    files: int  # attachments deleted
    backups: int  # rewritten
    left: tuple[Path, ...]


def plan_erasure(workspace: Workspace, id: str) -> ErasurePlan:
    """What forgetting a person would do. For a background task: it searches all texts."""
    with workspace.reading() as conn:
        ids = same_person(conn, id)
        written = tuple(each for one in ids for each in values_written(conn, one))
        words = naming_words(conn, ids)
        return ErasurePlan(
            tuple(ids),
            written,
            tuple(mentions(conn, words, ids)),
            tuple(signed_with(conn, words)),
            left_desk(conn, ids),
        )


def erase_person(workspace: Workspace, ids: Collection[str], progress: Progress | None = None) -> Erased:
    """Have all of these people go for good. Raises UserFacingError where the file cannot be written."""
    blanked = workspace.journal.erase(ids, {})
    return _finish(workspace, blanked.changes, progress)


def written_in(workspace: Workspace, id: str, fields: Sequence[str] = (), containing: str = "") -> list[Written]:
    """The values of a record that could go, oldest first: of some fields, with some words (capitals aside), or all."""
    with workspace.reading() as conn:
        found = values_written(conn, id)
    wanted = containing.casefold()
    return [
        each
        for each in found
        if (not fields or any(named_by(field, each.field) for field in fields))
        and (wanted in str(each.value).casefold() or wanted in each.field.partition("/")[2].casefold())
    ]


def erase_values(
    workspace: Workspace, id: str, written: Collection[Written], progress: Progress | None = None
) -> Erased:
    """Have these values of a record go for good. Raises UserFacingError where the file cannot be written."""
    with workspace.reading() as conn:
        changes = to_blank(conn, id, written)
    blanked = workspace.journal.erase((), changes)
    return _finish(workspace, blanked.changes, progress)


def _finish(workspace: Workspace, changes: int, progress: Progress | None) -> Erased:
    done = workspace.finish_erasing(progress=progress)
    return Erased(changes, done.files, done.backups, done.left)
