"""Which changes a desk holds: intervals of seqs by replica (have-sets as in Bayou and Scuttlebutt)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256

from sqlalchemy import Connection

from desktop.workspace.changes.change_log import write_meta
from desktop.workspace.storage.replica_ids import is_proven

Interval = tuple[int, int]
"""First and last seq, both held."""

HaveSet = Mapping[str, Sequence[Interval]]
"""Replica id -> intervals, ascending, with a hole between any two."""


def intervals(seqs: Iterable[int]) -> list[Interval]:
    """Seqs in any order as intervals: [1, 2, 3, 7] -> [(1, 3), (7, 7)]."""
    return joined((seq, seq) for seq in seqs)


def joined(spans: Iterable[Interval]) -> list[Interval]:
    """Intervals in any order, also overlapping ones, as few as can be."""
    found: list[Interval] = []
    for first, last in sorted(spans):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


def holes(spans: Sequence[Interval]) -> list[Interval]:
    """What lies between and before the intervals: [(3, 3), (7, 9)] -> [(1, 2), (4, 6)]."""
    found: list[Interval] = []
    following = 1
    for first, last in spans:
        if first > following:
            found.append((following, first - 1))
        following = last + 1
    return found


def without(spans: Sequence[Interval], gone: Sequence[Interval]) -> list[Interval]:
    """The part of some intervals that no interval of `gone` covers; both ascend, without overlap. Each is looked at once:
    private notes cut what a desk holds into tens of thousands.
    """
    found: list[Interval] = []
    place: int = 0
    for first, last in spans:
        following = first
        while place < len(gone) and gone[place][1] < first:
            place += 1
        at: int = place
        while at < len(gone) and gone[at][0] <= last:
            start, end = gone[at]
            if start > following:
                found.append((following, start - 1))
            following = max(following, end + 1)
            at += 1
        place = max(place, at - 1)  # the last one may reach into the next interval
        if following <= last:
            found.append((following, last))
    return found


def holds(spans: Sequence[Interval], seq: int) -> bool:
    """Is a seq in one of the intervals?"""
    low, high = 0, len(spans)
    while low < high:
        middle = (low + high) // 2
        if spans[middle][1] < seq:
            low = middle + 1
        else:
            high = middle
    return low < len(spans) and spans[low][0] <= seq


MANY = 1_000_000_000
"""No desk writes so many changes: who says to hold more is believed so far."""
_MOST_CLAIMED = 20_000


def plausible(claimed: HaveSet) -> dict[str, list[Interval]]:
    """What somebody says to hold, as far as it is remembered: seqs up to MANY, and the first 20,000 intervals."""
    found: dict[str, list[Interval]] = {}
    left = _MOST_CLAIMED
    for replica in sorted(claimed):
        spans = [(first, min(last, MANY)) for first, last in claimed[replica] if first <= MANY][:left]
        left -= len(spans)
        if spans:
            found[replica] = spans
    return found


_KEPT = "held"
"""Key in `meta` of what `store_have_set` keeps."""
_Spans = dict[str, list[Interval]]


def read_have_set(conn: Connection, *, private: bool = False) -> dict[str, list[Interval]]:
    """What a workspace holds, by replica id; with `private`, what it holds and never gives away."""
    last, have, hidden = _kept(conn)
    return _with_later(conn, last, hidden if private else have, private)[1]


def store_have_set(conn: Connection) -> None:
    """Keep the have-set with the file, in the transaction under way: from then on only later changes are looked at.

    Changes are numbered upwards as they come and never go, so what was counted once stays so.
    """
    before, have, hidden = _kept(conn)
    last, have = _with_later(conn, before, have, private=False)
    if last == before:
        return
    hidden = _with_later(conn, before, hidden, private=True)[1]
    write_meta(conn, _KEPT, json.dumps([last, have, hidden], separators=(",", ":")))


def discard_have_set(conn: Connection) -> None:
    """Count all changes again from now on."""
    write_meta(conn, _KEPT, "")


def have_is_right(conn: Connection) -> bool:
    """Does what is kept agree with the journal?"""
    return all(
        read_have_set(conn, private=private) == _with_later(conn, 0, {}, private)[1] for private in (False, True)
    )  # fmt: skip


def _kept(conn: Connection) -> tuple[int, _Spans, _Spans]:
    """Number of the last change that was counted, what was held then, and what of it is private."""
    text = conn.exec_driver_sql("SELECT value FROM meta WHERE key = ?", (_KEPT,)).scalar()
    if text is None:
        return 0, {}, {}
    last, have, hidden = json.loads(text)
    return int(last), _spans(have), _spans(hidden)


def _spans(found: Mapping[str, Sequence[Sequence[int]]]) -> _Spans:
    return {replica: [(span[0], span[1]) for span in spans] for replica, spans in found.items()}


def _with_later(conn: Connection, last: int, have: _Spans, private: bool) -> tuple[int, _Spans]:
    """A have-set and what came after change number `last`, whose number is told."""
    only = " AND c.private = 1" if private else ""
    newest = int(conn.exec_driver_sql("SELECT coalesce(max(no), 0) FROM change").scalar() or 0)
    if last:
        later: dict[str, list[int]] = {}
        for replica, seq in conn.exec_driver_sql(
            "SELECT substr(r.id, 1, 36), c.seq FROM stored_change c JOIN replica r ON r.no = c.replica_no"
            f" WHERE c.no > ?{only}",
            (last,),
        ):
            later.setdefault(replica, []).append(seq)
        for replica, seqs in later.items():
            have[replica] = joined([*have.get(replica, ()), *intervals(seqs)])
        return newest, {replica: have[replica] for replica in sorted(have)}
    # Rows of one unbroken run have the same difference between their seq and their place in order.
    rows = conn.exec_driver_sql(
        "SELECT r.id, min(c.seq), max(c.seq) FROM (SELECT c.replica_no, c.seq,"
        " c.seq - row_number() OVER (PARTITION BY c.replica_no ORDER BY c.seq) AS run"
        f" FROM stored_change c WHERE 1 = 1{only}) c JOIN replica r ON r.no = c.replica_no"
        " GROUP BY c.replica_no, c.run ORDER BY r.id, 2"
    )
    found: _Spans = {}
    for id, start, end in rows:
        found.setdefault(id[:36], []).append((start, end))  # versions of one number stand under replicas of their own
    return newest, {replica: joined(spans) for replica, spans in found.items()}


def checksums(conn: Connection, have: HaveSet) -> dict[str, bytes]:
    """The checksum of each replica of a have-set; none of old ones."""
    found: dict[str, bytes] = {}
    for replica, spans in have.items():
        if not is_proven(replica):
            continue
        total, place = sha256(), 0
        for seq, digest in conn.exec_driver_sql(
            "SELECT c.seq, p.digest FROM replica r JOIN stored_change c ON c.replica_no = r.no JOIN proof p"
            " ON p.change_no = c.no WHERE substr(r.id, 1, 36) = ? ORDER BY c.seq, p.digest",
            (replica,),
        ):
            while place < len(spans) and spans[place][1] < seq:
                place += 1
            if place < len(spans) and spans[place][0] <= seq:
                total.update(digest)
        found[replica] = total.digest()[:8]
    return found
