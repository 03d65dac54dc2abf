"""All settings. Nothing set = works on this machine; production refuses to start without its values."""

import hashlib
from importlib.metadata import version
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config import databases, environment

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = Path(environment.text("JOURNEYROOM_VAR") or BASE_DIR / "var").resolve()

PRODUCTION = environment.choice("JOURNEYROOM_ENV", "local", ("local", "production")) == "production"
DEBUG = False

# Who we are to the outside

SECRET_KEY = environment.text("SECRET_KEY")
ALLOWED_HOSTS = environment.hosts("ALLOWED_HOSTS")
if PRODUCTION:
    if len(SECRET_KEY) < 50:
        raise ImproperlyConfigured(
            "Production needs SECRET_KEY, at least 50 random characters: "
            "python3 -c 'import secrets; print(secrets.token_urlsafe(64))' makes one."
        )
    if not ALLOWED_HOSTS:
        raise ImproperlyConfigured(
            "Production needs ALLOWED_HOSTS: the names people type, with commas between."
        )
    if any("*" in host for host in ALLOWED_HOSTS):
        raise ImproperlyConfigured("ALLOWED_HOSTS must name each host; * would let anybody choose our name.")
else:
    SECRET_KEY = SECRET_KEY or environment.kept_secret(VAR / "secret")
    ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *ALLOWED_HOSTS]
CSRF_TRUSTED_ORIGINS = environment.addresses("CSRF_TRUSTED_ORIGINS")
# Set by `bin/run --room`: where attendees' phones find this laptop, as in http://192.168.1.7:8000.
ROOM_URL = next(iter(environment.addresses("ROOM_URL")), "")

TRUST_PROXY = environment.flag("TRUST_PROXY")
if TRUST_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# What we are made of

INSTALLED_APPS = [
    "maps",
    "workshops",
    "django_htmx",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
# Each of these works in async too: one that does not would put every request through extra threads.
MIDDLEWARE = [
    "config.csp.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "config.urls"
ASGI_APPLICATION = "config.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "libraries": {"modules": "config.modules"},
        },
    }
]
DATABASE_URL = environment.text("DATABASE_URL")
if not DATABASE_URL:
    VAR.mkdir(mode=0o700, parents=True, exist_ok=True)
    DATABASE_URL = f"sqlite:///{VAR / 'journeyroom.sqlite3'}"
DATABASES = databases.describe(DATABASE_URL)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# "thread": commands of views run in this process's writer thread; "inline": where they are called (tests).
WRITER = "thread"

# Wrong tries are counted here (workshops/limits.py): in each process, until it ends. Room for so many that
# nobody pushes out their own count by trying under other names.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# Accounts and cookies

AUTH_USER_MODEL = "workshops.User"
PASSWORD_HASHERS = [
    "workshops.hashers.FrugalArgon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
SESSION_ENGINE = "config.sessions"
SESSION_COOKIE_AGE = 30 * 60 * 60  # a workshop day and the evening before
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
if PRODUCTION:
    # Browsers refuse these names from a neighbouring host or without https.
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"

# Headers (config/csp.py adds what Django 5.2 has no setting for)

SECURE_CSP = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
    "object-src": ["'none'"],
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
# Over plain http on a LAN address browsers only complain about it; config/csp.py sends it where it counts.
SECURE_CROSS_ORIGIN_OPENER_POLICY = None
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SILENCED_SYSTEM_CHECKS = [
    "security.W002",  # X-Frame-Options is sent by config/csp.py, on static files too
    "security.W021",  # to preload HSTS is a decision about the whole domain, not this program's
]

# Languages

LANGUAGE_CODE = "en"
_LANGUAGES = [
    ("en", _("English")),
    ("de", _("German")),
    ("fr", _("French")),
    ("es", _("Spanish")),
    ("nl", _("Dutch")),
]
LOCALE_PATHS = [BASE_DIR / "locale"]
# A language is offered once it is translated: half a page in each would be worse than English.
LANGUAGES = [
    (code, name)
    for code, name in _LANGUAGES
    if code == LANGUAGE_CODE or (BASE_DIR / "locale" / code / "LC_MESSAGES" / "django.mo").exists()
]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# Static files, under a path that changes with their content, so that browsers may keep them for good


def _build() -> str:
    """Name this build of the static files: a hash of ours and of the packages that bring some."""
    digest = hashlib.sha256(f"{version('django')} {version('django-htmx')}".encode())
    root = BASE_DIR / "static"
    for path in sorted(path for path in root.rglob("*") if path.is_file()):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_URL = f"/static/{_build()}/"
STATIC_ROOT = VAR / "static" if PRODUCTION else None
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.static.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_AUTOREFRESH = False
WHITENOISE_ALLOW_ALL_ORIGINS = False


def WHITENOISE_IMMUTABLE_FILE_TEST(path: str, url: str) -> bool:  # noqa: N802 - WhiteNoise's name
    """Every file may be kept: its address has the build in it."""
    return True


# Neighbours

REDIS_URL = environment.text("REDIS_URL")
if REDIS_URL and urlsplit(REDIS_URL).scheme not in ("redis", "rediss", "unix"):
    raise ImproperlyConfigured("REDIS_URL must begin with redis://, rediss:// or unix://.")

try:
    _mail = urlsplit(environment.text("EMAIL_URL") or "console:")
    _mail_port = _mail.port
except ValueError:  # its words may quote the password
    raise ImproperlyConfigured("EMAIL_URL cannot be read; see docs/operations.md.") from None
if _mail.scheme not in ("console", "smtp", "smtps", "smtp+tls"):
    raise ImproperlyConfigured("EMAIL_URL must be console: or begin with smtp://, smtp+tls:// or smtps://.")
EMAIL_BACKEND = f"django.core.mail.backends.{'console' if _mail.scheme == 'console' else 'smtp'}.EmailBackend"
# Without a server for it, letters are only printed: nobody is told that one was sent.
MAIL_IS_SENT = _mail.scheme != "console"
EMAIL_HOST = _mail.hostname or "localhost"
EMAIL_PORT = _mail_port or {"smtps": 465, "smtp+tls": 587}.get(_mail.scheme, 25)
EMAIL_HOST_USER = unquote(_mail.username or "")
EMAIL_HOST_PASSWORD = unquote(_mail.password or "")
EMAIL_USE_SSL = _mail.scheme == "smtps"
EMAIL_USE_TLS = _mail.scheme == "smtp+tls"
EMAIL_TIMEOUT = 10

# Logs

LOG_LEVEL = environment.choice("LOG_LEVEL", "WARNING", ("DEBUG", "INFO", "WARNING", "ERROR"))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "config.logs.JsonLine" if PRODUCTION else "config.logs.PlainLine"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    "loggers": {"django": {"handlers": [], "propagate": True}},
}
