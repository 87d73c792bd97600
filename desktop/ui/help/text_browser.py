"""A text of the help as it is shown: with its pictures as wide as there is room, and what stands below them."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QImage,
    QPalette,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QTextBrowser, QWidget

from desktop.help_texts import PICTURE, picture_path, pictures
from desktop.ui.tooltips import plain_tip

MARGIN, LINE_PERCENT = 24, 125
_LEAST_WIDTH = 200
"""Pixels: a picture is shown no smaller."""
_IMAGE = QTextDocument.ResourceType.ImageResource
_ALTERNATIVE = QTextFormat.Property.ImageAltText


class HelpText(QTextBrowser):
    """One topic. What the pictures show is said to screen readers, and where the pointer rests on one."""

    def __init__(self, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._shown: dict[str, QImage] = {}
        self.setOpenLinks(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)

    def show_markdown(self, markdown: str, title: str) -> None:
        """Show a text of the help."""
        self._shown = {
            f"pictures/{name}.png": QImage(str(picture_path(name, self._language)))
            for _words, name, _below in pictures(markdown)
        }
        self.setMarkdown(PICTURE.sub(r"![\1](pictures/\2.png)\n\n\3", markdown))
        self.setAccessibleName(title)
        self.setAccessibleDescription(" ".join(words for words, _name, _below in pictures(markdown)))
        self._space_out()
        self._fit_pictures()

    def _space_out(self) -> None:
        """Lines with some air, a margin around the text, and small grey words below each picture."""
        document = self.document()
        document.setDocumentMargin(MARGIN)
        cursor = QTextCursor(document)
        cursor.select(QTextCursor.SelectionType.Document)
        spacing = QTextBlockFormat()
        spacing.setLineHeight(LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.mergeBlockFormat(spacing)
        small = QTextCharFormat()
        small.setFontPointSize(self.font().pointSizeF() * 0.9)
        small.setForeground(self.palette().color(QPalette.ColorRole.PlaceholderText))
        single = QTextBlockFormat()
        single.setLineHeight(100, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        block = document.begin()
        while block.isValid():
            formats = [each for each in block.textFormats() if each.format.isImageFormat()]  # pyright: ignore[reportAttributeAccessIssue] - Qt's field
            if formats:
                cursor = QTextCursor(block)
                cursor.mergeBlockFormat(single)
                cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
                said = QTextCharFormat()
                said.setToolTip(plain_tip(str(formats[0].format.property(_ALTERNATIVE) or "")))  # pyright: ignore[reportAttributeAccessIssue]
                cursor.mergeCharFormat(said)
                below = QTextCursor(block.next())
                below.select(QTextCursor.SelectionType.BlockUnderCursor)
                below.mergeCharFormat(small)
            block = block.next()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _fit_pictures(self) -> None:
        """Each as wide as the text, and never wider than it is."""
        room = max(self.viewport().width() - 2 * MARGIN, _LEAST_WIDTH)
        ratio = self.devicePixelRatioF()
        for name, whole in self._shown.items():
            if whole.isNull():
                continue
            width = min(room, whole.width())
            shown = whole.scaledToWidth(round(width * ratio), Qt.TransformationMode.SmoothTransformation)
            shown.setDevicePixelRatio(ratio)
            self.document().addResource(_IMAGE.value, QUrl(name), shown)
        if self._shown:
            self.document().markContentsDirty(0, self.document().characterCount())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The pictures go along."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit_pictures()
