"""No frame, however spoiled, does more than get its sender an answer or a close (L13)."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

import pytest

from tests.harness.cast import Cast, from_plain
from tests.harness.client import Frame, new_op
from tests.harness.line import Line, bare_line, line, run
from tests.harness.server import Server
from tests.harness.stagehand import Stagehand
from tests.live.conftest import DoorFor, door_to
from tests.live.frames import Spoiler

FRAME_BYTES = 16 * 1024
OP = "o" * 22
DEEPEST = 8


def note(cast: Cast, text: str = "Short form", **fields: Any) -> dict[str, Any]:
    """The payload of a new note on the end users' board."""
    board = cast.end_users
    return {
        "note": f"n_{new_op()}",
        "board": board.id,
        "stage": board.stages[0],
        "row": "ideas",
        "text": text,
    } | fields


def sized(frame: list[Any], size: int) -> str:
    """A frame of so many bytes, filled up with blanks."""
    return json.dumps(frame).ljust(size)


def nested(depth: int) -> str:
    """A frame in which brackets nest so deep."""
    return '["hello", {"a": ' + "[" * (depth - 2) + "]" * (depth - 2) + "}]"


async def answer_to(opened: Line, frame: str | bytes) -> list[Frame]:
    """What comes back for a frame: all up to the answer to a command said after it, but what is said to everybody."""
    await opened.send(frame)
    seen = len(opened.frames)
    await opened.ask("note.remove", {"note": "n_of_nobody"})
    return [each for each in opened.frames[seen:-1] if each[0] not in ("beat", "changes", "here", "around")]


def test_L13_frame_of_16_KiB_is_taken(cast: Cast, door: DoorFor) -> None:
    async def story() -> list[Frame]:
        async with line(door(cast.ann), cast.end_users.id) as ann:
            return await answer_to(ann, sized(["note.add", OP, note(cast)], FRAME_BYTES))

    assert [frame[:2] for frame in run(story())] == [["done", OP]]


@pytest.mark.parametrize("size", [FRAME_BYTES + 1, 65_536])
def test_L13_frame_that_is_too_large_closes_the_socket_and_earlier_ones_are_answered(
    cast: Cast, door: DoorFor, hand: Stagehand, size: int
) -> None:
    ops = [new_op() for _ in range(5)]
    late = note(cast, "too late")

    async def story() -> tuple[list[Frame], Frame | None, int | None]:
        async with line(door(cast.ann), cast.end_users.id) as ann:
            for op in ops:
                await ann.send(["note.add", op, note(cast)])
            await ann.send(sized(["note.add", new_op(), late], size))
            await ann.send(["note.add", new_op(), late])
            said, code = await ann.bye()
            return ann.frames, said, code

    frames, said, code = run(story())
    assert [frame[1] for frame in frames if frame[0] == "done"] == ops
    assert (said, code) == (["bye", 4413, {"retry": True, "after": 0}], 4413)
    assert ("note", late["note"]) not in hand.state(cast.workshop).rows


@pytest.mark.parametrize("size", [65_537, 1_000_000])
def test_L13_frame_beyond_64_KiB_ends_the_connection_unread(cast: Cast, door: DoorFor, size: int) -> None:
    async def story() -> tuple[Frame | None, int | None]:
        async with line(door(cast.ann), cast.end_users.id) as ann:
            await ann.send("x" * size)
            return await ann.bye()

    assert run(story()) == (None, 1006)


def test_L13_frame_that_is_not_text_closes_the_socket(cast: Cast, door: DoorFor) -> None:
    async def story() -> tuple[Frame | None, int | None]:
        async with line(door(cast.ann), cast.end_users.id) as ann:
            await ann.send(b'["at", 1]')
            return await ann.bye()

    assert run(story()) == (["bye", 4400, {"retry": False, "after": 0}], 4400)


UNREADABLE = {
    "": "not-json",
    "hello": "not-json",
    "[": "not-json",
    '["at", 1]x': "not-json",
    '["at", NaN]': "not-json",
    '["at", Infinity]': "not-json",
    '["at", -Infinity]': "not-json",
    '["here", {"a": "\x01"}]': "not-json",
    '["here", {"a": "\\ud800"}]': "not-json",
    '["open", "\\udc00"]': "not-json",
    "[]": "not-a-message",
    "[[]]": "not-a-message",
    '["at"]': "not-a-message",
    '["nonsense", 1]': "not-a-message",
    '["hello", 1, 2, 3]': "not-a-message",
    '["note.add", {}]': "not-a-message",
    '["note.add", 7, {}]': "not-a-message",
    '["note.add", "short", {}]': "not-a-message",
    json.dumps(["note.add", "o" * 65, {}]): "not-a-message",
    json.dumps(["note.add", "o" * 21 + "\n", {}]): "not-a-message",
    json.dumps(["note.add", "ö" * 22, {}]): "not-a-message",
    json.dumps(["nonsense", OP, {}]): "unknown-message",
    json.dumps(["__init__", OP, {}]): "unknown-message",
    json.dumps(["hello", OP, {"v": 1}]): "unknown-message",
    json.dumps(["note.add\x00", OP, {}]): "unknown-message",
}


@pytest.mark.parametrize("frame", UNREADABLE, ids=lambda frame: repr(frame[:40]))
def test_L13_frame_that_is_no_message_is_bad_message(cast: Cast, door: DoorFor, frame: str) -> None:
    async def story() -> list[Frame]:
        async with line(door(cast.ann), cast.end_users.id) as ann:
            return await answer_to(ann, frame)

    [(name, _, code, details)] = run(story())
    assert (name, code, details["why"]) == ("refused", "bad-message", UNREADABLE[frame])


@pytest.mark.parametrize("depth", [DEEPEST + 1, 5_000])
def test_L13_frame_that_nests_too_deep_is_bad_message(cast: Cast, door: DoorFor, depth: int) -> None:
    async def story() -> list[list[Frame]]:
        async with line(door(cast.ann), cast.end_users.id) as ann:
            return [await answer_to(ann, frame) for frame in (nested(depth), "[" * depth)]

    assert run(story()) == [[["refused", None, "bad-message", {"why": "too-deep"}]]] * 2


def test_L13_frame_as_deep_as_allowed_is_read(cast: Cast, door: DoorFor) -> None:
    brackets = note(cast, '"[{' * 100 + "\\")

    async def story() -> list[list[Frame]]:
        async with line(door(cast.ann), cast.end_users.id) as ann:
            return [
                await answer_to(ann, nested(DEEPEST)),
                await answer_to(ann, json.dumps(["note.add", OP, brackets])),
            ]

    deep, words = run(story())
    # Read to its end: it is refused for what it says, not for how deep it is.
    assert [answer[3] for answer in deep] == [{"why": "Object contains unknown field `a`"}]
    assert [frame[:2] for frame in words] == [["done", OP]]


def wrong_payloads(cast: Cast) -> dict[str, tuple[str, Any]]:
    """Payloads that do not look as their message's must, by what is wrong with them."""
    right = note(cast)
    return {
        "unknown key": ("note.add", right | {"author": cast.ben.id}),
        "a key of Python": ("note.add", right | {"__class__": "Note"}),
        "the key of another message": ("note.remove", {"note": "n_1", "text": "x"}),
        "a key missing": ("note.add", {key: right[key] for key in right if key != "row"}),
        "a number for text": ("note.add", right | {"text": 7}),
        "nothing for text": ("note.add", right | {"text": None}),
        "a list for text": ("note.add", right | {"text": ["x"]}),
        "an object for an id": ("note.remove", {"note": {"id": 1}}),
        "a word for yes": ("joining.set", {"open": "yes"}),
        "a number for yes": ("joining.set", {"open": 1}),
        "no object": ("note.add", []),
        "nothing": ("note.add", None),
        "an id that is too short": ("note.add", right | {"note": "n_1"}),
        "an id with a sign that ids do not have": ("note.add", right | {"note": "n_" + "!" * 22}),
        "an id with a line break at its end": ("note.add", right | {"note": "n" * 22 + "\n"}),
        "an id that is too long": ("note.add", right | {"note": "n" * 65}),
        "a long id of another row": ("note.remove", {"note": "n" * 65}),
        "an id with NUL": ("note.remove", {"note": "n_\x00"}),
        "a stage with NUL": ("note.add", right | {"stage": "s_\x00"}),
        "a neighbour with NUL": ("note.add", right | {"after": "n_\x00"}),
        "a row with NUL": ("note.add", right | {"row": "\x00"}),
        "a channel with NUL": ("touchpoint.describe", {"touchpoint": cast.end_users.touchpoints[0], "channel": "\x00"}),
        "a row that does not exist": ("note.add", right | {"row": "touchpoints"}),
        "a channel that does not exist": (
            "touchpoint.describe",
            {"touchpoint": cast.end_users.touchpoints[0], "channel": "pigeon"},
        ),
        "words beyond all limits": ("note.add", right | {"text": "x" * 8_001}),
    }  # fmt: skip


def test_L13_payload_of_another_shape_is_bad_message(cast: Cast, door: DoorFor, hand: Stagehand) -> None:
    before = hand.state(cast.workshop)

    async def story() -> dict[str, str]:
        async with line(door(cast.fay), cast.end_users.id) as fay:
            return {
                what: (await fay.ask(name, payload))[2]
                for what, (name, payload) in wrong_payloads(cast).items()
            }

    answers = run(story())
    assert answers == dict.fromkeys(answers, "bad-message")
    assert len(answers) == 25
    assert hand.state(cast.workshop) == before


@pytest.mark.parametrize(
    "number", ["9" * 5_000, "-" + "9" * 5_000, "1e999", "0." + "1" * 5_000, "9007199254740992", "-1", "1.5"]
)
def test_L13_number_that_is_no_version_is_bad_message(cast: Cast, door: DoorFor, number: str) -> None:
    frames = (f'["at", {number}]', f'["hello", {{"v": 1, "since": {number}}}]')

    async def story() -> list[list[Frame]]:
        async with line(door(cast.ann), cast.end_users.id) as ann:
            return [await answer_to(ann, frame) for frame in frames]

    for [(name, _, code, _)] in run(story()):
        assert (name, code) == ("refused", "bad-message")


def test_L13_message_before_hello_is_refused_and_hello_still_works(cast: Cast, door: DoorFor) -> None:
    async def story() -> list[Frame]:
        async with bare_line(door(cast.ann)) as ann:
            first = await ann.ask("note.add", note(cast))
            await ann.send(["open", cast.end_users.id])
            second = (await ann.until("refused"))[-1]
            return [first, second, (await ann.hello([cast.end_users.id]))[-1]]

    command, opening, live = run(story())
    assert command[2:] == ["bad-message", {"why": "hello-first"}]
    assert opening[1:] == [None, "bad-message", {"why": "hello-first"}]
    assert live[0] == "live"


WORDS = {
    "empty": "",
    "blank": " \n\t ",
    "too long": "x" * 2_001,
    "NUL": "x\x00y",
    "only signs that are taken out": "\u202e\x01\u2066",
}


@pytest.mark.parametrize("text", WORDS.values(), ids=WORDS)
def test_L13_words_that_cannot_be_kept_are_bad_message(cast: Cast, door: DoorFor, text: str) -> None:
    board = cast.end_users
    asked: dict[str, dict[str, Any]] = {
        "note.add": note(cast, text),
        "note.edit": {"note": board.notes[0], "was": "Is it for me?", "text": text},
        "touchpoint.edit": {"touchpoint": board.touchpoints[0], "was": "Sees an advert", "title": text},
        "stage.rename": {"stage": board.stages[0], "was": "Look around", "name": text},
    }

    async def story() -> list[str]:
        async with line(door(cast.ann), board.id) as ann:
            return [(await ann.ask(name, payload))[2] for name, payload in asked.items()]

    assert run(story()) == ["bad-message"] * 4


STORED = {
    "a\r\nb\rc": "a\nb\nc",
    "e\u0301": "\u00e9",
    "\u202eevil\u202c \u2066x\u2069": "evil x",
    "a\x01\x08\x0b\x1f\x7fb\tc": "ab\tc",
    "\U0001f469\u200d\U0001f4bb \u200fשלום": "\U0001f469\u200d\U0001f4bb \u200fשלום",
    "<b>&amp;": "<b>&amp;",
    "e\u0301" * 2_000: "\u00e9" * 2_000,
}


def test_L13_words_are_stored_cleaned_and_shown_alike(cast: Cast, door: DoorFor, hand: Stagehand) -> None:
    async def story() -> dict[str, str]:
        async with (
            line(door(cast.ann), cast.end_users.id) as ann,
            line(door(cast.ben), cast.end_users.id) as ben,
        ):
            shown = {}
            for text in STORED:
                payload = note(cast, text)
                version = (await ann.ask("note.add", payload))[2]
                shown[text] = (await ben.catch_up(version))["note", payload["note"]]["text"]
            return shown

    assert run(story()) == STORED
    stored = {row.get("text") for row in hand.state(cast.workshop).rows.values()}
    assert set(STORED.values()) <= stored
    assert all(unicodedata.is_normalized("NFC", text) for text in STORED.values())


def test_L13_name_of_a_stage_is_one_line_of_at_most_200_signs(cast: Cast, door: DoorFor) -> None:
    stage = cast.end_users.stages[0]

    async def story() -> tuple[Frame, str]:
        async with line(door(cast.ann), cast.end_users.id) as ann:
            long = await ann.ask("stage.rename", {"stage": stage, "was": "Look around", "name": "x" * 201})
            two = {"stage": stage, "was": "Look around", "name": " Look\n around\t here "}
            rows = await ann.catch_up((await ann.ask("stage.rename", two))[2])
            return long, rows["stage", stage]["name"]

    long, name = run(story())
    assert long[2:] == ["bad-message", {"field": "name", "why": "too-long"}]
    assert name == "Look around here"


SPOIL_THE_LOG = """
import os, sys, django
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
django.setup()
from workshops.models import Event
Event.objects.filter(op=sys.argv[1]).update(undo=[{"kind": "note"}])
"""


def test_L13_exception_is_internal_with_a_number_in_the_log_and_the_socket_lives(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """What is in the log cannot be undone, which no browser can bring about: a fault of our own."""
    server = Server(tmp_path_factory.mktemp("broken") / "var")
    server.var.mkdir(parents=True)
    server.manage("migrate", "--verbosity", "0", "--skip-checks")
    server.start()
    try:
        with Stagehand(server.env) as hand:
            cast = from_plain(hand.ask("cast"))

        async def story() -> list[Frame]:
            async with line(door_to(server, cast.workshop, cast.ann.cookie), cast.end_users.id) as ann:
                await ann.ask("note.add", note(cast), OP)
                server.run("-c", SPOIL_THE_LOG, OP)
                failed = await ann.ask("undo", {"board": cast.end_users.id})
                return [failed, await ann.ask("note.add", note(cast))]

        failed, fine = run(story())
    finally:
        server.stop()
    assert failed[2] == "internal"
    assert f"log id {failed[3]['log']}" in server.log.read_text()
    assert fine[0] == "done"


def test_L13_thousand_malformed_frames_hurt_nobody(
    server: Server, cast: Cast, door: DoorFor, hand: Stagehand
) -> None:
    """Dev may not change the end users' board, so whatever a spoiled frame still says must have no effect."""
    spoiler = Spoiler(20261124, cast.end_users, cast.ben.id)
    before, log = hand.state(cast.workshop), hand.log(cast.workshop)

    async def story() -> tuple[list[tuple[Any, list[Frame]]], list[Frame], dict[Any, Any]]:
        async with line(door(cast.ann), cast.end_users.id) as ann:
            unanswered = await throw(spoiler, 1_000)
            seen = await ann.quiet(0.7)
            async with line(door(cast.ben)) as ben:
                version = (await ben.ask("note.remove", {"note": cast.end_users.notes[0]}))[2]
            return unanswered, seen, await ann.catch_up(version)

    async def throw(spoiler: Spoiler, frames: int) -> list[tuple[Any, list[Frame]]]:
        strange = []
        while frames:
            async with line(door(cast.dev), cast.distributors.id) as dev:
                while frames and dev.frames[-1][0] != "bye":
                    frames -= 1
                    frame = spoiler.frame()
                    answers = await reaction(dev, frame)
                    if not is_right(frame, answers):
                        strange.append((frame, answers))
        return strange

    strange, seen, rows = run(story(), 120)
    assert strange == []
    # A frame may come through unspoiled and say which board Dev looks at; that is shown and changes nothing.
    assert [frame for frame in seen if frame[0] != "around"] == []
    assert rows["note", cast.end_users.notes[0]] is None
    after = hand.state(cast.workshop)
    assert {**before.rows} == after.rows | {
        ("note", cast.end_users.notes[0]): before.rows["note", cast.end_users.notes[0]]
    }
    assert [entry.name for entry in hand.log(cast.workshop)][len(log) :] == ["note.remove"]
    assert server.problems() == []


async def reaction(opened: Line, frame: str | bytes) -> list[Frame]:
    """What comes back for a frame, with the `bye` last where the socket was closed."""
    if isinstance(frame, bytes) or len(frame.encode()) > FRAME_BYTES:
        await opened.send(frame)
        seen = len(opened.frames)
        await opened.bye()
        return [each for each in opened.frames[seen:] if each[0] not in ("here", "around", "beat")]
    return await answer_to(opened, frame)


def is_right(frame: str | bytes, answers: list[Frame]) -> bool:
    """Whether a spoiled frame was answered as the rules say."""
    if isinstance(frame, bytes):
        return [answer[:2] for answer in answers] == [["bye", 4400]]
    if len(frame.encode()) > FRAME_BYTES:
        return [answer[:2] for answer in answers] == [["bye", 4413]]
    refusals = [answer for answer in answers if answer[0] == "refused"]
    codes = {answer[2] for answer in refusals}
    if not codes <= {"bad-message", "forbidden", "not-found"}:
        return False
    if any(answer[0] == "live" for answer in answers):
        return is_signal(frame, "hello", "open")
    return len(refusals) == 1 or is_signal(frame, "close", "at", "here")


def is_signal(frame: str, *names: str) -> bool:
    """Whether a frame can be read as one of these."""
    try:
        read = json.loads(frame)
    except ValueError:
        return False
    return isinstance(read, list) and len(read) == 2 and read[0] in names
