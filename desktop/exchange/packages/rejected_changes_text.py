"""What of a package did not come in, or waits for a decision, in sentences."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.i18n import _, ngettext
from desktop.workspace.merge.merging import MergeReport


def rejected_changes_sentences(report: MergeReport, sender: str) -> list[str]:
    """What of a package did not come in, or waits for a decision, a sentence each. `sender`: who brought it."""
    said = rejected_counts_sentences(report.refused, report.kept_out, report.requests, sender)
    if report.cloned:
        said.append(
            _(
                "A copy of this desk has written under its name. Nothing was lost, and both go on apart: ask who uses the copy."
            )
        )
    if count := report.second_versions:
        words = ngettext(
            "{count} change from a time without proofs says something else than the one that is here: both are kept."
            " “requests” says whom to ask.",
            "{count} changes from a time without proofs say something else than those that are here: both are kept."
            " “requests” says whom to ask.",
            count,
        )
        said.append(words.format(count=count))
    return said


def rejected_counts_sentences(
    refused: Mapping[str, int], kept_out: Mapping[str, int], requests: int, sender: str
) -> list[str]:
    """The same of figures as they were kept."""
    said: list[str] = []
    if count := refused.get("unproven", 0):
        words = ngettext(
            "{count} change was refused: nothing proves that its author wrote it. It was brought by {sender}.",
            "{count} changes were refused: nothing proves that their authors wrote them. They were brought by {sender}.",
            count,
        )
        said.append(words.format(count=count, sender=sender))
    if count := refused.get("old", 0):
        words = ngettext(
            "{count} change from a time without proofs was left out, as nothing comes in here any more without one.",
            "{count} changes from a time without proofs were left out, as nothing comes in here any more without one.",
            count,
        )
        said.append(words.format(count=count))
    if count := sum(refused.values()) - refused.get("unproven", 0) - refused.get("old", 0):
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
