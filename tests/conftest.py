"""What every test relies on: commands run where they are called."""

from collections.abc import Iterator

import pytest
from django.test import override_settings


@pytest.fixture(autouse=True)
def _write_inline() -> Iterator[None]:
    """Keep commands in the test's thread and transaction; live tests start processes that have a writer."""
    with override_settings(WRITER="inline"):
        yield
