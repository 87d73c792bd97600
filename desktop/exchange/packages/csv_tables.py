"""The records of a package as CSV, one file a record type, for people without Focal Desk; and what describes them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Collection, Generator, Iterable, Mapping, Sequence
from typing import Any

from desktop.catalogue.exporting.exported_rows import safe
from desktop.exchange.packages.format import CHANGES, COMPRESSED_NAMES, DATAPACKAGE, FileEntry, canonical
from desktop.workspace import RECORD_TYPES, Field, Record, RecordType, Value, Workspace, split_member
from desktop.workspace.editing.history import record_names
from desktop.workspace.records.kinds.field import ReferenceIn, Storage

BATCH = 200
"""Records in a piece of a file."""
BOM = b"\xef\xbb\xbf"
"""So that Excel reads letters with accents right."""


def csv_columns(record_type: RecordType) -> list[str]:
    """The headings of a record type's file: what it is, where it stands, its fields, and the names behind references."""
    found = ["id", "record_state" if "state" in record_type.by_name else "state"]
    for field in _fields(record_type):
        found.append(field.name)
        if field.rules.reference_in is ReferenceIn.VALUE:
            found.append(f"{field.name}_name")
    return found


def _fields(record_type: RecordType) -> list[Field]:
    return [field for field in record_type.fields if not field.private and field.rules.storage is not Storage.JOURNAL]


def sorted_ids(
    workspace: Workspace, record_type: RecordType, ids: Collection[str], poll: Callable[[], object] = lambda: None
) -> list[str]:
    """The order of a file: parts by what they are parts of, then by language and title. What is alike stands together, for
    people, and packs better. `still` is called now and then, and may give up.
    """
    wanted = sorted(ids)
    keys: dict[str, tuple[str, ...]] = {}
    parent = "parent" if record_type.part_of else "NULL"
    language = f"(SELECT min(code) FROM {record_type.name}_member WHERE record_no = t.no AND +field = 'languages')"
    with workspace.reading() as conn:
        for start in range(0, len(wanted), BATCH):
            poll()
            part = tuple(wanted[start : start + BATCH])
            for id, *key in conn.exec_driver_sql(
                f"SELECT id, {parent}, {language}, {record_type.title} FROM {record_type.name} t"
                f" WHERE id IN ({', '.join('?' * len(part))})",
                part,
            ):
                keys[id] = tuple(str(each or "") for each in key)
    return sorted(wanted, key=lambda id: (keys.get(id, ()), id))


def csv_chunks(
    workspace: Workspace,
    record_type: RecordType,
    ids: Sequence[str],
    held_back: Collection[str],
    unnamed: Collection[str] = (),
) -> Generator[bytes]:
    """The file of some records, as they stand now; `held_back` are the people of whom not even the name leaves, `unnamed`
    the records without what needs somebody's agreement.
    """
    yield BOM + _line(csv_columns(record_type))
    for start in range(0, len(ids), BATCH):
        records = workspace.records(record_type.name, ids[start : start + BATCH], journal_only=False)
        names = _names(workspace, record_type, records, held_back)
        yield b"".join(
            _line(_cells(record_type, record, names, unnamed)) for record in records if record.id not in held_back
        )


def _line(cells: Sequence[str]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(map(escape_formula, cells))
    return text.getvalue().encode("utf-8", "replace")


def escape_formula(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return safe(text.replace("\0", ""))


def _names(
    workspace: Workspace, record_type: RecordType, records: Sequence[Record], held_back: Collection[str]
) -> Mapping[str, str]:
    pointed: set[str] = set()
    for field in record_type.fields:
        for record in records:
            if field.is_set:
                pointed.update(field.points_to(key, None) for key in record.members(field.name))
            else:
                pointed.add(field.points_to("", record.values.get(field.name)))
    with workspace.reading() as conn:
        return record_names(conn, pointed.difference(held_back))


def _cells(record_type: RecordType, record: Record, names: Mapping[str, str], unnamed: Collection[str]) -> list[str]:
    state = "merged" if record.survivor else "live" if record.listed else "deleted" if record.binned else "empty"
    found = [record.id, state]
    members: dict[str, list[tuple[str, Value]]] = {}
    for name, value in record.values.items():
        head, key = split_member(name)
        if key:
            members.setdefault(head, []).append((key, value))
    for field in _fields(record_type):
        if field.rules.reference_in is ReferenceIn.VALUE:
            id = str(record.values.get(field.name) or "")
            found += [id, names.get(id, "")]
        elif field.agreed_by and record.id in unnamed:
            found.append("")
        else:
            found.append(_cell(record, field, members.get(field.name, ()), names))
    return found


def _cell(record: Record, field: Field, members: Iterable[tuple[str, Value]], names: Mapping[str, str]) -> str:
    if not field.is_set:
        value = record.values.get(field.name)
        return "" if value is None else field.rules.to_csv(field, value)
    cells = (field.rules.member_to_csv(field, key, value, names) for key, value in sorted(members))
    return "; ".join(cell for cell in cells if cell)


def datapackage(listed: Mapping[str, FileEntry], made: str) -> bytes:
    """`datapackage.json` of the CSV files in a package (Frictionless Data Package v1)."""
    tables = any(name.endswith(".csv") for name in listed)
    return canonical(
        {
            "profile": "tabular-data-package" if tables else "data-package",
            "name": "focal-desk",
            "title": "Focal Desk",
            "created": made,
            "resources": [
                _resource(RECORD_TYPES[name.removesuffix(".csv")], listed[name])
                for name in sorted(listed)
                if name.endswith(".csv")
            ]
            or [_placeholder_resource(CHANGES if CHANGES in listed else COMPRESSED_NAMES[CHANGES])],
        }
    )


def _resource(record_type: RecordType, about: FileEntry) -> dict[str, Any]:
    numbers = {field.name for field in record_type.fields if field.rules.storage is Storage.WHOLE}
    fields: list[dict[str, Any]] = []
    for name in csv_columns(record_type):
        described: dict[str, Any] = {"name": name, "type": "integer" if name in numbers else "string"}
        if name == "id":
            described["constraints"] = {"required": True, "unique": True}
        elif name in record_type.by_name:
            described["title"] = record_type.by_name[name].label
        fields.append(described)
    return {
        "profile": "tabular-data-resource",
        "name": record_type.name,
        "title": record_type.plural,
        "path": f"{record_type.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": about.size,
        "hash": f"sha256:{about.sha256}",
        "schema": {"fields": fields, "primaryKey": "id", "missingValues": [""]},
    }


def _placeholder_resource(name: str) -> dict[str, Any]:
    """A data package has one resource at least."""
    form = name.rpartition(".")[2]
    return {"profile": "data-resource", "name": "changes", "path": name, "format": form, "type": "file"}


__all__ = ["BATCH", "BOM", "DATAPACKAGE", "csv_chunks", "csv_columns", "datapackage", "escape_formula"]
