"""Work that may take over 100 ms: reads on a few threads, writes on one. Results come back on Qt's thread."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal

from desktop.errors import Cancelled, UserFacingError

READERS = 3

OnResult = Callable[[Any], object]
OnError = Callable[[BaseException], object]
OnProgress = Callable[[int, int], object]


class Task:
    """One piece of work. Its thread asks `cancelled` and tells `progress`; Qt's thread may `cancel`."""

    def __init__(self, on_result: OnResult | None, on_error: OnError | None, on_progress: OnProgress | None) -> None:
        self._on_result = on_result
        self._on_error = on_error
        self._on_progress = on_progress
        self._lock = threading.Lock()
        self._cancelled = False
        self._interrupt: Callable[[], object] | None = None
        self._report: Callable[[_News], object] = lambda _news: None

    @property
    def cancelled(self) -> bool:
        """Nobody waits for the result any more."""
        return self._cancelled

    def cancel(self) -> None:
        """Give the work up: its result is dropped, and what it set with `interrupt_with` is called once."""
        with self._lock:
            interrupt = None if self._cancelled else self._interrupt
            self._cancelled = True
        if interrupt is not None:
            interrupt()

    def interrupt_with(self, interrupt: Callable[[], object] | None) -> None:
        """What `cancel` calls, on the canceller's thread: a connection's interrupt, for instance.

        None when there is nothing left to interrupt. Raises Cancelled where the work was given up before.
        """
        with self._lock:
            self._interrupt = interrupt
            given_up = self._cancelled and interrupt is not None
        if given_up:
            raise Cancelled

    def progress(self, done: int, total: int = 0) -> None:
        """Say how far the work is (0 as total: not known). Raises Cancelled where it was given up."""
        if self._cancelled:
            raise Cancelled
        self._report(_News(self, "progress", (done, total)))


@dataclass(frozen=True)
class _News:
    task: Task
    what: str  # progress, result, error
    value: Any


def _work(task: Task, job: Callable[[], object], report: Callable[[_News], object]) -> None:
    """Run the job on this thread and tell its end, unless it was given up."""
    try:
        value = job()
    except Cancelled as error:
        report(_News(task, "error", error))
    except BaseException as error:  # noqa: BLE001 - whatever it is, it belongs on Qt's thread, where it is shown
        report(_News(task, "error", error))
    else:
        report(_News(task, "result", value))


class _Teller(QObject):
    """Hands news from any thread to Qt's, and there to those who wait for them."""

    broken = Signal(object)
    """A bug: an exception that is no UserFacingError, after its `on_error` was called."""
    failed = Signal(object)
    """A UserFacingError that nobody asked to hear of."""
    _news = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._news.connect(self._deliver)

    def _deliver(self, news: _News) -> None:
        task = news.task
        if news.what == "progress":
            if task._on_progress is not None and not task.cancelled:
                task._on_progress(*news.value)
            return
        self._ended(task, news.value if news.what == "error" else None)
        if news.what == "result":
            if task._on_result is not None and not task.cancelled:
                task._on_result(news.value)
        elif not isinstance(news.value, Cancelled) and not task.cancelled:
            self._report_error(task, news.value)

    def _report_error(self, task: Task, error: BaseException) -> None:
        if task._on_error is not None:
            task._on_error(error)
        elif isinstance(error, UserFacingError):
            self.failed.emit(error)
        if not isinstance(error, UserFacingError):
            self.broken.emit(error)

    def _ended(self, task: Task, error: BaseException | None) -> None:
        """A task has come back, with a result or an error."""


class Background(_Teller):
    """Reads on a few threads. Made, used and closed on Qt's thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(READERS, thread_name_prefix="focal-read")
        self._running: set[Task] = set()
        self._latest: dict[str, Task] = {}
        self._closed = False

    def run(
        self,
        job: Callable[[], object],
        on_result: OnResult | None = None,
        on_error: OnError | None = None,
        *,
        topic: str = "",
    ) -> Task:
        """Run a job that needs no word about progress or cancelling; others see `run_task`."""
        return self.run_task(lambda _task: job(), on_result, on_error, topic=topic)

    def run_task(
        self,
        job: Callable[[Task], object],
        on_result: OnResult | None = None,
        on_error: OnError | None = None,
        on_progress: OnProgress | None = None,
        *,
        topic: str = "",
    ) -> Task:
        """Run `job(task)` on a thread; the callbacks are called on Qt's thread, none after `Task.cancel`.

        Of one `topic` only the newest task counts: those before it are cancelled: no stale answer arrives.
        After `close` nothing is begun any more: a timer of a page that is about to go may still ask.
        """
        task = Task(on_result, on_error, on_progress)
        if self._closed:
            task.cancel()
            return task
        task._report = self._news.emit
        if topic:
            if (before := self._latest.get(topic)) is not None:
                before.cancel()
            self._latest[topic] = task
        self._running.add(task)
        self._pool.submit(_work, task, lambda: None if task.cancelled else job(task), self._news.emit)
        return task

    def cancel_all(self) -> None:
        """Give up whatever is running or waiting."""
        for task in tuple(self._running):
            task.cancel()

    def forget_topics(self) -> None:
        """Those who asked have gone, a page with its parts: none of their answers is wanted. What has no topic goes on."""
        for task in tuple(self._latest.values()):
            task.cancel()

    def close(self) -> None:
        """Give everything up and wait for the threads to end."""
        self._closed = True
        self.cancel_all()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _ended(self, task: Task, error: BaseException | None) -> None:
        self._running.discard(task)
        for topic in [topic for topic, latest in self._latest.items() if latest is task]:
            del self._latest[topic]


class Writer(_Teller):
    """Every edit of the workspace, one after another on one thread, so the window never waits for a disk."""

    busy = Signal()
    idle = Signal()
    """All that was asked for has been tried; `unsaved` says whether some of it failed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="focal-write")
        self._waiting = 0
        self._unsaved = 0
        self._preparing: set[Task] = set()

    @property
    def waiting(self) -> int:
        """How many writes have been asked for and not yet been heard of."""
        return self._waiting

    @property
    def unsaved(self) -> int:
        """How many writes failed in the latest spell of writing (`busy` to `idle`): 0 means all is saved."""
        return self._unsaved

    def run(
        self, job: Callable[[], object], on_result: OnResult | None = None, on_error: OnError | None = None
    ) -> Task:
        """Write after everything asked for before; callbacks on Qt's thread. No write is dropped."""
        task = Task(on_result, on_error, None)
        self._waiting += 1
        if self._waiting == 1:
            self._unsaved = 0
            self.busy.emit()
        self._pool.submit(_work, task, job, self._news.emit)
        return task

    def submit(self, job: Callable[[], object]) -> Task:
        """Write after everything asked for before; a failure is told by `failed` or `broken`."""
        return self.run(job)

    def prepare(self, job: Callable[[], object], on_result: OnResult | None = None) -> None:
        """Do what the next write will need, on the thread that writes; it is no write, and nothing is unsaved meanwhile."""
        task = Task(on_result, None, None)
        self._preparing.add(task)
        self._pool.submit(_work, task, job, self._news.emit)

    def flush(self) -> None:
        """Wait until all that was asked for is in the file; the callbacks follow with the next events."""
        self._pool.submit(lambda: None).result()

    def hear_results(self) -> None:
        """Call those who wait for what was written, now: the window is about to end, and no events follow."""
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall.value)

    def close(self) -> None:
        """Write what waits, then end the thread."""
        self._pool.shutdown(wait=True)

    def _ended(self, task: Task, error: BaseException | None) -> None:
        if task in self._preparing:
            self._preparing.remove(task)
            return
        self._waiting -= 1
        self._unsaved += error is not None
        if self._waiting == 0:
            self.idle.emit()
