"""Whatever a board may hold comes back whole from its file, up to the last stage, touchpoint and note."""

import csv
import io
import json
from typing import Any

import pytest
from django.utils import timezone

from maps.commands.details import RESOURCES_AT_MOST
from maps.commands.placing import NOTES_AT_MOST, STAGES_AT_MOST, TOUCHPOINTS_AT_MOST
from maps.commands.setup import import_map
from maps.exports.backup import to_json
from maps.exports.reading import read_whole_map
from maps.exports.spreadsheet import to_csv
from maps.models import Cluster, Map, Note, Resource, Touchpoint
from maps.plans import (
    AuthorPlan,
    DetailsPlan,
    MapPlan,
    NotePlan,
    PartPlan,
    RatingPlan,
    StagePlan,
    TouchpointPlan,
)
from tests.harness.cast import Cast
from tests.harness.tables import Say
from tests.maps.exports.test_backup import as_rows, brought_back, set_up
from workshops.acts import acting
from workshops.enums import Attribution
from workshops.errors import Code, Refused
from workshops.ids import new_id
from workshops.models import Participant, Workshop

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "reader"])


def fill_up(cast: Cast, say: Say) -> Map:
    """Fill the end users' board with stages, one of which was removed and left its notes in "Unsorted"."""
    board = cast.end_users
    say(cast.ann, "stage.remove", stage=board.stages[0])
    for number in range(STAGES_AT_MOST - 1):
        say(cast.ben, "stage.add", stage=new_id("s"), board=board.id, name=f"Stage {number}")
    return Map.objects.get(public_id=board.id)


def test_board_with_all_stages_and_unsorted_comes_back(cast: Cast, say: Say) -> None:
    board = fill_up(cast, say)
    assert len(as_rows(board)["stages"]) == STAGES_AT_MOST + 1
    assert as_rows(brought_back(board)) == as_rows(board)


def test_board_never_gets_one_stage_more_by_undo(cast: Cast, say: Say) -> None:
    board = fill_up(cast, say)
    kept = {"name": "stage.remove", "id": cast.end_users.stages[0], "why": "full"}
    assert say(cast.ann, "undo", board=board.public_id).result == {"undone": None, "kept": [kept]}
    say(cast.ben, "stage.remove", stage=cast.end_users.stages[1])
    assert say(cast.ann, "undo", board=board.public_id).result == {"undone": "stage.remove", "kept": []}
    assert as_rows(brought_back(board)) == as_rows(board)


def test_board_whose_stages_are_all_removed_comes_back(cast: Cast, say: Say) -> None:
    board = Map.objects.get(public_id=cast.end_users.id)
    for stage in cast.end_users.stages:
        say(cast.ann, "stage.remove", stage=stage)
    assert [row[0] for row in as_rows(board)["stages"]] == ["Unsorted"]
    assert as_rows(brought_back(board)) == as_rows(board)


def test_board_with_nothing_on_it_comes_back() -> None:
    board = set_up(MapPlan("End users", "Nothing yet"), Attribution.NAMED)
    assert as_rows(brought_back(board)) == as_rows(board)


def test_board_full_to_the_last_note_comes_back() -> None:
    author = AuthorPlan("Sales", "promise", "Ann")
    words = "Nobody tells me the price. " * 49 + "Nobody."
    stage = StagePlan(
        "Look around",
        touchpoints=(TouchpointPlan(words, words, "web", author),) * (TOUCHPOINTS_AT_MOST // STAGES_AT_MOST),
        notes=(NotePlan("pains", words, 7, author),) * (NOTES_AT_MOST // STAGES_AT_MOST),
    )
    board = set_up(MapPlan("End users", "Full", (stage,) * STAGES_AT_MOST), Attribution.NAMED)
    assert (board.touchpoints.count(), board.notes.count()) == (TOUCHPOINTS_AT_MOST, NOTES_AT_MOST)
    assert as_rows(brought_back(board)) == as_rows(board)


@pytest.mark.parametrize(("kind", "limit"), [("note", NOTES_AT_MOST), ("touchpoint", TOUCHPOINTS_AT_MOST)])
def test_board_takes_as_many_as_a_file_may_bring(cast: Cast, say: Say, kind: str, limit: int) -> None:
    """What was removed does not count, so it comes back only while there is room."""
    board = Map.objects.get(public_id=cast.end_users.id)
    stage = board.stages.all()[0]
    model: Any = Note if kind == "note" else Touchpoint
    words = "text" if kind == "note" else "title"
    row = {"row": "ideas"} if kind == "note" else {}
    missing = limit - model.objects.filter(map=board).count()
    model.objects.bulk_create(
        model(map=board, stage=stage, order=number, **row, **{words: "x"}) for number in range(missing)
    )
    place = {"board": board.public_id, "stage": stage.public_id, words: "x", **row}
    with pytest.raises(Refused) as refused:
        say(cast.ann, f"{kind}.add", **{kind: new_id("x")}, **place)
    assert (refused.value.code, refused.value.details) == (Code.FULL, {"limit": limit})
    gone = model.objects.filter(map=board)[0].public_id
    say(cast.ann, f"{kind}.remove", **{kind: gone})
    say(cast.ben, f"{kind}.add", **{kind: new_id("x")}, **place)
    kept = {"name": f"{kind}.remove", "id": gone, "why": "full"}
    assert say(cast.ann, "undo", board=board.public_id).result == {"undone": None, "kept": [kept]}


def told(board: Map) -> dict[str, Any]:
    """The file of a board, without what a new map has of its own."""
    file = json.loads(to_json(read_whole_map(board)))
    number = {cluster["id"]: index for index, cluster in enumerate(file["clusters"])}
    for stage in file["stages"]:
        del stage["id"]
        for one in (*stage["touchpoints"], *stage["notes"]):
            del one["id"], one["added_at"]
            one.pop("about", None)
            if "cluster" in one:
                one["cluster"] = number.get(one["cluster"])
    return {"stages": file["stages"], "clusters": [cluster["name"] for cluster in file["clusters"]]}


@pytest.mark.parametrize("attribution", Attribution)
def test_board_comes_back_with_details_feelings_moments_clusters_and_parts(
    cast: Cast, say: Say, attribution: str
) -> None:
    Workshop.objects.filter(public_id=cast.workshop).update(attribution=attribution)
    one, two = cast.end_users.touchpoints[0], new_id("t")
    place = {"board": cast.end_users.id, "stage": cast.end_users.stages[0]}
    say(cast.ben, "touchpoint.add", touchpoint=two, title="Sees a bus", **place)
    say(cast.ben, "rating.give", touchpoint=two, value=None, word="")
    say(cast.ann, "rating.give", touchpoint=one, value=-2, word="ignored")
    say(cast.ann, "touchpoint.merge", touchpoint=one, touchpoints=[two])
    wait = {"value": 11, "unit": "day"}
    said = {"owner": cast.end_users.department, "wait": wait, "evidence": "data", "starred": True}
    say(cast.ann, "touchpoint.describe", touchpoint=one, kind="wait", **said)
    for kind in ("team", "system"):
        say(cast.ann, "resource.link", touchpoint=one, resource=new_id("k"), kind=kind, name=f"A {kind}")
    moment = new_id("x")
    say(cast.ann, "moment.mark", moment=moment, touchpoint=one, kind="both")
    say(cast.ann, "moment.describe", moment=moment, field="power", now=4)
    note = cast.end_users.notes[0]
    say(cast.ann, "cluster.add", cluster=new_id("u"), board=cast.end_users.id, name="Doubts", notes=[note])
    board = Map.objects.get(public_id=cast.end_users.id)
    before = told(board)
    (touchpoint,) = before["stages"][0]["touchpoints"]
    assert touchpoint["ratings"] == [[-2, "ignored", ""], [None, "", ""]]
    assert (touchpoint["owner"], touchpoint["teams"], len(touchpoint["parts"])) == (
        "Marketing",
        ["A team"],
        1,
    )
    assert (before["clusters"], before["stages"][0]["notes"][0]["cluster"]) == (["Doubts"], 0)
    back = brought_back(board)
    Workshop.objects.filter(pk=back.workshop_id).update(attribution=attribution)
    assert told(back) == before


def felt(board: Map) -> list[dict[str, Any]]:
    """What all are told of how a board's touchpoints feel, in order."""
    taken = read_whole_map(board)
    told = [taken.feelings.get(touchpoint["id"], {}) for touchpoint in taken.all_touchpoints()]
    return [{key: one[key] for key in one if key not in ("id", "board")} for one in told]


def test_curve_comes_back_and_whoever_rated_both_of_two_that_were_merged_counts_once(
    cast: Cast, say: Say
) -> None:
    one, two = cast.end_users.touchpoints[0], new_id("t")
    place = {"board": cast.end_users.id, "stage": cast.end_users.stages[0]}
    say(cast.ben, "touchpoint.add", touchpoint=two, title="Sees a bus", **place)
    for person, touchpoint, value in (
        (cast.ann, one, -2),
        (cast.ann, two, 2),
        (cast.ben, two, 1),
        (cast.hal, two, None),
    ):
        say(person, "rating.give", touchpoint=touchpoint, value=value, word="calm" if value == 1 else "")
    say(cast.ann, "touchpoint.merge", touchpoint=one, touchpoints=[two])
    board = Map.objects.get(public_id=cast.end_users.id)
    (before,) = felt(board)
    assert (before["n"], before["unknown"], before["mean"]) == (2, 1, -0.5)
    assert felt(brought_back(board)) == [before]
    cells = next(csv.DictReader(io.StringIO(to_csv(read_whole_map(board)).decode("utf-8-sig"))))
    assert cells["Feels (-2 to 2)"] == "-0.5"


@pytest.mark.parametrize(("attribution", "told_side"), [("named", "promise"), ("anonymous", "")])
def test_file_tells_of_a_rating_a_side_of_three_and_nothing_else(attribution: str, told_side: str) -> None:
    ratings = tuple(RatingPlan(value, "", side) for value, side in ((1, "promise"), (2, "enable")))
    given = (
        *ratings,
        RatingPlan(0, "calm", "promise"),
        RatingPlan(-1, "", "promise"),
        *(RatingPlan(2, "", ""),) * 2,
    )
    stage = StagePlan("Buy", touchpoints=(TouchpointPlan("I call", details=DetailsPlan(ratings=given)),))
    board = set_up(MapPlan("End users", "A map", (stage,)), attribution)
    (touchpoint,) = told(board)["stages"][0]["touchpoints"]
    assert touchpoint["ratings"] == [
        [-1, "", told_side],
        [0, "calm", told_side],
        [1, "", told_side],
        *[[2, "", ""]] * 3,
    ]


def test_workshop_with_too_many_systems_takes_no_map_that_brings_more(cast: Cast) -> None:
    workshop = Workshop.objects.get(public_id=cast.workshop)
    Resource.objects.bulk_create(
        Resource(workshop=workshop, kind="team", name=f"T{number}", folded=f"t{number}")
        for number in range(RESOURCES_AT_MOST)
    )
    for name, fits in (("T7", True), ("Another", False)):
        details = DetailsPlan(resources=(("team", name),))
        stage = StagePlan("Buy", touchpoints=(TouchpointPlan("I call", details=details),))
        with acting(Participant.objects.get(public_id=cast.fay.id)) as act:
            if fits:
                import_map(act, MapPlan("Others", "Others", (stage,)))
                continue
            with pytest.raises(Refused) as refused:
                import_map(act, MapPlan("More", "More", (stage,)))
            assert (refused.value.code, refused.value.details["field"]) == (Code.FULL, "resources")
    assert Resource.objects.count() == RESOURCES_AT_MOST


def test_parts_come_back_in_their_order() -> None:
    parts = tuple(PartPlan(f"part {number}") for number in range(8))
    stage = StagePlan("Buy", notes=(NotePlan("pains", "whole", parts=parts),))
    board = set_up(MapPlan("End users", "A map", (stage,)), Attribution.NAMED)
    (note,) = told(board)["stages"][0]["notes"]
    assert [part["text"] for part in note["parts"]] == [part.text for part in parts]


def test_note_of_a_cluster_that_was_dissolved_is_in_none(cast: Cast, say: Say) -> None:
    cluster, notes = new_id("u"), cast.end_users.notes[:1]
    say(cast.ann, "cluster.add", cluster=cluster, board=cast.end_users.id, name="Doubts", notes=notes)
    Cluster.objects.filter(public_id=cluster).update(removed_at=timezone.now())
    board = Map.objects.get(public_id=cast.end_users.id)
    assert told(brought_back(board))["clusters"] == []
