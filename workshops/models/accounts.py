"""Facilitators' accounts and the one-use code that makes the first of them."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from workshops.enums import LinkKind
from workshops.models.room import Workshop
from workshops.text import NAME_LIMIT


class UserManager(BaseUserManager["User"]):
    """Makes accounts; e-mail addresses are kept in lower case so that each exists once."""

    def create_user(
        self, email: str, password: str | None = None, *, name: str = "", **fields: Any
    ) -> "User":
        """Make an account; without a password nobody can sign in to it."""
        user = self.model(email=email.strip().lower(), name=name, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make an account that may also open the accounts' admin pages."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find an account by its e-mail address, however it was typed."""
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who sets workshops up; attendees have no account."""

    email = models.EmailField(_("e-mail"), max_length=254, unique=True)
    name = models.CharField(_("name"), max_length=NAME_LIMIT)
    is_active = models.BooleanField(_("may sign in"), default=True)
    is_staff = models.BooleanField(_("manages accounts"), default=False)
    date_joined = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="user_email_lower_case"),
        ]

    def __str__(self) -> str:
        return self.email

    def save(self, **kwargs: Any) -> None:
        """Save; with a new password all seats in workshops that were taken with an older one are lost."""
        with transaction.atomic(using=kwargs.get("using")):
            super().save(**kwargs)
            if "password" in (kwargs.get("update_fields") or ["password"]):
                for seat in self.seats.all():
                    seat.reseal()

    def clean(self) -> None:
        """Bring an e-mail that somebody typed into a form, such as the admin's, to the way it is kept."""
        super().clean()
        self.email = self.email.strip().lower()


class SetupCode(models.Model):
    """The code a new installation prints once; whoever types it becomes its first facilitator."""

    code_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"set-up code of {self.created_at:%Y-%m-%d}"


class OneUseLink(models.Model):
    """A link that works once and not for long: to become a facilitator here, or to set a new password.

    `user` is whose password it sets; `workshop` is where a colleague comes in as co-facilitator, if anywhere.
    """

    kind = models.CharField(max_length=16, choices=LinkKind)
    token_hash = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, blank=True, related_name="links")
    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(kind__in=LinkKind.values), name="link_kind"),
            models.CheckConstraint(
                condition=~models.Q(kind=LinkKind.PASSWORD) | models.Q(user__isnull=False),
                name="link_sets_somebodys_password",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} link of {self.created_at:%Y-%m-%d}"
