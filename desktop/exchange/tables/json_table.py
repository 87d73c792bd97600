"""JSON and JSON Lines: a list of lists, a list of objects, or such a list inside an object (GeoJSON, answers of a service)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from desktop.exchange.tables.encodings import detect_encoding
from desktop.exchange.tables.iati_datastore import datastore_table
from desktop.exchange.tables.layout import is_hashtag
from desktop.exchange.tables.limits import MAX_COLUMNS, MAX_WORKBOOK, nothing_kept, too_many_columns
from desktop.exchange.tables.table import RawRow, Table
from desktop.exchange.tables.table_reader import KnowsHeading, table_from_rows
from desktop.i18n import _

_HALVES = re.compile("[\ud800-\udfff]")
_BEGINNING = re.compile(r"\s*(\[\s*([\[{\"\]]|-?\d|true|false|null)|\{\s*[\"}])")


class JsonReader:
    """JSON, as one value or as one in each line."""

    def recognises(self, path: Path, start: bytes) -> bool:
        """It begins as JSON does; what only looks like it is text."""
        with path.open("rb") as file:
            head = file.read(4_096)
        try:
            text = head.decode(_encoding_of(head), errors="ignore")
        except LookupError:
            return False
        if not _BEGINNING.match(text.removeprefix("\ufeff")):
            return False
        # "[Title],Country" and the like: a list in text with brackets around its words.
        return path.suffix.lower() in (".json", ".jsonl", ".ndjson", ".geojson") or not re.match(
            r"\s*\[\s*\"?[^\"\n{}]*\"?\s*\]\s*[,;\t|]", text
        )

    def open(self, path: Path, sheet: str | None, encoding: str | None, knows: KnowsHeading) -> Table:
        """The list in it."""
        if path.stat().st_size > MAX_WORKBOOK:
            raise nothing_kept(
                _("{name} has more than {limit} MB.").format(name=path.name, limit=MAX_WORKBOOK // 1_000_000),
                _("Split the list into several files."),
            )
        encoding = encoding or detect_encoding(path)
        try:
            text = path.read_text(encoding).removeprefix("\ufeff")
        except (UnicodeError, LookupError) as error:
            raise _damaged(path, str(error)) from error
        name, entries = _entries(path, text)
        if all(isinstance(entry, list) for _line, entry in entries):
            rows: list[RawRow] = [
                (line, [_cell(each) for each in cast("list[object]", entry)], "") for line, entry in entries
            ]
            return replace(table_from_rows(path, lambda: rows, knows), format=name, encoding=encoding)
        if (activities := datastore_table(path, entries)) is not None:
            return replace(activities, encoding=encoding)
        objects = [
            (line, _flat(cast("Mapping[str, object]", entry))) for line, entry in entries if isinstance(entry, dict)
        ]
        headings = tuple(dict.fromkeys(key for _line, cells in objects for key in cells))
        if not headings:
            raise _no_list(path)
        if len(headings) > MAX_COLUMNS:
            raise too_many_columns(len(headings))

        def read() -> Iterator[RawRow]:
            for line, cells in objects:
                yield line, [cells.get(heading, "") for heading in headings], ""

        hashtags = tuple(heading if is_hashtag(heading) else "" for heading in headings)
        return Table(path, headings, hashtags, read, 1, format=name, encoding=encoding)


def _encoding_of(head: bytes) -> str:
    return "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"


def _entries(path: Path, text: str) -> tuple[str, list[tuple[int, object]]]:
    """(name of the format, members of the list with their place)."""
    try:
        whole = _parsed(text)
    except RecursionError as error:
        raise _damaged(path, _("it is nested too deep")) from error
    except ValueError as error:
        lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
        try:
            each = [(number, _parsed(line)) for number, line in lines]
        except (ValueError, RecursionError):
            raise _damaged(path, str(error)) from error
        if len(each) < 2 or not all(isinstance(entry, (dict, list)) for _number, entry in each):
            raise _damaged(path, str(error)) from error
        return "JSON Lines", each
    found = _list_in(whole)
    if found is None:
        raise _no_list(path)
    return "JSON", list(enumerate(found, 1))


def _parsed(text: str) -> object:
    """The value of a JSON text; halves of letters, which it may have as `\\ud800`, are shown as replaced ones."""
    found: object = json.loads(text)
    written = json.dumps(found, ensure_ascii=False) if "\\u" in text else ""
    return json.loads(_HALVES.sub("\ufffd", written)) if _HALVES.search(written) else found


def _list_in(whole: object) -> list[object] | None:
    """The list itself, or the longest list of objects that an object has; an object alone is a list of one."""
    if isinstance(whole, list):
        members = cast("list[object]", whole)
        return members if members and all(isinstance(each, (dict, list)) for each in members) else None
    if not isinstance(whole, dict):
        return None
    if keyed := _by_key(cast("dict[str, object]", whole)):
        return keyed
    lists: list[list[object]] = []
    for value in cast("dict[str, object]", whole).values():
        if isinstance(value, dict):
            value = next(
                (each for each in cast("dict[str, object]", value).values() if _is_list_of_objects(each)), None
            )
        if _is_list_of_objects(value):
            lists.append(cast("list[object]", value))
    return max(lists, key=len) if lists else [cast("object", whole)]


def _by_key(whole: Mapping[str, object]) -> list[object]:
    """The members of an object that has records under their identifiers, each with its identifier; [] for another one."""
    records = {key: members for key, value in whole.items() if (members := _members(value))}
    if len(records) < 2 or len(records) * 3 < len(whole) * 2:
        return []
    first, *others = records.values()
    shared = [name for name in first if all(name in each for each in others)]
    if len(shared) < 2 or len(shared) * 2 < max(len(members) for members in records.values()):
        return []
    return [{"id": key, **members} for key, members in records.items()]


def _is_list_of_objects(value: object) -> bool:
    if not isinstance(value, list) or not value:
        return False
    return all(isinstance(each, dict) for each in cast("list[object]", value))


def _flat(entry: Mapping[str, object]) -> dict[str, str]:
    """One object as cells: what stands inside others under "outer/inner", lists with semicolons."""
    if entry.get("type") == "Feature" and isinstance(entry.get("properties"), dict):
        cells = _flat(cast("Mapping[str, object]", entry["properties"]))
        geometry = entry.get("geometry")
        if isinstance(geometry, dict):
            place = cast("dict[str, Any]", geometry)
            point = place.get("coordinates")
            if place.get("type") == "Point" and isinstance(point, list) and len(cast("list[Any]", point)) >= 2:
                longitude, latitude = cast("list[Any]", point)[:2]
                cells.setdefault("latitude", _cell(latitude))
                cells.setdefault("longitude", _cell(longitude))
            else:
                cells.setdefault("geometry", json.dumps(geometry, ensure_ascii=False))
        if entry.get("id") is not None:
            cells.setdefault("id", _cell(entry["id"]))
        return cells
    cells: dict[str, str] = {}
    waiting: list[tuple[str, object]] = list(entry.items())[::-1]
    while waiting:
        key, value = waiting.pop()
        inner = _members(value)
        if inner.get("type") == "Point" and len(point := _cells_of_list(inner.get("coordinates"))) >= 2:
            cells[f"{key}/latitude"], cells[f"{key}/longitude"] = point[1], point[0]
        elif _is_list_of_objects(value):
            members = cast("list[Mapping[str, object]]", value)
            for more in dict.fromkeys(name for each in members for name in each):
                cells[f"{key}/{more}"] = "\n".join(" ".join(_cell(each.get(more)).split()) for each in members)
        elif inner:
            waiting.extend((f"{key}/{more}", each) for more, each in reversed(inner.items()))
        else:
            cells[str(key) or "Column"] = _cell(value)
    return cells


def _cells_of_list(value: object) -> list[str]:
    return [_cell(each) for each in cast("list[object]", value)] if isinstance(value, list) else []


def _members(value: object) -> dict[str, object]:
    return cast("dict[str, object]", value) if isinstance(value, dict) else {}


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value.replace("\0", "")
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, list):
        members = cast("list[object]", value)
        if not any(isinstance(each, dict | list) for each in members):
            return "; ".join(_cell(each) for each in members)
        return json.dumps(members, ensure_ascii=False)
    return str(value)


def _damaged(path: Path, reason: str) -> Exception:
    return nothing_kept(
        _("{name} is JSON that cannot be read: {reason}.").format(name=path.name, reason=reason),
        _("Save the list as CSV or XLSX in the program that made it and import that."),
    )


def _no_list(path: Path) -> Exception:
    return nothing_kept(
        _("{name} is JSON without a list of rows in it.").format(name=path.name),
        _("Save the list as CSV or XLSX in the program that made it and import that."),
    )
