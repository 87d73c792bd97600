"""A part that is made by its first letter: what it begins with goes into the same change as that letter."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from desktop.workspace import Value


class PartMaking:
    """While the person stays in the field that made a part, its change is one: the same fields, growing."""

    def __init__(self, begin: Callable[[str], Mapping[str, Value]]) -> None:
        """`begin`: what the part of this id begins with: where it belongs, what it is by default."""
        self._begin = begin
        self._making: dict[str, str] = {}  # part -> the field whose first letter made it
        self._begun: dict[str, Mapping[str, Value]] = {}

    def __contains__(self, id: object) -> bool:
        return id in self._making

    def values(self, id: str, name: str, values: Mapping[str, Value], *, known: bool) -> dict[str, Value]:
        """What has to be written where a field of a part is edited; `known`: the part is in the file."""
        if not known and id not in self._making:
            self._making[id] = name
            self._begun[id] = self._begin(id)
        elif known and self._making.get(id) != name:
            self._making.pop(id, None)
        if id in self._making and (self._making[id] == name or not known):
            return {**self._begun[id], **values}
        return dict(values)

    def leave(self, id: str, name: str, *, known: bool) -> None:
        """The person leaves a field."""
        if known and self._making.get(id) == name:
            del self._making[id]

    def end(self, id: str) -> bool:
        """The part is edited otherwise, or goes; was it being made?"""
        return self._making.pop(id, None) is not None
