"""A learners' list read: rows become hashes, days and codes, and nothing else of them is kept."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from desktop.errors import UserFacingError
from desktop.exchange.tables.format_detection import open_table
from desktop.exchange.tables.table import Table
from desktop.i18n import _, ngettext
from desktop.learning.learner import Learner, LearnerList, LearnerName
from desktop.learning.list_columns import PLAIN, ListType, Meaning, is_heading_row, list_type, meaning_of, meanings
from desktop.learning.list_values import (
    amount_of,
    country_of,
    day_of,
    has_left,
    is_staff,
    is_yes,
    language_of,
    lasted,
    lists_staff,
    progress_of,
    sex_of,
)
from desktop.values.numbers import parse_count
from desktop.vocabularies.folding import key

_M = Meaning
_TELL_APART = (_M.EMAIL, _M.USERNAME, _M.NUMBER)
_NAMES = (_M.NAME, _M.FIRST_NAME, _M.LAST_NAME)
_COUNTED = frozenset((*_TELL_APART, *_NAMES, _M.CERTIFICATES, _M.COUNTRY, _M.SEX, _M.LANGUAGE, _M.ORGANISATION))
_EACH = 1_000
_WESTERN = ("cp1252", "cp850", "mac_roman")
"""Encodings that spreadsheets write French and Spanish in."""
Progress = Callable[[int], None]


@dataclass
class ReadList:
    """What was read of a list, and what a person should know of how."""

    type: ListType
    content: LearnerList
    rows: int = 0
    staff: int = 0  # rows of people who teach or organise
    left: int = 0  # rows of people who left the course
    repeated: int = 0  # rows of learners who were in the list already
    unread: int = 0  # rows that could not be read
    nameless: int = 0  # rows that nothing tells from others
    columns: list[str] = field(default_factory=list[str])  # headings that were counted
    ignored: list[str] = field(default_factory=list[str])  # headings that say nothing here
    names: list[LearnerName] | None = None  # who they are, where names are to be kept

    def sentences(self) -> list[str]:
        """What was left out or may surprise, a sentence each."""
        found: list[str] = []
        for count, words in (
            (self.repeated, ngettext("{count} row is of a learner who is in the list already: counted once.",
                                     "{count} rows are of learners who are in the list already: counted once.", self.repeated)),
            (self.staff, ngettext("{count} row of a teacher or an organiser is not counted.",
                                  "{count} rows of teachers and organisers are not counted.", self.staff)),
            (self.left, ngettext("{count} row of a person who left the course is not counted.",
                                 "{count} rows of people who left the course are not counted.", self.left)),
            (self.unread, ngettext("{count} row could not be read and is not counted.",
                                   "{count} rows could not be read and are not counted.", self.unread)),
            (self.nameless, ngettext(
                "{count} row has neither name nor address: the same learner is not recognised in the next list.",
                "{count} rows have neither name nor address: the same learners are not recognised in the next list.",
                self.nameless)),
        ):  # fmt: skip
            if count:
                found.append(words.format(count=count))
        return found


def read_list(
    path: Path, secret: bytes, day: int, *, sheet: str | None = None, encoding: str | None = None,
    progress: Progress | None = None, keep_names: bool = False,
) -> ReadList:  # fmt: skip
    """Read a list of learners. `secret`: the key of the hashes; `day`: of the list, for what has no day of its own;
    `keep_names`: the manager of the course wants to see who they are.

    `progress` hears how many rows were read; raising Cancelled there, it stops. Raises UserFacingError for what is no list
    of learners.
    """
    table = _open(path, sheet, encoding)
    reading = _Reading(secret, day, keep_names=keep_names)
    for done, (_line, cells, refused) in enumerate(table.read(), 1):
        if refused:
            reading.unread += 1
        elif any(cells):
            reading.add(cells)
        if progress is not None and done % _EACH == 0:
            progress(done)
    if not reading.counts:
        raise UserFacingError(
            _("{name} does not have the headings of a list of learners.").format(name=path.name),
            kept=_("Nothing was counted."),
            todo=_(
                "Put a row with the names of the columns above the list, such as: E-mail, Country, Sex, Completed; or"
                " download the list from the platform again."
            ),
        )
    return reading.result()


def _open(path: Path, sheet: str | None, encoding: str | None) -> Table:
    """The table of a list. Where its encoding is a guess, the one is taken in which more of its headings are known."""

    def knows(heading: str) -> bool:
        return meaning_of(heading) is not None

    table = open_table(path, sheet=sheet, encoding=encoding, knows=knows)
    if encoding is None and table.encoding_guessed:
        others = [open_table(path, sheet=sheet, encoding=name, knows=knows) for name in _WESTERN]
        return max([table, *others], key=lambda each: sum(map(knows, each.headings)))
    return table


def organisation_hash(name: str, secret: bytes) -> str:
    """By what an organisation is known while too few learners are of it to name it."""
    return _keyed(secret, f"ORGANISATION:{key(name)}")


def _keyed(secret: bytes, text: str) -> str:
    return hmac.digest(secret, text.encode("utf-8", "replace"), "sha256")[:12].hex()


class _Reading:
    """Rows as they come, below whichever headings stood last above them."""

    def __init__(self, secret: bytes, day: int, *, keep_names: bool) -> None:
        self._secret, self._day = secret, day
        self._names: list[LearnerName] | None = [] if keep_names else None
        self._hashes: dict[str, str] = {}
        self._columns: dict[int, Meaning] = {}
        self._at: dict[Meaning, list[int]] = {}
        self._headings: list[tuple[Sequence[str], dict[int, Meaning]]] = []
        self._learners: list[Learner] = []
        self._seen: set[str] = set()
        self._organisations: dict[str, str] = {}
        self._certificates: int | None = None
        self._rows = self._staff = self._left = self._repeated = self._nameless = 0
        self._reported = 0
        self._staff_below = False
        self.unread = 0

    @property
    def counts(self) -> bool:
        """Were there headings of a list?"""
        return bool(self._headings)

    def add(self, cells: Sequence[str]) -> None:
        """Read a row, which may be headings."""
        if not any("@" in cell for cell in cells) and is_heading_row(cells):
            self._columns = columns = meanings(cells)
            if Meaning.SESSION in columns.values() or _COUNTED.isdisjoint(columns.values()):
                self._columns = {}  # of a session as a whole: its rows are no learners
            else:
                self._headings.append((tuple(cells), columns))
            self._at = {}
            for place, meaning in self._columns.items():
                self._at.setdefault(meaning, []).append(place)
        elif sum(1 for cell in cells if cell.strip()) == 1 and (not self._columns or len(self._columns) > 1):
            self._staff_below = lists_staff(next(cell for cell in cells if cell.strip()))  # a title between two parts
        elif self._columns:
            self._read(cells)

    def _text(self, cells: Sequence[str], meaning: Meaning) -> str:
        for place in self._at.get(meaning, ()):
            if place < len(cells) and (text := cells[place].strip()):
                return text
        return ""

    def _texts(self, cells: Sequence[str], meaning: Meaning) -> list[str]:
        return [cells[place] for place in self._at.get(meaning, ()) if place < len(cells)]

    def _read(self, cells: Sequence[str]) -> None:
        self._rows += 1
        if _M.CERTIFICATES in self._at:
            self._certificates = (self._certificates or 0) + (parse_count(self._text(cells, _M.CERTIFICATES)) or 0)
            self._reported = max(self._reported, day_of(self._text(cells, _M.REPORTED)))
            return
        if self._staff_below or any(map(is_staff, self._texts(cells, _M.ROLE))):
            self._staff += 1
            return
        if any(map(has_left, self._texts(cells, _M.ENROLMENT))) or is_yes(self._text(cells, _M.LEFT)):
            self._left += 1
            return
        keys = self._keys(cells)
        if any(each in self._seen for each in keys):
            self._repeated += 1
        self._seen.update(keys)
        self._learners.append(Learner(keys, self._days(cells), self._groups(cells)))
        if self._names is not None:
            name = " ".join(self._name(cells).split())
            self._names.append(LearnerName(keys, name, self._text(cells, _M.EMAIL)))

    def _keys(self, cells: Sequence[str]) -> tuple[str, ...]:
        """Keyed hashes of address, user name and number; of the name where there are none of these."""
        found = [
            self._hash(f"{meaning.name}:{text.casefold()}")
            for meaning in _TELL_APART
            if (text := self._text(cells, meaning)) and any(map(str.isalnum, text))
        ]
        if not found and (name := key(self._name(cells))):
            found = [self._hash(f"NAME:{name}")]
        if not found:
            self._nameless += 1
            found = [self._hash(f"ROW:{self._nameless}")]
        return tuple(found)

    def _name(self, cells: Sequence[str]) -> str:
        parts = [self._text(cells, each) for each in (_M.FIRST_NAME, _M.LAST_NAME)]
        return " ".join(filter(None, parts)) or self._text(cells, _M.NAME)

    def _hash(self, text: str) -> str:
        return _keyed(self._secret, text)

    def _days(self, cells: Sequence[str]) -> tuple[int, int, int, int]:
        """When each stage was reached. Who reached a later one reached those before it, on that day at the latest."""
        day = self._day

        def on(meaning: Meaning) -> int:
            """The day in a cell that says when, or the list's for one that only says that it came about."""
            text = self._text(cells, meaning)
            return min(day_of(text) or day, day) if text and is_yes(text) else 0

        certified = on(_M.CERTIFIED)
        completed = on(_M.COMPLETED)
        if not completed and progress_of(self._text(cells, _M.PROGRESS)) >= 100:
            completed = day
        joined = on(_M.JOINED)
        active = joined or on(_M.ACCESS)
        if not active and (
            amount_of(self._text(cells, _M.GRADE)) > 0
            or progress_of(self._text(cells, _M.PROGRESS)) > 0
            or any(map(lasted, self._texts(cells, _M.DURATION)))
            or any(map(is_yes, self._texts(cells, _M.STEP)))
        ):
            active = day
        enrolled = on(_M.ENROLLED) or joined or day
        completed = min(completed, certified) if completed and certified else completed or certified
        active = min(active, completed) if active and completed else active or completed
        return min(enrolled, active) if active else enrolled, active, completed, certified

    def _groups(self, cells: Sequence[str]) -> tuple[str, str, str, str]:
        country = country_of(self._text(cells, _M.COUNTRY)) or country_of(self._text(cells, _M.PLACE))
        name = self._text(cells, _M.ORGANISATION)
        organisation = ""
        if folded := key(name):
            if (organisation := self._hashes.get(folded, "")) == "":
                organisation = self._hashes[folded] = organisation_hash(name, self._secret)
            self._organisations.setdefault(organisation, " ".join(name.split())[:200])
        return country, sex_of(self._text(cells, _M.SEX)), language_of(self._text(cells, _M.LANGUAGE)), organisation

    def result(self) -> ReadList:
        """What all rows say."""
        first, columns = self._headings[0]
        kinds = [list_type(cells, those) for cells, those in self._headings]
        counted = [cell.strip() for place, cell in enumerate(first) if columns.get(place, _M.OTHER) is not _M.OTHER]
        ignored = [
            cell.strip() for place, cell in enumerate(first) if columns.get(place, _M.OTHER) is _M.OTHER and cell
        ]
        content = LearnerList(
            min(self._reported or self._day, self._day), tuple(self._learners), self._certificates, self._organisations
        )
        return ReadList(
            next((each for each in kinds if each is not PLAIN), PLAIN), content, self._rows, self._staff, self._left,
            self._repeated, self.unread, self._nameless, counted, ignored, self._names,
        )  # fmt: skip
