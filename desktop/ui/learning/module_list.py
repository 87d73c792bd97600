"""Learning modules as their page lists them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from desktop.i18n import N_, _, ngettext
from desktop.ui.listing.list_spec import ListSpec
from desktop.ui.visits.list_spec import VISIT_TYPES

if TYPE_CHECKING:
    from desktop.ui.editor.context import PartPage

USE = N_("Use")
"""The page of a module that says where it was used."""

_SENTENCES: dict[str, Callable[[int], str]] = {
    "counted": lambda n: ngettext("{number} module", "{number} modules", n),
    "selected": lambda n: ngettext("{number} module selected", "{number} modules selected", n),
    "title": lambda n: ngettext("Change {number} module", "Change {number} modules", n),
    "empty": lambda n: ngettext(
        "“{field}” will be empty in {number} module.", "“{field}” will be empty in {number} modules.", n
    ),
    "add": lambda n: ngettext(
        "It is added to “{field}” of {number} module; existing values stay.",
        "It is added to “{field}” of {number} modules; existing values stay.",
        n,
    ),
    "remove": lambda n: ngettext(
        "It is removed from “{field}” of {number} module where it stands.",
        "It is removed from “{field}” of {number} modules where it stands.",
        n,
    ),
    "set": lambda n: ngettext(
        "“{field}” will be the same in {number} module.", "“{field}” will be the same in {number} modules.", n
    ),
    "deleted": lambda n: ngettext("{number} module is in the bin.", "{number} modules are in the bin.", n),
    "restored": lambda n: ngettext("{number} module is back in the list.", "{number} modules are back in the list.", n),
    "changed": lambda n: ngettext("“{field}” changed in {number} module.", "“{field}” changed in {number} modules.", n),
    "exported": lambda n: ngettext("{number} module written to {name}.", "{number} modules written to {name}.", n),
    "without": lambda n: ngettext("Without “{term}”: {number} module", "Without “{term}”: {number} modules", n),
}


class ModuleListSpec(ListSpec):
    """What trainings and courses are made of."""

    type = "module"
    key = "modules"
    pill = "code"
    imported = False
    folded_facets = ("publisher", "targets")
    fit_order = ("title", "languages", "hours", "version", "code")
    one_by_one = ("title", "summary", "units", "attachments", "source_id")
    elsewhere = frozenset({"activity", "organisation", "person", *VISIT_TYPES})

    @property
    def counted_sentences(self) -> Mapping[str, Callable[[int], str]]:
        """See `ListSpec`."""
        return _SENTENCES

    @property
    def picture(self) -> str:
        """That of the page."""
        return "learning"

    def pages_beside(self) -> Mapping[str, Sequence[PartPage]]:
        """Where it was used."""
        from desktop.ui.editor.context import PartPage
        from desktop.ui.learning.module_use import ModuleUse

        return {"module": (PartPage(USE, ModuleUse),)}

    def search_hint(self) -> str:
        """An example."""
        return _("Search modules, or language:fr target:SDG:11")

    def new_words(self) -> str:
        """The button that makes one."""
        return _("&New module")

    def menu_words(self) -> str:
        """The menu."""
        return _("Mod&ule")

    def not_listed(self) -> str:
        """The record at the right is not in the list."""
        return _("The module is not among those that you search for.")

    def first_words(self) -> tuple[str, str]:
        """There are none yet."""
        return _("No modules yet"), _(
            "A module is what a training or a course teaches. Add the first one, or look at the sample: it has those of UCLG."
        )

    def no_match(self, query: str) -> str:
        """Nothing was found."""
        return _("No module matches “{query}”").format(query=query)

    def back_words(self) -> str:
        """Back to the list."""
        return _("Bac&k to the modules")
