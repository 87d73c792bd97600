"""What arrives and what leaves. So far: tables of activities (CSV, XLSX, XLS, ODS) come in.

table = open_table(path)
plan = plan_import(workspace, table, guess_mapping(table))
report = apply_plan(workspace, plan)
"""

from desktop.exchange.columns import ColumnUse, Mapping, guess_mapping, mapping_from_json, recognised_by
from desktop.exchange.importing import (
    FieldChange,
    ImportReport,
    Plan,
    Problem,
    Question,
    RecordChange,
    answer,
    apply_plan,
    first_look,
    mapping_of_last_time,
    mapping_to_begin_with,
    plan_import,
    preview,
)
from desktop.exchange.tables import Row, Table, open_table

__all__ = [
    "ColumnUse",
    "FieldChange",
    "ImportReport",
    "Mapping",
    "Plan",
    "Problem",
    "Question",
    "RecordChange",
    "Row",
    "Table",
    "answer",
    "apply_plan",
    "first_look",
    "guess_mapping",
    "mapping_from_json",
    "mapping_of_last_time",
    "mapping_to_begin_with",
    "open_table",
    "plan_import",
    "preview",
    "recognised_by",
]
