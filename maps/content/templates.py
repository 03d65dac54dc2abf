"""Stage templates: how a journey usually runs in eight sectors, and an empty start."""

from functools import cache
from pathlib import Path

import msgspec

from maps.plans import MapPlan, StagePlan

BLANK = "generic"


class StageTemplate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One stage: the customer's goal in their words, questions that help a group, and what is usual there.

    `touchpoints` suggests contacts, `behind` teams and systems; nothing of them is laid on a board.
    """

    name: str
    phase: str
    goal: str
    prompts: tuple[str, ...]
    touchpoints: tuple[str, ...]
    behind: tuple[str, ...]


class Template(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One sector: whose journey it is, what starts it, figures that are often kept, and its stages."""

    key: str
    name: str
    customer: str
    trigger: str
    metrics: tuple[str, ...]
    stages: tuple[StageTemplate, ...]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    templates: tuple[Template, ...]


@cache
def templates() -> tuple[Template, ...]:
    """Return every template in the order in which they are offered; the blank one is last."""
    path = Path(__file__).with_name("templates.json")
    return msgspec.json.decode(path.read_bytes(), type=_File).templates


def find_template(key: str) -> Template | None:
    """Return the template with this key, or None."""
    return next((template for template in templates() if template.key == key), None)


def plan_from_template(key: str, customer_type: str, title: str = "") -> MapPlan:
    """Return an empty map for a customer type with a template's stages.

    People add the touchpoints. The title is the customer type's name unless another is given.
    An unknown key raises KeyError: callers offer only keys that exist.
    """
    template = find_template(key)
    if template is None:
        raise KeyError(key)
    stages = tuple(
        StagePlan(name=stage.name, phase=stage.phase, goal=stage.goal, prompts="\n".join(stage.prompts))
        for stage in template.stages
    )
    return MapPlan(customer_type=customer_type, title=title or customer_type, stages=stages, template=key)
