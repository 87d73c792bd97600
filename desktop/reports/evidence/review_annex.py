"""The annex of a voluntary local review as PDF, Markdown or CSV. Organisations are named, people are not."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desktop.catalogue.exporting.exported_rows import safe
from desktop.catalogue.query import parse
from desktop.errors import Cancelled
from desktop.evidence.review_annex import Action, Annex, TargetActions, read_annex
from desktop.figures import ALL_TIMES, NOTE, Period
from desktop.figures.format_value import format_given, format_value
from desktop.i18n import _, current_language, ngettext, speaking
from desktop.reports.evidence.evidence_report import markdown_table, markdown_text
from desktop.reports.layout import PAGE_SIZES, Cell, Column, Document, Metadata
from desktop.reports.report_writer import ReportWriter
from desktop.reports.text import clean
from desktop.system.errors import writing_error
from desktop.system.files import replacing, write_whole
from desktop.values.dates import format_date, format_period
from desktop.values.numbers import format_number
from desktop.vocabularies import load, shown_code
from desktop.workspace import Workspace

_HEADINGS = (
    "goal", "goal_label", "target", "target_label", "sendai_targets_of_target", "sendai_indicators_of_target", "type", "id",
    "title", "kind", "state", "start", "end", "place", "country", "organisations", "participants", "results", "source",
    "sendai_named", "indicator_values",
)  # fmt: skip
_EXCERPT = 300
_DOT = " · "


@dataclass(frozen=True, kw_only=True)
class AnnexOptions:
    """What a person wants to have. `query`: which activities and visits, in the words of the search."""

    period: Period = ALL_TIMES
    query: str = ""
    language: str = "en"
    page_size: str = "A4"
    author: str = ""


@dataclass(frozen=True)
class AnnexResult:
    """What was made. `lines`: an action that names three targets is in three of them."""

    actions: int
    lines: int
    pages: int = 0
    missing: str = ""

    def sentence(self, name: str) -> str:
        """What was made, in words."""
        words = ngettext(
            "{count} action by goal and target: {name}", "{count} actions by goal and target: {name}", self.actions
        )
        return words.format(count=format_number(self.actions), name=name)


def write_annex(
    workspace: Workspace,
    target: Path,
    wanted: AnnexOptions,
    *,
    today: date | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> AnnexResult:
    """Write it to `target`: a table where its name ends in .csv, Markdown where it ends in .md, else a PDF. It appears whole or
    not at all; raises UserFacingError where it cannot be written, Cancelled where `cancelled()`.
    """

    def check() -> None:
        if cancelled is not None and cancelled():
            raise Cancelled

    with speaking(wanted.language):
        annex = read_annex(workspace, wanted.period, wanted.query, check=check)
        lines = sum(len(group.actions) for group in annex.groups)
        about = _about(wanted, today or date.today())
        check()
        match target.suffix.lower():
            case ".csv":
                _write_table(annex, target, check)
                return AnnexResult(annex.actions, lines)
            case ".md":
                try:
                    write_whole(target, "\n".join(_markdown(annex, about)).encode())
                except OSError as error:
                    raise writing_error(error, target) from error
                return AnnexResult(annex.actions, lines)
            case _:
                title = _title()
                metadata = Metadata(title, clean(wanted.author or workspace.author), title, current_language())
                document = Document(PAGE_SIZES[wanted.page_size], metadata)
                writer = ReportWriter(document, title)
                writer.title(title, about)
                _draw(writer, annex, check)
                pages = writer.save(target, title, check)
                return AnnexResult(annex.actions, lines, pages, document.missing_letters)


def _title() -> str:
    return _("Annex to the voluntary local review: actions by goal and target")


def _about(wanted: AnnexOptions, day: date) -> str:
    described = parse(wanted.query).describe() if wanted.query else []
    parts = [wanted.period.label, *described, _("as of {day}").format(day=format_date(day.isoformat()))]
    return _DOT.join(parts)


# Words that all three share --------------------------------------------------------------------------------------------


def _code_words(code: str) -> str:
    """ "SDG 11.5 Fewer losses from disasters"."""
    return f"{shown_code(code)} {load('targets').label(code)}" if code else _("No goal named")


def _sendai_words(group: TargetActions) -> str:
    """What of the Sendai Framework the indicators of the target serve."""
    if not group.sendai:
        return ""
    words = _("Sendai: its indicators also measure {targets} ({indicators}).")
    return words.format(
        targets=", ".join(_code_words(code) for code in group.sendai),
        indicators=", ".join(shown_code(code) for code in group.indicators),
    )


def _indicators(group: TargetActions) -> list[str]:
    """The official indicators of the target, with their codes."""
    return (
        [shown_code(term.code) for term in load("sdg").children(group.code) if term.level == "indicator"]
        if group.code
        else []
    )


def _indicator_words(group: TargetActions) -> str:
    codes = _indicators(group)
    if not codes:
        return ""
    words = ngettext(
        "Indicator: {codes}; no value is recorded.", "Indicators: {codes}; no values are recorded.", len(codes)
    )
    return words.format(codes=", ".join(codes))


def _action_kind(action: Action) -> str:
    return _("Peer visit") if action.type == "visit" else load("kinds").label(action.kind) if action.kind else ""


def _action_state(action: Action) -> str:
    vocabulary = "visit_stages" if action.type == "visit" else "statuses"
    return load(vocabulary).label(action.state) if action.state else ""


def _place(action: Action) -> str:
    return ", ".join(
        part for part in (action.place, load("countries").label(action.country) if action.country else "") if part
    )


def _excerpt(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _EXCERPT else f"{words[:_EXCERPT].rsplit(' ', 1)[0]} …"


class _Written:
    """Where the result of an action was written out: further down that place is named."""

    def __init__(self) -> None:
        self._places: dict[str, str] = {}

    def result(self, action: Action, group: TargetActions) -> str:
        """Its result, or where it stands."""
        if not action.results:
            return _("No result written")
        place = self._places.setdefault(action.id, group.code)
        return _excerpt(action.results) if place == group.code else _("See {target}").format(target=shown_code(place))


def _cells(action: Action, result: str) -> tuple[tuple[str, str], ...]:
    """(text, more) of each column of the readable table."""
    named = ", ".join(shown_code(code) for code in action.sendai)
    return (
        (action.title, _DOT.join(part for part in (_action_kind(action), _action_state(action)) if part)),
        (format_period(action.start, action.end), _place(action)),
        (", ".join(action.organisations), ""),
        (result, _("Names {codes}").format(codes=named) if named else ""),
        (action.source or _("No source"), ""),
    )


def _column_words() -> tuple[str, ...]:
    return _("Action"), _("When and where"), _("Organisations"), _("Result"), _("Source")


def _figure_rows(annex: Annex) -> list[tuple[str, str, str]]:
    return [
        (_(each.figure.label), _DOT.join(part for part in (format_value(each), format_given(each)) if part),
         _(each.figure.definition))
        for each in annex.figures
    ]  # fmt: skip


def _remarks(annex: Annex) -> Iterator[str]:
    """What is not in it, and what is only claimed."""
    yield _("Ideas, plans and what was cancelled are not in this annex. An action that names several targets is listed under"
            " each of them, and counts once in the figures.")  # fmt: skip
    if number := annex.without_goal:
        words = ngettext("{count} action names no Sustainable Development Goal.",
                         "{count} actions name no Sustainable Development Goal.", number)  # fmt: skip
        yield words.format(count=format_number(number))
    if number := annex.without_result:
        words = ngettext("Of {count} action no result is written.", "Of {count} actions no result is written.", number)
        yield words.format(count=format_number(number))
    if number := annex.without_source:
        words = ngettext("Of {count} action no source is given: what is said of it is claimed only.",
                         "Of {count} actions no source is given: what is said of them is claimed only.", number)  # fmt: skip
        yield words.format(count=format_number(number))
    yield _(NOTE)


# PDF -------------------------------------------------------------------------------------------------------------------


def _draw(writer: ReportWriter, annex: Annex, check: Callable[[], object]) -> None:
    if not annex.groups:
        writer.placeholder(_("Nothing yet: no activity and no visit was done in this period."))
        return
    columns = [
        Column(_("Figure"), 3, names_row=True),
        Column(_("Number"), 1.6, right=True),
        Column(_("What it counts"), 7),
    ]
    writer.table_chapter(_("In figures"), columns, _figure_rows(annex))
    written = _Written()
    for goal, groups in annex.goals.items():
        writer.chapter(_code_words(goal), 110)
        for group in groups:
            check()
            _draw_group(writer, group, written)
    writer.chapter(_("What this annex does not say"))
    for words in _remarks(annex):
        writer.text(words)


def _draw_group(writer: ReportWriter, group: TargetActions, written: _Written) -> None:
    if group.code != group.goal:
        writer.heading(_code_words(group.code), 90)
    elif group.code:
        writer.heading(_("The goal as a whole"), 90)
    for words in (_sendai_words(group), _indicator_words(group)):
        if words:
            writer.text(words, grey=True)
    writer.flow.add_space(3)
    widths = (3.4, 2, 2.2, 4, 2)
    table = writer.table(*(Column(words, width, names_row=at == 0)
                           for at, (words, width) in enumerate(zip(_column_words(), widths, strict=True))))  # fmt: skip
    for action in group.actions:
        table.row(*(Cell(text, more=more) for text, more in _cells(action, written.result(action, group))))


# Markdown and CSV ------------------------------------------------------------------------------------------------------


def _markdown(annex: Annex, about: str) -> Iterator[str]:
    yield from (f"# {markdown_text(_title())}", "", markdown_text(about), "")
    if not annex.groups:
        yield _("Nothing yet: no activity and no visit was done in this period.")
        return
    yield from _heading(_("In figures"))
    yield from markdown_table((_("Figure"), _("Number"), _("What it counts")), _figure_rows(annex))
    written = _Written()
    for goal, groups in annex.goals.items():
        yield from _heading(_code_words(goal))
        for group in groups:
            if group.code:
                heading = _code_words(group.code) if group.code != group.goal else _("The goal as a whole")
                yield from (f"### {markdown_text(heading)}", "")
            for words in (_sendai_words(group), _indicator_words(group)):
                if words:
                    yield from (markdown_text(words), "")
            yield from markdown_table(
                _column_words(), [_joined(action, written.result(action, group)) for action in group.actions]
            )
    yield from _heading(_("What this annex does not say"))
    yield from (f"- {markdown_text(words)}" for words in _remarks(annex))
    yield ""


def _heading(words: str) -> tuple[str, str]:
    return f"## {markdown_text(words)}", ""


def _joined(action: Action, result: str) -> Sequence[str]:
    return [" – ".join(part for part in each if part) for each in _cells(action, result)]


def _write_table(annex: Annex, target: Path, check: Callable[[], object]) -> None:
    labels = load("targets")
    try:
        with replacing(target) as temporary, temporary.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(_HEADINGS)
            for group in annex.groups:
                check()
                goal = group.goal
                head = (
                    goal, labels.label(goal) if goal else "", group.code if group.code != goal else "",
                    labels.label(group.code) if group.code != goal else "",
                    "; ".join(group.sendai), "; ".join(group.indicators),
                )  # fmt: skip
                for action in group.actions:
                    row = (
                        *head, action.type, action.id, action.title, action.kind, action.state, action.start, action.end,
                        action.place, action.country, "; ".join(action.organisations),
                        "" if action.participants is None else str(action.participants), action.results, action.source,
                        "; ".join(action.sendai), "",
                    )  # fmt: skip
                    writer.writerow(map(safe, row))
    except OSError as error:
        raise writing_error(error, target) from error
