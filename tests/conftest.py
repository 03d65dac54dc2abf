"""What every test relies on: commands run where they are called, and both database aliases may be asked."""

from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def _write_inline(request: pytest.FixtureRequest) -> Iterator[None]:
    """Run commands in the test's own thread; the live tests start real processes, which have a writer."""
    from django.conf import settings
    from django.test import override_settings

    if not settings.configured:
        yield
        return
    with override_settings(WRITER="inline"):
        yield
