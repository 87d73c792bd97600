"""What is missing, in words: which changes of whom, and that they be asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desktop.exchange.packages.exporting import desk_names
from desktop.words import _, ngettext
from desktop.workspace import Workspace
from desktop.workspace.changes.have_sets import MANY, HaveSet, Interval
from desktop.workspace.merge.merging import MergeReport

_SPANS = 6


def numbers_words(spans: Sequence[Interval]) -> str:
    """Intervals of seqs: "4, 7 to 9"."""
    numbers = [_span_words(*span) for span in spans[:_SPANS]]
    return ", ".join(numbers + ["…"] * (len(spans) > _SPANS))


def _span_words(first: int, last: int) -> str:
    if last >= MANY:
        return _("{first} and many more").format(first=first)
    return str(first) if first == last else _("{first} to {last}").format(first=first, last=last)


def rights_words(report: MergeReport, sender: str) -> list[str]:
    """What of a package did not come in, or waits for a decision, a sentence each. `sender`: who brought it."""
    said = decision_words(report.refused, report.kept_out, report.requests, sender)
    if report.cloned:
        said.append(
            _(
                "A copy of this desk has written under its name. Nothing was lost, and both go on apart: ask who uses the copy."
            )
        )
    return said


def decision_words(refused: Mapping[str, int], kept_out: Mapping[str, int], requests: int, sender: str) -> list[str]:
    """The same of figures as they were kept."""
    said: list[str] = []
    if count := refused.get("unproven", 0):
        words = ngettext(
            "{count} change was refused: nothing proves that its author wrote it. It was brought by {sender}.",
            "{count} changes were refused: nothing proves that their authors wrote them. They were brought by {sender}.",
            count,
        )
        said.append(words.format(count=count, sender=sender))
    if count := sum(refused.values()) - refused.get("unproven", 0):
        words = ngettext(
            "{count} change was refused: it says something else than what its author wrote. It was brought by {sender}.",
            "{count} changes were refused: they say something else than what their author wrote. They were brought by"
            " {sender}.",
            count,
        )
        said.append(words.format(count=count, sender=sender))
    if count := sum(kept_out.values()):
        words = ngettext(
            "{count} change waits for your decision: nobody can tell whether its author wrote it. “requests” lists it.",
            "{count} changes wait for your decision: nobody can tell whether their authors wrote them. “requests” lists"
            " them.",
            count,
        )
        said.append(words.format(count=count))
    if requests:
        words = ngettext(
            "{count} request to erase what others wrote waits for your decision. “requests” lists it.",
            "{count} requests to erase what others wrote wait for your decision. “requests” lists them.",
            requests,
        )
        said.append(words.format(count=requests))
    return said


def missing_words(workspace: Workspace, missing: HaveSet, desks: Mapping[str, str]) -> list[str]:
    """A sentence for each desk of which something is missing; `desks` says who writes where, as a package told."""
    with workspace.reading() as conn:
        names = {**desks, **desk_names(conn, missing)}
    return [
        _("No. {numbers} from the desk of {desk} is missing: ask for it, or for a full package.").format(
            numbers=numbers_words(spans), desk=names.get(replica, replica[:8])
        )
        for replica, spans in sorted(missing.items())
    ]
