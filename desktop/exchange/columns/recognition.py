"""Columns recognised by their heading in three languages, by HXL hashtag, and by the desk's own field
names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Protocol

from desktop.exchange.columns.cell_evidence import are_points, fields_by_cells
from desktop.exchange.columns.column_mapping import ColumnMapping, ColumnUse
from desktop.exchange.columns.heading_folding import fold_heading
from desktop.exchange.columns.heading_words import (
    EVERYDAY,
    NAMED,
    ORGANISATION_ROLES,
    heading_key,
    is_filler,
    role_of_words,
    shorter_keys,
)
from desktop.exchange.columns.lines_above import value_above
from desktop.exchange.columns.misspelt_headings import corrected_words
from desktop.exchange.columns.own_exports import LIST_SEPARATOR, is_own_export
from desktop.exchange.columns.private_columns import guess_private
from desktop.exchange.columns.source_name import is_reason, source_name
from desktop.i18n import LANGUAGES, catalogue
from desktop.vocabularies import load
from desktop.workspace import ACTIVITY, Field, FieldKind
from desktop.workspace.records.kinds.field import ReferenceIn, Search


class HasHeadings(Protocol):
    """What is looked at of a table."""

    @property
    def path(self) -> Path: ...

    @property
    def headings(self) -> tuple[str, ...]: ...

    @property
    def hashtags(self) -> tuple[str, ...]: ...

    @property
    def format(self) -> str: ...

    @property
    def list_separator(self) -> str: ...

    @property
    def sheets_read(self) -> tuple[str, ...]: ...

    @property
    def files_read(self) -> tuple[str, ...]: ...

    @property
    def skipped(self) -> tuple[tuple[int, str], ...]: ...


class Sampled(HasHeadings, Protocol):
    """A table of which the first rows are looked at too."""

    def sample(self, count: int = 20) -> Sequence[Cells]: ...


class Cells(Protocol):
    """One row."""

    @property
    def cells(self) -> Sequence[str]: ...

    @property
    def refused(self) -> str: ...


@dataclass(frozen=True)
class _Recognised:
    """What a column seems to be; the smaller the rank, the surer or the more preferred."""

    field: str
    rank: int
    role: str = ""
    part: str = ""
    language: str = ""


_OWN, _STANDARD, _TAG, _LABEL, _ALIAS, _EVERYDAY, _AMBIGUOUS, _MISSPELT, _CELLS = (
    0,
    100,
    200,
    300,
    400,
    600,
    800,
    900,
    950,
)


@dataclass(frozen=True)
class Recognition:
    """Why a column is read as it is: by its "heading", its "hashtag", a "misspelt" heading or its "cells"; and whether that
    is "certain", "likely" or a "guess".
    """

    by: str
    certainty: str


# IATI's flat tables: participating-org (Funding), participating-org-ref (Funding), reporting-org ...
IATI_ROLES = {
    "accountable": "accountable", "funding": "funder", "extending": "partner", "implementing": "implementer",
    "1": "funder", "2": "accountable", "3": "partner", "4": "implementer",
}  # fmt: skip
_PARTICIPATING = re.compile(r"participating org( ref| narrative| name)? \((\w+)\)\Z")
_PARTICIPANTS = re.compile(r"participating org( narrative| name)\Z")
_REPORTING = re.compile(r"reporting org( ref| narrative| name)?\Z")
_ROLE = re.compile(
    r"(participating )?(org|organisation|organization|partner)( role)( code| name)?\Z|role of (the )?organi[sz]ation\Z"
)
_LANGUAGE = re.compile(rf"(.+?) ?\(?\b({'|'.join(LANGUAGES)})\)?\Z")
IATI_IDENTIFIER = "iati identifier"

_ROLE_HEADINGS = {
    "lead": ("lead", "lead organisation", "lead organization", "organisation chef de file", "chef de file",
             "organizacion lider", "organisation", "organization", "organisations", "organizations", "organizacion",
             "organizaciones", "organisme", "agency", "org"),
    "partner": ("partner", "partners", "partner organisation", "partner organisations", "partenaire", "partenaires",
                "socio", "socios"),
    "funder": ("funder", "funders", "donor", "donors", "funding organisation", "bailleur", "bailleurs",
               "bailleur de fonds", "donante", "donantes", "financiador"),
    "implementer": ("implementer", "implementing partner", "implementing partners", "implementing organisation",
                    "implementing agency", "partenaire de mise en oeuvre", "organisme de mise en oeuvre",
                    "socio implementador", "socios implementadores", "ejecutor"),
    "host": ("host", "hosts", "host organisation", "hote", "anfitrion"),
}  # fmt: skip
_MORE_HEADINGS = {
    "start": (
        "start actual",
        "actual start",
        "actual start date",
        "planned start date",
        "start planned",
        "planned start",
        "activity date (start)",
    ),
    "end": (
        "end actual",
        "actual end",
        "actual end date",
        "planned end date",
        "end planned",
        "planned end",
        "activity date (end)",
    ),
    "country": ("recipient country code", "country code", "recipient country"),
}
_COORDINATE_PARTS = {
    "latitude": ("latitude", "lat", "latitud"),
    "longitude": ("longitude", "lon", "long", "lng", "longitud"),
}
_ROLE_TAGS = {
    "#funder": "funder", "#org+funder": "funder", "#org+funding": "funder", "#org+donor": "funder",
    "#impl": "implementer", "#org+impl": "implementer", "#org+implementer": "implementer",
    "#prog": "partner", "#org+prog": "partner", "#org+partner": "partner", "#org+lead": "lead",
    "#org+accountable": "accountable", "#org": "lead",
}  # fmt: skip
_MORE_TAGS = {
    "#adm1": ("municipality", 60), "#adm2": ("municipality", 40), "#adm3": ("municipality", 20),
    "#loc": ("municipality", 0), "#from_date": ("start", 10), "#to_date": ("end", 10),
}  # fmt: skip
_OTHER_MEANING = {
    "#targeted",
    "#inneed",
    "#affected",
    "#capacity",
    "#indicator",
    "#value",
    "#date",
    "#population",
    "#report_date",
    "#meta",
}
_KEEPS_MEANING = re.compile(
    rf"(name|label|text|title|num|total|all|list|(19|20)\d\d|primary|default|actual|{'|'.join(LANGUAGES)}|i_\w+|v_\w+)\Z"
)
_FORM_MARKS = {"_uuid", "_id", "_submission_time", "submissiondate", "instanceid", "key", "_xform_id_string", "deviceid",
               "__version__", "start", "today", "_index", "formdef_version"}  # fmt: skip
_FORM_IDENTIFIERS = ("_uuid", "instanceid", "key", "_id")
_OF_FORM = _FORM_MARKS | {"end", "username", "simserial", "phonenumber", "subscriberid", "instancename", "submittername",
                          "submitterid", "devicephonenum", "reviewstate", "status_of_form", "audit"}  # fmt: skip
_GROUP = re.compile(r"[^/:]+?(?:::?|/)(.+)|[^\s.\-]+[.\-](\S+)\Z", re.DOTALL)
"""A group before the name of a question: "group/name" of Kobo, "group:name" and "group-name" of ODK."""
_POINT = re.compile(r"_?(.+?)[_:./-](latitude|longitude)\Z", re.IGNORECASE | re.DOTALL)
_PATH = re.compile(r"[\w-]+(/[\w-]+)+\Z")
_YEAR = re.compile(r"(19|20)\d\d\Z")
_PLANNED = re.compile(
    r"(planned|plan|planificad\w*|prevu\w*|previst\w*|planejad\w*|planead\w*|programad\w*|targeted|expected)\Z"
)
_REACHED = re.compile(
    r"(reached|actual|achieved|alcanzad\w*|alcancad\w*|realisee?s?|atteints?|realizad\w*|logrado|obtenid\w*)\Z"
)
_ROLE_ALONE = re.compile(r"(role|rol|papel|function|funcion|fonction|funcao)\b")
_ROLE_HEADING = re.compile(r"(role|rol|papel|function|funcion|fonction|funcao)( ?\(?\d+\)?)?\Z")
_OF_MEMBER = ("name", "nom", "nombre", "nome", "organisation", "organization", "title")
_LABELS = ("label", "name", "title", "description", "text")
_QUESTIONS = ("which", "what", "quel", "quels", "quelle", "quelles", "que", "cual", "cuales", "qual", "quais")
_ALL_PEOPLE = frozenset(
    ("total", "all", "tous", "ensemble", "todos", "ambos", "total general", "all people", "total personas")
)
"""Headings of the number of participants, beside one of women or of men."""
_NUMBERED = re.compile(r"\W*(q(uestion)?\W*)?(\d{1,2}([.\-]\d{1,2})*|[a-z])\s*[.):]\s*(?=\D)", re.IGNORECASE)
_FORM_OF_CELLS = re.compile(r"\W*\b(dd|jj|mm|aaaa|yyyy|yy)([/.\- ]?(dd|jj|mm|mmm|aaaa|yyyy|yy))+\W*\Z", re.IGNORECASE)
_BETWEEN_LANGUAGES = re.compile(r"\s*[/|\n(]\s*|\s+[-–—]\s+")
_OF_POINT = re.compile(r"\b(lat\w*|lon\w*|lng|gps|coord\w*)\b")
_POINT_IN_CELL = re.compile(r"-?\d{1,3}\.\d+ -?\d{1,3}\.\d+( -?[\d.]+){0,2}\Z")
CHOSEN, _NOT_CHOSEN = {"1", "true", "1.0"}, {"", "0", "false", "0.0"}
_OF_MANY = frozenset((FieldKind.CODES, FieldKind.LINKED))
_LONGEST = 120
"""Characters of a heading that is looked at in more ways than one."""
_SAMPLED = 200
"""Rows that are looked at before the whole list is read."""


def is_known_heading(text: str) -> bool:
    """Is this a heading the desk has a field for?"""
    return _by_heading(text) is not None


def field_of_heading(text: str) -> str:
    """The field that a heading names; "" for none."""
    found = _by_heading(text)
    return found.field if found is not None else ""


@lru_cache(maxsize=1)
def other_names() -> Mapping[tuple[str, str, str], tuple[str, ...]]:
    """(field, role, part) -> headings by which such a column is known, in all languages."""
    found: dict[tuple[str, str, str], dict[str, None]] = {}

    def know(each: _Recognised, texts: Iterable[str]) -> None:
        found.setdefault((each.field, each.role, each.part), {}).update(dict.fromkeys(texts))

    for field in ACTIVITY.fields:
        if field.rules.in_tables:
            labels = [catalogue(language).gettext(field.label) for language in LANGUAGES]
            known = (*_MORE_HEADINGS.get(field.name, ()), *EVERYDAY.get(field.name, ()))
            know(_without_part(field, 0), (*labels, *field.headings, *known))
    for part, texts in _COORDINATE_PARTS.items():
        know(_Recognised("coordinates", 0, part=part), texts)
    for roles in (_ROLE_HEADINGS, ORGANISATION_ROLES):
        for role, texts in roles.items():
            know(_Recognised("organisations", 0, role=role), texts)
    return {key: tuple(texts) for key, texts in found.items()}


def is_reporting_organisation(heading: str) -> bool:
    """Is this the organisation that reports? A column of roles beside it speaks of others."""
    return _REPORTING.match(fold_heading(heading)) is not None


def recognised_by(heading: str, hashtag: str) -> str:
    """What a column was known by: "heading", "hashtag", or "" where it was not."""
    by_heading = _by_heading(heading)
    if _recognise(heading, hashtag) is None:
        return "heading" if recognise_question(heading) is not None else ""
    return "heading" if _recognise(heading, hashtag) == by_heading else "hashtag"


def recognition_of(heading: str, hashtag: str) -> Recognition:
    """What a column that is read as guessed was known by; by its cells where neither heading nor hashtag says anything."""
    found = _recognise(heading, hashtag) or recognise_question(heading) or recognise_path(heading)
    if found is None:
        of_form = "/" in heading or heading.casefold() in _FORM_MARKS or _POINT.match(heading) is not None
        return Recognition("heading", "likely") if of_form else Recognition("cells", "guess")
    if found.rank >= _MISSPELT:
        return Recognition("misspelt", "guess")
    by = recognised_by(heading, hashtag) or "heading"
    return Recognition(by, "guess" if found.rank >= _AMBIGUOUS else "certain" if found.rank < _ALIAS else "likely")


def guess_mapping(table: Sampled) -> ColumnMapping:
    """How this table is most likely meant: each column by its heading, its hashtag, or left as source data, which stays
    on this desk where it seems to say how people are reached, or to be for internal use.
    """
    rows = [row.cells for row in table.sample(_SAMPLED) if not row.refused]
    mapping = _guess_uses(table, rows)
    private = guess_private(table.headings, table.hashtags, rows, [use.column for use in mapping.uses])
    left_out = tuple(heading for heading in table.headings if is_reason(heading))
    return replace(mapping, private=tuple(private), left_out=left_out)


def _guess_uses(table: HasHeadings, rows: Sequence[Sequence[str]]) -> ColumnMapping:
    form = columns_of_form(table.headings)
    of_json = table.format.startswith("JSON")
    if form:
        found = _questions_found(table, form, rows)
    else:
        found = [
            (heading, each)
            for heading, hashtag in zip(table.headings, table.hashtags, strict=True)
            if (each := _recognise(heading, hashtag) or (recognise_path(heading) if of_json else None)) is not None
        ]
    identifier = next((heading for heading, meaning in form.items() if meaning == "identifier"), "")
    if identifier and not any(each.field == "source_id" for _heading, each in found):
        found.append((identifier, _Recognised("source_id", _STANDARD)))
    years = [_years_of(hashtag) for hashtag in table.hashtags]
    if len(set(years) - {""}) > 1:  # what a column says of one year is not what came of the activity
        of_years = {heading for heading, year in zip(table.headings, years, strict=True) if year}
        found = [each for each in found if each[0] not in of_years]
    doubtful = _misleading_headings(table)
    found = [(heading, each) for heading, each in found if fold_heading(heading) not in doubtful]
    found = _without_needless_guesses(found)
    found = [_point_of_place(heading, each, table.headings, rows) for heading, each in found]
    if not form and not any(table.hashtags):
        named = {heading for heading, _each in found} | doubtful
        unknown = [
            at
            for at, heading in enumerate(table.headings)
            if heading not in named and fold_heading(heading) not in named
        ]
        by_cells = fields_by_cells(table.headings, rows, unknown, frozenset(each.field for _heading, each in found))
        found += [(heading, _Recognised(field, _CELLS)) for heading, field in by_cells.items()]
    found += _all_people(table, found)
    found += _roles_beside(table.headings, found)
    separator = table.list_separator or (LIST_SEPARATOR if is_own_export(table.headings) else "")
    uses: list[ColumnUse] = []
    for field in ACTIVITY.fields:
        mine = sorted(
            (each.rank, at, heading, each) for at, (heading, each) in enumerate(found) if each.field == field.name
        )
        columns = [(heading, each) for _rank, _at, heading, each in mine]
        found_uses = _columns_of_field(field, columns, several=len(table.files_read) > 1)
        if separator and (field.is_set or field.kind is FieldKind.CHOICE):
            found_uses = [replace(use, separator=separator) for use in found_uses]
        uses.extend(found_uses)
    defaults: dict[str, str] = {}
    if any(fold_heading(heading) == IATI_IDENTIFIER for heading in table.headings) and not any(
        use.field == "kind" for use in uses
    ):
        defaults["kind"] = "project"
    above = [value_above(words, field_of_heading) for _line, words in table.skipped]
    for field, code in filter(None, above):
        if not any(use.field == field for use in uses):
            defaults.setdefault(field, code)
    return ColumnMapping(uses=tuple(uses), defaults=defaults, source=source_name(table.path))


def _all_people(table: HasHeadings, found: list[tuple[str, _Recognised]]) -> list[tuple[str, _Recognised]]:
    """A column "Total" or "All" beside one of women or men, where no other says how many took part."""
    fields = {each.field for _heading, each in found}
    if "participants_total" in fields or not fields & {"participants_women", "participants_men"}:
        return []
    named = {heading for heading, _each in found}
    columns = [each for each in table.headings if each not in named and fold_heading(each) in _ALL_PEOPLE]
    return [(columns[0], _Recognised("participants_total", _AMBIGUOUS))] if len(columns) == 1 else []


def _roles_beside(headings: Sequence[str], found: list[tuple[str, _Recognised]]) -> Iterator[tuple[str, _Recognised]]:
    """Columns "Role" that stand right of one with organisations, and say theirs."""
    known = dict(found)
    for before, heading in pairwise(headings):
        organisation = known.get(before)
        if organisation is None or organisation.field != "organisations" or organisation.part or heading in known:
            continue
        if _ROLE_HEADING.match(fold_heading(heading)):
            yield heading, replace(organisation, part="role")


def _without_needless_guesses(found: list[tuple[str, _Recognised]]) -> list[tuple[str, _Recognised]]:
    """A misspelt heading counts only where no other column is that field."""
    sure = {(each.field, each.role, each.part, each.language) for _heading, each in found if each.rank < _MISSPELT}
    return [
        (heading, each)
        for heading, each in found
        if each.rank < _MISSPELT or (each.field, each.role, each.part, each.language) not in sure
    ]


def columns_of_form(headings: Sequence[str]) -> dict[str, str]:
    """Columns that Kobo and ODK add to what a form asks, as heading -> "identifier" or "": when it was opened and sent, by
    whom, on which device. {} for a table that is no export of a form.
    """
    names = {heading: heading.rpartition("/")[2].rpartition(":")[2].casefold() for heading in headings}
    if len(_FORM_MARKS.intersection(names.values())) < 2:
        return {}
    identifiers = [heading for each in _FORM_IDENTIFIERS for heading, name in names.items() if name == each]
    form = {heading: "" for heading, name in names.items() if name in _OF_FORM or heading[:1] == "_"}
    return form | {identifiers[0]: "identifier"} if identifiers else form


def _questions_found(
    table: HasHeadings, form: Mapping[str, str], rows: Sequence[Sequence[str]]
) -> list[tuple[str, _Recognised]]:
    """The questions of a form that are fields of the desk: by the whole heading, else by what stands after its groups."""
    options = _options(table.headings, rows)
    repeats = tuple(f"{sheet}/" for sheet in table.sheets_read[1:])
    points = _point_columns(table.headings)
    found: list[tuple[str, _Recognised]] = [
        (heading, _Recognised("coordinates", _STANDARD, part=part)) for heading, part in points.items()
    ]
    split: dict[str, _Recognised] = {}  # questions of which each answer has a column
    for question in dict.fromkeys(options.values()):
        each = recognise_question(question)
        if each is not None and not each.part and ACTIVITY.by_name[each.field].kind in _OF_MANY:
            split[question] = each
    for at, heading in enumerate(table.headings):
        if heading in form or heading in points or heading in split:
            continue
        if heading in options:
            if (question := split.get(options[heading])) is not None:
                found.append((heading, replace(question, part="chosen")))
            continue
        each = _of_repeat(heading, repeats) or _recognise(heading, table.hashtags[at]) or recognise_question(heading)
        if each is None or (heading.startswith(repeats) and not ACTIVITY.by_name[each.field].is_set):
            continue  # what was asked several times says nothing of which an activity has one
        if each.field == "municipality" and _hold_points([row[at] for row in rows]):
            each = None if points else _Recognised("coordinates", _LABEL)
        if each is not None:
            found.append((heading, each))
    return found


def _of_repeat(heading: str, repeats: tuple[str, ...]) -> _Recognised | None:
    """The role that was asked beside each organisation."""
    if not heading.startswith(repeats) or not _ROLE_ALONE.match(fold_heading(heading.partition("/")[2])):
        return None
    above = _by_heading(heading.partition("/")[0])
    if above is None or above.field != "organisations":
        return None
    return replace(above, part="role")


def recognise_question(heading: str) -> _Recognised | None:
    """A question of a form, with the groups that it stands in before its name."""
    found = _recognise(heading, "")
    rest = heading
    while found is None and (match := _GROUP.match(rest)):
        rest = match[1] or match[2]
        found = _recognise(rest, "")
    return found


def _options(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, str]:
    """Columns that say of one answer whether it was chosen -> the heading of the question."""
    answers: dict[str, list[int]] = {}
    for at, heading in enumerate(headings):
        question, slash, option = heading.rpartition("/")
        if slash and option:
            answers.setdefault(question, []).append(at)
    found: dict[str, str] = {}
    for question, columns in answers.items():
        cells = {row[at].strip().casefold() for row in rows for at in columns}
        if (len(columns) > 1 or question in headings) and cells <= CHOSEN | _NOT_CHOSEN and cells & CHOSEN:
            found.update((headings[at], question) for at in columns)
    return found


def _point_columns(headings: Sequence[str]) -> dict[str, str]:
    """The two halves of the first point that a form asks, and the columns beside them (height, accuracy) with ""."""
    beginnings: dict[str, dict[str, str]] = {}
    for heading in headings:
        if match := _POINT.match(heading):
            beginnings.setdefault(match[1], {})[match[2].lower()] = heading
    for halves in beginnings.values():
        if {"latitude", "longitude"} <= halves.keys():
            return {halves[part]: part for part in ("latitude", "longitude")}
    return {}


def _point_of_place(
    heading: str, each: _Recognised, headings: Sequence[str], rows: Sequence[Sequence[str]]
) -> tuple[str, _Recognised]:
    """A column of places is one of points where its cells hold nothing else."""
    if each.field != "municipality":
        return heading, each
    at = headings.index(heading)
    points = are_points([row[at] for row in rows])
    return heading, _Recognised("coordinates", _LABEL) if points else each


def _hold_points(cells: Sequence[str]) -> bool:
    """Are these latitude, longitude, height and accuracy, as forms write a point in one cell?"""
    filled = [cell.strip() for cell in cells if cell.strip()]
    return bool(filled) and all(_POINT_IN_CELL.match(cell) for cell in filled)


def _misleading_headings(table: HasHeadings) -> set[str]:
    """Headings that mean something else in such a table."""
    doubtful: set[str] = set()
    if any(fold_heading(heading) in ("indicator", "indicateur", "indicador") for heading in table.headings):
        doubtful.add("achieved")  # of that indicator: meals and tonnes as well as people
    if any(table.hashtags):
        doubtful.update(("objective", "objectif", "objetivo"))  # of a response plan, a number as a rule
    return doubtful


def _columns_of_field(field: Field, mine: list[tuple[str, _Recognised]], *, several: bool = False) -> list[ColumnUse]:
    """Of the columns that seem to be this field, those that are read into it; all of them where each of `several` files
    has its own.
    """
    if not mine:
        return []
    if several:
        return [
            ColumnUse(column=heading, field=field.name, role=each.role, part=each.part, language=each.language)
            for heading, each in mine
        ]
    if field.kind is FieldKind.DATE:
        sure = [each for each in mine if each[1].rank < _AMBIGUOUS]
        mine = sure or mine
    elif (field.rules.is_number or field.rules.search is Search.WORDS) and field.name != "municipality":
        plain = [each for each in mine if not each[1].language][:1] or [(mine[0][0], replace(mine[0][1], language=""))]
        translations = [each for each in mine if each[1].language and each[0] != plain[0][0]]
        mine = plain + (translations if field.translated else [])
    return [
        ColumnUse(column=heading, field=field.name, role=each.role, part=each.part, language=each.language)
        for heading, each in mine
    ]


def _recognise(heading: str, hashtag: str) -> _Recognised | None:
    by_heading = _by_heading(heading)
    if by_heading is not None and by_heading.rank < _TAG:
        return by_heading
    if hashtag:
        tag, attributes = _split_tag(hashtag)
        by_tag = _by_hashtag(tag, attributes)
        if by_tag is not None:
            return by_tag
        if tag in _OTHER_MEANING:
            return None
    return by_heading or _by_corrected_words(heading)


@lru_cache(maxsize=4096)
def _by_heading(heading: str) -> _Recognised | None:
    folded = fold_heading(heading)
    if not folded:
        return None
    name, _slash, more = heading.strip().partition("/")
    field = ACTIVITY.by_name.get(name.strip())
    if field is not None and more:
        if field.rules.reference_in is ReferenceIn.MEMBER and load(field.vocabulary).get(more.strip()) is not None:
            return _Recognised(field.name, _OWN, role=more.strip())
        if field.translated and len(more) == 2:
            return _Recognised(field.name, _OWN, language=more)
    if match := _PARTICIPATING.match(folded):
        role = IATI_ROLES.get(match[2])
        return (
            role and _Recognised("organisations", _STANDARD, role=role, part="id" if match[1] == " ref" else "")
        ) or None
    if _PARTICIPANTS.match(folded):
        return _Recognised("organisations", _STANDARD + 80, role="lead")
    if match := _REPORTING.match(folded):
        return _Recognised("organisations", _STANDARD, role="lead", part="id" if match[1] == " ref" else "")
    if _ROLE.match(folded):
        return _Recognised("organisations", _STANDARD + 90, role="lead", part="role")
    names = _known_headings()
    found = names.get(folded)
    if found is None and (match := _LANGUAGE.match(folded)):
        base = names.get(match[1].strip(" ("))
        if base is not None and ACTIVITY.by_name[base.field].translated:
            return replace(base, language=match[2])
    if found is None and folded.endswith(")"):
        found = _before_bracket(folded)
    if found is None and heading[:1] != "#" and len(heading) <= _LONGEST:
        found = (
            _by_everyday_words(heading)
            or _without_decoration(heading)
            or _in_two_languages(heading)
            or _under_groups(heading)
            or _within_question(heading)
        )
    return found


def _before_bracket(folded: str) -> _Recognised | None:
    """By what stands before the bracket, unless the bracket says what it is: "Participants (women)" are not all of them, and
    "Place (lat, lon)" is a point.
    """
    before, _bracket, inside = folded.removesuffix(")").partition("(")
    found = _known_headings().get(before.strip())
    if found is None:
        return None
    if ACTIVITY.by_name[found.field].kind is FieldKind.INTEGER and not is_filler(inside):
        return None
    if found.field == "municipality" and _OF_POINT.search(inside):
        return _Recognised("coordinates", _ALIAS)
    return found


def _under_groups(heading: str) -> _Recognised | None:
    """A heading with those that stand above it ("Participants: Reached: Women"). What was planned is not what came of it."""
    return _of_parts([part.strip() for part in heading.split(": ")])


@lru_cache(maxsize=4096)
def recognise_path(heading: str) -> _Recognised | None:
    """The path to a value within a record of JSON ("where/city", "organisations/role")."""
    parts = heading.split("/") if _PATH.match(heading) else []
    above = _by_heading(parts[0]) if len(parts) > 1 else None
    if above is not None and ACTIVITY.by_name[above.field].kind in _OF_MANY:
        last = fold_heading(parts[-1])
        if above.field in ("organisations", "people"):
            part = "role" if _ROLE_ALONE.match(last) else "" if last in _OF_MEMBER else None
            return None if part is None else replace(above, rank=_EVERYDAY, part=part)
        return replace(above, rank=_EVERYDAY) if last not in _LABELS else None
    if above is not None and ACTIVITY.by_name[above.field].translated and parts[-1] in _codes_of_languages():
        return replace(above, rank=_EVERYDAY, language=parts[-1])
    return _of_parts(parts)


def _of_parts(parts: list[str]) -> _Recognised | None:
    """By all words of a heading and of those above, else by its own."""
    if len(parts) < 2 or not all(parts):
        return None
    folded = [fold_heading(part) for part in parts]
    if any(_PLANNED.match(part) or _YEAR.match(part) for part in folded[:-1]):
        return None
    parts = [part for part, words in zip(parts, folded, strict=True) if not _REACHED.match(words)]
    if len(parts) < 2:
        return _by_heading(parts[0]) if parts else None
    whole = _by_heading(" ".join(parts))
    found = whole or _by_heading(parts[-1])
    return replace(found, rank=max(found.rank, _EVERYDAY)) if found is not None else None


@lru_cache(maxsize=1)
def _codes_of_languages() -> frozenset[str]:
    return frozenset(term.code for term in load("languages"))


def _within_question(heading: str) -> _Recognised | None:
    """A question for a list, by the words that name it: "Which hazards were covered?"."""
    if heading[-1:] != "?":
        return None
    words = fold_heading(heading.strip("¿? ")).split()
    if not words or words[0] not in _QUESTIONS:
        return None
    for length in (3, 2, 1):
        for at in range(1, len(words) - length + 1):
            found = _everyday_headings().get(heading_key(" ".join(words[at : at + length])))
            if found is not None and ACTIVITY.by_name[found.field].kind is FieldKind.CODES:
                return replace(found, rank=_EVERYDAY)
    return None


def _without_decoration(heading: str) -> _Recognised | None:
    """A heading with its number before it ("3. Country", "Q4) Start date") or the form of its cells behind
    ("Start date dd/mm/yyyy").
    """
    plain = _FORM_OF_CELLS.sub("", _NUMBERED.sub("", heading.strip())).strip(" :-–*?")
    return _by_heading(plain) if plain and plain != heading.strip() else None


def _in_two_languages(heading: str) -> _Recognised | None:
    """The same in two languages, or in two words: "Country / Pays", "Title (Titre)"."""
    parts = [part for each in _BETWEEN_LANGUAGES.split(heading) if (part := each.strip(" ()*:"))]
    found = [_by_heading(part) for part in parts] if 1 < len(parts) <= len(LANGUAGES) + 1 else []
    first = found[0] if found else None
    if first is None:
        return None
    alike = all(
        each is not None and (each.field, each.role, each.part) == (first.field, first.role, first.part)
        for each in found
    )
    return replace(first, rank=max(first.rank, _EVERYDAY)) if alike else None


@lru_cache(maxsize=4096)
def _by_corrected_words(heading: str) -> _Recognised | None:
    if len(heading) > _LONGEST or heading[:1] == "#":
        return None
    known = _everyday_headings()
    corrected = corrected_words(heading_key(heading), _words_of_headings())
    found = known.get(corrected) if corrected else None
    return replace(found, rank=_MISSPELT) if found is not None else None


@lru_cache(maxsize=1)
def _words_of_headings() -> frozenset[str]:
    return frozenset(word for key in _everyday_headings() for word in key)


def _by_everyday_words(heading: str) -> _Recognised | None:
    known = _everyday_headings()
    found = known.get(heading_key(heading))
    if found is not None:
        return found
    if role := role_of_words(heading):
        return _Recognised("organisations", _EVERYDAY, role=role)
    for without, key in shorter_keys(heading):
        shorter = known.get(key)
        if shorter is None:
            continue
        field = ACTIVITY.by_name[shorter.field]
        if without == "name" and field.name not in NAMED:
            continue
        if without == "number" and field.kind is not FieldKind.INTEGER:
            continue
        if without == "covered" and field.kind is not FieldKind.CODES:
            continue
        return shorter
    return None


@lru_cache(maxsize=1)
def _everyday_headings() -> dict[tuple[str, ...], _Recognised]:
    """Headings by their words. What is entered first wins."""
    known: dict[tuple[str, ...], _Recognised] = {}
    for folded, found in _known_headings().items():
        known.setdefault(heading_key(folded), replace(found, rank=max(found.rank, _EVERYDAY)))
    for name, texts in EVERYDAY.items():
        for number, text in enumerate(texts):
            known.setdefault(heading_key(text), _without_part(ACTIVITY.by_name[name], _EVERYDAY + number))
    for role, texts in ORGANISATION_ROLES.items():
        for text in texts:
            known.setdefault(heading_key(text), _Recognised("organisations", _EVERYDAY, role=role))
    return known


@lru_cache(maxsize=1)
def _known_headings() -> dict[str, _Recognised]:
    """Every heading known, folded. What is entered first wins."""
    names: dict[str, _Recognised] = {}

    def know(text: str, found: _Recognised) -> None:
        names.setdefault(fold_heading(text), found)

    fields = [field for field in ACTIVITY.fields if field.rules.in_tables]
    for field in fields:
        know(field.name, _without_part(field, _OWN))
    know(IATI_IDENTIFIER, _Recognised("source_id", _STANDARD))
    for half, texts in _COORDINATE_PARTS.items():
        for text in texts:
            know(text, _Recognised("coordinates", _LABEL, part=half))
    for role, texts in _ROLE_HEADINGS.items():
        for text in texts:
            know(text, _Recognised("organisations", _LABEL, role=role))
    for name, texts in _MORE_HEADINGS.items():
        for number, text in enumerate(texts):
            know(text, _Recognised(name, _STANDARD + number))
    for field in fields:
        for language in LANGUAGES:
            know(catalogue(language).gettext(field.label), _without_part(field, _LABEL))
    for field in fields:
        for number, text in enumerate(field.headings):
            ambiguous = field.kind is FieldKind.DATE and text in (
                "date",
                "fecha",
                "from",
                "to",
                "year",
                "année",
                "año",
            )
            know(text, _without_part(field, (_AMBIGUOUS if ambiguous else _ALIAS) + number))
    return names


def _without_part(field: Field, rank: int) -> _Recognised:
    role = {"organisations": "lead", "people": "contact"}.get(field.name, "")
    if not role and field.rules.reference_in is ReferenceIn.MEMBER:
        role = next(iter(load(field.vocabulary))).code
    return _Recognised(field.name, rank, role=role)


def _split_tag(hashtag: str) -> tuple[str, frozenset[str]]:
    tag, *attributes = hashtag.replace(" ", "").lower().split("+")
    return tag, frozenset(attributes)


def _years_of(hashtag: str) -> str:
    return " ".join(sorted(each for each in _split_tag(hashtag)[1] if _YEAR.match(each)))


@lru_cache(maxsize=1)
def _known_hashtags() -> list[tuple[str, frozenset[str], _Recognised]]:
    known = [(*_split_tag(text), _Recognised("organisations", _TAG, role=role)) for text, role in _ROLE_TAGS.items()]
    known += [
        (f"{tag}_id", attributes, replace(found, part="id")) for tag, attributes, found in known if not attributes
    ]
    known += [
        (tag, attributes | {more}, replace(found, part="id"))
        for tag, attributes, found in known[: len(_ROLE_TAGS)]
        for more in ("id", "code")
    ]
    known += [(tag, frozenset[str](), _Recognised(name, _TAG + rank)) for tag, (name, rank) in _MORE_TAGS.items()]
    known += [("#geo", frozenset({"lat"}), _Recognised("coordinates", _TAG, part="latitude")),
              ("#geo", frozenset({"lon"}), _Recognised("coordinates", _TAG, part="longitude"))]  # fmt: skip
    for field in ACTIVITY.fields:
        if field.name != "organisations":
            known += [
                (*_split_tag(text), _without_part(field, _TAG + number)) for number, text in enumerate(field.hashtags)
            ]
    return known


def _by_hashtag(tag: str, attributes: frozenset[str]) -> _Recognised | None:
    """The field whose hashtag this is; a further attribute may not change the meaning (#activity+type is no
    title).
    """
    best: tuple[int, int] | None = None
    chosen: _Recognised | None = None
    for at, (known, needed, found) in enumerate(_known_hashtags()):
        if known != tag or not needed <= attributes:
            continue
        if not all(_KEEPS_MEANING.match(each) for each in attributes - needed):
            continue
        if best is None or len(needed) > best[0]:
            best, chosen = (len(needed), at), found
    if chosen is not None:
        languages = attributes & set(LANGUAGES)
        if languages and ACTIVITY.by_name[chosen.field].translated:
            chosen = replace(chosen, language=min(languages))
    return chosen
