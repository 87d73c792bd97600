"""Who is in a directory: organisations by country, each with those of its people who agreed to be named."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from desktop.errors import Cancelled
from desktop.i18n import current_language
from desktop.reports.record_values import text_of
from desktop.visits.network_record import people_of_organisations
from desktop.vocabularies import fold, load
from desktop.workspace import Record, Workspace
from desktop.workspace.privacy.gate import may_be_named, may_leave, unagreed_names_of

_BATCH = 200
NOWHERE = ""


@dataclass(frozen=True)
class DirectoryEntry:
    """An organisation with its people; `organisation` is None for people of whom none is noted."""

    organisation: Record | None
    people: tuple[Record, ...]

    @property
    def country(self) -> str:
        """Code; "" where none is given."""
        return NOWHERE if self.organisation is None else text_of(self.organisation, "country")

    @property
    def name(self) -> str:
        """In the language spoken now, where it is known so."""
        if self.organisation is None:
            return ""
        return text_of(self.organisation, f"name/{current_language()}") or self.organisation.title


@dataclass
class DirectoryData:
    """Entries by country and name, and how many people are left out."""

    entries: list[DirectoryEntry] = field(default_factory=list[DirectoryEntry])
    not_agreed: int = 0

    @property
    def people(self) -> int:
        """How many are named."""
        return sum(len(each.people) for each in self.entries)

    @property
    def organisations(self) -> int:
        """How many are listed."""
        return sum(each.organisation is not None for each in self.entries)

    def by_country(self) -> Iterator[tuple[str, list[DirectoryEntry]]]:
        """(name of the country, its entries), by name; those without a country last."""
        found: dict[str, list[DirectoryEntry]] = {}
        for each in self.entries:
            found.setdefault(each.country, []).append(each)
        countries = load("countries")
        names = {code: countries.label(code) if code else "" for code in found}
        for code in sorted(found, key=lambda code: (not code, fold(names[code]))):
            yield names[code], sorted(found[code], key=lambda each: (each.organisation is None, fold(each.name)))


def read_directory(
    workspace: Workspace,
    organisations: Sequence[str] | None,
    people: Sequence[str] | None,
    *,
    progress: Callable[[int, int], object] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> DirectoryData:
    """Of these organisations with all their people, or of these people with their organisations."""
    of_people = people_of_organisations(workspace)
    if people is None:
        wanted = {id: of_people.get(id, []) for id in organisations or ()}
    else:
        chosen = set(people)
        wanted = {
            id: those for id, all_of in of_people.items() if (those := [each for each in all_of if each in chosen])
        }
    with workspace.reading() as conn:
        hidden = unagreed_names_of(conn)
    found, ids = DirectoryData(), list(wanted)
    for start in range(0, len(ids), _BATCH):
        if cancelled is not None and cancelled():
            raise Cancelled
        part = ids[start : start + _BATCH]
        records = {each.id: each for each in workspace.records("organisation", [id for id in part if id])}
        known = {each.id: each for each in workspace.records("person", [id for each in part for id in wanted[each]])}
        for id in part:
            named = [known[each] for each in wanted[id] if each in known and may_be_named(known[each])]
            found.not_agreed += sum(each in known for each in wanted[id]) - len(named)
            record = records.get(id)
            if named or (record is not None and people is None):
                entry = DirectoryEntry(None if record is None else hidden.without_names(record), tuple(named))
                found.entries.append(entry)
        if progress is not None:
            progress(min(start + _BATCH, len(ids)), len(ids))
    return found


def ways_to_reach(person: Record) -> list[str]:
    """E-mail and telephone, as far as they may leave."""
    return [
        text_of(person, name) for name in ("email", "telephone") if text_of(person, name) and may_leave(person, name)
    ]
