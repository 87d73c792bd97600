"""The fields that a query can name: one for each field of the records listed, and a few that are no field of theirs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import cache

from desktop.errors import ProgrammingError
from desktop.i18n import LANGUAGES, N_, catalogue
from desktop.vocabularies import fold, load
from desktop.workspace import RECORD_TYPES, Words
from desktop.workspace.records.kinds.field import Field, Search


class Sense(Enum):
    """How the values of a field are read and searched."""

    CHOICE = auto()  # one code in a column
    CODES = auto()  # codes among the members
    DATE = auto()  # "2021", "2021-05-03" in a column
    YEAR = auto()
    PERIOD = auto()  # under way at some time of it: start to end
    TIME = auto()  # ms since 1970 in a column
    NUMBER = auto()  # of a number in a column, or of what its kind makes one
    INDEXED = auto()  # words in one column of the full-text index
    TEXT = auto()  # words in one of the fields that share a column of the index
    PLAIN = auto()  # part of a text outside the index
    RECORD = auto()  # one record, by its id in a column
    LINKED = auto()  # records with a role
    MEMBERS = auto()  # part of a link or a file's name
    HAS = auto()
    IS = auto()
    DUE = auto()  # something to be done for it by then
    REACHED = auto()  # have activities or visits reached it?
    FIRST_REACHED = auto()  # the day on which they did first
    LAST_REACHED = auto()  # and last
    FIRST_BY = auto()  # what that first one was: a kind of activity, or a visit
    SILENT = auto()  # reached, but not since
    AREA = auto()  # coordinates between two corners
    SECTION = auto()  # an organisation with a role in it belongs to a section
    TRAINER = auto()  # did they become a trainer, or give a training?
    CERTIFIED = auto()  # for which modules they have a certificate
    CERTIFICATE_UNTIL = auto()  # until when the last one is valid
    LAST_TRAINING = auto()  # when they gave a training last
    ONLY_HAS = auto()  # nothing to search for in it, but that it is there


@dataclass(frozen=True, slots=True)
class SearchField:
    """A name before the colon. `name` is how the desk writes it; `field` the record's own, "" if it has none."""

    name: str
    sense: Sense
    label: str  # English source
    field: str = ""
    vocabulary: str = ""
    weights: str = ""
    role: str = ""  # LINKED: this role alone
    target: str = ""  # LINKED: the type of the records
    column: str = ""  # INDEXED, TEXT: of the full-text index
    kind: str = "activity"  # the type of the records listed
    via: str = ""  # the field that names the record which has this field

    @property
    def described(self) -> Field:
        """The record's own field, where it has one."""
        return RECORD_TYPES[self.kind].by_name[self.field]

    @property
    def pointed(self) -> SearchField:
        """The field of the record that `via` names."""
        return search_fields(RECORD_TYPES[self.kind].by_name[self.via].target)[self.name]


FLAGS = {
    "unfinished": N_("Unfinished"),
    "complete": N_("Complete"),
    "conflict": N_("In conflict"),
    "untitled": N_("Untitled"),
    "binned": N_("In the bin"),
    "overdue": N_("Overdue"),
    "met_by_learning": N_("First contact through learning"),
}
"""Words of `is:` and their English labels."""

_FLAGS_OF_ONE = {"overdue": "visit", "met_by_learning": "organisation"}
"""Those that records of one type alone can be asked for."""


def flags(kind: str) -> dict[str, str]:
    """The words of `is:` that records of a type can be asked for."""
    return {name: label for name, label in FLAGS.items() if _FLAGS_OF_ONE.get(name, kind) == kind}


_SHORT = {
    "languages": "language",
    "targets": "target",
    "hazards": "hazard",
    "essentials": "essential",
    "modules": "module",
    "methods": "method",
    "organisations": "organisation",
    "people": "person",
    "municipality": "place",
    "participants_total": "participants",
    "participants_women": "women",
    "participants_men": "men",
    "participants_other": "other",
    "links": "link",
    "attachments": "file",
    "private_note": "note",
    "practices": "practice",
    "themes": "theme",
    "approaches": "approach",
}
"""Where the desk writes another name than the field's own."""

_ALSO = {
    "organization": "organisation",
    "org": "organisation",
    "sdg": "target",
    "goal": "target",
    "sendai": "target",
    "region": "country",
    "city": "place",
    "reached": "participants",
    "date": "start",
}
_WHOLE_COLUMN = {"municipality": "place", "private_note": "note"}
"""Fields that have a column of the index for themselves (their other languages aside), as the title of a record has."""

_SENSES = {
    Search.WORDS: Sense.PLAIN,
    Search.CODE: Sense.CHOICE,
    Search.CODES: Sense.CODES,
    Search.DATE: Sense.DATE,
    Search.NUMBER: Sense.NUMBER,
    Search.RECORD: Sense.RECORD,
    Search.RECORDS: Sense.LINKED,
    Search.MEMBERS: Sense.MEMBERS,
    Search.PRESENCE: Sense.ONLY_HAS,
}
"""How the values of a kind are searched."""

if _missing := set(Search) - _SENSES.keys() - {Search.NOT}:
    raise ProgrammingError(f"senses of queries: nothing for {_missing}")

_FURTHER: tuple[SearchField, ...] = (
    SearchField("text", Sense.INDEXED, N_("Text"), column="text"),
    SearchField("year", Sense.YEAR, N_("Year")),
    SearchField("period", Sense.PERIOD, N_("In progress in")),
    SearchField("created", Sense.TIME, N_("Entered")),
    SearchField("modified", Sense.TIME, N_("Changed")),
    SearchField("has", Sense.HAS, N_("Filled in")),
    SearchField("is", Sense.IS, N_("State")),
)


_OF_THE_REACHED = (
    SearchField("reached", Sense.REACHED, N_("Reached"), vocabulary="agreements"),
    SearchField("silent", Sense.SILENT, N_("Silent for")),
    SearchField("first_reached", Sense.FIRST_REACHED, N_("First reached")),
    SearchField("last_reached", Sense.LAST_REACHED, N_("Last reached")),
    SearchField("first_by", Sense.FIRST_BY, N_("First reached by"), vocabulary="kinds"),
)

_OF_A_SECTION = SearchField("section", Sense.SECTION, N_("Network section"), target="organisation")
_OF_AN_AREA = SearchField("area", Sense.AREA, N_("Area on the map"), "coordinates")
OF_TRAINERS = (
    SearchField("trainer", Sense.TRAINER, N_("Trainer"), vocabulary="agreements"),
    SearchField("certified", Sense.CERTIFIED, N_("Certified for"), vocabulary="modules"),
    SearchField("certificate", Sense.CERTIFICATE_UNTIL, N_("Certificate valid until")),
    SearchField("last_training", Sense.LAST_TRAINING, N_("Last training given")),
)

_COUNTRY_OF_ORGANISATION = SearchField(
    "country", Sense.CHOICE, N_("Country"), vocabulary="countries", via="organisation"
)
_FURTHER_OF: Mapping[str, tuple[SearchField, ...]] = {
    "activity": (_OF_A_SECTION, _OF_AN_AREA),
    "visit": (SearchField("due", Sense.DUE, N_("Due")), _OF_A_SECTION, _OF_AN_AREA),
    "organisation": _OF_THE_REACHED,
    "person": (
        *_OF_THE_REACHED,
        *OF_TRAINERS,
        _COUNTRY_OF_ORGANISATION,
        SearchField("membership", Sense.CHOICE, N_("Membership"), vocabulary="memberships", via="organisation"),
        SearchField(
            "kind", Sense.CHOICE, N_("Kind of organisation"), vocabulary="organisation_kinds", via="organisation"
        ),
    ),
    "need": (_COUNTRY_OF_ORGANISATION,),
    "offer": (_COUNTRY_OF_ORGANISATION,),
}
_DATED = ("year", "period")
"""Of `_FURTHER`: those of records that have a date."""


@cache
def search_fields(kind: str = "activity") -> dict[str, SearchField]:
    """All fields of a record type by the name the desk writes, in the order of the form."""
    found: dict[str, SearchField] = {}
    for field in RECORD_TYPES[kind].fields:
        if field.rules.search is Search.NOT:
            continue
        name = _SHORT.get(field.name, field.name)
        sense, column = _SENSES[field.rules.search], ""
        if field.name in _WHOLE_COLUMN:
            sense, column = Sense.INDEXED, _WHOLE_COLUMN[field.name]
        elif field.words is Words.TITLE:
            sense, column = Sense.INDEXED, field.words.value
        elif field.words is Words.TEXT:
            sense, column = Sense.TEXT, field.words.value
        found[name] = SearchField(
            name, sense, field.label, field.name, field.vocabulary, field.weights, "", field.target, column, kind
        )  # fmt: skip
        if field.rules.search is Search.RECORDS and field.target == "organisation":
            for role in load(field.vocabulary):
                label = role.labels["en"]
                found.setdefault(role.code, SearchField(
                    role.code, Sense.LINKED, label, field.name, field.vocabulary, "", role.code, field.target, "", kind
                ))  # fmt: skip
    dated = "start" in RECORD_TYPES[kind].by_name
    further = [each for each in _FURTHER if dated or each.name not in _DATED]
    found.update({each.name: replace(each, kind=kind) for each in (*further, *_FURTHER_OF.get(kind, ()))})
    return found


def written(name: str) -> str:
    """The name that the desk writes for a field of a record: "targets" gives "target"."""
    return _SHORT.get(name, name)


def find_field(head: str, kind: str = "activity") -> SearchField | None:
    """The field meant by what stands before a colon: its name, its label in any of the languages; None if none."""
    return _heads(kind).get(_head_key(head))


def _head_key(head: str) -> str:
    return fold(head).replace("_", " ").replace("-", " ").strip()


@cache
def _heads(kind: str) -> dict[str, SearchField]:
    fields = search_fields(kind)
    found = {_head_key(name): field for name, field in fields.items()}
    for also, name in (*_ALSO.items(), *((own, short) for own, short in _SHORT.items())):
        if name in fields:
            found.setdefault(_head_key(also), fields[name])
    for field in fields.values():
        for label in _labels(field):
            found.setdefault(_head_key(label), field)
    return found


def _labels(field: SearchField) -> list[str]:
    if field.role:
        return list(load(field.vocabulary)[field.role].labels.values())
    return [catalogue(language).gettext(field.label) for language in LANGUAGES]


@cache
def _flags(kind: str) -> dict[str, str]:
    words = flags(kind)
    found = {_head_key(name): name for name in words}
    for name, label in words.items():
        for language in LANGUAGES:
            found.setdefault(_head_key(catalogue(language).gettext(label)), name)
    return found


def find_flag(word: str, kind: str = "activity") -> str | None:
    """The word of `is:` that is meant, in any of the languages; None if there is none."""
    return _flags(kind).get(_head_key(word))
