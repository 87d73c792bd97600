"""The questions of the short evaluation of a training: what is asked, and which answers there are."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.i18n import N_

SCALE = ("1", "2", "3", "4", "5")
"""From not at all to very well."""
YES_NO = ("yes", "no")


@dataclass(frozen=True)
class Question:
    """One question. `heading`: of its column; `answers`: their codes; `several`: more than one may be given."""

    name: str
    heading: str  # English source
    words: str  # English source
    answers: tuple[str, ...] = SCALE
    several: bool = False
    later: bool = False
    """Is it asked three months after the training?"""

    @property
    def rated(self) -> bool:
        """Are its answers steps of the scale?"""
        return self.answers == SCALE


QUESTIONS = (
    Question("before", N_("Knowledge before"), N_("How well did you know the subject before the training?")),
    Question("after", N_("Knowledge after"), N_("How well do you know it after the training?")),
    Question("useful", N_("Usefulness"), N_("How useful is the training for your work?")),
    Question("clear", N_("Clarity"), N_("How clear were the trainers?")),
    Question("recommend", N_("Recommendation"), N_("Would you recommend the training?"), YES_NO),
    Question(
        "used", N_("Use after three months"), N_("What do you use of it, three months later?"),
        ("plan", "project", "daily", "training", "nothing"), several=True, later=True,
    ),
)  # fmt: skip
ANSWERS = {
    "1": N_("1 – not at all"), "2": "2", "3": "3", "4": "4", "5": N_("5 – very"), "yes": N_("Yes"), "no": N_("No"),
    "plan": N_("In a plan or a budget"), "project": N_("In a project"), "daily": N_("In daily work"),
    "training": N_("To train others"), "nothing": N_("Nothing yet"),
}  # fmt: skip
"""Codes of answers and what they are called (English source)."""
