"""Makes the first facilitator's account, for whoever holds the one-use code that the server printed."""

import secrets

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import transaction
from django.utils import timezone

from workshops.errors import Code, Refused
from workshops.models import SetupCode, User, hash_token

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12


def make_setup_code() -> str:
    """Return a new set-up code, such as ``K7QM-29XD-HJ4T`` (58 bits); unused earlier ones are void."""
    code = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    with transaction.atomic():
        SetupCode.objects.filter(used_at=None).delete()
        SetupCode.objects.create(code_hash=_hash(code))
    return "-".join(code[start : start + 4] for start in range(0, LENGTH, 4))


def make_first_facilitator(code: str, *, email: str, name: str, password: str) -> User:
    """Make the account of a new installation's first facilitator and use up the code.

    Raises Refused ``closed`` once anybody has an account and ``forbidden`` for a wrong or used code.
    Of two at the same time one gets in: the codes' rows are locked, the code is taken in one statement.
    """
    with transaction.atomic():
        list(SetupCode.objects.select_for_update().order_by("pk"))
        if not is_new_installation():
            raise Refused(Code.CLOSED)
        used = SetupCode.objects.filter(code_hash=_hash(code), used_at=None).update(used_at=timezone.now())
        if used == 0:
            raise Refused(Code.FORBIDDEN)
        return User.objects.create_user(email, password, name=name, is_staff=True, is_superuser=True)


def is_new_installation() -> bool:
    """Tell whether nobody can sign in yet; who facilitates demo workshops has no password."""
    return not User.objects.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX).exists()


def _hash(code: str) -> str:
    """Return what is stored of a code, however it was typed: case, blanks and dashes do not matter."""
    return hash_token("".join(sign for sign in code.upper() if sign.isalnum()))
