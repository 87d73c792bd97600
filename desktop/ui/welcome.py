"""The first page: what the desk is, and three ways to begin."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.i18n import LANGUAGES, _, current_language, language_name
from desktop.system.files import exists
from desktop.system.portable import portable_folder
from desktop.ui.buttons import primary
from desktop.ui.file_dialogs import WORKSPACES, ask_target
from desktop.ui.icons import icon
from desktop.ui.settings import Settings
from desktop.ui.style.colours import hairline, muted
from desktop.ui.style.window import form_sheet
from desktop.ui.tooltips import plain_tip
from desktop.ui.welcome_picture import WelcomePicture

SUFFIX = ".focal"
RECENT_SHOWN = 4


def usual_path() -> Path:
    """Where a first workspace goes: FOCAL_DESK_WORKSPACE where set, else the person's documents."""
    if named := os.environ.get("FOCAL_DESK_WORKSPACE"):
        return Path(named)
    if (portable := portable_folder()) is not None:
        return portable / f"Focal Desk{SUFFIX}"
    from platformdirs import user_documents_path

    return user_documents_path() / f"Focal Desk{SUFFIX}"


def free_path(path: Path) -> Path:
    """The path itself, or with a number where a file has that name already."""
    free, number = path, 1
    while exists(free):
        number += 1
        free = path.with_name(f"{path.stem} {number}{path.suffix}")
    return free


def shown_path(path: Path) -> str:
    """A path as people know it: their own folder as "~"."""
    try:
        return str(Path("~") / path.relative_to(Path.home()))
    except (ValueError, RuntimeError):
        return str(path)


class WelcomePage(QScrollArea):
    """Shown while no workspace is open."""

    begin_wanted = Signal(object, bool)
    """A new workspace at this path, with the sample or without."""
    open_wanted = Signal(object)
    """This workspace, or None: let the person choose one."""
    move_wanted = Signal()
    """Bring a desk from another computer."""
    language_chosen = Signal(str)

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._target = free_path(usual_path())
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        sheet = QWidget(self)
        sheet.setObjectName("welcome")
        middle = QWidget(sheet)
        middle.setMaximumWidth(680)
        middle.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(middle)
        column.setContentsMargins(24, 16, 24, 24)
        column.setSpacing(8)
        column.addWidget(WelcomePicture(middle))
        self._add_words(column)
        column.addSpacing(8)
        self._add_name(column)
        column.addSpacing(8)
        self._add_ways(column)
        self._add_target(column)
        self._add_recent(column)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(middle, 8)
        across.addStretch(1)
        rows = QVBoxLayout(sheet)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addLayout(self._languages())
        rows.addStretch(1)
        rows.addLayout(across)
        rows.addStretch(2)
        self.setWidget(sheet)
        self.setFocusProxy(self.sample)

    def name(self) -> str:
        """What the person wrote as their name, with their city or organisation: "Amina Otieno, Mombasa"."""
        return ", ".join(part for part in (self.name_field.text().strip(), self.place_field.text().strip()) if part)

    def changeEvent(self, event: QEvent) -> None:
        """Light or dark."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "name_field"):
            self._apply_style()

    def _apply_style(self) -> None:
        sheet = form_sheet(QApplication.palette())
        if sheet != self.name_field.styleSheet():
            self.name_field.setStyleSheet(sheet)
            self.place_field.setStyleSheet(sheet)

    def _add_words(self, column: QVBoxLayout) -> None:
        title = QLabel(_("Welcome to Focal Desk"), self)
        font = title.font()
        font.setPointSizeF(font.pointSizeF() * 2)
        font.setWeight(font.Weight.DemiBold)
        title.setFont(font)
        title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        words = QLabel(
            _(
                "A catalogue of what cities learn from each other: trainings, courses, visits and "
                "practices, easy to find and to report. Everything stays in one file on this computer; "
                "no internet is needed."
            ),
            self,
        )
        words.setWordWrap(True)
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(title)
        column.addWidget(words)

    def _add_name(self, column: QVBoxLayout) -> None:
        label = QLabel(_("&Your name"), self)
        name, _comma, place = self._settings.name.partition(", ")
        self.name_field = QLineEdit(name, self)
        self.name_field.setPlaceholderText(_("Optional"))
        self.name_field.setAccessibleName(_("Your name"))
        why = QLabel(
            _(
                "Your name is shown with your changes, so that others know whose they are. This program with "
                "your file is called your desk; your colleagues have desks of their own."
            ),
            self,
        )
        why.setWordWrap(True)
        why.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.name_field.setAccessibleDescription(why.text())
        label.setBuddy(self.name_field)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label)
        row.addWidget(self.name_field, 1)
        place_label = QLabel(_("Ci&ty or organisation"), self)
        self.place_field = QLineEdit(place, self)
        self.place_field.setPlaceholderText(_("Optional"))
        self.place_field.setAccessibleName(_("City or organisation"))
        self.place_field.setAccessibleDescription(why.text())
        place_label.setBuddy(self.place_field)
        row.addWidget(place_label)
        row.addWidget(self.place_field, 1)
        column.addLayout(row)
        column.addWidget(why)
        self._apply_style()

    def _add_ways(self, column: QVBoxLayout) -> None:
        self.sample = primary(QPushButton(icon("sample", QPalette.ColorRole.HighlightedText), "", self))
        self.sample.setText(_("Start with the &sample"))
        self.sample.setToolTip(_("60 sample activities and 8 sample visits; delete them with one click"))
        self.empty = QPushButton(icon("new"), _("Start &with an empty file"), self)
        self.empty.setToolTip(_("A new file with nothing in it yet"))
        self.other = QPushButton(icon("open"), _("&Open a workspace…"), self)
        self.other.setToolTip(_("A .focal file that you or a colleague created"))
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.sample, self.empty, self.other):
            button.setMinimumHeight(40)
            button.setIconSize(QSize(20, 20))
            button.setAutoDefault(True)
            button.setAccessibleDescription(button.toolTip())
            row.addWidget(button, 1)
        self.sample.clicked.connect(lambda: self.begin_wanted.emit(self._target, True))
        self.empty.clicked.connect(lambda: self.begin_wanted.emit(self._target, False))
        self.other.clicked.connect(lambda: self.open_wanted.emit(None))
        column.addLayout(row)

    def _add_target(self, column: QVBoxLayout) -> None:
        self._where = QLabel(self)
        self._where.setTextFormat(Qt.TextFormat.PlainText)
        self._where.setWordWrap(True)
        self._where.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.change = QPushButton(_("&Change…"), self)
        self.change.setAccessibleName(_("Change the location of the new file"))
        self.change.clicked.connect(self._choose_target)
        row = QHBoxLayout()
        row.addWidget(self._where, 1)
        row.addWidget(self.change)
        column.addLayout(row)
        self.move_here = QPushButton(icon("import"), _("&Move my desk here…"), self)
        self.move_here.setAccessibleDescription(
            _("Bring your desk from another computer, or one that was handed over to you")
        )
        self.move_here.setToolTip(plain_tip(self.move_here.accessibleDescription()))
        self.move_here.clicked.connect(self.move_wanted)
        column.addWidget(self.move_here, 0, Qt.AlignmentFlag.AlignLeft)
        self._show_target()

    def _add_recent(self, column: QVBoxLayout) -> None:
        paths = self._settings.recent[:RECENT_SHOWN]
        self.recent: list[QPushButton] = []
        if not paths:
            return
        line = QFrame(self)
        line.setFixedHeight(1)
        line.setStyleSheet(f"background: {hairline(self.palette()).name()};")
        column.addSpacing(8)
        column.addWidget(line)
        column.addSpacing(4)
        heading = QLabel(_("Recent files"), self)
        font = heading.font()
        font.setWeight(font.Weight.DemiBold)
        heading.setFont(font)
        column.addWidget(heading)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        for number, path in enumerate(paths):
            button = QPushButton(icon("file"), path.stem.replace("&", "&&"), self)
            button.setFlat(True)
            button.setStyleSheet("text-align: left; padding: 4px 8px;")
            button.setAccessibleDescription(str(path))
            button.clicked.connect(lambda _checked=False, path=path: self.open_wanted.emit(path))
            place = QLabel(shown_path(path.parent), self)
            place.setTextFormat(Qt.TextFormat.PlainText)
            place.setStyleSheet(f"color: {muted(self.palette()).name()};")
            place.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            place.setToolTip(plain_tip(str(path)))
            grid.addWidget(button, number, 0)
            grid.addWidget(place, number, 1)
            self.recent.append(button)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)

    def _languages(self) -> QHBoxLayout:
        self.language = QComboBox(self)
        self.language.setAccessibleName(_("Language"))
        for code in LANGUAGES:
            self.language.addItem(language_name(code), code)
        self.language.setCurrentIndex(LANGUAGES.index(current_language()))
        self.language.activated.connect(lambda: self.language_chosen.emit(self.language.currentData()))
        row = QHBoxLayout()
        row.setContentsMargins(16, 16, 16, 0)
        row.addStretch(1)
        row.addWidget(self.language)
        return row

    def _show_target(self) -> None:
        self._where.setText(_("A new file will be here: {path}").format(path=shown_path(self._target)))
        self._where.setToolTip(plain_tip(str(self._target)))

    def _choose_target(self) -> None:
        words = _("Focal Desk files (*{suffix})").format(suffix=SUFFIX)
        title = _("Location of the new file")
        chosen = ask_target(self, self._settings, WORKSPACES, title, self._target, words)
        if chosen is not None:
            self.set_target(with_suffix(chosen))

    def set_target(self, path: Path) -> None:
        """The new file will be here."""
        self._target = path
        self._show_target()


def with_suffix(path: Path) -> Path:
    """The path with the suffix of a workspace."""
    return path if path.suffix.lower() == SUFFIX else path.with_name(path.name + SUFFIX)
