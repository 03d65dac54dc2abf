"""Many people come in at once: nobody twice, nobody lost, everybody with a way in of their own."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.harness.cast import Cast
from tests.harness.server import Server
from tests.harness.stagehand import Stagehand
from tests.harness.visitor import Page, Visitor


def come(server: Server, cast: Cast, name: str, times: int = 1) -> tuple[str, Page]:
    """Joins as somebody, perhaps by an impatient double tap; gives the cookie and the page it ends on."""
    visitor = Visitor(server)
    fields = {
        "name": name,
        "department": cast.end_users.department,
        "group": cast.end_users.group,
        "op": f"op_{name:x<30}",
    }
    with ThreadPoolExecutor(times) as taps:
        pages = list(taps.map(lambda _: visitor.fill_in(f"/j/{cast.join}", **fields), range(times)))
    return visitor.cookie_header(), pages[-1]


@pytest.mark.parametrize(("people", "at_once"), [(20, 20), (200, 12)])
def test_everybody_who_comes_is_in_once(
    server: Server, cast: Cast, hand: Stagehand, people: int, at_once: int
) -> None:
    before = hand.ask("people", workshop=cast.workshop)
    names = [f"Guest{number:03}" for number in range(people)]
    with ThreadPoolExecutor(at_once) as doors:
        came = list(doors.map(lambda name: come(server, cast, name), names))
    assert {page.status for _, page in came} == {200}
    assert {page.path for _, page in came} == {f"/w/{cast.workshop}/boards/{cast.end_users.id}/"}
    assert len({cookie for cookie, _ in came}) == people
    after = hand.ask("people", workshop=cast.workshop)
    assert sorted(after)[: len(before)] != [] and sorted(set(after) - set(before)) == names
    assert len(after) == len(before) + people


def test_double_taps_make_nobody_twice(server: Server, cast: Cast, hand: Stagehand) -> None:
    names = [f"Twice{number}" for number in range(8)]
    with ThreadPoolExecutor(4) as doors:
        list(doors.map(lambda name: come(server, cast, name, times=2), names))
    after = hand.ask("people", workshop=cast.workshop)
    assert [after.count(name) for name in names] == [1] * len(names)


def test_prepared_seats_are_taken_by_those_they_wait_for(server: Server, cast: Cast, hand: Stagehand) -> None:
    person = "p_" + "y" * 22
    payload = {
        "person": person,
        "name": "Zora Prepared",
        "department": cast.end_users.department,
        "group": cast.distributors.group,
    }
    assert hand.ask("act", person=cast.fay.id, name="person.add", payload=payload)["version"]
    _, page = come(server, cast, "zora  prepared")
    assert hand.ask("people", workshop=cast.workshop).count("Zora Prepared") == 1
    # In the group where the facilitator put her, whatever she chose.
    assert page.path == f"/w/{cast.workshop}/boards/{cast.distributors.id}/"
    # The seat is taken: another one of the same name is somebody else.
    come(server, cast, "Zora Prepared")
    assert hand.ask("people", workshop=cast.workshop).count("Zora Prepared") == 2
