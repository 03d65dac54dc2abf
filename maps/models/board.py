"""One group's journey map and what lies on it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.utils import timezone

from maps.enums import Channel, Phase, Row
from workshops.models import Department, Group, Participant, Workshop
from workshops.models.room import public_id
from workshops.text import NAME_LIMIT, NOTE_LIMIT, TITLE_LIMIT

models.TextField.register_lookup(Length)


def within(field: str, limit: int, name: str) -> models.CheckConstraint:
    """Return the constraint that a text field holds words, at most `limit` characters of them."""
    return models.CheckConstraint(
        condition=~Q(**{field: ""}) & Q(**{f"{field}__length__lte": limit}), name=name
    )


class Map(models.Model):
    """The picture of one customer type's journey, made by one group."""

    KIND: ClassVar = "board"

    public_id = public_id("m")
    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="maps")
    group = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="map")
    title = models.CharField(max_length=TITLE_LIMIT)
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveBigIntegerField(default=0)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["workshop", "version"], name="map_version")]
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(title=""), name="map_has_title")]

    def __str__(self) -> str:
        return self.title


class BoardRow(models.Model):
    """How one row stands on all boards of a workshop: where, under what words ("": the usual ones), shown or not.

    What lies in a row that is not shown stays, and comes back with it.
    """

    KIND: ClassVar = "row"

    public_id = public_id("r")
    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="rows")
    row = models.CharField(max_length=16, choices=Row)
    label = models.CharField(max_length=NAME_LIMIT, blank=True)
    shown = models.BooleanField(default=True)
    position = models.PositiveIntegerField()
    version = models.PositiveBigIntegerField(default=0)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["workshop", "version"], name="row_version")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workshop", "row"], name="row_once"),
            models.CheckConstraint(condition=Q(row__in=Row.values), name="row_kind"),
        ]

    def __str__(self) -> str:
        return self.label or str(Row(self.row).label)


class OwnTemplate(models.Model):
    """Stages that a facilitator has saved to begin other maps with.

    `stages` is a list of objects with `name`, `phase`, `goal` and `prompts` (lines), as a stage has them.
    """

    public_id = public_id("o")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="templates")
    name = models.CharField(max_length=TITLE_LIMIT)
    stages = models.JSONField(default=list)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(name=""), name="own_template_has_name")]

    def __str__(self) -> str:
        return self.name


class OnTheBoard(models.Model):
    """What stages, touchpoints and notes share: a map, a place in the order, and a soft delete.

    Order is ascending `order`, then `public_id`: total even if two rows ever share a key.
    """

    order = models.BigIntegerField()
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveBigIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True
        ordering: ClassVar = ["order", "public_id"]


class Stage(OnTheBoard):
    """A part of the journey with its own goal; `unsorted` marks the one that catches what lost its stage.

    `prompts` are questions that help a group to write, one a line.
    """

    KIND: ClassVar = "stage"

    public_id = public_id("s")
    map = models.ForeignKey(Map, on_delete=models.CASCADE, related_name="stages")
    name = models.CharField(max_length=TITLE_LIMIT)
    phase = models.CharField(max_length=16, choices=Phase, blank=True)
    goal = models.CharField(max_length=NOTE_LIMIT, blank=True)
    prompts = models.TextField(max_length=NOTE_LIMIT, blank=True)
    unsorted = models.BooleanField(default=False)

    class Meta(OnTheBoard.Meta):
        indexes: ClassVar = [models.Index(fields=["map", "version"], name="stage_version")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["map"], condition=Q(unsorted=True), name="stage_unsorted_once"),
            models.CheckConstraint(
                condition=Q(unsorted=False) | Q(removed_at=None), name="stage_unsorted_stays"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="stage_has_name"),
            models.CheckConstraint(condition=Q(phase="") | Q(phase__in=Phase.values), name="stage_phase"),
        ]

    def __str__(self) -> str:
        return self.name


class Written(OnTheBoard):
    """What people write: it stands in a stage and says, as attribution allows, who wrote it.

    `department` is the author's at the time of writing; `credit` is a name that came with an imported
    map, whose author is nobody here.
    """

    author = models.ForeignKey(
        Participant, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    department = models.ForeignKey(
        Department, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    credit = models.CharField(max_length=NAME_LIMIT, blank=True)

    class Meta(OnTheBoard.Meta):
        abstract = True


class Touchpoint(Written):
    """One contact or event, as the customer lives it."""

    KIND: ClassVar = "touchpoint"

    public_id = public_id("t")
    map = models.ForeignKey(Map, on_delete=models.CASCADE, related_name="touchpoints")
    stage = models.ForeignKey(Stage, on_delete=models.RESTRICT, related_name="touchpoints")
    title = models.TextField()
    description = models.TextField(blank=True)
    channel = models.CharField(max_length=16, choices=Channel, blank=True)

    class Meta(Written.Meta):
        indexes: ClassVar = [models.Index(fields=["map", "version"], name="touchpoint_version")]
        constraints: ClassVar = [
            within("title", NOTE_LIMIT, "touchpoint_title"),
            models.CheckConstraint(
                condition=Q(description__length__lte=NOTE_LIMIT), name="touchpoint_description"
            ),
            models.CheckConstraint(
                condition=Q(channel="") | Q(channel__in=Channel.values), name="touchpoint_channel"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Note(Written):
    """One thought in a cell (stage × row), about a touchpoint or not."""

    KIND: ClassVar = "note"

    public_id = public_id("n")
    map = models.ForeignKey(Map, on_delete=models.CASCADE, related_name="notes")
    stage = models.ForeignKey(Stage, on_delete=models.RESTRICT, related_name="notes")
    row = models.CharField(max_length=16, choices=Row)
    text = models.TextField()
    about = models.ForeignKey(
        Touchpoint, on_delete=models.SET_NULL, null=True, blank=True, related_name="notes_about"
    )

    class Meta(Written.Meta):
        indexes: ClassVar = [models.Index(fields=["map", "version"], name="note_version")]
        constraints: ClassVar = [
            within("text", NOTE_LIMIT, "note_text"),
            models.CheckConstraint(condition=Q(row__in=Row.values), name="note_row"),
        ]

    def __str__(self) -> str:
        return self.text
