"""A file becomes a plan only if it is exactly ours; else it says where it is wrong and why."""

import time
import tracemalloc
from pathlib import Path

import pytest

from maps.imports.backup import LARGEST_FILE, ImportRefused, read_map
from maps.plans import AuthorPlan, MapPlan, NotePlan, StagePlan, TouchpointPlan
from tests.maps.imports.files import BROKEN, FOREIGN, HOSTILE, NOTES, file, stage


def problems(data: bytes) -> list[tuple[str, str]]:
    """What a refused file is told."""
    with pytest.raises(ImportRefused) as refused:
        read_map(data)
    return [(problem.where, problem.why) for problem in refused.value.problems]


def test_read_map_of_the_smallest_file() -> None:
    assert read_map(file()) == MapPlan("IT director", "How we buy", (StagePlan("Looking"),))


def test_read_map_of_the_first_version_is_read_as_one_without_card_and_questions() -> None:
    assert (
        read_map(file(schema_version=1))
        == read_map(file(schema_version=2))
        == read_map(file(schema_version=3))
    )


def test_read_map_of_a_card_and_questions() -> None:
    card = {
        "who": "Picks a tool",
        "situation": "Her old tool ends.\nIn March.",
        "trigger": "A letter",
        "goal": "Peace",
        "good_end": "Nobody calls",
        "expectations": "A demo",
        "fears": "Silence",
    }
    plan = read_map(
        file(
            schema_version=2,
            customer_type={"name": "IT director", **card},
            stages=[{"name": "Looking", "prompts": "Who?\nWhen?"}],
        )
    )
    assert plan.card == tuple(card.items())
    assert plan.stages == (StagePlan("Looking", prompts="Who?\nWhen?"),)


def test_read_map_of_every_field() -> None:
    data = file(
        id="m_1",
        source="made by hand",
        customer_type={"id": "c_1", "name": "IT director", "template": "saas"},
        group={"id": "g_1", "name": "Group 1"},
        workshop={
            "id": "w_1",
            "title": "A day",
            "organisation": "Acme",
            "held_on": "2026-11-24",
            "version": 9,
        },
        departments=[{"id": "d_1", "name": "Sales", "side": "promise", "letters": "Sa", "hue": "sales"}],
        stages=[
            {
                "name": "Looking",
                "phase": "discover",
                "goal": "I want proof.",
                "touchpoints": [{"title": "I search"}],
            },
            {
                "name": "Unsorted",
                "unsorted": True,
                "touchpoints": [
                    {
                        "id": "t_2",
                        "title": "I call",
                        "description": "Twice\nat least",
                        "channel": "phone",
                        "author": {"department": "sales", "name": "Ann"},
                        "added_at": "2026-11-24T09:00:00Z",
                    }
                ],
                "notes": [
                    {
                        "id": "n_1",
                        "row": "pains",
                        "text": "I wait",
                        "about": "t_2",
                        "author": {"name": "Ben"},
                    },
                    {"row": "ideas", "text": "Call me back", "author": {"department": None}},
                ],
            },
        ],
    )
    ann = AuthorPlan("Sales", "promise", "Ann")
    call = TouchpointPlan("I call", "Twice\nat least", "phone", ann)
    notes = (NotePlan("pains", "I wait", 1, AuthorPlan("", "", "Ben")), NotePlan("ideas", "Call me back"))
    assert read_map(data) == MapPlan(
        "IT director",
        "How we buy",
        (
            StagePlan("Looking", "discover", "I want proof.", touchpoints=(TouchpointPlan("I search"),)),
            StagePlan("Unsorted", unsorted=True, touchpoints=(call,), notes=notes),
        ),
        "saas",
    )


def test_read_map_with_a_byte_order_mark() -> None:
    assert read_map(b"\xef\xbb\xbf" + file()) == read_map(file())


def test_read_map_cleans_line_ends_and_letters() -> None:
    data = stage(notes=[{"row": "pains", "text": "cafe\u0301\r\nagain "}])
    assert read_map(data).stages[0].notes[0].text == "café\nagain"


@pytest.mark.parametrize(("data", "where", "why"), BROKEN)
def test_read_map_says_where_and_why(data: bytes, where: str, why: str) -> None:
    ((found_where, found_why),) = problems(data)
    assert found_where == where
    assert found_why.startswith(why) or why in found_why


def test_read_map_of_the_same_field_twice() -> None:
    data = b'{"title": "A", ' + file()[1:]
    assert problems(data) == [("", "The field “title” is given twice in one place.")]


def test_read_map_tells_all_problems_at_once_up_to_twenty() -> None:
    data = stage(notes=[{"row": "pains", "text": "", "about": "t_none"}] * 15)
    with pytest.raises(ImportRefused) as refused:
        read_map(data)
    assert len(refused.value.problems) == 20
    assert refused.value.lines()[0] == "stages[0].notes[0].about: no touchpoint of this file has this id."
    assert refused.value.lines()[20:] == ["… and 10 more problems."]


def test_read_map_quotes_strange_field_names_short_and_without_hidden_signs() -> None:
    ((_where, why),) = problems(file(**{"\x1b\u202e" + "n" * 100_000: 1}))
    assert why == f"the field “{'n' * 40}…” is not known here."


@pytest.mark.parametrize(("start", "name"), FOREIGN)
def test_read_map_names_what_another_tool_wrote(start: bytes, name: str) -> None:
    ((where, why),) = problems(start)
    assert (where, why.split(":")[0]) == ("", "This is not a Journeyroom map")
    assert name in why


def test_read_map_of_a_file_that_is_too_large_does_not_look_into_it() -> None:
    assert problems(file() + b" " * LARGEST_FILE) == [("", "The file is larger than 15 MB.")]


def test_read_map_counts_before_it_looks_closer() -> None:
    wrong = {"row": "", "text": "", "about": "t_none"}
    assert problems(stage(notes=[wrong] * 5001)) == [("stages", "5001 notes are too many; a map takes 5000.")]


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE.keys())
def test_read_map_of_a_hostile_file_is_refused_soon(data: bytes) -> None:
    start = time.process_time()
    assert len(problems(data)) >= 1
    assert time.process_time() - start < 15


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE.keys())
def test_read_map_of_a_hostile_file_takes_little_memory(data: bytes) -> None:
    tracemalloc.start()
    try:
        problems(data)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 10 * LARGEST_FILE


def test_read_map_with_more_than_a_map_can_hold_is_refused_before_it_is_made_into_objects() -> None:
    data = NOTES + b",".join([b'{"row":"pains","text":"x"}'] * 150_000) + b"]}]}"
    tracemalloc.start()
    try:
        ((_where, why),) = problems(data)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert why == "There is too much in this file: a map takes 1000 touchpoints and 5000 notes."
    assert peak < 2 * len(data)


def test_read_map_without_stages_of_its_own() -> None:
    unsorted = {"name": "Unsorted", "unsorted": True}
    assert read_map(file(stages=[])).stages == ()
    assert read_map(file(stages=[unsorted])).stages == (StagePlan("Unsorted", unsorted=True),)
    assert len(read_map(file(stages=[{"name": "s"}] * 40 + [unsorted])).stages) == 41


def test_read_map_of_the_demo_maps() -> None:
    folder = Path("maps/content/demo")
    plans = [read_map(path.read_bytes()) for path in sorted(folder.glob("*.json"))]
    assert [len(plan.stages) for plan in plans] == [5, 5]
