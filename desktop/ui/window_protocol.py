"""What operations may ask of the window they are called from: it shows messages, opens workspaces and pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from desktop.catalogue import Query
    from desktop.ui.background import Background
    from desktop.ui.desk import Desk
    from desktop.ui.notice_bar import NoticeBar
    from desktop.ui.settings import Settings
    from desktop.workspace import Workspace

Then = Callable[[], object]


class Pages(Protocol):
    """The pages of an open desk."""

    def finish(self) -> None:
        """Hand what is being typed on any page to the writer."""

    def query(self) -> Query:
        """What the page of activities is asked for."""
        ...

    def selected_ids(self) -> list[str]:
        """The activities selected there."""
        ...

    def show_query(self, text: str) -> None:
        """Search the activities."""

    def show_list(self, type: str, query: str) -> None:
        """Search the records of a type, on their page."""

    def open_page(self, name: str) -> object:
        """Bring a page forward, as from its menu."""

    def is_shown(self, name: str) -> bool:
        """Is this the page that is seen?"""
        ...

    def shown_visit(self) -> str | None:
        """The visit that is opened or selected, "" where none is; None where the visits are not seen."""
        ...

    def show_record(self, id: str) -> None:
        """Show a record on the page that can."""

    def show_waiting(self) -> None:
        """Show what waits to come in."""

    def new_visit(self) -> None:
        """Ask what a new visit begins with."""

    def put_notice(self, key: str, notice: NoticeBar | None) -> None:
        """Show a line below the pages, or take it away."""

    def load_sample(self) -> None:
        """Bring the sample in."""

    def discard_sample(self) -> None:
        """Take it out again."""


class WindowProtocol(Protocol):
    """The window."""

    settings: Settings

    @property
    def background(self) -> Background:
        """Threads for what needs no desk."""
        ...

    @property
    def desk(self) -> Desk | None:
        """The desk that is open."""

    @property
    def view(self) -> Pages | None:
        """Its pages."""

    def show_message(self, words: str, action: str = "", then: Then | None = None) -> None:
        """One sentence below the page."""

    def show_file(self, path: Path, words: str) -> None:
        """A file was made: a sentence, and what can be done with the file."""

    def show_help(self) -> None:
        """The help, at the topic of where a person stands."""

    def show_error(self, error: BaseException) -> None:
        """What went wrong."""

    def open(self, path: Path) -> None:
        """Open a workspace in place of the one that is open."""

    def create(self, path: Path, with_sample: bool, then: Then | None = None) -> None:
        """Make a workspace and open it; `then` when it is shown."""

    def bring(self, words: str, job: Callable[[], Workspace], then: Then | None = None) -> None:
        """Let go of what is open, and open the workspace that a job on a thread returns."""

    def open_outside(self, path: Path) -> None:
        """Show a file or a folder with the program that the system has for it."""

    def undo(self) -> None:
        """Take the last action back."""

    def show_name(self) -> None:
        """Show who works here."""

    def close_workspace(self) -> None:
        """Back to the first page."""

    def close(self) -> object:
        """Close the window, when all is written."""

    def set_language(self, language: str) -> None:
        """Show another language from now on."""

    def choose_scheme(self, scheme: str) -> None:
        """Light, dark, or as the system."""
