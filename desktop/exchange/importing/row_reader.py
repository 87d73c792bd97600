"""One row of a table read into the fields of an activity, by a mapping compiled once for the whole file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from desktop.errors import UserFacingError
from desktop.exchange.cells.codes import find_code
from desktop.exchange.cells.lists import may_be_list, read_links, split_codes, split_list, split_pairs
from desktop.exchange.cells.organisation_names import is_doubtful, may_be_several, split_names
from desktop.exchange.cells.texts import one_line, paragraphs, says_nothing, without_guard
from desktop.exchange.columns.column_mapping import ColumnMapping, ColumnUse, value_key
from desktop.exchange.columns.heading_folding import fold_heading
from desktop.exchange.columns.recognition import CHOSEN, IATI_ROLES, is_reporting_organisation
from desktop.exchange.importing import problems
from desktop.i18n import LANGUAGES
from desktop.values.coordinates import parse_coordinates, parse_latitude, parse_longitude
from desktop.values.dates import day_order, may_be_swapped, parse_period
from desktop.workspace import ACTIVITY, Field, FieldKind, Value, member
from desktop.workspace.records.kinds import for_every_kind

K = FieldKind
_ID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\Z")
_ROLE_BEHIND = re.compile(r"(\S.*?)\s+[(\[]([^()\[\]]{2,40})[)\]]\Z")
_POINT_OF_FORM = re.compile(r"(-?\d{1,3}\.\d+) (-?\d{1,3}\.\d+)( -?[\d.]+){1,2}\Z")
"""Latitude, longitude, height and accuracy, as forms write them."""
_REVIEW_COLUMNS = ("_validation_status", "reviewstate")
_NOT_APPROVED = ("not approved", "on hold", "rejected", "hasissues")
"""What Kobo and ODK call answers that somebody looked at and did not accept."""
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
    swapped: bool = False  # were real dates and dates as text made from the same, with day and month swapped?
    alone: frozenset[str] = frozenset()  # names of organisations, folded, that stand in a cell of their own


class RowReader:
    """Reads rows of one table. What a cell means is remembered for each different text of a column."""

    def __init__(self, headings: Sequence[str], mapping: ColumnMapping, facts: ColumnFacts) -> None:
        self._position = {heading: at for at, heading in enumerate(headings)}
        self._facts = facts
        self._mapping = mapping
        self._steps: list[_Step] = []
        self._defaults: dict[str, dict[str, Value]] = {}
        for each in ACTIVITY.fields:
            uses = [use for use in mapping.of_field(each.name) if use.column in self._position]
            default = mapping.defaults.get(each.name, "")
            if uses and each.name != "source_id":
                self._steps.extend(self._steps_of(each, uses, default))
            if default:
                self._defaults[each.name] = _default(each, default)
        for heading, at in self._position.items():
            if heading.casefold() in _REVIEW_COLUMNS:
                self._steps.append(_review(heading, at))

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
        return CELL_READERS[each.kind](self, each, uses, default)

    def texts(self, each: Field, uses: list[ColumnUse], default: str) -> list[_Step]:
        """Lines or paragraphs, in each language by themselves."""
        clean = CLEANING[each.kind]
        by_language: dict[str, list[int]] = {}
        for use in uses:
            by_language.setdefault(use.language, []).append(self._position[use.column])
        if each.name == "title":  # an activity has a title, in whatever language there is one
            by_language[""] = [
                *by_language.get("", ()),
                *(at for code, all in by_language.items() if code for at in all),
            ]
        return [
            _text(member(each.name, language) if language else each.name, at, clean)
            for language, at in by_language.items()
            if not language or language in LANGUAGES
        ]

    def one_value(self, each: Field, uses: list[ColumnUse], default: str) -> list[_Step]:
        """Any other value of which there is one."""
        return [self._single(each, uses, default)]

    def coordinates(self, each: Field, uses: list[ColumnUse], default: str) -> list[_Step]:
        """In one column, or in two halves."""
        return [self._coordinates(each, uses)]

    def members(self, each: Field, uses: list[ColumnUse], default: str) -> list[_Step]:
        """All columns add to a set."""
        return [self._members(each, use) for use in uses]

    def linked(self, each: Field, uses: list[ColumnUse], default: str) -> list[_Step]:
        """Records with a role."""
        return [self._linked(each, use, uses) for use in uses if not use.is_extra]

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
        as_said = self._as_said(use.column)
        if each.kind is K.DATE:
            order = use.date_order or self._facts.date_orders.get(use.column, "dmy")
            swapped = self._facts.swapped
            year = use.year or (default if len(default) == 4 else "")

            def read_date(text: str) -> tuple[dict[str, Value], str]:
                text = as_said(text)
                if says_nothing(text):
                    return {}, ""
                values, trouble = _read_dates(each, text, order, year)
                if values and not trouble and swapped and may_be_swapped(text):
                    trouble = problems.SWAPPED
                return values, trouble

            return read_date
        if each.kind is K.CHOICE:
            return lambda text: self._choice(each, use, as_said(text))
        return lambda text: _value(each, as_said(text))

    def _as_said(self, column: str) -> Callable[[str], str]:
        """What a person said that a cell, or a member of a list in it, is read as; else the text itself."""
        meanings = self._mapping.meanings(column)
        return (lambda text: meanings.get(value_key(text), text)) if meanings else str

    def _choice(self, each: Field, use: ColumnUse, text: str) -> tuple[dict[str, Value], str]:
        as_said = self._as_said(use.column)
        found = split_codes(text, lambda part: find_code(each.vocabulary, as_said(part)), use.separator)
        codes = found.codes
        if not codes and not any(as_said(part) for part in found.unknown):
            return {}, ""
        if not codes:
            return {}, problems.UNKNOWN if found.unknown and not says_nothing(text) else ""
        if len(codes) == 1:
            return {each.name: codes[0]}, ""
        if not any(self._facts.frequent.get(code) for code in codes):
            return {each.name: codes[0]}, problems.FIRST_TAKEN
        return {each.name: max(codes, key=lambda code: self._facts.frequent.get(code, 0))}, problems.SEVERAL

    def _members(self, each: Field, use: ColumnUse) -> _Step:
        """A set of codes or links: all columns add to it."""
        at, column = self._position[use.column], use.column
        answer = answer_of(use)
        as_said = self._as_said(column)
        known: dict[str, tuple[list[tuple[str, Value]], list[RowProblem]]] = {}

        def read(text: str) -> tuple[list[tuple[str, Value]], list[RowProblem]]:
            whole = as_said(text)
            if says_nothing(whole):
                return [], []
            if each.kind is K.LINKS:
                links = read_links(whole)
                troubles = [] if links else [(problems.NOT_A_LINK, column, text)]
                return [(member(each.name, link), link) for link in links], troubles
            found = split_codes(whole, lambda part: find_code(each.vocabulary, as_said(part)), use.separator)
            troubles = [(problems.UNKNOWN, column, part) for part in found.unknown if as_said(part)]
            if found.decimals and not troubles:
                troubles = [(problems.DECIMAL_COMMA, column, text)]
            return [(member(each.name, code), each.default_weight(code)) for code in found.codes], troubles

        def step(cells: Sequence[str], draft: Draft) -> None:
            text = cells[at]
            if not text:
                return
            if answer:
                if text.strip().casefold() not in CHOSEN:
                    return
                text = answer
            found = known.get(text)
            if found is None:
                if len(known) > 20_000:
                    known.clear()
                found = known[text] = read(text)
            members, troubles = found
            draft.values.update(members)
            draft.problems.extend(troubles)

        return step

    def _linked(self, each: Field, use: ColumnUse, uses: list[ColumnUse]) -> _Step:
        """Organisations or people; another column of the same role may hold their identifiers, in the same
        order.
        """
        at = self._position[use.column]
        refs_at = next(
            (self._position[other.column] for other in uses if other.part == "id" and other.role == use.role),
            None,
        )
        role_at = self._role_column(use, uses)
        answer = answer_of(use)
        known: dict[tuple[str, str, str], tuple[list[Link], str]] = {}
        alone = self._facts.alone
        cuts = each.target == "organisation" and refs_at is None and not use.separator and not answer

        def read(text: str, refs: str, role_text: str) -> tuple[list[Link], str]:
            role = _role_in_words(each, role_text) or use.role
            if not refs and role == use.role and may_be_list(role_text):
                by_place = split_pairs(text, role_text, use.separator)
                if any(in_words for _name, in_words in by_place) and all(name for name, _in_words in by_place):
                    return [
                        Link(each.name, *_role_and_name(each, _role_in_words(each, in_words) or role, one_line(name)))
                        for name, in_words in by_place
                        if not says_nothing(name)
                    ], ""
            paired = split_pairs(text, refs, use.separator)
            if cuts and may_be_several(text):
                paired = [(name, code) for names, code in paired for name in split_names(names, alone)]
            doubtful = cuts and any(is_doubtful(name) for name, _code in paired)
            named = [(one_line(ref) if says_nothing(name) else one_line(name), one_line(ref)) for name, ref in paired]
            links = [
                Link(each.name, *_role_and_name(each, role, name), ref)
                for name, ref in dict.fromkeys(named)
                if not says_nothing(name)
            ]
            return links, problems.ONE_ORGANISATION if doubtful else ""

        def step(cells: Sequence[str], draft: Draft) -> None:
            key = (
                cells[at],
                cells[refs_at] if refs_at is not None else "",
                cells[role_at] if role_at is not None else "",
            )
            if answer and key[0]:
                key = (answer if key[0].strip().casefold() in CHOSEN else "", *key[1:])
            if key[:2] == ("", ""):
                return
            found = known.get(key)
            if found is None:
                if len(known) > 20_000:
                    known.clear()
                found = known[key] = read(*key)
            links, trouble = found
            draft.links.extend(links)
            if trouble:
                draft.problems.append((trouble, use.column, key[0]))

        return step

    def _role_column(self, use: ColumnUse, uses: list[ColumnUse]) -> int | None:
        """Where the roles of a column of organisations stand: of several, the first right of it and left of the next one."""
        if is_reporting_organisation(use.column):
            return None
        mine = [each for each in uses if each.role == use.role]
        roles = sorted(self._position[each.column] for each in mine if each.part == "role")
        if len(roles) < 2:
            return roles[0] if roles else None
        at = self._position[use.column]
        after = min(
            (other for each in mine if not each.part and (other := self._position[each.column]) > at), default=None
        )
        return next((role for role in roles if role > at and (after is None or role < after)), None)

    def _coordinates(self, each: Field, uses: list[ColumnUse]) -> _Step:
        whole = [(self._position[use.column], use.column, self._as_said(use.column)) for use in uses if not use.part]
        halves = {use.part: self._position[use.column] for use in uses if use.part}

        def step(cells: Sequence[str], draft: Draft) -> None:
            for at, column, as_said in whole:
                if text := without_guard(as_said(cells[at]).strip()):
                    found = parse_coordinates(text)
                    if not found and (point := _POINT_OF_FORM.match(text)):
                        found = parse_coordinates(f"{point[1]}, {point[2]}")
                    several = () if found else [parse_coordinates(part) for part in split_list(text)]
                    if several and all(several):
                        found = several[0]
                        draft.problems.append((problems.FIRST_TAKEN, column, cells[at]))
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


def _review(column: str, at: int) -> _Step:
    """Answers of a form that were not approved where they were collected."""

    def step(cells: Sequence[str], draft: Draft) -> None:
        if cells[at].strip().casefold().replace("_", " ").removeprefix("validation status ") in _NOT_APPROVED:
            draft.problems.append((problems.NOT_APPROVED, column, cells[at]))

    return step


def answer_of(use: ColumnUse) -> str:
    """The answer that a column of a form stands for; "" for a column that holds its values itself."""
    return use.column.rpartition("/")[2].replace("_", " ").strip() if use.part == "chosen" else ""


def _read_dates(each: Field, text: str, order: str, year: str) -> tuple[dict[str, Value], str]:
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


def _role_in_words(each: Field, text: str) -> str:
    """The role that a cell names, in words or as a code of IATI; "" for none that is known."""
    text = text.strip()
    return (IATI_ROLES.get(fold_heading(text)) or find_code(each.vocabulary, text) or "") if text else ""


def _role_and_name(each: Field, role: str, text: str) -> tuple[str, str]:
    """The role that stands before a name, as in a list that a desk exported ("Partner: Lima"), or behind it in brackets
    ("Lima (host)"), else that of the column.
    """
    before, colon, name = text.partition(": ")
    found = find_code(each.vocabulary, before) if colon and name.strip() else None
    if found is None and (match := _ROLE_BEHIND.match(text)):
        found, name = find_code(each.vocabulary, match[2]), match[1]
    return (role, text) if found is None else (found, name.strip())


def _value(each: Field, text: str) -> tuple[dict[str, Value], str]:
    """What the kind of the field reads in a cell, or what is wrong; a dash is a count of nothing, a 0 one of none."""
    try:
        value = (
            None if _ID.match(text.strip()) is None and each.kind is K.REFERENCE else each.parse(without_guard(text))
        )
    except UserFacingError:
        value = None
    if value is not None:
        return {each.name: value}, ""
    return {}, "" if says_nothing(text) else NOT_READ[each.kind]


def _default(each: Field, text: str) -> dict[str, Value]:
    """A default as values; what is no value of the field is left out (a year for months without one, for
    instance).
    """
    if each.kind is K.CHOICE:
        code = find_code(each.vocabulary, text)
        return {each.name: code} if code else {}
    if each.kind is K.CODES:
        codes = split_codes(text, lambda part: find_code(each.vocabulary, part)).codes
        return {member(each.name, code): each.default_weight(code) for code in codes}
    if each.kind is K.DATE:
        return _dates(each, text, "dmy", "")[0]
    if each.kind is K.LINKS:
        return {member(each.name, link): link for link in read_links(text)}
    if each.kind in CLEANING:
        return {each.name: CLEANING[each.kind](text)}
    return {} if each.is_set else _value(each, text)[0]


def _nothing(_reader: RowReader, _each: Field, _uses: list[ColumnUse], _default: str) -> list[_Step]:
    """No column of a table is read into such a field."""
    return []


CLEANING: Mapping[FieldKind, Callable[[str], str]] = {K.TEXT: one_line, K.LONG_TEXT: paragraphs}

CELL_READERS: Mapping[FieldKind, Callable[[RowReader, Field, list[ColumnUse], str], list[_Step]]] = for_every_kind(
    {
        K.TEXT: RowReader.texts,
        K.LONG_TEXT: RowReader.texts,
        K.CHOICE: RowReader.one_value,
        K.DATE: RowReader.one_value,
        K.INTEGER: RowReader.one_value,
        K.OFFSET: RowReader.one_value,
        K.DECIMAL: RowReader.one_value,
        K.MOMENT: RowReader.one_value,
        K.DATETIME: RowReader.one_value,
        K.COORDINATES: RowReader.coordinates,
        K.REFERENCE: RowReader.one_value,
        K.CODES: RowReader.members,
        K.LINKED: RowReader.linked,
        K.LINKS: RowReader.members,
        K.FILES: _nothing,
        K.BALLOT: _nothing,
        K.SOURCE: _nothing,
    },
    "readers of cells",
)

NOT_READ = for_every_kind(
    {
        K.TEXT: problems.UNKNOWN,
        K.LONG_TEXT: problems.UNKNOWN,
        K.CHOICE: problems.UNKNOWN,
        K.DATE: problems.NOT_A_DATE,
        K.INTEGER: problems.NOT_A_COUNT,
        K.OFFSET: problems.NOT_DAYS,
        K.DECIMAL: problems.NOT_AN_AMOUNT,
        K.MOMENT: problems.NOT_A_MOMENT,
        K.DATETIME: problems.NOT_A_TIME,
        K.COORDINATES: problems.NOT_COORDINATES,
        K.REFERENCE: problems.UNKNOWN,
        K.CODES: problems.UNKNOWN,
        K.LINKED: problems.UNKNOWN,
        K.LINKS: problems.NOT_A_LINK,
        K.FILES: problems.UNKNOWN,
        K.BALLOT: problems.UNKNOWN,
        K.SOURCE: problems.UNKNOWN,
    },
    "what is wrong with a cell",
)
