"""Activities as the search service of IATI gives them: JSON objects with a list for each attribute of an element, in which
the same place belongs to the same element (`activity_date_type` beside `activity_date_iso_date`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

from desktop.exchange.tables.iati_activity import Element, IatiTable
from desktop.exchange.tables.table import Table
from desktop.exchange.tables.xml_stream import LANGUAGE
from desktop.i18n import _

_IDENTIFIER = "iati_identifier"
_MARKS = frozenset(("title_narrative", "activity_date_iso_date", "reporting_org_ref", "participating_org_role"))
"""Keys of which an object must have one beside its identifier."""
_TEXT = "narrative"
_ELEMENTS: Mapping[str, tuple[str, ...]] = {
    "title": (_TEXT,),
    "description": (_TEXT, "type"),
    "activity_date": ("iso_date", "type"),
    "activity_status": ("code",),
    "reporting_org": ("ref", _TEXT, "type", "secondary_reporter"),
    "participating_org": ("role", _TEXT, "ref", "type", "activity_id", "crs_channel_code"),
    "recipient_country": ("code", _TEXT, "percentage"),
    "recipient_region": ("code", _TEXT, "vocabulary", "percentage"),
    "sector": ("code", _TEXT, "vocabulary", "percentage"),
    "tag": ("code", _TEXT, "vocabulary"),
    "policy_marker": ("code", _TEXT, "vocabulary", "significance"),
    "humanitarian_scope": ("code", _TEXT, "vocabulary", "type"),
    "location": ("point_pos", "name_narrative", "ref"),
    "document_link": ("url", "format", "title_narrative"),
}
"""Element -> the attributes that its lists give, the one that tells how many there are first."""
_INNER: Mapping[str, tuple[str, ...]] = {
    "point_pos": ("point", "pos"),
    "name_narrative": ("name", _TEXT),
    "title_narrative": ("title", _TEXT),
}
"""Attributes that stand in elements of their own."""


def datastore_table(path: Path, entries: Sequence[tuple[int, object]]) -> Table | None:
    """The activities of such objects; None for objects of any other kind."""
    objects = [(line, cast("Mapping[str, object]", each)) for line, each in entries if isinstance(each, dict)]
    if len(objects) < len(entries) or not all(_is_activity(each) for _line, each in objects):
        return None
    found = IatiTable()
    for line, each in objects:
        activity, more, uneven = _activity(each)
        found.add(activity, line, more)
        if uneven:
            sentence = _(
                "The lists of {elements} have different lengths, so that it is not known what belongs together;"
                " they are kept with the source data."
            )
            found.remark(line, sentence.format(elements=", ".join(uneven)))
    return found.table(path, "IATI, JSON")


def _is_activity(entry: Mapping[str, object]) -> bool:
    return isinstance(entry.get(_IDENTIFIER), str) and not _MARKS.isdisjoint(entry)


def _activity(entry: Mapping[str, object]) -> tuple[Element, dict[str, str], list[str]]:
    """(the activity, cells that are no elements, elements whose lists do not fit together)."""
    activity = Element("iati-activity")
    identifier = Element("iati-identifier")
    identifier.text = str(entry[_IDENTIFIER])
    activity.children.append(identifier)
    read = {_IDENTIFIER}
    uneven: list[str] = []
    for name, attributes in _ELEMENTS.items():
        lists = {each: _texts(entry[key]) for each in attributes if (key := f"{name}_{each}") in entry}
        if not lists:
            continue
        count = len(next(iter(lists.values())))
        languages = _texts(entry.get(f"{name}_narrative_xml_lang", []))
        if any(len(each) != count for each in lists.values()):
            uneven.append(name.replace("_", "-"))
            continue
        read.update(f"{name}_{each}" for each in lists)
        if len(languages) == len(lists.get(_TEXT, ())):
            read.add(f"{name}_narrative_xml_lang")
        else:
            languages = []
        _add(activity, name.replace("_", "-"), lists, languages)
    more = {key: "; ".join(_texts(value)) for key, value in entry.items() if key not in read}
    return activity, more, uneven


def _add(activity: Element, name: str, lists: Mapping[str, list[str]], languages: Sequence[str]) -> None:
    """The elements of one name; all texts of a title belong to the one that there is."""
    one = Element(name) if name == "title" else None
    for at in range(len(next(iter(lists.values())))):
        element = one or Element(name)
        for attribute, values in lists.items():
            if values[at]:
                _put(element, attribute, values[at], languages[at] if languages else "")
        if one is None or at == 0:
            activity.children.append(element)


def _put(element: Element, attribute: str, value: str, language: str) -> None:
    path = (_TEXT,) if attribute == _TEXT else _INNER.get(attribute)
    if path is None:
        element.attributes[attribute.replace("_", "-")] = value[:10] if attribute == "iso_date" else value
        return
    for name in path:
        inner = Element(name)
        element.children.append(inner)
        element = inner
    element.text = value
    if attribute == _TEXT and language:
        element.attributes[LANGUAGE] = language


def _texts(value: object) -> list[str]:
    members = cast("list[object]", value) if isinstance(value, list) else [value]
    return ["" if each is None else str(each).strip() for each in members]
