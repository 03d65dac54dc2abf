"""Bringing a map into a workshop that exists: whole or not at all."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from maps.models import Map, PendingImport
from tests.harness.browsers import browser_of, signed_in
from tests.harness.cast import Cast, Person
from workshops.models import Workshop

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "reader"])


def exported(cast: Cast) -> dict[str, Any]:
    """The other workshop's map as its helper's file."""
    path = f"/w/{cast.workshop}/boards/{cast.end_users.id}/export.json"
    return json.loads(browser_of(cast.fay).get(path).content)


def bring(
    cast: Cast, whole: Any, workshop: str = "", person: Person | None = None, *, name: str = "map.json"
):
    """Sends a file and brings in what waits; returns the page that said no, or where it led."""
    browser = browser_of(person) if person else signed_in(cast)
    data = whole if isinstance(whole, bytes) else json.dumps(whole).encode()
    path = f"/w/{workshop or cast.workshop}/import/"
    looked = browser.post(path, {"file": SimpleUploadedFile(name, data)} if data else {})
    return looked if looked.status_code != 302 else browser.post(looked["Location"], {"do": "bring"})


def looked_at(cast: Cast, **fields: Any):
    """The preview of what is sent, with the browser that is there."""
    browser = signed_in(cast)
    page = browser.post(f"/w/{cast.workshop}/import/", fields, follow=True)
    return browser, page


def listed(cast: Cast) -> list[tuple[str, list[str]]]:
    """The end users' board by its touchpoints."""
    stages = Map.objects.get(public_id=cast.end_users.id).stages.filter(removed_at=None)
    return [
        (one.name, list(one.touchpoints.filter(removed_at=None).values_list("title", flat=True)))
        for one in stages
    ]


def state(cast: Cast) -> tuple[int, int]:
    workshop = Workshop.objects.get(public_id=cast.workshop)
    return workshop.version, workshop.maps.count()


def renamed(cast: Cast) -> dict[str, Any]:
    """The exported map about another customer type."""
    return json.loads(json.dumps(exported(cast)).replace("End users", "Resellers"))


def test_import_adds_a_board_and_leads_to_the_console_that_offers_undo(cast: Cast) -> None:
    response = bring(cast, renamed(cast))
    board = Map.objects.order_by("-pk")[0]
    assert (response.status_code, response["Location"]) == (
        302,
        f"/w/{cast.workshop}/",
    )
    page = signed_in(cast).get(response["Location"])
    assert [one.board for one in page.context["brought"]] == [board]
    assert (board.group.customer_type.name, board.notes.count()) == ("Resellers", 2)


@pytest.mark.parametrize("data", [b"", b"{}", b"{", b"\x00", b"null", b'{"schema_version": 1, "more": true}'])
def test_import_of_a_broken_file_says_so_on_the_console_and_changes_nothing(cast: Cast, data: bytes) -> None:
    before = state(cast)
    response = bring(cast, data)
    assert (response.status_code, list(response.context["form"].errors), state(cast)) == (
        200,
        ["file"] if data else ["text"],
        before,
    )


def test_import_says_where_a_file_is_wrong(cast: Cast) -> None:
    whole = renamed(cast)
    before = state(cast)
    text = json.dumps(whole).replace('"thoughts"', '"secrets"')
    said = bring(cast, text.encode()).context["form"].errors["file"]
    assert [("row" in line, "secrets" in line) for line in said] == [(True, True)]
    assert state(cast) == before


def test_import_says_that_nothing_was_changed_right_before_it_says_why(cast: Cast) -> None:
    page = bring(cast, b"{}").content.decode()
    told = page[page.index("data-refused") :].split("</ul>")[0]
    assert ("Nothing was changed. This is why:" in told, "This is not a Journeyroom map." in told) == (
        True,
        True,
    )


def test_import_says_twenty_things_and_how_many_more_there_are(cast: Cast) -> None:
    whole = renamed(cast)
    wrong = whole["stages"][0]["notes"][0] | {"about": "nothing"}
    whole["stages"][0]["notes"] = [wrong | {"id": f"n{number}"} for number in range(23)]
    said = bring(cast, whole).context["form"].errors["file"]
    assert (len(said), said[-1]) == (21, "… and 3 more problems.")


def test_import_of_a_customer_type_that_is_there_comes_in_under_a_free_name_and_says_so(cast: Cast) -> None:
    whole = exported(cast)
    for name in ("End users (2)", "End users (3)"):
        browser, page = looked_at(cast, file=SimpleUploadedFile("map.json", json.dumps(whole).encode()))
        assert page.context["doubts"] == [f"“End users” is here already, so this will be called “{name}”."]
        browser.post(page.redirect_chain[-1][0], {"do": "bring"})
        board = Map.objects.order_by("-pk")[0]
        assert (board.group.customer_type.name, board.group.name, board.title) == (
            name, name, "Journey of End users",
        )  # fmt: skip


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
    said = bring(cast, with_departments(whole, [*four, "Lab 60"])).context["why"]
    assert said == (
        "With the departments in this file the workshop would have more than 60. "
        "Bring it into another workshop, or let fewer departments write in it."
    )
    assert state(cast) == before
    assert bring(cast, with_departments(whole, [*four, "lab 7"])).status_code == 302
    assert bring(cast, exported(cast)).status_code == 302


def test_import_sent_twice_brings_one_map(cast: Cast) -> None:
    browser, page = looked_at(cast, file=SimpleUploadedFile("map.json", json.dumps(renamed(cast)).encode()))
    before, path = state(cast)[1], page.redirect_chain[-1][0]
    assert [browser.post(path, {"do": "bring"}).status_code for _time in range(2)] == [302, 302]
    assert state(cast)[1] - before == 1


def test_list_is_looked_at_goes_to_a_board_and_is_taken_back_at_once(cast: Cast) -> None:
    before, there = state(cast), listed(cast)
    text = "Order:\n- Pays\n- Waits\nUse:\n- Opens\nLook around: sees an advert"
    browser, page = looked_at(cast, text=text, target=cast.end_users.id)
    assert (state(cast), listed(cast)) == (before, there)
    assert ([page.context[name] for name in ("stages", "touchpoints", "notes", "same")]) == [3, 4, 0, 1]
    path = page.redirect_chain[-1][0]
    again = browser.get(f"/w/{cast.workshop}/import/?from={path.split('/')[-2]}")
    assert again.context["form"]["text"].value() == text
    console = browser.post(path, {"do": "bring"}, follow=True)
    assert listed(cast) == [
        ("Look around", ["Sees an advert", "sees an advert"]), ("Order", ["Pays", "Waits"]), ("Use", ["Opens"]),
    ]  # fmt: skip
    (brought,) = console.context["brought"]
    browser.post(f"/w/{cast.workshop}/import/undo/", {"op": brought.op})
    assert listed(cast) == there


def test_answers_that_were_changed_are_shown_before_anything_is_brought_in(cast: Cast) -> None:
    table = SimpleUploadedFile("t.csv", b"Stage;What;Notes\nOrder;Pays;Slow")
    browser, page = looked_at(cast, file=table, name="Resellers")
    assert [one["meaning"] for one in page.context["columns"]] == ["stage", "", "text"]
    path, before = page.redirect_chain[-1][0], state(cast)
    answers = {"do": "bring", "column": ["stage", "touchpoints", "pains"], "sheet_shown": "0"}
    page = browser.post(path, answers, follow=True)
    assert (state(cast), page.context["touchpoints"], page.context["notes"]) == (before, 1, 1)
    browser.post(path, answers)
    board = Map.objects.order_by("-pk")[0]
    assert (board.group.customer_type.name, board.notes.get().row) == ("Resellers", "pains")


def test_what_waits_is_its_owners_alone_and_goes_when_it_is_given_up(cast: Cast) -> None:
    browser, page = looked_at(cast, text="Pays")
    path = page.redirect_chain[-1][0]
    assert [browser_of(one).get(path).status_code for one in (cast.ann, cast.mia, cast.hal)] == [404] * 3
    browser.post(path, {"do": "drop"})
    assert (browser.get(path).status_code, PendingImport.objects.count()) == (404, 0)


def test_own_table_goes_back_in(cast: Cast) -> None:
    path = f"/w/{cast.workshop}/boards/{cast.end_users.id}/export.csv"
    assert bring(cast, browser_of(cast.fay).get(path).content, name="own.csv").status_code == 302
    board = Map.objects.order_by("-pk")[0]
    assert [(one.name, one.touchpoints.count(), one.notes.count()) for one in board.stages.all()] == [
        ("Look around", 1, 1),
        ("Order", 0, 1),
    ]
    assert board.notes.get(row="thoughts").about == board.touchpoints.get()


def test_what_is_typed_stays_where_it_is_refused(cast: Cast) -> None:
    _browser, page = looked_at(cast, text="Pays\n" + "x" * 2001, row="pains")
    assert (page.context["form"]["text"].value()[:4], page.context["form"]["row"].value()) == (
        "Pays",
        "pains",
    )
    assert page.context["form"].errors["text"] == [
        "line 2: this is longer than 2000 characters: it has 2001. Part it in two."
    ]


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
    said = response.context["form"].non_field_errors()
    assert said[0].startswith("This workshop is archived")


@pytest.mark.parametrize("who", ["ann", "hal", "mia", "oda", "olga", "rex"])
def test_import_is_for_facilitators_alone(cast: Cast, who: str) -> None:
    before = state(cast)
    assert bring(cast, renamed(cast), person=getattr(cast, who)).status_code == 404
    assert state(cast) == before


def test_import_into_a_workshop_of_somebody_else_is_not_there(cast: Cast) -> None:
    assert bring(cast, renamed(cast), workshop=cast.other_workshop).status_code == 404
    assert Map.objects.filter(workshop__public_id=cast.other_workshop).count() == 1


def test_preview_sent_as_it_is_shown_brings_it_in(cast: Cast) -> None:
    before = state(cast)
    browser, page = looked_at(cast, text="Visit: I wait", row="touchpoints", target="", name="")
    path = page.redirect_chain[-1][0]
    shown = {"target": "", "name": page.context["plan"].customer_type, "row": page.context["row"]}
    browser.post(path, {**shown, "do": "bring"})
    assert state(cast) == (before[0] + 1, before[1] + 1)
