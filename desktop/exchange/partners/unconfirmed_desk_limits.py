"""How much a desk may send before a person is asked: whoever is not confirmed could fill this desk with anything."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.errors import UserFacingError
from desktop.exchange.partners.trust import Trust, Verdict
from desktop.i18n import _, ngettext

MOST_BYTES, MOST_CHANGES, MOST_WRITERS = 50_000_000, 50_000, 100
"""Of a package of a desk whose verification code nobody here has compared."""


class LargePackageError(UserFacingError):
    """A package brings more than a desk may that is not confirmed: it waits for a person."""

    def __init__(self, words: str, package: str) -> None:
        super().__init__(
            _("{file}: {reason}").format(file=package, reason=words),
            kept=_("Nothing was imported."),
            todo=_("If you expect that, import it with “--large”, or confirm this desk first."),
        )
        self.words = words


@dataclass(frozen=True, slots=True)
class Amounts:
    """What a package would bring."""

    size: int  # bytes of the file
    changes: int
    writers: int  # desks beside the sender that are new here

    def excess(self, verdict: Verdict, confirmed: bool) -> str:
        """What of it is more than this sender may bring without a question, in a sentence; "" where nothing is."""
        if confirmed or verdict.trust is Trust.OWN:
            return ""
        parts: list[str] = []
        if self.size > MOST_BYTES:
            parts.append(_("{size} MB").format(size=round(self.size / 1e6)))
        if self.changes > MOST_CHANGES:
            parts.append(ngettext("{count} change", "{count} changes", self.changes).format(count=self.changes))
        if self.writers > MOST_WRITERS:
            words = ngettext("changes of {count} new desk", "changes of {count} new desks", self.writers)
            parts.append(words.format(count=self.writers))
        if not parts:
            return ""
        return _("{name} is not confirmed, and it brings more than usual: {amounts}.").format(
            name=verdict.name, amounts=", ".join(parts)
        )
