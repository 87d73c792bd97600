"""Who is who: a directory of organisations and of those of their people who agreed, as PDF or as a table."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desktop.catalogue.exporting.exported_rows import safe
from desktop.errors import Cancelled, UserFacingError
from desktop.i18n import _, current_language, ngettext, speaking
from desktop.reports.formatting import join_names, titled
from desktop.reports.layout import PAGE_SIZES, Cell, Column, Document, Metadata
from desktop.reports.network.directory_data import DirectoryData, DirectoryEntry, read_directory, ways_to_reach
from desktop.reports.record_values import text_of
from desktop.reports.report_writer import ReportWriter
from desktop.reports.text import clean
from desktop.system.errors import writing_error
from desktop.system.files import replacing
from desktop.values.dates import format_date
from desktop.values.numbers import format_number
from desktop.vocabularies import load
from desktop.workspace import Record, Workspace

_DOT = " · "
_HEADINGS = (
    "organisation", "kind", "country", "municipality", "membership", "name", "role", "email", "telephone", "languages",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class DirectoryOptions:
    """What a person wants to have: of these organisations with all their people, or of these people."""

    organisations: Sequence[str] | None = None
    people: Sequence[str] | None = None
    language: str = "en"
    page_size: str = "A4"
    author: str = ""
    query: Sequence[str] = ()
    """What the list was asked for, in words."""


@dataclass(frozen=True)
class DirectoryResult:
    """What was made."""

    organisations: int
    people: int
    not_agreed: int
    pages: int = 0
    missing: str = ""
    """Letters that no font of this computer had."""

    def sentence(self, name: str) -> str:
        """What it is, and who is not in it."""
        organisations = ngettext("{number} organisation", "{number} organisations", self.organisations)
        people = ngettext("{number} person", "{number} people", self.people)
        said = _("{organisations} and {people} in {name}.").format(
            organisations=organisations.format(number=format_number(self.organisations)),
            people=people.format(number=format_number(self.people)), name=name,
        )  # fmt: skip
        return f"{said} {not_agreed_words(self.not_agreed)}".strip()


def not_agreed_words(count: int) -> str:
    """How many are left out; "" where nobody is."""
    if not count:
        return ""
    return ngettext(
        "One person has not agreed to be named.", "{count} people have not agreed to be named.", count
    ).format(count=format_number(count))


def write_directory(
    workspace: Workspace,
    target: Path,
    wanted: DirectoryOptions,
    *,
    progress: Callable[[int, int], object] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> DirectoryResult:
    """Write it to `target`: a table where its name ends in .csv, else a PDF. It appears whole or not at all.

    Raises UserFacingError where there is nobody to list or the file cannot be written, Cancelled where `cancelled()`.
    """
    with speaking(wanted.language):
        data = read_directory(
            workspace, wanted.organisations, wanted.people, progress=progress, cancelled=cancelled
        )  # fmt: skip
        if not data.entries:
            raise UserFacingError(
                _("Nobody here has agreed to share their details.") if data.not_agreed else _("Nothing matches."),
                kept=_("No file was written."),
            )
        if target.suffix.lower() == ".csv":
            _write_table(data, target)
            return DirectoryResult(data.organisations, data.people, data.not_agreed)
        return _write_pdf(workspace, data, target, wanted, cancelled)


def _write_table(data: DirectoryData, target: Path) -> None:
    """A line for each person, and one for each organisation without any."""
    try:
        with replacing(target) as temporary, temporary.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(_HEADINGS)
            for country, entries in data.by_country():
                for entry in entries:
                    head = _organisation_cells(entry, country)
                    for person in entry.people or (None,):
                        writer.writerow(map(safe, [*head, *_person_cells(person)]))
    except OSError as error:
        raise writing_error(error, target) from error


def _organisation_cells(entry: DirectoryEntry, country: str) -> list[str]:
    record = entry.organisation
    if record is None:
        return [""] * 5
    return [
        entry.name, _label(record, "kind", "organisation_kinds"), country, text_of(record, "municipality"),
        _label(record, "membership", "memberships"),
    ]  # fmt: skip


def _person_cells(person: Record | None) -> list[str]:
    if person is None:
        return [""] * 5
    reach = ways_to_reach(person)
    email = next((each for each in reach if each == text_of(person, "email")), "")
    telephone = next((each for each in reach if each == text_of(person, "telephone")), "")
    return [person.title, text_of(person, "role"), email, telephone, "; ".join(sorted(person.members("languages")))]


def _label(record: Record, name: str, vocabulary: str) -> str:
    code = text_of(record, name)
    return load(vocabulary).label(code) if code else ""


def _write_pdf(
    workspace: Workspace,
    data: DirectoryData,
    target: Path,
    wanted: DirectoryOptions,
    cancelled: Callable[[], bool] | None,
) -> DirectoryResult:
    def check() -> None:
        if cancelled is not None and cancelled():
            raise Cancelled

    title = _("Who is who") if wanted.people is None else titled(_("Who is who"), _("People"))
    about = Metadata(title, clean(wanted.author or workspace.author), title, current_language())
    document = Document(PAGE_SIZES[wanted.page_size], about)
    writer = ReportWriter(document, title)
    writer.title(title, format_date(date.today().isoformat()))
    writer.labelled_rows([
        (_("Organisations"), format_number(data.organisations)), (_("People"), format_number(data.people)),
        (_("Query"), "\n".join(wanted.query)), (_("Not named"), not_agreed_words(data.not_agreed)),
    ])  # fmt: skip
    columns = [Column(_("Organisation"), 4, names_row=True), Column(_("People"), 6)]
    for country, entries in data.by_country():
        check()
        rows = [
            [_organisation_cell(each), "\n".join(_person_line(person) for person in each.people)] for each in entries
        ]
        writer.table_chapter(country or _("Country not given"), columns, rows)
    pages = writer.save(target, title, check)
    return DirectoryResult(data.organisations, data.people, data.not_agreed, pages, document.missing_letters)


def _organisation_cell(entry: DirectoryEntry) -> Cell:
    record = entry.organisation
    if record is None:
        return Cell(_("Without an organisation"), bold=True)
    said = (
        _label(record, "kind", "organisation_kinds"), text_of(record, "municipality"),
        _label(record, "membership", "memberships"), *sorted(record.members("links")),
    )  # fmt: skip
    return Cell(entry.name, bold=True, more=_DOT.join(each for each in said if each))


def _person_line(person: Record) -> str:
    about = join_names([text_of(person, "role")]) if text_of(person, "role") else ""
    languages = load("languages")
    language_names = join_names(languages.label(code) for code in sorted(person.members("languages")))
    return _DOT.join(each for each in (person.title, about, *ways_to_reach(person), language_names) if each)
