"""Erasing as a person asks for it: what would go is told first; then it goes, here and wherever the erasure comes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.workspace.erasure.erasable import (
    PERSON,
    Mention,
    Written,
    changes_signed,
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

    records: tuple[tuple[str, str], ...]
    """Their record, duplicates merged with it, and what visits hold of them: type and id of each."""
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


def plan_erasure(workspace: Workspace, id: str, type: str = PERSON) -> ErasurePlan:
    """What forgetting a person would do. For a background task: it searches all texts."""
    with workspace.reading() as conn:
        records = same_person(conn, id, type)
        written = tuple(each for its, one in records for each in values_written(conn, one, its))
        words = naming_words(conn, records)
        return ErasurePlan(
            tuple(records),
            written,
            tuple(mentions(conn, words, [one for _type, one in records])),
            tuple(signed_with(conn, words)),
            left_desk(conn, records),
        )


def erase_person(
    workspace: Workspace,
    records: Collection[str | tuple[str, str]],
    progress: Progress | None = None,
    *,
    reason: str = "",
    names: Collection[str] = (),
) -> Erased:
    """Have all of these people go for good, and these names from the changes that were written under them. Raises
    UserFacingError where the file cannot be written.
    """
    blanked = workspace.journal.erase(records, {}, reason)
    changes = blanked.changes + sum(_erase_name(workspace, name, reason) for name in names)
    return _finish(workspace, changes, progress)


_MOST_NAMED = 20_000
"""Changes that one erasure names: it has to fit into a line of a package."""


def count_signed(workspace: Workspace, name: str) -> int:
    """How many changes were written under a name, capitals aside."""
    with workspace.reading() as conn:
        return len(changes_signed(conn, name))


def erase_author(workspace: Workspace, name: str, progress: Progress | None = None, *, reason: str = "") -> Erased:
    """Have a name go from all changes that were written under it; what they say stays. Raises UserFacingError where the file
    cannot be written.
    """
    return _finish(workspace, _erase_name(workspace, name, reason), progress)


def _erase_name(workspace: Workspace, name: str, reason: str) -> int:
    with workspace.reading() as conn:
        named = list(changes_signed(conn, name).items())
    for start in range(0, len(named), _MOST_NAMED):
        workspace.journal.erase((), dict(named[start : start + _MOST_NAMED]), reason)
    return len(named)


def written_in(
    workspace: Workspace, id: str, fields: Sequence[str] = (), containing: str = "", type: str = ""
) -> list[Written]:
    """The values of a record that could go, oldest first: of some fields, with some words (capitals aside), or all."""
    with workspace.reading() as conn:
        found = values_written(conn, id, type)
    wanted = containing.casefold()
    return [
        each
        for each in found
        if (not fields or any(named_by(field, each.field) for field in fields))
        and (wanted in str(each.value).casefold() or wanted in each.field.partition("/")[2].casefold())
    ]


def erase_values(
    workspace: Workspace,
    id: str,
    written: Collection[Written],
    progress: Progress | None = None,
    *,
    reason: str = "",
    type: str = "",
) -> Erased:
    """Have these values of a record go for good. Raises UserFacingError where the file cannot be written."""
    with workspace.reading() as conn:
        changes = to_blank(conn, id, written, type)
    blanked = workspace.journal.erase((), changes, reason)
    return _finish(workspace, blanked.changes, progress)


def _finish(workspace: Workspace, changes: int, progress: Progress | None) -> Erased:
    done = workspace.finish_erasing(progress=progress)
    return Erased(changes, done.files, done.backups, done.left)
