"""The records of peer visits, described field by field.

All parts are parts of the visit itself and point to each other by reference, so that a chain can be read: question,
session, note, commitment, change. Where a session stands is one value (`at`: day and time): two desks that both move it
are in conflict visibly, and a visit that moves takes its programme and its tasks along.
"""

from __future__ import annotations

from desktop.i18n import N_
from desktop.workspace.records.record_description import Field, FieldKind, RecordType, Section, Words

K = FieldKind


def _private_note() -> Field:
    return Field(
        name="private_note", kind=K.LONG_TEXT, label=N_("Private note"), section="private", private=True,
        words=Words.NOTE, help=N_("Stays on this desk: never sent, printed or exported"),
    )  # fmt: skip


def _parent() -> Field:
    return Field(name="parent", kind=K.REFERENCE, label=N_("Visit"), target="visit")


def _links() -> Field:
    return Field(name="links", kind=K.LINKS, label=N_("Links"))


def _attachments() -> Field:
    return Field(name="attachments", kind=K.FILES, label=N_("Attachments"))


def _position() -> Field:
    return Field(name="position", kind=K.INTEGER, label=N_("Position in the list"))


VISIT = RecordType(
    name="visit",
    label=N_("Visit"),
    plural=N_("Visits"),
    title="title",
    searched=True,
    sections=(
        Section(key="what", label=N_("What")),
        Section(key="when", label=N_("When and where")),
        Section(key="who", label=N_("Who")),
        Section(key="content", label=N_("Targets and practices")),
        Section(key="practical", label=N_("Practical matters")),
        Section(key="harvest", label=N_("Lessons learned")),
        Section(key="more", label=N_("Links and files")),
        Section(key="source", label=N_("Source")),
        Section(key="private", label=N_("Private")),
    ),
    fields=(
        Field(name="title", kind=K.TEXT, label=N_("Title"), section="what", required=True, translated=True,
              words=Words.TITLE, sortable=True, column=40, shown=True),
        Field(name="approach", kind=K.CHOICE, label=N_("Approach"), facet=2, section="what", vocabulary="approaches",
              required=True, sortable=True, column=16, shown=True),
        Field(name="stage", kind=K.CHOICE, label=N_("Stage"), facet=1, section="what", vocabulary="visit_stages", required=True,
              sortable=True, column=15, shown=True),
        Field(name="purpose", kind=K.LONG_TEXT, label=N_("Purpose"), section="what", translated=True, words=Words.TEXT,
              required=True, help=N_("What will the visitors be able to do afterwards?")),
        Field(name="languages", kind=K.CODES, label=N_("Languages"), section="what", vocabulary="languages", column=12),
        Field(name="interpretation", kind=K.TEXT, label=N_("Interpretation"), section="what", column=16),
        Field(name="accessibility", kind=K.LONG_TEXT, label=N_("Accessibility"), section="what"),
        Field(name="start", kind=K.DATE, label=N_("Start"), facet=3, until="end", section="when", required=True, sortable=True,
              column=14, shown=True, help=N_("A year alone, a month or a day")),
        Field(name="end", kind=K.DATE, label=N_("End"), until="end", section="when", sortable=True, column=14, shown=True,
              help=N_("A year alone, a month or a day")),
        Field(name="time_zone", kind=K.CHOICE, label=N_("Time zone of the host"), section="when",
              vocabulary="time_zones", column=14),
        Field(name="country", kind=K.CHOICE, label=N_("Country"), facet=4, section="when", vocabulary="countries",
              sortable=True, column=16, shown=True),
        Field(name="municipality", kind=K.TEXT, label=N_("Municipality or place"), place=("country", "coordinates"),
              section="when", words=Words.PLACE, sortable=True, column=20),
        Field(name="address", kind=K.TEXT, label=N_("Address"), section="when", words=Words.PLACE),
        Field(name="coordinates", kind=K.COORDINATES, label=N_("Coordinates"), section="when"),
        Field(name="organisations", kind=K.LINKED, label=N_("Hosts and visitors"), facet=8, section="who",
              target="organisation", vocabulary="visit_roles", words=Words.ORGANISATION, required=True, column=26,
              shown=True),
        Field(name="people", kind=K.LINKED, label=N_("People"), section="who", target="person",
              vocabulary="visit_person_roles"),
        Field(name="targets", kind=K.CODES, label=N_("Targets"), facet=5, section="content", vocabulary="targets",
              weights="target_weights", required=True, column=22, shown=True),
        Field(name="hazards", kind=K.CODES, label=N_("Hazards"), facet=6, section="content", vocabulary="hazards", column=16),
        Field(name="essentials", kind=K.CODES, label=N_("Ten Essentials"), section="content", vocabulary="essentials",
              column=14),
        Field(name="modules", kind=K.CODES, label=N_("Modules"), facet=7, section="content", vocabulary="modules", column=14),
        Field(name="practices", kind=K.LINKED, label=N_("Practices"), section="content", target="activity",
              vocabulary="practice_roles"),
        Field(name="arrangements", kind=K.LONG_TEXT, label=N_("What guests should know"), section="practical",
              words=Words.TEXT, help=N_("Travel, accommodation, weather, clothes, money, electricity")),
        Field(name="host_brief", kind=K.LONG_TEXT, label=N_("What the host should know"), section="practical",
              words=Words.TEXT, help=N_("Who comes, with what experience, what matters to them")),
        Field(name="emergency_numbers", kind=K.TEXT, label=N_("Emergency numbers"), section="practical"),
        Field(name="currency", kind=K.CHOICE, label=N_("Currency of the budget"), section="practical",
              vocabulary="currencies"),
        Field(name="context", kind=K.LONG_TEXT, label=N_("Context"), section="harvest", words=Words.TEXT),
        Field(name="summary", kind=K.LONG_TEXT, label=N_("Summary"), section="harvest", translated=True,
              words=Words.TEXT),
        Field(name="lessons", kind=K.LONG_TEXT, label=N_("Lessons"), section="harvest", words=Words.TEXT),
        Field(name="replicability", kind=K.LONG_TEXT, label=N_("What can be replicated, and under which conditions"),
              section="harvest", words=Words.TEXT),
        Field(name="links", kind=K.LINKS, label=N_("Links"), section="more"),
        Field(name="attachments", kind=K.FILES, label=N_("Attachments"), section="more"),
        Field(name="template", kind=K.TEXT, label=N_("Template"), section="source",
              help=N_("Template used")),
        Field(name="source", kind=K.TEXT, label=N_("Source"), section="source"),
        Field(name="source_id", kind=K.TEXT, label=N_("Identifier in the source"), section="source"),
        _private_note(),
    ),
)  # fmt: skip

QUESTION = RecordType(
    name="question",
    label=N_("Learning question"),
    plural=N_("Learning questions"),
    title="question",
    part_of="visit",
    fields=(
        _parent(),
        Field(name="question", kind=K.TEXT, label=N_("Question"), required=True),
        Field(name="why", kind=K.LONG_TEXT, label=N_("What the answer will be used for")),
        Field(name="asked_by", kind=K.TEXT, label=N_("Asked by")),
        _position(),
    ),
)

SESSION = RecordType(
    name="session",
    label=N_("Session"),
    plural=N_("Sessions"),
    title="title",
    part_of="visit",
    fields=(
        _parent(),
        Field(name="title", kind=K.TEXT, label=N_("Title"), required=True),
        Field(name="kind", kind=K.CHOICE, label=N_("Kind"), vocabulary="session_kinds"),
        Field(name="at", kind=K.MOMENT, label=N_("Day and time"),
              help=N_("The day of the visit, counted from 1, and the local time: day 2, 14:30")),
        Field(name="minutes", kind=K.INTEGER, label=N_("Duration in minutes")),
        Field(name="time_zone", kind=K.CHOICE, label=N_("Another time zone"), vocabulary="time_zones",
              help=N_("Only where it is not the one of the visit")),
        Field(name="track", kind=K.TEXT, label=N_("Track"), help=N_("For sessions that run side by side")),
        Field(name="method", kind=K.CHOICE, label=N_("Method"), vocabulary="methods"),
        Field(name="summary", kind=K.LONG_TEXT, label=N_("Description")),
        Field(name="steps", kind=K.LONG_TEXT, label=N_("Steps"),
              help=N_("One step per line, starting with its minutes: 10 Welcome")),
        Field(name="discussion_minutes", kind=K.INTEGER, label=N_("Minutes for questions and discussion")),
        Field(name="place", kind=K.TEXT, label=N_("Place")),
        Field(name="address", kind=K.TEXT, label=N_("Address")),
        Field(name="coordinates", kind=K.COORDINATES, label=N_("Coordinates")),
        Field(name="outdoors", kind=K.CHOICE, label=N_("Needs daylight"), vocabulary="agreements"),
        Field(name="travel_minutes", kind=K.INTEGER, label=N_("Travel time (minutes)")),
        Field(name="buffer_minutes", kind=K.INTEGER, label=N_("Buffer (minutes)")),
        Field(name="people", kind=K.LINKED, label=N_("Session leaders"), target="person",
              vocabulary="session_person_roles"),
        Field(name="leads", kind=K.TEXT, label=N_("Other session leaders"), help=N_("Names, separated by commas")),
        Field(name="practices", kind=K.LINKED, label=N_("Practices"), target="activity", vocabulary="practice_roles"),
        Field(name="questions", kind=K.LINKED, label=N_("Questions it answers"), target="question",
              vocabulary="question_roles"),
        Field(name="topic", kind=K.REFERENCE, label=N_("Topic of a forum"), target="topic"),
        Field(name="needs", kind=K.LONG_TEXT, label=N_("Equipment and materials")),
        _links(),
        _attachments(),
        _private_note(),
    ),
)  # fmt: skip

PARTICIPANT = RecordType(
    name="participant",
    label=N_("Participant"),
    plural=N_("Participants"),
    title="name",
    part_of="visit",
    fields=(
        _parent(),
        Field(name="name", kind=K.TEXT, label=N_("Name"), required=True),
        Field(name="person", kind=K.REFERENCE, label=N_("Person"), target="person"),
        Field(name="side", kind=K.CHOICE, label=N_("Side"), vocabulary="sides"),
        Field(name="role", kind=K.CHOICE, label=N_("Role in the visit"), vocabulary="participant_roles"),
        Field(name="function", kind=K.TEXT, label=N_("Function")),
        Field(name="organisation", kind=K.REFERENCE, label=N_("Organisation"), target="organisation"),
        Field(name="email", kind=K.TEXT, label=N_("E-mail")),
        Field(name="telephone", kind=K.TEXT, label=N_("Telephone")),
        Field(name="languages", kind=K.CODES, label=N_("Languages"), vocabulary="languages"),
        Field(name="arrival", kind=K.DATETIME, label=N_("Arrival"),
              help=N_("Day and local time at the host: 2026-05-03 18:30")),
        Field(name="arrival_by", kind=K.TEXT, label=N_("Arrives by"), help=N_("Flight, train, car …")),
        Field(name="departure", kind=K.DATETIME, label=N_("Departure"),
              help=N_("Day and local time at the host: 2026-05-03 18:30")),
        Field(name="departure_by", kind=K.TEXT, label=N_("Leaves by"), help=N_("Flight, train, car …")),
        Field(name="accommodation", kind=K.TEXT, label=N_("Accommodation")),
        Field(name="dietary", kind=K.TEXT, label=N_("Dietary needs")),
        Field(name="access_needs", kind=K.TEXT, label=N_("Access needs")),
        Field(name="emergency_contact", kind=K.TEXT, label=N_("Emergency contact"), private=True,
              help=N_("Stays on this desk: never sent, printed or exported")),
        Field(name="consent", kind=K.CHOICE, label=N_("Consent to share"), vocabulary="consents", required=True,
              help=N_("Until the person consents, none of this leaves the desk")),
        _private_note(),
    ),
)  # fmt: skip

TASK = RecordType(
    name="task",
    label=N_("Task"),
    plural=N_("Tasks"),
    title="title",
    part_of="visit",
    fields=(
        _parent(),
        Field(name="title", kind=K.TEXT, label=N_("Title"), required=True),
        Field(name="phase", kind=K.CHOICE, label=N_("Phase"), vocabulary="task_phases"),
        Field(name="side", kind=K.CHOICE, label=N_("Side"), vocabulary="sides"),
        Field(name="owner", kind=K.TEXT, label=N_("Owner")),
        Field(name="due_days", kind=K.OFFSET, label=N_("Due, in days from the visit"),
              help=N_("Counted from the start of the visit, or from its end; −14 is two weeks before")),
        Field(name="due_from", kind=K.CHOICE, label=N_("Counted from"), vocabulary="due_from"),
        Field(name="due", kind=K.DATE, label=N_("Due on"), help=N_("A fixed day, which does not move with the visit")),
        Field(name="state", kind=K.CHOICE, label=N_("State"), vocabulary="task_states"),
        Field(name="done", kind=K.DATE, label=N_("Done on")),
        Field(name="notes", kind=K.LONG_TEXT, label=N_("Notes")),
        _position(),
        _attachments(),
    ),
)  # fmt: skip

BUDGET_LINE = RecordType(
    name="budget_line",
    label=N_("Budget line"),
    plural=N_("Budget lines"),
    title="what",
    part_of="visit",
    fields=(
        _parent(),
        Field(name="what", kind=K.TEXT, label=N_("What for"), required=True),
        Field(name="kind", kind=K.CHOICE, label=N_("Kind"), vocabulary="budget_kinds"),
        Field(name="payer", kind=K.TEXT, label=N_("Payer")),
        Field(name="currency", kind=K.CHOICE, label=N_("Currency"), vocabulary="currencies"),
        Field(name="planned", kind=K.DECIMAL, label=N_("Planned")),
        Field(name="spent", kind=K.DECIMAL, label=N_("Spent")),
        Field(name="rate", kind=K.DECIMAL, label=N_("Rate"), positive=True,
              help=N_("Value of one unit in the currency of the budget")),
        Field(name="rate_date", kind=K.DATE, label=N_("Rate of")),
        Field(name="notes", kind=K.LONG_TEXT, label=N_("Notes")),
        _position(),
        _attachments(),
    ),
)  # fmt: skip

NOTE = RecordType(
    name="note",
    label=N_("Learning note"),
    plural=N_("Learning notes"),
    title="saw",
    part_of="visit",
    fields=(
        _parent(),
        Field(name="session", kind=K.REFERENCE, label=N_("Session"), target="session"),
        Field(name="question", kind=K.REFERENCE, label=N_("Question"), target="question"),
        Field(name="time", kind=K.DATETIME, label=N_("Written at")),
        Field(name="saw", kind=K.LONG_TEXT, label=N_("What we saw")),
        Field(name="take_home", kind=K.LONG_TEXT, label=N_("What we take home")),
        Field(name="stays_open", kind=K.LONG_TEXT, label=N_("Open questions")),
        Field(name="said_by", kind=K.TEXT, label=N_("Who said it"), agreed_by="said_agreed",
              help=N_("The name is shared only after the person agrees to be named")),
        Field(name="said_agreed", kind=K.CHOICE, label=N_("Agrees to be named"), vocabulary="agreements"),
        Field(name="written_by", kind=K.TEXT, label=N_("Written by")),
        Field(name="activity", kind=K.REFERENCE, label=N_("Became the activity"), target="activity"),
        _links(),
        _attachments(),
        _private_note(),
    ),
)  # fmt: skip

FINDING = RecordType(
    name="finding",
    label=N_("Finding"),
    plural=N_("Findings"),
    title="finding",
    part_of="visit",
    fields=(
        _parent(),
        Field(name="finding", kind=K.LONG_TEXT, label=N_("Finding"), required=True),
        Field(name="kind", kind=K.CHOICE, label=N_("Kind"), vocabulary="finding_kinds"),
        Field(name="question", kind=K.REFERENCE, label=N_("Question"), target="question"),
        Field(name="essentials", kind=K.CODES, label=N_("Ten Essentials"), vocabulary="essentials"),
        Field(name="targets", kind=K.CODES, label=N_("Targets"), vocabulary="targets", weights="target_weights"),
        Field(name="evidence", kind=K.LONG_TEXT, label=N_("Evidence")),
        Field(name="recommendation", kind=K.LONG_TEXT, label=N_("Recommendation")),
        Field(name="answer", kind=K.LONG_TEXT, label=N_("Answer of the host")),
        Field(name="answer_state", kind=K.CHOICE, label=N_("The host accepts it"), vocabulary="answer_states"),
        _position(),
        _attachments(),
    ),
)  # fmt: skip

COMMITMENT = RecordType(
    name="commitment",
    label=N_("Commitment"),
    plural=N_("Commitments"),
    title="what",
    part_of="visit",
    fields=(
        _parent(),
        Field(name="what", kind=K.TEXT, label=N_("What will be done"), required=True),
        Field(name="who", kind=K.TEXT, label=N_("Who")),
        Field(name="organisation", kind=K.REFERENCE, label=N_("Organisation"), target="organisation"),
        Field(name="side", kind=K.CHOICE, label=N_("Side"), vocabulary="sides"),
        Field(name="due", kind=K.DATE, label=N_("By when")),
        Field(name="state", kind=K.CHOICE, label=N_("State"), vocabulary="commitment_states"),
        Field(name="question", kind=K.REFERENCE, label=N_("Question"), target="question"),
        Field(name="note", kind=K.REFERENCE, label=N_("Learning note"), target="note"),
        Field(name="finding", kind=K.REFERENCE, label=N_("Finding"), target="finding"),
        Field(name="changed", kind=K.LONG_TEXT, label=N_("What changed")),
        Field(name="activity", kind=K.REFERENCE, label=N_("Became the activity"), target="activity"),
        _position(),
        _links(),
        _attachments(),
        _private_note(),
    ),
)  # fmt: skip

FOLLOW_UP = RecordType(
    name="follow_up",
    label=N_("Follow-up"),
    plural=N_("Follow-ups"),
    title="title",
    part_of="visit",
    fields=(
        _parent(),
        Field(name="title", kind=K.TEXT, label=N_("Title")),
        Field(name="after_months", kind=K.INTEGER, label=N_("Months after the visit")),
        Field(name="due", kind=K.DATE, label=N_("Due on"), help=N_("A fixed day, which does not move with the visit")),
        Field(name="side", kind=K.CHOICE, label=N_("Side"), vocabulary="sides"),
        Field(name="commitment", kind=K.REFERENCE, label=N_("Commitment"), target="commitment"),
        Field(name="done", kind=K.DATE, label=N_("Done on")),
        Field(name="happened", kind=K.CHOICE, label=N_("Did it happen?"), vocabulary="follow_up_answers"),
        Field(name="changed", kind=K.LONG_TEXT, label=N_("What changed")),
        Field(name="evidence", kind=K.LONG_TEXT, label=N_("Evidence")),
        Field(name="answered_by", kind=K.TEXT, label=N_("Answered by")),
        _links(),
        _attachments(),
        _private_note(),
    ),
)  # fmt: skip

TEMPLATE = RecordType(
    name="template",
    label=N_("Visit template"),
    plural=N_("Visit templates"),
    title="name",
    fields=(
        Field(name="name", kind=K.TEXT, label=N_("Name"), required=True, sortable=True, column=40, shown=True),
        Field(name="approach", kind=K.CHOICE, label=N_("Approach"), vocabulary="approaches", column=16, shown=True),
        Field(name="summary", kind=K.LONG_TEXT, label=N_("Summary")),
        Field(name="language", kind=K.CHOICE, label=N_("Language"), vocabulary="languages"),
        Field(name="version", kind=K.INTEGER, label=N_("Version of its format")),
        Field(name="content", kind=K.SOURCE, label=N_("Content")),
    ),
)

VISIT_TYPES = (
    VISIT, QUESTION, SESSION, PARTICIPANT, TASK, BUDGET_LINE, NOTE, FINDING, COMMITMENT, FOLLOW_UP, TEMPLATE,
)  # fmt: skip
"""A visit, its parts, and templates of visits."""
