"""The stages of a visit from the idea to its end, and what is missing to go on: said, never enforced."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from desktop.i18n import N_, _
from desktop.visits.due_dates import is_open
from desktop.visits.field_values import text_of
from desktop.visits.visit import Visit, linked_ids
from desktop.visits.visit_times import first_day, fixed_first_day, last_day, session_time

STAGES = (
    "idea", "proposed", "agreed", "preparing", "under_way", "reporting", "following_up", "closed",
)  # fmt: skip
"""As they are lived; a visit can be cancelled at any."""


@dataclass(frozen=True, slots=True)
class MissingItem:
    """One thing that a stage wants. `part`: record type of the part to add, "visit" for a field of the visit itself, of
    links with their role: "organisations/host".
    """

    key: str
    sentence: str  # English source
    part: str = "visit"
    field: str = ""

    def words(self) -> str:
        """A sentence, in the language spoken now."""
        return _(self.sentence)


Requirement = tuple[MissingItem, Callable[[Visit], bool]]  # what is missing where it is False


def _has_field(field: str) -> Callable[[Visit], bool]:
    return lambda visit: bool(text_of(visit.values, field))


def _has_link(field: str, role: str = "") -> Callable[[Visit], bool]:
    return lambda visit: bool(linked_ids(visit.values, field, role))


def _has_member(field: str) -> Callable[[Visit], bool]:
    return lambda visit: any(name.startswith(f"{field}/") for name, value in visit.values.items() if value)


def _has_part(type: str) -> Callable[[Visit], bool]:
    return lambda visit: bool(visit.parts(type))


def _has_contact(role: str, side: str) -> Callable[[Visit], bool]:
    """A person in this role, or a participant of that side who is reached somewhere."""

    def found(visit: Visit) -> bool:
        if linked_ids(visit.values, "people", role):
            return True
        return any(
            text_of(each.values, "side") in (side, "both")
            and (text_of(each.values, "email") or text_of(each.values, "telephone"))
            for each in visit.participants
        )

    return found


def _has_timed_session(visit: Visit) -> bool:
    return any(
        (time := session_time(visit.values, each.values)) is not None and time.minute is not None
        for each in visit.sessions
    )


def _all_consents_given(visit: Visit) -> bool:
    return all(text_of(each.values, "consent") for each in visit.participants)


def _preparation_done(visit: Visit) -> bool:
    phases = ("agreeing", "programme", "logistics")
    return not any(is_open("task", each.values) and text_of(each.values, "phase") in phases for each in visit.tasks)


def _commitments_done(visit: Visit) -> bool:
    return not any(is_open("commitment", each.values) for each in visit.commitments)


def _follow_ups_done(visit: Visit) -> bool:
    return bool(visit.follow_ups) and not any(is_open("follow_up", each.values) for each in visit.follow_ups)


def _findings_answered(visit: Visit) -> bool:
    if text_of(visit.values, "approach") != "peer_review":
        return True
    return bool(visit.findings) and all(
        text_of(each.values, "answer") or text_of(each.values, "answer_state") not in ("", "open")
        for each in visit.findings
    )


_REQUIREMENTS: dict[str, tuple[Requirement, ...]] = {
    "idea": ((MissingItem("title", N_("It has no title."), field="title"), _has_field("title")),),
    "proposed": (
        (MissingItem("approach", N_("The approach is not chosen."), field="approach"), _has_field("approach")),
        (MissingItem("purpose", N_("The purpose is not written."), field="purpose"), _has_field("purpose")),
        (MissingItem("host", N_("It has no host."), field="organisations/host"), _has_link("organisations", "host")),
        (
            MissingItem("visitor", N_("It has no visitors."), field="organisations/visitor"),
            _has_link("organisations", "visitor"),
        ),
        (MissingItem("questions", N_("No learning question is written."), "question"), _has_part("question")),
    ),
    "agreed": (
        (MissingItem("date", N_("It has no date."), field="start"), lambda visit: first_day(visit.values) is not None),
        (
            MissingItem("host_contact", N_("There is no contact at the host."), field="people"),
            _has_contact("host_contact", "host"),
        ),
        (
            MissingItem("visitor_contact", N_("There is no contact of the visitors."), field="people"),
            _has_contact("visitor_contact", "visitor"),
        ),
    ),
    "preparing": (
        (
            MissingItem("day", N_("The first day is not fixed."), field="start"),
            lambda visit: fixed_first_day(visit.values) is not None,
        ),
        (
            MissingItem("zone", N_("The time zone of the host is not chosen."), field="time_zone"),
            _has_field("time_zone"),
        ),
        (MissingItem("targets", N_("No target is chosen."), field="targets"), _has_member("targets")),
        (
            MissingItem("practices", N_("No practice to visit is selected."), field="practices"),
            _has_link("practices", "shown"),
        ),
        (MissingItem("tasks", N_("There is no task of preparation."), "task"), _has_part("task")),
    ),
    "under_way": (
        (MissingItem("programme", N_("The programme has no session with a time."), "session"), _has_timed_session),
        (MissingItem("participants", N_("There is no participant."), "participant"), _has_part("participant")),
        (
            MissingItem("consents", N_("Not every participant was asked for consent."), "participant"),
            _all_consents_given,
        ),
        (MissingItem("prepared", N_("Some preparation tasks are still open."), "task"), _preparation_done),
    ),
    "reporting": ((MissingItem("notes", N_("There is no learning note."), "note"), _has_part("note")),),
    "following_up": (
        (MissingItem("lessons", N_("The lessons are not written yet."), field="lessons"), _has_field("lessons")),
        (MissingItem("commitments", N_("There is no commitment."), "commitment"), _has_part("commitment")),
        (MissingItem("follow_ups", N_("No follow-up is planned."), "follow_up"), _has_part("follow_up")),
        (MissingItem("answers", N_("The host has not answered all findings."), "finding"), _findings_answered),
    ),
    "closed": (
        (MissingItem("followed", N_("Follow-ups are still to be done."), "follow_up"), _follow_ups_done),
        (MissingItem("kept", N_("Commitments are still open."), "commitment"), _commitments_done),
    ),
}


def stage_of(visit: Visit) -> str:
    """The stage of a visit; an idea where none is written."""
    return text_of(visit.values, "stage") or STAGES[0]


def next_stage(stage: str) -> str:
    """The stage after this one; "" after the last, and of what was cancelled."""
    place = STAGES.index(stage) + 1 if stage in STAGES else len(STAGES)
    return STAGES[place] if place < len(STAGES) else ""


def stage_by_dates(visit: Visit, today: date) -> str:
    """The stage that the days of a visit say it has reached: under way from the first to the last, reporting after them.
    "" where it is there already or beyond, was cancelled, or the days are not fixed.
    """
    begins, ends = fixed_first_day(visit.values), last_day(visit.values)
    if begins is None or ends is None or today < begins:
        return ""
    reached, stage = "under_way" if today <= ends else "reporting", stage_of(visit)
    return reached if stage in STAGES and STAGES.index(stage) < STAGES.index(reached) else ""


def missing_items(visit: Visit, stage: str = "") -> tuple[MissingItem, ...]:
    """What a visit lacks to be at a stage, the next one where none is named: all that this stage and those before it
    want. Never a reason to forbid.
    """
    wanted = stage or next_stage(stage_of(visit))
    if wanted not in STAGES:
        return ()
    reached = STAGES[: STAGES.index(wanted) + 1]
    return tuple(what for each in reached for what, there in _REQUIREMENTS[each] if not there(visit))
