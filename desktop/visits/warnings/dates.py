"""What the programme meets outside: daylight, holidays and fasts, who has not arrived yet or has left, the visit's own days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

from desktop.i18n import N_
from desktop.values.coordinates import read_coordinates
from desktop.values.moments import read_datetime
from desktop.visits.field_values import text_of
from desktop.visits.holidays import fast_on, holidays_on
from desktop.visits.scheduled_sessions import OPTIONAL_KINDS, ScheduledSession
from desktop.visits.sun import daylight
from desktop.visits.visit import Visit
from desktop.visits.visit_times import day_count, day_date
from desktop.visits.warnings.programme_warning import ProgrammeWarning


def darkness(visit: Visit, sessions: Sequence[ScheduledSession]) -> Iterator[ProgrammeWarning]:
    """Sites, and what needs daylight, that go on after sunset or begin before sunrise at their place."""
    for session in sessions:
        sessions_outside_visit = text_of(session.values, "outdoors")
        if sessions_outside_visit == "no" or (sessions_outside_visit != "yes" and session.kind != "site_visit"):
            continue
        places = (read_coordinates(text_of(each.values, "coordinates")) for each in (session, visit))
        place = next((each for each in places if each is not None), None)
        begins, ends = session.time.begins, session.time.ends
        if place is None or begins is None or ends is None or session.time.date is None:
            continue
        light = daylight(*place, session.time.date)
        zone = session.time.zone
        if light.sets is None or light.rises is None:
            if not light.always:
                yield ProgrammeWarning(
                    "dark", N_("“{one}” is in the dark: the sun does not rise that day."), {"one": session.title},
                    (session.id,),
                )  # fmt: skip
        elif ends.astimezone(UTC) > light.sets:
            values = {"one": session.title, "time": f"{light.sets.astimezone(zone):%H:%M}"}
            yield ProgrammeWarning(
                "dark", N_("It is dark before “{one}” ends: the sun sets at {time}."), values, (session.id,)
            )
        elif begins.astimezone(UTC) < light.rises:
            values = {"one": session.title, "time": f"{light.rises.astimezone(zone):%H:%M}"}
            yield ProgrammeWarning(
                "dark", N_("It is still dark as “{one}” begins: the sun rises at {time}."), values, (session.id,)
            )


def holidays_and_fasts(visit: Visit, sessions: Sequence[ScheduledSession]) -> Iterator[ProgrammeWarning]:
    """Days of the programme that are holidays where the visit is, or lie in a fast."""
    country = text_of(visit.values, "country")
    days: dict[date, list[str]] = {}
    for session in sessions:
        if session.time.date is not None:
            days.setdefault(session.time.date, []).append(session.id)
    fasting: dict[str, list[date]] = {}
    for day in sorted(days):
        for holiday in holidays_on(country, day):
            values = {"day": day.isoformat(), "name": holiday.label()}
            yield ProgrammeWarning("holiday", N_("{day} is a holiday there: {name}."), values, tuple(days[day]))
        if (fast := fast_on(country, day)) is not None:
            fasting.setdefault(fast.label(), []).append(day)
    for name, those in fasting.items():
        sentence = N_(
            "{name}: many people fast during the day from {first} to {last}. Consider this for "
            "meals, session times and evenings."
        )
        values = {"name": name, "first": those[0].isoformat(), "last": those[-1].isoformat()}
        yield ProgrammeWarning("fast", sentence, values, tuple(id for day in those for id in days[day]))


def absent_participants(visit: Visit, sessions: Sequence[ScheduledSession]) -> Iterator[ProgrammeWarning]:
    """Participants who arrive after the first session that counts, or leave before the last one ends."""
    count = [each for each in sessions if each.kind not in OPTIONAL_KINDS and each.time.date is not None]
    if not count:
        return
    first = min(count, key=lambda each: each.start)
    last = max(count, key=lambda each: each.end)
    for participant in visit.participants:
        arrival, departure = (text_of(participant.values, name) for name in ("arrival", "departure"))
        about = {"name": participant.title}
        if _after(arrival, _local(first, first.start)):
            yield ProgrammeWarning(
                "late_arrival", N_("{name} arrives after “{one}” has begun."), {**about, "one": first.title},
                (first.id,), participants=(participant.id,),
            )  # fmt: skip
        if _before(departure, _local(last, last.end)):
            yield ProgrammeWarning(
                "early_departure", N_("{name} leaves before “{one}” ends."), {**about, "one": last.title},
                (last.id,), participants=(participant.id,),
            )  # fmt: skip


def _local(session: ScheduledSession, minute: int) -> datetime:
    """A minute of the programme by the clocks of its session."""
    time = session.time
    if time.begins is not None and time.ends is not None:
        return (time.begins if minute == session.start else time.ends).replace(tzinfo=None)
    day = time.date or date.min
    return datetime(day.year, day.month, day.day) + timedelta(
        minutes=(time.minute or 0) + (0 if minute == session.start else time.minutes)
    )


def _after(text: str, when: datetime) -> bool:
    found = read_datetime(text)
    if found is None:
        return False
    return found > when if "T" in text else found.date() > when.date()


def _before(text: str, when: datetime) -> bool:
    found = read_datetime(text)
    if found is None:
        return False
    return found < when if "T" in text else found.date() < when.date()


def sessions_outside_visit(visit: Visit, sessions: Sequence[ScheduledSession]) -> Iterator[ProgrammeWarning]:
    """Sessions that count on a day before or after the visit."""
    length = day_count(visit.values)
    for session in sessions:
        if length is not None and session.kind not in OPTIONAL_KINDS and not 1 <= session.time.day <= length:
            day = day_date(visit.values, session.time.day)
            values = {"one": session.title, "day": day.isoformat() if day else str(session.time.day)}
            yield ProgrammeWarning(
                "outside", N_("“{one}” on {day} is outside the days of the visit."), values, (session.id,)
            )
