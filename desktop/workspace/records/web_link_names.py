"""Names of links in the journal. They say nothing: `links/<32 random hexadecimal digits>`, with the address in the value, so
that nothing of an address that is erased stays in a name.

What people and lists see is `links/<address>` = label. Changes of versions before proofs name links so in the journal too;
they are read as if they had a name of the new kind, which follows from the old one.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from hashlib import sha256
from typing import TypeVar

from desktop.workspace.records.kinds.field import Value

LINKS = "links/"
_NAME = re.compile(r"links/[0-9a-f]{32}\Z")
_ERASED = re.compile(r"links/[0-9a-f]{64}\Z")
_T = TypeVar("_T")


def says_nothing(name: str) -> bool:
    """May a field be named so in the journal? All names but those of links that hold an address."""
    return not name.startswith(LINKS) or _NAME.match(name) is not None


def new_link_name() -> str:
    """For one link of one record."""
    return f"{LINKS}{os.urandom(16).hex()}"


def link_value(address: str, label: Value) -> str:
    """Address and label as one value of the journal."""
    return f"{address}\n{label}" if isinstance(label, str) and label not in ("", address) else address


def read_link(value: Value) -> tuple[str, str] | None:
    """Address and label of a value of the journal, of itself the address; None where there is no address."""
    if not isinstance(value, str):
        return None
    address, _newline, label = value.partition("\n")
    return (address, label or address) if address else None


def read_link_of(name: str, value: Value) -> tuple[str, str] | None:
    """The same of any field; None where it is no link."""
    return read_link(value) if name.startswith(LINKS) else None


def _name_of_old(name: str) -> str:
    """The name that stands for one of an earlier version, which holds the address, or what is left of it."""
    key = name.removeprefix(LINKS)
    return f"{LINKS}{key[:32] if _ERASED.match(name) else sha256(name.encode()).hexdigest()[:32]}"


def of_old(values: Mapping[str, Value]) -> Mapping[str, Value]:
    """The values of a change with the names of today."""
    if all(says_nothing(name) for name in values):
        return values
    found = dict[str, Value]()
    for name, value in values.items():
        if says_nothing(name):
            found[name] = value
        else:
            found[_name_of_old(name)] = None if value is None else link_value(name.removeprefix(LINKS), value)
    return found


def of_old_names(values: dict[str, _T]) -> dict[str, _T]:
    """The same of what a change replaces."""
    if all(says_nothing(name) for name in values):
        return values
    return {name if says_nothing(name) else _name_of_old(name): value for name, value in values.items()}


def shown_links(values: Mapping[str, Value]) -> dict[str, str]:
    """Address -> label of the links of a record, by its values under the names of the journal. Of two links with one address
    the one with the smaller name is shown.
    """
    found: dict[str, str] = {}
    for name in sorted(name for name in values if name.startswith(LINKS)):
        if (link := read_link(values[name])) is not None:
            found.setdefault(*link)
    return found


def to_journal(values: Mapping[str, Value], known: Mapping[str, Value]) -> dict[str, Value]:
    """What a person sets, with links by their addresses, as it is written: `known` are the values that the record shows, under
    the names of the journal. All links with an address are set together.
    """
    found: dict[str, Value] = {}
    for name, value in values.items():
        if says_nothing(name):
            found[name] = value
            continue
        address = name.removeprefix(LINKS)
        there = [each for each in known if (link := read_link_of(each, known[each])) and link[0] == address]
        said = None if value in (None, "", False) else link_value(address, value)
        for each in there if there or said is None else [new_link_name()]:
            found[each] = said
    return found


def shown_name(name: str, *values: Value) -> str:
    """What a field of the journal is called for people: a link by its address, as the first of these values has it."""
    if not name.startswith(LINKS):
        return name
    return next((f"{LINKS}{link[0]}" for value in values if (link := read_link(value)) is not None), name)


def shown_value(name: str, value: Value) -> Value:
    """What a value of the journal is for people: of a link its label."""
    link = read_link_of(name, value)
    return value if link is None else link[1]
