"""Real browsers on a real server; whatever a browser complains about fails the test."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from tests.browser.hands import Board
from tests.browser.stored import Stored
from tests.browser.watch import Watch
from tests.harness.cast import PASSWORD, Cast, Person, from_plain
from tests.harness.cast import Board as Map
from tests.harness.proxy import Proxy
from tests.harness.server import Server
from tests.harness.stagehand import Stagehand

ARGUMENTS = ["--no-sandbox", "--host-resolver-rules=MAP room.test 127.0.0.1"]
LAPTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2,
}  # fmt: skip

NewBrowser = Callable[..., BrowserContext]
SitDown = Callable[..., Board]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks everything in this folder."""
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright, for as long as the tests run; it waits long enough for a machine that is busy."""
    expect.set_options(timeout=10_000)
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def executable() -> str | None:
    """The browser that bin/test found, or the system's; None = the one Playwright brought."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium")


@pytest.fixture(scope="session")
def chromium(playwright: Playwright, executable: str | None) -> Iterator[Browser]:
    """One browser program; everybody gets a profile of their own in it."""
    running = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
    yield running
    running.close()


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Everything the browsers of this test complain about; there must be nothing."""
    watching = Watch()
    yield watching
    assert watching.problems == []


@pytest.fixture
def new_browser(chromium: Browser, watch: Watch) -> Iterator[NewBrowser]:
    """Makes somebody's browser, empty as out of the box, that may talk to one server: `new_browser(url, **options)`."""
    contexts = []

    def make(url: str, **options: Any) -> BrowserContext:
        context = chromium.new_context(base_url=url, **(LAPTOP | options))
        context.set_default_timeout(15_000)
        watch.follow(context, host=url.split("/")[2].split(":")[0])
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server of all tests that do not kill it; its log must stay without errors."""
    with Server(tmp_path_factory.mktemp("browser") / "var") as running:
        yield running


@pytest.fixture(scope="session")
def hand(server: Server) -> Iterator[Stagehand]:
    """A second process on the server's database."""
    with Stagehand(server.env) as stagehand:
        yield stagehand


@pytest.fixture
def cast(hand: Stagehand) -> Cast:
    """Everybody, in two fresh workshops."""
    return from_plain(hand.ask("cast"))


@pytest.fixture
def stored(server: Server) -> Stored:
    """What is on disk."""
    return Stored(server.var)


@pytest.fixture
def line(server: Server, watch: Watch) -> Iterator[Proxy]:
    """A line to the server that can be lost."""
    with Proxy(server.port) as proxy:
        watch.may_lose_line = True
        yield proxy


@pytest.fixture
def sit_down(new_browser: NewBrowser, server: Server, cast: Cast) -> SitDown:
    """Seats somebody at a board of Fay's workshop: `sit_down(person, board=None, line=None, **options)`."""

    def seat(person: Person, board: Map | None = None, line: Proxy | None = None, **options: Any) -> Board:
        url = address(line) if line else server.url
        context = new_browser(url, **options)
        give_cookie(context, person, url)
        page = context.new_page()
        page.goto(board_path(cast, board))
        return Board(page, by_touch=bool(options.get("has_touch"))).ready()

    return seat


def address(line: Proxy) -> str:
    """Where a browser finds the server behind a line."""
    return f"http://127.0.0.1:{line.port}"


def board_path(cast: Cast, board: Map | None = None) -> str:
    """The path of a board of Fay's workshop, the end users' unless told otherwise."""
    return f"/w/{cast.workshop}/boards/{(board or cast.end_users).id}/"


def give_cookie(context: BrowserContext, person: Person, url: str) -> None:
    """Makes a browser somebody's, as if they had joined with it."""
    name, value = person.cookie.split("=", 1)
    context.add_cookies([{"name": name, "value": value, "url": url, "httpOnly": True, "sameSite": "Lax"}])


def sign_in(page: Page, cast: Cast) -> None:
    """Signs Fay in, as she does it."""
    page.goto("/sign-in/")
    page.get_by_label("E-mail").fill(cast.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/")
