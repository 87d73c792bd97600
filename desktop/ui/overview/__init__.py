"""The overview: what is due, in conflict, not sent, waiting, and what was edited last."""

from desktop.ui.overview.watch import OverviewWatch

__all__ = ["OverviewWatch"]
