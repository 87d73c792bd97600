"""What the keyboard does to the selected sessions: the same as the hand, in steps."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication

from desktop.ui.programme.canvas import Canvas
from desktop.ui.programme.cursor import (
    Cursor,
    at,
    down,
    first_or_last,
    longer,
    next_session,
    on,
    sideways,
    up,
)
from desktop.ui.programme.drag import moved, stretched
from desktop.ui.programme.pasted_text import read_pasted
from desktop.ui.programme.quick_entry import as_line
from desktop.ui.programme.session import DAY, LONGEST, SHORTEST, Session, in_order

SESSIONS_MIME = "application/x-focal-desk-sessions"
_SHOWN = ("title", "kind", "track", "place", "leads", "method")


class SessionOperations:
    """Works on a canvas and its model; every deed is one action of the journal."""

    def __init__(self, canvas: Canvas, show_message: Callable[[str], object]) -> None:
        self._canvas = canvas
        self._model = canvas.model
        self._show_message = show_message

    # Going -----------------------------------------------------------------------------------------------------------

    def go(self, where: str) -> None:
        """Lead the keyboard: up, down, left, right, next, before, day_start, day_end, first, last, earlier, later."""
        model = self._model
        cursor, found, columns = model.cursor, model.pieces, len(model.days)
        if not columns:
            return
        to: Cursor | None = cursor
        match where:
            case "up":
                to = up(cursor, found)
            case "down":
                to = down(cursor, found)
            case "left" | "right":
                to = sideways(cursor, found, columns, 1 if where == "right" else -1)
            case "next" | "before":
                to = next_session(cursor, found, 1 if where == "next" else -1)
            case "day_start" | "day_end":
                to = first_or_last(cursor.column, found, last=where == "day_end")
            case "first" | "last":
                ends = [each for each in found if each.begins]
                key = lambda each: (each.column, each.start, each.lane)  # noqa: E731 - short, and used twice
                to = on((max if where == "last" else min)(ends, key=key)) if ends else None
            case _:
                by = 240 if where == "later" else -240
                to = at(cursor.column, min(max(self._minute() + by, 0), DAY - 15), found)
        if to is not None:
            model.move_cursor(to)

    def mark_time(self, by: int) -> None:
        """More or less free time, for what is made there."""
        if self._model.cursor.free:
            self._model.move_cursor(longer(self._model.cursor, by))

    def toggle(self) -> None:
        """Select the session under the keyboard too, or no longer."""
        id = self._model.cursor.session
        if id:
            self._model.select(self._model.selected ^ {id})

    def extend(self, by: int) -> None:
        """Go to the next session and select it as well."""
        before = self._model.selected
        to = next_session(self._model.cursor, self._model.pieces, by)
        self._model.move_cursor(to, select=False)
        self._model.select({*before, to.session} - {""})

    def select_all(self) -> None:
        """Every session."""
        self._model.select(self._model.sessions)

    def select_day(self) -> None:
        """Every session of the day where the keyboard stands."""
        column = self._model.cursor.column
        self._model.select({each.session.id for each in self._model.pieces if each.column == column})

    def _minute(self) -> int:
        cursor = self._model.cursor
        return self._model.sessions[cursor.session].start if cursor.session else cursor.minute

    # Moving and stretching -------------------------------------------------------------------------------------------

    def shift(self, minutes: int) -> None:
        """Earlier or later."""
        self._model.put([moved(each, 0, minutes, self._model.days) for each in self._model.chosen()])

    def shift_days(self, columns: int) -> None:
        """To another day; beyond the last one there is a new one, before the first there is none."""
        days, chosen = self._model.days, self._model.chosen()
        if columns < 0 and any(each.day == days[0] for each in chosen):
            return
        self._model.put([moved(each, columns, 0, days) for each in chosen])

    def stretch(self, start_by: int, end_by: int) -> None:
        """Begin or end earlier or later."""
        self._model.put([stretched(each, start_by, end_by) for each in self._model.chosen()])

    def set_kind(self, code: str) -> None:
        """Make the selected ones a session, a travel, a meal ..."""
        self._model.put([replace(each, kind=code) for each in self._model.chosen()])

    # Making and taking away ------------------------------------------------------------------------------------------

    def new(self) -> None:
        """A session where the keyboard stands; on a session, right after it. Its title is written at once."""
        model = self._model
        if model.days and model.writable:
            day, minute = self.here()
            length = model.cursor.length if model.cursor.free else 60
            self._canvas.edit_title(model.make(Session("", day, 0, 0).at(day, minute, length)))

    def here(self) -> tuple[int, int]:
        """Day and minute where something new goes: where the keyboard stands, or after the session there."""
        cursor, model = self._model.cursor, self._model
        if session := model.sessions.get(cursor.session):
            return session.day + session.end // DAY, session.end % DAY
        return (model.days[cursor.column] if cursor.column < len(model.days) else 1), cursor.minute

    def enter(self) -> None:
        """Write the title of the session here; in free time make one."""
        if self._model.cursor.session:
            self._canvas.edit_title(self._model.cursor.session)
        else:
            self.new()

    def delete(self) -> int:
        """Put the selected ones into the bin; the keyboard stays at their time."""
        model = self._model
        chosen = model.chosen()
        if not chosen or not model.writable:
            return 0
        column, minute = model.cursor.column, self._minute()
        number = model.delete([each.id for each in chosen])
        model.move_cursor(at(min(column, max(len(model.days) - 1, 0)), minute, model.pieces))
        return number

    def copy(self) -> int:
        """To the clipboard: the sessions, and for other programs their lines."""
        chosen = self._model.chosen()
        if chosen:
            data = QMimeData()
            packed = [
                {"id": each.id, "day": each.day, "start": each.start, "minutes": each.minutes}
                | {name: getattr(each, name) for name in _SHOWN}
                for each in chosen
            ]
            data.setData(SESSIONS_MIME, json.dumps(packed).encode())
            data.setText("\n".join(as_line(each) for each in chosen))
            QApplication.clipboard().setMimeData(data)
        return len(chosen)

    def cut(self) -> int:
        """To the clipboard, and away."""
        return self.delete() if self.copy() else 0

    def paste(self) -> tuple[int, str]:
        """What was copied, from where the keyboard stands; lines or cells of text become sessions.

        Returns how many, and what of the text was left out, in words.
        """
        model, data = self._model, QApplication.clipboard().mimeData()
        if not model.days or not model.writable or data is None:
            return 0, ""
        day, minute = self.here()
        if data.hasFormat(SESSIONS_MIME):
            packed = _unpacked(bytes(data.data(SESSIONS_MIME).data()))
            return len(model.copy(placed(packed, day, minute))), ""
        pasted = read_pasted(data.text(), day=day, minute=minute, first=self._canvas.first)
        return len(model.make_all(pasted.sessions)), pasted.left_out()

    def duplicate(self) -> int:
        """Copies right after the selected ones."""
        chosen = self._model.chosen()
        if not chosen or not self._model.writable:
            return 0
        last = max(chosen, key=lambda each: each.day * DAY + each.end)
        day, minute = last.day + last.end // DAY, last.end % DAY
        return len(self._model.copy(placed([(each, each.id) for each in chosen], day, minute)))

    def duplicate_next_day(self) -> int:
        """Copies at the same time of the next day."""
        chosen = self._model.chosen()
        if not self._model.writable:
            return 0
        return len(self._model.copy([(each.at(each.day + 1, each.start), each.id) for each in chosen]))


def placed(copies: list[tuple[Session, str]], day: int, minute: int) -> list[tuple[Session, str]]:
    """Copies with the first of them here, the others as far from it as they were."""
    if not copies:
        return []
    first = in_order(each for each, _source in copies)[0]
    by = (day - first.day) * DAY + minute - first.start
    return [(each.at(each.day, each.start + by), source) for each, source in copies]


def _unpacked(data: bytes) -> list[tuple[Session, str]]:
    """What `copy` packed, as far as it makes sense: another program may have written it."""
    try:
        return [(_session(each), str(each["id"])) for each in json.loads(data)]
    except (ValueError, KeyError, TypeError):
        return []


def _session(packed: dict[str, Any]) -> Session:
    shown = {name: str(packed[name]) for name in _SHOWN}
    minutes = min(max(int(packed["minutes"]), SHORTEST), LONGEST)
    return replace(Session("", 1, 0, minutes), **shown).at(int(packed["day"]), int(packed["start"]))
