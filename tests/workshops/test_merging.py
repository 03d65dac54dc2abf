"""Two edits of one text: brought together by words, or told apart (L19)."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshops.merging import merge

BASE = "I wait for the invoice and nobody can tell me why"


@pytest.mark.parametrize(
    ("theirs", "mine", "merged"),
    [
        ("We" + BASE[1:], BASE + " at all", "We" + BASE[1:] + " at all"),
        (
            BASE.replace("invoice", "bill"),
            BASE.replace("nobody", "no one"),
            "I wait for the bill and no one can tell me why",
        ),
        (BASE, BASE.replace("wait", "ask"), BASE.replace("wait", "ask")),
        (BASE.replace("wait", "ask"), BASE, BASE.replace("wait", "ask")),
        (BASE.replace("wait", "ask"), BASE.replace("wait", "ask"), BASE.replace("wait", "ask")),
        (BASE.replace("and nobody", "nobody"), BASE + "?", BASE.replace("and nobody", "nobody") + "?"),
        ("one two\nthree", "zero one two", None),
    ],
)  # fmt: skip
def test_merge_of_edits(theirs: str, mine: str, merged: str | None) -> None:
    base = BASE if merged is not None else "alpha"
    assert merge(base, theirs, mine) == merged


@pytest.mark.parametrize(
    ("theirs", "mine"),
    [
        (BASE.replace("invoice", "bill"), BASE.replace("invoice", "receipt")),
        (BASE + " A", BASE + " B"),
        ("A " + BASE, "B " + BASE),
        (BASE.replace("the invoice", "it"), BASE.replace("invoice", "bill")),
        ("nothing left of it", BASE.replace("wait", "ask")),
    ],
)
def test_merge_overlapping_is_none(theirs: str, mine: str) -> None:
    assert merge(BASE, theirs, mine) is None


words = st.lists(st.sampled_from(["a", "b", "c", "dd", " ", "\n"]), max_size=12).map("".join)


@given(base=words, theirs=words, mine=words)
def test_merge_is_the_same_from_both_sides(base: str, theirs: str, mine: str) -> None:
    assert merge(base, theirs, mine) == merge(base, mine, theirs)


@given(base=words, mine=words)
def test_merge_with_one_edit_is_that_edit(base: str, mine: str) -> None:
    assert merge(base, base, mine) == mine


def test_merge_of_hostile_texts_ends() -> None:
    base, mine = "a " * 1000, "b a " * 500
    started = time.monotonic()
    merge(base, "a b " * 500, mine)
    assert time.monotonic() - started < 20
