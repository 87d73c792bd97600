"""What an import did with a file, in full: how it was read and why, and every kind of note once. For the window and for
commands alike.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from desktop.exchange.importing import problems
from desktop.exchange.importing.problems import Problem
from desktop.exchange.importing.reading_report import Reading
from desktop.i18n import N_, _, ngettext
from desktop.vocabularies import load
from desktop.workspace import ACTIVITY
from desktop.workspace.records.kinds.field import ReferenceIn

_VALUES = 8
"""Values that one line names."""

_REASONS = {
    "heading": N_("by its heading"),
    "hashtag": N_("by its hashtag"),
    "misspelt": N_("by a similar heading"),
    "cells": N_("by its cells"),
    "mapping": N_("as chosen, or as at the last import"),
}
_PARTS = {
    "id": N_("identifier"),
    "role": N_("role"),
    "latitude": N_("latitude"),
    "longitude": N_("longitude"),
    "chosen": N_("one answer"),
}
_CERTAINTIES = {"certain": N_("certain"), "likely": N_("likely"), "guess": N_("a guess")}
_DELIMITERS = {",": N_("comma"), ";": N_("semicolon"), "\t": N_("tab"), "|": N_("vertical bar")}
_NOT_UNDERSTOOD = frozenset(
    (
        problems.UNKNOWN,
        problems.NOT_A_DATE,
        problems.NOT_A_COUNT,
        problems.NOT_DAYS,
        problems.NOT_AN_AMOUNT,
        problems.NOT_A_MOMENT,
        problems.NOT_A_TIME,
        problems.NOT_COORDINATES,
        problems.NOT_A_LINK,
    )
)


class Planned(Protocol):
    """An import, planned or done."""

    @property
    def reading(self) -> Reading: ...

    @property
    def problems(self) -> list[Problem]: ...

    @property
    def merged_rows(self) -> int: ...

    @property
    def merged_activities(self) -> int: ...

    @property
    def joined_by(self) -> str: ...


@dataclass(frozen=True)
class NoteGroup:
    """Notes of one kind about one column: the first of them, and how many there are."""

    first: Problem
    notes: int
    rows: int
    values: tuple[str, ...]

    def sentence(self) -> str:
        """The first note, and what else there is of its kind."""
        said = _("Line {line}: {reason}").format(line=self.first.line, reason=self.first.reason)
        if self.notes == 1:
            return said
        others = [f"“{value}”" for value in self.values if value and value != self.first.value][:_VALUES]
        more = ngettext("And {count} more like it", "And {count} more like it", self.notes - 1).format(
            count=self.notes - 1
        )
        if not others:
            return f"{said} {more}."
        return f"{said} {more}: {', '.join(others)}{'' if len(others) == self.notes - 1 else ' …'}"


def note_groups(notes: Sequence[Problem]) -> list[NoteGroup]:
    """The notes by kind and column, by line; those of refused rows by their reason."""
    found: dict[tuple[object, ...], list[Problem]] = {}
    for each in notes:
        key = (each.refused, each.template, each.column) if each.template else (each.refused, each.reason, "")
        found.setdefault(key, []).append(each)
    return [
        NoteGroup(
            mine[0], len(mine), sum(each.count for each in mine), tuple(dict.fromkeys(each.value for each in mine))
        )
        for mine in found.values()
    ]


def values_not_understood(notes: Sequence[Problem]) -> dict[str, dict[str, int]]:
    """{column: {cell: rows}} of the cells that no field could be given."""
    found: dict[str, dict[str, int]] = {}
    for each in notes:
        if each.template in _NOT_UNDERSTOOD:
            values = found.setdefault(each.column, {})
            values[each.value] = values.get(each.value, 0) + each.count
    return found


def explain(planned: Planned) -> list[str]:
    """How a file was read, line by line; short where there is little to say."""
    reading = planned.reading
    lines = [*_of_the_file(reading), *_of_columns(reading)]
    for column, values in values_not_understood(planned.problems).items():
        shown = [f"“{value}” ({count})" for value, count in list(values.items())[:_VALUES]]
        if len(values) > _VALUES:
            shown.append("…")
        lines.append(_("Not understood in {column}: {values}").format(column=column, values=", ".join(shown)))
    if planned.merged_rows:
        lines.append(
            _("Rows joined: {rows} into {activities}, by {column}").format(
                rows=planned.merged_rows,
                activities=planned.merged_activities,
                column=planned.joined_by,
            )
        )
    return lines


def _of_the_file(reading: Reading) -> list[str]:
    lines = [_("Format: {format}").format(format=reading.format)] if reading.format else []
    if reading.delimiter:
        name = _DELIMITERS.get(reading.delimiter)
        shown = _(name) if name else reading.delimiter
        lines.append(_("Between the cells: {character}").format(character=shown))
    if reading.encoding:
        shown = reading.encoding.upper()
        words = _("Encoding: {encoding}, a guess") if reading.encoding_guessed else _("Encoding: {encoding}")
        lines.append(words.format(encoding=shown))
    if len(reading.sheets_read) > 1:
        lines.append(_("Sheets read together: {sheets}").format(sheets=", ".join(reading.sheets_read)))
    elif reading.sheet:
        lines.append(_("Sheet: {sheet}").format(sheet=reading.sheet))
    if reading.other_sheets:
        lines.append(_("Sheets not read: {sheets}").format(sheets=", ".join(reading.sheets_said())))
    lines += [_("File read: {name}").format(name=name) for name in reading.files]
    lines += [
        _("File not read: {name}: {reason}").format(name=name, reason=why) for name, why in reading.files_not_read
    ]
    if reading.heading_line:
        lines.append(_("Headings: line {line}").format(line=reading.heading_line))
    for line, words in reading.skipped:
        lines.append(_("Line {line} is above the headings and not read: “{words}”").format(line=line, words=words))
    return lines


def _of_columns(reading: Reading) -> list[str]:
    lines = [_column_said(each) for each in reading.columns]
    for words, columns in (
        (_("Kept as source data only: {columns}"), reading.not_read),
        (_("Stays on this desk: {columns}"), reading.private),
        (_("Not kept: {columns}"), reading.left_out),
    ):
        if columns:
            lines.append(words.format(columns=", ".join(columns)))
    return lines


def _column_said(column: Mapping[str, str]) -> str:
    return _("{column} → {field}: {reason}, {certainty}").format(
        column=column["column"],
        field=_field_said(column),
        reason=_(_REASONS[column["known_by"]]),
        certainty=_(_CERTAINTIES[column["certainty"]]),
    )


def _field_said(column: Mapping[str, str]) -> str:
    """The field in words, with the role or the language of the column."""
    field = ACTIVITY.by_name.get(column["field"])
    if field is None:
        return column["field"]
    more = [_(_PARTS[column["part"]])] if column.get("part") else []
    if language := column.get("language"):
        more.append(load("languages").label(language))
    if role := column.get("role"):
        shown = load(field.vocabulary).label(role) if field.rules.reference_in is ReferenceIn.MEMBER else role
        more.insert(0, shown)
    return f"{_(field.label)} ({', '.join(more)})" if more else _(field.label)


def explanation_json(planned: Planned) -> dict[str, object]:
    """The same for programs: what the reading itself does not hold."""
    return {
        "values_not_understood": [
            {"column": column, "value": value, "rows": rows}
            for column, values in values_not_understood(planned.problems).items()
            for value, rows in values.items()
        ]
    }
