"""The cast in their browsers, and tries counted from none."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from tests.harness.cast import Cast, make_cast


@pytest.fixture(autouse=True)
def _no_tries_yet() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def cast(db: None) -> Cast:
    """Fay's workshop with everybody in it, and Olga's."""
    return make_cast()
