"""A folder of packages taken in, its report, and the merge shared with everyone: the dialogs."""

from desktop.ui.consolidation.dialog import ConsolidationDialog
from desktop.ui.consolidation.share_dialog import ShareDialog

__all__ = ["ConsolidationDialog", "ShareDialog"]
