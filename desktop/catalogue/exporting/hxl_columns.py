"""Rows with hashtags of the Humanitarian Exchange Language (HXL 1.1): organisations by role, latitude and longitude apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desktop.catalogue.exporting.exported_rows import ExportedRows
from desktop.vocabularies import load
from desktop.workspace import Field, FieldKind

_ROLE_HASHTAGS = {
    "lead": "#org+lead",
    "funder": "#org+funder",
    "implementer": "#org+impl",
    "partner": "#org+partner",
    "accountable": "#org+accountable",
}
"""Of the others HXL has no attribute: their column is known by its heading."""


def hxl_rows(rows: ExportedRows) -> Iterator[list[str]]:
    """Headings, hashtags, then one row a record."""
    fields = rows.fields
    columns = [column for field in fields for column in _columns(field)]
    yield ["id", *(heading for heading, _tag in columns)]
    yield ["#meta+uuid", *(tag for _heading, tag in columns)]
    for row in rows:
        cells = [cell for field, members in zip(fields, row.members, strict=True) for cell in _split(field, members)]
        yield [row.record.id, *cells]


def _columns(field: Field) -> list[tuple[str, str]]:
    """(heading, hashtag) of each column that a field takes."""
    if field.name == "organisations":
        return [(role.label("en"), _ROLE_HASHTAGS.get(role.code, "")) for role in load(field.vocabulary)]
    if field.kind is FieldKind.COORDINATES:
        return [("latitude", "#geo+lat"), ("longitude", "#geo+lon")]
    return [(field.name, field.hashtags[0] if field.hashtags else "")]


def _split(field: Field, members: Sequence[str]) -> list[str]:
    if field.name == "organisations":
        by_role: dict[str, list[str]] = {role.label("en"): [] for role in load(field.vocabulary)}
        for member in members:
            role, _colon, name = member.partition(": ")
            by_role[role].append(name)
        return ["; ".join(names) for names in by_role.values()]
    if field.kind is FieldKind.COORDINATES:
        latitude, _comma, longitude = "".join(members).partition(",")
        return [latitude, longitude]
    return ["; ".join(members)]
