"""Which learners were counted already: keyed hashes in this computer's own folder, until the course run is closed.

A workspace file travels, in backups and to colleagues; neither the key nor the hashes are in it. Each list that was counted
is a file of its own here. The course run names those that count: undoing an import takes its list out, and redoing it puts
it back.
"""

from __future__ import annotations

import io
import json
import secrets
import sys
import uuid
import zlib
from pathlib import Path
from typing import Any, cast

from desktop.errors import UserFacingError
from desktop.i18n import _
from desktop.learning.learner import Learner, LearnerList
from desktop.system.files import discard_file, discard_folder, exists, write_whole
from desktop.system.kernel_lock import KernelLock

_KEY_BYTES = 32


def read_or_make_secret(home: Path, workspace_id: str) -> bytes:
    """The key of the hashes of one workspace on this computer, made at first use. Raises UserFacingError."""
    path = home / "keys" / f"{uuid.UUID(workspace_id)}.learners"
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with KernelLock(path.with_name(".lock")).held():
            if not exists(path):
                write_whole(path, secrets.token_bytes(_KEY_BYTES), private=True)
        found = path.read_bytes()
    except OSError as error:
        raise _not_kept(path.parent, error) from error
    if len(found) != _KEY_BYTES:
        raise UserFacingError(
            _("The key used to recognise learners cannot be read: {file} is damaged.").format(file=path),
            kept=_("Nothing was counted."),
            todo=_("Put it back from a copy of that folder; or delete it, and import the lists of open courses again."),
        )
    return found


def save_list(home: Path, workspace_id: str, run_id: str, found: LearnerList) -> str:
    """Remember a list; returns the name by which the run knows it. Raises UserFacingError."""
    name = uuid.uuid4().hex
    path = _folder(home, workspace_id, run_id) / name
    head = json.dumps({"day": found.day, "certificates": found.certificates})
    lines = ("\t".join((*map(str, each.days), *each.groups, *each.keys)) for each in found.learners)
    data = "\n".join((head, *lines)).encode()
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(path, zlib.compress(data, 6), private=True)
    except OSError as error:
        raise _not_kept(path.parent, error) from error
    return name


def read_saved_list(home: Path, workspace_id: str, run_id: str, name: str) -> LearnerList | None:
    """A list by its name; None where it was not counted on this computer, or cannot be read."""
    try:
        path = _folder(home, workspace_id, run_id) / uuid.UUID(hex=name).hex
        head, _newline, lines = zlib.decompress(path.read_bytes()).decode().partition("\n")
        about = cast("dict[str, Any]", json.loads(head))
        learners = tuple(map(_learner, io.StringIO(lines)))
        return LearnerList(int(about["day"]), learners, about["certificates"], {})
    except (OSError, ValueError, KeyError, TypeError, zlib.error):
        return None


def _learner(line: str) -> Learner:
    one, two, three, four, country, sex, language, organisation, *keys = line.rstrip("\n").split("\t")
    groups = (sys.intern(country), sys.intern(sex), sys.intern(language), sys.intern(organisation))
    return Learner(tuple(keys), (int(one), int(two), int(three), int(four)), groups)


def discard_list(home: Path, workspace_id: str, run_id: str, name: str) -> None:
    """Forget a list that was not counted after all."""
    discard_file(_folder(home, workspace_id, run_id) / name)


def discard_lists(home: Path, workspace_id: str, run_id: str) -> bool:
    """Forget all lists of a run; False where another program holds them."""
    folder = _folder(home, workspace_id, run_id)
    return not folder.is_dir() or discard_folder(folder)


def _folder(home: Path, workspace_id: str, run_id: str) -> Path:
    return home / "learners" / str(uuid.UUID(workspace_id)) / str(uuid.UUID(run_id))


def _not_kept(folder: Path, error: OSError) -> UserFacingError:
    return UserFacingError(
        _("The data used to recognise learners cannot be saved in {folder}: {reason}.").format(
            folder=folder, reason=error.strerror or str(error)
        ),
        kept=_("Nothing was counted."),
        todo=_("See that this folder can be written, then try again."),
    )
