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
        "Added to “{field}” of {number} activity; existing values are kept.",
        "Added to “{field}” of {number} activities; existing values are kept.",
        n,
    ),
    "remove": lambda n: ngettext(
        "Removed from “{field}” of {number} activity, where present.",
        "Removed from “{field}” of {number} activities, where present.",
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
         "follow_up", "module")
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
        return _("Search activities")

    def new_words(self) -> str:
        """The button that makes one."""
        return _("&New activity")

    def menu_words(self) -> str:
        """The menu."""
        return _("&Activity")

    def not_listed(self) -> str:
        """The record at the right is not in the list."""
        return _("The activity on the right does not match your search.")

    def first_words(self) -> tuple[str, str]:
        """There are none yet."""
        return _("No activities yet"), _(
            "Import a table, or add your first activity. Load the sample data to see an example."
        )

    def no_match(self, query: str) -> str:
        """Nothing was found."""
        return _("No activity matches “{query}”").format(query=query)

    def back_words(self) -> str:
        """Back to the list."""
        return _("Bac&k to the activities")
