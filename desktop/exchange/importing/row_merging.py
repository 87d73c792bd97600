"""Several rows that tell of one activity (a list by indicator, by month, by district) made into one draft."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.exchange.importing import problems
from desktop.exchange.importing.row_reader import Draft
from desktop.workspace import ACTIVITY

_MAX_PLACES = 300  # characters


def combine_rows(drafts: Sequence[Draft]) -> Draft:
    """One draft of all rows: sets together, the earliest start, the latest end, places one after another.

    Numbers that differ are left out: they count different things, and neither one nor their sum would be
    true.
    """
    if len(drafts) == 1:
        return drafts[0]
    whole = Draft(dict(drafts[0].values))
    for draft in drafts:
        whole.links.extend(link for link in draft.links if link not in whole.links)
        whole.problems.extend(trouble for trouble in draft.problems if trouble not in whole.problems)
    for name in dict.fromkeys(name for draft in drafts for name in draft.values):
        found = list(dict.fromkeys(value for draft in drafts if (value := draft.values.get(name)) is not None))
        if len(found) > 1 and "/" not in name:
            _choose_value(whole, name, [str(value) for value in found])
        else:
            whole.values[name] = found[0]
    return whole


def _choose_value(whole: Draft, name: str, found: list[str]) -> None:
    field = ACTIVITY.by_name[name]
    if field.rules.is_number:
        whole.values.pop(name, None)
        whole.problems.append((problems.DIFFERENT_NUMBERS, field.label, ""))
    elif name == "start":
        whole.values[name] = min(found)
    elif name == "end":
        whole.values[name] = max(found)
    elif name == "municipality" and len("; ".join(found)) <= _MAX_PLACES:
        whole.values[name] = "; ".join(found)
    else:
        whole.values[name] = found[0]
        whole.problems.append((problems.DIFFERENT, field.label, found[1]))
