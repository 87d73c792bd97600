"""People in a file of contacts that somebody sent (vCard 2.1, 3.0 and 4.0), and who of them is here already."""

from __future__ import annotations

import re
import uuid
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path

from desktop.errors import UserFacingError
from desktop.i18n import _, ngettext
from desktop.visits.calendars.calendar_reader import broken_letters_sentence, encoding_sentence
from desktop.visits.calendars.calendar_writer import UID_PREFIX
from desktop.visits.calendars.content_lines import (
    Component,
    Components,
    ContentLine,
    begins_with,
    read_up_to,
    whole_components,
)
from desktop.visits.field_values import Values, text_of
from desktop.vocabularies import fold, load
from desktop.workspace import Value, Workspace, record_id_from

MAX_SIZE = 4_000_000
"""Bytes."""
MAX_CONTACTS = 5_000
_MAX_TEXT = 1_000
_MAX_COMPARED = 50
"""Cards of one name and one number that are looked at."""
_MORE = frozenset(
    ("ADR", "LABEL", "NOTE", "PHOTO", "LOGO", "SOUND", "BDAY", "ANNIVERSARY", "URL", "IMPP", "KEY", "X-SOCIALPROFILE")
)
"""What a card holds that a person here has no field for."""
_GROUPS = frozenset(("GROUP", "LOCATION", "DEVICE", "APPLICATION"))


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody in a file."""

    id: str  # in the file; of the record too, where the card has an identifier
    values: dict[str, Value]
    from_text: bool = False  # it has none: the id follows from name and address

    def record_id(self, people: uuid.UUID) -> str:
        """Of the record that they will be. By an id that follows from name and address these could be guessed: so it hangs
        on something that never leaves this desk (`people`).
        """
        return str(uuid.uuid5(people, self.id)) if self.from_text else self.id


@dataclass
class ContactFile:
    """The people in a file, and in sentences what was left out of it."""

    contacts: list[Contact] = field(default_factory=list[Contact])
    problems: list[str] = field(default_factory=list[str])


class Match(Enum):
    """What somebody in a file is to the people here."""

    NEW = "new"
    KNOWN = "known"  # the same card, or the same name with the same address or number
    NAMESAKE = "namesake"  # somebody has the same name: perhaps the same person


def read_contacts(path: Path) -> ContactFile:
    """Read a file of contacts. Raises UserFacingError where it is none, broken or too large."""
    read = _components(path)
    cards = [each for each in read.components if each.name == "VCARD"]
    found, seen = ContactFile(), Counter[str]()
    contacts = _Contacts()
    for card in cards[:MAX_CONTACTS]:
        reader = _CardReader(card)
        contact = reader.contact()
        seen.update(reader.remarks)
        if contact is not None:
            seen["twice"] += contacts.add(contact, named=bool(card.text("UID")))
    found.contacts = contacts.all()
    seen["beyond"], seen["unread"] = max(len(cards) - MAX_CONTACTS, 0), read.unread
    found.problems = _sentences(seen)
    if read.broken:
        found.problems.append(broken_letters_sentence(read.broken))
    if read.guessed:
        found.problems.append(encoding_sentence(read.guessed))
    return found


class _Contacts:
    """People of a file, each once."""

    def __init__(self) -> None:
        self._found: dict[str, Contact] = {}
        self._named: set[str] = set()
        self._by_address: dict[tuple[str, str], list[str]] = {}

    def all(self) -> list[Contact]:
        """In the order of the file."""
        return list(self._found.values())

    def add(self, contact: Contact, *, named: bool) -> bool:
        """One more; true where they are in the file already, and the two cards are joined. `named`: by a UID."""
        same = self._known(contact, named)
        joined = contact if same is None else replace(same, values={**contact.values, **same.values})
        self._found[joined.id] = joined
        for address in _addresses(joined.values):
            ids = self._by_address.setdefault(address, [])
            if joined.id not in ids[-_MAX_COMPARED:]:
                ids.append(joined.id)
        if same is None and named:
            self._named.add(contact.id)
        return same is not None

    def _known(self, contact: Contact, named: bool) -> Contact | None:
        if contact.id in self._found:
            return self._found[contact.id]
        for address in _addresses(contact.values):
            for id in self._by_address.get(address, [])[:_MAX_COMPARED]:
                email, telephone = (text_of(self._found[id].values, name) for name in ("email", "telephone"))
                if not (named and id in self._named) and _same_address(contact.values, email, telephone):
                    return self._found[id]
        return None


def _addresses(values: Values) -> list[tuple[str, str]]:
    """The name with each address and number."""
    found = text_of(values, "email").lower(), _digits(text_of(values, "telephone"))
    return [(_name_key(values), each) for each in found if each]


_NAMESPACE_KEY = "people_namespace"
"""In `meta`; what imported lists use too."""


def people_namespace(workspace: Workspace) -> uuid.UUID:
    """What the ids of people hang on who come without an identifier; a new one where none was kept yet."""
    return uuid.UUID(workspace.meta(_NAMESPACE_KEY) or str(uuid.uuid4()))


def keep_people_namespace(workspace: Workspace, people: uuid.UUID) -> None:
    """From now on ids of people hang on this."""
    workspace.set_meta(_NAMESPACE_KEY, str(people))


def match_contacts(workspace: Workspace, contacts: Sequence[Contact]) -> dict[str, Match]:
    """By id: who is here already, and who only has the name of somebody here or of somebody else in the file."""
    names = Counter(_name_key(each.values) for each in contacts)
    found, people = dict[str, Match](), people_namespace(workspace)
    with workspace.reading_directly() as conn:
        for each in contacts:
            rows = conn.execute(
                "SELECT email, telephone FROM person WHERE listed = 1 AND name_key = ? LIMIT 200",
                (_name_key(each.values),),
            ).fetchall()
            ids = (each.id, each.record_id(people))  # a version before took the id of the file
            if any(workspace.record(id, "person") is not None for id in ids) or any(
                _same_address(each.values, *row) for row in rows
            ):
                found[each.id] = Match.KNOWN
            else:
                found[each.id] = Match.NAMESAKE if rows or names[_name_key(each.values)] > 1 else Match.NEW
    return found


def namesake_sentences(matches: Mapping[str, Match]) -> list[str]:
    """The question that equal names are."""
    count = sum(each is Match.NAMESAKE for each in matches.values())
    if not count:
        return []
    return [
        ngettext(
            "One new contact has the same name as somebody else: check whether they are the same person.",
            "{count} new contacts have the same name as somebody else: check whether they are the same person.",
            count,
        ).format(count=count)
    ]


def _components(path: Path) -> Components:
    size, data = read_up_to(path, MAX_SIZE)
    kept, name = _("Nothing was imported."), path.name
    if size > MAX_SIZE:
        raise UserFacingError(
            _("{name} is too large for a list of contacts: {size} MB.").format(name=name, size=size // 1_000_000),
            kept=kept,
            todo=_("Export from the other program without photos."),
        )
    if not begins_with(data, "VCARD"):
        raise UserFacingError(_("{name} contains no contacts.").format(name=name), kept=kept)
    return whole_components(data, name, _("{name} is broken and its contacts cannot be read.").format(name=name))


def _sentences(seen: Mapping[str, int]) -> list[str]:
    """What was left out or read in another way, with its number."""
    said: dict[str, Callable[[int], str]] = {
        "organisation": lambda n: ngettext(
            "One card names an organisation and no person: imported as a contact of this name.",
            "{count} cards name an organisation and no person: imported as contacts of these names.", n),
        "nameless": lambda n: ngettext(
            "One card has no name: its e-mail address or number stands for it.",
            "{count} cards have no name: their e-mail address or number stands for it.", n),
        "empty": lambda n: ngettext(
            "One card has neither a name nor an address or number: left out.",
            "{count} cards have neither a name nor an address or number: left out.", n),
        "group": lambda n: ngettext(
            "One card is a group or a thing and no person: left out.",
            "{count} cards are groups or things and no people: left out.", n),
        "twice": lambda n: ngettext(
            "One card is of somebody who stands in the file already: joined.",
            "{count} cards are of people who stand in the file already: joined.", n),
        "more": lambda n: ngettext(
            "One card holds more than a contact here can (further numbers, postal addresses, notes, photos): left out.",
            "{count} cards hold more than a contact here can (further numbers, postal addresses, notes, photos): left out.",
            n),
        "beyond": lambda n: ngettext(
            "One card is beyond the most that are read: left out.",
            "{count} cards are beyond the most that are read: left out.", n),
        "unread": lambda n: ngettext(
            "One line of the file was not understood: left out.",
            "{count} lines of the file were not understood: left out.", n),
    }  # fmt: skip
    return [words(seen[key]).format(count=seen[key]) for key, words in said.items() if seen.get(key)]


class _CardReader:
    """What one card says of somebody."""

    def __init__(self, card: Component) -> None:
        self._card = card
        self.remarks: list[str] = []

    def contact(self) -> Contact | None:
        """The person; None where there is none. `remarks` say what else is to be known of the card."""
        card = self._card
        kind = (card.text("KIND") or card.text("X-ADDRESSBOOKSERVER-KIND")).upper()
        if kind in _GROUPS:
            self.remarks.append("group")
            return None
        named = card.first("ORG")
        organisation = ", ".join(filter(None, named.parts())) if named is not None else ""
        email, telephone = self._best("EMAIL"), self._best("TEL")
        own_name = self._name(email)
        name = own_name or organisation or email or telephone
        if not name:
            self.remarks.append("empty")
            return None
        if name == organisation:
            self.remarks.append("organisation")
        elif not own_name:
            self.remarks.append("nameless")
        role = card.text("TITLE") or card.text("ROLE")
        texts = {
            "name": name,
            "role": ", ".join(each for each in (role, organisation if organisation != name else "") if each),
            "email": email,
            "telephone": telephone,
        }
        values: dict[str, Value] = {key: text[:_MAX_TEXT] for key, text in texts.items() if text}
        languages = load("languages")
        for line in card.all("LANG"):
            if (code := line.text.lower()) in languages:
                values[f"languages/{code}"] = True
        if card.components or any(map(_is_more, card.lines)) or any(
            len(set(map(_address, card.all(each))) - {""}) > 1 for each in ("EMAIL", "TEL")
        ):  # fmt: skip
            self.remarks.append("more")
        uid = card.text("UID")[:_MAX_TEXT]
        return Contact(_id_of(uid, values), values, from_text=not uid)

    def _name(self, email: str) -> str:
        """As it is written in full, or else put together of its parts."""
        full = self._best("FN")
        if full and full != email:
            return full
        for line in self._card.all("N"):
            parts = line.parts()
            family, given = parts[0], parts[1] if len(parts) > 1 else ""
            if name := " ".join(each for each in (given, family) if each) or " ".join(filter(None, parts[2:])):
                return name
        return full

    def _best(self, name: str) -> str:
        """The address or number that the card prefers, or its first; a fax only where there is nothing else."""
        found = list[tuple[int, str]]()
        for line in self._card.all(name):
            if words := _address(line):
                found.append((_rank(line, words), words))
        return min(found, key=lambda each: each[0])[1] if found else ""


def _is_more(line: ContentLine) -> bool:
    """Is it what a person here has no field for?"""
    return line.name in _MORE and bool(line.value.strip("; ") or "ENCODING" in line.params)


def _address(line: ContentLine) -> str:
    words = line.text
    prefix = {"EMAIL": "mailto:", "TEL": "tel:"}.get(line.name, "")
    return words[len(prefix) :].strip() if prefix and words.lower().startswith(prefix) else words


def _rank(line: ContentLine, words: str) -> int:
    """The smaller, the better."""
    types = {each.strip().upper() for each in line.params.get("TYPE", "").split(",")}
    preference = line.params.get("PREF", "")
    if "FAX" in types or (line.name == "EMAIL" and "@" not in words):
        return 300
    if "PREF" in types:
        return 0
    return int(preference) if preference.isdecimal() and len(preference) < 4 else 101


def _id_of(uid: str, values: Values) -> str:
    """The record that a card is: its own id where it came from a desk, else one that follows from what it says.

    The name alone is nobody: two people of one name are told apart by their address, or else by their number.
    """
    rest = uid.removeprefix(UID_PREFIX)
    if uid.startswith(UID_PREFIX) and re.fullmatch(r"[0-9a-f-]{36}", rest):
        return rest
    email, telephone = text_of(values, "email"), text_of(values, "telephone")
    return record_id_from(
        f"vcard:{uid or ' '.join((text_of(values, 'name'), email or _digits(telephone) or telephone))}"
    )


def _name_key(values: Values) -> str:
    return fold(text_of(values, "name"))


def _same_address(values: Values, email: str | None, telephone: str | None) -> bool:
    """The same e-mail address; where one of them has none, the same number however it is written."""
    own_email, own_number = text_of(values, "email").lower(), _digits(text_of(values, "telephone"))
    if own_email and email:
        return own_email == email.lower()
    return bool(own_number) and own_number == _digits(telephone)


def _digits(telephone: str | None) -> str:
    found = re.sub(r"\D", "", telephone or "")
    return found if len(found) > 4 else ""
