"""What people feel and decide about a touchpoint: ratings, what they come to, and moments of truth."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from maps.enums import MomentKind
from maps.models.board import Map, Touchpoint, one_of
from workshops.enums import Side
from workshops.models import Department, Participant
from workshops.models.room import public_id
from workshops.text import NOTE_LIMIT

WORD_LIMIT = 40


class Feeling(models.Model):
    """What a touchpoint's ratings come to, as everybody sees it: only the version is kept, the rest is computed."""

    KIND: ClassVar = "feeling"

    map = models.ForeignKey(Map, on_delete=models.CASCADE, related_name="feelings")
    touchpoint = models.OneToOneField(Touchpoint, on_delete=models.CASCADE, related_name="feeling")
    version = models.PositiveBigIntegerField(default=0)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["map", "version"], name="feeling_version")]

    def __str__(self) -> str:
        return f"what is felt at {self.touchpoint}"

    @property
    def public_id(self) -> str:
        """A touchpoint has one, so it goes by the touchpoint's id."""
        return self.touchpoint.public_id


class Rating(models.Model):
    """How one person says a touchpoint feels for the customer: −2 very bad … +2 very good, or None: does not know.

    Nobody but that person is ever shown it. `department` is theirs at the time; `participant` is None where they
    were erased or the map came from a file, of which only a `side` may be known. `removed_at`: taken back.
    """

    KIND: ClassVar = "rating"

    map = models.ForeignKey(Map, on_delete=models.CASCADE, related_name="ratings")
    touchpoint = models.ForeignKey(Touchpoint, on_delete=models.CASCADE, related_name="ratings")
    participant = models.ForeignKey(
        Participant, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    department = models.ForeignKey(
        Department, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    value = models.SmallIntegerField(null=True, blank=True)
    word = models.CharField(max_length=WORD_LIMIT, blank=True)
    side = models.CharField(max_length=16, choices=Side, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveBigIntegerField(default=0)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["map", "version"], name="rating_version")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["touchpoint", "participant"], name="rating_once"),
            models.CheckConstraint(
                condition=Q(value=None) | Q(value__gte=-2, value__lte=2), name="rating_value"
            ),
            one_of("side", Side, "rating_side"),
        ]

    def __str__(self) -> str:
        return f"{self.value} {self.word}".strip()

    @property
    def public_id(self) -> str:
        """A person has one of a touchpoint, and is shown no other, so it goes by the touchpoint's id."""
        return self.touchpoint.public_id


class Moment(models.Model):
    """A moment of truth: that a touchpoint can build or break loyalty, why, and with how much power (1 to 5)."""

    KIND: ClassVar = "moment"

    public_id = public_id("x")
    map = models.ForeignKey(Map, on_delete=models.CASCADE, related_name="moments")
    touchpoint = models.ForeignKey(Touchpoint, on_delete=models.CASCADE, related_name="moments")
    kind = models.CharField(max_length=16, choices=MomentKind)
    sentence = models.CharField(max_length=NOTE_LIMIT, blank=True)
    power = models.PositiveSmallIntegerField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveBigIntegerField(default=0)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["map", "version"], name="moment_version")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["touchpoint"], condition=Q(removed_at=None), name="moment_once"),
            models.CheckConstraint(condition=Q(kind__in=MomentKind.values), name="moment_kind"),
            models.CheckConstraint(
                condition=Q(power=None) | Q(power__gte=1, power__lte=5), name="moment_power"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.touchpoint}: {self.sentence or self.kind}"
