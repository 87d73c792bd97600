"""How a source was read last: kept with the workspace, so that the next list of it is read in the same way."""

from __future__ import annotations

import json
from collections.abc import Sequence

from desktop.exchange.columns.column_mapping import ColumnMapping, mapping_from_json
from desktop.workspace import Workspace


def mapping_key(source: str) -> str:
    """Where the workspace keeps how a source was read last."""
    return f"import mapping:{source}"


def headings_key(source: str) -> str:
    """Where the workspace keeps which columns a source had last."""
    return f"import headings:{source}"


def last_mapping(workspace: Workspace, source: str, headings: Sequence[str]) -> ColumnMapping | None:
    """The mapping of the last import of this source, columns that have gone since included; None for the first one."""
    last = workspace.meta(mapping_key(source))
    if not last:
        return None
    stored = json.loads(last)
    columns = [each for key in ("columns", "left_out", "private", "shared", "values") for each in stored.get(key, ())]
    return mapping_from_json(last, headings=(*headings, *(each for each in columns if each not in headings)))


def initial_mapping(workspace: Workspace, guess: ColumnMapping, headings: Sequence[str]) -> ColumnMapping:
    """The mapping of the last import of this source, without the columns that have gone since; the guess where there
    was none, or none of its columns is left. Columns that are new since are read as guessed; those of which nothing was
    said then stay on this desk as the guess says.
    """
    last = last_mapping(workspace, guess.source, headings)
    if last is None or not any(last.use_of(heading) for heading in headings):
        return guess
    for column in [use.column for use in last.uses if use.column not in headings]:
        last = last.without(column)
    before = workspace.meta(headings_key(guess.source))
    seen: list[str] = json.loads(before) if before else list(headings)
    for use in guess.uses:
        if use.column not in seen and not last.is_decided(use.column):
            last = last.with_use(use)
    for column in guess.private:
        if not last.is_decided(column):
            last = last.keeping_here(column)
    for column in guess.left_out:
        if not last.is_decided(column):
            last = last.leaving_out(column)
    return last
