"""A folder of packages taken in, its report, and the merge shared with everyone: the dialogs."""

from desktop.ui.consolidation.dialog import GatherDialog
from desktop.ui.consolidation.share_dialog import ShareDialog

__all__ = ["GatherDialog", "ShareDialog"]
