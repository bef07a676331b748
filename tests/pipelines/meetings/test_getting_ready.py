"""The process that hears, started while Prefect is loaded."""

import multiprocessing
from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines import isolation
from pipelines.batches.examine_meetings import load_meetings
from pipelines.meetings import getting_ready
from pipelines.meetings.getting_ready import FULLY_USED
from pipelines.runs.store import Run
from pipelines.settings import results_folder
from tests.pipelines.meetings.every_step import Begin, work


def processes(run: Run, batch: Path) -> int:
    """While a flow would run."""
    with getting_ready.getting_ready(run, load_meetings(batch)):
        return len(multiprocessing.active_children())


def test_it_is_there_before_the_flow_and_gone_after_it(begin: Begin, spoken: Path) -> None:
    assert processes(begin(), spoken) == FULLY_USED
    assert not multiprocessing.active_children()


def test_it_is_gone_after_a_flow_that_was_stopped(begin: Begin, spoken: Path) -> None:
    with pytest.raises(KeyboardInterrupt), getting_ready.getting_ready(begin(), load_meetings(spoken)):
        raise KeyboardInterrupt
    assert not multiprocessing.active_children()


def test_it_is_gone_where_it_was_stopped_as_it_was_started(
    begin: Begin, spoken: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = isolation.start

    def start_and_stop(number: int, get_ready: Callable[[], object], seconds: float) -> None:
        started(number, get_ready, seconds)
        assert multiprocessing.active_children()
        raise KeyboardInterrupt

    monkeypatch.setattr(isolation, "start", start_and_stop)
    with pytest.raises(KeyboardInterrupt):
        processes(begin(), spoken)
    assert not multiprocessing.active_children()


def test_what_was_heard_already_needs_none(begin: Begin, spoken: Path) -> None:
    work(begin())
    assert not processes(begin(campaign="other"), spoken)


def test_one_stretch_that_was_not_heard_needs_it(begin: Begin, spoken: Path) -> None:
    work(begin())
    next((results_folder() / ".cache" / "heard").iterdir()).unlink()
    assert processes(begin(campaign="other"), spoken) == FULLY_USED


def test_what_products_returned_needs_none(begin: Begin, spoken: Path) -> None:
    run = begin()
    engines = tuple(record.model_copy(update={"name": "import:product"}) for record in run.file.engines)
    assert not processes(run.save(run.file.model_copy(update={"engines": engines})), spoken)


def test_getting_ready_loads_what_hears(monkeypatch: pytest.MonkeyPatch) -> None:
    sought = []
    monkeypatch.setattr("pipelines.audio.voice.speech", lambda samples: sought.append(len(samples)))
    getting_ready.get_ready()
    assert sought == [getting_ready.RATE]
