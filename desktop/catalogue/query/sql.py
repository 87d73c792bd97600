"""A query as SQL over the table of a record type: conditions for the columns, and one expression for the index."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from desktop.catalogue.due import due_between, overdue
from desktop.catalogue.query.code_trees import with_below
from desktop.catalogue.query.fields import SearchField, Sense, search_fields
from desktop.catalogue.query.full_text_expression import Forms, match_free, match_words, no_forms
from desktop.catalogue.query.stop_words import is_stop_word
from desktop.catalogue.query.terms import NONE, Code, Flag, Nothing, Range, Record, Term, Text, Value
from desktop.catalogue.reached import reached_ids
from desktop.catalogue.sections import members_of
from desktop.catalogue.trainers import certificates_sql, last_trainings_sql, trainer_ids
from desktop.catalogue.word_matching import search_words
from desktop.errors import ProgrammingError
from desktop.vocabularies import load
from desktop.workspace import RECORD_TYPES
from desktop.workspace.search_index import organisation_names
from desktop.workspace.search_index.full_text import INDEXES
from desktop.workspace.search_index.index_words import fold_word

if TYPE_CHECKING:
    from desktop.catalogue.query.query import Query

Sql = tuple[str, list[Any]]
_FLAG_SQL = {
    "unfinished": "missing > 0",
    "complete": "missing = 0",
    "conflict": "conflicts > 0",
    "binned": "binned = 1",
}
_TEXTS = {
    "activity": ("summary", "results", "lessons"),
    "visit": ("purpose", "summary", "lessons"),
    "organisation": ("name",),
    "person": ("name",),
    "module": ("summary", "units"),
}
"""What `has:text` looks at."""


_OF_TRAINERS = frozenset((Sense.TRAINER, Sense.CERTIFIED, Sense.CERTIFICATE_UNTIL, Sense.LAST_TRAINING))
_COSTLY = _OF_TRAINERS | {
    Sense.DUE, Sense.REACHED, Sense.FIRST_REACHED, Sense.LAST_REACHED, Sense.FIRST_BY, Sense.SILENT,
}  # fmt: skip
_COSTLY_FLAGS = frozenset((Flag("overdue"), Flag("met_by_learning")))


@dataclass
class Conditions:
    """`where` (to be joined by AND) with its parameters; `match` for the index, "" where no word is asked for.

    `plain`: nothing but what is listed is asked for, so that the index alone can answer. `costly`: it looks into other
    tables, and should be answered once.
    """

    match: str = ""
    where: list[str] = field(default_factory=list[str])
    parameters: list[Any] = field(default_factory=list[Any])
    plain: bool = True
    costly: bool = False

    def add(self, sql: str, parameters: Sequence[Any]) -> None:
        """One more condition."""
        self.where.append(sql)
        self.parameters.extend(parameters)
        self.plain = False

    @property
    def sql(self) -> str:
        """All conditions on the columns."""
        return " AND ".join(self.where)


def conditions(query: Query, kind: str = "activity", forms: Forms = no_forms) -> Conditions:
    """What a query asks of the table of a record type and of its index. `forms`: other forms of words in the index."""
    found = Conditions()
    match: list[str] = []
    if free := query.free_texts():
        match.append(match_free(kind, free, forms, missing=query.missing_words))
    if not query.in_bin:
        found.where.append("listed = 1")
    elif any(Flag("binned") in term.values and len(term.values) == 1 for term in query.terms):
        found.add("listed = 0 AND binned = 1", ())
    else:
        found.add("(listed = 1 OR binned = 1)", ())
    for term in query.terms:
        if not term.field and not term.negated:
            continue
        field = _field_of(term, kind)
        expression = None if term.negated else _match_of(field, term, forms)
        if expression:
            match.append(expression)
        if not expression or field.sense is Sense.TEXT:
            found.add(*_condition(field, term))
        found.costly |= field.sense in _COSTLY or not _COSTLY_FLAGS.isdisjoint(term.values)
    found.match = " AND ".join(match)
    return found


def _field_of(term: Term, kind: str) -> SearchField:
    return search_fields(kind)[term.field] if term.field else SearchField("", Sense.INDEXED, "", kind=kind)


def _indexed(field: SearchField) -> bool:
    return field.sense in (Sense.INDEXED, Sense.TEXT) or _by_organisation_words(field)


def _by_organisation_words(field: SearchField) -> bool:
    return field.sense is Sense.LINKED and field.field == organisation_names.FIELD and not field.role


def _match_of(field: SearchField, term: Term, forms: Forms = no_forms) -> str:
    """The term as an expression of the index; "" where it cannot be one."""
    texts = [value for value in term.values if isinstance(value, Text)]
    if not _indexed(field) or len(texts) != len(term.values):
        return ""
    column = "organisation" if _by_organisation_words(field) else field.column
    any_of = " OR ".join(match_words(text, forms) for text in texts)
    return f"{column} : ({any_of})" if column else f"({any_of})"


def _condition(field: SearchField, term: Term) -> Sql:
    codes = [value for value in term.values if isinstance(value, Code)]
    parts: list[Sql] = [_codes(field, codes)] if codes else []
    parts += [_value(field, value) for value in term.values if not isinstance(value, Code)]
    sql = " OR ".join(f"({each})" for each, _parameters in parts)
    parameters = [each for _sql, those in parts for each in those]
    return (f"(({sql}) IS NOT TRUE)" if term.negated else f"({sql})"), parameters


def _value(field: SearchField, value: Value) -> Sql:
    match value:
        case Text():
            return _text(field, value)
        case Range(low, high):
            return _range(field, low, high)
        case Record(id) if field.sense is Sense.RECORD:
            return _pointed(field, "o.id = ? OR o.survivor = ?", [id, id])
        case Record(id) if field.sense is Sense.SECTION:
            return _in_section(field, "o.id = ? OR o.survivor = ?", [id, id])
        case Record(id):
            return _linked(field, "o.id = ? OR o.survivor = ?", [id, id])
        case Flag(name) if field.sense is Sense.HAS:
            return _filled(search_fields(field.kind)[name])
        case Flag("overdue"):
            return overdue()
        case Flag("untitled"):
            return f"{RECORD_TYPES[field.kind].title} IS NULL", []
        case Flag("met_by_learning"):
            return _met_by_learning(), []
        case Flag(name):
            return _FLAG_SQL[name], []
        case Nothing():
            sql, parameters = _filled(field)
            return f"({sql}) IS NOT TRUE", parameters
        case Code():
            raise ProgrammingError("codes are put together")


def _met_by_learning() -> str:
    """Reached before they became a member; of who is none, at all. A year alone that is that of both counts as before."""
    return (
        f"id IN (SELECT f.id FROM ({reached_ids('organisation', 'first')}) f JOIN organisation m ON m.id = f.id"
        " WHERE coalesce(m.membership, '') <> 'member'"
        " OR f.first <= substr(m.member_since, 1, length(f.first)) || '~')"
    )


def _reached(field: SearchField, columns: str, condition: str) -> str:
    """Records of which what reached them fulfils a condition."""
    return f"id IN (SELECT id FROM ({reached_ids(field.kind, columns)}) WHERE {condition})"


def _codes(field: SearchField, codes: Sequence[Code]) -> Sql:
    if field.via:
        sql, parameters = _codes(field.pointed, codes)
        target = field.pointed.kind
        found = f"SELECT id FROM {target} WHERE {sql}"
        return (
            f"{field.via} IN ({found} UNION ALL SELECT o.id FROM {target} o WHERE o.merged_into IS NOT NULL"
            f" AND o.survivor IN ({found}))"
        ), [*parameters, *parameters]
    if field.sense is Sense.REACHED:
        sql = f"id IN (SELECT id FROM ({reached_ids(field.kind)}))"
        return " OR ".join(sql if code.code == "yes" else f"NOT {sql}" for code in codes), []
    if field.sense is Sense.FIRST_BY:
        wanted = sorted({code.code for code in codes})
        return _reached(field, "first", f"by IN ({_marks(wanted)})"), list(wanted)
    if field.sense is Sense.TRAINER:
        sql = f"id IN ({trainer_ids()})"
        return " OR ".join(sql if code.code == "yes" else f"NOT {sql}" for code in codes), []
    if field.sense is Sense.CERTIFIED:
        wanted = sorted({each for code in codes for each in with_below(field.vocabulary, code.code)})
        return f"id IN (SELECT id FROM ({certificates_sql()}) WHERE module IN ({_marks(wanted)}))", list(wanted)
    if field.sense is Sense.CHOICE:
        wanted = sorted({each for code in codes for each in with_below(field.vocabulary, code.code)})
        return f"{_column(field)} IN ({_marks(wanted)})", list(wanted)
    parts: list[str] = []
    parameters: list[Any] = []
    for weight in sorted({code.weight for code in codes}):
        wanted = sorted(
            {each for code in codes if code.weight == weight for each in with_below(field.vocabulary, code.code)}
        )  # fmt: skip
        narrowed = " AND value = ?" if weight else ""
        parts.append(
            f"no IN (SELECT record_no FROM {field.kind}_member WHERE field = ? AND code IN ({_marks(wanted)}){narrowed})"
        )
        parameters += [field.field, *wanted, *([weight] if weight else [])]
    return " OR ".join(parts), parameters


def _range(field: SearchField, low: str, high: str) -> Sql:
    match field.sense:
        case Sense.YEAR:
            return _between("year", int(low[:4]) if low else None, int(high[:4]) + 1 if high else None)
        case Sense.NUMBER:
            return _numbers(field, low, high)
        case Sense.TIME:
            return _between(field.name, _ms(low), _ms(_after(high)))
        case Sense.PERIOD:
            return period_sql("start", '"end"', low, high)
        case Sense.FIRST_REACHED:
            sql, parameters = _between("first", _plain_start(low) or None, _after(high) or None)
            return _reached(field, "first", sql), parameters
        case Sense.LAST_REACHED:
            sql, parameters = _between("last", _plain_start(low) or None, _after(high) or None)
            return _reached(field, "last", sql), parameters
        case Sense.CERTIFICATE_UNTIL:
            sql, parameters = _between("max(until)", _plain_start(low) or None, _after(high) or None)
            return f"id IN (SELECT id FROM ({certificates_sql()}) GROUP BY id HAVING {sql})", parameters
        case Sense.LAST_TRAINING:
            sql, parameters = _between("last", _plain_start(low) or None, _after(high) or None)
            return f"id IN (SELECT id FROM ({last_trainings_sql()}) WHERE {sql})", parameters
        case Sense.SILENT:
            return _reached(field, "last", "last || '~' < ?"), [high]
        case Sense.AREA:
            return _within_area(low, high)
        case Sense.DUE:
            from desktop.values.dates import read_span

            return due_between(*(span[0].isoformat() if (span := read_span(low)) else "",
                                 span[1].isoformat() if (span := read_span(high)) else ""))  # fmt: skip
        case _:
            return _between(_column(field), _plain_start(low) or None, _after(high) or None)


def period_sql(start: str, end: str, low: str, high: str) -> Sql:
    """Do these two columns touch a period (dates, both meant; "" is open)? What has one date alone stands on that date."""
    parts: list[str] = []
    parameters: list[Any] = []
    if high:
        parts.append(f"({start} < ? OR {start} IS NULL AND {end} < ?)")
        parameters += [_after(high)] * 2
    if low:
        parts.append(f"max(coalesce({end}, {start}) || '~', coalesce({start}, {end}) || '~') > ?")
        parameters.append(_plain_start(low))
    return " AND ".join(parts), parameters


def _within_area(corner: str, other: str) -> Sql:
    """Coordinates ("latitude,longitude") between the corners south/west and north/east, both meant."""
    (south, west), (north, east) = (map(float, each.split("/")) for each in (corner, other))
    latitude = "CAST(substr(coordinates, 1, instr(coordinates, ',') - 1) AS REAL)"
    longitude = "CAST(substr(coordinates, instr(coordinates, ',') + 1) AS REAL)"
    return f"coordinates IS NOT NULL AND {latitude} BETWEEN ? AND ? AND {longitude} BETWEEN ? AND ?", [
        south, north, west, east,
    ]  # fmt: skip


def _between(column: str, low: int | str | None, below: int | str | None) -> Sql:
    parts = [f"{column} {sign} ?" for sign, value in ((">=", low), ("<", below)) if value is not None]
    return " AND ".join(parts), [value for value in (low, below) if value is not None]


def _plain_start(date: str) -> str:
    """A date from which what is known less exactly is not left out: the year 2021 begins on 2021-01-01."""
    return date.removesuffix("-01").removesuffix("-01") if len(date) > 4 else date


def _after(date: str) -> str:
    """The first text that comes after every date within this one: 2021-05 gives 2021-05~; "" stays."""
    return f"{date}~" if date else ""


def _ms(date: str) -> int | None:
    """The beginning of a day, month or year here, in ms since 1970; after its end for one that ends in ~."""
    if not date:
        return None
    parts = [*map(int, date.rstrip("~").split("-"))]
    if date.endswith("~"):
        year, month, day = (*parts, 1, 1)[:3]
        if len(parts) == 1:
            year += 1
        elif len(parts) == 2:
            year, month = (year, month + 1) if month < 12 else (year + 1, 1)
        else:
            return (_ms(date.rstrip("~")) or 0) + 86_400_000
        parts = [year, month, day]
    year, month, day = (*parts, 1, 1)[:3]
    if not 1970 < year < 3000:
        return 0 if year <= 1970 else 2**62
    return int(datetime(year, month, day).timestamp() * 1000)


def _text(field: SearchField, text: Text) -> Sql:
    match field.sense:
        case Sense.INDEXED:
            return _by_index(field, text)
        case Sense.TEXT:
            sql, parameters = _by_index(field, text)
            return f"{sql} AND focal_words({_column(field)}, ?)", [*parameters, asked(text)]
        case Sense.LINKED if _by_organisation_words(field):
            return _by_index(field, text)
        case Sense.LINKED:
            return _linked(field, _named(field), [asked(text)])
        case Sense.SECTION:
            return _in_section(field, _named(field), [asked(text)])
        case Sense.RECORD:
            return _pointed(field, _named(field), [asked(text)])
        case Sense.MEMBERS:
            return (
                f"EXISTS (SELECT 1 FROM {field.kind}_member m WHERE m.record_no = {field.kind}.no AND +m.field = ?"
                " AND (focal_holds(m.code, ?) OR focal_holds(m.value, ?)))"
            ), [field.field, fold_word(text.text), fold_word(text.text)]
        case _:
            return f"focal_holds({_column(field)}, ?)", [fold_word(text.text)]


def asked(text: Text) -> str:
    """Words as the function `focal_words` reads them."""
    words = search_words(text.text)
    if not text.phrase:
        words = [word for word in words if not is_stop_word(word)] or words
    return json.dumps([text.phrase, text.open, words], ensure_ascii=False)


def _by_index(field: SearchField, text: Text) -> Sql:
    index = INDEXES[field.kind].name
    return f"+no IN (SELECT rowid FROM {index} WHERE {index} MATCH ?)", [_match_of(field, Term(field.name, (text,)))]


def _linked(field: SearchField, condition: str, parameters: list[Any]) -> Sql:
    """Members that name one of the records with this condition, in the field's role or in any."""
    roles = [field.role] if field.role else [term.code for term in load(field.vocabulary)]
    prefixes = " UNION ALL ".join("SELECT ? AS prefix" for _role in roles)
    return (
        f"no IN (SELECT record_no FROM {field.kind}_member WHERE field = ? AND code IN (SELECT r.prefix || o.id"
        f" FROM ({prefixes}) r, {field.target} o LEFT JOIN {field.target} s ON s.id = o.survivor WHERE {condition}))"
    ), [field.field, *(f"{role}:" for role in roles), *parameters]


def _in_section(field: SearchField, condition: str, parameters: list[Any]) -> Sql:
    """Records in which an organisation of a section with this condition has a role."""
    return (
        f"no IN (SELECT record_no FROM {field.kind}_member WHERE field = 'organisations'"
        f" AND substr(code, instr(code, ':') + 1) IN ({members_of(condition)}))"
    ), parameters


def _named(field: SearchField) -> str:
    """Has the record pointed to, or the one it was merged into, these words in its name?"""
    title = RECORD_TYPES[field.target].title
    return f"focal_words(coalesce(s.{title}, o.{title}), ?)"


def _pointed(field: SearchField, condition: str, parameters: list[Any]) -> Sql:
    """The column holds the id of one of the records with this condition."""
    return (
        f"{_column(field)} IN (SELECT o.id FROM {field.target} o LEFT JOIN {field.target} s ON s.id = o.survivor"
        f" WHERE {condition})"
    ), parameters


def _numbers(field: SearchField, low: str, high: str) -> Sql:
    number = field.described.rules.number_sql(_column(field))
    parts = [f"{number} {sign} ?" for sign, bound in ((">=", low), ("<=", high)) if bound]
    return " AND ".join(parts), [float(bound) for bound in (low, high) if bound]


def _filled(field: SearchField) -> Sql:
    """Is there something in the field?"""
    if field.via:
        return f"{field.via} IN (SELECT id FROM {field.pointed.kind} WHERE {_filled(field.pointed)[0]})", []
    if field.sense in _OF_TRAINERS:
        known = last_trainings_sql() if field.sense is Sense.LAST_TRAINING else certificates_sql()
        return f"id IN (SELECT id FROM ({known}))", []
    if field.sense in _COSTLY:
        return f"id IN (SELECT id FROM ({reached_ids(field.kind)}))", []
    if field.sense is Sense.YEAR:
        return "year IS NOT NULL", []
    if field.sense is Sense.SECTION:
        return _in_section(field, "1", [])
    if field.sense is Sense.PERIOD:
        return '(start IS NOT NULL OR "end" IS NOT NULL)', []
    if field.sense is Sense.TIME:
        return "start IS NOT NULL", []
    if not field.field:
        return f"({' OR '.join(f'{name} IS NOT NULL' for name in _TEXTS[field.kind])})", []
    if field.sense is Sense.CHOICE and NONE in load(field.vocabulary):
        return f"{_column(field)} <> '{NONE}'", []  # not given, or said to be none
    if not RECORD_TYPES[field.kind].by_name[field.field].is_set:
        return f"{_column(field)} IS NOT NULL", []
    role = " AND +m.code >= ? AND +m.code < ?" if field.role else ""
    return (
        f"EXISTS (SELECT 1 FROM {field.kind}_member m WHERE m.record_no = {field.kind}.no AND +m.field = ?{role})",
        [field.field, *([f"{field.role}:", f"{field.role};"] if field.role else [])],
    )


def _column(field: SearchField) -> str:
    return f'"{field.field}"' if field.field == "end" else field.field


def _marks(values: Sequence[Any]) -> str:
    return ", ".join("?" * len(values))
