"""More facilitators: invited by a link that works once, given a workshop to run together, made its owner."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from workshops.acts import Act
from workshops.commands.people import require_facilitator
from workshops.commands.setup import shown_name
from workshops.enums import LinkKind, Role
from workshops.errors import Code, Refused
from workshops.events import record
from workshops.ids import new_secret
from workshops.models import OneUseLink, Participant, User, Workshop, hash_token
from workshops.rules import is_owner

INVITATION_LASTS = timedelta(days=7)
RESET_LASTS = timedelta(hours=1)


def make_invitation(by: User, workshop: Workshop | None = None) -> str:
    """Return the token of a new link for a colleague, who also comes into `workshop` by it if there is one."""
    return _make(LinkKind.COLLEAGUE, INVITATION_LASTS, made_by=by, workshop=workshop)


def make_reset(user: User) -> str:
    """Return the token of a new link that sets this account's password; earlier ones are void."""
    with transaction.atomic():
        OneUseLink.objects.filter(user=user, kind=LinkKind.PASSWORD, used_at=None).delete()
        return _make(LinkKind.PASSWORD, RESET_LASTS, user=user)


def find_link(kind: LinkKind, token: str) -> OneUseLink | None:
    """Return the link of this token as long as it works."""
    links = OneUseLink.objects.filter(kind=kind, token_hash=hash_token(token), used_at=None)
    return links.filter(expires_at__gt=timezone.now()).select_related("workshop", "user").first()


def accept_as_new(token: str, *, email: str, name: str, password: str) -> tuple[User, Workshop | None]:
    """Make the invited colleague's account, and a seat as co-facilitator where the link leads to a workshop.

    Raises Refused ``closed`` where the link does not work (any more), ``conflict`` for an address that has an
    account. Of two at the same time one gets in.
    """
    with transaction.atomic():
        link = _use(LinkKind.COLLEAGUE, token)
        if User.objects.filter(email=email.strip().lower()).exists():
            raise Refused(Code.CONFLICT, field="email", why="taken")
        user = User.objects.create_user(email, password, name=name)
        if link.workshop is not None:
            _join(link.workshop, user)
        return user, link.workshop


def accept_as(token: str, user: User) -> Workshop | None:
    """Let somebody who has an account come into the workshop of an invitation; raises as `accept_as_new`."""
    with transaction.atomic():
        link = _use(LinkKind.COLLEAGUE, token)
        if link.workshop is not None:
            _join(link.workshop, user)
        return link.workshop


def set_new_password(token: str, password: str) -> User:
    """Set the password of a reset link's account; raises Refused ``closed`` where the link does not work."""
    with transaction.atomic():
        link = _use(LinkKind.PASSWORD, token)
        if link.user is None:  # a constraint of the table forbids it
            raise Refused(Code.CLOSED)
        link.user.set_password(password)
        link.user.save(update_fields=["password"])
        return link.user


def add_colleague(act: Act, email: str) -> bool:
    """Give somebody with an account a seat as co-facilitator; tells whether there is such an account."""
    require_facilitator(act)
    user = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if user is None:
        return False
    record(act, "person.join", [_seat(act.workshop, user)])
    return True


def hand_over(act: Act, person: str) -> None:
    """Make a co-facilitator the owner; only the owner may, and only somebody with an account can be one."""
    if not is_owner(act.participant, act.workshop):
        raise Refused(Code.FORBIDDEN)
    found = Participant.objects.filter(
        workshop=act.workshop, public_id=person, role=Role.FACILITATOR, removed_at=None, user__is_active=True
    ).first()
    if found is None or found.user is None:
        raise Refused(Code.NOT_FOUND)
    act.workshop.owner = found.user
    act.workshop.save(update_fields=["owner"])
    record(act, "workshop.hand-over", [act.workshop, found], fields=["owner"])


def _make(kind: LinkKind, lasts: timedelta, **about: object) -> str:
    token = new_secret()
    OneUseLink.objects.create(
        kind=kind, token_hash=hash_token(token), expires_at=timezone.now() + lasts, **about
    )
    return token


def _use(kind: LinkKind, token: str) -> OneUseLink:
    """Use a link up in one statement, so that of two at once one gets in."""
    now = timezone.now()
    open_ones = OneUseLink.objects.filter(kind=kind, used_at=None, expires_at__gt=now)
    if open_ones.filter(token_hash=hash_token(token)).update(used_at=now) == 0:
        raise Refused(Code.CLOSED)
    return OneUseLink.objects.select_related("workshop", "user").get(token_hash=hash_token(token))


def _join(workshop: Workshop, user: User) -> None:
    """Seat a colleague, who acts here for the first time."""
    locked = Workshop.objects.select_for_update().get(pk=workshop.pk)
    seat = _seat(locked, user)
    record(Act(locked, seat), "person.join", [seat])


def _seat(workshop: Workshop, user: User) -> Participant:
    """Return somebody's seat as facilitator, made if they have none."""
    seat = Participant.objects.filter(workshop=workshop, user=user).first()
    if seat is None:
        seat = Participant(workshop=workshop, user=user, name=shown_name(user), role=Role.FACILITATOR)
        seat.came_at = timezone.now()
        seat.seal().save(force_insert=True)
        return seat
    seat.role, seat.removed_at = Role.FACILITATOR, None
    seat.save(update_fields=["role", "removed_at"])
    return seat
