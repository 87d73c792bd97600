"""The two kinds of errors: what the world did (told to the user) and what we did (a bug, loud)."""

from __future__ import annotations


class UserFacingError(Exception):
    """Something the world did: a full disk, a broken file, a folder taken away.

    `what` happened, what was `kept`, what `todo`: translated sentences, each may be empty but the first.
    """

    def __init__(self, what: str, *, kept: str = "", todo: str = "") -> None:
        self.what, self.kept, self.todo = _text(what), _text(kept), _text(todo)
        super().__init__(" ".join(part for part in (self.what, self.kept, self.todo) if part))


class ProgrammingError(RuntimeError):
    """A rule of the program was broken by the program: a bug, to be reported, never to be hidden."""


class Cancelled(Exception):
    """The person cancelled; whatever was half done has been taken back."""


def _text(sentence: str) -> str:
    """A sentence may name a file, and a name may hold bytes that no text can: those are written as `\\udce9`."""
    return sentence.encode("utf-8", "backslashreplace").decode("utf-8")
