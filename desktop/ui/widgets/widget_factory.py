"""Which widget a field gets: the one place where a kind of field meets its widget."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.ui.widgets.choice import ChoiceField
from desktop.ui.widgets.codes import CodesField
from desktop.ui.widgets.coordinates import CoordinatesField
from desktop.ui.widgets.desk_access import DeskAccess
from desktop.ui.widgets.field_widget import FieldWidget
from desktop.ui.widgets.files import FilesField
from desktop.ui.widgets.growing_text import TextField
from desktop.ui.widgets.integer import IntegerField
from desktop.ui.widgets.line import LineField
from desktop.ui.widgets.linked_records import LinkedField
from desktop.ui.widgets.links import LinksField
from desktop.ui.widgets.measured import MeasuredField
from desktop.ui.widgets.partial_date import PartialDateField
from desktop.ui.widgets.reference import ReferenceField
from desktop.ui.widgets.source_table import SourceField
from desktop.ui.widgets.translated import TranslatedField
from desktop.workspace import Field, FieldKind

_PLAIN: dict[FieldKind, type[FieldWidget]] = {
    FieldKind.TEXT: LineField,
    FieldKind.LONG_TEXT: TextField,
    FieldKind.CHOICE: ChoiceField,
    FieldKind.DATE: PartialDateField,
    FieldKind.INTEGER: IntegerField,
    FieldKind.OFFSET: MeasuredField,
    FieldKind.DECIMAL: MeasuredField,
    FieldKind.MOMENT: MeasuredField,
    FieldKind.DATETIME: MeasuredField,
    FieldKind.COORDINATES: CoordinatesField,
    FieldKind.CODES: CodesField,
    FieldKind.LINKS: LinksField,
    FieldKind.SOURCE: SourceField,
}


def widget_for(field: Field, desk: DeskAccess, parent: QWidget | None = None) -> FieldWidget:
    """The widget of a field."""
    if field.kind is FieldKind.LINKED:
        return LinkedField(field, desk, parent)
    if field.kind is FieldKind.REFERENCE:
        return ReferenceField(field, desk, parent)
    if field.kind is FieldKind.FILES:
        return FilesField(field, desk, parent)
    if field.translated:
        inner = TextField(field) if field.kind is FieldKind.LONG_TEXT else LineField(field)
        return TranslatedField(field, inner, parent)
    return _PLAIN[field.kind](field, parent)
