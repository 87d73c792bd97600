"""Reasons, limits and decisions in sentences, in the language spoken now."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from desktop.i18n import _, ngettext
from desktop.matching.parties import Parties
from desktop.matching.points import Candidate, Reason, Why
from desktop.matching.solution import Full, Solution, Unmatched
from desktop.values.dates import format_date
from desktop.vocabularies import load

_VOCABULARIES = {
    Why.SAME_TARGET: "targets", Why.RELATED_TARGET: "targets", Why.SAME_HAZARD: "hazards", Why.RELATED_HAZARD: "hazards",
    Why.SAME_THEME: "themes", Why.SHARED_LANGUAGE: "languages", Why.SAME_APPROACH: "approaches",
    Why.HOST_FURTHER: "experience_levels", Why.SAME_LEVEL: "experience_levels", Why.HOST_LESS_FAR: "experience_levels",
    Why.DISTANCE_AS_WISHED: "distances", Why.DISTANCE_NOT_AS_WISHED: "distances", Why.WRONG_DISTANCE: "distances",
    Why.REGION_FULL: "regions",
}  # fmt: skip

_SENTENCES: Mapping[Why, Callable[[], str]] = {
    Why.SAME_TARGET: lambda: _("Same target: {what}"),
    Why.RELATED_TARGET: lambda: _("A target of the same goal: {what}"),
    Why.SAME_HAZARD: lambda: _("Same hazard: {what}"),
    Why.RELATED_HAZARD: lambda: _("A related hazard: {what}"),
    Why.SAME_THEME: lambda: _("Same theme: {what}"),
    Why.SHARED_LANGUAGE: lambda: _("Shared language: {what}"),
    Why.HOST_FURTHER: lambda: _("The host is further: {what}"),
    Why.SAME_LEVEL: lambda: _("Both are as far: {what}"),
    Why.DISTANCE_AS_WISHED: lambda: _("As wished: {what}"),
    Why.SIMILAR_SIZE: lambda: _("Towns of similar size"),
    Why.SAME_APPROACH: lambda: _("Shared approach: {what}"),
    Why.NEEDS_INTERPRETATION: lambda: _("No shared language: interpretation is needed"),
    Why.HOST_LESS_FAR: lambda: _("The host is less far: {what}"),
    Why.DISTANCE_NOT_AS_WISHED: lambda: _("Not as wished: {what}"),
    Why.OTHER_SIZE: lambda: _("Towns of very different size"),
    Why.SAME_GOVERNMENT: lambda: _("It is the same local government"),
    Why.NOTHING_IN_COMMON: lambda: _("No target, hazard or theme in common"),
    Why.NO_SHARED_LANGUAGE: lambda: _("No shared language and no interpretation"),
    Why.MET_LATELY: lambda: _("They met lately, or will: visit until {what}"),
    Why.WRONG_DISTANCE: lambda: _("Not as wished, which is a condition: {what}"),
    Why.WAS_DECLINED: lambda: _("Declined: {what}"),
    Why.TOO_FEW_POINTS: lambda: _("Too few points: {what}"),
    Why.OFFER_FULL: lambda: _("The offer takes no further visit"),
    Why.HOST_FULL: lambda: _("The host takes no further visit"),
    Why.REGION_FULL: lambda: _("The region is full: {what}"),
}


def reason_text(reason: Reason, *, with_points: bool = True) -> str:
    """A reason in a line: "+3  Same theme: Waste"."""
    if reason.why in _VOCABULARIES:
        words = load(_VOCABULARIES[reason.why])
        what = ", ".join(_short(reason.why, code, words.label(code)) for code in reason.codes)
    elif reason.why is Why.MET_LATELY:
        what = ", ".join(map(format_date, reason.codes))
    else:
        what = ", ".join(reason.codes)
    text = _SENTENCES[reason.why]().format(what=what)
    return f"+{reason.points}  {text}" if with_points and reason.points else text


def _short(why: Why, code: str, label: str) -> str:
    """A target by its number: its label is a sentence."""
    return f"{code.partition(':')[2]} {label}" if why in (Why.SAME_TARGET, Why.RELATED_TARGET) else label


def points_text(points: int) -> str:
    """ "17 points"."""
    return ngettext("{number} point", "{number} points", points).format(number=points)


def candidate_lines(candidate: Candidate) -> list[str]:
    """All that speaks for it, then against it, then what forbids it."""
    return [
        *(reason_text(each) for each in candidate.reasons),
        *(_("But: {reason}").format(reason=reason_text(each)) for each in candidate.against),
        *(_("Not possible: {reason}").format(reason=reason_text(each)) for each in candidate.forbidden),
    ]


def unmatched_text(unmatched: Unmatched, parties: Parties) -> str:
    """Why a need finds no host, in a sentence."""
    if unmatched.full:
        return "; ".join(_full_text(full, about, parties) for full, about in unmatched.full)
    if not unmatched.forbidden:
        return _("There is no open offer.")
    return "; ".join(
        _("{reason}: {number}").format(
            reason=reason_text(Reason(why, 0, ("…",) if "{what}" in _SENTENCES[why]() else ())).rstrip(" :…"),
            number=ngettext("{number} offer", "{number} offers", count).format(number=count),
        )
        for why, count in unmatched.forbidden
    )


def _full_text(full: Full, about: str, parties: Parties) -> str:
    if full is Full.REGION:
        return _("{region} has as many visits as the limit allows").format(region=load("regions").label(about))
    if full is Full.HOST:
        names = (each.name for each in parties.offers.values() if each.organisation == about)
        return _("{host} hosts as many visits as the limit allows").format(host=next(names, "") or about)
    offer = parties.offers.get(about)
    return _("“{offer}” serves other needs").format(offer=offer.title if offer is not None else about)


def solution_text(solution: Solution) -> str:
    """What came out, in a sentence."""
    words = ngettext("{number} need finds a host", "{number} needs find a host", len(solution.pairs))
    parts = [words.format(number=len(solution.pairs)), points_text(solution.points)]
    if solution.unmatched:
        parts.append(
            ngettext("{number} finds none", "{number} find none", len(solution.unmatched)).format(
                number=len(solution.unmatched)
            )
        )
    if solution.pending:
        parts.append(
            ngettext("{number} host was asked", "{number} hosts were asked", len(solution.pending)).format(
                number=len(solution.pending)
            )
        )
    return " · ".join(parts)
