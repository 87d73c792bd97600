"""A term of a query in words, for the list's heading and the cover of a report."""

from __future__ import annotations

from desktop.catalogue.query.fields import FLAGS, SearchField, Sense, search_fields
from desktop.catalogue.query.terms import Code, Flag, Nothing, Range, Record, Term, Text, Value
from desktop.catalogue.reached import VISIT
from desktop.i18n import _, pgettext
from desktop.vocabularies import load
from desktop.vocabularies.own_terms import record_of_code


def describe(term: Term, kind: str = "activity") -> str:
    """One line, in the language spoken now: "Kind: Training, Webinar"."""
    said = ", ".join(_value(search_fields(kind).get(term.field), value) for value in term.values)
    if term.field:
        said = pgettext("field: value", "{field}: {value}").format(
            field=_field(search_fields(kind)[term.field]), value=said
        )
    return _("Not {words}").format(words=said) if term.negated else said


def field_label(field: SearchField) -> str:
    """What a field is called, in the language spoken now."""
    return _field(field)


def _field(field: SearchField) -> str:
    return load(field.vocabulary).label(field.role) if field.role else _(field.label)


def _value(field: SearchField | None, value: Value) -> str:
    match value:
        case Text(text, phrase):
            return _("“{words}”").format(words=" ".join(text.split())) if phrase else " ".join(text.split())
        case Code(code, weight):
            label = _code(field, code)
            if weight and field is not None:
                return pgettext("target (weight)", "{target} ({weight})").format(
                    target=label, weight=load(field.weights).label(weight)
                )
            return label
        case Range("", high) if field is not None and field.sense is Sense.SILENT:
            return _("since {day}").format(day=high)
        case Range("", high):
            return _("up to {end}").format(end=high)
        case Range(low, ""):
            return _("from {start}").format(start=low)
        case Range(low, high):
            return low if low == high else _("{start} to {end}").format(start=low, end=high)
        case Flag(name) if field is not None and field.sense is Sense.HAS:
            return _field(search_fields(field.kind)[name])
        case Flag(name):
            return _(FLAGS[name])
        case Record(id):
            return id[:8]
        case Nothing():
            return _("not given")


def _code(field: SearchField | None, code: str) -> str:
    if field is not None and field.sense is Sense.FIRST_BY and code == VISIT:
        return _("Visit")
    return code if field is None else code_label(field.vocabulary, code)


def code_label(vocabulary: str, code: str) -> str:
    """What a code is called: its label, after the official number where people know it by that ("11.5 Fewer losses")."""
    words = load(vocabulary)
    if code not in words and vocabulary == "countries":
        words = load("regions")
    label = words.label(code)
    numbered = ":" in code and label != code and not record_of_code(code)
    return f"{code.partition(':')[2]} {label}" if numbered else label
