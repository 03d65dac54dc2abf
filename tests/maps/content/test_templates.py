"""Every template can be offered and laid down: known phases, sensible stages, words in the house's language."""

import re
from pathlib import Path

import pytest

from maps.content.templates import BLANK, Template, find_template, plan_from_template, templates
from maps.enums import Phase
from maps.plans import MapPlan, StagePlan
from workshops.text import NOTE_LIMIT, TITLE_LIMIT, clean, clean_line


def test_templates_are_eight_sectors_and_an_empty_start() -> None:
    assert [template.key for template in templates()] == [
        "b2b_distributor",
        "b2b_end_user",
        "saas",
        "retail_bank",
        "telecom_contact_centre",
        "healthcare_patient",
        "public_service",
        "ecommerce",
        BLANK,
    ]


@pytest.mark.parametrize("template", templates(), ids=lambda template: template.key)
def test_templates_hold_what_a_group_needs_to_begin(template: Template) -> None:
    assert 5 <= len(template.stages) <= 8
    assert template.stages[0].phase == Phase.DISCOVER
    assert {stage.phase for stage in template.stages} - set(Phase) == set()
    assert [len(stage.prompts) for stage in template.stages] == [3] * len(template.stages)
    assert len({stage.name for stage in template.stages}) == len(template.stages)
    if template.key != BLANK:
        assert template.trigger
        assert template.customer
        assert all(
            stage.goal.startswith("I ") and stage.touchpoints and stage.behind for stage in template.stages
        )


@pytest.mark.parametrize("template", templates(), ids=lambda template: template.key)
def test_templates_need_no_cleaning(template: Template) -> None:
    for stage in template.stages:
        assert clean_line(stage.name, TITLE_LIMIT) == stage.name
        assert clean(stage.goal, NOTE_LIMIT) == stage.goal


@pytest.mark.parametrize(
    "path", ["maps/content/templates.json", *map(str, Path("maps/content/demo").glob("*.json"))]
)
def test_content_keeps_out_of_the_interface_what_people_do_not_say(path: str) -> None:
    words = r"\b(post-it|sticky|swimlane|persona|silo|submit)\w*"
    assert re.findall(words, Path(path).read_text(), re.IGNORECASE) == []


def test_plan_from_template_lays_down_stages_with_their_questions_and_nothing_else() -> None:
    plan = plan_from_template(BLANK, "End users")
    assert plan == MapPlan("End users", "End users", plan.stages, BLANK)
    assert [(stage.name, stage.phase) for stage in plan.stages] == [
        ("Become aware", "discover"),
        ("Consider", "evaluate"),
        ("Buy", "commit"),
        ("Get started", "start"),
        ("Use", "use"),
        ("Get help", "resolve"),
        ("Stay, grow or leave", "grow"),
    ]
    assert plan.stages[0] == StagePlan(
        "Become aware",
        "discover",
        prompts="What starts the journey?\nWhere do they look first?\nWhat do they expect?",
    )


def test_plan_from_template_of_an_unknown_key() -> None:
    assert find_template("casino") is None
    with pytest.raises(KeyError):
        plan_from_template("casino", "Players")
