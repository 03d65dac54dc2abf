"""Judges a history: nothing lost, nothing twice, nothing invented, and everybody ends with what the database holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from tests.harness.history import History, Key, Logged, Refused, Rows, Sent

ADDS = {"note.add": "note", "touchpoint.add": "touchpoint"}
CHANGES: dict[str, tuple[str, tuple[str, ...]]] = {
    "note.edit": ("note", ("text",)),
    "note.move": ("note", ("stage", "row")),
    "touchpoint.edit": ("touchpoint", ("title",)),
    "touchpoint.move": ("touchpoint", ("stage",)),
}
REMOVES = {"note.remove": "note", "touchpoint.remove": "touchpoint"}
WORDS = {"note": "text", "touchpoint": "title"}


def check(history: History) -> list[str]:
    """Every broken promise in the history, in words; an empty list is a pass."""
    return [
        *_log_is_dense_and_single(history),
        *_log_holds_only_what_was_sent(history),
        *_answers_agree_with_the_log(history),
        *_everything_is_answered(history),
        *_orders_are_kept(history),
        *_database_equals_replay(history),
        *_clients_skip_nothing(history),
        *_clients_equal_the_database(history),
    ]


def replay(history: History) -> Rows:
    """The rows that the commands in the log make of the rows before, worked out without the product's own code.

    Order keys are the server's choice and are left out.
    """
    rows = {
        key: {name: value for name, value in row.items() if name != "order"}
        for key, row in history.before.rows.items()
    }
    payloads = {sent.op: sent.payload for sent in history.sent}
    backs: dict[str, tuple[Key, dict[str, Any] | None]] = {}
    for entry in _in_version_order(history):
        if entry.name == "undo":
            if entry.undoes in backs:
                key, back = backs[entry.undoes]
                rows.pop(key, None)
                if back is not None:
                    rows[key] = back
            continue
        payload = payloads.get(entry.op)
        if payload is None:
            continue
        key = target(entry.name, payload)
        backs[entry.op] = (key, dict(rows[key]) if key in rows else None)
        _apply(rows, key, entry, payload)
    return rows


def target(name: str, payload: dict[str, Any]) -> Key:
    """The one row that a command is about."""
    kind = name.split(".")[0]
    return kind, str(payload.get(kind, ""))


def _apply(rows: Rows, key: Key, entry: Logged, payload: dict[str, Any]) -> None:
    kind = key[0]
    if entry.name in ADDS:
        fields = ("stage", "row", "text") if kind == "note" else ("stage", "title")
        rows[key] = {name: payload[name] for name in fields}
    elif entry.name in CHANGES and key in rows:
        for name in CHANGES[entry.name][1]:
            rows[key][name] = payload[name]
        if entry.result.get("merged"):
            rows[key][WORDS[kind]] = entry.result["text"]
    elif entry.name in REMOVES:
        rows.pop(key, None)


def _in_version_order(history: History) -> list[Logged]:
    return sorted((entry for entry in history.log if entry.version), key=lambda entry: entry.version or 0)


def _log_is_dense_and_single(history: History) -> Iterator[str]:
    versions = [entry.version for entry in _in_version_order(history)]
    first = history.before.version + 1
    if versions != list(range(first, first + len(versions))):
        yield f"versions are not dense from {first}: {len(versions)} entries, last {versions[-1:]}"
    for op, count in Counter(entry.op for entry in history.log).items():
        if count > 1:
            yield f"op {op} is in the log {count} times"


def _log_holds_only_what_was_sent(history: History) -> Iterator[str]:
    sent = {item.op: item for item in history.sent}
    for entry in history.log:
        said = sent.get(entry.op)
        if said is None:
            yield f"phantom: op {entry.op} ({entry.name}) was never sent"
        elif (said.client, said.name) != (entry.client, entry.name):
            yield f"op {entry.op} was {said.name} by {said.client}, logged as {entry.name} by {entry.client}"


def _answers_agree_with_the_log(history: History) -> Iterator[str]:
    log = {entry.op: entry for entry in history.log}
    for answer in history.answers:
        entry = log.get(answer.op)
        if isinstance(answer, Refused):
            if entry is not None and entry.version is not None:
                yield f"refused op {answer.op} ({answer.code}) had an effect"
        elif entry is None:
            yield f"LOST: op {answer.op} was acknowledged to {answer.client} and is not in the log"
        elif (entry.version, entry.result) != (answer.version, answer.result):
            yield f"op {answer.op} was answered {answer.version} {answer.result}, logged {entry.version} {entry.result}"


def _everything_is_answered(history: History) -> Iterator[str]:
    answered = {answer.op for answer in history.answers}
    for item in history.sent:
        if item.op not in answered:
            yield f"op {item.op} ({item.name}) of {item.client} was never answered"


def _orders_are_kept(history: History) -> Iterator[str]:
    """Commands of one client about one row are in the log in the order in which they were said."""
    place = {item.op: number for number, item in enumerate(history.sent)}
    sent: dict[str, Sent] = {item.op: item for item in history.sent}
    last: dict[tuple[str, Key], int] = {}
    for entry in _in_version_order(history):
        said = sent.get(entry.op)
        if said is None or said.name == "undo":
            continue
        thread = (said.client, target(said.name, said.payload))
        if place[entry.op] < last.get(thread, -1):
            yield f"op {entry.op} of {said.client} was overtaken by a later one about the same row"
        last[thread] = max(place[entry.op], last.get(thread, -1))


def _database_equals_replay(history: History) -> Iterator[str]:
    expected = replay(history)
    effects = sum(1 for entry in history.log if entry.version)
    if history.stored.version != history.before.version + effects:
        yield f"the database stands at version {history.stored.version}, the log has {effects} changes"
    yield from _differences("the database", history.stored.rows, expected)


def _clients_skip_nothing(history: History) -> Iterator[str]:
    mine: dict[str, int] = {}
    for step in history.applied:
        have = mine.get(step.client)
        if not step.whole:
            if have is None or step.low > have + 1:
                yield f"{step.client} applied {step.low}..{step.high} on top of {have}: a gap"
            elif step.high <= have:
                yield f"{step.client} applied {step.low}..{step.high} again, it had {have}"
        elif have is not None and step.high < have:
            yield f"{step.client} went back from {have} to {step.high}"
        mine[step.client] = step.high


def _clients_equal_the_database(history: History) -> Iterator[str]:
    for state in history.ended:
        if state.version != history.stored.version:
            yield f"{state.client} ends at version {state.version}, the database at {history.stored.version}"
        yield from _differences(str(state.client), state.rows, history.stored.rows)


def _differences(who: str, rows: Rows, expected: Rows) -> Iterator[str]:
    """Where `rows` lack or add a row, or differ in a field that `expected` knows."""
    for key in sorted(expected.keys() - rows.keys()):
        yield f"{who} lacks {key}"
    for key in sorted(rows.keys() - expected.keys()):
        yield f"{who} has {key} that should not be"
    for key in sorted(rows.keys() & expected.keys()):
        wrong = {
            name: (rows[key].get(name), value)
            for name, value in expected[key].items()
            if rows[key].get(name) != value
        }
        if wrong:
            yield f"{who} differs in {key}: {wrong}"
