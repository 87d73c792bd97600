"""Evidence and the annex of a voluntary local review, as PDF, Markdown and CSV."""

from desktop.reports.evidence.evidence_report import EvidenceOptions, EvidenceResult, write_evidence
from desktop.reports.evidence.review_annex import AnnexOptions, AnnexResult, write_annex

__all__ = ["AnnexOptions", "AnnexResult", "EvidenceOptions", "EvidenceResult", "write_annex", "write_evidence"]
