"""The page of evidence: on a target, in a place, of an organisation, with a module or a method."""

from desktop.ui.evidence.page import EvidencePage

__all__ = ["EvidencePage"]
