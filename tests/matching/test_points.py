"""What counts, what speaks against and what forbids: each reason from the data that it names, and none without."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.errors import UserFacingError
from desktop.matching.parties import Decision, Parties, Party, regions_of
from desktop.matching.points import DEFAULT_WEIGHTS, Settings, Why, compare, settings_from
from desktop.matching.reason_text import candidate_lines, solution_text, unmatched_text
from desktop.matching.solution import Full, offers_for, solve

W = DEFAULT_WEIGHTS
DAY = Settings(day="2026-11-30", points_at_least=1)


def _party(id: str, country: str = "KE", **more: object) -> Party:
    usual: dict[str, object] = {
        "organisation": f"town of {id}", "name": f"Town of {id}", "themes": frozenset({"water"}),
        "languages": frozenset({"en"}), "regions": regions_of(country),
    }  # fmt: skip
    return replace(Party(id, f"Title of {id}", country=country), **{**usual, **more})  # type: ignore[arg-type]


def _codes(*codes: str) -> frozenset[str]:
    return frozenset(codes)


NEED = _party(
    "need", targets=_codes("SDG:11.5", "SDG:6.2"), hazards=_codes("HIP:MH0604"), level="under_way", distance="near",
    population=100_000, approaches=_codes("mentoring"), until="2027",
)  # fmt: skip
OFFER = _party(
    "offer", "TZ", targets=_codes("SDG:11.5", "SDG:6.b"), hazards=_codes("HIP:MH0606"), level="established",
    population=300_000, approaches=_codes("mentoring", "peer_review"),
)  # fmt: skip


def _why(need: Party, offer: Party, settings: Settings = DAY, parties: Parties | None = None) -> dict[Why, int]:
    found = compare(need, offer, parties or Parties({}, {}), settings)
    return {each.why: each.points for each in (*found.reasons, *found.against, *found.forbidden)}


def test_each_reason_counts_what_its_weight_says() -> None:
    assert _why(NEED, OFFER) == {
        Why.SAME_TARGET: W["target_points"],
        Why.RELATED_TARGET: W["target_points"] // 2,  # 6.2 and 6.b
        Why.RELATED_HAZARD: W["hazard_points"] // 2,  # river and surface flooding
        Why.SAME_THEME: W["theme_points"],
        Why.SHARED_LANGUAGE: W["language_points"],
        Why.HOST_FURTHER: W["level_points"],
        Why.DISTANCE_AS_WISHED: W["distance_points"],
        Why.SIMILAR_SIZE: W["size_points"],
        Why.SAME_APPROACH: W["approach_points"],
    }
    found = compare(NEED, OFFER, Parties({}, {}), DAY)
    assert found.points == sum(each.points for each in found.reasons) and not found.forbidden
    assert candidate_lines(found)[0] == "+4  Same target: 11.5 Fewer deaths and losses from disasters"


@pytest.mark.parametrize(
    ("need", "offer", "settings", "why"),
    [
        ({"targets": _codes(), "hazards": _codes()}, {"themes": _codes("waste")}, {}, Why.NOTHING_IN_COMMON),
        ({}, {"organisation": "town of need"}, {}, Why.SAME_GOVERNMENT),
        ({}, {"languages": _codes("fr")}, {}, Why.NO_SHARED_LANGUAGE),
        ({"interpretation": True}, {"languages": _codes("fr")}, {"language_rule": "shared"}, Why.NO_SHARED_LANGUAGE),
        ({"distance": "far"}, {}, {"distance_rule": "required"}, Why.WRONG_DISTANCE),
        ({}, {"country": "", "regions": ()}, {"distance_rule": "required"}, Why.WRONG_DISTANCE),
        ({}, {}, {"points_at_least": 999}, Why.TOO_FEW_POINTS),
    ],
)
def test_what_forbids(need: dict[str, object], offer: dict[str, object], settings: dict[str, object], why: Why) -> None:
    assert why not in _why(NEED, OFFER)
    changed = replace(NEED, **need), replace(OFFER, **offer)  # type: ignore[arg-type]
    found = compare(*changed, Parties({}, {}), replace(DAY, **settings))  # type: ignore[arg-type]
    assert [each.why for each in found.forbidden] == [why]


def test_who_met_or_was_declined_is_not_proposed() -> None:
    both = frozenset((NEED.organisation, OFFER.organisation))
    for day, forbidden in (("2025-11-29", False), ("2025-11-30", True), ("2027-02-01", True)):
        parties = Parties({}, {}, {}, {both: day})
        assert (Why.MET_LATELY in _why(NEED, OFFER, DAY, parties)) == forbidden, day
        assert Why.MET_LATELY not in _why(NEED, OFFER, replace(DAY, apart_months=0), parties)
    declined = Decision("x", "need", "offer", "declined", "Too far.")
    found = compare(NEED, OFFER, Parties({}, {}, {("need", "offer"): declined}), DAY)
    assert [(each.why, each.codes) for each in found.forbidden] == [(Why.WAS_DECLINED, ("Too far.",))]


def test_what_speaks_against_costs_nothing_and_is_said() -> None:
    offer = replace(OFFER, languages=_codes("fr"), interpretation=True, level="starting", population=1_000_000)
    against = {Why.NEEDS_INTERPRETATION, Why.HOST_LESS_FAR, Why.DISTANCE_NOT_AS_WISHED, Why.OTHER_SIZE}
    found = compare(replace(NEED, distance="far"), offer, Parties({}, {}), DAY)
    assert {each.why for each in found.against} == against and not found.forbidden


def test_a_limit_that_cannot_be_met_is_named() -> None:
    """Three needs, two hosts in one region: who finds none says which limit is in the way."""
    needs = {id: _party(id) for id in ("n1", "n2", "n3")}
    offers = {"o1": _party("o1", "TZ", visits_at_most=3), "o2": _party("o2", "FR", languages=_codes("fr"))}
    parties = Parties(needs, offers)
    free = solve(parties, DAY)
    assert [(each.need, each.offer) for each in free.pairs] == [("n1", "o1"), ("n2", "o1"), ("n3", "o1")]
    found = solve(parties, replace(DAY, host_at_most=2))
    assert [each.need for each in found.pairs] == ["n1", "n2"]  # by id: each is worth as much
    (left,) = found.unmatched
    assert (left.need, left.full) == ("n3", ((Full.HOST, "town of o1"),))
    assert left.forbidden == ((Why.NO_SHARED_LANGUAGE, 1),)
    assert unmatched_text(left, parties) == "Town of o1 hosts as many visits as the limit allows"
    assert solution_text(found) == "2 needs find a host · 24 points · 1 finds none"
    by_region = solve(parties, replace(DAY, region_at_most=1, region_side="visitor"))
    assert [each.full for each in by_region.unmatched] == [((Full.REGION, "002"),)] * 2
    assert solve(Parties(needs, {}), DAY).unmatched[0].forbidden == ()


def test_who_was_asked_keeps_the_place_until_there_is_an_answer() -> None:
    needs = {id: _party(id) for id in ("n1", "n2")}
    parties = Parties(needs, {"o1": _party("o1", "TZ")}, {("n2", "o1"): Decision("x", "n2", "o1", "asked")})
    found = solve(parties, DAY)
    assert found.pairs == () and [each.need for each in found.pending] == ["n2"]
    assert found.unmatched[0].full == ((Full.OFFER, "o1"),)
    assert [each.offer for each in offers_for(needs["n2"], parties, DAY)] == ["o1"]
    assert offers_for(needs["n1"], parties, DAY) == []
    assert [each.forbidden[0].why for each in offers_for(needs["n1"], parties, DAY, all=True)] == [Why.OFFER_FULL]


def test_what_ended_or_is_not_open_is_left_out() -> None:
    offers = {
        "gone": _party("gone", until="2026-11"), "now": _party("now", until="2026-12"),
        "off": _party("off", state="withdrawn"),
    }  # fmt: skip
    found = solve(Parties({"n": _party("n")}, offers), replace(DAY, day="2026-12-01"))
    assert (found.offers, [each.offer for each in found.pairs]) == (1, ["now"])


def test_weights_and_limits_are_read_or_refused() -> None:
    read = settings_from({"theme_points": 7, "host_at_most": "1", "day": "2027-02", "region_side": "visitor"})
    assert (read.weights["theme_points"], read.host_at_most, read.day, read.region_side) == (
        7,
        1,
        "2027-02-01",
        "visitor",
    )
    assert read.weights["target_points"] == W["target_points"] and read.region_at_most is None
    for wrong in ({"thems_points": 7}, {"theme_points": "many"}, {"theme_points": -1}, {"language_rule": "latin"}):
        with pytest.raises(UserFacingError):
            settings_from(wrong)
