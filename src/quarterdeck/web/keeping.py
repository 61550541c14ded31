"""Keeps one worker running: starts it again when it dies, stops it when it is told to stop."""

import signal
import subprocess
import sys
import time
from types import FrameType
from typing import NoReturn

COMMAND = [sys.executable, "-m", "quarterdeck", "worker"]
PAUSE_SECONDS = 1.0


def main() -> None:
    """Runs until SIGTERM or Ctrl-C."""
    child = subprocess.Popen(COMMAND)  # noqa: S603

    def stop(_number: int, _frame: FrameType | None) -> NoReturn:
        child.terminate()
        sys.exit(0)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    while True:
        child.wait()
        time.sleep(PAUSE_SECONDS)
        child = subprocess.Popen(COMMAND)  # noqa: S603


if __name__ == "__main__":
    main()
