"""The log of what happened in a workshop: for retries, undo, history and audit; never sent to browsers."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from workshops.ids import ID_LENGTH, new_secret
from workshops.models.room import Participant, Workshop


class Event(models.Model):
    """One command that was carried out (rule L1); `version` is null where it changed nothing.

    `fields` names what was changed of the rows, without any words, for the history that facilitators read.
    """

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="events")
    version = models.PositiveBigIntegerField(null=True)
    mark = models.CharField(max_length=32, default=new_secret)
    participant = models.ForeignKey(Participant, on_delete=models.SET_NULL, null=True, related_name="events")
    op = models.CharField(max_length=ID_LENGTH)
    digest = models.CharField(max_length=64)
    name = models.CharField(max_length=40)
    changes = models.JSONField(default=list)
    undo = models.JSONField(null=True)
    board = models.CharField(max_length=ID_LENGTH, blank=True)
    undoes = models.OneToOneField("self", on_delete=models.SET_NULL, null=True, related_name="undone_by")
    result = models.JSONField(default=dict)
    fields = models.JSONField(default=list)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["workshop", "participant", "board", "-version"], name="event_undo"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workshop", "version"], name="event_version_once"),
            models.UniqueConstraint(fields=["workshop", "participant", "op"], name="event_op_once"),
        ]

    def __str__(self) -> str:
        return f"{self.version} {self.name}"
