"""Vocabularies read from resources/vocabularies/NAME.csv, once, when first asked for."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from desktop.errors import ProgrammingError
from desktop.i18n import COMPLETE_LANGUAGES, LANGUAGES
from desktop.vocabularies.own_terms import own_terms, version_of
from desktop.vocabularies.vocabulary import Term, Vocabulary

_FOLDER = Path(__file__).resolve().parent.parent.parent / "resources" / "vocabularies"
_COMPOSED = {"targets": ("sdg", "sendai")}
"""Vocabularies that are several files in one tree."""
_PARENTS_ELSEWHERE = frozenset({"countries"})
"""Vocabularies whose terms hang under another one: a country under its M49 region."""
_REQUIRED = ("code", "parent", "level", *COMPLETE_LANGUAGES)
_OPTIONAL = frozenset(("colour", "aliases", "related", *LANGUAGES)).difference(_REQUIRED)
"""A language in progress may have a column; what it lacks is said in English."""
_COLOUR = re.compile(r"#[\dA-F]{6}")


def load(name: str) -> Vocabulary:
    """The vocabulary of this name with the own terms of the workspaces that are open: made once, and anew when these change.

    Raises ProgrammingError, with file and line, where there is no such vocabulary or its file is not well made:
    the files come with the program.
    """
    return _with_own_terms(name, version_of(name))


@lru_cache(maxsize=256)
def _with_own_terms(name: str, _version: int) -> Vocabulary:
    own, known = own_terms(name), _as_shipped(name)
    return Vocabulary(name, (*known, *own)) if own else known


@cache
def _as_shipped(name: str) -> Vocabulary:
    if name in _COMPOSED:
        return Vocabulary(name, (term for part in _COMPOSED[name] for term in load(part)))
    if name not in names():
        raise ProgrammingError(f"There is no vocabulary {name!r} in {_FOLDER}.")
    return read(_FOLDER / f"{name}.csv")


@cache
def names() -> tuple[str, ...]:
    """The names of all vocabularies, in alphabetical order."""
    return tuple(sorted({path.stem for path in _FOLDER.glob("*.csv")} | _COMPOSED.keys()))


def read(path: Path) -> Vocabulary:
    """The vocabulary in one file; ProgrammingError, with file and line, where it is not well made."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, strict=True)
        try:
            return Vocabulary(path.stem, list(_terms(rows, parents_elsewhere=path.stem in _PARENTS_ELSEWHERE)))
        except UnicodeDecodeError as why:
            raise ProgrammingError(f"{path.name} is not in UTF-8: {why}.") from why
        except (ValueError, csv.Error) as why:
            raise ProgrammingError(f"{path.name}, line {rows.line_num}: {why}.") from why


def _terms(rows: Iterator[list[str]], *, parents_elsewhere: bool) -> Iterator[Term]:
    """The terms of the rows, each code once and after its parent, so that no circle can keep a reader turning.

    Raises ValueError at the first row that is not a term.
    """
    no_line: list[str] = []
    columns = next(rows, no_line)
    more = columns[len(_REQUIRED) :]
    if tuple(columns[: len(_REQUIRED)]) != _REQUIRED or not _OPTIONAL.issuperset(more) or len(set(more)) != len(more):
        raise ValueError(f"these are not the columns of a vocabulary: {', '.join(columns)}")
    above: set[str] = set()
    for cells in rows:
        if len(cells) != len(columns):
            raise ValueError(f"{len(columns)} cells are wanted, here are {len(cells)}")
        term = _term(dict(zip(columns, cells, strict=True)))
        if term.code in above:
            raise ValueError(f"the code {term.code!r} stands twice")
        if term.parent and term.parent not in above and not parents_elsewhere:
            raise ValueError(f"the parent {term.parent!r} of {term.code!r} does not stand above it")
        above.add(term.code)
        yield term


def _term(cells: dict[str, str]) -> Term:
    if missing := [column for column in ("code", "level", *COMPLETE_LANGUAGES) if not cells[column].strip()]:
        raise ValueError(f"{', '.join(missing)} must not be empty")
    colour = cells.get("colour", "")
    if colour and not _COLOUR.fullmatch(colour):
        raise ValueError(f"{colour!r} is not a colour like #E5243B")
    aliases = cells.get("aliases", "")
    return Term(
        code=cells["code"],
        parent=cells["parent"],
        labels={language: label for language in LANGUAGES if (label := cells.get(language, "").strip())},
        colour=colour,
        level=cells["level"],
        aliases=tuple(aliases.split("|")) if aliases else (),
        related=tuple(cells.get("related", "").split()),
    )
