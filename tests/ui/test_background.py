"""Background work: threads, order, cancel, errors."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from pytestqt.qtbot import QtBot

from desktop.errors import UserFacingError
from desktop.ui.background import Background, Task, Writer


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    made = Background()
    yield made
    made.close()


@pytest.fixture
def writer(qtbot: QtBot) -> Iterator[Writer]:
    made = Writer()
    yield made
    made.close()


def test_result_comes_back_on_qts_thread(qtbot: QtBot, background: Background) -> None:
    seen: list[tuple[int, int]] = []
    background.run(threading.get_ident, lambda worker: seen.append((worker, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(seen))
    worker, here = seen[0]
    assert here == threading.get_ident() != worker


def test_only_the_newest_of_a_topic_answers(qtbot: QtBot, background: Background) -> None:
    answers: list[str] = []
    go_on = threading.Event()

    def slow() -> str:
        go_on.wait(5)
        return "old"

    background.run(slow, answers.append, topic="rows")
    background.run(lambda: "new", answers.append, topic="rows")
    qtbot.waitUntil(lambda: answers == ["new"])
    go_on.set()
    qtbot.waitUntil(lambda: not background._running)
    assert answers == ["new"]


def test_progress_and_cancel(qtbot: QtBot, background: Background) -> None:
    heard: list[tuple[int, int]] = []
    results: list[object] = []
    interrupted: list[bool] = []
    cancelled = threading.Event()

    def job(task: Task) -> str:
        task.interrupt_with(lambda: interrupted.append(True))
        task.progress(1, 2)
        cancelled.wait(5)
        task.progress(2, 2)
        return "never"

    task = background.run_task(job, results.append, results.append, lambda done, total: heard.append((done, total)))
    qtbot.waitUntil(lambda: heard == [(1, 2)])
    task.cancel()
    task.cancel()
    cancelled.set()
    qtbot.waitUntil(lambda: not background._running)
    assert (heard, results, interrupted) == ([(1, 2)], [], [True])


def test_fault_of_the_world_and_bug_are_told_apart(qtbot: QtBot, background: Background) -> None:
    world, bug = UserFacingError("The disk is full."), ValueError("ours")

    def fail(error: Exception) -> None:
        raise error

    with qtbot.waitSignal(background.failed) as failed:
        background.run(lambda: fail(world))
    with qtbot.waitSignal(background.broken) as broken:
        background.run(lambda: fail(bug))
    assert failed.args == [world]
    assert broken.args == [bug]


def test_writes_keep_their_order_and_flush_waits(qtbot: QtBot, writer: Writer) -> None:
    written: list[int] = []
    go_on = threading.Event()
    with qtbot.waitSignals([writer.busy, writer.idle]):
        writer.submit(lambda: go_on.wait(5))
        for number in range(20):
            writer.submit(lambda number=number: written.append(number))
        assert writer.waiting == 21 and written == []
        go_on.set()
        writer.flush()
        assert written == list(range(20))
    assert (writer.waiting, writer.unsaved) == (0, 0)


def test_failed_write_does_not_count_as_saved(qtbot: QtBot, writer: Writer) -> None:
    def full() -> None:
        raise UserFacingError("The disk is full.")

    errors: list[BaseException] = []
    with qtbot.waitSignal(writer.idle):
        writer.run(full, None, errors.append)
        writer.submit(lambda: None)
    assert writer.unsaved == 1 and len(errors) == 1
    with qtbot.waitSignal(writer.idle):
        writer.submit(lambda: None)
    assert writer.unsaved == 0


def test_nothing_begins_after_the_end(qtbot: QtBot) -> None:
    background, done = Background(), []
    background.close()
    assert background.run(lambda: done.append(1)).cancelled
    assert done == []
