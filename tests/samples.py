"""Where the published sample reports lie: beside the project, and not on every machine."""

from __future__ import annotations

from pathlib import Path

SAMPLES = Path(__file__).parents[1] / "../shared/samples/reports"
