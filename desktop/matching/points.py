"""What a need and an offer have in common, in points with their reasons; what speaks against it; and what forbids it."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from desktop.errors import UserFacingError
from desktop.i18n import _
from desktop.matching.parties import OPEN, Parties, Party
from desktop.vocabularies import load
from desktop.workspace import RECORD_TYPES, Value
from desktop.workspace.records.matching_record_types import WEIGHTS

DEFAULT_WEIGHTS: Mapping[str, int] = MappingProxyType(
    {
        "target_points": 4, "hazard_points": 4, "theme_points": 3, "language_points": 4, "level_points": 3,
        "distance_points": 2, "size_points": 1, "approach_points": 1, "match_points": 5,
    }
)  # fmt: skip
MOST_COUNTED = 3
"""So many shared targets, hazards or themes count: an offer that lists everything is not the best for all."""
SIMILAR_SIZE = 3
"""Towns of which none has more than so many times the people of the other are of similar size."""
DECLINED, ASKED, ACCEPTED = "declined", "asked", "accepted"


@dataclass(frozen=True)
class Settings:
    """The weights and limits of a matching. A limit that is None does not hold."""

    weights: Mapping[str, int] = field(default_factory=lambda: DEFAULT_WEIGHTS)
    day: str = "9999-12-31"
    language_rule: str = "interpretation"
    distance_rule: str = "preferred"
    host_at_most: int | None = None
    apart_months: int = 12
    region_at_most: int | None = None
    region_side: str = "host"
    points_at_least: int = 10


class Why(StrEnum):
    """What counts for or against two that may meet, and what forbids it."""

    SAME_TARGET = "same_target"
    RELATED_TARGET = "related_target"
    SAME_HAZARD = "same_hazard"
    RELATED_HAZARD = "related_hazard"
    SAME_THEME = "same_theme"
    SHARED_LANGUAGE = "shared_language"
    HOST_FURTHER = "host_further"
    SAME_LEVEL = "same_level"
    DISTANCE_AS_WISHED = "distance_as_wished"
    SIMILAR_SIZE = "similar_size"
    SAME_APPROACH = "same_approach"
    NEEDS_INTERPRETATION = "needs_interpretation"
    HOST_LESS_FAR = "host_less_far"
    DISTANCE_NOT_AS_WISHED = "distance_not_as_wished"
    OTHER_SIZE = "other_size"
    # These forbid it
    SAME_GOVERNMENT = "same_government"
    NOTHING_IN_COMMON = "nothing_in_common"
    NO_SHARED_LANGUAGE = "no_shared_language"
    MET_LATELY = "met_lately"
    WRONG_DISTANCE = "wrong_distance"
    WAS_DECLINED = "was_declined"
    TOO_FEW_POINTS = "too_few_points"
    OFFER_FULL = "offer_full"
    HOST_FULL = "host_full"
    REGION_FULL = "region_full"


@dataclass(frozen=True)
class Reason:
    """`codes`: what is shared, or what it is about: codes of a vocabulary, a day, a text."""

    why: Why
    points: int = 0
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Candidate:
    """An offer for a need. `forbidden`: why it is not proposed; () where it may be."""

    need: str
    offer: str
    reasons: tuple[Reason, ...] = ()
    against: tuple[Reason, ...] = ()
    forbidden: tuple[Reason, ...] = ()

    @property
    def points(self) -> int:
        """The sum of the reasons."""
        return sum(each.points for each in self.reasons)


def compare(need: Party, offer: Party, parties: Parties, settings: Settings) -> Candidate:
    """What speaks for this offer, what against it, and what forbids it."""
    weights = settings.weights
    content = [
        *_shared(need.goals, offer.goals, weights["target_points"], Why.SAME_TARGET, Why.RELATED_TARGET),
        *_shared(need.clusters, offer.clusters, weights["hazard_points"], Why.SAME_HAZARD, Why.RELATED_HAZARD),
    ]
    if themes := sorted(need.themes & offer.themes)[:MOST_COUNTED]:
        content.append(Reason(Why.SAME_THEME, weights["theme_points"] * len(themes), tuple(themes)))
    reasons, against, forbidden = list(content), list[Reason](), list[Reason]()
    if need.organisation and need.organisation == offer.organisation:
        forbidden.append(Reason(Why.SAME_GOVERNMENT))
    if not content:
        forbidden.append(Reason(Why.NOTHING_IN_COMMON))
    languages = need.languages & offer.languages
    if languages:
        reasons.append(Reason(Why.SHARED_LANGUAGE, weights["language_points"], tuple(sorted(languages))))
    elif settings.language_rule == "shared" or (
        settings.language_rule == "interpretation" and not (need.interpretation or offer.interpretation)
    ):
        forbidden.append(Reason(Why.NO_SHARED_LANGUAGE))
    else:
        against.append(Reason(Why.NEEDS_INTERPRETATION))
    _compare_levels(need, offer, weights["level_points"], reasons, against)
    _compare_places(need, offer, settings, reasons, against, forbidden)
    if need.population and offer.population:
        low, high = sorted((need.population, offer.population))
        if high <= low * SIMILAR_SIZE:
            reasons.append(Reason(Why.SIMILAR_SIZE, weights["size_points"]))
        else:
            against.append(Reason(Why.OTHER_SIZE))
    if approaches := need.approaches & offer.approaches:
        reasons.append(Reason(Why.SAME_APPROACH, weights["approach_points"], tuple(sorted(approaches))))
    met = parties.meetings.get(frozenset((need.organisation, offer.organisation)), "")
    if met and settings.apart_months and met >= _earliest(settings):
        forbidden.append(Reason(Why.MET_LATELY, 0, (met,)))
    decision = parties.decisions.get((need.id, offer.id))
    if decision is not None and decision.state == DECLINED:
        forbidden.append(Reason(Why.WAS_DECLINED, 0, (decision.reason,)))
    points = sum(each.points for each in reasons)
    if not forbidden and points < settings.points_at_least:
        forbidden.append(Reason(Why.TOO_FEW_POINTS, 0, (str(points),)))
    counted = tuple(each for each in reasons if each.points)  # a weight of 0 says that it does not matter
    return Candidate(need.id, offer.id, counted, tuple(against), tuple(forbidden))


def has_nothing_in_common(need: Party, offer: Party) -> bool:
    """The first thing that `compare` finds, in less time: most pairs end here."""
    return need.topics.isdisjoint(offer.topics) and (not need.organisation or need.organisation != offer.organisation)


def _shared(wanted: Mapping[str, str], had: Mapping[str, str], weight: int, same: Why, related: Why) -> list[Reason]:
    """Of codes with what stands above them: what is the same, and what stands below the same for half of it, at most
    MOST_COUNTED together.
    """
    if not wanted or not had:
        return []
    both = sorted(wanted.keys() & had.keys())[:MOST_COUNTED]
    found = [Reason(same, weight * len(both), tuple(both))] if both else []
    groups = set(had.values()) - {wanted[code] for code in both}
    near = sorted(code for code, above in wanted.items() if above in groups and code not in both)
    near = near[: MOST_COUNTED - len(both)]
    return [*found, Reason(related, weight // 2 * len(near), tuple(near))] if near else found


_LEVELS = ("starting", "under_way", "established")


def _compare_levels(need: Party, offer: Party, weight: int, reasons: list[Reason], against: list[Reason]) -> None:
    if need.level not in _LEVELS or offer.level not in _LEVELS:
        return
    ahead = _LEVELS.index(offer.level) - _LEVELS.index(need.level)
    if ahead > 0:
        reasons.append(Reason(Why.HOST_FURTHER, weight, (offer.level,)))
    elif ahead == 0:
        reasons.append(Reason(Why.SAME_LEVEL, weight // 2, (offer.level,)))
    else:
        against.append(Reason(Why.HOST_LESS_FAR, 0, (offer.level,)))


def is_near(need: Party, offer: Party) -> bool:
    """Do they share a country, or a region below the continent?"""
    return need.country == offer.country != "" or bool(set(need.regions[:-1]) & set(offer.regions[:-1]))


def _compare_places(
    need: Party, offer: Party, settings: Settings, reasons: list[Reason], against: list[Reason], forbidden: list[Reason]
) -> None:
    if need.distance not in ("near", "far"):
        return
    known = bool(need.continent and offer.continent)
    fits = known and (is_near(need, offer) if need.distance == "near" else need.continent != offer.continent)
    if fits:
        reasons.append(Reason(Why.DISTANCE_AS_WISHED, settings.weights["distance_points"], (need.distance,)))
    elif settings.distance_rule == "required":
        forbidden.append(Reason(Why.WRONG_DISTANCE, 0, (need.distance,)))
    else:
        against.append(Reason(Why.DISTANCE_NOT_AS_WISHED, 0, (need.distance,)))


def _earliest(settings: Settings) -> str:
    """The first day on which a visit counts as lately; a day that a shorter month lacks is its last."""
    day = date.fromisoformat(settings.day)
    years, month = divmod(day.year * 12 + day.month - 1 - settings.apart_months, 12)
    if years < 1:
        return ""
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1])).isoformat()


def is_open(party: Party, settings: Settings) -> bool:
    """Is it open on the day of the matching?"""
    return party.state == OPEN and not party.is_over(settings.day)


_LIMITS = ("host_at_most", "apart_months", "region_at_most", "points_at_least")
_RULES = ("language_rule", "distance_rule", "region_side")


def settings_from(values: Mapping[str, Value], today: date | None = None) -> Settings:
    """The weights and limits that a matching's record or a file says, the usual ones for what it does not say.

    Raises UserFacingError for a name that does not exist, and a value that does not fit.
    """
    known = {*WEIGHTS, *_LIMITS, *_RULES, "day"}
    if unknown := sorted(set(values) - known):
        raise UserFacingError(
            _("There is no weight or limit “{name}”.").format(name=unknown[0]),
            todo=_("Available: {names}.").format(names=", ".join(sorted(known))),
        )
    fields = RECORD_TYPES["matching"].by_name
    read = {name: fields[name].parse(str(value)) for name, value in values.items() if value is not None}
    for name in _RULES:
        if name in read and read[name] not in load(fields[name].vocabulary):
            raise UserFacingError(
                _("“{text}” does not fit “{field}”.").format(text=values[name], field=_(fields[name].label))
            )
    weights = {name: int(str(read.get(name, usual))) for name, usual in DEFAULT_WEIGHTS.items()}
    usual = Settings()

    def number(name: str) -> int | None:
        return int(str(read[name])) if read.get(name) is not None else getattr(usual, name)

    day = str(read.get("day") or f"{today or date.today():%Y-%m-%d}")
    return Settings(
        weights, _whole_day(day), str(read.get("language_rule") or usual.language_rule),
        str(read.get("distance_rule") or usual.distance_rule), number("host_at_most"), number("apart_months") or 0,
        number("region_at_most"), str(read.get("region_side") or usual.region_side), number("points_at_least") or 0,
    )  # fmt: skip


def settings_values(settings: Settings) -> dict[str, Value]:
    """All of them as the record of a matching holds them."""
    names = (*_LIMITS, *_RULES, "day")
    return {**settings.weights, **{name: getattr(settings, name) for name in names}}


def _whole_day(text: str) -> str:
    """The first day of a month or a year."""
    return f"{text}-01-01"[:10] if len(text) == 4 else f"{text}-01"[:10]
