"""Trainers: who trained whom, what that reached, whose certificates run out, and what the evaluations say. Trainers are named
who agreed to be.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from desktop.catalogue.trainings import Certificate, Training, Trainings, read_certificates, read_trainings
from desktop.errors import Cancelled, UserFacingError
from desktop.i18n import _, current_language, ngettext, speaking
from desktop.learning.count_rows import CountRow, cell_text, hidden_numbers_note
from desktop.learning.evaluation_counts import add_evaluations, evaluation_rows, hide_small_numbers
from desktop.learning.evaluation_records import read_evaluations
from desktop.learning.reach_rows import (
    cells_of,
    circle_sentences,
    dimension_label,
    reach_headings,
    reach_label,
    reach_rows,
    reach_words,
)
from desktop.learning.trainer_tree import DIMENSIONS, TrainerTree, filtered, reach_of
from desktop.reports.layout import PAGE_SIZES, Cell, Column, Document, Metadata, Table
from desktop.reports.network.directory import not_agreed_words
from desktop.reports.report_writer import ReportWriter
from desktop.reports.text import clean
from desktop.values.dates import format_date, format_period
from desktop.values.numbers import format_number
from desktop.vocabularies import load
from desktop.workspace import Workspace
from desktop.workspace.privacy.gate import may_be_named, unagreed_names_of

_BATCH = 500


@dataclass(frozen=True, kw_only=True)
class TrainersOptions:
    """What a person wants to have. `filters`: a code by module, country, section or year; "" asks for nothing."""

    filters: Mapping[str, str] = field(default_factory=dict[str, str])
    language: str = "en"
    page_size: str = "A4"
    author: str = ""


@dataclass(frozen=True)
class TrainersResult:
    """What was made."""

    trainers: int
    trainings: int
    not_agreed: int
    pages: int
    missing: str = ""
    """Letters that no font of this computer had."""

    def sentence(self, name: str) -> str:
        """What it is, and who is not named in it."""
        trainers = ngettext("{number} trainer", "{number} trainers", self.trainers)
        trainings = ngettext("{number} training", "{number} trainings", self.trainings)
        said = _("{trainers} and {trainings} in {name}.").format(
            trainers=trainers.format(number=format_number(self.trainers)),
            trainings=trainings.format(number=format_number(self.trainings)), name=name,
        )  # fmt: skip
        return f"{said} {not_agreed_words(self.not_agreed)}".strip()


def write_trainers_report(
    workspace: Workspace, target: Path, wanted: TrainersOptions, *, cancelled: Callable[[], bool] | None = None
) -> TrainersResult:
    """Write it to `target`; it appears whole or not at all.

    Raises UserFacingError where there is no training or the file cannot be written, Cancelled where `cancelled()`.
    """

    def check() -> None:
        if cancelled is not None and cancelled():
            raise Cancelled

    with speaking(wanted.language):
        found = read_trainings(workspace)
        tree = filtered(found, wanted.filters)
        if not tree.trainings:
            raise UserFacingError(_("There is no such training."), kept=_("No file was written."))
        return _Report(workspace, found, tree, wanted, check).write(target)


class _Report:
    """The report while it is written."""

    def __init__(
        self, workspace: Workspace, found: Trainings, tree: TrainerTree, wanted: TrainersOptions,
        check: Callable[[], object],
    ) -> None:  # fmt: skip
        self._workspace, self._found, self._tree, self._wanted, self._check = workspace, found, tree, wanted, check
        with workspace.reading() as conn:
            self._hidden = unagreed_names_of(conn)
        self._names = self._agreed_names()
        title = _("Trainers")
        about = Metadata(title, clean(wanted.author or workspace.author), title, current_language())
        self._document = Document(PAGE_SIZES[wanted.page_size], about)
        self._writer = ReportWriter(self._document, title)
        self._title = title

    def _agreed_names(self) -> dict[str, str]:
        ids = list(self._tree.generations)
        named: dict[str, str] = {}
        for start in range(0, len(ids), _BATCH):
            for person in self._workspace.records("person", ids[start : start + _BATCH]):
                if may_be_named(person):
                    named[person.id] = person.title
        return named

    def _name(self, person: str) -> str:
        return self._names.get(person) or _("Not named")

    def _training(self, training: Training) -> str:
        when = format_period(training.start, training.end) if training.start else ""
        return " · ".join(part for part in (self._hidden.without(training.title or _("Untitled")), when) if part)

    def write(self, target: Path) -> TrainersResult:
        """All chapters, and the file."""
        writer, tree = self._writer, self._tree
        not_agreed = len(tree.generations) - len(self._names)
        writer.title(self._title, format_date(date.today().isoformat()))
        filters = [
            f"{dimension_label(name)}: {self._hidden.without(reach_label(name, code, self._found.sections))}"
            for name, code in self._wanted.filters.items() if code
        ]  # fmt: skip
        writer.labelled_rows([
            (_("Reach"), reach_words(reach_of(tree.trainings))), (_("Filters"), "\n".join(filters)),
            (_("Not named"), not_agreed_words(not_agreed)),
        ])  # fmt: skip
        for sentence in circle_sentences(tree, {id: self._name(id) for circle in tree.circles for id in circle}):
            writer.text(sentence)
        self._draw_reach()
        self._draw_trainers()
        self._draw_trainings()
        self._draw_certificates()
        self._draw_evaluations()
        pages = writer.save(target, self._title, self._check)
        return TrainersResult(
            len(tree.generations), len(tree.trainings), not_agreed, pages, self._document.missing_letters
        )

    def _draw_reach(self) -> None:
        for name in DIMENSIONS:
            self._check()
            rows = reach_rows(self._tree.trainings, self._found.sections, (name,))[1:]
            columns = [
                Column(dimension_label(name), 5, names_row=True),
                *(Column(each, 1.8, right=True) for each in reach_headings()),
            ]
            if rows:
                self._writer.table_chapter(
                    rows[0].section, columns, [[self._hidden.without(row.label), *map(cell_text, row.cells)] for row in rows]
                )  # fmt: skip

    def _draw_trainers(self) -> None:
        """A table for each generation: who trained each of them where, and what they reached since."""
        levels: dict[int, list[str]] = {}
        for person, generation in self._tree.generations.items():
            levels.setdefault(generation, []).append(person)
        columns = [
            Column(_("Trainer"), 4, names_row=True), Column(_("Trained in"), 5),
            *(Column(each, 1.9, right=True) for each in reach_headings()),
        ]  # fmt: skip
        for generation, people in sorted(levels.items()):
            self._check()
            words = _("First trainers") if not generation else _("Generation {number}").format(number=generation + 1)
            rows = [
                [
                    Cell(self._name(person), bold=True),
                    "\n".join(self._training(each) for each in self._tree.trained_in(person)),
                    *(format_number(number) for number in cells_of(self._tree.reach_of(person))),
                ]
                for person in sorted(people, key=lambda person: (person not in self._names, self._name(person)))
            ]
            self._writer.table_chapter(words, columns, rows)

    def _draw_trainings(self) -> None:
        columns = [
            Column(_("Training"), 5, names_row=True), Column(_("Trainers"), 3), Column(_("Local governments"), 2, right=True),
            Column(_("People"), 1.5, right=True),
        ]  # fmt: skip
        rows = [
            [
                self._training(each), "\n".join(self._name(person) for person in each.trainers),
                _number(each.local_governments), _number(each.people),
            ]
            for each in self._tree.trainings if each.given
        ]  # fmt: skip
        if rows:
            self._writer.table_chapter(_("Trainings"), columns, rows)

    def _draw_certificates(self) -> None:
        known = {each.id for each in self._tree.trainings}
        certificates = [each for each in read_certificates(self._workspace) if each.training in known]
        if not certificates:
            return
        modules, today = load("modules"), date.today().isoformat()
        columns = [Column(_("Trainer"), 4, names_row=True), Column(_("Module"), 5), Column(_("Valid until"), 4)]
        rows = [
            [self._name(each.person), modules.label(each.module) if each.module else "", _until(each, today)]
            for each in certificates
        ]
        self._writer.table_chapter(_("Certificates"), columns, rows)

    def _draw_evaluations(self) -> None:
        known = {each.id for each in self._tree.trainings}
        counted = [each.counted for each in read_evaluations(self._workspace) if each.training in known]
        together = hide_small_numbers(add_evaluations(counted))
        if not together.forms:
            return
        sections: dict[str, list[CountRow]] = {}
        for row in evaluation_rows(together):
            sections.setdefault(row.section, []).append(row)
        writer = self._writer
        writer.chapter(_("Evaluations"), 130)
        writer.labelled_rows([(row.label, cell_text(row.cells[0])) for row in sections.pop("")])
        writer.text(hidden_numbers_note(), grey=True)
        for words, rows in sections.items():
            counted, others = [row for row in rows if row.counts], [row for row in rows if not row.counts]
            columns = [Column(_("Answer"), 6, names_row=True), Column(_("Forms"), 2, right=True)]
            table = Table(writer.flow, columns, title=words)
            cells = [(row.label, *map(cell_text, row.cells)) for row in counted]
            writer.heading(words, table.height(*cells[0]) + 4)
            for each in cells:
                table.row(*each)
            writer.labelled_rows([(row.label, cell_text(row.cells[0])) for row in others])


def _until(each: Certificate, today: str) -> str:
    if not each.until:
        return _("No end noted")
    words = format_date(each.until)
    return _("{day}, ran out").format(day=words) if each.ran_out(today) else words


def _number(number: int | None) -> str:
    return "" if number is None else format_number(number)
