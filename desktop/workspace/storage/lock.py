"""One writer at a time: an operating-system lock on this computer, and a note for other computers and for people.

The lock (`.~name.focal.lock`) is the kernel's: it goes when its program goes, killed or not, so nothing stale can be
left. It does not reach other computers that see the same file through a synchronised folder or a share. For those, and to say
who it is, a note (`.~name.focal.owner`) names person, computer and time, and is renewed while the workspace is open. A
note from another computer counts while it is fresh; an old one is taken over. A program that finds its note replaced
(its computer slept meanwhile) learns it from `lost`. Should both write all the same, the two copies are copies: each gets a
replica id of its own at its next opening, and SQLite's own locks keep each file whole.
"""

from __future__ import annotations

import json
import os
import threading
import time
import uuid
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from desktop.errors import UserFacingError
from desktop.i18n import _
from desktop.system.computer import computer_name, host_id
from desktop.system.errors import saving_error
from desktop.system.files import delete_file, real_path, write_whole
from desktop.system.kernel_lock import KernelLock
from desktop.system.local_time import local_time
from desktop.system.synced_folders import sync_service
from desktop.workspace.storage.home import desk_home

RENEW_S = 120
"""Seconds between two renewals of the note."""

RENEW_SYNCED_S = 600
"""The same in a synchronised folder, where each renewal is sent to every computer: as seldom as FRESH_S allows."""

FRESH_S = 900
"""Seconds after which the note of another computer counts for nothing; long enough for a slow synchronisation."""


LOOK_S = 10
"""Seconds after which the note is read again before a write."""

_YEAR_2100 = 4_102_444_800.0


class HeldElsewhere(UserFacingError):
    """Another program writes this workspace; `holder` says who, in words."""

    def __init__(self, path: Path, holder: str) -> None:
        super().__init__(
            _("{name} is in use by {holder}.").format(name=path.name, holder=holder),
            kept=_("Meanwhile you can open it read-only."),
            todo=_("Close it on the other computer to edit it here."),
        )
        self.holder = holder


@dataclass(frozen=True)
class Owner:
    """What the note says."""

    who: str
    computer: str
    since: float  # seconds since 1970 UTC
    renewed: float
    process: int
    mark: str  # of this one holding
    host: str = ""  # `host_id` of the computer; older versions wrote only its name

    def words(self) -> str:
        """Who it is: "Amina on LAPTOP-7, since 24 November, 09:12"."""
        since = local_time(self.since * 1000).strftime("%Y-%m-%d %H:%M")
        if self.who:
            return _("{who} on {computer}, since {since}").format(who=self.who, computer=self.computer, since=since)
        return _("another program on {computer}, since {since}").format(computer=self.computer, since=since)

    def elsewhere(self, host: str) -> bool:
        """Is it another computer than the one with this id?"""
        return self.host != host if self.host else self.computer != computer_name()

    def fresh(self, now: float) -> bool:
        """Was it renewed lately? A clock far ahead of ours says nothing."""
        return -FRESH_S <= now - self.renewed <= FRESH_S


@dataclass(frozen=True)
class Moment:
    """A moment by two clocks: one stands still while a computer sleeps, on some systems; the other may be set back."""

    wall: float
    steady: float

    @classmethod
    def now(cls) -> Moment:
        """This one."""
        return cls(time.time(), time.monotonic())

    def age_s(self) -> float:
        """How long ago it is at most, in seconds; a wall clock that was set back counts as having gone on."""
        return max(abs(time.time() - self.wall), time.monotonic() - self.steady)


def lock_path(path: Path) -> Path:
    """The file that the kernel's lock is on; empty."""
    return path.with_name(f".~{path.name}.lock")


def owner_path(path: Path) -> Path:
    """The note that says who holds it."""
    return path.with_name(f".~{path.name}.owner")


def read_owner(path: Path) -> Owner | None:
    """The note beside a workspace; None if there is none or it cannot be understood."""
    try:
        found: dict[str, Any] = json.loads(owner_path(path).read_text("utf-8"))
        owner = Owner(
            str(found["who"]),
            str(found["computer"]),
            float(found["since"]),
            float(found["renewed"]),
            int(found["process"]),
            str(found["mark"]),
            str(found.get("host", "")),
        )
        return owner if 0 <= owner.since < _YEAR_2100 else None
    except (OSError, ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        return None


class WorkspaceLock:
    """Holds a workspace for writing from `acquire` to `release`."""

    def __init__(self) -> None:
        self._lock: KernelLock | None = None
        self._path: Path | None = None
        self._owner: Owner | None = None
        self._end = threading.Event()
        self._renewer: threading.Thread | None = None
        self._seen = Moment.now()
        self._looking = threading.Lock()
        self.lost = False
        """Another computer took over while this one slept: stop writing, open again."""

    def acquire(self, path: Path, who: str, *, home: Path | None = None) -> WorkspaceLock:
        """Hold the workspace at `path` for `who` (a person's name, may be empty); returns itself.

        `home`: the folder of this computer's own memory, see `home.desk_home`.

        Raises HeldElsewhere, or UserFacingError where the folder may only be read or is gone.
        """
        path = real_path(path)
        lock = KernelLock(lock_path(path))
        try:
            if not lock.acquire():
                owner = read_owner(path)
                raise HeldElsewhere(path, owner.words() if owner else _("another program"))
        except NotImplementedError:
            pass  # a share without locks: the note alone has to do
        except OSError as error:
            raise saving_error(error, path) from error
        now, host = time.time(), _host(home)
        found = read_owner(path)
        if found is not None and found.elsewhere(host) and found.fresh(now):
            lock.release()
            raise HeldElsewhere(path, found.words())
        self._owner = Owner(who, computer_name(), now, now, os.getpid(), uuid.uuid4().hex, host)
        try:
            self._write_note(path, self._owner)
        except OSError as error:
            lock.release()
            raise saving_error(error, path) from error
        self._lock, self._path, self._seen = lock, path, Moment.now()
        self._end.clear()
        self._renewer = threading.Thread(target=self._renew, name="workspace-lock", daemon=True)
        self._renewer.start()
        return self

    def release(self) -> None:
        """Let go; harmless when nothing is held."""
        self._end.set()
        if self._renewer is not None:
            self._renewer.join()
            self._renewer = None
        if self._lock is None or self._path is None:
            return
        found = read_owner(self._path)
        if found is not None and self._owner is not None and found.mark == self._owner.mark:
            with suppress(OSError):  # the disk is gone; the note grows old by itself
                delete_file(owner_path(self._path))
        self._lock.release()
        self._lock = None

    def still_held(self) -> bool:
        """Is it still this one that holds the workspace? To be asked before each write, not on the window's thread.

        Where no look at the note is recent, this one looks: after a sleep one of the clocks has gone on.
        """
        if self._seen.age_s() > LOOK_S:
            self._look()
        return not self.lost

    def _look(self) -> None:
        """Does the note still say that it is this one?"""
        with self._looking:
            path, owner = self._path, self._owner
            if path is None or owner is None or self.lost:
                return
            found = read_owner(path)
            self.lost = found is not None and found.mark != owner.mark
            self._seen = Moment.now()

    def _renew(self) -> None:
        while not self._end.wait(self.renew_after_s):
            self._look()
            path, owner = self._path, self._owner
            if path is None or owner is None or self.lost:
                return
            self._owner = replace(owner, renewed=time.time())
            try:
                self._write_note(path, self._owner)
            except OSError:
                continue  # the disk is gone or full for now; the kernel's lock holds on

    @property
    def renew_after_s(self) -> int:
        """Seconds between two renewals of the note, where it lies now."""
        return RENEW_SYNCED_S if self._path is not None and sync_service(self._path) else RENEW_S

    @staticmethod
    def _write_note(path: Path, owner: Owner) -> None:
        write_whole(owner_path(path), json.dumps(asdict(owner), ensure_ascii=False).encode())


def _host(home: Path | None) -> str:
    """The id of this computer, also where it has no folder of its own memory."""
    try:
        return host_id(desk_home(home))
    except OSError:
        return host_id(Path(os.devnull))
