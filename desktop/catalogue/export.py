"""The list as a CSV file that any program opens: the fields of its records, codes with their labels, no formula."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from desktop.catalogue.listing import list_of
from desktop.catalogue.record_names import names_of
from desktop.errors import Cancelled, UserFacingError
from desktop.i18n import _, ngettext
from desktop.system.errors import writing_error
from desktop.system.files import replacing
from desktop.workspace import (
    RECORD_TYPES,
    Field,
    Record,
    Workspace,
)
from desktop.workspace.records.kinds.field import ReferenceIn

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_BATCH = 200
_IMPORTED = frozenset(("activity",))
"""Types whose tables the desk imports: in them one other record stands by its id, which the import knows; else by its name."""


def export_csv(
    workspace: Workspace,
    nos_or_ids: Sequence[int] | Sequence[str],
    path: Path,
    *,
    type: str = "activity",
    progress: Callable[[int, int], object] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> int:
    """Write these records of a type to a CSV file (UTF-8 with the mark that Excel looks for); returns how many.

    Headings are the desk's own field names, which its import knows again. Codes stand as codes; organisations as
    `role: name`, or by their name; lists are joined by "; ". The private note never leaves, nor do people who did not
    agree to be shared: they are neither written nor counted. The file appears whole or not at all. Raises Cancelled, and
    UserFacingError where it cannot be written, or nobody agreed.
    """
    kind = RECORD_TYPES[type]
    fields = [field for field in kind.fields if not field.private and field.rules.in_tables]
    done = written = 0
    try:
        with replacing(path) as temporary, temporary.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["id", *(field.name for field in fields)])
            for batch in _batches(workspace, type, nos_or_ids):
                if cancelled is not None and cancelled():
                    raise Cancelled
                names = _names(workspace, batch, fields)
                for record in _consenting(batch) if type == "person" else batch:
                    writer.writerow([record.id, *(_safe_cell(record, field, names) for field in fields)])
                    written += 1
                done += len(batch)
                if progress is not None:
                    progress(done, len(nos_or_ids))
            if done and not written:
                raise UserFacingError(
                    _("Nobody here has agreed to be shared."),
                    kept=_("No file was written."),
                    todo=_("Ask them, then note their consent in their record."),
                )
    except OSError as error:
        raise writing_error(error, path) from error
    return written


def people_left_out(count: int) -> str:
    """What an export says of those who have not agreed."""
    return ngettext(
        "{count} person has not agreed to be shared, and was left out.",
        "{count} people have not agreed to be shared, and were left out.",
        count,
    ).format(count=count)


def safe(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe goes before what would begin one."""
    begins = text.lstrip(" \u00a0\ufeff")
    if begins.startswith(_FORMULA) or (begins[:1] == "'" and begins[1:].lstrip(" \u00a0\ufeff").startswith(_FORMULA)):
        return f"'{text}"
    return text


def _batches(workspace: Workspace, type: str, nos_or_ids: Sequence[int] | Sequence[str]) -> Iterator[list[Record]]:
    from desktop.workspace.privacy.gate import unagreed_names_of  # brings SQLAlchemy, and a list is shown without it

    listing = list_of(workspace, type)
    with workspace.reading() as conn:
        hidden = unagreed_names_of(conn)
    for start in range(0, len(nos_or_ids), _BATCH):
        part = nos_or_ids[start : start + _BATCH]
        ids = [each for each in part if isinstance(each, str)] or listing.ids_of(
            [each for each in part if isinstance(each, int)]
        )
        yield list(map(hidden.without_names, workspace.records(type, ids, journal_only=False)))


def _names(workspace: Workspace, records: Sequence[Record], fields: Sequence[Field]) -> dict[str, str]:
    found: dict[str, str] = {}
    for field in fields:
        if field.rules.reference_in is ReferenceIn.MEMBER:
            keys = {key.partition(":")[2] for record in records for key in record.members(field.name)}
        elif field.rules.reference_in is ReferenceIn.VALUE:
            keys = {str(id) for record in records if (id := record.values.get(field.name))}
        else:
            continue
        if field.target == "person":
            keys = {each.id for each in _consenting(workspace.records("person", sorted(keys)))}
        found.update(names_of(workspace, field.target, keys))
    return found


def _consenting(people: Sequence[Record]) -> list[Record]:
    """Of these people, those who agreed that their name leaves this desk."""
    from desktop.workspace.privacy.gate import may_be_named  # brings SQLAlchemy, and a list is shown without it

    return [each for each in people if may_be_named(each)]


def _safe_cell(record: Record, field: Field, names: dict[str, str]) -> str:
    """A number below nothing is no formula."""
    cell = _cell(record, field, names)
    return cell if field.rules.is_number else safe(cell)


def _cell(record: Record, field: Field, names: dict[str, str]) -> str:
    if field.agreed_by:
        from desktop.workspace.privacy.gate import may_leave

        if not may_leave(record, field.name):
            return ""
    if not field.is_set:
        value = record.values.get(field.name)
        if field.rules.reference_in is ReferenceIn.VALUE and record.type not in _IMPORTED:
            return names.get(str(value), "")
        return "" if value is None else field.rules.to_csv(field, value)
    members = sorted(record.members(field.name).items())
    cells = (field.rules.member_to_csv(field, key, value, names) for key, value in members)
    return "; ".join(cell for cell in cells if cell)
