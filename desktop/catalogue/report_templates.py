"""Templates of reports: ordered lists of blocks with a period and a language; those that come along, and the network's own,
which are records and so travel in packages.

A template is JSON with a format number. What a newer version wrote and this one does not know is kept and said, and the rest
is printed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, cast

from desktop.catalogue.query import QueryError, parse
from desktop.errors import UserFacingError
from desktop.i18n import N_, _
from desktop.vocabularies import fold
from desktop.workspace import Value, Workspace

FORMAT = 1
MAX_BLOCKS = 60
MAX_LENGTH = 50_000
TYPE = "report_template"
"""Their record type."""
PERIODS = ("", "this_year", "last_year", "this_month", "last_month")
"""Periods that move with the calendar; "" for all times."""
PERIOD_LABELS: Mapping[str, str] = MappingProxyType({
    "": N_("All times"), "this_year": N_("This year"), "last_year": N_("Last year"), "this_month": N_("This month"),
    "last_month": N_("Last month"),
})  # fmt: skip
_KNOWN = frozenset(("format", "blocks", "period", "language", "compare", "query", "group", "split"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTemplate:
    """A report that can be written again and again. `key`: the name of one that comes along, or the id of a record.

    `period`: one of PERIODS, or a period as it is typed ("2025..2026"). `language`: "" for that of the moment. `compare`: with
    the period of the same length before. `query`: only activities that it finds. `group`: how activities are grouped.
    `split`: by what the figures are split in the block of that name. `other`: what a newer version wrote beside these.
    """

    key: str
    name: str
    summary: str = ""
    blocks: tuple[str, ...] = ()
    period: str = ""
    language: str = ""
    compare: bool = True
    query: str = ""
    group: str = "kind"
    split: str = "country"
    version: int = FORMAT
    other: Mapping[str, object] = field(default_factory=dict[str, object])

    @property
    def own(self) -> bool:
        """Is it a record of the network?"""
        return self.key not in _BUILT_IN

    def content(self) -> str:
        """Its JSON, with what a newer version wrote."""
        data: dict[str, object] = {
            **self.other, "format": self.version, "blocks": list(self.blocks), "period": self.period,
            "language": self.language, "compare": self.compare, "query": self.query, "group": self.group,
            "split": self.split,
        }  # fmt: skip
        return json.dumps(data, ensure_ascii=False, sort_keys=True)


_FULL = (
    "cover", "contents", "figures", "map", "charts", "heat_map", "gaps", "split", "activity_table", "organisations",
    "visits", "definitions",
)  # fmt: skip
_ALL = (
    ReportTemplate(
        key="monthly", name=N_("Monthly report"), summary=N_("What was done last month, and in the month before."),
        blocks=("figures", "activity_table", "visits", "gaps"), period="last_month",
    ),
    ReportTemplate(
        key="annual", name=N_("Annual report"), summary=N_("A year in figures, maps and charts, with each activity."),
        blocks=(*_FULL[:-1], "activities", "definitions"), period="last_year",
    ),
    ReportTemplate(
        key="modules", name=N_("Report by module"), summary=N_("Figures and activities of each Sendai module."),
        blocks=("cover", "figures", "split", "activity_table", "organisations", "definitions"), period="this_year",
        group="module", split="module",
    ),
    ReportTemplate(
        key="projects", name=N_("Report on projects"), summary=N_("Projects, each with all that is known of it."),
        blocks=("cover", "figures", "map", "activities", "organisations"), query="kind:project", group="year",
    ),
    ReportTemplate(
        key="sections", name=N_("Report by section"), summary=N_("Figures of each section of the network, and where it works."),
        blocks=("cover", "figures", "split", "map", "activity_table", "organisations", "definitions"),
        period="this_year", group="country", split="section",
    ),
    ReportTemplate(
        key="evidence", name=N_("Evidence report"), summary=N_("Which goals and targets are worked on, where, and where not."),
        blocks=("cover", "figures", "goals", "heat_map", "gaps", "map", "activity_table", "definitions"), group="goal",
    ),
    ReportTemplate(
        key="plan", name=N_("Plan"), summary=N_("What is planned, and what is still missing."),
        blocks=("cover", "figures", "activity_table", "gaps"), period="this_year", query="status:idea,planned,ongoing",
        group="status", compare=False,
    ),
)  # fmt: skip
_BUILT_IN: Mapping[str, ReportTemplate] = MappingProxyType({each.key: each for each in _ALL})


def list_report_templates(workspace: Workspace | None = None) -> list[ReportTemplate]:
    """Those that come along, then the network's own by name. Of one that is damaged no blocks are known."""
    found = [translated(each) for each in _ALL]
    if workspace is None:
        return found
    with workspace.reading_directly() as conn:
        ids = [row[0] for row in conn.execute(f"SELECT id FROM {TYPE} WHERE listed = 1 ORDER BY name_key, id")]
    for record in workspace.records(TYPE, ids):
        try:
            found.append(_read(record.id, record.title, record.values))
        except UserFacingError:
            found.append(ReportTemplate(key=record.id, name=record.title))  # said when somebody chooses it
    return found


def find_report_template(workspace: Workspace | None, name: str) -> ReportTemplate:
    """The template of a key, a name or the first letters of an id. Raises UserFacingError: none, several, or damaged."""
    found = list_report_templates(workspace)
    wanted = [each for each in found if each.key == name or fold(each.name) == fold(name)]
    wanted = wanted or [each for each in found if each.own and len(name) >= 4 and each.key.startswith(name)]
    if len(wanted) != 1:
        raise UserFacingError(
            _("There is no report template “{name}”.").format(name=name)
            if not wanted
            else _("Several report templates are called “{name}”.").format(name=name),
            kept=_("No file was written."),
            todo=_("Available: {names}.").format(
                names=", ".join(f"{each.key[:8]} ({each.name})" if each.own else each.key for each in wanted or found)
            ),
        )
    (one,) = wanted
    if one.own and workspace is not None and (record := workspace.record(one.key, TYPE)) is not None:
        return _read(record.id, record.title, record.values)
    return one


def save_report_template(workspace: Workspace, template: ReportTemplate) -> str:
    """Write it as a record, a new one where its key is none; returns the id. One action, undone as one.

    Raises UserFacingError where it has no name, no block, or a query that cannot be read.
    """
    if not template.name.strip() or not template.blocks:
        raise UserFacingError(
            _("A template needs a name and at least one block."),
            kept=_("Nothing was changed."),
            todo=_("Write a name, and tick what the report should contain."),
        )
    check_query(template.query)
    values: dict[str, Value] = {
        "name": template.name.strip(), "summary": template.summary or None, "version": template.version,
        "content": template.content(),
    }  # fmt: skip
    if template.key and template.own:
        workspace.journal.edit(template.key, values, type=TYPE)
        return template.key
    return workspace.journal.create(TYPE, {name: value for name, value in values.items() if value is not None})


def delete_report_template(workspace: Workspace, key: str) -> None:
    """Delete an own one; undone as any other record."""
    workspace.journal.delete([key], TYPE)


def check_query(query: str) -> None:
    """Raises UserFacingError where a template's query cannot be read."""
    try:
        parse(query, "activity")
    except QueryError as error:
        raise UserFacingError(
            _("The query of the template cannot be read: {problem}").format(problem=str(error)),
            kept=_("Nothing was changed."),
            todo=_("Correct the query, or leave it empty."),
        ) from error


def translated(template: ReportTemplate) -> ReportTemplate:
    """One that comes along, with its name and summary in the language spoken now; an own one as it is."""
    known = _BUILT_IN.get(template.key)
    return template if known is None else replace(template, name=_(known.name), summary=_(known.summary))


def _read(key: str, name: str, values: Mapping[str, Value]) -> ReportTemplate:
    try:
        text = str(values.get("content") or "")
        if len(text) > MAX_LENGTH:
            raise ValueError("length")
        data: Any = json.loads(text)
        if not isinstance(data, dict):
            raise TypeError("object")
        found = cast("dict[str, Any]", data)
        blocks: Sequence[Any] = found.get("blocks") or ()
        version = found.get("format")
        if type(version) is not int or version < 1 or len(blocks) > MAX_BLOCKS:
            raise ValueError("format")
        return ReportTemplate(
            key=key, name=name, summary=str(values.get("summary") or ""),
            blocks=tuple(map(_string, blocks)), period=_string(found.get("period", "")),
            language=_string(found.get("language", "")), compare=bool(found.get("compare", True)),
            query=_string(found.get("query", "")), group=_string(found.get("group", "kind")),
            split=_string(found.get("split", "country")), version=version,
            other={name: value for name, value in found.items() if name not in _KNOWN},
        )  # fmt: skip
    except (ValueError, TypeError, RecursionError) as error:
        raise UserFacingError(
            _("The report template “{name}” cannot be read: it is damaged.").format(name=name),
            kept=_("Nothing was changed."),
            todo=_("Choose another template, or delete this one and ask the sender to send it again."),
        ) from error


def _string(value: object) -> str:
    if not isinstance(value, str) or len(value) > 2000:
        raise TypeError("text")
    return value
