"""Attached files, layers and what else the catalogue may name (ISO 19005-3, 6.8 to 6.11; ISO 14289-1, 7.10, 7.11, 7.16)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from tests.pdf_checker.document import Document
from tests.pdf_checker.syntax import text_of

_MIME = re.compile(r"[-\w+.]+/[-\w+.]+")
_EXTRACT_FOR_ACCESSIBILITY = 512


def _file_specifications(pdf: Document) -> Iterator[dict[str, Any]]:
    yield from (each for each in pdf.dictionaries if "EF" in each and isinstance(pdf.get(each, "EF"), dict))


def _name(pdf: Document, entries: dict[str, Any]) -> str:
    return text_of(pdf.get(entries, "UF")) or text_of(pdf.get(entries, "F")) or "file"


def file_names_filled(pdf: Document) -> Iterator[str]:
    for each in _file_specifications(pdf):
        if not text_of(pdf.get(each, "F")) or not text_of(pdf.get(each, "UF")):
            yield _name(pdf, each)


def file_names_present(pdf: Document) -> Iterator[str]:
    for each in _file_specifications(pdf):
        if "F" not in each or "UF" not in each:
            yield _name(pdf, each)


def mime_types(pdf: Document) -> Iterator[str]:
    for each in _file_specifications(pdf):
        for stream in {id(found): found for found in map(pdf.resolve, pdf.dictionary(each, "EF").values())}.values():
            found = pdf.get(stream, "Subtype")
            if not isinstance(found, str) or not _MIME.fullmatch(found):
                yield _name(pdf, each)


def relationships(pdf: Document) -> Iterator[str]:
    yield from (_name(pdf, each) for each in _file_specifications(pdf) if "AFRelationship" not in each)


def associated(pdf: Document) -> Iterator[str]:
    known = {id(found) for each in pdf.dictionaries if "AF" in each for found in pdf.array(each, "AF")}
    yield from (_name(pdf, each) for each in _file_specifications(pdf) if id(each) not in known)


# Layers ---------------------------------------------------------------------------------------------------------------


def _configurations(pdf: Document) -> list[dict[str, Any]]:
    layers = pdf.dictionary(pdf.catalog, "OCProperties")
    found = [*pdf.array(layers, "D"), *pdf.array(layers, "Configs")]
    return [each for each in found if isinstance(each, dict)]


def layer_names(pdf: Document) -> Iterator[str]:
    yield from ("configuration" for each in _configurations(pdf) if not text_of(pdf.get(each, "Name")))


def layer_names_unique(pdf: Document) -> Iterator[str]:
    names = [text_of(pdf.get(each, "Name")) for each in _configurations(pdf)]
    yield from {each for each in names if each and names.count(each) > 1}


def layers_ordered(pdf: Document) -> Iterator[str]:
    groups = {id(each) for each in pdf.array(pdf.catalog, "OCProperties", "OCGs")}
    for each in _configurations(pdf):
        if "Order" not in each:
            continue
        todo, listed = pdf.array(each, "Order"), set[int]()
        while todo:
            part = pdf.resolve(todo.pop())
            if isinstance(part, list):
                todo += part
            else:
                listed.add(id(part))
        if not groups <= listed:
            yield text_of(pdf.get(each, "Name"))


def layer_automation(pdf: Document) -> Iterator[str]:
    yield from (text_of(pdf.get(each, "Name")) for each in _configurations(pdf) if "AS" in each)


# Others ---------------------------------------------------------------------------------------------------------------


def alternate_presentations(pdf: Document) -> Iterator[str]:
    if "AlternatePresentations" in pdf.dictionary(pdf.catalog, "Names"):
        yield "catalogue"


def presentation_steps(pdf: Document) -> Iterator[str]:
    yield from (str(page) for page in pdf.pages if "PresSteps" in page.entries)


def requirements(pdf: Document) -> Iterator[str]:
    if "Requirements" in pdf.catalog:
        yield "catalogue"


def reading_aloud_allowed(pdf: Document) -> Iterator[str]:
    if pdf.encryption:
        rights = pdf.get(pdf.trailer, "Encrypt", "P")
        if not isinstance(rights, int) or not rights & _EXTRACT_FOR_ACCESSIBILITY:
            yield "trailer"
