"""What might pass unchecked in a run, kept for its page."""

from pathlib import Path

from pydantic import TypeAdapter

from dashboards.language import _
from evaluators.policy import Proposal, propose
from pipelines import atomic
from pipelines.errors import ExitCode, KoukaError, Place
from pipelines.measuring import RESIDUAL
from pipelines.runs.changes import check_finished
from pipelines.runs.store import Run, batch_of
from pipelines.scored import scored_of
from pipelines.seed import SEED

_PROPOSAL = TypeAdapter(Proposal)


def write_proposal(run: Run, out: Path) -> None:
    """Write what ``kouka policy propose`` would propose from a run.

    Raises:
        KoukaError: the run is not finished or of meetings, its batch no longer there, or without truth.
    """
    if run.file.kind != "forms":
        raise KoukaError(_("A policy is for forms; this is a run of meetings."), code=ExitCode.USAGE)
    check_finished(run)
    scored, _engines = scored_of(run, batch_of(run))
    if scored.empty:
        raise KoukaError(_("No form of the batch has truth to measure against."), where=Place(run.folder))
    atomic.write_bytes(out, _PROPOSAL.dump_json(propose(scored, RESIDUAL, seed=SEED)))


def read_proposal(path: Path) -> Proposal:
    """What was written."""
    return _PROPOSAL.validate_json(path.read_bytes())
