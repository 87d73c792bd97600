"""A session in one line of text: `9:00-10:30 Welcome @Town hall #plenary`. So a programme is typed, or pasted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from desktop import vocabularies
from desktop.ui.programme.session import DAY, FIRST_DAY, LAST_DAY, LONGEST, SHORTEST, Session
from desktop.values.calendar_names import calendar_names
from desktop.values.dates import parse_date
from desktop.values.moments import times_at_start
from desktop.vocabularies import fold
from desktop.words import LANGUAGES, _

USUAL = 60
EARLY = 6
"""Hours: before it no session begins that is written as 1h30."""
_LENGTH = re.compile(r"^\+?(?:(\d{1,2})\s*h(?:\s*(\d{1,2})(?:\s*min)?)?|(\d{1,3})\s*(?:min|mn|m|'|’))(?=\s|$)", re.I)
_HOURS = re.compile(r"(\d{1,2})\s?h[\s\d]*$", re.I)
_PLUS = re.compile(r"^\+(\d{1,3})(?=\s|$)")
_NUMBERED = re.compile(r"^(?:day|jour|dia|día|d|j)\s?(\d{1,3})(?=\s|:|$):?", re.I)
_MARK = re.compile(r"(?:^|\s)(?:(@)\s*|([#/&]))(?=\S)")
"""A blank may follow @ alone: with one, the others stand in titles ("Welcome & coffee", "Session # 3")."""
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
    for words, rest in ((text, ""), text.partition(" ")[::2]):
        day = parse_date(words.rstrip(":"))
        if day is not None and len(day) == 10:
            return (date.fromisoformat(day) - first).days + 1, rest.strip()
    word, _space, rest = text.partition(" ")
    which = _weekdays().get(fold(word.rstrip(":,.")))
    if which is None:
        return None, text
    day = next(day for day in range(1, 8) if (first + timedelta(days=day - 1)).isoweekday() == which)
    return day, rest.strip()


def _weekdays() -> dict[str, int]:
    """Names of the days in our languages, in full and short, folded."""
    found: dict[str, int] = {}
    for names in map(calendar_names, LANGUAGES):
        for those in (names.weekdays, names.short_weekdays):
            for day, name in enumerate(those, 1):
                found.setdefault(fold(name), day)
    return found


def _time(text: str, minute: int) -> tuple[int, int, str, str]:
    """Start, length, what follows, and what is wrong with it."""
    start, wrong = minute, ""
    times = times_at_start(text)
    if times is not None and times.end is not None and times.start is not None:
        length = times.end - times.start
        return times.start, length if length > 0 else length + DAY, times.rest, ""
    if times is not None and not _is_length(times.written):
        text = times.rest
        if times.start is None:
            wrong = _("There is no such time.")
        else:
            start = times.start
    if length := _LENGTH.match(text):
        minutes = int(length[3]) if length[3] else int(length[1]) * 60 + int(length[2] or 0)
        return start, minutes, text[length.end() :].strip(), wrong
    if plus := _PLUS.match(text):
        return start, int(plus[1]), text[plus.end() :].strip(), wrong
    return start, USUAL, text, wrong


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
