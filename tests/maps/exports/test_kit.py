"""The kit to map on paper, of a map with stages and of one without, with and without a door."""

import pytest

from maps.exports.kit import Door, to_kit
from tests.maps.exports.stress import empty_map, hostile_map

DOOR = Door("https://room.example.org/j/abcdef", "room.example.org/j", "482 913")


@pytest.mark.parametrize("door", [None, DOOR])
def test_kit_of_an_empty_map_is_tagged_pdf(door: Door | None) -> None:
    made = to_kit(empty_map(5), door)
    assert made.startswith(b"%PDF-1.7")
    assert b"pdfuaid" in made


def test_kit_needs_no_stages() -> None:
    assert to_kit(empty_map()).startswith(b"%PDF")


def test_kit_takes_hostile_words() -> None:
    assert to_kit(hostile_map(), DOOR).startswith(b"%PDF")
