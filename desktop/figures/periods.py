"""A period of time that figures are asked for: read from a text, written into a query, and the one before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from desktop.errors import UserFacingError
from desktop.i18n import _, pgettext
from desktop.values.dates import format_date, parse_period

_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Period:
    """From and to, both meant: years, months or days ("2021", "2022-06", "2022-06-03"); "" is open."""

    first: str = ""
    last: str = ""

    def __bool__(self) -> bool:
        return bool(self.first or self.last)

    @property
    def term(self) -> str:
        """The period as a query asks for it: "period:2021..2022-06"; "" for all times."""
        if not self:
            return ""
        return f"period:{self.first}" if self.first == self.last else f"period:{self.first}..{self.last}"

    @property
    def label(self) -> str:
        """In words, in the language spoken now."""
        if not self:
            return _("All years")
        if not self.last:
            return _("from {date}").format(date=format_date(self.first))
        if not self.first:
            return _("until {date}").format(date=format_date(self.last))
        if self.first == self.last:
            return format_date(self.first)
        return pgettext("from – to", "{start} – {end}").format(
            start=format_date(self.first), end=format_date(self.last)
        )

    def before(self) -> Period | None:
        """The period of the same length that ends where this one begins; None where one of its ends is open."""
        if not (self.first and self.last):
            return None
        length = max(len(self.first), len(self.last))
        try:
            return _days_before(self) if length > 7 else _months_before(self) if length > 4 else _years_before(self)
        except (ValueError, OverflowError):  # before the year 1
            return None


ALL_TIMES = Period()


def _years_before(period: Period) -> Period:
    first, last = int(period.first), int(period.last)
    years = last - first + 1
    return Period(_year(first - years), _year(last - years))


def _year(year: int) -> str:
    if year < 1:
        raise ValueError(year)
    return f"{year:04}"


def _months_before(period: Period) -> Period:
    first, last = _month_no(period.first, 1), _month_no(period.last, _MONTHS)
    months = last - first + 1
    return Period(_month(first - months), _month(last - months))


def _month_no(text: str, of_year: int) -> int:
    return int(text[:4]) * _MONTHS + (int(text[5:7]) if len(text) > 4 else of_year) - 1


def _month(no: int) -> str:
    return f"{_year(no // _MONTHS)}-{no % _MONTHS + 1:02}"


def _days_before(period: Period) -> Period:
    first, last = _first_day(period.first), _last_day(period.last)
    days = (last - first).days + 1
    return Period((first - timedelta(days)).isoformat(), (first - timedelta(1)).isoformat())


def _first_day(text: str) -> date:
    year, month, day = (*map(int, text.split("-")), 1, 1)[:3]
    return date(year, month, day)


def _last_day(text: str) -> date:
    if len(text) > 7:
        return date.fromisoformat(text)
    no = _month_no(text, _MONTHS) + 1
    return date(no // _MONTHS, no % _MONTHS + 1, 1) - timedelta(1)


def year_of(day: date) -> Period:
    """The calendar year in which a day is."""
    return Period(f"{day.year:04}", f"{day.year:04}")


def read_period(text: str) -> Period:
    """`2021..2022`, `2021..`, `..2022-06` or `2021`; all times for "". Raises UserFacingError for anything else."""
    if not text.strip():
        return ALL_TIMES
    begins, dots, ends = (part.strip() for part in text.partition(".."))
    low, high = (parse_period(each) for each in (begins, ends if dots else begins))
    if (begins and low is None) or (ends and high is None) or not (low or high):
        raise UserFacingError(
            _("“{text}” is not a period.").format(text=text), todo=_("Write 2021..2022, 2021.. or 2021-03..2021-09.")
        )
    first, last = low.start if low else "", high.last if high else ""
    if first and last and first[: len(last)] > last:
        raise UserFacingError(
            _("The period {text} ends before it begins.").format(text=text),
            todo=_("Write the earlier date first."),
        )
    return Period(first, last)
