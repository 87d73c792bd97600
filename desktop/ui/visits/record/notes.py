"""Notes on the spot: the session that is on now on top, and for each question what we saw, take home, leave open."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.system.local_time import in_local_zone
from desktop.ui.current_time import now
from desktop.ui.editor.context import RecordContext, RecordPart
from desktop.ui.editor.record_data import RecordData
from desktop.ui.listing.new_needs import make_need
from desktop.ui.style.visits import notes_sheet
from desktop.ui.tooltips import plain_tip
from desktop.ui.visits.record.note_card import NoteCard
from desktop.ui.visits.record.sessions_now import in_time, on_now, time_words
from desktop.visits.visit import linked_ids
from desktop.visits.visit_times import session_time
from desktop.workspace import PARENT, Record, Value

if TYPE_CHECKING:
    from desktop.ui.desk import Desk

LOOK_MS = 30_000
"""So often it is looked which session is on."""
WIDEST = 760
Place = tuple[str, str]
"""Session and question of a note; "" for none."""


class NotesPart(RecordPart):
    """Follows the clock until the person chooses a session; Ctrl+PageUp and Ctrl+PageDown go through them."""

    def __init__(self, desk: Desk, context: RecordContext) -> None:
        super().__init__()
        self._desk = desk
        self._context = context
        self._visit_id = ""
        self._reading = RecordData()
        self._read_only = False
        self._follows = True
        self._session = ""
        self._fresh: dict[Place, str] = {}  # the ids that empty cards will write under
        self.cards: dict[str, NoteCard] = {}
        self._shown: list[object] = []
        self.setObjectName("notesMode")
        self.before = QPushButton("‹", self)
        self.after = QPushButton("›", self)
        for button, words, way in (
            (self.before, _("Previous session"), -1), (self.after, _("Next session"), 1),
        ):  # fmt: skip
            button.setAccessibleName(words)
            button.setToolTip(plain_tip(words))
            button.setObjectName("stepButton")
            button.clicked.connect(lambda _checked=False, way=way: self.step(way))
        self.choice = QComboBox(self)
        self.choice.setAccessibleName(_("Session"))
        self.choice.setMaxVisibleItems(20)
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.choice.setMinimumContentsLength(16)
        self.choice.activated.connect(lambda _row: self.choose(str(self.choice.currentData() or "")))
        self.now_button = QPushButton(_("&Now"), self)
        self.now_button.setToolTip(_("The session that is on now"))
        self.now_button.clicked.connect(self.follow_clock)
        self.state = QLabel(self)
        self.state.setObjectName("onNow")
        self.state.setWordWrap(True)
        for keys, way in (("Ctrl+PgUp", -1), ("Ctrl+PgDown", 1)):
            shortcut = QShortcut(QKeySequence(keys), self, lambda way=way: self.step(way))
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        top = QHBoxLayout()
        top.setContentsMargins(14, 10, 14, 6)
        for widget in (self.before, self.choice, self.after, self.now_button):
            top.addWidget(widget, 1 if widget is self.choice else 0)
        self._list = QVBoxLayout()
        self._list.setSpacing(10)
        inside = QWidget()
        across = QHBoxLayout(inside)
        across.setContentsMargins(14, 0, 14, 20)
        holder = QWidget(inside)
        holder.setMaximumWidth(WIDEST)
        holder.setLayout(self._list)
        across.addStretch(1)
        across.addWidget(holder, 100)
        across.addStretch(1)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(top)
        column.addWidget(self.state)
        column.addWidget(self.area, 1)
        self._clock = QTimer(self, interval=LOOK_MS)
        self._clock.timeout.connect(self._look)
        self._clock.start()
        self._apply_style()

    # Sessions --------------------------------------------------------------------------------------------------------

    @property
    def session(self) -> str:
        """The id of the session shown; "" for the visit as a whole."""
        return self._session

    def sessions(self) -> list[Record]:
        """Those that notes are written about."""
        return in_time(self._values, [part for part in self._reading.parts if part.type == "session"])

    def choose(self, session: str) -> None:
        """Show the notes of a session; "" those of the visit as a whole."""
        self._follows = False
        self._turn_to(session)

    def step(self, way: int) -> None:
        """The session before or after."""
        places = [self.choice.itemData(row) for row in range(self.choice.count())]
        at = places.index(self._session) + way if self._session in places else 0
        if 0 <= at < len(places):
            self.choose(str(places[at]))
            self.enter()

    def follow_clock(self) -> None:
        """The session that is on now, from now on."""
        self._follows = True
        self._turn_to(self._current())
        self.enter()

    def _look(self) -> None:
        """Another session may have begun. A person who is typing is not taken away from it."""
        here = self.focusWidget()
        typing = here is not None and self.area.isAncestorOf(here) and here.hasFocus()
        if self._follows and not typing:
            self._turn_to(self._current())
        self._show_state()

    def _current(self) -> str:
        found = on_now(self._values, self.sessions(), now())
        if found is not None:
            return found.id
        known = [each.id for each in self.sessions()]
        return self._session if self._session in known else (known[0] if known else "")

    def _turn_to(self, session: str) -> None:
        if session != self._session:
            self._context.saver.end_all()
            self._session = session
        self._show()

    # Showing ---------------------------------------------------------------------------------------------------------

    @property
    def _values(self) -> Mapping[str, Value]:
        return self._reading.record.values if self._reading.record is not None else {}

    def show_reading(self, record_id: str, reading: RecordData, *, read_only: bool) -> None:
        """Show the notes of a visit."""
        if record_id != self._visit_id:
            self._visit_id, self._fresh, self._follows, self._session = record_id, {}, True, ""
        self._reading, self._read_only = reading, read_only
        known = {each.id for each in self.sessions()}
        if self._session not in known or (self._follows and not self._shown):
            self._session = self._current()
        self._show()

    def enter(self) -> None:
        """The first empty card, else the first."""
        cards = list(self.cards.values())
        first = next((card for card in cards if card.is_new), cards[0] if cards else None)
        if first is not None:
            first.enter()

    def finish(self) -> None:
        """Another visit comes."""
        self._shown = []

    def _places(self) -> list[tuple[Place, str]]:
        """For the session shown: each question that it serves, then the session as a whole; the other questions where
        no session is."""
        questions = {part.id: part.title for part in self._reading.parts if part.type == "question"}
        session = next((each for each in self.sessions() if each.id == self._session), None)
        served = linked_ids(session.values, "questions") if session is not None else list(questions)
        written = [
            str(note.values.get("question") or "") for note in self._notes() if self._of(note)[0] == self._session
        ]
        asked = [id for id in dict.fromkeys([*served, *written]) if id in questions]
        places = [((self._session, id), questions[id]) for id in asked]
        whole = _("About the session as a whole") if session is not None else _("About the visit as a whole")
        return [*places, ((self._session, ""), whole)]

    def _notes(self) -> list[Record]:
        notes = [part for part in self._reading.parts if part.type == "note"]
        return sorted(notes, key=lambda note: (str(note.values.get("time") or "9"), note.no))

    def _of(self, note: Record) -> Place:
        return str(note.values.get("session") or ""), str(note.values.get("question") or "")

    def _show(self) -> None:
        self._fill_choice()
        notes = self._notes()
        here = {note.id for note in notes}
        self._fresh = {place: id for place, id in self._fresh.items() if id not in here}
        plan: list[tuple[str, str, Place]] = []  # heading, note, place
        for place, heading in self._places():
            ids = [note.id for note in notes if self._of(note) == place]
            if not ids and not self._read_only:
                ids = [self._fresh.setdefault(place, str(uuid.uuid4()))]
            plan += [(heading if at == 0 else "", id, place) for at, id in enumerate(ids)]
        shape: list[object] = [self._visit_id, self._read_only, *plan]
        if shape != self._shown:
            self._shown = shape
            self._build(plan)
        known = {note.id: note for note in notes}
        for id, card in self.cards.items():
            card.show_note(known.get(id), self._reading.names, read_only=self._read_only)
        self._show_state()

    def _build(self, plan: list[tuple[str, str, Place]]) -> None:
        kept = {id: card for id, card in self.cards.items() if any(id == each[1] for each in plan)}
        while (item := self._list.takeAt(0)) is not None:
            if (widget := item.widget()) is not None and widget not in kept.values():
                widget.hide()
                widget.deleteLater()
        self.cards = {}
        for heading, id, place in plan:
            if heading:
                label = QLabel(heading, self.area)
                label.setObjectName("noteQuestion")
                label.setWordWrap(True)
                label.setTextFormat(Qt.TextFormat.PlainText)
                self._list.addWidget(label)
            card = kept.get(id) or self._card(id, place)
            self.cards[id] = card
            self._list.addWidget(card)
        self._list.addStretch(1)

    def _card(self, id: str, place: Place) -> NoteCard:
        def begin() -> dict[str, Value]:
            session, question = place
            values: dict[str, Value] = {
                PARENT: self._visit_id, "session": session or None, "question": question or None,
                "time": self._written_at(), "written_by": self._desk.workspace.author or None,
            }  # fmt: skip
            return {name: value for name, value in values.items() if value is not None}

        card = NoteCard(self._context, id, begin, self.area)
        card.activity_wanted.connect(self._to_activity)
        card.need_wanted.connect(lambda note: make_need(self._desk, note))
        card.opened.connect(self._context.desk.open_record)
        card.removed.connect(self._remove)
        return card

    def _written_at(self) -> str:
        """The time at the host, else here."""
        session = next((each for each in self.sessions() if each.id == self._session), None)
        time = session_time(self._values, session.values) if session is not None else None
        moment = now().astimezone(time.zone) if time is not None and time.zone is not None else in_local_zone(now())
        return moment.strftime("%Y-%m-%dT%H:%M")

    def _fill_choice(self) -> None:
        lines: list[tuple[str, str]] = []
        for each in self.sessions():
            time = session_time(self._values, each.values)
            day = _("Day {number}").format(number=time.day) if time is not None else ""
            when = " ".join(part for part in (day, time_words(self._values, each) if time else "") if part)
            title = each.title or _("Untitled")
            lines.append((f"{when}  {title}".strip(), each.id))
        lines.append((_("The visit as a whole"), ""))
        if lines != [(self.choice.itemText(row), self.choice.itemData(row)) for row in range(self.choice.count())]:
            self.choice.clear()
            for words, id in lines:
                self.choice.addItem(words, id)
        self.choice.setCurrentIndex(max(0, self.choice.findData(self._session)))

    def _show_state(self) -> None:
        current = on_now(self._values, self.sessions(), now())
        session = next((each for each in self.sessions() if each.id == self._session), None)
        if current is not None and current.id == self._session:
            place = str(current.values.get("place") or "")
            words = _("On now") + (f" · {place}" if place else "")
        else:
            words = str(session.values.get("place") or "") if session is not None else ""
        if session is not None and not linked_ids(session.values, "questions"):
            unlinked = _(
                "No question of the visit is linked to this session. What you write is about the session as a whole."
            )
            words = f"{words} · {unlinked}" if words else unlinked
        self.state.setText(words)
        self.state.setVisible(bool(words))
        self.now_button.setVisible(current is not None and current.id != self._session)

    # Deeds -----------------------------------------------------------------------------------------------------------

    def _to_activity(self, note: str) -> None:
        from desktop.ui.visits.record.new_activity import create_activity

        create_activity(self._desk, self._context, note)

    def _remove(self, note: str) -> None:
        workspace = self._context.workspace
        self._context.desk.act(lambda: workspace.journal.delete([note]))

    def changeEvent(self, event: QEvent) -> None:
        """Light or dark."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._apply_style()

    def _apply_style(self) -> None:
        sheet = notes_sheet(self.palette(), self.font())
        if sheet != self.area.styleSheet():
            self.area.setStyleSheet(sheet)
