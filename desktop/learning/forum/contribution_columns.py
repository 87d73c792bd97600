"""The columns of a sheet of contributions, and what they are called."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.i18n import N_


@dataclass(frozen=True)
class ContributionColumn:
    """`vocabulary`: of what may be chosen, one or several; `wide`: is it prose?"""

    name: str
    heading: str  # English source
    vocabulary: str = ""
    several: bool = False
    wide: bool = False
    other_headings: tuple[str, ...] = ()  # English source


COLUMNS = (
    ContributionColumn("title", N_("Title"), wide=True, other_headings=(N_("Topic"), N_("Your topic"))),
    ContributionColumn("summary", N_("Summary"), wide=True),
    ContributionColumn("brings", N_("Who would bring what"), wide=True),
    ContributionColumn("method", N_("Method"), vocabulary="methods"),
    ContributionColumn("minutes", N_("Duration in minutes")),
    ContributionColumn("languages", N_("Languages"), vocabulary="languages", several=True),
    ContributionColumn("targets", N_("Targets"), vocabulary="targets", several=True),
    ContributionColumn("hazards", N_("Hazards"), vocabulary="hazards", several=True),
    ContributionColumn("organisation", N_("Organisation"), other_headings=(N_("Proposed by"),)),
    ContributionColumn("person", N_("Name"), other_headings=(N_("Contact person"),)),
    ContributionColumn("email", N_("E-mail")),
    ContributionColumn("consent", N_("I agree that my name is shown to the network"), vocabulary="agreements"),
)  # fmt: skip
"""In the order of the sheet."""
