"""How sources are read: learnt at each import, kept with the workspace, and carried to other desks as files of their own."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from desktop.errors import UserFacingError
from desktop.exchange.columns.column_mapping import ColumnMapping, mapping_from_json
from desktop.i18n import _
from desktop.system.errors import reading_error, writing_error
from desktop.system.files import write_whole
from desktop.vocabularies import fold
from desktop.workspace import Workspace
from desktop.workspace.changes.change_log import write_meta

if TYPE_CHECKING:
    from sqlalchemy import Connection

_IMPORTED, _SAVED, _HEADINGS, _FILE = "import mapping:", "saved mapping:", "import headings:", "import file:"
EDITIONS = "import editions:"
_KEYS = (_IMPORTED, _SAVED, _HEADINGS, _FILE, EDITIONS)
"""Before the name of a source, the keys under which the workspace keeps what is known of it."""

_OF_THE_DAY = re.compile(r"[\d\W_]+|\b(copy|copie|copia|final|v|version)\b")
"""What differs in the name of a list from one time to the next."""
_SAME_COLUMNS = 6
"""Columns that are all the same, before two lists of different names are taken for one kind of list."""
_MOST_BYTES = 10_000_000
"""Of a file with a mapping: what is longer is something else."""
_SHARE = 0.5
"""The share of a mapping's columns that a list of like name must have."""


@dataclass(frozen=True)
class SavedMapping:
    """How a source is read the next time, and the columns that its list had."""

    source: str
    mapping: ColumnMapping
    headings: tuple[str, ...]
    file: str = ""
    """The file that was imported with it last; "" where none was, or by an older version."""
    day: str = ""
    """When that was: YYYY-MM-DD."""

    def to_json(self) -> str:
        """The text of a file that another desk can import."""
        whole = self.mapping.to_dict() | {"headings": list(self.headings)}
        return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def remember_import(
    workspace: Workspace, mapping: ColumnMapping, headings: Sequence[str], file: str, *, editions: str = ""
) -> None:
    """Keep how the source of a file was read; what was saved for it before has been applied. `editions`: with those that it
    had before, "" to leave them as they are.
    """
    source = mapping.source
    restore_mappings(
        workspace,
        ({EDITIONS + source: editions} if editions else {})
        | {
            _IMPORTED + source: mapping.to_json(),
            _HEADINGS + source: json.dumps(list(headings), ensure_ascii=False),
            _FILE + source: json.dumps([file, date.today().isoformat()], ensure_ascii=False),
            _SAVED + source: "",
        },
    )


def save_mapping(workspace: Workspace, saved: SavedMapping) -> None:
    """Have a source read so the next time; what was imported of it stays as it is until then."""
    workspace.set_meta(_SAVED + saved.source, saved.to_json())


def delete_mapping(workspace: Workspace, source: str) -> bool:
    """Forget how a source is read; False where there was nothing. Its next list is read as a new one."""
    kept = kept_values(workspace, source)
    restore_mappings(workspace, dict.fromkeys(kept, ""))
    return any(kept[before + source] for before in (_SAVED, _IMPORTED))


def rename_mapping(workspace: Workspace, source: str, name: str) -> None:
    """Keep how a source is read under another name: from now on lists of that name are read so, and no longer those of the old.

    Raises UserFacingError where nothing is kept for the source, no name is given, or the name has a mapping.
    """
    saved = saved_mapping(workspace, source)
    if saved is None:
        raise unknown_mapping(source, _("Nothing was renamed."))
    name = " ".join(name.split())
    if not name or (name != source and saved_mapping(workspace, name) is not None):
        raise UserFacingError(
            _("There is already a mapping for “{source}”.").format(source=name) if name else _("The name is empty."),
            kept=_("Nothing was renamed."),
            todo=_("Choose another name."),
        )
    before = kept_values(workspace, source)
    after = {key.removesuffix(source) + name: value for key, value in before.items()}
    for key in (_IMPORTED + name, _SAVED + name):
        if after[key]:
            after[key] = json.dumps(json.loads(after[key]) | {"source": name}, ensure_ascii=False)
    if any(before.values()):
        kept = json.loads(after[EDITIONS + name] or "{}")
        former = list(dict.fromkeys((*kept.get("former", ()), source)))
        kept["former"] = [each for each in former if each != name]
        after[EDITIONS + name] = json.dumps(kept, ensure_ascii=False)
    restore_mappings(workspace, dict.fromkeys(before, "") | after)


def kept_values(workspace: Workspace, *sources: str) -> dict[str, str]:
    """All that is kept of how some sources are read, for `restore_mappings`."""
    return {before + source: workspace.meta(before + source) for source in sources for before in _KEYS}


def restore_mappings(workspace: Workspace, kept: Mapping[str, str]) -> None:
    """Have it as `kept_values` found it: all or nothing."""

    def write(conn: Connection) -> None:
        for key, value in kept.items():
            write_meta(conn, key, value)

    workspace.journal.beside(write)


def unknown_mapping(source: str, kept: str) -> UserFacingError:
    """For a source of which nothing is known; `kept`: what did not happen."""
    return UserFacingError(
        _("No mapping is kept for “{source}”.").format(source=source),
        kept=kept,
        todo=_("“mapping list” shows those that are kept."),
    )


def write_mapping_file(saved: SavedMapping, path: Path) -> None:
    """Write a mapping into a file that another desk can import. Raises UserFacingError."""
    try:
        write_whole(path, saved.to_json().encode())
    except OSError as error:
        raise writing_error(error, path) from error


def open_mapping_file(path: Path, source: str = "") -> SavedMapping:
    """As `read_mapping_file`, of a file. Raises UserFacingError also where it cannot be read, or is too large for one."""
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise reading_error(error, path) from error
    return read_mapping_file(content[:_MOST_BYTES].decode("utf-8-sig", "replace"), source)


def saved_mappings(workspace: Workspace) -> list[SavedMapping]:
    """All that are known, by the name of their source."""
    with workspace.reading_directly() as conn:
        keys = [str(row[0]) for row in conn.execute("SELECT key FROM meta WHERE value <> '' ORDER BY key")]
    sources = {key.removeprefix(before) for key in keys for before in (_IMPORTED, _SAVED) if key.startswith(before)}
    found = [_saved(workspace, source) for source in sorted(sources, key=fold)]
    return [each for each in found if each is not None]


def saved_mapping(workspace: Workspace, source: str) -> SavedMapping | None:
    """How a source is read; None where it never was, and nothing was saved."""
    return _saved(workspace, source)


def read_mapping_file(text: str, source: str = "") -> SavedMapping:
    """A mapping that another desk exported, or that a person wrote, for a `source`; else for the one that it names.

    Raises UserFacingError for what is no mapping, and where no source is named.
    """
    try:
        raw: object = json.loads(text)
    except ValueError:
        raw = None
    whole = cast("dict[str, Any]", raw) if isinstance(raw, dict) else {}
    columns = _columns_in(whole)
    mapping = mapping_from_json(text, headings=columns)
    if source:
        mapping = replace(mapping, source=source)
    if not mapping.source:
        raise UserFacingError(
            _("The mapping does not say for which source it is."),
            kept=_("Nothing was saved."),
            todo=_("Name the source with --source NAME: the name of its file without the ending."),
        )
    named = whole.get("headings")
    headings = tuple(str(each) for each in cast("list[object]", named)) if isinstance(named, list) else columns
    return SavedMapping(mapping.source, mapping, headings)


def _columns_in(whole: dict[str, Any]) -> tuple[str, ...]:
    """Every column that a mapping speaks of."""
    found: dict[str, None] = {}
    for key in ("columns", "left_out", "private", "shared", "values", "headings"):
        value: object = whole.get(key)
        if isinstance(value, (dict, list)):
            found.update(dict.fromkeys(str(each) for each in cast("list[object]", value)))
    return tuple(found)


def _saved(workspace: Workspace, source: str) -> SavedMapping | None:
    kept = kept_values(workspace, source)
    text = kept[_SAVED + source] or kept[_IMPORTED + source]
    if not text:
        return None
    found = read_mapping_file(text, source)
    if not kept[_SAVED + source] and (headings := kept[_HEADINGS + source]):
        found = replace(found, headings=tuple(json.loads(headings)))
    file, day = json.loads(kept[_FILE + source] or '["", ""]')
    return replace(found, file=file, day=day)


def last_mapping(workspace: Workspace, source: str, headings: Sequence[str]) -> ColumnMapping | None:
    """The mapping of the last import of this source, columns that have gone since included; None for the first one."""
    last = workspace.meta(_IMPORTED + source)
    if not last:
        return None
    columns = _columns_in(json.loads(last))
    return mapping_from_json(last, headings=(*headings, *(each for each in columns if each not in headings)))


def initial_mapping(workspace: Workspace, guess: ColumnMapping, headings: Sequence[str]) -> ColumnMapping:
    """The mapping saved for this source, or of its last import, or of another list like it, without the columns that have
    gone since; the guess where there was none, or none of its columns is left. Columns that are new since are read as
    guessed; those of which nothing was said then stay on this desk as the guess says.
    """
    known = _known_before(workspace, guess.source, headings)
    if known is None or not any(known.mapping.use_of(heading) for heading in headings):
        return guess
    last = known.mapping
    for column in [use.column for use in last.uses if use.column not in headings]:
        last = last.without(column)
    for use in guess.uses:
        if use.column not in known.headings and not last.is_decided(use.column):
            last = last.with_use(use)
    for column in guess.private:
        if not last.is_decided(column):
            last = last.keeping_here(column)
    for column in guess.left_out:
        if not last.is_decided(column):
            last = last.leaving_out(column)
    return last


def known_source(workspace: Workspace, source: str, headings: Sequence[str]) -> str:
    """The source whose mapping a list of this name and these columns would be read by; "" for none."""
    known = _known_before(workspace, source, headings, renamed=False)
    return known.source if known is not None else ""


def _known_before(
    workspace: Workspace, source: str, headings: Sequence[str], *, renamed: bool = True
) -> SavedMapping | None:
    """What is kept for this source; else for one of the same name but for numbers and dates in it; else, of its columns
    alone, for one that had the very same columns.
    """
    known = _saved(workspace, source)
    if known is not None:
        return known
    others = saved_mappings(workspace)
    plain = _plain_name(source)
    for other in reversed(others):
        read = [use.column for use in other.mapping.uses]
        there = sum(1 for column in read if column in headings)
        if plain and _plain_name(other.source) == plain and there >= max(1, len(read) * _SHARE):
            return replace(other, mapping=replace(other.mapping, source=source)) if renamed else other
    for other in reversed(others):
        if len(headings) >= _SAME_COLUMNS and sorted(other.headings) == sorted(headings):
            uses = tuple(replace(use, date_order="", year="") for use in other.mapping.uses)
            mapping = replace(other.mapping, uses=uses, defaults={}, untitled=False, join_rows=False, source=source)
            return replace(other, mapping=mapping) if renamed else other
    return None


def _plain_name(source: str) -> str:
    return " ".join(_OF_THE_DAY.sub(" ", fold(source)).split())
