"""Settings read from the environment: what works with nothing set, and what production refuses."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SECRET = "a rather long secret of 50 characters, not random!"
GOOD = {"JOURNEYROOM_ENV": "production", "SECRET_KEY": SECRET, "ALLOWED_HOSTS": "map.example.org"}


def python(code: str, var: Path, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a line of Python in an environment where nothing but `env` is set."""
    bare = {
        "PATH": os.environ["PATH"],
        "JOURNEYROOM_VAR": str(var),
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=bare | env, capture_output=True, text=True, timeout=60
    )


def setting(name: str, var: Path, **env: str) -> str:
    """Give a setting as its `repr`, as a new process sees it."""
    done = python(f"from django.conf import settings; print(repr(settings.{name}))", var, env)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def refusal(var: Path, env: dict[str, str]) -> str:
    """Give the last line with which a new process refuses to start."""
    done = python("import django; django.setup()", var, env)
    assert done.returncode == 1
    return done.stderr.strip().splitlines()[-1]


@pytest.mark.parametrize(
    ("env", "said"),
    [
        ({**GOOD, "SECRET_KEY": ""}, "Production needs SECRET_KEY, at least 50 random characters"),
        ({**GOOD, "SECRET_KEY": "x" * 49}, "Production needs SECRET_KEY, at least 50 random characters"),
        ({**GOOD, "ALLOWED_HOSTS": ""}, "Production needs ALLOWED_HOSTS"),
        ({**GOOD, "ALLOWED_HOSTS": " , "}, "Production needs ALLOWED_HOSTS"),
        ({**GOOD, "ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS must name each host"),
        ({**GOOD, "ALLOWED_HOSTS": "map.example.org,*"}, "ALLOWED_HOSTS must name each host"),
        ({"JOURNEYROOM_ENV": "prod"}, "JOURNEYROOM_ENV must be local or production, not “prod”."),
        ({"TRUST_PROXY": "maybe"}, "TRUST_PROXY must be 1 or 0, not “maybe”."),
        (
            {"DATABASE_URL": "mysql://somewhere/else"},
            "DATABASE_URL must begin with sqlite:// or postgres://.",
        ),
        ({"DATABASE_URL": "nonsense"}, "DATABASE_URL cannot be read; see docs/operations.md."),
        *(
            ({"DATABASE_URL": url}, "DATABASE_URL must name a file: sqlite:////path/file.sqlite3.")
            for url in ("sqlite://x.sqlite3", "sqlite://var/x.sqlite3", "sqlite://", "sqlite://:memory:")
        ),
        ({"REDIS_URL": "http://somewhere"}, "REDIS_URL must begin with redis://"),
        ({"EMAIL_URL": "pigeon://somewhere"}, "EMAIL_URL must be console:"),
        ({"EMAIL_URL": "smtp://h:abc"}, "EMAIL_URL cannot be read; see docs/operations.md."),
        ({"EMAIL_URL": "smtp://[h"}, "EMAIL_URL cannot be read; see docs/operations.md."),
        ({"CSRF_TRUSTED_ORIGINS": "https://a.test,b.test"}, "CSRF_TRUSTED_ORIGINS must be written as in"),
        ({"CSRF_TRUSTED_ORIGINS": "https://a.test/page"}, "CSRF_TRUSTED_ORIGINS must be written as in"),
        (
            {"ROOM_URL": "192.0.2.7:8000"},
            "ROOM_URL must be written as in https://map.example.org, not “192.0",
        ),
        ({"ALLOWED_HOSTS": "a.test,https://b.test"}, "ALLOWED_HOSTS must be names alone, as in map.example."),
        ({"ALLOWED_HOSTS": "b.test:8000"}, "ALLOWED_HOSTS must be names alone, as in map.example.org, with"),
        ({"LOG_LEVEL": "LOUD"}, "LOG_LEVEL must be DEBUG or INFO or WARNING or ERROR, not “LOUD”."),
    ],
)
def test_start_is_refused_in_plain_words(tmp_path: Path, env: dict[str, str], said: str) -> None:
    assert refusal(tmp_path, env).startswith(f"django.core.exceptions.ImproperlyConfigured: {said}")


def test_production_starts_with_its_values(tmp_path: Path) -> None:
    assert setting("ALLOWED_HOSTS", tmp_path, **GOOD) == "['map.example.org']"
    assert setting("SECRET_KEY", tmp_path, **GOOD) == repr(SECRET)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("env", [{}, GOOD, {"DEBUG": "1"}, {**GOOD, "DEBUG": "1"}])
def test_debug_is_off_always(tmp_path: Path, env: dict[str, str]) -> None:
    assert setting("DEBUG", tmp_path, **env) == "False"


def test_deploy_check_finds_nothing_in_production(tmp_path: Path) -> None:
    check = "call_command('check', deploy=True, fail_level='WARNING')"
    done = python(
        f"import django; django.setup(); from django.core.management import call_command; {check}",
        tmp_path,
        GOOD,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == "System check identified no issues (2 silenced).\n"


def test_local_mode_keeps_its_secret_for_its_owner_alone(tmp_path: Path) -> None:
    var = tmp_path / "var"
    first = setting("SECRET_KEY", var)
    assert setting("SECRET_KEY", var) == first
    assert len(first) >= 50 + len("''")
    assert [path.name for path in var.iterdir()] == ["secret"]
    assert stat.S_IMODE((var / "secret").stat().st_mode) == 0o600
    assert stat.S_IMODE(var.stat().st_mode) == 0o700


def test_local_mode_answers_on_this_machine_and_where_it_is_told_to(tmp_path: Path) -> None:
    assert setting("ALLOWED_HOSTS", tmp_path, ALLOWED_HOSTS="room.test") == (
        "['localhost', '127.0.0.1', '[::1]', 'room.test']"
    )


@pytest.mark.parametrize(
    "url", ["http://192.0.2.7:8000", "http://192.0.2.7:8000/", "http://[2001:db8::7]:80"]
)
def test_address_of_the_room_is_kept_without_its_last_slash(tmp_path: Path, url: str) -> None:
    assert setting("ROOM_URL", tmp_path, ROOM_URL=url) == repr(url.rstrip("/"))


def test_hosts_and_origins_are_several_with_commas_between(tmp_path: Path) -> None:
    hosts = setting("ALLOWED_HOSTS", tmp_path, **GOOD | {"ALLOWED_HOSTS": "a.test, .b.test,[2001:db8::7]"})
    assert hosts == "['a.test', '.b.test', '[2001:db8::7]']"
    origins = setting(
        "CSRF_TRUSTED_ORIGINS", tmp_path, CSRF_TRUSTED_ORIGINS="https://a.test:8443, https://*.b.test/"
    )
    assert origins == "['https://a.test:8443', 'https://*.b.test']"


def test_proxy_is_trusted_only_when_told(tmp_path: Path) -> None:
    assert setting("SECURE_PROXY_SSL_HEADER", tmp_path, **GOOD) == "None"
    trusted = setting("SECURE_PROXY_SSL_HEADER", tmp_path, **GOOD, TRUST_PROXY="1")
    assert trusted == "('HTTP_X_FORWARDED_PROTO', 'https')"


def test_database_on_postgresql_reads_one_moment_and_writes_nothing(tmp_path: Path) -> None:
    url = "postgres://fay:secret@db.example.org:5433/journeyroom"
    for alias in ("default", "reader"):
        database = setting(f"DATABASES['{alias}']", tmp_path, DATABASE_URL=url)
        for part in (
            "'HOST': 'db.example.org'",
            "'PORT': 5433",
            "'NAME': 'journeyroom'",
            "'CONN_MAX_AGE': 0",
        ):
            assert database.count(part) == 1
    shared = (
        "'connect_timeout': 10, 'keepalives_idle': 10, 'keepalives_interval': 5, 'keepalives_count': 3, "
        "'tcp_user_timeout': 20000"
    )
    assert setting("DATABASES['reader']['OPTIONS']", tmp_path, DATABASE_URL=url) == (
        f"{{{shared}, 'isolation_level': <IsolationLevel.REPEATABLE_READ: 3>, "
        "'options': '-c lock_timeout=10s -c default_transaction_read_only=on'}"
    )
    assert setting("DATABASES['default']['OPTIONS']", tmp_path, DATABASE_URL=url) == (
        f"{{{shared}, 'options': '-c lock_timeout=10s'}}"
    )
