"""What somebody is about to bring in: it waits here while they look at what it would become."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from workshops.models import Participant, Workshop
from workshops.models.room import public_id

# Bytes; a request has room for 16 MB.
LARGEST_WAITING = 16 * 1024 * 1024
FILE_NAME_LIMIT = 200


class ImportKind(models.TextChoices):
    """What waits: a pasted list, tables (as JSON, read already), a map of ours or one of the Open Journey Format."""

    LIST = "list"
    TABLES = "tables"
    MAP = "map"
    JOURNEY = "journey"


class PendingImport(models.Model):
    """A list or file that only its owner may look at and bring in; it goes then, or after a day.

    `answers` are what was chosen for it, such as which board it goes to and what the columns of a table mean.
    """

    public_id = public_id("i")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=16, choices=ImportKind)
    name = models.CharField(max_length=FILE_NAME_LIMIT, blank=True)
    content = models.BinaryField(max_length=LARGEST_WAITING)
    size = models.PositiveIntegerField()
    answers = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=ImportKind.values), name="import_kind"),
            models.CheckConstraint(condition=Q(size__lte=LARGEST_WAITING), name="import_size"),
        ]

    def __str__(self) -> str:
        return self.name or self.public_id
