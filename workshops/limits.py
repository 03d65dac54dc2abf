"""Counts tries that went wrong, so that nobody guesses passwords, codes or links all day long."""

import math
import time
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from workshops.models import hash_token


@dataclass(frozen=True)
class Limit:
    """So many tries in so many seconds, counted per key from the first of them on."""

    name: str
    tries: int
    seconds: int

    def take(self, *parts: str) -> int:
        """Take one try and return 0, or return for how many seconds there is none left.

        The try is taken before its outcome is known: a thousand at once find no gap.
        """
        key = self._key(parts)
        now = time.time()
        cache.add(f"{key}:until", now + self.seconds, self.seconds)
        cache.add(key, 0, self.seconds)
        try:
            taken = cache.incr(key)
        except ValueError:  # ran out between the two lines
            return 0
        if taken <= self.tries:
            return 0
        return max(1, math.ceil(cache.get(f"{key}:until", now) - now))

    def left_to_wait(self, *parts: str) -> int:
        """Return for how many seconds there is no try left, without taking one; 0 if there is."""
        key = self._key(parts)
        if int(cache.get(key) or 0) < self.tries:
            return 0
        return max(1, math.ceil(cache.get(f"{key}:until", 0) - time.time()))

    def give_back(self, *parts: str) -> None:
        """Give one try back that turned out to be right."""
        key = self._key(parts)
        if cache.get(key):
            cache.decr(key)

    def forget(self, *parts: str) -> None:
        """Give all tries back, because somebody proved who they are."""
        key = self._key(parts)
        cache.delete_many([key, f"{key}:until"])

    def _key(self, parts: tuple[str, ...]) -> str:
        return f"limit:{self.name}:{hash_token(chr(0).join(parts))}"


def client_address(request: HttpRequest) -> str:
    """Return the browser's address, as tries are counted by it: of IPv6 the network, such as 2001:db8::/64.

    What a proxy says of it counts only with TRUST_PROXY.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.TRUST_PROXY:
        address = request.headers.get("X-Forwarded-For", "").split(",")[-1].strip() or address
    return _counted_as(address)


def _counted_as(address: str) -> str:
    """Return what one household or company cannot change at will: with IPv6 it has 2⁶⁴ addresses or more."""
    try:
        known = ip_address(address)
    except ValueError:  # a socket file, or a proxy with words of its own
        return address
    if not isinstance(known, IPv6Address):
        return address
    if known.ipv4_mapped:
        return str(known.ipv4_mapped)
    return str(ip_network((int(known), 64), strict=False))


def minutes(seconds: int) -> int:
    """Return how many whole minutes to wait, at least one."""
    return max(1, math.ceil(seconds / 60))
