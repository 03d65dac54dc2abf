"""Whole addresses to hand out, such as other devices can reach: in a meeting room that is not localhost."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from workshops.models import Participant, Workshop


def join_link(request: HttpRequest, workshop: Workshop) -> str:
    """Return the address by which attendees join."""
    return _whole(request, reverse("join", args=[workshop.join_token]))


def personal_link(request: HttpRequest, participant: Participant) -> str:
    """Return the address by which this very person comes in on any device; it is a secret."""
    return _whole(request, reverse("enter", args=[participant.token()]))


def _whole(request: HttpRequest, path: str) -> str:
    return settings.ROOM_URL + path if settings.ROOM_URL else request.build_absolute_uri(path)
