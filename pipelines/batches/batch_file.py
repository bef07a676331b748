"""batch.toml: which kind of batch a folder is, and what to say where it is none."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal, TypeVar

from dashboards.language import _, counted
from pipelines.contracts.forms import BatchFile
from pipelines.contracts.toml import key_place, read_toml
from pipelines.errors import KoukaError, Place, Problem, Severity

Kind = Literal["forms", "meetings"]
B = TypeVar("B")


def kind_of(path: Path) -> Kind:
    """The kind of a batch; ``forms`` where batch.toml does not say, whose check then says what is wrong with it."""
    file, _problems = read_toml(path / "batch.toml", BatchFile)
    return "forms" if file is None else file.kind


def read_batch_file(path: Path, kind: Kind) -> tuple[BatchFile | None, list[Problem]]:
    """batch.toml of a batch that is to be of this kind, or None and what is wrong with it."""
    if not path.is_dir():
        todo = _("Make one that you can fill in: kouka new {kind} {path}", kind=kind, path=path)
        return None, [Problem(_("There is no batch here."), Place(path), todo)]
    if not (path / "batch.toml").exists():
        return None, [Problem(_("The file is missing."), Place(path / "batch.toml"), example(path, kind))]
    file, problems = read_toml(path / "batch.toml", BatchFile)
    if file is not None and file.kind != kind:
        return None, [
            *problems,
            Problem(
                _("Batches of kind “{kind}” cannot be read here.", kind=file.kind),
                key_place(path / "batch.toml", "kind"),
                _('What was asked for reads kind = "{kind}".', kind=kind),
            ),
        ]
    return file, problems


def usable(path: Path, batch: B | None, problems: Sequence[Problem]) -> B:
    """The batch where nothing serious is wrong with it.

    Raises:
        KoukaError: for the first serious problem, with the number of the others.
    """
    serious = [problem for problem in problems if problem.severity is Severity.STOPS]
    if batch is None or serious:
        first = serious[0]
        todo = first.todo or ""
        if len(serious) > 1:
            more = counted("{n} more problem", "{n} more problems", len(serious) - 1)
            todo += " " + _("See also {more}: kouka check {path}", more=more, path=path)
        raise KoukaError(first.what, where=first.where, todo=todo.strip() or None)
    return batch


def example(path: Path, kind: Kind) -> str:
    """Where to see how it is meant."""
    beside = path.with_name(f"{path.name}-example")
    return _("To see one that is right: kouka new {kind} {path}", kind=kind, path=beside)
