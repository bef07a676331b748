import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines import prefect_environment
from tests import processes

ASKED = {
    "analytics": "prefect.settings.get_current_settings().server.analytics_enabled",
    "host": "prefect.settings.get_current_settings().server.api.host",
    "pages": "prefect.settings.get_current_settings().server.ui.enabled",
    "logs to the database": "prefect.settings.get_current_settings().logging.to_api.enabled",
    "results": "prefect.settings.get_current_settings().results.persist_by_default",
    "resource metrics": "prefect.settings.get_current_settings().telemetry.enable_resource_metrics",
    "orchestration telemetry": "prefect.settings.get_current_settings().cloud.enable_orchestration_telemetry",
    "home": "str(prefect.settings.get_current_settings().home)",
    "usage": "prefect._internal.analytics.enabled.is_telemetry_enabled()",
    "known": "[s.name for s in prefect.settings.legacy._get_settings_fields(prefect.settings.Settings).values()]",
}


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Of a person who has set nothing but a results folder; put back afterwards."""
    for name, value in processes.environment(tmp_path / "results").items():
        monkeypatch.setenv(name, value)
    for name in [*os.environ]:
        if name.startswith("PREFECT_") or name.lower().endswith("_proxy") or name in ("CI", "DO_NOT_TRACK"):
            monkeypatch.delenv(name)


@pytest.fixture(autouse=True)
def put_back() -> Iterator[None]:
    """Take away what ``prepare`` sets beside what was there."""
    before = dict(os.environ)
    yield
    for name in set(os.environ) - set(before):
        del os.environ[name]


def settings(folder: Path, *, prepared: bool = True) -> dict[str, object]:
    """What Prefect makes of the environment, asked in a process of its own outside of this folder's prefect.toml."""
    code = "import json, prefect, prefect._internal.analytics.enabled, prefect.settings.legacy\n"
    if prepared:
        code = "from pipelines import prefect_environment; prefect_environment.prepare()\n" + code
    code += "print(json.dumps({" + ",".join(f"{name!r}: {value}" for name, value in ASKED.items()) + "}))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(processes.ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_prefect_knows_every_setting_of_prefect_toml(tmp_path: Path) -> None:
    before = set(os.environ)
    prefect_environment.prepare(quiet=True)
    ours = {name for name in set(os.environ) - before if name.startswith("PREFECT_")}
    assert {"PREFECT_SERVER_ANALYTICS_ENABLED", "PREFECT_HOME", "PREFECT_INTERNAL_LOGGING_LEVEL"} <= ours
    assert ours <= set(settings(tmp_path, prepared=False)["known"])


def test_what_prefect_could_send_out_is_off(tmp_path: Path) -> None:
    found = settings(tmp_path)
    off = set(found) - {"host", "home", "known"}
    assert {name: found[name] for name in off} == dict.fromkeys(off, False)
    assert found["host"] == "127.0.0.1"
    assert found["home"] == str(tmp_path / "results" / ".prefect")


def test_without_us_prefect_would_send_it(tmp_path: Path) -> None:
    found = settings(tmp_path, prepared=False)
    assert (found["analytics"], found["usage"]) == (True, True)


def test_what_prefects_workers_still_send_is_nobodys_news() -> None:
    from prefect.events.worker import EventsWorker
    from prefect.logging.handlers import APILogWorker

    prefect_environment.prepare(quiet=True)
    for worker in (EventsWorker, APILogWorker):
        assert not logging.getLogger(worker.__name__).isEnabledFor(logging.WARNING)


def test_what_is_set_by_hand_stays(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    by_hand = {
        "PREFECT_HOME": str(tmp_path / "elsewhere"),
        "PREFECT_LOGGING_LEVEL": "DEBUG",
        "PREFECT_SERVER_UI_ENABLED": "true",
        "DO_NOT_TRACK": "0",
    }
    for name, value in by_hand.items():
        monkeypatch.setenv(name, value)
    prefect_environment.prepare(quiet=True)
    assert {name: os.environ[name] for name in by_hand} == by_hand


def test_prefects_home_is_there(tmp_path: Path) -> None:
    assert not (tmp_path / "results").exists()
    prefect_environment.prepare()
    assert (tmp_path / "results" / ".prefect").is_dir()


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, "127.0.0.1,localhost"),
        ({"NO_PROXY": "intra.example, localhost"}, "intra.example,localhost,127.0.0.1"),
        ({"NO_PROXY": "a.example", "no_proxy": "b.example"}, "b.example,127.0.0.1,localhost"),
        ({"no_proxy": "*"}, "*"),
    ],
)
def test_a_proxy_is_never_asked_for_this_machine(
    given: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    prefect_environment.prepare()
    assert os.environ["NO_PROXY"] == os.environ["no_proxy"] == expected


def test_prefects_own_programs_reach_their_server_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:8080")
    monkeypatch.setenv("no_proxy", "*")
    monkeypatch.setenv("PREFECT_API_URL", "http://prefect.example:4200/api")
    prefect_environment.prepare()
    prefect_environment.keep_in()
    assert os.environ["no_proxy"] == os.environ["NO_PROXY"] == "127.0.0.1,localhost,prefect.example"
    for name in ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "all_proxy"):
        assert os.environ[name] == prefect_environment.NOWHERE
