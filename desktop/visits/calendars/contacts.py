"""People as contacts that telephones and mail programs read (vCard 4.0, RFC 6350), as far as they agreed; and back.

Who comes in from a file has not agreed to anything yet: their consent is asked before they leave this desk again.
"""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.errors import UserFacingError
from desktop.system.errors import reading_error, writing_error
from desktop.system.files import write_whole
from desktop.visits.calendars.calendar_writer import UID_PREFIX
from desktop.visits.field_values import text_of
from desktop.visits.visit import read_visit
from desktop.words import _
from desktop.workspace import Record, Value, Workspace, record_id_from
from desktop.workspace.privacy.gate import may_be_named
from desktop.workspace.storage.open_workspaces import refuse_open_workspace

MAX_SIZE = 4_000_000
"""Bytes."""
MAX_CONTACTS = 5_000
_MAX_LINE_OCTETS = 75
"""Octets of a line."""
_MAX_TEXT = 1_000
_UNFOLD = re.compile(r"\r?\n[ \t]")


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody in a file."""

    id: str  # of the record that they are, or will be
    values: dict[str, Value]


def export_contacts(workspace: Workspace, target: Path, *, visit: str = "") -> int:
    """Write those who agreed to be shared as contacts: all people, or those of one visit; returns how many.

    Raises UserFacingError where nobody agreed, or the file cannot be written; then nothing is left behind.
    """
    cards = [_vcard(*each) for each in _people_who_agreed(workspace, visit)]
    if not cards:
        raise UserFacingError(
            _("Nobody here has agreed to be shared."),
            kept=_("No file was written."),
            todo=_("Ask them, then note their consent in their record."),
        )
    try:
        write_whole(target, "".join(cards).encode("utf-8"))
    except OSError as error:
        raise writing_error(error, target) from error
    return len(cards)


def _people_who_agreed(workspace: Workspace, visit: str) -> Iterator[tuple[Record, str]]:
    """(person or participant, name of their organisation)."""
    if visit:
        read = read_visit(workspace, visit)
        if read is None:
            raise UserFacingError(_("There is no visit {id}.").format(id=visit), kept=_("No file was written."))
        ids = sorted({text_of(each.values, "person") for each in read.participants} - {""})
        known = {each.id: each for each in workspace.records("person", ids)}
        people = [each for each in read.participants if may_be_named(each, known)]
        names = read.names
    else:
        with workspace.reading_directly() as conn:
            ids = [row[0] for row in conn.execute("SELECT id FROM person WHERE listed = 1 ORDER BY no")]
        people = [each for each in workspace.records("person", ids) if may_be_named(each)]
        wanted = sorted({text_of(each.values, "organisation") for each in people} - {""})
        names = {each.id: each.title for each in workspace.records("organisation", wanted)}
    for person in people:
        yield person, names.get(text_of(person.values, "organisation"), "")


def _vcard(person: Record, organisation: str) -> str:
    values = person.values
    role = text_of(values, "role") if person.type == "person" else text_of(values, "function")
    lines = [
        "BEGIN:VCARD",
        "VERSION:4.0",
        f"UID:{UID_PREFIX}{person.id}",
        f"FN:{_escape(person.title)}",
        *(f"{name}:{_escape(words)}" for name, words in (("ORG", organisation), ("TITLE", role)) if words),
        *([f"EMAIL:{_escape(text_of(values, 'email'))}"] if text_of(values, "email") else []),
        *([f"TEL;VALUE=text:{_escape(text_of(values, 'telephone'))}"] if text_of(values, "telephone") else []),
        *(f"LANG:{code}" for code in person.members("languages")),
        "END:VCARD",
    ]
    return "".join(f"{_fold(line)}\r\n" for line in lines)


def _escape(words: str) -> str:
    for letter in "\\,;":
        words = words.replace(letter, f"\\{letter}")
    return words.replace("\r", "").replace("\n", "\\n").replace("\x00", "")


def _fold(line: str) -> str:
    """Lines of 75 octets, broken between letters."""
    parts, part, size = list[str](), "", 0
    for letter in line:
        octets = len(letter.encode("utf-8"))
        if size + octets > _MAX_LINE_OCTETS:
            parts.append(part)
            part, size = " ", 1
        part, size = part + letter, size + octets
    return "\r\n".join([*parts, part])


# Back ----------------------------------------------------------------------------------------------------------------


def read_contacts(path: Path) -> list[Contact]:
    """The people in a file of contacts (versions 2.1 to 4.0). Raises UserFacingError where it is none or too large."""
    refuse_open_workspace(path)
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MAX_SIZE else b""
    except OSError as error:
        raise reading_error(error, path) from error
    if size > MAX_SIZE:
        raise UserFacingError(
            _("{name} is larger than any list of contacts: {size} MB.").format(name=path.name, size=size // 1_000_000),
            kept=_("Nothing was taken in."),
            todo=_("Export from the other program without photos."),
        )
    text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    if not text.lstrip().upper().startswith("BEGIN:VCARD"):
        raise UserFacingError(_("{name} holds no contacts.").format(name=path.name), kept=_("Nothing was taken in."))
    found: dict[str, Contact] = {}
    for card in re.split(r"(?im)^BEGIN:VCARD[ \t]*\r?$", text)[1 : MAX_CONTACTS + 1]:
        contact = _read_card(_UNFOLD.sub("", card))
        if contact is not None:
            found[contact.id] = contact
    return list(found.values())


def import_contacts(workspace: Workspace, contacts: Sequence[Contact], label: str) -> int:
    """Write those who are not here yet, as one action; returns how many. Who is here stays as they are."""
    new = [each for each in contacts if workspace.record(each.id) is None]
    with workspace.journal.group("import", label):
        for each in new:
            workspace.journal.edit(each.id, {**each.values, "consent": "none"}, type="person")
    return len(new)


def _read_card(card: str) -> Contact | None:
    values: dict[str, Value] = {}
    uid = organisation = ""
    for line in card.splitlines():
        name, words = _parts(line)
        if name == "FN" and "name" not in values:
            values["name"] = words
        elif name == "N" and not values.get("name"):
            values["name"] = " ".join(part for part in reversed(words.split("\n")[:2]) if part)
        elif name in ("TITLE", "ROLE") and "role" not in values:
            values["role"] = words
        elif name == "ORG":
            organisation = organisation or words.replace("\n", ", ")
        elif name == "EMAIL" and "email" not in values:
            values["email"] = words.removeprefix("mailto:")
        elif name == "TEL" and "telephone" not in values:
            values["telephone"] = words.removeprefix("tel:")
        elif name == "UID":
            uid = words
        elif name == "END":
            break
    if not values.get("name"):
        return None
    if organisation:
        values["role"] = ", ".join(str(each) for each in (values.get("role"), organisation) if each)
    rest = uid.removeprefix(UID_PREFIX)
    own = uid.startswith(UID_PREFIX) and re.fullmatch(r"[0-9a-f-]{36}", rest) is not None
    key = uid or f"{values['name']} {values.get('email', '')}"
    return Contact(rest if own else record_id_from(f"vcard:{key}"), {k: v for k, v in values.items() if v})


def _parts(line: str) -> tuple[str, str]:
    """(NAME, words) of a line; the parts of a structured value stand in lines of their own."""
    head, _colon, value = _split_colon(line)
    name, _semicolon, parameters = head.partition(";")
    if "QUOTED-PRINTABLE" in parameters.upper():
        value = quopri.decodestring(value.encode("utf-8", "replace")).decode("utf-8", "replace")
    value = re.sub(r"\\([nN,;:\\])", lambda found: "\n" if found[1] in "nN" else f"\x01{ord(found[1])}\x02", value)
    if name.rpartition(".")[2].upper() in ("N", "ORG"):
        value = value.replace(";", "\n")
    value = re.sub("\x01(\\d+)\x02", lambda found: chr(int(found[1])), value)
    return name.rpartition(".")[2].upper(), value.replace("\x00", "").strip()[:_MAX_TEXT]


def _split_colon(line: str) -> tuple[str, str, str]:
    quoted = False
    for at, letter in enumerate(line):
        if letter == '"':
            quoted = not quoted
        elif letter == ":" and not quoted:
            return line[:at], ":", line[at + 1 :]
    return line, "", ""
