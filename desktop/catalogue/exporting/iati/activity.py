"""One activity as an element of IATI 2.03: its fields, and beside them what an import of IATI kept with it."""

from __future__ import annotations

import calendar
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, cast
from xml.etree.ElementTree import Element, SubElement

from desktop.catalogue.exporting.exported_rows import ExportedRow
from desktop.catalogue.exporting.iati.details import XML_LANGUAGE, element_of_line
from desktop.catalogue.exporting.iati.own_record import FIELD, RECORD
from desktop.catalogue.exporting.iati.publisher import Publisher
from desktop.i18n import LANGUAGES
from desktop.system.local_time import utc_time
from desktop.vocabularies import load
from desktop.workspace import ACTIVITY, Field

_DETAILS = "iati-activity/"
"""How the columns begin in which an import keeps the elements of an activity."""
_ORDER = (
    "iati-identifier", "reporting-org", "title", "description", "participating-org", "other-identifier", "activity-status",
    "activity-date", "contact-info", "activity-scope", "recipient-country", "recipient-region", "location", "sector", "tag",
    "country-budget-items", "humanitarian-scope", "policy-marker", "collaboration-type", "default-flow-type",
    "default-finance-type", "default-aid-type", "default-tied-status", "budget", "planned-disbursement", "capital-spend",
    "transaction", "document-link", "related-activity", "legacy-data", "conditions", "result", "crs-add", "fss",
)  # fmt: skip
"""Elements of an activity as the schema wants them."""
_BUILT = frozenset((
    "iati-identifier", "reporting-org", "title", "description", "participating-org", "activity-status", "activity-date",
    "contact-info", "recipient-country", "recipient-region", "location", "sector", "tag", "document-link",
))  # fmt: skip
"""Elements that are made of fields; the others leave as they were kept. Contacts stay on the desk."""
_SETTINGS = (
    "default-currency", "humanitarian", "hierarchy", "linked-data-uri", "budget-not-provided",
)  # fmt: skip
_DESCRIPTIONS = {"objectives": "2", "target groups": "3", "other description": "4"}
_STATUSES = {"idea": "1", "planned": "1", "under_way": "2", "completed": "4", "cancelled": "5", "postponed": "6"}
_SAME_STATUS = {
    "3": "completed",
    "4": "completed",
    "1": "planned",
    "2": "under_way",
    "5": "cancelled",
    "6": "postponed",
}
_ROLES = {"funder": "1", "accountable": "2", "lead": "2", "partner": "3", "implementer": "4", "host": "4"}
_COLUMNS_OF_ROLES = {"1": "Funding", "2": "Accountable", "3": "Extending", "4": "Implementing"}
_DATES = {"1": "start-planned", "2": "start-actual", "3": "end-planned", "4": "end-actual"}
_COMING = frozenset(("idea", "planned"))
_SDG_TARGET_TAG, _SDG_GOAL_TAG, _OWN_VOCABULARY = "3", "2", "99"
_SDG_GOAL_SECTOR, _SDG_TARGET_SECTOR = "7", "8"
_SENDAI = "https://www.undrr.org/publication/sendai-framework-disaster-risk-reduction-2015-2030"
_POINT = "http://www.opengis.net/def/crs/EPSG/0/4326"
_ANYWHERE = "998"
"""Code of DAC's list of regions for "developing countries, unspecified": IATI wants a country or a region of each activity."""
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WORDS_OF_RESULTS = "4"
"""Type "other" of a description, under which results in words stand: IATI has results as numbers alone."""


class IatiActivity:
    """Makes the element of one exported row. `lacks` says what IATI asks for and the activity has not."""

    def __init__(
        self, fields: Sequence[Field], row: ExportedRow, publisher: Publisher, name: str, language: str
    ) -> None:
        self._record = row.record
        self._cells = {field.name: members for field, members in zip(fields, row.members, strict=True)}
        self._publisher = publisher
        self._name = name
        self._kept = _source_data(row.record.values.get("source_data"))
        self._language = self._kept.get("xml:lang", language)
        self._made: dict[str, list[Element]] = {}
        self._read: dict[str, list[Element]] = {}

    @property
    def lacks(self) -> str:
        """ "title" or "date" where one is missing without which no activity of IATI is valid; else ""."""
        if not self._one("title") and not self._texts("title"):
            return "title"
        return "" if self._one("start") or self._has_kept_start else "date"

    @property
    def _has_kept_start(self) -> bool:
        return bool(self._kept.get("start-planned") or self._kept.get("start-actual"))

    def element(self) -> Element:
        """The whole activity."""
        activity = Element("iati-activity")
        activity.set(XML_LANGUAGE, self._language)
        for name in _SETTINGS:
            if value := self._kept.get(name, ""):
                activity.set(name, _plain(value))
        activity.set("last-updated-datetime", _moment(self._record.values.get("modified")))
        self._identify()
        self._describe()
        self._name_organisations()
        self._date()
        self._place()
        self._classify()
        self._link()
        for name in _ORDER:
            if name not in _BUILT:
                self._made.setdefault(name, []).extend(self._details(name))
            activity.extend(self._made.get(name, ()))
        activity.append(self._own_record())
        return activity

    # What it is -----------------------------------------------------------------------------------------------

    def _identify(self) -> None:
        identifier = self._kept.get("iati-identifier", "")
        if not identifier or identifier != self._one("source_id"):
            identifier = f"{self._publisher.identifier}-{self._record.id}"
            self._add("reporting-org", _organisation(self._name, self._publisher.identifier, type=self._publisher.type))
        elif reporting := self._details("reporting-org"):
            self._made["reporting-org"] = reporting[:1]
        else:
            reference = self._kept.get("reporting-org-ref", "") or self._publisher.identifier
            name = self._kept.get("reporting-org", "") or self._name
            self._add("reporting-org", _organisation(name, reference, type=self._publisher.type))
        self._add("iati-identifier").text = _plain(identifier)

    def _describe(self) -> None:
        self._add("title", _narratives("title", {"": self._one("title"), **self._texts("title")}, self._language))
        summary = {"": self._one("summary"), **self._texts("summary")}
        if not any(summary.values()):
            summary = {"": self._one("title"), **self._texts("title")}  # IATI asks for one
        general = _narratives("description", summary, self._language)
        general.set("type", "1")
        self._add("description", general)
        for column, type in _DESCRIPTIONS.items():
            texts = {"": self._kept.get(column, ""), **_translations(self._kept, column)}
            if any(texts.values()):
                other = _narratives("description", texts, self._language)
                other.set("type", type)
                self._add("description", other)
        results = self._one("results")
        if results and results != self._kept.get("results", ""):
            words = _narratives("description", {"": results}, self._language)
            words.set("type", _WORDS_OF_RESULTS)
            self._add("description", words)

    def _name_organisations(self) -> None:
        reporting = self._made["reporting-org"][0].findtext("narrative") or ""
        details = self._details("participating-org")
        for member in self._cells.get("organisations", ()):
            label, _colon, name = member.partition(": ")
            role = _code_of_role(label)
            if role == "lead" and name == reporting and self._kept.get("reporting-org"):
                continue
            code = _ROLES.get(role, "4")
            same = next(
                (each for each in details if each.get("role") == code and each.findtext("narrative") == name), None
            )
            if same is not None:
                details.remove(same)
                self._add("participating-org", same)
            else:
                self._add(
                    "participating-org",
                    _organisation(name, self._reference(code, name), role=code, tag="participating-org"),
                )
        if "participating-org" not in self._made:
            identifier = self._made["reporting-org"][0].get("ref", "")
            self._add("participating-org", _organisation(reporting, identifier, role="2", tag="participating-org"))
        status = _STATUSES.get(self._one("status"), "2")
        kept = self._kept.get("activity-status", "")
        self._add("activity-status").set("code", kept if _SAME_STATUS.get(kept) == self._one("status") else status)

    def _reference(self, code: str, name: str) -> str:
        """The identifier that came with the name of an organisation."""
        column = _COLUMNS_OF_ROLES[code]
        names = self._kept.get(f"participating-org ({column})", "").split("\n")
        references = self._kept.get(f"participating-org-ref ({column})", "").split("\n")
        return dict(zip(names, references, strict=False)).get(name, "")

    # When and where -------------------------------------------------------------------------------------------

    def _date(self) -> None:
        coming = self._one("status") in _COMING
        days = {code: self._kept.get(column, "")[:10] for code, column in _DATES.items()}
        for own, actual, planned in (("start", "2", "1"), ("end", "4", "3")):
            value = self._one(own)
            kept = days[actual] or days[planned]
            if not value or value == kept:
                continue
            now = planned if (days[planned] and not days[actual]) or (not kept and coming) else actual
            days[now] = _whole_day(value, last=own == "end")
        if not coming and self._one("status") != "completed" and days["4"] > date.today().isoformat() and not days["3"]:
            days["3"], days["4"] = days["4"], ""
        details = {each.get("type"): each for each in self._details("activity-date")}
        for code, day in sorted(days.items()):
            if not re.fullmatch(r"\d{4}-\d\d-\d\d", day):
                continue
            same = details.get(code)
            if same is not None and same.get("iso-date") == day:
                self._add("activity-date", same)
            else:
                element = self._add("activity-date")
                element.set("type", code)
                element.set("iso-date", day)

    def _place(self) -> None:
        country = self._one("country")
        codes = _list(self._kept, "recipient-country-code")
        if country in codes or (not country and not codes):
            self._add_shares("recipient-country")
            self._add_shares("recipient-region")
        elif country:
            self._add("recipient-country").set("code", country)
        if not {"recipient-country", "recipient-region"} & self._made.keys() and not self._has_in_transactions(
            "recipient"
        ):
            region = self._add("recipient-region")
            region.set("code", _ANYWHERE)
            region.set("vocabulary", "1")
        place, point = self._one("municipality"), self._one("coordinates")
        locations = self._details("location")
        kept_place = self._kept.get("location", "")
        kept_point = self._kept.get("coordinates", "").split("\n")[0].replace(" ", "")
        if locations and place in ("", kept_place) and _same_point(point, kept_point):
            self._made["location"] = locations
        elif place or point:
            location = self._add("location")
            if place:
                location.append(_narratives("name", {"": place}, ""))
            if point:
                latitude, _comma, longitude = point.partition(",")
                at = SubElement(location, "point", srsName=_POINT)
                SubElement(at, "pos").text = f"{latitude.strip()} {longitude.strip()}"

    def _add_shares(self, name: str) -> None:
        details = {each.get("code"): each for each in self._details(name)}
        names, percentages = _list(self._kept, name), _list(self._kept, f"{name}-percentage")
        for at, code in enumerate(_list(self._kept, f"{name}-code")):
            if code in details:
                self._add(name, details[code])
                continue
            element = self._add(name)
            element.set("code", _plain(code))
            if at < len(percentages) and percentages[at]:
                element.set("percentage", _plain(percentages[at]))
            if at < len(names) and names[at]:
                SubElement(element, "narrative").text = _plain(names[at])

    # What it is about -----------------------------------------------------------------------------------------

    def _classify(self) -> None:
        targets = [each.partition(":") for each in self._cells.get("targets", ())]
        goals = {code for list_, _colon, code in targets if list_ == "SDG"}
        self._add_sectors(goals)
        details = self._details("tag")
        for code in sorted(goals):
            vocabulary = _SDG_TARGET_TAG if "." in code else _SDG_GOAL_TAG
            same = next(
                (each for each in details if (each.get("vocabulary"), each.get("code")) == (vocabulary, code)), None
            )
            self._add("tag", same if same is not None else _tag(vocabulary, code))
        for each in details:
            if each.get("vocabulary") not in (_SDG_TARGET_TAG, _SDG_GOAL_TAG):
                self._add("tag", each)
        known = {each.get("code") for each in details}
        for name, terms in (("targets", _not_of_goals(targets)), ("hazards", self._cells.get("hazards", ()))):
            labels = load(name)
            for code in terms:
                term = labels.get(code)
                if code not in known and term is not None:
                    self._add("tag", _tag(_OWN_VOCABULARY, code, term.label("en"), _SENDAI))

    def _add_sectors(self, goals: set[str]) -> None:
        columns = [_list(self._kept, f"sector{end}") for end in ("-code", "", "-vocabulary", "-percentage")]
        kept = [(*each,) for each in zip(*_same_length(columns), strict=True)]
        details = self._details("sector")
        for code, name, vocabulary, percentage in kept:
            if vocabulary in (_SDG_GOAL_SECTOR, _SDG_TARGET_SECTOR) and code not in goals:
                continue
            same = next(
                (each for each in details if (each.get("vocabulary"), each.get("code")) == (vocabulary, code)), None
            )
            if same is not None:
                self._add("sector", same)
                continue
            self._add("sector", _sector(code, vocabulary, percentage, name))
        if "sector" in self._made or any(
            "sector" in each for each in self._kept if each.startswith(f"{_DETAILS}transaction")
        ):
            return
        if any(each.find("sector") is not None for each in self._details("transaction")):
            return  # IATI wants sectors of the activity or of its transactions, not of both
        self._add("sector", _sector(self._publisher.sector, "1"))

    def _link(self) -> None:
        details = self._details("document-link")
        own = {_bare(address): address for address in self._cells.get("links", ())}
        for each in details:
            if _bare(each.get("url", "")) in own:
                del own[_bare(each.get("url", ""))]
                self._add("document-link", each)
        for address in own.values():
            link = self._add("document-link")
            link.set("format", "text/html")
            link.set("url", _plain(address))
            link.append(_narratives("title", {"": self._one("title")}, self._language))
            SubElement(link, "category", code="A12")

    # The desk's own record --------------------------------------------------------------------------------------

    def _own_record(self) -> Element:
        """The record as the desk has it, whatever IATI has no place for."""
        own = Element(RECORD, id=self._record.id)
        texts = {
            f"{name}/{code}": (text,)
            for name in self._cells
            if ACTIVITY.by_name[name].translated
            for code, text in self._texts(name).items()
        }
        for name, members in {**self._cells, **texts}.items():
            for member in members:
                SubElement(own, FIELD, name=name).text = _plain(member)
        return own

    # Helpers ----------------------------------------------------------------------------------------------------

    def _has_in_transactions(self, beginning: str) -> bool:
        return any(str(inner.tag).startswith(beginning) for each in self._details("transaction") for inner in each)

    def _add(self, name: str, element: Element | None = None) -> Element:
        made = Element(name) if element is None else element
        self._made.setdefault(name, []).append(made)
        return made

    def _one(self, name: str) -> str:
        return next(iter(self._cells.get(name, ())), "")

    def _texts(self, name: str) -> dict[str, str]:
        """The translations of a text."""
        values = self._record.values
        found = {code: values.get(f"{name}/{code}") for code in LANGUAGES}
        return {code: str(text) for code, text in found.items() if text}

    def _details(self, name: str) -> list[Element]:
        """The elements of a name that the import kept, made once; each may stand in one place of the activity."""
        if name not in self._read:
            lines = _list(self._kept, _DETAILS + name)
            self._read[name] = [element_of_line(name, _plain(line)) for line in lines if line.strip()]
        return list(self._read[name])


def _source_data(text: object) -> Mapping[str, str]:
    try:
        found: object = json.loads(text) if isinstance(text, str) else None
    except ValueError:
        return {}
    return (
        {str(key): str(cell) for key, cell in cast("dict[str, Any]", found).items()} if isinstance(found, dict) else {}
    )


def _list(kept: Mapping[str, str], column: str) -> list[str]:
    text = kept.get(column, "")
    return text.split("\n") if text else []


def _same_length(columns: Sequence[list[str]]) -> list[list[str]]:
    length = len(columns[0])
    return [each if len(each) == length else [*each, *[""] * length][:length] for each in columns]


def _translations(kept: Mapping[str, str], column: str) -> dict[str, str]:
    return {code: kept[name] for code in LANGUAGES if (name := f"{column} ({code})") in kept}


def _narratives(tag: str, texts: Mapping[str, str], language: str) -> Element:
    """An element with its text, and beside it those in other languages."""
    element = Element(tag)
    for code, text in texts.items():
        if text and not (code and code == language and texts.get("")):
            narrative = SubElement(element, "narrative")
            narrative.text = _plain(text)
            if code and code != language:
                narrative.set(XML_LANGUAGE, code)
    return element


def _organisation(name: str, reference: str, *, type: str = "", role: str = "", tag: str = "reporting-org") -> Element:
    element = Element(tag)
    for attribute, value in (("ref", reference), ("type", type), ("role", role)):
        if value:
            element.set(attribute, _plain(value))
    SubElement(element, "narrative").text = _plain(name or reference)
    return element


def _sector(code: str, vocabulary: str, percentage: str = "", name: str = "") -> Element:
    element = Element("sector", {"code": _plain(code)})
    if vocabulary:
        element.set("vocabulary", _plain(vocabulary))
    if percentage:
        element.set("percentage", _plain(percentage))
    if name:
        SubElement(element, "narrative").text = _plain(name)
    return element


def _tag(vocabulary: str, code: str, words: str = "", address: str = "") -> Element:
    element = Element("tag", {"vocabulary": vocabulary, "code": _plain(code)})
    if address:
        element.set("vocabulary-uri", address)
    if words:
        SubElement(element, "narrative").text = _plain(words)
    return element


def _not_of_goals(targets: Sequence[tuple[str, str, str]]) -> Iterator[str]:
    return (f"{list_}{colon}{code}" for list_, colon, code in targets if list_ != "SDG")


def _code_of_role(label: str) -> str:
    return next((term.code for term in load("organisation_roles") if label in (term.code, term.label("en"))), "")


def _same_point(one: str, other: str) -> bool:
    if not one:
        return True
    try:
        return [float(each) for each in one.split(",")] == [float(each) for each in other.split(",")]
    except ValueError:
        return False


def _bare(address: str) -> str:
    """A web address as an import compares it: files write the same one in several ways."""
    return re.sub(r"\A(https?:/*)?(www\.)?", "", address.strip().casefold())


def _whole_day(value: str, *, last: bool) -> str:
    """A year or month as its first or last day."""
    parts = [int(part) for part in value.split("-")]
    year = parts[0]
    month = parts[1] if len(parts) > 1 else (12 if last else 1)
    day = parts[2] if len(parts) > 2 else (calendar.monthrange(year, month)[1] if last else 1)
    return f"{year:04}-{month:02}-{day:02}"


def _moment(value: object) -> str:
    """Milliseconds since 1970 as IATI has them; now, where they are unknown or in the future."""
    now = datetime.now(UTC)
    moment = utc_time(value) if isinstance(value, int) else now
    return min(moment, now).strftime("%Y-%m-%dT%H:%M:%SZ")


def _plain(text: str) -> str:
    """Without characters that XML cannot have."""
    return _NOT_IN_XML.sub("\ufffd", text)
