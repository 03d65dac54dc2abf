"""How maps leave a workshop: links that show them to people outside, and parcels with everything in one file."""

import base64
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from workshops.ids import new_secret
from workshops.models import Participant, Workshop, hash_token
from workshops.models.room import public_id
from workshops.text import NAME_LIMIT

# Bytes of a finished parcel.
LARGEST_PARCEL = 256 * 1024 * 1024


class ShareLink(models.Model):
    """A link by which anybody reads a workshop's maps until the end of a day, without a name or an account.

    `names_shown` matters only where the workshop shows names at all; `may_take` lets them take files as well.
    """

    public_id = public_id("l")
    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="share_links")
    label = models.CharField(max_length=NAME_LIMIT, blank=True)
    names_shown = models.BooleanField(default=False)
    may_take = models.BooleanField(default=False)
    ends_on = models.DateField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    token_seed = models.CharField(max_length=32, default=new_secret, editable=False)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_by = models.ForeignKey(
        Participant, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(token_hash=""), name="share_has_token")]

    def __str__(self) -> str:
        return self.label or self.public_id

    def token(self) -> str:
        """Return the secret of the link, derived from a random seed as a participant's is."""
        digest = salted_hmac("maps.share", self.token_seed, algorithm="sha256").digest()
        return base64.urlsafe_b64encode(digest[:24]).decode()

    def seal(self) -> "ShareLink":
        """Set the hash by which the link is found again; call before the first save."""
        self.token_hash = hash_token(self.token())
        return self

    def is_open(self, today: date) -> bool:
        """Tell whether it still leads anywhere."""
        return self.revoked_at is None and today <= self.ends_on


class Parcel(models.Model):
    """A file with everything of a workshop that is being made, or was: `step` of `steps` are done.

    `language` is that of its words. `failed` is a code (``too-long``, ``too-large``, ``stopped``) or "". It goes
    after a day.
    """

    public_id = public_id("z")
    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="parcels")
    asked_by = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=16)
    step = models.PositiveIntegerField(default=0)
    steps = models.PositiveIntegerField()
    failed = models.CharField(max_length=16, blank=True)
    content = models.BinaryField(null=True, max_length=LARGEST_PARCEL)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    touched_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(step__lte=F("steps")), name="parcel_steps"),
            # Of two requests at once only one begins.
            models.UniqueConstraint(
                fields=["asked_by"], condition=Q(content=None, failed=""), name="parcel_being_made_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step} of {self.steps}"
