"""The catalogue: finding activities again, counting them, and the names of what they refer to."""

from desktop.catalogue.exporting.table_formats import export_csv, export_table, people_left_out, texts_shortened
from desktop.catalogue.facets import FACETS, FacetCount, facet_names, facets
from desktop.catalogue.listing import ActivityList, Order, RecordList, VisitList, list_of
from desktop.catalogue.query import Completion, Query, QueryError, complete, parse
from desktop.catalogue.read_connection import stoppable
from desktop.catalogue.record_names import NameFound, find_names, names_of, report_records, title_field
from desktop.catalogue.references import Reference, parts_of, references, references_to
from desktop.catalogue.rows import Row
from desktop.catalogue.saved_searches import SavedSearch, delete_search, rename_search, save_search, saved_searches
from desktop.catalogue.sorting import SORTABLE, Sort, sortable
from desktop.catalogue.suggested_searches import SuggestedSearch, suggested_searches

__all__ = [
    "FACETS", "SORTABLE", "ActivityList", "Completion", "FacetCount", "NameFound", "Order", "Query", "QueryError",
    "RecordList", "Reference", "Row", "SavedSearch", "Sort", "SuggestedSearch", "VisitList", "complete", "delete_search",
    "export_csv", "export_table", "facet_names", "facets", "find_names", "list_of", "names_of", "parse", "parts_of",
    "people_left_out", "references", "references_to", "rename_search", "report_records", "save_search", "saved_searches",
    "sortable", "stoppable", "suggested_searches", "texts_shortened", "title_field",
]  # fmt: skip
