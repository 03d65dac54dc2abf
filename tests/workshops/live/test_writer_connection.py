"""The writer's connection to the database breaks: the next command has a fresh one, and pages keep their forms."""

from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from django import db
from django.core.files.uploadedfile import SimpleUploadedFile

from maps.exports.backup import to_json
from maps.exports.reading import read_whole_map
from maps.models import Map
from tests.harness.browsers import browser_of, signed_in
from tests.harness.cast import Cast
from workshops.errors import Code, Refused
from workshops.live import writer
from workshops.models import Participant, User, Workshop

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "reader"])
BUSY = "The server is busy just now."


@pytest.fixture(autouse=True)
def _in_a_thread(settings) -> Iterator[None]:
    settings.WRITER = "thread"
    yield
    writer.submit(db.connections.close_all).result(10)


def break_once(error: type[db.Error]) -> None:
    """Let the next statement of the writer find its connection broken."""

    def fail(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        db.connection.execute_wrappers.remove(fail)
        raise error("server closed the connection unexpectedly")

    writer.submit(lambda: db.connection.execute_wrappers.append(fail)).result(10)


def end_from_outside() -> None:
    """Let PostgreSQL end the writer's connection, as when it starts anew; SQLite has nobody who could."""

    def number() -> int:
        User.objects.count()
        return db.connection.connection.info.backend_pid if db.connection.vendor == "postgresql" else 0

    if pid := writer.submit(number).result(10):
        settings = db.connection.get_connection_params()
        with psycopg.connect(
            **{
                key: settings[key]
                for key in ("dbname", "user", "password", "host", "port")
                if key in settings
            },
            autocommit=True,
        ) as other:
            other.execute("SELECT pg_terminate_backend(%s, 10000)", [pid])


def test_command_after_a_pause_has_a_connection_that_works(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "SECONDS_UNTIL_ASKED", -1)
    end_from_outside()
    assert writer.write(User.objects.filter(email=cast.email).count) == 1


def test_connection_that_works_is_kept_after_a_pause(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def connection() -> Any:
        db.connection.ensure_connection()
        return db.connection.connection

    before = writer.write(connection)
    monkeypatch.setattr(writer, "SECONDS_UNTIL_ASKED", -1)
    assert writer.write(connection) is before


@pytest.mark.parametrize("error", [db.OperationalError, db.InterfaceError])
def test_write_that_finds_its_connection_broken_is_refused_and_the_next_one_is_not(
    cast: Cast, error: type[db.Error]
) -> None:
    break_once(error)
    with pytest.raises(Refused) as refused:
        writer.write(User.objects.count)
    assert (refused.value.code, writer.write(User.objects.filter(email=cast.email).count)) == (Code.BUSY, 1)


def test_write_of_something_wrong_says_so(cast: Cast) -> None:
    break_once(db.DataError)
    with pytest.raises(db.DataError):
        writer.write(User.objects.count)


def join(cast: Cast) -> Any:
    words = {"name": "Zoe", "department": "another", "group": cast.end_users.group, "op": "j" * 22}
    return browser_of().post(f"/j/{cast.join}", words)


def invite(cast: Cast) -> Any:
    return signed_in(cast).post(f"/w/{cast.workshop}/people/invite/", {"name": "Zoe", "role": "manager"})


def close_joining(cast: Cast) -> Any:
    return signed_in(cast).post(f"/w/{cast.workshop}/joining/", {"open": "0"})


def set_up(cast: Cast) -> Any:
    typed = {"title": "Zoe", "departments": ["Sales"], "types-TOTAL_FORMS": "1", "types-INITIAL_FORMS": "0"}
    typed |= {"types-0-name": "A", "types-0-template": "saas"}
    return signed_in(cast).post("/workshops/new/", typed)


def bring_back(cast: Cast) -> Any:
    file = to_json(read_whole_map(Map.objects.get(public_id=cast.end_users.id)))
    browser = signed_in(cast)
    looked = browser.post(
        f"/w/{cast.workshop}/import/", {"file": SimpleUploadedFile("map.json", file, "application/json")}
    )
    return looked if looked.status_code != 302 else browser.post(looked["Location"], {"do": "bring"})


def made(cast: Cast) -> list[Any]:
    """All that the pages below make."""
    here = Workshop.objects.get(public_id=cast.workshop)
    counts = [model.objects.count() for model in (Workshop, Map, Participant)]
    return [*counts, here.joining_open, here.version]


@pytest.mark.parametrize(
    ("page", "status", "kept"),
    [
        (join, 200, 'value="Zoe"'),
        (invite, 200, 'value="Zoe"'),
        (close_joining, 409, 'href="/w/'),
        (set_up, 200, 'value="Zoe"'),
        (bring_back, 200, 'type="file"'),
    ],
)
def test_page_that_finds_the_connection_broken_keeps_the_words_and_works_again(
    cast: Cast, page: Callable[[Cast], Any], status: int, kept: str
) -> None:
    before = made(cast)
    break_once(db.OperationalError)
    response = page(cast)
    said = response.content.decode()
    assert (response.status_code, BUSY in said, kept in said) == (status, True, True)
    assert made(cast) == before
    assert page(cast).status_code == 302
    assert made(cast) != before
