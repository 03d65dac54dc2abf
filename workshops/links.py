"""Whole addresses to hand out, such as other devices can reach: in a meeting room that is not localhost."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from workshops.models import Workshop


def join_link(request: HttpRequest, workshop: Workshop) -> str:
    """Return the address by which attendees join."""
    return _whole(request, reverse("join", args=[workshop.join_token]))


def personal_link(request: HttpRequest, secret: str) -> str:
    """Return the address by which the person of a secret comes in on any device; it is as secret."""
    return _whole(request, reverse("enter", args=[secret]))


def _whole(request: HttpRequest, path: str) -> str:
    return settings.ROOM_URL + path if settings.ROOM_URL else request.build_absolute_uri(path)
