"""One figure over the steps of a job: it never goes back, it ends whole, and the job can be given up at each word."""

from __future__ import annotations

import pytest

from desktop.errors import Cancelled
from desktop.exchange.packages import job_progress
from desktop.exchange.packages.job_progress import TOTAL, JobProgress


def test_the_steps_of_a_job_are_one_figure_that_never_goes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job_progress, "_MIN_SECONDS", 0)
    heard: list[tuple[int, int]] = []
    course = JobProgress(lambda done, all: heard.append((done, all)), None)
    first = course.step(400)
    for done in (0, 1, 2, 3, 4):
        first(done, 4)
    second = course.step(600)
    second(0, 0)
    assert list(course.watch([b"a", b"b"])) == [b"a", b"b"] and course.poll() is False
    second(5, 10)
    second(4, 10)
    second(99, 10)
    assert [done for done, _all in heard] == [0, 100, 200, 300, 400, 400, 400, 400, 400, 700, 700, TOTAL]
    assert heard[-1] == (TOTAL, TOTAL) and {all for _done, all in heard} == {TOTAL}


def test_not_every_word_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(job_progress.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(job_progress, "_MIN_SECONDS", 2)
    heard: list[int] = []
    told = JobProgress(lambda done, all: heard.append(done), None).step(TOTAL)
    for done, wait in ((1, 0.0), (2, 1.0), (3, 1.0), (4, 1.5), (5, 0.5)):
        now[0] += wait
        told(done, 10)
    assert heard == [100, 300, 500]


def test_a_job_is_given_up_at_whichever_word_comes_next() -> None:
    asked = [False]
    course = JobProgress(None, lambda: asked[0])
    told = course.step(10)
    pieces = course.watch([b"a", b"b", b"c"])
    told(1, 2)
    assert next(pieces) == b"a"
    course.check_cancelled()
    asked[0] = True
    for word in (lambda: told(1, 2), lambda: next(pieces), course.poll, course.check_cancelled):
        with pytest.raises(Cancelled):
            word()
    JobProgress(None, None).check_cancelled()
