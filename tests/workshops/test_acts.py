"""A command begins by asking again who acts: whoever lost their place since has no say any more."""

import pytest

from tests.harness.cast import Cast
from tests.harness.tables import Say
from workshops.acts import acting
from workshops.errors import Code, Refused
from workshops.models import Participant, User


def test_closed_account_acts_no_more_on_a_socket_or_a_page(cast: Cast, say: Say) -> None:
    say(cast.fay, "joining.set", open=False)
    User.objects.filter(email=cast.email).update(is_active=False)
    with pytest.raises(Refused) as on_a_socket:
        say(cast.fay, "joining.set", open=True)
    with pytest.raises(Refused) as on_a_page, acting(Participant.objects.get(public_id=cast.fay.id)):
        pass
    assert [on_a_socket.value.code, on_a_page.value.code] == [Code.FORBIDDEN, Code.FORBIDDEN]
