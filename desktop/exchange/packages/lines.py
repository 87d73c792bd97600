"""One change as one line of canonical JSON, written and read with every check."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn, cast

from desktop.errors import UserFacingError
from desktop.exchange.packages.format import SHA256, UUID, canonical, read_canonical
from desktop.exchange.packages.limits import MAX_LINE, MAX_NAME, MAX_NUMBER, MAX_SHORT, MAX_TEXT, malformed
from desktop.words import _
from desktop.workspace import RECORD_TYPES, FieldKind, RecordType, Value, split_member
from desktop.workspace.receiving import SharedChange
from desktop.workspace.rows import fits

_TYPE = re.compile(r"[a-z][a-z0-9_]{0,39}\Z")
_CONTROL = re.compile(r"[\x00-\x1f]")
_KEYS = {"author", "group", "record", "replaces", "replica", "seq", "stamp", "time", "type", "values"}
_SMALLEST = -MAX_NUMBER


class Replicas:
    """The replicas that changes name, by index in the order in which they appear."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self._places: dict[str, int] = {}

    def place(self, id: str) -> int:
        """The index of a replica."""
        if id not in self._places:
            self._places[id] = len(self.ids)
            self.ids.append(id)
        return self._places[id]


def write_line(change: SharedChange, replicas: Replicas) -> bytes:
    """A change as a line with its end. Raises UserFacingError where it is longer than a package may hold."""
    place = replicas.place(change.replica)
    line = canonical(
        {
            "replica": place,
            "seq": change.seq,
            "stamp": [change.ms, change.counter],
            "time": change.time,
            "author": change.author,
            "group": [change.group, change.kind, change.label],
            "type": change.type,
            "record": change.record_id,
            "values": dict(change.values),
            "replaces": {
                name: sorted([replicas.place(replica), seq] for replica, seq in sorted(ids))
                for name, ids in sorted(change.replaces.items())
            },
        }
    )
    if len(line) >= MAX_LINE or any(isinstance(each, str) and len(each) > MAX_TEXT for each in change.values.values()):
        raise UserFacingError(
            _("The record {id} holds a text that is too long for a package.").format(id=change.record_id),
            kept=_("No file was written."),
            todo=_("Shorten it, or attach it as a file."),
        )
    return line + b"\n"


def read_line(line: bytes, replicas: Sequence[str], name: str) -> SharedChange:
    """The change of a line without its end, of the package `name`. Raises UserFacingError for anything odd in it."""
    raw = read_canonical(line, name)
    if set(raw) != _KEYS:
        _fail(name, "keys")
    type, record, author = raw["type"], raw["record"], raw["author"]
    if not isinstance(type, str) or not _TYPE.match(type):
        _fail(name, "type")
    if not isinstance(record, str) or not UUID.match(record):
        _fail(name, "record")
    if not isinstance(author, str) or len(author) > MAX_SHORT:
        _fail(name, "author")
    group = _list(raw["group"], 3, name, "group")
    if not all(isinstance(each, str) and len(each) <= MAX_SHORT for each in group) or not group[0]:
        _fail(name, "group")
    ms, counter = (_number(each, name, "stamp") for each in _list(raw["stamp"], 2, name, "stamp"))
    values = _object(raw["values"], name, "values")
    kind = RECORD_TYPES.get(type)
    for field, value in values.items():
        _check_value(kind, field, value, name)
    if not values:
        _fail(name, "values")
    replaces = {
        field: _replaced(ids, replicas, name) for field, ids in _object(raw["replaces"], name, "replaces").items()
    }
    return SharedChange(
        replica=_replica(raw["replica"], replicas, name), seq=_number(raw["seq"], name, "seq") or _fail(name, "seq"),
        ms=ms, counter=counter, type=type, record_id=record, values=cast(Mapping[str, Value], values),
        replaces=replaces, group=group[0], kind=group[1], label=group[2], author=author,
        time=_number(raw["time"], name, "time"),
    )  # fmt: skip


def _fail(name: str, what: str) -> NoReturn:
    raise malformed(name, f"change: {what}")


def _number(found: object, name: str, what: str) -> int:
    if type(found) is not int or not 0 <= found <= MAX_NUMBER:
        _fail(name, what)
    return found


def _list(found: object, length: int, name: str, what: str) -> list[Any]:
    if not isinstance(found, list) or len(cast(list[Any], found)) != length:
        _fail(name, what)
    return cast(list[Any], found)


def _object(found: object, name: str, what: str) -> dict[str, Any]:
    if not isinstance(found, dict):
        _fail(name, what)
    fields = cast(dict[str, Any], found)
    if not all(0 < len(field) <= MAX_NAME and not _CONTROL.search(field) for field in fields):
        _fail(name, what)
    return fields


def _replica(found: object, replicas: Sequence[str], name: str) -> str:
    place = _number(found, name, "replica")
    if place >= len(replicas):
        _fail(name, "replica")
    return replicas[place]


def _replaced(ids: object, replicas: Sequence[str], name: str) -> list[tuple[str, int]]:
    if not isinstance(ids, list):
        _fail(name, "replaces")
    found: list[tuple[str, int]] = []
    before = (-1, -1)
    for each in cast(list[object], ids):
        place, seq = _list(each, 2, name, "replaces")
        replica, number = _replica(place, replicas, name), _number(seq, name, "replaces")
        if (place, number) <= before or not number:
            _fail(name, "replaces")
        before = (place, number)
        found.append((replica, number))
    if not found:
        _fail(name, "replaces")
    return sorted(found)


def _check_value(kind: RecordType | None, field: str, value: object, name: str) -> None:
    """Does a value have a type that a change can hold, and that its field takes, where this version knows it?"""
    if isinstance(value, str):
        if len(value) > MAX_TEXT:
            _fail(name, "length")
    elif isinstance(value, int):  # true and false too
        if not _SMALLEST <= value <= MAX_NUMBER:
            _fail(name, "value")
    elif value is not None:
        _fail(name, "value")
    if kind is None:
        return
    if kind.is_private(field):
        _fail(name, "private")
    if not fits(kind, field, value):
        _fail(name, f"value of {field[:40]}")
    head, key = split_member(field)
    known = kind.by_name.get(head)
    if known is not None and known.kind is FieldKind.FILES and not SHA256.match(key):
        _fail(name, "attachment")
