"""A programme that is pasted: lines of a text, or columns of a spreadsheet with or without a row of headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from desktop.i18n import ngettext
from desktop.ui.programme.quick_entry import USUAL, code_of, read_day, read_entry, read_title
from desktop.ui.programme.session import DAY, FIRST_DAY, LAST_DAY, LONGEST, SHORTEST, Session
from desktop.values.dates import day_order
from desktop.values.moments import parse_datetime, times_at_start
from desktop.values.plain_text import plain
from desktop.vocabularies import fold

_MORNING = 9 * 60
_EARLY = 8 * 60
"""Before it a session is in the afternoon, where the day goes on and no time says otherwise: 11:30, 12:30, 2:00."""
_MAX_ROWS = 2_000
_LONGEST_STAMP = 80
"""Letters of a cell that may hold a day and a time."""
_CELL = re.compile(r'"((?:[^"]|"")*)"(?=\t|\r|\n|\Z)|([^\t\r\n]*)')
_AROUND = re.compile(r"\([^)]*\)|[^\w\s]")
_HOURS_AFTER = re.compile(r"(?:\([^)]*\)|hrs?|hours?|uhr|heures?|horas?|h)\.?\Z", re.I)
_LENGTHS = (
    re.compile(r"(?P<hours>\d{1,2}):(?P<minutes>\d\d)(?::\d\d)?\Z"),
    re.compile(r"(?P<minutes>\d{1,3})(?:\s*(?:min(?:ute|uto)?s?\.?|mn|m|'|’))?\Z", re.I),
    re.compile(r"(?P<hours>\d{1,2}(?:[.,]\d+)?)\s*(?:h|hrs?|hours?|heures?|horas?)\.?"
               r"(?:\s*(?:and|et|y)?\s*(?P<minutes>\d{1,2})\s*(?:min(?:ute|uto)?s?\.?)?)?\Z", re.I),
)  # fmt: skip
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven")
_NAMED_DAY = re.compile(rf"^(?:day|jour|dia|día)\s?(\d{{1,3}}|{'|'.join(_NUMBERS)})\b\s*(.*)\Z", re.I | re.S)
_BREAKS = re.compile(r"\s*[:–—(),;|/]\s*|\s+-\s+")

_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "day": ("day", "date", "jour", "dia", "fecha"),
    "time": ("time", "times", "hour", "hours", "time slot", "slot", "timing", "schedule", "when", "heure", "heures", "horaire",
             "horaires", "creneau", "hora", "horas", "horario"),
    "start": ("start", "starts", "start time", "starting time", "from", "begin", "begins", "beginning", "de", "debut",
              "heure de debut", "desde", "inicio", "hora de inicio", "hora inicio", "comienzo"),
    "end": ("end", "ends", "end time", "ending time", "to", "until", "till", "finish", "finish time", "a", "fin",
            "heure de fin", "hasta", "hora de fin", "hora fin", "final", "termino"),
    "minutes": ("minutes", "min", "mins", "duration", "length", "how long", "duree", "duracion", "minutos"),
    "title": ("title", "session", "sessions", "activity", "topic", "subject", "what", "item", "agenda item", "event",
              "programme", "program", "agenda", "titre", "seance", "activite", "sujet", "theme", "programa", "titulo", "sesion",
              "actividad", "asunto", "tema"),
    "place": ("place", "venue", "room", "location", "where", "lieu", "salle", "endroit", "lugar", "sala", "sitio", "donde"),
    "leads": ("who", "lead", "leads", "led by", "leader", "speaker", "speakers", "facilitator", "facilitators", "presenter",
              "presenters", "moderator", "responsible", "in charge", "qui", "responsable", "responsables", "intervenant",
              "intervenants", "animateur", "animation", "orateur", "quien", "ponente", "ponentes", "facilitador",
              "facilitadora", "moderador", "dirige"),
    "kind": ("kind", "type", "format", "genre", "tipo", "formato"),
    "method": ("method", "methods", "methode", "metodo"),
    "track": ("track", "stream", "group", "volet", "groupe", "grupo"),
}  # fmt: skip
"""What a column holds, by its heading in our languages, folded."""
_ROLES = {name: role for role, names in _HEADINGS.items() for name in names}


@dataclass
class Pasted:
    """The sessions of a text; lines of it that are none, and columns that no session has, as they are called there."""

    sessions: list[Session] = field(default_factory=list[Session])
    lines: list[str] = field(default_factory=list[str])
    columns: list[str] = field(default_factory=list[str])

    def left_out(self) -> str:
        """What was left out, in words; "" for nothing."""
        said = list[str]()
        if count := len(self.lines):
            words = ngettext(
                "One line is no session: left out (“{words}”).",
                "{count} lines are no sessions: left out (the first is “{words}”).",
                count,
            )
            said.append(words.format(count=count, words=self.lines[0][:60]))
        if self.columns:
            said.append(
                ngettext(
                    "One column has no place in the programme: left out ({names}).",
                    "{count} columns have no place in the programme: left out ({names}).",
                    len(self.columns),
                ).format(count=len(self.columns), names=", ".join(self.columns)[:120])
            )
        return " ".join(said)


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of the text. `session` None: it says only a day, or only a time, for those that follow."""

    session: Session | None = None
    day: int | None = None
    start: int | None = None
    minutes: int | None = None
    plain_clock: bool = True  # neither AM nor PM, nor a time after 12:59

    @property
    def untimed(self) -> bool:
        """Is it a title and nothing else?"""
        return self.session is not None and self.day is None and self.start is None and self.minutes is None

    @property
    def empty(self) -> bool:
        """Does it say nothing?"""
        return self.session is None and self.day is None and self.start is None


def read_pasted(text: str, *, day: int, minute: int, first: date | None = None) -> Pasted:
    """The sessions of a text: each goes on where the one before ended, unless it says otherwise.

    `day` and `minute`: where the first one stands that names none. `first`: the date of the first day.
    """
    cells = _by_days(list(_cells(_with_tabs(text))), first)
    found, rows = Pasted(), list[_Row]()
    begin, roles = _headings(cells)
    found.lines += [" ".join(filter(None, row)) for row in cells[: max(begin - 1, 0)] if any(row)]
    orders = {day_order(cell) for row in cells[:_MAX_ROWS] for cell in row}
    reader = _Reader(first, roles, found, "mdy" if "mdy" in orders and "dmy" not in orders else "dmy")
    if begin:
        names = {at: name for at, name in enumerate(cells[begin - 1]) if name and at not in roles}
        found.columns = [
            name for at, name in names.items() if any(len(row) > at and row[at] for row in cells[begin:_MAX_ROWS])
        ]
    for at, row in enumerate(cells[begin:_MAX_ROWS], begin):
        if any(row):
            following = next((each for each in cells[at + 1 : at + 20] if any(each)), [])
            rows.append(reader.row(row, following))
            if len(rows) == 2 and rows[1].session is None and rows[1].day is not None and rows[0].untimed:
                found.lines.append(" ".join(filter(None, cells[begin])))  # what stands over the first day
                rows.pop(0)
    found.lines += [" ".join(filter(None, row)) for row in cells[_MAX_ROWS:] if any(row)]
    found.sessions = _placed([row for row in rows if not row.empty], day, minute)
    return found


def _with_tabs(text: str) -> str:
    """A table whose cells stand between | or ; with tabs between them; other text as it is."""
    lines = [line for line in text.splitlines() if line.strip()]
    for sign in "|;":
        rows = [[cell.strip() for cell in line.strip().strip(sign).split(sign)] for line in lines]
        if "\t" not in text and rows and all(len(row) > 1 for row in rows) and any(_is_time(row[0]) for row in rows):
            return "\n".join("\t".join(row) for row in rows if set("".join(row)) - set("-: "))
    return text


def _cells(text: str) -> Iterator[list[str]]:
    """Rows of cells; a cell in quotation marks may hold line ends and tabs."""
    row, at = list[str](), 0
    while at <= len(text):
        match = _CELL.match(text, at)
        if match is None:
            return
        quoted = match[1]
        row.append(" ".join((quoted.replace('""', '"') if quoted is not None else match[2]).split()))
        at = match.end()
        if text[at : at + 1] == "\t":
            at += 1
            continue
        yield row
        row = []
        at += 2 if text[at : at + 2] == "\r\n" else 1


def _by_days(rows: list[list[str]], first: date | None) -> list[list[str]]:
    """A table with a column for each day as one day after the other; other rows as they are."""
    for at, row in enumerate(rows[:6]):
        days = [column for column, cell in enumerate(row) if column and cell and _is_day(cell, first)]
        if len(days) < 2 or not any(times_at_start(cell) for each in rows[at + 1 :] for cell in each[: days[0]]):
            continue
        found = rows[:at]
        for column in days:
            found.append([row[column]])
            found += [
                [*each[: days[0]], each[column]] for each in rows[at + 1 :] if len(each) > column and each[column]
            ]
        return found
    return rows


def _is_day(text: str, first: date | None) -> bool:
    day, rest = read_day(text.rstrip(" :"), first)
    return day is not None and (not rest or all(_is_day(part, first) for part in _BREAKS.split(rest) if part))


def _headings(rows: Sequence[Sequence[str]]) -> tuple[int, dict[int, str]]:
    """The number of the row after the one of headings, and what each column holds; 0 and nothing where there is none."""
    for at, row in enumerate(rows[:6]):
        found = dict[int, str]()
        for column, cell in enumerate(row):
            role = _role(cell)
            if role and role not in found.values():
                found[column] = role
        if {"time", "start", "end"} <= set(found.values()):  # hours, beside when it begins and ends
            found = {column: role for column, role in found.items() if role != "time"}
        if len(found) > 1 and not any(times_at_start(cell) for cell in row):
            if "title" not in found.values():
                rest = [column for column, cell in enumerate(row) if cell and column not in found]
                found |= dict.fromkeys(rest[:1], "title")
            if "title" in found.values():
                return at + 1, found
    return 0, {}


def _role(heading: str) -> str:
    """What a column of this heading holds; of "Venue/Room" what the first part that is known says."""
    folded = fold(heading)
    names = [" ".join(_AROUND.sub(" ", each).split()) for each in (folded, *folded.split("/"))]
    if set(names[1:]) == {"date", "time"}:
        return "time"
    return next((_ROLES[name] for name in names if name in _ROLES), "")


class _Reader:
    """Rows by themselves: what each says."""

    def __init__(self, first: date | None, roles: Mapping[int, str], found: Pasted, order: str) -> None:
        self._first, self._roles, self._found, self._order = first, roles, found, order

    def row(self, cells: Sequence[str], following: Sequence[str]) -> _Row:
        """What one row says; `following` is the next one. An empty one where it says nothing, which is noted."""
        filled = [cell for cell in cells if cell]
        if len(filled) == 1:
            day = self._heading(filled[0], self._is_timed(following))
            if day is not None:
                return _Row(day=day)
        made = self._by_headings(cells) if self._roles else self._by_sight(filled)
        if made.empty or (self._roles and made.session is None and made.start is not None):
            self._found.lines.append(" ".join(filled))
            return _Row(day=made.day)
        return made

    def _is_timed(self, cells: Sequence[str]) -> bool:
        return any(times_at_start(cell) is not None for cell in cells)

    def _heading(self, text: str, timed: bool) -> int | None:
        """The day that a line names for those that follow: "Day 2 – Tuesday 5 May"; with a theme only before a time."""
        alone, rest = read_day(text.rstrip(" :"), self._first, order=self._order)
        if alone is not None and not rest:
            return _within(alone)
        words = _NAMED_DAY.match(text)
        parts = [part for part in _BREAKS.split(words[2] if words else text) if part]
        dated = [self._day(part) for part in parts]
        day = _number(words[1]) if words else next((each for each in dated[:2] if each is not None), None)
        if day is None or _is_time(text) or (not all(each is not None for each in dated) and not timed):
            return None
        return _within(day)

    def _stamp(self, text: str) -> tuple[int | None, str]:
        """Day and time of a cell that holds both, "Mon 15 June 9:00-10:00"; else None, and the cell."""
        if (whole := parse_datetime(text)) is not None and "T" in whole:
            date, time = whole.split("T")
            return self._day(date), time
        for gap in re.finditer(r"[\s,]+", text if len(text) <= _LONGEST_STAMP else ""):
            if _is_time(text[gap.end() :]) and (day := self._day(text[: gap.start()])) is not None:
                return day, text[gap.end() :]
        return None, text

    def _day(self, text: str) -> int | None:
        """The day that is all of a text."""
        day, rest = read_day(text.rstrip(" :"), self._first, order=self._order)
        return None if rest else day

    def _by_headings(self, cells: Sequence[str]) -> _Row:
        by_role = {role: cells[column] for column, role in self._roles.items() if column < len(cells) and cells[column]}
        numbered = by_role.get("day", "")
        day = _within(int(numbered)) if re.fullmatch(r"\d{1,2}", numbered) else self._day(numbered)
        stamps = [self._stamp(by_role.get(role, "")) for role in ("time", "start", "end")]
        day = day if day is not None else next((each for each, _time in stamps if each is not None), None)
        start, minutes, plain_clock = _when(*(time for _day, time in stamps))
        if minutes is None:
            minutes = _length(by_role.get("minutes", ""))
        title = by_role.get("title", "")
        if start is None and (times := times_at_start(title)) is not None and times.start is not None and times.rest:
            start, minutes, plain_clock = _when(times.written, "", "")
            title = times.rest
        kind, method = code_of("session_kinds", by_role.get("kind", "")), code_of("methods", by_role.get("method", ""))
        method = method or (code_of("methods", by_role.get("kind", "")) if not kind else "")
        if not title:
            return _Row(day=day, start=start, minutes=minutes, plain_clock=plain_clock)
        session = read_title(title, Session("", 1, 0, USUAL))
        more = {name: by_role[name] for name in ("place", "track", "leads") if name in by_role}
        codes = {name: code for name, code in (("kind", kind), ("method", method)) if code}
        return _Row(replace(session, **more, **codes), day, start, minutes, plain_clock)

    def _by_sight(self, cells: Sequence[str]) -> _Row:
        """Of several cells, those that are a day, times and a length say so; the others are the title."""
        if len(cells) == 1:
            return self._line(cells[0])
        day: int | None = None
        times, texts = list[str](), list[str]()
        minutes: int | None = None
        for cell in cells:
            named, time = self._stamp(cell)
            if len(times) < 2 and _is_time(time):
                times.append(time)
                day = named if day is None else day
            elif times and not texts and minutes is None and (length := _length(cell)) is not None:
                minutes = length
            elif day is None and not texts and (named := self._day(cell)) is not None:
                day = named
            else:
                texts.append(cell)
        if day is None and not times:
            return self._line(" ".join(cells))
        start, ended, plain_clock = _when("", times[0], times[1]) if len(times) > 1 else _when("".join(times), "", "")
        minutes = ended if ended is not None else minutes
        if not texts:
            return _Row(day=day, start=start, minutes=minutes, plain_clock=plain_clock)
        title = texts[0] + "".join(f" {each}" if each[:1] in "@#/&" else f", {each}" for each in texts[1:])
        return _Row(read_title(title, Session("", 1, 0, USUAL)), day, start, minutes, plain_clock)

    def _line(self, text: str) -> _Row:
        """A line as it is typed."""
        if _is_time(text):
            start, minutes, plain_clock = _when(text, "", "")
            return _Row(start=start, minutes=minutes, plain_clock=plain_clock)
        entry = read_entry(text, day=0, minute=-1, first=self._first)
        session = entry.session
        if session is None:
            return _Row()
        day = None if not entry.dated else session.day
        start = session.start if entry.timed else None
        return _Row(session, day, start, session.minutes if entry.lasting else None, entry.plain_clock)


def _placed(rows: Sequence[_Row], day: int, minute: int) -> list[Session]:
    """The sessions, each at its time."""
    made, cuts = list[Session](), list[int]()
    open_end = False
    short = all(row.plain_clock for row in rows)
    waiting: _Row | None = None
    before = -1  # when the session before began, of this day
    for row in rows:
        if row.day is not None and row.day != day:
            day, minute, before = _within(row.day) or day, _MORNING, -1
        if row.session is None:
            if row.day is not None:
                minute, before = _MORNING if row.start is None else row.start, -1
            waiting = row if row.start is not None else None
            continue
        start, minutes = row.start, row.minutes
        if start is None and waiting is not None:
            start, minutes = waiting.start, minutes if minutes is not None else waiting.minutes
        waiting = None
        if start is None and made and made[-1].day == day and made[-1].track not in ("", row.session.track):
            start, minutes = made[-1].start, made[-1].minutes if minutes is None else minutes  # beside the one before
        if start is not None and short and start < _EARLY and start < before < start + DAY // 2:
            start += DAY // 2
        if start is not None and open_end and made[-1].day == day and made[-1].start < start < made[-1].end:
            cuts.append(len(made) - 1)
        at = minute if start is None else start
        session = row.session.at(day, at, min(max(minutes if minutes is not None else USUAL, SHORTEST), LONGEST))
        made.append(session)
        open_end, before = minutes is None, session.start
        day, minute = session.day + session.end // DAY, session.end % DAY
        if session.end >= DAY:
            before = -1
    if all(one.start <= two.start for one, two in pairwise(made) if one.day == two.day):
        for at in cuts:  # in a list that goes by the clock, a session without an end lasts until the next one
            made[at] = made[at].between(made[at].start, made[at + 1].start)
    return made


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else _NUMBERS.index(text.lower()) + 1


def _within(day: int) -> int | None:
    return day if FIRST_DAY <= day <= LAST_DAY else None


def _is_time(text: str) -> bool:
    """Is all of it a time, or two?"""
    times = times_at_start(text)
    return times is not None and times.start is not None and (not times.rest or bool(_HOURS_AFTER.match(times.rest)))


def _when(both: str, start: str, end: str) -> tuple[int | None, int | None, bool]:
    """Start, length, and whether the clock of twelve hours is possible, of one cell with both or of two cells."""
    times = times_at_start(both)
    if times is not None and times.start is not None:
        written = times.written
        begins, ends = times.start, times.end
    else:
        written = f"{start} {end}"
        begins = _clock(start) if start else None
        ends = None
    if end and ends is None:
        ends = _clock(end)
    plain_clock = not re.search(r"[ap]\.?\s?m\b", written, re.I) and max(begins or 0, ends or 0) < 13 * 60
    if begins is None or ends is None:
        return begins, None, plain_clock
    return begins, _minutes_between(begins, ends, plain_clock), plain_clock


def _minutes_between(start: int, end: int, plain_clock: bool) -> int:
    if end > start:
        return end - start
    return end - start + (DAY // 2 if plain_clock and end + DAY // 2 > start else DAY)


def _clock(text: str) -> int | None:
    """A time of day in a cell; a spreadsheet may give it as a part of the day: 0.375."""
    times = times_at_start(text)
    if times is not None and times.end is None:
        return times.start
    written = plain(text).replace(",", ".")
    if re.fullmatch(r"0?\.\d+", written):
        return round(float(written) * DAY) % DAY
    return int(written) * 60 if re.fullmatch(r"\d{1,2}", written) and int(written) < 24 else None


def _length(text: str) -> int | None:
    """How long it is, in minutes: 90, 90 min, 1:30, 1.5 h."""
    written = plain(text)
    for pattern in _LENGTHS:
        if found := pattern.match(written):
            parts = found.groupdict()
            hours = float((parts.get("hours") or "0").replace(",", "."))
            minutes = round(hours * 60) + int(parts.get("minutes") or 0)
            return minutes if 0 < minutes <= LONGEST else None
    return None
