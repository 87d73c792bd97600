"""One value of a field, read from what was typed: a code or a label in any of the languages, a range, words."""

from __future__ import annotations

import re
from functools import cache

from desktop.catalogue.query.fields import SearchField, Sense, find_field, find_flag, flags
from desktop.catalogue.query.relative import relative_range
from desktop.catalogue.query.terms import NONE, Code, Flag, Nothing, Range, Record, Text, Value
from desktop.catalogue.query.tokens import Piece, QueryError, visible
from desktop.catalogue.reached import VISIT
from desktop.catalogue.word_matching import search_words
from desktop.i18n import LANGUAGES, _, catalogue
from desktop.vocabularies import fold, load

_ID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\Z")
_CODED = (Sense.CHOICE, Sense.CODES, Sense.REACHED, Sense.FIRST_BY, Sense.TRAINER, Sense.CERTIFIED)
_DATED = (
    Sense.DATE, Sense.YEAR, Sense.PERIOD, Sense.TIME, Sense.DUE, Sense.FIRST_REACHED, Sense.LAST_REACHED,
    Sense.CERTIFICATE_UNTIL, Sense.LAST_TRAINING,
)  # fmt: skip


_DEGREES = r"(-?\d{1,3}(?:\.\d{1,9})?)"
_AREA = re.compile("/".join([_DEGREES] * 4) + r"\Z", re.ASCII)
_BY_ID = (Sense.LINKED, Sense.RECORD, Sense.SECTION)
_NEVER_EMPTY = (Sense.HAS, Sense.IS, Sense.TIME, Sense.DUE, Sense.REACHED, Sense.SILENT, Sense.TRAINER)


def read_value(field: SearchField, piece: Piece) -> Value:
    """The value; QueryError, with its place, where it does not fit the field."""
    text = visible(piece.text).strip()
    if text.lower() == NONE and not piece.quoted and field.sense not in _NEVER_EMPTY:
        return Nothing()
    if field.sense in _CODED:
        found = _code(field, text, piece)
        return Nothing() if found.code == NONE else found
    if field.sense in _DATED:
        return _dates(field, text, piece)
    if field.sense is Sense.SILENT:
        return _silent(field, text, piece)
    if field.sense is Sense.AREA:
        return _area(text, piece)
    if field.sense is Sense.NUMBER:
        return _numbers(field, text, piece)
    if field.sense is Sense.IS:
        flag = find_flag(text, field.kind)
        if flag is None:
            raise QueryError(
                _("“{value}” is not a state.").format(value=text), piece.start, piece.end,
                todo=_("Possible values: {words}.").format(words=", ".join(f"is:{name}" for name in flags(field.kind))),
            )  # fmt: skip
        return Flag(flag)
    if field.sense is Sense.HAS:
        found = find_field(text, field.kind)
        if found is None or found.sense in _NEVER_EMPTY or not found.field:
            raise QueryError(_("There is no field “{name}”.").format(name=text), piece.start, piece.end)
        return Flag(found.name)
    if field.sense is Sense.ONLY_HAS:
        raise QueryError(
            _("{field} cannot be searched.").format(field=_(field.label)), piece.start, piece.end,
            todo=_("Write has:{name} to find where it is filled in.").format(name=field.name),
        )  # fmt: skip
    if field.sense in _BY_ID and _ID.match(text.lower()):
        return Record(text.lower())
    return read_words(text, piece)


def read_words(text: str, piece: Piece) -> Text:
    """Words to search for; QueryError where there is neither letter nor digit in them."""
    if not search_words(text):
        raise QueryError(_("“{text}” contains no word to search for.").format(text=text), piece.start, piece.end)
    return Text(text, piece.quoted, not piece.quoted or piece.open)


def _code(field: SearchField, text: str, piece: Piece) -> Code:
    name, equals, wanted = text.rpartition("=")
    weight = ""
    if equals and field.weights:
        text = name.strip()
        found = load(field.weights).find(wanted.strip())
        if found is None:
            raise QueryError(_("“{value}” is not a weight.").format(value=wanted), piece.start, piece.end)
        weight = found.code
    if field.sense is Sense.FIRST_BY and fold(text) in names_of_visits():
        return Code(VISIT)
    term = load(field.vocabulary).find(text)
    if term is None and field.vocabulary == "countries":
        term = load("regions").find(text)
    if term is None:
        raise QueryError(
            _("“{text}” is not a valid value for {field}.").format(field=_(field.label), text=text), piece.start, piece.end
        )  # fmt: skip
    return Code(term.code, weight)


@cache
def names_of_visits() -> frozenset[str]:
    """What a visit is called in each of the languages, folded."""
    return frozenset((VISIT, *(fold(catalogue(language).gettext("Visit")) for language in LANGUAGES)))


def _area(text: str, piece: Piece) -> Range:
    """South, west, north and east in degrees, with slashes between; QueryError where that is no area."""
    found = _AREA.match(text)
    south, west, north, east = map(float, found.groups()) if found is not None else (1.0, 0.0, 0.0, 0.0)
    if not (-90 <= south <= north <= 90 and -180 <= west <= east <= 180):
        raise QueryError(
            _("“{text}” is no area.").format(text=text), piece.start, piece.end,
            todo=_("Write south/west/north/east in degrees: -1.5/36/0.5/38."),
        )  # fmt: skip
    corners = text.split("/")
    return Range("/".join(corners[:2]), "/".join(corners[2:]))


def _silent(field: SearchField, text: str, piece: Piece) -> Range:
    found = relative_range(f"<-{text}")
    if found is None or not text[:1].isdecimal():
        raise QueryError(
            _("{field} must look like {examples}.").format(field=_(field.label), examples=_("1y, 6m or 90d")),
            piece.start, piece.end,
        )  # fmt: skip
    return found


def _range(text: str) -> tuple[str, str]:
    low, dots, high = text.partition("..")
    return (low.strip(), high.strip()) if dots else (text, text)


def _dates(field: SearchField, text: str, piece: Piece) -> Range:
    if field.sense is not Sense.YEAR and (relative := relative_range(text)) is not None:
        return relative
    longest = 4 if field.sense is Sense.YEAR else 10
    low, high = _period(text, longest)
    if not (low or high):
        examples = (
            _("2021, 2021..2022 or ..2022") if longest == 4 else _("2021, 2021-05, 2021..2022-06 or 2021-05-03..")
        )
        raise QueryError(
            _("{field} must look like {examples}.").format(field=_(field.label), examples=examples),
            piece.start, piece.end,
        )  # fmt: skip
    if low and high and high < low[: len(high)]:
        raise QueryError(_("This range ends before it begins."), piece.start, piece.end)
    return Range(low, high)


def _period(text: str, longest: int) -> tuple[str, str]:
    """From when to when; one of them may be open. ("", "") where a part of it is no date, or a longer one."""
    from desktop.values.dates import Period, parse_period  # loads long, and most queries have no date

    begins, ends = _range(text)
    nothing = Period("")
    low = parse_period(begins, any_year=True) if begins else nothing
    high = parse_period(ends, any_year=True) if ends else nothing
    if low is None or high is None or max(len(low.start), len(high.last)) > longest:
        return "", ""
    return low.start, high.last


def _numbers(field: SearchField, text: str, piece: Piece) -> Range:
    described = field.described
    low, high = _range(text)
    bound = described.rules.parse_bound
    least, most = (bound(described.without_unit(each)) if each else None for each in (low, high))
    if not (low or high) or (low and least is None) or (high and most is None):
        raise QueryError(
            _("{field} must be a number or a range such as 20..100 or 50.. .").format(field=_(field.label)),
            piece.start, piece.end,
        )  # fmt: skip
    if least is not None and most is not None and most < least:
        raise QueryError(_("This range ends before it begins."), piece.start, piece.end)
    return Range("" if least is None else str(least), "" if most is None else str(most))
