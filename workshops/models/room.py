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

from workshops.enums import Attribution, Format, Language, Placing, Role, Side, Status
from workshops.ids import CODE_LENGTH, ID_LENGTH, as_code, new_code, new_id, new_secret
from workshops.text import FOLDED, NAME_LIMIT, NOTE_LIMIT, TITLE_LIMIT

RETENTION_AT_MOST = 3650
EXPECTED_AT_MOST = 200
NEEDS_LIMIT = 500


def public_id(prefix: str) -> models.CharField:
    """Return the column for the random id that URLs and frames carry."""
    return models.CharField(
        max_length=ID_LENGTH, unique=True, editable=False, default=partial(new_id, prefix)
    )


def hash_token(token: str) -> str:
    """Return what is stored of a secret: its SHA-256 in hex. Secrets are random, so no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def words() -> models.TextField:
    """Return a column for a few sentences, which may be left out; commands keep them within NOTE_LIMIT."""
    return models.TextField(max_length=NOTE_LIMIT, blank=True)


def folded_name(limit: int) -> models.CharField:
    """Return the column for a name as it is compared (`workshops.text.fold`)."""
    return models.CharField(max_length=FOLDED * limit, editable=False)


class Workshop(models.Model):
    """One facilitated event; its `version` counts every change anybody sees.

    `fresh_from` is the version since which everything may look different to everybody (attribution, hidden
    groups): browsers that have less are sent all of it. `names_removed_at` is when retention took effect.
    """

    KIND: ClassVar = "workshop"

    public_id = public_id("w")
    title = models.CharField(max_length=TITLE_LIMIT)
    organisation = models.CharField(max_length=TITLE_LIMIT, blank=True)
    goal = words()
    success = words()
    sponsor = models.CharField(max_length=TITLE_LIMIT, blank=True)
    house_rules = words()
    format = models.CharField(max_length=16, choices=Format, default=Format.ROOM)
    language = models.CharField(max_length=8, choices=Language, default=Language.ENGLISH)
    held_on = models.DateField(null=True, blank=True)
    begins_at = models.TimeField(null=True, blank=True)
    ends_at = models.TimeField(null=True, blank=True)
    zone = models.CharField(max_length=64, blank=True)
    status = models.CharField(max_length=16, choices=Status, default=Status.LOBBY)
    attribution = models.CharField(max_length=16, choices=Attribution, default=Attribution.DEPARTMENT)
    placing = models.CharField(max_length=16, choices=Placing, default=Placing.CHOOSE)
    hide_groups = models.BooleanField(default=False)
    attendees_may_export = models.BooleanField(default=False)
    join_token = models.CharField(max_length=32, unique=True, default=new_secret)
    join_code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code, editable=False)
    joining_open = models.BooleanField(default=True)
    retention_days = models.PositiveIntegerField(default=365)
    names_removed_at = models.DateTimeField(null=True, blank=True, editable=False)
    copied_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="workshops")
    set_up_op = models.CharField(max_length=ID_LENGTH, blank=True, editable=False)
    version = models.PositiveBigIntegerField(default=0)
    row_version = models.PositiveBigIntegerField(default=0)
    fresh_from = models.PositiveBigIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(status__in=Status.values), name="workshop_status"),
            models.CheckConstraint(
                condition=Q(attribution__in=Attribution.values), name="workshop_attribution"
            ),
            models.CheckConstraint(condition=Q(format__in=Format.values), name="workshop_format"),
            models.CheckConstraint(condition=Q(language__in=Language.values), name="workshop_language"),
            models.CheckConstraint(condition=Q(placing__in=Placing.values), name="workshop_placing"),
            models.CheckConstraint(
                condition=Q(retention_days__gte=1, retention_days__lte=RETENTION_AT_MOST),
                name="workshop_retention",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="workshop_has_title"),
            models.CheckConstraint(condition=Q(row_version__lte=F("version")), name="workshop_row_version"),
            models.CheckConstraint(condition=Q(fresh_from__lte=F("version")), name="workshop_fresh_from"),
            models.UniqueConstraint(
                fields=["owner", "set_up_op"], condition=~Q(set_up_op=""), name="workshop_set_up_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Department(models.Model):
    """A part of the company that people speak for; shown by shape (side), hue and two letters.

    `expected` is how many people it shall send. One that is no longer `offered` can be chosen by nobody, but
    keeps its mark on what its people wrote.
    """

    KIND: ClassVar = "department"

    public_id = public_id("d")
    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="departments")
    name = models.CharField(max_length=NAME_LIMIT)
    folded = folded_name(NAME_LIMIT)
    side = models.CharField(max_length=16, choices=Side)
    letters = models.CharField(max_length=2)
    hue = models.CharField(max_length=16)
    expected = models.PositiveSmallIntegerField(default=0)
    offered = models.BooleanField(default=True)
    position = models.PositiveIntegerField()
    version = models.PositiveBigIntegerField(default=0)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["workshop", "version"], name="department_version")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workshop", "folded"], name="department_once"),
            models.CheckConstraint(condition=Q(side__in=Side.values), name="department_side"),
            models.CheckConstraint(condition=~Q(name=""), name="department_has_name"),
            models.CheckConstraint(condition=Q(expected__lte=EXPECTED_AT_MOST), name="department_expected"),
        ]

    def __str__(self) -> str:
        return self.name


class CustomerType(models.Model):
    """A kind of customer whose journey differs from others', with its card: who, what starts it, what for."""

    KIND: ClassVar = "customer_type"

    public_id = public_id("c")
    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="customer_types")
    name = models.CharField(max_length=TITLE_LIMIT)
    folded = folded_name(TITLE_LIMIT)
    who = models.CharField(max_length=TITLE_LIMIT, blank=True)
    situation = words()
    trigger = words()
    goal = words()
    good_end = words()
    expectations = words()
    fears = words()
    template = models.CharField(max_length=40, blank=True)
    position = models.PositiveIntegerField()
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveBigIntegerField(default=0)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["workshop", "version"], name="customer_type_version")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workshop", "folded"], condition=Q(removed_at=None), name="customer_type_once"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="customer_type_has_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Group(models.Model):
    """The attendees who map one customer type; `place` is where they sit: a table, a room, a link to a call."""

    KIND: ClassVar = "group"

    public_id = public_id("g")
    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="groups")
    customer_type = models.ForeignKey(CustomerType, on_delete=models.CASCADE, related_name="groups")
    name = models.CharField(max_length=TITLE_LIMIT)
    folded = folded_name(TITLE_LIMIT)
    place = models.CharField(max_length=TITLE_LIMIT, blank=True)
    position = models.PositiveIntegerField()
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveBigIntegerField(default=0)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["workshop", "version"], name="group_version")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workshop", "folded"], condition=Q(removed_at=None), name="group_once"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="group_has_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Participant(models.Model):
    """Somebody in a workshop, whatever their role; known by a secret in a cookie or a personal link.

    `came_at` is when they first came in, null for a seat that waits; who has no device of their own is
    written for by others. `needs` is what they told the facilitator alone. An erased person keeps a row
    without anything of theirs (`erased_at`), so that browsers hear that they have gone.
    """

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
    rejoin_hash = models.CharField(max_length=64, blank=True, editable=False)
    email = models.EmailField(max_length=254, blank=True)
    needs = models.CharField(max_length=NEEDS_LIMIT, blank=True)
    has_device = models.BooleanField(default=True)
    came_at = models.DateTimeField(null=True, blank=True)
    join_op = models.CharField(max_length=ID_LENGTH, blank=True, editable=False)
    removed_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)
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
            models.UniqueConstraint(
                fields=["rejoin_hash"], condition=~Q(rejoin_hash=""), name="participant_rejoin_once"
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="participant_role"),
            models.CheckConstraint(condition=~Q(name=""), name="participant_has_name"),
            models.CheckConstraint(
                condition=Q(erased_at=None) | Q(removed_at__isnull=False),
                name="participant_erased_is_removed",
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

    def rejoin_code(self) -> str:
        """Return the code that this person types on another device, such as ``K7MQ4RXB`` (38 bits).

        It is derived like the token. Nobody with an account has one: they sign in.
        """
        return as_code(salted_hmac("workshops.rejoin", self.token_seed, algorithm="sha256").digest())

    def seal(self) -> "Participant":
        """Set the hashes by which token and code are found again; call before the first save."""
        self.token_hash = hash_token(self.token())
        self.rejoin_hash = "" if self.user_id else hash_token(self.rejoin_code())
        return self

    def reseal(self) -> None:
        """Let the token open again where it no longer does; whatever opened until now opens nothing."""
        if not self.is_opened_by(self.token()):
            self.seal().save(update_fields=["token_hash", "rejoin_hash"])

    def renew(self) -> None:
        """Give the person another token and code; whatever opened until now opens nothing."""
        self.token_seed = new_secret()
        self.seal().save(update_fields=["token_seed", "token_hash", "rejoin_hash"])

    def is_opened_by(self, secret: str) -> bool:
        """Tell whether this secret is the one by which the person is found."""
        return self.token_hash == hash_token(secret)


class Presence(models.Model):
    """Whether somebody's browser is connected just now: `here` as of `seen_at`, which is renewed while it is.

    A table of its own without versions: nothing of it is kept, and nobody waits for the workshop's row. `board` is
    the public id of the one they look at, `place` where on it (a note's id, or a stage's and a row), `typing`
    whether they write there.
    """

    participant = models.OneToOneField(
        Participant, on_delete=models.CASCADE, primary_key=True, related_name="presence"
    )
    here = models.BooleanField(default=False)
    board = models.CharField(max_length=ID_LENGTH, blank=True)
    place = models.CharField(max_length=2 * ID_LENGTH, blank=True)
    typing = models.BooleanField(default=False)
    seen_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{'here' if self.here else 'away'} at {self.seen_at:%H:%M:%S}"
