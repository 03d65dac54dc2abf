"""Who is asking: a signed-in facilitator, or whoever holds the cookie of a workshop (L9)."""

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from workshops.enums import Status
from workshops.ids import is_id
from workshops.models import Participant, Workshop, hash_token
from workshops.rules import is_facilitator

COOKIE_SECONDS = 400 * 24 * 60 * 60
PREFIX = "jr_"


def cookie_name(workshop_id: str) -> str:
    """Return the name of the cookie that holds somebody's token for the workshop with this public id.

    Over https it begins with ``__Host-``: browsers refuse such a name from a neighbouring host.
    """
    return ("__Host-" if settings.SESSION_COOKIE_SECURE else "") + PREFIX + workshop_id


def find_participant_by_token(token: str) -> Participant | None:
    """Return whose secret this is, with workshop, department and group, or None.

    Removed people have none, nor have facilitators whose account was closed.
    """
    person = _by_token(token)
    return None if person is None or person.removed_at else person


def find_by_code(code: str) -> tuple[Workshop | None, Participant | None]:
    """Return the workshop that lets people in by this code, and the person whose own code it is.

    At most one of them is found; both are looked for whatever comes first, so that no answer is quicker.
    """
    workshop = (
        Workshop.objects.filter(join_code=code, joining_open=True).exclude(status=Status.ARCHIVED).first()
    )
    person = _people().filter(rejoin_hash=hash_token(code), removed_at=None).first()
    return workshop, person


def identify(request: HttpRequest, workshop_id: str) -> Participant | None:
    """Return who is asking in the workshop with this public id, or None for a stranger.

    A signed-in user with a place in the workshop wins over the cookie. Removed people are strangers, and so
    are those whose account was closed.
    """
    person = _seat_or_cookie(request, workshop_id)
    return None if person is None or person.removed_at else person


def get_participant_or_404(request: HttpRequest, workshop_id: str) -> Participant:
    """Return who is asking, with workshop, department and group; raises Http404 for everybody else."""
    person = _seat_or_cookie(request, workshop_id)
    if person is None:
        raise Http404
    if person.removed_at:
        raise Http404(
            _("You are no longer in this workshop. If that is a mistake, ask the facilitator to let you in.")
        )
    return person


def get_facilitator_or_404(request: HttpRequest, workshop_id: str) -> Participant:
    """Return the facilitator who is asking; raises Http404 for everybody else."""
    person = get_participant_or_404(request, workshop_id)
    if not is_facilitator(person):
        raise Http404
    return person


def get_workshop_by_join_token_or_404(token: str) -> Workshop:
    """Return the workshop that a join link leads to; raises Http404 for a wrong one."""
    workshop = Workshop.objects.filter(join_token=token).first()
    if workshop is None:
        raise Http404
    return workshop


def keep_seat(request: HttpRequest, response: HttpResponse, participant: Participant) -> None:
    """Let this browser be `participant` in their workshop from now on; the socket asks for this cookie.

    Whoever has an account keeps it no longer than they stay signed in; without signing in (by a personal
    link) it is not prolonged.
    """
    seconds = COOKIE_SECONDS
    if participant.user_id:
        if participant.user_id != request.user.pk:
            return
        seconds = request.session.get_expiry_age()
    secret = secret_of(request, participant)
    if secret:
        _set_cookie(response, participant, secret, seconds)


def give_seat(response: HttpResponse, participant: Participant, secret: str) -> None:
    """Let a browser in by a personal link, whose secret this is; an account's for as long as a session lasts."""
    seconds = settings.SESSION_COOKIE_AGE if participant.user_id else COOKIE_SECONDS
    _set_cookie(response, participant, secret, seconds)


def _set_cookie(response: HttpResponse, participant: Participant, secret: str, seconds: int) -> None:
    response.set_cookie(
        cookie_name(participant.workshop.public_id),
        secret,
        max_age=seconds,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def secret_of(request: HttpRequest, participant: Participant) -> str:
    """Return a secret that opens the seat of `participant`, who is asking; "" where nobody knows one.

    Since SECRET_KEY was lost or changed the one on the row opens nothing. Whoever is signed in gets it
    sealed anew; all others have nothing but the secret that this browser holds, so they keep that.
    """
    held = request.COOKIES.get(cookie_name(participant.workshop.public_id), "")
    if participant.is_opened_by(held):
        return held
    if participant.user_id and participant.user_id == request.user.pk:
        participant.reseal()
    return participant.token() if participant.is_opened_by(participant.token()) else ""


def leave_seat(response: HttpResponse, workshop_id: str) -> None:
    """Let this browser be nobody in the workshop with this public id."""
    response.delete_cookie(cookie_name(workshop_id), samesite="Lax")


def seats_by_account(request: HttpRequest) -> list[str]:
    """Return the public ids of the workshops in which this browser sits as somebody with an account.

    It asks the cookies alone, as who is signed in may be forgotten by now.
    """
    start = cookie_name("")
    names = [name for name in request.COOKIES if name.startswith(start) and is_id(name.removeprefix(start))]
    held = {name.removeprefix(start): hash_token(request.COOKIES[name]) for name in names}
    theirs = Participant.objects.filter(token_hash__in=held.values(), user__isnull=False)
    found = set(theirs.values_list("token_hash", flat=True))
    return [workshop_id for workshop_id, hashed in held.items() if hashed in found]


def _seat_or_cookie(request: HttpRequest, workshop_id: str) -> Participant | None:
    if request.user.is_authenticated:
        seat = _people().filter(workshop__public_id=workshop_id, user=request.user).first()
        if seat is not None:
            return seat
    person = _by_token(request.COOKIES.get(cookie_name(workshop_id), ""))
    return person if person is not None and person.workshop.public_id == workshop_id else None


def _by_token(token: str) -> Participant | None:
    return _people().filter(token_hash=hash_token(token)).first() if token else None


def _people() -> QuerySet[Participant]:
    """Return everybody but those whose account was closed."""
    open_ones = Participant.objects.exclude(user__is_active=False)
    return open_ones.select_related("workshop", "department", "group", "user")
