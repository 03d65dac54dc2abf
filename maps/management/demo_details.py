"""What the people of the demo tell of its touchpoints: details, how it feels, moments of truth; made up."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from maps.commands.details import describe_touchpoint, link_resource
from maps.commands.feelings import give_rating
from maps.commands.moments import describe_moment, mark_moment
from maps.enums import Ownership, ResourceKind
from maps.schemas import DescribeMoment, DescribeTouchpoint, GiveRating, LinkResource, MarkMoment
from workshops.acts import acting
from workshops.ids import new_id
from workshops.models import Participant

FIELDS = ("kind", "initiator", "visibility", "evidence", "starred", "wait", "often")


def tell_details(name: str, touchpoints: list[str], people: list[Participant]) -> None:
    """Let the people of one demo map describe, rate and mark its touchpoints, which come in journey order."""
    for told, touchpoint in zip(_details()[name], touchpoints, strict=True):
        _describe(told, touchpoint, people[0])
        for person, value in zip(people, told["ratings"], strict=True):
            with acting(person) as act:
                word = told["word"] if value in (-2, 2) or person is people[0] else ""
                give_rating(act, GiveRating(touchpoint=touchpoint, value=value, word=word))
        if "moment" in told:
            _mark(told["moment"], touchpoint, people[0])


@cache
def _details() -> dict[str, list[dict[str, Any]]]:
    file = Path(__file__).parent.parent / "content" / "demo_details.json"
    found: dict[str, list[dict[str, Any]]] = json.loads(file.read_text())
    return found


def _describe(told: dict[str, Any], touchpoint: str, person: Participant) -> None:
    fields = {name: told[name] for name in FIELDS if name in told}
    owner = _owner(told["owner"], person)
    with acting(person) as act:
        described = fields | {"touchpoint": touchpoint, "owner": owner}
        describe_touchpoint(act, msgspec.convert(described, DescribeTouchpoint))
    for kind, names in ((ResourceKind.SYSTEM, "systems"), (ResourceKind.TEAM, "teams")):
        for name in told.get(names, ()):
            with acting(person) as act:
                link = LinkResource(touchpoint=touchpoint, resource=new_id("k"), kind=kind, name=name)
                link_resource(act, link)


def _owner(name: str, person: Participant) -> str:
    if name in Ownership.values:
        return name
    return person.workshop.departments.get(name=name).public_id


def _mark(told: dict[str, Any], touchpoint: str, person: Participant) -> None:
    moment = new_id("x")
    with acting(person) as act:
        mark_moment(act, MarkMoment(moment=moment, touchpoint=touchpoint, kind=told["kind"]))
    for field in ("power", "sentence"):
        with acting(person) as act:
            describe_moment(act, DescribeMoment(moment=moment, field=field, was="", now=told[field]))
