"""Whole addresses to hand out, such as other devices can reach: in a meeting room that is not localhost."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from workshops.models import Participant, Workshop, hash_token


def join_link(request: HttpRequest, workshop: Workshop) -> str:
    """Return the address by which attendees join."""
    return _whole(request, reverse("join", args=[workshop.join_token]))


def personal_link(request: HttpRequest, secret: str) -> str:
    """Return the address by which the person of a secret comes in on any device; it is as secret."""
    return _whole(request, reverse("enter", args=[secret]))


def invitation_link(request: HttpRequest, token: str) -> str:
    """Return the address by which an invited colleague makes their account; it works once."""
    return _whole(request, reverse("invited", args=[token]))


def reset_link(request: HttpRequest, token: str) -> str:
    """Return the address at which an account's password is set anew; it works once."""
    return _whole(request, reverse("new_password", args=[token]))


def whole_link(request: HttpRequest, path: str) -> str:
    """Return the address by which other devices reach a path of ours."""
    return _whole(request, path)


def way_back(request: HttpRequest, person: Participant) -> dict[str, str]:
    """Return how somebody comes in on another device without the link: where to go, and their code.

    The code is "" for those who sign in, and where SECRET_KEY was changed since it was kept.
    """
    code = person.rejoin_code()
    known = person.rejoin_hash == hash_token(code)
    return {"way_back": spaced(code) if known else "", "join_address": join_address(request)}


def join_address(request: HttpRequest) -> str:
    """Return where codes are typed, as people read it: without https."""
    return _whole(request, reverse("join_code")).split("://", 1)[1].rstrip("/")


def is_for_this_device_alone(request: HttpRequest) -> bool:
    """Tell whether the addresses handed out lead every device back to itself, so that no other one comes in."""
    host = urlsplit(_whole(request, "/")).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def spaced(code: str) -> str:
    """Return a code as it is shown and read out: in two halves."""
    return f"{code[:4]} {code[4:]}"


def _whole(request: HttpRequest, path: str) -> str:
    return settings.ROOM_URL + path if settings.ROOM_URL else request.build_absolute_uri(path)
