"""Importing a table of activities: planned first, then written as one action."""

from desktop.exchange.importing.apply import ImportReport, apply_import
from desktop.exchange.importing.cell_check import read_cell
from desktop.exchange.importing.duplicates import Duplicate
from desktop.exchange.importing.editions import (
    Edition,
    EditionChoices,
    EditionFound,
    Source,
    SourceSummary,
    find_edition,
    list_sources,
    read_source,
)
from desktop.exchange.importing.existing_records import FieldChange
from desktop.exchange.importing.explanation import explain, explanation_json, note_groups, values_not_understood
from desktop.exchange.importing.import_plan import EditionPlan, ImportPlan, RecordChange
from desktop.exchange.importing.import_planner import plan_import
from desktop.exchange.importing.preview import PreviewRow, preview, preview_and_questions, quick_preview
from desktop.exchange.importing.problems import Problem
from desktop.exchange.importing.questions import Question, answer, answer_edition
from desktop.exchange.importing.refused_rows import save_refused_rows
from desktop.exchange.importing.saved_mappings import (
    SavedMapping,
    delete_mapping,
    initial_mapping,
    kept_values,
    known_source,
    last_mapping,
    open_mapping_file,
    read_mapping_file,
    rename_mapping,
    restore_mappings,
    save_mapping,
    saved_mapping,
    saved_mappings,
    unknown_mapping,
    write_mapping_file,
)

__all__ = [
    "Duplicate",
    "Edition",
    "EditionChoices",
    "EditionFound",
    "EditionPlan",
    "FieldChange",
    "ImportPlan",
    "ImportReport",
    "PreviewRow",
    "Problem",
    "Question",
    "RecordChange",
    "SavedMapping",
    "Source",
    "SourceSummary",
    "answer",
    "answer_edition",
    "apply_import",
    "delete_mapping",
    "explain",
    "explanation_json",
    "find_edition",
    "initial_mapping",
    "kept_values",
    "known_source",
    "last_mapping",
    "list_sources",
    "note_groups",
    "open_mapping_file",
    "plan_import",
    "preview",
    "preview_and_questions",
    "quick_preview",
    "read_cell",
    "read_mapping_file",
    "read_source",
    "rename_mapping",
    "restore_mappings",
    "save_mapping",
    "save_refused_rows",
    "saved_mapping",
    "saved_mappings",
    "unknown_mapping",
    "values_not_understood",
    "write_mapping_file",
]
