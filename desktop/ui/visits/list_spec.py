"""Visits as their page lists them."""

from __future__ import annotations

from desktop.i18n import _, ngettext
from desktop.ui.listing.list_spec import ListSpec, number
from desktop.visits.visit import PART_TYPES


class VisitListSpec(ListSpec):
    """Peer visits."""

    type = "visit"
    key = "visits"
    pill = "stage"
    imported = False
    elsewhere = frozenset({"activity"})
    folded_facets = ("hazards", "modules", "organisation")
    fit_order = ("title", "stage", "start", "approach", "organisations", "country", "end", "targets")
    one_by_one = ("title", "purpose", "start", "end", "summary", "template", "source_id", "attachments")

    def counted(self, count: int) -> str:
        """So many."""
        return ngettext("{number} visit", "{number} visits", count).format(number=number(count))

    def selected(self, count: int) -> str:
        """So many are selected."""
        return ngettext("{number} visit selected", "{number} visits selected", count).format(number=number(count))

    def search_hint(self) -> str:
        """An example."""
        return _("Search visits, or stage:preparing host:Durban due:<30d")

    def new_words(self) -> str:
        """The button that makes one."""
        return _("&New visit…")

    def menu_words(self) -> str:
        """The menu."""
        return _("V&isit")

    def open_words(self) -> str:
        """The action that opens one."""
        return _("&Open the visit")

    def not_listed(self) -> str:
        """The record at the right is not in the list."""
        return _("The visit is not among those that you search for.")

    def change_title(self, count: int) -> str:
        """The title of the dialog."""
        return ngettext("Change {number} visit", "Change {number} visits", count).format(number=number(count))

    def change_words(self, way: str, field: str, count: int) -> str:
        """What a change of many does."""
        if way == "empty":
            words = ngettext(
                "“{field}” will be empty in {number} visit.", "“{field}” will be empty in {number} visits.", count
            )
        elif way == "add":
            words = ngettext(
                "It is added to “{field}” of {number} visit; what stands there stays.",
                "It is added to “{field}” of {number} visits; what stands there stays.",
                count,
            )
        elif way == "remove":
            words = ngettext(
                "It is taken out of “{field}” of {number} visit where it stands.",
                "It is taken out of “{field}” of {number} visits where it stands.",
                count,
            )
        else:
            words = ngettext(
                "“{field}” will be the same in {number} visit.", "“{field}” will be the same in {number} visits.", count
            )
        return words.format(field=field, number=number(count))

    def done_words(self, operation: str, count: int, name: str = "") -> str:
        """What was done."""
        if count == 1 and name and operation in ("delete", "restore"):
            one = _("“{title}” is in the bin.") if operation == "delete" else _("“{title}” is back in the list.")
            return one.format(title=name)
        if operation == "delete":
            words = ngettext("{number} visit is in the bin.", "{number} visits are in the bin.", count)
        elif operation == "restore":
            words = ngettext("{number} visit is back in the list.", "{number} visits are back in the list.", count)
        elif operation == "change":
            words = ngettext("“{field}” changed in {number} visit.", "“{field}” changed in {number} visits.", count)
        else:
            words = ngettext("{number} visit written to {name}.", "{number} visits written to {name}.", count)
        return words.format(field=name, name=name, number=number(count))

    def first_words(self) -> tuple[str, str]:
        """There are none yet."""
        return _("No visits yet"), _(
            "Begin with one of six approaches: it brings tasks, a model programme and questions, and all of it can be changed."
        )

    def no_match(self, query: str) -> str:
        """Nothing was found."""
        return _("No visit matches “{query}”").format(query=query)

    def without(self, term: str, count: int) -> str:
        """So many without a term."""
        words = ngettext("Without “{term}”: {number} visit", "Without “{term}”: {number} visits", count)
        return words.format(term=term, number=number(count))

    def back_words(self) -> str:
        """Back to the list."""
        return _("&Back to the visits")


VISIT_TYPES = frozenset({"visit", *PART_TYPES})
"""A visit and its parts: shown by the page of visits."""
