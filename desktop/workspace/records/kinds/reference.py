"""One record of another type."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.i18n import _
from desktop.workspace.records.kinds.field import Field, FieldKind, OneValue, ReferenceIn, Search, Value


class ReferenceRules(OneValue):
    """Kept as its id; shown by its name."""

    kind = FieldKind.REFERENCE
    labelled = True
    search = Search.RECORD
    reference_in = ReferenceIn.VALUE

    def parse(self, field: Field, text: str) -> Value:
        return text  # who it is, the caller finds out

    def hint(self, field: Field) -> str:
        return _("Choose one from the list.")

    def format(self, field: Field, value: Value, names: Mapping[str, str]) -> str:
        return names.get(str(value)) or str(value)
