"""Log lines hold no token, no note's words and no way to forge another line."""

import json
import logging
import sys

import pytest
from django.core.exceptions import DisallowedHost
from django.db import IntegrityError, OperationalError

from config.logs import JsonLine, PlainLine


def record(message: str, *args: object, error: Exception | None = None) -> logging.LogRecord:
    caught = None
    if error:
        try:
            raise error
        except Exception:
            caught = sys.exc_info()
    return logging.LogRecord("django.request", logging.WARNING, "", 1, message, args, caught)


@pytest.mark.parametrize("path", ["/j/abcdefgh", "/enter/abcdefgh", "/j/abcdefgh?new", "/enter/abcdefgh/x"])
@pytest.mark.parametrize("formatter", [PlainLine(), JsonLine()])
def test_line_without_the_token_of_a_link(formatter: logging.Formatter, path: str) -> None:
    line = formatter.format(record("Not Found: %s", path))
    assert "abcdefgh" not in line
    assert "Not Found: /" in line


@pytest.mark.parametrize("formatter", [PlainLine(), JsonLine()])
def test_line_without_the_words_of_an_error(formatter: logging.Formatter) -> None:
    line = formatter.format(record("Failed", error=IntegrityError("Key (name)=(Ann) already exists.")))
    assert "Ann" not in line
    assert "IntegrityError" in line
    assert "raise error" in line


def test_line_that_quotes_its_error_names_it_instead() -> None:
    error = ValueError("what Ann wrote")
    line = PlainLine().format(record("Exception inside application: %s", error, error=error))
    assert line.splitlines()[0] == "warning django.request: Exception inside application: ValueError"
    assert "Ann" not in line


def test_line_with_the_words_of_an_error_that_knows_no_notes() -> None:
    line = PlainLine().format(record("Failed", error=OperationalError("database or disk is full")))
    assert line.endswith("OperationalError: database or disk is full")


def test_line_of_a_strangers_odd_request_is_one_line() -> None:
    line = PlainLine().format(record("Invalid host", error=DisallowedHost("evil")))
    assert line == "warning django.request: Invalid host"


def test_line_cannot_be_forged() -> None:
    line = PlainLine().format(record("Not Found: %s", "/x\nerror root: all is lost\x1b[2J\r"))
    assert line == "warning django.request: Not Found: /x\\nerror root: all is lost\\x1b[2J\\r"


def test_json_line_is_one_object() -> None:
    line = json.loads(JsonLine().format(record("Not Found: %s", "/x\ny")))
    assert line.pop("at").endswith("+00:00")
    assert line == {"level": "warning", "from": "django.request", "message": "Not Found: /x\\ny"}
