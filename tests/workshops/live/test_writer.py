"""Everything that records runs in one thread, one after the other, whatever goes wrong (L8)."""

import threading
import time

import pytest

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
    writer.caught_up().result(5)
    assert slow.done()
