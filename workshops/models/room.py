"""A workshop and who and what belongs to it: departments, customer types, groups, people."""

import base64
import hashlib
from functools import partial
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from workshops.enums import Attribution, Role, Side, Status
from workshops.ids import ID_LENGTH, new_id, new_secret
from workshops.text import FOLDED, NAME_LIMIT, TITLE_LIMIT


def public_id(prefix: str) -> models.CharField:
    """Return the column for the random id that URLs and frames carry."""
    return models.CharField(
        max_length=ID_LENGTH, unique=True, editable=False, default=partial(new_id, prefix)
    )


def hash_token(token: str) -> str:
    """Return what is stored of a secret: its SHA-256 in hex. Secrets are random, so no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


class Workshop(models.Model):
    """One facilitated event; its `version` counts every change anybody sees."""

    KIND: ClassVar = "workshop"

    public_id = public_id("w")
    title = models.CharField(max_length=TITLE_LIMIT)
    organisation = models.CharField(max_length=TITLE_LIMIT, blank=True)
    held_on = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=16, choices=Status, default=Status.LIVE)
    attribution = models.CharField(max_length=16, choices=Attribution, default=Attribution.DEPARTMENT)
    join_token = models.CharField(max_length=32, unique=True, default=new_secret)
    joining_open = models.BooleanField(default=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="workshops")
    set_up_op = models.CharField(max_length=ID_LENGTH, blank=True, editable=False)
    version = models.PositiveBigIntegerField(default=0)
    row_version = models.PositiveBigIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(status__in=Status.values), name="workshop_status"),
            models.CheckConstraint(
                condition=Q(attribution__in=Attribution.values), name="workshop_attribution"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="workshop_has_title"),
            models.CheckConstraint(condition=Q(row_version__lte=F("version")), name="workshop_row_version"),
            models.UniqueConstraint(
                fields=["owner", "set_up_op"], condition=~Q(set_up_op=""), name="workshop_set_up_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Department(models.Model):
    """A part of the company that people speak for; shown by shape (side), hue and two letters.

    `folded` is the name as it is compared (`workshops.text.fold`); so with customer types and groups.
    """

    KIND: ClassVar = "department"

    public_id = public_id("d")
    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="departments")
    name = models.CharField(max_length=NAME_LIMIT)
    folded = models.CharField(max_length=FOLDED * NAME_LIMIT, editable=False)
    side = models.CharField(max_length=16, choices=Side)
    letters = models.CharField(max_length=2)
    hue = models.CharField(max_length=16)
    position = models.PositiveIntegerField()
    version = models.PositiveBigIntegerField(default=0)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["workshop", "version"], name="department_version")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workshop", "folded"], name="department_once"),
            models.CheckConstraint(condition=Q(side__in=Side.values), name="department_side"),
            models.CheckConstraint(condition=~Q(name=""), name="department_has_name"),
        ]

    def __str__(self) -> str:
        return self.name


class CustomerType(models.Model):
    """A kind of customer whose journey differs from others'."""

    KIND: ClassVar = "customer_type"

    public_id = public_id("c")
    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="customer_types")
    name = models.CharField(max_length=TITLE_LIMIT)
    folded = models.CharField(max_length=FOLDED * TITLE_LIMIT, editable=False)
    template = models.CharField(max_length=40, blank=True)
    position = models.PositiveIntegerField()
    version = models.PositiveBigIntegerField(default=0)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["workshop", "version"], name="customer_type_version")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workshop", "folded"], name="customer_type_once"),
            models.CheckConstraint(condition=~Q(name=""), name="customer_type_has_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Group(models.Model):
    """The attendees who map one customer type."""

    KIND: ClassVar = "group"

    public_id = public_id("g")
    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="groups")
    customer_type = models.ForeignKey(CustomerType, on_delete=models.CASCADE, related_name="groups")
    name = models.CharField(max_length=TITLE_LIMIT)
    folded = models.CharField(max_length=FOLDED * TITLE_LIMIT, editable=False)
    position = models.PositiveIntegerField()
    version = models.PositiveBigIntegerField(default=0)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["workshop", "version"], name="group_version")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workshop", "folded"], name="group_once"),
            models.CheckConstraint(condition=~Q(name=""), name="group_has_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Participant(models.Model):
    """Somebody in a workshop, whatever their role; known by a secret in a cookie or a personal link."""

    KIND: ClassVar = "person"

    public_id = public_id("p")
    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="participants")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="seats"
    )
    name = models.CharField(max_length=NAME_LIMIT)
    department = models.ForeignKey(Department, on_delete=models.SET_NULL, null=True, blank=True)
    group = models.ForeignKey(
        Group, on_delete=models.RESTRICT, null=True, blank=True, related_name="participants"
    )
    role = models.CharField(max_length=16, choices=Role, default=Role.ATTENDEE)
    token_seed = models.CharField(max_length=32, default=new_secret, editable=False)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    join_op = models.CharField(max_length=ID_LENGTH, blank=True, editable=False)
    removed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    version = models.PositiveBigIntegerField(default=0)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["workshop", "version"], name="participant_version")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workshop", "user"], condition=Q(user__isnull=False), name="participant_user_once"
            ),
            models.UniqueConstraint(
                fields=["workshop", "join_op"], condition=~Q(join_op=""), name="participant_join_once"
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="participant_role"),
            models.CheckConstraint(condition=~Q(name=""), name="participant_has_name"),
            models.CheckConstraint(
                condition=Q(role__in=[Role.FACILITATOR, Role.MANAGER, Role.OBSERVER])
                | Q(group__isnull=False),
                name="participant_maps_in_a_group",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def token(self) -> str:
        """Return the secret of this person's cookie and personal link.

        It is derived from a random seed on the row and the installation's SECRET_KEY, so that the link
        can be shown again while a copy of the database alone lets nobody in. Whoever has an account gets
        another one with each new password.
        """
        seed = self.token_seed + (self.user.password if self.user else "")
        digest = salted_hmac("workshops.participant", seed, algorithm="sha256").digest()
        return base64.urlsafe_b64encode(digest[:24]).decode()

    def seal(self) -> "Participant":
        """Set the hash by which the token is found again; call before the first save."""
        self.token_hash = hash_token(self.token())
        return self

    def reseal(self) -> None:
        """Let the token open again where it no longer does; whatever opened until now opens nothing."""
        if not self.is_opened_by(self.token()):
            self.seal().save(update_fields=["token_hash"])

    def is_opened_by(self, secret: str) -> bool:
        """Tell whether this secret is the one by which the person is found."""
        return self.token_hash == hash_token(secret)
