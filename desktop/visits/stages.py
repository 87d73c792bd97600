"""The stages of a visit from the idea to its end, and what is missing to go on: said, never enforced."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desktop.visits.due import is_open
from desktop.visits.reading import Visit, linked
from desktop.visits.times import first_day, fixed_first_day, session_time, text_of
from desktop.vocabularies import load
from desktop.words import N_, _

STAGES = (
    "idea", "proposed", "agreed", "preparing", "under_way", "reporting", "following_up", "closed",
)  # fmt: skip
"""As they are lived; a visit can be cancelled at any."""


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that a stage wants. `part`: record type of the part to add, "visit" for a field of the visit itself."""

    key: str
    sentence: str  # English source
    part: str = "visit"
    field: str = ""

    def words(self) -> str:
        """A sentence, in the language spoken now."""
        return _(self.sentence)


Rule = tuple[Missing, Callable[[Visit], bool]]  # what is missing where it is False


def _has(field: str) -> Callable[[Visit], bool]:
    return lambda visit: bool(text_of(visit.values, field))


def _linked(field: str, role: str = "") -> Callable[[Visit], bool]:
    return lambda visit: bool(linked(visit.values, field, role))


def _any_member(field: str) -> Callable[[Visit], bool]:
    return lambda visit: any(name.startswith(f"{field}/") for name, value in visit.values.items() if value)


def _parts(type: str) -> Callable[[Visit], bool]:
    return lambda visit: bool(visit.parts(type))


def _contact(role: str, side: str) -> Callable[[Visit], bool]:
    """A person in this role, or a participant of that side who is reached somewhere."""

    def found(visit: Visit) -> bool:
        if linked(visit.values, "people", role):
            return True
        return any(
            text_of(each.values, "side") in (side, "both")
            and (text_of(each.values, "email") or text_of(each.values, "telephone"))
            for each in visit.participants
        )

    return found


def _placed(visit: Visit) -> bool:
    return any(
        (time := session_time(visit.values, each.values)) is not None and time.minute is not None
        for each in visit.sessions
    )


def _all_asked(visit: Visit) -> bool:
    return all(text_of(each.values, "consent") for each in visit.participants)


def _prepared(visit: Visit) -> bool:
    phases = ("agreeing", "programme", "logistics")
    return not any(is_open("task", each.values) and text_of(each.values, "phase") in phases for each in visit.tasks)


def _kept(visit: Visit) -> bool:
    return not any(is_open("commitment", each.values) for each in visit.commitments)


def _followed(visit: Visit) -> bool:
    return bool(visit.follow_ups) and not any(is_open("follow_up", each.values) for each in visit.follow_ups)


def _answered(visit: Visit) -> bool:
    if text_of(visit.values, "approach") != "peer_review":
        return True
    return bool(visit.findings) and all(
        text_of(each.values, "answer") or text_of(each.values, "answer_state") not in ("", "open")
        for each in visit.findings
    )


_WANTED: dict[str, tuple[Rule, ...]] = {
    "idea": ((Missing("title", N_("It has no title."), field="title"), _has("title")),),
    "proposed": (
        (Missing("approach", N_("The approach is not chosen."), field="approach"), _has("approach")),
        (Missing("purpose", N_("The purpose is not written."), field="purpose"), _has("purpose")),
        (Missing("host", N_("It has no host."), field="organisations"), _linked("organisations", "host")),
        (Missing("visitor", N_("It has no visitors."), field="organisations"), _linked("organisations", "visitor")),
        (Missing("questions", N_("No learning question is written."), "question"), _parts("question")),
    ),
    "agreed": (
        (Missing("date", N_("It has no date."), field="start"), lambda visit: first_day(visit.values) is not None),
        (
            Missing("host_contact", N_("There is no contact at the host."), field="people"),
            _contact("host_contact", "host"),
        ),
        (
            Missing("visitor_contact", N_("There is no contact of the visitors."), field="people"),
            _contact("visitor_contact", "visitor"),
        ),
    ),
    "preparing": (
        (
            Missing("day", N_("The first day is not fixed."), field="start"),
            lambda visit: fixed_first_day(visit.values) is not None,
        ),
        (Missing("zone", N_("The time zone of the host is not chosen."), field="time_zone"), _has("time_zone")),
        (Missing("targets", N_("No target is chosen."), field="targets"), _any_member("targets")),
        (
            Missing("practices", N_("No practice to be seen is chosen."), field="practices"),
            _linked("practices", "shown"),
        ),
        (Missing("tasks", N_("There is no task of preparation."), "task"), _parts("task")),
    ),
    "under_way": (
        (Missing("programme", N_("The programme has no session with a time."), "session"), _placed),
        (Missing("participants", N_("There is no participant."), "participant"), _parts("participant")),
        (Missing("consents", N_("Not every participant was asked for consent."), "participant"), _all_asked),
        (Missing("prepared", N_("Tasks of preparation are still open."), "task"), _prepared),
    ),
    "reporting": ((Missing("notes", N_("There is no learning note."), "note"), _parts("note")),),
    "following_up": (
        (Missing("lessons", N_("The lessons are not written."), field="lessons"), _has("lessons")),
        (Missing("commitments", N_("There is no commitment."), "commitment"), _parts("commitment")),
        (Missing("follow_ups", N_("No follow-up is planned."), "follow_up"), _parts("follow_up")),
        (Missing("answers", N_("The host has not answered all findings."), "finding"), _answered),
    ),
    "closed": (
        (Missing("followed", N_("Follow-ups are still to be done."), "follow_up"), _followed),
        (Missing("kept", N_("Commitments are still open."), "commitment"), _kept),
    ),
}


def stage_of(visit: Visit) -> str:
    """The stage of a visit; an idea where none is written."""
    return text_of(visit.values, "stage") or STAGES[0]


def next_stage(stage: str) -> str:
    """The stage after this one; "" after the last, and of what was cancelled."""
    place = STAGES.index(stage) + 1 if stage in STAGES else len(STAGES)
    return STAGES[place] if place < len(STAGES) else ""


def missing(visit: Visit, stage: str = "") -> tuple[Missing, ...]:
    """What a visit lacks to be at a stage, the next one where none is named: all that this stage and those before it
    want. Never a reason to forbid.
    """
    wanted = stage or next_stage(stage_of(visit))
    if wanted not in STAGES:
        return ()
    reached = STAGES[: STAGES.index(wanted) + 1]
    return tuple(what for each in reached for what, there in _WANTED[each] if not there(visit))


def stage_label(stage: str) -> str:
    """What a stage is called, in the language spoken now."""
    return load("visit_stages").label(stage)
