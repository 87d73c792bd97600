"""Texts typed into a field that could not read them: kept on this desk, so that they are there when one comes back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.workspace import Workspace


class UnreadTexts:
    """A small note a record in the workspace's local settings; never shared, never part of the journal."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def of(self, record_id: str) -> dict[str, str]:
        """Field name -> text, of one record."""
        kept = self._workspace.meta(f"unread:{record_id}")
        return {str(name): str(text) for name, text in json.loads(kept).items()} if kept else {}

    def keep(self, record_id: str, name: str, text: str) -> None:
        """Remember a text; "" forgets it. Called on the writing thread."""
        texts = self.of(record_id)
        if texts.get(name, "") == text:
            return
        texts[name] = text
        left = {each: words for each, words in texts.items() if words}
        self._workspace.set_meta(f"unread:{record_id}", json.dumps(left, ensure_ascii=False) if left else "")
