"""Running a flow in this process, on a server that is up or on an embedded one."""

import gc
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from dashboards.language import _
from pipelines import prefect_environment, prefect_server
from pipelines.commands import tell
from pipelines.errors import ExitCode, KoukaError, Problem
from pipelines.interrupts import obey, postponed
from pipelines.progress import say

if TYPE_CHECKING:
    from pipelines.runs.store import Run

SHOWN = 20
"""Problems of a kind that are named on the terminal; ``kouka check`` and the page of the result have all of them."""


def flow_run(kind: str, begun: "Run", *arguments: object) -> "Run":
    """Let the flow of a kind, ``forms`` or ``meetings``, go on with a run that was begun; the finished run.

    Raises:
        KoukaError: what the flow raised, or Prefect does not answer (code BUSY).
    """
    from pipelines.runs import store
    from pipelines.runs.overview import write_overview

    try:
        _run(kind, *arguments)
    except KoukaError as error:
        # The run says in its own files whether it is done; Prefect may have lost its server at the very end.
        if error.code is not ExitCode.BUSY or store.load(begun.folder).file.finished is None:
            raise
    write_overview(begun.folder.parent)
    return store.load(begun.folder)


def _run(kind: str, *arguments: object) -> None:
    obey()
    prefect_environment.prepare(quiet=True)
    server = prefect_server.use_running()
    embedded = prefect_server.start_embedded() if server is None else None
    say(_("Loading Prefect (a few seconds) …"))
    flow = _imported(kind)
    from httpx import HTTPError

    from pipelines.flows.discretion import Withheld
    from pipelines.flows.noting import noted

    if embedded is not None:
        say(_("Waiting for Prefect's embedded server, usually 5 to 40 seconds …"))
        embedded.wait()
    else:
        say(_("Using the Prefect server at {address}.", address=server))
    obey()
    try:
        with noted():  # by this command, or by the app that started it
            flow(*arguments)
    except Withheld as withheld:
        raise withheld.error or withheld from None
    except (RuntimeError, HTTPError) as error:  # whatever is raised by our own code is withheld: this is Prefect's
        prefect_server.drop_events()
        raise prefect_server.unanswered() from error


def _imported(kind: str) -> Callable[..., object]:
    """The flow. What is imported is no garbage, and looking for some takes a fifth of the time."""
    gc.disable()
    try:
        with postponed():
            flow: Callable[..., object] = getattr(import_module(f"pipelines.flows.{kind}"), kind)
    finally:
        gc.enable()
    return flow


def report_some(problems: Sequence[Problem], rest: str) -> None:
    """Name the problems, and where there are many, where to find them all."""
    for problem in problems[:SHOWN]:
        tell(problem)
    if len(problems) > SHOWN:
        say(_("… and {n} more.", n=len(problems) - SHOWN) + " " + rest)
