"""Work done by processes of its own: what comes of it, what is raised in it, and when it is given up."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from asylmura_ssg.workers import beside


@pytest.mark.parametrize("jobs", [1, 2])
def test_work_beside_is_done_once_it_was_waited_for(jobs: int, tmp_path: Path) -> None:
    written = tmp_path / "written"
    with beside(written.touch, jobs) as done:
        done()
        assert written.exists()


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_is_raised_beside_is_raised_where_it_is_waited_for(jobs: int) -> None:
    def fail() -> None:
        raise ValueError("ink ran out")

    with pytest.raises(ValueError, match="ink ran out"), beside(fail, jobs) as done:
        done()


def test_what_is_raised_beside_says_where(monkeypatch: pytest.MonkeyPatch) -> None:
    class SealedError(Exception):  # cannot be sent: nobody finds it by its name
        pass

    def fail() -> None:
        raise SealedError("ink ran out")

    with pytest.raises(RuntimeError, match=r"(?s)in fail.*SealedError.*ink ran out"), beside(fail, 2) as done:
        done()
    with pytest.raises(ZeroDivisionError) as raised, beside(lambda: 1 // 0, 2) as divided:
        divided()
    assert "test_workers.py" in raised.value.__notes__[0]


def test_work_that_nobody_waits_for_ends_with_the_block() -> None:
    read, write = os.pipe()  # read() comes back when the last process that could write has ended
    started = time.monotonic()
    with beside(lambda: time.sleep(60), 2):
        os.close(write)
    assert os.read(read, 1) == b""
    os.close(read)
    assert time.monotonic() - started < 30


def test_a_process_that_is_killed_is_told_of() -> None:
    with pytest.raises(RuntimeError, match="before its work was done"), beside(_killed, 2) as done:
        done()


def _killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)
