"""Organisations and people that a file names: found on the desk, else made, one for each different name."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from desktop.exchange.importing.row_reader import Link
from desktop.vocabularies import fold
from desktop.workspace import ACTIVITY, Value, Workspace, record_id_from
from desktop.workspace.projection.rows import KEY_LENGTH
from desktop.workspace.storage.connections import Direct

PEOPLE = "people_namespace"
_ACRONYM = 8
"""Letters of a name that may be an acronym."""
_LEAST_COMPARED = 8
"""Letters of a name that is compared with others."""
_LIKENESS = 93
_MOST_COMPARISONS = 5_000_000


class LinkedRecords:
    """Finds or makes the records that rows name. What is to be made is collected in `new`, not written."""

    def __init__(self, workspace: Workspace, names_of: Mapping[str, set[str]]) -> None:
        self._workspace = workspace
        self._names_of = names_of
        self._known: dict[tuple[str, str], list[tuple[str, str]]] = {}  # (type, folded name) -> (id, country)
        self._folded: dict[str, str] = {}
        self._made: dict[tuple[str, str], dict[str, Value]] = {}
        self._spellings: Counter[str] = Counter()  # how often each way of writing a name stands in the file
        self._other_names: dict[str, list[tuple[str, str]]] | None = None  # in other languages -> (id, country)
        self._fields: dict[Link, str] = {}  # of links that mean one record, whatever the row's country
        self.new: list[tuple[str, str, dict[str, Value]]] = []
        self.people = uuid.UUID(workspace.meta(PEOPLE) or str(uuid.uuid4()))
        """What the ids of people hang on; kept with the file, under PEOPLE, once such people were written."""

    def members(self, links: Sequence[Link], country: Value, *, make: bool = True) -> dict[str, Value]:
        """The journal fields for the records a row names: `organisations/lead:<id>` = True.

        With `make` off, names that the desk does not know are passed over.
        """
        found: dict[str, Value] = {}
        for link in links:
            if make:
                self._spellings[link.name] += 1
            field = self._fields.get(link)
            if field is None:
                field = self._field(link, country if isinstance(country, str) else "", make)
            if field:
                found[field] = True
        return found

    def _field(self, link: Link, country: str, make: bool) -> str:
        ids = self._ids(link, make)
        if not ids:
            return ""
        id = next((id for id, its_country in ids if country and its_country == country), ids[0][0])
        field = f"{link.field}/{link.role}:{id}"
        if len(ids) == 1:
            self._fields[link] = field
        return field

    def _ids(self, link: Link, make: bool) -> list[tuple[str, str]]:
        """(id, country) of the records that have the name."""
        names = self._names_of.get(link.ref, ()) if link.name == link.ref else ()
        if len(names) == 1:  # another row tells the name of this identifier
            link = replace(link, name=next(iter(names)))
        type = ACTIVITY.by_name[link.field].target
        key = self._folded.get(link.name)
        if key is None:
            key = self._folded[link.name] = fold(link.name)
        found = self._known.get((type, key))
        if found is None:
            with self._workspace.reading_directly() as conn:
                found = self._look_up(Direct(conn), type, key, link)
            if not found and not make:
                return []
            if not found:
                found = [(self._make(type, key, link), "")]
            self._known[(type, key)] = found
        return found

    def _look_up(self, conn: Direct, type: str, key: str, link: Link) -> list[tuple[str, str]]:
        country = "country" if type == "organisation" else "''"
        rows = conn.exec_driver_sql(
            f"SELECT id, {country}, name FROM {type} WHERE name_key = ? AND listed = 1 ORDER BY no",
            (key[:KEY_LENGTH],),
        ).fetchall()
        found = [(str(row[0]), str(row[1] or "")) for row in rows if fold(str(row[2])) == key]
        if not found and type == "organisation":
            found = self._names_in_other_languages(conn).get(key, [])
        if not found and type == "organisation" and link.ref and len(self._names_of.get(link.ref, ())) == 1:
            rows = conn.exec_driver_sql(
                "SELECT id, country FROM organisation WHERE source_id = ? AND listed = 1 ORDER BY no",
                (link.ref,),
            ).fetchall()
            found = [(str(row[0]), str(row[1] or "")) for row in rows]
        return found

    def _make(self, type: str, key: str, link: Link) -> str:
        """A new record; an organisation's id is the same on every desk that brings in this name, unless it is taken.

        A person's must not be: activities that travel carry it, also where the person did not agree to be named, and
        whoever guesses a name could tell by the id that it is right. So it hangs on something that stays on this desk.
        """
        id = record_id_from(f"{type}:{key}") if type != "person" else str(uuid.uuid5(self.people, key))
        known = self._workspace.record(id, type)
        if known is not None and known.values:
            if known.listed:
                return id  # renamed on this desk since
            id = str(uuid.uuid4())
        values: dict[str, Value] = {"name": link.name}
        if type == "organisation" and link.ref:
            values["source_id"] = link.ref
        self.new.append((type, id, values))
        self._made[type, key] = values
        return id

    def _names_in_other_languages(self, conn: Direct) -> dict[str, list[tuple[str, str]]]:
        """Folded name -> (id, country), read once."""
        if self._other_names is None:
            self._other_names = {}
            rows = conn.exec_driver_sql(
                "SELECT o.id, o.country, m.value FROM organisation_member m JOIN organisation o ON o.no = m.record_no"
                " WHERE m.field = 'name' AND o.listed = 1 ORDER BY o.no"
            ).fetchall()
            for id, country, name in rows:
                self._other_names.setdefault(fold(str(name)), []).append((str(id), str(country or "")))
        return self._other_names

    def choose_spellings(self) -> None:
        """Give new records the commonest of the ways in which the file writes their names; one in capitals alone only where
        it is short, as acronyms are, or there is no other.
        """
        ways: dict[str, list[str]] = {}
        for name in self._spellings:
            ways.setdefault(self._folded.get(name) or fold(name), []).append(name)
        for (_type, key), values in self._made.items():
            spellings = ways.get(key, [])
            if len(spellings) > 1 and values["name"] in spellings:
                plain = [each for each in spellings if not each.isupper() or len(each) <= _ACRONYM]
                values["name"] = max(plain or spellings, key=lambda each: self._spellings[each])

    def similar(self) -> list[tuple[str, str]]:
        """(new organisation, one that the desk has and whose name is almost the same)."""
        made = {key: str(values["name"]) for (type, key), values in self._made.items() if type == "organisation"}
        made = {key: name for key, name in made.items() if len(key) >= _LEAST_COMPARED}
        if not made:
            return []
        with self._workspace.reading_directly() as conn:
            rows = conn.execute("SELECT name FROM organisation WHERE listed = 1 AND name <> ''").fetchall()
        known = {fold(str(row[0])): str(row[0]) for row in rows}
        if not known or len(known) * len(made) > _MOST_COMPARISONS:
            return []
        from rapidfuzz import fuzz, process

        found: list[tuple[str, str]] = []
        for key, name in made.items():
            best = process.extractOne(key, known.keys(), scorer=fuzz.ratio, score_cutoff=_LIKENESS)
            if best is not None and _digits(key) == _digits(best[0]):
                found.append((name, known[best[0]]))
        return found


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))
