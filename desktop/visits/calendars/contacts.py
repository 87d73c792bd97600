"""People as contacts that telephones and mail programs read (vCard 4.0, RFC 6350), as far as they agreed; and back.

Who comes in from a file has not agreed to anything yet: their consent is asked before they leave this desk again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from desktop.errors import UserFacingError
from desktop.i18n import _
from desktop.system.errors import writing_error
from desktop.system.files import write_whole
from desktop.visits.calendars.calendar_writer import UID_PREFIX
from desktop.visits.calendars.contact_reader import (
    Contact,
    Match,
    keep_people_namespace,
    match_contacts,
    people_namespace,
)
from desktop.visits.field_values import text_of
from desktop.visits.visit import read_visit
from desktop.workspace import Record, Workspace
from desktop.workspace.privacy.gate import may_be_named

_MAX_LINE_OCTETS = 75
"""Octets of a line."""


def export_contacts(workspace: Workspace, target: Path, *, visit: str = "", people: Sequence[str] | None = None) -> int:
    """Write those who agreed to be shared as contacts: all people, these, or those of one visit; returns how many.

    Raises UserFacingError where nobody agreed, or the file cannot be written; then nothing is left behind.
    """
    cards = [_vcard(*each) for each in _people_who_agreed(workspace, visit, people)]
    if not cards:
        raise UserFacingError(
            _("Nobody here has agreed to share their details."),
            kept=_("No file was written."),
            todo=_("Ask them, then note their consent in their record."),
        )
    try:
        write_whole(target, "".join(cards).encode("utf-8"))
    except OSError as error:
        raise writing_error(error, target) from error
    return len(cards)


def contact_lines(workspace: Workspace, people: Sequence[str]) -> list[str]:
    """A line for each of these people who agreed, as mail programs take it: `Name <address>`; without an address the name."""
    found: list[str] = []
    for person, _organisation in _people_who_agreed(workspace, "", people):
        name, email = " ".join(person.title.split()), text_of(person.values, "email")
        plain = all(letter.isalnum() or letter in " -'’." for letter in name)
        quoted = name if plain else '"' + name.replace("\\", "").replace('"', "") + '"'
        found.append(f"{quoted} <{email}>" if email else name)
    return found


def _people_who_agreed(
    workspace: Workspace, visit: str, chosen: Sequence[str] | None = None
) -> Iterator[tuple[Record, str]]:
    """(person or participant, name of their organisation): of a visit, of these people, or of all."""
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
            every = [row[0] for row in conn.execute("SELECT id FROM person WHERE listed = 1 ORDER BY no")]
        ids = every if chosen is None else list(chosen)
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


def import_contacts(workspace: Workspace, contacts: Sequence[Contact], label: str) -> int:
    """Write those who are not here yet, as one action; returns how many. Who is here stays as they are."""
    matches = match_contacts(workspace, contacts)
    new = [each for each in contacts if matches[each.id] is not Match.KNOWN]
    people = people_namespace(workspace)
    with workspace.journal.group("import", label):
        keep_people_namespace(workspace, people)
        for each in new:
            workspace.journal.edit(each.record_id(people), {**each.values, "consent": "none"}, type="person")
    return len(new)
