"""Names the board's app."""

from django.apps import AppConfig


class MapsConfig(AppConfig):
    """The board."""

    name = "maps"
