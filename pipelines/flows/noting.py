"""What a flow writes to the log of use where nothing that called it has: a worker of Prefect's began it, or a program.

It names no person, since Prefect knows none: the account is that of the machine under which the worker runs. The ids
are those under which Prefect has the run.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from prefect.context import FlowRunContext

from pipelines.commands import uses

_stands_there = ContextVar("stands_there", default=False)


@contextmanager
def noted() -> Iterator[None]:
    """Flows that are called in the block stand in the log already."""
    token = _stands_there.set(True)
    try:
        yield
    finally:
        _stands_there.reset(token)


def note_run(batch: str, campaign: str, engines: Sequence[str], shown: bool) -> None:
    """Write down that a run begins, or that Prefect lets it begin once more, unless it stands there.

    Args:
        batch: directory of the batch.
        campaign: name of the campaign.
        engines: names, as far as any were given.
        shown: whether the page shows contents.

    Raises:
        KoukaError: there is a log, and it cannot be written; or the campaign's name is none.
    """
    if not _stands_there.get():
        given = {"batch": Path(batch), "campaign": campaign, "engines": tuple(engines), "no_crops": not shown}
        uses.note(uses.USES["run"], given, **_started_by())


def _started_by() -> dict[str, str | int]:
    """Ids under which Prefect keeps the run, and for which time it begins where it has been tried before."""
    context = FlowRunContext.get()
    if context is None or context.flow_run is None:
        return {}
    run = context.flow_run
    told: dict[str, str | int] = {"flow_run": str(run.id)}
    if run.deployment_id is not None:
        told["deployment"] = str(run.deployment_id)
    if run.run_count > 1:
        told["attempt"] = run.run_count
    return told
