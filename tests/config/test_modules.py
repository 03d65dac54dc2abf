"""A page names every module its script stands on, so that a browser asks for all of them at once."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.template import Context, Template

from config.modules import modules


def written(entry: str) -> str:
    return Template("{% load modules %}{% script entry %}").render(Context({"entry": entry}))


def test_script_names_what_it_stands_on_and_asks_for_itself() -> None:
    html = written("js/board.js")
    assert html.endswith(f'<script type="module" src="{settings.STATIC_URL}js/board.js"></script>')
    for module in ("js/board/curve.js", "js/room/room.js", "js/board/panel/panel.js"):
        assert html.count(f'<link rel="modulepreload" href="{settings.STATIC_URL}{module}">') == 1, module


def test_script_that_stands_alone_has_no_more_than_itself() -> None:
    assert "modulepreload" not in written("js/theme.js")


def test_module_that_is_not_there_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"js/no\.js"):
        modules("js/no.js")
