"""IATI activities in flat tables, put together again: one activity stands in several rows or on several sheets.

Four forms are known. IATI Publisher's CSV has a heading for each field ("Participating Organisation Role"), and rows
below the first of an activity go on with it. Its workbooks have a sheet for each element, with the identifier of the
activity in each row. Flattened files have paths as headings ("participating-org/0/@ref"). d-portal has paths too
("/participating-org@ref"), with the number of the row to which a row belongs; and a short list of its own (`aid`,
`day_start` in days since 1970).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.exchange.cells.lists import split_pairs
from desktop.exchange.columns.heading_folding import fold_heading
from desktop.exchange.tables.iati_activity import Element, IatiTable
from desktop.exchange.tables.table import RawRow, Row, Sheets, Table
from desktop.exchange.tables.xml_stream import LANGUAGE

_MAX_DEPTH = 20
_ROOT = "/iati-activities/iati-activity"
_CODE = re.compile(r"([A-Za-z0-9.-]{1,12}) [-–] \S")
_WHOLE = re.compile(r"-?\d{1,6}\Z")
_CODED = frozenset(("code", "type", "role", "vocabulary", "status", "significance", LANGUAGE))
_SECTOR_CODE, _SECTOR_VOCABULARY, _TARGETS = "sector code", "sector vocabulary", "sdg targets"
_TARGETS_AS_SECTORS = "8"
"""IATI's SectorVocabulary: "SDG Targets"."""
_LEAST_KNOWN = 15
"""Headings of IATI Publisher that a table must have; a list with fewer of them is read as it stands."""

_ELEMENTS = {
    "reporting org": "reporting-org", "reporting organisation": "reporting-org", "reporting organization": "reporting-org",
    "participating org": "participating-org", "participating organisation": "participating-org",
    "participating organization": "participating-org", "recipient country": "recipient-country",
    "recipient region": "recipient-region", "sector": "sector", "tag": "tag", "policy marker": "policy-marker",
    "humanitarian scope": "humanitarian-scope", "transaction": "transaction", "budget": "budget",
    "planned disbursement": "planned-disbursement", "related activity": "related-activity", "contact info": "contact-info",
    "contact": "contact-info", "other identifier": "other-identifier", "location": "location",
    "document link": "document-link", "legacy data": "legacy-data", "conditions": "conditions", "condition": "conditions",
    "default aid type": "default-aid-type", "country budget items": "country-budget-items",
    "country budget item": "country-budget-items", "title": "title", "description": "description",
    "activity date": "activity-date",
}  # fmt: skip
_SINGLE = {
    "activity status": ("activity-status", "code"), "activity scope": ("activity-scope", "code"),
    "collaboration type": ("collaboration-type", "code"), "default flow type": ("default-flow-type", "code"),
    "default finance type": ("default-finance-type", "code"), "default tied status": ("default-tied-status", "code"),
    "capital spend": ("capital-spend", "percentage"),
}  # fmt: skip
_SETTINGS = {
    "default currency": "default-currency", "activity default currency": "default-currency", "default language": LANGUAGE,
    "activity default language": LANGUAGE, "hierarchy": "hierarchy", "humanitarian": "humanitarian",
    "budget not provided": "budget-not-provided",
}  # fmt: skip
_DESCRIPTIONS = {"general": "1", "objectives": "2", "target groups": "3", "others": "4", "other": "4"}
_DATES = {"planned start date": "1", "actual start date": "2", "planned end date": "3", "actual end date": "4"}
_ATTRIBUTES = frozenset((
    "ref", "type", "code", "percentage", "vocabulary", "vocabulary-uri", "activity-id", "crs-channel-code",
    "secondary-reporter", "significance", "url", "format", "role", "iso-date", "status",
))  # fmt: skip
_OTHER_WORDS = {
    "reference": "ref", "organisation reference": "ref", "date": "iso-date", "name": "narrative", "text": "code",
    "custom code": "code", "category code": "code", "sdg goal": "code", "sdg target": "code", "goals code": "code",
    "targets code": "code",
}  # fmt: skip
_OWN_WORDS = {
    "participating-org": ("organisation", "organization"),
    "contact-info": ("contact",),
    "transaction": ("transaction",),
}
_NAMED = frozenset(("reporting-org", "participating-org", "recipient-country", "recipient-region", "sector", "tag"))
"""Elements whose name is a text in them; elsewhere it is an element of its own."""
_IDENTIFIERS = frozenset(("activity identifier", "iati identifier"))
_SHORT_LIST = {
    "aid": ("iati-identifier", ""), "reporting": ("reporting-org", ""), "reporting_ref": ("reporting-org", "ref"),
    "title": ("title", ""), "description": ("description", ""), "status_code": ("activity-status", "code"),
    "country_code": ("recipient-country", "code"), "country_percent": ("recipient-country", "percentage"),
}  # fmt: skip
_SHORT_DATES = {"day_start": "2", "day_end": "4"}


@dataclass(frozen=True)
class _Target:
    """Where a cell belongs: `path` from the activity down, a member of it with its number where there may be several."""

    path: tuple[str, ...]  # "participating-org", "participating-org/1"
    attribute: str = ""
    preset: tuple[tuple[str, str], ...] = ()  # attributes that the heading says
    days: bool = False  # is it a date in days since 1970?


class _Building:
    """Activities that are being put together."""

    def __init__(self) -> None:
        self.activities: dict[str, Element] = {}
        self.lines: dict[str, int] = {}
        self.rows: dict[str, int] = {}
        self.more: dict[str, dict[str, list[str]]] = {}

    def begin(self, key: str, line: int) -> Element:
        """The activity of this key, a new one where there is none."""
        self.rows[key] = self.rows.get(key, 0) + 1
        if key not in self.activities:
            self.activities[key] = Element("iati-activity")
            self.lines[key] = line
        return self.activities[key]

    def keep(self, key: str, heading: str, cell: str) -> None:
        """A cell that is no element."""
        self.more.setdefault(key, {}).setdefault(heading, []).append(cell)

    def finish(self, table: IatiTable) -> tuple[int, int]:
        """Put all that is there into the table. (Rows that were joined, into so many activities.)"""
        for key, activity in self.activities.items():
            more = {heading: "\n".join(cells) for heading, cells in self.more.get(key, {}).items()}
            table.add(activity, self.lines[key], more)
        joined = [count for count in self.rows.values() if count > 1]
        self.activities, self.lines, self.rows, self.more = {}, {}, {}, {}
        return sum(joined), len(joined)


def from_flat_table(table: Table) -> Table | None:
    """A flat table of IATI as one of activities; None for any other table."""
    if table.format.startswith("IATI"):
        return None
    if table.headings[2:3] == (_ROOT,) and table.headings[:2] == ("index", "parent"):
        activities = _by_parent(table)
    elif "aid" in table.headings and "status_code" in table.headings and "day_start" in table.headings:
        activities = _by_rows(table, [_short(heading) for heading in table.headings], "aid")
    else:
        targets = _path_targets(table.headings) or _label_targets(table.headings)
        if targets is None:
            return None
        identifier = next(
            heading
            for heading, target in zip(table.headings, targets, strict=True)
            if target is not None and target.path == ("iati-identifier",)
        )
        activities = _by_rows(table, targets, identifier)
    found, joined = activities
    return replace(
        found.table(table.path, f"IATI, {table.format}"),
        encoding=table.encoding,
        encoding_guessed=table.encoding_guessed,
        delimiter=table.delimiter,
        sheet=table.sheet,
        sheets=table.sheets,
        hidden_sheets=table.hidden_sheets,
        heading_line=table.heading_line,
        skipped=table.skipped,
        joined_rows=joined,
    )


def from_sheets(path: Path, book: Sheets) -> Table | None:
    """The activities of a workbook of IATI Publisher, which has a sheet for each element; None for any other workbook."""
    read = [name for name in book.sheets if _sheet_targets(name, _first_row(book, name)) is not None]
    if len(read) < 2:
        return None
    building = _Building()
    for name in read:
        rows = iter(book.rows(name))
        headings = next(rows)[1]
        targets = _sheet_targets(name, headings) or []
        at = next(
            number for number, each in enumerate(targets) if each is not None and each.path == ("iati-identifier",)
        )
        key = ""
        for line, cells, _refused in rows:
            if not any(cells):
                continue
            cells = [*cells, *[""] * (len(headings) - len(cells))]
            begins = bool(cells[at].strip())
            key = cells[at].strip() or key
            row = Row(line, cells[: len(headings)], rest=tuple(cells[len(headings) :]))
            if not begins and key in building.activities and _goes_on(building.activities[key], row.cells, targets):
                continue
            _add_row(building, key, row, [f"{name}: {heading}" for heading in headings], targets)
    found = IatiTable()
    joined = building.finish(found)
    return replace(
        found.table(path, "IATI, XLSX"),
        sheet=read[0],
        sheets=book.sheets,
        sheets_read=tuple(read),
        hidden_sheets=book.hidden,
        joined_rows=joined,
    )


def _first_row(book: Sheets, name: str) -> list[str]:
    none: list[str] = []
    return next((cells for _line, cells, _refused in book.rows(name)), none)


def _sheet_targets(name: str, headings: Sequence[str]) -> list[_Target | None] | None:
    """What the columns of a sheet are; None for a sheet of another kind (instructions, lists of codes)."""
    folded = [fold_heading(heading) for heading in headings]
    sheet = fold_heading(name)
    if not _IDENTIFIERS.intersection(folded):
        return None
    if sheet in ("settings", "element with single field"):
        return [_label_target(each, True) for each in folded]
    element = _ELEMENTS.get(sheet)
    if element is None:
        return None
    own = {*sheet.split(), *_OWN_WORDS.get(element, ())}
    with_reference = any(each.endswith(("ref", "reference")) for each in folded)
    return [
        _Target(("iati-identifier",))
        if each in _IDENTIFIERS
        else _field_target(element, _without(each, own), with_reference)
        for each in folded
    ]


def _without(folded: str, own: set[str]) -> str:
    """The name of a column without the words that say again whose it is: "organisation role" is a role."""
    words = folded.split()
    while len(words) > 1 and words[0] in own:
        words.pop(0)
    return " ".join(words)


def _goes_on(activity: Element, cells: Sequence[str], targets: Sequence[_Target | None]) -> bool:
    """Takes a row that has only a text and its language as one more text of the element above; False for other rows."""
    filled = [(cell, target) for cell, target in zip(cells, targets, strict=True) if cell.strip()]
    if not filled or any(target is None or target.path[-1:] != ("narrative",) for _cell, target in filled):
        return False
    path = next(target.path for _cell, target in filled if target is not None)
    above = next((each for each in reversed(activity.children) if each.tag == path[0]), None)
    if above is None:
        return False
    narrative = Element("narrative")
    above.children.append(narrative)
    for cell, target in filled:
        if target is not None:
            _set(narrative, target.attribute, cell.strip())
    return True


# Rows ---------------------------------------------------------------------------------------------------------


def _by_rows(table: Table, targets: Sequence[_Target | None], identifier: str) -> tuple[IatiTable, tuple[int, int]]:
    """Rows in their order: one with another identifier, or with a title alone, begins an activity; others go on with it."""
    found = IatiTable()
    at = table.headings.index(identifier)
    titles = [number for number, each in enumerate(targets) if each is not None and each.path[:1] == ("title",)]
    rows = joined = 0
    building = _Building()
    current = ""
    for row in table.rows():
        if row.refused:
            found.refuse(row.line, row.refused)
            continue
        if row.note:
            found.remark(row.line, row.note)
        key = row.cells[at].strip()
        if (key and key != current) or (not key and any(row.cells[title].strip() for title in titles)):
            more_rows, more = building.finish(found)
            rows, joined = rows + more_rows, joined + more
            current = key
        _add_row(building, current, row, table.headings, targets)
    more_rows, more = building.finish(found)
    return found, (rows + more_rows, joined + more)


def _add_row(
    building: _Building, key: str, row: Row, headings: Sequence[str], targets: Sequence[_Target | None]
) -> None:
    activity = building.begin(key, row.line)
    made: dict[tuple[str, ...], Element] = {}
    for heading, cell, target in zip(headings, row.cells, targets, strict=True):
        cell = cell.strip()
        if not cell:
            continue
        if target is None:
            building.keep(key, heading, cell)
            continue
        _put(activity, target, cell, made)
    for number, cell in enumerate(row.rest, len(headings) + 1):
        if cell:
            building.keep(key, f"Column {number}", cell)


def _put(activity: Element, target: _Target, cell: str, made: dict[tuple[str, ...], Element]) -> None:
    element = activity
    for depth in range(1, len(target.path) + 1):
        path = target.path[:depth]
        inner = made.get(path)
        if inner is None:
            inner = Element(path[-1].partition("/")[0])
            if path == ("iati-identifier",) and any(each.tag == "iati-identifier" for each in activity.children):
                return
            made[path] = inner
            element.children.append(inner)
            if depth == 1:
                inner.attributes.update(target.preset)
        element = inner
    if target.days and _WHOLE.match(cell):
        cell = (datetime.date(1970, 1, 1) + datetime.timedelta(days=int(cell))).isoformat()
    _set(element, target.attribute, cell)


def _set(element: Element, attribute: str, cell: str) -> None:
    if not attribute:
        element.text = cell
        return
    if attribute in _CODED and (match := _CODE.match(cell)):
        cell = match[1]  # "2 - Implementation"
    element.attributes[attribute] = cell


def _by_parent(table: Table) -> tuple[IatiTable, tuple[int, int]]:
    """Rows of d-portal: each says to which row above it belongs, and which element it is."""
    found = IatiTable()
    names = table.headings[3:]
    building = _Building()
    nodes: dict[str, tuple[Element, str]] = {}
    rows = joined = 0
    current = ""
    for row in table.rows():
        if row.refused:
            found.refuse(row.line, row.refused)
            continue
        index, parent, path = row.cells[:3]
        if parent not in nodes:
            more_rows, more = building.finish(found)
            rows, joined = rows + more_rows, joined + more
            nodes.clear()
            current = index
            node, path = building.begin(current, row.line), ""
        else:
            building.begin(current, row.line)
            above, place = nodes[parent]
            node = _inner(above, path.removeprefix(place))
        nodes[index] = (node, path)
        made: dict[tuple[str, ...], Element] = {}
        for name, cell in zip(names, row.cells[3:], strict=True):
            if not (cell := cell.strip()):
                continue
            if path and name == path:
                node.text = cell
            elif (target := _path_target(name.removeprefix(path))) is None:
                building.keep(current, name, cell)
            else:
                _put(node, target, cell, made)
    more_rows, more = building.finish(found)
    return found, (rows + more_rows, joined + more)


def _inner(above: Element, path: str) -> Element:
    """A new element at a path below another one; what stands between them is made where it is not there."""
    parts = [part for part in path.split("/") if part][:_MAX_DEPTH]
    for number, part in enumerate(parts, 1):
        there = next((each for each in reversed(above.children) if each.tag == part), None)
        if there is None or number == len(parts):
            there = Element(part)
            above.children.append(there)
        above = there
    return above


# Headings -----------------------------------------------------------------------------------------------------


def _path_targets(headings: Sequence[str]) -> list[_Target | None] | None:
    """Paths as headings, "participating-org/0/narrative/0/@xml:lang"; None for other headings."""
    if "iati-identifier" not in headings:
        return None
    if sum(1 for each in headings if "/@" in each or "/narrative" in each) < 2:
        return None
    return [_path_target(heading) for heading in headings]


def _path_target(heading: str) -> _Target | None:
    if " " in heading or not heading:
        return None
    path: list[str] = []
    attribute = ""
    for part in heading.strip("/").split("/"):
        if len(path) > _MAX_DEPTH:
            return None
        if part[:1] == "@":
            attribute = LANGUAGE if part == "@xml:lang" else part[1:]
        elif part.isdigit() and path:
            path[-1] += f"/{part}"
        else:
            name, mark, inner = part.partition("@")
            path.append(name)
            if mark:
                attribute = LANGUAGE if inner == "xml:lang" else inner
    return _Target(tuple(path), attribute)


def _label_targets(headings: Sequence[str]) -> list[_Target | None] | None:
    """Headings of IATI Publisher; None for others, as that of a list with two or three such columns."""
    folded = [fold_heading(heading) for heading in headings]
    if "activity identifier" not in folded:
        return None
    with_reference = any(each.endswith("organisation reference") or each.endswith("org ref") for each in folded)
    targets = [_label_target(each, with_reference) for each in folded]
    known = [target for target in targets if target is not None]
    with_roles = any(target.path == ("participating-org",) and target.attribute == "role" for target in known)
    return targets if len(known) >= _LEAST_KNOWN and with_roles else None


def _label_target(folded: str, with_reference: bool) -> _Target | None:
    if folded in _IDENTIFIERS:
        return _Target(("iati-identifier",))
    if folded in _SETTINGS:
        return _Target((), _SETTINGS[folded])
    if folded in _SINGLE:
        element, attribute = _SINGLE[folded]
        return _Target((element,), attribute)
    if folded in ("activity title", "title"):
        return _Target(("title",))
    if folded in _DATES:
        kind = _DATES[folded]
        return _Target((f"activity-date/{kind}",), "iso-date", (("type", kind),))
    if match := re.fullmatch(r"(?:activity )?description \(([a-z ]+)\)", folded):
        if kind := _DESCRIPTIONS.get(match[1]):
            return _Target((f"description/{kind}",), "", (("type", kind),))
        return None
    words = folded.split()
    for count in (3, 2, 1):
        element = _ELEMENTS.get(" ".join(words[:count]))
        if element is not None and len(words) > count:
            return _field_target(element, " ".join(words[count:]), with_reference)
    return None


def _field_target(element: str, field: str, with_reference: bool) -> _Target:
    """A field of an element by the words that name it."""
    if element == "participating-org" and field == "identifier":
        return _Target((element,), "activity-id" if with_reference else "ref")
    if element == "transaction" and field == "recipient country code":
        return _Target((element, "recipient-country"), "code")
    if element == "contact-info" and field == "person name":
        return _Target((element, "person-name"))
    if element == "location" and field in ("latitude", "longitude"):
        return _Target((element, "coordinates"), field)
    if field == "language":
        return _Target((element, "narrative"), LANGUAGE)
    field = _OTHER_WORDS.get(field, field) if element in _NAMED or field in ("reference", "date") else field
    if field == "narrative":
        return _Target((element, "narrative"))
    name = field.replace(" ", "-")
    return _Target((element,), name) if name in _ATTRIBUTES else _Target((element, name))


def _short(heading: str) -> _Target | None:
    """A column of d-portal's short list; its days are counted from 1970."""
    if heading in _SHORT_DATES:
        kind = _SHORT_DATES[heading]
        return _Target((f"activity-date/{kind}",), "iso-date", (("type", kind),), days=True)
    if heading in _SHORT_LIST:
        element, attribute = _SHORT_LIST[heading]
        return _Target((element,), attribute)
    return None


def with_targets_of_sectors(table: Table) -> Table:
    """A simpler table of IATI, with a column of the targets that stand among its sectors; any other table as it is."""
    names = [fold_heading(heading) for heading in table.headings]
    known = {_SECTOR_CODE, _SECTOR_VOCABULARY} <= set(names)
    if not known or _TARGETS in names or table.format.startswith("IATI"):
        return table
    code_at, vocabulary_at, width = names.index(_SECTOR_CODE), names.index(_SECTOR_VOCABULARY), len(names)

    def read() -> Iterator[RawRow]:
        for line, cells, refused in table.read():
            if line < table.first_line or refused or len(cells) < width or not any(cells):
                yield line, cells, refused
                continue
            pairs = split_pairs(cells[code_at], cells[vocabulary_at])
            targets = "; ".join(code for code, vocabulary in pairs if vocabulary == _TARGETS_AS_SECTORS)
            yield line, [*cells[:width], targets, *cells[width:]], refused

    return replace(table, headings=(*table.headings, _TARGETS), hashtags=(*table.hashtags, ""), read=read)
