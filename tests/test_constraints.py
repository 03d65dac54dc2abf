"""The database itself refuses what may not be: a row against every constraint of our tables, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import F
from django.utils import timezone

from maps.models import (
    Behind,
    BoardRow,
    Cluster,
    Feeling,
    Map,
    Moment,
    Note,
    OwnTemplate,
    Parcel,
    PendingImport,
    Rating,
    Resource,
    ShareLink,
    Stage,
    Touchpoint,
)
from maps.models.bringing import LARGEST_WAITING
from tests.harness.cast import Cast
from tests.harness.content import OF_A_WORKSHOP
from workshops.models import (
    CustomerType,
    Department,
    Event,
    Group,
    OneUseLink,
    Participant,
    SetupCode,
    User,
    Workshop,
)
from workshops.text import NOTE_LIMIT

APPS = ("workshops", "maps")
LONG = "x" * (NOTE_LIMIT + 1)


@dataclass(frozen=True)
class Alone:
    """A row that is against a constraint by its own fields."""

    name: str
    model: type[models.Model]
    fields: dict[str, Any]


@dataclass(frozen=True)
class Twice:
    """A row that has what another has: `given` to the other first, `copied` from there, and `but` for the rest."""

    name: str
    model: type[models.Model]
    copied: tuple[str, ...]
    given: dict[str, Any] = field(default_factory=dict)
    but: dict[str, Any] = field(default_factory=dict)


CHECKS = (
    Alone("user_email_lower_case", User, {"email": "Fay@example.org"}),
    Alone("workshop_status", Workshop, {"status": "gone"}),
    Alone("workshop_attribution", Workshop, {"attribution": "by handwriting"}),
    Alone("workshop_format", Workshop, {"format": "on the moon"}),
    Alone("workshop_language", Workshop, {"language": "xx"}),
    Alone("workshop_placing", Workshop, {"placing": "by lot"}),
    Alone("workshop_retention", Workshop, {"retention_days": 0}),
    Alone("workshop_retention", Workshop, {"retention_days": 3651}),
    Alone("workshop_fresh_from", Workshop, {"fresh_from": F("version") + 1}),
    Alone("workshop_has_title", Workshop, {"title": ""}),
    Alone("workshop_row_version", Workshop, {"row_version": F("version") + 1}),
    Alone("department_side", Department, {"side": "above"}),
    Alone("department_expected", Department, {"expected": 201}),
    Alone("department_has_name", Department, {"name": ""}),
    Alone("customer_type_has_name", CustomerType, {"name": ""}),
    Alone("group_has_name", Group, {"name": ""}),
    Alone("participant_role", Participant, {"role": "king"}),
    Alone("participant_has_name", Participant, {"name": ""}),
    Alone("participant_erased_is_removed", Participant, {"erased_at": timezone.now()}),
    Alone("link_kind", OneUseLink, {"kind": "key"}),
    Alone("link_sets_somebodys_password", OneUseLink, {"kind": "password"}),
    Alone("row_kind", BoardRow, {"row": "moods"}),
    Alone("share_has_token", ShareLink, {"token_hash": ""}),
    Alone("parcel_steps", Parcel, {"step": F("steps") + 1}),
    Alone("import_kind", PendingImport, {"kind": "song"}),
    Alone("import_size", PendingImport, {"size": LARGEST_WAITING + 1}),
    Alone("own_template_has_name", OwnTemplate, {"name": ""}),
    Alone("map_has_title", Map, {"title": ""}),
    Alone("stage_unsorted_stays", Stage, {"unsorted": True, "removed_at": timezone.now()}),
    Alone("stage_has_name", Stage, {"name": ""}),
    Alone("stage_phase", Stage, {"phase": "later"}),
    Alone("touchpoint_title", Touchpoint, {"title": ""}),
    Alone("touchpoint_title", Touchpoint, {"title": LONG}),
    Alone("touchpoint_description", Touchpoint, {"description": LONG}),
    Alone("touchpoint_channel", Touchpoint, {"channel": "fax"}),
    *(
        Alone(f"touchpoint_{name}", Touchpoint, {name: "odd"})
        for name in ("kind", "initiator", "visibility", "ownership", "evidence")
    ),
    Alone("touchpoint_wait", Touchpoint, {"wait": 3}),
    Alone("touchpoint_wait", Touchpoint, {"wait_unit": "day"}),
    Alone("touchpoint_often", Touchpoint, {"often": 0, "often_unit": "day"}),
    Alone("touchpoint_owner", Touchpoint, {"ownership": "department"}),
    Alone("touchpoint_merged", Touchpoint, {"merged_into": F("pk")}),
    Alone("note_merged", Note, {"merged_into": F("pk")}),
    Alone("resource_kind", Resource, {"kind": "odd"}),
    Alone("resource_has_name", Resource, {"name": ""}),
    Alone("cluster_has_name", Cluster, {"name": ""}),
    Alone("moment_kind", Moment, {"kind": "odd"}),
    Alone("moment_power", Moment, {"power": 6}),
    Alone("rating_value", Rating, {"value": 3}),
    Alone("rating_side", Rating, {"side": "above"}),
    Alone("note_text", Note, {"text": ""}),
    Alone("note_text", Note, {"text": LONG}),
    Alone("note_row", Note, {"row": "moods"}),
)

UNIQUES = (
    Twice("workshops.User.email", User, ("email",)),
    Twice("workshops.OneUseLink.token_hash", OneUseLink, ("token_hash",)),
    Twice("workshops.SetupCode.code_hash", SetupCode, ("code_hash",)),
    Twice("workshops.Workshop.public_id", Workshop, ("public_id",)),
    Twice("workshops.Workshop.join_token", Workshop, ("join_token",)),
    Twice("workshops.Workshop.join_code", Workshop, ("join_code",)),
    Twice("workshop_set_up_once", Workshop, ("owner_id", "set_up_op"), {"set_up_op": "once"}),
    Twice("workshops.Department.public_id", Department, ("public_id",)),
    Twice("department_once", Department, ("workshop_id", "folded")),
    Twice("workshops.CustomerType.public_id", CustomerType, ("public_id",)),
    Twice("customer_type_once", CustomerType, ("workshop_id", "folded")),
    Twice("workshops.Group.public_id", Group, ("public_id",)),
    Twice("group_once", Group, ("workshop_id", "folded")),
    Twice("workshops.Participant.public_id", Participant, ("public_id",)),
    Twice("workshops.Participant.token_hash", Participant, ("token_hash",)),
    Twice("participant_rejoin_once", Participant, ("rejoin_hash",), {"rejoin_hash": "a" * 64}),
    Twice("participant_user_once", Participant, ("workshop_id", "user_id")),
    Twice("participant_join_once", Participant, ("workshop_id", "join_op"), {"join_op": "once"}),
    Twice("workshops.Event.undoes", Event, ("undoes_id",), {"undoes_id": F("pk")}),
    Twice("event_version_once", Event, ("workshop_id", "version"), {"version": 99}),
    Twice("event_op_once", Event, ("workshop_id", "participant_id", "op")),
    Twice("maps.Map.public_id", Map, ("public_id",)),
    Twice("maps.Map.group", Map, ("group_id",)),
    Twice("maps.BoardRow.public_id", BoardRow, ("public_id",)),
    Twice("row_once", BoardRow, ("workshop_id", "row")),
    Twice("maps.OwnTemplate.public_id", OwnTemplate, ("public_id",)),
    Twice("maps.Stage.public_id", Stage, ("public_id",)),
    Twice("stage_unsorted_once", Stage, ("map_id",), {"unsorted": True}, {"unsorted": True}),
    Twice("maps.Touchpoint.public_id", Touchpoint, ("public_id",)),
    Twice("maps.Note.public_id", Note, ("public_id",)),
    Twice("maps.Resource.public_id", Resource, ("public_id",)),
    Twice("resource_name_once", Resource, ("workshop_id", "kind", "folded")),
    Twice("behind_once", Behind, ("touchpoint_id", "resource_id")),
    Twice("maps.Cluster.public_id", Cluster, ("public_id",)),
    Twice("maps.Moment.public_id", Moment, ("public_id",)),
    Twice("moment_once", Moment, ("touchpoint_id",)),
    Twice("maps.Feeling.touchpoint", Feeling, ("touchpoint_id",)),
    Twice("maps.ShareLink.public_id", ShareLink, ("public_id",)),
    Twice("maps.ShareLink.token_hash", ShareLink, ("token_hash",)),
    Twice("maps.Parcel.public_id", Parcel, ("public_id",)),
    Twice("parcel_being_made_once", Parcel, ("asked_by_id",)),
    Twice("maps.PendingImport.public_id", PendingImport, ("public_id",)),
    Twice("rating_once", Rating, ("touchpoint_id", "participant_id")),
)


def declared() -> Iterator[str]:
    """The names of all constraints that our models declare; of a field that is unique by itself, its own."""
    for app in APPS:
        for model in apps.get_app_config(app).get_models():
            yield from (found.name for found in model._meta.constraints)
            single = [one.name for one in model._meta.local_fields if one.unique and not one.primary_key]
            yield from (f"{model._meta.label}.{name}" for name in single)
            yield from (f"{model._meta.label}.{'+'.join(names)}" for names in model._meta.unique_together)


def test_every_constraint_that_a_model_declares_has_a_row_against_it() -> None:
    cases: list[Alone | Twice] = [*CHECKS, *UNIQUES]
    assert {case.name for case in cases} == set(declared())


@pytest.mark.parametrize("case", CHECKS, ids=lambda case: f"{case.name}-{next(iter(case.fields))}")
def test_row_that_may_not_be_is_refused_by_the_database(cast: Cast, case: Alone) -> None:
    # The second: the first among people is Fay, who as a facilitator needs no group.
    _, row = two_rows(case.model, cast)
    assert case.name in refusal(row, case.fields)


@pytest.mark.parametrize("case", UNIQUES, ids=lambda case: case.name)
def test_row_that_may_be_only_once_is_refused_by_the_database(cast: Cast, case: Twice) -> None:
    one, two = two_rows(case.model, cast)
    change(one, case.given)
    one.refresh_from_db()
    same = {name: getattr(one, name) for name in case.copied}
    assert None not in same.values()
    said = refusal(two, same | case.but)
    # SQLite names the columns, PostgreSQL its constraint and the columns.
    assert case.name in said or (same and [name for name in same if name not in said] == [])


def two_rows(model: type[models.Model], cast: Cast) -> tuple[models.Model, models.Model]:
    """Two rows of a table, in one workshop where the table is about workshops."""
    if model is OneUseLink:
        made = [
            OneUseLink.objects.create(kind="colleague", token_hash=letter * 64, expires_at=timezone.now())
            for letter in "ab"
        ]
        return made[0], made[1]
    if model is OwnTemplate:
        owner = User.objects.get(email=cast.email)
        return tuple(OwnTemplate.objects.create(owner=owner, name=name) for name in "ab")  # type: ignore[return-value]
    if model is SetupCode:
        return tuple(SetupCode.objects.create(code_hash=letter * 64) for letter in "ab")  # type: ignore[return-value]
    if model in (ShareLink, Parcel, PendingImport):
        return _of_somebody(model, cast)
    if model in (Resource, Behind, Cluster, Moment, Feeling, Rating):
        lay_out(cast)
    rows = model._default_manager.order_by("pk")
    if model in OF_A_WORKSHOP and model is not Workshop:
        rows = rows.filter(**{OF_A_WORKSHOP[model]: cast.workshop})
    return rows[0], rows[1]


def _of_somebody(model: type[models.Model], cast: Cast) -> tuple[models.Model, models.Model]:
    """Two rows of what two people of a workshop have."""
    people = [Participant.objects.get(public_id=person.id) for person in (cast.fay, cast.mia)]
    fields: dict[Any, list[dict[str, Any]]] = {
        ShareLink: [{"ends_on": "2030-01-01", "token_hash": letter * 64} for letter in "ab"],
        Parcel: [{"asked_by": person, "language": "en", "steps": 3} for person in people],
        PendingImport: [
            {"participant": person, "kind": "list", "content": b"x", "size": 1} for person in people
        ],
    }
    one, two = (
        model._default_manager.create(workshop=people[0].workshop, **given) for given in fields[model]
    )
    return one, two


def lay_out(cast: Cast) -> None:
    """Two of everything that hangs on touchpoints."""
    board = Map.objects.get(public_id=cast.end_users.id)
    people = list(board.workshop.participants.order_by("pk"))
    touchpoints = [
        Touchpoint.objects.create(map=board, stage=board.stages.all()[0], title=title, order=9)
        for title in ("I ask", "I pay")
    ]
    for touchpoint, person, name in zip(touchpoints, people, "ab", strict=False):
        resource = Resource.objects.create(workshop=board.workshop, kind="team", name=name, folded=name)
        Behind.objects.create(touchpoint=touchpoint, resource=resource)
        Cluster.objects.create(map=board, name=name)
        Moment.objects.create(map=board, touchpoint=touchpoint, kind="both")
        Feeling.objects.create(map=board, touchpoint=touchpoint)
        Rating.objects.create(map=board, touchpoint=touchpoint, participant=person, value=1)


def change(row: models.Model, fields: dict[str, Any]) -> None:
    """Changes a row in the database, past everything that our code checks."""
    if fields:
        type(row)._default_manager.filter(pk=row.pk).update(**fields)


def refusal(row: models.Model, fields: dict[str, Any]) -> str:
    """What the database says when a row is changed so."""
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        change(row, fields)
    return str(refused.value)
