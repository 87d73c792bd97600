"""What could be erased of a record, and where else its words stand: to be shown to a person before it goes for good."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from desktop.workspace.changes.change_log import type_of
from desktop.workspace.changes.erasures import ERASURE, KEPT, blanked_name, numbered
from desktop.workspace.changes.proofs import AUTHOR
from desktop.workspace.changes.record_state import ChangeId
from desktop.workspace.changes.value_compression import decode, to_json, unpack
from desktop.workspace.privacy.consent import AGREED
from desktop.workspace.projection.record_reader import read_records
from desktop.workspace.records.kinds.field import ReferenceIn
from desktop.workspace.records.record_description import RecordType, Value, split_member
from desktop.workspace.records.record_types import NAMING, PEOPLE, RECORD_TYPES
from desktop.workspace.records.web_link_names import LINKS, says_nothing, shown_name, shown_value

if TYPE_CHECKING:
    from sqlalchemy import Connection

PERSON = "person"
_SHORTEST = 4
_AROUND = 30
_MOST = 500


@dataclass(frozen=True, slots=True)
class Written:
    """One value that somebody wrote into a field, and that is not erased."""

    change: ChangeId
    field: str
    value: Value
    author: str
    time: int  # ms since 1970 UTC on the author's computer
    private: bool
    name: str = ""  # of the field in the journal


def values_written(conn: Connection, record_id: str, type: str = "") -> list[Written]:
    """All values of a record that can be erased, oldest first: not the marks, nor what it is a part of. Without `type`, of the
    record that came first under its id.
    """
    rows = conn.exec_driver_sql(
        "SELECT c.replica_no, c.seq, c.data, a.name, c.time, c.private FROM change c JOIN author a ON a.no = c.author_no"
        " WHERE c.record_id = ? AND c.type = ? ORDER BY c.ms, c.counter, c.no",
        (record_id, type or type_of(conn, record_id)),
    ).fetchall()
    return [
        Written((row[0], row[1]), *_shown(name, value), author=row[3], time=row[4], private=bool(row[5]), name=name)
        for row in rows
        for name, value in decode(row[2]).items()
        if value is not None and name not in KEPT
    ]


def _shown(name: str, value: Value) -> tuple[str, Value]:
    """As people know it: a link by its address. Those of old versions have it in their name."""
    return (shown_name(name, value), shown_value(name, value)) if says_nothing(name) else (name, value)


def named_by(field: str, name: str) -> bool:
    """Is a journal field meant by `field`: itself, or a set or translated text that it is a member of?"""
    return name == field or name.startswith(f"{field}/")


def to_blank(conn: Connection, record_id: str, written: Iterable[Written], type: str = "") -> dict[ChangeId, set[str]]:
    """What `Journal.erase` is to be told so that these values go. Where the name of a field says something itself, all
    changes that have that name are among it.
    """
    found: dict[ChangeId, set[str]] = {}
    speaking: dict[str, str] = {}
    type = type or type_of(conn, record_id)
    for each in written:
        if _speaks(RECORD_TYPES.get(type), each.name):
            speaking[each.name] = blanked_name(record_id, each.name)
        else:
            found.setdefault(each.change, set()).add(each.name)
    if speaking:
        rows = conn.exec_driver_sql(
            "SELECT replica_no, seq, data, replaces FROM change WHERE record_id = ? AND type = ?", (record_id, type)
        ).fetchall()
        for replica_no, seq, data, replaces in rows:
            for name in {*decode(data), *numbered(replaces)} & speaking.keys():
                found.setdefault((replica_no, seq), set()).add(speaking[name])
    return found


def _speaks(kind: RecordType | None, name: str) -> bool:
    """Does a field's own name hold what somebody typed, as an address does?"""
    if name.startswith(LINKS):
        return not says_nothing(name)
    head, key = split_member(name)
    if not key:
        return False
    field = kind.by_name.get(head) if kind is not None else None
    return field is None or field.rules.keys_are_typed


def same_person(conn: Connection, record_id: str, type: str = PERSON) -> list[tuple[str, str]]:
    """A person with all duplicates that were merged with them, whichever stayed, and with what visits hold of them: type and
    id of each.
    """
    asked = "SELECT 1 FROM change WHERE record_id = ? AND type = ? LIMIT 1"
    if type != PERSON or conn.exec_driver_sql(asked, (record_id, PERSON)).fetchone() is None:
        return [(type_of(conn, record_id) if type == PERSON else type, record_id)]
    found, todo = {record_id}, [record_id]
    while todo:
        id = todo.pop()
        rows = conn.exec_driver_sql(
            f"SELECT id, merged_into FROM {PERSON} WHERE merged_into = ? OR id = ?", (id, id)
        ).fetchall()
        near = {str(each) for row in rows for each in row if each} - found
        found |= near
        todo += sorted(near)
    records = {(PERSON, id) for id in found}
    for kind in RECORD_TYPES.values():
        for field in kind.fields if kind.name in PEOPLE else ():
            if field.rules.reference_in is ReferenceIn.VALUE and field.target == PERSON:
                for id in sorted(found):
                    rows = conn.exec_driver_sql(f"SELECT id FROM {kind.name} WHERE {field.name} = ?", (id,))
                    records |= {(kind.name, str(row[0])) for row in rows}
    return sorted(records)


# Where else the words stand ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Mention:
    """A text of another record in which words of a person stand."""

    type: str
    id: str
    title: str
    field: str
    around: str  # the words with some before and after
    current: bool  # False: in the history only


def naming_words(conn: Connection, records: Collection[tuple[str, str]]) -> list[str]:
    """Name, e-mail and telephone of people, as they are and as they were."""
    found: dict[str, None] = {}
    for type, id in records:
        for each in values_written(conn, id, type):
            if each.field in NAMING and len(str(each.value).strip()) >= _SHORTEST:
                found[str(each.value).strip()] = None
    return list(found)


def mentions(conn: Connection, words: Collection[str], but: Collection[str]) -> list[Mention]:
    """Texts of other records that hold one of the words, capitals aside; shown ones first."""
    found: dict[tuple[str, str, str], Mention] = {}
    for word in words:
        for type, id, values in _changes_saying(conn, word, but):
            for name, value in values.items():
                around = _around(str(value), word) or _around(name, word)
                if value is not None and around:
                    found.setdefault((type, id, name), Mention(type, id, "", name, around, current=False))
    shown = _current(conn, found)
    listed = [_finished(each, shown.get(each.id), words) for each in found.values()]
    return sorted(listed, key=lambda each: (not each.current, each.type, each.title, each.id, each.field))


def _changes_saying(
    conn: Connection, word: str, but: Collection[str]
) -> Iterator[tuple[str, str, Mapping[str, Value]]]:
    """(type, record, values) of the first changes of other records in whose JSON a word stands, capitals aside."""
    wanted = to_json(word)[1:-1].lower()
    rows = conn.exec_driver_sql("SELECT type, record_id, data FROM change WHERE type <> ?", (ERASURE,))
    saying = (row for row in rows if wanted in unpack(row[2]).lower())
    for type, id, data in islice(saying, _MOST):
        if id not in but and type in RECORD_TYPES:
            yield type, id, decode(data)


def _current(
    conn: Connection, found: Mapping[tuple[str, str, str], Mention]
) -> dict[str, tuple[str, Mapping[str, Value]]]:
    shown: dict[str, tuple[str, Mapping[str, Value]]] = {}
    for type in {each[0] for each in found}:
        ids = sorted({id for its, id, _name in found if its == type})
        shown.update((record.id, (record.title, record.values)) for record in read_records(conn, type, ids))
    return shown


def _finished(
    mention: Mention, shown: tuple[str, Mapping[str, Value]] | None, words: Collection[str]
) -> Mention:  # fmt: skip
    title, values = shown or ("", {})
    value = values.get(mention.field)
    texts = (str(value), mention.field) if value is not None else ()
    now = next((around for text in texts for word in words if (around := _around(text, word))), "")
    return Mention(mention.type, mention.id, title, mention.field, now or mention.around, bool(now))


def _around(text: str, word: str) -> str:
    at = text.lower().find(word.lower())
    if at < 0:
        return ""
    first, last = max(0, at - _AROUND), at + len(word) + _AROUND
    said = " ".join(text[first:last].split())
    return f"{'…' if first else ''}{said}{'…' if last < len(text) else ''}"


def signed_with(conn: Connection, words: Collection[str]) -> list[str]:
    """Those of the words that are names under which changes were written: signatures stay."""
    names = {str(row[0]).casefold(): str(row[0]) for row in conn.exec_driver_sql("SELECT name FROM author")}
    return sorted({names[word.casefold()] for word in words if word.casefold() in names})


def changes_signed(conn: Connection, name: str) -> dict[ChangeId, set[str]]:
    """What `Journal.erase` is to be told so that a name goes from all changes that were written under it, capitals aside."""
    wanted = name.strip().casefold()
    rows = conn.exec_driver_sql(
        "SELECT c.replica_no, c.seq, a.name FROM stored_change c JOIN author a ON a.no = c.author_no WHERE a.name <> ''"
        " AND c.type <> ? ORDER BY c.no",
        (ERASURE,),
    )
    return {(int(row[0]), int(row[1])): {AUTHOR} for row in rows if str(row[2]).casefold() == wanted}


def left_desk(conn: Connection, records: Collection[tuple[str, str]]) -> bool:
    """May anything of these people have left this desk, or have come from another? What was shared once counts."""
    own = conn.exec_driver_sql("SELECT value FROM meta WHERE key = 'replica'").scalar()
    for type, id in records:
        for each in values_written(conn, id, type):
            if each.field == "consent" and each.value in AGREED:
                return True
        foreign = conn.exec_driver_sql(
            "SELECT 1 FROM change c JOIN replica r ON r.no = c.replica_no WHERE c.record_id = ? AND c.type = ?"
            " AND r.id <> ? LIMIT 1",
            (id, type, own),
        ).fetchone()
        if foreign is not None:
            return True
    return False


__all__ = [
    "PERSON",
    "Mention",
    "Written",
    "changes_signed",
    "left_desk",
    "mentions",
    "named_by",
    "naming_words",
    "same_person",
    "signed_with",
    "to_blank",
    "values_written",
]
