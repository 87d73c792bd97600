"""A visit as one works on it: its stage, and a page for each part of its life."""

from desktop.ui.visits.record.view import VisitView

__all__ = ["VisitView"]
