"""Which column of a table goes to which field: a plain value, changed by making another, written to JSON
and back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, cast

from desktop.errors import UserFacingError
from desktop.i18n import _
from desktop.vocabularies import load
from desktop.workspace import ACTIVITY
from desktop.workspace.records.kinds.field import ReferenceIn

DATE_ORDERS = ("dmy", "mdy")
_LISTS = ("left_out", "private", "shared")
_STATEMENTS = ("untitled", "join_rows", "no_places")
PARTS = ("id", "role", "latitude", "longitude", "chosen")


@dataclass(frozen=True, kw_only=True)
class ColumnUse:
    """One column read into one field of an activity. Several columns may feed one field: the first filled
    one wins.
    """

    column: str  # the table's heading
    field: str  # the desk's field
    role: str = ""  # of a linked organisation or person: "lead", "funder" ...
    # "id": the identifier of the linked one; "role": its role; "latitude", "longitude": half of the coordinates;
    # "chosen": the heading ends with a member of the list, and the cell says whether it was chosen
    part: str = ""
    language: str = ""  # "fr": the column is the French text of a field that may stand in several languages
    date_order: str = ""  # "dmy" or "mdy" where 1/2/2014 can be either; "" = told by the column
    separator: str = ""  # between the members of a list; "" = ; | or a new line
    year: str = ""  # for a column of months without a year

    @property
    def is_extra(self) -> bool:
        """Says more about a value that another column gives."""
        return self.part in ("id", "role")


@dataclass(frozen=True, kw_only=True)
class ColumnMapping:
    """How a table is read. `defaults` holds a value for a field that no column fills, for the whole file."""

    uses: tuple[ColumnUse, ...] = ()
    defaults: Mapping[str, str] = field(default_factory=dict[str, str])
    source: str = ""  # name of the source, kept with each record and part of the identity of its local identifiers
    left_out: tuple[str, ...] = ()  # columns not even kept as source data
    private: tuple[str, ...] = ()  # columns kept as source data that stays on this desk
    shared: tuple[str, ...] = ()  # columns that a person wants to share as source data, whatever they look like
    untitled: bool = False  # a person said: these records come without a title
    # column -> {what its cells say: what that is read as}; "" = read as nothing
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])
    join_rows: bool = False  # a person said: rows with the same title and dates tell of one activity
    no_places: bool = False  # a person said: neither country nor coordinates follow from the name of a place

    def use_of(self, column: str) -> ColumnUse | None:
        """How a column is read; None if it is only kept as source data."""
        return next((use for use in self.uses if use.column == column), None)

    def of_field(self, name: str) -> tuple[ColumnUse, ...]:
        """The columns that feed a field, the preferred one first."""
        return tuple(use for use in self.uses if use.field == name)

    def with_use(self, use: ColumnUse) -> ColumnMapping:
        """The same with one column read in this way; in its place if it was read before, else at the end. What its cells
        were said to mean in another field is forgotten.
        """
        plain = self._undecided(use.column)
        before = self.use_of(use.column)
        if before is not None and before.field != use.field and use.column in self.values:
            values = {column: meanings for column, meanings in self.values.items() if column != use.column}
            plain = replace(plain, values=values)
        if self.use_of(use.column) is None:
            return replace(plain, uses=(*self.uses, use))
        return replace(plain, uses=tuple(use if each.column == use.column else each for each in self.uses))

    def _undecided(self, column: str) -> ColumnMapping:
        """The same with nothing said of what becomes of a column that is not read."""
        left_out, private, shared = (
            tuple(each for each in columns if each != column) for columns in (self.left_out, self.private, self.shared)
        )
        return replace(self, left_out=left_out, private=private, shared=shared)

    def without(self, column: str) -> ColumnMapping:
        """The same with one column left as source data."""
        return replace(self, uses=tuple(use for use in self.uses if use.column != column))

    def leaving_out(self, column: str, on: bool = True) -> ColumnMapping:
        """The same with one column not read and not kept, or kept again as source data."""
        if not on:
            return replace(self, left_out=tuple(each for each in self.left_out if each != column))
        plain = self.without(column)._undecided(column)
        return replace(plain, left_out=(*plain.left_out, column))

    def keeping_here(self, column: str) -> ColumnMapping:
        """The same with one column kept as source data that stays on this desk."""
        plain = self.without(column)._undecided(column)
        return replace(plain, private=(*plain.private, column))

    def sharing(self, column: str) -> ColumnMapping:
        """The same with one column kept as source data that is shared, as a person decided."""
        plain = self.without(column)._undecided(column)
        return replace(plain, shared=(*plain.shared, column))

    def is_decided(self, column: str) -> bool:
        """Is it said what becomes of a column?"""
        return self.use_of(column) is not None or column in {*self.left_out, *self.private, *self.shared}

    def with_default(self, name: str, value: str) -> ColumnMapping:
        """The same with a value for the whole file; "" takes it away."""
        defaults = {key: each for key, each in self.defaults.items() if key != name}
        if value:
            defaults[name] = value
        return replace(self, defaults=defaults)

    def with_value(self, column: str, text: str, meaning: str | None) -> ColumnMapping:
        """The same with cells of a column, or members of its lists, that say `text` read as `meaning`; None: as they stand."""
        key = value_key(text)
        kept = {each: other for each, other in self.values.get(column, {}).items() if value_key(each) != key}
        if meaning is not None:
            kept[" ".join(text.split())] = meaning
        values = {each: others for each, others in self.values.items() if each != column}
        return replace(self, values={**values, column: kept} if kept else values)

    def meanings(self, column: str) -> dict[str, str]:
        """What a column's cells are read as, by `value_key`."""
        return {value_key(text): meaning for text, meaning in self.values.get(column, {}).items()}

    def to_json(self) -> str:
        """Text for a mapping file: `{"columns": {heading: field}, "defaults": {...}, "source": "..."}`."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=2)

    def to_dict(self) -> dict[str, object]:
        """What such a text holds."""
        columns: dict[str, object] = {}
        for use in self.uses:
            more = {key: value for key, value in asdict(use).items() if value and key != "column"}
            columns[use.column] = use.field if len(more) == 1 else more
        whole: dict[str, object] = {
            "columns": columns,
            "defaults": dict(self.defaults),
            "source": self.source,
        }
        for key in _LISTS:
            if decided := getattr(self, key):
                whole[key] = list(decided)
        for key in _STATEMENTS:
            if getattr(self, key):
                whole[key] = True
        if self.values:
            whole["values"] = {column: dict(meanings) for column, meanings in self.values.items()}
        return whole


def value_key(text: str) -> str:
    """What two ways of writing one cell have in common."""
    return " ".join(text.split()).casefold()


def mapping_from_json(text: str, *, headings: Iterable[str], base: ColumnMapping | None = None) -> ColumnMapping:
    """The mapping in a JSON text, for a table with these headings.

    With a `base` (a guess), the text changes only the columns it names; a column given as null is left as
    source data. The columns under "private" stay on this desk, those under "shared" do not, "left_out" are not kept.
    "values" says of a column what its cells are read as: `{"Status": {"Functional": "under way"}}`.
    A field may be given as `organisations/funder`. Raises UserFacingError with a sentence that names the key
    at fault. "headings" may name all columns that the list had for which it was made: those that this table lacks are
    passed over.
    """
    own = tuple(headings)
    try:
        raw: object = json.loads(text)
    except ValueError as error:
        raise _wrong(_("it is not JSON ({reason})").format(reason=error)) from error
    if not isinstance(raw, dict):
        raise _wrong(_("it must be an object with {key}").format(key='"columns"'))
    whole = cast("dict[str, Any]", raw)
    unknown = set(whole) - {"columns", "defaults", "source", "values", "headings", *_STATEMENTS, *_LISTS}
    if unknown:
        raise _wrong(_("{key} is not known").format(key=", ".join(sorted(unknown))))
    mapping = base or ColumnMapping()
    known = (*own, *_texts("headings", whole.get("headings")))
    columns = whole.get("columns", {})
    defaults = whole.get("defaults", {})
    values = whole.get("values", {})
    if not isinstance(columns, dict) or not isinstance(defaults, dict) or not isinstance(values, dict):
        raise _wrong(_("{key} must be objects").format(key='"columns", "defaults", "values"'))
    for column, value in cast("dict[str, object]", columns).items():
        if column not in known:
            raise _wrong(_("the table has no column {column}").format(column=column))
        mapping = mapping.without(column) if value is None else mapping.with_use(_use(column, value))
    for key, change in (
        ("left_out", ColumnMapping.leaving_out),
        ("private", ColumnMapping.keeping_here),
        ("shared", ColumnMapping.sharing),
    ):
        if key == "left_out" and key in whole:
            mapping = replace(mapping, left_out=())
        for column in _columns_of(key, whole.get(key), known):
            mapping = change(mapping, column)
    for name, value in cast("dict[str, object]", defaults).items():
        if name not in ACTIVITY.by_name:
            raise _wrong(_("there is no field {field}").format(field=name))
        mapping = mapping.with_default(name, "" if value is None else str(value))
    for column, meanings in cast("dict[str, object]", values).items():
        if column not in known:
            raise _wrong(_("the table has no column {column}").format(column=column))
        if not isinstance(meanings, dict):
            raise _wrong(_("{key} must be objects").format(key=f'"values": "{column}"'))
        for words, meaning in cast("dict[str, object]", meanings).items():
            mapping = mapping.with_value(column, words, None if meaning is None else str(meaning))
    for column in {use.column for use in mapping.uses}.difference(own):
        mapping = mapping.without(column)
    statements = {key: bool(whole.get(key, getattr(mapping, key))) for key in _STATEMENTS}
    return replace(mapping, source=str(whole.get("source") or mapping.source), **statements)


def _texts(key: str, value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list):
        raise _wrong(_("{key} must be a list of columns").format(key=f'"{key}"'))
    return tuple(str(each) for each in cast("list[object]", value))


def _columns_of(key: str, value: object, known: tuple[str, ...]) -> tuple[str, ...]:
    columns = _texts(key, value)
    for column in columns:
        if column not in known:
            raise _wrong(_("the table has no column {column}").format(column=column))
    return columns


def _use(column: str, value: object) -> ColumnUse:
    if isinstance(value, str):
        more: dict[str, str] = {"field": value}
    elif isinstance(value, dict):
        more = {str(key): str(each) for key, each in cast("dict[object, object]", value).items()}
    else:
        raise _wrong(_("column {column} must be given a field name, an object or null").format(column=column))
    name, _slash, after = more.pop("field", "").partition("/")
    field_ = ACTIVITY.by_name.get(name)
    if field_ is None or not field_.rules.in_tables:
        raise _wrong(_("there is no field {field}").format(field=name))
    if after:
        more["role" if field_.is_set else "language"] = after
    unknown = set(more) - {"role", "part", "language", "date_order", "separator", "year"}
    if unknown:
        raise _wrong(_("{key} is not known").format(key=", ".join(sorted(unknown))))
    if more.get("date_order", "") not in ("", *DATE_ORDERS):
        raise _wrong(_("{key} must be one of {choices}").format(key="date_order", choices=", ".join(DATE_ORDERS)))
    if more.get("part", "") not in ("", *PARTS):
        raise _wrong(_("{key} must be one of {choices}").format(key="part", choices=", ".join(PARTS)))
    role = more.get("role", "")
    if role and (field_.rules.reference_in is not ReferenceIn.MEMBER or role not in load(field_.vocabulary)):
        raise _wrong(_("there is no field {field}").format(field=f"{name}/{role}"))
    return ColumnUse(column=column, field=name, **more)


def _wrong(reason: str) -> UserFacingError:
    return UserFacingError(
        _("The mapping cannot be used: {reason}.").format(reason=reason), kept=_("Nothing was imported.")
    )
