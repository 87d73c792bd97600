"""Which learners were counted already: keyed hashes in a folder beside the workspace, until the course run is closed.

The folder, `<workspace>.learners`, is of the desk as its attachments are: it moves with them to another computer. Nothing of
it is in the workspace file, its backups, packages or reports. Each run has a key of its own there, and a file for each list
that was counted. The run names those that count: undoing an import takes its list out, and redoing it puts it back. Names
and addresses of learners stand beside a list only where the manager of the course said so.
"""

from __future__ import annotations

import io
import json
import secrets
import sys
import uuid
import zlib
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any, cast

from desktop.errors import UserFacingError
from desktop.i18n import _
from desktop.learning.learner import Learner, LearnerList, LearnerName
from desktop.system.files import delete_file, discard_file, discard_folder, write_whole

_KEY_BYTES = 32
_KEY = "key"
_NAMES = ".names"


def learners_folder(workspace: Path) -> Path:
    """The folder beside a workspace file that holds what tells learners apart."""
    return workspace.with_name(f"{workspace.name}.learners")


def new_secret() -> bytes:
    """A key for the hashes of one run."""
    return secrets.token_bytes(_KEY_BYTES)


class SeenLearners:
    """The learners of one course run, as far as they are known here."""

    def __init__(self, workspace: Path, run_id: str) -> None:
        self.folder = learners_folder(workspace) / str(uuid.UUID(run_id))

    def read_secret(self) -> bytes | None:
        """The key of the hashes; None before the first list. Raises UserFacingError."""
        path = self.folder / _KEY
        try:
            found = path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise self._not_kept(error) from error
        if len(found) != _KEY_BYTES:
            raise UserFacingError(
                _("The key used to recognise learners cannot be read: {file} is damaged.").format(file=path),
                kept=_("Nothing was counted."),
                todo=_("Put it back from a copy of that folder; or delete it, and import the lists of the run again."),
            )
        return found

    def save_list(self, found: LearnerList, secret: bytes, names: Sequence[LearnerName] | None = None) -> str:
        """Remember a list; returns the name by which the run knows it. `names`: where they are kept. Raises UserFacingError."""
        name = uuid.uuid4().hex
        head = json.dumps({"day": found.day, "certificates": found.certificates})
        lines = ("\t".join((*map(str, each.days), *each.groups, *each.keys)) for each in found.learners)
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if self.read_secret() is None:
                write_whole(self.folder / _KEY, secret, private=True)
            if names is not None:
                _write_names(self.folder / f"{name}{_NAMES}", names)
            write_whole(self.folder / name, zlib.compress("\n".join((head, *lines)).encode(), 6), private=True)
        except OSError as error:
            raise self._not_kept(error) from error
        return name

    def read_saved(self, name: str) -> LearnerList | None:
        """A list by its name; None where it was not counted here, or cannot be read."""
        try:
            path = self.folder / uuid.UUID(hex=name).hex
            head, _newline, lines = zlib.decompress(path.read_bytes()).decode().partition("\n")
            about = cast("dict[str, Any]", json.loads(head))
            learners = tuple(map(_learner, io.StringIO(lines)))
            return LearnerList(int(about["day"]), learners, about["certificates"], {})
        except (OSError, ValueError, KeyError, TypeError, zlib.error):
            return None

    def read_names(self, lists: Sequence[str]) -> list[LearnerName]:
        """The names that are kept of these lists, one after the other."""
        return [each for name in lists for each in _read_names(self.folder / f"{name}{_NAMES}")]

    def keeps_names(self, lists: Sequence[str]) -> bool:
        """Are names kept of any of these lists?"""
        return any((self.folder / f"{name}{_NAMES}").is_file() for name in lists)

    def discard_list(self, name: str) -> None:
        """Forget a list that was not counted after all."""
        for each in (name, f"{name}{_NAMES}"):
            discard_file(self.folder / each)

    def discard_names(self, keys: Collection[str] | None = None) -> None:
        """Delete all names and addresses, or those of the learner with any of these keys; the numbers and the hashes stay.

        Raises UserFacingError.
        """
        try:
            for path in self.folder.glob(f"*{_NAMES}"):
                if keys is None:
                    delete_file(path)
                else:
                    _write_names(path, [each for each in _read_names(path) if set(each.keys).isdisjoint(keys)])
        except OSError as error:
            raise UserFacingError(
                _("The names cannot be deleted: another program holds {file}.").format(file=self.folder),
                kept=_("Nothing else was changed."),
                todo=_("Close other programs that read this folder, and try again."),
            ) from error

    def discard(self) -> bool:
        """Forget the key and all lists; False where another program holds them."""
        return not self.folder.is_dir() or discard_folder(self.folder)

    def _not_kept(self, error: OSError) -> UserFacingError:
        return UserFacingError(
            _("The data used to recognise learners cannot be saved in {folder}: {reason}.").format(
                folder=self.folder, reason=error.strerror or str(error)
            ),
            kept=_("Nothing was counted."),
            todo=_("Make sure that this folder can be written to, then try again."),
        )


def _write_names(path: Path, names: Sequence[LearnerName]) -> None:
    said = json.dumps([[*each] for each in names], ensure_ascii=False)
    write_whole(path, zlib.compress(said.encode(), 6), private=True)


def _read_names(path: Path) -> list[LearnerName]:
    try:
        rows = cast("list[list[Any]]", json.loads(zlib.decompress(path.read_bytes())))
        return [LearnerName(tuple(keys), str(name), str(email)) for keys, name, email in rows]
    except (OSError, ValueError, TypeError, zlib.error):
        return []


def _learner(line: str) -> Learner:
    one, two, three, four, country, sex, language, organisation, *keys = line.rstrip("\n").split("\t")
    groups = (sys.intern(country), sys.intern(sex), sys.intern(language), sys.intern(organisation))
    return Learner(tuple(keys), (int(one), int(two), int(three), int(four)), groups)
