"""Tables as JSON: JSON Lines, GeoJSON (RFC 7946) and HXL as lists of cells. Written record by record: memory stays flat."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from desktop.catalogue.exporting.exported_rows import ExportedRow, ExportedRows
from desktop.catalogue.exporting.hxl_columns import hxl_rows
from desktop.workspace import Field, FieldKind


def write_json_lines(rows: ExportedRows, path: Path) -> None:
    """One object a line: `id` and the fields; a set is a list, an empty field null."""
    fields = rows.fields
    _write(path, (f"{_json({'id': row.record.id, **_values(fields, row)})}\n" for row in rows))


def write_geojson(rows: ExportedRows, path: Path) -> None:
    """One feature a record, a point where it has coordinates; the other fields are its properties."""
    fields = rows.fields
    features = (_json(_feature(fields, row)) for row in rows)
    _write(path, _listed('{"type": "FeatureCollection", "features": [', features, "]}"))


def write_hxl_json(rows: ExportedRows, path: Path) -> None:
    """A list of rows: headings, hashtags, records."""
    _write(path, _listed("[", map(_json, hxl_rows(rows)), "]"))


def _feature(fields: Sequence[Field], row: ExportedRow) -> dict[str, object]:
    values = _values(fields, row)
    place = next((field.name for field in fields if field.kind is FieldKind.COORDINATES), "")
    written = values.pop(place, None)
    latitude, _comma, longitude = str(written or "").partition(",")
    point = {"type": "Point", "coordinates": [float(longitude), float(latitude)]} if written else None
    return {"type": "Feature", "id": row.record.id, "geometry": point, "properties": values}


def _values(fields: Sequence[Field], row: ExportedRow) -> dict[str, object]:
    return {field.name: _value(field, members) for field, members in zip(fields, row.members, strict=True)}


def _value(field: Field, members: Sequence[str]) -> object:
    if field.is_set:
        return list(members)
    if not members:
        return None
    return json.loads(members[0]) if field.rules.is_number else members[0]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _listed(before: str, members: Iterable[str], after: str) -> Iterator[str]:
    yield before
    for at, member in enumerate(members):
        yield f",\n{member}" if at else f"\n{member}"
    yield f"\n{after}\n"


def _write(path: Path, pieces: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(pieces)
