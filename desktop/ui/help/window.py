"""The window of the help: topics at the left, a text at the right, and a search through all of them."""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtCore import QByteArray, Qt, QUrl, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDesktopServices,
    QKeySequence,
    QPalette,
    QShortcut,
    QTextCursor,
    QTextFormat,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.errors import UserFacingError
from desktop.help_texts import TOPICS, Found, help_text, help_title, hits, search_help
from desktop.i18n import _, current_language
from desktop.ui.help.text_browser import HelpText
from desktop.ui.icons import icon, logo
from desktop.ui.settings import Settings
from desktop.ui.style.colours import mix
from desktop.ui.style.palette_changes import set_following_sheet
from desktop.ui.style.window import form_sheet, window_sheet
from desktop.ui.tooltips import plain_tip
from desktop.ui.widgets.clear_button import add_clear_button

_TOPIC = Qt.ItemDataRole.UserRole
_ROWS = "QListView::item { padding: 4px 6px; }"


class HelpWindow(QWidget):
    """Speaks the language of the moment it was made in."""

    manual_wanted = Signal()
    """All topics are to be saved as one PDF."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._language = current_language()
        self.topic = ""
        self._visited: list[str] = []
        self._place = -1
        self._hits: list[tuple[int, int]] = []
        self._hit = -1
        self.setWindowTitle(_("Help") + " – Focal Desk")
        self.setWindowIcon(logo())
        self.resize(920, 640)
        if kept := settings.layout("help"):
            self.restoreGeometry(QByteArray.fromBase64(QByteArray(kept.encode("ascii", "replace"))))
        self.back = self._button("back", _("Back"), QKeySequence.StandardKey.Back, lambda: self._go(-1))
        self.forward = self._button("go", _("Forward"), QKeySequence.StandardKey.Forward, lambda: self._go(1))
        self.manual = QPushButton(_("Save the &manual…"), self)
        self.manual.setToolTip(plain_tip(_("All topics as one PDF, with contents and pictures")))
        self.manual.setAutoDefault(False)
        self.manual.clicked.connect(self.manual_wanted)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(_("Search the help"))
        self.search.setAccessibleName(_("Search the help"))
        add_clear_button(self.search)
        self.search.addAction(
            icon("search", QPalette.ColorRole.PlaceholderText), QLineEdit.ActionPosition.LeadingPosition
        )
        self.search.textChanged.connect(self._search)
        self.search.returnPressed.connect(self._next_hit)
        self.contents = QListWidget(self)
        self.contents.setAccessibleName(_("Topics"))
        self.contents.setWordWrap(True)
        self.contents.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.contents.currentItemChanged.connect(lambda item, _before: self._chosen(item))
        self.nothing = QLabel(_("No topic has all of these words."), self)
        self.nothing.setWordWrap(True)
        self.nothing.hide()
        self.text = HelpText(self._language, self)
        self.text.anchorClicked.connect(self._follow)
        self._lay_out()
        set_following_sheet(self, lambda palette: window_sheet(palette) + form_sheet(palette) + _ROWS)
        QShortcut(QKeySequence.StandardKey.Find, self, self.search.setFocus)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self._escape)
        self._list([])

    def _button(self, picture: str, words: str, keys: QKeySequence.StandardKey, then: object) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(picture))
        button.setAutoRaise(True)
        button.setAccessibleName(words)
        button.setShortcut(QKeySequence(keys))
        button.setToolTip(plain_tip(f"{words} ({QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)})"))
        button.clicked.connect(then)
        return button

    def _lay_out(self) -> None:
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(12, 12, 0, 12)
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addWidget(self.nothing)
        column.addWidget(self.contents, 1)
        right = QWidget(self)
        bar = QHBoxLayout()
        bar.setContentsMargins(4, 12, 12, 0)
        bar.addWidget(self.back)
        bar.addWidget(self.forward)
        bar.addStretch(1)
        bar.addWidget(self.manual)
        beside = QVBoxLayout(right)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(8)
        beside.addLayout(bar)
        beside.addWidget(self.text, 1)
        splitter = QSplitter(self)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([270, 650])
        across = QVBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(splitter)

    # Topics ----------------------------------------------------------------------------------------------------------

    def show_topic(self, topic: str) -> None:
        """Show a topic, as a step that can be gone back."""
        topic = topic if topic in TOPICS else TOPICS[0]
        if topic != self.topic:
            del self._visited[self._place + 1 :]
            self._visited.append(topic)
            self._place += 1
        self._show(topic)

    def _go(self, way: int) -> None:
        """Back or forward."""
        if 0 <= self._place + way < len(self._visited):
            self._place += way
            self._show(self._visited[self._place])

    def _show(self, topic: str) -> None:
        if topic != self.topic:
            self.topic = topic
            self.text.show_markdown(help_text(topic, self._language), help_title(topic, self._language))
        self.back.setEnabled(self._place > 0)
        self.forward.setEnabled(self._place + 1 < len(self._visited))
        for row in range(self.contents.count()):
            if self.contents.item(row).data(_TOPIC) == topic:
                self.contents.blockSignals(True)
                self.contents.setCurrentRow(row)
                self.contents.blockSignals(False)
        self._mark()

    def _follow(self, link: QUrl) -> None:
        if link.scheme():
            QDesktopServices.openUrl(link)
        else:
            self.show_topic(link.path())

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.show_topic(item.data(_TOPIC))

    # Searching -------------------------------------------------------------------------------------------------------

    def _search(self, words: str) -> None:
        found = search_help(words, self._language) if words.strip() else []
        self._list(found)
        self.nothing.setVisible(bool(words.strip()) and not found)
        if found and self.topic not in {each.topic for each in found}:
            self.show_topic(found[0].topic)
        else:
            self._mark()

    def _list(self, found: list[Found]) -> None:
        """All topics, or those that were found."""
        self.contents.blockSignals(True)
        self.contents.clear()
        for topic in [each.topic for each in found] or TOPICS:
            item = QListWidgetItem(help_title(topic, self._language), self.contents)
            item.setData(_TOPIC, topic)
            if topic == self.topic:
                self.contents.setCurrentItem(item)
        for row, each in enumerate(found):
            self.contents.item(row).setText(f"{each.title} ({each.hits})")
            self.contents.item(row).setToolTip(plain_tip(each.excerpt))
        self.contents.blockSignals(False)

    def _mark(self) -> None:
        """Every hit in the text that is shown; the first one comes into sight."""
        document, palette = self.text.document(), self.text.palette()
        marks: list[QTextEdit.ExtraSelection] = []
        self._hits, self._hit = hits(document.toPlainText(), self.search.text()), -1
        for start, length in self._hits:
            mark = QTextEdit.ExtraSelection()
            cursor = QTextCursor(document)
            cursor.setPosition(start)
            cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
            mark.cursor = cursor  # pyright: ignore[reportAttributeAccessIssue] - Qt's field
            mark.format.setBackground(mix(palette.highlight().color(), palette.base().color(), 0.35))  # pyright: ignore[reportAttributeAccessIssue]
            mark.format.setProperty(QTextFormat.Property.FontWeight, 600)  # pyright: ignore[reportAttributeAccessIssue]
            marks.append(mark)
        self.text.setExtraSelections(marks)
        if marks:
            self._show_hit(0)

    def _show_hit(self, number: int) -> None:
        """Bring one of the hits into sight."""
        self._hit = number
        cursor = QTextCursor(self.text.document())
        cursor.setPosition(self._hits[number][0])
        self.text.setTextCursor(cursor)
        self.text.ensureCursorVisible()

    def _next_hit(self) -> None:
        """Enter: the next hit, and after the last one the next topic that was found."""
        if self._hit + 1 < len(self._hits):
            self._show_hit(self._hit + 1)
        elif self.search.text().strip() and self.contents.count() and not self.nothing.isVisible():
            self.contents.setCurrentRow((self.contents.currentRow() + 1) % self.contents.count())
            self._mark()

    def _escape(self) -> None:
        """Clear the search first, then close."""
        if self.search.text():
            self.search.clear()
        else:
            self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the size."""
        kept = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        with suppress(UserFacingError):  # nothing to stop for: it opens as before
            self._settings.keep_layout({"help": kept})
        super().closeEvent(event)
