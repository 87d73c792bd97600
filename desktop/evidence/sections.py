"""A page of evidence in sections, in the language spoken now: what window, PDF and Markdown draw alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from desktop.evidence.blocks import (
    Block,
    Cell,
    Chains,
    Names,
    Number,
    Numbers,
    Opens,
    Paragraph,
    Points,
    Rows,
    Saying,
    Section,
)
from desktop.evidence.chains import (
    COMMITMENT,
    STEPS,
    TAKEN_UP,
    Chain,
    Step,
    is_answered,
    is_of_guest,
    title_of,
    visit_step,
)
from desktop.evidence.reading import MOST_VISITS, Evidence, TrainingEvaluation
from desktop.evidence.subject import KINDS, Subject
from desktop.figures import FigureValue, Period
from desktop.figures.format_value import UNKNOWN, format_given, format_value
from desktop.i18n import _, ngettext, pgettext
from desktop.learning.evaluation_form import ANSWERS, QUESTIONS
from desktop.values.dates import format_date, format_period
from desktop.values.numbers import format_amount, format_number
from desktop.visits.due_dates import follow_up_title
from desktop.visits.field_values import text_of
from desktop.vocabularies import load
from desktop.workspace import Record

_DOT = " · "
_EXCERPT = 260
"""Characters of a result in the list of what was done."""
MOST_CHAINS = 25
_KEPT = ("kept", "partly", "under_way", "open", "", "dropped")


def evidence_sections(found: Evidence) -> list[Section]:
    """All that has something to say, and at the end what is missing."""
    if found.empty:
        return [Section("missing", _("Nothing yet"), (Paragraph(nothing_words(found)), *_broader(found)))]
    sections = (
        Section("figures", _("In figures"), tuple(_figures(found))),
        Section("done", _("What was done"), tuple(_done(found))),
        Section("partners", _("With whom"), tuple(_partners(found))),
        Section("changed", _("What changed"), tuple(_changed(found))),
        Section("taken-up", _("What others took up"), tuple(_taken_up(found))),
        Section("chains", _("From need to change"), tuple(_chains(found))),
        Section("quotes", _("In their own words"), tuple(_quotes(found))),
        Section("pictures", _("Pictures"), tuple(_pictures(found))),
        Section("missing", _("What is missing, and what is only claimed"), tuple(_missing(found))),
    )
    return [each for each in sections if each.blocks]


def about_words(subject: Subject, period: Period, day: date) -> str:
    """What it is, below its title: "Evidence · Target · 2024 – 2026 · as of 1 December 2026"."""
    parts = [_(KINDS[subject.kind]), period.label, _("as of {day}").format(day=format_date(day.isoformat()))]
    return _("Evidence · {about}").format(about=_DOT.join(parts))


def nothing_words(found: Evidence) -> str:
    """What is said of a subject without any activity or visit."""
    words = _("Nothing is recorded on {subject}: no activity and no visit names it.")
    if found.period:
        words = _("Nothing is recorded on {subject} in this period: no activity and no visit names it.")
    return words.format(subject=found.subject.title)


def _broader(found: Evidence) -> Iterator[Block]:
    """What was done nearby."""
    if found.broader:
        yield Paragraph(_("See also:"))
        yield Points(tuple(
            Cell(each.title, _DOT.join((
                ngettext("{count} activity", "{count} activities", activities).format(count=format_number(activities)),
                ngettext("{count} visit", "{count} visits", visits).format(count=format_number(visits)),
            )), Opens("evidence", subject=(each.kind, each.code)))
            for each, activities, visits in found.broader
        ))  # fmt: skip


# Figures ---------------------------------------------------------------------------------------------------------------


def _figures(found: Evidence) -> Iterator[Block]:
    has = {"activity": found.count("activities") > 0, "visit": found.count("visits") > 0}
    rows = [_number(each) for each in found.figures if has[each.figure.type]]
    if rows:
        yield Numbers(tuple(rows))
        yield Paragraph(
            _("Only what is under way or done counts here: no ideas, no plans, nothing that was cancelled."), quiet=True
        )
    else:
        yield Paragraph(_("Nothing was done yet."))
    for type, value in found.planned.items():
        if value.value:
            words = (
                ngettext("{count} activity more is planned, or an idea, and is not counted here.",
                         "{count} activities more are planned, or an idea, and are not counted here.", value.value)
                if type == "activity"
                else ngettext("{count} visit more is being prepared, or an idea, and is not counted here.",
                              "{count} visits more are being prepared, or an idea, and are not counted here.", value.value)
            )  # fmt: skip
            yield Points((Cell(words.format(count=format_number(value.value)), opens=_list(value)),))


def _number(value: FigureValue) -> Number:
    return Number(
        _(value.figure.label), format_value(value), format_given(value), _(value.figure.definition), _list(value)
    )  # fmt: skip


def _list(value: FigureValue) -> Opens | None:
    """The list behind a figure; None where no query finds its records, or there are none."""
    if value.selection.ids is not None or not value.of:
        return None
    return Opens(value.figure.list_type, query=value.selection.text)


# What was done ---------------------------------------------------------------------------------------------------------


def _done(found: Evidence) -> Iterator[Block]:
    if found.activities:
        yield Rows(
            _("Activities"), (_("Activity and its result"), _("When and where"), _("Supporting evidence")),
            tuple(_activity_row(each) for each in found.activities), (6, 2.4, 1.8),
        )  # fmt: skip
        count = found.count("activities")
        if more := count - len(found.activities):
            words = ngettext("{count} older activity is not listed here.", "{count} older activities are not listed here.",
                             more)  # fmt: skip
            yield Points((Cell(words.format(count=format_number(more)), opens=_list(found.figure("activities"))),))
    if found.visits.visits:
        stages = load("visit_stages")
        steps = [(each, visit_step(each, found.visits.organisations)) for each in found.visits.visits.values()]
        yield Rows(
            _("Visits"), (_("Visit"), _("Stage")),
            tuple(
                (_step_cell(step), Cell(stages.label(text_of(each.values, "stage")) if each.values.get("stage") else ""))
                for each, step in steps
            ),
            (7, 2),
        )  # fmt: skip


def _activity_row(record: Record) -> tuple[Cell, ...]:
    where = [text_of(record.values, "municipality"), _label("countries", text_of(record.values, "country"))]
    return (
        Cell(title_of(record), _excerpt(text_of(record.values, "results")), Opens("activity", record.id)),
        Cell(format_period(text_of(record.values, "start"), text_of(record.values, "end")),
             ", ".join(part for part in where if part)),
        Cell(_standing(record)),
    )  # fmt: skip


def _standing(record: Record) -> str:
    sourced = bool(text_of(record.values, "source") or record.members("links") or record.members("attachments"))
    if text_of(record.values, "results"):
        return _("Result with a source") if sourced else _("Claimed only: no source")
    return _("No result written") if sourced else _("Neither result nor source")


def _excerpt(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _EXCERPT else f"{words[:_EXCERPT].rsplit(' ', 1)[0]} …"


def _label(vocabulary: str, code: str) -> str:
    return load(vocabulary).label(code) if code else ""


def _step_cell(step: Step) -> Cell:
    return Cell(step.words, step.more, Opens(step.type, step.id))


# With whom -------------------------------------------------------------------------------------------------------------


def _partners(found: Evidence) -> Iterator[Block]:
    if not found.partners:
        return
    columns = [
        (_("Activities"), [_count(each.activities, "activity", each.activities_query) for each in found.partners]),
        (_("Visits"), [_count(each.visits, "visit", each.visits_query) for each in found.partners]),
    ]
    columns = [(words, cells) for words, cells in columns if any(cell.text for cell in cells)]
    rows = tuple(
        (Cell(each.name, opens=Opens("organisation", each.id)), *(cells[at] for _words, cells in columns))
        for at, each in enumerate(found.partners)
    )
    headings = (_("Organisation"), *(words for words, _cells in columns))
    yield Rows("", headings, rows, (7, *([1.5] * len(columns))), frozenset(range(1, len(headings))))
    if found.more_partners:
        yield Names(
            _("And:"), tuple(Cell(each.name, opens=Opens("organisation", each.id)) for each in found.more_partners)
        )


def _count(number: int, type: str, query: str) -> Cell:
    return Cell(format_number(number) if number else "", opens=Opens(type, query=query) if number and query else None)


# What changed ----------------------------------------------------------------------------------------------------------


def _changed(found: Evidence) -> Iterator[Block]:
    yield from _commitments(found)
    yield from _follow_ups(found)
    yield from _evaluations(found)


def _commitments(found: Evidence) -> Iterator[Block]:
    records = found.visits.of("commitment")
    if not records:
        return
    records.sort(
        key=lambda each: _KEPT.index(state) if (state := text_of(each.values, "state")) in _KEPT else len(_KEPT)
    )
    proven = _proven(found)
    rows: list[tuple[Cell, ...]] = []
    for each in records:
        state = text_of(each.values, "state")
        shown = ""
        if state in ("kept", "partly"):
            shown = _("Evidence given") if each.id in proven else _("Claimed only: no evidence")
        rows.append((
            Cell(each.title, _excerpt(text_of(each.values, "changed")), Opens("commitment", each.id)),
            Cell(found.visits.organisations.get(text_of(each.values, "organisation"), "")),
            Cell(_label("commitment_states", state) or UNKNOWN), Cell(shown),
        ))  # fmt: skip
    yield Rows(
        _("Commitments"), (_("Commitment and what changed"), _("Organisation"), _("State"), _("Supporting evidence")),
        tuple(rows), (5, 2.2, 1.4, 1.8),
    )  # fmt: skip


def _proven(found: Evidence) -> set[str]:
    """Ids of the commitments for which there is more than somebody's word: a link, a file, or evidence in a follow-up."""
    proven = {each.id for each in found.visits.of("commitment") if each.members("links") or each.members("attachments")}
    return proven | {
        text_of(each.values, "commitment")
        for each in found.visits.of("follow_up")
        if is_answered(each)
        and (text_of(each.values, "evidence") or each.members("links") or each.members("attachments"))
    }


def _follow_ups(found: Evidence) -> Iterator[Block]:
    if not any(each.due for each in found.follow_ups):
        return
    answers = load("follow_up_answers")
    codes = [term.code for term in answers]
    headings = (_("After"), _("Due by now"), *(answers.label(code) for code in codes), _("Not asked"))
    rows = tuple(
        (
            Cell(follow_up_title(each.months)),
            Cell(format_number(each.due)),
            *(Cell(format_number(each.answers[code]) if each.answers.get(code) else "") for code in (*codes, "")),
        )
        for each in found.follow_ups
    )
    yield Rows(_("Follow-ups: did it happen?"), headings, rows, (3, *([1.2] * (len(headings) - 1))),
               frozenset(range(1, len(headings))))  # fmt: skip
    answered = [each for each in found.visits.of("follow_up") if is_answered(each) or text_of(each.values, "happened")]
    if answered:
        yield Points(tuple(_follow_up_cell(found, each) for each in answered))


def _follow_up_cell(found: Evidence, record: Record) -> Cell:
    from desktop.evidence.chains import change_step

    step = change_step(found.visits.visits[text_of(record.values, "parent")], record)
    return Cell(step.words, step.more, Opens(step.type, step.id))


def _evaluations(found: Evidence) -> Iterator[Block]:
    if not found.evaluations:
        return
    asked = [each for each in QUESTIONS if each.rated]
    rated = [each for each in found.evaluations if each.counted.means]
    rows = tuple(
        (
            Cell(each.title or _("Untitled"), format_date(each.day), Opens("activity", each.training)),
            Cell(_cell(each.counted.forms)),
            *(Cell(_mean(each.counted.means.get(question.name))) for question in asked),
        )
        for each in rated
    )
    headings = (_("Training"), _("Forms"), *(_(question.heading) for question in asked))
    if rows:
        yield Rows(_("Evaluations of trainings: means from 1 to 5"), headings, rows, (5, 1.2, *([1.5] * len(asked))),
                   frozenset(range(1, len(headings))))  # fmt: skip
    if later := [cell for each in found.evaluations for cell in _later(each)]:
        yield Paragraph(_("Three months after a training: what they use of it"))
        yield Points(tuple(later))


def _later(evaluation: TrainingEvaluation) -> Iterator[Cell]:
    """What those who answered months later use of it: numbers by answer."""
    for question in QUESTIONS:
        counts = evaluation.counted.answers.get(question.name)
        if question.later and counts:
            said = [f"{_(ANSWERS[code])}: {_cell(counts[code])}" for code in question.answers if counts.get(code)]
            forms = _("Forms: {count}").format(
                count=_cell(evaluation.counted.given.get(question.name, evaluation.counted.forms))
            )
            yield Cell(
                evaluation.title or _("Untitled"), _DOT.join((forms, *said)), Opens("activity", evaluation.training)
            )


def _cell(number: int | str) -> str:
    return format_number(number) if isinstance(number, int) else number


def _mean(mean: float | None) -> str:
    return UNKNOWN if mean is None else format_amount(Decimal(f"{mean:.1f}"), exact=True)


# What others took up ---------------------------------------------------------------------------------------------------


def _taken_up(found: Evidence) -> Iterator[Block]:
    """What guests kept of what they saw; and activities that became others', were shown again, or were asked for."""
    rows: list[tuple[Cell, ...]] = []
    organisations = found.visits.organisations
    for each in found.visits.of("commitment"):
        visit = found.visits.visits[text_of(each.values, "parent")]
        by = text_of(each.values, "organisation")
        if (
            text_of(each.values, "state") in ("kept", "partly")
            and is_of_guest(each, visit)
            and by != found.subject.code
        ):
            state = _label("commitment_states", text_of(each.values, "state"))
            rows.append((
                Cell(each.title, opens=Opens("commitment", each.id)), Cell(organisations.get(by, "")),
                Cell(_("Commitment of a guest"), state),
            ))  # fmt: skip
    told = {each.step.id for each in found.uptake}
    by_whom = {
        each.id: organisations.get(text_of(each.values, "organisation"), "") for each in found.visits.of("commitment")
    }
    seen: set[str] = set()
    for chain in found.chains:
        for step in chain.of(TAKEN_UP):
            if step.id not in told | seen:
                seen.add(step.id)
                by = (
                    next((by_whom.get(each.id, "") for each in chain.of(COMMITMENT)), "")
                    if step.type == "activity"
                    else ""
                )
                rows.append((_step_cell(replace(step, more="")), Cell(by), Cell(step.more)))
    for each in found.uptake:
        if not each.offered:
            others = ", ".join(found.names[id] for id in each.by if id in found.names)
            what = Cell(found.names.get(each.activity, ""), opens=Opens("activity", each.activity))
            rows.append((what, Cell(others), _step_cell(each.step)))
    if rows:
        yield Rows("", (pgettext("what was taken up", "What"), _("By whom"), _("How")), tuple(rows), (4, 2.4, 3))
    if offered := [each for each in found.uptake if each.offered]:
        cells = [Cell(each.step.words or found.names.get(each.activity, ""), opens=Opens(each.step.type, each.step.id))
                 for each in offered]  # fmt: skip
        yield Names(_("On offer, and not asked for yet:"), tuple(cells))


# Chains ----------------------------------------------------------------------------------------------------------------


def _chains(found: Evidence) -> Iterator[Block]:
    if not found.chains:
        return
    yield Chains(found.chains[:MOST_CHAINS])
    if (more := len(found.chains) - MOST_CHAINS) > 0:
        words = ngettext("{count} chain more, with fewer steps, is not listed.",
                         "{count} chains more, with fewer steps, are not listed.", more)  # fmt: skip
        yield Paragraph(words.format(count=format_number(more)), quiet=True)


def missing_words(chain: Chain) -> str:
    """Which steps nothing is written of; "" where all are there."""
    if not chain.missing:
        return ""
    return _("Not recorded: {steps}").format(steps=", ".join(_(STEPS[kind]).lower() for kind in chain.missing))


# Quotes, pictures ------------------------------------------------------------------------------------------------------


def _quotes(found: Evidence) -> Iterator[Block]:
    for each in found.quotes:
        by = _DOT.join(part for part in (each.by, each.visit, format_date(each.day) if each.day else "") if part)
        yield Saying(each.words, by, Opens("note", each.note))
    if found.quotes_held_back:
        words = ngettext(
            "{count} person more is quoted in the notes and has not agreed to be named: this quote is not shown.",
            "{count} people more are quoted in the notes and have not agreed to be named: these quotes are not shown.",
            found.quotes_held_back,
        )
        yield Paragraph(words.format(count=format_number(found.quotes_held_back)), quiet=True)


def _pictures(found: Evidence) -> Iterator[Block]:
    if not found.pictures:
        return
    yield Paragraph(
        _("None is shown: the records do not say whether the people in a picture agreed, nor what it shows to those who do"
          " not see it. Ask, before you use one."),
        quiet=True,
    )  # fmt: skip
    yield Points(tuple(
        Cell(ngettext("{title}: {count} picture", "{title}: {count} pictures", each.count)
             .format(title=each.title, count=format_number(each.count)), opens=Opens(each.type, each.id))
        for each in found.pictures
    ))  # fmt: skip


# What is missing -------------------------------------------------------------------------------------------------------


def _missing(found: Evidence) -> Iterator[Block]:
    if items := tuple(_gaps(found)):
        yield Points(items)


def _gaps(found: Evidence) -> Iterator[Cell]:
    activities, visits = found.count("activities"), found.count("visits")
    claimed, resultless, neither = found.unsupported
    if not activities:
        yield Cell(_("No activity was done."))
    if claimed.value:
        words = ngettext("{count} activity claims a result without a source, a link or a file.",
                         "{count} activities claim a result without a source, a link or a file.", claimed.value)  # fmt: skip
        yield Cell(words.format(count=format_number(claimed.value)), opens=_list(claimed))
    if resultless.value:
        words = ngettext("{count} activity says nothing of a result.", "{count} activities say nothing of a result.",
                         resultless.value)  # fmt: skip
        more = ""
        if neither.value:
            more = ngettext("{count} of them has no source either.", "{count} of them have no source either.",
                            neither.value).format(count=format_number(neither.value))  # fmt: skip
        yield Cell(words.format(count=format_number(resultless.value)), more, _list(resultless))
    participants = found.figure("participants")
    if activities and (silent := participants.of - participants.given):
        words = ngettext("{count} activity gives no number of participants.",
                         "{count} activities give no number of participants.", silent)  # fmt: skip
        selection = participants.selection.narrowed("-has:participants -has:women -has:men -has:other")
        yield Cell(words.format(count=format_number(silent)), opens=Opens("activity", query=selection.text))
    if not visits:
        yield Cell(_("No visit took place: nothing is known of what others learnt from it, or promised."))
        return
    yield from _gaps_of_visits(found)


def _gaps_of_visits(found: Evidence) -> Iterator[Cell]:
    commitments = found.visits.of("commitment")
    if left_out := found.count("visits") - len(found.visits.visits):
        words = ngettext("Only the newest {most} visits were read to the last part; {count} older one was not.",
                         "Only the newest {most} visits were read to the last part; {count} older ones were not.",
                         left_out)  # fmt: skip
        yield Cell(words.format(most=MOST_VISITS, count=format_number(left_out)), opens=_list(found.figure("visits")))
    without = [each for id, each in found.visits.visits.items() if not found.visits.of("commitment", id)]
    for each in without:
        yield Cell(
            _("No commitment was written down: {visit}").format(visit=title_of(each)), opens=Opens("visit", each.id)
        )
    proven = _proven(found)
    for each in commitments:
        if text_of(each.values, "state") in ("kept", "partly") and each.id not in proven:
            yield Cell(_("Kept, as they say; no evidence: {commitment}").format(commitment=each.title),
                       opens=Opens("commitment", each.id))  # fmt: skip
    for id in dict.fromkeys(text_of(each.values, "parent") for each in found.unanswered):
        count = sum(text_of(each.values, "parent") == id for each in found.unanswered)
        words = ngettext("{count} follow-up is due and nobody has answered it: {visit}",
                         "{count} follow-ups are due and nobody has answered them: {visit}", count)  # fmt: skip
        visit = found.visits.visits[id]
        yield Cell(words.format(count=format_number(count), visit=title_of(visit)), opens=Opens("visit", id))
    if commitments and not any(chain.of(TAKEN_UP) for chain in found.chains):
        yield Cell(_("Nothing is recorded of anybody elsewhere who took it up."))
    if not found.quotes:
        yield Cell(_("Nobody is quoted who agreed to be named."))
