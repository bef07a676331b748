"""What the signed policy of a run's campaign lets pass, for the arm in which people see nothing but the rest."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboards.language import _
from dashboards.web.studies import snapshot
from evaluators.mark_types import MARKS_ENGINE
from pipelines.batches.forms import FormsBatch
from pipelines.errors import ExitCode, KoukaError, Place
from pipelines.policies import deciding, files
from pipelines.runs.store import Run
from pipelines.tables import Row


@dataclass(frozen=True)
class Signed:
    """A policy that holds, on forms of a study."""

    digest: str
    passed: Mapping[str, Mapping[str, str]]
    """By document the fields that it lets pass, with their values."""
    engine: str
    """Of text, whose readings pass most often; empty where none do. People correct what the same one has read, so that
    an item is one engine's work."""


NO_POLICY = Signed("", {}, "")
"""Where nothing passes."""


def passed_by_policy(run: Run, batch: FormsBatch, pages: Sequence[Row], readings: Sequence[Row]) -> Signed:
    """What the signed policy of the run's campaign says of these forms.

    Raises:
        KoukaError: there is no signed policy, or it does not hold for the run.
    """
    path = run.folder.parent / files.NAME
    todo = _("Propose one and have it signed: kouka policy propose {run}, then kouka policy sign {file} --by NAME",
             run=run.name, file=path)  # fmt: skip
    if not path.is_file():
        raise KoukaError(
            _("Correcting what a policy sends needs a signed policy."),
            where=Place(path),
            todo=todo,
            code=ExitCode.USAGE,
        )
    policy = files.read(path)
    decided = deciding.decide(run, batch, pages, readings, policy)
    if decided.void:
        raise KoukaError(
            _("The policy does not hold for this run: {reasons}", reasons=" ".join(decided.void)),
            where=Place(path),
            todo=todo,
            code=ExitCode.USAGE,
        )
    engines = Counter(row["engine"] for row in decided.rows if row["engine"] not in ("", MARKS_ENGINE))
    return Signed(policy.digest, snapshot.passed_of(decided.rows), max(engines, key=engines.__getitem__, default=""))
