"""A made-up workspace, the same for the same count: real words of three languages and a few scripts, real codes, lengths as
people write. Written by the journal's bulk path, as an import is.
"""

from __future__ import annotations

import random
import re
import uuid
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

from desktop.vocabularies import load
from desktop.workspace import Value, Workspace

NewRecord = tuple[str, str, dict[str, Value]]

_SCRIPTS = (
    "المدينة الفيضان التدريب الشباب الماء",
    "город вода школа наводнение обучение",
    "ከተማ ውሃ ትምህርት",
    "शहर पानी बाढ़ प्रशिक्षण",
    "城市 水 洪水 培训",
)
_SOURCES = ("sdg", "sendai", "methods", "kinds", "modules", "essentials", "organisation_kinds", "sections")


class Words:
    """Words as texts have them: a few everywhere, most of them seldom (Zipf)."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        found: dict[str, None] = {}
        for name in _SOURCES:
            for term in load(name):
                for label in term.labels.values():
                    found.update(dict.fromkeys(re.findall(r"[^\W\d_]{2,}", label)))
        for text in _SCRIPTS:
            found.update(dict.fromkeys(text.split()))
        self.all = sorted(found)
        chance.shuffle(self.all)
        self._weights = list(accumulate(1 / (place + 8) for place in range(len(self.all))))

    def __call__(self, least: int, most: int) -> str:
        """So many words."""
        return " ".join(self._chance.choices(self.all, cum_weights=self._weights, k=self._chance.randint(least, most)))


def make(path: Path, count: int, home: Path, *, short: bool = False) -> Workspace:
    """A new workspace with `count` activities and the organisations they name; `short`: with few words in each."""
    workspace = Workspace.create(path, home=home)
    with workspace.journal.group("import", "made up") as group:
        workspace.journal.bulk(group, records(count, short))
    return workspace


def records(count: int, short: bool = False, seed: str = "") -> Iterator[NewRecord]:
    """Organisations (one for each fifty activities, but twenty at least), then activities; others for another seed."""
    chance = random.Random(f"{seed} {count}" if seed else count)
    words = Words(chance)
    places = [words(1, 2).title() for _number in range(1_500)]
    countries = [term.code for term in load("countries")]
    chance.shuffle(countries)
    organisations = [str(uuid.UUID(int=chance.getrandbits(128), version=4)) for _number in range(max(20, count // 50))]
    for id in organisations:
        name = f"{words(1, 3)} {chance.choice(('City Council', 'Municipalité', 'Ayuntamiento', 'Agency', 'Network'))}"
        yield "organisation", id, {"name": name.title(), "country": chance.choice(countries)}
    draw = _Draw(chance, words, places, countries, organisations, 5 if short else 1)
    for number in range(count):
        yield "activity", str(uuid.UUID(int=chance.getrandbits(128), version=4)), draw.activity(number)


class _Draw:
    """Draws one activity after another."""

    def __init__(
        self, chance: random.Random, words: Words, places: list[str], countries: list[str], organisations: list[str],
        shorter: int,
    ) -> None:  # fmt: skip
        self._chance = chance
        self._words = words
        self._shorter = shorter
        self._places = places
        self._countries = (countries, list(accumulate(1 / (place + 4) for place in range(len(countries)))))
        self._organisations = (organisations, list(accumulate(1 / (each + 20) for each in range(len(organisations)))))
        self._codes = {
            name: [term.code for term in load(name)]
            for name in ("kinds", "statuses", "hazards", "modules", "methods", "blocks")
        }
        self._targets = [term.code for term in load("targets") if term.level in ("goal", "target")]
        self._roles = [term.code for term in load("organisation_roles")]

    def activity(self, number: int) -> dict[str, Value]:
        chance, words = self._chance, self._words
        year = chance.randint(2005, 2024)
        start = chance.choice((f"{year}", f"{year}-{chance.randint(1, 12):02}", self._day(year), self._day(year)))
        total = chance.randint(5, 2_000)
        values: dict[str, Value] = {
            "title": words(4, 10).capitalize(),
            "summary": words(30 // self._shorter, 120 // self._shorter).capitalize() + ".",
            "start": start,
            "country": chance.choices(self._countries[0], cum_weights=self._countries[1])[0],
            "municipality": chance.choice(self._places),
            "source_id": f"XX-{number:07}",
            "participants_total": total,
            "participants_women": total // 2,
        }
        self._sometimes(values, year)
        for id in chance.choices(*self._organisations[:1], cum_weights=self._organisations[1], k=chance.randint(1, 4)):
            values[f"organisations/{chance.choice(self._roles)}:{id}"] = True
        for code in chance.sample(self._targets, chance.randint(1, 4)):
            values[f"targets/{code}"] = chance.choice(("principal", "significant"))
        for field, most in (("hazards", 2), ("modules", 1), ("methods", 2)):
            for code in chance.sample(self._codes[field], chance.randint(0, most)):
                values[f"{field}/{code}"] = True
        values[f"languages/{chance.choice(('en', 'fr', 'es', 'ar', 'pt'))}"] = True
        return values

    def _sometimes(self, values: dict[str, Value], year: int) -> None:
        chance, words = self._chance, self._words
        if chance.random() < 0.95:
            values["kind"] = chance.choice(self._codes["kinds"])
        if chance.random() < 0.9:
            values["status"] = chance.choice(self._codes["statuses"])
        if chance.random() < 0.6:
            values["end"] = self._day(year + 1)
        if chance.random() < 0.4:
            values["results"] = words(20 // self._shorter, 60 // self._shorter)
        if chance.random() < 0.2:
            values["lessons"] = words(20 // self._shorter, 60 // self._shorter)
        if chance.random() < 0.1:
            values["title/fr"] = words(4, 10)
        if chance.random() < 0.03:
            values["private_note"] = words(5, 20)

    def _day(self, year: int) -> str:
        return f"{year}-{self._chance.randint(1, 12):02}-{self._chance.randint(1, 28):02}"
