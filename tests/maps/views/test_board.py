"""The board's page: who sees it, who may write on it, hostile words, and queries that do not grow."""

import json
import re
from html.parser import HTMLParser
from typing import Any

import msgspec
import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from maps.commands.details import describe_touchpoint
from maps.commands.feelings import give_rating
from maps.enums import Channel, Row
from maps.models import Map, Note, Stage, Touchpoint
from maps.schemas import DescribeTouchpoint, GiveRating
from tests.harness.cast import Cast, Person
from tests.harness.tables import Say
from workshops.acts import acting
from workshops.commands.people import join_workshop
from workshops.enums import Attribution, Role, Status
from workshops.ids import new_id
from workshops.models import Department, Participant, Workshop

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "reader"])

SEES = ["fay", "ann", "ben", "hal", "dev", "mia", "oda"]
WRITES = {"fay", "ann", "ben", "hal"}
HOSTILE = '"><script>alert(1)</script>\u202e{{ 7|add:7 }}</script><img src=x onerror=alert(1)>'


class Tags(HTMLParser):
    """Every start tag with its attributes, and the words between tags that hold no code."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def having(self, name: str) -> list[str | None]:
        """The values of an attribute, wherever it stands."""
        return [attributes[name] for _, attributes in self.found if name in attributes]


def open_board(person: Person | None, workshop: str, board: str) -> Any:
    """What somebody's browser gets."""
    browser = Client()
    if person is not None:
        name, value = person.cookie.split("=", 1)
        browser.cookies[name] = value
    return browser.get(f"/w/{workshop}/boards/{board}/")


def page_of(cast: Cast, who: str = "ann") -> str:
    """The end users' board as somebody sees it."""
    response = open_board(getattr(cast, who), cast.workshop, cast.end_users.id)
    assert response.status_code == 200
    return response.content.decode()


def facts_of(html: str) -> dict[str, Any]:
    """What the page tells its scripts."""
    found = re.search(r'<script id="page" type="application/json">(.*?)</script>', html, re.DOTALL)
    assert found is not None
    return json.loads(found[1])


@pytest.mark.parametrize("who", SEES)
def test_board_is_open_to_everybody_in_the_workshop(cast: Cast, who: str) -> None:
    html = page_of(cast, who)
    assert facts_of(html)["may_edit"] == (who in WRITES)
    assert ("data-add" in html) == (who in WRITES)
    assert ("data-phone-add" in html) == (who in WRITES)


@pytest.mark.parametrize("who", ["rex", "olga", None])
def test_board_is_not_there_for_strangers_and_removed_people(cast: Cast, who: str | None) -> None:
    person = getattr(cast, who) if who else None
    assert open_board(person, cast.workshop, cast.end_users.id).status_code == 404


def test_board_of_another_workshop_is_not_there(cast: Cast) -> None:
    assert open_board(cast.fay, cast.workshop, cast.other_board.id).status_code == 404
    assert open_board(cast.fay, cast.other_workshop, cast.other_board.id).status_code == 404


def test_read_only_board_says_whose_it_is(cast: Cast) -> None:
    html = page_of(cast, "dev")
    group = Map.objects.get(public_id=cast.end_users.id).group.name
    assert escape(f"This is the board of “{group}”.") in html


def test_archived_workshop_is_read_only_and_says_so(cast: Cast) -> None:
    Workshop.objects.filter(public_id=cast.workshop).update(status=Status.ARCHIVED)
    html = page_of(cast)
    assert facts_of(html)["may_edit"] is False
    assert "The workshop is closed." in html


def test_facts_are_those_of_the_person(cast: Cast) -> None:
    facts = facts_of(page_of(cast))
    ann = Participant.objects.get(public_id=cast.ann.id)
    assert ann.department is not None
    del facts["words"], facts["usual_rows"]
    assert facts == {
        "socket": f"/ws/workshops/{cast.workshop}/",
        "workshop": cast.workshop,
        "person": cast.ann.id,
        "board": cast.end_users.id,
        "may_edit": True,
        "role": Role.ATTENDEE,
        "group": cast.end_users.group,
        "writes_for": [],
        "home": f"/w/{cast.workshop}/",
        "department": ann.department.public_id,
        "attribution": Attribution.DEPARTMENT,
        "deleted": f"/w/{cast.workshop}/boards/{cast.end_users.id}/deleted/",
        "history": f"/w/{cast.workshop}/boards/{cast.end_users.id}/history/",
    }


def test_notes_stand_in_their_cells_in_order(cast: Cast) -> None:
    html = page_of(cast)
    stands = [
        value
        for value in Tags(html).having("id")
        if value in {*cast.end_users.touchpoints, *cast.end_users.notes}
    ]
    first, second = cast.end_users.stages
    in_order = [
        *Touchpoint.objects.filter(stage__public_id=first).values_list("public_id", flat=True),
        *Note.objects.filter(stage__public_id=first).values_list("public_id", flat=True),
        *Note.objects.filter(stage__public_id=second).values_list("public_id", flat=True),
    ]
    assert stands == in_order


def test_empty_unsorted_stage_is_hidden(cast: Cast) -> None:
    board = Map.objects.get(public_id=cast.end_users.id)
    unsorted = Stage.objects.create(map=board, name="Unsorted", order=0, unsorted=True)
    assert f'id="{unsorted.public_id}"' in page_of(cast)
    assert _stage(page_of(cast), unsorted)["hidden"] is None
    Note.objects.filter(public_id=cast.end_users.notes[0]).update(stage=unsorted)
    assert "hidden" not in _stage(page_of(cast), unsorted)


def _stage(html: str, stage: Stage) -> dict[str, str | None]:
    return next(attributes for _, attributes in Tags(html).found if attributes.get("id") == stage.public_id)


def test_hostile_words_are_only_words(cast: Cast) -> None:
    Note.objects.filter(public_id=cast.end_users.notes[0]).update(text=HOSTILE)
    Touchpoint.objects.filter(public_id=cast.end_users.touchpoints[0]).update(
        title=HOSTILE, channel=Channel.PHONE
    )
    Stage.objects.filter(public_id=cast.end_users.stages[0]).update(name=HOSTILE, goal=HOSTILE)
    Department.objects.filter(workshop__public_id=cast.workshop).update(letters='"<')
    Map.objects.filter(public_id=cast.end_users.id).update(title=HOSTILE)
    html = page_of(cast)
    assert html.count(escape(HOSTILE)) >= 5
    assert "<script>alert" not in html
    assert "<img" not in html
    assert "{{" not in html.replace(escape(HOSTILE), "")


@pytest.mark.parametrize("who", SEES)
def test_page_has_no_script_or_style_of_its_own(cast: Cast, who: str) -> None:
    tags = Tags(page_of(cast, who))
    scripts = [attributes for tag, attributes in tags.found if tag == "script"]
    assert all("src" in attributes or attributes.get("type") == "application/json" for attributes in scripts)
    assert tags.having("style") == []
    assert [tag for tag, _ in tags.found if tag == "style"] == []
    assert [name for _, attributes in tags.found for name in attributes if name.startswith("on")] == []


@pytest.mark.parametrize(
    ("attribution", "shown"),
    [
        (Attribution.NAMED, (True, True)),
        (Attribution.DEPARTMENT, (True, False)),
        (Attribution.ANONYMOUS, (False, False)),
    ],
)
def test_notes_say_of_their_author_what_attribution_allows(
    cast: Cast, attribution: str, shown: tuple[bool, bool]
) -> None:
    Workshop.objects.filter(public_id=cast.workshop).update(attribution=attribution)
    ann = Participant.objects.get(public_id=cast.ann.id)
    assert ann.department is not None
    note = Note.objects.get(public_id=cast.end_users.notes[0])
    note.author, note.department = ann, ann.department
    note.save(update_fields=["author", "department"])
    html = page_of(cast, "ben")
    by = html.split(f'id="{note.public_id}-by">', 1)[1].split('<span class="note-kept">', 1)[0]
    assert (ann.department.name in by, ann.name in by) == shown


def test_facilitators_see_all_boards_and_downloads(cast: Cast) -> None:
    links = Tags(page_of(cast, "fay")).having("href")
    for board in (cast.end_users, cast.distributors):
        assert f"/w/{cast.workshop}/boards/{board.id}/" in links
    for rest in (f"boards/{cast.end_users.id}/export.pdf", "take/", "finished/"):
        assert f"/w/{cast.workshop}/{rest}" in links


def test_attendees_see_their_board_without_downloads(cast: Cast) -> None:
    links = [link for link in Tags(page_of(cast)).having("href") if link and link.startswith("/w/")]
    assert links == [f"/w/{cast.workshop}/me/"]


def test_signed_in_facilitator_gets_the_cookie_of_the_socket(cast: Cast) -> None:
    browser = Client()
    fay = Participant.objects.get(public_id=cast.fay.id)
    assert fay.user is not None
    browser.force_login(fay.user)
    response = browser.get(f"/w/{cast.workshop}/boards/{cast.end_users.id}/")
    assert response.cookies[f"jr_{cast.workshop}"].value == fay.token()


def test_queries_do_not_grow_with_notes_and_people(cast: Cast) -> None:
    counts = [_count(cast)]
    for _ in range(2):
        _grow(cast)
        counts.append(_count(cast))
    assert counts[0] == counts[1] == counts[2]


def _count(cast: Cast) -> int:
    with (
        CaptureQueriesContext(connections["default"]) as writing,
        CaptureQueriesContext(connections["reader"]) as reading,
    ):
        page_of(cast, "fay")
    return len(writing) + len(reading)


def _grow(cast: Cast) -> None:
    board = Map.objects.get(public_id=cast.end_users.id)
    stage = board.stages.get(public_id=cast.end_users.stages[0])
    departments = list(Department.objects.filter(workshop=board.workshop))
    for number, department in enumerate(departments):
        name = f"P{board.workshop.participants.count()}"
        person = join_workshop(board.workshop, name=name, department=department, group=board.group)
        touchpoint = Touchpoint.objects.create(
            map=board, stage=stage, title="We meet", order=number, author=person, department=department
        )
        for row in Row:
            Note.objects.create(
                map=board, stage=stage, row=row, text="Words", order=number, about=touchpoint, author=person
            )


def test_touchpoint_says_what_is_felt_and_who_owns_it_before_any_script(cast: Cast) -> None:
    assert "facts-mean" in page_of(cast)
    assert "data-feel-empty>" in page_of(cast), "nobody has rated"
    touchpoint = cast.end_users.touchpoints[0]
    with acting(Participant.objects.get(public_id=cast.ben.id)) as act:
        give_rating(act, GiveRating(touchpoint=touchpoint, value=None, word=""))
    assert "data-feel-empty>" in page_of(cast), "who does not know has not rated"
    with acting(Participant.objects.get(public_id=cast.ann.id)) as act:
        give_rating(act, GiveRating(touchpoint=touchpoint, value=-2, word=HOSTILE[:40]))
    with acting(Participant.objects.get(public_id=cast.ann.id)) as act:
        described = {"touchpoint": touchpoint, "owner": cast.end_users.department}
        describe_touchpoint(act, msgspec.convert(described, DescribeTouchpoint))
    html = page_of(cast)
    assert "data-feel-empty hidden" in html
    assert '<i class="facts-dot is-thin"' in html
    assert "−2, 1 person" in html
    assert "owner: Marketing" in html
    assert "<script>alert(1)" not in html


def test_merged_note_shows_the_marks_of_all_its_authors_from_the_first_paint(cast: Cast, say: Say) -> None:
    Workshop.objects.filter(public_id=cast.workshop).update(attribution="named")
    whole, part = new_id("n"), new_id("n")
    place = {"board": cast.end_users.id, "stage": cast.end_users.stages[0], "row": "pains"}
    say(cast.ann, "note.add", note=whole, text="one", **place)
    say(cast.ben, "note.add", note=part, text="two", **place)
    say(cast.ann, "note.merge", note=whole, notes=[part])
    foot = page_of(cast).split(f'id="{whole}-by"')[1].split("</div>")[0]
    assert [
        foot.count(f'<span class="visually-hidden" dir="auto">{name}</span>') for name in ("Ann", "Ben")
    ] == [1, 1]
    assert (foot.count("data-parts>2 in one<"), "note-name" in foot) == (1, False)
