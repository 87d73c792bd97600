"""Activities as their page lists them."""

from __future__ import annotations

from desktop.i18n import _, ngettext
from desktop.ui.listing.list_spec import ListSpec, number


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

    def counted(self, count: int) -> str:
        """So many."""
        return ngettext("{number} activity", "{number} activities", count).format(number=number(count))

    def selected(self, count: int) -> str:
        """So many are selected."""
        words = ngettext("{number} activity selected", "{number} activities selected", count)
        return words.format(number=number(count))

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

    def change_title(self, count: int) -> str:
        """The title of the dialog."""
        return ngettext("Change {number} activity", "Change {number} activities", count).format(number=number(count))

    def change_words(self, way: str, field: str, count: int) -> str:
        """What a change of many does."""
        if way == "empty":
            words = ngettext(
                "“{field}” will be empty in {number} activity.",
                "“{field}” will be empty in {number} activities.",
                count,
            )
        elif way == "add":
            words = ngettext(
                "It is added to “{field}” of {number} activity; what stands there stays.",
                "It is added to “{field}” of {number} activities; what stands there stays.",
                count,
            )
        elif way == "remove":
            words = ngettext(
                "It is taken out of “{field}” of {number} activity where it stands.",
                "It is taken out of “{field}” of {number} activities where it stands.",
                count,
            )
        else:
            words = ngettext(
                "“{field}” will be the same in {number} activity.",
                "“{field}” will be the same in {number} activities.",
                count,
            )
        return words.format(field=field, number=number(count))

    def done_words(self, operation: str, count: int, name: str = "") -> str:
        """What was done."""
        if count == 1 and name and operation in ("delete", "restore"):
            one = _("“{title}” is in the bin.") if operation == "delete" else _("“{title}” is back in the list.")
            return one.format(title=name)
        if operation == "delete":
            words = ngettext("{number} activity is in the bin.", "{number} activities are in the bin.", count)
        elif operation == "restore":
            words = ngettext(
                "{number} activity is back in the list.", "{number} activities are back in the list.", count
            )
        elif operation == "change":
            words = ngettext(
                "“{field}” changed in {number} activity.", "“{field}” changed in {number} activities.", count
            )
        else:
            words = ngettext("{number} activity written to {name}.", "{number} activities written to {name}.", count)
        return words.format(field=name, name=name, number=number(count))

    def first_words(self) -> tuple[str, str]:
        """There are none yet."""
        return _("No activities yet"), _(
            "Bring in a table that you already have, or write the first activity. A sample shows what it can look like."
        )

    def no_match(self, query: str) -> str:
        """Nothing was found."""
        return _("No activity matches “{query}”").format(query=query)

    def without(self, term: str, count: int) -> str:
        """So many without a term."""
        words = ngettext("Without “{term}”: {number} activity", "Without “{term}”: {number} activities", count)
        return words.format(term=term, number=number(count))

    def back_words(self) -> str:
        """Back to the list."""
        return _("Bac&k to the activities")
