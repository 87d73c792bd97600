"""Elements of IATI made again from the lines in which an import keeps them: `type: 1; period-start/iso-date: 2025-01-01`.

A line is one element. Each part of it is an attribute or the text of an element inside, by its path, in the order of the
file; `title (fr)` is a text in another language.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_KEY = re.compile(r"(?:[A-Za-z][\w:-]*(?:/[A-Za-z][\w:-]*)*)(?: \(([A-Za-z]{2,3}(?:-\w+)?)\))?: ?")
_PART = re.compile(r"; (?=(?:[A-Za-z][\w:-]*(?:/[A-Za-z][\w:-]*)*)(?: \([A-Za-z]{2,3}(?:-\w+)?\))?: ?)")
_ATTRIBUTES = frozenset((
    "activity-id", "aggregation-status", "ascending", "attached", "code", "crs-channel-code", "currency",
    "extraction-date", "format", "iati-equivalent", "indicator-uri", "iso-date", "level", "measure", "percentage",
    "phaseout-year", "priority", "provider-activity-id", "rate-1", "rate-2", "receiver-activity-id", "ref", "role",
    "secondary-reporter", "significance", "srsName", "status", "type", "url", "value-date", "vocabulary",
    "vocabulary-uri", "year", "humanitarian", "xml:lang", "latitude", "longitude", "precision",
))  # fmt: skip
"""Names that are attributes wherever they stand in IATI."""
_ATTRIBUTES_OF = {
    "value": frozenset(("target", "actual", "baseline", "dimension", "legacy-data")),
    "name": frozenset(("dimension", "legacy-data")),
}
"""Names that are attributes of some elements, and elements in others."""
_PLAIN = frozenset((
    "value", "pos", "telephone", "email", "website", "channel-code", "interest-received", "principal-outstanding",
    "principal-arrears", "interest-arrears", "forecast", "narrative", "iati-identifier",
))  # fmt: skip
"""Elements that hold their text themselves; in the others it stands in narratives."""
_ONCE = frozenset((
    ("period", "period-start"), ("period", "period-end"), ("indicator", "title"), ("indicator", "description"),
    ("document-link", "title"), ("document-link", "description"), ("point", "pos"), ("budget-item", "description"),
    ("target", "comment"), ("actual", "comment"), ("baseline", "comment"), ("location", "name"), ("condition", "narrative"),
))  # fmt: skip
"""(element, inner one of which it has one at most): a second one begins the next element."""


_INNER = frozenset((
    "activity-description", "actual", "administrative", "aid-type", "baseline", "budget-item", "category", "channel-code",
    "comment", "commitment-date", "condition", "department", "description", "dimension", "disbursement-channel",
    "document-date", "document-link", "email", "exactness", "feature-designation", "finance-type", "flow-type", "forecast",
    "indicator", "interest-arrears", "interest-received", "job-title", "language", "loan-status", "loan-terms", "location",
    "location-class", "location-id", "location-reach", "mailing-address", "name", "narrative", "organisation", "other-flags",
    "owner-org", "period", "period-end", "period-start", "person-name", "point", "pos", "principal-arrears",
    "principal-outstanding", "provider-org", "receiver-org", "recipient-country", "recipient-region", "reference",
    "repayment-final-date", "repayment-first-date", "repayment-plan", "repayment-type", "sector", "target", "telephone",
    "tied-status", "title", "transaction-date", "transaction-type", "value", "website",
))  # fmt: skip
"""Elements inside others; anything else before a colon is a part of the text before it."""
_DEEPEST = 12


def element_of_line(name: str, line: str) -> Element:
    """The element of this name that a line describes."""
    return _Builder(name).build(line)


class _Builder:
    """An element that is being put together; `_open` holds the last element at each path."""

    def __init__(self, name: str) -> None:
        self._root = Element(name)
        self._open: dict[tuple[str, ...], Element] = {(): self._root}

    def build(self, line: str) -> Element:
        for part in _parts(line):
            match = _KEY.match(part) if _begins_with_path(part) else None
            if match is None:
                self._add_text((), part, "")
                continue
            key = part[: match.end()].rstrip(": ")
            language = match[1] or ""
            path = tuple(key.removesuffix(f" ({language})").split("/"))
            value = part[match.end() :]
            if not language and self._is_attribute(path):
                self._set(path[:-1], path[-1], value)
            else:
                self._add_text(path, value, language)
        return self._root

    def _is_attribute(self, path: tuple[str, ...]) -> bool:
        *around, last = path
        owner = around[-1] if around else self._root.tag
        return last in _ATTRIBUTES or owner in _ATTRIBUTES_OF.get(last, ())

    def _set(self, path: tuple[str, ...], attribute: str, value: str) -> None:
        name = XML_LANGUAGE if attribute == "xml:lang" else attribute
        element = self._element(path)
        if path and (name in element.attrib or element.text or len(element)):
            element = self._next(path)
        element.set(name, value)

    def _add_text(self, path: tuple[str, ...], text: str, language: str) -> None:
        element = self._element(path)
        if element.tag in _PLAIN:
            if element.text:
                element = self._next(path)
            element.text = text
            return
        if path and any(each.get(XML_LANGUAGE, "") == language for each in element.findall("narrative")):
            element = self._next(path)
        narrative = SubElement(element, "narrative")
        narrative.text = text
        if language:
            narrative.set(XML_LANGUAGE, language)

    def _element(self, path: tuple[str, ...]) -> Element:
        """The last element at a path; where there is none, a new one."""
        found = self._open.get(path)
        return self._new(path) if found is None else found

    def _next(self, path: tuple[str, ...]) -> Element:
        """Another element at a path, in the next of those around it where it can stand in it once only."""
        around = path[:-1]
        if around and (around[-1], path[-1]) in _ONCE:
            self._next(around)
        return self._new(path)

    def _new(self, path: tuple[str, ...]) -> Element:
        element = SubElement(self._element(path[:-1]), path[-1])
        self._open = {each: other for each, other in self._open.items() if each[: len(path)] != path}
        self._open[path] = element
        return element


def _parts(line: str) -> list[str]:
    """What stands between semicolons, where the next part begins with a path; a text may have semicolons itself."""
    parts: list[str] = []
    for part in _PART.split(line):
        if parts and not _begins_with_path(part):
            parts[-1] += f"; {part}"
        else:
            parts.append(part)
    return parts


def _begins_with_path(part: str) -> bool:
    match = _KEY.match(part)
    if match is None:
        return False
    key = part[: match.end()].rstrip(": ")
    *around, last = key.removesuffix(f" ({match[1]})").split("/")
    return (
        len(around) < _DEEPEST
        and _INNER.issuperset(around)
        and (last in _INNER or last in _ATTRIBUTES or last in _ATTRIBUTES_OF)
    )
