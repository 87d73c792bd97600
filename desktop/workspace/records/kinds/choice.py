"""One code of a vocabulary."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.errors import UserFacingError
from desktop.i18n import _
from desktop.vocabularies import load
from desktop.workspace.records.kinds.field import Field, FieldKind, OneValue, Search, Value


class ChoiceRules(OneValue):
    """Kept as the code; read as a code or a label in any of our languages; shown as the label."""

    kind = FieldKind.CHOICE
    labelled = True
    search = Search.CODE

    def parse(self, field: Field, text: str) -> Value:
        return find_code(field, field.vocabulary, text)

    def hint(self, field: Field) -> str:
        return _("Choose one from the list.")

    def edit_text(self, field: Field, value: Value) -> str:
        return "" if value is None else load(field.vocabulary).label(str(value))

    def format(self, field: Field, value: Value, names: Mapping[str, str]) -> str:
        return load(field.vocabulary).label(str(value))


def find_code(field: Field, vocabulary: str, text: str) -> str:
    """The code that a text names. Raises UserFacingError where it names none."""
    found = load(vocabulary).find(text)
    if found is None:
        raise UserFacingError(
            _("{field} does not know “{text}”.").format(field=_(field.label), text=text),
            todo=_("“vocabulary {name}” lists what it knows.").format(name=vocabulary),
        )
    return found.code
