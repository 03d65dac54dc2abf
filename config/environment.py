"""Reads settings from environment variables and says in plain words what is wrong with one."""

import os
import re
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

YES = {"1", "true", "yes", "on"}
NO = {"", "0", "false", "no", "off"}
ADDRESS = re.compile(r"https?://(\[[0-9a-fA-F:.]+\]|[^/?#@:\s\[\]]+)(:\d+)?")


def text(name: str, default: str = "") -> str:
    """Give a variable's value without the spaces around it."""
    return os.environ.get(name, default).strip()


def words(name: str) -> list[str]:
    """Give a variable's comma-separated values."""
    return [word.strip() for word in text(name).split(",") if word.strip()]


def addresses(name: str) -> list[str]:
    """Give a variable's comma-separated addresses: scheme, host and port, as in https://map.example.org:8443."""
    found = [word.rstrip("/") for word in words(name)]
    for address in found:
        if not ADDRESS.fullmatch(address):
            raise ImproperlyConfigured(
                f"{name} must be written as in https://map.example.org, not “{address}”."
            )
    return found


def hosts(name: str) -> list[str]:
    """Give a variable's comma-separated names of hosts; one with a scheme, path or port would never match."""
    found = words(name)
    for host in found:
        if "/" in host or re.search(r":\d+$", host):
            raise ImproperlyConfigured(
                f"{name} must be names alone, as in map.example.org, without scheme and port, not “{host}”."
            )
    return found


def flag(name: str) -> bool:
    """Give a variable that says yes or no; nothing is no."""
    value = text(name).lower()
    if value not in YES | NO:
        raise ImproperlyConfigured(f"{name} must be 1 or 0, not “{value}”.")
    return value in YES


def choice(name: str, default: str, allowed: tuple[str, ...]) -> str:
    """Give a variable that must be one of a few words."""
    value = text(name) or default
    if value not in allowed:
        raise ImproperlyConfigured(f"{name} must be {' or '.join(allowed)}, not “{value}”.")
    return value


def kept_secret(path: Path) -> str:
    """Give the secret kept in a file, made on first use and readable by its owner alone."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        mine = path.with_suffix(f".{os.getpid()}")
        mine.touch(mode=0o600)
        mine.write_text(secrets.token_urlsafe(64))
        try:
            # A link appears whole or not at all, so two starts at once agree on one secret.
            os.link(mine, path)
        except FileExistsError:
            pass
        finally:
            mine.unlink()
    return path.read_text().strip()
