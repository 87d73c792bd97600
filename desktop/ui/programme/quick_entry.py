"""A session in one line of text: `9:00-10:30 Welcome @Town hall #plenary`. So a programme is typed, or pasted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from PySide6.QtCore import QLocale

from desktop import vocabularies
from desktop.ui.programme.session import DAY, FIRST_DAY, LAST_DAY, LONGEST, SHORTEST, Session
from desktop.vocabularies import fold
from desktop.words import LANGUAGES, _

USUAL = 60
EARLY = 6
"""Hours: before it no session begins that is written as 1h30."""
_CLOCK = r"(\d{1,2})(?:[:h.](\d{2})|h)?"
_SPAN = re.compile(rf"^{_CLOCK}\s*(?:-|–|—|>|\bto\b|\bà\b|\ba\b)\s*{_CLOCK}(?=\s|$)", re.I)
_START = re.compile(r"^(\d{1,2})(?:[:h.](\d{2})|h)(?=\s|$)", re.I)
_LENGTH = re.compile(r"^\+?(?:(\d{1,2})\s*h(?:\s*(\d{1,2})(?:\s*min)?)?|(\d{1,3})\s*(?:min|mn|m|'|’))(?=\s|$)", re.I)
_PLUS = re.compile(r"^\+(\d{1,3})(?=\s|$)")
_ISO = re.compile(r"^(\d{4})-(\d{2})-(\d{2})(?=\s|$)")
_NUMBERED = re.compile(r"^(?:day|jour|dia|día|d|j)\s?(\d{1,3})(?=\s|:|$):?", re.I)
_MARK = re.compile(r"(?:^|\s)([@#/&])(?=\S)")
_BY_WORD = ("travel", "meal", "break")
"""Kinds that a title names by itself: Lunch, Coffee break."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a line means; `problem` in words where a part of it is not understood. `session` None: it has no title."""

    session: Session | None
    problem: str = ""


def read_entry(text: str, *, day: int, minute: int, first: date | None = None) -> Entry:
    """Read a line; where it names no day or time, it is `day` and `minute`. `first`: the date of the first day."""
    rest = text.strip().lstrip("•*-– ").strip()
    if not rest:
        return Entry(None)
    found, rest = _day(rest, first)
    problem = ""
    if found is not None:
        if not FIRST_DAY <= found <= LAST_DAY:
            problem, found = _("This day is before the visit."), day
        day = found
    start, length, rest, wrong = _time(rest, minute)
    problem = problem or wrong
    title, marks = _marks(rest)
    kind = method = track = place = leads = ""
    for sign, words in marks:
        if sign == "@":
            place = words
        elif sign == "/":
            track = words
        elif sign == "&":
            leads = f"{leads}, {words}" if leads else words
        elif code := _code("session_kinds", words):
            kind = code
        elif code := _code("methods", words):
            method = code
        else:
            problem = problem or _("No kind of session and no method is called “{words}”.").format(words=words)
    kind = kind or _kind_of(title)
    if not title and not kind and not method:
        return Entry(None, problem)
    if not title:
        title = _label("methods", method) if method else _label("session_kinds", kind)
    session = Session("", day, start, start, title, kind, track, place, leads, method)
    return Entry(session.at(day, start, min(max(length, SHORTEST), LONGEST)), problem)


def read_title(text: str, session: Session) -> Session:
    """The session with what was written where its title stands: marks are read there too, if all of them say something.

    A session that has no kind yet gets the one that its title names: Lunch, Coffee break.
    """
    title, marks = _marks(text.strip())
    found: dict[str, str] = {}
    for sign, words in marks:
        if sign == "#":
            kind, method = _code("session_kinds", words), _code("methods", words)
            if not kind and not method:
                return replace(session, title=text.strip())
            found |= {"kind": kind} if kind else {"method": method}
        elif sign == "&" and session.leads:
            return replace(session, title=text.strip())
        else:
            found[{"@": "place", "/": "track", "&": "leads"}[sign]] = words
    kind = {} if session.kind or "kind" in found else {"kind": _kind_of(title)}
    return replace(session, title=title, **kind, **found)


def read_lines(text: str, *, day: int, minute: int, first: date | None = None) -> list[Session]:
    """Many lines, one after the other: each goes on where the one before ended, unless it says otherwise."""
    made: list[Session] = []
    for line in text.splitlines():
        line = " ".join(line.replace("\t", " ").split())
        alone, rest = _day(line.rstrip(":"), first)
        if alone is not None and not rest and FIRST_DAY <= alone <= LAST_DAY:  # a heading: the day of what follows
            day, minute = alone, 9 * 60
            continue
        found = read_entry(line, day=day, minute=minute, first=first).session
        if found is not None:
            made.append(found)
            day, minute = found.day + found.end // DAY, found.end % DAY
    return made


def as_line(session: Session, first_day: int | None = None) -> str:
    """A session as a line that can be read again."""
    hour, minute = divmod(session.start, 60)
    to_hour, to_minute = divmod(session.end % DAY, 60)
    parts = [f"{hour}:{minute:02}-{to_hour}:{to_minute:02}", session.title]
    if first_day is None or session.day != first_day:
        parts.insert(0, f"d{session.day}")
    for sign, words in (("@", session.place), ("#", session.kind), ("#", session.method), ("/", session.track),
                        ("&", session.leads)):  # fmt: skip
        if words:
            parts.append(f"{sign}{words}")
    return " ".join(part for part in parts if part)


def _day(text: str, first: date | None) -> tuple[int | None, str]:
    if numbered := _NUMBERED.match(text):
        return int(numbered[1]), text[numbered.end() :].strip()
    if first is None:
        return None, text
    if iso := _ISO.match(text):
        try:
            when = date(int(iso[1]), int(iso[2]), int(iso[3]))
        except ValueError:
            return None, text
        return (when - first).days + 1, text[iso.end() :].strip()
    word, _space, rest = text.partition(" ")
    which = _weekdays().get(fold(word.rstrip(":,.")))
    if which is None:
        return None, text
    day = next(day for day in range(1, 8) if (first + timedelta(days=day - 1)).isoweekday() == which)
    return day, rest.strip()


def _weekdays() -> dict[str, int]:
    """Names of the days in our languages, in full and short, folded."""
    found: dict[str, int] = {}
    for language in LANGUAGES:
        for format in (QLocale.FormatType.LongFormat, QLocale.FormatType.ShortFormat):
            for day in range(1, 8):
                found.setdefault(fold(QLocale(language).standaloneDayName(day, format).rstrip(".")), day)
    return found


def _time(text: str, minute: int) -> tuple[int, int, str, str]:
    """Start, length, what follows, and what is wrong with it."""
    if span := _SPAN.match(text):
        start, end = _minute(span[1], span[2]), _minute(span[3], span[4])
        rest = text[span.end() :].strip()
        if start is None or end is None or start >= DAY:
            return minute, USUAL, rest, _("There is no such time.")
        return start, end - start if end > start else end + DAY - start, rest, ""
    start, wrong = minute, ""
    if (clock := _START.match(text)) and not _is_length(clock[0]):
        found = _minute(clock[1], clock[2])
        text = text[clock.end() :].strip()
        if found is None or found >= DAY:
            wrong = _("There is no such time.")
        else:
            start = found
    if length := _LENGTH.match(text):
        minutes = int(length[3]) if length[3] else int(length[1]) * 60 + int(length[2] or 0)
        return start, minutes, text[length.end() :].strip(), wrong
    if plus := _PLUS.match(text):
        return start, int(plus[1]), text[plus.end() :].strip(), wrong
    return start, USUAL, text, wrong


def _is_length(text: str) -> bool:
    """1h30 is how long it lasts, 9h30 is when it begins."""
    hours, mark, _rest = text.lower().partition("h")
    return bool(mark) and int(hours) < EARLY


def _minute(hour: str, minute: str | None) -> int | None:
    found = int(hour) * 60 + int(minute or 0)
    return found if int(minute or 0) < 60 and found <= DAY else None


def _marks(text: str) -> tuple[str, list[tuple[str, str]]]:
    """The title, and what stands behind @, #, / and &; each goes on to the next sign."""
    places = [(each.start(1), each.group(1)) for each in _MARK.finditer(text)]
    ends = [at for at, _sign in places[1:]] + [len(text)] * bool(places)
    marks = [(sign, text[at + 1 : end].strip()) for (at, sign), end in zip(places, ends, strict=True)]
    return text[: places[0][0]].strip() if places else text.strip(), marks


def _code(vocabulary: str, words: str) -> str:
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
