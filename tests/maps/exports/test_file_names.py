"""File names out of any title are safe in headers and on disks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps.exports.file_names import file_name


@pytest.mark.parametrize(
    ("titles", "name"),
    [
        (("IT director", "Our day"), "journey-map-it-director-our-day.csv"),
        (('../../x"\r\nSet-Cookie: a=b',), "journey-map-x-set-cookie-a-b.csv"),
        (("CON",), "journey-map-con.csv"),
        (("", "🎉"), "journey-map.csv"),
        (("Größe & Maß",), "journey-map-größe-maß.csv"),
        (("מסע הלקוח",), "journey-map-מסע-הלקוח.csv"),
        (("x" * 500, "y" * 500), "journey-map-" + "x" * 60 + "-" + "y" * 7 + ".csv"),
    ],
)
def test_file_name_is_made_of_words(titles: tuple[str, ...], name: str) -> None:
    assert file_name(*titles, ending="csv") == name


@given(st.text(max_size=300), st.text(max_size=300))
def test_file_name_of_any_titles_has_no_sign_that_a_disk_or_header_minds(one: str, other: str) -> None:
    name = file_name(one, other, ending="json")
    assert name.startswith("journey-map")
    assert name.endswith(".json")
    assert not set(name[:-5]) & set('./\\:*?"<>|%;=\r\n\t\0 ')
    assert len(name) <= 85
