"""What a desk learnt from accepted suggestions: how often a stem stood in a text for which a code was accepted.

Kept in the workspace file beside the records; no package, report or table contains it. An erasure forgets all of it, since
a count does not say whose words it counted.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, cast

from desktop.workspace.storage.file_format import LEARNT

if TYPE_CHECKING:
    from desktop.workspace import Workspace

_MOST_CODES, _MOST_STEMS = 400, 200

Counts = Mapping[str, Mapping[str, int]]
"""By code, how often a stem led to it here."""


def read_learnt(workspace: Workspace) -> Counts:
    """What this desk learnt; what cannot be read counts as nothing."""
    try:
        found: Any = json.loads(workspace.meta(LEARNT) or "{}")
    except ValueError:
        return {}
    if not isinstance(found, dict):
        return {}
    return {
        code: {stem: count for stem, count in cast("dict[str, Any]", stems).items() if isinstance(count, int)}
        for code, stems in cast("dict[str, Any]", found).items()
        if isinstance(stems, dict)
    }


def learn(workspace: Workspace, accepted: Iterable[tuple[str, Iterable[str]]]) -> None:
    """Count the stems of texts for which a code was accepted. Part of the action under way."""
    counts = {code: dict(stems) for code, stems in read_learnt(workspace).items()}
    for code, stems in accepted:
        own = counts.pop(code, {})
        for stem in dict.fromkeys(stems):
            own[stem] = own.pop(stem, 0) + 1
        counts[code] = dict(list(own.items())[-_MOST_STEMS:])  # the newest stand last
    kept = dict(list(counts.items())[-_MOST_CODES:])
    workspace.set_meta(LEARNT, json.dumps(kept, ensure_ascii=False))


def forget_learnt(workspace: Workspace) -> int:
    """Forget all that was learnt; returns for how many codes something was known."""
    count = len(read_learnt(workspace))
    workspace.set_meta(LEARNT, "")
    return count
