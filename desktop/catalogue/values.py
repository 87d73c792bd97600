"""A field's value out of the text a person typed: strict and plain, one way to write each thing.

Tables from elsewhere are read more generously, by the import.
"""

from __future__ import annotations

from decimal import Decimal

from desktop.errors import UserFacingError
from desktop.values.coordinates import parse_coordinates
from desktop.values.dates import parse_period
from desktop.values.moments import parse_datetime, parse_moment
from desktop.values.numbers import parse_amount, parse_count, parse_whole
from desktop.vocabularies import load
from desktop.words import _
from desktop.workspace import Field, FieldKind, Value


def parse_field(field: Field, text: str) -> Value:
    """The value of a single-valued field; None for empty text, which empties the field.

    Raises UserFacingError where the text does not fit, with what would.
    """
    text = text.strip()
    if not text:
        return None
    match field.kind:
        case FieldKind.INTEGER:
            return _integer(field, text)
        case FieldKind.OFFSET | FieldKind.DECIMAL | FieldKind.MOMENT | FieldKind.DATETIME:
            return _measured(field, text)
        case FieldKind.DATE:
            return _date(field, text)
        case FieldKind.COORDINATES:
            return _coordinates(field, text)
        case FieldKind.CHOICE:
            return _code(field, field.vocabulary, text)
        case FieldKind.TEXT:
            return " ".join(text.split())
        case FieldKind.LONG_TEXT | FieldKind.REFERENCE:
            return text
        case _:
            raise UserFacingError(
                _("{field} holds several values or cannot be written here.").format(field=_(field.label)),
                todo=_("Write {name}+=VALUE to add one and {name}-=VALUE to take one away.").format(name=field.name)
                if field.is_set
                else "",
            )


def parse_member(field: Field, text: str) -> str:
    """The key of one member of a set, as the journal names it: `SDG:11.5`, `lead:<id>`, an address.

    Raises UserFacingError where the text names none.
    """
    text = text.strip()
    match field.kind:
        case FieldKind.CODES:
            return _code(field, field.vocabulary, text)
        case FieldKind.LINKED:
            role, colon, target = text.partition(":")
            if not colon or not target:
                raise UserFacingError(
                    _("{field} needs a role and an id, such as lead:6f1c….").format(field=_(field.label))
                )
            return f"{_code(field, field.vocabulary, role)}:{target}"
        case FieldKind.LINKS if text.startswith(("http://", "https://")):
            return text
        case FieldKind.LINKS:
            raise UserFacingError(_("“{text}” is not an address that begins with https://.").format(text=text))
        case _:
            raise UserFacingError(_("{field} has no members to name here.").format(field=_(field.label)))


def parse_weight(field: Field, text: str) -> Value:
    """The value of a member: a weight (`principal`), True where the set has none; None for empty text."""
    text = text.strip()
    if not text:
        return None
    if field.weights:
        return _code(field, field.weights, text)
    return text if field.kind in (FieldKind.LINKS, FieldKind.FILES) else True


def default_weight(field: Field, key: str) -> Value:
    """The value of a member that was added without one; of a link, its own address."""
    if field.weights:
        return "principal"
    return key if field.kind is FieldKind.LINKS else True


def _integer(field: Field, text: str) -> int:
    number = parse_count(text)
    if number is None:
        raise UserFacingError(
            _("{field} must be a whole number of 0 or more, not “{text}”.").format(field=_(field.label), text=text)
        )
    return number


def _measured(field: Field, text: str) -> Value:
    """A number of days, an amount, a moment of a visit or a local time, as the journal writes them."""
    label = _(field.label)
    match field.kind:
        case FieldKind.OFFSET:
            if (days := parse_whole(text)) is not None:
                return days
            raise UserFacingError(
                _("{field} must be a whole number of days, such as 30 or -14, not “{text}”.").format(
                    field=label, text=text
                )
            )
        case FieldKind.DECIMAL:
            amount = parse_amount(text)
            if amount is not None and (Decimal(amount) > 0 or not field.positive):
                return amount
            if amount is not None:
                raise UserFacingError(_("{field} must be more than 0, not “{text}”.").format(field=label, text=text))
            raise UserFacingError(
                _("{field} must be an amount such as 1234.50, of at most 15 digits, not “{text}”.").format(
                    field=label, text=text
                )
            )
        case FieldKind.MOMENT:
            if (moment := parse_moment(text)) is not None:
                return moment
            raise UserFacingError(
                _("{field} must be a day of the visit and a time, such as 2 14:30, not “{text}”.").format(
                    field=label, text=text
                )
            )
        case _:
            if (time := parse_datetime(text)) is not None:
                return time
            raise UserFacingError(
                _("{field} must look like 2026-05-03 or 2026-05-03 18:30, not “{text}”.").format(field=label, text=text)
            )


def end_of_period(field: Field, text: str) -> dict[str, Value]:
    """The end of the period whose beginning a text says, under the name of its own field; {} where it says one date."""
    if not field.until or field.until == field.name:
        return {}
    period = parse_period(text)
    return {field.until: period.end} if period is not None and period.end else {}


def _date(field: Field, text: str) -> str:
    period = parse_period(text)
    if period is None:
        raise UserFacingError(
            _("{field} must be a date from 1900 to 2199, such as 2014, May 2014 or 2014-05-03, not “{text}”.").format(
                field=_(field.label), text=text
            )
        )
    return period.last if field.until == field.name else period.start


def _coordinates(field: Field, text: str) -> str:
    found = parse_coordinates(text)
    if found is None:
        raise UserFacingError(
            _("{field} must be latitude,longitude in degrees, such as 8.4657,-13.2317.").format(field=_(field.label))
        )
    return found


def _code(field: Field, vocabulary: str, text: str) -> str:
    found = load(vocabulary).find(text)
    if found is None:
        raise UserFacingError(
            _("{field} does not know “{text}”.").format(field=_(field.label), text=text),
            todo=_("“vocabulary {name}” lists what it knows.").format(name=vocabulary),
        )
    return found.code
