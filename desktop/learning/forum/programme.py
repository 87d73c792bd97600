"""A programme from what was voted: the topics that stand first get a place, nobody is needed in two places at once.

It is the programme of a visit, so that it is moved by hand in the same editor, printed, and notes are written to it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop.catalogue import forum as queries
from desktop.errors import UserFacingError
from desktop.i18n import _
from desktop.workspace import PARENT, Record, Value, Workspace

_DAY = 24 * 60


@dataclass(frozen=True)
class Slots:
    """When there is room: days, sessions a day from when on, how long each, with what pause, and how many side by side."""

    days: int = 1
    start: int = 9 * 60  # minutes since midnight
    per_day: int = 4
    minutes: int = 60
    pause: int = 30
    tracks: int = 2

    def times(self) -> list[tuple[int, int]]:
        """(day, minute) of each, in order. Raises UserFacingError where a day has no room for them."""
        length = self.minutes + self.pause
        numbers = (self.days, self.per_day, self.minutes, self.tracks)
        if min(numbers) < 1 or self.pause < 0 or not 0 <= self.start < _DAY:
            raise UserFacingError(_("These slots make no programme."), kept=_("Nothing was planned."))
        if self.start + self.per_day * length - self.pause > _DAY:
            raise UserFacingError(
                _("The sessions of a day do not end before midnight."), kept=_("Nothing was planned."),
                todo=_("Choose fewer or shorter sessions, or begin earlier."),
            )  # fmt: skip
        return [
            (day, self.start + place * length) for day in range(1, self.days + 1) for place in range(self.per_day)
        ]  # fmt: skip


@dataclass(frozen=True)
class PlannedSession:
    """A topic at its time; `track`: from 1."""

    topic: str
    day: int
    minute: int
    track: int

    @property
    def at(self) -> str:
        """As a session holds it: "2 14:30"."""
        return f"{self.day} {self.minute // 60:02}:{self.minute % 60:02}"


@dataclass(frozen=True)
class Proposal:
    """What has a place, and what has none, best first."""

    sessions: tuple[PlannedSession, ...]
    left_out: tuple[str, ...]


def propose(
    topics: Sequence[str], needs: Mapping[str, frozenset[str]], slots: Slots,
    taken: Mapping[tuple[int, int], Sequence[str]] | None = None,
) -> Proposal:  # fmt: skip
    """Give topics, best first, the earliest place where nobody whom they need is needed elsewhere at that time.

    `needs`: whom a topic cannot do without; `taken`: topics that stand in the programme at a time already.
    """
    at: dict[tuple[int, int], list[str]] = {time: list((taken or {}).get(time, ())) for time in slots.times()}
    tracks: dict[tuple[int, int], int] = {time: len(those) for time, those in at.items()}
    placed: list[PlannedSession] = []
    left: list[str] = []
    for topic in topics:
        for time, those in at.items():
            busy = frozenset[str]().union(*(needs.get(each, frozenset()) for each in those))
            if tracks[time] < slots.tracks and busy.isdisjoint(needs.get(topic, frozenset())):
                those.append(topic)
                tracks[time] += 1
                placed.append(PlannedSession(topic, *time, tracks[time]))
                break
        else:
            left.append(topic)
    return Proposal(tuple(sorted(placed, key=lambda each: (each.day, each.minute, each.track))), tuple(left))


def plan_forum(workspace: Workspace, forum: Record, topics: Sequence[str], slots: Slots) -> Proposal:
    """The proposal for a forum: topics that stand in its programme already keep their places."""
    records = {each.id: each for each in workspace.records("topic", list(topics))}
    standing = queries.sessions_of(workspace, str(forum.values.get("visit") or ""))
    here = {topic for topic, _at in standing}
    all_needed = {each.id: each for each in workspace.records("topic", sorted(here - records.keys()))} | records
    needs = {id: frozenset(key.partition(":")[2] for key in each.members("people")) for id, each in all_needed.items()}
    taken: dict[tuple[int, int], list[str]] = {}
    for topic, (day, minute) in standing:
        for start in slots.times():
            if start[0] == day and start[1] < minute + slots.minutes and minute < start[1] + slots.minutes:
                taken.setdefault(start, []).append(topic)
    return propose([each for each in topics if each in records and each not in here], needs, slots, taken)


def write_programme(workspace: Workspace, forum: Record, proposal: Proposal, slots: Slots) -> str:
    """Write the sessions into the forum's visit, which is made where there is none, as one action; returns the visit's id."""
    titles = queries.topic_titles(workspace, forum.id)
    records = {each.id: each for each in workspace.records("topic", [each.topic for each in proposal.sessions])}
    with workspace.journal.group("create", forum.title):
        visit = str(forum.values.get("visit") or "")
        if workspace.record(visit, "visit") is None:
            visit = workspace.journal.create("visit", _visit_values(forum))
            workspace.journal.edit(forum.id, {"visit": visit}, type="forum")
        for each in proposal.sessions:
            topic = records[each.topic]
            values: dict[str, Value] = {
                PARENT: visit, "title": titles.get(each.topic) or topic.title, "at": each.at, "minutes": slots.minutes,
                "track": _("Track {number}").format(number=each.track) if slots.tracks > 1 else None,
                "method": topic.values.get("method"), "summary": topic.values.get("brings"), "topic": each.topic,
                "kind": "session",
            }  # fmt: skip
            for key in topic.members("people"):
                values[f"people/speaker:{key.partition(':')[2]}"] = True
            workspace.journal.create("session", values)
            workspace.journal.edit(each.topic, {"state": "accepted"}, type="topic")
    return visit


def _visit_values(forum: Record) -> dict[str, Value]:
    kept = ("title", "start", "end", "country", "municipality")
    values: dict[str, Value] = {name: forum.values.get(name) for name in kept}
    values |= {name: value for name, value in forum.values.items() if name.startswith(("title/", "languages/"))}
    return values | {"purpose": forum.values.get("summary"), "approach": "learning_exchange", "stage": "proposed"}
