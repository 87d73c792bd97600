"""A learner as counting knows one: hashes, days and codes; no name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

STAGES = ("enrolled", "active", "completed", "certified")
"""The funnel of a course run, from wide to narrow; who reached one has reached those before it."""
DIMENSIONS = ("country", "sex", "language", "organisation")
"""What learners are counted by."""


class Learner(NamedTuple):
    """`keys`: keyed hashes of what tells this learner from others. `days`: when each stage was reached (proleptic ordinal),
    0 where it was not. `groups`: a code for each dimension, "" where the list does not say.
    """

    keys: tuple[str, ...]
    days: tuple[int, int, int, int]
    groups: tuple[str, str, str, str]


class LearnerName(NamedTuple):
    """Who a learner is, where the manager of the course has names kept. `keys`: as those of the `Learner`."""

    keys: tuple[str, ...]
    name: str
    email: str


@dataclass(frozen=True)
class LearnerList:
    """What one list says. `certificates`: how many, of a list that counts already; None of others. `organisations`: names
    of organisations in it by their hash.
    """

    day: int
    learners: tuple[Learner, ...]
    certificates: int | None
    organisations: dict[str, str]
