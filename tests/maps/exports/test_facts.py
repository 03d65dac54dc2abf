"""What every document says of a map: numbers, labels, what the curve tells, how far it rests on customers."""

from typing import Any

import pytest

from maps.commands.setup import import_map
from maps.exports.facts import map_facts
from maps.exports.reading import read_whole_map
from maps.exports.shapes import MapFacts
from maps.models import BoardRow
from maps.plans import (
    AuthorPlan,
    DetailsPlan,
    MapPlan,
    MomentPlan,
    NotePlan,
    PartPlan,
    RatingPlan,
    StagePlan,
    TouchpointPlan,
)
from tests.harness.cast import Cast
from workshops.acts import acting
from workshops.enums import Attribution
from workshops.models import Participant, Workshop

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "reader"])


def said(title: str, *values: int, **details: Any) -> TouchpointPlan:
    """A touchpoint that so many people have rated so."""
    ratings = tuple(RatingPlan(value, "calm") for value in values)
    return TouchpointPlan(title, details=DetailsPlan(ratings=ratings, **details))


def facts_of(cast: Cast, *stages: StagePlan) -> MapFacts:
    """What is said of a map with these stages that is brought into the cast's workshop."""
    fay = Participant.objects.get(public_id=cast.fay.id)
    with acting(fay) as act:
        board = import_map(act, MapPlan("Visitors", "How they visit", stages))
    return map_facts(read_whole_map(board))


def test_touchpoints_count_along_the_journey_and_not_in_unsorted(cast: Cast) -> None:
    facts = facts_of(
        cast,
        StagePlan("Before", touchpoints=(said("a"), said("b"))),
        StagePlan("Unsorted", unsorted=True, touchpoints=(said("lost"),)),
        StagePlan("After", touchpoints=(said("c"),)),
    )
    assert [(stage.number, stage.name) for stage in facts.stages] == [
        (1, "Before"),
        (2, "After"),
        (None, "Unsorted"),
    ]
    assert [(one.number, one.title) for one in facts.touchpoints()] == [
        (1, "a"),
        (2, "b"),
        (3, "c"),
        (None, "lost"),
    ]


def test_curve_tells_no_point_that_fewer_than_three_rated(cast: Cast) -> None:
    facts = facts_of(
        cast,
        StagePlan(
            "Before",
            touchpoints=(
                said("fine", 1, 1, 1),
                said("bad", -1, -1, -2),
                said("alone", -2),
                said("unrated"),
                said("end", 0, 0, 1),
            ),
        ),
    )
    curve = facts.curve
    assert curve is not None
    assert (curve.peak, curve.trough, curve.drop_by) == (
        facts.touchpoints()[0],
        facts.touchpoints()[1],
        "−2.3",
    )
    assert (curve.end, curve.drop_from) == (facts.touchpoints()[4], facts.touchpoints()[0])
    assert (curve.rated, curve.below, facts.ratings) == (4, 2, 10)
    alone = facts.touchpoints()[2].feeling
    assert alone is not None
    assert (alone.shown, alone.n, alone.thin) == ("−2", 1, True)


def test_curve_of_thin_points_alone_tells_only_their_mean(cast: Cast) -> None:
    curve = facts_of(cast, StagePlan("Before", touchpoints=(said("a", 1), said("b", -1)))).curve
    assert curve is not None
    assert (curve.mean, curve.peak, curve.trough, curve.end, curve.drop) == ("0", None, None, None, None)


def test_moments_go_by_power_with_what_they_ask_for(cast: Cast) -> None:
    facts = facts_of(
        cast,
        StagePlan(
            "Before",
            touchpoints=(
                said("weak", 1, 1, 1, moment=MomentPlan("create", "They tell others.", 2)),
                said("strong", -1, -1, -1, moment=MomentPlan("destroy", "They leave.", 5)),
            ),
        ),
    )
    told = [
        (one.title, one.moment.rank, one.moment.label, one.moment.advice)
        for one in facts.moments
        if one.moment
    ]
    assert told == [("strong", 1, "can break", "fix"), ("weak", 2, "can build", "keep")]
    assert "1 strong moment of truth feels bad today; fix it first: 2." in facts.findings


@pytest.mark.parametrize(
    ("levels", "label", "confidence"),
    [
        ((), "Hypothesis map", None),
        (("", "staff"), "Hypothesis map", 12),
        (("research", "assumption"), "Partly backed by customers", 50),
        (("research", "research", "data"), "Backed by customers", 92),
    ],
)
def test_evidence_label_follows_confidence(
    cast: Cast, levels: tuple[str, ...], label: str, confidence: int | None
) -> None:
    touchpoints = tuple(said(f"t{at}", evidence=level) for at, level in enumerate(levels))
    evidence = facts_of(cast, StagePlan("Before", touchpoints=touchpoints)).evidence
    assert (evidence.label, evidence.confidence) == (label, confidence)


def test_evidence_names_the_moments_to_check_first(cast: Cast) -> None:
    moment = MomentPlan("both", power=3)
    facts = facts_of(
        cast,
        StagePlan(
            "Before",
            touchpoints=(
                said("staff", evidence="staff", moment=moment),
                said("known", evidence="research", moment=moment),
                said("nobody said", moment=moment),
            ),
        ),
    )
    assert (
        facts.evidence.sentence
        == "67 % of it rests on what staff believe. To check with customers first: 3, 1."
    )


def test_rows_have_the_words_and_order_of_the_board(cast: Cast) -> None:
    workshop = Workshop.objects.get(public_id=cast.workshop)
    BoardRow.objects.filter(workshop=workshop, row="ideas").update(position=0, label="Our wins")
    BoardRow.objects.filter(workshop=workshop, row__in=("pains", "thoughts")).update(shown=False)
    facts = facts_of(cast, StagePlan("Before", notes=(NotePlan("pains", "ow"), NotePlan("ideas", "let us"))))
    assert [(row.key, row.shown) for row in facts.rows] == [
        ("ideas", True),
        ("strengths", True),
        ("frontstage", True),
        ("backstage", True),
        ("pains", False),
    ]
    assert facts.rows[0].label == "Our wins"
    assert [note.text for note in facts.notes()] == ["let us", "ow"]


@pytest.mark.parametrize(
    ("attribution", "author", "part"),
    [
        (Attribution.NAMED, "Cora, Sales", "Dan, Sales"),
        (Attribution.DEPARTMENT, "Sales", "Sales"),
        (Attribution.ANONYMOUS, "", ""),
    ],
)
def test_authors_are_told_as_attribution_says(cast: Cast, attribution: str, author: str, part: str) -> None:
    Workshop.objects.update(attribution=attribution)
    merged = PartPlan("the same", AuthorPlan("Sales", "promise", "Dan"))
    note = NotePlan("pains", "ow", author=AuthorPlan("Sales", "promise", "Cora"), parts=(merged,))
    found = facts_of(cast, StagePlan("Before", notes=(note,))).notes()[0]
    assert (found.author, found.parts[0].text, found.parts[0].author) == (author, "the same", part)


def test_empty_map_has_nothing_to_tell(cast: Cast) -> None:
    facts = facts_of(cast)
    assert (facts.stages, facts.curve, facts.moments, facts.findings) == ((), None, (), ())
