"""``make bench``: run every ``bench_*.py`` of this folder, one after another, each on its own.

A file that misses its target exits with 1; then so does this. Results belong into
``docs/performance.md`` together with the machine.
"""

from __future__ import annotations

import platform
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent


def processor() -> str:
    """The processor's name as the kernel tells it."""
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor() or "unknown processor"


def main(wanted: list[str]) -> int:
    """Run the benchmarks whose name contains one of ``wanted`` (all, without any)."""
    print(f"{processor()}, {platform.platform()}, Python {platform.python_version()}")
    missed = []
    for path in sorted(FOLDER.glob("bench_*.py")):
        if wanted and not any(word in path.stem for word in wanted):
            continue
        print(f"\n== {path.stem.removeprefix('bench_')} ==", flush=True)
        if subprocess.run([sys.executable, str(path)], check=False).returncode:
            missed.append(path.stem)
    if missed:
        print(f"\nmissed their target: {', '.join(missed)}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
