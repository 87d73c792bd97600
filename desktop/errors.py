"""The two kinds of errors: what the world did (told to the user) and what we did (a bug, loud)."""

from __future__ import annotations


class UserFacingError(Exception):
    """Something the world did: a full disk, a broken file, a folder taken away.

    `what` happened, what was `kept`, what `todo`: translated sentences, each may be empty but the first.
    """

    def __init__(self, what: str, *, kept: str = "", todo: str = "") -> None:
        super().__init__(" ".join(part for part in (what, kept, todo) if part))
        self.what = what
        self.kept = kept
        self.todo = todo


class ProgrammingError(RuntimeError):
    """A rule of the program was broken by the program: a bug, to be reported, never to be hidden."""


class Cancelled(Exception):
    """The person cancelled; whatever was half done has been taken back."""
