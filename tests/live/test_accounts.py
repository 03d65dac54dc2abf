"""An account that is closed, or gets a new password, is out of its open sockets too (L9)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.harness.cast import Cast
from tests.harness.line import bare_line, line, run
from tests.harness.stagehand import Stagehand
from tests.live.conftest import DoorFor
from tests.live.test_door import SOON

NO_SEAT = ["bye", 4401, {"retry": False, "after": 0}]
Losing = Callable[[Stagehand, Cast], None]


def closed(hand: Stagehand, cast: Cast) -> None:
    """Fay's account is closed."""
    hand.ask("set_account", person=cast.fay.id, is_active=False)


def new_password(hand: Stagehand, cast: Cast) -> None:
    """Fay's account gets another password."""
    hand.ask("new_password", person=cast.fay.id, password="three blue rivers")


@pytest.mark.parametrize("lose", [closed, new_password])
def test_L9_account_loses_its_open_sockets_and_nobody_else_does(
    cast: Cast, door: DoorFor, hand: Stagehand, lose: Losing
) -> None:
    board = cast.end_users.id

    async def story() -> list[Any]:
        async with line(door(cast.fay), board) as fay, line(door(cast.ann), board) as ann:
            async with line(door(cast.fay)) as phone:
                lose(hand, cast)
                ends = [await each.bye(SOON) for each in (fay, phone)]
            removed = await ann.ask("note.remove", {"note": cast.end_users.notes[0]})
            await ann.catch_up(removed[2])
            return [*ends, removed[0]]

    assert run(story()) == [(NO_SEAT, 4401), (NO_SEAT, 4401), "done"]


@pytest.mark.parametrize("lose", [closed, new_password])
def test_L9_account_that_is_lost_before_the_hello_is_shown_nothing(
    cast: Cast, door: DoorFor, hand: Stagehand, lose: Losing
) -> None:
    async def story() -> list[Any]:
        async with bare_line(door(cast.fay)) as fay:
            lose(hand, cast)
            await fay.send(["hello", {"v": 1, "since": None, "mark": None, "boards": [cast.end_users.id]}])
            await fay.bye()
            return fay.frames

    assert run(story()) == [NO_SEAT]


def test_L9_account_whose_name_changes_stays(cast: Cast, door: DoorFor, hand: Stagehand) -> None:
    async def story() -> list[Any]:
        async with line(door(cast.fay)) as fay:
            hand.ask("set_account", person=cast.fay.id, name="Fay Frost")
            return [await fay.quiet(1.5), (await fay.ask("joining.set", {"open": False}))[0]]

    assert run(story()) == [[], "done"]
