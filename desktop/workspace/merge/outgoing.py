"""What may leave this desk: every change but private ones, those of and naming people who did not agree, those of records
that were thrown away before anybody else had them, and what is still typed.
"""

from __future__ import annotations

from collections.abc import Collection, Generator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from desktop.workspace.changes.deferred import deferred_spans
from desktop.workspace.changes.have_sets import (
    HaveSet,
    Interval,
    holds,
    intervals,
    joined,
    plausible,
    read_have_set,
    without,
)
from desktop.workspace.changes.quarantine import quarantined_spans
from desktop.workspace.changes.shared_change import SHARED, SharedChange, SharedReader
from desktop.workspace.merge.deleted_before_sharing import records_never_shared
from desktop.workspace.privacy.consent import spans_of
from desktop.workspace.privacy.gate import Gate

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Shareable:
    """What a desk holds, as others may know it."""

    holds: dict[str, list[Interval]]  # and may give
    withheld: dict[str, list[Interval]]  # exists, and is not given: not to be taken for lost


def read_shareable(conn: Connection, own: str, gate: Gate | None = None) -> Shareable:
    """What this desk can give in all, and what it keeps to itself.

    Of the replica `own` only sealed changes count: call `Journal.seal` before, in a transaction of its own.
    `gate`: where somebody let something through that stays by default.
    """
    have = read_have_set(conn)
    sealed = conn.exec_driver_sql("SELECT value FROM meta WHERE key = 'sealed_seq'").scalar()
    if own in have:
        have[own] = without(have[own], [(int(sealed or 0) + 1, 2**63)])
    withheld = {replica: list(spans) for replica, spans in read_have_set(conn, private=True).items()}
    held_back = both(held_back_spans(conn, gate or Gate(conn)), changes_of(conn, records_never_shared(conn)))
    for replica, spans in held_back.items():
        withheld[replica] = joined([*withheld.get(replica, ()), *spans])
    holds = minus(have, withheld)
    if own in withheld:
        withheld[own] = without(withheld[own], [(int(sealed or 0) + 1, 2**63)])
    return Shareable(holds, {replica: spans for replica, spans in sorted(withheld.items()) if spans})


def held_back_spans(conn: Connection, gate: Gate) -> dict[str, list[Interval]]:
    """The changes that stay for the sake of people: of who did not agree, or naming them."""
    people, names = gate.people, gate.names
    of_people = minus(changes_of(conn, people.records, people.types), spans_of(conn, people.withdrawals.values()))
    of_people = both(of_people, spans_of(conn, people.earlier.values()))
    naming: dict[str, set[str]] = {}
    for type, id in gate.mentions:
        naming.setdefault(id, set()).add(type)
    whole = both(changes_of(conn, names.records, names.types), changes_of(conn, naming, naming))
    requested: dict[str, set[str]] = {}
    for type, id in gate.requested.records:
        requested.setdefault(id, set()).add(type)
    whole = both(whole, changes_of(conn, requested, requested))
    single = spans_of(conn, [*names.changes.values(), *gate.requested.changes.values()])
    return both(both(of_people, whole), single)


def changes_of(
    conn: Connection, records: Collection[str], types: Mapping[str, Collection[str]] | None = None
) -> dict[str, list[Interval]]:
    """The changes of some records, as a have-set; with `types`, of the records of these types alone."""
    seqs: dict[str, list[int]] = {}
    wanted = sorted(records)
    for start in range(0, len(wanted), _BATCH):
        part = tuple(wanted[start : start + _BATCH])
        rows = conn.exec_driver_sql(
            "SELECT substr(r.id, 1, 36), c.seq, c.record_id, c.type FROM change c JOIN replica r ON r.no = c.replica_no"
            f" WHERE c.record_id IN ({', '.join('?' * len(part))})",
            part,
        )
        for replica, seq, id, type in rows:
            if types is None or type in types.get(id, ()):
                seqs.setdefault(replica, []).append(seq)
    return {replica: intervals(found) for replica, found in seqs.items()}


def erasures_held(conn: Connection, of: HaveSet | None = None) -> dict[str, list[Interval]]:
    """The erasures that a desk holds; with `of`, those that name one of these changes, and so have to go with it."""
    rows = conn.exec_driver_sql(
        "SELECT DISTINCT substr(r.id, 1, 36), c.seq, e.record_id, substr(coalesce(n.id, ''), 1, 36), e.seq FROM erased e"
        " JOIN change c ON c.no = e.change_no"
        " JOIN replica r ON r.no = c.replica_no LEFT JOIN replica n ON n.no = e.replica_no ORDER BY 1, 2"
    ).fetchall()
    whole = {row[2] for row in rows if row[2]}
    shared = {id for id in whole if any(both_hold(of, changes_of(conn, [id])))} if of is not None else whole
    seqs: dict[str, list[int]] = {}
    for replica, seq, record_id, named, named_seq in rows:
        if of is None or (record_id in shared if record_id else holds(of.get(named, ()), named_seq)):
            seqs.setdefault(replica, []).append(seq)
    return {replica: intervals(found) for replica, found in seqs.items()}


def both_hold(have: HaveSet, other: HaveSet) -> list[Interval]:
    """What two have-sets hold both, whatever the replica."""
    found: list[Interval] = []
    for replica in have.keys() & other.keys():
        ours, theirs = have[replica], other[replica]
        here = there = 0
        while here < len(ours) and there < len(theirs):
            first, last = max(ours[here][0], theirs[there][0]), min(ours[here][1], theirs[there][1])
            if first <= last:
                found.append((first, last))
            if ours[here][1] < theirs[there][1]:
                here += 1
            else:
                there += 1
    return found


def minus(have: HaveSet, gone: HaveSet) -> dict[str, list[Interval]]:
    """What one have-set holds beyond another."""
    found = {replica: without(spans, gone.get(replica, ())) for replica, spans in have.items()}
    return {replica: spans for replica, spans in sorted(found.items()) if spans}


def both(have: HaveSet, other: HaveSet) -> dict[str, list[Interval]]:
    """What either of two have-sets holds."""
    return {
        replica: joined([*have.get(replica, ()), *other.get(replica, ())])
        for replica in sorted({*have, *other})
    }  # fmt: skip


def count(have: HaveSet) -> int:
    """How many changes a have-set holds."""
    return sum(last - first + 1 for spans in have.values() for first, last in spans)


def read_changes(conn: Connection, wanted: HaveSet) -> Generator[SharedChange]:
    """Exactly these changes, by replica, seq and digest; in short reads, so that writing goes on beside them."""
    numbers: dict[str, list[int]] = {}
    for no, id in conn.exec_driver_sql("SELECT no, substr(id, 1, 36) FROM replica ORDER BY no"):
        numbers.setdefault(str(id), []).append(int(no))
    reader = SharedReader(conn)
    for replica in sorted(wanted):
        marks = ", ".join("?" * len(numbers[replica]))
        for first, last in wanted[replica]:
            following = first
            while following <= last:
                rows = conn.exec_driver_sql(
                    f"{SHARED} WHERE c.replica_no IN ({marks}) AND c.seq BETWEEN ? AND ? ORDER BY c.seq LIMIT ?",
                    (*numbers[replica], following, last, _BATCH),
                ).fetchall()
                if len(rows) == _BATCH:  # all versions of one number come together
                    rows = [row for row in rows if row[3] != rows[-1][3]]
                yield from sorted(
                    reader.read(rows), key=lambda each: (each.seq, each.proof.digest if each.proof else b"")
                )
                if not rows:
                    break
                following = rows[-1][3] + 1


def missing(conn: Connection, offered: HaveSet) -> dict[str, list[Interval]]:
    """What others said to give and is not here. What was set aside, or waits for a decision, need not be asked for; nor
    is a gap missing that nobody says to be able to fill.
    """
    here = both(both(read_have_set(conn), deferred_spans(conn)), quarantined_spans(conn))
    return minus(plausible(offered), here)
