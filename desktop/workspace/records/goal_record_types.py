"""The records of what is aimed for: goals that a figure of the desk measures, and values of indicators over time."""

from __future__ import annotations

from desktop.i18n import N_
from desktop.workspace.records.record_description import Field, FieldKind, RecordType, Section, Words

K = FieldKind

GOAL = RecordType(
    name="goal",
    label=N_("Goal"),
    plural=N_("Goals"),
    title="title",
    searched=True,
    sections=(
        Section(key="what", label=N_("What")),
        Section(key="count", label=N_("What counts")),
        Section(key="when", label=N_("From when until when")),
        Section(key="more", label=N_("Links and files")),
        Section(key="private", label=N_("Private")),
    ),
    fields=(
        Field(name="title", kind=K.TEXT, label=N_("Goal"), section="what", required=True, translated=True,
              words=Words.TITLE, sortable=True, column=44, shown=True,
              help=N_("For instance: 40 local governments trained on module I")),
        Field(name="organisation", kind=K.REFERENCE, label=N_("Set by"), facet=2, section="what", target="organisation",
              column=24, shown=True),
        Field(name="summary", kind=K.LONG_TEXT, label=N_("Summary"), section="what", translated=True, words=Words.TEXT),
        Field(name="targets", kind=K.CODES, label=N_("Targets"), facet=3, section="what", vocabulary="targets",
              column=18),
        Field(name="figure", kind=K.CHOICE, label=N_("Figure"), facet=1, section="count", vocabulary="figures",
              required=True, sortable=True, column=24, shown=True, help=N_("What is counted or added up")),
        Field(name="query", kind=K.TEXT, label=N_("Only what is found by"), section="count", column=24,
              help=N_("A search, for instance module:UCLG:RES-I; everything where it is empty")),
        Field(name="value", kind=K.INTEGER, label=N_("Number to reach"), section="count", required=True, sortable=True,
              column=12, shown=True),
        Field(name="begins", kind=K.DATE, label=N_("From"), section="when", required=True, until="ends", sortable=True,
              column=12, shown=True, help=N_("A year alone, a month or a day")),
        Field(name="ends", kind=K.DATE, label=N_("Until"), section="when", required=True, until="ends", sortable=True,
              column=12, shown=True, help=N_("A year alone, a month or a day")),
        Field(name="links", kind=K.LINKS, label=N_("Links"), section="more"),
        Field(name="attachments", kind=K.FILES, label=N_("Attachments"), section="more", printed=False),
        Field(name="private_note", kind=K.LONG_TEXT, label=N_("Private note"), section="private", private=True,
              words=Words.NOTE, help=N_("Stays on this desk: never sent, printed or exported")),
    ),
)  # fmt: skip
"""How far it is follows from the figure, the same on every desk with the same records."""

INDICATOR = RecordType(
    name="indicator",
    label=N_("Indicator value"),
    plural=N_("Indicator values"),
    title="title",
    searched=True,
    sections=(
        Section(key="what", label=N_("What")),
        Section(key="value", label=N_("Value")),
        Section(key="where", label=N_("Where")),
        Section(key="source", label=N_("Where it comes from")),
        Section(key="private", label=N_("Private")),
    ),
    fields=(
        Field(name="title", kind=K.TEXT, label=N_("Indicator"), section="what", required=True, translated=True,
              words=Words.TITLE, sortable=True, column=40, shown=True,
              help=N_("Its name, the same in every year: the values are shown one after the other")),
        Field(name="targets", kind=K.CODES, label=N_("Targets"), facet=1, section="what", vocabulary="targets",
              column=18, shown=True, help=N_("The target or the official indicator that it measures")),
        Field(name="role", kind=K.CHOICE, label=N_("What the value is"), facet=4, section="value",
              vocabulary="indicator_roles", sortable=True, column=14, shown=True),
        Field(name="date", kind=K.DATE, label=N_("Year"), section="value", required=True, sortable=True, column=10,
              shown=True, help=N_("A year alone, a month or a day")),
        Field(name="value", kind=K.DECIMAL, label=N_("Value"), section="value", required=True, sortable=True, column=12,
              shown=True),
        Field(name="unit", kind=K.TEXT, label=N_("Unit"), section="value", column=14, shown=True,
              help=N_("For instance: %, people, hectares")),
        Field(name="organisation", kind=K.REFERENCE, label=N_("Local government"), facet=3, section="where",
              target="organisation", column=24),
        Field(name="country", kind=K.CHOICE, label=N_("Country"), facet=2, section="where", vocabulary="countries",
              sortable=True, column=14),
        Field(name="municipality", kind=K.TEXT, label=N_("Municipality or place"), section="where", words=Words.PLACE,
              column=18, shown=True),
        Field(name="source", kind=K.TEXT, label=N_("Source"), section="source", column=24,
              help=N_("Who published the value, and where")),
        Field(name="links", kind=K.LINKS, label=N_("Links"), section="source"),
        Field(name="attachments", kind=K.FILES, label=N_("Attachments"), section="source", printed=False),
        Field(name="private_note", kind=K.LONG_TEXT, label=N_("Private note"), section="private", private=True,
              words=Words.NOTE, help=N_("Stays on this desk: never sent, printed or exported")),
    ),
)  # fmt: skip
"""One value of one indicator, for one place and time."""

GOAL_TYPES = (GOAL, INDICATOR)
