"""What a visit taught: the Peer-Learning Note, the report of a peer review, and what came of it after a year."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from desktop.reports import look
from desktop.reports.figures import number_of, text_of
from desktop.reports.paper import Cell, Column, Page
from desktop.reports.target_chips import draw_targets, target_rows
from desktop.reports.text import fit, wrap
from desktop.reports.visits.dossier import code_label
from desktop.reports.visits.photos import draw_photos
from desktop.reports.visits.writing import Writing, asked
from desktop.reports.wording import listed
from desktop.values.dates import format_date
from desktop.values.numbers import format_number
from desktop.visits.due_dates import follow_up_due
from desktop.vocabularies import load
from desktop.words import N_, _, ngettext, pgettext
from desktop.workspace import Record, Workspace
from desktop.workspace.privacy.gate import may_be_named, may_leave

_DOT = " · "
_PARTS = (
    ("saw", N_("What we saw")), ("take_home", N_("What we take home")), ("stays_open", N_("What stays open")),
)  # fmt: skip


def draw_note(writing: Writing, workspace: Workspace) -> list[Page]:
    """The Peer-Learning Note: context, lessons by question, what can be replicated, what was promised, contacts, photos."""
    dossier, visit = writing.dossier, writing.dossier.visit
    writing.opening()
    _draw_targets(writing, visit)
    writing.summary(dossier.said("summary") or dossier.said("purpose"))
    writing.section(_("Context"), text_of(visit, "context"))
    if practices := dossier.practices(visit):
        writing.chapter(_("Practices that were shown"))
        writing.numbered([(at, title, "") for at, title in enumerate(practices, 1)])
    notes = dossier.of("note")
    for at, question in enumerate(dossier.of("question"), 1):
        those = [note for note in notes if text_of(note, "question") == question.id]
        heading = pgettext("number and words", "{number}. {words}").format(number=at, words=question.title)
        writing.chapter(heading, 92 if those else 32)
        if more := asked(question):
            writing.text(more, grey=True)
        _draw_notes(writing, those)
    others = [note for note in notes if text_of(note, "question") not in dossier.question_numbers]
    if others:
        writing.chapter(_("Beside the questions"))
        _draw_notes(writing, others)
    if not notes and not dossier.of("question"):
        writing.chapter(_("Lessons by question"))
        writing.nothing(_("No question and no note is written yet."))
    writing.section(_("Lessons"), text_of(visit, "lessons"))
    writing.section(_("What can be replicated, and under which conditions"), text_of(visit, "replicability"))
    _draw_commitments(writing)
    _draw_contacts(writing)
    draw_photos(writing, workspace, [*notes, visit])
    return writing.close()


def _draw_targets(writing: Writing, record: Record) -> None:
    draw_targets(writing.flow, target_rows(record, writing.document.fonts, writing.flow.sheet.room))


def _draw_notes(writing: Writing, notes: Sequence[Record]) -> None:
    """The notes on one question, gathered under what was seen, what is taken home, what stays open."""
    if not notes:
        writing.nothing(_("Nothing was noted on this yet."))
    for name, label in _PARTS:
        told = [(text_of(note, name), _said_by(note)) for note in notes if text_of(note, name)]
        if told:
            writing.heading(_(label))
            for words, by in told:
                _draw_point(writing, words, by)


def _draw_point(writing: Writing, words: str, by: str) -> None:
    flow, fonts = writing.flow, writing.document.fonts
    flow.space(2)
    flow.need(look.BODY.leading * 2)
    mark = fit(fonts, "–", look.BODY, 10)
    flow.page.text(mark, flow.sheet.left, flow.y - look.BODY.leading * 0.5 - look.BODY.size * 0.36)
    flow.lines(wrap(fonts, words, look.BODY, flow.sheet.room - 12), flow.sheet.left + 12, flow.sheet.room - 12)
    if by:
        writing.text(by, grey=True, indent=12)


def _said_by(note: Record) -> str:
    """Who said it, where they agreed to be named."""
    if not may_leave(note, "said_by") or not text_of(note, "said_by"):
        return ""
    return _("Said by {name}").format(name=text_of(note, "said_by"))


def _draw_commitments(writing: Writing) -> None:
    dossier = writing.dossier
    commitments = dossier.of("commitment")
    if not commitments:
        return
    columns = [
        Column(_("What will be done"), 5), Column(_("Who"), 3), Column(_("By when"), 2), Column(_("State"), 1.8)
    ]  # fmt: skip
    rows: list[tuple[str | Cell, ...]] = []
    for each in commitments:
        question = dossier.question_numbers.get(text_of(each, "question"))
        from_question = _("Question {number}").format(number=question) if question else ""
        rows.append((
            Cell(each.title, more=from_question), Cell(text_of(each, "who"), more=dossier.organisation_of(each)),
            format_date(text_of(each, "due")), code_label(each, "state"),
        ))  # fmt: skip
    writing.listing(_("Commitments"), columns, rows)


def _draw_contacts(writing: Writing) -> None:
    """Whom to ask further: those who agreed to be named alone."""
    roles = load("visit_person_roles")
    rows = [
        (roles.label(role), _DOT.join(each for each in (
            person.title, text_of(person, "role"), text_of(person, "email"), text_of(person, "telephone")) if each))
        for role, person in writing.dossier.linked_people(writing.dossier.visit)
        if person is not None and may_be_named(person)
    ]  # fmt: skip
    if rows:
        writing.chapter(_("Contacts"), 24)
        writing.rows(rows)


# Peer review ---------------------------------------------------------------------------------------------------------


def draw_review(writing: Writing) -> list[Page]:
    """The report of a peer review: each finding with its recommendation and the answer of the host."""
    dossier, visit = writing.dossier, writing.dossier.visit
    writing.opening()
    _draw_targets(writing, visit)
    writing.summary(dossier.said("summary") or dossier.said("purpose"))
    writing.section(_("Context"), text_of(visit, "context"))
    writing.questions()
    findings = dossier.of("finding")
    writing.chapter(_("Findings and recommendations"))
    if not findings:
        writing.nothing(_("No finding is written yet."))
    else:
        _draw_overview(writing, findings)
    for at, finding in enumerate(findings, 1):
        writing.flow.together(partial(_draw_finding, writing, at, finding))
    _draw_commitments(writing)
    _draw_contacts(writing)
    return writing.close()


def _draw_overview(writing: Writing, findings: Sequence[Record]) -> None:
    answered = sum(text_of(each, "answer_state") not in ("", "open") for each in findings)
    count = ngettext("{count} finding", "{count} findings", len(findings)).format(count=format_number(len(findings)))
    told = ngettext("the host has answered one", "the host has answered {count}", answered)
    writing.text(_DOT.join([count, told.format(count=format_number(answered))]), grey=True)


def _draw_finding(writing: Writing, at: int, finding: Record) -> None:
    words = pgettext("number and words", "{number}. {words}").format(number=at, words=finding.title)
    writing.heading(words if len(words) <= 160 else f"{at}.", 60)
    if len(words) > 160:
        writing.text(finding.title)
    question = writing.dossier.question_numbers.get(text_of(finding, "question"))
    essentials = load("essentials")
    about = [
        code_label(finding, "kind"),
        _("Question {number}").format(number=question) if question else "",
        listed(essentials.label(code) for code in finding.members("essentials")),
    ]
    writing.text(_DOT.join(each for each in about if each), grey=True)
    writing.rows(
        [
            (_("Evidence"), text_of(finding, "evidence")),
            (_("Recommendation"), text_of(finding, "recommendation")),
            (_("Answer of the host"), "\n".join(
                each for each in (code_label(finding, "answer_state"), text_of(finding, "answer")) if each)),
        ],
        prose=True,
    )  # fmt: skip


# Follow-up -----------------------------------------------------------------------------------------------------------


def draw_follow_up(writing: Writing) -> list[Page]:
    """What came of a visit: its commitments with what both sides said after 3, 6 and 12 months."""
    dossier = writing.dossier
    writing.opening()
    commitments, checks = dossier.of("commitment"), dossier.of("follow_up")
    writing.chapter(_("What came of the visit"))
    if not commitments and not checks:
        writing.nothing(_("No commitment and no follow-up is written yet."))
    if commitments:
        _draw_states(writing, commitments)
    for at, each in enumerate(commitments, 1):
        writing.heading(pgettext("number and words", "{number}. {words}").format(number=at, words=each.title))
        who = listed(name for name in (text_of(each, "who"), dossier.organisation_of(each)) if name)
        due = format_date(text_of(each, "due"))
        about = [who, _("by {date}").format(date=due) if due else "", code_label(each, "state"), _chain(writing, each)]
        writing.text(_DOT.join(words for words in about if words), grey=True)
        writing.rows([(_("What changed"), text_of(each, "changed"))], prose=True)
        _draw_checks(writing, [check for check in checks if text_of(check, "commitment") == each.id])
    ids = {each.id for each in commitments}
    others = [check for check in checks if text_of(check, "commitment") not in ids]
    if others:
        writing.chapter(_("Of the visit as a whole"))
        _draw_checks(writing, others)
    return writing.close()


def _draw_states(writing: Writing, commitments: Sequence[Record]) -> None:
    states = load("commitment_states")
    counted = [
        pgettext("field: value", "{field}: {value}").format(field=states.label(term.code), value=format_number(count))
        for term in states
        if (count := sum(text_of(each, "state") == term.code for each in commitments))
    ]
    total = ngettext("{count} commitment", "{count} commitments", len(commitments))
    writing.text(_DOT.join([total.format(count=format_number(len(commitments))), *counted]), grey=True)


def _chain(writing: Writing, commitment: Record) -> str:
    """From which question a commitment came."""
    number = writing.dossier.question_numbers.get(text_of(commitment, "question"))
    return _("from question {number}").format(number=number) if number else ""


def _when(writing: Writing, check: Record) -> str:
    """When a check was done, or is due."""
    if done := text_of(check, "done"):
        return format_date(done)
    due = follow_up_due(writing.dossier.visit.values, check.values)
    return _("by {date}").format(date=format_date(due.isoformat())) if due else ""


def _draw_checks(writing: Writing, checks: Sequence[Record]) -> None:
    if not checks:
        return
    writing.flow.space(5)
    table = writing.table(
        Column(_("After"), 3.3), Column(_("Side"), 1.5), Column(_("Did it happen?"), 2.4), Column(_("What changed"), 3.6),
        Column(_("Evidence"), 2.8),
    )  # fmt: skip
    for check in checks:
        months = number_of(check, "after_months")
        after = ngettext("{count} month", "{count} months", months).format(count=months) if months else check.title
        table.row(
            Cell(after, more=_when(writing, check)),
            code_label(check, "side"),
            code_label(check, "happened") or _("Not asked yet"),
            text_of(check, "changed"),
            text_of(check, "evidence"),
        )
