"""Which method cards a visit wants on paper: one for each way in which its sessions use a method."""

from __future__ import annotations

from dataclasses import dataclass, field

from desktop.reports.figures import number_of, text_of
from desktop.reports.visits.dossier import Dossier, place_of
from desktop.reports.wording import say_span
from desktop.visits.method_cards import (
    MethodCard,
    Step,
    find_method_card,
    method_cards,
    read_steps,
    scale_steps,
    write_steps,
)
from desktop.words import LANGUAGES, _, pgettext
from desktop.workspace import Record


@dataclass
class Wanted:
    """A card, the steps as its sessions take them, and which sessions these are, in words."""

    card: MethodCard
    steps: tuple[Step, ...]
    uses: list[str] = field(default_factory=list[str])

    @property
    def minutes(self) -> int:
        """All steps together; 0 where none says how long it takes."""
        return sum(step.minutes for step in self.steps)


def cards_wanted(dossier: Dossier) -> list[Wanted]:
    """The cards of the methods that the sessions use, in the order of the programme; all cards where they use none.

    Sessions that take a method in the same steps share a card.
    """
    found: dict[tuple[str, tuple[Step, ...]], Wanted] = {}
    for session in dossier.of("session"):
        known = find_method_card(text_of(session, "method"))
        if known is not None:
            steps = _steps_of(session, known)
            found.setdefault((known.code, steps), Wanted(known, steps)).uses.append(_use(dossier, session))
    return list(found.values()) or [Wanted(each, each.steps) for each in method_cards()]


def _steps_of(session: Record, known: MethodCard) -> tuple[Step, ...]:
    """The steps that were written for the session. As the card has them in the language spoken now where nobody has
    written others: dropped there by somebody of another language, or not at all.
    """
    own = read_steps(text_of(session, "steps"))
    minutes = sum(step.minutes for step in own) if own else number_of(session, "minutes") or known.minutes
    if minutes < len(known.steps):
        return tuple(own) or known.steps
    if own and all(
        other is None or write_steps(scale_steps(other, minutes)) != write_steps(own)
        for other in (find_method_card(known.code, language) for language in LANGUAGES)
    ):
        return tuple(own)
    return tuple(scale_steps(known, minutes))


def _use(dossier: Dossier, session: Record) -> str:
    """ "Day 2, 10:30 – 12:00: How the co-operatives are paid"."""
    place = place_of(session)
    if place is None:
        return session.title
    when = pgettext("day, time", "{day}, {time}").format(
        day=_("Day {number}").format(number=place.day), time=say_span(place.start, place.end)
    )
    return pgettext("field: value", "{field}: {value}").format(field=when, value=session.title)
