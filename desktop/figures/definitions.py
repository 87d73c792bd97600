"""The figures of the desk, described once: what each is called, what it counts in words, and of which records.

Whoever shows a figure, in the window, on paper or on the command line, takes it from here. Records are counted by their
identity: one that came by exchange, from however many desks, counts once; of records that were merged, the one that stayed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from desktop.errors import ProgrammingError
from desktop.i18n import N_

ACTIVITY, RUN, VISIT, ORGANISATION = "activity", "run", "visit", "organisation"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. `label` and `definition` are marked with `N_`.

    `type`: the records that are counted. `query`: which of them, in the words of the search; of parts, which of the records
    that they are part of. `dated`: does it count what touches a period? Else it says how things stand now.
    """

    name: str
    label: str
    definition: str
    type: str
    query: str = ""
    dated: bool = True
    percent: bool = False

    @property
    def list_type(self) -> str:
        """The type of the records in the list that stands behind it."""
        return ACTIVITY if self.type == RUN else self.type


_COURSES = "kind:mooc,online_course,webinar"

_ALL = (
    Figure(
        "activities", N_("Activities"),
        N_("Activities that touch the period: begun before its end, and not ended before it begins. Each counts once, however"
           " many towns or desks take part in it; one that goes on for two years counts in both. Ideas, plans and what was"
           " cancelled count too."),
        ACTIVITY,
    ),
    Figure(
        "activities_completed", N_("Activities completed"),
        N_("Activities with the status Completed that touch the period."), ACTIVITY, "status:completed",
    ),
    Figure(
        "activities_planned", N_("Activities planned"),
        N_("Activities with the status Idea or Planned that touch the period."), ACTIVITY, "status:idea,planned",
    ),
    Figure(
        "joint_activities", N_("Joint activities"),
        N_("Activities in which two or more organisations have a role. Each counts once here; in a count by organisation it"
           " counts once at each of them, so that those counts add up to more."),
        ACTIVITY,
    ),
    Figure(
        "participants", N_("Participants"),
        N_("The sum of the participants of the activities; where no total is given, of women, men and others. The desk knows"
           " numbers, not names: somebody who took part in three activities counts three times. Activities without a number"
           " add nothing."),
        ACTIVITY,
    ),
    Figure(
        "women", N_("Women among participants"),
        N_("The sum of women in the activities that give both women and men."), ACTIVITY,
    ),
    Figure(
        "women_share", N_("Share of women"),
        N_("Women in per cent of women, men and others, in the activities that give both women and men."), ACTIVITY,
        percent=True,
    ),
    Figure(
        "local_governments", N_("Local governments reached"),
        N_("The sum of the local governments that activities say they reached. One that two activities reached counts twice."),
        ACTIVITY,
    ),
    Figure("countries", N_("Countries"), N_("Different countries in which the activities took place."), ACTIVITY),
    Figure(
        "places", N_("Municipalities and places"),
        N_("Different places of the activities: the same name in the same country is one, whatever its capital letters."),
        ACTIVITY,
    ),
    Figure(
        "organisations", N_("Organisations"),
        N_("Different organisations with a role in the activities. Those that were merged count as one."), ACTIVITY,
    ),
    Figure(
        "goals", N_("SDGs"),
        N_("Sustainable Development Goals that the activities name, by themselves or by one of their targets."), ACTIVITY,
    ),
    Figure(
        "targets", N_("SDG targets"),
        N_("Different targets of the 2030 Agenda that the activities name; an indicator counts for its target, a goal alone"
           " for none."),
        ACTIVITY,
    ),
    Figure(
        "courses", N_("Courses"),
        N_("Activities of the kinds MOOC, online course and webinar that touch the period. A course that two desks entered"
           " apart counts twice until the two records are merged."),
        ACTIVITY, _COURSES,
    ),
    Figure(
        "runs", N_("Course runs"),
        N_("Runs that touch the period by their own dates; those without any by the dates of their course."), RUN,
    ),
    Figure(
        "enrolled", N_("Learners enrolled"),
        N_("The sum of those enrolled in the course runs. Who enrolled in two runs counts twice; a run that came from two"
           " desks counts once."),
        RUN,
    ),
    Figure("completed", N_("Learners who completed"), N_("The sum of those who completed the course runs."), RUN),
    Figure("certified", N_("Learners certified"), N_("The sum of those certified in the course runs."), RUN),
    Figure(
        "visits", N_("Visits"),
        N_("Peer visits that touch the period, whatever their stage. A visit of two towns is one visit."), VISIT,
    ),
    Figure(
        "visits_held", N_("Visits held"),
        N_("Visits that touch the period and are under way, in reporting, in follow-up or closed."),
        VISIT, "stage:under_way,reporting,following_up,closed",
    ),
    Figure(
        "visit_participants", N_("Visit participants"),
        N_("Participants in the lists of the visits. Somebody who is on the lists of two visits counts twice."), VISIT,
    ),
    Figure("notes", N_("Learning notes"), N_("Learning notes of the visits."), VISIT),
    Figure("commitments", N_("Commitments"), N_("Commitments made in the visits, whatever came of them."), VISIT),
    Figure("commitments_kept", N_("Commitments kept"), N_("Commitments made in the visits that are done by now."), VISIT),
    Figure(
        "follow_ups_answered", N_("Follow-ups answered"),
        N_("Follow-ups of the visits that somebody answered: they have a day on which they were done, or say whether it"
           " happened. “Not yet” is no answer."),
        VISIT,
    ),
    Figure(
        "changes_reported", N_("Changes reported"),
        N_("Commitments and follow-ups of the visits that say in words what changed. A commitment and its follow-up count each"
           " once. Who says it, the figure does not ask."),
        VISIT,
    ),
    Figure(
        "members", N_("Members"),
        N_("Organisations that are members now, whatever the period."), ORGANISATION, "membership:member", dated=False,
    ),
    Figure(
        "members_reached", N_("Members reached"),
        N_("Members that some activity or visit has reached until now: they, or one of their people, had a role in it or took"
           " part. What was cancelled, or is an idea, does not count."),
        ORGANISATION, "membership:member reached:yes", dated=False,
    ),
)  # fmt: skip

FIGURES: Mapping[str, Figure] = MappingProxyType({each.name: each for each in _ALL})
"""All of them by name, in the order in which they are shown."""

if len(FIGURES) != len(_ALL):
    raise ProgrammingError("two figures of one name")

NOTE = N_(
    "Records are counted by their identity: what came by exchange, from however many desks, counts once, and what was merged"
    " counts as the record that stayed."
)
"""What holds for all of them."""
