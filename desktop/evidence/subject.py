"""What a page of evidence is about: a target, a place, an organisation, a module or a method; and what finds its records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from desktop.catalogue.query import Query, QueryError, parse
from desktop.catalogue.query.code_names import codes_of_number
from desktop.catalogue.query.terms import Code, Record, Text
from desktop.catalogue.read_connection import reading
from desktop.catalogue.record_names import find_names, names_of
from desktop.errors import UserFacingError
from desktop.figures.definitions import ACTIVITY, VISIT
from desktop.figures.periods import ALL_TIMES, Period
from desktop.figures.selection import Selection
from desktop.i18n import N_, _
from desktop.vocabularies import fold, load, shown_code
from desktop.workspace import Workspace

TARGET, PLACE, ORGANISATION, MODULE, METHOD = "target", "place", "organisation", "module", "method"
SELECTION = "selection"
"""The activities and visits of a query, which is the code: the subject of a report, not one that is chosen on the page."""
KINDS: Mapping[str, str] = MappingProxyType({
    TARGET: N_("Target"), PLACE: N_("Place"), ORGANISATION: N_("Organisation"), MODULE: N_("Module"), METHOD: N_("Method"),
})  # fmt: skip
"""What each kind is called, marked with `N_`."""
DONE: Mapping[str, str] = MappingProxyType({
    ACTIVITY: "-status:idea,planned,cancelled", VISIT: "-stage:idea,proposed,agreed,preparing,cancelled",
})  # fmt: skip
"""What was done, by record type: neither ideas nor plans, nor what was cancelled."""
PLANNED: Mapping[str, str] = MappingProxyType({
    ACTIVITY: "status:idea,planned", VISIT: "stage:idea,proposed,agreed,preparing",
})  # fmt: skip
_VOCABULARIES = {TARGET: "targets", MODULE: "modules", METHOD: "methods"}
_SUGGESTED = 5


@dataclass(frozen=True, slots=True)
class Subject:
    """`code`: of a target, a module or a method its code, of a country or region its code, of a town "CO:Medellín", of an
    organisation its id.
    """

    kind: str
    code: str
    label: str

    @property
    def title(self) -> str:
        """Its name, with its code where that says something: "SDG 11.5 Fewer losses from disasters"."""
        return f"{shown_code(self.code)} {self.label}" if self.kind == TARGET else self.label

    @property
    def query(self) -> str:
        """What finds its activities and visits in their lists. (No search knows the methods of a visit's sessions.)"""
        if self.kind == SELECTION:
            return self.code
        if self.kind != PLACE:
            return f"{self.kind}:{self.code}"
        country, colon, town = self.code.partition(":")
        if not colon:
            return f"country:{self.code}"
        words = town.replace('"', " ")
        return f'place:"{words}" country:{country}' if country else f'place:"{words}"'

    def done(self, type: str, period: Period = ALL_TIMES, ids: tuple[str, ...] | None = None) -> Selection:
        """Its records of a type that were done; `ids`: instead of those that its query finds."""
        return self._selection(DONE[type], type, period, ids)

    def planned(self, type: str, period: Period = ALL_TIMES, ids: tuple[str, ...] | None = None) -> Selection:
        """Its records of a type that are planned, or an idea."""
        return self._selection(PLANNED[type], type, period, ids)

    def _selection(self, state: str, type: str, period: Period, ids: tuple[str, ...] | None) -> Selection:
        if self.kind == SELECTION and not _is_known(self.query, type):
            ids = ()
        return Selection(state if ids is not None else f"{self.query} {state}".strip(), period, ids, type)


def _is_known(query: str, type: str) -> bool:
    """Can records of this type be asked so? A query for activities may ask for what visits do not have."""
    try:
        parse(query, type)
    except QueryError:
        return False
    return True


def subject_of(workspace: Workspace, kind: str, code: str) -> Subject:
    """The subject of a code, with its name in the language spoken now."""
    if kind == ORGANISATION:
        return Subject(kind, code, names_of(workspace, "organisation", [code]).get(code, code[:8]))
    if kind != PLACE:
        return Subject(kind, code, load(_VOCABULARIES[kind]).label(code))
    country, colon, town = code.partition(":")
    countries = load("countries")
    if colon:
        return Subject(kind, code, f"{town}, {countries.label(country)}" if country else town)
    return Subject(kind, code, (countries if code in countries else load("regions")).label(code))


def broader(workspace: Workspace, subject: Subject) -> list[Subject]:
    """What it is a part of, the nearest first: of a target its goal, of a town its country, of a country its regions."""
    codes: list[str] = []
    if subject.kind == PLACE:
        country = subject.code.partition(":")[0]
        codes += [country] if ":" in subject.code and country else []
        countries, regions = load("countries"), load("regions")
        above = (
            countries[country].parent if country in countries else regions[country].parent if country in regions else ""
        )
        codes += [term.code for term in reversed(regions.path(above)[1:])] if above in regions else []
    elif subject.kind == TARGET and subject.code in load("targets"):
        codes += [term.code for term in reversed(load("targets").path(subject.code)[:-1])]
    return [subject_of(workspace, subject.kind, code) for code in codes]


def find_subject(workspace: Workspace, kind: str, text: str) -> Subject:
    """The subject that a text means: 11.5, KE, Medellín, the name of an organisation. Raises UserFacingError where there is
    none, or more than one.
    """
    text = text.strip()
    if kind == ORGANISATION:
        return _organisation(workspace, text)
    if kind == PLACE:
        return _place(workspace, text)
    words = load(_VOCABULARIES[kind])
    term = words.find(text) or (words.get(f"SDG:{text}") if kind == TARGET else None)
    if term is None:
        found = words.search(text)[:_SUGGESTED] if text else []
        raise _none(kind, text, [f"{shown_code(each.code)} ({each.label()})" for each in found])
    return subject_of(workspace, kind, term.code)


def _none(kind: str, text: str, found: list[str]) -> UserFacingError:
    sentences = {
        TARGET: _("There is no target “{text}”."), PLACE: _("No country, region or town “{text}” is known here."),
        ORGANISATION: _("There is no organisation “{text}”."), MODULE: _("There is no module “{text}”."),
        METHOD: _("There is no method “{text}”."),
    }  # fmt: skip
    return UserFacingError(
        sentences[kind].format(text=text),
        todo=_("Did you mean {names}?").format(names="; ".join(found)) if found else "",
    )


def _organisation(workspace: Workspace, text: str) -> Subject:
    found = find_names(workspace, "organisation", text, _SUGGESTED) if text else []
    same = [each for each in found if fold(each.name) == fold(text)]
    those = same or found
    if len(those) == 1:
        return Subject(ORGANISATION, those[0].id, those[0].name)
    if not found and workspace.record(text, "organisation") is not None:
        return subject_of(workspace, ORGANISATION, text)
    raise _none(ORGANISATION, text, [f"{each.name} ({each.more})" if each.more else each.name for each in those])


def _place(workspace: Workspace, text: str) -> Subject:
    for words in (load("countries"), load("regions")):
        if (term := words.find(text)) is not None:
            return subject_of(workspace, PLACE, term.code)
    towns = [each for each in _towns(workspace, fold(text))]
    if len(towns) == 1:
        return towns[0]
    raise _none(PLACE, text, [each.label for each in towns[:_SUGGESTED]])


def _towns(workspace: Workspace, folded: str = "") -> list[Subject]:
    """The places of activities and visits, or those that a folded name means."""
    condition, wanted = (" AND municipality_key = ?", [folded] * 2) if folded else ("", [])
    part = "SELECT municipality, municipality_key, country FROM {} WHERE listed = 1 AND municipality IS NOT NULL"
    with reading(workspace) as conn:
        rows = conn.execute(
            f"SELECT min(municipality), coalesce(country, '') FROM ({part.format('activity')}{condition} UNION ALL"
            f" {part.format('visit')}{condition}) GROUP BY municipality_key, 2 ORDER BY municipality_key, 2",
            wanted,
        ).fetchall()
    return [subject_of(workspace, PLACE, f"{country}:{town}") for town, country in rows]


def subject_in(query: Query) -> tuple[str, str] | None:
    """The kind and code of the first thing that a search asks for by itself: a target, a place, an organisation …"""
    for term in query.terms:
        if term.negated or len(term.values) != 1:
            continue
        value = term.values[0]
        if isinstance(value, Code) and term.field in (*_VOCABULARIES, "country"):
            return PLACE if term.field == "country" else term.field, value.code
        if isinstance(value, Record) and term.field == ORGANISATION:
            return ORGANISATION, value.id
        if isinstance(value, Text) and not term.field and (code := codes_of_number("activity", value.text)):
            return TARGET, code
    return None


def subjects(workspace: Workspace, kind: str) -> list[Subject]:
    """Those to choose from: the whole vocabulary, or the places and organisations that are here."""
    if kind == ORGANISATION:
        with reading(workspace) as conn:
            rows = conn.execute(
                "SELECT id, name FROM organisation WHERE listed = 1 AND name IS NOT NULL ORDER BY name_key, no"
            ).fetchall()
        return [Subject(kind, id, name) for id, name in rows]
    if kind == PLACE:
        with reading(workspace) as conn:
            rows = conn.execute(
                "SELECT country FROM activity WHERE listed = 1 AND country IS NOT NULL UNION"
                " SELECT country FROM visit WHERE listed = 1 AND country IS NOT NULL"
            ).fetchall()
        known, regions, countries = {row[0] for row in rows}, load("regions"), load("countries")
        within = {above.code for code in known if code in countries and countries[code].parent in regions
                  for above in regions.path(countries[code].parent)}  # fmt: skip
        return [
            *(Subject(kind, term.code, term.label()) for term in countries.listed() if term.code in known),
            *(Subject(kind, term.code, term.label()) for term in regions if term.code in within),
            *_towns(workspace),
        ]
    return [
        Subject(kind, term.code, term.label())
        for term in load(_VOCABULARIES[kind]).listed()
        if kind != TARGET or term.level in ("goal", "target", "priority")
    ]
