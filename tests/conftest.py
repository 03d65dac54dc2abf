"""What every test relies on: commands run where they are called."""

from collections.abc import Iterator

import pytest
from django.test import override_settings

# Passwords are not what most tests are about; tests of accounts set the real hashers themselves.
FAST_HASHER = "django.contrib.auth.hashers.MD5PasswordHasher"


@pytest.fixture(autouse=True)
def _write_inline() -> Iterator[None]:
    """Keep commands in the test's thread and transaction; live tests start processes that have a writer."""
    with override_settings(WRITER="inline", PASSWORD_HASHERS=[FAST_HASHER]):
        yield
