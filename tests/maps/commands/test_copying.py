"""Set-up used once more: a workshop without its people and words, and stages as a template of one's own."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maps.commands.copying import clone_workshop, save_template
from maps.commands.journeys import stages_of_boards
from maps.models import BoardRow, Map, Note, OwnTemplate, Rating, Resource, Stage, Touchpoint
from tests.harness.cast import Cast
from tests.harness.content import content_of
from tests.harness.tables import Say
from workshops.enums import Role, Status
from workshops.errors import Refused
from workshops.ids import new_id
from workshops.models import CustomerType, Department, Event, Group, User, Workshop

SETTINGS = ("goal", "success", "sponsor", "house_rules", "attribution", "placing", "retention_days", "zone")


@pytest.fixture
def workshop(cast: Cast, say: Say) -> Workshop:
    """Fay's workshop, set up in every corner."""
    say(cast.fay, "workshop.describe", field="goal", was="", now="Nobody calls twice.")
    say(cast.fay, "workshop.describe", field="attribution", was="department", now="anonymous")
    say(cast.fay, "workshop.describe", field="placing", was="choose", now="place")
    say(cast.fay, "workshop.describe", field="held_on", was="", now="2027-03-18")
    about = {"customer_type": cast.end_users.customer_type}
    say(cast.fay, "customer_type.describe", **about, field="fears", was="", now="Silence")
    say(cast.fay, "group.describe", group=cast.end_users.group, field="place", was="", now="Table 1")
    say(cast.fay, "department.describe", department=cast.end_users.department, field="expected", was=0, now=3)
    rows = {row.row: row.public_id for row in BoardRow.objects.filter(workshop__public_id=cast.workshop)}
    say(cast.fay, "row.describe", row=rows["pains"], field="label", was="", now="What hurts us")
    say(cast.fay, "row.describe", row=rows["ideas"], field="shown", was=True, now=False)
    say(cast.fay, "row.move", row=rows["ideas"], after="")
    stage = cast.end_users.stages[0]
    say(cast.fay, "stage.describe", stage=stage, field="prompts", was="", now="Who?\nWhen?")
    say(cast.fay, "group.add", group=new_id("g"), customer_type=about["customer_type"], name="Second table")
    say(cast.fay, "stage.remove", stage=cast.distributors.stages[0])
    touchpoint = cast.end_users.touchpoints[0]
    for kind, name in (("system", "CRM"), ("team", "Night shift")):
        say(cast.ann, "resource.link", touchpoint=touchpoint, resource=new_id("k"), kind=kind, name=name)
    say(cast.ann, "rating.give", touchpoint=touchpoint, value=-2, word="ignored")
    return Workshop.objects.get(public_id=cast.workshop)


def shape(workshop: Workshop) -> dict[str, object]:
    """All of a set-up, without ids."""
    kinds = CustomerType.objects.filter(workshop=workshop, removed_at=None).order_by("position")
    boards = Map.objects.filter(workshop=workshop, removed_at=None).order_by("group__position")
    rows = BoardRow.objects.filter(workshop=workshop).order_by("position")
    departments = Department.objects.filter(workshop=workshop).order_by("position")
    return {
        "settings": [getattr(workshop, name) for name in SETTINGS],
        "departments": list(departments.values_list("name", "side", "letters", "hue", "expected")),
        "resources": sorted(Resource.objects.filter(workshop=workshop).values_list("kind", "name", "folded")),
        "types": list(kinds.values_list("name", "fears", "template")),
        "groups": [(one.group.name, one.group.place, one.group.customer_type.name) for one in boards],
        "rows": list(rows.values_list("row", "label", "shown")),
        "stages": [
            list(stages_of(board).values_list("name", "phase", "goal", "prompts")) for board in boards
        ],
    }


def stages_of(board: Map):
    return Stage.objects.filter(map=board, removed_at=None, unsorted=False).order_by("order")


def test_clone_has_the_whole_set_up_under_new_ids_and_codes(workshop: Workshop) -> None:
    before = content_of(workshop.public_id)
    copy = clone_workshop(workshop.owner, workshop)
    assert shape(copy) == shape(workshop)
    assert (copy.title, copy.organisation, copy.held_on) == ("Heart of the journey (copy)", "Northwind", None)
    assert (copy.copied_from, copy.owner, copy.status) == (workshop, workshop.owner, Status.LOBBY)
    secrets = [(one.public_id, one.join_token, one.join_code) for one in (workshop, copy)]
    assert not set(secrets[0]) & set(secrets[1])
    assert content_of(workshop.public_id) == before


def test_clone_has_nobody_and_no_words(workshop: Workshop) -> None:
    copy = clone_workshop(workshop.owner, workshop)
    assert [(one.role, one.user) for one in copy.participants.all()] == [(Role.FACILITATOR, workshop.owner)]
    boards = Map.objects.filter(workshop=copy)
    assert boards.count() == 3
    assert not Note.objects.filter(map__in=boards).exists()
    assert not Touchpoint.objects.filter(map__in=boards).exists()
    assert list(Event.objects.filter(workshop=copy).values_list("name", "version")) == [
        ("workshop.set-up", 1)
    ]


def test_clone_costs_as_many_queries_for_stages_of_many_groups_as_of_few(workshop: Workshop) -> None:
    boards = list(Map.objects.filter(workshop=workshop, removed_at=None))
    with CaptureQueriesContext(connection) as asked:
        assert len(stages_of_boards(boards)) == len(boards) > 1
    assert len(asked) == 1


def test_clone_has_no_ratings(workshop: Workshop) -> None:
    copy = clone_workshop(workshop.owner, workshop)
    assert set(Rating.objects.values_list("map__workshop", flat=True)) == {workshop.pk}
    assert Resource.objects.filter(workshop=copy).count() == 2


def test_clone_of_a_clone_of_the_longest_title_keeps_within_it(workshop: Workshop) -> None:
    Workshop.objects.filter(pk=workshop.pk).update(title="t" * 200)
    workshop.refresh_from_db()
    copy = clone_workshop(workshop.owner, clone_workshop(workshop.owner, workshop))
    assert (len(copy.title), copy.title.endswith("t (copy)")) == (200, True)


def test_clone_leaves_out_departments_that_are_not_offered_any_more(
    workshop: Workshop, cast: Cast, say: Say
) -> None:
    gone = workshop.departments.get(public_id=cast.end_users.department)
    say(cast.fay, "department.describe", department=gone.public_id, field="offered", was=True, now=False)
    copy = clone_workshop(workshop.owner, workshop)
    assert gone.name not in copy.departments.values_list("name", flat=True)
    assert copy.departments.count() == workshop.departments.count() - 1


def test_clone_leaves_out_removed_groups(workshop: Workshop, cast: Cast, say: Say) -> None:
    second = Group.objects.get(workshop=workshop, name="Second table")
    say(cast.fay, "group.remove", group=second.public_id)
    copy = clone_workshop(workshop.owner, workshop)
    assert sorted(copy.groups.values_list("name", flat=True)) == ["Distributors", "End users"]


def test_saved_template_holds_stages_in_order_without_words(workshop: Workshop, cast: Cast) -> None:
    board = Map.objects.get(public_id=cast.end_users.id)
    made = save_template(workshop.owner, board, "  Our   way ")
    assert (made.name, made.owner) == ("Our way", workshop.owner)
    assert made.stages == [
        {"name": "Look around", "phase": "", "goal": "", "prompts": "Who?\nWhen?"},
        {"name": "Order", "phase": "", "goal": "", "prompts": ""},
    ]


@pytest.mark.parametrize("name", [" ", "x" * 201, "a\x00"])
def test_template_whose_name_cannot_be_kept_is_refused(cast: Cast, name: str) -> None:
    fay = User.objects.get(email=cast.email)
    with pytest.raises(Refused):
        save_template(fay, Map.objects.get(public_id=cast.end_users.id), name)
    assert not OwnTemplate.objects.exists()
