"""Which widget a field gets: the one place where a kind of field meets its widget."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from desktop.ui.widgets.ballot import BallotField
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
from desktop.ui.widgets.original_cells_table import SourceField
from desktop.ui.widgets.partial_date import PartialDateField
from desktop.ui.widgets.place import PlaceField
from desktop.ui.widgets.reference import ReferenceField
from desktop.ui.widgets.translated import TranslatedField
from desktop.ui.widgets.typed_fields import MeasuredField
from desktop.workspace import Field, FieldKind
from desktop.workspace.records.kinds import for_every_kind


@dataclass(frozen=True)
class Editor:
    """How the form edits a kind: what makes the widget, and how many of these fields stand in one line."""

    make: Callable[[Field, DeskAccess, QWidget | None], FieldWidget]
    in_a_line: int = 1
    in_a_cell: bool = False
    """A table of parts edits it in its cell; others in the form beside the table."""


def _plain(widget: type[FieldWidget]) -> Callable[[Field, DeskAccess, QWidget | None], FieldWidget]:
    """Of a widget that asks nothing of the desk."""
    return lambda field, _desk, parent: widget(field, parent)


def _text(widget: type[LineField] | type[TextField]) -> Callable[[Field, DeskAccess, QWidget | None], FieldWidget]:
    """Of a text, which may stand in further languages."""
    return lambda field, _desk, parent: (
        TranslatedField(field, widget(field), parent) if field.translated else widget(field, parent)
    )


def _line(field: Field, desk: DeskAccess, parent: QWidget | None) -> FieldWidget:
    """Of a text in one line, which may be the name of a place."""
    return PlaceField(field, desk, parent) if field.place else _text(LineField)(field, desk, parent)


EDITORS = for_every_kind(
    {
        FieldKind.TEXT: Editor(_line, in_a_cell=True),
        FieldKind.LONG_TEXT: Editor(_text(TextField)),
        FieldKind.CHOICE: Editor(_plain(ChoiceField), in_a_line=2, in_a_cell=True),
        FieldKind.DATE: Editor(_plain(PartialDateField), in_a_line=2, in_a_cell=True),
        FieldKind.INTEGER: Editor(_plain(IntegerField), in_a_line=4, in_a_cell=True),
        FieldKind.OFFSET: Editor(_plain(MeasuredField), in_a_cell=True),
        FieldKind.DECIMAL: Editor(_plain(MeasuredField), in_a_cell=True),
        FieldKind.MOMENT: Editor(_plain(MeasuredField), in_a_cell=True),
        FieldKind.DATETIME: Editor(_plain(MeasuredField), in_a_cell=True),
        FieldKind.COORDINATES: Editor(_plain(CoordinatesField)),
        FieldKind.REFERENCE: Editor(ReferenceField),
        FieldKind.CODES: Editor(lambda field, desk, parent: CodesField(field, parent, desk.open_evidence)),
        FieldKind.LINKED: Editor(LinkedField),
        FieldKind.LINKS: Editor(_plain(LinksField)),
        FieldKind.FILES: Editor(FilesField),
        FieldKind.BALLOT: Editor(_plain(BallotField)),
        FieldKind.SOURCE: Editor(_plain(SourceField)),
    },
    "editors of the form",
)


def widget_for(field: Field, desk: DeskAccess, parent: QWidget | None = None) -> FieldWidget:
    """The widget of a field."""
    return EDITORS[field.kind].make(field, desk, parent)
