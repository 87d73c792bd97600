"""One code of a vocabulary."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.errors import UserFacingError
from desktop.i18n import _
from desktop.vocabularies import load
from desktop.vocabularies.own_terms import record_of_code
from desktop.workspace.records.kinds.field import Field, FieldKind, OneValue, Search, Value

_SEPARATORS = frozenset(";|\r\n")
"""Signs that end a member of a list in a cell."""


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

    def to_csv(self, field: Field, value: Value) -> str:
        return code_in_csv(field.vocabulary, str(value))

    def format(self, field: Field, value: Value, names: Mapping[str, str]) -> str:
        return load(field.vocabulary).label(str(value))


def code_in_csv(vocabulary: str, code: str) -> str:
    """A code as tables have it: of an own term its English name, which says something to people and is found again here."""
    if not record_of_code(code):
        return code
    words = load(vocabulary)
    label = words.label(code, "en")
    found = words.find(label)
    return label if found is not None and found.code == code and not _SEPARATORS.intersection(label) else code


def find_code(field: Field, vocabulary: str, text: str) -> str:
    """The code that a text names. Raises UserFacingError where it names none."""
    found = load(vocabulary).find(text)
    if found is None:
        raise UserFacingError(
            _("“{text}” is not a valid value for {field}.").format(field=_(field.label), text=text),
            todo=_("“vocabulary {name}” lists what it knows.").format(name=vocabulary),
        )
    return found.code
