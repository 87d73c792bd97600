"""The page of evidence: choose what it is about, read, open the records behind each number, save it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QStringListModel, Qt, QUrl, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from desktop.errors import UserFacingError
from desktop.i18n import _, ngettext, pgettext
from desktop.ui.current_time import today
from desktop.ui.evidence.evidence_html import evidence_html, opened_by
from desktop.ui.icons import icon
from desktop.ui.listing.empty_state import EmptyState
from desktop.ui.live_page import LivePage
from desktop.ui.operations.dialogs import open_dialog
from desktop.ui.style.learning import learning_sheet
from desktop.ui.style.palette_changes import set_following_sheet
from desktop.ui.tooltips import plain_tip

if TYPE_CHECKING:
    from desktop.evidence.blocks import Section
    from desktop.evidence.subject import Subject
    from desktop.figures import Period
    from desktop.ui.desk import Desk
    from desktop.ui.dialogs.report_dialog import ReportChoices

QUIET_MS = 600
_YEARS = 6
_MARGIN = 22
_DEFAULT = ("target", "SDG:11.5")


@dataclass(frozen=True)
class Found:
    """What the page shows: a subject with its sections, or a sentence why there is none; and what there is to choose."""

    kind: str
    choices: tuple[Subject, ...]
    subject: Subject | None = None
    about: str = ""
    sections: tuple[Section, ...] = ()
    empty: bool = False


class EvidencePage(LivePage):
    """Reads itself again when the desk changes and it is seen."""

    list_wanted = Signal(str, str)
    """A record type and a query: the list behind a number."""
    sample_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        from desktop.evidence.subject import KINDS

        super().__init__(desk, "evidence", QUIET_MS, parent)
        self.found: Found | None = None
        self._wanted = _DEFAULT
        self._text = ""
        """What was typed and is to be looked for; "" where `_wanted` says what is shown."""
        self.kind = QComboBox(self)
        for name, words in KINDS.items():
            self.kind.addItem(_(words), name)
        self.kind.activated.connect(lambda _row: self._choose_kind())
        self.choice = QComboBox(self)
        self.choice.setEditable(True)
        self.choice.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.choice.setMaxVisibleItems(20)
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.choice.setMinimumContentsLength(24)
        self._names = QStringListModel(self)  # there may be many thousand towns
        self._codes: tuple[str, ...] = ()
        self.choice.setModel(self._names)
        completer = QCompleter(self._names, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.choice.setCompleter(completer)
        self.choice.activated.connect(self._choose_row)
        line = self.choice.lineEdit()
        assert line is not None
        line.setAccessibleName(_("Name"))
        line.returnPressed.connect(self._look_for)
        self.period = QComboBox(self)
        self.period.setEditable(True)
        self.period.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.period.addItem(_("All years"))
        year = today().year
        self.period.addItems([str(each) for each in range(year, year - _YEARS, -1)])
        self.period.setToolTip(_("A year, months or days: 2026, 2024..2026, 2026-01..2026-06"))
        self.period.activated.connect(lambda _row: self.read())
        line = self.period.lineEdit()
        assert line is not None
        line.setAccessibleName(_("Period"))
        line.returnPressed.connect(self.read)
        self.save = QAction(icon("report"), _("Save as &PDF…"), self)
        self.save.triggered.connect(self.ask_report)
        self.annex = QAction(icon("report"), _("Anne&x of a local review…"), self)
        self.annex.setToolTip(_("Actions by goal and target, for a voluntary local review: PDF, Markdown or CSV"))
        self.annex.triggered.connect(self.ask_annex)
        self.said = QLabel(self)
        self.said.setObjectName("quiet")
        self.said.setWordWrap(True)
        self.said.hide()
        self.text = QTextBrowser(self)
        self.text.setOpenLinks(False)
        self.text.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.text.document().setDocumentMargin(_MARGIN)
        self.text.anchorClicked.connect(self._open)
        self.empty = EmptyState(self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.text)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.addLayout(self._build_top())
        column.addWidget(self.said)
        column.addWidget(self._stack, 1)
        set_following_sheet(self, learning_sheet)

    def _build_top(self) -> QHBoxLayout:
        top = QHBoxLayout()
        top.setSpacing(8)
        for words, widget, share in (
            (_("Evidence &on:"), self.kind, 0), (_("Na&me:"), self.choice, 1), (_("Pe&riod:"), self.period, 0),
        ):  # fmt: skip
            label = QLabel(words, self)
            label.setBuddy(widget)
            widget.setAccessibleName(words.replace("&", "").rstrip(":\u00a0\u202f "))
            top.addWidget(label)
            top.addWidget(widget, share)
        self._buttons: list[QPushButton] = []
        for action in (self.save, self.annex):
            button = QPushButton(action.text(), self)
            button.setAutoDefault(False)
            button.setToolTip(plain_tip(action.toolTip()))
            button.clicked.connect(action.trigger)
            self._buttons.append(button)
            top.addWidget(button)
        return top

    # The window ------------------------------------------------------------------------------------------------------

    def enter(self) -> None:
        """The keyboard into the name, where one types what one wants to know."""
        self.choice.setFocus(Qt.FocusReason.OtherFocusReason)

    def actions_for_menu(self) -> dict[str, list[QAction]]:
        """What can be saved."""
        return {"record": [self.save, self.annex]}

    def menu_title(self) -> str:
        """The menu of this page."""
        return _("Ev&idence")

    def changeEvent(self, event: QEvent) -> None:
        """Light or dark: the text is in its colours."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.ApplicationPaletteChange) and self.found is not None:
            self._draw(self.found)

    # What is chosen --------------------------------------------------------------------------------------------------

    def show_subject(self, kind: str, code: str) -> None:
        """Show another subject."""
        self._wanted, self._text = (kind, code), ""
        self.kind.setCurrentIndex(max(self.kind.findData(kind), 0))
        self.read()

    def read(self) -> None:
        """Read everything again, on a thread; with very many records that takes a moment."""
        self._say(_("Reading…"))
        super().read()

    def _choose_kind(self) -> None:
        """The first of that kind, until one is chosen."""
        kind = str(self.kind.currentData())
        if kind != self._wanted[0]:
            self.show_subject(kind, "")
            self.choice.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose_row(self, row: int) -> None:
        if 0 <= row < len(self._codes) and self._codes[row] != self._wanted[1]:
            self.show_subject(self._wanted[0], self._codes[row])

    def _look_for(self) -> None:
        """Enter behind typed words: what is meant by them, though no line of the list says the same."""
        text = self.choice.currentText().strip()
        row = self.choice.findText(text, Qt.MatchFlag.MatchFixedString)
        if row >= 0:
            self._choose_row(row)
        elif text:
            self._text = text
            self.read()

    # What is read ----------------------------------------------------------------------------------------------------

    def _period(self) -> Period:
        from desktop.figures import ALL_TIMES, read_period

        text = self.period.currentText().strip()
        return ALL_TIMES if text == _("All years") else read_period(text)

    def job(self) -> Callable[[], Found | UserFacingError]:
        """Everything on the page, for a thread."""
        workspace, day, text, (kind, code) = self._desk.workspace, today(), self._text, self._wanted
        try:
            period = self._period()
        except UserFacingError as error:
            wrong = error
            return lambda: wrong
        known = self.found.choices if self.found is not None and self.found.kind == kind and not self._stale else ()

        def read() -> Found | UserFacingError:
            from desktop.evidence.reading import read_evidence
            from desktop.evidence.sections import about_words, evidence_sections
            from desktop.evidence.subject import find_subject, subject_of, subjects

            choices = known or tuple(subjects(workspace, kind))
            try:
                subject = find_subject(workspace, kind, text) if text else None
            except UserFacingError as error:
                return error
            if subject is None:
                chosen = code or (choices[0].code if choices else "")
                if not chosen:
                    return Found(kind, choices)
                subject = subject_of(workspace, kind, chosen)
            found = read_evidence(workspace, subject, period, day)
            return Found(
                kind, choices, subject, about_words(subject, period, day), tuple(evidence_sections(found)), found.empty
            )

        return read

    def show_found(self, found: Found | UserFacingError) -> None:
        """Show it; where nothing was found, say why and leave what is shown."""
        if isinstance(found, UserFacingError):
            self._say(str(found))
            return
        self._say("")
        before = self.found
        self.found = found
        if found.subject is not None:
            self._wanted, self._text = (found.kind, found.subject.code), ""
        self._show_choices(found)
        for each in (self.save, *self._buttons[:1]):
            each.setEnabled(found.subject is not None)
        if found.subject is None:
            self.empty.show_words(
                "overview", _("Nothing to choose from yet"),
                _("What was done, what changed and what is missing is shown here, once there are such records."),
                [(_("Load the sample"), self.sample_wanted.emit)] if self._desk.writable else [],
            )  # fmt: skip
            self._stack.setCurrentWidget(self.empty)
            return
        self._stack.setCurrentWidget(self.text)
        at = self.text.verticalScrollBar().value()
        self._draw(found)
        same = before is not None and before.subject == found.subject
        self.text.verticalScrollBar().setValue(at if same else 0)

    def _say(self, words: str) -> None:
        self.said.setText(words)
        self.said.setVisible(bool(words))

    def _show_choices(self, found: Found) -> None:
        """The names of the kind, and the one that is shown among them."""
        words = [each.title for each in found.choices]
        if words != self._names.stringList():
            self._names.setStringList(words)
        self._codes = tuple(each.code for each in found.choices)
        if found.subject is not None:
            row = self._codes.index(found.subject.code) if found.subject.code in self._codes else -1
            self.choice.setCurrentIndex(row)
            if row < 0:  # an indicator, or a place where nothing is
                self.choice.setEditText(found.subject.title)
            if (line := self.choice.lineEdit()) is not None:
                line.setCursorPosition(0)  # a long name is read from its beginning

    def _draw(self, found: Found) -> None:
        if found.subject is not None:
            html = evidence_html(found.subject.title, found.about, found.sections, self.palette())
            self.text.setHtml(html)
            self.text.setAccessibleName(_("Evidence: {subject}").format(subject=found.subject.title))

    def _open(self, url: QUrl) -> None:
        opens = opened_by(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))
        if opens is None:
            return
        if opens.subject is not None:
            self.show_subject(*opens.subject)
        elif opens.id:
            self._desk.record_wanted.emit(opens.id)
        else:
            self.list_wanted.emit(opens.type, opens.query)

    # What leaves -----------------------------------------------------------------------------------------------------

    def ask_report(self) -> None:
        """Ask in which language and where it goes."""
        from desktop.ui.dialogs.report_dialog import ReportDialog

        if self.found is None or (subject := self.found.subject) is None or (period := self._valid_period()) is None:
            return
        workspace = self._desk.workspace

        def write(target: Path, choices: ReportChoices, cancelled: Callable[[], bool]) -> str:
            from desktop.reports.evidence import EvidenceOptions, write_evidence

            wanted = EvidenceOptions(
                subject=subject, period=period, language=choices.language, page_size=choices.page_size,
                author=workspace.author,
            )  # fmt: skip
            made = write_evidence(workspace, target, wanted, today=today(), cancelled=cancelled)
            return _made(target, made.pages)

        open_dialog(
            ReportDialog(
                self._desk, pgettext("page", "Evidence"), _("Evidence: {subject}").format(subject=subject.title), write,
                formats=_formats(with_table=False), parent=self.window(),
            )
        )  # fmt: skip

    def ask_annex(self) -> None:
        """Ask of what, as which file and where it goes."""
        from desktop.evidence.subject import ORGANISATION, PLACE
        from desktop.ui.dialogs.report_dialog import ReportDialog

        if (period := self._valid_period()) is None:
            return
        workspace = self._desk.workspace
        subject = self.found.subject if self.found is not None else None
        scopes = [("", _("All that this desk knows"))]
        if subject is not None and subject.kind in (ORGANISATION, PLACE):
            scopes.insert(0, (subject.query, subject.title))

        def write(target: Path, choices: ReportChoices, cancelled: Callable[[], bool]) -> str:
            from desktop.reports.evidence import AnnexOptions, write_annex

            wanted = AnnexOptions(
                period=period, query=choices.scope, language=choices.language, page_size=choices.page_size,
                author=workspace.author,
            )  # fmt: skip
            return write_annex(workspace, target, wanted, today=today(), cancelled=cancelled).sentence(target.name)

        open_dialog(
            ReportDialog(
                self._desk, _("Annex of a local review"), _("Annex of a local review"), write, scopes=scopes,
                formats=_formats(with_table=True), parent=self.window(),
            )
        )  # fmt: skip

    def _valid_period(self) -> Period | None:
        try:
            return self._period()
        except UserFacingError as error:
            self._say(str(error))
            return None


def _formats(*, with_table: bool) -> Sequence[tuple[str, str]]:
    found = [(".pdf", "PDF"), (".md", _("Markdown (text)"))]
    return [*found, (".csv", _("Table (CSV)"))] if with_table else found


def _made(target: Path, pages: int) -> str:
    if not pages:
        return _("{name} is made.").format(name=target.name)
    words = ngettext("{name} is made: {number} page.", "{name} is made: {number} pages.", pages)
    return words.format(name=target.name, number=pages)
