"""Parts of a benchmark that run in a process of their own, so that their peak memory is theirs."""

import json
import resource
import subprocess
import sys
from collections.abc import Mapping
from typing import Any


def told_by(module: str, *arguments: object) -> dict[str, Any]:
    """The JSON object that `python -m module arguments` prints; raises CalledProcessError."""
    command = [sys.executable, "-m", module, *map(str, arguments)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def tell(found: Mapping[str, Any]) -> None:
    """Prints what was found, with this process's peak memory."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    json.dump({**found, "peak_rss_megabytes": peak}, sys.stdout)
