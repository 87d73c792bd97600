"""Writes activities as IATI 2.03, one by one: memory stays flat."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from xml.etree.ElementTree import indent, register_namespace, tostring

from desktop.catalogue.exporting.exported_rows import ExportedRows
from desktop.catalogue.exporting.iati.activity import IatiActivity
from desktop.catalogue.exporting.iati.own_record import NAMESPACE
from desktop.catalogue.exporting.iati.publisher import publisher
from desktop.errors import UserFacingError
from desktop.i18n import _, current_language

_PREFIX = "focal"


def write_iati(rows: ExportedRows, path: Path) -> None:
    """Those that have a title and a start; `rows.left_out` counts the others.

    Raises UserFacingError where it was not said yet who publishes, or nothing would be left.
    """
    by = publisher(rows.workspace)
    by.check()
    name, language = rows.workspace.author or by.identifier, current_language()
    register_namespace(_PREFIX, NAMESPACE)
    made = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    rows.with_source_data = True
    fields, written = rows.fields, 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n')
        file.write(f'<iati-activities version="2.03" generated-datetime="{made}">\n')
        for row in rows:
            activity = IatiActivity(fields, row, by, name, language)
            if activity.lacks:
                rows.left_out += 1
                continue
            element = activity.element()
            indent(element)
            file.write(tostring(element, encoding="unicode") + "\n")
            written += 1
        file.write("</iati-activities>\n")
    if not written:
        raise UserFacingError(
            _("None of these activities has a title and a start, which IATI asks for."),
            kept=_("No file was written."),
            todo=_("Fill in the start of an activity, then export again."),
        )
