"""How a page asks for its script: `{% load modules %}{% script "js/board.js" %}`."""

import posixpath
import re
from functools import cache
from pathlib import Path

from django import template
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join

register = template.Library()

IMPORT = re.compile(r"""^(?:import|export|\})[^"'()]*["'](\.[^"']+)["']""", re.M)
"""Where a module names another one of ours, as we write it: the statement or its end begins a line."""


@register.simple_tag
def script(entry: str) -> str:
    """Write the element for a module such as `js/board.js`, and before it one for each module it stands on.

    A browser learns of those all at once so, and need not read one module to hear of the next.
    """
    first, *others = map(static, modules(entry))
    hints = format_html_join("", '<link rel="modulepreload" href="{}">', ((other,) for other in others))
    return format_html('{}<script type="module" src="{}"></script>', hints, first)


@cache
def modules(entry: str) -> tuple[str, ...]:
    """Name the modules that a script stands on, itself first, each once: `js/board.js`, `js/board/curve.js`, …

    Raises FileNotFoundError with the name of a module that is not there.
    """
    found = [entry]
    for name in found:
        path = finders.find(name)
        if path is None:
            raise FileNotFoundError(f"{name}, which {entry} stands on, is no static file.")
        for other in IMPORT.findall(Path(path).read_text("utf-8")):
            address = posixpath.normpath(posixpath.join(posixpath.dirname(name), other))
            if address not in found:
                found.append(address)
    return tuple(found)
