"""Collect all tests twice and compare their ids: pytest-xdist needs the same ones in every process.

The two processes have different hash seeds and start more than a second apart. An id that holds a
time, an address in memory or the order of a set differs. Run: python -m tests.support.collection
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from difflib import unified_diff

from tests.support.paths import ROOT


def collected(seed: int) -> list[str]:
    """The ids of all tests, in order."""
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider"]
    environment = os.environ | {"PYTHONHASHSEED": str(seed)}
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    ids = [line for line in done.stdout.splitlines() if "::" in line]
    if done.returncode or not ids:
        sys.exit(done.stdout or "no test was collected")
    return ids


def main() -> None:
    """Exit with the differences, if there are any."""
    first = collected(1)
    time.sleep(1)
    second = collected(2)
    different = "\n".join(unified_diff(first, second, "first", "second", lineterm="", n=0))
    if different:
        sys.exit(f"{different}\ntwo processes collect different tests: an id is not a stable word")
    sys.stdout.write(f"{len(first)} tests have the same ids in two processes\n")


if __name__ == "__main__":
    main()
