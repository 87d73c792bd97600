"""IATI activities as XML, of all versions from 1.01 to 2.03, and as the first version has them: one row for each activity."""

from __future__ import annotations

import re
from pathlib import Path

from desktop.exchange.tables.iati_activity import ACTIVITY, IatiTable
from desktop.exchange.tables.other_formats import IATI_ROOTS
from desktop.exchange.tables.table import Table
from desktop.exchange.tables.table_reader import KnowsHeading
from desktop.exchange.tables.xml_stream import elements, root_name

_VERSION = re.compile(rb"<(?:[\w.-]+:)?iati-activit(?:ies|y)\b[^>]{0,4000}?\bversion\s*=\s*[\"']([\d.]{1,10})[\"']")


class IatiReader:
    """IATI activities as XML."""

    def recognises(self, path: Path, start: bytes) -> bool:
        """The outermost element says so."""
        return start.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"<") and root_name(path).lower() in IATI_ROOTS

    def open(self, path: Path, sheet: str | None, encoding: str | None, knows: KnowsHeading) -> Table:
        """All activities, read once."""
        found = IatiTable()
        for activity in elements(path, ACTIVITY, encoding):
            found.add(activity, activity.sourceline or 1)
        return found.table(path, _named(path))


def _named(path: Path) -> str:
    """The name of the format, with the version that the file says it has."""
    with path.open("rb") as file:
        match = _VERSION.search(file.read(8_192))
    return f"IATI {match[1].decode()}" if match else "IATI"
