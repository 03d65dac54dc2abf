"""The cast that pages of boards are shown to."""

import pytest

from tests.harness.cast import Cast, make_cast


@pytest.fixture
def cast(db: None) -> Cast:
    """Fay's workshop with everybody in it, and Olga's."""
    return make_cast()
