"""One group's journey map and what lies on it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.utils import timezone

from maps.enums import (
    Channel,
    Evidence,
    Initiator,
    Ownership,
    Phase,
    ResourceKind,
    Row,
    Span,
    TouchpointKind,
    Visibility,
)
from workshops.models import Department, Group, Participant, Workshop
from workshops.models.room import folded_name, public_id
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
    map, whose author is nobody here. `merged_into` is another of its kind that it has become a part of: then
    it does not stand on the board itself, and its words and author are told with the other's. `emptied`: its words
    were erased with their author and never come back.
    """

    author = models.ForeignKey(
        Participant, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    department = models.ForeignKey(
        Department, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    credit = models.CharField(max_length=NAME_LIMIT, blank=True)
    emptied = models.BooleanField(default=False)

    class Meta(OnTheBoard.Meta):
        abstract = True


def one_of(field: str, choices: type[models.TextChoices], name: str) -> models.CheckConstraint:
    """Return the constraint that a field holds one of a few words, or none."""
    return models.CheckConstraint(
        condition=Q(**{field: ""}) | Q(**{f"{field}__in": choices.values}), name=name
    )


def amount(field: str, name: str) -> models.CheckConstraint:
    """Return the constraint that a number, at least 1, and its unit are both given or both left out."""
    given = (
        Q(**{f"{field}__isnull": False}) & Q(**{f"{field}__gte": 1}) & Q(**{f"{field}_unit__in": Span.values})
    )
    return models.CheckConstraint(
        condition=Q(**{f"{field}__isnull": True, f"{field}_unit": ""}) | given, name=name
    )


def a_choice(choices: type[models.TextChoices]) -> models.CharField:
    """Return a column for one of a few words, blank where nobody has said it yet."""
    return models.CharField(max_length=16, choices=choices, blank=True)


def part_of() -> models.ForeignKey:
    """Return the column for what a touchpoint or note was merged into."""
    return models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="parts")


def part_of_another(name: str) -> models.CheckConstraint:
    """Return the constraint that what was merged does not stand on the board itself."""
    return models.CheckConstraint(condition=Q(merged_into=None) | Q(removed_at__isnull=False), name=name)


class Resource(models.Model):
    """A team or system that works behind touchpoints: one list for the workshop, which grows while people type."""

    KIND: ClassVar = "resource"

    public_id = public_id("k")
    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="resources")
    kind = models.CharField(max_length=16, choices=ResourceKind)
    name = models.CharField(max_length=NAME_LIMIT)
    folded = folded_name(NAME_LIMIT)
    version = models.PositiveBigIntegerField(default=0)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["workshop", "version"], name="resource_version")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workshop", "kind", "folded"], name="resource_name_once"),
            models.CheckConstraint(condition=Q(kind__in=ResourceKind.values), name="resource_kind"),
            models.CheckConstraint(condition=~Q(name=""), name="resource_has_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Touchpoint(Written):
    """One contact or event, as the customer lives it.

    `owner` is the department that answers for it where `ownership` says so. `wait` is how long it takes from the
    customer's side, `often` how many times in its unit it happens.
    """

    KIND: ClassVar = "touchpoint"

    public_id = public_id("t")
    merged_into = part_of()
    map = models.ForeignKey(Map, on_delete=models.CASCADE, related_name="touchpoints")
    stage = models.ForeignKey(Stage, on_delete=models.RESTRICT, related_name="touchpoints")
    title = models.TextField()
    description = models.TextField(blank=True)
    channel = a_choice(Channel)
    kind = a_choice(TouchpointKind)
    initiator = a_choice(Initiator)
    visibility = a_choice(Visibility)
    ownership = a_choice(Ownership)
    owner = models.ForeignKey(Department, on_delete=models.RESTRICT, null=True, blank=True, related_name="+")
    wait = models.PositiveIntegerField(null=True, blank=True)
    wait_unit = a_choice(Span)
    often = models.PositiveIntegerField(null=True, blank=True)
    often_unit = a_choice(Span)
    evidence = a_choice(Evidence)
    starred = models.BooleanField(default=False)
    resources = models.ManyToManyField(Resource, through="Behind", related_name="touchpoints")

    class Meta(Written.Meta):
        indexes: ClassVar = [models.Index(fields=["map", "version"], name="touchpoint_version")]
        constraints: ClassVar = [
            within("title", NOTE_LIMIT, "touchpoint_title"),
            models.CheckConstraint(
                condition=Q(description__length__lte=NOTE_LIMIT), name="touchpoint_description"
            ),
            one_of("channel", Channel, "touchpoint_channel"),
            one_of("kind", TouchpointKind, "touchpoint_kind"),
            one_of("initiator", Initiator, "touchpoint_initiator"),
            one_of("visibility", Visibility, "touchpoint_visibility"),
            one_of("ownership", Ownership, "touchpoint_ownership"),
            one_of("evidence", Evidence, "touchpoint_evidence"),
            amount("wait", "touchpoint_wait"),
            amount("often", "touchpoint_often"),
            models.CheckConstraint(
                condition=Q(ownership=Ownership.DEPARTMENT, owner__isnull=False)
                | (~Q(ownership=Ownership.DEPARTMENT) & Q(owner=None)),
                name="touchpoint_owner",
            ),
            part_of_another("touchpoint_merged"),
        ]

    def __str__(self) -> str:
        return self.title


class Behind(models.Model):
    """That a team or system works behind a touchpoint."""

    touchpoint = models.ForeignKey(Touchpoint, on_delete=models.CASCADE, related_name="behind")
    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="behind")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["touchpoint", "resource"], name="behind_once")
        ]

    def __str__(self) -> str:
        return f"{self.resource} behind {self.touchpoint}"


class Cluster(models.Model):
    """Notes of one cell that belong together under a name; where it stands is where its notes stand."""

    KIND: ClassVar = "cluster"

    public_id = public_id("u")
    map = models.ForeignKey(Map, on_delete=models.CASCADE, related_name="clusters")
    name = models.CharField(max_length=TITLE_LIMIT)
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveBigIntegerField(default=0)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["map", "version"], name="cluster_version")]
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(name=""), name="cluster_has_name")]

    def __str__(self) -> str:
        return self.name


class Note(Written):
    """One thought in a cell (stage × row), about a touchpoint or not."""

    KIND: ClassVar = "note"

    public_id = public_id("n")
    merged_into = part_of()
    map = models.ForeignKey(Map, on_delete=models.CASCADE, related_name="notes")
    stage = models.ForeignKey(Stage, on_delete=models.RESTRICT, related_name="notes")
    row = models.CharField(max_length=16, choices=Row)
    text = models.TextField()
    about = models.ForeignKey(
        Touchpoint, on_delete=models.SET_NULL, null=True, blank=True, related_name="notes_about"
    )
    cluster = models.ForeignKey(
        Cluster, on_delete=models.SET_NULL, null=True, blank=True, related_name="notes"
    )

    class Meta(Written.Meta):
        indexes: ClassVar = [models.Index(fields=["map", "version"], name="note_version")]
        constraints: ClassVar = [
            within("text", NOTE_LIMIT, "note_text"),
            models.CheckConstraint(condition=Q(row__in=Row.values), name="note_row"),
            part_of_another("note_merged"),
        ]

    def __str__(self) -> str:
        return self.text
