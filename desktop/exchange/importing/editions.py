"""Editions of a source: which activities came from it, which of them its next list no longer has, and in what order its lists
were imported.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from desktop.exchange.columns.column_mapping import ColumnMapping
from desktop.exchange.importing.original_cells import headings_of
from desktop.exchange.importing.row_identity import RowIdentities
from desktop.exchange.importing.saved_mappings import (
    EDITIONS,
    SavedMapping,
    known_source,
    saved_mapping,
    saved_mappings,
)
from desktop.i18n import _, ngettext
from desktop.vocabularies import fold
from desktop.workspace import Value, Workspace
from desktop.workspace.projection.record_reader import shown_in_journal
from desktop.workspace.storage.connections import Direct

if TYPE_CHECKING:
    from desktop.exchange.tables import Table

LEFT = "left_source"
"""The field that says since when an activity is no longer in its source."""
_DATED = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:[-_. ]?(0[1-9]|1[0-2])(?:[-_. ]?(0[1-9]|[12]\d|3[01]))?)?(?!\d)")
_MOST_EDITIONS = 200
_LIKELY = 0.3
"""The share of a list's rows, or of the activities of a source where these are fewer, that a next edition has of it."""
_LIKELY_BY_TITLE = 0.6
"""That share where nothing but titles says so: lists of one form may have some in common."""
_BATCH = 400


@dataclass(frozen=True)
class Edition:
    """One list of a source that was imported. `dated`: the date in the name of its file, "" where it has none."""

    file: str
    day: str
    dated: str = ""
    digest: str = ""
    group: str = ""


@dataclass(frozen=True)
class EditionChoices:
    """What a person says of a next edition before it is planned. `gone`: whether activities that it no longer has are marked,
    None where it was not said; `older`: it is imported although a newer one was.
    """

    gone: bool | None = None
    older: bool = False


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """An activity that came from a source."""

    id: str
    title: str
    source_id: str
    start: str
    country: str
    municipality: str
    left: bool
    """It is marked already as no longer in the source."""


@dataclass(frozen=True)
class Source:
    """A list that comes again: its name, those that it had before, its editions in the order of their import."""

    name: str
    former: tuple[str, ...] = ()
    editions: tuple[Edition, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All names that its activities may have for their source."""
        return (self.name, *self.former)

    @property
    def last(self) -> Edition | None:
        """The edition that was imported last."""
        return self.editions[-1] if self.editions else None

    def newer_than(self, digest: str, dated: str) -> tuple[Edition, bool] | None:
        """An edition that is newer than one with this content and this date in its name, and whether that one itself was
        imported before; None where there is none.
        """
        if self.last is not None and dated and dated > self.last.dated:
            return None
        if self.editions and digest and any(each.digest == digest for each in self.editions[:-1]):
            return None if self.editions[-1].digest == digest else (self.editions[-1], True)
        newest = max((each for each in self.editions if each.dated), key=lambda each: each.dated, default=None)
        if newest is not None and dated and dated < newest.dated[: len(dated)]:
            return newest, False
        return None


@dataclass(frozen=True)
class EditionFound:
    """A list that looks like the next edition of a source. `rows` of the list are activities of it, of `known` in all."""

    source: Source
    rows: int
    known: int
    likely: bool
    imported: bool
    """This very list is the one that was imported last."""

    def sentence(self) -> str:
        """What makes it look so."""
        words = ngettext(
            "{rows} row is an activity of “{source}”, which has {known}.",
            "{rows} rows are activities of “{source}”, which has {known}.",
            self.rows,
        )
        return words.format(rows=self.rows, source=self.source.name, known=self.known)


@dataclass(frozen=True)
class SourceSummary:
    """A source in a list of them: how it is read, its editions, its activities on this desk, and those that left it."""

    saved: SavedMapping
    source: Source
    activities: int
    left: int


def list_sources(workspace: Workspace) -> list[SourceSummary]:
    """All sources of which the desk knows how they are read, by their names."""
    with workspace.reading_directly() as conn:
        rows = conn.execute(
            "SELECT source, count(*), count(left_source) FROM activity"
            " WHERE listed = 1 AND source IS NOT NULL GROUP BY source"
        ).fetchall()
    counts = {row[0]: (row[1], row[2]) for row in rows}
    found: list[SourceSummary] = []
    for saved in saved_mappings(workspace):
        source = read_source(workspace, saved.source)
        if saved.mapping.of_field("source"):
            records = records_of_source(workspace, source, saved.mapping, saved.headings)
            activities, left = len(records), sum(each.left for each in records.values())
        else:
            activities, left = (sum(counts.get(name, (0, 0))[at] for name in source.names) for at in (0, 1))
        found.append(SourceSummary(saved, source, activities, left))
    return found


def read_source(workspace: Workspace, name: str) -> Source:
    """What is known of the editions of a source; imports that were undone are no editions."""
    text = workspace.meta(EDITIONS + name)
    raw: dict[str, Any] = json.loads(text) if text else {}
    editions = [Edition(**each) for each in raw.get("editions", ())]
    undone = _undone(workspace, [each.group for each in editions if each.group])
    return Source(name, tuple(raw.get("former", ())), tuple(each for each in editions if each.group not in undone))


def editions_text(source: Source, edition: Edition) -> str:
    """What the workspace keeps of a source once one more edition was imported."""
    editions = [*source.editions, edition][-_MOST_EDITIONS:]
    return json.dumps({"former": source.former, "editions": [asdict(each) for each in editions]}, ensure_ascii=False)


def new_edition(file: str, digest: str, group: str) -> Edition:
    """An edition that is imported today."""
    return Edition(file, date.today().isoformat(), date_in_name(file), digest, group)


def date_in_name(file: str) -> str:
    """The date in the name of a file: "2026-05-01", "2026-05", "2026"; "" where it has none."""
    found = list(_DATED.finditer(file))
    return "-".join(part for part in max(found, key=lambda each: len(each[0])).groups() if part) if found else ""


def records_of_source(
    workspace: Workspace, source: Source, mapping: ColumnMapping, headings: Collection[str]
) -> dict[str, SourceRecord]:
    """The activities of a source that are on this desk, by their ids: those that name it and came from a list with about these
    columns; of a list that names a source for each row, those that its imports wrote.
    """
    columns = "r.id, r.title, r.source_id, r.start, r.country, r.municipality, r.left_source, r.no, r.made, r.heads"
    with workspace.reading_directly() as conn:
        direct = Direct(conn)
        if mapping.of_field("source"):
            groups = tuple(each.group for each in source.editions if each.group)
            marks = ", ".join("?" * len(groups))
            rows = direct.exec_driver_sql(
                f"SELECT {columns} FROM activity r WHERE r.listed = 1 AND r.id IN (SELECT c.record_id FROM change c"
                f" JOIN change_group g ON g.no = c.group_no WHERE g.id IN ({marks})) ORDER BY r.no",
                groups,
            ).all_mappings()
            return {row["id"]: _record(row) for row in rows}
        marks = ", ".join("?" * len(source.names))
        rows = direct.exec_driver_sql(
            f"SELECT {columns} FROM activity r WHERE r.listed = 1 AND r.source IN ({marks}) ORDER BY r.no", source.names
        ).all_mappings()
        found: dict[str, SourceRecord] = {}
        wanted = frozenset(headings)
        for start in range(0, len(rows), _BATCH):
            part = rows[start : start + _BATCH]
            data = shown_in_journal(direct, "source_data", part)
            for row in part:
                before = headings_of(data.get(row["no"]))
                if before and len(before & wanted) * 2 >= len(before):
                    found[row["id"]] = _record(row)
    return found


def find_edition(workspace: Workspace, table: Table, mapping: ColumnMapping) -> EditionFound | None:
    """The source of which a list looks like the next edition: it has its columns, and some of its activities. Reads the list
    once. None where it looks like none.
    """
    name = known_source(workspace, mapping.source, table.headings)
    saved = saved_mapping(workspace, name) if name else None
    if saved is None:
        return None
    source = read_source(workspace, name)
    known = records_of_source(workspace, source, saved.mapping, {*saved.headings, *table.headings})
    if not known:
        return None
    identities = RowIdentities(table.headings, replace(mapping, source=name))
    identifiers = {each.source_id for each in known.values() if each.source_id}
    titles = {fold(each.title) for each in known.values() if each.title}
    title_at = [
        at for at, heading in enumerate(table.headings) if (use := mapping.use_of(heading)) and use.field == "title"
    ]
    rows, same, titled = 0, set[str](), set[str]()
    digest = ContentDigest()
    for row in table.rows():
        digest.add(row.cells)
        if row.refused:
            continue
        rows += 1
        if key := identities.key(row.cells):
            same.update({key} & identifiers)
        else:
            same.update({identities.by_content(row.cells)} & known.keys())
        title = next((fold(" ".join(row.cells[at].split())) for at in title_at if row.cells[at].strip()), "")
        titled.update({title} & titles)
    found = max(same, titled, key=len)
    if not found:
        return None
    smaller = min(rows, len(known))
    likely = len(same) >= max(1, smaller * _LIKELY) or len(titled) > max(1, smaller * _LIKELY_BY_TITLE)
    imported = source.last is not None and source.last.digest == digest.text
    return EditionFound(source, len(found), len(known), likely, imported)


class ContentDigest:
    """A short text that is the same for lists with the same cells."""

    def __init__(self) -> None:
        import hashlib

        self._hash = hashlib.blake2b(digest_size=12)

    def add(self, cells: Sequence[str]) -> None:
        """The next row."""
        self._hash.update("\x1f".join(cells).encode("utf-8", "replace"))
        self._hash.update(b"\x1e")

    @property
    def text(self) -> str:
        """The digest of the rows so far."""
        return self._hash.hexdigest()


def found_by_words(identities: RowIdentities) -> str:
    """By what the activities of an edition are found, in words."""
    columns = ", ".join(identities.key_columns)
    if identities.by_own_id:
        return _("Activities are found by the “id” of this desk’s own export.")
    if identities.by_identifier:
        return _("Activities are found by the identifier in {columns}.").format(columns=columns)
    return _("The list has no identifiers: activities are found by {columns} together.").format(columns=columns)


def same_activities(
    left: Iterable[SourceRecord], new: Sequence[tuple[str, dict[str, Value]]], *, by_identifier: bool
) -> dict[int, str]:
    """Activities of a source that its new list has under another identifier, or with another date or place: the place in
    `new` -> the id of the record. Their title stands once on both sides, and nothing else speaks against it.
    """
    old: dict[str, list[SourceRecord]] = {}
    for record in left:
        if record.title:
            old.setdefault(fold(record.title), []).append(record)
    places: dict[str, list[int]] = {}
    for at, (title, _values) in enumerate(new):
        if title:
            places.setdefault(fold(title), []).append(at)
    found: dict[int, str] = {}
    for title, those in places.items():
        records = old.get(title, [])
        if len(those) == 1 and len(records) == 1 and _agree(records[0], new[those[0]][1], by_identifier=by_identifier):
            found[those[0]] = records[0].id
    return found


def _agree(record: SourceRecord, values: dict[str, Value], *, by_identifier: bool) -> bool:
    start, country, place = (str(values.get(name) or "") for name in ("start", "country", "municipality"))
    if record.country and country and record.country != country:
        return False
    same_start = bool(start) and start == record.start
    if by_identifier:
        return same_start or not start or not record.start
    return same_start or (bool(place) and fold(place) == fold(record.municipality))


def _record(row: Mapping[str, Any]) -> SourceRecord:
    texts = (str(row[name] or "") for name in ("id", "title", "source_id", "start", "country", "municipality"))
    return SourceRecord(*texts, left=row[LEFT] is not None)


def _undone(workspace: Workspace, groups: Sequence[str]) -> set[str]:
    """Those of these actions that were undone, and not redone since."""
    if not groups:
        return set()
    with workspace.reading_directly() as conn:
        rows = conn.execute(
            "SELECT no, id, undoes FROM change_group WHERE undoes IS NOT NULL OR kind = 'import'"
        ).fetchall()
    undone_by: dict[int, list[int]] = {}
    number = {row[1]: row[0] for row in rows}
    for no, _id, undoes in rows:
        if undoes is not None:
            undone_by.setdefault(undoes, []).append(no)

    def is_undone(no: int) -> bool:
        return any(not is_undone(each) for each in undone_by.get(no, ()))

    return {each for each in groups if each in number and is_undone(number[each])}
