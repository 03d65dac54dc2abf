"""Migrations keep what people wrote, and give older workshops what newer ones have from the start."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from maps.models import Note, Touchpoint
from workshops.ids import CODE_LENGTH
from workshops.models import Participant, Workshop, hash_token

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE = [("workshops", "0001_initial"), ("maps", "0001_initial")]


def migrate(targets: list[tuple[str, str]]) -> Any:
    """Brings the tables to a state and returns the models of that time."""
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return executor.loader.project_state(targets).apps


def test_workshops_of_the_first_version_get_codes_rows_and_keep_their_people() -> None:
    leaves = MigrationExecutor(connection).loader.graph.leaf_nodes()
    try:
        old = migrate(BEFORE)
        user = old.get_model("workshops", "User").objects.create(email="fay@example.org", name="Fay")
        shops = old.get_model("workshops", "Workshop").objects
        made = [shops.create(title=title, owner=user, status="live") for title in ("One", "Two")]
        kind = old.get_model("workshops", "CustomerType").objects.create(
            workshop=made[0], name="A", folded="a", position=0
        )
        group = old.get_model("workshops", "Group").objects.create(
            workshop=made[0], customer_type=kind, name="A", folded="a", position=0
        )
        old.get_model("maps", "Map").objects.create(workshop=made[0], group=group, title="A")
        people = old.get_model("workshops", "Participant").objects
        ann = people.create(
            workshop=made[0], name="Ann", role="attendee", group=group, token_hash="a" * 64, token_seed="seed"
        )
        mia = people.create(workshop=made[0], name="Mia", role="manager", token_hash="b" * 64, token_seed="m")
    finally:
        new = migrate(leaves)
    shops = new.get_model("workshops", "Workshop").objects
    codes = set(shops.values_list("join_code", flat=True))
    assert len(codes) == 2
    assert {len(code) for code in codes} == {CODE_LENGTH}
    assert set(shops.values_list("status", "attribution", "placing")) == {("live", "department", "choose")}
    rows = new.get_model("maps", "BoardRow").objects.filter(workshop=made[0].pk).order_by("position")
    assert list(rows.values_list("row", flat=True)) == [
        *("thoughts", "strengths", "pains", "frontstage", "backstage", "ideas"),
    ]
    row = Participant.objects.get(pk=ann.pk)
    assert (row.name, row.group_id, row.came_at) == ("Ann", group.pk, row.created_at)
    assert row.rejoin_hash == hash_token(row.rejoin_code())
    assert Participant.objects.get(pk=mia.pk).came_at is None


def test_workshops_with_notes_from_before_details_and_feelings_keep_every_word() -> None:
    leaves = MigrationExecutor(connection).loader.graph.leaf_nodes()
    try:
        old = migrate([("workshops", "0004_codes_once"), ("maps", "0003_rows")])
        user = old.get_model("workshops", "User").objects.create(email="fay@example.org", name="Fay")
        shop = old.get_model("workshops", "Workshop").objects.create(title="One", owner=user, version=7)
        here = {"workshop": shop, "name": "A", "folded": "a", "position": 0}
        kind = old.get_model("workshops", "CustomerType").objects.create(**here)
        group = old.get_model("workshops", "Group").objects.create(**here, customer_type=kind)
        board = old.get_model("maps", "Map").objects.create(workshop=shop, group=group, title="A")
        stage = old.get_model("maps", "Stage").objects.create(map=board, name="Look", order=1, goal="Peace")
        place = {"map": board, "stage": stage, "credit": "Cora", "version": 7}
        touchpoint = old.get_model("maps", "Touchpoint").objects.create(
            **place, title="I call", description="Twice", channel="phone", order=1
        )
        notes = old.get_model("maps", "Note").objects
        kept = notes.create(**place, row="pains", text="Busy", about=touchpoint, order=1)
        gone = notes.create(**place, row="pains", text="Gone", order=2, removed_at=shop.created_at)
        emptied = {"map": board, "stage": stage, "row": "ideas", "text": "…"}
        notes.create(**emptied, order=3, removed_at=shop.created_at)
        notes.create(**emptied, order=4)
    finally:
        migrate(leaves)
    row = Touchpoint.objects.get()
    assert (row.public_id, row.title, row.description, row.channel) == (
        touchpoint.public_id,
        "I call",
        "Twice",
        "phone",
    )
    assert [row.kind, row.initiator, row.visibility, row.ownership, row.evidence] == [""] * 5
    assert (row.owner, row.wait, row.often, row.starred, row.merged_into) == (None, None, None, False, None)
    assert (row.ratings.count(), row.moments.count(), row.behind.count()) == (0, 0, 0)
    assert list(
        Note.objects.exclude(text="…")
        .order_by("order")
        .values_list("public_id", "text", "about", "credit", "version")
    ) == [
        (kept.public_id, "Busy", row.pk, "Cora", 7),
        (gone.public_id, "Gone", None, "Cora", 7),
    ]
    assert [(note.removed_at is None, note.emptied) for note in Note.objects.order_by("order")] == [
        *((True, False), (False, False), (False, True), (True, False)),
    ]
    assert set(Note.objects.values_list("cluster", "merged_into")) == {(None, None)}
    assert Workshop.objects.get().version == 7
