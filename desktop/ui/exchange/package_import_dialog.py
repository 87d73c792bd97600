"""A package that arrived: who made it, what it would do, and only then: take it in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.errors import UserFacingError
from desktop.exchange.partners import Trust, Verdict
from desktop.i18n import _, ngettext
from desktop.ui.dialogs.check_box import Tick
from desktop.ui.dialogs.step_dialog import StepDialog, trouble_words
from desktop.ui.exchange.package_import_job import Arriving, ImportAnswers, PackageImportJob, Source, undo_import
from desktop.ui.exchange.report_panel import ReportPanel
from desktop.ui.icons import icon
from desktop.ui.style.colours import hairline, mix, tinted, warning
from desktop.ui.style.exchange import exchange_sheet
from desktop.ui.tooltips import plain_tip
from desktop.ui.widgets.number_text import counted
from desktop.ui.widgets.time_text import made_at, megabytes

if TYPE_CHECKING:
    from desktop.exchange.packages import Manifest
    from desktop.ui.desk import Desk

LOOKING, TROUBLE, FORESEEN, TAKING, DONE = range(5)


class PackageImportDialog(StepDialog):
    """Looks at the package once it is shown. Esc cancels whatever is going on; cancelled, nothing was changed.

    In the place of a package there may be records that were set aside.
    `conflicts_wanted`: the person wants to settle what is in conflict since.
    """

    conflicts_wanted = Signal()

    def __init__(self, desk: Desk, source: Source, parent: QWidget | None = None) -> None:
        super().__init__(_("Import a package"), parent)
        self._desk = desk
        self._source = source
        self._name = source.name if isinstance(source, Path) else _("Set aside earlier")
        self._arriving: Arriving | None = None
        self.work = PackageImportJob(desk, self)
        self._build()
        self.work.foreseen.connect(self._foreseen)
        self.work.taken.connect(self._taken)
        self.work.refused.connect(self._refused)
        self.work.given_up.connect(self._given_up)
        self.work.import_undone.connect(self._import_undone)
        self.work.progressed.connect(self.busy_with)

    def begin(self) -> None:
        """Look at the package."""
        self.busy.begin(_("Checking {name}…").format(name=self._name))
        self._enter(LOOKING, _("Nothing is saved yet."))
        self.work.foresee(self._source)

    # Building --------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.setModal(True)
        letter = self.fontMetrics().averageCharWidth()
        self.resize(min(letter * 120, 960), 620)
        head = self.make_head(self._name)
        if isinstance(self._source, Path):
            self.title.setToolTip(plain_tip(str(self._source)))
        plan = self._build_plan()
        self.undo = self.button(_("Undo the import"), self._undo)
        self.resolve = self.button(_("Resolve the conflicts"), self._open_conflicts)
        self.lay_out(head, (plan,), (self.undo, self.resolve))

    def _build_plan(self) -> QWidget:
        self._picture = QLabel(self)
        self.verdict = QLabel(self)
        self.advice = QLabel(self)
        for label in (self.verdict, self.advice):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.verdict.setObjectName("verdict")
        self.advice.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.tick = Tick(parent=self)
        self.tick.toggled.connect(self._allow)
        self._signed = QWidget(self)
        self._signed.setObjectName("signed")
        words = QVBoxLayout()
        words.setSpacing(4)
        for widget in (self.verdict, self.advice, self.tick):
            words.addWidget(widget)
        across = QHBoxLayout(self._signed)
        across.setContentsMargins(12, 10, 12, 10)
        across.setSpacing(10)
        across.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(words, 1)
        self.report = ReportPanel(self)
        self.report.chosen_changed.connect(self._chosen)
        plan = QWidget(self)
        column = QVBoxLayout(plan)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._signed)
        column.addWidget(self.report, 1)
        return plan

    def sheet(self) -> str:
        """As the page of exchange; in another colour where a word is needed first."""
        palette = self.palette()
        grave = self._arriving is not None and bool(_question(self._arriving))
        colour = warning(palette) if grave else palette.highlight().color()
        self._picture.setPixmap(icon("warning" if grave else "check").pixmap(QSize(20, 20)))
        return exchange_sheet(palette, self.font()) + (
            f"#signed {{ border: 1px solid {mix(colour, hairline(palette), 0.5).name()}; border-radius: 6px;"
            f" background: {tinted(palette, colour, 0.10).name()}; }}"
            "#signed QLabel { border: none; background: transparent; }"
            "#verdict { font-weight: 600; } #signed QCheckBox:focus { text-decoration: underline; }"
        )

    # Steps -----------------------------------------------------------------------------------------------------------

    def _enter(self, step: int, words: str = "") -> None:
        self.step = step
        page = {TROUBLE: 1, FORESEEN: 2, DONE: 2}
        self.pages.setCurrentIndex(page.get(step, 0))
        self.words.setText(words)
        arriving = self._arriving
        self.tick.setVisible(step == FORESEEN and arriving is not None and bool(_question(arriving)))
        self.undo.setVisible(step == DONE and arriving is not None and bool(arriving.group))
        self.resolve.setVisible(
            self.undo.isVisibleTo(self) and arriving is not None and arriving.report.figures.disputed > 0
        )
        self.cancel.setVisible(step in (LOOKING, FORESEEN, TAKING))
        self.cancel.setEnabled(True)
        self.undo.setEnabled(True)
        self.next.setVisible(step in (TROUBLE, FORESEEN, DONE))
        self._allow()

    def _allow(self) -> None:
        """What nobody signed, or a desk that is not accepted yet, needs an answer first; what is not ticked waits."""
        self.next.setEnabled(self.step != FORESEEN or self.tick.isHidden() or self.tick.isChecked())
        if self.step != FORESEEN:
            self.next.setText(_("Close"))
            return
        coming, deferred = self.report.coming, self.report.deferred
        if not deferred:
            self.next.setText(_("&Import"))
        elif coming:
            self.next.setText(_("&Import {number}").format(number=counted(coming)))
        else:
            self.next.setText(_("Set &aside"))
            self.next.setEnabled(self.next.isEnabled() and isinstance(self._source, Path))

    def _chosen(self) -> None:
        """A tick was set or taken."""
        if self.step != FORESEEN or self._arriving is None:
            return
        self._allow()
        if deferred := self.report.deferred:
            words = ngettext(
                "{number} record stays on the Exchange page until you import it.",
                "{number} records stay on the Exchange page until you import them.", deferred,
            )  # fmt: skip
            self.words.setText(words.format(number=counted(deferred)))
        else:
            self.words.setText(_foreseen_words(self._arriving))

    def _foreseen(self, arriving: Arriving) -> None:
        if self.closing:
            self.end()
            return
        self._arriving = arriving
        self._show_maker(arriving.manifest, arriving.verdict)
        self.tick.setText(_question(arriving))
        if arriving.excess:
            self.advice.setText(" ".join(filter(None, (self.advice.text(), arriving.excess))))
            self.advice.show()
        self.report.show_report(arriving.report, ticks=True)
        self._enter(FORESEEN)
        self._chosen()
        (self.tick if self.tick.isVisibleTo(self) else self.next).setFocus()

    def _show_maker(self, manifest: Manifest | None, verdict: Verdict | None) -> None:
        self._signed.setVisible(verdict is not None)
        if manifest is None or verdict is None:
            return
        author = manifest.author or _("an unknown person")
        about = [_("From {author}, created {time}").format(author=author, time=made_at(manifest.made))]
        if manifest.addressee:
            about.append(_("for {name}").format(name=manifest.addressee))
        carried = sum(name.startswith("files/") for name in manifest.files)
        if carried:
            words = ngettext("{count} attachment", "{count} attachments", carried)
            about.append(words.format(count=counted(carried)))
        if later := len(manifest.left_out):
            words = ngettext(
                "{count} attachment follows later ({size})", "{count} attachments follow later ({size})", later
            )
            about.append(words.format(count=counted(later), size=megabytes(sum(manifest.left_out.values()))))
        self.about.setText(" · ".join(about))
        self.verdict.setText(verdict.words)
        self.advice.setText(verdict.advice)
        self.advice.setVisible(bool(verdict.advice))
        self.tick.setChecked(False)
        self.apply_style()

    def go_on(self) -> None:
        """Take it in, or close."""
        if self.step != FORESEEN or self._arriving is None:
            self.accept()
            return
        verdict, said = self._arriving.verdict, self.tick.isChecked()
        self.busy.begin(_("Importing {name}…").format(name=self._name))
        self._enter(TAKING, _("If you cancel, nothing changes."))
        self.cancel.setFocus()
        answers = ImportAnswers(
            unsigned=said and verdict is not None and verdict.trust is Trust.UNSIGNED,
            new_key=said and verdict is not None and verdict.trust is Trust.CHANGED,
            accept_new=said and verdict is not None and verdict.needs_acceptance,
            accept_large=said and bool(self._arriving.excess),
            selection=self.report.choice(),
        )
        self.work.take(self._source, answers)

    def _taken(self, arriving: Arriving) -> None:
        self._arriving = arriving
        words = _("{name} was imported.").format(name=self._name)
        if self.closing:  # it was through before it could be cancelled: say so, with the way back
            desk, group = self._desk, arriving.group
            desk.show_message(words, _("Undo the import") if group else "", lambda: undo_import(desk, group))
            self.end()
            return
        self.report.show_report(arriving.report, done=True)
        self._enter(DONE, words)
        self.next.setFocus()

    def _refused(self, error: UserFacingError) -> None:
        if self.closing:
            self.end()
            return
        self._arriving = None
        self.trouble.setText(trouble_words(error))
        self._enter(TROUBLE)
        self.next.setFocus()

    def _given_up(self) -> None:
        if self.closing or self.step == LOOKING or self._arriving is None:
            self.end()
            return
        self._enter(FORESEEN, _("Cancelled. Nothing was changed."))
        self.next.setFocus()

    def _undo(self) -> None:
        if self._arriving is not None and self._arriving.group:
            self.undo.setEnabled(False)
            self.resolve.setEnabled(False)
            self.words.setText(_("Undoing the import…"))
            self.work.undo_import(self._arriving.group)

    def _import_undone(self, words: str) -> None:
        self._arriving = None
        self._enter(DONE, words)
        self.next.setFocus()

    def _open_conflicts(self) -> None:
        self.accept()
        self.conflicts_wanted.emit()

    # The end ---------------------------------------------------------------------------------------------------------

    def give_up(self) -> bool:
        """Everything is as it was, then."""
        if not self.work.running:
            return False
        self.cancel.setEnabled(False)
        self.words.setText(_("Undoing the changes…") if self.step == TAKING else _("Stopping…"))
        self.work.give_up()
        return True


def _question(arriving: Arriving) -> str:
    """What a person has to say before it comes in; "" where nothing."""
    verdict = arriving.verdict
    if verdict is None:
        return ""
    if verdict.trust is Trust.UNSIGNED:
        return _("I &trust the sender and want to import it although it is not signed")
    if verdict.trust is Trust.CHANGED:
        return _("The codes &match: this is their new key")
    if verdict.needs_acceptance:
        return _("Accept this &desk: what it sends can be imported from now on")
    return _("I e&xpect that: import it all the same") if arriving.excess else ""


def _foreseen_words(arriving: Arriving) -> str:
    if arriving.report.figures.same:
        return _("It contains nothing new. This desk now knows what the sender has.")
    return _("Nothing is saved yet. A backup is made first.")
