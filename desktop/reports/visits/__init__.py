"""The papers of a peer visit: from the programme for the pocket to the report after twelve months."""

from desktop.reports.visits.documents import (
    DOCUMENTS,
    DOCUMENTS_WITH_DATA,
    FOR_THE_NAMED,
    DocumentOptions,
    DocumentResult,
    write_visit_document,
)

__all__ = [
    "DOCUMENTS",
    "DOCUMENTS_WITH_DATA",
    "FOR_THE_NAMED",
    "DocumentOptions",
    "DocumentResult",
    "write_visit_document",
]
