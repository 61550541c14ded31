"""Django settings: SQLite in the user's data folder, PostgreSQL where DATABASE_URL names one."""

import os
from pathlib import Path

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from platformdirs import user_data_path

DATA_FOLDER = Path(os.environ.get("QUARTERDECK_DATA") or user_data_path("quarterdeck", False))

SECRET_KEY = os.environ.get("QUARTERDECK_SECRET_KEY", "no-web-sessions-yet")
DEBUG = False
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en-us"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "quarterdeck.clients",
    "quarterdeck.business",
    "quarterdeck.findings",
    "quarterdeck.risks",
    "quarterdeck.plans",
    "quarterdeck.incidents",
    "quarterdeck.board",
]

if os.environ.get("DATABASE_URL"):
    try:
        DATABASES = {"default": dj_database_url.parse(os.environ["DATABASE_URL"])}
    except ValueError as error:
        raise ImproperlyConfigured(
            "DATABASE_URL must read like postgres://user:password@host:5432/name"
        ) from error
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA_FOLDER / "quarterdeck.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 30,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
                " PRAGMA foreign_keys=ON; PRAGMA cache_size=-64000; PRAGMA temp_store=MEMORY;",
            },
        }
    }
