"""A Frictionless Data Package (version 1) in one archive: CSV files of the records and of those whom they name, described."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from itertools import chain
from pathlib import Path
from typing import Any

from desktop.catalogue.exporting.csv_file import csv_rows
from desktop.catalogue.exporting.exported_rows import ExportedRows
from desktop.workspace import RECORD_TYPES, FieldKind

_DESCRIPTION = "datapackage.json"


def write_data_package(rows: ExportedRows, path: Path) -> None:
    """`datapackage.json` and one CSV for each type of record."""
    resources: list[dict[str, Any]] = []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package_zip:
        for each in chain((rows,), rows.of_linked_records()):
            name = f"{each.type}.csv"
            with io.TextIOWrapper(package_zip.open(name, "w", force_zip64=True), "utf-8-sig", newline="") as file:
                csv.writer(file).writerows(csv_rows(each))
            resources.append(_resource(each, name))
        described = {
            "profile": "tabular-data-package",
            "name": "focal-desk",
            "title": "Focal Desk",
            "resources": resources,
        }
        package_zip.writestr(_DESCRIPTION, json.dumps(described, ensure_ascii=False, indent=1))


def _resource(rows: ExportedRows, name: str) -> dict[str, Any]:
    fields: list[dict[str, Any]] = [{"name": "id", "type": "string", "constraints": {"required": True, "unique": True}}]
    for field in rows.fields:
        kind = "integer" if field.kind is FieldKind.INTEGER else "number" if field.rules.is_number else "string"
        fields.append({"name": field.name, "title": field.label, "type": kind})
    kind = RECORD_TYPES[rows.type]
    return {
        "profile": "tabular-data-resource", "name": kind.name, "title": kind.plural, "path": name,
        "format": "csv", "mediatype": "text/csv", "encoding": "utf-8",
        "schema": {"fields": fields, "primaryKey": "id", "missingValues": [""]},
    }  # fmt: skip
