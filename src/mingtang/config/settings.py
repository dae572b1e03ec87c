"""Django settings, derived from the options in ``options.py``."""

from __future__ import annotations

from pathlib import Path

DATA = Path("data")
SECRET_KEY = "replaced-below"
DEBUG = False
ALLOWED_HOSTS = ["*"]
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
LANGUAGE_CODE = "zh-hans"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "orgs.Account"
ROOT_URLCONF = "mingtang.config.urls"
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
    "mingtang.files",
    "mingtang.register",
    "mingtang.search",
    "mingtang.workbench",
    "mingtang.disclosure",
    "mingtang.portal",
    "mingtang.demo",
]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": DATA / "mingtang.sqlite3"}}
