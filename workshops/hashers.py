"""Hashes passwords so that guessing stays dear and a crowd at the sign-in page cannot fill the memory."""

from threading import BoundedSemaphore

from django.contrib.auth.hashers import Argon2PasswordHasher

AT_ONCE = BoundedSemaphore(2)


class FrugalArgon2PasswordHasher(Argon2PasswordHasher):
    """Argon2id with 19 MiB, two passes and one lane, at most two at once in a process; others wait.

    The numbers are OWASP's (Password Storage Cheat Sheet, Argon2id). Django's 100 MiB a try, times all who
    try at once, would let a single stranger take the server down. Accounts hashed with other numbers are
    hashed again when their owner next signs in.
    """

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        """Return what is stored of a password; waits for its turn."""
        with AT_ONCE:
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        """Tell whether this is the password; waits for its turn."""
        with AT_ONCE:
            return super().verify(password, encoded)
