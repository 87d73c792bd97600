"""One row of a table read into the fields of an activity, by a mapping compiled once for the whole file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from desktop.exchange.cells.codes import find_code
from desktop.exchange.cells.lists import read_links, split_codes, split_list
from desktop.exchange.cells.texts import one_line, paragraphs, says_nothing
from desktop.exchange.columns.column_mapping import ColumnMapping, ColumnUse
from desktop.exchange.importing import problems
from desktop.values.coordinates import parse_coordinates, parse_latitude, parse_longitude
from desktop.values.dates import day_order, parse_period
from desktop.values.numbers import parse_count
from desktop.workspace import ACTIVITY, Field, FieldKind, Value, member

K = FieldKind
RowProblem = tuple[str, str, str]
"""Sentence, column, cell."""


@dataclass(frozen=True, slots=True)
class Link:
    """Another record that a row names: an organisation or a person, in a role."""

    field: str
    role: str
    name: str
    ref: str = ""  # its identifier in the source


@dataclass(slots=True)
class Draft:
    """What a row says: values by journal name, records it names, and what was not understood."""

    values: dict[str, Value] = field(default_factory=dict[str, Value])
    links: list[Link] = field(default_factory=list[Link])
    problems: list[RowProblem] = field(default_factory=list[RowProblem])


_Step = Callable[[Sequence[str], Draft], None]


@dataclass(frozen=True)
class ColumnFacts:
    """What the whole file told about its columns before a row was read into a record."""

    date_orders: Mapping[str, str] = field(default_factory=dict[str, str])  # column -> "dmy" | "mdy"
    frequent: Mapping[str, int] = field(default_factory=dict[str, int])  # country code -> rows with it alone


class RowReader:
    """Reads rows of one table. What a cell means is remembered for each different text of a column."""

    def __init__(self, headings: Sequence[str], mapping: ColumnMapping, facts: ColumnFacts) -> None:
        self._position = {heading: at for at, heading in enumerate(headings)}
        self._facts = facts
        self._steps: list[_Step] = []
        self._defaults: dict[str, dict[str, Value]] = {}
        for each in ACTIVITY.fields:
            uses = [use for use in mapping.of_field(each.name) if use.column in self._position]
            default = mapping.defaults.get(each.name, "")
            if uses and each.name != "source_id":
                self._steps.extend(self._steps_of(each, uses, default))
            if default:
                self._defaults[each.name] = _default(each, default)

    def read(self, cells: Sequence[str]) -> Draft:
        """The draft of one row, without the defaults."""
        draft = Draft()
        for step in self._steps:
            step(cells, draft)
        return draft

    def complete(self, values: dict[str, Value]) -> None:
        """Put the file's defaults where a field is empty."""
        for field_name, members in self._defaults.items():
            if field_name in values:
                continue
            if ACTIVITY.by_name[field_name].is_set and any(name.startswith(f"{field_name}/") for name in values):
                continue
            values.update(members)

    def _steps_of(self, each: Field, uses: list[ColumnUse], default: str) -> list[_Step]:
        if each.kind in (K.TEXT, K.LONG_TEXT):
            clean = one_line if each.kind is K.TEXT else paragraphs
            by_language: dict[str, list[int]] = {}
            for use in uses:
                by_language.setdefault(use.language, []).append(self._position[use.column])
            return [
                _text(member(each.name, language) if language else each.name, at, clean)
                for language, at in by_language.items()
            ]
        if each.kind is K.LINKED:
            return [self._linked(each, use, uses) for use in uses if not use.is_extra]
        if each.kind is K.COORDINATES:
            return [self._coordinates(each, uses)]
        if each.is_set:
            return [self._members(each, use) for use in uses]
        return [self._single(each, uses, default)]

    def _single(self, each: Field, uses: list[ColumnUse], default: str) -> _Step:
        """A field of one value: the first column with something understood wins. The end of a period that stands where
        its beginning is read is overwritten by that of a column of its own, which comes later.
        """
        readers = [(self._position[use.column], use.column, self._cell_reader(each, use, default)) for use in uses]
        columns = [(*each, dict[str, tuple[dict[str, Value], str]]()) for each in readers]

        def step(cells: Sequence[str], draft: Draft) -> None:
            for at, column, read, seen in columns:
                text = cells[at]
                if not text:
                    continue
                found = seen.get(text)
                if found is None:
                    if len(seen) > 50_000:
                        seen.clear()
                    found = seen[text] = read(text)
                values, trouble = found
                if trouble:
                    draft.problems.append((trouble, column, text))
                if values:
                    draft.values.update(values)
                    return

        return step

    def _cell_reader(self, each: Field, use: ColumnUse, default: str) -> Callable[[str], tuple[dict[str, Value], str]]:
        """Cell -> (values, trouble)."""
        if each.kind is K.DATE:
            order = use.date_order or self._facts.date_orders.get(use.column, "dmy")
            year = use.year or (default if len(default) == 4 else "")
            return lambda text: ({}, "") if says_nothing(text) else _dates_told(each, text, order, year)
        if each.kind is K.INTEGER:
            return lambda text: (
                ({each.name: count}, "")
                if (count := parse_count(text)) is not None
                else ({}, "" if says_nothing(text) else problems.NOT_A_COUNT)
            )
        return lambda text: self._choice(each, use, text)

    def _choice(self, each: Field, use: ColumnUse, text: str) -> tuple[dict[str, Value], str]:
        found = split_codes(text, lambda part: find_code(each.vocabulary, part), use.separator)
        codes = found.codes
        if not codes:
            return {}, problems.UNKNOWN if found.unknown and not says_nothing(text) else ""
        if len(codes) == 1:
            return {each.name: codes[0]}, ""
        return {each.name: max(codes, key=lambda code: self._facts.frequent.get(code, 0))}, problems.SEVERAL

    def _members(self, each: Field, use: ColumnUse) -> _Step:
        """A set of codes or links: all columns add to it."""
        at, column = self._position[use.column], use.column
        known: dict[str, tuple[list[tuple[str, Value]], str]] = {}

        def read(text: str) -> tuple[list[tuple[str, Value]], str]:
            if says_nothing(text):
                return [], ""
            if each.kind is K.LINKS:
                links = read_links(text)
                return [(member(each.name, link), link) for link in links], "" if links else problems.NOT_A_LINK
            found = split_codes(text, lambda part: find_code(each.vocabulary, part), use.separator)
            value: Value = "principal" if each.weights else True
            trouble = problems.UNKNOWN if found.unknown else problems.DECIMAL_COMMA if found.decimals else ""
            return [(member(each.name, code), value) for code in found.codes], trouble

        def step(cells: Sequence[str], draft: Draft) -> None:
            text = cells[at]
            if not text:
                return
            found = known.get(text)
            if found is None:
                if len(known) > 20_000:
                    known.clear()
                found = known[text] = read(text)
            members, trouble = found
            draft.values.update(members)
            if trouble:
                draft.problems.append((trouble, column, text))

        return step

    def _linked(self, each: Field, use: ColumnUse, uses: list[ColumnUse]) -> _Step:
        """Organisations or people; another column of the same role may hold their identifiers, in the same
        order.
        """
        at = self._position[use.column]
        refs_at = next(
            (self._position[other.column] for other in uses if other.is_extra and other.role == use.role),
            None,
        )
        known: dict[tuple[str, str], list[Link]] = {}

        def read(text: str, refs: str) -> list[Link]:
            names = [
                name for part in split_list(text, use.separator) if not says_nothing(part) and (name := one_line(part))
            ]
            codes = split_list(refs, use.separator)
            if len(codes) != len(names):
                codes = codes if not names else [""] * len(names)
            if not names:
                names = codes
            return [Link(each.name, use.role, name, one_line(ref)) for name, ref in zip(names, codes, strict=True)]

        def step(cells: Sequence[str], draft: Draft) -> None:
            key = (cells[at], cells[refs_at] if refs_at is not None else "")
            if key == ("", ""):
                return
            found = known.get(key)
            if found is None:
                if len(known) > 20_000:
                    known.clear()
                found = known[key] = read(*key)
            draft.links.extend(found)

        return step

    def _coordinates(self, each: Field, uses: list[ColumnUse]) -> _Step:
        whole = [(self._position[use.column], use.column) for use in uses if not use.part]
        halves = {use.part: self._position[use.column] for use in uses if use.part}

        def step(cells: Sequence[str], draft: Draft) -> None:
            for at, column in whole:
                if cells[at].strip():
                    found = parse_coordinates(cells[at])
                    if found:
                        draft.values[each.name] = found
                        return
                    draft.problems.append((problems.NOT_COORDINATES, column, cells[at]))
            if len(halves) == 2:
                latitude = parse_latitude(cells[halves["latitude"]])
                longitude = parse_longitude(cells[halves["longitude"]])
                if latitude is not None and longitude is not None:
                    draft.values[each.name] = f"{latitude},{longitude}"

        return step


def _dates_told(each: Field, text: str, order: str, year: str) -> tuple[dict[str, Value], str]:
    """The same, and a word where a date can only be read in the other order than its column."""
    values, trouble = _dates(each, text, order, year)
    if values and not trouble and (own := day_order(text)) in ("dmy", "mdy") and own != order:
        trouble = problems.MONTH_FIRST if own == "mdy" else problems.DAY_FIRST
    return values, trouble


def _dates(each: Field, text: str, order: str, year: str) -> tuple[dict[str, Value], str]:
    """The date in a cell, with the end of a period beside its beginning, and what is wrong."""
    period = parse_period(text, order=order, year=year, serial=True)
    if period is None:
        return {}, problems.NOT_A_DATE
    if not each.until or each.until == each.name:
        return {each.name: period.last if each.until else period.start}, ""
    values: dict[str, Value] = {each.name: period.start}
    if period.end:
        values[each.until] = period.end
    return values, ""


def _text(name: str, columns: list[int], clean: Callable[[str], str]) -> _Step:
    def step(cells: Sequence[str], draft: Draft) -> None:
        for at in columns:
            text = cells[at]
            if text and not (len(text) < 8 and says_nothing(text)):
                value = clean(text)
                if value:
                    draft.values[name] = value
                    return

    return step


def _default(each: Field, text: str) -> dict[str, Value]:
    """A default as values; what is no value of the field is left out (a year for months without one, for
    instance).
    """
    if each.kind is K.CHOICE:
        code = find_code(each.vocabulary, text)
        return {each.name: code} if code else {}
    if each.kind is K.CODES:
        codes = split_codes(text, lambda part: find_code(each.vocabulary, part)).codes
        return {member(each.name, code): "principal" if each.weights else True for code in codes}
    if each.kind is K.DATE:
        return _dates(each, text, "dmy", "")[0]
    if each.kind is K.INTEGER:
        count = parse_count(text)
        return {} if count is None else {each.name: count}
    if each.kind is K.LINKS:
        return {member(each.name, link): link for link in read_links(text)}
    if each.kind in (K.TEXT, K.LONG_TEXT):
        return {each.name: one_line(text) if each.kind is K.TEXT else paragraphs(text)}
    return {}
