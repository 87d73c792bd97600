"""The records of needs and offers: what local governments want to learn, what they can show, and who meets whom.

Needs and offers are two types, not one with a side: a match points to one of each, an offer says how many visits it takes
and a need whether it looks near or far, and each has a list, facets and saved searches of its own. A match has one id on
every desk, which follows from its need and its offer (`matching/decisions.py`): two desks that decide differently are in
conflict visibly.
"""

from __future__ import annotations

from desktop.i18n import N_
from desktop.workspace.records.record_description import Field, FieldKind, RecordType, Section, Words

K = FieldKind

_SECTIONS = (
    Section(key="what", label=N_("What")),
    Section(key="topics", label=N_("Topics")),
    Section(key="who", label=N_("Who")),
    Section(key="how", label=N_("How and until when")),
    Section(key="source", label=N_("Where it comes from")),
    Section(key="private", label=N_("Private")),
)


def _what(label: str, help: str) -> tuple[Field, ...]:
    return (
        Field(name="title", kind=K.TEXT, label=label, section="what", required=True, translated=True, words=Words.TITLE,
              sortable=True, column=44, shown=True),
        Field(name="state", kind=K.CHOICE, label=N_("State"), facet=1, section="what", vocabulary="need_states",
              required=True, sortable=True, column=14, shown=True),
        Field(name="summary", kind=K.LONG_TEXT, label=N_("Summary"), section="what", translated=True, words=Words.TEXT,
              help=help),
        Field(name="level", kind=K.CHOICE, label=N_("Level"), facet=6, section="what", vocabulary="experience_levels",
              sortable=True, column=14, help=N_("How far the local government is with it")),
        Field(name="themes", kind=K.CODES, label=N_("Themes"), facet=2, section="topics", vocabulary="themes", column=20,
              shown=True),
        Field(name="targets", kind=K.CODES, label=N_("Targets"), facet=3, section="topics", vocabulary="targets",
              weights="target_weights", required=True, column=18, shown=True),
        Field(name="hazards", kind=K.CODES, label=N_("Hazards"), facet=4, section="topics", vocabulary="hazards", column=16),
        Field(name="organisation", kind=K.REFERENCE, label=N_("Local government"), facet=7, section="who",
              target="organisation", required=True, column=24, shown=True),
        Field(name="contact", kind=K.REFERENCE, label=N_("Contact"), section="who", target="person", column=20),
        Field(name="languages", kind=K.CODES, label=N_("Languages"), facet=5, section="who", vocabulary="languages",
              column=12),
        Field(name="interpretation", kind=K.CHOICE, label=N_("Interpretation can be arranged"), section="who",
              vocabulary="agreements"),
        Field(name="approaches", kind=K.CODES, label=N_("Approaches"), section="how", vocabulary="approaches", column=16),
    )  # fmt: skip


def _how() -> tuple[Field, ...]:
    return (
        Field(name="until", kind=K.DATE, label=N_("Until when"), section="how", sortable=True, column=12, shown=True,
              help=N_("A year alone, a month or a day")),
        Field(name="activity", kind=K.REFERENCE, label=N_("From the activity"), section="source", target="activity"),
        Field(name="visit", kind=K.REFERENCE, label=N_("From the visit"), section="source", target="visit"),
    )  # fmt: skip


def _more() -> tuple[Field, ...]:
    return (
        Field(name="links", kind=K.LINKS, label=N_("Links"), section="source"),
        Field(name="attachments", kind=K.FILES, label=N_("Attachments"), section="source", printed=False),
        Field(name="private_note", kind=K.LONG_TEXT, label=N_("Private note"), section="private", private=True,
              words=Words.NOTE, help=N_("Stays on this desk: never sent, printed or exported")),
    )  # fmt: skip


NEED = RecordType(
    name="need",
    label=N_("Need"),
    plural=N_("Needs"),
    title="title",
    searched=True,
    sections=_SECTIONS,
    fields=(
        *_what(N_("What do you want to learn?"), N_("What the answer is for, and what was tried already")),
        Field(name="distance", kind=K.CHOICE, label=N_("Near or far"), section="how", vocabulary="distances", column=14),
        *_how(),
        Field(name="question", kind=K.REFERENCE, label=N_("From the learning question"), section="source",
              target="question"),
        Field(name="topic", kind=K.REFERENCE, label=N_("From the topic of a forum"), section="source", target="topic"),
        Field(name="note", kind=K.REFERENCE, label=N_("From the learning note"), section="source", target="note"),
        *_more(),
    ),
)  # fmt: skip

OFFER = RecordType(
    name="offer",
    label=N_("Offer"),
    plural=N_("Offers"),
    title="title",
    searched=True,
    sections=_SECTIONS,
    fields=(
        *_what(N_("What can you show?"), N_("What was done, what came of it, and what visitors would see")),
        Field(name="visits_at_most", kind=K.INTEGER, label=N_("Visits at most"), section="how", column=10,
              help=N_("How many needs this offer can serve; one where nothing is written")),
        *_how(),
        *_more(),
    ),
)  # fmt: skip

WEIGHTS = {
    "target_points": N_("For each shared target"),
    "hazard_points": N_("For each shared hazard"),
    "theme_points": N_("For each shared theme"),
    "language_points": N_("Shared language"),
    "level_points": N_("The host is further"),
    "distance_points": N_("Near or far as wished"),
    "size_points": N_("Towns of similar size"),
    "approach_points": N_("Shared approach"),
    "match_points": N_("For each need that finds a host"),
}
"""The weights of a matching, by the name of their field."""

MATCHING = RecordType(
    name="matching",
    label=N_("Matching"),
    plural=N_("Matchings"),
    title="name",
    fields=(
        Field(name="name", kind=K.TEXT, label=N_("Name"), required=True),
        Field(name="day", kind=K.DATE, label=N_("As of"), help=N_("Needs and offers that end before are left out")),
        Field(name="needs_query", kind=K.TEXT, label=N_("Only needs found by"),
              help=N_("A search; all open ones where it is empty")),
        Field(name="offers_query", kind=K.TEXT, label=N_("Only offers found by"),
              help=N_("A search; all open ones where it is empty")),
        *(Field(name=name, kind=K.INTEGER, label=label) for name, label in WEIGHTS.items()),
        Field(name="language_rule", kind=K.CHOICE, label=N_("Language"), vocabulary="language_rules"),
        Field(name="distance_rule", kind=K.CHOICE, label=N_("Near or far"), vocabulary="distance_rules"),
        Field(name="host_at_most", kind=K.INTEGER, label=N_("Visits for a host at most")),
        Field(name="apart_months", kind=K.INTEGER, label=N_("Not those who met in so many months")),
        Field(name="region_at_most", kind=K.INTEGER, label=N_("Visits for a region at most")),
        Field(name="region_side", kind=K.CHOICE, label=N_("Region of"), vocabulary="matching_sides"),
        Field(name="points_at_least", kind=K.INTEGER, label=N_("Points at least")),
        Field(name="notes", kind=K.LONG_TEXT, label=N_("Notes")),
    ),
)  # fmt: skip
"""A set of needs and offers with its weights and limits: who finds whom follows from it, the same on every desk."""

PAIR = RecordType(
    name="pair",
    label=N_("Match"),
    plural=N_("Matches"),
    title="title",
    fields=(
        Field(name="title", kind=K.TEXT, label=N_("Title")),
        Field(name="need", kind=K.REFERENCE, label=N_("Need"), target="need", required=True),
        Field(name="offer", kind=K.REFERENCE, label=N_("Offer"), target="offer", required=True),
        Field(name="state", kind=K.CHOICE, label=N_("State"), vocabulary="pair_states", required=True),
        Field(name="reason", kind=K.LONG_TEXT, label=N_("Why"), help=N_("Who declines says why: it is not proposed again")),
        Field(name="decided", kind=K.DATE, label=N_("Decided on")),
        Field(name="visit", kind=K.REFERENCE, label=N_("Became the visit"), target="visit"),
        Field(name="matching", kind=K.REFERENCE, label=N_("Matching"), target="matching"),
    ),
)  # fmt: skip

MATCHING_TYPES = (NEED, OFFER, MATCHING, PAIR)
"""Needs, offers, sets of them, and what was decided about two that may meet."""
