"""What arrives and what leaves. So far: tables of activities (CSV, XLSX, XLS, ODS, JSON) come in.

table = open_table(path)
plan = plan_import(workspace, table, guess_mapping(table))
report = apply_plan(workspace, plan)
"""

from desktop.exchange.columns import ColumnMapping, ColumnUse, guess_mapping, mapping_from_json, recognised_by
from desktop.exchange.importing import (
    Duplicate,
    FieldChange,
    ImportPlan,
    ImportReport,
    PreviewRow,
    Problem,
    Question,
    RecordChange,
    answer,
    apply_import,
    initial_mapping,
    last_mapping,
    plan_import,
    preview,
    preview_and_questions,
    quick_preview,
    read_cell,
    save_refused_rows,
)
from desktop.exchange.tables import Row, Table, open_table, reading_progress

__all__ = [
    "ColumnMapping",
    "ColumnUse",
    "Duplicate",
    "FieldChange",
    "ImportPlan",
    "ImportReport",
    "PreviewRow",
    "Problem",
    "Question",
    "RecordChange",
    "Row",
    "Table",
    "answer",
    "apply_import",
    "guess_mapping",
    "initial_mapping",
    "last_mapping",
    "mapping_from_json",
    "open_table",
    "plan_import",
    "preview",
    "preview_and_questions",
    "quick_preview",
    "read_cell",
    "reading_progress",
    "recognised_by",
    "save_refused_rows",
]
