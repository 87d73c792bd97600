"""Activities as their page lists them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from desktop.i18n import _, ngettext
from desktop.ui.listing.list_spec import ListSpec

_SENTENCES: dict[str, Callable[[int], str]] = {
    "counted": lambda n: ngettext("{number} activity", "{number} activities", n),
    "selected": lambda n: ngettext("{number} activity selected", "{number} activities selected", n),
    "title": lambda n: ngettext("Change {number} activity", "Change {number} activities", n),
    "empty": lambda n: ngettext(
        "“{field}” will be empty in {number} activity.", "“{field}” will be empty in {number} activities.", n
    ),
    "add": lambda n: ngettext(
        "It is added to “{field}” of {number} activity; what stands there stays.",
        "It is added to “{field}” of {number} activities; what stands there stays.",
        n,
    ),
    "remove": lambda n: ngettext(
        "It is taken out of “{field}” of {number} activity where it stands.",
        "It is taken out of “{field}” of {number} activities where it stands.",
        n,
    ),
    "set": lambda n: ngettext(
        "“{field}” will be the same in {number} activity.", "“{field}” will be the same in {number} activities.", n
    ),
    "deleted": lambda n: ngettext("{number} activity is in the bin.", "{number} activities are in the bin.", n),
    "restored": lambda n: ngettext(
        "{number} activity is back in the list.", "{number} activities are back in the list.", n
    ),
    "changed": lambda n: ngettext(
        "“{field}” changed in {number} activity.", "“{field}” changed in {number} activities.", n
    ),
    "exported": lambda n: ngettext("{number} activity written to {name}.", "{number} activities written to {name}.", n),
    "without": lambda n: ngettext("Without “{term}”: {number} activity", "Without “{term}”: {number} activities", n),
}


class ActivityListSpec(ListSpec):
    """The catalogue's activities."""

    type = "activity"
    key = "activities"
    folded_facets = ("hazards", "modules", "organisation")
    fit_order = (
        "title", "status", "start", "country", "kind", "targets", "participants_total", "organisations", "municipality",
    )  # fmt: skip
    elsewhere = frozenset(
        ("visit", "question", "session", "participant", "task", "budget_line", "note", "finding", "commitment",
         "follow_up")
    )  # fmt: skip
    one_by_one = ("title", "summary", "source_id", "source_data", "attachments")

    # Words -----------------------------------------------------------------------------------------------------------

    @property
    def counted_sentences(self) -> Mapping[str, Callable[[int], str]]:
        """See `ListSpec`."""
        return _SENTENCES

    def report_words(self) -> str:
        """The summary."""
        return _("&Summary as PDF…")

    def search_hint(self) -> str:
        """An example."""
        return _("Search activities, or kind:training country:KE start:2021..2022")

    def new_words(self) -> str:
        """The button that makes one."""
        return _("&New activity")

    def menu_words(self) -> str:
        """The menu."""
        return _("&Activity")

    def not_listed(self) -> str:
        """The record at the right is not in the list."""
        return _("The activity at the right is not among those that you search for.")

    def first_words(self) -> tuple[str, str]:
        """There are none yet."""
        return _("No activities yet"), _(
            "Bring in a table that you already have, or write the first activity. A sample shows what it can look like."
        )

    def no_match(self, query: str) -> str:
        """Nothing was found."""
        return _("No activity matches “{query}”").format(query=query)

    def back_words(self) -> str:
        """Back to the list."""
        return _("Bac&k to the activities")
