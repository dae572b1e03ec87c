"""A fresh installation in a temporary folder for one benchmark, and a document to publish in it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def installation(prefix: str) -> Iterator[str]:
    """Set Django up on an empty database of its own; gives the data folder, removed at the end."""
    folder = tempfile.mkdtemp(prefix=prefix)
    for name in [each for each in os.environ if each.startswith("MINGTANG_")]:
        del os.environ[name]
    os.environ["MINGTANG_DATA_FOLDER"] = folder
    os.environ["DJANGO_SETTINGS_MODULE"] = "mingtang.config.settings"
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connections

    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    try:
        yield folder
    finally:
        connections.close_all()
        shutil.rmtree(folder, ignore_errors=True)
