"""The words in which texts differ, marked: by ground, weight and a line below, never by colour alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import escape

_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
_MOST = 4_000
"""Words; longer texts are compared line by line first, since comparing words takes the square of their number."""
_AROUND = 100
"""Signs of context that a shortened text keeps beside what differs."""


@dataclass(frozen=True)
class Run:
    """A stretch of a text that the other text has too, or has not."""

    text: str
    differs: bool


def differences(text: str, other: str, most: int = 0) -> list[Run]:
    """The text in runs, joined they are the text again; marked is what is not at its place in the other one.

    `most`: pairs of words to be compared at most; where there are more, all between the common beginning and end is
    marked. 0: however many, which takes long for long texts.
    """
    mine, theirs = _tokens(text, other), _tokens(other, text)
    head = _same(mine, theirs)
    tail = _same(mine[head:][::-1], theirs[head:][::-1])  # most edits are short: only what lies between is compared
    found = [Run("".join(mine[:head]), False)]
    between = mine[head : len(mine) - tail]
    against = theirs[head : len(theirs) - tail]
    if most and len(between) * len(against) > most:
        found.append(Run("".join(between), True))
    else:
        matcher = SequenceMatcher(None, between, against, autojunk=False)
        for tag, start, end, _other_start, _other_end in matcher.get_opcodes():
            found.append(Run("".join(between[start:end]), tag != "equal"))
    found.append(Run("".join(mine[len(mine) - tail :]), False))
    return _joined([run for run in found if run.text])


def _same(mine: Sequence[str], theirs: Sequence[str]) -> int:
    """How many tokens they begin with alike."""
    return next((at for at, (one, two) in enumerate(zip(mine, theirs, strict=False)) if one != two),
                min(len(mine), len(theirs)))  # fmt: skip


def shortened(runs: Sequence[Run]) -> list[Run]:
    """The same with long stretches that do not differ cut to what lies beside the marked words."""
    found: list[Run] = []
    for place, run in enumerate(runs):
        first, last = place == 0, place == len(runs) - 1
        if run.differs or len(run.text) <= _AROUND * (3 if first or last else 4):
            found.append(run)
        elif first and last:
            found.append(Run(f"{run.text[: _AROUND * 3]}…", False))
        elif first:
            found.append(Run(f"…{run.text[-_AROUND:]}", False))
        elif last:
            found.append(Run(f"{run.text[:_AROUND]}…", False))
        else:
            found.append(Run(f"{run.text[:_AROUND]} … {run.text[-_AROUND:]}", False))
    return found


def _tokens(text: str, other: str) -> list[str]:
    if max(len(text), len(other)) > _MOST * 6:
        return text.splitlines(keepends=True)
    return _TOKEN.findall(text)


def _joined(runs: Sequence[Run]) -> list[Run]:
    """A blank between two marked words is marked with them; runs alike become one."""
    found: list[Run] = []
    for place, run in enumerate(runs):
        between = 0 < place < len(runs) - 1 and runs[place - 1].differs and runs[place + 1].differs
        differs = run.differs or (between and not run.text.strip())
        if found and found[-1].differs == differs:
            found[-1] = Run(found[-1].text + run.text, differs)
        else:
            found.append(Run(run.text, differs))
    return found


def as_html(runs: Sequence[Run], ground: str, ink: str) -> str:
    """For a label; `ground` and `ink` are colours as #rrggbb."""
    style = f"background-color:{ground}; color:{ink}; font-weight:600; text-decoration:underline"
    parts = [
        f'<span style="{style}">{_html(run.text)}</span>' if run.differs and run.text.strip() else _html(run.text)
        for run in runs
    ]
    return "".join(parts)


def _html(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def marked_words(runs: Sequence[Run]) -> str:
    """The marked words alone, for those who hear the page."""
    return " … ".join(run.text.strip() for run in runs if run.differs and run.text.strip())
