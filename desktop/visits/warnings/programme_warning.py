"""One warning about the programme of a visit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.i18n import _


@dataclass(frozen=True, slots=True)
class ProgrammeWarning:
    """One possible problem: a sentence and what it is about, by id. It forbids nothing."""

    code: str  # which rule found it
    sentence: str  # English source
    values: Mapping[str, str | int] = field(default_factory=dict[str, "str | int"])
    sessions: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()

    def words(self) -> str:
        """The sentence, in the language spoken now."""
        return _(self.sentence).format(**self.values)
