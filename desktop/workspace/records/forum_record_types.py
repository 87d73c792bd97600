"""The records of the Learning Forum: a forum with its topics, rounds of votes, and calls, described field by field.

A vote is a part of its round, and its id follows from the round and the person: two desks that vote for one person write the
same record, and what they wrote differently is in conflict. What somebody chose is one value, so that it is counted whole
or not at all.
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


FORUM = RecordType(
    name="forum",
    label=N_("Forum"),
    plural=N_("Forums"),
    title="title",
    sections=(
        Section(key="what", label=N_("What")),
        Section(key="when", label=N_("When and where")),
        Section(key="who", label=N_("Who")),
        Section(key="more", label=N_("Links and files")),
        Section(key="private", label=N_("Private")),
    ),
    fields=(
        Field(name="title", kind=K.TEXT, label=N_("Title"), section="what", required=True, translated=True,
              sortable=True),
        Field(name="summary", kind=K.LONG_TEXT, label=N_("Summary"), section="what", translated=True),
        Field(name="languages", kind=K.CODES, label=N_("Languages"), section="what", vocabulary="languages"),
        Field(name="start", kind=K.DATE, label=N_("Start"), until="end", section="when",
              help=N_("A year alone, a month or a day")),
        Field(name="end", kind=K.DATE, label=N_("End"), until="end", section="when",
              help=N_("A year alone, a month or a day")),
        Field(name="country", kind=K.CHOICE, label=N_("Country"), section="when", vocabulary="countries"),
        Field(name="municipality", kind=K.TEXT, label=N_("Municipality or place"), place=("country",), section="when"),
        Field(name="organisations", kind=K.LINKED, label=N_("Organisations"), section="who", target="organisation",
              vocabulary="organisation_roles"),
        Field(name="people", kind=K.LINKED, label=N_("People who take part"), section="who", target="person",
              vocabulary="forum_roles"),
        Field(name="visit", kind=K.REFERENCE, label=N_("Visit with its programme"), section="more", target="visit",
              help=N_("Its sessions are the programme of the forum; notes are written there")),
        Field(name="links", kind=K.LINKS, label=N_("Links"), section="more"),
        Field(name="attachments", kind=K.FILES, label=N_("Attachments"), section="more"),
        _private_note(),
    ),
)  # fmt: skip

TOPIC = RecordType(
    name="topic",
    label=N_("Topic"),
    plural=N_("Topics"),
    title="title",
    part_of="forum",
    sections=(
        Section(key="what", label=N_("What")),
        Section(key="who", label=N_("Who")),
        Section(key="targets", label=N_("Targets")),
        Section(key="more", label=N_("Links and files")),
        Section(key="private", label=N_("Private")),
    ),
    fields=(
        Field(name="parent", kind=K.REFERENCE, label=N_("Forum"), target="forum"),
        Field(name="title", kind=K.TEXT, label=N_("Title"), section="what", required=True, translated=True),
        Field(name="summary", kind=K.LONG_TEXT, label=N_("Summary"), section="what", translated=True),
        Field(name="state", kind=K.CHOICE, label=N_("State"), section="what", vocabulary="topic_states"),
        Field(name="method", kind=K.CHOICE, label=N_("Method"), section="what", vocabulary="methods"),
        Field(name="minutes", kind=K.INTEGER, label=N_("Duration in minutes"), section="what"),
        Field(name="languages", kind=K.CODES, label=N_("Languages"), section="what", vocabulary="languages"),
        Field(name="organisation", kind=K.REFERENCE, label=N_("Proposed by"), section="who", target="organisation"),
        Field(name="people", kind=K.LINKED, label=N_("People"), section="who", target="person",
              vocabulary="topic_roles"),
        Field(name="brings", kind=K.LONG_TEXT, label=N_("Who would bring what"), section="who",
              help=N_("A case, a question, a method, an exhibit")),
        Field(name="targets", kind=K.CODES, label=N_("Targets"), section="targets", vocabulary="targets",
              weights="target_weights"),
        Field(name="hazards", kind=K.CODES, label=N_("Hazards"), section="targets", vocabulary="hazards"),
        Field(name="activity", kind=K.REFERENCE, label=N_("Activity"), section="more", target="activity"),
        Field(name="links", kind=K.LINKS, label=N_("Links"), section="more"),
        Field(name="attachments", kind=K.FILES, label=N_("Attachments"), section="more"),
        _private_note(),
    ),
)  # fmt: skip

COMMENT = RecordType(
    name="comment",
    label=N_("Comment"),
    plural=N_("Comments"),
    title="text",
    part_of="topic",
    fields=(
        Field(name="parent", kind=K.REFERENCE, label=N_("Topic"), target="topic"),
        Field(name="text", kind=K.LONG_TEXT, label=N_("Comment"), required=True),
        Field(name="day", kind=K.DATE, label=N_("Day")),
        Field(name="said_by", kind=K.TEXT, label=N_("Who said it"), agreed_by="said_agreed",
              help=N_("The name is shared only after the person agrees to be named")),
        Field(name="said_agreed", kind=K.CHOICE, label=N_("Agrees to be named"), vocabulary="agreements"),
    ),
)  # fmt: skip

ROUND = RecordType(
    name="round",
    label=N_("Round of votes"),
    plural=N_("Rounds of votes"),
    title="name",
    part_of="forum",
    sections=(Section(key="what", label=N_("What")),),
    fields=(
        Field(name="parent", kind=K.REFERENCE, label=N_("Forum"), target="forum"),
        Field(name="name", kind=K.TEXT, label=N_("Name"), section="what", required=True, translated=True),
        Field(name="method", kind=K.CHOICE, label=N_("How votes are counted"), section="what", vocabulary="voting_methods"),
        Field(name="points", kind=K.INTEGER, label=N_("Points"), section="what",
              help=N_("Approval: the most topics for each person. Points: the most for one topic. Dots: how many each has")),
        Field(name="ballots", kind=K.CHOICE, label=N_("Ballots"), section="what", vocabulary="ballot_kinds",
              help=N_("Secret: who voted is shown, what they chose only on the desk that entered it")),
        Field(name="start", kind=K.DATE, label=N_("Opens"), section="what", until="end"),
        Field(name="end", kind=K.DATE, label=N_("Last day"), section="what", until="end"),
        Field(name="closed", kind=K.CHOICE, label=N_("Closed"), section="what", vocabulary="agreements",
              help=N_("Yes closes it before its last day")),
    ),
)  # fmt: skip

VOTE = RecordType(
    name="vote",
    label=N_("Vote"),
    plural=N_("Votes"),
    title="person",
    part_of="round",
    sections=(Section(key="what", label=N_("What")),),
    fields=(
        Field(name="parent", kind=K.REFERENCE, label=N_("Round of votes"), target="round"),
        Field(name="person", kind=K.REFERENCE, label=N_("Person"), section="what", target="person"),
        Field(name="ballot", kind=K.BALLOT, label=N_("Ballot"), section="what", printed=False),
        Field(name="received", kind=K.CHOICE, label=N_("How this desk got the vote"), section="what",
              vocabulary="vote_channels", private=True,
              help=N_("Stays on this desk: never sent, printed or exported")),
    ),
)  # fmt: skip

CALL = RecordType(
    name="call",
    label=N_("Call"),
    plural=N_("Calls"),
    title="title",
    sections=(
        Section(key="what", label=N_("What")),
        Section(key="fields", label=N_("What is asked for")),
        Section(key="private", label=N_("Private")),
    ),
    fields=(
        Field(name="title", kind=K.TEXT, label=N_("Title"), section="what", required=True, translated=True,
              sortable=True),
        Field(name="text", kind=K.LONG_TEXT, label=N_("Text"), section="what", translated=True),
        Field(name="due", kind=K.DATE, label=N_("Until"), section="what", help=N_("The last day to answer")),
        Field(name="asks_for", kind=K.CHOICE, label=N_("Asks for"), section="fields", vocabulary="call_subjects"),
        Field(name="forum", kind=K.REFERENCE, label=N_("Forum"), section="fields", target="forum"),
        Field(name="fields", kind=K.TEXT, label=N_("Fields"), section="fields",
              help=N_("As they are called in the form, with commas between: Participants, Results")),
        Field(name="start", kind=K.DATE, label=N_("From"), until="end", section="fields",
              help=N_("Of activities or visits in this period")),
        Field(name="end", kind=K.DATE, label=N_("To"), until="end", section="fields"),
        _private_note(),
    ),
)  # fmt: skip

ANSWER = RecordType(
    name="answer",
    label=N_("Answer"),
    plural=N_("Answers"),
    title="desk",
    part_of="call",
    sections=(Section(key="what", label=N_("What")),),
    fields=(
        Field(name="parent", kind=K.REFERENCE, label=N_("Call"), target="call"),
        Field(name="desk", kind=K.TEXT, label=N_("Desk"), section="what", required=True),
        Field(name="day", kind=K.DATE, label=N_("Day"), section="what"),
        Field(name="records", kind=K.INTEGER, label=N_("Records"), section="what"),
        Field(name="complete", kind=K.INTEGER, label=N_("Complete"), section="what"),
        Field(name="remark", kind=K.TEXT, label=N_("Remark"), section="what"),
    ),
)  # fmt: skip

FORUM_TYPES = (FORUM, TOPIC, COMMENT, ROUND, VOTE, CALL, ANSWER)
"""A forum, its parts and their parts, and calls with their answers."""
