"""Needs and offers as their pages list them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from desktop.i18n import N_, _, ngettext
from desktop.ui.listing.list_spec import ListSpec
from desktop.ui.visits.list_spec import VISIT_TYPES

if TYPE_CHECKING:
    from desktop.ui.desk import Desk
    from desktop.ui.editor.context import PartPage

MATCHES = N_("Matches")
"""The page beside a need or an offer."""

_NEEDS: dict[str, Callable[[int], str]] = {
    "counted": lambda n: ngettext("{number} need", "{number} needs", n),
    "selected": lambda n: ngettext("{number} need selected", "{number} needs selected", n),
    "title": lambda n: ngettext("Change {number} need", "Change {number} needs", n),
    "empty": lambda n: ngettext(
        "“{field}” will be empty in {number} need.", "“{field}” will be empty in {number} needs.", n
    ),
    "add": lambda n: ngettext(
        "It is added to “{field}” of {number} need; existing values stay.",
        "It is added to “{field}” of {number} needs; existing values stay.",
        n,
    ),
    "remove": lambda n: ngettext(
        "It is removed from “{field}” of {number} need where it stands.",
        "It is removed from “{field}” of {number} needs where it stands.",
        n,
    ),
    "set": lambda n: ngettext(
        "“{field}” will be the same in {number} need.", "“{field}” will be the same in {number} needs.", n
    ),
    "deleted": lambda n: ngettext("{number} need is in the bin.", "{number} needs are in the bin.", n),
    "restored": lambda n: ngettext("{number} need is back in the list.", "{number} needs are back in the list.", n),
    "changed": lambda n: ngettext("“{field}” changed in {number} need.", "“{field}” changed in {number} needs.", n),
    "exported": lambda n: ngettext("{number} need written to {name}.", "{number} needs written to {name}.", n),
    "without": lambda n: ngettext("Without “{term}”: {number} need", "Without “{term}”: {number} needs", n),
}

_OFFERS: dict[str, Callable[[int], str]] = {
    "counted": lambda n: ngettext("{number} offer", "{number} offers", n),
    "selected": lambda n: ngettext("{number} offer selected", "{number} offers selected", n),
    "title": lambda n: ngettext("Change {number} offer", "Change {number} offers", n),
    "empty": lambda n: ngettext(
        "“{field}” will be empty in {number} offer.", "“{field}” will be empty in {number} offers.", n
    ),
    "add": lambda n: ngettext(
        "It is added to “{field}” of {number} offer; existing values stay.",
        "It is added to “{field}” of {number} offers; existing values stay.",
        n,
    ),
    "remove": lambda n: ngettext(
        "It is removed from “{field}” of {number} offer where it stands.",
        "It is removed from “{field}” of {number} offers where it stands.",
        n,
    ),
    "set": lambda n: ngettext(
        "“{field}” will be the same in {number} offer.", "“{field}” will be the same in {number} offers.", n
    ),
    "deleted": lambda n: ngettext("{number} offer is in the bin.", "{number} offers are in the bin.", n),
    "restored": lambda n: ngettext("{number} offer is back in the list.", "{number} offers are back in the list.", n),
    "changed": lambda n: ngettext("“{field}” changed in {number} offer.", "“{field}” changed in {number} offers.", n),
    "exported": lambda n: ngettext("{number} offer written to {name}.", "{number} offers written to {name}.", n),
    "without": lambda n: ngettext("Without “{term}”: {number} offer", "Without “{term}”: {number} offers", n),
}


class _BothListSpec(ListSpec):
    """What needs and offers have in common."""

    pill = "state"
    imported = False
    elsewhere = frozenset({"activity", "organisation", "person", "need", "offer", *VISIT_TYPES})
    folded_facets = ("hazards", "languages", "level", "organisation")
    fit_order = ("title", "state", "organisation", "until", "themes", "targets")
    one_by_one = ("title", "summary", "attachments")

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def picture(self) -> str:
        """That of the page."""
        return self.key

    def facet_label(self, name: str) -> str:
        """What a facet is called."""
        return _("Local government") if name == "organisation" else super().facet_label(name)

    def pages_beside(self) -> Mapping[str, Sequence[PartPage]]:
        """Who fits."""
        from desktop.ui.editor.context import PartPage
        from desktop.ui.needs.matches_page import MatchesPage

        return {
            type: (PartPage(MATCHES, lambda context, type=type: MatchesPage(self._desk, context, type)),)
            for type in ("need", "offer")
        }  # fmt: skip


class NeedListSpec(_BothListSpec):
    """What local governments want to learn."""

    type = "need"
    key = "needs"

    @property
    def counted_sentences(self) -> Mapping[str, Callable[[int], str]]:
        """See `ListSpec`."""
        return _NEEDS

    def search_hint(self) -> str:
        """An example."""
        return _("Search needs, or state:open theme:water country:KE")

    def new_words(self) -> str:
        """The button that makes one."""
        return _("&New need")

    def menu_words(self) -> str:
        """The menu."""
        return _("Nee&d")

    def not_listed(self) -> str:
        """The record at the right is not in the list."""
        return _("The need is not among those that you search for.")

    def first_words(self) -> tuple[str, str]:
        """There are none yet."""
        return _("No needs yet"), _(
            "A need is a question of a local government that others may have an answer to. Write the first one; the open"
            " questions and notes of a visit can become needs too."
        )

    def no_match(self, query: str) -> str:
        """Nothing was found."""
        return _("No need matches “{query}”").format(query=query)

    def back_words(self) -> str:
        """Back to the list."""
        return _("Bac&k to the needs")


class OfferListSpec(_BothListSpec):
    """What local governments can show."""

    type = "offer"
    key = "offers"

    @property
    def counted_sentences(self) -> Mapping[str, Callable[[int], str]]:
        """See `ListSpec`."""
        return _OFFERS

    def search_hint(self) -> str:
        """An example."""
        return _("Search offers, or state:open theme:water language:fr")

    def new_words(self) -> str:
        """The button that makes one."""
        return _("&New offer")

    def menu_words(self) -> str:
        """The menu."""
        return _("&Offer")

    def not_listed(self) -> str:
        """The record at the right is not in the list."""
        return _("The offer is not among those that you search for.")

    def first_words(self) -> tuple[str, str]:
        """There are none yet."""
        return _("No offers yet"), _(
            "An offer is what a local government can show to others: a practice, an experience, a mistake. Write the first"
            " one; an activity can become an offer too."
        )

    def no_match(self, query: str) -> str:
        """Nothing was found."""
        return _("No offer matches “{query}”").format(query=query)

    def back_words(self) -> str:
        """Back to the list."""
        return _("Bac&k to the offers")
