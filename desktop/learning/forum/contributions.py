"""Sheets of contributions that come back: planned and shown first, then written as topics of a forum in one action.

A row is a topic. What a cell says that is not understood is named with its row, and stands in the private note of the topic.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from desktop.catalogue import forum as queries
from desktop.catalogue.by_name import ids_by_name
from desktop.errors import UserFacingError
from desktop.exchange.cells.codes import find_code
from desktop.exchange.cells.lists import split_codes
from desktop.exchange.cells.texts import one_line, without_guard
from desktop.exchange.tables import open_table
from desktop.i18n import _, ngettext
from desktop.learning.forum.contribution_columns import COLUMNS, ContributionColumn
from desktop.learning.forum.contribution_headings import column_of
from desktop.values.numbers import parse_count
from desktop.vocabularies.folding import key
from desktop.workspace import PARENT, Record, Value, Workspace

Progress = Callable[[int], None]
_EACH = 100
_LONGEST = 24 * 60
_MOST_NAMED = 5


@dataclass(frozen=True)
class Contribution:
    """A row that becomes a topic. `organisation`, `person`: names, with an id where the desk has one of that name."""

    line: int
    values: Mapping[str, Value]
    organisation: tuple[str, str] = ("", "")
    person: tuple[str, str] = ("", "")
    email: str = ""
    agrees: bool = False

    @property
    def title(self) -> str:
        """What the topic is called."""
        return str(self.values["title"])


@dataclass(frozen=True)
class ContributionPlan:
    """What an import would do. `problems`: what is not understood, a sentence each; `known`: titles of topics that are here
    already; `columns`, `ignored`: headings that are read, and that are not.
    """

    forum: Record
    topics: tuple[Contribution, ...]
    problems: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()

    @property
    def new_organisations(self) -> tuple[str, ...]:
        """Names of organisations that are made with the topics."""
        return tuple(dict.fromkeys(name for name, id in (each.organisation for each in self.topics) if name and not id))

    @property
    def new_people(self) -> tuple[str, ...]:
        """Names of people who are added with the topics."""
        return tuple(dict.fromkeys(name for name, id in (each.person for each in self.topics) if name and not id))

    def sentences(self) -> list[str]:
        """What a person should know before they import."""
        found: list[str] = []
        if self.known:
            words = ngettext(
                "{count} topic is in this forum already and is not added again: {names}.",
                "{count} topics are in this forum already and are not added again: {names}.",
                len(self.known),
            )
            found.append(words.format(count=len(self.known), names=_named(self.known)))
        if names := self.new_organisations:
            words = ngettext(
                "{count} organisation is new: {names}.", "{count} organisations are new: {names}.", len(names)
            )
            found.append(words.format(count=len(names), names=_named(names)))
        if names := self.new_people:
            words = ngettext("{count} person is new: {names}.", "{count} people are new: {names}.", len(names))
            found.append(words.format(count=len(names), names=_named(names)))
        if self.ignored:
            words = ngettext(
                "{count} column is not read: {names}.", "{count} columns are not read: {names}.", len(self.ignored)
            )
            found.append(words.format(count=len(self.ignored), names=_named(self.ignored)))
        return [*found, *self.problems]


def plan_contributions(
    workspace: Workspace, forum_id: str, path: Path, *, sheet: str | None = None, encoding: str | None = None,
    progress: Progress | None = None,
) -> ContributionPlan:  # fmt: skip
    """Read a sheet of contributions; writes nothing. Raises UserFacingError for what is no such sheet."""
    forum = workspace.record(forum_id, "forum")
    nothing = _("Nothing was imported.")
    if forum is None or not forum.listed:
        raise UserFacingError(_("This forum is not here."), kept=nothing)
    table = open_table(path, sheet=sheet, encoding=encoding, knows=lambda heading: column_of(heading) is not None)
    columns: dict[int, ContributionColumn] = {}
    ignored: list[str] = []
    for place, heading in enumerate(table.headings):
        column = column_of(heading)
        if column is not None and column not in columns.values():
            columns[place] = column
        elif heading.strip():
            ignored.append(heading)
    if COLUMNS[0] not in columns.values():
        raise UserFacingError(
            _("{name} has no column for the title of a topic.").format(name=path.name), kept=nothing,
            todo=_("Use the sheet that the desk writes, or name a column “Title”."),
        )  # fmt: skip
    reading = _Reading(workspace, _titles(workspace, forum_id))
    for done, row in enumerate(table.rows(), 1):
        if progress is not None and done % _EACH == 0:
            progress(done)
        if row.refused:
            reading.problem(row.line, row.refused)
            continue
        cells = {column.name: without_guard(row.cells[place]).strip() for place, column in columns.items()}
        if any(cells.values()):
            reading.read(row.line, cells)
    if not reading.topics and not reading.known and not reading.problems:
        raise UserFacingError(
            _("{name} has no topic.").format(name=path.name), kept=nothing,
            todo=_("Write a row for each topic below the headings."),
        )  # fmt: skip
    return ContributionPlan(
        forum, tuple(reading.topics), tuple(reading.problems), tuple(reading.known),
        tuple(table.headings[place] for place in columns), tuple(ignored),
    )  # fmt: skip


def apply_contributions(workspace: Workspace, plan: ContributionPlan) -> list[str]:
    """Write what was planned as one action, which can be undone; returns the ids of the topics.

    A topic that came by another way meanwhile is not added again. Raises UserFacingError where the forum is gone or there is
    nothing to write.
    """
    forum = workspace.record(plan.forum.id, "forum")
    if forum is None or not forum.listed:
        raise UserFacingError(_("This forum is not here."), kept=_("Nothing was imported."))
    known = _titles(workspace, forum.id)
    topics = [each for each in plan.topics if key(each.title) not in known]
    if not topics:
        raise UserFacingError(_("All of these topics are in this forum already."), kept=_("Nothing was imported."))
    records: list[tuple[str, str, dict[str, Value]]] = []
    made: dict[tuple[str, str], str] = {}

    def id_of(type: str, named: tuple[str, str], values: Mapping[str, Value]) -> str:
        name, id = named
        if not name or id:
            return id
        if (type, key(name)) not in made:
            made[type, key(name)] = str(uuid.uuid4())
            written = {each: value for each, value in values.items() if value not in (None, "")}
            records.append((type, made[type, key(name)], {"name": name, **written}))
        return made[type, key(name)]

    ids: list[str] = []
    for each in topics:
        organisation = id_of("organisation", each.organisation, {})
        person = id_of(
            "person", each.person,
            {"email": each.email, "organisation": organisation, "consent": "network" if each.agrees else "none"},
        )  # fmt: skip
        values: dict[str, Value] = {PARENT: forum.id, "state": "proposed", **each.values}
        if organisation:
            values["organisation"] = organisation
        if person:
            values[f"people/proposes:{person}"] = True
        ids.append(str(uuid.uuid4()))
        records.append(("topic", ids[-1], values))
    with workspace.journal.group("import", _("Contributions")) as group:
        workspace.journal.bulk(group, records)
    return ids


def _titles(workspace: Workspace, forum: str) -> set[str]:
    """What the topics of a forum are called, in every language; those in the bin do not count."""
    ids = [each.id for each in queries.read_topics(workspace, forum)]
    return {
        key(str(value))
        for start in range(0, len(ids), 500)
        for topic in workspace.records("topic", ids[start : start + 500])
        for name, value in topic.values.items()
        if name.partition("/")[0] == "title" and value
    }


@dataclass
class _Reading:
    """The rows read so far."""

    workspace: Workspace
    titles: set[str]
    topics: list[Contribution] = field(default_factory=list[Contribution])
    problems: list[str] = field(default_factory=list[str])
    known: list[str] = field(default_factory=list[str])
    names: dict[tuple[str, str], str] = field(default_factory=dict[tuple[str, str], str])

    def problem(self, line: int, words: str) -> None:
        self.problems.append(_("Row {number}: {problem}").format(number=line, problem=words))

    def read(self, line: int, cells: Mapping[str, str]) -> None:
        """One row: a topic, a known one, or a problem."""
        title = one_line(cells["title"])
        if not title:
            self.problem(line, _("there is no title, so it is not imported."))
            return
        if key(title) in self.titles:
            self.known.append(title)
            return
        self.titles.add(key(title))
        values: dict[str, Value] = {"title": title}
        values |= {name: text for name in ("summary", "brings") if (text := cells.get(name, ""))}
        not_understood: list[str] = []
        for column in COLUMNS:
            text = cells.get(column.name, "")
            if not text or column.name == "consent":
                continue
            if column.vocabulary:
                found, unknown = _codes(column, text)
                values |= {f"{column.name}/{code}": _weight(column) for code in found} if column.several else (
                    {column.name: found[0]} if found else {}
                )  # fmt: skip
            elif column.name == "minutes":
                number = parse_count(text) or 0
                unknown = [] if 0 < number <= _LONGEST else [text]
                values |= {"minutes": number} if not unknown else {}
            else:
                continue
            for part in unknown:
                said = _("“{text}” under “{column}” is not understood; it is kept in the private note of the topic.")
                self.problem(line, said.format(text=part, column=_(column.heading)))
                not_understood.append(f"{_(column.heading)}: {part}")
        if not_understood:
            values["private_note"] = "\n".join(not_understood)
        self.topics.append(
            Contribution(
                line,
                values,
                self._named("organisation", line, cells.get("organisation", "")),
                self._named("person", line, cells.get("person", "")),
                cells.get("email", ""),
                find_code("agreements", cells.get("consent", "")) == "yes",
            )
        )  # fmt: skip

    def _named(self, type: str, line: int, text: str) -> tuple[str, str]:
        """A name with the id of who has it. Of several the first is no better than the others: that is said."""
        name = one_line(text)
        if not name:
            return "", ""
        if (type, key(name)) not in self.names:
            ids = ids_by_name(self.workspace, type, name)
            same = [each for each in self.workspace.records(type, ids) if key(each.title) == key(name)]
            if len(same) > 1:
                said = _("Several records are called “{name}”; one of them is linked.")
                self.problem(line, said.format(name=name))
            self.names[type, key(name)] = min((each.id for each in same), default="")
        return name, self.names[type, key(name)]


def _codes(column: ContributionColumn, text: str) -> tuple[Sequence[str], Sequence[str]]:
    """The codes in a cell, and the parts of it that are none."""

    def find(part: str) -> str | None:
        return find_code(column.vocabulary, part)

    if not column.several:
        code = find(text)
        return ((code,), ()) if code is not None else ((), (text,))
    found = split_codes(text, find)
    return found.codes, found.unknown


def _weight(column: ContributionColumn) -> Value:
    return "significant" if column.name == "targets" else True


def _named(names: Sequence[str]) -> str:
    """The first of them, and how many more there are."""
    shown = ", ".join(f"“{each}”" for each in names[:_MOST_NAMED])
    if more := len(names) - _MOST_NAMED:
        return _("{names} and {count} more").format(names=shown, count=more) if more > 0 else shown
    return shown
