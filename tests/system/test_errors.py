"""What the system says, in sentences: each fault by itself, and reading told apart from writing."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from desktop.errors import UserFacingError
from desktop.system.errors import (
    _BY_ERRNO,
    _BY_WINERROR,
    _WORDS,
    Fault,
    denied,
    fault_of,
    is_full,
    reading_error,
    saving_error,
    writing_error,
)

PATH = Path("somewhere") / "table.xlsx"
ALL = (reading_error, writing_error, saving_error)


def error_of(number: int = 0, winerror: int = 0) -> OSError:
    error = OSError(number or errno.EACCES, "what the system says")
    if winerror:
        error.winerror = winerror  # type: ignore[attr-defined] - exists on Windows alone
    return error


@pytest.mark.parametrize(
    ("winerror", "words"),
    [
        (32, "is open in another program"), (33, "is open in another program"), (21, "is not ready"),
        (1167, "is not ready"), (1117, "its disk reports an error, or was taken out"), (225, "virus scanner"),
        (206, "too long"), (112, "is full"), (1295, "Your share of the disk"), (53, "network drive"),
        (64, "network drive"), (67, "network drive"), (19, "may only be read"), (123, "cannot be the name of a file"),
        (1921, "leads back to itself"), (223, "larger than a file may be"), (1450, "no memory left"),
    ],
)  # fmt: skip
def test_what_windows_says_by_a_number_of_its_own(winerror: int, words: str) -> None:
    """Python takes most of them for "permission denied"."""
    assert words in writing_error(error_of(winerror=winerror), PATH).what


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "is full"), (errno.EFBIG, "larger than a file may be"), (errno.EBUSY, "is open in another"),
        (errno.EROFS, "may only be read"), (errno.EISDIR, "is a folder"), (errno.ENAMETOOLONG, "too long"),
        (errno.ELOOP, "leads back to itself"), (errno.EMFILE, "no memory left"), (errno.ENOENT, "was not found"),
        (errno.EIO, "reports an error"), (errno.ETIMEDOUT, "network drive"), (errno.EINVAL, "what the system says"),
    ],
)  # fmt: skip
def test_what_the_others_say(number: int, words: str) -> None:
    assert words in writing_error(error_of(number), PATH).what


def test_every_fault_has_words_and_no_number_stands_for_two() -> None:
    assert set(_WORDS) == set(Fault)
    numbers = [number for those in _BY_WINERROR.values() for number in those]
    names = [name for those in _BY_ERRNO.values() for name in those]
    assert len(numbers) == len(set(numbers)) and len(names) == len(set(names))


@pytest.mark.parametrize("fault", list(Fault))
def test_each_says_what_happened_what_was_kept_and_what_to_do(fault: Fault) -> None:
    winerror = _BY_WINERROR.get(fault, (9999,))[0]
    for told in (make(error_of(winerror=winerror), PATH) for make in ALL):
        assert isinstance(told, UserFacingError)
        assert told.what and told.kept and told.todo and "{" not in str(told)


@pytest.mark.parametrize("fault", list(Fault))
def test_what_was_only_read_never_says_that_an_edit_was_lost(fault: Fault) -> None:
    for winerror in _BY_WINERROR.get(fault, ()):
        told = reading_error(error_of(winerror=winerror), PATH)
        assert told.kept == "Nothing was changed." and "last edit" not in str(told) and "write" not in told.todo
    assert "last edit" not in str(writing_error(error_of(winerror=_BY_WINERROR.get(fault, (9999,))[0]), PATH))


def test_the_number_of_windows_counts_before_that_of_python() -> None:
    assert fault_of(error_of(errno.EACCES, 32)) is Fault.IN_USE
    assert fault_of(error_of(errno.EACCES)) is Fault.DENIED
    assert is_full(error_of(errno.EACCES, 112)) and not is_full(error_of(errno.EACCES)) and not is_full(ValueError())


def test_a_name_that_cannot_be_shown_does_no_harm() -> None:
    long = saving_error(error_of(errno.EIO), Path("x" * 300)).what
    assert len(long) < 200 and "…" in long
    odd = Path("a\udcff\x1b[31m\u202eb.csv")
    told = reading_error(error_of(errno.EIO), odd).what
    assert told.isprintable() and told.encode("utf-8")
    assert str(Path("/")) in reading_error(error_of(errno.EISDIR), Path("/")).what


def test_windows_says_denied_of_a_workspace_that_another_program_has_open(tmp_path: Path) -> None:
    """A virus scanner: a trial with one had it called read-only, which it was not."""
    path = tmp_path / "desk.focal"
    path.touch()
    assert "is open in another program" in denied(path, windows=True).what
    assert "is read-only" in denied(path, windows=False).what
    assert "is read-only" in denied(tmp_path / "closed" / "desk.focal", windows=True).what
