"""Bringing a map into a workshop that exists: whole or not at all."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from maps.models import Map
from tests.harness.browsers import browser_of, signed_in
from tests.harness.cast import Cast, Person
from workshops.models import Workshop

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "reader"])


def exported(cast: Cast) -> dict[str, Any]:
    """The other workshop's map as its helper's file."""
    path = f"/w/{cast.workshop}/boards/{cast.end_users.id}/export.json"
    return json.loads(browser_of(cast.fay).get(path).content)


def bring(cast: Cast, whole: Any, workshop: str = "", person: Person | None = None):
    browser = browser_of(person) if person else signed_in(cast)
    data = whole if isinstance(whole, bytes) else json.dumps(whole).encode()
    file = SimpleUploadedFile("map.json", data)
    return browser.post(f"/w/{workshop or cast.workshop}/import/", {"file": file} if data else {})


def state(cast: Cast) -> tuple[int, int]:
    workshop = Workshop.objects.get(public_id=cast.workshop)
    return workshop.version, workshop.maps.count()


def renamed(cast: Cast) -> dict[str, Any]:
    """The exported map about another customer type."""
    return json.loads(json.dumps(exported(cast)).replace("End users", "Resellers"))


def test_import_adds_a_board_and_leads_to_it(cast: Cast) -> None:
    response = bring(cast, renamed(cast))
    board = Map.objects.order_by("-pk")[0]
    assert (response.status_code, response["Location"]) == (
        302,
        f"/w/{cast.workshop}/boards/{board.public_id}/",
    )
    assert (board.group.customer_type.name, board.notes.count()) == ("Resellers", 2)


@pytest.mark.parametrize("data", [b"", b"{}", b"{", b"\x00", b"null", b'{"schema_version": 1, "more": true}'])
def test_import_of_a_broken_file_says_so_on_the_console_and_changes_nothing(cast: Cast, data: bytes) -> None:
    before = state(cast)
    response = bring(cast, data)
    assert (response.status_code, list(response.context["import_form"].errors), state(cast)) == (
        200,
        ["file"],
        before,
    )


def test_import_says_where_a_file_is_wrong(cast: Cast) -> None:
    whole = renamed(cast)
    before = state(cast)
    text = json.dumps(whole).replace('"thoughts"', '"secrets"')
    said = bring(cast, text.encode()).context["import_form"].errors["file"]
    assert [("row" in line, "secrets" in line) for line in said] == [(True, True)]
    assert state(cast) == before


def test_import_says_that_nothing_was_changed_right_before_it_says_why(cast: Cast) -> None:
    page = bring(cast, b"{}").content.decode()
    told = page[page.index('id="import_file_error"') :].split("</ul>")[0]
    assert page.count('aria-describedby="import_file_helptext import_file_error"') == 1
    assert ("Nothing was changed. This is why:" in told, "This is not a Journeyroom map." in told) == (
        True,
        True,
    )


def test_import_says_twenty_things_and_how_many_more_there_are(cast: Cast) -> None:
    whole = renamed(cast)
    wrong = whole["stages"][0]["notes"][0] | {"about": "nothing"}
    whole["stages"][0]["notes"] = [wrong | {"id": f"n{number}"} for number in range(23)]
    said = bring(cast, whole).context["import_form"].errors["file"]
    assert (len(said), said[-1]) == (21, "… and 3 more problems.")


def test_import_of_a_customer_type_that_is_there_comes_in_under_a_free_name_and_says_so(cast: Cast) -> None:
    whole = exported(cast)
    browser, path = signed_in(cast), f"/w/{cast.workshop}/"
    for name in ("End users (2)", "End users (3)"):
        file = SimpleUploadedFile("map.json", json.dumps(whole).encode())
        page = browser.post(f"{path}import/", {"file": file}, follow=True)
        board = Map.objects.order_by("-pk")[0]
        assert (page.redirect_chain, board.group.customer_type.name, board.group.name, board.title) == (
            [(path, 302)], name, name, "Journey of End users",
        )  # fmt: skip
        said = f"“End users” is here already, so the map from the file came in as “{name}”."
        assert said in page.content.decode()
        assert said not in browser.get(path).content.decode()


def with_departments(whole: dict[str, Any], names: list[str]) -> dict[str, Any]:
    """The map again with one note by each of some departments."""
    note = {"row": "pains", "text": "Slow"}
    stage = {"name": "Order", "notes": [note | {"author": {"department": name}} for name in names]}
    departments = [{"name": name, "side": "enable"} for name in names]
    return whole | {"stages": [stage], "departments": departments}


def test_import_never_gives_a_workshop_more_departments_than_its_own_files_may_list(cast: Cast) -> None:
    whole = exported(cast)
    four = [department["name"] for department in whole["departments"]]
    assert bring(cast, with_departments(whole, [f"Lab {number}" for number in range(56)])).status_code == 302
    before = state(cast)
    said = bring(cast, with_departments(whole, [*four, "Lab 60"])).context["import_form"].errors["file"]
    assert said == [
        "With the departments in this file the workshop would have more than 60. "
        "Bring it into another workshop, or let fewer departments write in it."
    ]
    assert state(cast) == before
    assert bring(cast, with_departments(whole, [*four, "lab 7"])).status_code == 302
    assert bring(cast, exported(cast)).status_code == 302


def test_import_sent_twice_brings_one_map_and_says_the_same(cast: Cast) -> None:
    """A double click sends the page's hidden op twice; another file under the same op is another map."""
    browser, path = signed_in(cast), f"/w/{cast.workshop}/"
    op = browser.get(path).context["import_form"]["op"].value()
    whole, before = exported(cast), state(cast)[1]

    def send(whole: dict[str, Any]) -> tuple[str, int]:
        file = SimpleUploadedFile("map.json", json.dumps(whole).encode())
        response = browser.post(f"{path}import/", {"file": file, "op": op})
        return response["Location"], state(cast)[1] - before

    assert [send(whole), send(whole)] == [(path, 1)] * 2
    assert Map.objects.order_by("-pk")[0].group.name == "End users (2)"
    board, boards = send(renamed(cast))
    assert boards == 2
    assert send(renamed(cast)) == (board, 2)


def test_import_tells_names_apart_as_set_up_does(cast: Cast) -> None:
    """With one letter that PostgreSQL takes for another one, no map is refused or renamed."""
    whole = exported(cast)
    for name in ("IT", "İT", "ıt", "it"):
        kind = {"customer_type": {"name": name}}
        assert bring(cast, with_departments(whole, ["İt", "it"]) | kind).status_code == 302
    kinds = Workshop.objects.get(public_id=cast.workshop).customer_types.order_by("pk")
    assert list(kinds.values_list("name", flat=True))[2:] == ["IT", "İT", "ıt", "it (2)"]


def test_import_into_an_archived_workshop_is_refused(cast: Cast) -> None:
    whole = renamed(cast)
    Workshop.objects.filter(public_id=cast.workshop).update(status="archived")
    before = state(cast)
    response = bring(cast, whole)
    assert (response.status_code, state(cast)) == (200, before)
    said = response.context["import_form"].errors["file"]
    assert said[0].startswith("This workshop is archived")


@pytest.mark.parametrize("who", ["ann", "hal", "mia", "oda", "olga", "rex"])
def test_import_is_for_facilitators_alone(cast: Cast, who: str) -> None:
    before = state(cast)
    assert bring(cast, renamed(cast), person=getattr(cast, who)).status_code == 404
    assert state(cast) == before


def test_import_into_a_workshop_of_somebody_else_is_not_there(cast: Cast) -> None:
    assert bring(cast, renamed(cast), workshop=cast.other_workshop).status_code == 404
    assert Map.objects.filter(workshop__public_id=cast.other_workshop).count() == 1
