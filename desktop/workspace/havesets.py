"""Which changes a desk holds: intervals of seqs by replica (design, section 4; have-sets as in Bayou and Scuttlebutt)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection

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
    """The part of some intervals that no interval of `gone` covers."""
    found: list[Interval] = []
    for first, last in spans:
        following = first
        for start, end in gone:
            if end < following or start > last:
                continue
            if start > following:
                found.append((following, start - 1))
            following = max(following, end + 1)
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


def read_have(conn: Connection, *, private: bool = False) -> dict[str, list[Interval]]:
    """What a workspace holds, by replica id; with `private`, what it holds and never gives away."""
    only = "WHERE c.private = 1" if private else ""
    # Rows of one unbroken run have the same difference between their seq and their place in order.
    rows = conn.exec_driver_sql(
        "SELECT r.id, min(c.seq), max(c.seq) FROM (SELECT c.replica_no, c.seq,"
        " c.seq - row_number() OVER (PARTITION BY c.replica_no ORDER BY c.seq) AS run"
        f" FROM change c {only}) c JOIN replica r ON r.no = c.replica_no"
        " GROUP BY c.replica_no, c.run ORDER BY r.id, 2"
    )
    found: dict[str, list[Interval]] = {}
    for replica, first, last in rows:
        found.setdefault(replica, []).append((first, last))
    return found
