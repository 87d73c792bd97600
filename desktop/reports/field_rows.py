"""A field of a record as rows of a report: one block for each kind of field."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from desktop.i18n import _, current_language
from desktop.reports import styles
from desktop.reports.formatting import join_names
from desktop.reports.labelled_rows import LabelledRow
from desktop.reports.record_values import text_of
from desktop.reports.styles import Style
from desktop.reports.text import FontBook, wrap
from desktop.vocabularies import load
from desktop.workspace import Field, FieldKind, Record
from desktop.workspace.privacy.gate import may_leave
from desktop.workspace.records.kinds import for_every_kind

K = FieldKind
Part = tuple[str, Style, str]
"""Words, how they look, and the address that they lead to."""


def field_rows(
    field: Field, record: Record, names: Mapping[str, str], fonts: FontBook, width: float
) -> list[LabelledRow]:
    """The rows of a field, the label beside the first; none where it is empty, or may not leave this desk.

    `names`: by id, of the records that it points to and that may be named.
    """
    if not may_leave(record, field.name):
        return []
    parts = [part for part in BLOCKS[field.kind](field, record, names) if part[0]]
    return [
        LabelledRow("" if at else _(field.label), wrap(fonts, words, style, width), address)
        for at, (words, style, address) in enumerate(parts)
    ]


def _value(field: Field, record: Record, names: Mapping[str, str]) -> Sequence[Part]:
    return [(field.format(record.values.get(field.name), names), styles.ROW, "")]


def _known(field: Field, record: Record, names: Mapping[str, str]) -> Sequence[Part]:
    """One record by its name, and not at all where that may not be said."""
    return [(names.get(field.points_to("", record.values.get(field.name)), ""), styles.ROW, "")]


def _line(field: Field, record: Record, _names: Mapping[str, str]) -> Sequence[Part]:
    return [(_in_language(field, record), styles.ROW, "")]


def _paragraphs(field: Field, record: Record, _names: Mapping[str, str]) -> Sequence[Part]:
    return [(_in_language(field, record), styles.BODY, "")]


def _in_language(field: Field, record: Record) -> str:
    translated = text_of(record, f"{field.name}/{current_language()}") if field.translated else ""
    return translated or text_of(record, field.name)


def _codes(field: Field, record: Record, _names: Mapping[str, str]) -> Sequence[Part]:
    vocabulary = load(field.vocabulary)
    return [(join_names(vocabulary.label(code) for code in record.members(field.name)), styles.ROW, "")]


def _linked(field: Field, record: Record, names: Mapping[str, str]) -> Sequence[Part]:
    members = (key for key in record.members(field.name) if names.get(field.points_to(key, None)))
    return [(join_names(field.format_member(key, names) for key in members), styles.ROW, "")]


def _links(field: Field, record: Record, _names: Mapping[str, str]) -> Sequence[Part]:
    return [
        (
            name if isinstance(name, str) and name.strip() else address,
            styles.LINK,
            address if address.startswith(("http://", "https://")) else "",
        )
        for address, name in record.members(field.name).items()
    ]


def _files(field: Field, record: Record, _names: Mapping[str, str]) -> Sequence[Part]:
    return [(join_names(str(name) for name in record.members(field.name).values()), styles.ROW, "")]


def _nothing(_field: Field, _record: Record, _names: Mapping[str, str]) -> Sequence[Part]:
    return []


BLOCKS: Mapping[FieldKind, Callable[[Field, Record, Mapping[str, str]], Sequence[Part]]] = for_every_kind(
    {
        K.TEXT: _line,
        K.LONG_TEXT: _paragraphs,
        K.CHOICE: _value,
        K.DATE: _value,
        K.INTEGER: _value,
        K.OFFSET: _value,
        K.DECIMAL: _value,
        K.MOMENT: _value,
        K.DATETIME: _value,
        K.COORDINATES: _value,
        K.REFERENCE: _known,
        K.CODES: _codes,
        K.LINKED: _linked,
        K.LINKS: _links,
        K.FILES: _files,
        K.BALLOT: _nothing,
        K.SOURCE: _nothing,
    },
    "blocks of reports",
)
