"""What the activities of a report add up to, and how far that is known."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from desktop.reports.record_values import end_year_of, goal_of, number_of, text_of, year_of
from desktop.workspace import Record


@dataclass
class Totals:
    """Sums and counts; an activity counts once for each thing it names, however often it names it."""

    activities: int = 0
    participants: int = 0
    participants_given: int = 0
    women: int = 0
    men: int = 0
    other: int = 0
    split_given: int = 0
    """Activities that give women and men."""
    local_governments: int = 0
    local_governments_given: int = 0
    undated: int = 0
    organisations: Counter[str] = field(default_factory=Counter[str])
    kinds: Counter[str] = field(default_factory=Counter[str])
    statuses: Counter[str] = field(default_factory=Counter[str])
    years: Counter[str] = field(default_factory=Counter[str])
    """By the year of start."""
    ends: Counter[str] = field(default_factory=Counter[str])
    countries: Counter[str] = field(default_factory=Counter[str])
    targets: Counter[str] = field(default_factory=Counter[str])
    """By goal, Sendai target and priority: SDG:11, SFDRR:E, SFDRR:P2."""
    with_goal: int = 0
    with_sendai: int = 0

    def add(self, record: Record) -> None:
        """Count one activity."""
        self.activities += 1
        self._people(record)
        self.organisations.update({key.partition(":")[2] for key in record.members("organisations")})
        self.kinds[text_of(record, "kind")] += 1
        self.statuses[text_of(record, "status")] += 1
        self.countries[text_of(record, "country")] += 1
        year = year_of(record)
        self.years[year] += 1
        self.undated += not year
        self.ends[end_year_of(record)] += 1
        roots = {goal_of(code) for code in record.members("targets")} - {""}
        self.targets.update(roots)
        self.with_goal += any(root.startswith("SDG:") for root in roots)
        self.with_sendai += any(root.startswith("SFDRR:") for root in roots)

    def _people(self, record: Record) -> None:
        women, men = number_of(record, "participants_women"), number_of(record, "participants_men")
        other = number_of(record, "participants_other")
        total = number_of(record, "participants_total")
        if total is None and not (women is None and men is None and other is None):
            total = (women or 0) + (men or 0) + (other or 0)
        if total is not None:
            self.participants += total
            self.participants_given += 1
        if women is not None and men is not None:
            self.women += women
            self.men += men
            self.other += other or 0
            self.split_given += 1
        reached = number_of(record, "local_governments")
        if reached is not None:
            self.local_governments += reached
            self.local_governments_given += 1
