"""Every test process keeps its files in a folder of its own."""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings


def test_the_settings_were_read_with_the_folder_of_this_process() -> None:
    assert Path(os.environ["MINGTANG_DATA_FOLDER"]) in Path(settings.MEDIA_ROOT).parents
