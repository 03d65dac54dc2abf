"""The gate: turns a text frame into a message, or says what is wrong with it (L13)."""

from collections.abc import Mapping
from typing import Annotated, Any, NamedTuple

import msgspec

from workshops.ids import is_id
from workshops.protocol import Message
from workshops.schemas import Id, Payload

FRAME_BYTES = 16 * 1024
DEPTH = 8

Version = Annotated[int, msgspec.Meta(ge=0, lt=2**53)]


class Hello(Payload, frozen=True):
    """The first frame: what the browser has already and which boards it looks at; since None = everything.

    `person` is who the page was made for: another tab may have changed the cookie since.
    """

    v: int
    since: Version | None = None
    mark: Id | None = None
    boards: Annotated[tuple[Id, ...], msgspec.Meta(max_length=20)] = ()
    person: Id | None = None


# A note's id, or a stage's with a row.
Place = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_-]{0,64}( [a-z_]{1,32})?\Z")]


class Here(Payload, frozen=True):
    """Presence: on which board somebody is, where on it, and whether they write."""

    board: Id
    at: Place = ""
    typing: bool = False


class Command(NamedTuple):
    """A message that asks for a change, with its checked payload."""

    name: str
    op: str
    payload: Payload


class Signal(NamedTuple):
    """A message that changes nothing: ``hello``, ``open``, ``close``, ``at`` or ``here``."""

    name: str
    argument: Any


class BadFrame(Exception):
    """A frame that is no message; `op` is what it called itself, as far as that could be read."""

    def __init__(self, why: str, field: str = "", op: str | None = None) -> None:
        super().__init__(why)
        self.op = op
        self.details = {"why": why, "field": field} if field else {"why": why}


SIGNALS: Mapping[str, Any] = {"hello": Hello, "open": Id, "close": Id, "at": Version, "here": Here}
_FRAME = msgspec.json.Decoder(list[msgspec.Raw])


class Gate:
    """Knows every message that may pass; made once from the protocol tables."""

    def __init__(self, messages: Mapping[str, Message]) -> None:
        self._payloads = {name: msgspec.json.Decoder(message.schema) for name, message in messages.items()}
        self._signals = {name: msgspec.json.Decoder(shape) for name, shape in SIGNALS.items()}

    def read(self, text: str) -> Command | Signal:
        """Return the message in a frame of at most FRAME_BYTES; raises BadFrame."""
        # Counting is quick; only a frame with many brackets is looked at sign by sign.
        if text.count("[") + text.count("{") > DEPTH and _depth(text) > DEPTH:
            raise BadFrame("too-deep")
        parts = _decode(_FRAME, text, None)
        name = _text(parts[0]) if parts else None
        if name in self._signals and len(parts) == 2:
            return Signal(name, _decode(self._signals[name], parts[1], None))
        op = _text(parts[1]) if len(parts) == 3 else None
        if op is None or not is_id(op):
            raise BadFrame("not-a-message", op=op[:64] if op else None)
        if name not in self._payloads:
            raise BadFrame("unknown-message", op=op)
        return Command(name, op, _decode(self._payloads[name], parts[2], op))


def _decode(decoder: Any, raw: Any, op: str | None) -> Any:
    try:
        return decoder.decode(raw)
    except msgspec.ValidationError as error:
        message, _, path = str(error).partition(" - at ")
        raise BadFrame(message, field=path.strip("`$."), op=op) from error
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise BadFrame("not-json", op=op) from error


def _text(raw: msgspec.Raw) -> str | None:
    try:
        return msgspec.json.decode(raw, type=str)
    except (msgspec.DecodeError, UnicodeError):
        return None


def _depth(text: str) -> int:
    """Return how deep brackets nest, those inside strings left out."""
    deepest = depth = 0
    in_string = escaped = False
    for sign in text:
        if in_string:
            escaped, in_string = sign == "\\" and not escaped, escaped or sign != '"'
        elif sign == '"':
            in_string = True
        elif sign in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in "]}":
            depth -= 1
    return deepest
