"""What one IATI activity says, as cells under the headings that the flat tables of IATI have: the same for every file
that holds activities of IATI.

What a field of the desk can hold stands in a column by itself. All else stands, element by element, in columns called
after their path, an occurrence a line: `ref: 1234; value: 1000; value/currency: EUR`. See https://iatistandard.org.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from desktop.catalogue.exporting.iati.own_record import FIELD, RECORD
from desktop.exchange.tables.limits import nothing_kept
from desktop.exchange.tables.row_file import RowFile
from desktop.exchange.tables.table import Remark, Table
from desktop.exchange.tables.xml_stream import LANGUAGE, XmlElement, local_name, plain_text
from desktop.i18n import _

ACTIVITY = "iati-activity"
_MAX_DETAILS = 1_000_000
"""Characters of one activity that are kept beyond the fields of the desk: a change must fit into a package."""
_MAX_PLACES = 300  # characters
_GLIDE = re.compile(r"([A-Z]{2})-\d{4}-\d+-[A-Z]{3}\Z")

_ROLES = {
    "1": "Funding", "2": "Accountable", "3": "Extending", "4": "Implementing",
    "funding": "Funding", "accountable": "Accountable", "extending": "Extending", "implementing": "Implementing",
}  # fmt: skip
_DATES = {
    "1": "start-planned", "2": "start-actual", "3": "end-planned", "4": "end-actual",
    "start-planned": "start-planned", "start-actual": "start-actual", "start": "start-actual",
    "end-planned": "end-planned", "end-actual": "end-actual", "end": "end-actual", "completion": "end-actual",
    "planned start": "start-planned", "actual start": "start-actual", "planned end": "end-planned", "actual end": "end-actual",
}  # fmt: skip
_DESCRIPTIONS = {"2": "objectives", "3": "target groups", "4": "other description"}
_SDG_TAGS, _SDG_SECTORS = frozenset(("2", "3")), frozenset(("7", "8", "9"))
"""Goals and targets among the vocabularies of tags; goals, targets and indicators among those of sectors."""
_PERCENT = "2"
"""Measure of an indicator that is a percentage."""

ORDER = (
    "iati-identifier", "title", "title (en)", "title (fr)", "title (es)", "description", "description (en)",
    "description (fr)", "description (es)", "objectives", "target groups", "other description", "activity-status",
    "start-planned", "start-actual", "end-planned", "end-actual", "reporting-org", "reporting-org-ref",
    "participating-org (Funding)", "participating-org-ref (Funding)",
    "participating-org (Accountable)", "participating-org-ref (Accountable)",
    "participating-org (Extending)", "participating-org-ref (Extending)",
    "participating-org (Implementing)", "participating-org-ref (Implementing)",
    "recipient-country-code", "recipient-country", "recipient-country-percentage",
    "recipient-region-code", "recipient-region", "recipient-region-percentage", "location", "coordinates",
    "sector-code", "sector", "sector-vocabulary", "sector-percentage", "sdg targets", "hazards", "results", "links",
    "contact person",
)  # fmt: skip
"""The columns with which a table begins, those of them that are filled."""


class Element:
    """An element as `XmlElement` describes it, put together from cells."""

    __slots__ = ("attributes", "children", "tag", "text")

    def __init__(self, tag: str) -> None:
        self.tag = tag
        self.text: str | None = None
        self.attributes: dict[str, str] = {}
        self.children: list[Element] = []

    @property
    def attrib(self) -> Mapping[str, str]:
        return self.attributes

    @property
    def sourceline(self) -> int | None:
        return None

    def get(self, key: str) -> str | None:
        return self.attributes.get(key)

    def items(self) -> list[tuple[str, str]]:
        return list(self.attributes.items())

    def __len__(self) -> int:
        return len(self.children)

    def __iter__(self) -> Iterator[Element]:
        return iter(self.children)


class IatiTable:
    """A table of activities, made one by one; they are kept in a file of their own while the table is used."""

    def __init__(self) -> None:
        self._kept = RowFile()
        self._remarks: list[Remark] = []
        self._own = False
        """Is there a record of a desk among them?"""

    def add(self, activity: XmlElement, line: int, more: Mapping[str, str] | None = None) -> None:
        """One activity. `more`: cells that are no elements of the standard."""
        own = _own_record(activity)
        cells, left_out = (own, []) if own else _Cells(activity).cells()
        self._own = self._own or bool(own)
        if left_out:
            self._remarks.append(Remark(line, _too_long(left_out)))
        lacks = not cells.get("iati-identifier") and not cells.get("title") and not own
        if more:
            cells = {**more, **cells}
        self._kept.add(line, cells, _("The activity has neither an identifier nor a title.") if lacks else "")

    def refuse(self, line: int, reason: str) -> None:
        """A row that could not be read."""
        self._kept.add(line, {}, reason)

    def remark(self, line: int, sentence: str) -> None:
        """What a person should know of a row."""
        self._remarks.append(Remark(line, sentence))

    def table(self, path: Path, name: str) -> Table:
        """The table, with the columns that are filled. Raises UserFacingError where there was no activity."""
        if not self._kept.count:
            raise nothing_kept(
                _("{name} is an IATI file without activities.").format(name=path.name),
                _("Get the file of the activities where they are published and import that."),
            )
        kept, found = self._kept, self._kept.columns
        headings = (*(each for each in ORDER if each in found), *(each for each in found if each not in ORDER))
        if self._own and "source_id" not in headings:
            headings += ("source_id",)  # which every table of a desk has
        return Table(
            path,
            headings or ORDER[:1],
            ("",) * max(len(headings), 1),
            lambda: kept.rows(headings),
            1,
            format=name,
            list_separator="\n",
            remarks=tuple(self._remarks),
        )


def _own_record(activity: XmlElement) -> dict[str, str]:
    """The cells of a record that a desk exported itself, by the names of its fields; {} for an activity of anybody else."""
    for child in activity:
        if child.tag == RECORD and (id := child.get("id")):
            lists: dict[str, list[str]] = {}
            for each in child:
                if each.tag == FIELD and each.text:
                    lists.setdefault(each.get("name") or "", []).append(each.text)
            found = {name: "\n".join(members) for name, members in lists.items() if name}
            return {"id": id, **found}
    return {}


def _too_long(left_out: Sequence[str]) -> str:
    return _("The activity is so long that not all of its details are kept: {elements}.").format(
        elements=", ".join(left_out)
    )


class _Cells:
    """The cells of one activity, collected from its elements in one pass."""

    def __init__(self, element: XmlElement) -> None:
        self._element = element
        self._language = _tag_of_language(element.get(LANGUAGE))
        self._cells: dict[str, str] = {}
        self._lists: dict[str, list[str]] = {}  # column -> members, those of one element at the same place
        self._texts: dict[str, dict[str, str]] = {}  # column -> language -> text
        self._details: dict[str, list[str]] = {}  # element -> an occurrence a line
        self._countries: list[tuple[float, str, str, str]] = []
        self._regions: list[tuple[float, str, str, str]] = []
        self._other_countries: dict[str, None] = {}
        self._places: list[str] = []
        self._results: list[str] = []

    def cells(self) -> tuple[dict[str, str], list[str]]:
        """(cells by column, elements of which not all is kept)."""
        for child in self._element:
            name = local_name(child)
            read = _READERS.get(name)
            if read is not None:
                read(self, child)
            elif name:
                self._keep(name, child)
        self._put_texts()
        self._put_shares("recipient-country", self._countries)
        self._put_shares("recipient-region", self._regions)
        if not self._countries and self._other_countries:
            self._cells["recipient-country-code"] = "\n".join(self._other_countries)
        for column, members in self._lists.items():
            if any(members):
                self._cells[column] = "\n".join(members)
        if self._places:
            self._cells["location"] = _places(self._places)
        if self._results:
            self._cells["results"] = "\n".join(self._results)
        for name, value in self._element.items():
            self._cells[_attribute(name)] = value.strip()
        return self._cells, self._put_details()

    # Texts in several languages -----------------------------------------------------------------------------

    def title(self, element: XmlElement) -> None:
        self._add_texts("title", element)

    def description(self, element: XmlElement) -> None:
        self._add_texts(_DESCRIPTIONS.get(element.get("type") or "1", "description"), element)

    def _add_texts(self, column: str, element: XmlElement) -> None:
        """Each language beside the others; a second text of one language goes on below the first."""
        texts = self._texts.setdefault(column, {})
        for language, text in _narratives(element, self._language):
            texts[language] = f"{texts[language]}\n\n{text}" if language in texts else text

    def _put_texts(self) -> None:
        """The text in the language of the activity, or else the first, has the plain heading."""
        for column, texts in self._texts.items():
            first = self._language if self._language in texts else next(iter(texts), "")
            for language, text in texts.items():
                self._cells[column if language == first else f"{column} ({language})"] = text
        if "description" not in self._cells:
            for column in ("objectives", "other description"):
                if column in self._cells:
                    self._cells["description"] = self._cells[column]
                    break

    # Single values ------------------------------------------------------------------------------------------

    def identifier(self, element: XmlElement) -> None:
        self._cells.setdefault("iati-identifier", plain_text(element))

    def status(self, element: XmlElement) -> None:
        self._cells["activity-status"] = (element.get("code") or "").strip() or plain_text(element)

    def date(self, element: XmlElement) -> None:
        column = _DATES.get((element.get("type") or "").strip().lower())
        text = (element.get("iso-date") or "").strip() or plain_text(element)
        if column is None or not text or column in self._cells:
            self._keep("activity-date", element)
            return
        self._cells[column] = text
        if len(element.attrib) > 2 or _has_more(element, self._language, 0):
            self._keep("activity-date", element)

    # Organisations and people -------------------------------------------------------------------------------

    def reporting(self, element: XmlElement) -> None:
        self._organisation(element, "reporting-org", "reporting-org-ref")
        if set(element.attrib) - {"ref"} or _has_more(element, self._language, 1):
            self._keep("reporting-org", element)

    def participating(self, element: XmlElement) -> None:
        role = _ROLES.get((element.get("role") or "").strip().lower())
        if role is not None:
            self._organisation(element, f"participating-org ({role})", f"participating-org-ref ({role})")
        if role is None or set(element.attrib) - {"ref", "role"} or _has_more(element, self._language, 1):
            self._keep("participating-org", element)

    def _organisation(self, element: XmlElement, name_column: str, ref_column: str) -> None:
        names = self._lists.setdefault(name_column, [])
        refs = self._lists.setdefault(ref_column, [])
        ref = " ".join((element.get("ref") or "").split())
        name = _own_text(element, self._language) or ref
        if name:
            names.append(name)
            refs.append(ref)

    def contact(self, element: XmlElement) -> None:
        for child in element:
            if local_name(child) == "person-name" and (name := _own_text(child, self._language)):
                self._lists.setdefault("contact person", []).append(name)
        self._keep("contact-info", element)

    # Where --------------------------------------------------------------------------------------------------

    def country(self, element: XmlElement) -> None:
        self._share(self._countries, element)

    def region(self, element: XmlElement) -> None:
        self._share(self._regions, element)
        if (element.get("vocabulary") or "1") != "1":
            self._keep("recipient-region", element)

    def _share(self, shares: list[tuple[float, str, str, str]], element: XmlElement) -> None:
        percentage = (element.get("percentage") or "").strip()
        code = (element.get("code") or "").strip()
        try:
            weight = float(percentage) if percentage else 0.0
        except ValueError:
            weight = 0.0
        shares.append((weight, code, _own_text(element, self._language), percentage))

    def _put_shares(self, column: str, shares: list[tuple[float, str, str, str]]) -> None:
        """Those with the greatest share first, so that where one is taken it is that."""
        shares.sort(key=lambda share: -share[0])
        for number, name in ((1, f"{column}-code"), (2, column), (3, f"{column}-percentage")):
            members = [str(share[number]) for share in shares]
            if any(members):
                self._cells[name] = "\n".join(members)

    def location(self, element: XmlElement) -> None:
        for child in element:
            name = local_name(child)
            if name == "name" and (text := _own_text(child, self._language)):
                self._places.append(text)
            elif name == "point":
                position = next((plain_text(each) for each in child if local_name(each) == "pos"), "")
                if len(parts := position.replace(",", " ").split()) >= 2:
                    self._lists.setdefault("coordinates", []).append(", ".join(parts[:2]))
            elif name == "coordinates":
                latitude, longitude = child.get("latitude"), child.get("longitude")
                if latitude and longitude:
                    self._lists.setdefault("coordinates", []).append(f"{latitude}, {longitude}")
        self._keep("location", element)

    # What it is about ---------------------------------------------------------------------------------------

    def sector(self, element: XmlElement) -> None:
        code, vocabulary = (element.get("code") or "").strip(), (element.get("vocabulary") or "").strip()
        for column, text in (
            ("sector-code", code),
            ("sector", _own_text(element, self._language)),
            ("sector-vocabulary", vocabulary),
            ("sector-percentage", (element.get("percentage") or "").strip()),
        ):
            self._lists.setdefault(column, []).append(text)
        if vocabulary in _SDG_SECTORS and code:
            self._add_target(code)
        if set(element.attrib) - {"code", "vocabulary", "percentage"} or _has_more(element, self._language, 1):
            self._keep("sector", element)

    def tag(self, element: XmlElement) -> None:
        if element.get("vocabulary") in _SDG_TAGS and (code := (element.get("code") or "").strip()):
            self._add_target(code)
        self._keep("tag", element)

    def _add_target(self, code: str) -> None:
        targets = self._lists.setdefault("sdg targets", [])
        if code not in targets:
            targets.append(code)

    def scope(self, element: XmlElement) -> None:
        """A disaster by its GLIDE number says which hazard it was."""
        if match := _GLIDE.match((element.get("code") or "").strip()):
            hazards = self._lists.setdefault("hazards", [])
            if match[1] not in hazards:
                hazards.append(match[1])
        self._keep("humanitarian-scope", element)

    def transaction(self, element: XmlElement) -> None:
        for child in element:
            if local_name(child) == "recipient-country" and (code := (child.get("code") or "").strip()):
                self._other_countries[code] = None
        self._keep("transaction", element)

    # What came of it ----------------------------------------------------------------------------------------

    def result(self, element: XmlElement) -> None:
        title = description = ""
        lines: list[str] = []
        for child in element:
            name = local_name(child)
            if name == "title":
                title = _own_text(child, self._language)
            elif name == "description":
                description = _own_text(child, self._language)
            elif name == "indicator":
                lines.extend(_indicator(child, self._language))
        if head := ": ".join(each for each in (title, description) if each):
            lines.insert(0, head)
        self._results.extend(lines)
        self._keep("result", element)

    def document(self, element: XmlElement) -> None:
        if address := (element.get("url") or "").strip():
            self._add_link(address)
        self._keep("document-link", element)

    def website(self, element: XmlElement) -> None:
        if address := plain_text(element):
            self._add_link(address)

    def _add_link(self, address: str) -> None:
        self._lists.setdefault("links", []).append(address)

    # All else -----------------------------------------------------------------------------------------------

    def _keep(self, name: str, element: XmlElement) -> None:
        self._details.setdefault(name, []).append(_as_line(element))

    def _put_details(self) -> list[str]:
        """Every element that is kept, in a column by its path; of an activity without end, the longest are cut."""
        total = sum(map(len, self._cells.values())) + sum(
            len(line) + 1 for lines in self._details.values() for line in lines
        )
        cut: list[str] = []
        for name, lines in sorted(self._details.items(), key=lambda item: -sum(map(len, item[1]))):
            if total > _MAX_DETAILS:
                cut.append(name)
                while lines and total > _MAX_DETAILS:
                    total -= len(lines.pop()) + 1
        for name, lines in self._details.items():
            if lines:
                self._cells[f"{ACTIVITY}/{name}"] = "\n".join(lines)
        return cut


_READERS: dict[str, Callable[[_Cells, XmlElement], None]] = {
    "iati-identifier": _Cells.identifier,
    "title": _Cells.title,
    "description": _Cells.description,
    "activity-status": _Cells.status,
    "activity-date": _Cells.date,
    "reporting-org": _Cells.reporting,
    "participating-org": _Cells.participating,
    "contact-info": _Cells.contact,
    "recipient-country": _Cells.country,
    "recipient-region": _Cells.region,
    "location": _Cells.location,
    "sector": _Cells.sector,
    "tag": _Cells.tag,
    "humanitarian-scope": _Cells.scope,
    "transaction": _Cells.transaction,
    "result": _Cells.result,
    "document-link": _Cells.document,
    "activity-website": _Cells.website,
}


def _tag_of_language(text: str | None) -> str:
    """ "en" of "en-GB" and of "EN"."""
    return re.split("[-_]", text.strip().lower(), maxsplit=1)[0] if text else ""


def _narratives(element: XmlElement, language: str) -> Iterator[tuple[str, str]]:
    """(language, text) of the narratives in an element, or of its own text as versions 1 have it."""
    own = _tag_of_language(element.get(LANGUAGE)) or language
    found = False
    for child in element:
        if local_name(child) == "narrative":
            found = True
            if text := plain_text(child):
                yield _tag_of_language(child.get(LANGUAGE)) or own, text
    if not found and (text := plain_text(element)):
        yield own, text


def _own_text(element: XmlElement, language: str) -> str:
    """The text in the language of the activity, or else the first there is."""
    first = ""
    for tag, text in _narratives(element, language):
        if tag == language:
            return text
        first = first or text
    return first


def _has_more(element: XmlElement, language: str, held: int) -> bool:
    """Has it more texts than a column holds?"""
    return sum(1 for _each in _narratives(element, language)) > held


def _places(names: Sequence[str]) -> str:
    """Names of places, one after another, as many as a field of one line shows."""
    names = list(dict.fromkeys(names))
    while len(names) > 1 and len("; ".join(names)) > _MAX_PLACES:
        names.pop()
    return "; ".join(names)


def _indicator(element: XmlElement, language: str) -> list[str]:
    """ "Title: 11 / 10 (2013-01-01 – 2013-03-31)": what was reached, what was planned, and when."""
    unit = " %" if element.get("measure") == _PERCENT else ""
    title = ""
    periods: list[str] = []
    for child in element:
        name = local_name(child)
        if name == "title":
            title = _own_text(child, language)
        elif name == "period" and (said := _period(child, unit)):
            periods.append(said)
    return [f"{title}: {'; '.join(periods)}" if periods and title else title or "; ".join(periods)]


def _period(element: XmlElement, unit: str) -> str:
    values: dict[str, list[str]] = {"target": [], "actual": []}
    days = {"period-start": "", "period-end": ""}
    for child in element:
        name = local_name(child)
        if name in values:
            value = (child.get("value") or "").strip()
            parts = [f"{each.get('name')}: {each.get('value')}" for each in child if local_name(each) == "dimension"]
            if value:
                values[name].append(f"{value}{unit}" + (f" [{', '.join(parts)}]" if parts else ""))
        elif name in days:
            days[name] = (child.get("iso-date") or "").strip() or plain_text(child)
    reached, planned = ", ".join(values["actual"]), ", ".join(values["target"])
    if not reached and not planned:
        return ""
    said = f"{reached or '–'} / {planned}" if planned else reached
    when = " – ".join(day for day in days.values() if day)
    return f"{said} ({when})" if when else said


def _as_line(element: XmlElement) -> str:
    """An element with all that is in it: `path/attribute: value; path: text`, in the order of the file."""
    parts = [f"{_attribute(name)}: {value}" for name, value in element.items()]
    if text := plain_text(element):
        parts.append(text)
    _add_inner(element, "", parts)
    return "; ".join(parts)


def _add_inner(element: XmlElement, path: str, parts: list[str]) -> None:
    """What stands inside an element; the reader of XML allows no more than 256 levels. Written out: of a file of IATI
    almost all is read here.
    """
    for child in element:
        tag = child.tag
        if not isinstance(tag, str):
            continue
        place = path + (tag.rpartition("}")[2] if tag[:1] == "{" else tag)
        if tag == "narrative" and path:
            language = child.get(LANGUAGE)
            place = f"{path[:-1]} ({language})" if language else path[:-1]
        else:
            for attribute, value in child.items():
                parts.append(f"{place}/{attribute if attribute[:1] != '{' else _attribute(attribute)}: {value}")
        text = child.text
        if text and not text.isspace():
            parts.append(f"{place}: {' '.join(text.split())}")
        if len(child):
            _add_inner(child, f"{place}/", parts)


def _attribute(name: str) -> str:
    if name[:1] != "{":
        return name
    return "xml:lang" if name == LANGUAGE else name.rpartition("}")[2]
