"""The way in: open and close it, give it a new address and code."""

from workshops.acts import Act, Answer
from workshops.commands.people import require_facilitator
from workshops.events import record, unchanged
from workshops.ids import new_code, new_secret
from workshops.models import Workshop
from workshops.schemas import Nothing, SetJoining


def set_joining(act: Act, data: SetJoining) -> Answer:
    """Open or close the join link and code; people who are in stay in."""
    require_facilitator(act)
    if act.workshop.joining_open == data.open:
        return unchanged()
    act.workshop.joining_open = data.open
    act.workshop.save(update_fields=["joining_open"])
    return record(act, "joining.set", [act.workshop], fields=["joining_open"])


def rotate_joining(act: Act, data: Nothing) -> Answer:
    """Give the workshop another join link and code; the old ones lead nowhere from this moment on."""
    require_facilitator(act)
    act.workshop.join_token = new_secret()
    act.workshop.join_code = _free_code()
    act.workshop.save(update_fields=["join_token", "join_code"])
    return record(act, "joining.rotate", [act.workshop])


def _free_code() -> str:
    """Return a code that no workshop has: of 4·10¹¹ it will hardly ever take a second one."""
    code = new_code()
    while Workshop.objects.filter(join_code=code).exists():
        code = new_code()
    return code
