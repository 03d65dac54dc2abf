"""Customer types, groups and rows change while the workshop runs, and nobody's words go with them."""

import pytest

from maps.models import BoardRow, Map, Note, OwnTemplate, Stage, Touchpoint
from tests.harness.cast import Cast
from tests.harness.tables import Say
from workshops.errors import Code, Refused
from workshops.ids import new_id
from workshops.models import CustomerType, Group, User, Workshop


def test_added_customer_type_has_a_group_and_a_map_with_the_template_s_stages_and_questions(
    cast: Cast, say: Say
) -> None:
    kind = new_id("c")
    answer = say(cast.fay, "customer_type.add", customer_type=kind, name="Installers", template="saas")
    board = Map.objects.get(public_id=answer.result["board"])
    assert (board.title, board.group.name, board.group.customer_type.public_id) == (
        "Installers",
        "Installers",
        kind,
    )
    stages = Stage.objects.filter(map=board)
    assert len(stages) >= 5
    assert all(len(stage.prompts.splitlines()) == 3 for stage in stages)


def test_customer_type_can_begin_with_own_stages_but_not_with_somebody_elses(cast: Cast, say: Say) -> None:
    stages = [{"name": "Knock", "phase": "discover", "goal": "I find the door", "prompts": "Who opens?"}]
    mine = OwnTemplate.objects.create(owner=User.objects.get(email=cast.email), name="Doors", stages=stages)
    other = OwnTemplate.objects.create(
        owner=User.objects.exclude(email=cast.email)[0], name="X", stages=stages
    )
    answer = say(cast.fay, "customer_type.add", customer_type=new_id("c"), name="A", template=mine.public_id)
    [stage] = Stage.objects.filter(map__public_id=answer.result["board"])
    assert (stage.name, stage.goal, stage.prompts) == ("Knock", "I find the door", "Who opens?")
    with pytest.raises(Refused) as refused:
        say(cast.fay, "customer_type.add", customer_type=new_id("c"), name="B", template=other.public_id)
    assert refused.value.code == Code.NOT_FOUND


def test_second_group_has_a_map_with_the_same_stages_and_without_the_words(cast: Cast, say: Say) -> None:
    answer = say(
        cast.fay,
        "group.add",
        group=new_id("g"),
        customer_type=cast.end_users.customer_type,
        name="Second table",
    )
    board = Map.objects.get(public_id=answer.result["board"])
    names = list(Stage.objects.filter(map=board).order_by("order").values_list("name", flat=True))
    assert names == ["Look around", "Order"]
    assert (board.touchpoints.count(), board.notes.count()) == (0, 0)


def test_renamed_customer_type_takes_group_and_map_of_the_same_name_along(cast: Cast, say: Say) -> None:
    Map.objects.filter(public_id=cast.end_users.id).update(title="End users")
    kind = {"customer_type": cast.end_users.customer_type, "field": "name"}
    say(cast.fay, "customer_type.describe", **kind, was="End users", now="Private customers")
    assert Group.objects.get(public_id=cast.end_users.group).name == "Private customers"
    assert Map.objects.get(public_id=cast.end_users.id).title == "Private customers"
    own = {"group": cast.end_users.group, "field": "name"}
    say(cast.fay, "group.describe", **own, was="Private customers", now="Table 1")
    assert Map.objects.get(public_id=cast.end_users.id).title == "Table 1"
    say(cast.fay, "customer_type.describe", **kind, was="Private customers", now="People")
    assert Group.objects.get(public_id=cast.end_users.group).name == "Table 1"


def test_name_that_another_one_has_is_refused(cast: Cast, say: Say) -> None:
    for name, payload in {
        "customer_type.describe": {"customer_type": cast.end_users.customer_type, "was": "End users"},
        "group.describe": {"group": cast.end_users.group, "was": "End users"},
    }.items():
        with pytest.raises(Refused) as refused:
            say(cast.fay, name, **payload, field="name", now="distributors")
        assert (refused.value.code, refused.value.details["why"]) == (Code.CONFLICT, "taken")


def test_customer_type_with_words_or_people_stays(cast: Cast, say: Say) -> None:
    with pytest.raises(Refused) as refused:
        say(cast.fay, "customer_type.remove", customer_type=cast.end_users.customer_type)
    assert (refused.value.code, refused.value.details["why"]) == (Code.CONFLICT, "people")
    for person in (cast.ann, cast.ben, cast.hal):
        say(cast.fay, "person.remove", person=person.id)
    with pytest.raises(Refused) as refused:
        say(cast.fay, "customer_type.remove", customer_type=cast.end_users.customer_type)
    assert refused.value.details["why"] == "words"
    for model, name in ((Note, "note"), (Touchpoint, "touchpoint")):
        for row in model.objects.filter(map__public_id=cast.end_users.id):
            say(cast.fay, f"{name}.remove", **{name: row.public_id})
    say(cast.fay, "customer_type.remove", customer_type=cast.end_users.customer_type)
    assert CustomerType.objects.get(public_id=cast.end_users.customer_type).removed_at is not None
    # Its name is free again.
    say(cast.fay, "customer_type.add", customer_type=new_id("c"), name="End users")


def test_last_group_stays(cast: Cast, say: Say) -> None:
    Group.objects.filter(public_id=cast.distributors.group).update(removed_at="2026-11-26T09:00:00Z")
    with pytest.raises(Refused) as refused:
        say(cast.fay, "group.remove", group=cast.end_users.group)
    assert refused.value.details["why"] == "last"


def test_row_goes_to_its_place_and_what_lies_in_a_hidden_one_stays(cast: Cast, say: Say) -> None:
    def order() -> list[str]:
        rows = BoardRow.objects.filter(workshop__public_id=cast.workshop)
        return list(rows.order_by("position").values_list("row", flat=True))

    rows = {row.row: row.public_id for row in BoardRow.objects.filter(workshop__public_id=cast.workshop)}
    usual = order()
    say(cast.fay, "row.move", row=rows["ideas"], after="")
    assert order() == ["ideas", *usual[:-1]]
    say(cast.fay, "row.move", row=rows["ideas"], after=rows["strengths"])
    assert order() == ["thoughts", "strengths", "ideas", "pains", "frontstage", "backstage"]
    assert say(cast.fay, "row.move", row=rows["ideas"], after=rows["strengths"]).version is None
    say(cast.fay, "row.describe", row=rows["thoughts"], field="shown", was=True, now=False)
    assert Note.objects.get(public_id=cast.end_users.notes[0]).removed_at is None


def test_stage_says_what_helps_to_write_in_it_and_undo_takes_it_back(cast: Cast, say: Say) -> None:
    stage = {"stage": cast.end_users.stages[0], "field": "prompts"}
    say(cast.ann, "stage.describe", **stage, was="", now="Whom do I ask?\nWhat do I read?")
    assert Stage.objects.get(public_id=stage["stage"]).prompts == "Whom do I ask?\nWhat do I read?"
    say(cast.ann, "undo", board=cast.end_users.id)
    assert Stage.objects.get(public_id=stage["stage"]).prompts == ""


def test_words_changed_by_two_are_merged_or_told_as_a_conflict(cast: Cast, say: Say) -> None:
    goal = {"field": "goal", "was": "We lose orders."}
    say(cast.fay, "workshop.describe", field="goal", was="", now="We lose orders.")
    say(cast.fay, "workshop.describe", **goal, now="We lose orders. And customers.")
    merged = say(cast.fay, "workshop.describe", **goal, now="Today: We lose orders.")
    both = "Today: We lose orders. And customers."
    assert merged.result == {"merged": True, "text": both}
    say(cast.fay, "workshop.describe", field="goal", was=both, now="Today: We keep orders. And customers.")
    told = say(
        cast.fay, "workshop.describe", **goal | {"was": both}, now="Today: We win orders. And customers."
    )
    stored = "Today: We keep orders. And customers."
    assert told.result["conflict"] == {"mine": "Today: We win orders. And customers.", "theirs": stored}
    assert told.version is None
    assert Workshop.objects.get(public_id=cast.workshop).goal == stored


@pytest.mark.parametrize(
    ("field", "now", "why"),
    [
        ("title", "", "empty"),
        ("held_on", "tomorrow", "not-a-date"),
        ("begins_at", "25:00", "not-a-time"),
        ("zone", "Europe/Nowhere", "not-offered"),
        ("format", "moon", "not-offered"),
        ("hide_groups", "yes", "not-yes-or-no"),
        ("retention_days", 0, "not-in-range"),
        ("retention_days", True, "not-in-range"),
        ("goal", 7, "not-text"),
        ("goal", "x" * 2001, "too-long"),
        ("version", 7, "unknown-field"),
    ],
)
def test_bad_value_is_refused_and_nothing_is_changed(
    cast: Cast, say: Say, field: str, now: object, why: str
) -> None:
    version = Workshop.objects.get(public_id=cast.workshop).version
    with pytest.raises(Refused) as refused:
        say(cast.fay, "workshop.describe", field=field, was=None, now=now)
    assert (refused.value.code, refused.value.details["why"]) == (Code.BAD_MESSAGE, why)
    assert Workshop.objects.get(public_id=cast.workshop).version == version


def test_less_may_be_said_of_authors_than_was_promised_but_never_more(cast: Cast, say: Say) -> None:
    change = {"field": "attribution", "was": "department"}
    with pytest.raises(Refused) as refused:
        say(cast.fay, "workshop.describe", **change, now="named")
    assert (refused.value.code, refused.value.details["why"]) == (Code.NOT_NOW, "promised")
    answer = say(cast.fay, "workshop.describe", **change, now="anonymous")
    assert Workshop.objects.get(public_id=cast.workshop).fresh_from == answer.version
