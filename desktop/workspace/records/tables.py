"""The tables of a workspace: the journal's, and one for each record type, made from its description.

Plain SQL that PostgreSQL also speaks; what only SQLite knows stays in `storage` and `search_index`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sqlalchemy import (
    Column,
    Connection,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TextClause,
    UniqueConstraint,
    text,
)

from desktop.workspace.records.kinds.field import Search, Storage
from desktop.workspace.records.record_description import Field, RecordType
from desktop.workspace.records.record_types import RECORD_TYPES

metadata = MetaData()

meta = Table(
    "meta",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

replica = Table(
    "replica",
    metadata,
    Column("no", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
)

replica_key = Table(
    "replica_key",
    metadata,
    Column("replica_no", Integer, primary_key=True, autoincrement=False),
    Column("public_key", LargeBinary, nullable=False),  # 32 bytes
    Column("nonce", LargeBinary, nullable=False),  # 16 bytes
)
"""From what the id of a replica follows, see `replica_ids.py`; those of old versions have none."""

author = Table(
    "author",
    metadata,
    Column("no", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
)

change_group = Table(
    "change_group",
    metadata,
    Column("no", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("label", Text, nullable=False, server_default=""),
    Column("time", Integer, nullable=False),
    Column("mine", Integer, nullable=False),
    Column("undoes", Integer),  # change_group.no
    Column("undone_by", Integer),  # change_group.no
)

stored_change = Table(
    "stored_change",
    metadata,
    Column("no", Integer, primary_key=True),
    Column("replica_no", Integer, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("ms", Integer, nullable=False),
    Column("counter", Integer, nullable=False),
    Column("type", Text, nullable=False),
    Column("record_id", Text, nullable=False),
    Column(
        "data", LargeBinary, nullable=False
    ),  # {field: value}: text or bytes, as `encoding.py` says, or place in block
    Column("replaces", Text),  # JSON {field: [[replica_no, seq], ...]}
    Column("group_no", Integer, nullable=False),
    Column("author_no", Integer, nullable=False),
    Column("time", Integer, nullable=False),  # ms since 1970 UTC on the author's computer
    Column("private", Integer, nullable=False, server_default="0"),
    UniqueConstraint("replica_no", "seq", name="uq_change_id"),
    Index("ix_change_record", "record_id"),
    Index("ix_change_group", "group_no"),
)
"""What is read is the view `change`, with `data` as `encoding.py` reads it."""

proof = Table(
    "proof",
    metadata,
    Column("change_no", Integer, primary_key=True),
    Column("digest", LargeBinary, nullable=False),  # 32 bytes
    Column("salt", LargeBinary, nullable=False),  # 16 bytes; none where something was erased
    Column("signature", LargeBinary, nullable=False),  # 64 bytes; none where it is private
    Column("gone", Text),  # JSON: commitments to what was erased, and keys of what is left
)
"""Who wrote a change, see `proofs.py`. None stands here for what somebody is still typing, and for old changes."""

late_reference = Table(
    "late_reference",
    metadata,
    Column("replica_no", Integer, primary_key=True, autoincrement=False),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("mark", Text, primary_key=True),
    Column("change_no", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
"""Changes that replace one that has not come: in theirs, it stands with its mark, and displaces nothing until it comes."""

change_block = Table(
    "change_block",
    metadata,
    Column("first", Integer, primary_key=True),  # stored_change.no of its first change
    Column("data", LargeBinary, nullable=False),
)
"""The values of changes that follow each other, compressed together."""


arrival = Table(
    "arrival",
    metadata,
    Column("no", Integer, primary_key=True),
    Column("group_no", Integer, nullable=False),  # the action of this desk that took it in, to be undone by
    Column("label", Text, nullable=False),  # the name of the file
    Column("time", Integer, nullable=False),  # ms since 1970 UTC, on this computer
    Column("sender", Text, nullable=False),
    Column("sender_replica", Text, nullable=False),
    Column("first_no", Integer, nullable=False),  # change.no of the first and the last change that it brought
    Column("last_no", Integer, nullable=False),
    Column("report", Text, nullable=False),  # JSON
)

deferred = Table(
    "aside",
    metadata,
    Column("replica", Text, primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("type", Text, nullable=False),
    Column("record_id", Text, nullable=False),
    Column("body", Text, nullable=False),  # JSON: the rest of the change, word for word
    Column("label", Text, nullable=False),  # the name of the file that brought it
    Column("sender", Text, nullable=False),
    Column("time", Integer, nullable=False),  # ms since 1970 UTC on this computer
    Index("ix_aside_record", "record_id"),
)
"""Whole changes that a person did not take in yet: kept and shown, not held."""

quarantine = Table(
    "quarantine",
    metadata,
    Column("no", Integer, primary_key=True),
    Column("why", Text, nullable=False),
    Column("replica", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("type", Text, nullable=False),
    Column("record_id", Text, nullable=False),
    Column("body", Text, nullable=False),  # JSON: the rest of the change, word for word
    Column("sender", Text, nullable=False),
    Column("label", Text, nullable=False),  # the name of the file that brought it
    Column("time", Integer, nullable=False),  # ms since 1970 UTC on this computer
    Index("ix_quarantine_change", "replica", "seq"),
)
"""Whole changes of which a person has to decide whether they come in, see `quarantine.py`."""

partner = Table(
    "partner",
    metadata,
    Column("no", Integer, primary_key=True),
    Column("name", Text, nullable=False),  # as this desk calls them
    Column("claimed", Text, nullable=False),  # as they call themselves
    Column("role", Text, nullable=False),
    Column("key", Text, nullable=False, unique=True),  # public key, hexadecimal
    Column("workspace", Text, nullable=False),  # its id
    Column("replica", Text, nullable=False),  # under which they wrote last
    Column("former", Text, nullable=False),  # JSON: replicas of theirs before that
    Column("met", Integer, nullable=False),  # ms since 1970 UTC on this computer, as the other times
    Column("seen", Text, nullable=False),  # JSON: the have-set that their last package told
    Column("seen_time", Integer, nullable=False),
    Column("lacks", Text, nullable=False),  # JSON: sha256 of the attachments that it asked for
    Column("sent", Text),  # JSON: what they hold once they have taken in what was made for them last
    Column("sent_time", Integer),
    Column("offers", Text, nullable=False, server_default="{}"),  # JSON: the have-set that they said to give in full
    Column("erases", Text, nullable=False, server_default="asked"),  # what becomes of their requests to erase
    Column("brings_old", Integer, nullable=False, server_default="0"),  # may they bring changes in others' names?
    Column("sealing_key", Text, nullable=False, server_default=""),  # X25519 key of theirs, hexadecimal
)
"""Desks that packages came from. Stays on this desk."""

partner_sum = Table(
    "partner_sum",
    metadata,
    Column("key", Text, primary_key=True),  # public key, hexadecimal
    Column("replica", Text, primary_key=True),
    Column("spans", Text, nullable=False),  # JSON: the have-set of that replica that it is about
    Column("sum", Text, nullable=False),  # hexadecimal
    sqlite_with_rowid=False,
)
"""What the last package of a partner said of the changes that they hold: a checksum for each replica."""

partner_standing = Table(
    "partner_standing",
    metadata,
    Column("key", Text, primary_key=True),  # public key, hexadecimal; of desks that are no partners too
    Column("state", Text, nullable=False),  # "", frozen or blocked
    Column("confirmed_by", Text, nullable=False),  # who compared the verification code; "" where nobody did
    Column("confirmed", Integer, nullable=False),  # when, ms since 1970 UTC on this computer
    Column(
        "through", Text, nullable=False, server_default=""
    ),  # the key of the partner together with whom it was blocked
    sqlite_with_rowid=False,
)
"""What a person of this desk said of the keys of others."""

new_desk = Table(
    "new_desk",
    metadata,
    Column("key", Text, primary_key=True),  # public key, hexadecimal
    Column("name", Text, nullable=False),  # as they call themselves
    Column("workspace", Text, nullable=False),  # its id
    Column("replica", Text, nullable=False),  # that made the package
    Column("file", Text, nullable=False),  # the name of the package that waits
    Column("time", Integer, nullable=False),  # of the first one, ms since 1970 UTC on this computer
    sqlite_with_rowid=False,
)
"""Desks whose first package waits until a person accepts them."""

introduction = Table(
    "introduction",
    metadata,
    Column("old", Text, primary_key=True),  # public keys, hexadecimal
    Column("new", Text, primary_key=True),
    Column("sealing_key", Text, nullable=False),  # X25519 key of the new one
    Column("made", Text, nullable=False),
    Column("old_signature", Text, nullable=False),
    Column("new_signature", Text, nullable=False),
    Column("linked", Integer, nullable=False),  # ms since 1970 UTC on this computer; 0: not
    Column("linked_by", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""Desks that say they came in the place of others, signed by both; those that a person linked are one person's."""

consolidation_table = Table(
    "gathering",
    metadata,
    Column("no", Integer, primary_key=True),
    Column("place", Text, nullable=False),  # the folder
    Column("begun", Integer, nullable=False),  # ms since 1970 UTC on this computer
    Column("files", Integer, nullable=False),  # found in it
    Column("ended", Integer),  # NULL: it was stopped before the end
    Column("standing", Text),  # JSON: who delivered and who did not, as it was at the end
)
"""Consolidations: whole folders of packages taken in, one after the other."""

delivery = Table(
    "delivery",
    metadata,
    Column("no", Integer, primary_key=True),
    Column("gathering_no", Integer, nullable=False),
    Column("path", Text, nullable=False),  # below the folder
    Column("sha256", Text, nullable=False),  # of the file; "" of what was not read
    Column("outcome", Text, nullable=False),
    Column("key", Text, nullable=False),  # the sender's public key, hexadecimal; "" where nobody signed
    Column("arrival_no", Integer),  # what it brought, where that was anything
    Column("report", Text, nullable=False),  # JSON
    UniqueConstraint("gathering_no", "path", name="uq_delivery_path"),
    Index("ix_delivery_sha256", "sha256"),
)
"""The files of a consolidation, each written in the transaction that took its package in."""

erased = Table(
    "erased",
    metadata,
    Column("no", Integer, primary_key=True),
    Column("change_no", Integer, nullable=False),  # change.no of the erasure that names it
    Column("record_id", Text, nullable=False),  # all of this record; "" where one change is named
    Column("replica_no", Integer, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("fields", Text),  # JSON: names of the fields of that change
    Column("only_of", Integer, nullable=False, server_default="0"),  # replica.no: only what its desk wrote; 0: all
    Index("ix_erased_record", "record_id"),
    Index("ix_erased_change", "replica_no", "seq"),
)
"""What erasures in force name, as `erasures.py` says: follows from the journal and from what was decided about requests,
and is looked up in when changes come.
"""

erasure_decision = Table(
    "erasure_decision",
    metadata,
    Column("change_no", Integer, primary_key=True),  # change.no of the erasure
    Column("state", Text, nullable=False),  # decided, asked or declined
    Column("proven", Integer, nullable=False),  # is it sure to come from the desk that it names as its own?
    Column("sender", Text, nullable=False),  # who brought it; "" of own ones
    Column("time", Integer, nullable=False),  # of the decision or the arrival, ms since 1970 UTC on this computer
)
"""How far each erasure is in force on this desk."""

member_code = Table(
    "member_code",
    metadata,
    Column("no", Integer, primary_key=True),
    Column("field", Text, nullable=False),
    Column("code", Text, nullable=False),
    UniqueConstraint("field", "code", name="uq_member_code"),
)
"""Field and code of each member that any record has, once: the number stands with the records."""

_LIST_INDEXES = MappingProxyType(
    {
        "activity": {
            # Narrow enough to stand for the table where a list is counted, or filtered by what most people choose.
            "start": ("start", "no", "kind", "status", "country", "year", "missing", "conflicts"),
            "modified": ("modified",),
        },
        "visit": {
            "start": ("start", "no", "stage", "approach", "country", "year", "missing", "conflicts"),
            "modified": ("modified",),
            "days": ("first_day", "last_day"),  # what a calendar asks for
        },
    }
)
"""For a way in which a list can stand: the columns, after `listed`, that give it without sorting. Where nothing is said
here, `list_index` follows from the field.
"""


def list_order(kind: RecordType) -> str:
    """The column that a list of records stands by where nothing else is said: the newest first, or by name."""
    return "start" if "start" in kind.by_name else kind.by_name[kind.title].key_column


def list_index(kind: RecordType, field: Field) -> tuple[str, ...]:
    """What an index of a list that is sorted by a field has after `listed`: columns, or an expression."""
    if field.rules.search is Search.CODE:
        return field.name, list_order(kind)  # code by code, and within one by date or name
    return (field.key_column if field.rules.has_key else field.rules.sort_sql(field.name),)


def list_indexes(kind: RecordType) -> dict[str, tuple[str, ...]]:
    """The indexes of a list of records, by the field that it is sorted by."""
    if not kind.searched:
        return {}
    found = {field.name: list_index(kind, field) for field in kind.fields if field.sortable}
    return found | _LIST_INDEXES.get(kind.name, {"modified": ("modified",)})


INDEXED = ("title_indexed", "text_indexed", "place_indexed", "organisation_indexed", "note_indexed")
"""Words of a record's texts that SQLite's tokenizer does not fold as the desk does, folded; NULL for most records."""

DERIVED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "activity": ("year", "organisation_words", "place_words", "title_more", "text_more"),
        "visit": ("year", "organisation_words", "host_words", "visitor_words", "place_words", "title_more", "text_more",
                  "first_day", "last_day"),
        "session": ("day", "minute"),
        "organisation": ("place_words", "title_more"),
        "person": ("organisation_words",),
        "need": ("organisation_words", "title_more", "text_more"),
        "offer": ("organisation_words", "title_more", "text_more"),
        "module": ("title_more", "text_more"),
        "goal": ("organisation_words", "title_more", "text_more"),
        "indicator": ("organisation_words", "place_words", "title_more"),
    }
)  # fmt: skip
"""Columns that follow from a record's fields, and from the names of its organisations, so that lists need not compute."""

_NUMBERS = frozenset({"year", "day", "minute"})

_PART_INDEXES = MappingProxyType(
    {
        "task": ("state", "parent"),
        "commitment": ("state", "due"),
        "follow_up": ("done", "parent"),
    }
)
"""A further index of parts, for what is asked of many visits at once: what is due."""

_AFTER_PARENT = MappingProxyType({"session": ("day", "minute")})
"""What parts are ordered by, in the index of their parents."""


@dataclass(frozen=True)
class RecordTables:
    """The table of a record type and the one of its members."""

    record: Table
    members: Table


def list_index_name(kind: RecordType, name: str) -> str:
    """The index of a list that is sorted by a field."""
    return f"ix_{kind.name}_by_{name}"


def index_part(column: str) -> str | TextClause:
    """A column of an index, or an expression."""
    return column if column.isidentifier() else text(column)


def _column(field: Field) -> Column[int] | Column[str]:
    return Column(field.name, Integer) if field.rules.storage is Storage.WHOLE else Column(field.name, Text)


def _record_table(kind: RecordType) -> Table:
    columns: list[Column[int] | Column[str]] = [
        Column("no", Integer, primary_key=True),
        Column("id", Text, nullable=False, unique=True),
        *(_column(field) for field in kind.columns),
        *(Column(field.key_column, Text) for field in kind.keyed),
    ]
    for name in DERIVED.get(kind.name, ()):
        columns.append(Column(name, Integer) if name in _NUMBERS else Column(name, Text))
    columns += [
        Column("listed", Integer, nullable=False),
        Column("binned", Integer, nullable=False),
        Column("survivor", Text),
        Column("conflicts", Integer, nullable=False),
        Column("missing", Integer, nullable=False),
        Column("created", Integer, nullable=False),
        Column("modified", Integer, nullable=False),
        Column("made", Integer, nullable=False),
        Column("heads", Text),
        Column("extra", Text),
        Column("deleted", Integer),
        Column("merged_into", Text),
    ]
    if kind.searched:
        columns += [Column(name, Text) for name in INDEXED]
    merged = text("merged_into IS NOT NULL")
    indexes = [Index(f"ix_{kind.name}_merged", "merged_into", sqlite_where=merged)]
    if kind.part_of:
        indexes.append(Index(f"ix_{kind.name}_parent", "parent", *_AFTER_PARENT.get(kind.name, ())))
    if "source_id" in kind.by_name:
        indexes.append(Index(f"ix_{kind.name}_source", "source_id"))
    for name, those in list_indexes(kind).items():
        indexes.append(Index(list_index_name(kind, name), "listed", *map(index_part, those)))
    if kind.searched:
        few = text("listed = 0")  # PostgreSQL takes a whole one
        indexes.append(Index(f"ix_{kind.name}_unlisted", "binned", list_order(kind), sqlite_where=few))
    if kind.name in ("organisation", "person", "template"):
        indexes.append(Index(f"ix_{kind.name}_name", "name_key"))
    if kind.name in ("person", "need", "offer", "goal", "indicator"):
        indexes.append(Index(f"ix_{kind.name}_organisation", "organisation"))
    if kind.name == "pair":
        indexes += [Index("ix_pair_need", "need"), Index("ix_pair_offer", "offer")]
    if kind.name == "vote":
        indexes.append(Index("ix_vote_person", "person"))
    if those := _PART_INDEXES.get(kind.name):
        indexes.append(Index(f"ix_{kind.name}_{those[0]}", *those))
    return Table(kind.name, metadata, *columns, *indexes)


def _member_table(kind: RecordType) -> Table:
    name = f"{kind.name}_has_code"
    return Table(
        name,
        metadata,
        Column("record_no", Integer, primary_key=True, autoincrement=False),
        Column("code_no", Integer, primary_key=True, autoincrement=False),  # member_code.no
        Column("value", Text),  # NULL is the value of most, "1"
        Index(f"ix_{name}", "code_no", "record_no"),
        sqlite_with_rowid=False,
    )


TABLES = MappingProxyType(
    {kind.name: RecordTables(_record_table(kind), _member_table(kind)) for kind in RECORD_TYPES.values()}
)
"""Record type -> its tables."""


_IN_BLOCK = (
    "CASE typeof(s.data) WHEN 'integer' THEN (SELECT CAST(char(32 + s.data) || b.data AS BLOB) FROM change_block b"
    " WHERE b.first = s.no - s.data) ELSE s.data END AS data"
)


def create_views(connection: Connection) -> None:
    """Make what changes and members are read from in a new workspace: `change`, and `<type>_member` with record_no, field,
    code and value. What asks for the members of a record that it is at writes `+field`: SQLite would else begin with all
    codes of the field, as it believes that there are ten.
    """
    columns = ", ".join(_IN_BLOCK if column.name == "data" else f"s.{column.name}" for column in stored_change.columns)
    connection.exec_driver_sql(f"CREATE VIEW change AS SELECT {columns} FROM stored_change s")
    for name in TABLES:
        connection.exec_driver_sql(
            f"CREATE VIEW {name}_member AS SELECT h.record_no, c.field, c.code, coalesce(h.value, '1') AS value"
            f" FROM {name}_has_code h JOIN member_code c ON c.no = h.code_no"
        )
