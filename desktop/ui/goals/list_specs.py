"""Goals and values of indicators as their pages list them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from desktop.i18n import N_, _, ngettext
from desktop.ui.listing.list_spec import ListSpec
from desktop.ui.visits.list_spec import VISIT_TYPES

if TYPE_CHECKING:
    from desktop.ui.desk import Desk
    from desktop.ui.editor.context import PartPage

PROGRESS = N_("Progress")
"""The page of a goal that says how far it is."""
OVER_TIME = N_("Over time")
"""The page of a value with the others of its indicator."""

_GOALS: dict[str, Callable[[int], str]] = {
    "counted": lambda n: ngettext("{number} goal", "{number} goals", n),
    "selected": lambda n: ngettext("{number} goal selected", "{number} goals selected", n),
    "title": lambda n: ngettext("Change {number} goal", "Change {number} goals", n),
    "empty": lambda n: ngettext(
        "“{field}” will be empty in {number} goal.", "“{field}” will be empty in {number} goals.", n
    ),
    "add": lambda n: ngettext(
        "It is added to “{field}” of {number} goal; existing values stay.",
        "It is added to “{field}” of {number} goals; existing values stay.",
        n,
    ),
    "remove": lambda n: ngettext(
        "It is removed from “{field}” of {number} goal where it stands.",
        "It is removed from “{field}” of {number} goals where it stands.",
        n,
    ),
    "set": lambda n: ngettext(
        "“{field}” will be the same in {number} goal.", "“{field}” will be the same in {number} goals.", n
    ),
    "deleted": lambda n: ngettext("{number} goal is in the bin.", "{number} goals are in the bin.", n),
    "restored": lambda n: ngettext("{number} goal is back in the list.", "{number} goals are back in the list.", n),
    "changed": lambda n: ngettext("“{field}” changed in {number} goal.", "“{field}” changed in {number} goals.", n),
    "exported": lambda n: ngettext("{number} goal written to {name}.", "{number} goals written to {name}.", n),
    "without": lambda n: ngettext("Without “{term}”: {number} goal", "Without “{term}”: {number} goals", n),
}

_INDICATORS: dict[str, Callable[[int], str]] = {
    "counted": lambda n: ngettext("{number} indicator value", "{number} indicator values", n),
    "selected": lambda n: ngettext("{number} indicator value selected", "{number} indicator values selected", n),
    "title": lambda n: ngettext("Change {number} indicator value", "Change {number} indicator values", n),
    "empty": lambda n: ngettext(
        "“{field}” will be empty in {number} indicator value.",
        "“{field}” will be empty in {number} indicator values.",
        n,
    ),
    "add": lambda n: ngettext(
        "It is added to “{field}” of {number} indicator value; existing values stay.",
        "It is added to “{field}” of {number} indicator values; existing values stay.",
        n,
    ),
    "remove": lambda n: ngettext(
        "It is removed from “{field}” of {number} indicator value where it stands.",
        "It is removed from “{field}” of {number} indicator values where it stands.",
        n,
    ),
    "set": lambda n: ngettext(
        "“{field}” will be the same in {number} indicator value.",
        "“{field}” will be the same in {number} indicator values.",
        n,
    ),
    "deleted": lambda n: ngettext(
        "{number} indicator value is in the bin.", "{number} indicator values are in the bin.", n
    ),
    "restored": lambda n: ngettext(
        "{number} indicator value is back in the list.", "{number} indicator values are back in the list.", n
    ),
    "changed": lambda n: ngettext(
        "“{field}” changed in {number} indicator value.", "“{field}” changed in {number} indicator values.", n
    ),
    "exported": lambda n: ngettext(
        "{number} indicator value written to {name}.", "{number} indicator values written to {name}.", n
    ),
    "without": lambda n: ngettext(
        "Without “{term}”: {number} indicator value", "Without “{term}”: {number} indicator values", n
    ),
}


class GoalListSpec(ListSpec):
    """What is to be reached, by when."""

    type = "goal"
    key = "goals"
    pill = "figure"
    imported = False
    folded_facets = ("targets",)
    fit_order = ("title", "value", "ends", "figure", "organisation", "begins")
    one_by_one = ("title", "summary", "attachments", "value", "query")
    elsewhere = frozenset({"activity", "organisation", "person", "indicator", *VISIT_TYPES})

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def counted_sentences(self) -> Mapping[str, Callable[[int], str]]:
        """See `ListSpec`."""
        return _GOALS

    @property
    def picture(self) -> str:
        """That of the page."""
        return "overview"

    def pages_beside(self) -> Mapping[str, Sequence[PartPage]]:
        """How far it is."""
        from desktop.ui.editor.context import PartPage
        from desktop.ui.goals.goal_progress import GoalProgressPage

        return {"goal": (PartPage(PROGRESS, lambda context: GoalProgressPage(self._desk, context)),)}

    def facet_label(self, name: str) -> str:
        """What a facet is called."""
        return _("Set by") if name == "organisation" else super().facet_label(name)

    def search_hint(self) -> str:
        """An example."""
        return _("Search goals, or figure:participants ends:2027")

    def new_words(self) -> str:
        """The button that makes one."""
        return _("&New goal")

    def menu_words(self) -> str:
        """The menu."""
        return _("&Goal")

    def not_listed(self) -> str:
        """The record at the right is not in the list."""
        return _("The goal is not among those that you search for.")

    def first_words(self) -> tuple[str, str]:
        """There are none yet."""
        return _("No goals yet"), _(
            "A goal is a number to reach by a day: 40 local governments trained on a module by December. The desk counts"
            " how far it is. Write the first one, or look at the sample."
        )

    def no_match(self, query: str) -> str:
        """Nothing was found."""
        return _("No goal matches “{query}”").format(query=query)

    def back_words(self) -> str:
        """Back to the list."""
        return _("Bac&k to the goals")


class IndicatorListSpec(ListSpec):
    """What was measured, where and when."""

    type = "indicator"
    key = "indicators"
    pill = "role"
    imported = False
    folded_facets = ("organisation", "role")
    fit_order = ("title", "value", "date", "unit", "municipality", "role", "targets")
    one_by_one = ("title", "attachments", "value")
    elsewhere = frozenset({"activity", "organisation", "person", "goal", *VISIT_TYPES})

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def counted_sentences(self) -> Mapping[str, Callable[[int], str]]:
        """See `ListSpec`."""
        return _INDICATORS

    @property
    def picture(self) -> str:
        """That of the page."""
        return "report"

    def pages_beside(self) -> Mapping[str, Sequence[PartPage]]:
        """The others of its indicator."""
        from desktop.ui.editor.context import PartPage
        from desktop.ui.goals.indicator_series import IndicatorSeriesPage

        return {"indicator": (PartPage(OVER_TIME, lambda context: IndicatorSeriesPage(self._desk, context)),)}

    def facet_label(self, name: str) -> str:
        """What a facet is called."""
        return _("Local government") if name == "organisation" else super().facet_label(name)

    def search_hint(self) -> str:
        """An example."""
        return _("Search indicator values, or target:SDG:11.5 date:2024")

    def new_words(self) -> str:
        """The button that makes one."""
        return _("&New value")

    def menu_words(self) -> str:
        """The menu."""
        return _("&Indicator value")

    def not_listed(self) -> str:
        """The record at the right is not in the list."""
        return _("The value is not among those that you search for.")

    def first_words(self) -> tuple[str, str]:
        """There are none yet."""
        return _("No indicator values yet"), _(
            "A value says what was measured in a place in a year: people affected by floods in Kisumu in 2025. Add the"
            " first one, or import a table of values."
        )

    def no_match(self, query: str) -> str:
        """Nothing was found."""
        return _("No indicator value matches “{query}”").format(query=query)

    def back_words(self) -> str:
        """Back to the list."""
        return _("Bac&k to the values")
