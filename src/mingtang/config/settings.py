"""Django settings, derived from the options of ``options.py``.

Each option is also a setting, ``MINGTANG_`` + its name in capitals, so that an app reads
``settings.MINGTANG_UPLOAD_MAX_MB`` and a test can override it.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF

from mingtang.config.reading import read, secret_key

CONFIGURATION = read()
OPTIONS = CONFIGURATION.values
DATA: Path = CONFIGURATION.data
globals().update({f"MINGTANG_{name.upper()}": value for name, value in OPTIONS.items()})

# --- the installation -------------------------------------------------------------------------
SECRET_KEY = secret_key(CONFIGURATION)
DEBUG: bool = CONFIGURATION["debug"]
DOMAIN: str = CONFIGURATION["domain"]
HTTPS: bool = CONFIGURATION["https"]
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *CONFIGURATION["allowed_hosts"]]
CSRF_TRUSTED_ORIGINS = list(CONFIGURATION["csrf_trusted_origins"])
if DOMAIN:
    ALLOWED_HOSTS.append(DOMAIN)
    CSRF_TRUSTED_ORIGINS.append(f"{'https' if HTTPS else 'http'}://{DOMAIN}")

# --- language and time ------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
USE_THOUSAND_SEPARATOR = False

# --- applications -----------------------------------------------------------------------------
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "orgs.Account"
ROOT_URLCONF = "mingtang.config.urls"
WSGI_APPLICATION = "mingtang.config.wsgi.application"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "mingtang.look",
    "mingtang.journal",
    "mingtang.orgs",
    "mingtang.duties",
    "mingtang.figures",
    "mingtang.notices",
    "mingtang.files",
    "mingtang.register",
    "mingtang.search",
    "mingtang.workbench",
    "mingtang.disclosure",
    "mingtang.foi",
    "mingtang.portal",
    "mingtang.demo",
    # After ours, so that our templates stand in for theirs.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_filters",
    "django_htmx",
    "django_prose_editor",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "mingtang.config.sessions.IdleExpiryMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "mingtang.orgs.middleware.AccessMiddleware",
    "mingtang.orgs.middleware.AccountInOrderMiddleware",
    "axes.middleware.AxesMiddleware",
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "mingtang.orgs.context.account",
                "mingtang.portal.context.site",
                "mingtang.workbench.context.desk",
            ],
        },
    }
]

# --- database ---------------------------------------------------------------------------------
# Every SQLite write transaction takes the write lock at its start (IMMEDIATE), so that two
# writers queue for up to 20 s instead of failing half way. A commit waits for the disk (FULL):
# what was acknowledged to a citizen must outlive a power cut, which WAL with NORMAL would not
# promise. No ATOMIC_REQUESTS: each service opens its own short transaction.
if OPTIONS["database_url"]:
    DATABASES: dict[str, Any] = {
        "default": dj_database_url.parse(
            CONFIGURATION["database_url"], conn_max_age=600, conn_health_checks=True
        )
    }
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA / "mingtang.sqlite3",
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": (
                    "PRAGMA journal_mode=WAL;"
                    f"PRAGMA synchronous={OPTIONS['sqlite_synchronous']};"
                    "PRAGMA foreign_keys=ON;"
                    "PRAGMA cache_size=-16000;"
                    "PRAGMA temp_store=MEMORY"
                ),
            },
            # On disk like the real one: in memory SQLite would lock and share differently.
            "TEST": {"NAME": DATA / "test.sqlite3"},
        }
    }
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# --- accounts ---------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
LOGOUT_REDIRECT_URL = "/"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"mingtang.orgs.passwords.{name}"}
    for name in ("Length", "CharacterClasses", "NotPersonal", "NotCommon", "NotFormer")
]
ACCOUNT_ADAPTER = "mingtang.orgs.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "mingtang.orgs.forms.StaffLoginForm",
    "reauthenticate": "mingtang.orgs.forms.ConfirmPasswordForm",
    "change_password": "mingtang.orgs.forms.NewPasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
# The session that changes the password goes on under a new key; all others end.
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
# Failed log-ins are counted in one place, the lockout below. The rate per address only keeps
# one machine from filling the journal with attempts under ever new user names.
ACCOUNT_RATE_LIMITS = {"login_failed": None, "login": "60/m/ip"}
MFA_ADAPTER = "mingtang.orgs.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "mingtang.orgs.forms.CodeForm",
    "reauthenticate": "mingtang.orgs.forms.ConfirmCodeForm",
    "activate_totp": "mingtang.orgs.forms.StartAuthenticatorForm",
    "login_webauthn": "mingtang.orgs.forms.PasskeyLoginForm",
    "authenticate_webauthn": "mingtang.orgs.forms.PasskeyStepForm",
    "reauthenticate_webauthn": "mingtang.orgs.forms.ConfirmPasskeyForm",
    "add_webauthn": "mingtang.orgs.forms.AddPasskeyForm",
    "edit_webauthn": "mingtang.orgs.forms.RenamePasskeyForm",
}
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = OPTIONS["county_name"]
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS

AXES_FAILURE_LIMIT = OPTIONS["lockout_failures"]
AXES_COOLOFF_TIME = timedelta(minutes=CONFIGURATION["lockout_minutes"])
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "mingtang.orgs.lockout.page"
AXES_CLIENT_IP_CALLABLE = "mingtang.orgs.lockout.client_address"
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # it ends when the page said it would
AXES_DISABLE_ACCESS_LOG = True  # the journal records who came in
AXES_USERNAME_CALLABLE = "mingtang.config.sessions.username_of"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False

SESSION_COOKIE_NAME = "mingtang"
SESSION_COOKIE_AGE = 60 * CONFIGURATION["session_idle_minutes"]
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "mingtang.portal.views.errors.csrf_failure"

# --- headers ----------------------------------------------------------------------------------
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
X_FRAME_OPTIONS = "DENY"
if OPTIONS["behind_proxy"]:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    USE_X_FORWARDED_HOST = True
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "media-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# --- files ------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
MEDIA_ROOT = DATA / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
# A form without its files; a document's body pasted from a word processor must fit.
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
DATA_UPLOAD_MAX_NUMBER_FILES = OPTIONS["upload_max_files"]

# --- logs and mail ----------------------------------------------------------------------------
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {process} {name}: {message}", "style": "{"}
    },
    "handlers": {
        "daily": {
            "class": "mingtang.config.daily_log.DailyLogHandler",
            "folder": str(DATA / "logs"),
            "keep_days": OPTIONS["log_keep_days"],
            "formatter": "line",
        }
    },
    "root": {"handlers": ["daily"], "level": OPTIONS["log_level"]},
    "loggers": {
        "django": {"handlers": [], "level": OPTIONS["log_level"], "propagate": True},
        "django.security.DisallowedHost": {"handlers": [], "level": "CRITICAL"},
    },
}
# Without a mail server, mails wait in a folder where the office sees what would have gone out.
EMAIL_BACKEND = "django.core.mail.backends.{}.EmailBackend".format(
    "smtp" if OPTIONS["smtp_host"] else "filebased"
)
EMAIL_FILE_PATH = DATA / "outbox"
EMAIL_HOST = OPTIONS["smtp_host"]
EMAIL_PORT = OPTIONS["smtp_port"]
EMAIL_HOST_USER = OPTIONS["smtp_user"]
EMAIL_HOST_PASSWORD = OPTIONS["smtp_password"]
EMAIL_USE_TLS = OPTIONS["smtp_security"] == "starttls"
EMAIL_USE_SSL = OPTIONS["smtp_security"] == "tls"
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = OPTIONS["mail_from"] or f"noreply@{DOMAIN or 'localhost'}"
