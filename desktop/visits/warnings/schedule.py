"""What cannot be as it is planned: two places at once, too little time from one to the next, no rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import asin, cos, radians, sin, sqrt

from desktop.i18n import N_
from desktop.values.coordinates import read_coordinates
from desktop.visits.field_values import number_of, text_of
from desktop.visits.scheduled_sessions import OPTIONAL_KINDS, REST_KINDS, ScheduledSession, sessions_by_track
from desktop.visits.visit import Visit, linked_ids
from desktop.visits.warnings.programme_warning import ProgrammeWarning

MAX_MINUTES_WITHOUT_REST = 180  # minutes
MIN_REST_MINUTES = 10  # minutes between two sessions that count as a rest
_TRAVEL_SPEED_KMH = 50  # in a straight line: nobody is faster through a city
_NEARBY_KM = 0.5  # kilometres that need no travel


def overlapping_sessions(visit: Visit, sessions: Sequence[ScheduledSession]) -> Iterator[ProgrammeWarning]:
    """Two sessions at the same time for the same guests, with the same person, or with the same practice."""
    going: list[ScheduledSession] = []
    for session in sessions:
        going = [each for each in going if each.end > session.start]
        for other in going:
            if session.overlaps(other):
                yield from _overlap_warnings(visit, other, session)
        going.append(session)


def _overlap_warnings(visit: Visit, one: ScheduledSession, two: ScheduledSession) -> Iterator[ProgrammeWarning]:
    both = (one.id, two.id)
    titles = {"one": one.title, "two": two.title}
    if one.same_people(two) and "free" not in (one.kind, two.kind):
        yield ProgrammeWarning("two_places", N_("“{one}” and “{two}” are at the same time."), titles, both)
    names = {**two.people(), **{key: name for key, name in one.people().items() if name}}
    for key in [key for key in one.people() if key in two.people()]:
        name = names.get(key) or visit.names.get(key, "")
        sentence = N_("{name} leads “{one}” and “{two}” at the same time.")
        yield ProgrammeWarning("two_places_person", sentence, {**titles, "name": name or "?"}, both)
    for id in [id for id in linked_ids(one.values, "practices") if id in linked_ids(two.values, "practices")]:
        sentence = N_("“{name}” is shown in “{one}” and in “{two}” at the same time.")
        yield ProgrammeWarning("two_places_practice", sentence, {**titles, "name": visit.names.get(id, "?")}, both)


def short_travel_time(_visit: Visit, sessions: Sequence[ScheduledSession]) -> Iterator[ProgrammeWarning]:
    """Too little time from one place to the next, for each group of guests."""
    warned: set[tuple[str, str]] = set()
    for flow in sessions_by_track(sessions):
        before: ScheduledSession | None = None
        for session in flow:
            if session.kind in OPTIONAL_KINDS and not session.place:
                continue  # on the way, or where one is
            if (
                before is not None
                and session.kind != "travel"
                and (before.id, session.id) not in warned
                and (warning := _travel_warning(before, session)) is not None
            ):
                warned.add((before.id, session.id))
                yield warning
            if session.kind != "travel":
                before = session


def _travel_warning(before: ScheduledSession, session: ScheduledSession) -> ProgrammeWarning | None:
    there = session.start - before.end
    if there < 0 or before.place == session.place != "":
        return None  # at once, which is told elsewhere; or the same place
    asked = number_of(session.values, "travel_minutes")
    reserve = number_of(session.values, "buffer_minutes") or 0
    values: dict[str, str | int] = {"one": before.title, "two": session.title, "there": there}
    both = (before.id, session.id)
    if asked is not None:
        if there >= asked + reserve:
            return None
        sentence = N_("Only {there} min between “{one}” and “{two}”; travel and buffer take {wanted} min.")
        return ProgrammeWarning("travel", sentence, {**values, "wanted": asked + reserve}, both)
    apart = distance_km(text_of(before.values, "coordinates"), text_of(session.values, "coordinates"))
    if apart is not None:
        wanted = 0 if apart < _NEARBY_KM else round(apart / _TRAVEL_SPEED_KMH * 60) + reserve
        if there >= wanted:
            return None
        sentence = N_("Only {there} min between “{one}” and “{two}”, which are {kilometres} km apart.")
        return ProgrammeWarning("travel", sentence, {**values, "kilometres": round(apart)}, both)
    if there == 0 and before.place and session.place:
        return ProgrammeWarning("travel", N_("There is no time to get from “{one}” to “{two}”."), values, both)
    return None


def missing_breaks(_visit: Visit, sessions: Sequence[ScheduledSession]) -> Iterator[ProgrammeWarning]:
    """More than three hours without a break, a meal, free time or a pause of ten minutes."""
    warned: set[str] = set()
    for flow in sessions_by_track(sessions):
        run: list[ScheduledSession] = []
        for session in [*flow, None]:
            rests = session is None or session.kind in REST_KINDS
            ends = max((each.end for each in run), default=0)
            if run and (rests or (session is not None and session.start - ends >= MIN_REST_MINUTES)):
                begins = run[0].start
                length = (min(ends, session.start) if session is not None and rests else ends) - begins
                if length > MAX_MINUTES_WITHOUT_REST and run[0].id not in warned:
                    warned.add(run[0].id)
                    sentence = N_("No break for {hours} h {minutes:02} min, starting with “{one}”.")
                    values = {"one": run[0].title, "hours": length // 60, "minutes": length % 60}
                    yield ProgrammeWarning("no_break", sentence, values, tuple(each.id for each in run))
                run = []
            if session is not None and not rests:
                run.append(session)


def distance_km(one: str, two: str) -> float | None:
    """Kilometres between two "latitude,longitude" on a ball of 6,371 km (haversine); None where one is none."""
    places = [read_coordinates(one), read_coordinates(two)]
    if places[0] is None or places[1] is None:
        return None
    (north, east), (other_north, other_east) = [(radians(a), radians(b)) for a, b in (places[0], places[1])]
    half = sin((other_north - north) / 2) ** 2 + cos(north) * cos(other_north) * sin((other_east - east) / 2) ** 2
    return 2 * 6371 * asin(min(1.0, sqrt(half)))
