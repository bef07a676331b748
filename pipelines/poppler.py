"""The program that rasterises PDF."""

import re
import shutil
import subprocess

from dashboards.language import _
from pipelines.errors import ExitCode, KoukaError
from pipelines.limits import LIMITS


def poppler_version() -> str:
    """Its version.

    Raises:
        KoukaError: it is not installed (code SETUP); without it every page would fail, one after the other.
    """
    if not (shutil.which("pdfinfo") and shutil.which("pdftoppm")):
        raise KoukaError(
            _("{what} is not installed.", what="poppler"),
            todo=_("On Debian or Ubuntu: sudo apt-get install {packages}", packages="poppler-utils"),
            code=ExitCode.SETUP,
        )
    seconds = LIMITS.rasterise_seconds
    said = subprocess.run(["pdftoppm", "-v"], capture_output=True, text=True, check=False, timeout=seconds)
    found = re.search(r"version (\S+)", said.stderr + said.stdout)
    return found[1] if found else "?"
