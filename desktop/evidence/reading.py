"""Everything on a page of evidence, read at once and ready for others to read: nobody is named who did not agree."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from desktop.catalogue.read_connection import reading
from desktop.catalogue.record_names import names_of
from desktop.evidence.chains import (
    Chain,
    Uptake,
    VisitParts,
    is_answered,
    read_chains,
    read_uptake,
    read_visit_parts,
    title_of,
)
from desktop.evidence.subject import METHOD, Subject, broader
from desktop.figures import FigureValue, Period, Selection, read_figures, read_grouped
from desktop.figures.definitions import ACTIVITY, VISIT
from desktop.learning.evaluation_counts import Evaluation, read_evaluation
from desktop.visits.due_dates import FOLLOW_UP_MONTHS, follow_up_due
from desktop.visits.field_values import number_of, text_of
from desktop.workspace import Record, Workspace
from desktop.workspace.privacy.gate import may_leave, unagreed_names_of
from desktop.workspace.privacy.mentions import UnagreedNames

MOST = 100
"""Activities that are listed; the numbers count all, and open the rest."""
MOST_VISITS = 200
"""Visits that are read to their last part, the newest."""
MOST_PARTNERS = 15
"""Organisations that are listed with their numbers; of the others the names."""
OF_ACTIVITIES = (
    "activities", "activities_completed", "participants", "women_share", "local_governments", "countries", "organisations",
)  # fmt: skip
OF_VISITS = ("visits", "commitments", "commitments_kept", "follow_ups_answered", "changes_reported")
_PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".tif", ".tiff", ".bmp", ".heic")


@dataclass(frozen=True, slots=True)
class Partner:
    """An organisation, in how many activities and visits it had a role, and the queries that find them."""

    id: str
    name: str
    activities: int = 0
    activities_query: str = ""
    visits: int = 0
    visits_query: str = ""


@dataclass(frozen=True, slots=True)
class AfterMonths:
    """The follow-ups planned so many months after their visits: how many are due by now, and what was answered."""

    months: int
    due: int
    answers: Mapping[str, int]
    """By the code of the answer; "" for those that nobody answered, though they are due."""


@dataclass(frozen=True, slots=True)
class TrainingEvaluation:
    """The forms of an evaluation as they may be shown to others: small numbers are hidden."""

    id: str
    training: str
    title: str
    day: str
    counted: Evaluation


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody said who agreed to be named."""

    note: str
    words: str
    by: str
    visit: str
    """The title of the visit."""
    day: str


@dataclass(frozen=True, slots=True)
class Pictures:
    """How many pictures are attached to a record."""

    type: str
    id: str
    title: str
    count: int


@dataclass(frozen=True)
class Evidence:
    """A page of evidence. Records are as others may read them."""

    subject: Subject
    period: Period
    figures: tuple[FigureValue, ...]
    planned: Mapping[str, FigureValue]
    """Activities and visits that are planned, or an idea: they show nothing yet."""
    unsupported: tuple[FigureValue, ...]
    """Activities that name a result and no source; that name no result; that name neither."""
    activities: tuple[Record, ...]
    visits: VisitParts
    partners: tuple[Partner, ...]
    more_partners: tuple[Partner, ...]
    follow_ups: tuple[AfterMonths, ...]
    unanswered: tuple[Record, ...]
    """Follow-ups that are due, and that nobody answered."""
    evaluations: tuple[TrainingEvaluation, ...]
    uptake: tuple[Uptake, ...]
    names: Mapping[str, str]
    """Of activities and organisations, by id."""
    chains: tuple[Chain, ...]
    quotes: tuple[Quote, ...]
    quotes_held_back: int
    pictures: tuple[Pictures, ...]
    broader: tuple[tuple[Subject, int, int], ...]
    """Where there is nothing: what it is a part of, with how many activities and visits were done there."""

    @property
    def empty(self) -> bool:
        """Was nothing done, and is nothing planned?"""
        return not (
            self.count("activities") or self.count("visits") or any(each.value for each in self.planned.values())
        )

    def figure(self, name: str) -> FigureValue:
        """One of its figures."""
        return next(each for each in self.figures if each.figure.name == name)

    def count(self, name: str) -> int:
        """The value of a figure; 0 where nobody gave any."""
        return self.figure(name).value or 0


def _go_on() -> None: ...


def read_evidence(
    workspace: Workspace, subject: Subject, period: Period, today: date, *, check: Callable[[], object] = _go_on
) -> Evidence:
    """Read it, on a thread. `check` is called between the parts, and may raise."""
    with workspace.reading() as conn:
        hidden = unagreed_names_of(conn)
    check()
    own = _visits_by_method(workspace, subject.code) if subject.kind == METHOD else None
    activities, visits = subject.done(ACTIVITY, period), subject.done(VISIT, period, own)
    figures = (*read_figures(workspace, activities, OF_ACTIVITIES).values(),
               *read_figures(workspace, visits, OF_VISITS).values())  # fmt: skip
    planned = {
        ACTIVITY: read_figures(workspace, subject.planned(ACTIVITY, period), ("activities",))["activities"],
        VISIT: read_figures(workspace, subject.planned(VISIT, period, own), ("visits",))["visits"],
    }  # fmt: skip
    check()
    ids = _newest(workspace, activities, MOST)
    records = tuple(
        hidden.without_names(each) for each in workspace.records(ACTIVITY, ids, journal_only=False)
    )  # fmt: skip
    parts = read_visit_parts(workspace, _newest(workspace, visits, MOST_VISITS), hidden)
    check()
    partners = _partners(workspace, subject, activities, visits, hidden)
    chains = tuple(read_chains(workspace, parts, hidden))
    all_uptake = read_uptake(workspace, ids, hidden)
    uptake = tuple(_by_others(records, all_uptake, parts))
    check()
    quotes, held_back = _quotes(parts, hidden)
    by = {id for each in uptake for id in each.by}
    names = {each.id: each.title for each in records} | {
        id: hidden.without(name) for id, name in names_of(workspace, "organisation", by).items()
    }
    return Evidence(
        subject=subject, period=period, figures=figures, planned=planned,
        unsupported=_unsupported(workspace, activities), activities=records, visits=parts,
        partners=tuple(partners[:MOST_PARTNERS]), more_partners=tuple(partners[MOST_PARTNERS:]),
        follow_ups=tuple(_after_months(parts, today)),
        unanswered=tuple(_unanswered(parts, today)),
        evaluations=tuple(_evaluations(workspace, activities, hidden)),
        uptake=uptake, names=names, chains=chains, quotes=tuple(quotes), quotes_held_back=held_back,
        pictures=tuple(_pictures(records, parts)), broader=tuple(_broader(workspace, subject, period, figures)),
    )  # fmt: skip


def _by_others(records: Sequence[Record], uptake: Mapping[str, list[Uptake]], parts: VisitParts) -> Iterator[Uptake]:
    """What others than those who did an activity took up of it; what the visits of the page say of it stands there."""
    for record in records:
        own = {key.partition(":")[2] for key in record.members("organisations")}
        for each in uptake.get(record.id, []):
            others = tuple(id for id in each.by if id not in own)
            if each.step.id not in parts.visits and (each.offered or others):
                yield replace(each, by=others)


def _visits_by_method(workspace: Workspace, code: str) -> tuple[str, ...]:
    with reading(workspace) as conn:
        rows = conn.execute(
            "SELECT DISTINCT parent FROM session WHERE listed = 1 AND method = ? AND parent IS NOT NULL", (code,)
        )
        return tuple(row[0] for row in rows)


def _newest(workspace: Workspace, selection: Selection, most: int) -> list[str]:
    with reading(workspace) as conn:
        numbers, parameters = selection.numbers(conn)
        rows = conn.execute(
            f"SELECT id FROM {selection.type} WHERE no IN ({numbers}) ORDER BY start IS NULL, start DESC, no DESC LIMIT {most}",
            parameters,
        )
        return [row[0] for row in rows]


def _broader(
    workspace: Workspace, subject: Subject, period: Period, figures: Sequence[FigureValue]
) -> Iterator[tuple[Subject, int, int]]:
    if any(each.value for each in figures if each.figure.name in ("activities", "visits")):
        return
    for each in broader(workspace, subject):
        counts = [
            read_figures(workspace, each.done(type, period), (name,))[name].value or 0
            for type, name in ((ACTIVITY, "activities"), (VISIT, "visits"))
        ]
        yield each, counts[0], counts[1]


def _unsupported(workspace: Workspace, activities: Selection) -> tuple[FigureValue, ...]:
    """What is claimed only: a result without a source, no result, neither of them."""
    unsourced = "-has:source -has:link -has:file"
    asked = (f"has:results {unsourced}", "-has:results", f"-has:results {unsourced}")
    return tuple(read_figures(workspace, activities.narrowed(each), ("activities",))["activities"] for each in asked)


def _partners(
    workspace: Workspace, subject: Subject, activities: Selection, visits: Selection, hidden: UnagreedNames
) -> list[Partner]:
    """The organisations with a role, those with most first; not the one that the page is about."""
    found: dict[str, Partner] = {}
    for row in read_grouped(workspace, "organisation", activities, ("activities",)):
        count = row.values["activities"].value or 0
        found[row.code] = Partner(row.code, hidden.without(row.label), count, row.query)
    for row in read_grouped(workspace, "organisation", visits, ("visits",)):
        here = found.get(row.code) or Partner(row.code, hidden.without(row.label))
        query = "" if visits.ids is not None else row.query
        found[row.code] = Partner(
            here.id, here.name, here.activities, here.activities_query, row.values["visits"].value or 0, query
        )  # fmt: skip
    found.pop(subject.code, None)
    return sorted(found.values(), key=lambda each: (-each.activities - each.visits, each.name))


def _is_due(parts: VisitParts, follow_up: Record, today: date) -> bool:
    due = follow_up_due(parts.visits[text_of(follow_up.values, "parent")].values, follow_up.values)
    return due is not None and due <= today


def _unanswered(parts: VisitParts, today: date) -> Iterator[Record]:
    for each in parts.of("follow_up"):
        if not is_answered(each) and not text_of(each.values, "happened") and _is_due(parts, each, today):
            yield each


def _after_months(parts: VisitParts, today: date) -> list[AfterMonths]:
    """Those at 3, 6 and 12 months, and at others where there are any."""
    due: dict[int, int] = dict.fromkeys(FOLLOW_UP_MONTHS, 0)
    answers: dict[int, dict[str, int]] = {}
    for each in parts.of("follow_up"):
        months = number_of(each.values, "after_months")
        if months is None:
            continue
        code = text_of(each.values, "happened")
        if is_answered(each) or code or _is_due(parts, each, today):
            due[months] = due.get(months, 0) + 1
            own = answers.setdefault(months, {})
            own[code] = own.get(code, 0) + 1
    return [AfterMonths(months, due[months], answers.get(months, {})) for months in sorted(due)]


def _evaluations(workspace: Workspace, activities: Selection, hidden: UnagreedNames) -> list[TrainingEvaluation]:
    with reading(workspace) as conn:
        numbers, parameters = activities.numbers(conn)
        rows = conn.execute(
            "SELECT e.id, a.id, a.title, e.day, e.answer_counts FROM evaluation e JOIN activity a ON a.id = e.parent"
            f" WHERE e.listed = 1 AND a.no IN ({numbers}) ORDER BY e.day DESC, e.no LIMIT {MOST}",
            parameters,
        ).fetchall()
    return [
        TrainingEvaluation(id, training, hidden.without(title or ""), day or "", read_evaluation(counts, exact=False))
        for id, training, title, day, counts in rows
        if counts
    ]


def _quotes(parts: VisitParts, hidden: UnagreedNames) -> tuple[list[Quote], int]:
    """Of the notes that name who said it: those whose speaker agreed, and how many others there are."""
    found: list[Quote] = []
    held_back = 0
    for note in parts.of("note"):
        by = text_of(note.values, "said_by")
        words = text_of(note.values, "saw") or text_of(note.values, "take_home")
        if not by or not words:
            continue
        if not may_leave(note, "said_by") or hidden.found_in(by):
            held_back += 1
            continue
        visit = parts.visits[text_of(note.values, "parent")]
        day = text_of(note.values, "time")[:10] or text_of(visit.values, "start")
        found.append(Quote(note.id, words, by, title_of(visit), day))
    return found, held_back


def _pictures(activities: Sequence[Record], parts: VisitParts) -> list[Pictures]:
    found: list[Pictures] = []
    for each in (
        *activities,
        *parts.visits.values(),
        *parts.of("note"),
        *parts.of("commitment"),
        *parts.of("follow_up"),
    ):
        if count := sum(str(name or "").lower().endswith(_PICTURES) for name in each.members("attachments").values()):
            found.append(Pictures(each.type, each.id, each.title, count))
    return found
