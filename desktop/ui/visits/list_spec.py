"""Visits as their page lists them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from desktop.i18n import _, ngettext
from desktop.ui.listing.list_spec import ListSpec
from desktop.visits.visit import PART_TYPES

_SENTENCES: dict[str, Callable[[int], str]] = {
    "counted": lambda n: ngettext("{number} visit", "{number} visits", n),
    "selected": lambda n: ngettext("{number} visit selected", "{number} visits selected", n),
    "title": lambda n: ngettext("Change {number} visit", "Change {number} visits", n),
    "empty": lambda n: ngettext(
        "“{field}” will be empty in {number} visit.", "“{field}” will be empty in {number} visits.", n
    ),
    "add": lambda n: ngettext(
        "Added to “{field}” of {number} visit; existing values are kept.",
        "Added to “{field}” of {number} visits; existing values are kept.",
        n,
    ),
    "remove": lambda n: ngettext(
        "Removed from “{field}” of {number} visit, where present.",
        "Removed from “{field}” of {number} visits, where present.",
        n,
    ),
    "set": lambda n: ngettext(
        "“{field}” will be the same in {number} visit.", "“{field}” will be the same in {number} visits.", n
    ),
    "deleted": lambda n: ngettext("{number} visit is in the bin.", "{number} visits are in the bin.", n),
    "restored": lambda n: ngettext("{number} visit is back in the list.", "{number} visits are back in the list.", n),
    "changed": lambda n: ngettext("“{field}” changed in {number} visit.", "“{field}” changed in {number} visits.", n),
    "exported": lambda n: ngettext("{number} visit written to {name}.", "{number} visits written to {name}.", n),
    "without": lambda n: ngettext("Without “{term}”: {number} visit", "Without “{term}”: {number} visits", n),
}


class VisitListSpec(ListSpec):
    """Peer visits."""

    type = "visit"
    key = "visits"
    pill = "stage"
    imported = False
    in_sample = False
    elsewhere = frozenset({"activity"})
    folded_facets = ("hazards", "modules", "organisation")
    fit_order = ("title", "stage", "start", "approach", "organisations", "country", "end", "targets")
    one_by_one = ("title", "purpose", "start", "end", "summary", "template", "source_id", "attachments")

    @property
    def counted_sentences(self) -> Mapping[str, Callable[[int], str]]:
        """See `ListSpec`."""
        return _SENTENCES

    def search_hint(self) -> str:
        """An example."""
        return _("Search visits")

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
        return _("The visit does not match your search.")

    def first_words(self) -> tuple[str, str]:
        """There are none yet."""
        return _("No visits yet"), _(
            "Start from one of six approaches. It adds tasks, a model programme and questions; you can "
            "change all of them."
        )

    def no_match(self, query: str) -> str:
        """Nothing was found."""
        return _("No visit matches “{query}”").format(query=query)

    def back_words(self) -> str:
        """Back to the list."""
        return _("&Back to the visits")


VISIT_TYPES = frozenset({"visit", *PART_TYPES})
"""A visit and its parts: shown by the page of visits."""
