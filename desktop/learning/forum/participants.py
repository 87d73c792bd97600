"""Who takes part in a forum, as far as they agreed to be named: for introductions and for groups."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.catalogue import forum as queries
from desktop.catalogue import names_of
from desktop.vocabularies import load
from desktop.workspace import Record, Workspace
from desktop.workspace.privacy.gate import may_be_named


@dataclass(frozen=True)
class Participant:
    """A person of a forum. `language`, `region`: the first language and the region (codes), "" where not given; `named`: did
    they agree to be named to others?
    """

    id: str
    name: str
    role: str = ""
    organisation: str = ""
    country: str = ""
    languages: tuple[str, ...] = ()
    region: str = ""
    sex: str = ""
    part: str = ""
    named: bool = True

    @property
    def language(self) -> str:
        """The language that counts for groups: English, French or Spanish before others, as most groups are held in these."""
        return next((each for each in ("en", "fr", "es") if each in self.languages), next(iter(self.languages), ""))


def read_participants(workspace: Workspace, forum: Record) -> list[Participant]:
    """Those who take part, by name. Who was merged into somebody is that person, once."""
    parts: dict[str, str] = {}
    for role, id in queries.people_of(forum):
        parts.setdefault(id, role)
    records = {each.id: each for each in workspace.records("person", sorted(parts))}
    living = {id: parts[id] for id, each in records.items() if each.listed}
    for each in records.values():
        if each.survivor:
            living.setdefault(each.survivor, parts[each.id])
    people = [each for each in workspace.records("person", sorted(living)) if each.listed]
    organisations = {str(each.values["organisation"]) for each in people if each.values.get("organisation")}
    names = names_of(workspace, "organisation", organisations)
    of_country = {
        each.id: str(each.values.get("country") or "")
        for each in workspace.records("organisation", sorted(organisations))
    }
    found = [_participant(each, living[each.id], names, of_country) for each in people]
    return sorted(found, key=lambda each: (each.name.casefold(), each.id))


def _participant(person: Record, part: str, names: dict[str, str], of_country: dict[str, str]) -> Participant:
    organisation = str(person.values.get("organisation") or "")
    country = of_country.get(organisation, "")
    return Participant(
        person.id, person.title, str(person.values.get("role") or ""), names.get(organisation, ""), country,
        tuple(sorted(person.members("languages"))), _region(country), str(person.values.get("sex") or ""), part,
        may_be_named(person),
    )  # fmt: skip


def _region(country: str) -> str:
    term = load("countries").get(country) if country else None
    if term is None or not term.parent:
        return ""
    path = load("regions").path(term.parent)
    return path[min(1, len(path) - 1)].code  # below the world
