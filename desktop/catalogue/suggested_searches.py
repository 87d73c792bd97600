"""Searches that the desk offers from the first day, each with what it means in words."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.i18n import N_, _


@dataclass(frozen=True, slots=True)
class SuggestedSearch:
    """A query by a name; `definition` says in a sentence what it finds."""

    name: str
    text: str
    definition: str


_REACHED = N_(
    "Activities and visits count from their first day if the organisation or one of its people has a role or takes"
    " part. Cancelled ones and ideas do not count."
)
_SEARCHES: dict[str, tuple[tuple[str, str, str], ...]] = {
    "organisation": (
        (N_("Members"), "membership:member", N_("Organisations with the membership “Member”.")),
        (N_("Possible members"), "membership:prospective", N_("Organisations with the membership “Prospective member”.")),
        (N_("Partners"), "kind:partner,university,agency", N_("Organisations of the kinds partner, university and agency.")),
        (N_("Sections"), "kind:section", N_("Organisations of the kind “Network section”.")),
        (
            N_("Members not reached yet"), "membership:member reached:no",
            N_("Members with which there was no activity, visit or course yet."),
        ),
        (
            N_("Members silent for a year"), "membership:member silent:1y",
            N_("Members that were reached, but not in the last twelve months."),
        ),
        (
            N_("First contact through learning"), "is:met_by_learning",
            N_(
                "Organisations that were reached before they became members, or are not members: “First reached by”"
                " says by what."
            ),
        ),
        (N_("Not reached yet"), "reached:no", N_("Organisations with which there was no activity, visit or course yet.")),
    ),
    "person": (
        (N_("Agreed to be shared"), "consent:network,public", N_("People whose consent is given.")),
        (
            N_("No consent yet"), "consent:none",
            N_("People who have not agreed, or were not asked: nothing about them leaves this desk."),
        ),
        (N_("People of members"), "membership:member", N_("People whose organisation is a member.")),
        (
            N_("Silent for a year"), "silent:1y",
            N_("People who took part or had a role, but not in the last twelve months."),
        ),
        (
            N_("Not reached yet"), "reached:no",
            N_("People who have had no role in an activity or a visit, and took part in none."),
        ),
        (
            N_("Still needed?"), "modified:<-5y -last_reached:>-5y",
            N_("People of whom nothing was written for five years, and who took part in nothing since: erase them?"),
        ),
        (
            N_("Trainers"), "trainer:yes",
            N_("People who gave a training, took part in a training of trainers, or have a trainer’s certificate."),
        ),
        (
            N_("Certificates that run out"), "certificate:>0d certificate:<6m",
            N_("Trainers whose last certificate is valid today, and runs out within six months."),
        ),
        (
            N_("Certificates that ran out"), "certificate:<-1d",
            N_("Trainers whose last certificate is not valid any more."),
        ),
        (
            N_("Trainers to ask again"), "trainer:yes -certificate:<-1d -last_training:>-1y",
            N_(
                "Trainers who gave no training in the last twelve months, and whose certificate, if they have one, has not"
                " run out."
            ),
        ),
        (N_("Without an organisation"), "organisation:none", N_("People of whom no organisation is noted.")),
    ),
}  # fmt: skip


def suggested_searches(type: str) -> tuple[SuggestedSearch, ...]:
    """Those for records of a type, in the language spoken now."""
    return tuple(
        SuggestedSearch(
            _(name), text, f"{_(means)} {_(_REACHED)}" if _by_what_reached(text) else _(means)
        )
        for name, text, means in _SEARCHES.get(type, ())
    )  # fmt: skip


def _by_what_reached(text: str) -> bool:
    return any(part in text for part in ("reached:", "silent:", "is:met_by_learning"))
