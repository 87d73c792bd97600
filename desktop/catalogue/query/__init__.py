"""The query language of the list: what a person types, what it means, and how to say it in words."""

from __future__ import annotations

from desktop.catalogue.query.completion import Completion, complete
from desktop.catalogue.query.query import Query, parse
from desktop.catalogue.query.tokens import QueryError

__all__ = ["Completion", "Query", "QueryError", "complete", "parse"]
