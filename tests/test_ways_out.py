"""Nothing leaves the desk past the gate: every place that writes is named here, with why it may."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.ways_out import ROOT, writers

GATE = "desktop.workspace.privacy.gate"

ASKS = {
    ("catalogue/exporting/table_formats.py", "export_table"): "catalogue/exporting/exported_rows.py:_members",
    ("catalogue/exporting/csv_file.py", "_write"): "catalogue/exporting/exported_rows.py:_members",
    ("catalogue/exporting/json_files.py", "_write"): "catalogue/exporting/exported_rows.py:_members",
    ("catalogue/exporting/iati/iati_file.py", "write_iati"): "catalogue/exporting/exported_rows.py:_members",
    ("catalogue/exporting/data_package.py", "write_data_package"): "catalogue/exporting/exported_rows.py:_members",
    ("exchange/packages/package_writer.py", "export_package"): "exchange/packages/package_writer.py:_plan",
    ("exchange/packages/package_writer.py", "_write"): "exchange/packages/package_writer.py:_plan",
    ("reports/layout/document.py", "save_pdf"): "reports/visits/visit_data.py:person_name",
    ("visits/calendars/contacts.py", "export_contacts"): "visits/calendars/contacts.py:_people_who_agreed",
    ("reports/network/member_report.py", "_write_table"): "reports/network/member_report.py:write_member_report",
    ("reports/evidence/evidence_report.py", "write_evidence"): "evidence/reading.py:read_evidence",
    ("reports/evidence/review_annex.py", "write_annex"): "evidence/review_annex.py:read_annex",
    ("reports/evidence/review_annex.py", "_write_table"): "evidence/review_annex.py:read_annex",
    ("reports/network/relations_table.py", "write_relations"): "reports/network/relations_table.py:write_relations",
    ("reports/network/directory.py", "_write_table"): "reports/network/directory_data.py:read_directory",
    ("ui/network/network_actions.py", "NetworkActions"): "visits/calendars/contacts.py:_people_who_agreed",
}
"""Writes what others read -> the function on its way that asks the gate."""
PUBLIC = {
    ("reports/forum/contribution_sheet.py", "write_contribution_sheet"): "headings and codes, to be filled in",
    ("reports/learning/evaluation_sheet.py", "_write_sheet"): "the questions of an evaluation, as headings",
    ("visits/calendars/calendar_writer.py", "export_calendar"): "titles, places and times of a visit; nobody is named",
    ("exchange/importing/saved_mappings.py", "write_mapping_file"): "names of columns, and what they mean",
    ("exchange/moving/partner_notes.py", "write_partner_notes"): "two names that their owners put there, and a day",
    ("exchange/consolidation/report_table.py", "save_table"): "which desk delivered which file, in figures",
    ("ui/consolidation/report_table.py", "ReportTable"): "the same, to the clipboard",
    ("exchange/importing/refused_rows.py", "save_refused_rows"): "rows of a list that was read, to who reads that list",
    ("ui/importing/result_lines.py", "ResultLines"): "lines of a list that were left out, to who reads that list",
    ("ui/programme/session_operations.py", "SessionOperations"): "sessions as they stand, for who pastes them",
    ("ui/made_file.py", "copy_file"): "a file that was just made, by its path: what is in it has passed the gate",
    ("ui/made_file.py", "FileHandle"): "the same, dragged",
    ("ui/printing.py", "ask_printer"): "a PDF that has passed the gate, to the printer that the person chose",
    ("ui/widgets/chip.py", "Chip"): "the label of a code, to the clipboard",
    ("ui/widgets/links.py", "LinksField"): "an address, to the clipboard",
    ("ui/editor/desk_access.py", "EditorDeskAccess"): "one attachment, for the person who asked for it",
}
"""Holds nothing of people; or is what a person has before their eyes, and puts elsewhere with their own hand."""
STAYS = {
    ("cli/reports.py", "report_summary"): "a folder for the package of a report",
    ("cli/reports.py", "report_visit"): "the same",
    ("cli/reports.py", "report_course"): "the same",
    ("ui/dialogs/documents_dialog.py", "DocumentsDialog"): "the same",
    ("ui/dialogs/report_dialog.py", "ReportDialog"): "the same",
    ("ui/dialogs/summary_dialog.py", "SummaryDialog"): "the same",
    ("cli/report_templates.py", "report_by_template"): "the same",
    ("ui/dialogs/report_template_dialog.py", "ReportTemplateDialog"): "a folder for the preview of a report",
    ("workspace/storage/desk_key.py", "_make"): "the key of this desk",
    ("workspace/storage/desk_key.py", "read_or_make_sealing_key"): "a key of this desk",
    ("learning/seen_learners.py", "SeenLearners"): "keyed hashes and their key, beside the workspace",
    ("learning/seen_learners.py", "_write_names"): "names that the manager has kept, beside the workspace",
    ("exchange/partners/introduced.py", "_write_file"): "public keys of two desks, and their signatures",
    ("exchange/spool.py", "Spool"): "a list that is being read",
    ("exchange/tables/file_collection.py", "ArchiveReader"): "the same",
    ("exchange/tables/file_collection.py", "_unpacked"): "the same",
    ("exchange/tables/document_table.py", "DocumentReader"): "the same",
    ("exchange/tables/document_table.py", "_unpack"): "the same",
    ("exchange/signed_packages.py", "package_file"): "a package that came in a PDF",
    ("exchange/pdf/package_extraction.py", "_extract"): "the same",
    ("exchange/pdf/package_extraction.py", "_write"): "the same",
    ("system/computer.py", "_kept_number"): "a number for this computer",
    ("system/received_files.py", "module"): "a mark beside a file, that it came from others",
    ("system/terminal.py", "begin_output"): "what is printed here",
    ("ui/second_start.py", "FirstWindow"): "an empty file among the settings: a window is open",
    ("ui/second_start.py", "hand_over"): "names of files, from one start of the program to another",
    ("ui/operations/printing.py", "PrintOperations"): "a folder for what is printed, whose PDF has passed the gate",
    ("ui/crash.py", "write_report"): "where the program failed; kept on this computer, and cleaned with erasures",
    ("ui/crash.py", "FaultLog"): "where a library failed: lines of the program alone; kept as a report",
    ("ui/crash.py", "CrashDialog"): "the same, to the clipboard of who reads it first",
    ("workspace/storage/home.py", "folder_to_open"): "a copy of an attachment, for the program that shows it",
    ("workspace/erasure/known_erasures.py", "remember"): "ids of what was erased",
    ("workspace/merge/known_blocks.py", "remember_states"): "public keys that are frozen or blocked here",
    ("ui/settings.py", "Settings"): "how this window looks",
    ("workspace/attachments.py", "Attachments"): "files of this workspace",
    ("workspace/maintenance/backup.py", "_keep_current"): "backups of this workspace",
    ("workspace/maintenance/backup.py", "_writable_folder"): "the same",
    ("workspace/maintenance/backup.py", "back_up"): "the same",
    ("workspace/maintenance/backup.py", "keep_backups_here"): "where backups of this workspace go",
    ("workspace/maintenance/backup.py", "restore"): "the same",
    ("workspace/maintenance/copying.py", "_copy_pages"): "the same",
    ("workspace/maintenance/purging.py", "_clean_copy"): "the same",
    ("workspace/storage/connections.py", "connect_new"): "the workspace",
    ("workspace/storage/replica_choice.py", "_write"): "which copy of a workspace writes",
    ("workspace/storage/replica_choice.py", "close_replica"): "the same",
    ("workspace/storage/file_errors.py", "may_write"): "whether a file may be written",
    ("workspace/storage/moved_desks.py", "note_moved"): "when a desk moved, and who works with it now",
    ("exchange/moving/arriving.py", "open_move"): "a desk that moved to this computer",
    ("exchange/moving/arriving.py", "_unpack"): "the same",
    ("exchange/moving/arriving.py", "_finish"): "the same: language, colours and name",
    ("workspace/storage/lock.py", "WorkspaceLock"): "who writes the workspace now",
    ("workspace/workspace.py", "Workspace"): "the workspace",
}
"""Stays in the workspace's folder, in the folder of this computer's memory, or is gone when it was used."""
OWN_WAY = {
    ("exchange/moving/preparing.py", "prepare_move"): "the desk itself, with private things, encrypted, for its owner",
    ("exchange/moving/preparing.py", "_write"): "the same",
    ("workspace/maintenance/copy_elsewhere.py", "copy_to_folder"): "the workspace, to a disk of its owner",
    ("workspace/maintenance/copy_elsewhere.py", "_copy_attachments"): "the same",
}
"""Leaves this computer whole, because its owner says so in a dialog that says what is in it."""
HANDED_ON = {
    ("exchange/packages/archive.py", "ArchiveWriter"),
    ("reports/layout/pictures.py", "load_picture"),
    ("reports/tagged_pdf/canvas.py", "TaggedCanvas"),
    ("system/files.py", "_pour"),
    ("system/files.py", "copy_whole"),
    ("system/files.py", "flush_file"),
    ("system/files.py", "remove_left_overs"),
    ("system/files.py", "replacing"),
    ("system/files.py", "write_whole"),
}
"""Writes what its caller hands it."""


def test_every_place_that_writes_asks_the_gate_or_says_why_it_need_not() -> None:
    named = ASKS.keys() | PUBLIC.keys() | STAYS.keys() | OWN_WAY.keys() | HANDED_ON
    found = writers()
    assert sorted(found - named) == [], "writes something, and is not named here"
    assert sorted(named - found) == [], "named here, and writes nothing"


@pytest.mark.parametrize("asking", sorted(set(ASKS.values())))
def test_who_is_said_to_ask_the_gate_asks_it(asking: str) -> None:
    file, _colon, name = asking.partition(":")
    tree = ast.parse((ROOT / "desktop" / file).read_text("utf-8"))
    from_gate = {
        each.asname or each.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == GATE
        for each in node.names
    }
    (function,) = (node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == name)
    used = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
    assert from_gate & used, f"{name} does not ask the gate"


def test_dump_and_what_others_hold_ask_the_gate() -> None:
    for module in ("dump", "outgoing"):
        assert GATE in (ROOT / "desktop" / "workspace" / "merge" / f"{module}.py").read_text("utf-8")


@pytest.mark.parametrize(
    ("line", "writes"),
    [
        ("path.write_text(x)", True), ("open(x, 'w')", True), ("path.open('rb')", False), ("path.open(mode='xb')", True),
        ("zipfile.ZipFile(x, 'w')", True), ("painter.save()", False), ("document.save(x)", True), ("print(x)", False),
        ("shutil.copy(a, b)", True), ("values.copy()", False), ("replacing(path)", True), ("text.replace('w', 'a')", False),
        ("clipboard().setText(x)", True), ("label.setText('a')", False), ("json.dump(x, y)", True),
    ],
)  # fmt: skip
def test_what_writes_is_found(tmp_path: Path, line: str, writes: bool) -> None:
    (tmp_path / "new.py").write_text(f"def out():\n    {line}\n", "utf-8")
    assert writers(tmp_path) == ({("new.py", "out")} if writes else set())
