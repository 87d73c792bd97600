"""Vocabularies read from resources/vocabularies/NAME.csv, once, when first asked for."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from desktop.errors import ProgrammingError
from desktop.vocabularies.vocabulary import LANGUAGES, Term, Vocabulary

_FOLDER = Path(__file__).resolve().parent.parent.parent / "resources" / "vocabularies"
_COMPOSED = {"targets": ("sdg", "sendai")}
"""Vocabularies that are several files in one tree."""
_REQUIRED = ("code", "parent", "level", *LANGUAGES)
_OPTIONAL = ("colour", "aliases", "related")


@cache
def load(name: str) -> Vocabulary:
    """The vocabulary of this name, read once and kept.

    Raises ProgrammingError, with file and line, where there is no such vocabulary or its file is not well made:
    the files come with the program.
    """
    return Vocabulary(name, _checked(name, [term for part in _COMPOSED.get(name, (name,)) for term in _read(part)]))


@cache
def names() -> tuple[str, ...]:
    """The names of all vocabularies, in alphabetical order."""
    return tuple(sorted({path.stem for path in _FOLDER.glob("*.csv")} | _COMPOSED.keys()))


def _read(name: str) -> Iterator[Term]:
    path = _FOLDER / f"{name}.csv"
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ProgrammingError(f"There is no vocabulary {name!r} ({path}).") from None
    rows = csv.reader(text.splitlines(), strict=True)
    try:
        columns = next(rows, [])
        if tuple(columns[: len(_REQUIRED)]) != _REQUIRED or not set(columns[len(_REQUIRED) :]) <= set(_OPTIONAL):
            raise ProgrammingError(f"{path.name}, line 1: not the columns of a vocabulary: {columns}.")
        for cells in rows:
            try:
                yield _term(dict(zip(columns, cells, strict=True)))
            except ValueError as why:
                raise ProgrammingError(f"{path.name}, line {rows.line_num}: {why}.") from why
    except csv.Error as why:
        raise ProgrammingError(f"{path.name}, line {rows.line_num}: {why}.") from why


def _term(cells: dict[str, str]) -> Term:
    if missing := [column for column in ("code", *LANGUAGES) if not cells[column].strip()]:
        raise ValueError(f"{', '.join(missing)} is empty")
    colour = cells.get("colour", "")
    if colour and not (len(colour) == 7 and colour[0] == "#" and int(colour[1:], 16) >= 0):
        raise ValueError(f"{colour!r} is not a colour")
    aliases = cells.get("aliases", "")
    return Term(
        code=cells["code"],
        parent=cells["parent"],
        labels={language: cells[language] for language in LANGUAGES},
        colour=colour,
        level=cells["level"],
        aliases=tuple(aliases.split("|")) if aliases else (),
        related=tuple(cells.get("related", "").split()),
    )


def _checked(name: str, terms: list[Term]) -> list[Term]:
    """The terms, where each code stands once and no circle of parents can keep a reader turning."""
    above: set[str] = set()
    codes = {term.code for term in terms}
    for term in terms:
        if term.code in above:
            raise ProgrammingError(f"{name}: the code {term.code!r} stands twice.")
        if term.parent in codes and term.parent not in above:
            raise ProgrammingError(f"{name}: the parent of {term.code!r} comes after it.")
        above.add(term.code)
    return terms
