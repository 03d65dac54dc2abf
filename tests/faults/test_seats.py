"""Who was in before the server was killed is in when it is back: accounts and seats are on disk."""

from __future__ import annotations

import re

import pytest

from tests.harness.cast import PASSWORD, Cast
from tests.harness.line import line, run
from tests.harness.server import Server
from tests.harness.visitor import Visitor
from tests.live.conftest import door_to

pytestmark = pytest.mark.faults
MINE = "Heart of the journey"


def test_kill_9_leaves_facilitators_signed_in_and_attendees_in_their_seat(server: Server, cast: Cast) -> None:
    fay, zoe = Visitor(server), Visitor(server)
    fay.fill_in("/sign-in/", email=cast.email, password=PASSWORD)
    join(zoe, cast)
    server.restart()
    home, console = "/", f"/w/{cast.workshop}/"
    board, me = f"{console}boards/{cast.end_users.id}/", f"{console}me/"
    nobody = Visitor(server)
    assert [visitor.get(console).status for visitor in (fay, nobody)] == [200, 404]
    assert [MINE in visitor.get(home).words for visitor in (fay, nobody)] == [True, False]
    assert [visitor.get(board).status for visitor in (zoe, nobody)] == [200, 404]
    assert ["Zoe" in visitor.get(me).words for visitor in (zoe, nobody)] == [True, False]
    assert run(names_shown(server, cast, zoe)) == ["Zoe"]


def join(visitor: Visitor, cast: Cast) -> None:
    """Comes in by the link, as Zoe of the first department there is, to the end users' board."""
    path = f"/j/{cast.join}"
    department = re.search(r'name="department" value="(d_[^"]+)"', visitor.get(path).words)
    assert department
    page = visitor.fill_in(path, name="Zoe", department=department[1], group=cast.end_users.group)
    assert page.path == f"/w/{cast.workshop}/boards/{cast.end_users.id}/"


async def names_shown(server: Server, cast: Cast, visitor: Visitor) -> list[str]:
    """The names of the people whom the socket shows somebody: of an attendee themselves alone (L11)."""
    async with line(door_to(server, cast.workshop, visitor.cookie_header())) as opened:
        rows = opened.frames[0][3]
        return [record["name"] for kind, _, record in rows if kind == "person"]
