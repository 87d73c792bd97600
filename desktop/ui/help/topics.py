"""Which topic of the help a dialog or a part of a page has, by the name of its class. Pages have theirs in `pages.py`."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

TOPIC_OF_CLASS = {
    # The window, and what stands over it
    "WelcomePage": "start", "NameDialog": "start", "AboutDialog": "start", "CrashDialog": "backups",
    "KeyboardDialog": "keyboard", "ProgressBox": "activities",
    # Overview
    "TickedListDialog": "overview", "DefinitionsDialog": "overview",
    # Lists and forms
    "ColumnsDialog": "activities", "SavedSearchesDialog": "activities", "BulkDialog": "activities",
    "ExportDialog": "activities", "PublisherDialog": "activities", "ImportIndicatorsDialog": "goals",
    "RecordEditor": "form", "HistoryPage": "bin",
    # Files that come in and go out
    "ImportDialog": "import", "MappingsDialog": "import", "FolderQuestion": "import", "SummaryDialog": "documents",
    "DocumentsDialog": "documents",
    "ReportTemplateDialog": "documents", "ManualDialog": "documents", "ReportDialog": "documents",
    "SendDialog": "exchange", "PackageImportDialog": "exchange", "ConsolidationDialog": "exchange",
    "ShareDialog": "exchange", "CompareCodesDialog": "exchange", "NewComputerDialog": "exchange",
    "BlockDialog": "exchange", "GrantDialog": "personal-data", "ForGoodDialog": "personal-data",
    # Visits
    "NewVisitDialog": "visits", "CopyDialog": "visits", "ExportVisitsDialog": "visits", "ArrivedDialog": "visits",
    "TemplateDialog": "programme",
    # The forum
    "NewForumDialog": "forum", "NewTopicDialog": "forum", "NewRoundDialog": "forum", "VoteDialog": "forum",
    "NewCallDialog": "forum", "PaperDialog": "forum", "ContributionsDialog": "forum",
    # Others
    "AnotherDialog": "conflicts", "DuplicatesDialog": "activities", "NewRecordDialog": "forum",
    "SuggestionsDialog": "activities",
    "OwnTermsDialog": "terms", "TermDialog": "terms", "MergeTermDialog": "terms",
    "ImportLearnersDialog": "learning", "SheetDialog": "learning", "CertificatesDialog": "learning",
    "BackupsDialog": "backups", "CheckDialog": "backups",
    "PrepareMoveDialog": "moving", "OpenMoveDialog": "moving",
}  # fmt: skip
"""A class without a line has that of the class it is made of. `tests/ui/help` names dialogs that have none."""


def class_topic(kind: type) -> str:
    """The topic of a class; "" where it has none."""
    return next((TOPIC_OF_CLASS[each.__name__] for each in kind.__mro__ if each.__name__ in TOPIC_OF_CLASS), "")


def widget_topic(widget: QWidget | None) -> str:
    """The topic of the innermost part that has one, from a widget outwards to its window; "" where none has."""
    while widget is not None:
        if topic := class_topic(type(widget)):
            return topic
        widget = None if widget.isWindow() else widget.parentWidget()
    return ""
