"""A session in one line of text: `9:00-10:30 Welcome @Town hall #plenary`. So a programme is typed, or pasted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from desktop import vocabularies
from desktop.i18n import LANGUAGES, _
from desktop.ui.programme.session import DAY, FIRST_DAY, LAST_DAY, LONGEST, SHORTEST, Session
from desktop.values.calendar_names import calendar_names
from desktop.values.dates import parse_date
from desktop.values.moments import times_at_start
from desktop.vocabularies import fold

USUAL = 60
EARLY = 6
"""Hours: before it no session begins that is written as 1h30."""
_LENGTH = re.compile(r"^\+?(?:(\d{1,2})\s*h(?:\s*(\d{1,2})(?:\s*min)?)?|(\d{1,3})\s*(?:min|mn|m|'|’))(?=\s|$)", re.I)
_HOURS = re.compile(r"(\d{1,2})\s?h[\s\d]*$", re.I)
_HALF = re.compile(r"[ap]\.?\s?m\b", re.I)
_NEAR = 60
"""Days from the first one."""
_PLUS = re.compile(r"^\+(\d{1,3})(?=\s|$)")
_NUMBERED = re.compile(r"^(?:day|jour|dia|día|d|j)\s?(\d{1,3})(?=\s|:|$):?", re.I)
_MARK = re.compile(r"(?:^|\s)(?:(@)\s*|([#/&]))(?=\S)")
"""A blank may follow @ alone: with one, the others stand in titles ("Welcome & coffee", "Session # 3")."""
_BY_WORD = ("travel", "meal", "break")
"""Kinds that a title names by itself: Lunch, Coffee break."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a line means; `problem` in words where a part of it is not understood. `session` None: it has no title.

    `dated`, `timed`, `lasting`: it says its day, its start, its length itself. `plain_clock`: its times may be of the
    afternoon, for they say neither AM nor PM and none is after 12:59.
    """

    session: Session | None
    problem: str = ""
    dated: bool = False
    timed: bool = False
    lasting: bool = False
    plain_clock: bool = True


def read_entry(text: str, *, day: int, minute: int, first: date | None = None) -> Entry:
    """Read a line; where it names no day or time, it is `day` and `minute`. `first`: the date of the first day."""
    rest = text.strip().lstrip("•*-– ").strip()
    if not rest:
        return Entry(None)
    found, rest = read_day(rest, first)
    dated, problem = found is not None, ""
    if found is not None:
        if not FIRST_DAY <= found <= LAST_DAY:
            problem, found, dated = _("This day is before the visit."), day, False
        day = found
    time = _read_time(rest)
    rest, problem = time.rest, problem or time.problem
    title, marks = _marks(rest)
    kind = method = track = place = leads = ""
    for sign, words in marks:
        if sign == "@":
            place = words
        elif sign == "/":
            track = words
        elif sign == "&":
            leads = f"{leads}, {words}" if leads else words
        elif code := code_of("session_kinds", words):
            kind = code
        elif code := code_of("methods", words):
            method = code
        else:
            problem = problem or _("No kind of session and no method is called “{words}”.").format(words=words)
    kind = kind or _kind_of(title)
    if not title and not kind and not method:
        return Entry(None, problem)
    if not title:
        title = _label("methods", method) if method else _label("session_kinds", kind)
    start = minute if time.start is None else time.start
    length = USUAL if time.length is None else time.length
    session = Session("", day, start, start, title, kind, track, place, leads, method)
    return Entry(
        session.at(day, start, min(max(length, SHORTEST), LONGEST)), problem, dated, time.start is not None,
        time.length is not None, time.plain_clock,
    )  # fmt: skip


def read_title(text: str, session: Session) -> Session:
    """The session with what was written where its title stands: marks are read there too, if all of them say something.

    A session that has no kind yet gets the one that its title names: Lunch, Coffee break.
    """
    title, marks = _marks(text.strip())
    found: dict[str, str] = {}
    for sign, words in marks:
        if sign == "#":
            kind, method = code_of("session_kinds", words), code_of("methods", words)
            if not kind and not method:
                return replace(session, title=text.strip())
            found |= {"kind": kind} if kind else {"method": method}
        elif sign == "&" and session.leads:
            return replace(session, title=text.strip())
        else:
            found[{"@": "place", "/": "track", "&": "leads"}[sign]] = words
    kind = {} if session.kind or "kind" in found else {"kind": _kind_of(title)}
    return replace(session, title=title, **kind, **found)


def as_line(session: Session, first_day: int | None = None) -> str:
    """A session as a line that can be read again."""
    hour, minute = divmod(session.start, 60)
    to_hour, to_minute = divmod(session.end % DAY, 60)
    time = f"{hour}:{minute:02}-{to_hour}:{to_minute:02}"
    if session.end % DAY <= session.start < 13 * 60:  # else it would be until the afternoon
        time = f"{hour}:{minute:02} {session.minutes // 60}h{session.minutes % 60:02}"
    parts = [time, session.title]
    if first_day is None or session.day != first_day:
        parts.insert(0, f"d{session.day}")
    for sign, words in (("@", session.place), ("#", session.kind), ("#", session.method), ("/", session.track),
                        ("&", session.leads)):  # fmt: skip
        if words:
            parts.append(f"{sign}{words}")
    return " ".join(part for part in parts if part)


def read_day(text: str, first: date | None, *, order: str = "dmy") -> tuple[int | None, str]:
    """The day of the visit with which a text begins, and what follows; None where it names none.

    `order` says how 6/7/2026 is meant: "dmy" or "mdy".
    """
    if numbered := _NUMBERED.match(text):
        return int(numbered[1]), text[numbered.end() :].strip()
    if first is None:
        return None, text
    for words, rest in ((text, ""), text.partition(" ")[::2]):
        day = _date(words.rstrip(":"), first, order)
        if day is not None and len(day) == 10:
            return (date.fromisoformat(day) - first).days + 1, rest.strip()
    word, _space, rest = text.partition(" ")
    which = _weekdays().get(fold(word.rstrip(":,.")))
    if which is None:
        return None, text
    day = next(day for day in range(1, 8) if (first + timedelta(days=day - 1)).isoweekday() == which)
    return day, rest.strip()


def _date(words: str, first: date, order: str) -> str | None:
    """The date that a text is: without a year, the one near the visit; 6/7/2026 as it is nearer to the visit."""
    day = parse_date(words, order=order)
    if day is None and any(map(str.isdecimal, words)):
        years = (parse_date(words, year=str(first.year + more)) for more in (0, 1))
        return min(
            (each for each in years if each and len(each) == 10), key=lambda each: _distance(each, first), default=None
        )
    if day is None or len(day) != 10 or _distance(day, first) < _NEAR:
        return day
    other = parse_date(words, order="dmy" if order == "mdy" else "mdy")
    return other if other is not None and len(other) == 10 and _distance(other, first) < _NEAR else day


def _distance(day: str, first: date) -> int:
    return abs((date.fromisoformat(day) - first).days)


def _weekdays() -> dict[str, int]:
    """Names of the days in our languages, in full and short, folded."""
    found: dict[str, int] = {}
    for names in map(calendar_names, LANGUAGES):
        for those in (names.weekdays, names.short_weekdays):
            for day, name in enumerate(those, 1):
                found.setdefault(fold(name), day)
    return found


@dataclass(frozen=True, slots=True)
class _Time:
    """What a line says of its time at its beginning."""

    start: int | None
    length: int | None
    rest: str
    problem: str = ""
    plain_clock: bool = True


def _read_time(text: str) -> _Time:
    times = times_at_start(text)
    if times is not None and times.end is not None and times.start is not None:
        plain_clock = not _HALF.search(times.written) and max(times.start, times.end) < 13 * 60
        length = times.end - times.start
        if length <= 0:  # 11:30-1:00 is until one in the afternoon, 22:00-1:00 into the night
            length += DAY // 2 if plain_clock and length + DAY // 2 > 0 else DAY
        return _Time(times.start, length, times.rest, "", plain_clock)
    start, problem, plain_clock = None, "", True
    if times is not None and not _is_length(times.written):
        text, start = times.rest, times.start
        plain_clock = not _HALF.search(times.written) and (start or 0) < 13 * 60
        if start is None:
            problem = _("This time does not exist.")
    if length := _LENGTH.match(text):
        minutes = int(length[3]) if length[3] else int(length[1]) * 60 + int(length[2] or 0)
        return _Time(start, minutes, text[length.end() :].strip(), problem, plain_clock)
    if plus := _PLUS.match(text):
        return _Time(start, int(plus[1]), text[plus.end() :].strip(), problem, plain_clock)
    return _Time(start, None, text, problem, plain_clock)


def _is_length(text: str) -> bool:
    """1h30 and 8 h are how long it lasts, 9h30 and 9 h 30 are when it begins."""
    found = _HOURS.match(text)
    return found is not None and (int(found[1]) < EARLY or text.endswith(" h"))


def _marks(text: str) -> tuple[str, list[tuple[str, str]]]:
    """The title, and what stands behind @, #, / and &; each goes on to the next sign."""
    places = [(each.start(each.lastindex or 0), str(each[each.lastindex or 0])) for each in _MARK.finditer(text)]
    ends = [at for at, _sign in places[1:]] + [len(text)] * bool(places)
    marks = [(sign, text[at + 1 : end].strip()) for (at, sign), end in zip(places, ends, strict=True)]
    return text[: places[0][0]].strip() if places else text.strip(), marks


def code_of(vocabulary: str, words: str) -> str:
    """The code of what words name in a vocabulary; "" where they name nothing."""
    if not words:
        return ""
    known = vocabularies.load(vocabulary)
    found = known.find(words.replace("_", " ")) or known.get(words)
    if found is not None:
        return found.code
    some: Sequence[vocabularies.Term] = known.search(words)
    return some[0].code if some and len(words) >= 3 else ""


def _label(vocabulary: str, code: str) -> str:
    term = vocabularies.load(vocabulary).get(code)
    return term.label() if term is not None else code


def _kind_of(title: str) -> str:
    """The kind that a title says by itself: its first words are the name of one."""
    words = title.split()
    known = vocabularies.load("session_kinds")
    for many in (2, 1):
        found = known.find(" ".join(words[:many])) if len(words) >= many else None
        if found is not None and found.code in _BY_WORD:
            return found.code
    return ""
