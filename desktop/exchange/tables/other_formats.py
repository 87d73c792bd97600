"""Files that are no tables for the desk, named by what they are: a person then knows what to do with them."""

from __future__ import annotations

import re
from pathlib import Path

from desktop.exchange.tables.limits import nothing_kept
from desktop.exchange.tables.xml_stream import root_name
from desktop.i18n import N_, _

IATI_ROOTS = ("iati-activities", "iati-activity")
_TAG = re.compile(r"<(?!\?|!--|!DOCTYPE)\s*(?:[\w.-]+:)?([\w.-]+)", re.IGNORECASE)
_SPREADSHEETML = N_("{name} is an Excel 2003 XML spreadsheet, which the desk does not read.")
_IATI_ORGANISATIONS = N_("{name} is an IATI file of organisations: it has no activities.")
_HTML = N_("{name} is a web page (HTML), which the desk does not read.")
_XML = N_("{name} is XML, which the desk does not read.")
_KML = N_("{name} is a map (KML), which the desk does not read.")
_RTF = N_("{name} is a text document (RTF), which the desk does not read.")
_PDF = N_("{name} is a PDF, which cannot be read as a table.")
_ARCHIVE = N_("{name} is a compressed file or archive, which cannot be read as a table.")
_PICTURE = N_("{name} is a picture, which cannot be read as a table.")
_CALENDAR = N_("{name} is a calendar file, which cannot be read as a table.")
_CONTACTS = N_("{name} is a file of contacts (vCard), which cannot be read as a table.")
_SLIDES = N_("{name} is a presentation, which cannot be read as a table.")

_SAVE_AGAIN = N_("Open it in a spreadsheet program, save it as XLSX or CSV and import that.")
_GET_ACTIVITIES = N_("Get the file of the activities where they are published and import that.")
_COPY_TABLE = N_("Copy the list into a spreadsheet, save it as XLSX or CSV and import that.")
_UNPACK = N_("Unpack it and import the table in it.")
_CALENDARS = N_("Import it as a calendar.")
_CONTACT_LIST = N_("Import it as contacts.")

_BY_ROOT = {
    "workbook": (_SPREADSHEETML, _SAVE_AGAIN),
    "iati-organisations": (_IATI_ORGANISATIONS, _GET_ACTIVITIES),
    "html": (_HTML, _SAVE_AGAIN),
    "table": (_HTML, _SAVE_AGAIN),
    "kml": (_KML, _SAVE_AGAIN),
}
_BY_BEGINNING = (
    (b"%PDF", _PDF, _COPY_TABLE),
    (b"{\\rtf", _RTF, _COPY_TABLE),
    (b"\x1f\x8b", _ARCHIVE, _UNPACK),
    (b"7z\xbc\xaf", _ARCHIVE, _UNPACK),
    (b"Rar!", _ARCHIVE, _UNPACK),
    (b"BZh9", _ARCHIVE, _UNPACK),
    (b"\xfd7zXZ", _ARCHIVE, _UNPACK),
    (b"(\xb5/\xfd", _ARCHIVE, _UNPACK),
    (b"\x89PNG", _PICTURE, _COPY_TABLE),
    (b"\xff\xd8\xff", _PICTURE, _COPY_TABLE),
    (b"GIF8", _PICTURE, _COPY_TABLE),
)
_BY_FIRST_WORDS = (
    ("BEGIN:VCALENDAR", _CALENDAR, _CALENDARS),
    ("BEGIN:VCARD", _CONTACTS, _CONTACT_LIST),
)


def refuse_other_format(path: Path) -> None:
    """Raises UserFacingError, one sentence with what it is and what to do, for a file of a known other format."""
    with path.open("rb") as file:
        head = file.read(8_192)
    for beginning, what, todo in _BY_BEGINNING:
        if head.startswith(beginning):
            raise _named(path, what, todo)
    encoding = "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    text = head[: len(head) // 2 * 2].decode(encoding, errors="replace").lstrip()
    for words, what, todo in _BY_FIRST_WORDS:
        if text[: len(words)].upper() == words:
            raise _named(path, what, todo)
    if text.startswith("<") and root_name(path).lower() in IATI_ROOTS:
        return
    if text.startswith("<") and (match := _TAG.search(text)):
        root = match[1].lower()
        is_page = text[:9].lower() == "<!doctype" and "html" in text[:40].lower()
        what, todo = (_HTML, _SAVE_AGAIN) if is_page else _BY_ROOT.get(root, (_XML, _SAVE_AGAIN))
        if root in _BY_ROOT or is_page or text.startswith("<?xml") or f"</{match[1]}" in text:
            raise _named(path, what, todo)


def refuse_slides(path: Path, names: set[str]) -> None:
    """The same for a zip that is a presentation."""
    if "ppt/presentation.xml" in names:
        raise _named(path, _SLIDES, _COPY_TABLE)


def archive_refused(path: Path) -> Exception:
    """The error of an archive that is not read."""
    return _named(path, _ARCHIVE, _UNPACK)


def _named(path: Path, what: str, todo: str) -> Exception:
    return nothing_kept(_(what).format(name=path.name), _(todo))
