"""Scenes that the product's commands take hundreds of statements to set: set once, then put back row by row."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from django.apps import apps
from django.db import transaction
from django.db.models import Model

OURS = ("workshops", "maps")

Scene = TypeVar("Scene")


class Ready(Generic[Scene]):
    """A scene for a database that is empty but for it: `make` sets it the first time in a process.

    Later calls put the same rows in, and give what `make` gave.
    """

    def __init__(self, make: Callable[[], Scene]) -> None:
        self._make = make
        self._made: list[tuple[Scene, list[list[Model]]]] = []

    def __call__(self) -> Scene:
        if not self._made:
            assert not any(all_rows()), "a scene is set before anything else"
            self._made.append((self._make(), all_rows()))
            return self._made[0][0]
        scene, tables = self._made[0]
        with transaction.atomic():
            for rows in tables:
                if rows:
                    type(rows[0])._base_manager.bulk_create(rows)
        return scene


def all_rows() -> list[list[Model]]:
    """Everything in our tables, a list each."""
    models = (
        model for label in OURS for model in apps.get_app_config(label).get_models(include_auto_created=True)
    )
    return [list(model._base_manager.all()) for model in models]
