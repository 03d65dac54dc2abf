"""No file that is not a map of ours comes in by either form: both say where and why, and nothing is stored."""

import html
import re
from collections.abc import Callable, Iterable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.harness.browsers import signed_in
from tests.harness.cast import Cast
from tests.harness.content import content
from tests.maps.imports.files import BROKEN, FOREIGN, HOSTILE, SAID_OF_HOSTILE, file

pytestmark = pytest.mark.django_db

File = tuple[bytes, tuple[str, ...]]
"""The bytes, and what must be said of them."""

FILES: dict[str, list[File]] = {
    "broken": [(data, (where, why)) for data, where, why in BROKEN if data],
    "empty": [(b"", ("This file is empty. Please choose another one.",))],
    "foreign": [(data, ("This is not a Journeyroom map: it looks like", name)) for data, name in FOREIGN],
    "hostile": [(data, (SAID_OF_HOSTILE[name],)) for name, data in HOSTILE.items()],
}

TYPED: dict[str, object] = {
    "title": "How companies buy",
    "departments": ["Sales", "Operations"],
    "types-TOTAL_FORMS": "1",
    "types-INITIAL_FORMS": "0",
    "types-0-name": "Buyers",
    "types-0-template": "saas",
}

# How each form is sent: where to, what is typed beside the file, and the mark of the field on its page.
FORMS: dict[str, Callable[[Cast], tuple[str, dict[str, object], str]]] = {
    "set-up": lambda cast: ("/workshops/new/", TYPED, 'id="id_file_error"'),
    "import": lambda cast: (f"/w/{cast.workshop}/import/", {}, "data-refused"),
}
# What the page to bring things in reads, beside maps of ours.
READ_THERE = ("Open Journey Format", "table (CSV)")


@pytest.mark.parametrize("files", FILES)
@pytest.mark.parametrize("form", FORMS)
def test_file_that_is_no_map_is_refused_by_each_form_and_leaves_no_trace(
    cast: Cast, form: str, files: str
) -> None:
    path, typed, place = FORMS[form](cast)
    browser, before = signed_in(cast), content()
    refused = FILES[files]
    if form == "import":
        refused = [(data, said) for data, said in refused if said[-1] not in READ_THERE]
        refused = [(data, ("workbook",) if said[-1] == "spreadsheet" else said) for data, said in refused]
    assert refused
    for data, said in refused:
        page = browser.post(path, {**typed, "file": SimpleUploadedFile("map.json", data)})
        words = said_at(place, page.content.decode())
        assert (page.status_code, data[:80], missing(said, words)) == (200, data[:80], [])
        assert content() == before


def test_both_forms_take_the_smallest_file(cast: Cast) -> None:
    """Or the forms refuse whatever comes."""
    before = content()
    browser = signed_in(cast)
    for name, form in FORMS.items():
        path, typed, _ = form(cast)
        page = browser.post(path, {**typed, "file": SimpleUploadedFile("map.json", file())})
        assert page.status_code == 302
        if name == "import":
            assert browser.post(page["Location"], {"do": "bring"}).status_code == 302
    assert len(content()["Map"]) == len(before["Map"]) + 3


def said_at(place: str, page: str) -> str:
    """The words that a page says at one of its places, without the tags."""
    _, found, rest = page.partition(place)
    return html.unescape(re.sub(r"<[^>]*>", " ", rest.split("</section>")[0])) if found else ""


def missing(said: Iterable[str], words: str) -> list[str]:
    """What should be said and is not."""
    return [one for one in said if one not in words]
