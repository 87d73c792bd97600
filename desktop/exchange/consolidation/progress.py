"""How far a consolidation is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Phase(Enum):
    """What is being done."""

    LOOKING = "looking"
    BACKING_UP = "backing up"
    TAKING = "taking"
    ENDING = "ending"


@dataclass(frozen=True, slots=True)
class ConsolidationProgress:
    """How far it is: file `number` of `files`, and within it `done` of `total` (0: not known)."""

    phase: Phase
    file: str = ""
    number: int = 0
    files: int = 0
    done: int = 0
    total: int = 0
