"""Activities like those of the sample: its fields as often as there, its codes, places and numbers, and texts of its three
languages, word after word as one follows the other there, so that no sentence comes twice.
"""

from __future__ import annotations

import json
import random
import re
import uuid
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from desktop.workspace import Value

_SAMPLE = Path(__file__).resolve().parent.parent.parent / "resources" / "sample"
_TEXTS = ("title", "summary", "audience", "results", "lessons", "replicability", "private_note", "source")


class _Writer:
    """Writes texts of one language."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._after: dict[str, list[str]] = defaultdict(list)

    def learn(self, text: str) -> None:
        """From one text."""
        words = ["", *text.split(), ""]
        for before, word in pairwise(words):
            self._after[before].append(word)

    def text(self, length: int) -> str:
        """About so many letters, from the beginning of a sentence to the end of one where that can be."""
        words: list[str] = []
        while sum(map(len, words)) + len(words) < length:
            following = self._chance.choice(self._after[words[-1] if words else ""])
            words.append(following or self._chance.choice(self._after[""]))
        text = " ".join(words)
        return re.sub(r"\d+", lambda found: str(self._chance.randint(2, 10 ** len(found[0]))), text)


def sample_like(count: int, seed: str = "sample") -> Iterator[tuple[str, str, dict[str, Value]]]:
    """Organisations and people of the sample, then `count` activities: (type, id, values)."""
    chance = random.Random(seed)
    activities: dict[str, dict[str, Any]] = _read("activities")
    ids: dict[str, str] = {}
    for type, name in (("organisation", "organisations"), ("person", "people")):
        for key, values in _read(name).items():
            ids[key] = str(uuid.UUID(int=chance.getrandbits(128), version=4))
            values = {field: ids.get(value, value) if field in ("belongs_to", "organisation") else value
                      for field, value in values.items()}  # fmt: skip
            yield type, ids[key], {field: value for field, value in values.items() if not field.startswith("people/")}
    writers: dict[str, _Writer] = defaultdict(lambda: _Writer(chance))
    for each in activities.values():
        for field, value in each.items():
            if field.partition("/")[0] in _TEXTS:
                writers[_language(each, field)].learn(value)
    models = list(activities.values())
    for number in range(count):
        values = _like(chance, models[number % len(models)], models, writers, ids)
        yield "activity", str(uuid.UUID(int=chance.getrandbits(128), version=4)), values


def _read(name: str) -> dict[str, dict[str, Any]]:
    return json.loads((_SAMPLE / f"{name}.json").read_text("utf-8"))


def _language(values: dict[str, Any], field: str) -> str:
    given = field.partition("/")[2]
    return given or next((name.partition("/")[2] for name in values if name.startswith("languages/")), "en")


def _like(
    chance: random.Random, model: dict[str, Any], models: list[dict[str, Any]], writers: dict[str, _Writer],
    ids: dict[str, str],
) -> dict[str, Value]:  # fmt: skip
    """One like a model: texts as long as its, numbers and days near its, codes and partners of another one."""
    other = chance.choice(models)
    made: dict[str, Value] = {}
    for field, value in model.items():
        head, _slash, code = field.partition("/")
        if head in _TEXTS:
            length = max(3, round(len(value) * chance.uniform(0.8, 1.2)))
            made[field] = writers[_language(model, field)].text(length)
        elif head in ("start", "end"):
            year = (
                int(str(model["start"])[:4]) + chance.randint(-4, 2) if head == "start" else int(str(made["start"])[:4])
            )
            made[field] = f"{year}{value[4:5]}" + "-".join(
                f"{chance.randint(1, 12):02}" for _part in value[5:].split("-")
            )
            made[field] = str(made[field]).rstrip("-") if len(value) > 4 else str(year)
        elif head == "coordinates":
            made[field] = ",".join(f"{float(part) + chance.uniform(-2, 2):.4f}" for part in value.split(","))
        elif isinstance(value, int) and not isinstance(value, bool):
            made[field] = chance.randint(max(1, value // 2), value * 2)
        elif head == "links":
            made[f"links/{code}-{chance.randint(1, 999)}"] = value
        elif head not in ("organisations", "people", "targets", "hazards", "essentials", "modules", "methods"):
            made[field] = value
    for field, value in other.items():
        head, _slash, code = field.partition("/")
        if head in ("organisations", "people"):
            role, _colon, key = code.partition(":")
            made[f"{head}/{role}:{ids[key]}"] = value
        elif head in ("targets", "hazards", "essentials", "modules", "methods"):
            made[field] = value
    return made
