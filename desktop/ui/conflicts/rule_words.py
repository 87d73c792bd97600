"""The rules that settle many conflicts at once, as a person reads them."""

from __future__ import annotations

from desktop.words import _
from desktop.workspace.decisions import BOTH, FROM, MINE, THEIRS


def rule_words(rule: str, number: int, total: int) -> str:
    """What the rule would do: "Take theirs (38 of 40)"."""
    if rule == MINE:
        words = _("Take &mine")
    elif rule == THEIRS:
        words = _("Take &theirs")
    elif rule == BOTH:
        words = _("Take &both: texts one after the other, what one side added stays")
    elif rule.startswith(FROM):
        words = _("Take what {name} wrote").format(name=rule.removeprefix(FROM).replace("&", "&&"))
    else:
        words = _("Take what was written &last")
    if number == total:
        return words
    return _("{rule} ({number} of {total})").format(rule=words, number=number, total=total)
