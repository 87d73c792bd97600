"""The catalogue: finding activities again, counting them, and the names of what they refer to."""

from desktop.catalogue.export import export_csv
from desktop.catalogue.facets import FACETS, FacetCount, facets
from desktop.catalogue.listing import ActivityList, Order
from desktop.catalogue.names import NameFound, find_names, names_of, report_records, title_field
from desktop.catalogue.query import Completion, Query, QueryError, complete, parse
from desktop.catalogue.reading import stoppable
from desktop.catalogue.references import Reference, parts_of, references, references_to
from desktop.catalogue.rows import Row
from desktop.catalogue.saved import SavedSearch, delete_search, rename_search, save_search, saved_searches
from desktop.catalogue.sorting import SORTABLE, Sort

__all__ = [
    "FACETS", "SORTABLE", "ActivityList", "Completion", "FacetCount", "NameFound", "Order", "Query", "QueryError",
    "Reference", "Row", "SavedSearch", "Sort", "complete", "delete_search", "export_csv", "facets", "find_names",
    "names_of", "parse", "parts_of", "references", "references_to", "rename_search", "report_records", "save_search",
    "saved_searches", "stoppable", "title_field",
]  # fmt: skip
