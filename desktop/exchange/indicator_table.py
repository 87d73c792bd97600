"""A table of values of indicators: one value a row, or one indicator a row with a column for each year. Planned and shown
first, then written as one action.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from desktop.errors import UserFacingError
from desktop.exchange.cells.codes import find_code
from desktop.exchange.cells.lists import split_codes
from desktop.exchange.cells.texts import one_line, says_nothing, without_guard
from desktop.exchange.columns.heading_folding import fold_heading
from desktop.exchange.tables import Table, open_table
from desktop.i18n import LANGUAGES, _, catalogue, ngettext
from desktop.values.dates import parse_date
from desktop.values.numbers import parse_amount
from desktop.workspace import RECORD_TYPES, Value, Workspace

_YEAR = re.compile(r"(?:x ?)?((?:19|20)\d\d)( yr\d{4}| ?\(.*)?\Z")
_MOST = 20_000
"""Values of one table."""
_NO_VALUE = frozenset(("..", "...", "…", "n/a", "na", "nd", "n.d.", "s/d", "x", "-", "–", "—"))
_MORE_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "title": ("indicator name", "series name", "series", "indicateur", "nom de l'indicateur", "indicador",
              "nombre del indicador"),
    "date": ("date", "year", "année", "año", "period", "période", "período", "time", "time period"),
    "value": ("value", "valeur", "valor", "obs value", "observation", "result", "résultat", "resultado"),
    "unit": ("unit", "unité", "unidad", "unit of measure", "unité de mesure", "unidad de medida", "units"),
    "country": ("country", "pays", "país", "country name", "country code", "iso3", "geo area name"),
    "municipality": ("municipality", "place", "city", "town", "lieu", "ville", "commune", "lugar", "ciudad", "municipio"),
    "organisation": ("organisation", "organization", "local government", "collectivité", "gobierno local"),
    "targets": ("target", "targets", "sdg", "odd", "ods", "cible", "meta", "goal", "indicator code", "series code"),
    "role": ("role", "type", "kind", "nature", "tipo"),
    "source": ("source", "fuente", "source of the data", "data source"),
}  # fmt: skip
"""Headings beside the labels of the fields, in three languages."""


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One value of the table. `id`: the record that it changes, "" for a new one; `trouble` says why it cannot come in."""

    line: int
    values: Mapping[str, Value] = field(default_factory=dict[str, Value])
    organisation: str = ""
    id: str = ""
    unchanged: bool = False
    trouble: str = ""


@dataclass(frozen=True)
class IndicatorPlan:
    """What an import would do."""

    name: str
    rows: tuple[IndicatorRow, ...]
    not_read: tuple[str, ...]

    @property
    def new(self) -> int:
        """Values that are not here yet."""
        return sum(not each.id and not each.trouble for each in self.rows)

    @property
    def changed(self) -> int:
        """Values that are here with another number, unit or source."""
        return sum(bool(each.id) and not each.unchanged for each in self.rows)

    @property
    def unchanged(self) -> int:
        """Values that are here as they stand in the table."""
        return sum(each.unchanged for each in self.rows)

    @property
    def refused(self) -> list[IndicatorRow]:
        """Rows that cannot come in."""
        return [each for each in self.rows if each.trouble]

    def sentences(self) -> list[str]:
        """What a person should know before they import."""
        said = [
            _("{new} new, {changed} changed, {unchanged} unchanged, {refused} refused.").format(
                new=self.new, changed=self.changed, unchanged=self.unchanged, refused=len(self.refused)
            )
        ]
        if self.not_read:
            words = ngettext("Column not read: {columns}.", "Columns not read: {columns}.", len(self.not_read))
            said.append(words.format(columns=", ".join(self.not_read)))
        return said


def plan_indicators(workspace: Workspace, path: Path, *, sheet: str | None = None) -> IndicatorPlan:
    """Read a table and say what an import of it would do; writes nothing. Raises UserFacingError for what is no such table."""
    table = open_table(path, sheet=sheet, knows=lambda heading: _field_of(heading) != "" or _year_of(heading) != "")
    columns = _columns(table)
    years = {at: year for at, heading in enumerate(table.headings) if (year := _year_of(heading))}
    if "title" not in columns or ("value" not in columns and not years):
        raise UserFacingError(
            _("{name} has no column with the names of indicators, or none with values.").format(name=table.name),
            kept=_("Nothing was imported."),
            todo=_("Name the columns Indicator, Year and Value; or give each year a column."),
        )
    if "value" in columns and "date" not in columns:
        raise UserFacingError(
            _("{name} has values without a year.").format(name=table.name),
            kept=_("Nothing was imported."),
            todo=_("Name the column of the years Year."),
        )
    used = {*columns.values(), *(years if "value" not in columns else ())}
    found: list[IndicatorRow] = []
    known = _known(workspace)
    organisations = _organisations(workspace)
    for row in _read(table, columns, {} if "value" in columns else years):
        found.append(row if row.trouble else _compared(row, known, organisations))
        if len(found) > _MOST:
            raise UserFacingError(
                ngettext("{name} has more than {count} value.", "{name} has more than {count} values.", _MOST).format(
                    name=table.name, count=_MOST
                ),
                kept=_("Nothing was imported."),
                todo=_("Split the list into several files."),
            )
    not_read = tuple(heading for at, heading in enumerate(table.headings) if at not in used)
    return IndicatorPlan(table.name, tuple(found), not_read)


def apply_indicators(workspace: Workspace, plan: IndicatorPlan) -> int:
    """Write what was planned as one action, which can be undone; returns how many values were written."""
    organisations = _organisations(workspace)
    journal, written = workspace.journal, 0
    with journal.group("import", _("Indicator values")) as group:
        for row in plan.rows:
            if row.trouble or row.unchanged:
                continue
            values = dict(row.values)
            if row.organisation:
                key = row.organisation.casefold()
                if key not in organisations:
                    organisations[key] = journal.create("organisation", {"name": row.organisation}, group=group)
                values["organisation"] = organisations[key]
            if row.id:
                journal.edit(row.id, values, group=group, type="indicator")
            else:
                journal.create("indicator", values, group=group)
            written += 1
    return written


# Reading -----------------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _headings() -> Mapping[str, str]:
    """Heading, folded -> field."""
    found: dict[str, str] = {}
    for each in RECORD_TYPES["indicator"].fields:
        if each.private:
            continue
        labels = [catalogue(language).gettext(each.label) for language in LANGUAGES]
        for text in (each.name, *labels, *_MORE_HEADINGS.get(each.name, ())):
            found.setdefault(fold_heading(text), each.name)
    return found


def _field_of(heading: str) -> str:
    return _headings().get(fold_heading(heading), "")


def _year_of(heading: str) -> str:
    match = _YEAR.match(fold_heading(heading))
    return match[1] if match else ""


def _columns(table: Table) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, heading in enumerate(table.headings):
        if (name := _field_of(heading)) and not _year_of(heading):
            found.setdefault(name, at)
    return found


def _read(table: Table, columns: Mapping[str, int], years: Mapping[int, str]) -> Iterator[IndicatorRow]:
    for row in table.rows():
        if row.refused:
            yield IndicatorRow(row.line, trouble=row.refused)
            continue
        if not any(cell.strip() for cell in row.cells):
            continue
        common, organisation, trouble = _common(row.cells, columns)
        if trouble:
            yield IndicatorRow(row.line, trouble=trouble)
            continue
        if not years:
            date = parse_date(row.cells[columns["date"]], serial=True)
            yield _row(row.line, common, organisation, date, row.cells[columns["date"]], row.cells[columns["value"]])
            continue
        for at, year in years.items():
            if not _is_empty(row.cells[at]):
                yield _row(row.line, common, organisation, year, year, row.cells[at])


def _common(cells: Sequence[str], columns: Mapping[str, int]) -> tuple[dict[str, Value], str, str]:
    """(values of all but date and value, name of the organisation, what is wrong)."""
    values: dict[str, Value] = {}
    for name in ("title", "unit", "municipality", "source"):
        if name in columns and (text := one_line(without_guard(cells[columns[name]]))) and not says_nothing(text):
            values[name] = text
    if "title" not in values:
        return {}, "", _("The row has no name of an indicator.")
    for name, vocabulary in (("country", "countries"), ("role", "indicator_roles")):
        if name not in columns or says_nothing(cells[columns[name]]):
            continue
        code = find_code(vocabulary, cells[columns[name]])
        if code is None:
            return {}, "", _("“{value}” is not known.").format(value=cells[columns[name]].strip())
        values[name] = code
    values.setdefault("role", "measured")
    if "targets" in columns and not says_nothing(cells[columns["targets"]]):
        found = split_codes(cells[columns["targets"]], lambda part: find_code("targets", part))
        values |= {f"targets/{code}": True for code in found.codes}
    organisation = ""
    if "organisation" in columns and not says_nothing(cells[columns["organisation"]]):
        organisation = one_line(without_guard(cells[columns["organisation"]]))
    return values, organisation, ""


def _row(
    line: int, common: Mapping[str, Value], organisation: str, date: str | None, written: str, cell: str
) -> IndicatorRow:
    if date is None:
        return IndicatorRow(line, trouble=_("“{value}” is no year and no date.").format(value=written.strip()))
    number = parse_amount(without_guard(cell).replace("%", "").strip())
    if number is None:
        return IndicatorRow(line, trouble=_("“{value}” is no number.").format(value=cell.strip()))
    more: dict[str, Value] = {"date": date, "value": number}
    if "%" in cell and "unit" not in common:
        more["unit"] = "%"
    return IndicatorRow(line, {**common, **more}, organisation)


def _is_empty(cell: str) -> bool:
    return says_nothing(cell) or cell.strip().casefold() in _NO_VALUE


# What is here already ------------------------------------------------------------------------------------------------------

_Key = tuple[str, str, str, str, str, str]


def _key(values: Mapping[str, Value], organisation: str) -> _Key:
    """What makes two values the same one: indicator, date, what it is, country, place and organisation."""
    parts = [str(values.get(name) or "").casefold() for name in ("title", "date", "role", "country", "municipality")]
    return (parts[0], parts[1], parts[2] or "measured", parts[3], parts[4], organisation.casefold())


def _known(workspace: Workspace) -> dict[_Key, tuple[str, Mapping[str, Value]]]:
    with workspace.reading_directly() as conn:
        ids = [row[0] for row in conn.execute("SELECT id FROM indicator WHERE listed = 1")]
        names = dict(
            conn.execute(
                "SELECT o.id, coalesce(s.name, o.name) FROM organisation o LEFT JOIN organisation s ON s.id = o.survivor"
            ).fetchall()
        )
    found: dict[_Key, tuple[str, Mapping[str, Value]]] = {}
    for record in workspace.records("indicator", ids):
        name = names.get(str(record.values.get("organisation")), "") or ""
        found.setdefault(_key(record.values, name), (record.id, record.values))
    return found


def _organisations(workspace: Workspace) -> dict[str, str]:
    """Name, folded -> id, of those that are listed."""
    with workspace.reading_directly() as conn:
        rows = conn.execute("SELECT name, id FROM organisation WHERE listed = 1 ORDER BY no DESC").fetchall()
    return {str(name).casefold(): id for name, id in rows if name}


def _compared(
    row: IndicatorRow, known: Mapping[_Key, tuple[str, Mapping[str, Value]]], organisations: Mapping[str, str]
) -> IndicatorRow:
    id, before = known.get(_key(row.values, row.organisation), ("", {}))
    if not id:
        return row
    same = all(before.get(name) == value for name, value in row.values.items())
    return IndicatorRow(row.line, row.values, row.organisation, id, same)
