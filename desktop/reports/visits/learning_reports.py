"""What a visit taught: the Peer-Learning Note, the report of a peer review, and what came of it after a year."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from desktop.i18n import N_, _, ngettext, pgettext
from desktop.reports import styles
from desktop.reports.formatting import join_names
from desktop.reports.layout import Cell, Column, Page
from desktop.reports.record_values import number_of, text_of
from desktop.reports.target_chips import draw_target_chips, target_chip_rows
from desktop.reports.text import fit, wrap
from desktop.reports.visits.document_writer import DocumentWriter, asker_and_reason
from desktop.reports.visits.photos import draw_photos
from desktop.reports.visits.visit_data import code_label
from desktop.values.dates import format_date
from desktop.values.numbers import format_number
from desktop.visits.due_dates import follow_up_due
from desktop.vocabularies import load
from desktop.workspace import Record, Workspace
from desktop.workspace.privacy.gate import may_be_named, may_leave

_DOT = " · "
_PARTS = (
    ("saw", N_("What we saw")), ("take_home", N_("What we take home")), ("stays_open", N_("Open questions")),
)  # fmt: skip


def draw_note(writer: DocumentWriter, workspace: Workspace) -> list[Page]:
    """The Peer-Learning Note: context, lessons by question, what can be replicated, what was promised, contacts, photos."""
    visit_data, visit = writer.visit_data, writer.visit_data.visit
    writer.title_block()
    _draw_targets(writer, visit)
    _draw_summary(writer)
    writer.section(_("Context"), text_of(visit, "context"))
    if practices := visit_data.practices(visit):
        writer.chapter(_("Practices shown"))
        writer.numbered_list([(at, title, "") for at, title in enumerate(practices, 1)])
    notes = visit_data.of("note")
    for at, question in enumerate(visit_data.of("question"), 1):
        those = [note for note in notes if text_of(note, "question") == question.id]
        heading = pgettext("number and words", "{number}. {words}").format(number=at, words=question.title)
        writer.chapter(heading, 92 if those else 32)
        if more := asker_and_reason(question):
            writer.text(more, grey=True)
        _draw_notes(writer, those)
    others = [note for note in notes if text_of(note, "question") not in visit_data.question_numbers]
    if others:
        writer.chapter(_("Other lessons"), 92)
        _draw_notes(writer, others)
    if not notes and not visit_data.of("question"):
        writer.chapter(_("Lessons by question"))
        writer.placeholder(_("No question and no note is written yet."))
    writer.section(_("Lessons"), text_of(visit, "lessons"))
    writer.section(_("What can be replicated, and under which conditions"), text_of(visit, "replicability"))
    _draw_commitments(writer)
    _draw_contacts(writer)
    draw_photos(writer, workspace, [*notes, visit])
    return writer.close()


def _draw_summary(writer: DocumentWriter) -> None:
    """What the visit was about, or what it was for while nobody summed it up."""
    if summary := writer.visit_data.said("summary"):
        writer.section(_("Summary"), summary)
    else:
        writer.section(_("Purpose"), writer.visit_data.said("purpose"))


def _draw_targets(writer: DocumentWriter, record: Record) -> None:
    draw_target_chips(writer.flow, target_chip_rows(record, writer.document.fonts, writer.flow.sheet.text_width))


def _draw_notes(writer: DocumentWriter, notes: Sequence[Record]) -> None:
    """The notes on one question, gathered under what was seen, what is taken home, what stays open."""
    if not notes:
        writer.placeholder(_("Nothing was noted on this yet."))
    for name, label in _PARTS:
        points = [(text_of(note, name), _said_by(note)) for note in notes if text_of(note, name)]
        if points:
            writer.heading(_(label))
            with writer.structure.element("L"):
                for words, by in points:
                    with writer.structure.element("LI"):
                        _draw_point(writer, words, by)


def _draw_point(writer: DocumentWriter, words: str, by: str) -> None:
    flow, fonts = writer.flow, writer.document.fonts
    flow.add_space(2)
    flow.ensure_height(styles.BODY.leading * 2)
    mark = fit(fonts, "–", styles.BODY, 10)
    with writer.structure.element("Lbl"):
        flow.page.text(mark, flow.sheet.left, flow.y - styles.BODY.leading * 0.5 - styles.BODY.size * 0.36)
    with writer.structure.element("LBody"):
        lines = wrap(fonts, words, styles.BODY, flow.sheet.text_width - 12)
        flow.draw_lines(lines, flow.sheet.left + 12, flow.sheet.text_width - 12, role="P" if by else "")
        if by:
            writer.text(by, grey=True, indent=12, role="P")


def _said_by(note: Record) -> str:
    """Who said it, where they agreed to be named."""
    if not may_leave(note, "said_by") or not text_of(note, "said_by"):
        return ""
    return _("Said by: {name}").format(name=text_of(note, "said_by"))


def _draw_commitments(writer: DocumentWriter) -> None:
    visit_data = writer.visit_data
    commitments = visit_data.of("commitment")
    if not commitments:
        return
    columns = [
        Column(_("What will be done"), 5, names_row=True), Column(_("Who"), 3), Column(_("By when"), 2), Column(_("State"), 1.8)
    ]  # fmt: skip
    rows: list[tuple[str | Cell, ...]] = []
    for each in commitments:
        question = visit_data.question_numbers.get(text_of(each, "question"))
        from_question = _("Question {number}").format(number=question) if question else ""
        rows.append((
            Cell(each.title, more=from_question), Cell(text_of(each, "who"), more=visit_data.organisation_of(each)),
            format_date(text_of(each, "due")), code_label(each, "state"),
        ))  # fmt: skip
    writer.table_chapter(_("Commitments"), columns, rows)


def _draw_contacts(writer: DocumentWriter) -> None:
    """Whom to ask further: those who agreed to be named alone."""
    roles = load("visit_person_roles")
    rows = [
        (roles.label(role), _DOT.join(each for each in (
            person.title, text_of(person, "role"), text_of(person, "email"), text_of(person, "telephone")) if each))
        for role, person in writer.visit_data.linked_people(writer.visit_data.visit)
        if person is not None and may_be_named(person)
    ]  # fmt: skip
    if rows:
        writer.chapter(_("Contacts"), 50)
        writer.labelled_rows(rows)


# Peer review ---------------------------------------------------------------------------------------------------------


def draw_review(writer: DocumentWriter) -> list[Page]:
    """The report of a peer review: each finding with its recommendation and the answer of the host."""
    visit_data, visit = writer.visit_data, writer.visit_data.visit
    writer.title_block()
    _draw_targets(writer, visit)
    _draw_summary(writer)
    writer.section(_("Context"), text_of(visit, "context"))
    writer.questions()
    findings = visit_data.of("finding")
    writer.chapter(_("Findings and recommendations"))
    if not findings:
        writer.placeholder(_("No finding is written yet."))
    else:
        _draw_overview(writer, findings)
    for at, finding in enumerate(findings, 1):
        writer.flow.keep_together(partial(_draw_finding, writer, at, finding))
    _draw_commitments(writer)
    _draw_contacts(writer)
    return writer.close()


def _draw_overview(writer: DocumentWriter, findings: Sequence[Record]) -> None:
    answered = sum(text_of(each, "answer_state") not in ("", "open") for each in findings)
    count = ngettext("{count} finding", "{count} findings", len(findings)).format(count=format_number(len(findings)))
    answered_text = ngettext("the host has answered one", "the host has answered {count}", answered)
    writer.text(_DOT.join([count, answered_text.format(count=format_number(answered))]), grey=True)


def _draw_finding(writer: DocumentWriter, at: int, finding: Record) -> None:
    words = pgettext("number and words", "{number}. {words}").format(number=at, words=finding.title)
    writer.heading(words if len(words) <= 160 else f"{at}.", 60)
    if len(words) > 160:
        writer.text(finding.title)
    question = writer.visit_data.question_numbers.get(text_of(finding, "question"))
    essentials = load("essentials")
    about = [
        code_label(finding, "kind"),
        _("Question {number}").format(number=question) if question else "",
        join_names(essentials.label(code) for code in finding.members("essentials")),
    ]
    writer.text(_DOT.join(each for each in about if each), grey=True)
    writer.labelled_rows(
        [
            (_("Evidence"), text_of(finding, "evidence")),
            (_("Recommendation"), text_of(finding, "recommendation")),
            (_("Answer of the host"), "\n".join(
                each for each in (code_label(finding, "answer_state"), text_of(finding, "answer")) if each)),
        ],
        prose=True,
    )  # fmt: skip


# Follow-up -----------------------------------------------------------------------------------------------------------


def draw_follow_up(writer: DocumentWriter) -> list[Page]:
    """What came of a visit: its commitments with what both sides said after 3, 6 and 12 months."""
    visit_data = writer.visit_data
    writer.title_block()
    commitments, checks = visit_data.of("commitment"), visit_data.of("follow_up")
    writer.chapter(_("Results of the visit"))
    if not commitments and not checks:
        writer.placeholder(_("No commitment and no follow-up is written yet."))
    if commitments:
        _draw_states(writer, commitments)
    for at, each in enumerate(commitments, 1):
        writer.heading(pgettext("number and words", "{number}. {words}").format(number=at, words=each.title))
        who = join_names(name for name in (text_of(each, "who"), visit_data.organisation_of(each)) if name)
        due = format_date(text_of(each, "due"))
        about = [who, _("by {date}").format(date=due) if due else "", code_label(each, "state"), _chain(writer, each)]
        writer.text(_DOT.join(words for words in about if words), grey=True)
        writer.labelled_rows([(_("What changed"), text_of(each, "changed"))], prose=True)
        _draw_checks(writer, [check for check in checks if text_of(check, "commitment") == each.id])
    ids = {each.id for each in commitments}
    others = [check for check in checks if text_of(check, "commitment") not in ids]
    if others:
        writer.chapter(_("Of the visit as a whole"))
        _draw_checks(writer, others)
    return writer.close()


def _draw_states(writer: DocumentWriter, commitments: Sequence[Record]) -> None:
    states = load("commitment_states")
    counted = [
        pgettext("field: value", "{field}: {value}").format(field=states.label(term.code), value=format_number(count))
        for term in states
        if (count := sum(text_of(each, "state") == term.code for each in commitments))
    ]
    total = ngettext("{count} commitment", "{count} commitments", len(commitments))
    writer.text(_DOT.join([total.format(count=format_number(len(commitments))), *counted]), grey=True)


def _chain(writer: DocumentWriter, commitment: Record) -> str:
    """From which question a commitment came."""
    number = writer.visit_data.question_numbers.get(text_of(commitment, "question"))
    return _("from question {number}").format(number=number) if number else ""


def _when(writer: DocumentWriter, check: Record) -> str:
    """When a check was done, or is due."""
    if done := text_of(check, "done"):
        return format_date(done)
    due = follow_up_due(writer.visit_data.visit.values, check.values)
    return _("by {date}").format(date=format_date(due.isoformat())) if due else ""


def _draw_checks(writer: DocumentWriter, checks: Sequence[Record]) -> None:
    if not checks:
        return
    writer.flow.add_space(5)
    table = writer.table(
        Column(_("After"), 3.3, names_row=True), Column(_("Side"), 1.5), Column(_("Did it happen?"), 2.4),
        Column(_("What changed"), 3.6), Column(_("Evidence"), 2.8),
    )  # fmt: skip
    for check in checks:
        months = number_of(check, "after_months")
        after = ngettext("{count} month", "{count} months", months).format(count=months) if months else check.title
        table.row(
            Cell(after, more=_when(writer, check)),
            code_label(check, "side"),
            code_label(check, "happened") or _("Not asked yet"),
            text_of(check, "changed"),
            text_of(check, "evidence"),
        )
