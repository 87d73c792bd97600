"""Chains that can be read: a need, the visit that answered it, the lesson, what was promised, what changed, who took it up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from desktop.catalogue.read_connection import reading
from desktop.catalogue.record_names import names_of
from desktop.i18n import N_, _, current_language
from desktop.values.dates import format_date, format_period
from desktop.visits.due_dates import follow_up_due, follow_up_title
from desktop.visits.field_values import number_of, text_of
from desktop.vocabularies import load
from desktop.workspace import Record, Workspace
from desktop.workspace.privacy.mentions import UnagreedNames
from desktop.workspace.storage.sqlite import SqliteConnection

NEED, VISIT, LESSON, COMMITMENT, CHANGE, TAKEN_UP = "need", "visit", "lesson", "commitment", "change", "taken_up"
STEPS: Mapping[str, str] = MappingProxyType({
    NEED: N_("Need"), VISIT: N_("Visit"), LESSON: N_("Lesson"), COMMITMENT: N_("Commitment"), CHANGE: N_("Change"),
    TAKEN_UP: N_("Taken up elsewhere"),
})  # fmt: skip
"""What each step is called, marked with `N_`, in their order."""
_ORDER = {kind: place for place, kind in enumerate(STEPS)}
_PARTS = ("question", "note", "finding", "commitment", "follow_up")
_DOT = " · "
_BATCH = 200


@dataclass(frozen=True, slots=True)
class Step:
    """One step: the record that says it, its words, and more about it."""

    kind: str
    type: str
    id: str
    words: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class Chain:
    """Steps in the order of `STEPS`; of some kinds there may be several, of others none."""

    visit: str
    day: str
    steps: tuple[Step, ...]

    def of(self, kind: str) -> tuple[Step, ...]:
        """The steps of a kind."""
        return tuple(each for each in self.steps if each.kind == kind)

    @property
    def title(self) -> str:
        """What was promised; where nothing was, the lesson."""
        return (*self.of(COMMITMENT), *self.of(LESSON), *self.steps)[0].words

    @property
    def missing(self) -> tuple[str, ...]:
        """The kinds of which nothing is written."""
        there = {each.kind for each in self.steps}
        return tuple(kind for kind in STEPS if kind not in there)


@dataclass(frozen=True)
class VisitParts:
    """Visits with what was asked, noted, found, promised and followed up in them, as others may read it."""

    visits: Mapping[str, Record]
    parts: Mapping[str, tuple[Record, ...]]
    organisations: Mapping[str, str] = field(default_factory=dict[str, str])
    """Names by id."""

    def of(self, type: str, visit: str = "") -> list[Record]:
        """The parts of a type, of one visit or of all."""
        return [each for each in self.parts[type] if not visit or text_of(each.values, "parent") == visit]


@dataclass(frozen=True, slots=True)
class Uptake:
    """Somebody took an activity up: it was shown in a visit, or a visit to see it was agreed; or it is only on offer."""

    activity: str
    step: Step
    by: tuple[str, ...] = ()
    """Ids of the organisations that did."""
    offered: bool = False
    """It is on offer, and nobody asked for it yet."""


def read_visit_parts(workspace: Workspace, ids: Sequence[str], hidden: UnagreedNames) -> VisitParts:
    """The visits of these ids that are listed, with their parts, in a few statements."""
    visits = {each.id: hidden.without_names(each) for each in workspace.records("visit", ids) if each.listed}
    parts: dict[str, tuple[Record, ...]] = {}
    for type in _PARTS:
        found: list[str] = []
        with reading(workspace) as conn:
            for some in _batches(list(visits)):
                rows = conn.execute(
                    f"SELECT id FROM {type} WHERE listed = 1 AND parent IN ({_marks(some)}) ORDER BY no", some
                )
                found += [row[0] for row in rows]
        parts[type] = tuple(hidden.without_names(each) for each in workspace.records(type, found))
    named = {text_of(each.values, "organisation") for each in parts["commitment"]}
    for each in visits.values():
        named |= {key.partition(":")[2] for key in each.members("organisations")}
    names = names_of(workspace, "organisation", named - {""})
    return VisitParts(visits, parts, {id: hidden.without(name) for id, name in names.items()})


def read_chains(workspace: Workspace, read: VisitParts, hidden: UnagreedNames) -> list[Chain]:
    """The chains of these visits that lead to a commitment or to an activity: the fullest first, then the newest."""
    needs = _needs(workspace, list(read.visits), hidden)
    became = {text_of(each.values, "activity") for type in ("note", "commitment") for each in read.of(type)} - {""}
    taken = read_uptake(workspace, sorted(became), hidden)
    activities = {each.id: hidden.without_names(each) for each in workspace.records("activity", sorted(became))}
    found: list[Chain] = []
    for id, visit in read.visits.items():
        one = _OneVisit(visit, read, needs.get(id, []), activities, taken)
        found += one.chains()
    found.sort(key=lambda each: each.day, reverse=True)
    found.sort(key=lambda each: len(each.missing))
    return found


@dataclass
class _OneVisit:
    visit: Record
    read: VisitParts
    needs: list[Step]
    activities: Mapping[str, Record]
    taken: Mapping[str, list[Uptake]]

    def chains(self) -> list[Chain]:
        """One for each commitment, and for each lesson that became an activity without one."""
        notes = {each.id: each for each in self.read.of("note", self.visit.id)}
        findings = {each.id: each for each in self.read.of("finding", self.visit.id)}
        questions = {each.id: each for each in self.read.of("question", self.visit.id)}
        found: list[Chain] = []
        led: set[str] = set()
        for each in self.read.of("commitment", self.visit.id):
            note, finding = notes.get(text_of(each.values, "note")), findings.get(text_of(each.values, "finding"))
            lessons = [record for record in (note, finding) if record is not None]
            led |= {record.id for record in lessons}
            asked = next(
                (questions[id] for record in (each, *lessons)
                 if (id := text_of(record.values, "question")) in questions), None,
            )  # fmt: skip
            found.append(self._chain(asked, lessons, each))
        for id, note in notes.items():
            if id not in led and text_of(note.values, "activity") in self.activities:
                found.append(self._chain(questions.get(text_of(note.values, "question")), [note], None))
        return found

    def _chain(self, question: Record | None, lessons: Sequence[Record], commitment: Record | None) -> Chain:
        own = {self.visit.id, *(each.id for each in self.needs)}
        steps = list(self.needs)
        if question is not None:
            steps.append(Step(NEED, "question", question.id, question.title, _("Learning question")))
        steps.append(visit_step(self.visit, self.read.organisations))
        steps += [_lesson(each) for each in lessons]
        if commitment is not None:
            steps.append(commitment_step(commitment, self.read.organisations))
            if changed := text_of(commitment.values, "changed"):
                steps.append(Step(CHANGE, "commitment", commitment.id, changed))
            for each in self.read.of("follow_up", self.visit.id):
                if text_of(each.values, "commitment") == commitment.id and is_answered(each):
                    steps.append(change_step(self.visit, each))
        became = {text_of(each.values, "activity"): each for each in (*lessons, *([commitment] if commitment else []))}
        for id, source in became.items():
            if (activity := self.activities.get(id)) is not None and activity.listed:
                where = text_of(activity.values, "municipality")
                more = _DOT.join(part for part in (_("Became an activity"), where) if part)
                kind = TAKEN_UP if self._is_elsewhere(source, activity) else CHANGE
                steps.append(Step(kind, "activity", id, title_of(activity), more))
                steps += [each.step for each in self.taken.get(id, [])
                          if not each.offered and each.step.id not in own]  # fmt: skip
        steps.sort(key=lambda each: _ORDER[each.kind])
        return Chain(self.visit.id, text_of(self.visit.values, "start"), tuple(steps))

    def _is_elsewhere(self, source: Record, activity: Record) -> bool:
        """Is what it became another one's than the host's? A lesson that was written down stays where it was seen."""
        if source.type == "commitment":
            return is_of_guest(source, self.visit)
        places = [
            tuple(text_of(each.values, name) for name in ("country", "municipality")) for each in (activity, self.visit)
        ]
        return all(any(place) for place in places) and places[0] != places[1]


def is_of_guest(commitment: Record, visit: Record) -> bool:
    """Did somebody else than the hosts promise it?"""
    if organisation := text_of(commitment.values, "organisation"):
        return f"host:{organisation}" not in visit.members("organisations")
    return text_of(commitment.values, "side") == "visitor"


def title_of(record: Record) -> str:
    """Its title in the language spoken now where there is one."""
    return " ".join((text_of(record.values, f"title/{current_language()}") or record.title).split())


def visit_step(visit: Record, names: Mapping[str, str]) -> Step:
    """A visit with its dates and its hosts."""
    hosts = [names[id] for key in visit.members("organisations")
             if (id := key.partition(":")[2]) in names and key.startswith("host:")]  # fmt: skip
    when = format_period(text_of(visit.values, "start"), text_of(visit.values, "end"))
    more = _DOT.join(part for part in (when, ", ".join(hosts)) if part)
    return Step(VISIT, "visit", visit.id, title_of(visit), more)


def _lesson(record: Record) -> Step:
    if record.type == "finding":
        words = text_of(record.values, "recommendation") or text_of(record.values, "finding")
        return Step(LESSON, "finding", record.id, words or record.title, _("Finding"))
    words = text_of(record.values, "take_home") or text_of(record.values, "saw")
    return Step(LESSON, "note", record.id, words or record.title)


def commitment_step(record: Record, names: Mapping[str, str]) -> Step:
    """A commitment with who made it, how far it is and by when it is due."""
    state, due = text_of(record.values, "state"), text_of(record.values, "due")
    parts = [
        names.get(text_of(record.values, "organisation"), ""),
        load("commitment_states").label(state) if state else "",
        _("due: {day}").format(day=format_date(due)) if due else "",
    ]
    return Step(COMMITMENT, "commitment", record.id, record.title, _DOT.join(part for part in parts if part))


def change_step(visit: Record, record: Record) -> Step:
    """What a follow-up says: whether it happened, what changed, by which evidence."""
    happened, evidence = text_of(record.values, "happened"), text_of(record.values, "evidence")
    answer = load("follow_up_answers").label(happened) if happened else ""
    words = text_of(record.values, "changed") or answer or record.title
    parts = [
        follow_up_words(visit, record),
        answer if words != answer else "",
        _("Evidence: {words}").format(words=evidence) if evidence else _("no evidence given"),
    ]
    return Step(CHANGE, "follow_up", record.id, words, _DOT.join(part for part in parts if part))


def follow_up_words(visit: Record, record: Record) -> str:
    """Which follow-up it is: so many months after the visit, its title, or its day."""
    months = number_of(record.values, "after_months")
    if months is not None:
        return follow_up_title(months)
    due = follow_up_due(visit.values, record.values)
    return text_of(record.values, "title") or (format_date(due.isoformat()) if due else _("Follow-up"))


def is_answered(follow_up: Record) -> bool:
    """Did somebody answer it, be it that it did not happen?"""
    return bool(text_of(follow_up.values, "done")) or text_of(follow_up.values, "happened") not in ("", "not_yet")


@dataclass(frozen=True)
class Around:
    """What a visit answers, and what others did with the activities that came out of it, as this desk knows it."""

    needs: tuple[Step, ...] = ()
    uptake: Mapping[str, Sequence[Uptake]] = field(default_factory=dict[str, Sequence[Uptake]])
    """By the id of the activity."""


def read_around(workspace: Workspace, visit: str, activities: Sequence[str]) -> Around:
    """Of a visit, and of activities that its notes and commitments became."""
    nobody = UnagreedNames()
    uptake = read_uptake(workspace, activities, nobody)
    return Around(
        tuple(_needs(workspace, [visit], nobody).get(visit, ())),
        {id: [each for each in those if each.step.id != visit] for id, those in uptake.items()},
    )


# What came before, and after ------------------------------------------------------------------------------------------


def _needs(workspace: Workspace, visits: Sequence[str], hidden: UnagreedNames) -> dict[str, list[Step]]:
    """The needs that visits answer: those of matches that became the visit."""
    found: dict[str, list[Step]] = {}
    with reading(workspace) as conn:
        for some in _batches(visits):
            rows = conn.execute(
                "SELECT p.visit, n.id, n.title, o.name FROM pair p JOIN need n ON n.id = p.need"
                " LEFT JOIN organisation o ON o.id = n.organisation"
                f" WHERE p.listed = 1 AND n.listed = 1 AND p.state = 'accepted' AND p.visit IN ({_marks(some)}) ORDER BY n.no",
                some,
            )
            for visit, id, title, name in rows:
                step = Step(NEED, "need", id, hidden.without(title or ""), hidden.without(name or ""))
                found.setdefault(visit, []).append(step)
    return found


def read_uptake(workspace: Workspace, activities: Sequence[str], hidden: UnagreedNames) -> dict[str, list[Uptake]]:
    """Who took these activities up, by activity: visits that show them, offers, and matches that others accepted."""
    found: dict[str, list[Uptake]] = {}
    with reading(workspace) as conn:
        for some in _batches(activities):
            for each in (*_shown(conn, some, hidden), *_offered(conn, some, hidden)):
                found.setdefault(each.activity, []).append(each)
    return found


def _shown(conn: SqliteConnection, activities: Sequence[str], hidden: UnagreedNames) -> list[Uptake]:
    stages = load("visit_stages")
    rows = conn.execute(
        "SELECT substr(m.code, 7), v.id, v.title, v.start, v.stage, (SELECT group_concat(substr(w.code, 9))"
        "  FROM visit_member w WHERE w.record_no = v.no AND w.field = 'organisations' AND w.code LIKE 'visitor:%')"
        " FROM visit_member m JOIN visit v ON v.no = m.record_no WHERE m.field = 'practices' AND v.listed = 1"
        " AND coalesce(v.stage, '') NOT IN ('idea', 'proposed', 'agreed', 'preparing', 'cancelled')"
        f" AND m.code IN ({_marks(activities)})"
        " ORDER BY v.start DESC, v.no",
        [f"shown:{each}" for each in activities],
    ).fetchall()
    return [
        Uptake(
            activity,
            Step(TAKEN_UP, "visit", id, hidden.without(title or _("Untitled")),
                 _DOT.join(part for part in (_("Shown in a visit"), format_period(start or "", ""),
                                             stages.label(stage) if stage else "") if part)),
            tuple(visitors.split(",")) if visitors else (),
        )
        for activity, id, title, start, stage, visitors in rows
    ]  # fmt: skip


def _offered(conn: SqliteConnection, activities: Sequence[str], hidden: UnagreedNames) -> list[Uptake]:
    rows = conn.execute(
        "SELECT o.activity, o.id, o.title, n.id, n.title, n.organisation FROM offer o"
        " LEFT JOIN pair p ON p.offer = o.id AND p.listed = 1 AND p.state = 'accepted'"
        " LEFT JOIN need n ON n.id = p.need AND n.listed = 1"
        f" WHERE o.listed = 1 AND o.activity IN ({_marks(activities)}) ORDER BY o.no, n.no",
        list(activities),
    ).fetchall()
    found: list[Uptake] = []
    for activity, id, title, need, asked, organisation in rows:
        if need:
            step = Step(TAKEN_UP, "need", need, hidden.without(asked or ""), _("Asked for, and a visit agreed"))
            found.append(Uptake(activity, step, (organisation,) if organisation else ()))
        else:
            found.append(
                Uptake(activity, Step(TAKEN_UP, "offer", id, hidden.without(title or ""), _("On offer")), offered=True)
            )
    return found


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def _batches(ids: Sequence[str]) -> Iterable[list[str]]:
    for start in range(0, len(ids), _BATCH):
        yield list(ids[start : start + _BATCH])
