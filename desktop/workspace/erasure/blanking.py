"""Doing what erasures say, inside one transaction: changes lose their values, rows and index follow, and whatever this
desk remembers of the values beside its journal goes. What is left in the bytes of the files goes later: `purging.py`.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from sqlalchemy import Connection

from desktop.workspace.changes.change_blocks import rewrite_change
from desktop.workspace.changes.change_log import ChangeLog, type_of
from desktop.workspace.changes.erasure_decisions import (
    ASKED,
    DECIDED,
    EVERYBODY,
    Decision,
    read_decisions,
    write_decision,
)
from desktop.workspace.changes.erasures import (
    ERASURE,
    Erasures,
    Fresh,
    Named,
    keep_rows,
    numbered,
    read_named,
    strings_lost,
)
from desktop.workspace.changes.proof_log import read_marks, read_proofs, write_proof
from desktop.workspace.changes.proofs import StoredValues, blank_proof, without_label
from desktop.workspace.changes.record_state import ChangeId
from desktop.workspace.changes.value_compression import decode, encode, to_json
from desktop.workspace.editing.edit_session import Writing
from desktop.workspace.erasure.known_erasures import PENDING, pending_files
from desktop.workspace.projection.batch_reading import batches
from desktop.workspace.projection.rebuilding import Projection
from desktop.workspace.records.record_types import NAMING, RECORD_TYPES, is_person
from desktop.workspace.storage.connections import Direct
from desktop.workspace.storage.file_format import LEARNT, SEARCHES

_SHORTEST_NAME = 3
"""Letters of a word of a name: what is shorter stands in too many searches."""
_SHORTEST = 4
"""Letters of a text that is looked for beside the journal: shorter ones stand everywhere."""
_BESIDE = (
    ("meta", "key", "value"),
    ("change_group", "no", "label"),
    ("arrival", "no", "label"),
    ("arrival", "no", "report"),
    ("aside", "seq", "label"),
    ("quarantine", "no", "label"),
    ("gathering", "no", "standing"),
    ("delivery", "no", "report"),
)
_OWN = ("replica", "token", "clock", "sealed_seq", "workspace", "author", "highest_number", PENDING)
_GONE = "…"
_ATTACHMENTS = "attachments/"
_OURS = re.compile(r"[a-z_]*\Z|[0-9a-f]{8}-[0-9a-f-]{27}\Z")
"""Names in JSON that the program gives: of figures and record types, and ids."""


@dataclass(slots=True)
class Blanked:
    """What lost its values."""

    changes: int = 0
    records: dict[str, set[str]] = field(default_factory=dict[str, "set[str]"])  # type -> ids
    strings: set[str] = field(default_factory=set[str])
    names: set[str] = field(default_factory=set[str])  # words by which people could be looked for, folded
    files: set[str] = field(default_factory=set[str])  # sha256 of attachments that changes named

    def add(self, other: Blanked) -> None:
        """What else lost its values, but for the words."""
        self.changes += other.changes
        self.files |= other.files
        for type, ids in other.records.items():
            self.records.setdefault(type, set()).update(ids)


def erase(
    writing: Writing,
    records: Collection[str | tuple[str, str]],
    changes: Mapping[ChangeId, Collection[str]],
    reason: str = "",
) -> Blanked:
    """Write an erasure and do what it says. `records`: all of these, for good, whatever comes, by type and id, or the one that
    came first under an id; `changes`: these fields (as `erasures.blanked_name` calls them) of single changes, by local number
    of the replica and seq; `reason`: of `erasure_decisions.REASONS`.
    """
    log = writing.log
    those = {id: frozenset(fields) for id, fields in changes.items() if fields}
    marks = read_marks(writing.conn, those)
    named = Named(
        frozenset((type_of(writing.conn, each), each) if isinstance(each, str) else each for each in records),
        {(log.replicas[no][:36], seq): fields for (no, seq), fields in those.items()},
        {(log.replicas[no][:36], seq): mark for (no, seq), mark in marks.items() if mark},
        reason,
    )
    written = log.append(writing.group, ERASURE, str(uuid.uuid4()), named.values(), {})
    writing.conn.exec_driver_sql(  # or a stay of this desk would write on in a change that is named here
        "INSERT INTO meta (key, value) VALUES ('sealed_seq', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (str(log.seq),),
    )
    write_decision(writing.conn, written.no, Decision(DECIDED, time=log.now()))
    erasures = Erasures(writing.conn)
    numbers = {id: no for no, id in log.replicas.items()}
    blanked = apply_erasures(Direct(writing.conn), erasures, erasures.learn(written.no, named, numbers))
    update_blanked(log, writing.projection, blanked)
    return blanked


def apply_erasures(conn: Direct, erasures: Erasures, fresh: Sequence[Fresh]) -> Blanked:
    """Blank what the changes here hold of what is newly named; their records are to be settled after.

    What another desk erases of its own, and nobody decided here, has no say in what this desk remembers beside its records.
    """
    blanked, theirs = Blanked(), Blanked()
    if fresh:
        conn.exec_driver_sql("PRAGMA secure_delete=ON")  # until the file is written anew, also where that takes long
    keep_rows(conn, fresh)
    for each in fresh:
        where, parameters = "replica_no = ? AND seq = ?", tuple[str | int, ...](each.change)
        if each.record_id:
            where, parameters = "record_id = ? AND ? IN ('', type)", (each.record_id, each.type)
        rows = conn.exec_driver_sql(
            f"SELECT no, replica_no, seq, type, record_id, data, replaces FROM change WHERE {where}", parameters
        ).fetchall()
        for row in rows:
            _blank_row(conn, erasures, row, blanked if each.only_of == EVERYBODY else theirs)
    blanked.add(theirs)
    if fresh:
        from desktop.workspace.changes.deferred import (
            blank_deferred,  # which knows changes as they travel, as those who call this do
        )

        lost = blank_deferred(conn, erasures)
        if any(each.only_of == EVERYBODY for each in fresh):
            blanked.strings |= lost
        erase_beside(conn, blanked)
    return blanked


def _blank_row(conn: Direct, erasures: Erasures, row: Sequence[Any], blanked: Blanked) -> None:
    no, replica_no, seq, type, record_id, data, replaces = row
    before, seen = decode(data), numbered(replaces)
    after, seen_after = erasures.blank(type, record_id, (replica_no, seq), before, seen)
    author = _author_of(conn, no) if erasures.nameless((replica_no, seq)) else ""
    if type == ERASURE or (after == before and seen_after == seen and not author):
        return
    if after != before or seen_after != seen:
        rewrite_change(conn, no, encode(after), to_json(seen_after) if seen_after else None)
    _blank_proof(conn, no, record_id, before, after, nameless=bool(author))
    if author:
        conn.exec_driver_sql("INSERT OR IGNORE INTO author (name) VALUES ('')")
        conn.exec_driver_sql(
            "UPDATE stored_change SET author_no = (SELECT no FROM author WHERE name = '') WHERE no = ?", (no,)
        )
        blanked.strings.add(author)
        blanked.names.update(_words(author))
    blanked.changes += 1
    blanked.records.setdefault(type, set()).add(record_id)
    note_lost(blanked, before, after)
    if is_person(type):
        lost = (value for name, value in before.items() if name in NAMING and after.get(name) != value)
        blanked.names.update(word for value in lost for word in _words(str(value)))


def _words(text: str) -> list[str]:
    return [word for word in re.findall(r"\w+", text.casefold()) if len(word) >= _SHORTEST_NAME]


def _author_of(conn: Direct, no: int) -> str:
    return str(
        conn.exec_driver_sql(
            "SELECT a.name FROM stored_change c JOIN author a ON a.no = c.author_no WHERE c.no = ?", (no,)
        ).scalar()
        or ""
    )


def remove_unused_authors(conn: Direct) -> None:
    """Names under which nothing is written any more."""
    conn.exec_driver_sql("DELETE FROM author WHERE no NOT IN (SELECT author_no FROM stored_change)")


def _blank_proof(
    conn: Direct, no: int, record_id: str, before: Mapping[str, Any], after: Mapping[str, Any], *, nameless: bool
) -> None:
    """What is left stays provable; what went can be neither proven nor guessed."""
    if (proof := read_proofs(conn, [no]).get(no)) is None:
        return
    row = conn.exec_driver_sql(
        "SELECT a.name, g.label FROM stored_change c JOIN author a ON a.no = c.author_no JOIN change_group g"
        " ON g.no = c.group_no WHERE c.no = ?",
        (no,),
    ).fetchone()
    if row is not None:
        change = StoredValues(record_id, before, row[0], row[1])
        write_proof(conn, no, blank_proof(proof, change, after, nameless=nameless))


def note_lost(blanked: Blanked, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    """Remember which texts and attachments a change held, to look for them elsewhere."""
    blanked.strings |= strings_lost(before, after)
    blanked.files |= {
        name.removeprefix(_ATTACHMENTS)
        for name, value in before.items()
        if name.startswith(_ATTACHMENTS) and value is not None and after.get(name) is None
    }


def update_blanked(log: ChangeLog, projection: Projection, blanked: Blanked) -> None:
    """Bring the rows of the records in line, those that others point to first."""
    with projection.together():
        for type in sorted(blanked.records, key=lambda name: (name not in ("organisation", "person"), name)):
            for id in sorted(blanked.records[type]):
                if type in RECORD_TYPES:
                    _type, edits, made = log.of_record(id, type)
                    projection.update(RECORD_TYPES[type], id, edits, made)


def erase_beside(conn: Direct, blanked: Blanked) -> None:
    """Take the texts out of what this desk remembers beside its records: searches, names of files, texts not yet read.

    Notes that bytes have still to go.
    """
    for ids in blanked.records.values():
        for id in ids:
            conn.exec_driver_sql("DELETE FROM meta WHERE key = ?", (f"unread:{id}",))
    texts = [text for text in sorted(blanked.strings, key=len, reverse=True) if len(text.strip()) >= _SHORTEST]
    _forget_searches(conn, blanked.names)
    if any(blanked.records.values()):  # counts of stems do not say whose words they were
        conn.exec_driver_sql("DELETE FROM meta WHERE key = ?", (LEARNT,))
    for table, key, column in _BESIDE:
        for id in _records_with(conn, table, key, column, texts):
            row = conn.exec_driver_sql(f"SELECT {column} FROM {table} WHERE {key} = ?", (id,)).fetchone()
            said, left = str(row[0]), _without(str(row[0]), texts)
            if left != said:
                if table == "change_group" and _prove_without_label(conn, id):
                    left = ""
                conn.exec_driver_sql(f"UPDATE {table} SET {column} = ? WHERE {key} = ?", (left, id))
    files = sorted({*(pending_files(conn) or ()), *blanked.files})
    conn.exec_driver_sql(
        "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (PENDING, json.dumps(files)),
    )


def _prove_without_label(conn: Direct, group_no: int) -> bool:
    """The label of an action is signed with each of its changes: it goes as a whole, and they stay provable. Are there any?"""
    rows = conn.exec_driver_sql(
        "SELECT c.no, c.record_id, c.data, a.name, g.label FROM change c JOIN author a ON a.no = c.author_no"
        " JOIN change_group g ON g.no = c.group_no WHERE c.group_no = ? AND c.no IN (SELECT change_no FROM proof)",
        (group_no,),
    ).fetchall()
    for part in batches(rows):
        proofs = read_proofs(conn, [row[0] for row in part])
        for no, record_id, data, author, label in part:
            write_proof(conn, no, without_label(proofs[no], StoredValues(record_id, decode(data), author, label)))
    return bool(rows)


def _forget_searches(conn: Direct, names: set[str]) -> None:
    """Saved searches for somebody go as a whole, also where they say a part of the name only."""
    rows = conn.exec_driver_sql("SELECT key, value FROM meta WHERE substr(key, 1, ?) = ?", (len(SEARCHES), SEARCHES))
    for key, value in rows.fetchall() if names else ():
        try:
            kept: Any = json.loads(value)
        except ValueError:
            continue
        left = [each for each in kept if names.isdisjoint(_words(json.dumps(each, ensure_ascii=False)))]
        if len(left) != len(kept):
            conn.exec_driver_sql("UPDATE meta SET value = ? WHERE key = ?", (json.dumps(left, ensure_ascii=False), key))


def _records_with(conn: Direct, table: str, key: str, column: str, texts: Iterable[str]) -> set[Any]:
    """The rows in which any of the texts may stand."""
    marks = ", ".join("?" * len(_OWN))
    kept, own = (f" AND {key} NOT IN ({marks})", _OWN) if table == "meta" else ("", ())
    found: set[Any] = set()
    for text in texts:
        for said in dict.fromkeys((text, to_json(text)[1:-1], json.dumps(text)[1:-1])):
            rows = conn.exec_driver_sql(f"SELECT {key} FROM {table} WHERE instr({column}, ?){kept}", (said, *own))
            found.update(row[0] for row in rows)
    return found


def _without(said: str, texts: Sequence[str]) -> str:
    """Words without the texts. Of JSON only what people wrote is touched: a year is also part of a number, and a word
    may be the name of a figure.
    """
    if not said.startswith(("{", "[")):
        return _replaced(said, texts)
    try:
        found: Any = json.loads(said)
    except ValueError:
        return _replaced(said, texts)
    left = _walked(found, texts)
    if left == found:
        return said
    return json.dumps(left, ensure_ascii=said.isascii())


def _walked(found: Any, texts: Sequence[str]) -> Any:
    if isinstance(found, str):
        return _replaced(found, texts)
    if isinstance(found, list):
        return [_walked(each, texts) for each in cast(list[Any], found)]
    if isinstance(found, dict):
        return {
            name if _OURS.match(name) else _replaced(name, texts): _walked(each, texts)
            for name, each in cast(dict[str, Any], found).items()
        }
    return found


def _replaced(words: str, texts: Sequence[str]) -> str:
    for text in texts:
        words = words.replace(text, _GONE)
    return words


# The journal against what is noted ---------------------------------------------------------------------------------------


def written_in_journal(conn: Connection | Direct) -> list[tuple[int, int, bool, Named]]:
    """All erasures of the journal: number of the change, its replica, whether it was written here, what it names."""
    rows = conn.exec_driver_sql(
        "SELECT c.no, c.replica_no, g.mine, c.data FROM change c JOIN change_group g ON g.no = c.group_no"
        " WHERE c.type = ? ORDER BY c.no",
        (ERASURE,),
    )
    return [(row[0], row[1], bool(row[2]), read_named(decode(row[3]))) for row in rows]


def not_done(conn: Connection | Direct, replicas: Mapping[int, str]) -> set[tuple[str, str]]:
    """(type, id) of the records that hold values which an erasure in force names; ("", "") where one is not noted."""
    noted = {row[0] for row in conn.exec_driver_sql("SELECT DISTINCT change_no FROM erased")}
    found: set[tuple[str, str]] = set()
    erasures, decisions = Erasures(conn), read_decisions(conn)
    numbers = {id: no for no, id in replicas.items()}
    for no, replica_no, _mine, named in written_in_journal(conn):
        decision = decisions.get(no)
        only_of = None if decision is None else decision.only_of(replica_no)
        if decision is None or (only_of == EVERYBODY and no not in noted and (named.records or named.changes)):
            found.add(("", ""))
        known = {id: seqs for id, seqs in named.changes.items() if id[0] in numbers}
        if only_of is not None:
            erasures.learn(no, Named(named.records, known, named.marks), numbers, only_of)
    for type, record_id, replica_no, seq, data, replaces, author in _rows_named(conn):
        before, seen = decode(data), numbered(replaces)
        if erasures.blank(type, record_id, (replica_no, seq), before, seen) != (before, seen) or (
            author and erasures.nameless((replica_no, seq))
        ):
            found.add((type, record_id))
    return found


def _rows_named(conn: Connection | Direct) -> Iterable[Sequence[Any]]:
    return conn.exec_driver_sql(
        "SELECT c.type, c.record_id, c.replica_no, c.seq, c.data, c.replaces, a.name FROM change c"
        " JOIN author a ON a.no = c.author_no WHERE c.type <> 'erasure' AND"
        " (c.record_id IN (SELECT record_id FROM erased WHERE record_id <> '') OR EXISTS (SELECT 1 FROM erased e"
        " WHERE e.replica_no = c.replica_no AND e.seq = c.seq))"
    ).fetchall()


def apply_pending(conn: Connection, log: ChangeLog, projection: Projection) -> Blanked:
    """Do what all erasures of the journal say that are in force, from the beginning: after a migration, or to mend. One
    from elsewhere of which nothing is known is a request.
    """
    conn.exec_driver_sql("DELETE FROM erased")
    erasures, fresh, decisions = Erasures(conn), list[Fresh](), read_decisions(conn)
    for no, replica_no, mine, named in written_in_journal(conn):
        decision = decisions.get(no)
        if decision is None:
            decision = Decision(DECIDED if mine else ASKED, proven=True, time=log.now())
            write_decision(conn, no, decision)
        if (only_of := decision.only_of(replica_no)) is None:
            continue
        numbers = {id: replica_no for replica_no, id in log.replicas.items()}
        for replica, _seq in named.changes:
            if replica not in numbers:
                numbers[replica] = log.number(replica)
        fresh += erasures.learn(no, named, numbers, only_of)
    blanked = apply_erasures(Direct(conn), erasures, fresh)
    update_blanked(log, projection, blanked)
    return blanked
