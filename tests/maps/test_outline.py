"""What lies where on a board; tests/js/board_layout.test.js asks the browser's twin the same."""

from typing import Any

from maps.outline import COLUMNS, TOUCHPOINTS, outline


def stage(id: str, unsorted: bool = False) -> dict[str, Any]:
    """A stage's record."""
    return {"id": id, "unsorted": unsorted}


def touchpoint(id: str, stage: str = "s1") -> dict[str, Any]:
    """A touchpoint's record."""
    return {"id": id, "stage": stage}


def note(id: str, stage: str = "s1", about: str | None = None, row: str = "pains") -> dict[str, Any]:
    """A note's record."""
    return {"id": id, "stage": stage, "about": about, "row": row}


def test_unsorted_stage_is_last_and_has_no_number():
    places = outline([stage("u", unsorted=True), stage("s1"), stage("s2")], [], [])
    assert [(place.record["id"], place.number) for place in places] == [("s1", 1), ("s2", 2), ("u", None)]


def test_touchpoints_are_numbered_along_the_journey_but_not_in_unsorted():
    touchpoints = [touchpoint("t2", "s2"), touchpoint("t1"), touchpoint("t0", "u")]
    places = outline([stage("u", unsorted=True), stage("s1"), stage("s2")], touchpoints, [])
    numbers = {spot.record["id"]: spot.number for place in places for spot in place.cells[TOUCHPOINTS]}
    assert numbers == {"t1": 1, "t2": 2, "t0": None}


def test_note_stands_in_the_column_of_the_touchpoint_it_is_about():
    touchpoints = [touchpoint("t1"), touchpoint("t2"), touchpoint("t3", "s2")]
    notes = [note("n1", about="t2"), note("n2"), note("n3", about="t3"), note("n4", about="gone")]
    places = outline([stage("s1"), stage("s2")], touchpoints, notes)
    assert [(spot.record["id"], spot.at) for spot in places[0].cells["pains"]] == [
        ("n1", 2),
        ("n2", None),
        ("n3", None),
        ("n4", None),
    ]


def test_stage_is_as_wide_as_its_touchpoints_up_to_a_limit():
    def span(number: int) -> int:
        return outline([stage("s1")], [touchpoint(f"t{index}") for index in range(number)], [])[0].span

    assert [span(number) for number in (0, 1, 3, COLUMNS, COLUMNS + 1)] == [1, 1, 3, COLUMNS, COLUMNS]


def test_columns_begin_again_where_touchpoints_wrap():
    touchpoints = [touchpoint(f"t{index}") for index in range(COLUMNS + 1)]
    places = outline([stage("s1")], touchpoints, [note("n1", about=f"t{COLUMNS}")])
    assert places[0].cells["pains"][0].at == 1


def test_stage_is_empty_until_something_lies_in_it():
    places = outline([stage("s1"), stage("s2"), stage("s3")], [touchpoint("t1", "s2")], [note("n1", "s3")])
    assert [place.empty for place in places] == [True, False, False]


def in_cluster(id: str, cluster: str | None, row: str = "pains") -> dict[str, Any]:
    """The record of a note that is in a cluster."""
    return note(id, row=row) | {"cluster": cluster}


def test_notes_of_a_cluster_stand_together_under_its_name_where_the_first_of_them_stands():
    notes = [in_cluster("n1", None), in_cluster("n2", "u1"), in_cluster("n3", None), in_cluster("n4", "u1")]
    places = outline([stage("s1")], [], notes, [{"id": "u1", "name": "Doubts"}])
    spots = places[0].cells["pains"]
    assert [(spot.record["id"], spot.is_in, spot.together) for spot in spots] == [
        ("n1", False, 0),
        ("n2", True, 2),
        ("n4", True, 0),
        ("n3", False, 0),
    ]
    assert [spot.head["name"] if spot.head else None for spot in spots] == [None, "Doubts", None, None]


def test_cluster_that_has_gone_or_is_empty_is_not_drawn():
    notes = [in_cluster("n1", "gone"), in_cluster("n2", None)]
    spots = outline([stage("s1")], [], notes, [{"id": "u1", "name": "Empty"}])[0].cells["pains"]
    assert [(spot.record["id"], spot.is_in, spot.head) for spot in spots] == [
        ("n1", False, None),
        ("n2", False, None),
    ]


def test_cluster_has_a_head_in_each_cell_it_has_notes_in():
    notes = [in_cluster("n1", "u1"), in_cluster("n2", "u1", row="ideas")]
    cells = outline([stage("s1")], [], notes, [{"id": "u1", "name": "Doubts"}])[0].cells
    assert [cells[row][0].together for row in ("pains", "ideas")] == [1, 1]
