"""Method cards: how to run a fishbowl, a peer assist, a field walk; and their steps as the steps of a session.

The cards are data, in three languages and in our own words: `resources/methods/cards.json`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

from desktop.i18n import current_language
from desktop.visits.field_values import Values
from desktop.vocabularies import load

_FILE = Path(__file__).resolve().parent.parent.parent / "resources" / "methods" / "cards.json"
_STEP = re.compile(
    r"\s*(\d{1,4})\s*(?:min(?:utes?|utos?)?\b\.?|['’′])?(?:\s+|\s*[:.–—]\s*|\s+-\s+)(.*)", re.ASCII | re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a session: how many minutes (0 where that is not said), and what happens."""

    minutes: int
    text: str


@dataclass(frozen=True, slots=True)
class MethodCard:
    """One method, in one language. `minutes` is the sum of its steps as they stand on the card."""

    code: str  # of the vocabulary `methods`
    label: str
    purpose: str
    min_people: int  # people
    max_people: int
    minutes: int
    room: str
    steps: tuple[Step, ...]
    roles: tuple[str, ...]
    pitfalls: tuple[str, ...]
    online: str  # how to do it when all are apart


def method_cards(language: str = "") -> tuple[MethodCard, ...]:
    """All cards by their name, in a language, or the one spoken now."""
    return _load_cards(language or current_language())


def find_method_card(code: str, language: str = "") -> MethodCard | None:
    """The card of a method; None where it has none."""
    return next((each for each in method_cards(language) if each.code == code), None)


def scale_steps(card: MethodCard, minutes: int) -> list[Step]:
    """The steps of a card for a session of another length: in the same proportion, in whole minutes that sum up to it.

    No step is shorter than a minute; where there are more steps than minutes, the longest ones stay.
    """
    kept = list(card.steps)
    if minutes < len(kept):
        longest = sorted(range(len(kept)), key=lambda place: (-kept[place].minutes, place))[: max(minutes, 0)]
        kept = [kept[place] for place in sorted(longest)]
    if not kept:
        return []
    whole = sum(step.minutes for step in kept)
    exact = [step.minutes * minutes / whole for step in kept]
    given = [max(1, int(each)) for each in exact]
    by_rest = sorted(range(len(kept)), key=lambda place: (given[place] - exact[place], place))
    for place in by_rest[: max(0, minutes - sum(given))]:
        given[place] += 1
    while sum(given) > minutes:  # minutes that went to steps shorter than one
        given[given.index(max(given))] -= 1
    return [Step(many, step.text) for many, step in zip(given, kept, strict=True)]


def session_values_of_card(card: MethodCard, minutes: int | None = None) -> Values:
    """What a session gets that the card is applied to: its method, and its steps for so many minutes."""
    return {
        "method": card.code,
        "steps": write_steps(scale_steps(card, card.minutes if minutes is None else minutes)),
    }


def read_steps(text: str) -> list[Step]:
    """The steps in a session's text: one a line, "10 Welcome", "10 min: Welcome" or words alone."""
    found: list[Step] = []
    for line in text.splitlines():
        if not line.strip():
            continue
        match = _STEP.match(line)
        found.append(Step(int(match[1]), match[2].strip()) if match else Step(0, line.strip()))
    return found


def write_steps(steps: Sequence[Step]) -> str:
    """The text of some steps, one a line."""
    return "\n".join(f"{step.minutes} {step.text}" if step.minutes else step.text for step in steps)


@cache
def _load_cards(language: str) -> tuple[MethodCard, ...]:
    data = cast("list[dict[str, Any]]", json.loads(_FILE.read_text("utf-8")))
    words = load("methods")
    cards = [_read_card(each, language, words.label(each["code"], language)) for each in data]
    return tuple(sorted(cards, key=lambda each: each.label.casefold()))


def _read_card(data: dict[str, Any], language: str, label: str) -> MethodCard:
    said = data.get(language) or data["en"]
    steps = tuple(Step(minutes, text) for minutes, text in zip(data["steps"], said["steps"], strict=True))
    return MethodCard(
        data["code"], label, said["purpose"], data["people"][0], data["people"][1], sum(data["steps"]), said["room"],
        steps, tuple(said["roles"]), tuple(said["pitfalls"]), said["online"],
    )  # fmt: skip
