"""Files are made in another process, which survives whatever a file does to it."""

import contextlib
import os
import resource
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import typst
from django.utils.translation import get_language, override

from maps.exports import making
from maps.exports.backup import to_json
from maps.exports.formats import Options
from maps.exports.making import MakingFailed, close, make, run
from tests.maps.exports.conftest import Room


def process() -> int:
    return os.getpid()


def niceness() -> int:
    return os.nice(0)


def limits() -> list[int]:
    return [resource.getrlimit(one)[0] for one in (resource.RLIMIT_DATA, resource.RLIMIT_CORE)]


def write_file(path: str) -> None:
    Path(path).write_text("words", encoding="utf-8")


def fetch() -> str:
    try:
        typst.compile(b'#import "@preview/cetz:0.3.0"')
    except typst.TypstError as error:
        return str(error)
    return "fetched"


def loop() -> None:
    while True:
        pass


def grow() -> int:
    kept = []
    while True:
        kept.append(bytearray(1 << 20))


def be_killed(number: int) -> None:
    os.kill(os.getpid(), number)


def fail() -> None:
    raise LookupError("a fault of ours")


def wait(seconds: float) -> None:
    time.sleep(seconds)


@pytest.fixture(scope="module", autouse=True)
def closed_afterwards() -> Iterator[None]:
    yield
    close()


def test_files_are_made_in_one_other_process() -> None:
    first, second = run(process), run(process)
    assert first == second != os.getpid()


def test_process_gives_way_and_has_limits() -> None:
    assert run(niceness) == os.nice(0) + making.POLITENESS
    assert run(limits) == [making.MEMORY, 0]


def test_process_writes_no_file(tmp_path: Path) -> None:
    with contextlib.suppress(OSError):
        run(write_file, str(tmp_path / "file"))
    assert (tmp_path / "file").read_text(encoding="utf-8") == ""


def test_process_fetches_nothing() -> None:
    assert "refused" in run(fetch)


def test_language_is_that_of_whoever_asks() -> None:
    with override("de"):
        assert run(get_language) == "de"
    assert run(get_language) == get_language()


def test_fault_of_ours_is_raised_here() -> None:
    with pytest.raises(LookupError, match="a fault of ours"):
        run(fail)


def test_endless_file_is_stopped_and_the_next_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "SECONDS", 0.3)
    with pytest.raises(MakingFailed) as failed:
        run(loop)
    assert failed.value.why == "too-long"
    monkeypatch.undo()
    assert run(process)


def test_growing_file_is_stopped_and_the_next_made() -> None:
    with pytest.raises(MakingFailed) as failed:
        run(grow)
    assert failed.value.why == "too-large"
    assert run(process)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGABRT])
def test_dying_process_is_replaced(number: int) -> None:
    with pytest.raises(MakingFailed) as failed:
        run(be_killed, number)
    assert failed.value.why == "too-large"
    assert run(process)


def test_process_that_dies_idle_is_replaced() -> None:
    os.kill(run(process), signal.SIGKILL)
    assert run(process)


def test_process_begins_anew_after_some_files() -> None:
    close()
    assert len({run(process) for _file in range(making.FILES + 1)}) == 2


def test_impatience_is_told_from_a_long_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "PATIENCE", 0.1)
    with pytest.raises(MakingFailed) as failed:
        run(wait, 5)
    assert failed.value.why == "too-many"


@pytest.mark.django_db(transaction=True, databases=["default", "reader"])
def test_map_is_made_there_as_here(room: Room) -> None:
    taken = room.read()
    assert make("json", [taken], Options()) == to_json(taken)
