"""Organisations and people as their pages list them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from desktop.catalogue import people_left_out
from desktop.i18n import N_, _, ngettext
from desktop.ui.listing.list_spec import FurtherColumn, ListSpec
from desktop.ui.visits.list_spec import VISIT_TYPES
from desktop.ui.widgets.displayed_codes import term

if TYPE_CHECKING:
    from desktop.ui.editor.context import PartPage

_ORGANISATIONS: dict[str, Callable[[int], str]] = {
    "counted": lambda n: ngettext("{number} organisation", "{number} organisations", n),
    "selected": lambda n: ngettext("{number} organisation selected", "{number} organisations selected", n),
    "title": lambda n: ngettext("Change {number} organisation", "Change {number} organisations", n),
    "empty": lambda n: ngettext(
        "“{field}” will be empty in {number} organisation.", "“{field}” will be empty in {number} organisations.", n
    ),
    "add": lambda n: ngettext(
        "Added to “{field}” of {number} organisation; existing values are kept.",
        "Added to “{field}” of {number} organisations; existing values are kept.",
        n,
    ),
    "remove": lambda n: ngettext(
        "Removed from “{field}” of {number} organisation, where present.",
        "Removed from “{field}” of {number} organisations, where present.",
        n,
    ),
    "set": lambda n: ngettext(
        "“{field}” will be the same in {number} organisation.",
        "“{field}” will be the same in {number} organisations.",
        n,
    ),
    "deleted": lambda n: ngettext("{number} organisation is in the bin.", "{number} organisations are in the bin.", n),
    "restored": lambda n: ngettext(
        "{number} organisation is back in the list.", "{number} organisations are back in the list.", n
    ),
    "changed": lambda n: ngettext(
        "“{field}” changed in {number} organisation.", "“{field}” changed in {number} organisations.", n
    ),
    "exported": lambda n: ngettext(
        "{number} organisation written to {name}.", "{number} organisations written to {name}.", n
    ),
    "without": lambda n: ngettext(
        "Without “{term}”: {number} organisation", "Without “{term}”: {number} organisations", n
    ),
}

_PEOPLE: dict[str, Callable[[int], str]] = {
    "counted": lambda n: ngettext("{number} person", "{number} people", n),
    "selected": lambda n: ngettext("{number} person selected", "{number} people selected", n),
    "title": lambda n: ngettext("Change {number} person", "Change {number} people", n),
    "empty": lambda n: ngettext(
        "“{field}” will be empty for {number} person.", "“{field}” will be empty for {number} people.", n
    ),
    "add": lambda n: ngettext(
        "Added to “{field}” of {number} person; existing values are kept.",
        "Added to “{field}” of {number} people; existing values are kept.",
        n,
    ),
    "remove": lambda n: ngettext(
        "Removed from “{field}” of {number} person, where present.",
        "Removed from “{field}” of {number} people, where present.",
        n,
    ),
    "set": lambda n: ngettext(
        "“{field}” will be the same for {number} person.", "“{field}” will be the same for {number} people.", n
    ),
    "deleted": lambda n: ngettext("{number} person is in the bin.", "{number} people are in the bin.", n),
    "restored": lambda n: ngettext("{number} person is back in the list.", "{number} people are back in the list.", n),
    "changed": lambda n: ngettext(
        "“{field}” changed for {number} person.", "“{field}” changed for {number} people.", n
    ),
    "exported": lambda n: ngettext("{number} person written to {name}.", "{number} people written to {name}.", n),
    "without": lambda n: ngettext("Without “{term}”: {number} person", "Without “{term}”: {number} people", n),
}


OVERVIEW = N_("Overview")
"""The page of a record that says what was done together."""


def _by_what(code: str) -> str:
    return _("Visit") if code == "visit" else term("kinds", code).label


class _NetworkListSpec(ListSpec):
    """What organisations and people have in common: they are reached by activities and visits."""

    imported = False

    @property
    def further_columns(self) -> Sequence[FurtherColumn]:
        """When they were reached first and last, and by what."""
        return (
            FurtherColumn("first_reached", N_("First reached"), 12, False),
            FurtherColumn("first_by", N_("First reached by"), 18, False, words=_by_what),
            FurtherColumn("last_reached", N_("Last reached"), 12, True),
        )

    def report_words(self) -> str:
        """The directory."""
        return _("&Who is who as PDF…")

    def pages_beside(self) -> Mapping[str, Sequence[PartPage]]:
        """What was done together, for organisations and for people."""
        from desktop.ui.editor.context import PartPage
        from desktop.ui.network.overview_page import OverviewPage

        return {
            type: (PartPage(OVERVIEW, lambda context, type=type: OverviewPage(context, type)),)
            for type in ("organisation", "person")
        }

    def facet_label(self, name: str) -> str:
        """What a facet is called."""
        short = {"reached": _("Reached"), "consent": _("Consent")}
        return short.get(name) or super().facet_label(name)


class OrganisationListSpec(_NetworkListSpec):
    """The organisations of the network and around it."""

    type = "organisation"
    key = "organisations"
    pill = "membership"
    elsewhere = frozenset({"activity", "person", *VISIT_TYPES})
    folded_facets = ("belongs_to", "languages", "last_reached", "first_by")
    fit_order = ("name", "membership", "country", "kind", "last_reached", "belongs_to")
    one_by_one = ("name", "municipality", "population", "links", "member_since", "source_id")
    named = ("activity", "visit", "participant", "person")

    @property
    def counted_sentences(self) -> Mapping[str, Callable[[int], str]]:
        """See `ListSpec`."""
        return _ORGANISATIONS

    @property
    def picture(self) -> str:
        """That of the page."""
        return "network"

    def search_hint(self) -> str:
        """An example."""
        return _("Search organisations")

    def new_words(self) -> str:
        """The button that makes one."""
        return _("&New organisation")

    def menu_words(self) -> str:
        """The menu."""
        return _("&Organisation")

    def not_listed(self) -> str:
        """The record at the right is not in the list."""
        return _("The organisation is not among those that you search for.")

    def first_words(self) -> tuple[str, str]:
        """There are none yet."""
        return _("No organisations yet"), _(
            "They are added with the activities and visits in which they have a role. Add the first one, or look at the sample."
        )

    def no_match(self, query: str) -> str:
        """Nothing was found."""
        return _("No organisation matches “{query}”").format(query=query)

    def back_words(self) -> str:
        """Back to the list."""
        return _("Back to the or&ganisations")


class PersonListSpec(_NetworkListSpec):
    """The people of the network."""

    type = "person"
    key = "people"
    pill = "consent"
    elsewhere = frozenset({"activity", "organisation", *VISIT_TYPES})
    folded_facets = ("languages", "last_reached", "first_by")
    fit_order = ("name", "organisation", "consent", "role", "last_reached", "email")
    one_by_one = ("name", "email", "telephone")
    named = ("activity", "visit", "participant", "organisation")

    @property
    def counted_sentences(self) -> Mapping[str, Callable[[int], str]]:
        """See `ListSpec`."""
        return _PEOPLE

    @property
    def picture(self) -> str:
        """Of a person."""
        return "person"

    def exported_words(self, written: int, of: int, name: str) -> str:
        """Those who have not agreed stay."""
        words = super().exported_words(written, of, name)
        return words if written == of else f"{words} {people_left_out(of - written)}"

    def search_hint(self) -> str:
        """An example."""
        return _("Search people")

    def new_words(self) -> str:
        """The button that makes one."""
        return _("&New person")

    def menu_words(self) -> str:
        """The menu."""
        return _("&Person")

    def not_listed(self) -> str:
        """The record at the right is not in the list."""
        return _("The person is not among those that you search for.")

    def first_words(self) -> tuple[str, str]:
        """There are none yet."""
        return _("No people yet"), _(
            "Add the first one, or import contacts: nothing about a person leaves this desk until they agree."
        )

    def no_match(self, query: str) -> str:
        """Nothing was found."""
        return _("Nobody matches “{query}”").format(query=query)

    def back_words(self) -> str:
        """Back to the list."""
        return _("Bac&k to the people")
