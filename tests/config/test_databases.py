"""The two aliases of one database: `default` writes, `reader` reads one moment and never holds up the writer."""

import threading

import pytest
from django.db import DatabaseError, connections, transaction

from workshops.models import SetupCode

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "reader"])


def elsewhere(function) -> None:
    """Call a function in a thread of its own, with connections of its own."""
    problems: list[BaseException] = []

    def run() -> None:
        try:
            function()
        except BaseException as error:
            problems.append(error)
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(20)
    assert not thread.is_alive()
    if problems:
        raise problems[0]


def add(code: str) -> None:
    SetupCode.objects.create(code_hash=code)


def read() -> list[str]:
    return list(SetupCode.objects.using("reader").order_by("code_hash").values_list("code_hash", flat=True))


def test_reader_sees_what_the_writer_committed() -> None:
    add("a")
    assert read() == ["a"]
    elsewhere(lambda: add("b"))
    assert read() == ["a", "b"]


def test_reader_stays_at_one_moment_while_others_write() -> None:
    add("a")
    with transaction.atomic(using="reader"):
        assert read() == ["a"]
        elsewhere(lambda: add("b"))
        assert read() == ["a"]
    assert read() == ["a", "b"]


def test_reader_does_not_wait_for_an_open_write() -> None:
    add("a")
    seen: list[str] = []
    with transaction.atomic():
        add("b")
        elsewhere(lambda: seen.extend(read()))
    assert seen == ["a"]


def test_reader_cannot_write() -> None:
    with pytest.raises(DatabaseError), transaction.atomic(using="reader"):
        SetupCode.objects.using("reader").create(code_hash="a")
    assert read() == []


def test_writers_that_read_first_wait_for_each_other() -> None:
    add("a")
    start = threading.Barrier(4)

    def read_then_write(name: str) -> None:
        start.wait(10)
        for number in range(10):
            with transaction.atomic():
                SetupCode.objects.count()
                add(f"{name}-{number}")

    problems: list[BaseException] = []

    def run(name: str) -> None:
        try:
            read_then_write(name)
        except BaseException as error:
            problems.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(name,)) for name in "bcde"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert problems == []
    assert len(read()) == 41


@pytest.mark.parametrize("alias", ["default", "reader"])
def test_sqlite_writes_ahead_and_waits_for_the_disk(alias: str) -> None:
    connection = connections[alias]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SHOW synchronous_commit")
            assert cursor.fetchone() == ("on",)
        return
    with connection.cursor() as cursor:
        values = [
            cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    assert values == ["wal", 2, 1]
