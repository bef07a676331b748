"""Prefect's settings, made before Prefect is imported: nothing leaves the machine, nothing is kept elsewhere."""

import json
import os
import tomllib
import urllib.error
import urllib.request
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from pipelines.settings import results_folder

SETTINGS = Path(__file__).parent.parent / "prefect.toml"
LOCAL_SERVER = "http://127.0.0.1:4200/api"
PROBE_SECONDS = 1.0


def prepare() -> None:
    """Set what prefect.toml says and where Prefect keeps its files; what is already set by hand stays."""
    results = results_folder()
    wanted = {
        **dict(_variables(tomllib.loads(SETTINGS.read_text(encoding="utf-8")), "PREFECT")),
        "PREFECT_HOME": str(results / ".prefect"),
        "PREFECT_RESULTS_LOCAL_STORAGE_PATH": str(results / ".cache" / "prefect"),
        # Prefect's own usage statistics listen to this variable alone.
        "DO_NOT_TRACK": "1",
    }
    for name, value in wanted.items():
        os.environ.setdefault(name, value)


def _variables(table: dict[str, object], prefix: str) -> Iterator[tuple[str, str]]:
    """``[server.api] host`` becomes ``PREFECT_SERVER_API_HOST``."""
    for key, value in table.items():
        name = f"{prefix}_{key.upper()}"
        if isinstance(value, dict):
            yield from _variables(value, name)
        else:
            yield name, str(value).lower() if isinstance(value, bool) else str(value)


def use_running_server() -> str | None:
    """The address of a Prefect server that is up, which is then used: PREFECT_API_URL, or one on this machine.

    None where there is none, so that Prefect starts its embedded one.
    """
    if "PREFECT_API_URL" in os.environ:
        return os.environ["PREFECT_API_URL"]
    if _answer("/health") is not True or _answer("/admin/version") != version("prefect"):
        return None
    os.environ["PREFECT_API_URL"] = LOCAL_SERVER
    return LOCAL_SERVER


def _answer(path: str) -> object:
    # No proxy: a loopback address asked of a proxy would leave the machine.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(LOCAL_SERVER + path, timeout=PROBE_SECONDS) as response:
            return json.loads(response.read(1000))
    except (OSError, urllib.error.URLError, ValueError):
        return None
