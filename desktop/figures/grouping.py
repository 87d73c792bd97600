"""By what figures are split, described once: targets, countries, years, sections and so on, and which records have which code.

A code counts for those above it as well: a record that names 11.5.1 counts at 11.5 and at goal 11, and once at each.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from desktop.catalogue.query.describing import code_label
from desktop.catalogue.query.fields import written
from desktop.catalogue.record_names import names_of
from desktop.catalogue.sections import members_of_sections
from desktop.errors import ProgrammingError
from desktop.i18n import N_
from desktop.vocabularies import Term, load
from desktop.workspace import RECORD_TYPES, Workspace
from desktop.workspace.storage.sqlite import SqliteConnection

Sql = tuple[str, list[object]]


@dataclass(frozen=True, slots=True)
class Grouping:
    """One way to split figures. `label` is marked with `N_`.

    `field`: of the records; "" where the codes are the organisations' (`organisation`, `section`) or years. `levels` and
    `system` narrow the vocabulary: the terms of these levels whose code begins so are the groups.
    """

    name: str
    label: str
    field: str = ""
    term: str = ""
    """The field of a query that finds one group; "" for its own name."""
    levels: frozenset[str] = frozenset()
    system: str = ""

    def query(self, code: str) -> str:
        """The query that finds the records of a group; of `NO_CODE`, those of none."""
        return f"{self.term or (written(self.field) if self.field else self.name)}:{code or 'none'}"

    def terms(self, type: str) -> tuple[Term, ...]:
        """The groups that its vocabulary has, in their order; none for years, organisations and sections."""
        if not self.field:
            return ()
        vocabulary = RECORD_TYPES[type].by_name[self.field].vocabulary
        words = load("regions") if self.name == REGION else load(vocabulary)
        return tuple(each for each in words.listed() if self.has(each))

    def has(self, term: Term) -> bool:
        """Is this term of the vocabulary one of the groups?"""
        return (not self.levels or term.level in self.levels) and term.code.startswith(self.system)


YEAR, COUNTRY, REGION, ORGANISATION, SECTION = "year", "country", "region", "organisation", "section"
NO_CODE = ""
"""The group of those that name none."""

_ALL = (
    Grouping("target", N_("SDG target"), "targets", levels=frozenset(("target",)), system="SDG:"),
    Grouping("goal", N_("SDG"), "targets", levels=frozenset(("goal",)), system="SDG:"),
    Grouping("sendai", N_("Sendai target or priority"), "targets", levels=frozenset(("target", "priority")), system="SFDRR:"),
    Grouping("essential", N_("Ten Essentials"), "essentials"),
    Grouping("hazard", N_("Hazard type"), "hazards", levels=frozenset(("type",))),
    Grouping("hazard_cluster", N_("Hazard cluster"), "hazards", levels=frozenset(("cluster",))),
    Grouping(YEAR, N_("Year of start")),
    Grouping(COUNTRY, N_("Country"), "country"),
    Grouping(REGION, N_("Region"), "country", levels=frozenset(("region", "sub-region", "intermediate region"))),
    Grouping(SECTION, N_("Network section")),
    Grouping(ORGANISATION, N_("Organisation")),
    Grouping("module", N_("Module"), "modules"),
    Grouping("method", N_("Method"), "methods"),
    Grouping("kind", N_("Kind"), "kind"),
    Grouping("status", N_("Status"), "status"),
    Grouping("approach", N_("Approach"), "approach"),
    Grouping("stage", N_("Stage"), "stage"),
)  # fmt: skip

GROUPINGS: Mapping[str, Grouping] = MappingProxyType({each.name: each for each in _ALL})


def groupings_of(type: str) -> tuple[Grouping, ...]:
    """The ways in which records of a type can be split."""
    fields = RECORD_TYPES[type].by_name
    return tuple(
        each for each in _ALL if (not each.field or each.field in fields) and (each.field or "start" in fields)
    )


def group_numbers(conn: SqliteConnection, type: str, by: str) -> Sql:
    """SELECT that gives (no, code) of each record of a type and each group it is in, each once."""
    if by == YEAR:
        return f"SELECT no, CAST(year AS TEXT) AS code FROM {type} WHERE year IS NOT NULL", []
    field = _field(type, by)
    if field and not RECORD_TYPES[type].by_name[field].is_set:
        rows = conn.execute(f"SELECT DISTINCT {field} FROM {type} WHERE {field} IS NOT NULL")
        pairs = [(code, above) for (code,) in rows for above in groups_of_code(type, by, code)]
        return (  # by the records, each with the few groups of its code: the other way round all are read for each pair
            "WITH u AS MATERIALIZED (SELECT value ->> 0 AS own, value ->> 1 AS code FROM json_each(?))"
            f" SELECT r.no, u.code FROM {type} r CROSS JOIN u ON u.own = r.{field}"
        ), [json.dumps(pairs)]
    sql, parameters = groups_of_members(conn, type, by)
    return (
        f"SELECT DISTINCT h.record_no AS no, g.code FROM ({sql}) g CROSS JOIN {type}_has_code h ON h.code_no = g.code_no"
    ), parameters


def groups_of_members(conn: SqliteConnection, type: str, by: str) -> Sql:
    """SELECT that gives (code_no, code): for each member that records may have, the groups that it puts them into."""
    if by in (ORGANISATION, SECTION):
        known = (
            members_of_sections() if by == SECTION else "SELECT id, coalesce(survivor, id) AS section FROM organisation"
        )
        return (
            f"SELECT c.no AS code_no, k.section AS code FROM member_code c JOIN ({known}) k"
            " ON k.id = substr(c.code, instr(c.code, ':') + 1) WHERE c.field = 'organisations'"
        ), []
    rows = conn.execute("SELECT no, code FROM member_code WHERE field = ?", (_field(type, by),))
    pairs = [(no, above) for no, code in rows for above in groups_of_code(type, by, code)]
    return "SELECT value ->> 0 AS code_no, value ->> 1 AS code FROM json_each(?)", [json.dumps(pairs)]


def _field(type: str, by: str) -> str:
    """The field of the records; "" for organisations and sections."""
    field = GROUPINGS[by].field
    if field and field not in RECORD_TYPES[type].by_name:
        raise ProgrammingError(f"{type} is not split by {by}")
    return field


def groups_of_code(type: str, by: str, code: str) -> list[str]:
    """The groups that a code of a record belongs to: itself, or those above it."""
    grouping = GROUPINGS[by]
    if not grouping.field:
        return [code]
    words = load(RECORD_TYPES[type].by_name[grouping.field].vocabulary)
    if code not in words:
        return []
    if by == REGION:
        regions = load("regions")
        parent = words[code].parent
        return [term.code for term in regions.path(parent) if grouping.has(term)] if parent in regions else []
    return [term.code for term in words.path(code) if grouping.has(term)]


def group_labels(workspace: Workspace, type: str, by: str, codes: list[str]) -> dict[str, str]:
    """What groups are called, in the language spoken now; an organisation that is gone keeps its id."""
    grouping = GROUPINGS[by]
    if by in (ORGANISATION, SECTION):
        names = names_of(workspace, ORGANISATION, codes)
        return {code: names.get(code, code[:8]) for code in codes}
    if not grouping.field:
        return {code: code for code in codes}
    vocabulary = "regions" if by == REGION else RECORD_TYPES[type].by_name[grouping.field].vocabulary
    return {code: code_label(vocabulary, code) for code in codes}
