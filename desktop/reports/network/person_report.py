"""What a desk holds about one person, as a PDF for that person: every field with whether it leaves, where they are named, who
wrote it, and how long it has been kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from desktop.catalogue import list_of, names_of, parse, references
from desktop.errors import Cancelled, UserFacingError
from desktop.i18n import _, current_language, ngettext, speaking
from desktop.reports.formatting import join_names
from desktop.reports.layout import PAGE_SIZES, Cell, Column, Document, Metadata
from desktop.reports.record_values import text_of
from desktop.reports.report_writer import ReportWriter
from desktop.reports.text import clean
from desktop.values.dates import format_date
from desktop.values.numbers import format_number
from desktop.vocabularies import load
from desktop.workspace import RECORD_TYPES, Field, Record, Workspace
from desktop.workspace.privacy.gate import Purpose, may_be_named, may_leave, unagreed_names_of
from desktop.workspace.privacy.mentions import UnagreedNames

YEARS = 5
"""Years without news after which the report asks whether the person should be erased."""
_TEXTS_OF = ("activity", "visit")
"""Types whose texts are searched for the name."""
_MOST = 500


@dataclass(frozen=True, kw_only=True)
class PersonReportOptions:
    """What a person wants to have."""

    language: str = "en"
    page_size: str = "A4"
    author: str = ""
    years: int = YEARS


@dataclass(frozen=True)
class PersonReportResult:
    """What was made."""

    name: str
    pages: int
    missing: str = ""


@dataclass(frozen=True)
class _Role:
    """Where somebody is named: in which record, and as what."""

    type: str
    title: str
    role: str
    day: str


def write_person_report(
    workspace: Workspace,
    id: str,
    target: Path,
    wanted: PersonReportOptions,
    *,
    cancelled: Callable[[], bool] | None = None,
) -> PersonReportResult:
    """Write it to `target`. The file names the person whether they agreed or not: it is for them alone. It appears whole or not
    at all; raises UserFacingError where there is no such person or it cannot be written, Cancelled where `cancelled()`.
    """

    def check() -> None:
        if cancelled is not None and cancelled():
            raise Cancelled

    with speaking(wanted.language):
        person = workspace.record(id, "person")
        if person is None or not person.values:
            raise UserFacingError(_("There is no person {id}.").format(id=id), kept=_("No file was written."))
        with workspace.reading() as conn:
            unagreed = unagreed_names_of(conn)
        hidden = replace(
            unagreed, names=unagreed.names - {" ".join(person.title.split())}
        )  # their own name they may read
        name = person.title or _("Untitled")
        title = _("What is held about {name}").format(name=name)
        about = Metadata(clean(title), clean(wanted.author or workspace.author), clean(title), current_language())
        document = Document(PAGE_SIZES[wanted.page_size], about)
        writer = ReportWriter(document, title)
        writer.title(title, _("As of {day}, in {file}").format(
            day=format_date(date.today().isoformat()), file=workspace.path.name
        ))  # fmt: skip
        writer.text(_consent_words(person))
        _draw_fields(writer, workspace, person, person)
        check()
        participants = _draw_roles(writer, workspace, person, hidden)
        for each in participants:
            _draw_fields(writer, workspace, each, person, _as_participant(workspace, each, hidden))
        check()
        _draw_mentions(writer, workspace, person, hidden)
        check()
        _draw_history(writer, workspace, person, participants, wanted.years)
        pages = writer.save(target, title, check)
        return PersonReportResult(name, pages, document.missing_letters)


def _consent_words(person: Record) -> str:
    consent = load("consents").label(text_of(person, "consent") or "none")
    if may_be_named(person):
        return _(
            "Consent: {consent}. What is marked below as leaving this desk goes to partners with packages, and is in"
            " tables, reports and contact lists."
        ).format(consent=consent)
    return _("Consent: {consent}. Nothing of this leaves the desk until the person agrees.").format(consent=consent)


# Fields --------------------------------------------------------------------------------------------------------------


def _draw_fields(writer: ReportWriter, workspace: Workspace, record: Record, person: Record, heading: str = "") -> None:
    """The fields of the person, or of them as a participant."""
    rows = [
        [_(field.label), _printed(workspace, record, field, person), _leaves_words(record, field, person)]
        for field in record.kind.fields
        if field.name != "parent" and _is_filled(record, field)
    ]
    columns = [Column(_("Field"), 2.4, names_row=True), Column(_("Held"), 4.6), Column(_("Leaves this desk?"), 3)]
    writer.table_chapter(heading or _("The record"), columns, rows or [[Cell("–"), "", ""]])


def _is_filled(record: Record, field: Field) -> bool:
    return bool(record.members(field.name)) if field.is_set else record.values.get(field.name) is not None


def _printed(workspace: Workspace, record: Record, field: Field, person: Record) -> str:
    """The value; of what never leaves only that it is there."""
    if not may_leave(record, field.name, Purpose.FOR_THEMSELVES):
        length = len(str(record.values.get(field.name) or ""))
        return ngettext(
            "Held, not printed: {number} character. It can be read on the screen.",
            "Held, not printed: {number} characters. It can be read on the screen.",
            length,
        ).format(number=format_number(length))
    names = _names(workspace, record, field, person)
    if field.is_set:
        return join_names(field.format_member(key, names) for key in sorted(record.members(field.name)))
    return field.format(record.values.get(field.name), names)


def _names(workspace: Workspace, record: Record, field: Field, person: Record) -> Mapping[str, str]:
    if not field.target:
        return {}
    if field.is_set:
        ids = [field.points_to(key, True) for key in record.members(field.name)]
    else:
        ids = [field.points_to("", record.values.get(field.name))]
    if field.target == "person":
        ids = [each.id for each in workspace.records("person", ids) if may_be_named(each) or each.id == person.id]
    return names_of(workspace, field.target, [id for id in ids if id])


def _leaves_words(record: Record, field: Field, person: Record) -> str:
    if field.private:
        return _("No, never")
    people = {person.id: person} if record is not person else None
    return _("Yes") if may_leave(record, field.name, people=people) else _("Not until they agree")


# Where they are named ------------------------------------------------------------------------------------------------


def _draw_roles(writer: ReportWriter, workspace: Workspace, person: Record, hidden: UnagreedNames) -> Sequence[Record]:
    """Records that point to the person; returns the participants among them."""
    found = references(workspace, person.id)
    participants = workspace.records("participant", [each.id for each in found if each.type == "participant"])
    rows = [
        [Cell(hidden.without(each.title), more=_(RECORD_TYPES[each.type].label)), each.role, each.day]
        for each in _roles(workspace, found)
    ]
    if rows:
        columns = [Column(_("Named in"), 5, names_row=True), Column(_("As"), 3), Column(_("When"), 2)]
        writer.table_chapter(_("Where they have a role"), columns, rows)
    else:
        writer.chapter(_("Where they have a role"))
        writer.placeholder(_("In no activity, visit or session."))
    return participants


def _roles(workspace: Workspace, found: Sequence[object]) -> Iterator[_Role]:
    from desktop.catalogue import Reference

    for each in found:
        assert isinstance(each, Reference)
        if each.type == "participant":
            continue
        record = workspace.record(each.id, each.type)
        field = RECORD_TYPES[each.type].by_name[each.field]
        role = load(field.vocabulary).label(each.role) if each.role and field.vocabulary else _(field.label)
        day = format_date(text_of(record, "start")) if record is not None and text_of(record, "start") else ""
        yield _Role(each.type, each.title or _("Untitled"), role, day)


def _as_participant(workspace: Workspace, participant: Record, hidden: UnagreedNames) -> str:
    visit = workspace.record(text_of(participant, "parent"), "visit")
    return _("As a participant of “{visit}”").format(visit=hidden.without(visit.title) if visit is not None else "…")


def _draw_mentions(writer: ReportWriter, workspace: Workspace, person: Record, hidden: UnagreedNames) -> None:
    """Records whose texts hold the full name."""
    phrase = person.title.replace('"', " ")
    found: list[tuple[str, str]] = []
    for type in _TEXTS_OF:
        query = parse(f'"{phrase}"', type)
        if not query.empty:
            listing = list_of(workspace, type)
            nos = listing.order(query).ids[:_MOST]
            found += [(type, record.title) for record in workspace.records(type, listing.ids_of(nos))]
    writer.chapter(_("Texts that hold the name"))
    if not found:
        writer.placeholder(_("None of the activities and visits on this desk. Attachments are not searched."))
        return
    for type, title in found:
        what, named = _(RECORD_TYPES[type].label), hidden.without(title) or _("Untitled")
        writer.text(_("{kind}: {title}").format(kind=what, title=named))


# How long ------------------------------------------------------------------------------------------------------------


def _draw_history(
    writer: ReportWriter, workspace: Workspace, person: Record, participants: Sequence[Record], years: int
) -> None:
    history = workspace.journal.history(person.id, "person")
    if not history:
        return
    first, last = history[0], history[-1]
    newest = max(
        [each.time.date() for each in history]
        + [entry.time.date() for each in participants for entry in workspace.journal.history(each.id, each.type)[-1:]]
    )
    writer.chapter(_("How long it has been kept"))
    writer.labelled_rows([
        (_("First noted"), _dated(first.time.date(), first.author, first.label)),
        (_("Last changed"), _dated(last.time.date(), last.author, last.label)),
        (_("Changes"), format_number(len(history))),
    ])  # fmt: skip
    limit = _years_before(date.today(), years)
    if newest <= limit:
        words = ngettext(
            "Nothing was added for more than {number} year. Is it still needed? If not, “Erase” erases all of it for"
            " good, here and on the desks that it reached.",
            "Nothing was added for more than {number} years. Is it still needed? If not, “Erase” erases all of it for"
            " good, here and on the desks that it reached.",
            years,
        )
    else:
        words = ngettext(
            "Something was added within the last {number} year. The person can ask at any time to have all of it erased.",
            "Something was added within the last {number} years. The person can ask at any time to have all of it erased.",
            years,
        )
    writer.flow.add_space(6)
    writer.text(words.format(number=format_number(years)))
    writer.text(
        _("Not in this list: copies of files that were handed out earlier, backups, and what other desks wrote."),
        grey=True,
    )


def _dated(day: date, author: str, label: str) -> str:
    said = (format_date(day.isoformat()), author, label)
    return " · ".join(each for each in said if each)


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)
