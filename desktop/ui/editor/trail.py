"""The records that a person came through by links, so that there is a way back."""

from __future__ import annotations


class Trail:
    """Ends where another record is chosen otherwise (in the list, by a search)."""

    def __init__(self) -> None:
        self._came_from: list[tuple[str, str]] = []
        self._expected = ""

    def leave(self, id: str, title: str, to: str) -> None:
        """A link leads from the record `id` to another one."""
        self._came_from.append((id, title))
        self._expected = to

    def back(self) -> str:
        """The id of the record to go back to; "" where there is none."""
        self._expected = self._came_from.pop()[0] if self._came_from else ""
        return self._expected

    def arrived(self, id: str) -> None:
        """A record is shown."""
        if id != self._expected:
            self._came_from.clear()
        self._expected = ""

    @property
    def title(self) -> str:
        """What the record to go back to is called; "" where there is none."""
        return self._came_from[-1][1] if self._came_from else ""
