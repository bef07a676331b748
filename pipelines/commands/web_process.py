"""The web app as a process: nothing here may import it, so that commands which need it become it, or ask it."""

import os
import subprocess
import sys
from typing import NoReturn


def become_web(*arguments: str) -> NoReturn:
    """Go on as ``python -m dashboards.web``; Ctrl-C and the exit code are its own."""
    sys.stdout.flush()
    os.execv(sys.executable, _program(arguments))


def ask_web(*arguments: str) -> int:
    """Let it do something meanwhile; its exit code. What goes wrong it says itself."""
    return subprocess.run(_program(arguments), stdin=subprocess.DEVNULL, check=False).returncode


def _program(arguments: tuple[str, ...]) -> list[str]:
    # -P: a folder in which somebody calls kouka is none to import from.
    return [sys.executable, "-P", "-m", "dashboards.web", *arguments]
