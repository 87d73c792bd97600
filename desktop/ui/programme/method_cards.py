"""Method cards as the programme uses them: one to be read, and what a session gets from it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from desktop.i18n import _, ngettext
from desktop.ui.programme.programme_text import length
from desktop.workspace import Value

if TYPE_CHECKING:
    from desktop.visits.method_cards import MethodCard

USUAL = 60


def cards() -> Sequence[MethodCard]:
    """All cards by their name, in the language spoken."""
    from desktop.visits.method_cards import method_cards

    return method_cards()


def minutes_of(code: str) -> int:
    """How long a card takes as it is written."""
    from desktop.visits.method_cards import find_method_card

    found = find_method_card(code)
    return found.minutes if found is not None else USUAL


def applied(code: str, minutes: int) -> dict[str, Value]:
    """What a session of so many minutes gets: the method, and the steps of its card for this time."""
    from desktop.visits.method_cards import find_method_card, session_values_of_card

    found = find_method_card(code)
    return dict(session_values_of_card(found, minutes)) if found is not None else {"method": code}


def card_html(code: str) -> str:
    """A card to be read; "" where the method has none."""
    from desktop.visits.method_cards import find_method_card

    found = find_method_card(code)
    if found is None:
        return ""
    people = ngettext("{least} to {most} person", "{least} to {most} people", found.max_people).format(
        least=found.min_people, most=found.max_people
    )
    parts = [
        f"<h3>{escape(found.label)}</h3><p>{escape(found.purpose)}</p>",
        f"<p><b>{escape(people)} · {escape(length(found.minutes))}</b></p><p>{escape(found.room)}</p>",
        _listed(_("Steps"), [f"<b>{step.minutes}</b>&nbsp; {escape(step.text)}" for step in found.steps]),
        _listed(_("Roles"), [escape(each) for each in found.roles]),
        _listed(_("Pitfalls"), [escape(each) for each in found.pitfalls]),
        _listed(_("Online"), [escape(found.online)] if found.online else []),
    ]
    return "".join(parts)


def _listed(heading: str, lines: Sequence[str]) -> str:
    if not lines:
        return ""
    return f"<p><b>{escape(heading)}</b><br>{'<br>'.join(lines)}</p>"
