"""The papers of a peer visit: from the programme for the pocket to the report after twelve months."""

from desktop.reports.visits.making import CARRYING, DOCUMENTS, Paper, PaperResult, visit_paper

__all__ = ["CARRYING", "DOCUMENTS", "Paper", "PaperResult", "visit_paper"]
