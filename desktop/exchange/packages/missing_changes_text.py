"""What is missing, in words: which changes of whom, and that they be asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desktop.exchange.packages.package_writer import desk_names
from desktop.i18n import _
from desktop.workspace import Workspace
from desktop.workspace.changes.have_sets import MANY, HaveSet, Interval

_MAX_INTERVALS = 6


def intervals_text(spans: Sequence[Interval]) -> str:
    """Intervals of seqs: "4, 7 to 9"."""
    numbers = [_interval_text(*span) for span in spans[:_MAX_INTERVALS]]
    return ", ".join(numbers + ["…"] * (len(spans) > _MAX_INTERVALS))


def _interval_text(first: int, last: int) -> str:
    if last >= MANY:
        return _("{first} and many more").format(first=first)
    return str(first) if first == last else _("{first} to {last}").format(first=first, last=last)


def missing_changes_sentences(workspace: Workspace, missing: HaveSet, desks: Mapping[str, str]) -> list[str]:
    """A sentence for each desk of which something is missing; `desks` says who writes where, as a package told."""
    with workspace.reading() as conn:
        names = {**desks, **desk_names(conn, missing)}
    return [
        _("Change no. {numbers} of {desk} is missing: request it, or a full package.").format(
            numbers=intervals_text(spans), desk=names.get(replica, replica[:8])
        )
        for replica, spans in sorted(missing.items())
    ]
