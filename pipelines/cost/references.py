"""What ``from`` in case.toml leads to: runs, studies, policies."""

from dataclasses import dataclass
from pathlib import Path

from dashboards.language import _
from pipelines.contracts.toml import key_place
from pipelines.errors import KoukaError, Place
from pipelines.runs import store
from pipelines.runs.store import Run

RUN, STUDY, POLICY, MODEL = "run", "study", "policy", "model"


@dataclass(frozen=True)
class Reference:
    """One ``from``, and where it stands."""

    text: str
    case: Path
    location: tuple[str, ...]

    @property
    def place(self) -> Place:
        """Its file and line."""
        return key_place(self.case, *self.location, "from")

    def rest(self, kind: str, example: str) -> str:
        """What stands after the kind and the colon.

        Raises:
            KoukaError: it is of another kind.
        """
        found, colon, rest = self.text.partition(":")
        if found != kind or not colon or not rest:
            raise KoukaError(
                _("“{text}” leads nowhere from here.", text=self.text),
                where=self.place,
                todo=_("Write something like: {example}", example=f'from = "{example}"'),
            )
        return rest


def run_of(reference: Reference, kind: str) -> Run | None:
    """The run that is named; of ``latest`` the newest finished one of the kind in the campaign, None if there is none.

    Raises:
        KoukaError: the named run is not there, not finished, or of the other kind.
    """
    name = reference.rest(RUN, "run:latest")
    if name == store.LATEST:
        runs = (run for run in store.runs_of(reference.case.parent) if run.file.finished)
        return next((run for run in runs if run.file.kind == kind), None)
    try:
        run = store.find(name)
    except KoukaError as error:
        raise KoukaError(error.problem.what, where=reference.place, todo=error.problem.todo) from None
    if run.file.kind != kind or run.file.finished is None:
        raise KoukaError(_("The run {run} is of another kind, or not finished.", run=run.name), where=reference.place)
    return run


def file_of(reference: Reference, kind: str, example: str) -> Path:
    """The file or folder that is named: beside case.toml, or by an absolute path.

    Raises:
        KoukaError: there is none.
    """
    name = reference.rest(kind, example)
    path = Path(name) if Path(name).is_absolute() else reference.case.parent / name
    if not path.exists():
        raise KoukaError(_("There is no “{name}”.", name=name), where=reference.place)
    return path
