"""Importing a table of activities: planned first, then written as one action."""

from desktop.exchange.importing.apply import ImportReport, apply_plan
from desktop.exchange.importing.existing import FieldChange
from desktop.exchange.importing.notes import Problem
from desktop.exchange.importing.plan import Plan, RecordChange
from desktop.exchange.importing.planning import plan_import
from desktop.exchange.importing.preview import first_look, preview
from desktop.exchange.importing.questions import Question, answer
from desktop.exchange.importing.remembered import mapping_of_last_time, mapping_to_begin_with

__all__ = [
    "FieldChange",
    "ImportReport",
    "Plan",
    "Problem",
    "Question",
    "RecordChange",
    "answer",
    "apply_plan",
    "first_look",
    "mapping_of_last_time",
    "mapping_to_begin_with",
    "plan_import",
    "preview",
]
