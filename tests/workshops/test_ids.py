"""What nobody may guess has 128 random bits, in every place of its letters."""

from collections.abc import Callable

import pytest

from workshops.ids import new_id, new_secret


@pytest.mark.parametrize("make", [new_secret, lambda: new_id("n").removeprefix("n_")], ids=["secret", "id"])
def test_secrets_and_ids_have_128_random_bits(make: Callable[[], str]) -> None:
    made = [make() for _ in range(5_000)]
    assert {len(one) for one in made} == {22}
    # Six bits a letter, and what is left in the last one.
    assert [len(set(letters)) for letters in zip(*made, strict=True)] == [64] * 21 + [4]
