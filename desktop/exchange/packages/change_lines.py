"""One change as one line of canonical JSON, written and read with every check.

Its longer texts stand in a file of their own, one a line, in the same order: texts pack better beside texts, and so do
the codes and numbers without them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NoReturn, cast

from desktop.errors import UserFacingError
from desktop.exchange.packages.format import SHA256, UUID, canonical, read_canonical
from desktop.exchange.packages.limits import MAX_LINE, MAX_NAME, MAX_NUMBER, MAX_SHORT, MAX_TEXT, malformed
from desktop.i18n import _
from desktop.workspace import RECORD_TYPES, FieldKind, RecordType, Value, split_member
from desktop.workspace.changes.proofs import Proof
from desktop.workspace.changes.record_state import MOST_REFERENCES
from desktop.workspace.changes.shared_change import SharedChange, SharedReference
from desktop.workspace.records.columns import slots_of
from desktop.workspace.storage.replica_ids import is_proven

_TYPE = re.compile(r"[a-z][a-z0-9_]{0,39}\Z")
_FIRST = re.compile(r"[1-9][0-9]{0,14}\Z")
_CONTROL = re.compile(r"[\x00-\x1f]")
_KEYS = {"author", "group", "record", "replica", "seq", "stamp", "type", "values"}
_MORE_KEYS = {"replaces", "time"}
_ERASED_KEYS = {"gone", "salts"}
_MARK = re.compile(r"[0-9a-f]{16}\Z")
_COMMITMENT, _KEY = re.compile(r"[0-9a-f]{64}\Z"), re.compile(r"[0-9a-f]{32}\Z")
_TEXT_ELSEWHERE: list[object] = []
"""Stands in a line for a text that stands in the other file."""
_LONG = 16
"""Letters from which a text stands there."""
_SMALLEST = -MAX_NUMBER


class ReplicaIndex:
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


def write_line(change: SharedChange, replicas: ReplicaIndex, *, proofs: bool = True) -> tuple[bytes, list[bytes]]:
    """A change as a line, and its texts as lines, all with their ends. Without `proofs` as before format 3.

    Raises UserFacingError where one is longer than a package may hold.
    """
    place = replicas.place(change.replica)
    apart = [field for field, value in sorted(change.values.items()) if _is_long_text(value)]
    texts = [canonical(change.values[field]) for field in apart]
    data: dict[str, Any] = {
        "replica": place,
        "seq": change.seq,
        "stamp": [change.ms, change.counter],
        "author": change.author,
        "group": [_group_json(change), change.kind, change.label],
        "type": change.type,
        "record": change.record_id,
        "values": {**change.values, **dict.fromkeys(apart, _TEXT_ELSEWHERE)},
    }
    if change.time != change.ms:
        data["time"] = change.time
    if change.replaces:
        data["replaces"] = {
            name: sorted([replicas.place(id[0]), *(id[1:] if proofs else id[1:2])] for id in sorted(ids))
            for name, ids in sorted(change.replaces.items())
        }
    if proofs and change.proof is not None and change.proof.gone:
        data["gone"], data["salts"] = dict(change.proof.gone), dict(change.proof.keys)
    line = canonical(data)
    if any(len(each) >= MAX_LINE for each in (line, *texts)) or any(
        isinstance(each, str) and len(each) > MAX_TEXT for each in change.values.values()
    ):
        raise UserFacingError(
            _("The record {id} contains a text that is too long for a package.").format(id=change.record_id),
            kept=_("No file was written."),
            todo=_("Shorten it, or attach it as a file."),
        )
    return line + b"\n", [text + b"\n" for text in texts]


def _is_long_text(value: Value) -> bool:
    return isinstance(value, str) and len(value) >= _LONG and not UUID.match(value)


def _group_json(change: SharedChange) -> str | int:
    """An action by the number of its first change, where that is its name."""
    replica, _colon, first = change.group.partition(":")
    return int(first) if replica == change.replica and _FIRST.match(first) else change.group


def read_line(
    line: bytes, texts: Iterator[bytes], replicas: Sequence[str], name: str, *, proofs: bool = True
) -> SharedChange:
    """The change of a line without its end, of the package `name`; its texts are taken from `texts`.

    Raises UserFacingError for anything odd in it.
    """
    raw = read_canonical(line, name)
    if not _KEYS <= set(raw) <= _KEYS | _MORE_KEYS | (_ERASED_KEYS if proofs else set()):
        _fail(name, "keys")
    type, record, author = raw["type"], raw["record"], raw["author"]
    if not isinstance(type, str) or not _TYPE.match(type):
        _fail(name, "type")
    if not isinstance(record, str) or not UUID.match(record):
        _fail(name, "record")
    if not isinstance(author, str) or len(author) > MAX_SHORT:
        _fail(name, "author")
    ms, counter = (_number(each, name, "stamp") for each in _list(raw["stamp"], 2, name, "stamp"))
    values = _object(raw["values"], name, "values")
    record_type = RECORD_TYPES.get(type)
    for field, value in values.items():
        if value == _TEXT_ELSEWHERE:
            value = values[field] = _text(texts, name)
        _check_value(record_type, field, value, name)
    if not values:
        _fail(name, "values")
    replaces = {
        field: _replaced(ids, replicas, name, proofs)
        for field, ids in _object(raw.get("replaces", {}), name, "replaces").items()
    }  # fmt: skip
    if sum(len(ids) for ids in replaces.values()) > MOST_REFERENCES:
        _fail(name, "replaces")
    replica = _replica(raw["replica"], replicas, name)
    group, group_kind, label = _group(raw["group"], replica, name)
    return SharedChange(
        replica=replica, seq=_number(raw["seq"], name, "seq") or _fail(name, "seq"),
        ms=ms, counter=counter, type=type, record_id=record, values=cast(Mapping[str, Value], values),
        replaces=replaces, group=group, kind=group_kind, label=label, author=author,
        time=_number(raw.get("time", ms), name, "time"), proof=_erased_part(raw, replica, name) if proofs else None,
    )  # fmt: skip


def _erased_part(raw: Mapping[str, Any], replica: str, name: str) -> Proof | None:
    """What a line says of the proof of its change; signature and salt stand elsewhere."""
    gone, salts = _object(raw.get("gone", {}), name, "gone"), _object(raw.get("salts", {}), name, "salts")
    if not is_proven(replica):
        if gone or salts:
            _fail(name, "gone")
        return None
    if ("gone" in raw) != ("salts" in raw) or ("gone" in raw and not gone):
        _fail(name, "gone")
    for found, form in ((gone, _COMMITMENT), (salts, _KEY)):
        if not all(isinstance(each, str) and form.match(each) for each in found.values()):
            _fail(name, "gone")
    return Proof(signature=b"", salt=b"", digest=b"", gone=gone, keys=salts)


def _text(texts: Iterator[bytes], name: str) -> str:
    line = next(texts, None)
    if line is None:
        _fail(name, "text")
    try:
        found = json.loads(line.decode())
        same = canonical(found) == line
    except (ValueError, RecursionError) as error:
        raise malformed(name, "text") from error
    if not isinstance(found, str) or not same:
        _fail(name, "text")
    return found


def _group(found: object, replica: str, name: str) -> tuple[str, str, str]:
    id, kind, label = _list(found, 3, name, "group")
    if isinstance(id, int):
        id = f"{replica}:{_number(id, name, 'group') or _fail(name, 'group')}"
    if not all(isinstance(each, str) and len(each) <= MAX_SHORT for each in (id, kind, label)) or not id:
        _fail(name, "group")
    return id, kind, label


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
    if fields and (_CONTROL.search("".join(fields)) or "" in fields or max(map(len, fields)) > MAX_NAME):
        _fail(name, what)
    return fields


def _replica(found: object, replicas: Sequence[str], name: str) -> str:
    place = _number(found, name, "replica")
    if place >= len(replicas):
        _fail(name, "replica")
    return replicas[place]


def _replaced(ids: object, replicas: Sequence[str], name: str, proofs: bool) -> list[SharedReference]:
    if not isinstance(ids, list):
        _fail(name, "replaces")
    found: list[SharedReference] = []
    before = (-1, -1, "")
    for each in cast(list[object], ids):
        parts = cast("list[object]", each) if isinstance(each, list) else []
        marked = proofs and len(parts) == 3
        place, seq, *mark = _list(parts, 3 if marked else 2, name, "replaces")
        replica, number = _replica(place, replicas, name), _number(seq, name, "replaces")
        if marked and not (isinstance(mark[0], str) and _MARK.match(mark[0])):
            _fail(name, "replaces")
        at = (place, number, mark[0] if marked else "")
        if at <= before or not number:
            _fail(name, "replaces")
        before = at
        found.append((replica, number, mark[0]) if marked else (replica, number))
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
    slot = slots_of(kind.name)[field]
    if slot.private:
        _fail(name, "private")
    if not slot.takes(value):
        _fail(name, f"value of {field[:40]}")
    if field.startswith(_attached(kind.name)):
        head, key = split_member(field)
        known = kind.by_name.get(head)
        if known is not None and known.kind is FieldKind.FILES and not SHA256.match(key):
            _fail(name, "attachment")


@cache
def _attached(kind_name: str) -> tuple[str, ...]:
    """The fields of a record type that hold attachments."""
    return tuple(field.name for field in RECORD_TYPES[kind_name].fields if field.kind is FieldKind.FILES)
