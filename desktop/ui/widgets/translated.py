"""A title or a summary that may stand in several languages: a switch above it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from desktop.i18n import LANGUAGES, _
from desktop.ui.icons import icon
from desktop.ui.tooltips import plain_tip
from desktop.ui.widgets.displayed_codes import term, terms
from desktop.ui.widgets.field_widget import FieldWidget, members_of
from desktop.ui.widgets.growing_text import TextField
from desktop.ui.widgets.line import LineField
from desktop.workspace import Field, Value, member

ORIGINAL = ""


class TranslatedField(FieldWidget):
    """The text as it was first written, and one in each further language; one is shown at a time."""

    def __init__(self, field: Field, inner: LineField | TextField, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._inner = inner
        self._values: dict[str, Value] = {}
        self._shown = ORIGINAL
        self._read_only = False
        self._opened: list[str] = []  # languages opened and still empty
        inner.edited.connect(self._edited)
        inner.left.connect(self.left)
        self._beside = QWidget(self)
        self._switch = QHBoxLayout(self._beside)
        self._switch.setContentsMargins(0, 0, 0, 0)
        self._switch.setSpacing(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(inner)
        self.setFocusProxy(inner)
        self._rebuild()

    def show_values(self, values: Mapping[str, Value]) -> None:
        """Show the text of the language chosen."""
        before = self._languages()
        self._values = {
            name: value
            for name, value in values.items()
            if name == self.field.name or name.startswith(f"{self.field.name}/")
        }
        self._inner.show_values(self._values)
        if self._languages() != before:
            self._rebuild()

    def forget(self) -> None:
        """Another record comes: its own language first."""
        self._opened, self._values = [], {}
        self._inner.forget()
        self.show_language(ORIGINAL)

    def set_read_only(self, on: bool) -> None:
        """No further language either."""
        self._read_only = on
        self._inner.set_read_only(on)
        self._rebuild()

    def beside_label(self) -> QWidget:
        """The switch between the languages."""
        return self._beside

    def entry(self) -> QWidget:
        """The text."""
        return self._inner.entry()

    def show_language(self, language: str) -> None:
        """Write in this language from now on; "" is the one the record was first written in."""
        self.left.emit()
        if language and language not in self._languages():
            self._opened.append(language)
        self._shown = language
        self._inner.name = member(self.field.name, language) if language else self.field.name
        label = _(self.field.label)
        if language:
            label = f"{label} ({term('languages', language).label})"
        self._inner.entry().setAccessibleName(label)
        self._inner.show_values(self._values)
        self._rebuild()

    def _edited(self, values: dict[str, Value]) -> None:
        self._values.update(values)
        self.edited.emit(values)

    def _languages(self) -> list[str]:
        written = sorted(members_of(self.field.name, self._values))
        return written + [each for each in self._opened if each not in written]

    def _rebuild(self) -> None:
        self.reshaped.emit()
        while (item := self._switch.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        languages = self._languages()
        if languages:
            for language in (ORIGINAL, *languages):
                button = QToolButton(self._beside)
                button.setObjectName("languageTab")
                button.setAutoRaise(True)
                button.setCheckable(True)
                button.setChecked(language == self._shown)
                button.setText(language.upper() if language else _("Original"))
                name = term("languages", language).label if language else _("Original")
                button.setToolTip(plain_tip(name))
                button.setAccessibleName(_("{field} in {language}").format(field=_(self.field.label), language=name))
                button.clicked.connect(lambda _checked=False, language=language: self._go(language))
                self._switch.addWidget(button)
        if self._read_only:
            return
        more = QToolButton(self._beside)
        more.setObjectName("languageTab")
        more.setAutoRaise(True)
        if not languages:
            more.setObjectName("besideLabel")
        more.setIcon(icon("new"))
        more.setText(_("Add translation"))
        beside_icon = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly if languages else beside_icon)
        more.setToolTip(_("Write it in another language"))
        more.setAccessibleName(_("{field} in another language").format(field=_(self.field.label)))
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        menu = QMenu(more)
        menu.aboutToShow.connect(lambda: self._fill(menu))
        more.setMenu(menu)
        self._switch.addWidget(more)

    def _go(self, language: str) -> None:
        self.show_language(language)
        self.entry().setFocus()

    def _fill(self, menu: QMenu) -> None:
        menu.clear()
        have = self._languages()
        known = [each for each in terms("languages") if each.code not in have]
        near = [each for each in known if each.code in LANGUAGES]
        for each in near:
            menu.addAction(each.label, lambda code=each.code: self._go(code))
        others = menu.addMenu(_("More languages"))
        for each in sorted((each for each in known if each not in near), key=lambda each: each.label):
            others.addAction(each.label, lambda code=each.code: self._go(code))
