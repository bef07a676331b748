"""The web app as a process: nothing here may import it, so that commands which need it become it."""

import os
import sys
from typing import NoReturn


def become_web(*arguments: str) -> NoReturn:
    """Go on as ``python -m dashboards.web``; Ctrl-C and the exit code are its own."""
    sys.stdout.flush()
    # -P: a folder in which somebody calls kouka is none to import from.
    os.execv(sys.executable, [sys.executable, "-P", "-m", "dashboards.web", *arguments])
