"""Peer visits through the window: who hosts one, who visits (by keyboard alone), and who asks a year later."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QTableWidget
from pytestqt.qtbot import QtBot

from desktop.catalogue import parts_of
from desktop.ui.dialogs.documents_dialog import DocumentsDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.visits import VisitsPage
from desktop.ui.visits.new_dialog import NewVisitDialog
from desktop.ui.visits.record import VisitView
from desktop.ui.visits.view_switch import BOARD
from desktop.workspace import Record, Workspace
from tests.journeys.person import Person
from tests.reports.read_pdf import Pdf

Key = Qt.Key
Ctrl, Alt = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


class Traveller(Person):
    """Works on the page of visits."""

    @property
    def workspace(self) -> Workspace:
        assert self.window.desk is not None
        return self.window.desk.workspace

    @property
    def visits(self) -> VisitsPage:
        assert self.window.view is not None
        found = self.window.view.page("visits")
        assert found is not None
        return found

    @property
    def visit(self) -> VisitView:
        self.until(lambda: self.visits.opened and self.visits.visit is not None)
        found = self.visits.visit
        assert found is not None
        return found

    def parts(self, type: str) -> list[Record]:
        """The parts of the open visit, as they are in the file."""
        id = self.visits.opened
        return self.workspace.records(type, parts_of(self.workspace, type, id))

    def in_file(self) -> Record:
        """The open visit, as it is in the file."""
        found = self.workspace.record(self.visits.opened)
        assert found is not None
        return found

    def tab(self, words: str) -> None:
        """Click a page of the visit."""
        bar = self.visit.editor.tabs
        place = next(at for at in range(bar.count()) if bar.tabText(at) == words)
        self.click(bar, bar.tabRect(place).center())
        self.until(lambda: bar.currentIndex() == place)

    def table(self) -> QTableWidget:
        """The table of parts that is seen."""
        found: list[QTableWidget] = []

        def look() -> bool:
            found[:] = [each for each in self.visit.findChildren(QTableWidget) if each.isVisible()]
            return bool(found)

        self.until(look)
        return found[0]

    def cell(self, row: int, heading: str) -> str:
        """What stands in a cell of the table that is seen."""
        table = self.table()
        headings = [table.horizontalHeaderItem(at).text() for at in range(table.columnCount())]
        item = table.item(row, headings.index(heading))
        return item.text() if item is not None else ""

    def papers(self) -> DocumentsDialog:
        """The dialog of the papers, once it is open."""
        found = self.dialog()
        assert isinstance(found, DocumentsDialog)
        return found

    def choose_in(self, box: QComboBox, words: str) -> None:
        """Open a box with the mouse, and click an entry."""
        self.click(box)
        items = box.view()
        self.until(items.isVisible)
        row = box.findText(words)

        def chosen() -> bool:
            if items.isVisible():  # a list that has just opened takes a quick click for the end of the one before
                self.click_row(items, row)
            return box.currentText() == words

        self.until(chosen)

    def paper(self, target: Path, make: Callable[[], None]) -> str:
        """What a PDF says that was not there before."""
        assert not target.exists()
        make()
        self.back_at_window()
        assert self.window.message.words.startswith(f"{target.name} was created: ")
        with Pdf(target) as pdf:
            return pdf.whole_text()

    def pages_to(self, words: str) -> None:
        """Ctrl+Tab until the page of the visit is this one."""
        bar = self.visit.editor.tabs
        for _page in range(bar.count()):
            if bar.tabText(bar.currentIndex()) == words:
                return
            self.key(Key.Key_Tab, Ctrl)
        raise AssertionError(words)


def test_a_host_prepares_a_visit_by_mouse(qtbot: QtBot, window: MainWindow, documents: Path) -> None:
    person = Traveller(qtbot, window)
    person.click(window.welcome.name_field)
    person.type("Achieng Odhiambo")
    person.press("Start with an empty file")
    person.until(lambda: window.view is not None)

    # An idea, begun with one of the six approaches.
    person.press("Visits")
    person.until(lambda: window.view.page("visits") is not None)
    person.press("New visit…", person.visits)
    dialog = person.dialog()
    assert isinstance(dialog, NewVisitDialog)
    person.until(lambda: dialog.list.count() == 7)  # six approaches, and nothing
    person.click(dialog.title)
    person.type("How Kisumu keeps its drains open", dialog.title)
    person.click(dialog.start)
    person.type("10 May 2027", dialog.start)
    names = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    person.click_row(dialog.list, names.index("Study visit"))
    person.press("Create the visit", dialog)
    person.back_at_window()
    person.until(lambda: person.visits.opened)
    person.until(lambda: len(person.parts("question")) > 0 and len(person.parts("session")) > 5)
    assert person.in_file().values["start"] == "2027-05-10"
    assert person.in_file().values["approach"] == "study_visit"

    # The brief is written, and the stage goes on though something is missing: it is said.
    person.until(lambda: person.visit.editor.form() is not None)
    form = person.visit.editor.form()
    assert form is not None
    place = form.rows["municipality"].widget
    form.ensureWidgetVisible(place)
    person.click(place.entry())
    person.type("Kisumu", place.entry())
    person.until(lambda: person.saved() and person.in_file().values.get("municipality") == "Kisumu")
    steps = person.visit.stage.steps
    assert "It has no host." in person.visit.stage.missing.accessibleName()
    person.click(steps, steps._boxes()[1].center().toPoint())
    person.until(lambda: person.in_file().values["stage"] == "proposed")
    person.until(lambda: "There is no contact at the host." in person.visit.stage.missing.accessibleName())

    # The programme that came along stands in its days.
    person.tab("Programme")
    programme = person.visit.editor.part("Programme")
    person.until(lambda: programme.editor.visit == person.visits.opened and programme.editor.model.sessions)

    # The programme goes out as PDF, by the button; the method cards of its sessions, by the menu.
    person.press("Documents…", person.visit)
    papers = person.papers()
    assert papers.document.currentText() == "Programme" and papers.file.path.parent == documents
    text = person.paper(papers.file.path, lambda: person.press("Create the PDF", papers))
    assert "How Kisumu keeps its drains open" in text and "Day 1: Monday, 10 May 2027" in text
    assert "Study visit · 10" in text and "Kisumu" in text
    assert [
        each.title for each in person.parts("session") if "".join(each.title.split()) not in "".join(text.split())
    ] == []
    person.choose("Visit", "Documents…")
    papers = person.papers()
    person.choose_in(papers.document, "Method cards")
    text = person.paper(papers.file.path, lambda: person.press("Create the PDF", papers))
    assert "Steps by the minute" in text and "Day 1, " in text

    # In another language the same visit stands there, and back again.
    opened = person.visits.opened
    window.set_language("fr")
    person.until(lambda: window.view.page("visits") is not None and person.visits.opened == opened)
    person.until(lambda: person.visit.stage.steps.stage == "proposed")
    window.set_language("en")
    person.until(lambda: window.view.page("visits") is not None and person.visits.opened == opened)
    person.until(lambda: person.visit.editor.form() is not None)

    # Tasks count from the visit; one is done, and undone.
    person.tab("Preparation")
    tasks = len(person.parts("task"))
    assert tasks > 3
    person.until(lambda: person.table().rowCount() == tasks)
    assert person.cell(0, "Due").endswith(("2026", "2027"))
    first = person.table()
    first.setCurrentCell(0, 0)
    first.setFocus()
    person.key(Key.Key_Space)
    person.until(lambda: sum(each.values.get("state") == "done" for each in person.parts("task")) == 1)
    person.until(window.menus.undo.isEnabled)
    person.choose("Edit", "Undo")
    person.until(lambda: all(each.values.get("state") != "done" for each in person.parts("task")))

    # Back on the page, the visit stands on the board where it is.
    person.press("‹ Back to the visits")
    person.until(lambda: not person.visits.opened)
    person.press("Board")
    person.until(lambda: BOARD in person.visits.views)
    board = person.visits.views[BOARD]
    person.until(lambda: board.columns["proposed"].titles() == ["How Kisumu keeps its drains open"])


def test_a_visitor_asks_notes_and_commits_by_keyboard_alone(qtbot: QtBot, window: MainWindow, documents: Path) -> None:
    person = Traveller(qtbot, window)
    person.until(lambda: window.welcome.sample.hasFocus())
    person.tab_to(lambda here: getattr(here, "text", lambda: "")() == "Start &with an empty file")
    person.key(Key.Key_Space)
    person.until(lambda: window.view is not None)
    person.until(lambda: QApplication.focusWidget() is not None)

    # A visit that begins today, from the keyboard.
    person.key(Key.Key_3, Ctrl)
    person.until(lambda: window.view.page("visits") is not None and window.view.page("visits").isVisible())
    person.key(Key.Key_N, Ctrl)
    dialog = person.dialog()
    person.until(lambda: dialog.list.count() == 7)
    person.until(dialog.title.hasFocus)
    person.type("Three days beside the crew")
    person.key(Key.Key_Down)
    person.key(Key.Key_Up)
    assert dialog.list.currentItem().text() == "Empty"
    person.key(Key.Key_Tab)
    person.type(date.today().isoformat())
    person.key(Key.Key_Return)
    person.back_at_window()
    person.until(lambda: person.visits.opened)

    # Questions.
    person.until(lambda: person.visit.editor.form() is not None)
    person.pages_to("Questions")
    person.key(Key.Key_Space)  # on the button that adds the first one
    person.until(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    person.type("Who is paid, and by whom?")
    person.key(Key.Key_Return)
    person.until(lambda: [each.title for each in person.parts("question")] == ["Who is paid, and by whom?"])
    notes = person.visit.editor.part("Notes")
    person.until(lambda: person.saved() and len(notes.cards) == 2)  # one for the question, one for the whole

    # Notes on the spot: the first empty card has the keyboard.
    person.pages_to("Notes")
    person.until(lambda: isinstance(QApplication.focusWidget(), QPlainTextEdit))
    person.type("A crew of three, paid by the block.")
    person.key(Key.Key_Tab)
    person.type("A book that anybody may open.")
    person.until(
        lambda: [each.values.get("take_home") for each in person.parts("note")] == ["A book that anybody may open."]
    )
    (note,) = person.parts("note")
    assert note.values["question"] == person.parts("question")[0].id

    # A commitment.
    person.pages_to("Outcomes")
    person.key(Key.Key_Space)
    person.until(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    person.type("A crew for two blocks")
    person.key(Key.Key_Return)
    person.until(lambda: [each.title for each in person.parts("commitment")] == ["A crew for two blocks"])
    id = person.visits.opened

    # The note as PDF: Ctrl+Shift+P, down to the note, Tab to the file.
    person.until(person.saved)
    person.key(Key.Key_P, Ctrl | Qt.KeyboardModifier.ShiftModifier)
    papers = person.papers()
    person.tab_to(lambda here: here is papers.document)
    while papers.document.currentText() != "Peer-Learning Note":
        person.key(Key.Key_Down)
    person.tab_to(lambda here: here is papers.file.field)
    person.replace_text(papers.file.field, str(documents / "note of the crew.pdf"))
    text = person.paper(documents / "note of the crew.pdf", lambda: person.key(Key.Key_Return))
    assert "Three days beside the crew" in text and "1. Who is paid, and by whom?" in text
    assert "– A crew of three, paid by the block." in text and "– A book that anybody may open." in text
    assert "A crew for two blocks" in text

    person.key(Key.Key_Escape)  # the line that tells of it goes
    person.until(lambda: not window.message.isVisible())

    # Back with Esc, on the board with Alt+2, a stage on with Alt and the arrow; one undo takes it back.
    person.key(Key.Key_Escape)  # out of the page, to its tab
    person.until(lambda: person.visits.visit.editor.tabs.hasFocus())
    person.key(Key.Key_Escape)
    person.until(lambda: not person.visits.opened)
    person.key(Key.Key_2, Alt)
    person.until(lambda: BOARD in person.visits.views and person.visits.views[BOARD].stage_of(id) == "idea")
    column = person.visits.views[BOARD].columns["idea"]
    person.until(column.hasFocus)
    person.key(Key.Key_Right, Alt)
    person.until(lambda: person.visits.views[BOARD].stage_of(id) == "proposed")
    person.key(Key.Key_Z, Ctrl)
    person.until(lambda: person.visits.views[BOARD].stage_of(id) == "idea")


def test_whoever_follows_up_after_twelve_months(qtbot: QtBot, window: MainWindow, documents: Path) -> None:
    person = Traveller(qtbot, window)
    person.press("Start with an empty file")
    person.until(lambda: window.view is not None)
    ended = date.today() - timedelta(days=380)
    journal = person.workspace.journal
    with journal.group("import"):
        visit = journal.create(
            "visit",
            {"title": "Markets after the flood", "stage": "following_up", "start": ended.isoformat(),
             "end": ended.isoformat(), "targets/SDG:11.5": "principal"},
        )  # fmt: skip
        question = journal.create("question", {"parent": visit, "question": "What reopens a market?"})
        commitment = journal.create(
            "commitment",
            {"parent": visit, "what": "Sheds on stilts", "who": "Awa", "state": "under_way", "question": question},
        )
        follow_up = journal.create(
            "follow_up", {"parent": visit, "after_months": 12, "side": "both", "commitment": commitment}
        )
        journal.create("visit", {"title": "An idea", "stage": "idea"})

    # What is overdue is found, and opened.
    person.press("Visits")
    person.until(lambda: person.visits.model.rowCount() == 2)
    person.click(person.visits.area.line)
    person.type("is:overdue")
    person.until(lambda: person.visits.model.rowCount() == 1)
    person.click_row(person.visits.view, 0)
    person.key(Key.Key_Return)
    person.until(lambda: person.visits.opened == visit)
    person.until(lambda: person.visit.editor.form() is not None)

    # Did it happen, what changed?
    person.tab("Outcomes")
    person.press("Follow-ups  1", person.visit)
    person.until(lambda: person.table().rowCount() == 1)
    harvest = person.visit.editor.part("Outcomes")
    changed = harvest.follow_ups.form.rows["changed"].widget
    harvest.follow_ups.form.ensureWidgetVisible(changed)
    person.click(changed.entry())
    person.type("Forty sheds stood through the last rains.", changed.entry())
    person.until(lambda: person.saved())
    table = person.table()
    table.setFocus()
    table.setCurrentCell(0, 0)
    person.key(Key.Key_Space)
    person.until(lambda: person.workspace.record(follow_up).values.get("done") == date.today().isoformat())
    assert person.workspace.record(follow_up).values["changed"] == "Forty sheds stood through the last rains."

    # The chain is read, and the commitment becomes an activity: linked both ways, undone as one.
    person.press("Learning chain", person.visit)
    person.until(lambda: any("Forty sheds" in line for line in harvest.chain.lines()))
    assert harvest.chain.lines()[0] == "What reopens a market?"
    person.press("Commitments  1", person.visit)
    person.press("Convert to activity", person.visit)
    person.until(lambda: person.workspace.record(commitment).values.get("activity"))
    made = str(person.workspace.record(commitment).values["activity"])
    person.until(lambda: person.in_file().values.get(f"practices/outcome:{made}"))
    person.press("Open it")
    person.until(lambda: window.view.pages.currentWidget() is window.view.activities)
    person.until(lambda: person.editor.record_id == made)
    person.choose("Edit", "Undo")
    person.until(lambda: not person.workspace.record(commitment).values.get("activity"))
