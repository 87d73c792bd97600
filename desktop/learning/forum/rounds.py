"""What a round of votes allows: when, and how many points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from desktop.catalogue.forum import RoundRow
from desktop.i18n import _, ngettext
from desktop.values.dates import format_date, read_span
from desktop.workspace import Value

APPROVAL, POINTS, DOTS = "approval", "points", "dots"
METHODS = (APPROVAL, POINTS, DOTS)
_USUAL = {APPROVAL: 0, POINTS: 3, DOTS: 5}
NOT_YET, OPEN, CLOSED = "not_yet", "open", "closed"


@dataclass(frozen=True)
class RoundRules:
    """How a round is counted. `limit`: approval: the most topics (0: any number); points: the most for one topic; dots: how
    many each voter has.
    """

    method: str
    limit: int

    def fits(self, ballot: Mapping[str, int]) -> bool:
        """Does a ballot spend no more than there is?"""
        match self.method:
            case "points":
                return max(ballot.values(), default=0) <= self.limit
            case "dots":
                return sum(ballot.values()) <= self.limit
            case _:
                return not self.limit or len(ballot) <= self.limit

    def sentence(self) -> str:
        """How it is counted, for people."""
        match self.method:
            case "points":
                first = ngettext(
                    "Each voter gives a topic up to {count} point; the points of all voters are added.",
                    "Each voter gives each topic up to {count} points; the points of all voters are added.", self.limit,
                )  # fmt: skip
            case "dots":
                first = ngettext(
                    "Each voter has {count} dot to give; the dots of all voters are added.",
                    "Each voter has {count} dots to share out, several for one topic where wanted; the dots of all voters are"
                    " added.", self.limit,
                )  # fmt: skip
            case _ if self.limit:
                first = ngettext(
                    "Each voter chooses {count} topic; the topic that most voters chose stands first.",
                    "Each voter chooses up to {count} topics; the topic that most voters chose stands first.", self.limit,
                )  # fmt: skip
            case _:
                first = _(
                    "Each voter chooses as many topics as they like; the topic that most voters chose stands first."
                )
        return first.format(count=self.limit)

    def tie_sentence(self) -> str:
        """What stands first where numbers are equal."""
        if self.method == APPROVAL:
            return _("Topics with equal numbers share a place.")
        return _(
            "Of equal totals the one from more voters stands first; where these are equal too, topics share a place."
        )


def rules_of(method: str, points: Value) -> RoundRules:
    """The rules of a round from its fields; what is not given is as usual."""
    method = method if method in METHODS else APPROVAL
    limit = points if isinstance(points, int) and not isinstance(points, bool) and points > 0 else _USUAL[method]
    return RoundRules(method, limit)


def state_of(start: str, end: str, *, closed: bool, today: date) -> str:
    """Is a round not open yet, open, or closed? Its last day is a day on which votes are entered."""
    if closed:
        return CLOSED
    if (span := read_span(end)) is not None and today > span[1]:
        return CLOSED
    return NOT_YET if (span := read_span(start)) is not None and today < span[0] else OPEN


def state_words(found: RoundRow, today: date) -> str:
    """The same for people."""
    state = state_of(found.start, found.end, closed=found.closed, today=today)
    if state == CLOSED:
        return (
            _("Closed") if found.closed or not found.end else _("Closed since {day}").format(day=format_date(found.end))
        )
    if state == NOT_YET:
        return _("Opens {day}").format(day=format_date(found.start))
    return _("Open until {day}").format(day=format_date(found.end)) if found.end else _("Open")
