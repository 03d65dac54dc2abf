"""Everything that records runs in one thread, one after the other, whatever goes wrong (L8)."""

import asyncio
import threading
import time
from typing import Any

import pytest

from workshops.errors import Code, Refused
from workshops.live import writer


def test_submit_runs_all_in_one_thread_in_the_order_of_submission() -> None:
    done: list[int] = []
    threads: set[int] = set()

    def work(number: int) -> None:
        time.sleep(0.002 * (number % 3))
        threads.add(threading.get_ident())
        done.append(number)

    futures = [writer.submit(work, number) for number in range(30)]
    for future in futures:
        future.result(5)
    assert done == list(range(30))
    assert len(threads) == 1
    assert threads != {threading.get_ident()}


def test_submit_gives_the_error_to_whoever_asked_and_goes_on() -> None:
    failed = writer.submit(int, "no number")
    fine = writer.submit(int, "7")
    with pytest.raises(ValueError, match="no number"):
        failed.result(5)
    assert fine.result(5) == 7


def test_caught_up_is_done_after_all_that_was_asked_before() -> None:
    slow = writer.submit(time.sleep, 0.05)
    asyncio.run(asyncio.wait_for(writer.caught_up(), 5))
    assert slow.done()


def test_caught_up_given_up_cancels_nobodys_command() -> None:
    writer.submit(time.sleep, 0.1)
    waiting = writer.submit(int, "7")

    async def give_up() -> None:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(writer.caught_up(), 0.01)

    asyncio.run(give_up())
    assert waiting.result(5) == 7


def test_caught_up_is_done_after_what_was_asked_before_a_page_gave_up() -> None:
    slow = writer.submit(time.sleep, 0.2)
    given_up = writer.submit(int, "7")
    assert given_up.cancel()
    asyncio.run(asyncio.wait_for(writer.caught_up(), 5))
    assert slow.done()


def test_write_that_cannot_begin_in_time_is_refused_and_never_happens(
    monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.WRITER = "thread"
    monkeypatch.setattr(writer, "SECONDS_TO_WAIT", 0.01)
    happened: list[int] = []
    slow = writer.submit(time.sleep, 0.2)
    with pytest.raises(Refused) as refused:
        writer.write(happened.append, 1)
    assert refused.value.code == Code.BUSY
    slow.result(5)
    writer.submit(int, "7").result(5)
    assert happened == []


def test_write_that_has_begun_is_waited_for(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.WRITER = "thread"
    monkeypatch.setattr(writer, "SECONDS_TO_WAIT", 0.05)
    done: list[int] = []

    def work() -> int:
        time.sleep(0.2)
        done.append(1)
        return 7

    assert writer.write(work) == 7
    assert done == [1]
