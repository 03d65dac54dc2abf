"""The paper kit is its facilitator's, with the way in while people may join."""

import pytest

from tests.harness.browsers import browser_of
from tests.harness.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "reader"])


@pytest.mark.parametrize(
    ("who", "status"), [("fay", 200), ("mia", 404), ("hal", 404), ("ann", 404), ("olga", 404)]
)
def test_kit_is_its_facilitators(cast: Cast, who: str, status: int) -> None:
    response = browser_of(getattr(cast, who)).get(f"/w/{cast.workshop}/boards/{cast.end_users.id}/kit.pdf")
    assert response.status_code == status
    if status == 200:
        assert response.content.startswith(b"%PDF")
        assert response["Content-Disposition"] == 'attachment; filename="journey-map-paper-kit-end-users.pdf"'


def test_kit_of_another_workshops_map_is_not_there(cast: Cast) -> None:
    path = f"/w/{cast.workshop}/boards/{cast.other_board.id}/kit.pdf"
    assert browser_of(cast.fay).get(path).status_code == 404
