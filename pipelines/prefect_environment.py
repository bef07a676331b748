"""Prefect's settings, made before Prefect is imported: nothing leaves the machine, nothing is kept elsewhere."""

import logging
import os
import tomllib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from pipelines.settings import results_folder

SETTINGS = Path(__file__).parent.parent / "prefect.toml"
LOOPBACK = ("127.0.0.1", "localhost")
WORKERS = ("APILogWorker", "EventsWorker")
"""Loggers of Prefect that are not below its own: what they still send after a stop is nobody's news."""
NOWHERE = "http://127.0.0.1:0"
"""No program can listen at port 0: who is sent there is refused at once."""


def prepare(*, quiet: bool = False) -> None:
    """Set what prefect.toml says and where Prefect keeps its files; what is already set by hand stays.

    Args:
        quiet: Prefect writes nothing to the terminal, since its caller tells a person what goes on and what went wrong.
    """
    results = results_folder()
    wanted = {
        **dict(_variables(tomllib.loads(SETTINGS.read_text(encoding="utf-8")), "PREFECT")),
        **(dict.fromkeys(("PREFECT_LOGGING_LEVEL", "PREFECT_INTERNAL_LOGGING_LEVEL"), "CRITICAL") if quiet else {}),
        "PREFECT_HOME": str(results / ".prefect"),
        "PREFECT_RESULTS_LOCAL_STORAGE_PATH": str(results / ".cache" / "prefect"),
        # Prefect's own usage statistics listen to this variable alone.
        "DO_NOT_TRACK": "1",
    }
    for name, value in wanted.items():
        os.environ.setdefault(name, value)
    for name in WORKERS if quiet else ():
        logging.getLogger(name).setLevel(logging.CRITICAL)
    # Prefect makes its home only where the folder above is there.
    Path(os.environ["PREFECT_HOME"]).mkdir(parents=True, exist_ok=True)
    _spare_loopback_from_proxies()


def keep_in() -> None:
    """Let nothing out but to the Prefect server that PREFECT_API_URL names; for Prefect's own programs.

    There is no setting for this one: whenever a work pool is made, Prefect's server asks GitHub for a list of their
    types. Refused, it takes the list that came with it.
    """
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        os.environ[name] = os.environ[name.upper()] = NOWHERE
    server = urlsplit(os.environ.get("PREFECT_API_URL", "")).hostname
    os.environ["no_proxy"] = os.environ["NO_PROXY"] = ",".join([*LOOPBACK, *([server] if server else [])])


def _variables(table: dict[str, object], prefix: str) -> Iterator[tuple[str, str]]:
    """``[server.api] host`` becomes ``PREFECT_SERVER_API_HOST``."""
    for key, value in table.items():
        name = f"{prefix}_{key.upper()}"
        if isinstance(value, dict):
            yield from _variables(value, name)
        else:
            yield name, str(value).lower() if isinstance(value, bool) else str(value)


def _spare_loopback_from_proxies() -> None:
    """Where a proxy is set, Prefect would ask it even for a server on this machine."""
    spared = os.environ.get("no_proxy") or os.environ.get("NO_PROXY", "")  # who reads both prefers the lower case
    hosts = [host.strip() for host in spared.split(",") if host.strip()]
    if "*" not in hosts:
        spared = ",".join([*hosts, *(host for host in LOOPBACK if host not in hosts)])
    os.environ["no_proxy"] = os.environ["NO_PROXY"] = spared
