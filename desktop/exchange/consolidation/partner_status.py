"""Where partners stand after a consolidation: who delivered, who did not, what is missing, what is in conflict."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection

from desktop.exchange.consolidation.consolidation_log import ALREADY_IMPORTED, IMPORTED, REFUSED, ConsolidatedFile
from desktop.exchange.packages.package_writer import desk_names
from desktop.exchange.partners import Partner, read_partners
from desktop.system.local_time import utc_time
from desktop.workspace import RECORD_TYPES, split_member
from desktop.workspace.changes.have_sets import HaveSet, Interval, joined
from desktop.workspace.merge.outgoing import missing
from desktop.workspace.projection.record_reader import read_records
from desktop.workspace.records.kinds.field import ReferenceIn

DELIVERED, BEHIND, ALL_REFUSED, ABSENT = "delivered", "behind", "refused", "absent"
"""Of a partner: their packages are in; in, but a hole is left or they are old; refused, all of them; none came."""
OLD_AFTER = timedelta(days=30)
"""Older than this, when the consolidation began, the newest package of a partner is told as old."""
_BATCH = 200


@dataclass(slots=True, kw_only=True)
class PartnerStatus:
    """A partner, or somebody whose packages nobody signed (`partner` 0)."""

    partner: int
    name: str
    role: str = ""
    state: str = ABSENT
    first: bool = False
    """Not known before."""
    files: int = 0
    made: str = ""  # of their newest package, UTC
    seen: int = 0  # ms since 1970 UTC on this computer: when a package of theirs was taken in last
    old: bool = False
    changes: int = 0  # new ones
    new: int = 0  # records, as those below
    changed: int = 0
    deleted: int = 0
    disputed: int = 0
    holes: dict[str, list[Interval]] = field(default_factory=dict[str, "list[Interval]"])


@dataclass(slots=True)
class ConsolidationStatus:
    """What a report says beside its files."""

    lines: list[PartnerStatus] = field(default_factory=list[PartnerStatus])
    missing: dict[str, list[Interval]] = field(
        default_factory=dict[str, "list[Interval]"]
    )  # of desks that are no partner
    desks: dict[str, str] = field(default_factory=dict[str, str])  # replica -> who writes there
    fields: dict[str, int] = field(default_factory=dict[str, int])  # open conflicts: "activity.title" -> how many
    disputed: int = 0  # records with these
    waiting: dict[str, int] = field(default_factory=dict[str, int])  # by type: records that point to what has not come

    def to_json(self) -> dict[str, Any]:
        """To be kept."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> ConsolidationStatus:
        """As it was kept."""
        found = cls(**data)
        found.lines = [PartnerStatus(**each) for each in data["lines"]]
        found.missing = _read_spans(data["missing"])
        for line in found.lines:
            line.holes = _read_spans(line.holes)
        return found


def _read_spans(data: Mapping[str, Iterable[Sequence[int]]]) -> dict[str, list[Interval]]:
    return {replica: [(span[0], span[1]) for span in spans] for replica, spans in data.items()}


def read_status(
    conn: Connection, files: Sequence[ConsolidatedFile], begun: int, poll: Callable[[], object] | None = None
) -> ConsolidationStatus:
    """Where everybody stands now, after these files. `begun`: ms since 1970 UTC. `poll` is called now and then."""
    poll = poll or (lambda: None)
    partners = read_partners(conn)
    poll()
    known: dict[str, list[Interval]] = {}
    for each in partners:
        for replica, spans in each.offers.items():
            known.setdefault(replica, []).extend(spans)
    lost = missing(conn, {replica: joined(spans) for replica, spans in known.items()})
    poll()
    found = ConsolidationStatus(missing=lost, desks=desk_names(conn, lost))
    by_key = {each.key.hex(): each for each in partners}
    lines: dict[str, PartnerStatus] = {key: _new_partner_status(each, lost) for key, each in by_key.items()}
    since = (utc_time(begun) - OLD_AFTER).strftime("%Y-%m-%dT%H:%M:%SZ")
    for each in files:
        if each.outcome in ALREADY_IMPORTED and not each.undone:
            _add_file(
                lines.setdefault(each.key or f"by {each.author}", PartnerStatus(partner=0, name=each.author)), each
            )
        elif each.outcome == REFUSED and each.key in by_key and lines[each.key].state == ABSENT:
            lines[each.key].state = ALL_REFUSED
    for each in by_key.values():
        for replica in (each.replica, *each.former):
            found.missing.pop(replica, None)
    for line in lines.values():
        line.old = bool(line.made) and line.made < since
        if line.state == DELIVERED and (line.holes or line.old):
            line.state = BEHIND
    found.lines = sorted(lines.values(), key=lambda line: (line.name.casefold(), line.partner))
    _count_conflicts(conn, files, found, poll)
    found.waiting = _count_waiting(conn, poll)
    return found


def _new_partner_status(partner: Partner, lost: HaveSet) -> PartnerStatus:
    holes = {replica: list(lost[replica]) for replica in (partner.replica, *partner.former) if replica in lost}
    return PartnerStatus(partner=partner.no, name=partner.name, role=partner.role, seen=partner.seen_time, holes=holes)


def _add_file(line: PartnerStatus, file: ConsolidatedFile) -> None:
    line.state = DELIVERED
    line.files += 1
    line.made = max(line.made, file.made)
    line.first = line.first or file.trust == "first"
    if file.outcome == IMPORTED:
        line.changes += file.changes
        line.new += file.new
        line.changed += file.changed
        line.deleted += file.deleted
        line.disputed += file.disputed


def conflicts_by_field(
    conn: Connection, types: Iterable[str], ids: Sequence[str], poll: Callable[[], object] | None = None
) -> tuple[int, dict[str, int]]:
    """How many of these records are in conflict, and in which fields how often."""
    found: dict[str, int] = {}
    records = 0
    for type in types:
        for start in range(0, len(ids), _BATCH):
            if poll is not None:
                poll()
            for record in read_records(conn, type, ids[start : start + _BATCH]):
                records += bool(record.conflicts)
                for conflict in record.conflicts:
                    name = split_member(conflict.field)[0] if conflict.kind == "values" else "deleted"
                    if conflict.kind in ("circle", "unseen_by_merge"):
                        name = "merged_into"
                    found[f"{type}.{name}"] = found.get(f"{type}.{name}", 0) + 1
    return records, dict(sorted(found.items()))


def _count_conflicts(
    conn: Connection, files: Sequence[ConsolidatedFile], found: ConsolidationStatus, poll: Callable[[], object]
) -> None:
    """Those that the files brought and that are still open."""
    types = sorted({name.partition(".")[0] for each in files for name in each.fields})
    for type in types:
        ids: set[str] = set()
        for each in files:
            if each.arrival and any(name.startswith(f"{type}.") for name in each.fields):
                rows = conn.exec_driver_sql(
                    "SELECT j.value FROM arrival a, json_each(a.report, '$.conflicts') j WHERE a.no = ?",
                    (each.arrival,),
                )
                ids.update(str(row[0]) for row in rows)
        records, fields = conflicts_by_field(conn, [type], sorted(ids), poll)
        found.disputed += records
        found.fields.update(fields)


def _count_waiting(conn: Connection, poll: Callable[[], object]) -> dict[str, int]:
    """Records that are shown and point to one of which nothing has come yet, by type."""
    found: dict[str, int] = {}
    for record_type in RECORD_TYPES.values():
        poll()
        tests: list[str] = []
        for each in record_type.fields:
            if each.rules.reference_in is ReferenceIn.VALUE:
                tests.append(
                    f'(t."{each.name}" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {each.target} o'
                    f' WHERE o.id = t."{each.name}"))'
                )
            elif each.rules.reference_in is ReferenceIn.MEMBER:
                tests.append(
                    f"EXISTS (SELECT 1 FROM {record_type.name}_member m WHERE m.record_no = t.no AND +m.field = '{each.name}'"
                    f" AND NOT EXISTS (SELECT 1 FROM {each.target} o WHERE o.id = substr(m.code, instr(m.code, ':') + 1)))"
                )
        if tests:
            count = conn.exec_driver_sql(
                f"SELECT count(*) FROM {record_type.name} t WHERE t.listed = 1 AND ({' OR '.join(tests)})"
            ).scalar_one()
            if count:
                found[record_type.name] = int(count)
    return found
