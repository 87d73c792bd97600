"""Method cards as the programme uses them: the list, a card to be read, its steps as a session holds them."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from desktop.ui.widgets.terms import term, terms


@dataclass(frozen=True)
class Card:
    """One method card, in the language spoken."""

    code: str
    label: str
    purpose: str = ""
    minutes: int = 60


def cards() -> list[Card]:
    """All cards by their name."""
    return [Card(each.code, each.label) for each in terms("methods")]


def steps_of(method: str) -> str:
    """The steps of a card as lines, each beginning with its minutes."""
    return ""


def minutes_of(method: str) -> int:
    """How long a card takes."""
    return 60


def card_html(code: str) -> str:
    """A card to be read."""
    return f"<h3>{escape(term('methods', code).label)}</h3>"
