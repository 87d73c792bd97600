"""The page of what was written differently on several desks, side by side, to be settled."""

from desktop.ui.conflicts.watch import ConflictWatch

__all__ = ["ConflictWatch"]
