"""Names: records of a type found by words of their name, and the names behind ids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from desktop.catalogue.read_connection import reading
from desktop.vocabularies import fold, load
from desktop.workspace import RECORD_TYPES, Record, Workspace, untitled
from desktop.workspace.search_index.index_words import fold_word


@dataclass(frozen=True, slots=True)
class NameFound:
    """A record that a name found; `more` tells it from its namesakes: kind, place, country, in words."""

    id: str
    name: str
    more: str = ""


def title_field(type: str) -> str:
    """The field that names a record of this type."""
    return RECORD_TYPES[type].title


def find_names(workspace: Workspace, type: str, text: str, limit: int) -> list[NameFound]:
    """The listed records whose name has all the words, accents and case aside: first those that begin with the text.

    "" finds all, by name.
    """
    kind = RECORD_TYPES[type]
    key = f"{kind.title}_key" if kind.by_name[kind.title].sortable else kind.title
    folded = fold(text)
    where, wanted = name_condition(key, text)
    more = ", ".join(name if name in kind.by_name else "NULL" for name in ("kind", "municipality", "country"))
    with reading(workspace) as conn:
        rows = conn.execute(
            f"SELECT id, {kind.title}, {more} FROM {type} WHERE listed = 1 AND {key} IS NOT NULL{where}"
            f" ORDER BY CASE WHEN {key} = ? THEN 0 WHEN {key} LIKE ? ESCAPE '\\' THEN 1 ELSE 2 END, {key}, no LIMIT ?",
            (*wanted, folded, f"{_escaped(folded)}%", limit),
        ).fetchall()
    return [NameFound(id, name, _more(type, *rest)) for id, name, *rest in rows]


def name_condition(key: str, text: str) -> tuple[str, list[str]]:
    """SQL, to follow another condition, for names with all the words; `key` is the column with the names, folded.

    Letters that a key keeps (ł, ø, œ) are folded further where there are such letters in it.
    """
    one = f" AND ({key} LIKE ? ESCAPE '\\' OR ({key} GLOB '*[^ -~]*' AND focal_holds({key}, ?)))"
    words = text.split()
    parameters = [each for word in words for each in (f"%{_escaped(fold(word))}%", fold_word(word))]
    return one * len(words), parameters


def _escaped(word: str) -> str:
    return word.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")


def _more(type: str, kind: str | None, place: str | None, country: str | None) -> str:
    field = RECORD_TYPES[type].by_name.get("kind")
    said = [load(field.vocabulary).label(kind)] if field is not None and kind else []
    said += [place] if place else []
    said += [load("countries").label(country)] if country else []
    return ", ".join(said)


def names_of(workspace: Workspace, type: str, ids: Iterable[str]) -> dict[str, str]:
    """Names by id; a merged duplicate goes by the name of the one that stayed; unknown ids are left out, but of people:
    those who did not agree to be known here, or were forgotten, take part all the same.
    """
    kind = RECORD_TYPES[type]
    title = kind.title
    wanted = sorted(set(ids))
    found = dict.fromkeys(wanted, untitled(kind)) if "consent" in kind.by_name else {}
    with reading(workspace) as conn:
        for start in range(0, len(wanted), 500):
            part = wanted[start : start + 500]
            found.update(
                (id, name or untitled(kind))
                for id, name in conn.execute(
                    f"SELECT o.id, coalesce(s.{title}, o.{title}) FROM {type} o LEFT JOIN {type} s ON s.id = o.survivor"
                    f" WHERE o.id IN ({', '.join('?' * len(part))})",
                    part,
                )
            )
    return found


def report_records(workspace: Workspace, ids: Sequence[str], *, batch: int = 200) -> Iterator[Record]:
    """Activities by id in the order asked for, a batch in memory at a time; unknown ids are passed over.

    Without their source data, which no report prints and which are the slowest to read.
    """
    for start in range(0, len(ids), batch):
        yield from workspace.records("activity", ids[start : start + batch], journal_only=False)
